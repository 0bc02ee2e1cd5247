"""Find asides and quotations after which a sentence continues."""

from __future__ import annotations

from summkit.language.signs import OPENERS
from summkit.patterns import regex

_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
_LONGEST = 400  # maximum characters of an aside
# An aside is relevant only if it contains a stop that could end a sentence: "(Really? Yes.)".
_STOP_INSIDE = regex(r"[.!?…][\"'”’»]?\s|[。！？]")
_QUOTATIONS = (("「", "」"), ("『", "』"), ("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"))
# Characters in which a quotation is searched for, so that the time is proportional to the text.
_REACH = 250


class Asides:
    """The asides of one text. Call `hold` for the stops of the text in their order.

    Attributes
    ----------
    matter
        Whether a stop can be in an aside, or in a quotation that a particle follows.
    """

    def __init__(self, text: str, particles: str) -> None:
        self._text, self._particles = text, particles
        self._asides = asides_in(text)
        self._next = 0
        self.matter = bool(self._asides or particles)

    def hold(self, start: int, stop: int, end: int) -> bool:
        """Return whether the stop at `stop` is in an aside after which the sentence continues."""
        asides = self._asides
        while self._next < len(asides) and asides[self._next][1] <= stop:
            self._next += 1
        if self._next < len(asides):
            first, last = asides[self._next]
            if start < first < stop and end < last:
                # If the aside consists of whole sentences, its stops end sentences.
                return bool(self._text[max(start, first - 9) : first].strip(OPENERS))
        return bool(self._particles) and self._embedded(start, stop)

    def _embedded(self, start: int, stop: int) -> bool:
        """Return whether the stop is in a quotation that a particle connects to the next words."""
        text = self._text
        low = max(start, stop - _REACH)
        for opening, closing in _QUOTATIONS:
            if opening == closing:
                inside = text.count(opening, low, stop) % 2 == 1
            else:
                inside = text.rfind(opening, low, stop) > text.rfind(closing, low, stop)
            if not inside:
                continue
            close = text.find(closing, stop, stop + _REACH)
            following = text[close + 1 : close + 2]
            if close >= 0 and following and following in self._particles:
                return True
        return False


def asides_in(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the bracketed asides that contain a stop, in order of their ends."""
    asides: list[tuple[int, int]] = []
    for opening, closing in _BRACKETS:
        place = text.find(opening)
        while place >= 0:
            # Nested asides are not handled: an aside ends before the next bracket opens.
            following = text.find(opening, place + 1)
            high = place + _LONGEST + 2
            if 0 <= following < high:
                high = following
            close = text.find(closing, place + 2, high)
            if close == -1 or text[place + 1] == closing:
                place = following
                continue
            aside = text[place : close + 1]
            if _STOP_INSIDE.search(aside) and "\n\n" not in aside:
                asides.append((place, close + 1))
            place = following
    if len(asides) > 1:
        asides.sort(key=lambda span: span[1])
    return asides
