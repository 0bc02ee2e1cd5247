"""An archive of any size -> what training needs of so many of its articles, drawn by a seed."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from summkit.article import Article
from summkit.jobs import Engine, Given, Plan, Result, Step, make_engine

T = TypeVar("T")

MOST = 10_000
"""So many articles are learned from, drawn by the seed: more take memory and teach little."""


class Unfit(str):
    """Why an article teaches nothing, in words that follow a count."""

    __slots__ = ()


class Sample(NamedTuple, Generic[T]):
    """What is learned from, in the order of the archive; and reason -> articles left out."""

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
    """Return what `make` makes of at most `MOST` articles; the archive is read once.

    Parameters
    ----------
    make
        Can be pickled.
    keep
        What is done in this process with each that was made.
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

    plan = Plan(_Making(make), Given(wanted()), _made)
    with (engine or make_engine(workers=1)).run(plan, step) as job:
        for place, made, failure in job:
            if failure:
                say(failure)
            drawn.add(place, made if isinstance(made, Unfit) else keep(made))
    return Sample(drawn.kept(), drawn.left_out())


class _Placed(NamedTuple):
    """An article and its place in the archive."""

    place: int
    article: Article


@dataclass(frozen=True)
class _Making(Generic[T]):
    """`make` as work for any engine."""

    batch: ClassVar[int] = 1

    make: Callable[[Article], T | Unfit]

    def start(self) -> Callable[[Sequence[_Placed]], list[T | Unfit]]:
        return lambda placed: [self.make(each.article) for each in placed]


def _made(result: Result[_Placed, Any]) -> tuple[int, Any, str]:
    """Return the place of an article, what was made of it, and why nothing was, in one line."""
    place, article = result.item
    if result.failure or result.value is None:
        return place, Unfit("failed"), f"{article.source or article.id}: {result.failure}"
    return place, result.value, ""


class Drawn(Generic[T]):
    """What was made of the articles whose seeded hash of their place is smallest.

    What is kept, and what counts as left out, does not depend on how far ahead of `add`
    the archive is read.
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
        """Whether the article at this place would be kept."""
        return len(self._kept) < self._most or self._key(place) < -self._heap[0][0]

    def add(self, place: int, made: T | Unfit) -> None:
        """Keep what was made, for that of the largest hash if there are enough."""
        if isinstance(made, Unfit):
            self._unfit.setdefault(str(made), []).append(place)
        elif self.wants(place):
            self._kept[place] = made
            heapq.heappush(self._heap, (-self._key(place), place))
            if len(self._kept) > self._most:
                del self._kept[heapq.heappop(self._heap)[1]]

    def kept(self) -> list[T]:
        """Return what is kept, in the order of the archive."""
        return [self._kept[place] for place in sorted(self._kept)]

    def left_out(self) -> dict[str, int]:
        """Return reason -> how many of those that are wanted in the end are unfit for it."""
        counts = {
            reason: sum(self.wants(place) for place in places)
            for reason, places in self._unfit.items()
        }
        return {reason: count for reason, count in counts.items() if count}
