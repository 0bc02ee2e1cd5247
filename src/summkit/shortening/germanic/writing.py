"""Headlines of a German sentence, made by the cheapest deletions after which the sentence fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush

from summkit.document import Document
from summkit.shortening.candidates import joined
from summkit.shortening.germanic.attributes import Offer, needs_own_auxiliary
from summkit.shortening.germanic.deletions import offers
from summkit.shortening.germanic.fields import Fields, fields_of
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.unparsed.cuts import Spans, has_paired_marks, trimmed, without
from summkit.shortening.unparsed.segments import BRACKET
from summkit.shortening.unparsed.torn import is_torn

_SHARE = 0.4  # minimum part of the budget that a headline fills
_TRIED = 400  # maximum sets of deletions that are tried
_ENOUGH = 4  # number of headlines after which the search ends
_CHANCE = 0.75  # probability that deletions with a cost of 1 are right, estimated while reading
_MOST_OFFERS = 16


def field_versions(
    document: Document,
    index: int,
    fits: Callable[[str], bool],
    characters: int,
    most: float = 9.0,
) -> list[Shortening]:
    """Return headlines of a sentence from its fields, the cheapest first.

    Parameters
    ----------
    most
        Maximum cost of the deletions.
    """
    sentence = document.sentences[index]
    begin = front(document, index)[0]
    text = sentence.text[begin:]
    offset, language = sentence.start + begin, document.language
    fields = fields_of(text, language)
    if fields is None:
        return []
    found: list[Shortening] = []
    for cost, kept, kinds in _sets(fields, offers(text, fields, language)):
        if cost > most or len(found) == _ENOUGH:
            break
        spans = _spans(text, fields, kept)
        line = joined([text[a:b] for a, b in spans])
        if not fits(line) or len(line) < _SHARE * characters or not has_paired_marks(line):
            continue
        if needs_own_auxiliary(fields, kept, language.code) or not _commas(fields, kept):
            continue
        if is_torn(_compared(text, fields, kept), line, language):
            continue
        runs = tuple((offset + a, offset + b) for a, b in spans)
        chance = round(_CHANCE**cost, 4)
        found.append(Shortening(line, runs, runs, index, round(100 - cost, 4), kinds, chance))
    return found


def _sets(fields: Fields, offered: list[Offer]) -> Iterator[tuple[float, int, tuple[str, ...]]]:
    """Yield sets of deletions as (cost, remaining tokens, kinds), the cheapest first."""
    everything = (1 << len(fields.tokens)) - 1
    # No headline needs the day of the event.
    days = 0
    for each in offered:
        days |= each.mask if each.kind == "time" else 0
    base = ("time",) if days else ()
    offered = [each for each in offered if each.mask & ~days][:_MOST_OFFERS]
    yield 0.0, everything & ~days, base
    queue: list[tuple[float, int, int, tuple[int, ...]]] = []
    for number, each in enumerate(offered):
        heappush(queue, (each.cost, number, each.mask | days, (number,)))
    for _ in range(_TRIED):
        if not queue:
            return
        cost, last, mask, chosen = heappop(queue)
        yield cost, everything & ~mask, (*base, *(offered[n].kind for n in chosen))
        for number in range(last + 1, len(offered)):
            each = offered[number]
            if not each.mask & ~mask:
                continue
            heappush(
                queue, (round(cost + each.cost, 4), number, mask | each.mask, (*chosen, number))
            )


def _spans(text: str, fields: Fields, kept: int) -> Spans:
    """Return the stretches of the remaining tokens, without brackets."""
    spans: Spans = []
    last = -2
    for place, token in enumerate(fields.tokens):
        if not kept >> place & 1:
            continue
        if spans and place == last + 1:
            spans[-1] = spans[-1][0], token.end
        else:
            spans.append((token.start, token.end))
        last = place
    gone = [match.span() for match in BRACKET.finditer(text)]
    first = (kept & -kept).bit_length() - 1
    for phrase in fields.front:
        end = fields.tokens[phrase.end - 1].end
        if phrase.kind == "aside" and phrase.start == first and text[end] == ",":
            gone.append((end, end + 1))  # "[De minister,] Karel Dijkstal[,] heeft"
    return trimmed(text, without(spans, sorted(gone)))


def _compared(text: str, fields: Fields, kept: int) -> str:
    """Return the sentence; only its main clause if the deleted text follows a colon or "und"."""
    end = fields.end
    if end < len(fields.tokens) and not kept >> end and "," not in fields.tokens[end - 1].sign:
        return text[: fields.tokens[end - 1].end]
    return text


def _commas(fields: Fields, kept: int) -> bool:
    """Return whether each deleted stretch inside the text has no comma or both of its commas."""
    tokens = fields.tokens
    place, last = 0, -1
    for place in range(len(tokens)):
        if not kept >> place & 1:
            continue
        if last >= 0 and place > last + 1:
            signs = "".join(each.sign for each in tokens[last:place])
            if sum(signs.count(sign) for sign in ",;:–") not in (0, 2):
                return False
        last = place
    return True
