"""How sentences open, by language: compiled once from ``data/openings.json``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from summkit.cohesion.data import read
from summkit.patterns import regex

_LEADING = r"[\W_]*"
_NEVER = regex(r"(?!)")
_HEAD = re.compile(rf"{_LEADING}(\w+)(?:\s+(\w+))?")
_FOLDED = frozenset("ıſ\N{KELVIN SIGN}İ")
"""Letters that are taken for one of ASCII where letter case is ignored."""
_MANY = 12  # phrases that begin with one word, from which on the second word is looked at, too


@dataclass(frozen=True, slots=True)
class Openings:
    """What a sentence may open with; group "word" is the opening.

    Attributes
    ----------
    connective
        Something that goes on from the sentence before ("But", "In addition").
    later
        A time counted from something said ("Ten minutes later", "Three days after that").
    pronoun
        A personal pronoun or possessive that refers to somebody.
    demonstrative
        What refers to something said ("This", "Both", "The latter"); outside of English, after a
        preposition, too ("An dieser Zahl").
    definite
        A noun taken as known ("The move", "The company").
    comparison
        What has to be told from something said ("Others", "The second").
    opener
        A phrase with which a sentence may open before its subject, a pronoun that refers back
        ("In 2003 he"); group "word" is the pronoun.
    group
        People without a name who say something of one ("Police said he").
    person
        Pronouns of one person, wherever they stand.
    first_person
        Pronouns of the one who speaks, wherever they stand.
    also
        What adds to something said, wherever it stands.
    acts
        What stands for something done ("did so"), wherever it stands.
    says
        Verbs of saying, wherever they stand.
    dropped
        A verb whose subject is not said, as it was before ("Superó en seis minutos a ...").
    elliptic
        A head that leaves out what was said before ("Betroffen sind", a lone "Because").
    said
        Who says a quotation that opens the sentence, without a name (", sagte er").
    background
        A sentence whose verb tells what had been before ("avaient manifesté").
    refers
        What stands for a noun said before, inside of a sentence ("en avaient demandé le retrait").
    tells
        What follows a noun and tells which one it is ("de Lyon"); see `TELLS` for English.
    unique
        Nouns of what there is one of ("the government").
    actors
        Nouns of whom an article may be about ("the company").
    """

    connective: re.Pattern[str]
    later: re.Pattern[str]
    pronoun: re.Pattern[str]
    demonstrative: re.Pattern[str]
    definite: re.Pattern[str]
    comparison: re.Pattern[str]
    opener: re.Pattern[str]
    group: re.Pattern[str]
    person: re.Pattern[str]
    first_person: re.Pattern[str]
    also: re.Pattern[str]
    acts: re.Pattern[str]
    says: re.Pattern[str]
    dropped: re.Pattern[str]
    elliptic: re.Pattern[str]
    said: re.Pattern[str]
    background: re.Pattern[str]
    refers: re.Pattern[str]
    tells: re.Pattern[str]
    unique: frozenset[str]
    actors: frozenset[str]


@cache
def openings(code: str) -> Openings:
    """Return the openings of a language; without data they match nothing."""
    data = read("openings").get(code, {})
    forms = read("forms").get(code, {})

    def opening(
        *kinds: str, unless: str = "", follows: str = "", before: str = "", still: str = ""
    ) -> re.Pattern[str]:
        phrases = "|".join(data[kind] for kind in kinds if data.get(kind))
        return _pattern(phrases, *(data.get(each, "") for each in (unless, follows, before, still)))

    def anywhere(kind: str, unless: str = "", flags: int = re.IGNORECASE) -> re.Pattern[str]:
        phrases, barred = data.get(kind, ""), data.get(unless, "")
        if not phrases:
            return _NEVER
        none = rf"(?!(?:{_either(barred)})(?!\w))" if barred else ""
        pattern = regex(rf"(?<![\w-]){none}(?P<word>{_either(phrases)})(?![\w-])", flags)
        return _unless_absent(pattern, phrases, barred, flags)

    subjects, tells = data.get("subjects", ""), forms.get("tells", "")
    return Openings(
        connective=opening("connectives", "times", unless="besides"),
        later=_later(data.get("units", ""), data.get("since", "")),
        pronoun=opening("pronouns", unless="expletive", still="anaphoric"),
        demonstrative=opening("demonstratives", unless="elsewhere", before="before"),
        definite=opening("definite"),
        comparison=_joined(
            opening("comparisons", unless="elsewhere"), opening("amounts", follows="verbs")
        ),
        opener=_opener(data.get("prepositions", ""), subjects),
        group=_group(data.get("groups", ""), data.get("says", ""), data.get("persons", "")),
        person=anywhere("persons", flags=0),
        first_person=anywhere("first_person", flags=0),
        also=anywhere("also", unless="besides", flags=0),
        acts=anywhere("acts", flags=0),
        says=anywhere("says"),
        dropped=_form(forms, "dropped"),
        elliptic=_form(forms, "elliptic"),
        said=_form(forms, "said"),
        background=_form(forms, "background"),
        refers=_form(forms, "refers"),
        tells=regex(rf"\s*(?:[^\W\d_A-Z]+\s+)?(?:(?:{_either(tells)})(?!\w)|d['’])")
        if tells
        else _NEVER,
        unique=frozenset(data.get("unique", "").split()),
        actors=frozenset(data.get("actors", "").split()),
    )


def _form(forms: dict[str, str], kind: str) -> re.Pattern[str]:
    return regex(forms[kind], re.IGNORECASE) if kind in forms else _NEVER


class _Somewhere:
    """Looks for phrases only in texts that have the first word of one: most have none.

    Splitting a sentence into words takes a tenth of the time of trying the pattern everywhere.
    """

    __slots__ = ("_alone", "_apart", "_first", "_pattern")

    def __init__(
        self, pattern: re.Pattern[str], first: frozenset[bytes], apart: bytes, *, alone: bool
    ) -> None:
        self._pattern, self._first, self._apart, self._alone = pattern, first, apart, alone

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """Return what the pattern's own search returns."""
        if text.isascii() and self._first.isdisjoint(text.encode().translate(self._apart).split()):
            return None
        return self._pattern.search(text, *within)

    def is_in(self, texts: Sequence[str]) -> list[bool]:
        """Tell in which of several texts the pattern is found."""
        joined, search = "\0".join(texts), self._pattern.search
        table = bytearray(self._apart)
        table[0] = 0
        if self._alone:  # the words themselves: whether one stands there is known without more
            table[ord("-")] = ord("-")
        # What is not ASCII parts words here: more texts may have one, and none less.
        lines = joined.encode("ascii", "replace").translate(table).split(b"\0")
        if len(lines) != len(texts) or any(letter in joined for letter in _FOLDED):
            return [search(text) is not None for text in texts]
        return [
            not self._first.isdisjoint(line.split())
            and ((self._alone and text.isascii()) or search(text) is not None)
            for line, text in zip(lines, texts, strict=True)
        ]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._pattern, name)


