"""The plan of a run: the work, the source of items, and the storage of finished rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from summkit.errors import UsageError
from summkit.jobs.base import Result, Work

T = TypeVar("T")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

SHARD = 500
"""Default number of items in a task of a cluster."""

_BYTES = 1 << 22
"""Largest size of a shard whose items are sent, because many shards are sent at the same time."""


class Step(Protocol):
    """A function that is called when further items are finished, to show the progress.

    `items` is the number of newly finished items. `share` is the finished share of all items, from
    0 to 1, from which the time left is estimated; None if it is unknown.
    """

    def __call__(self, items: int = 1, share: float | None = None, /) -> None: ...


def no_step(items: int = 1, share: float | None = None, /) -> None:
    """Do nothing: the step function of callers that show no progress."""


class Shard(Protocol[T_co]):
    """A group of at most `count` items. It is pickled, and the worker reads its items."""

    @property
    def count(self) -> int: ...

    @property
    def digest(self) -> str:
        """A digest of everything that is read."""
        ...

    def read(self) -> Iterator[T_co]: ...


class Source(Protocol[T_co]):
    """A source of items. `items` and `shards` yield the same items in the same order, once."""

    def items(self) -> Iterator[T_co]:
        """Yield all items, each created in this process when it is needed."""
        ...

    def shards(self, size: int) -> Iterator[Shard[T_co]]:
        """Yield all items in shards of at most `size` items.

        The same input gives the same digests.
        """
        ...

    def share(self) -> float | None:
        """Return the share of the source, from 0 to 1, that has been read; None if unknown."""
        ...

    def ready(self) -> bool:
        """Return whether the next item is available without waiting."""
        ...


@dataclass(frozen=True, eq=False)
class Plan(Generic[T, R]):
    """The description of a run for an engine.

    Attributes
    ----------
    work, source
        The work, and the source of its items.
    row
        Function that makes the row of a result, in the process that did the work. It is pickled. If
        there is an `output`, a row must be JSON data that JSON reproduces exactly.
    output
        The file that the caller makes of the rows at the end. Until then, the finished rows are
        stored next to it, so that an interrupted run can be resumed.
    header
        Description of the work, as JSON data. Stored rows with another header are refused.
    resume
        Whether to continue with the stored rows of an earlier run.
    """

    work: Work[T, R]
    source: Source[T]
    row: Callable[[Result[T, R]], Any]
    output: Path | None = None
    header: Any = None
    resume: bool = False

    def __post_init__(self) -> None:
        if self.resume and self.output is None:
            raise UsageError("`resume` needs `output`: name the file of the interrupted run")


class Finished(Protocol):
    """Stored rows on disk."""

    def rows(self) -> Iterator[Any]:
        """Yield all stored rows, in order."""
        ...

    def remove(self) -> None:
        """Delete the stored rows."""
        ...

    def close(self) -> None:
        """Release the stored rows, so that another run can use them."""
        ...


class Job(AbstractContextManager["Job"]):
    """A running plan.

    Iteration does the work and yields the row of each item, in the order of the items. If the plan
    has an `output`, each yielded row is already stored and survives a kill.

    Attributes
    ----------
    kept
        The stored rows; None if the plan has no `output`.
    """

    def __init__(self, rows: Iterator[Any], finished: Finished | None) -> None:
        self._rows = rows
        self.kept = finished

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def again(self) -> Iterator[Any]:
        """Yield all stored rows again.

        Raises
        ------
        UsageError
            If the plan has no `output`, so that no rows are stored.
        """
        if self.kept is None:
            raise UsageError("rows are stored only for a plan with an `output`")
        return self.kept.rows()

    def remove(self) -> None:
        """Delete the stored rows after `output` was written."""
        if self.kept is not None:
            self.kept.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        close = getattr(self._rows, "close", None)
        if close is not None:
            close()
        if self.kept is not None:
            self.kept.close()


def changed(where: Path) -> UsageError:
    """Return the error of a resumed run whose items have changed."""
    return UsageError(
        f"{where}: the input has changed since the run began: run without `resume` to start again"
    )


def mark(item: object) -> str:
    """Return a digest of the `repr` of an item, 64 hexadecimal digits."""
    import hashlib

    return hashlib.sha256(repr(item).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True, eq=False, repr=False)
class IterableSource(Generic[T]):
    """A source with the items of an iterable. Shards contain the items themselves."""

    given: Iterable[T]

    def items(self) -> Iterator[T]:
        """Return an iterator over the items."""
        return iter(self.given)

    def shards(self, size: int) -> Iterator[Items[T]]:
        """Return shards of at most `size` items."""
        return in_shards(self.given, size)

    def share(self) -> float | None:
        """Return None, because the number of items is unknown."""
        return None

    def ready(self) -> bool:
        """Return True, because an iterable does not know whether its next item is available."""
        return True


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Items(Generic[T]):
    """A shard that contains its items."""

    items: tuple[T, ...]
    digest: str

    @property
    def count(self) -> int:
        """Number of items."""
        return len(self.items)

    def read(self) -> Iterator[T]:
        """Yield the items."""
        yield from self.items


class ShardBuilder(Generic[T]):
    """Collects items for a shard."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._clear()

    def _clear(self) -> None:
        self.items: list[T] = []
        import hashlib

        self._size = 0
        self._digest = hashlib.sha256()

    @property
    def full(self) -> bool:
        """Whether the items are enough for a shard."""
        return len(self.items) >= self._most or self._size >= _BYTES

    def add(self, item: T) -> None:
        """Add an item."""
        data = repr(item).encode("utf-8", "backslashreplace")
        self.items.append(item)
        self._size += len(data)
        self._digest.update(data)

    def shard(self) -> Items[T]:
        """Return a shard of the collected items, and remove them from the collection."""
        made = Items(tuple(self.items), self._digest.hexdigest())
        self._clear()
        return made


def in_shards(items: Iterable[T], size: int) -> Iterator[Items[T]]:
    """Yield items in shards of at most `size`."""
    held = ShardBuilder[T](size)
    for item in items:
        held.add(item)
        if held.full:
            yield held.shard()
    if held.items:
        yield held.shard()


def exit_status(done: int, failed: int) -> int:
    """Return the exit status of a job: 0 for success, 1 if some items failed, 2 if all failed."""
    if not failed:
        return 0
    return 1 if done else 2
