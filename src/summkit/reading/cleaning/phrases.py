"""The phrases around articles on pages in many languages, read from ``data/phrases/*.json``.

Every rule searches for the phrases of all languages, since the language of a text
is not known while the text is read, and saved pages mix languages.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path

from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.reading.cleaning.keys import GREEK, label_key, unaccented

_FOLDER = Path(__file__).parent / "data" / "phrases"
_WORD = regex(r"[^\W\d_]+")  # a run of letters
_FIRST = regex(r"[^\W_]")  # a letter or digit
_NETWORK = 6  # minimum letters of a network's name; "line" and "link" are words
_MARKS = ("", *".,;:!?…)/")
_NEVER = regex(r"(?!)")  # matches no text
_OPENING: dict[str, tuple[str, str, int]] = {
    "read_more": ("read_more", r"[^\w]{{0,4}}({})(?!\w)", re.IGNORECASE),
    "tags": ("tags", r"[^\w]{{0,4}}({})\s*(?:[:：]\s*|$)", re.IGNORECASE),
    "newsletter": ("newsletter", r"[^\w]{{0,4}}({})(?![a-z])", re.IGNORECASE),
    "follow": ("follow", r"[^\w]{{0,4}}({})(?!\w)", re.IGNORECASE),
    "reach": ("reach", r"[^\w]{{0,4}}({})(?!\w)", re.IGNORECASE),
    "coverage": ("coverage", r"({})(?!\w)", 0),
    "by": ("by", r"({})(?:\s*[:：]\s*|\s+)", 0),
    "sign_off": ("sign_off", r"\b({})\b[:：]?", re.IGNORECASE),
    "editors": ("editors", r"[\[(（]?({})\s*[:：/]\s*(?=\S)", re.IGNORECASE),
    "photo_prefix": ("photo", r"[\[(]?({})(?:\s*[:：/=]|(?<=\.))\s*", 0),
    "player": ("player", r"[^\w]{{0,4}}({})", re.IGNORECASE),
    "about": ("about", r"({})(?:\s+|(?<=['’\u4e00-\u9fff]))", re.IGNORECASE),
}
"""For each kind of opening: the kind of its phrases, the pattern around them, its flags."""


class Phrases:
    """Sets and tuples of phrases, in lower case if a rule ignores letter case, and patterns.

    Each pattern is made when a rule first needs it, because most articles need few patterns.
    """

    def __init__(self) -> None:
        self._tables = [
            read_data("reading/cleaning", f"phrases/{path.stem}")
            for path in sorted(_FOLDER.glob("*.json"))
        ]
        self._first: dict[tuple[str, str], re.Pattern[str]] = {}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The `label_key` of each page label -> the rule for a line that is only this label."""
        rules = dict.fromkeys(("share", "label", "advert"), "page label")
        rules["stamp"] = "timestamp"
        rules["reading_time"] = "reading time"
        counted: dict[str, str] = {}
        for item in self._every("comments"):  # "Comments (12)", "12 comments"
            counted |= {f"{label_key(item)}0": "page label", f"0{label_key(item)}": "page label"}
        return counted | {
            label_key(item.replace("{n}", "0")): rule
            for kind, rule in rules.items()
            for item in self._every(kind)
        }

    @cached_property
    def adverts(self) -> frozenset[str]:
        """The labels of advertisements among `labels`."""
        return frozenset(label_key(item) for item in self._every("advert"))

    @cached_property
    def openers(self) -> dict[str, tuple[str, ...]]:
        """The first one or two characters of a line -> the beginnings that a pattern must check.

        An apostrophe is written as ', not as ’.
        """
        kinds = ("read_more", "newsletter", "photo", "copyright", "sign_off", "editors")
        more = ("tags", "follow", "player", "note_opens")
        opening = [
            *(item for kind in (*kinds, *more) for item in self._every(kind)),
            "©",
            "c)",
            "℗",
        ]
        starts = sorted({item.casefold().replace("’", "'")[:12].rstrip() for item in opening})
        openers: dict[str, list[str]] = {}
        for start in starts:
            openers.setdefault(start[:2], []).append(start)
        return {first: tuple(group) for first, group in openers.items()}

    def opening(self, name: str, line: str) -> re.Match[str] | None:
        """Return the match of a phrase at the beginning of a line; None if there is no match.

        `name` is the kind of the phrases, a key of `_OPENING`.

        A pattern of all phrases would take long to compile, and most lines begin with none of
        them. Therefore only phrases with the line's first letter are compiled.
        """
        letter = _letter(line)
        pattern = self._first.get((name, letter))
        if pattern is None:
            kind, frame, flags = _OPENING[name]
            items = [item for item in self._every(kind) if _letter(item) == letter]
            pattern = _compiled(items, frame, flags) if items else _NEVER
            self._first[name, letter] = pattern
        return pattern.match(line)

    @cached_property
    def brands(self) -> frozenset[str]:
        return self._folded("brands")

    @cached_property
    def share_words(self) -> frozenset[str]:
        return self.brands | self._words("share")

    @cached_property
    def networks(self) -> tuple[str, ...]:
        """The names of networks that are long enough to be no part of another word."""
        return tuple(sorted(brand for brand in self.brands if len(brand) >= _NETWORK))

    @cached_property
    def staff(self) -> frozenset[str]:
        return self._folded("staff")

    @cached_property
    def bio_verbs(self) -> frozenset[str]:
        return frozenset(self._every("bio_verbs"))

    @cached_property
    def bio_roles(self) -> frozenset[str]:
        return self._folded("bio_roles")

    @cached_property
    def relatives(self) -> frozenset[str]:
        return frozenset(self._every("relatives"))

    @cached_property
    def credit_ends(self) -> tuple[str, ...]:
        return tuple(self._every("credit_ends"))

    @cached_property
    def read_more_colon_only(self) -> frozenset[str]:
        return self._folded("read_more_colon_only")

    @cached_property
    def read_more_no_list(self) -> frozenset[str]:
        return self._folded("read_more_no_list")

    @cached_property
    def comment_counts(self) -> frozenset[str]:
        return frozenset(label_key(item) for item in self._every("comments"))

    @cached_property
    def sections(self) -> frozenset[str]:
        return frozenset(label_key(item) for item in self._every("sections"))

    @cached_property
    def notes_begin(self) -> frozenset[str]:
        return frozenset(label_key(item) for item in self._every("notes_begin"))

    @cached_property
    def key_points(self) -> frozenset[str]:
        return frozenset(label_key(item) for item in self._every("key_points"))

    @cached_property
    def newsletter_words(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded("newsletter_words")))

    @cached_property
    def sign_off(self) -> re.Pattern[str]:
        return self._pattern(*_OPENING["sign_off"])

    @cached_property
    def roles(self) -> frozenset[str]:
        return self._folded("roles")

    @cached_property
    def joiners(self) -> frozenset[str]:
        return self._folded("joiners")

    @cached_property
    def photo_suffix(self) -> re.Pattern[str]:
        frame = r"(?:^|[.!?。»”\")\]|]\s*|[(\[])({})\s?[:：/]\s?([^.:：|]{{2,50}})[.)\]]{{0,2}}$"
        return self._pattern("photo", frame)

    @cached_property
    def photo_words(self) -> frozenset[str]:
        return self._folded("photo")

    @cached_property
    def reserved(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded("copyright") - {"copyright"}))

    @cached_property
    def calendar(self) -> frozenset[str]:
        return self._folded("months", "weekdays")

    @cached_property
    def stamp(self) -> re.Pattern[str]:
        return self._pattern("stamp", r"[^\w]{{0,3}}({})(?![^\W\d_])", re.IGNORECASE)

    @cached_property
    def time_words(self) -> frozenset[str]:
        return self._words("months", "weekdays", "stamp", "time_words")

    @cached_property
    def headline_label(self) -> re.Pattern[str]:
        return self._pattern("headline", r"({})\s*[:：]\s*", re.IGNORECASE)

    @cached_property
    def dek_label(self) -> re.Pattern[str]:
        return self._pattern("dek", r"({})\s*[:：]\s*", re.IGNORECASE)

    @cached_property
    def questions(self) -> frozenset[str]:
        return self._folded("question")

    @cached_property
    def answers(self) -> frozenset[str]:
        return self._folded("answer")

    @cached_property
    def speaker(self) -> re.Pattern[str]:
        """The pattern of an interview's label before a line: "Q:", "Q.", "Q1:", "Frage -"."""
        items = sorted(self.questions | self.answers, key=lambda item: (-len(item), item))
        names = "|".join(map(re.escape, items))
        return regex(rf"({names})\d{{0,2}}\s?(?:[:：.．、)]|[-–—]\s)\s*(?=\S)", re.IGNORECASE)

    @cached_property
    def player_words(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded("player_words")))

    @cached_property
    def call_verbs(self) -> re.Pattern[str]:
        return self._pattern("call_verbs", r"\b(?:{})\b", re.IGNORECASE)

    @cached_property
    def call_objects(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded("call_objects")))

    @cached_property
    def call_words(self) -> frozenset[str]:
        """The longest word of each of `call_objects`, singular and plural, with possible marks."""
        longest = {max(re.findall(r"[^\W_]+", each), key=len) for each in self.call_objects}
        return frozenset(
            word + ending + mark for word in longest for ending in ("", "s") for mark in _MARKS
        )

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Each word of `call_pronouns`, with possible marks after it."""
        return frozenset(word + mark for word in self._words("call_pronouns") for mark in _MARKS)

    @cached_property
    def note_opens(self) -> dict[str, tuple[str, ...]]:
        """The phrases that begin a note, by their first character, with ' for ’."""
        opens: dict[str, list[str]] = {}
        for item in sorted(self._folded("note_opens")):
            opens.setdefault(item[0], []).append(item.replace("’", "'"))
        return {first: tuple(items) for first, items in opens.items()}

    @cached_property
    def note_holds(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded("note_holds")))

    @cached_property
    def note_words(self) -> frozenset[str]:
        """The longest word of each of `note_holds` (the last one if equal), with possible marks."""
        longest = {max(re.findall(r"[^\W_]+", each)[::-1], key=len) for each in self.note_holds}
        return frozenset(word + mark for word in longest for mark in ("", ".", ",", ")"))

    @cached_property
    def reader_words(self) -> frozenset[str]:
        """The words that address readers; every call and every note on the article contains one."""
        return self.call_words | self.note_words

    @cached_property
    def call_pronouns(self) -> re.Pattern[str]:
        return self._pattern("call_pronouns", r"\b(?:{})\b", re.IGNORECASE)

    @cached_property
    def determiners(self) -> frozenset[str]:
        return frozenset(self._every("determiners"))

    @cached_property
    def agencies(self) -> frozenset[str]:
        return self._folded("agencies", "photo_agencies")

    @cached_property
    def caption_wires(self) -> frozenset[str]:
        return frozenset(self._every("caption_wires"))

    @cached_property
    def photo_agencies(self) -> frozenset[str]:
        return frozenset(self._every("photo_agencies"))

    @cached_property
    def colon_cities(self) -> frozenset[str]:
        return frozenset(self._every("colon_cities"))

    def _every(self, kind: str) -> list[str]:
        """Return the phrases of a kind in all languages, without repetitions.

        Greek phrases are returned with and without accents, because capitals have none.
        """
        items = [item for table in self._tables for item in table.get(kind, ())]
        items += [unaccented(item) for item in items if GREEK.search(item)]
        return list(dict.fromkeys(items))

    def _folded(self, *kinds: str) -> frozenset[str]:
        """Return the phrases of some kinds in lower case."""
        return frozenset(item.casefold() for kind in kinds for item in self._every(kind))

    def _words(self, *kinds: str) -> frozenset[str]:
        """Return the words of the phrases of some kinds in lower case."""
        return frozenset(word for item in self._folded(*kinds) for word in _WORD.findall(item))

    def _pattern(self, kind: str, frame: str, flags: int = 0) -> re.Pattern[str]:
        """Return the pattern of a kind's phrases in a frame."""
        return _compiled(self._every(kind), frame, flags)


def _compiled(items: list[str], frame: str, flags: int) -> re.Pattern[str]:
    """Compile phrases, the longest first, into the pattern `frame`."""
    items = sorted(items, key=lambda phrase: (-len(phrase), phrase))
    spaced = [re.escape(item).replace(r"\ ", r"\s*").replace("'", "['’]") for item in items]
    return regex(frame.format("|".join(spaced)), flags)


def _letter(text: str) -> str:
    """Return the first letter or digit of a text in lower case, or "" if there is none."""
    match = _FIRST.search(text)
    return match[0].casefold()[:1] if match else ""


@cache
def phrases() -> Phrases:
    """Return the phrases of every language; the files are read once."""
    return Phrases()
