"""Asides and quotations that a sentence goes on behind."""

from __future__ import annotations

import re

from summkit.language.signs import OPENERS

# Asides, and what makes one matter: a stop in it that could end a sentence.
_ASIDES = tuple(
    (opening, re.compile(rf"\{opening}[^{opening}\{closing}]{{1,400}}\{closing}"))
    for opening, closing in ("()", "[]", "（）")
)
_STOP_INSIDE = re.compile(r"[.!?…][\"'”’»]?\s|[。！？]")
_QUOTATIONS = (("「", "」"), ("『", "』"), ("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"))
# How far a quotation is looked for, so that time stays in proportion to the text.
_REACH = 250


class Asides:
    """The asides of one text, asked for in the order of the text.

    Attributes
    ----------
    matter
        Whether any stop can stand in one, or in a quotation that a particle follows.
    """

    def __init__(self, text: str, particles: str) -> None:
        self._text, self._particles = text, particles
        self._asides = _asides(text)
        self._next = 0
        self.matter = bool(self._asides or particles)

    def hold(self, start: int, stop: int, end: int) -> bool:
        """Tell whether the stop at `stop` stands in one that the sentence goes on behind."""
        asides = self._asides
        while self._next < len(asides) and asides[self._next][1] <= stop:
            self._next += 1
        if self._next < len(asides):
            first, last = asides[self._next]
            if start < first < stop and end < last:
                # An aside that is a sentence of its own, or several, may hold their ends.
                return bool(self._text[max(start, first - 9) : first].strip(OPENERS))
        return bool(self._particles) and self._embedded(start, stop)

    def _embedded(self, start: int, stop: int) -> bool:
        """Tell whether the stop stands in a quotation that a particle joins to what follows."""
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


def _asides(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the asides in brackets that a stop stands in, in order of end."""
    asides: list[tuple[int, int]] = []
    for opening, aside in _ASIDES:
        if opening in text:
            for match in aside.finditer(text):
                if _STOP_INSIDE.search(match[0]) and "\n\n" not in match[0]:
                    asides.append(match.span())
    asides.sort(key=lambda span: span[1])
    return asides
