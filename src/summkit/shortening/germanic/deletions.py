"""The phrases and words that a German headline may leave out of a main clause.

German headlines omit the opening article, the day, a place, text between commas, and an auxiliary
whose participle ends the clause: "[Die] Strecke [ist] für 71 Millionen Euro wiederhergestellt
[worden]". Of every other verb, both parts stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.language import Language
from summkit.shortening.germanic.attributes import (
    Offer,
    articles,
    attributes,
    auxiliaries,
    span,
)
from summkit.shortening.germanic.fields import Fields
from summkit.shortening.germanic.phrases import Phrase
from summkit.shortening.germanic.places import has_name, is_claim, may_lose_place, places
from summkit.shortening.germanic.words import Token, listed
from summkit.shortening.unparsed.circumstances import attribution
from summkit.shortening.unparsed.circumstances import listed as circumstance
from summkit.shortening.unparsed.heads import heads
from summkit.shortening.unparsed.segments import words_of

_REPORT = 14  # maximum words of an attribution to a report
_WORD = 0.005  # cost of each deleted word


def offers(text: str, fields: Fields, language: Language) -> list[Offer]:
    """Return the deletions that a headline of the sentence may make, without duplicates."""
    found: dict[int, Offer] = {}
    for each in _all(text, fields, language):
        if each.mask and (each.mask not in found or each.cost < found[each.mask].cost):
            found[each.mask] = each
    priced = [
        each._replace(cost=round(each.cost + _WORD * each.mask.bit_count(), 4))
        for each in found.values()
    ]
    return sorted(priced, key=lambda each: (each.cost, each.mask))


def _all(text: str, fields: Fields, language: Language) -> Iterator[Offer]:
    code, tokens = language.code, fields.tokens
    yield from _after_clause(text, fields, language)
    yield from _asides(fields, code)
    for head in heads(text, code):
        mask = sum(
            1 << place
            for place, each in enumerate(tokens)
            if any(a <= each.start and each.end <= b for a, b in head.spans)
        )
        yield Offer(mask, head.kinds[-1], head.cost)
    for each in places(fields, code):
        if may_lose_place(fields, each.mask, code):
            yield each
    for phrase in fields.middle:
        if phrase.kind == "time" and _is_free_time(fields, phrase, code):
            yield Offer(span(phrase.start, phrase.end), "time", 0.02)
        elif phrase.kind == "time" and _is_deadline(fields, phrase):
            yield Offer(span(phrase.start, phrase.end), "deadline", 0.6)
    yield from attributes(fields, code)
    without_verb = list(auxiliaries(fields, code))
    yield from without_verb or articles(fields, code)
    for place in range(1, fields.end):
        if tokens[place].low in listed(code, "fillers") and place not in (
            fields.verb,
            fields.right,
        ):
            alone = place + 1 == fields.end or not tokens[place].sign.strip()
            front = place < fields.verb and place == fields.verb - 1 and len(fields.front) == 1
            if alone and not front:
                yield Offer(1 << place, "word", 0.05)


# -- after the clause ---------------------------------------------------------------------------


def _after_clause(text: str, fields: Fields, language: Language) -> Iterator[Offer]:
    """Yield the text after the main clause, and an attribution to an authority at the end."""
    tokens, end = fields.tokens, fields.end
    source = attribution(text, language)
    count = len(tokens)
    if source is not None:
        first = next((n for n, each in enumerate(tokens) if each.start >= source[0]), count)
        if first >= end:
            yield Offer(span(first, count), "attribution", 0.15)
            count = first
    if end < count and _is_report(tokens, end):
        yield Offer(span(end, len(tokens)), "attribution", 0.3)
    elif end < count and _may_end(fields, end, count, language):
        shared = tokens[-1].low in ("haben", "sein", "werden", "worden") and not (
            "," in tokens[end - 1].sign or tokens[fields.verb].low == tokens[-1].low
        )
        # "sollen Bäume abgeknickt [und einen Schaden verursacht] haben"
        kept = shared and tokens[fields.verb].low in listed(language.code, "modal")
        yield Offer(span(end, len(tokens) - kept), "clauses", 0.3)


def _is_report(tokens: tuple[Token, ...], end: int) -> bool:
    """Return whether the rest attributes the clause to a report: ", wie aus ... hervorgeht"."""
    gone = [each.low for each in tokens[end:]]
    if "," not in tokens[end - 1].sign or len(gone) > _REPORT:
        return False
    return (gone[:2] == ["wie", "aus"] and gone[-1] == "hervorgeht") or (
        gone[:2] == ["blijkt", "uit"]
    )


def _may_end(fields: Fields, end: int, count: int, language: Language) -> bool:
    known, code = words_of(language.code), language.code
    if known is None:
        return False
    tokens = fields.tokens
    kept, gone = tokens[:end], tokens[end:count]
    first, sign = gone[0].low, tokens[end - 1].sign
    speech = known.speech | circumstance(code, "report") | circumstance(code, "say")
    if any(each.low in speech - {"so"} for each in gone[:4]) or gone[0].low == "so":
        return False
    if tokens[fields.verb].low in speech or (
        fields.right > 0 and tokens[fields.right].low in speech
    ):
        return False
    barred = known.condition | known.complement | known.contrast | {"zu", "te"} & {first}
    opens = {first} | {n.low for n, b in zip(gone[1:], gone, strict=False) if "," in b.sign}
    relative = "," in sign and first in known.opener and first not in ("wie", "was", "wer")
    if first in ("dat", "die") and not sign.strip():  # "een verbod aangekondigd [dat ...]"
        return any(each.low == "een" for each in kept[fields.verb :])
    if {first} & barred and not (relative and first in ("die", "dat", "wo", "wer")):
        return False
    if opens & (known.condition | known.contrast):
        return False
    articles = {  # "van het zwembad"
        n + 1 for n, each in enumerate(kept) if each.low in listed(code, "prepositions")
    }
    if any(
        each.low in listed(code, "correlates") and not (each.low == "het" and n in articles)
        for n, each in enumerate(kept)
        if n
    ):
        return False
    if "," in sign and not relative and _is_infinitive(gone, known.infinitive):
        return False
    extraposed = not sign.strip() and first in listed(code, "prepositions")
    means = first == "door" and any(each.low == "te" for each in gone)
    if extraposed and first not in listed(code, "open_ends") and not means:
        return False
    if first in ("oder", "aber", "of", "maar", "sondern", "doch"):
        return False
    if _is_number(sign, gone):
        return False
    return ")" not in sign


def _is_infinitive(gone: tuple[Token, ...], mark: str) -> bool:
    """Return whether an infinitive with "zu" follows, which may complete the verb before it."""
    if gone[0].low in ("um", "ohne", "statt", "anstatt", "om", "zonder"):
        return False
    until = next((n for n, each in enumerate(gone) if "," in each.sign), len(gone) - 1)
    part = gone[: until + 1]
    fused = any(f"{mark}" in each.low[1:-3] and each.low.endswith("en") for each in part[-2:])
    return any(each.low == mark for each in part) or fused


def _is_number(sign: str, gone: tuple[Token, ...]) -> bool:
    """Return whether the sign belongs to a result such as "4:0"."""
    return bool(gone) and ":" in sign and gone[0].number and not sign.strip(":")


# -- phrases ------------------------------------------------------------------------------------


def _asides(fields: Fields, code: str) -> Iterator[Offer]:
    tokens = fields.tokens
    known = words_of(code)
    for phrase in (*fields.front, *fields.middle):
        if phrase.kind != "aside" or known is None:
            continue
        words = {each.low for each in tokens[phrase.start : phrase.end]}
        if words & (known.condition | known.contrast | known.speech):
            continue
        relative = tokens[phrase.start].low in known.opener
        before = [each for each in (*fields.front, *fields.middle) if each.end <= phrase.start]
        counted = any(
            tokens[each.start].number
            or tokens[each.start].low in listed(code, "articles")
            or has_name(tokens, each)
            for each in before
        )
        if words & listed(code, "hedges") and before and before[-1].kind == "time":
            continue  # "in zwei Wochen – also voraussichtlich im Mai –"
        if not relative or counted:
            yield Offer(span(phrase.start, phrase.end), "aside", 0.35 if relative else 0.25)


def _is_deadline(fields: Fields, phrase: Phrase) -> bool:
    """Return whether a time is only the deadline of a plan: "will [bis Ende des Jahres]"."""
    plans = fields.tokens[fields.verb].low in ("will", "wollen", "wil", "willen")
    return plans and fields.tokens[phrase.start].low in ("bis", "tot")


def _is_free_time(fields: Fields, phrase: Phrase, code: str) -> bool:
    tokens = fields.tokens
    first = tokens[phrase.start]
    before = tokens[phrase.start - 1].low
    held = listed(code, "focus") | listed(code, "denial") | listed(code, "prepositions")
    if before in held | {"und", "en"}:
        return False
    inside = [each.low for each in tokens[phrase.start : phrase.end]]
    if {*inside} & (listed(code, "focus") | listed(code, "hedges")):
        return False
    clock = first.low in listed(code, "clock") and inside[-1] in ("uhr", "uur")
    if first.low in listed(code, "prepositions") - listed(code, "when") and not clock:
        return False
    verb = tokens[fields.verb].low
    perfect = listed(code, "having") | listed(code, "being") | listed(code, "passive")
    past = (
        is_claim(fields)
        or (verb in perfect and fields.right > 0)
        or verb.endswith(("te", "ten", "de", "den"))
    )
    return past or any(word.rstrip("s").endswith(("tag", "mittwoch", "dag")) for word in inside)
