"""What `summkit summarise` says of the articles on standard error, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from summkit.cli.output import Progress, say

_NOTES = 20
"""So many files are named with what they were read as; the others are counted."""


class _Said:
    """Something that is said of an article by name, and of several by their number."""

    def __init__(self, many: str) -> None:
        self._many, self._first, self._times = many, "", 0

    def count(self, said: str) -> None:
        """Count what is said of an article; "" is nothing."""
        if said:
            self._first = self._first or said
            self._times += 1

    def tell(self, done: int) -> None:
        """Say it."""
        if self._times == 1:
            say(self._first)
        elif self._times:
            say(f"{self._times:,} of {done:,} articles {self._many}")


class Count:
    """Counts articles as they pass, and says which failed."""

    def __init__(self) -> None:
        self.done = self.failed = self.doubtful = 0
        self._doubt = ""
        self._fewer = _Said("have fewer headlines than --alternatives asks for")
        self._bare = _Said("have one line, which reads like a headline, and no body")
        self._note = ""
        self._notes = 0
        self._progress = Progress()

    def step(self, articles: int = 1, fraction: float | None = None) -> None:
        """Show that so many more are done."""
        self._progress.step(articles, fraction)

    def tell(self, piece: Any) -> None:
        """Count a piece; say so where it failed, and once a file what it was read as."""
        if piece.note and piece.note != self._note:
            self._note = piece.note
            self._notes += 1
            if self._notes <= _NOTES:
                say(piece.note)
        if piece.failure:
            self.failed += 1
            say(piece.failure)
        else:
            self.done += 1
        self._fewer.count(piece.fewer)
        self._bare.count(piece.bare)
        if piece.doubt:
            self.doubtful += 1
            self._doubt = piece.doubt

    def over(self, pieces: Iterable[Any]) -> Iterator[Any]:
        """Pass the pieces on."""
        for piece in pieces:
            self.tell(piece)
            yield piece
        self._progress.done()

    def status(self) -> int:
        """Say how many failed; return the exit status."""
        from summkit.confidence import DOUBTFUL
        from summkit.jobs import exit_status

        if self._notes > _NOTES:
            say(f"{self._notes - _NOTES:,} more files that are no texts or pages were read")
        self._fewer.tell(self.done)
        self._bare.tell(self.done)
        if self.doubtful and self.done == 1:
            say(f"doubtful: {self._doubt}; --explain says more")
        elif self.doubtful:
            say(
                f"doubtful: the texts of {self.doubtful:,} of {self.done:,} articles have a "
                f"confidence below {DOUBTFUL}: --format json gives that of each"
            )
        if self.failed and self.done:
            say(f"{self.done} summarised, {self.failed} failed")
        return exit_status(self.done, self.failed)
