"""The main clause of a German sentence, divided by the positions of its verbs.

The finite verb is the second part of the main clause. A participle, an infinitive or a separable
prefix ends the clause. The phrases before the finite verb are the forefield; the phrases between
the two parts of the verb are the middle field (the topological fields of German grammar).
"""

from __future__ import annotations

from typing import NamedTuple

from summkit.language import Language
from summkit.shortening.germanic.phrases import Phrase, phrases
from summkit.shortening.germanic.words import PARTICIPLE, Token, has_fields, listed, tokens_of
from summkit.shortening.unparsed.calls import calls_for
from summkit.shortening.unparsed.segments import Words, is_finite, quoted, words_of
from summkit.shortening.unparsed.torn import OTHER_HALF

_LONGEST = 60  # maximum words of a sentence that is divided


class Fields(NamedTuple):
    """A main clause divided into fields.

    Attributes
    ----------
    tokens
        The tokens of the whole sentence.
    verb
        The place of the finite verb.
    right
        The place of the participle, infinitive or prefix that ends the clause; -1 without one.
    end
        The place after the last token of the clause.
    front, middle
        The phrases before and after the finite verb.
    """

    tokens: tuple[Token, ...]
    verb: int
    right: int
    end: int
    front: tuple[Phrase, ...]
    middle: tuple[Phrase, ...]


def fields_of(text: str, language: Language) -> Fields | None:
    """Divide a sentence into fields. Return None if its main clause cannot be analysed."""
    known, code = words_of(language.code), language.code
    if known is None or not has_fields(code):
        return None
    tokens = tokens_of(text, code)
    if not 4 < len(tokens) <= _LONGEST:
        return None
    said = quoted(text)
    if said and (said[0][0] < tokens[0].end or text[said[0][1] :].lstrip()[:1] == ","):
        return None
    verb, asides = _finite_verb(tokens, known, code)
    if verb < 1 or _is_dependent(tokens, code):
        return None
    end, right, inner = _end(tokens, verb, known, code)
    if right == -2:
        return None
    called = calls_for(tokens[verb].low, code)
    front = phrases(tokens, 0, verb, asides, code, frozenset())
    middle = phrases(tokens, verb + 1, right if right > 0 else end, inner, code, called)
    return Fields(tokens, verb, right, end, tuple(front), tuple(middle))


def _finite_verb(
    tokens: tuple[Token, ...], known: Words, code: str
) -> tuple[int, list[tuple[int, int]]]:
    """Return the place of the finite verb, and the asides before it; -1 without one."""
    asides: list[tuple[int, int]] = []
    place, opened = 0, -1
    while place < len(tokens):
        token = tokens[place]
        after_comma = place and "," in tokens[place - 1].sign
        finite = not token.capital and place > 0 and _is_verb(tokens, place, known, code)
        if opened >= 0:
            if after_comma and finite:
                asides.append((opened, place))
                return place, asides
        elif finite:
            modifies = place + 1 < len(tokens) and _is_attribute(tokens, place, known, code)
            modifies = modifies or _has_later_verb(tokens, place, known)
            if not modifies:
                return (place, asides) if not after_comma else (-1, [])
        if opened < 0 and "," in token.sign:
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if following is None or place == 0:
                return -1, []
            if any(":" in each.sign or ";" in each.sign for each in tokens[: place + 1]):
                return -1, []
            opened = place + 1
        place += 1
    return -1, []


def _is_dependent(tokens: tuple[Token, ...], code: str) -> bool:
    """Return whether a sentence opens on a pronoun or a conjunction; not "Während des Besuchs"."""
    genitive = tokens[0].low == "während" and tokens[1].low in listed(code, "genitive")
    return tokens[0].low in listed(code, "barred") and not genitive


def _is_verb(tokens: tuple[Token, ...], place: int, known: Words, code: str) -> bool:
    before, token = tokens[place - 1], tokens[place]
    if is_finite(before.text, token.text, known):
        return True
    return token.low in listed(code, "plural") and (before.capital or "," in before.sign)


def _has_later_verb(tokens: tuple[Token, ...], place: int, known: Words) -> bool:
    """Return whether a word that only ends like a verb precedes the listed verb of its clause.

    "Der für einen guten Zweck [versteigerte] Preis hat einen Käufer gefunden"
    """
    if tokens[place].low in known.finite or not tokens[place].low.endswith(
        known.endings or ("te",)
    ):
        return False
    for token in tokens[place:]:
        if token.low in known.join:
            return False
        if token.low in known.finite:
            return True
        if token.sign.strip():
            return False
    return False


