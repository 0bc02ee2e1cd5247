"""Decide which stops of a text end its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.language.asides import Asides
from summkit.language.fullstops import FullStops
from summkit.language.signs import CLOSERS, OPENERS, QUOTES, STRONG, WORD
from summkit.patterns import regex

if TYPE_CHECKING:
    from summkit.language.rules import Rules

_ASIDE = regex(r"\([^()\n]{1,40}\)\s?[.;,:]")  # "(AP):"
_LEFT_OUT = regex(r"[(\[]\s?(?:…|\.{3}|\. \. \.)\s?[)\]]\s*")  # "[...] "
_SUBJECT = regex(r"((?:[^\W\d_a-z]\S*[^\S\n]+){1,4})([^\W\d_]+)")  # "Ann Smith asked"
_SPACED_QUOTE = regex(r"[ \u00a0](\"|''?)(?:[ \u00a0][.!?])?(?=\s|$)")  # ' " .'
_OPENING = {"”": "“", "’": "‘", "」": "「", "』": "『"}
_SPEAKER = regex(r"[^\W\d_]{1,5}?([^\W\d_])[道着著了]?[，。,]")  # "他答。"
_NICKNAME = regex(r"[\"“](?:[^\W\d_a-z][\w’'-]* ?){1,4}[\"”] [^\W\d_a-z]")  # J.P. "The Bear" Ross
# Signs that may precede the first letter of a sentence after white space.
_PASSED = OPENERS + ".…"


class Ends(FullStops):
    """The decisions which stops of one text end a sentence. The stops must be passed in order."""

    def __init__(self, text: str, rules: Rules, lowercase: bool) -> None:
        super().__init__(text, rules, lowercase)
        self.asides = Asides(text, rules.particles)
        self._last = len(text) - 1
        # For each quotation mark: the place up to which it was counted, and the count since the
        # beginning of the paragraph.
        self._quotes: dict[str, tuple[int, int]] = {}

    def end_of(self, start: int, stop: int, end: int, after: int) -> int:
        """Return the end of the sentence from `start` if the stop at `stop` ends it, else 0.

        `end` is the end of the stop and its closing signs, `after` the end of the white space after
        them.
        """
        text = self.text
        # « and ‹ open a quotation in some languages and close one in others.
        if text[end - 1] in "«‹" and not self._closes(text[end - 1], end - 1):
            return 0
        if text[end] == " " and text[end + 1 : end + 2] in ("'", '"'):
            quote = _SPACED_QUOTE.match(text, end)
            if quote and self._is_open(quote[1], stop, quote.end()):
                end = after = quote.end()
                while after <= self._last and text[after].isspace():
                    after += 1
                if after > self._last or text.startswith("\n\n", end):
                    return end
        self._cut = 0
        if not self._ends(start, stop, end, after):
            return self._cut
        return 0 if self.asides.matter and self.asides.hold(start, stop, end) else end

    def _closes(self, mark: str, place: int) -> bool:
        """Return whether a mark closes a »quotation« as in German, after the opposite mark."""
        low = max(0, place - 1000)
        other = "»›"["«‹".index(mark)]
        return self.text.rfind(other, low, place) > self.text.rfind(mark, low, place)

    def _is_open(self, mark: str, place: int, behind: int) -> bool:
        """Return whether a mark with spaces around it closes a quotation.

        The marks of the paragraph before `place` are counted, each of them once per text. If the
        mark is the only one in its paragraph, it closes a quotation from an earlier paragraph.
        """
        token = f" {mark}" if mark == "'" else mark
        low, count = self._quotes.get(mark, (0, 0))
        paragraph = self.text.rfind("\n\n", low, place)
        if paragraph >= 0:
            low, count = paragraph, 0
        count += self.text.count(token, low, place)
        self._quotes[mark] = place, count
        return count % 2 == 1 or (count == 0 and token not in self.text[behind : behind + 1000])

    def _ends(self, start: int, stop: int, end: int, after: int) -> bool:
        """Return whether a stop ends the sentence, without regard to asides."""
        text, mark = self.text, self.text[stop]
        if mark in STRONG:
            return self._strong(start, stop, end, after)
        if mark == "|" and text[stop - 1 : stop].isspace():
            return False
        first = after
        if not text[first].isupper():
            first = self._first(end, after)
            if self._sentence_continues(after, first):
                return False
        before = text[max(start, stop - 30) : stop]
        ellipsis = mark == "…" or text.startswith((".", " ."), stop + 1)
        if not before or before[-1] in "[(" or before[-1].isspace():
            return self._alone(start, stop, end, after, first, before, ellipsis)
        word = before.rsplit(None, 1)[-1].lstrip(OPENERS)
        if not word:
            return self._alone(start, stop, end, after, first, before, ellipsis)
        if after == end:
            return self._joined(first, word, mark, end > stop + 1)
        if mark == "." and not ellipsis:
            if (
                "." in word
                and _NICKNAME.match(text, after)
                and word.lower() not in self.rules.kinds
            ):
                return False
            if word[-1:] not in "IVX)" and text[stop + 1] != ")" and self.is_ordinary(word):
                return True
            return self.full_stop(start, stop, end, after, first, word)
        if mark in ".…":
            return not text[first].isdigit() and not (mark == "." and self.is_capital(first))
        if self.rules.kinds.get(word.lower() + mark):
            return self.starts(first)
        return not (text[end - 1] in QUOTES and first == after and self._reports(first))

    def _alone(
        self, start: int, stop: int, end: int, after: int, first: int, before: str, ellipsis: bool
    ) -> bool:
        """Return whether a stop with a space or a bracket before it ends the sentence.

        Tokenised text contains such stops: "the end . The next".
        """
        mark = self.text[stop]
        words = before.split()
        if after == end or (mark in ".…" and not before.strip(OPENERS)):
            # If no word precedes the stop, the stop introduces the sentence.
            return False
        if mark in ".…" and ellipsis:
            if before.rstrip()[-1:] in ("[", "("):
                # The ellipsis in brackets replaces words within a sentence or before another.
                return self.starts(first)
            return not (mark == "." and self.is_capital(first))
        if mark == "." and words and len(words[-1]) > 1 and self.kind(words[-1]):
            return self.word_ends(start, stop, end, after, first, words[-1])
        return True

    def _first(self, end: int, after: int) -> int:
        """Return the place of the first character after the stop that can begin a sentence."""
        text, last = self.text, self._last
        passed = _PASSED if after > end else OPENERS
        first = after
        if text[after] in "([" and (left_out := _LEFT_OUT.match(text, after)):
            first = min(left_out.end(), last)
        while first < last and first < after + 8 and text[first] in passed:
            first += 1
        return first

    def _sentence_continues(self, after: int, first: int) -> bool:
        """Return whether the text after the stop cannot begin a sentence."""
        text = self.text
        letter, following = text[first], text[first + 1 : first + 2]
        if text[after] == "(":
            if following == ")" and first == after + 1:
                # The brackets contain the label of a list item.
                return not text[first + 2 : first + 4].strip().isupper()
            if _ASIDE.match(text, after):
                return True
        if letter.islower() and not self.lowercase and not self._is_mixed(first):
            # In Dutch "'t Is koud.", the second word has the capital.
            small = text[first - 1] in "'’" and following == " " and letter in "tsknm"
            return not (small and text[first + 2 : first + 3].isupper())
        # A skipped quotation mark may close the quotation with the stop.
        return letter in ",;:)]?!.…"

    def _is_mixed(self, first: int) -> bool:
        """Return whether a capital is inside the word: "macOS", "eBay"."""
        word = WORD.match(self.text, first)
        return word is not None and word[0] != word[0].lower()

    def _reports(self, first: int) -> bool:
        """Return whether the text after a quoted question gives the speaker: "I asked"."""
        if not self.rules.says:
            return False
        match = _SUBJECT.match(self.text, first)
        if match is None or match[2].lower() not in self.rules.says:
            return False
        word = match[1].split(None, 1)[0].lower()
        return word in self.rules.capitals or word not in self.rules.openers

    def _joined(self, first: int, word: str, mark: str, closed: bool) -> bool:
        """Return whether a stop without white space after it ends a sentence: "ended.The next"."""
        text = self.text
        following = WORD.match(text, first)
        if following is None or mark == "…" or any(sign in word for sign in "./@:_\\"):
            return False
        end = following.end()
        if text[end : end + 1].isdigit():
            return False
        name = following[0]
        tail = text[end : end + 2]
        if name.isascii() and tail[:1] in (".", "@", "_") and tail[1:].isalnum():
            return False
        if not name[0].isupper():
            caseless = not name[0].islower() and not word[-1:].islower()
            caseless = caseless and not closed and len(word) > 2 and len(name) > 1
            return caseless and word[-1:].isalpha() and not self.kind(word)
        return closed or self._runs_on(word, name)

    def _runs_on(self, word: str, name: str) -> bool:
        """Return whether a sentence ends between a word, its stop and a capitalised word."""
        begins = name.lower() in self.rules.openers
        if not name[1:].islower() and not (begins and len(name) < 2):
            return False
        if word.isdigit():
            return len(word) > 1
        if len(word) < 2 or not word[-2:].islower() or self.rules.kinds.get(word.lower()):
            return False
        return word.islower() or begins

    def _strong(self, start: int, stop: int, end: int, after: int) -> bool:
        """Return whether a stop of a script without capitals ends the sentence."""
        text = self.text
        if text[stop] == "．" and text[stop + 1].isdigit():
            return False
        if text[stop] == "۔" and end == after == stop + 1:
            # In Urdu, this sign also separates the letters of acronyms: short pieces on both sides.
            before = text[max(start, stop - 12) : stop].split()
            piece = before[-1].rpartition("۔")[2] if before else ""
            following = WORD.match(text, after)
            joined = following is not None and text[following.end() : following.end() + 1] == "۔"
            return not (
                following is not None
                and len(piece) <= 3
                and len(following[0]) <= 3
                and (joined or "۔" in "".join(before[-1:]))
            )
        low = max(start, stop - 60)
        place = text.rfind("《", low, stop)
        if place > text.rfind("》", low, stop) and "》" in text[stop : stop + 60]:
            # The stop is in the title of a work.
            return text[end - 1] == "》" and after > end
        if text[end - 1] in CLOSERS and end - stop > 1:
            if text[end - 1] == "）":
                return text[start:stop].lstrip().startswith("（")
            return not (text.startswith(self.rules.attributions, end) or self._continues(stop, end))
        return True

    def _continues(self, stop: int, end: int) -> bool:
        """Return whether a sentence continues after a Chinese quotation: “很好。”他答。"""
        text, rules = self.text, self.rules
        if not rules.going or text[end - 1] not in QUOTES:
            return False
        if text.startswith(rules.going, end):
            link = next(link for link in rules.going if text.startswith(link, end))
            return text[end + len(link) : end + len(link) + 1] not in rules.subjects
        mark = _OPENING.get(text[end - 1], text[end - 1])
        opening = text.rfind(mark, max(0, stop - 250), stop)
        if opening > 0 and text[opening - 1] in "：:，,":
            # The words before the quotation give the speaker.
            return False
        speaker = _SPEAKER.match(text, end)
        return speaker is not None and speaker[1] in rules.speech
