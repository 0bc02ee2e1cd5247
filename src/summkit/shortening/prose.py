"""Prose by deletion: a shortened sentence for a lede, dek or summary, with articles and full stop.

Unlike a headline, prose uses only the deletions of `deletions.phrases`. Each of them has a
probability that it does no harm; the product of these probabilities is the version's `chance`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from summkit.document import Document
from summkit.shortening.attributed import claim_end
from summkit.shortening.candidates import joined, runs
from summkit.shortening.checks.governed import finite, lacks_clause, loses_complement, loses_core
from summkit.shortening.checks.meaning import (
    leaves_list,
    leaves_modifier,
    leaves_opener,
    loses_meaning,
    splits_capitals,
)
from summkit.shortening.checks.required import broken
from summkit.shortening.checks.shapes import leaves_open, opens_subordinate
from summkit.shortening.deletions.edges import loses_speaker
from summkit.shortening.deletions.phrases import Phrase, fused, phrases
from summkit.shortening.learned.rank import worths
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tokens import outside_brackets, tokenise
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, members, span
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.sums import running_sum

_SHAPES = (
    loses_core,
    lacks_clause,
    loses_complement,
    leaves_open,
    opens_subordinate,
    splits_capitals,
    leaves_modifier,
    leaves_opener,
    leaves_list,
)
_OF_THE_WHOLE = {loses_core, lacks_clause}
_CERTAIN = frozenset(
    f"{rule} {place}"
    for rule in ("relative", "apposition", "participle", "dashes")
    for place in ("closed", "end")
) | {"adverbial-clause closed", "adverbial-clause end", "circumstance end", "clause-tail end"}
LONGEST = 90  # maximum tokens of a sentence; a longer one is a list or a table
_MOST_STATES = 400
_TRIED = 40  # number of the cheapest fitting versions that are checked
_LEAST_WORDS = 6
_VALUE = 0.08
"""Cost of deleting a word that the article repeats, in units of the logarithm of probability."""
_LENGTH = 0.012
"""Cost of deleting any word."""


def versions(
    tree: Tree, fits: Callable[[int], bool], worth: Mapping[str, float], most: int = 1
) -> list[tuple[int, tuple[Phrase, ...], float]]:
    """Return (remaining tokens, deletions, cost) of the best versions that fit.

    Parameters
    ----------
    fits
        Returns whether the version with these remaining tokens is within the budget.
    worth
        The weight of a lower-case word in the article.
    most
        Maximum number of versions.
    """
    if fused(tree):
        return []
    offered = phrases(tree)
    if not tree.is_verb(tree.root):  # a wrong parse: only phrases between commas are certain
        offered = [each for each in offered if _is_certain(tree, each)]
    states = _states(tree, offered, worth)
    found = []
    tried = 0
    for cost, gone, done in states:
        kept = tidied(tree, tree.everything & ~gone)
        if kept.bit_count() < _LEAST_WORDS or not fits(kept):
            continue
        tried += 1
        if tried > _TRIED:
            break
        certain = all(_is_certain(tree, each) for each in done)
        relative = all(_is_last_relative(tree, each) for each in done)
        if sound(tree, kept, certain, relative) and (
            _ends_before_participle(tree, kept)
            or parses_as_clause(printed(tree, kept))
            or (
                relative and not parses_as_clause(printed(tree, tree.everything))
            )  # a wrong parse, too
        ):
            found.append((kept, done, cost))
            if len(found) == most:
                break
    return found


def _is_certain(tree: Tree, phrase: Phrase) -> bool:
    """Return whether the words at a phrase's edges show its kind, even if the parse is wrong."""
    return phrase.kind in _CERTAIN or _is_last_relative(tree, phrase)


def _is_last_relative(tree: Tree, phrase: Phrase) -> bool:
    """Return whether a phrase is a final relative clause: "[that had stood for years]"."""
    if phrase.kind != "relative-restrictive end":
        return False
    first = low(phrase.mask)
    subject = tree.tags[first + 1] in FINITE
    stranded = tree.tags[high(phrase.mask & ~tree.end)] == "IN"
    return tree.lower[first] in ("that", "which", "who") and (subject or stranded)


