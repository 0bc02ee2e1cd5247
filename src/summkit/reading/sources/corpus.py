"""Sources as an engine takes them: articles still to be read, or shards that workers read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summkit.reading.options import ReadOptions
from summkit.reading.sources.shards import Item, Shard
from summkit.reading.sources.source import pending
from summkit.reading.sources.split import shards


@dataclass(frozen=True)
class Corpus:
    """Files, folders, URLs, standard input, one after another: a `summkit.jobs.Source`."""

    sources: Sequence[str]
    options: ReadOptions

    def items(self) -> Iterator[Item]:
        """Yield articles that are still to be read, and what cannot be."""
        for source in self.sources:
            yield from pending(source, self.options)

    def shards(self, size: int) -> Iterator[Shard]:
        """Cut all of it into shards; files that can be read by place are read on the workers."""
        return shards(self.sources, self.options, size)

    def share(self) -> float | None:
        """Return which share of it has been read."""
        return None
