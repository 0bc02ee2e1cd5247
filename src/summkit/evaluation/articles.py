"""The articles that a run measures: how many are read, sampled, and stored for a report."""

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
"""Largest number of articles that are stored for the article browser of a report."""


@dataclass(frozen=True)
class Articles:
    """The articles that a run measures, as a source for any engine.

    Attributes
    ----------
    limit
        Number of articles to read, from the start of the corpus. None reads all.
    sample
        Number of articles to draw from the read articles with the seed `seed`. None takes all.
    kept
        A mapping that receives the first `BROWSED` articles by id. None stores no article.
    """

    sources: Sequence[str]
    options: ReadOptions
    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    kept: dict[str, Article] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        Corpus(self.sources, self.options)  # the sources are checked before a journal is created

    @property
    def read_here(self) -> bool:
        """Whether this process must read the articles, because a worker cannot select them."""
        return not (self.limit is None and self.sample is None and self.kept is None)

    def items(self) -> Iterator[Article | Failure]:
        """Yield the articles and failures; without a sample, each as soon as it is read."""
        if self.sample is None:
            yield from map(self._keep, self._first())
            return
        failures: list[Failure] = []
        yield from map(
            self._keep, sample(_without(self._first(), failures), self.sample, self.seed)
        )
        yield from failures

    def shards(self, size: int) -> Iterator[Shard[Any]]:
        """Yield shards of files for the workers, or of articles if this process must read them."""
        if self.read_here:
            return in_shards(self.items(), size)
        return self._corpus.shards(size)

    def share(self) -> float | None:
        """Return the share of the corpus that has been read; None with a limit or a sample."""
        return self._corpus.share() if self.limit is None and self.sample is None else None

    def ready(self) -> bool:
        """Return whether the next article can be read without waiting."""
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
    """Return `count` articles drawn with the seed `seed`, in corpus order.

    The articles with the smallest hash of seed, position and id are drawn. The same corpus always
    gives the same sample. If articles are added to the corpus, the sample may change.
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
