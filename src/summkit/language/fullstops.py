"""The meaning of a full stop after a word, a number or a letter.

Data gives the kind of each abbreviation (``data/abbreviations.json``):

title
    Precedes a word that belongs to it, and never ends a sentence ("Gen.", "e.g.").
number
    The same before a number ("No. 5", "Jan. 3", "vol. II"); elsewhere an ordinary word.
plain
    May end a sentence ("Inc.", "Calif."): it does if a word follows that usually begins one.
place
    A country that occurs in names ("U.S. Senate"). It also ends a sentence if a preposition
    precedes it and no name follows.
time
    Ends a sentence unless one of the language's `zones` follows ("5 p.m. Monday"), or all words
    before it only introduce the sentence ("At 5 p.m. Mr. Hale left").
era
    The same after a number ("400 B.C."); elsewhere plain.
degree
    Plain, but ends a sentence after one of the language's `owners` ("took her M.A.").
unit
    Ends a sentence if a number or another unit precedes it (Russian "5 млн руб."), unless a
    number or a unit follows ("2 lb. 4 oz."); elsewhere plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summkit.language.labels import label_value
from summkit.language.signs import DASHES, OPENERS, QUOTES, WORD
from summkit.patterns import regex

if TYPE_CHECKING:
    from summkit.language.rules import Rules

_ROMAN = regex(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")  # "XIV"
_ROMAN_NEXT = regex(r"[IVX]{2,}\b|[IVX]\b(?=[\s,;)])")  # "II", "V,"
_LETTERS = regex(r"(?<![^\s(\"'“‘„«-])(?:[^\W\d_]\.[ \u00a0]?){1,3}[^\W\d_]$")  # "z. B"
_PARTS = regex("[.-]")  # between the parts of "U.S" and "J.-P"
_JOINED = regex("[-/’'(]")  # before the last part of "ex-Gov"

# Letters that are no words, unlike "a" and Vietnamese "ý".
_CONSONANTS = "bcdfghjklmnpqrstvwxzбвгджзклмнпрстфхцчш"
# Characters: labels with a larger distance do not belong to the same list.
_FAR = 2000
_NUMBERED = regex(r"\d+[.)]\s")  # "2. "


class FullStops:
    """The decisions which full stops of one text end a sentence."""

    def __init__(self, text: str, rules: Rules, lowercase: bool) -> None:
        self.text, self.rules, self.lowercase = text, rules, lowercase
        self._shortest, self._endings = max(1, rules.clipped), rules.suffixes
        # The last label of a list: its place in the list, whether it is a number, its place in
        # text.
        self._item = 0, False, 0
        # The end of the sentence before a label, or 0.
        self._cut = 0

    def is_ordinary(self, word: str) -> bool:
        """Return whether a word of letters is no abbreviation, so that a full stop ends a sentence.

        A word that looks like a Roman number is not checked here.
        """
        return (
            word.isalpha()
            and len(word) > self._shortest
            and word.lower() not in self.rules.kinds
            and not (self._endings and word.endswith(self._endings))
        )

    def full_stop(self, start: int, stop: int, end: int, after: int, first: int, word: str) -> bool:
        """Return whether a full stop after `word`, before white space, ends the sentence."""
        text, rules = self.text, self.rules
        head = stop - len(word)
        roman = len(word) > 1 and _ROMAN.fullmatch(word)
        if word.isdigit() or roman:
            before = self._before(start, head)
            dashed = text[head - 2 : head - 1] in DASHES
            if len(word) <= 3 and (self._is_label(before, head, word, first) or self._cut):
                return False
            if rules.ordinals and (roman or len(word) <= 2) and end == stop + 1:
                return not (dashed or self._is_ordinal(before, word, first))
            return True
        if len(word) == 1 and word.isalpha():
            if text[first + 1 : first + 2] == "." and text[first].isalpha():
                # The letter is one of several: "z. B.", "J. R. R. Marlow".
                return False
            before = self._before(start, head)
            if self._is_label(before, head, word, first) or self._cut:
                return False
        if len(word) <= 4 and text.startswith(")", stop + 1) and label_value(word):
            return bool(text[max(start, head - 9) : head].strip(OPENERS))
        return self.word_ends(start, stop, end, after, first, word)

    def _before(self, start: int, head: int) -> str:
        """Return the text of the sentence before a word; "" if it is only white space."""
        before = self.text[max(start, head - 40) : head].strip(OPENERS)
        return "" if before.isspace() else before

    def _is_label(self, before: str, head: int, word: str, first: int) -> bool:
        """Return whether a number or letter before a full stop labels an item of a list.

        If the label is not the first and no stop precedes it, the sentence ends before the label.
        """
        value = label_value(word)
        item, written, place = self._item
        if not before or (before[-1] == ":" and word.isdigit()):
            self._item = value, word.isdigit(), head
            return True
        follows = value == item + 1 or (value == 1 and item > 1)
        if not (value and item and follows and written == word.isdigit()):
            return False
        if head - place > _FAR or "\n\n" in self.text[place:head]:
            return False
        following = WORD.match(self.text, first)
        if following and following[0].lower() in self.rules.dates:
            return False
        previous = before.rsplit(None, 1)[-1]
        if previous[-1] not in ",;" and previous.lower() not in self.rules.openers:
            self._item = value, written, head
            self._cut = head
        return False

    def _is_ordinal(self, before: str, word: str, first: int) -> bool:
        """Return whether a number before a full stop is an ordinal of the next word."""
        following = WORD.match(self.text, first)
        if following and following[0].lower() in self.rules.dates:
            return True
        if self.starts(first):
            return False
        if not before or not word.isdigit():
            return True
        previous = before.rsplit(None, 1)[-1]
        if self.rules.kinds.get(previous.lower()) == "number":
            # "kl 10", "kell 10": the number is a time.
            return False
        if previous[-1] == ".":
            bare = previous[:-1].lower()
            return not (self.rules.kinds.get(bare) or bare.endswith(self.rules.suffixes))
        if not self.rules.cardinals or previous[-1] in ",:;":
            return True
        return not previous[:1].isupper() or previous.lower() in self.rules.openers

    def kind(self, word: str) -> str:
        """Return the kind of an abbreviation; "" for an ordinary word."""
        kinds, lower = self.rules.kinds, word.lower()
        exact = kinds.get(word)
        if kind := exact or kinds.get(lower):
            # A capital letter is an initial, even if the small letter is an abbreviation.
            return "plain" if len(word) == 1 and not exact else kind
        if len(word) == 1 and (word != lower or word in _CONSONANTS):
            return "plain"
        if not word.isalpha():
            parts = _PARTS.split(word) if "." in word or "-" in word else []
            if parts and word != "." and all(len(part) <= 1 for part in parts):
                # The word consists of initials, or is a date ("8.8. 2015").
                figures = any(map(str.isdigit, word))
                return "" if figures and not self.rules.ordinals else "plain"
            if kind := kinds.get(_JOINED.split(lower)[-1]):
                return kind
        if self.rules.suffixes and word.endswith(self.rules.suffixes):
            return next(k for e, k in self.rules.endings.items() if word.endswith(e))
        if 0 < self.rules.clipped >= sum(map(str.isalpha, word)) and not word.isdigit():
            return "title"
        return ""

    def word_ends(self, start: int, stop: int, end: int, after: int, first: int, word: str) -> bool:
        """Return whether a full stop after a word ends the sentence, by the word's kind."""
        text, head = self.text, stop - len(word)
        kind = ""
        if len(word) == 1 and (letters := _LETTERS.search(text, max(start, stop - 12), stop)):
            kind = self.rules.kinds.get(re.sub(r"\s", "", letters[0]).lower(), "")
            head = letters.start() if kind else head
        kind = kind or self.kind(word)
        if not kind:
            return True
        if end > stop + 1 and text[end - 1] in QUOTES:
            return kind != "title"
        before = text[max(start, head - 60) : head].split()
        following = WORD.match(text, first)
        after_word = following[0] if following else ""
        if kind in ("era", "unit") and not self._is_counted(before):
            if word in self.rules.openers or (kind == "unit" and word[0].isupper()):
                # "in" and "Oz" are units only after a number.
                return True
            kind = "plain" if not text[first].isdigit() else "number"
        if kind in ("number", "unit"):
            number = text[first].isdigit() or _ROMAN_NEXT.match(text, first)
            if kind == "unit" and _NUMBERED.match(text, first):
                return True
            if kind == "number" and after_word.lower() in self.rules.capitals:
                return True
            return not number and not (
                kind == "unit" and self.rules.kinds.get(after_word.lower()) == "unit"
            )
        if kind in ("time", "era", "place") and self._leads(start, head):
            return False
        if kind in ("time", "era"):
            return after_word.lower() not in self.rules.zones
        if kind == "title" or text[after] in DASHES or self.lowercase:
            return False
        if kind == "degree" and before and before[-1].lower() in self.rules.owners:
            return True
        return self.starts(first) or (
            kind == "place" and self._follows_place(before, first, after_word)
        )

    def _is_counted(self, before: list[str]) -> bool:
        """Return whether a number or another unit precedes a unit."""
        if not before:
            return False
        previous = before[-1].rstrip(".")
        return previous[-1:].isdigit() or self.rules.kinds.get(previous.lower()) == "unit"

    def _leads(self, start: int, head: int) -> bool:
        """Return whether all words of the sentence before `head` only introduce the sentence."""
        if head - start > 60 or not self.rules.leads:
            return False
        words = [word.strip(",\"'“‘(").lower() for word in self.text[start:head].split()]
        return bool(words) and all(
            word in self.rules.leads or word.isdigit() or word[:1].isdigit() for word in words
        )

    def _follows_place(self, before: list[str], first: int, word: str) -> bool:
        """Return whether a new sentence begins at `first`, after a country's abbreviation."""
        leads = [part.lower() in self.rules.leads for part in before[-2:]]
        if not word or word.lower() in self.rules.bodies or leads != [True, True]:
            return False
        nearby = self.text[first + len(word) : first + len(word) + 3].lstrip()
        return nearby[:1].islower()

    def starts(self, first: int) -> bool:
        """Return whether a word at `first` usually begins a sentence if it has a capital.

        A name or noun may have its capital within a sentence, so it does not count.
        """
        following = WORD.match(self.text, first)
        if following is None or following[0].lower() not in self.rules.openers:
            return False
        end = following.end()
        return len(following[0]) > 1 or self.text[end : end + 1] != "."

    def is_capital(self, first: int) -> bool:
        """Return whether the word at `first` always has a capital, as English "I" does."""
        if not self.rules.capitals:
            return False
        return self.text[first : first + 5].partition(" ")[0].lower() in self.rules.capitals
