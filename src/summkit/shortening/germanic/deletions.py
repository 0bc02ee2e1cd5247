"""The phrases and words that a German headline may leave out of a main clause.

German headlines omit the opening article, the day, a place, text between commas, and an auxiliary
whose participle ends the clause: "[Die] Strecke [ist] für 71 Millionen Euro wiederhergestellt
[worden]". Of every other verb, both parts stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.language import Language
from summkit.shortening.germanic.attributes import (
    CLAIMS,
    Offer,
    articles,
    attributes,
    auxiliaries,
    span,
)
from summkit.shortening.germanic.fields import Fields
from summkit.shortening.germanic.phrases import Phrase
from summkit.shortening.germanic.words import Token, listed
from summkit.shortening.unparsed.circumstances import attribution
from summkit.shortening.unparsed.circumstances import listed as circumstance
from summkit.shortening.unparsed.segments import words_of
from summkit.shortening.unparsed.soft import LIMITED

_SPANS = frozenset(
    "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minute"
    " minuten dag dagen week weken maand maanden jaar uur".split()
)
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
    for each in _places(fields, code):
        if _may_lose_place(fields, each.mask, code):
            yield each
    for phrase in fields.middle:
        if phrase.kind == "time" and _is_free_time(fields, phrase, code):
            yield Offer(span(phrase.start, phrase.end), "time", 0.02)
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
    if end < count and _may_end(fields, end, count, language):
        yield Offer(span(end, len(tokens)), "clauses", 0.3)


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
    if {first} & barred and not (relative and first in ("die", "dat", "wo", "wer")):
        return False
    if opens & (known.condition | known.contrast):
        return False
    if any(each.low in listed(code, "correlates") for each in kept):
        return False
    if "," in sign and not relative and _is_infinitive(gone, known.infinitive):
        return False
    extraposed = not sign.strip() and first in listed(code, "prepositions")
    if extraposed and first not in listed(code, "open_ends"):
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
            or _has_name(tokens, each)
            for each in before
        )
        if words & listed(code, "hedges") and before and before[-1].kind == "time":
            continue  # "in zwei Wochen – also voraussichtlich im Mai –"
        if not relative or counted:
            yield Offer(span(phrase.start, phrase.end), "aside", 0.35 if relative else 0.25)


def _has_name(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Return whether a phrase has two words with capitals next to each other."""
    return any(
        tokens[n].capital and tokens[n + 1].capital and not tokens[n].sign.strip()
        for n in range(phrase.start, phrase.end - 1)
    )


def _may_lose_place(fields: Fields, mask: int, code: str) -> bool:
    """Return whether no remaining word, such as "first" or a modal, restricts a place."""
    tokens = [each for n, each in enumerate(fields.tokens[: fields.end]) if not mask >> n & 1]
    if fields.tokens[fields.verb].low in listed(code, "modal") - {
        "wird",
        "werden",
        "worden",
        "wordt",
    }:
        return False
    limits = any(
        (each.low.startswith(LIMITED) and len(each.low) > 3)
        or each.low in ("alle", "jede", "alles", "nummer")
        for each in tokens
    )
    return not limits and not any(each.low in listed(code, "denial") for each in tokens)