def parses_as_clause(text: str) -> bool:
    """Return whether a text, parsed alone, is a clause: a verb with its subject."""
    if not outside_brackets(tokenise(text))[0]:
        return False
    tree = Tree(text)
    root = tree.root
    subject = tree.subject(root)
    if not tree.is_verb(root) or subject < 0:
        return False
    if tree.lower[0] in words("subordinators") and "," not in tree.lower[:subject]:
        return False  # the main verb has no subject: "When she crossed the line, looked up"
    return finite(tree, root) or tree.tags[root] == "VBN"


def sound(tree: Tree, kept: int, certain: bool = False, relative: bool = False) -> bool:
    """Return whether the remaining tokens pass every check.

    Parameters
    ----------
    certain
        Whether the words at the edges of every deleted phrase show its kind.
    relative
        Whether the only deletion is a final relative clause with "that", no verb's complement.
    """
    bare = kept & ~tree.end
    wrong = broken(tree, bare)
    if wrong == ["ends on a function word"] and _ends_on_attribution(tree, bare):
        wrong = []
    if wrong or loses_meaning(tree, kept) or _leaves_stop(tree, bare) or loses_speaker(tree, bare):
        return False
    failed = {check for check in _SHAPES if check(tree, bare)}
    if relative:
        failed.discard(loses_complement)
    # Failures that are judged by a parse of the shorter text alone: see `parses_as_clause`.
    if _is_ending(tree, bare):
        return failed <= _OF_THE_WHOLE | {loses_complement}
    apart = certain or _is_beginning(tree, bare)
    if certain and _ends_on_attribution(tree, bare, dated=True):
        failed.discard(loses_complement)  # the quotation comes before the comma
    return not failed or (apart and failed <= _OF_THE_WHOLE)


def _ends_on_attribution(tree: Tree, kept: int, *, dated: bool = False) -> bool:
    """Return whether the text ends on an attribution: "The wall fell, the council said."

    With `dated`, an expression of time such as "on Monday" may follow the attribution.
    """
    last = high(kept)
    while dated and last > 1 and (tree.is_time(last) or tree.lower[last] == "on"):
        last -= 1
    if tree.lower[last] not in words("plain_speech") or not tree.is_verb(last):
        return False
    comma = last
    while comma > 0 and tree.lower[comma] != ",":
        comma -= 1
    said = any(tree.tags[node] in FINITE and kept >> node & 1 for node in range(comma))
    return said and bool(kept >> comma & 1) and comma < tree.subject(last) < last


def _leaves_stop(tree: Tree, kept: int) -> bool:
    """Return whether a full stop remains without the token before it."""
    return any(
        tree.lower[node] == "." and node > 0 and not kept >> node - 1 & 1 for node in members(kept)
    )


def _ends_before_participle(tree: Tree, kept: int) -> bool:
    """Return whether the text ends before ", sending ...".

    Then it is a clause, even if the parse is wrong.
    """
    bare = kept & ~tree.end
    comma = high(bare) + 1
    if bare != span(0, comma - 1) or comma + 2 >= len(tree.lower) or tree.lower[comma] != ",":
        return False
    opens = tree.tags[comma + 1] == "VBG" and tree.tags[0] in ("DT", "NNP", "NNPS", "NNS", "CD")
    return opens and any(tree.tags[node] in FINITE for node in range(2, comma))


def _is_ending(tree: Tree, kept: int) -> bool:
    """Return whether the text is all text after a comma, such as a final main clause."""
    first = low(kept)
    return first > 1 and tree.lower[first - 1] == "," and kept == span(first, high(kept))


def _is_beginning(tree: Tree, kept: int) -> bool:
    last = high(kept)
    if last + 1 >= len(tree.lower) or kept != span(0, last):
        return False
    return tree.lower[last + 1] == "," and tree.tags[last] != "CD"