class _AtHead:
    """Looks for phrases at the head of a text, for those that begin with its first word.

    Most texts begin with another word, and it takes 10 ms to compile all phrases.
    """

    __slots__ = ("_frame", "_groups", "_whole")

    def __init__(
        self,
        frame: Callable[[str, str], re.Pattern[str]],
        whole: re.Pattern[str],
        groups: dict[str, Any],
    ) -> None:
        self._frame, self._whole, self._groups = frame, whole, groups

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return what the pattern of all phrases returns."""
        head = _HEAD.match(text, start)
        groups: dict[str, Any] = self._groups
        for word in head.groups() if head else ():
            if word is None:
                return None
            if not word.isascii():
                break
            word = word.lower()
            group = groups.get(word)
            if group is None:
                return None
            if isinstance(group, list):
                group = groups[word] = self._made_of(group, deep=groups is not self._groups)
            if not isinstance(group, dict):
                return cast("re.Match[str] | None", group.match(text, start))
            groups = group
        return self._whole.match(text, start) if head else None

    def _made_of(self, phrases: list[str], *, deep: bool) -> Any:
        """Return the phrases by their second word where they are many, else their pattern."""
        if not deep and len(phrases) > _MANY:
            seconds = [re.match(r"\w+ (\w+)", phrase) for phrase in phrases]
            if all(seconds):
                by_second: dict[str, list[str]] = {}
                for phrase, second in zip(phrases, seconds, strict=True):
                    by_second.setdefault(second[1].lower(), []).append(phrase)  # type: ignore[index]
                return by_second
        return self._frame("|".join(phrases), _first_word(phrases[0]))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole, name)


def _first_word(phrase: str) -> str:
    """Return the first word of a phrase in small letters, "" where a sign stands before it."""
    return re.match(r"\w*", phrase)[0].lower()  # type: ignore[index]


def _at_head(
    frame: Callable[[str, str], re.Pattern[str]], phrases: str, before: str
) -> re.Pattern[str]:
    """Return a pattern of phrases, of which only those with the text's first word are tried.

    Parameters
    ----------
    frame
        Makes a pattern of phrases that begin with a word, or, for "", of any.
    before
        Phrases that may stand in front of them.
    """
    whole = frame(phrases, "")
    groups: dict[str, Any] = {}
    for listed, group in ((phrases, None), (before, whole)):
        for phrase in filter(None, listed.split("|")):
            first = _first_word(phrase)
            if not first or not _FOLDED.isdisjoint(phrase):
                return whole
            if group is None:
                groups.setdefault(first, []).append(phrase)
            else:
                groups[first] = group
    return cast("re.Pattern[str]", _AtHead(frame, whole, groups))


def is_in(pattern: re.Pattern[str], texts: Sequence[str]) -> list[bool]:
    """Tell in which texts a pattern of `Openings` is found."""
    if isinstance(pattern, _Somewhere):
        return pattern.is_in(texts)
    search = pattern.search
    return [search(text) is not None for text in texts]


def _unless_absent(
    pattern: re.Pattern[str], phrases: str, barred: str, flags: int
) -> re.Pattern[str]:
    """Return a pattern of phrases, which is asked only where one may stand."""
    ignored = bool(flags & re.IGNORECASE)
    text = phrases.lower() if ignored else phrases
    first = {re.match(r"\w*", phrase)[0] for phrase in text.split("|") if phrase}  # type: ignore[index]
    # Letters beyond ASCII have other cases and may belong to the same word; an apostrophe does not.
    if not phrases.replace("’", "").isascii() or "" in first:
        return pattern
    letters = [chr(number) for number in range(128)]
    apart = "".join([c if c.isalnum() or c == "_" else " " for c in letters])
    table = (apart.lower() if ignored else apart).encode().ljust(256)
    words = frozenset(word.encode() for word in first)
    alone = not barred and first <= set(text.split("|"))
    return cast("re.Pattern[str]", _Somewhere(pattern, words, table, alone=alone))


def _joined(one: re.Pattern[str], other: re.Pattern[str]) -> re.Pattern[str]:
    if other is _NEVER:
        return one
    second = other.pattern.replace("?P<word>", "?P<other>")
    return regex(f"(?:{one.pattern}|{second})", re.IGNORECASE)


def _pattern(
    phrases: str, unless: str, follows: str = "", before: str = "", still: str = ""
) -> re.Pattern[str]:
    """Return a pattern of phrases at the head of a text; `still`: of `unless`, what counts."""
    if not phrases:
        return _NEVER
    ahead = rf"(?=\s+(?:{_either(follows)})(?!\w))" if follows else ""
    after = rf"(?:(?:{_either(before)})\s+)?" if before else ""

    def frame(listed: str, first: str) -> re.Pattern[str]:
        others = "|".join(
            each
            for each in unless.split("|")
            if not (first and _first_word(each).isascii()) or _first_word(each) == first
        )
        but = rf"(?!(?:{_either(still)})(?!\w))" if still else ""
        barred = rf"(?!{but}(?:{_either(others)})(?![\w]))" if others else ""
        # Not the first half of a compound: "Then-president", "It's".
        word = rf"(?P<word>{_either(listed)})(?![\w'’-])"
        return regex(rf"{_LEADING}{after}{barred}{word}{ahead}", re.IGNORECASE)

    return _at_head(frame, phrases, before)


def _later(units: str, since: str) -> re.Pattern[str]:
    if not units:
        return _NEVER
    return regex(
        rf"{_LEADING}(?P<word>[\w-]+(?:\s\w+)?\s(?:{_either(units)})\s(?:{_either(since)}))(?!\w)",
        re.IGNORECASE,
    )


def _opener(prepositions: str, subjects: str) -> re.Pattern[str]:
    if not prepositions:
        return _NEVER
    # No capital but the first and those of a date, no sign but one comma: no room for a name.
    words = r"(?:\s+(?:[a-z0-9£$%'’-]+|January|February|March|April|May|June|July|August"
    words += r"|September|October|November|December|\w+day))"
    return regex(
        rf"{_LEADING}(?i:{_either(prepositions)}){words}{{0,7}},?\s(?P<word>{_either(subjects)})"
        r"(?![\w'’-])"
    )


def _group(groups: str, says: str, persons: str) -> re.Pattern[str]:
    if not groups:
        return _NEVER
    return regex(
        rf"{_LEADING}(?:{_either(groups)})(?:\s+\w+)?\s+(?:{_either(says)})(?:\s+that)?"
        rf"\s+(?P<word>{_either(persons)})(?!\w)",
        re.IGNORECASE,
    )


def _either(phrases: str) -> str:
    listed = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed if phrase)
