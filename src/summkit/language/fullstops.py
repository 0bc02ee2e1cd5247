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
    number, a unit or one of `zones` follows ("2 lb. 4 oz.", "долл. США"); elsewhere plain.
final
    Ends a sentence unless a number follows ("etc.", German "usw.").
company
    Follows a name ("Halden S.A.", "Roe Sr."). It ends a sentence if a word follows that usually
    begins one, or a subject with its verb; without a name before it, it is plain.

If the data list an era, a unit or a company also as another kind, the abbreviation has that kind
where the text before it does not fit (Arabic "1950 م.", but "م. أحمد"). A key of two words gives
the kind of the second after the first ("и др").
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
# "II", "V,"; "B," as in "Esc. B, 2"
_ROMAN_NEXT = regex(r"[IVX]{2,}\b|[IVX]\b(?=[\s,;)])|[A-HА-Г]\b(?=[,;)])")
_LETTERS = regex(r"(?<![^\s(\"'“‘„«-])(?:[^\W\d_]\.[ \u00a0]?){1,3}[^\W\d_]$")  # "z. B"
_PARTS = regex("[.-]")  # between the parts of "U.S" and "J.-P"
_SCORE = regex(r"\d+-\d+")  # "3-2"
_JOINED = regex("[-/’'(]")  # before the last part of "ex-Gov"

# Letters that are no words, unlike "a" and Vietnamese "ý".
_CONSONANTS = "bcdfghjklmnpqrstvwxzбвгджзклмнпрстфхцчш"
# Maximum characters between two labels of the same list.
_FAR = 2000
_NUMBERED = regex(r"\d+[.)]\s")  # "2. "


class FullStops:
    """The decisions which full stops of one text end a sentence."""

    def __init__(self, text: str, rules: Rules, lowercase: bool) -> None:
        self.text, self.rules, self.lowercase = text, rules, lowercase
        self._shortest, self._endings = max(1, rules.clipped), rules.suffixes
        # The last label of a list: its place in the list, whether it is a number, its place in the
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
            title = not word.isupper() or rules.kinds.get(word) == "title"
            if not title and self._is_noun(word, text[max(start, head - 60) : head]):
                return True
        elif "-" in word and _SCORE.fullmatch(word):
            following = WORD.match(text, first)
            return not following or following[0].lower() not in rules.dates
        if rules.syllables and self._is_syllable(word) and self._is_initial(start, head, first):
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

    def _is_noun(self, letter: str, before: str) -> bool:
        """Return whether a capital is a noun after this text: "plan B", "sizes S, M", "12 C"."""
        words = before.split()
        if not words:
            return False
        previous = words[-1].strip(OPENERS).lower()
        if words[-1][-1].isdigit() or words[-1][-1] == "°":
            return letter in "CF"
        if previous in self.rules.lettered or self._has_stem(previous):
            return True
        if len(words) > 1 and previous in self.rules.openers:
            # "lines D and E"
            return len(words[-2]) == 1 and words[-2].isupper()
        return len(previous) == 2 and words[-1][0].isupper() and previous[1] == ","

    def _has_stem(self, word: str) -> bool:
        """Return whether a word is one of the stems of `lettered` with a short ending."""
        stems = (word, word[:-1], word[:-2], word[:-3])
        return any(f"{stem}-" in self.rules.lettered for stem in stems)

    def _is_name(self, part: str) -> bool:
        """Return whether a part of "बी.जे.पी" is the name of a letter, or a syllable."""
        return self.rules.kinds.get(part) == "title" or self._is_syllable(part)

    @staticmethod
    def _is_syllable(word: str) -> bool:
        """Return whether a word of an Indian script has only one letter besides its signs."""
        return sum(map(str.isalpha, word)) == 1

    def _is_initial(self, start: int, head: int, first: int) -> bool:
        """Return whether the syllable at `head` is an initial: "पु. ल. देशपांडे"."""
        following = self.text[first : first + 8].split(None, 1)[0]
        if following[-1] == "." and self._is_syllable(following[:-1]):
            return True
        words = self.text[max(start, head - 12) : head].split()
        return bool(words) and words[-1][-1] == "." and self._is_syllable(words[-1][:-1])

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
            if len(parts) > 1 and "\u0900" <= word[0] < "\u0e00" and all(map(self._is_name, parts)):
                return "title"
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
        pairs = self.rules.pairs
        if pairs and word.lower() in pairs and (two := text[max(start, head - 30) : head].split()):
            kind = self.rules.kinds.get(f"{two[-1].rstrip('.')} {word}".lower(), kind)
        if not kind or kind == "title":
            return not kind
        if end > stop + 1 and text[end - 1] in QUOTES:
            return True
        before = text[max(start, head - 60) : head].split()
        following = WORD.match(text, first)
        after_word = following[0] if following else ""
        if kind == "company" and not self._is_named(before):
            kind = self.rules.others.get(word.lower(), "plain")
        if kind in ("era", "unit") and not self._is_counted(before):
            if other := self.rules.others.get(word.lower()):
                kind = other
            elif word in self.rules.openers or (kind == "unit" and word[0].isupper()):
                # "in" and "Oz" are units only after a number.
                return True
            else:
                kind = "plain" if not text[first].isdigit() else "number"
        if kind in ("number", "unit"):
            number = text[first].isdigit() or _ROMAN_NEXT.match(text, first)
            if kind == "unit" and _NUMBERED.match(text, first):
                return True
            if kind == "number" and after_word.lower() in self.rules.capitals:
                return True
            if kind == "unit" and after_word.lower() in self.rules.zones:
                return False
            return not number and not (
                kind == "unit" and self.rules.kinds.get(after_word.lower()) == "unit"
            )
        if kind in ("time", "era", "place") and self._leads(start, head):
            return False
        if kind in ("time", "era"):
            return after_word.lower() not in self.rules.zones
        if kind == "title" or text[after] in DASHES or self.lowercase:
            return False
        if kind == "final":
            return not text[first].isdigit()
        if kind == "company" and self._is_subject(first, after_word):
            return after_word.lower() not in self.rules.roles
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

    def _is_named(self, before: list[str]) -> bool:
        """Return whether a name or a number precedes a company's abbreviation, and more words."""
        if len(before) < 2:
            return False
        previous = before[-1].strip(OPENERS)
        if previous[-1:].isdigit():
            # A date such as "2020 m. kovo 5 d." only introduces a sentence.
            return len(before) > 5 or not (before[0][0].isdigit())
        return previous[:1].isupper()

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
        if before and word.lower() in self.rules.nations and self._is_subject(first, word):
            return True
        leads = [part.lower() in self.rules.leads for part in before[-2:]]
        if not word or word.lower() in self.rules.bodies or leads != [True, True]:
            return False
        nearby = self.text[first + len(word) : first + len(word) + 3].lstrip()
        return nearby[:1].islower()

    def _is_subject(self, first: int, word: str) -> bool:
        """Return whether a capitalised word at `first` is a subject: its verb follows.

        In a language without `verbs`, any small word counts that does not connect two names.
        """
        if not word[:1].isupper():
            return False
        words = self.text[first : first + 60].split(None, 2)
        if len(words) < 2 or not words[0][-1].isalpha() or not words[1][0].islower():
            return False
        verb = words[1].rstrip(".,;:!?")
        if self.rules.verbs:
            return verb in self.rules.verbs or (len(verb) > 4 and verb.endswith("ed"))
        return verb not in self.rules.links

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
