"""A corpus of sources for an engine: unread articles, or shards that workers read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from summkit.errors import UsageError
from summkit.reading.options import Failure, ReadOptions
from summkit.reading.sources.address import holds_password, is_address, shown
from summkit.reading.sources.folder import files
from summkit.reading.sources.meter import Meter, total_size
from summkit.reading.sources.source import pending

if TYPE_CHECKING:
    from summkit.reading.sources.shards import Item, Shard


class Corpus:
    """Files, folders, URLs and standard input in sequence; a `summkit.jobs.Source`."""

    def __init__(self, sources: Sequence[str], options: ReadOptions) -> None:
        for source in sources:
            if is_address(source) and holds_password(source):  # runs and journals save sources
                raise UsageError(
                    f"{shown(source)}: an address with a user name or password is not fetched"
                )
        self.sources = tuple(sources)
        self.options = options
        self._meter = Meter()

    def items(self) -> Iterator[Item]:
        """Yield unread articles, and a Failure for each file or record that cannot be read."""
        for source in self.sources:
            yield from pending(source, self.options, self._meter)

    def shards(self, size: int) -> Iterator[Shard]:
        """Divide the corpus into shards; workers read files that can be read by position."""
        from summkit.reading.sources.split import shards

        return shards(self.sources, self.options, size, self._meter)

    def share(self) -> float | None:
        """Return the share of the files' bytes that has been read; None if a source is no file."""
        return self._meter.share(self._total) if self._total else None

    def ready(self) -> bool:
        """Return whether the next article can be read without waiting."""
        return self._meter.ready()

    @cached_property
    def _total(self) -> int:
        """The total size of the corpus' files in bytes; 0 if a source is no file."""
        if any(source == "-" or is_address(source) for source in self.sources):
            return 0
        return total_size(
            file.path
            for source in self.sources
            for file in files(source, self.options)
            if not isinstance(file, Failure)
        )
