"""Phrases of place, occasion, cause and price that a German or Dutch headline may leave out."""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.germanic.attributes import CLAIMS, Offer, span
from summkit.shortening.germanic.fields import Fields
from summkit.shortening.germanic.phrases import Phrase
from summkit.shortening.germanic.words import Token, listed
from summkit.shortening.unparsed.circumstances import listed as circumstance
from summkit.shortening.unparsed.soft import LIMITED

_SPANS = frozenset(
    "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minute"
    " minuten dag dagen week weken maand maanden jaar uur".split()
)
_TALKS = frozenset(
    "brief schreiben interview gespräch telefonat rede ansprache gesprek toespraak".split()
)
"""Nouns whose partner or subject follows them."""
_PLANS = frozenset("wird werden worden wordt will wollen wil willen".split())
"""Auxiliaries of the future and of plans, which do not restrict a place."""


def has_name(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Return whether a phrase has two words with capitals next to each other."""
    return any(
        tokens[n].capital and tokens[n + 1].capital and not tokens[n].sign.strip()
        for n in range(phrase.start, phrase.end - 1)
    )


def may_lose_place(fields: Fields, mask: int, code: str) -> bool:
    """Return whether no remaining word, such as "first" or a modal, restricts a place."""
    tokens = [each for n, each in enumerate(fields.tokens[: fields.end]) if not mask >> n & 1]
    verb = fields.tokens[fields.verb].low
    if verb in listed(code, "modal") - _PLANS and not is_claim(fields):
        return False
    limits = any(
        (each.low.startswith(LIMITED) and len(each.low) > 3)
        or each.low in ("alle", "jede", "alles", "nummer")
        for each in tokens
    )
    return not limits and not any(each.low in listed(code, "denial") for each in tokens)


def places(fields: Fields, code: str) -> Iterator[Offer]:
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
        then = middle[number + 1] if number + 1 < len(middle) else phrase
        if then.kind == "word" and tokens[then.start].low in listed(code, "bound"):
            if number + 1 == last and tokens[phrase.start].low == "nach":
                yield Offer(span(phrase.start, then.end), "place", 0.7)
            continue  # "nach 23 Erfolgen hintereinander": only together
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
                town = low == "in" and tokens[phrase.start + 1].capital and subject
                free = low in ("in", "im", *listed(code, "free")) and dative
                if not (complete and (free or town)):
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
        if (
            following.kind == "preposition"
            and tokens[phrase.end - 1].low in _TALKS
            and tokens[following.start].low in ("an", "mit", "aan", "met", "zu", "over")
        ):
            stop = following.end  # "[in einem Brief an den Kanzler]"
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
    return bool(official or genitive or head.attached) or has_name(tokens, head)


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


def is_claim(fields: Fields) -> bool:
    """Return whether a modal verb reports a past event: "sollen Bäume abgeknickt haben"."""
    tokens = fields.tokens
    return tokens[fields.verb].low in ("soll", "sollen") and tokens[-1].low in ("haben", "sein")
