"""Sources as an engine takes them: articles still to be read, or shards that workers read."""

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
    """Files, folders, URLs, standard input, one after another: a `summkit.jobs.Source`."""

    def __init__(self, sources: Sequence[str], options: ReadOptions) -> None:
        for source in sources:
            if is_address(source) and holds_password(source):  # runs and journals hold sources
                raise UsageError(
                    f"{shown(source)}: an address with a user name or password is not fetched"
                )
        self.sources = tuple(sources)
        self.options = options
        self._meter = Meter()

    def items(self) -> Iterator[Item]:
        """Yield articles that are still to be read, and what cannot be."""
        for source in self.sources:
            yield from pending(source, self.options, self._meter)

    def shards(self, size: int) -> Iterator[Shard]:
        """Cut all of it into shards; files that can be read by place are read on the workers."""
        from summkit.reading.sources.split import shards

        return shards(self.sources, self.options, size, self._meter)

    def share(self) -> float | None:
        """Return which share of the files' bytes has been read; None where some are no files."""
        return self._meter.share(self._total) if self._total else None

    def ready(self) -> bool:
        """Return whether the next article is there already."""
        return self._meter.ready()

    @cached_property
    def _total(self) -> int:
        if any(source == "-" or is_address(source) for source in self.sources):
            return 0
        return total_size(
            file.path
            for source in self.sources
            for file in files(source, self.options)
            if not isinstance(file, Failure)
        )