def _states(
    tree: Tree, offered: Sequence[Phrase], worth: Mapping[str, float]
) -> list[tuple[float, int, tuple[Phrase, ...]]]:
    """Return (cost, deleted tokens, deletions) of subsets of the deletions, cheapest first."""
    loss = [_LENGTH + _VALUE * worth.get(word, 0.0) for word in tree.lower]
    states: dict[int, tuple[float, tuple[Phrase, ...]]] = {0: (0.0, ())}
    for each in offered:
        more = running_sum([-log(each.chance), *(loss[node] for node in members(each.mask))])
        for gone, (cost, done) in list(states.items()):
            # Deletions may not overlap.
            if gone & each.mask:
                continue
            price = round(cost + more, 6)
            known = states.get(gone | each.mask)
            if known is None or price < known[0]:
                states[gone | each.mask] = price, (*done, each)
        if len(states) > _MOST_STATES:
            kept = sorted(states.items(), key=lambda item: (item[1][0], item[0]))[:_MOST_STATES]
            # Keep the longest deletions, even if they are expensive: a tight budget needs them.
            longest = sorted(states.items(), key=lambda item: (-item[0].bit_count(), item[0]))
            states = dict(kept) | dict(longest[: _MOST_STATES // 4])
    return sorted((cost, gone, done) for gone, (cost, done) in states.items())


_SIGNS = frozenset({",", ";", ":", "-", "–", "—", "--", "...", "…"})


def tidied(tree: Tree, kept: int) -> int:
    """Delete punctuation marks that no longer separate words, except for the full stop."""
    before = ""
    for node in members(kept):
        word = tree.lower[node]
        if word in _SIGNS and (not before or before in _SIGNS or before in ("(", "“")):
            kept &= ~(1 << node)
            continue
        before = word
    end = tree.end
    nodes = kept & ~end
    while nodes and tree.lower[high(nodes)] in _SIGNS:
        nodes &= ~(1 << high(nodes))
    return nodes | kept & end


def printed(tree: Tree, kept: int) -> str:
    """Return the printed form of the remaining tokens."""
    return joined([tree.text[a:b] for a, b in runs(tree, kept)])


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return an English sentence shortened to fit; None if that is not safe.

    Parameters
    ----------
    index
        The place of the sentence in the document.
    fits
        Returns whether a text is within the budget.
    """
    begin, before = front(document, index)
    text = document.sentences[index].text[begin:]
    speaker = claim_end(text)
    found = _version(document, text, len(text), fits)
    if found and speaker and found[0].tokens[high(found[1] & ~found[0].end)].start < speaker:
        found = None  # the attribution was deleted
    comma = 0
    if found is None and speaker:
        comma = speaker
        found = _version(document, text, comma, fits)
    if found is None:
        return None
    tree, kept, done, cost = found
    end = comma + 1 if comma else len(text)
    offset = document.sentences[index].start + begin
    stretches = [(a, b if b < end else len(text)) for a, b in runs(tree, kept)]
    pieces = [(t.start, t.end) for t in map(tree.tokens.__getitem__, members(kept))]
    if comma:
        said = tokenise(text[comma:])
        pieces[-1:] = [(comma + token.start, comma + token.end) for token in said]
    chance = 1.0
    for each in done:
        chance *= each.chance
    return Shortening(
        joined([text[a:b] for a, b in stretches]),
        tuple((offset + a, offset + b) for a, b in pieces),
        tuple((offset + a, offset + b) for a, b in stretches),
        index,
        -cost,
        (*before, *tree.asides, *(each.kind for each in done)),
        round(chance, 4),
    )


def _version(
    document: Document, text: str, end: int, fits: Callable[[str], bool]
) -> tuple[Tree, int, tuple[Phrase, ...], float] | None:
    """Return the best version of a sentence, or of its claim, that fits with the attribution.

    Parameters
    ----------
    end
        The end of the claim, before ", she said."; the end of the text if there is no attribution.
    """
    claim = text if end == len(text) else f"{text[:end]}."
    said = " ".join(text[end:].split())
    tokens = tokenise(claim)
    if not 2 < len(outside_brackets(tokens)[0]) <= LONGEST:  # checked before the slow parse
        return None
    tree = Tree(claim, tokens)

    def fit(kept: int) -> bool:
        shorter = printed(tree, kept)
        return fits(shorter[:-1] + said if said else shorter)

    for kept, done, cost in versions(tree, fit, worths(document)):
        return tree, kept, done, cost
    return None
