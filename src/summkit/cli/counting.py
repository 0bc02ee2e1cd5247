"""The messages of `summkit summarise` on standard error; frequent messages become a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from summkit.cli.output import Progress, say

_NOTES = 20
"""Maximum number of files for which a note gives the format."""


class _Repeated:
    """A message: printed in full for a single article, and as a count for several articles.

    Parameters
    ----------
    many
        The rest of the sentence that starts with "N of M articles".
    """

    def __init__(self, many: str) -> None:
        self._many, self._first, self._times = many, "", 0

    def count(self, message: str) -> None:
        """Count the message of an article; "" means that the article has no message."""
        if message:
            self._first = self._first or message
            self._times += 1

    def print(self, done: int) -> None:
        """Print the message or the count; `done` is the number of articles that succeeded."""
        if self._times == 1:
            say(self._first)
        elif self._times:
            say(f"{self._times:,} of {done:,} articles {self._many}")


class Count:
    """Counts the articles of a run and prints the message of each that failed."""

    def __init__(self) -> None:
        self.done = self.failed = self.doubtful = 0
        self._doubt = ""
        self._fewer = _Repeated("have fewer headlines than --alternatives asks for")
        self._bare = _Repeated("have one line, which reads like a headline, and no body")
        self._note = ""
        self._notes = 0
        self._progress = Progress()

    def step(self, articles: int = 1, fraction: float | None = None) -> None:
        """Show that the given number of articles has been finished."""
        self._progress.step(articles, fraction)

    def add(self, piece: Any) -> None:
        """Count a piece, and print its failure and, once per file, the format it was read as."""
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
        """Yield the pieces unchanged, and count each."""
        for piece in pieces:
            self.add(piece)
            yield piece
        self._progress.done()

    def status(self) -> int:
        """Print the totals and return the exit status."""
        from summkit.confidence import DOUBTFUL
        from summkit.jobs import exit_status

        if self._notes > _NOTES:
            say(
                f"{self._notes - _NOTES:,} more files in other formats than text and HTML were read"
            )
        self._fewer.print(self.done)
        self._bare.print(self.done)
        if self.doubtful and self.done == 1:
            say(f"doubtful: {self._doubt}; add --explain to see more")
        elif self.doubtful:
            say(
                f"doubtful: the texts of {self.doubtful:,} of {self.done:,} articles have a "
                f"confidence below {DOUBTFUL}: --format json prints the confidence of each"
            )
        if self.failed and self.done:
            say(f"{self.done} summarised, {self.failed} failed")
        return exit_status(self.done, self.failed)
