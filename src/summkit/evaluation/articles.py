"""The articles that are measured: read, limited, sampled, and some kept for a report."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from summkit.article import Article
from summkit.jobs.plan import Shard, in_shards
from summkit.reading import Failure, ReadOptions, Unread
from summkit.reading.sources.corpus import Corpus

Item = Article | Failure | Unread

BROWSED = 1000
"""Articles kept for a report's browser."""


@dataclass(frozen=True)
class Articles:
    """What is measured, as a source of any engine.

    Attributes
    ----------
    limit
        Only the first so many articles.
    sample
        Only so many of those, drawn by `seed`.
    kept
        Gets the first articles by id; None where nobody needs them.
    """

    sources: Sequence[str]
    options: ReadOptions
    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    kept: dict[str, Article] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        Corpus(self.sources, self.options)  # refuses what no journal may hold, before there is one

    @property
    def read_here(self) -> bool:
        """Whether no other process can know which articles it is to read."""
        return not (self.limit is None and self.sample is None and self.kept is None)

    def items(self) -> Iterator[Article | Failure]:
        """Read them, one by one where they are not sampled; what cannot be read comes too."""
        if self.sample is None:
            yield from map(self._keep, self._first())
            return
        failures: list[Failure] = []
        yield from map(
            self._keep, sample(_without(self._first(), failures), self.sample, self.seed)
        )
        yield from failures

    def shards(self, size: int) -> Iterator[Shard[Any]]:
        """Let the workers read the files, where they can know which articles are wanted."""
        if self.read_here:
            return in_shards(self.items(), size)
        return self._corpus.shards(size)

    def share(self) -> float | None:
        """Return which share has been read; None where only some are wanted."""
        return self._corpus.share() if self.limit is None and self.sample is None else None

    def ready(self) -> bool:
        """Return whether the next one is there already."""
        return self._corpus.ready()

    @cached_property
    def _corpus(self) -> Corpus:
        return Corpus(self.sources, self.options)

    def _first(self) -> Iterator[Article | Failure]:
        count = 0
        for unread in self._corpus.items():
            item = unread.read() if isinstance(unread, Unread) else unread
            yield item
            count += isinstance(item, Article)
            if count == self.limit:
                return

    def _keep(self, item: Article | Failure) -> Article | Failure:
        if self.kept is not None and isinstance(item, Article) and len(self.kept) < BROWSED:
            self.kept.setdefault(item.id, item)
        return item


def _without(items: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item


def sample(articles: Iterable[Article], count: int, seed: int) -> list[Article]:
    """Return `count` articles drawn by `seed`, in corpus order.

    Those whose seeded hash of id and position is smallest: the same articles whatever
    else the corpus holds after them is not promised, the same for the same corpus is.
    """
    keyed = (
        (-int(hashlib.sha256(f"{seed}:{place}:{a.id}".encode()).hexdigest()[:15], 16), place, a)
        for place, a in enumerate(articles)
    )
    drawn: list[tuple[int, int, Article]] = []
    for entry in keyed:
        if len(drawn) < count:
            heapq.heappush(drawn, entry)
        else:
            heapq.heappushpop(drawn, entry)
    return [article for _, _, article in sorted(drawn, key=lambda entry: entry[1])]
