"""Attributes, articles and auxiliaries that a German or Dutch headline may leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summkit.shortening.germanic.fields import Fields
from summkit.shortening.germanic.phrases import Phrase
from summkit.shortening.germanic.words import Token, listed
from summkit.shortening.unparsed.torn import OTHER_HALF

_OFFICES = tuple(
    "minister ministerin präsident präsidentin kanzler kanzlerin chef chefin trainer trainerin"
    " vorsitzende vorsitzender bürgermeister bürgermeisterin sprecher sprecherin direktor"
    " direktorin sänger sängerin schauspieler schauspielerin politiker politikerin künstler"
    " künstlerin unternehmer unternehmerin schriftsteller schriftstellerin autor autorin"
    " regisseur regisseurin premier könig königin papst kardinal bischof star präsidenten"
    " kandidat kandidatin weltmeister weltmeisterin meister meisterin sieger siegerin".split()
)
"""Endings of nouns for an office or a profession, which a full name can replace."""
_FEMININE = ("ung", "heit", "keit", "schaft", "ion", "tät", "rin", "tin", "nin", "ei", "gin", "e")
_FEMININE_WORDS = frozenset("polizei stadt frau bank bahn welt feuerwehr armee regel zahl".split())
_AMOUNTS = frozenset(
    "drittel viertel hälfte million milliarde teil paar reihe dutzend hundert tausend fünftel"
    " zehntel großteil stück bisschen derde kwart miljoen miljard deel aantal paar".split()
)
CLAIMS = ("angaben", "einschätzung", "ansicht", "meinung", "bericht", "information", "überzeugung")
_MEANS = frozenset({"mit", "durch", "dank", "per", "met", "door", "via"})
_PARTICLES = frozenset({"van", "von", "der", "den", "de", "zu"})
_REFERRING = frozenset(
    "er sie es ihm ihn ihnen sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer"
    " ihres dessen deren dies hij zij ze zijn haar hun hen hem".split()
)


class Offer(NamedTuple):
    """A deletion: the mask of its tokens, its kind and its cost."""

    mask: int
    kind: str
    cost: float


def span(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def attributes(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield attributes before a noun: "die [23 Kilometer lange] Strecke", offices before names."""
    tokens, end = fields.tokens, fields.end
    bound = listed(code, "articles")
    for place in range(end - 2):
        if tokens[place].low not in bound or tokens[place].sign.strip():
            continue
        following = tokens[place + 1]
        noun = next((n for n in range(place + 2, end) if tokens[n].capital), -1)
        noun = next(
            (n for n in range(place + 2, end) if tokens[n].low in listed(code, "measure")), noun
        )
        if following.number and noun == place + 2 and tokens[noun].low in listed(code, "measure"):
            adjective, head = tokens[noun + 1], tokens[noun + 2] if noun + 2 < end else None
            if head is not None and head.capital and adjective.text.islower():
                yield Offer(span(place + 1, noun + 2), "attribute", 0.3)
        elif following.low in listed(code, "prepositions"):
            stop = _extended(tokens, place, end, code)
            if stop:
                yield Offer(span(place + 1, stop), "attribute", 0.4)
        if code == "de":
            yield from _before_name(tokens, place, end, code)
    yield from _subject_ends(fields, code)
    yield from _pieces(fields, code)
    yield from _office(fields, code)


