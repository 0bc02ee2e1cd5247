"""Full names in shortened sentences: the budget counts the name, and the text prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from summkit.cohesion.completion import Completion
from summkit.document import Document
from summkit.shortening.result import Shortening


class Named:
    """The test whether a text is within the budget after a name in it is printed in full."""

    def __init__(
        self, document: Document, index: int, name: Completion, fits: Callable[[str], bool]
    ) -> None:
        self._short = document.sentences[index].text[name.start : name.end]
        self._name, self._fits = name.text, fits

    def __call__(self, text: str) -> bool:
        return self._fits(text.replace(self._short, self._name, 1))


def named(document: Document, found: Shortening, name: Completion) -> Shortening | None:
    """Return a shortened sentence with the full name; None if only half of the mention remains."""
    offset = document.sentences[found.sentence].start
    start, end = offset + name.start, offset + name.end
    short = document.article.body[start:end]
    for number, (first, last) in enumerate(found.runs):
        if first <= start and end <= last:
            # A shortened text differs from its source only in the case of its first letter.
            place = found.text.casefold().find(short.casefold())
            if place < 0:
                return None
            text = found.text[:place] + name.text + found.text[place + len(short) :]
            place_in_run = Completion(
                number, start - first, end - first, name.text, name.taken_from
            )
            return replace(found, text=text, completions=(place_in_run,))
    return None if any(a < end and start < b for a, b in found.runs) else found
