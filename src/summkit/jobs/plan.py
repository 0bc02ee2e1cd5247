"""What is run: work, the items it is done with, and where what is finished is kept."""

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
"""Items in one task of a cluster."""

_BYTES = 1 << 22
"""A shard that is sent ends here even if it has few items: many are on their way at once."""


class Step(Protocol):
    """Called as work is finished: `items` more are, and `share` (0 to 1) of all that there is.

    `share` is None where nobody can know: time left is told from it.
    """

    def __call__(self, items: int = 1, share: float | None = None, /) -> None: ...


def no_step(items: int = 1, share: float | None = None, /) -> None:
    """Do nothing: for a caller who does not show progress."""


class Shard(Protocol[T_co]):
    """Some of the items, at most `count`: it is pickled, and read where it is worked on."""

    @property
    def count(self) -> int: ...

    @property
    def digest(self) -> str:
        """Changes with anything that is read."""
        ...

    def read(self) -> Iterator[T_co]: ...


class Source(Protocol[T_co]):
    """Where items come from: both methods give the same ones in the same order, once."""

    def items(self) -> Iterator[T_co]:
        """Yield all items, made here, as they are asked for."""
        ...

    def shards(self, size: int) -> Iterator[Shard[T_co]]:
        """Yield all items in shards of at most `size`; their digests do not change by time."""
        ...

    def share(self) -> float | None:
        """Return which share (0 to 1) of it has been read so far; None where that is unknown."""
        ...

    def ready(self) -> bool:
        """Return whether the next item is there already; False where one would have to wait."""
        ...


@dataclass(frozen=True)
class Plan(Generic[T, R]):
    """What an engine runs.

    Attributes
    ----------
    work, source
        What is done with each item of what.
    row
        Makes what is wanted of a result, in the process that worked on it: JSON data where
        there is an `output`, which must come back from JSON as it went there. Pickled.
    output
        The file that is made of the rows in the end. What is finished stands beside it until
        then, so that a run which was killed can be resumed.
    header
        JSON data that says what the work is: finished work of another is refused.
    resume
        Whether to go on with what a run before this one finished.
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
    """Rows on disk."""

    def rows(self) -> Iterator[Any]:
        """Yield every row there is, in order."""
        ...

    def remove(self) -> None:
        """Delete them."""
        ...

    def close(self) -> None:
        """Let another run have them."""
        ...


class Job(AbstractContextManager["Job"]):
    """A plan that is being run.

    Iterating over it does the work and yields the row of each item, in the order of the items;
    a row is safe from a kill by then, where the plan has an `output`.

    Attributes
    ----------
    kept
        The rows on disk; None where the plan has no `output`.
    """

    def __init__(self, rows: Iterator[Any], finished: Finished | None) -> None:
        self._rows = rows
        self.kept = finished

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def again(self) -> Iterator[Any]:
        """Yield all rows once more, read from where they are kept; for a plan with an `output`."""
        if self.kept is None:
            raise UsageError("rows are kept only where there is an `output`")
        return self.kept.rows()

    def remove(self) -> None:
        """Delete what was kept: `output` is there."""
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
    """Return the error of a run that is resumed with other items than before."""
    return UsageError(
        f"{where}: the input has changed since the run began: run without `resume` to start anew"
    )


def mark(item: object) -> str:
    """Return 64 hexadecimal digits that change with anything an item shows of itself."""
    import hashlib

    return hashlib.sha256(repr(item).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True)
class Given(Generic[T]):
    """A source of items that are at hand or made one by one; a cluster gets them sent."""

    given: Iterable[T]

    def items(self) -> Iterator[T]:
        """Return them."""
        return iter(self.given)

    def shards(self, size: int) -> Iterator[Items[T]]:
        """Send at most `size` at once."""
        return in_shards(self.given, size)

    def share(self) -> float | None:
        """Return None."""
        return None

    def ready(self) -> bool:
        """Return True: nobody knows better."""
        return True


@dataclass(frozen=True, slots=True)
class Items(Generic[T]):
    """Items that are sent."""

    items: tuple[T, ...]
    digest: str

    @property
    def count(self) -> int:
        """Of items."""
        return len(self.items)

    def read(self) -> Iterator[T]:
        """Return them."""
        yield from self.items


class Held(Generic[T]):
    """Items on their way into a shard."""

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
        """Whether it is time for a shard."""
        return len(self.items) >= self._most or self._size >= _BYTES

    def add(self, item: T) -> None:
        """Hold one more."""
        data = repr(item).encode("utf-8", "backslashreplace")
        self.items.append(item)
        self._size += len(data)
        self._digest.update(data)

    def shard(self) -> Items[T]:
        """Make a shard of what is held, and hold nothing."""
        made = Items(tuple(self.items), self._digest.hexdigest())
        self._clear()
        return made


def in_shards(items: Iterable[T], size: int) -> Iterator[Items[T]]:
    """Yield items in shards of at most `size`."""
    held = Held[T](size)
    for item in items:
        held.add(item)
        if held.full:
            yield held.shard()
    if held.items:
        yield held.shard()


def exit_status(done: int, failed: int) -> int:
    """Return the exit status of any job: 0 all well, 1 some items failed, 2 all of them did."""
    if not failed:
        return 0
    return 1 if done else 2