def _is_attribute(tokens: tuple[Token, ...], place: int, known: Words, code: str) -> bool:
    """Return whether a word that ends like a verb is an adjective: "die [geplante] Brücke"."""
    token, following = tokens[place], tokens[place + 1]
    if token.low in known.finite or not token.low.endswith(known.endings or ("te",)):
        return False
    before = tokens[place - 1].low if place else ""
    bound = listed(code, "articles") | listed(code, "determiners") | listed(code, "prepositions")
    return following.capital and not token.sign.strip() and (before in bound or before.isdigit())


def _end(
    tokens: tuple[Token, ...], verb: int, known: Words, code: str
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the end of the clause, the place of the verb's second part, and the asides.

    The place is -1 if the finite verb needs no second part, and -2 if it was not found.
    """
    low = tokens[verb].low
    auxiliary = low in listed(code, "having") | listed(code, "being") | listed(code, "passive")
    needs = auxiliary or low in listed(code, "modal")
    asides: list[tuple[int, int]] = []
    place = verb + 1
    while place < len(tokens):
        token = tokens[place]
        last = place + 1 == len(tokens)
        stops = last or any(sign in token.sign for sign in ",;:–—.!?") or " - " in token.sign
        joins = not last and tokens[place + 1].low in known.join
        noun = code == "nl" and tokens[place - 1].low in ("een", "het", "de", "geen")
        if needs and token.text.islower() and OTHER_HALF.fullmatch(token.low) and not noun:
            ends = place
            while ends + 1 < len(tokens) and tokens[ends + 1].low in listed(code, "after"):
                if tokens[ends].sign.strip():
                    break
                ends += 1
            sign = tokens[ends].sign.strip()
            following = tokens[ends + 1].low if ends + 1 < len(tokens) else ""
            opens = known.join | (listed(code, "prepositions") if code == "nl" else frozenset())
            if code == "nl" and not sign and following and not PARTICIPLE.fullmatch(token.low):
                opens = known.join  # "twee sluizen bij Noorddam"
            opens |= {"dat", "die"} if code == "nl" else frozenset()
            if (sign or not following or following in opens) and place > verb + 1:
                return ends + 1, place, asides
        if stops and not last:
            dashed = needs and any(sign in token.sign for sign in ("–", "—", " - "))
            if dashed and (closing := _sign_after(tokens, place + 1, token.sign.strip())) >= 0:
                asides.append((place + 1, closing + 1))
                place = closing + 1
                continue
            if "," not in token.sign:
                return _closed(tokens, verb, place + 1, needs, code, asides)
            following = tokens[place + 1].low
            after = tokens[place + 2].low if place + 2 < len(tokens) else ""
            relative = following in known.opener or (
                following in listed(code, "prepositions") and after in known.opener
            )
            if relative and needs:
                closing = _sign_after(tokens, place + 1, ",")
                if closing < 0:
                    return 0, -2, []
                asides.append((place + 1, closing + 1))
                place = closing + 1
                continue
            if not needs:
                return _closed(tokens, verb, place + 1, needs, code, asides)
        if joins and not needs:
            later = [each.text for each in tokens[place + 2 : place + 5]]
            if any(is_finite(" ", word, known) and word.islower() for word in later):
                return _closed(tokens, verb, place + 1, needs, code, asides)
        if last:
            return _closed(tokens, verb, place + 1, needs, code, asides)
        place += 1
    return 0, -2, []


def _sign_after(tokens: tuple[Token, ...], place: int, sign: str) -> int:
    """Return the place of the next token before a punctuation mark; -1 without one."""
    return next((n for n in range(place, len(tokens) - 1) if sign in tokens[n].sign), -1)


def _closed(
    tokens: tuple[Token, ...],
    verb: int,
    end: int,
    needs: bool,
    code: str,
    asides: list[tuple[int, int]],
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the end of a clause without participle; a separable prefix may end the clause."""
    low = tokens[verb].low
    if needs:
        copula = low in listed(code, "being") | listed(code, "having")
        return (end, -1, asides) if copula else (0, -2, [])
    if end - 1 > verb and tokens[end - 1].low in listed(code, "prefixes"):
        return end, end - 1, asides
    return end, -1, asides
