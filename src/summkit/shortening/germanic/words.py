"""The words of a German or Dutch sentence, and the word lists of both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.shortening.unparsed.segments import BRACKET, words_of
from summkit.shortening.unparsed.torn import OTHER_HALF

PARTICIPLE = regex(
    r"(?:ge|be|ver|ont|her|er|over|onder)\w+(?:[dt]|en)|\w{2,}ge\w+(?:[dt]|en)|\w+eerd|\w+iert"
)
"""Participles by their first and last letters."""
_WORD = regex(
    r"\d{1,4}\.(?= [^\W\d_])|\d+(?:[.,:]\d+)*(?:-[^\W\d_][^\W_]*)*"
    r"|[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*-?"
)
_NUMBERED = regex(r"\d[\d.,]*-[A-ZÄÖÜ]")  # "500-Euro-Schein" is a noun
"""Words, ordinals and numbers, with the words that hyphens join to them."""
_MARKS = '"„“”«»‚‘’'  # quotation marks are parts of the word next to them


class Token(NamedTuple):
    """A word with its place, and the punctuation marks and white space after it."""

    start: int
    end: int
    text: str
    low: str
    sign: str
    capital: bool

    @property
    def number(self) -> bool:
        return self.text[0].isdigit()


def has_fields(code: str) -> bool:
    return code in read_data("shortening/germanic", "fields")


@cache
def listed(code: str, name: str) -> frozenset[str]:
    return frozenset(read_data("shortening/germanic", "fields").get(code, {}).get(name, "").split())


def tokens_of(text: str, code: str) -> tuple[Token, ...]:
    """Return the words outside of brackets.

    The first word counts as capitalised unless it is an article, a preposition or the like.
    """
    held = [match.span() for match in BRACKET.finditer(text)]
    found = [m for m in _WORD.finditer(text) if not any(a <= m.start() < b for a, b in held)]
    small = listed(code, "articles") | listed(code, "determiners") | listed(code, "prepositions")
    result: list[Token] = []
    for place, match in enumerate(found):
        following = found[place + 1].start() if place + 1 < len(found) else len(text)
        start, end, word = match.start(), match.end(), match.group()
        while start and text[start - 1] in _MARKS and text[start - 2 : start - 1] in ("", " "):
            start -= 1
        while end < following and text[end] in _MARKS + "%€":
            end += 1
        sign = BRACKET.sub("", text[end:following])
        low = word.lower()
        capital = (word[0].isupper() or _NUMBERED.match(word) is not None) and (
            place > 0 or low not in small | listed(code, "small")
        )
        result.append(Token(start, end, word, low, sign.strip(_MARKS), capital))
    if code == "nl":
        return tuple(_with_nouns(result, small | listed(code, "small"), code))
    return tuple(result)


def _with_nouns(tokens: list[Token], small: frozenset[str], code: str) -> Iterator[Token]:
    """Yield the tokens; the last word of a row of content words counts as capitalised.

    It is mostly a noun: "een [zware brand]", "twee [mannen] aangehouden".
    """
    known = words_of(code)
    barred = small | listed(code, "separate") | listed(code, "plural") | listed(code, "join")
    barred |= listed(code, "prefixes") | (known.finite if known else frozenset())
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        ends = after is None or bool(token.sign.strip()) or after.low in barred
        participle = after is not None and bool(OTHER_HALF.fullmatch(after.low))
        own = not ends or not OTHER_HALF.fullmatch(token.low) or token.low.endswith("en")
        noun = token.low not in barred and not token.number and (ends or participle) and own
        verb = ends and place > 1 and bool(PARTICIPLE.fullmatch(token.low))
        yield token._replace(capital=(token.capital or noun) and not verb)