def _subject_ends(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield phrases after a subject with a genitive: "Der Einspruch des Anbieters [gegen ...]"."""
    tokens = fields.tokens
    if code != "de":
        return
    head = fields.front[0]
    first = head.end - head.attached
    place = next((n for n in range(1, first) if tokens[n].low in ("der", "des", "von")), 0)
    bare = tokens[0].capital or tokens[0].number or tokens[0].low in listed(code, "determiners")
    if place and bare and tokens[fields.verb].low.endswith(("en", "sind")):
        yield Offer(span(place, head.end), "attribute", 0.55)  # "Forscherinnen [der Universität]"
    if (
        head.kind == "noun"
        and head.attached
        and any(each.low in listed(code, "genitive") for each in tokens[head.start + 1 : first])
    ):
        phrases = [each for each in fields.front[1:] if each.kind == "aside"]
        last = phrases[0].start if phrases else fields.verb
        yield Offer(span(first, last), "attribute", 0.9)
    for phrase in fields.middle:
        start = phrase.end - phrase.attached
        words = {each.low for each in tokens[phrase.start + 1 : start]}
        if phrase.attached and words & listed(code, "genitive"):
            yield Offer(span(start, phrase.end), "attribute", 0.8)
        yield from _genitive(tokens, phrase, code)


def _pieces(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield the phrases of an object separately: "die Kosten [mit einer Anlage] um die Hälfte"."""
    tokens, prepositions = fields.tokens, listed(code, "prepositions")
    for phrase in fields.middle:
        first = phrase.end - phrase.attached
        starts = [n for n in range(first, phrase.end) if tokens[n].low in prepositions]
        if phrase.kind != "noun" or len(starts) < 2:
            continue
        for start, stop in zip(starts, [*starts[1:], phrase.end], strict=True):
            if tokens[start].low in _MEANS:
                yield Offer(span(start, stop), "attribute", 0.6)


def _office(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield the office before a full name at the head: "[US-Außenminister] John Kerry"."""
    tokens, end = fields.tokens, fields.front[0].end
    first = int(tokens[0].low in ("der", "die"))
    while first < end and tokens[first].text[0].islower() and not tokens[first].sign.strip():
        first += 1
    if code != "de" or first >= end or not tokens[first].low.endswith(_OFFICES):
        return
    name = tokens[first + 1 : end]
    signs = any(each.sign.strip() for each in tokens[: end - 1])
    capitals = [each for each in name if each.capital]
    others = {each.low for each in name if not each.capital}
    if len(capitals) > 1 and name[0].capital and others <= _PARTICLES and not signs:
        yield Offer(span(0, first + 1), "office", 0.45)


def _genitive(tokens: tuple[Token, ...], phrase: Phrase, code: str) -> Iterator[Offer]:
    """Yield the genitive after a counted noun: "gegen zwei Vorstände [der Sparkasse Vara]"."""
    first = phrase.start + (tokens[phrase.start].low in listed(code, "prepositions"))
    if first == phrase.end:
        return  # a preposition without its noun
    if not (tokens[first].number or tokens[first].low in listed(code, "determiners")):
        return
    for place in range(first + 1, phrase.end - phrase.attached):
        if tokens[place].low in listed(code, "genitive") and tokens[place - 1].capital:
            yield Offer(span(place, phrase.end), "attribute", 0.9)
            return


def _extended(tokens: tuple[Token, ...], place: int, end: int, code: str) -> int:
    """Return the place of the noun after "die [am 10. Juli beginnende]"; 0 without it."""
    words = {each.low for each in tokens[place + 1 : place + 9]}
    for n in range(place + 3, min(place + 9, end)):
        if tokens[n].capital and tokens[n - 1].text.islower() and not tokens[n - 1].sign.strip():
            participle = tokens[n - 1].low
            if participle.endswith(
                ("ende", "enden", "ender", "endes", "te", "ten", "ter", "ene", "enen")
            ):
                return 0 if words & listed(code, "hedges") else n
    return 0


def _before_name(tokens: tuple[Token, ...], place: int, end: int, code: str) -> Iterator[Offer]:
    """Yield the adjectives before a noun with a name, and an office before a full name."""
    noun = place + 1
    while noun < end and tokens[noun].text[0].islower() and not tokens[noun].sign.strip():
        noun += 1
    if noun >= end or not tokens[noun].capital:
        return
    adjectives = [each.low for each in tokens[place + 1 : noun]]
    if {*adjectives} & (listed(code, "hedges") | listed(code, "prepositions")):
        return
    stop = noun
    while stop + 1 < end and tokens[stop + 1].capital and not tokens[stop].sign.strip():
        stop += 1
    office = next((n for n in range(noun, stop) if tokens[n].low.endswith(_OFFICES)), -1)
    if adjectives and stop > noun and tokens[noun].low[-1:] not in "e":
        nominative = not place and tokens[place].low in ("der", "die", "das", "de", "het")
        first = place if nominative and office >= 0 else place + 1
        yield Offer(span(first, noun), "attribute", 0.25)
    if office < 0 and noun == 1 and tokens[noun].low in listed(code, "nationals"):
        office = noun
    if not place and office >= 0 and stop - office == 2 and tokens[place].low in ("der", "die"):
        yield Offer(span(place, office + 1), "office", 0.45)


def articles(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield articles that a headline may omit without a change of endings."""
    tokens = fields.tokens
    low, following = tokens[0].low, tokens[1]
    noun = fields.front and fields.front[0].kind == "noun"
    if noun and _omits(tokens, 0, fields, code):
        plain = following.capital or following.number or code == "nl"
        if low in ("ein", "eine", "een") or plain or (low == "die" and _weak_e(tokens, 1)):
            yield Offer(1, "article", 0.35)


def _inner_articles(fields: Fields, code: str) -> int:
    """Return the mask of the indefinite articles that a headline without a finite verb omits."""
    tokens, mask = fields.tokens, 0
    for place in range(1, fields.end - 1):
        low, before = tokens[place].low, tokens[place - 1].low
        governed = before in listed(code, "prepositions")
        indefinite = low in ("ein", "eine", "een") or (
            governed and low in ("einen", "einem", "einer")
        )
        if indefinite and (
            _is_plain_noun(tokens, place, code) or (low == "eine" and _weak_e(tokens, place + 1))
        ):
            mask |= 1 << place
    return mask


def _weak_e(tokens: tuple[Token, ...], place: int) -> bool:
    while tokens[place].text.islower() and place + 1 < len(tokens):
        if not tokens[place].low.endswith("e"):
            return False
        place += 1
    return tokens[place].capital


def _omits(tokens: tuple[Token, ...], place: int, fields: Fields, code: str) -> bool:
    """Return whether the opening article is in the nominative and no amount follows."""
    low = tokens[place].low
    if low not in ("der", "die", "das", "ein", "eine", "de", "het", "een"):
        return False
    if any(each.low in _AMOUNTS for each in tokens[place + 1 : place + 3]):
        return False
    noun = next((each for each in tokens[place + 1 : fields.verb] if each.capital), None)
    if low == "der" and noun is not None:
        return not (noun.low.endswith(_FEMININE[:-1]) or noun.low in _FEMININE_WORDS)
    return True


def _is_plain_noun(tokens: tuple[Token, ...], place: int, code: str) -> bool:
    following = tokens[place + 1]
    if following.low in _AMOUNTS or tokens[place].sign.strip():
        return False
    if tokens[place - 1].low in ("als", "nicht", "nur", "noch", "wie", "alsof", "dan", "so", "für"):
        return False
    return following.capital if code == "de" else following.text.isalpha()


def auxiliaries(fields: Fields, code: str) -> Iterator[Offer]:
    """Yield "ist" or "wurde ... worden" if the participle ends the clause.

    The forefield may be deleted together with "ist": "[Am Sonntag ist] eine Frau in
    Gnigl festgenommen [worden]"
    """
    tokens, verb, right = fields.tokens, fields.verb, fields.right
    if right < 0 or tokens[verb].low not in listed(code, "being") | listed(code, "passive"):
        return
    if not fields.front or not OTHER_HALF.fullmatch(tokens[right].low):
        return
    after = span(right + 1, fields.end)
    if any(each.low not in ("worden", "geworden") for each in tokens[right + 1 : fields.end]):
        return
    if tokens[0].low in ("dem", "den", "einem", "wem", "wen", "was", "wer") or right == verb + 1:
        return
    mask = 1 << verb | after
    if tokens[-1].low == "worden":
        mask |= 1 << len(tokens) - 1
    mask |= _inner_articles(fields, code)
    for each in articles(fields, code):
        mask |= each.mask
    head = fields.front[0]
    if head.kind == "noun":
        yield Offer(mask, "auxiliary", 0.25)
        return
    middle = [each for each in fields.middle if each.kind != "time"]
    if not middle or middle[0].kind != "noun":
        return
    if any(each.kind not in ("preposition", "time") for each in fields.front):
        return
    inside = {each.low for each in tokens[:verb]}
    barred = listed(code, "focus") | listed(code, "denial") | listed(code, "hedges")
    claims = any(word.endswith(CLAIMS) for word in inside) or "laut" in inside
    refers = any(each.low in _REFERRING for each in tokens[verb + 1 :])
    if not inside & barred and not claims and not refers:
        cost = 0.35 if head.kind == "time" else 0.8
        yield Offer(span(0, verb) | mask, "opening", cost)
    yield Offer(mask, "auxiliary", 0.35)


def needs_own_auxiliary(fields: Fields, kept: int, code: str) -> bool:
    """Return whether a text keeps "ist" of "ist festgenommen und eingeliefert [worden]"."""
    tokens = fields.tokens
    if not kept >> fields.verb & 1 or fields.right < 0:
        return False
    if tokens[fields.verb].low not in listed(code, "being"):
        return False
    own = any(each.low == "worden" for each in tokens[fields.right : fields.end])
    later = any(each.low == "worden" for each in tokens[fields.end :])
    return later and not own