def _places(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield phrases of place, occasion and cause that the verb does not need."""
    tokens = fields.tokens
    subject = bool(fields.front) and fields.front[0].kind == "noun"
    known = _is_identified(fields, code)
    for number, phrase in enumerate(fields.front[1:], 1):
        if number == 1 and not known:
            continue  # "Die Krise [in Burundi]": the place identifies the noun
        if tokens[phrase.end].low in ("und", "sowie", "oder", "en", "of"):
            continue
        if phrase.kind == "preposition" and _is_free(tokens, phrase, code):
            # The phrases after it may belong to its noun: "[in einem Heim im Norden von Lorm]".
            last = number
            while last + 1 < len(fields.front) and fields.front[last + 1].kind == "preposition":
                last += 1
            yield Offer(span(phrase.start, fields.front[last].end), "place", 0.55)
    middle = fields.middle
    last = max((n for n, each in enumerate(middle) if each.kind != "time"), default=-1)
    for number, phrase in enumerate(middle):
        price = tokens[phrase.start].low in listed(code, "price") and _is_price(tokens, phrase)
        if price and fields.right > 0 and tokens[fields.verb].low not in listed(code, "having"):
            yield Offer(span(phrase.start, phrase.end), "price", 0.6)
        if phrase.kind != "preposition" or not _is_free(tokens, phrase, code):
            continue
        if tokens[min(phrase.end, len(tokens) - 1)].low in listed(code, "bound"):
            continue  # "nach 23 Erfolgen [hintereinander]"
        low = tokens[phrase.start].low
        dative = tokens[phrase.start + 1].low in listed(code, "dative") or low in (
            "im",
            "am",
            "beim",
        )
        if number == last:
            objects = subject and any(
                each.kind == "noun" or _is_complement(tokens, each, code)
                for each in middle[:number]
            )
            passive = tokens[fields.verb].low in listed(code, "passive") | listed(code, "being")
            complete = passive or objects
            if fields.right > 0:
                if not (complete and dative and low in ("in", "im", *listed(code, "free"))):
                    continue
            elif not (objects and dative and low in ("in", "im")):
                continue
        elif not (dative or low in listed(code, "free") or tokens[phrase.start + 1].capital):
            continue
        if fields.right < 0 and low in ("an", "am", "auf", "op"):
            continue  # "stehen [auf der Tagesordnung] im Gericht"
        event = low in listed(code, "free")
        stop = phrase.end
        following = middle[number + 1] if number + 1 < last else phrase
        if (
            event
            and following.kind == "preposition"
            and tokens[following.start].low in ("in", "im")
            and _is_free(tokens, following, code)
        ):
            stop = following.end  # "[bei einem Treffen in Lorm]"
        cause = event and low not in ("bei", "beim", "bij")
        causal = low in ("wegen", "aufgrund", "infolge", "angesichts", "vanwege", "wegens")
        cost = 0.3 if causal else 0.85 if cause else 0.5
        yield Offer(span(phrase.start, stop), "place", cost)


def _is_identified(fields: Fields, code: str) -> bool:
    """Return whether the subject needs no place: it is indefinite, named, or an authority."""
    head, tokens = fields.front[0], fields.tokens
    if head.kind != "noun" or tokens[head.start].low not in ("der", "die", "das", "de", "het"):
        return True
    words = [each.low for each in tokens[head.start + 1 : head.end]]
    official = {word.lower() for word in circumstance(code, "source")} & {*words}
    genitive = {*words} & listed(code, "genitive")
    return bool(official or genitive or head.attached) or _has_name(tokens, head)


def _is_complement(tokens: tuple[Token, ...], phrase: Phrase, code: str) -> bool:
    """Return whether a phrase is the complement of its verb: "hat [vor Alleingängen] gewarnt"."""
    low = tokens[phrase.start].low
    return phrase.kind == "preposition" and low not in listed(code, "place") | {"laut", "seit"}


def _is_price(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Return whether a phrase is a sum of money: "für 71 Millionen Euro"."""
    if phrase.end - phrase.start < 2:
        return False  # a preposition without its noun
    last = tokens[phrase.end - 1].low
    return tokens[phrase.start + 1].number and last in ("euro", "franken", "dollar", "kronen")


def _is_free(tokens: tuple[Token, ...], phrase: Phrase, code: str) -> bool:
    """Return whether a phrase with a preposition may be deleted by its own words."""
    low = tokens[phrase.start].low
    inside = [each.low for each in tokens[phrase.start : phrase.end]]
    if low not in listed(code, "place") or {*inside} & (
        listed(code, "hedges") | listed(code, "focus")
    ):
        return False
    if any(word.endswith(CLAIMS) for word in inside):
        return not circumstance(code, "source").isdisjoint(inside)
    before = tokens[phrase.start - 1] if phrase.start else None
    if before is not None and before.low in _SPANS and low in ("nach", "vor", "na"):
        return False  # "neun Jahre [nach dem Rücktritt]"
    held = listed(code, "focus") | listed(code, "prepositions")
    return before is None or before.low not in held


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
    past = (verb in perfect and fields.right > 0) or verb.endswith(("te", "ten", "de", "den"))
    return past or any(word.rstrip("s").endswith(("tag", "mittwoch", "dag")) for word in inside)
