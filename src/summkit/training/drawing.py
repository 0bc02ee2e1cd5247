"""Drawing of a random sample of an archive, and processing of its articles."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from summkit.article import Article
from summkit.jobs import Engine, IterableSource, Plan, Result, Step, make_engine

T = TypeVar("T")

MOST = 10_000
"""Maximum number of articles to learn from, drawn by the seed.

More articles hardly improve a model.
"""


class Unfit(str):
    """The reason why training cannot use an article, as words after a count."""

    __slots__ = ()


class Sample(NamedTuple, Generic[T]):
    """The results of the drawn articles, in archive order; reason -> number of unfit articles."""

    made: list[T]
    left_out: Mapping[str, int]


def sample(
    articles: Iterable[Article],
    make: Callable[[Article], T | Unfit],
    seed: int,
    *,
    keep: Callable[[T], T] = lambda made: made,
    step: Step,
    engine: Engine | None,
    say: Callable[[str], None],
) -> Sample[T]:
    """Return the results of `make` for at most `MOST` articles. The archive is read once.

    Parameters
    ----------
    make
        A function from an article to its result. It must support pickling.
    keep
        A function that this process applies to each result.
    step, engine, say
        See `summkit.training.train.train`.
    """
    drawn: Drawn[T] = Drawn(MOST, seed)

    def wanted() -> Iterator[_Placed]:
        for place, article in enumerate(articles):
            if drawn.wants(place):
                yield _Placed(place, article)
            else:
                step()

    plan = Plan(_MakeWork(make), IterableSource(wanted()), _result_row)
    with (engine or make_engine(workers=1)).run(plan, step) as job:
        for place, made, failure in job:
            if failure:
                say(failure)
            drawn.add(place, made if isinstance(made, Unfit) else keep(made))
    return Sample(drawn.kept(), drawn.left_out())


class _Placed(NamedTuple):
    """An article and its index in the archive."""

    place: int
    article: Article


@dataclass(frozen=True)
class _MakeWork(Generic[T]):
    """The function `make` as work for any engine."""

    batch: ClassVar[int] = 1

    make: Callable[[Article], T | Unfit]

    def start(self) -> Callable[[Sequence[_Placed]], list[T | Unfit]]:
        return lambda placed: [self.make(each.article) for each in placed]


def _result_row(result: Result[_Placed, Any]) -> tuple[int, Any, str]:
    """Return the index of an article, its result, and an error message in one line or ""."""
    place, article = result.item
    if result.failure or result.value is None:
        return place, Unfit("failed"), f"{article.source or article.id}: {result.failure}"
    return place, result.value, ""


class Drawn(Generic[T]):
    """The results of the articles with the smallest hash of seed and index.

    The result does not depend on how many articles are read before their results are added.
    """

    def __init__(self, most: int, seed: int) -> None:
        self._most = most
        self._seed = seed
        self._kept: dict[int, T] = {}
        self._heap: list[tuple[int, int]] = []
        self._unfit: dict[str, list[int]] = {}

    def _key(self, place: int) -> int:
        return int(hashlib.sha256(f"{self._seed}:{place}".encode()).hexdigest()[:15], 16)

    def wants(self, place: int) -> bool:
        """Return whether the article at this index belongs to the sample so far."""
        return len(self._kept) < self._most or self._key(place) < -self._heap[0][0]

    def add(self, place: int, made: T | Unfit) -> None:
        """Add a result; if there are too many, delete the result with the largest hash."""
        if isinstance(made, Unfit):
            self._unfit.setdefault(str(made), []).append(place)
        elif self.wants(place):
            self._kept[place] = made
            heapq.heappush(self._heap, (-self._key(place), place))
            if len(self._kept) > self._most:
                del self._kept[heapq.heappop(self._heap)[1]]

    def kept(self) -> list[T]:
        """Return the stored results, in archive order."""
        return [self._kept[place] for place in sorted(self._kept)]

    def left_out(self) -> dict[str, int]:
        """Return reason -> number of unfit articles that would belong to the final sample."""
        counts = {
            reason: sum(self.wants(place) for place in places)
            for reason, places in self._unfit.items()
        }
        return {reason: count for reason, count in counts.items() if count}
