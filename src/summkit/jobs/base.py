"""What is done with items, and what comes of each; nothing here knows of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from summkit.errors import ArgumentTypeError, SummkitError, UsageError

T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

Function = Callable[[Sequence[T]], Sequence[R]]
"""One result an item, in order. What an item gives must not depend on the others."""


@runtime_checkable
class Work(Protocol[T_contra, R_co]):
    """What is done with each item; pickled and sent to every worker.

    Attributes
    ----------
    batch
        So many items are worth handing over at once: 1 where that saves nothing.
    """

    @property
    def batch(self) -> int: ...

    def start(self) -> Callable[[Sequence[T_contra]], Sequence[R_co]]:
        """Return the function, made once in each process: models are loaded here."""
        ...


class Result(NamedTuple, Generic[T, R]):
    """What became of one item.

    Attributes
    ----------
    value
        What the function returned for it; None where it failed.
    failure
        Why there is no value, in one line; "" where there is one.
    """

    item: T
    value: R | None
    failure: str = ""


def attempt(
    function: Function[T, R], items: Sequence[T]
) -> list[tuple[R | None, str | SummkitError]]:
    """Return (value, failure) of every item; those of a batch that raises are tried alone.

    A SummkitError in the place of a failure is to be raised when its item's turn comes:
    what follows it was not tried.
    """
    try:
        return [(value, "") for _, value in zip(items, function(items), strict=True)]
    except Exception as error:
        if len(items) == 1:
            # Plain, since pickling rebuilds an exception from arguments a subclass may not take.
            known = isinstance(error, SummkitError)
            plain = ArgumentTypeError if isinstance(error, ArgumentTypeError) else UsageError
            return [(None, plain(str(error)) if known else failure_of(error))]
    answers: list[tuple[R | None, str | SummkitError]] = []
    for item in items:
        answers += attempt(function, [item])
        if isinstance(answers[-1][1], SummkitError):
            return answers + answers[-1:] * (len(items) - len(answers))
    return answers


def results(
    items: Iterable[T], answers: Iterable[tuple[R | None, str | SummkitError]]
) -> Iterator[Result[T, R]]:
    """Yield the answers of `attempt` as Results.

    Raises
    ------
    SummkitError
        At the first item that has one.
    """
    for item, (value, failure) in zip(items, answers, strict=True):
        if isinstance(failure, SummkitError):
            raise failure
        yield Result(item, value, failure)


def failure_of(error: Exception) -> str:
    """Say in one line what went wrong and where: it is a bug, of ours or of a plug-in's.

    A note on the error says whose, and stands before it.
    """
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(str(error).split())[:200]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    whose = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
    return f"{whose}failed with {type(error).__name__}{f': {what}' if what else ''} ({where})"
