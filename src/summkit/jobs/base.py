"""The work on items and its results, independent of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from summkit.errors import ArgumentTypeError, SummkitError, UsageError, message_of

T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

Function = Callable[[Sequence[T]], Sequence[R]]
"""A function that returns a result for each item, in order; a result depends on its item only."""


@runtime_checkable
class Work(Protocol[T_contra, R_co]):
    """The work on each item. It is pickled and sent to every worker.

    Attributes
    ----------
    batch
        Number of items that the function should get in one call; 1 if larger calls save no time.
    """

    @property
    def batch(self) -> int: ...

    def start(self) -> Callable[[Sequence[T_contra]], Sequence[R_co]]:
        """Return the function. Each process calls this once, and models are loaded here."""
        ...


class Result(NamedTuple, Generic[T, R]):
    """The result of an item.

    Attributes
    ----------
    item
        The item.
    value
        The value that the function returned for the item; None if it failed.
    failure
        The reason for which the item failed, in one line; "" if there is a value.
    """

    item: T
    value: R | None
    failure: str = ""


def attempt(
    function: Function[T, R], items: Sequence[T]
) -> list[tuple[R | None, str | SummkitError]]:
    """Return (value, failure) for every item. If a batch raises, each item is tried alone.

    If a failure is a SummkitError, the caller must raise it at its item, because the later items
    were not tried.
    """
    try:
        return [(value, "") for _, value in zip(items, function(items), strict=True)]
    except (Exception, SystemExit) as error:  # sys.exit(0) in a method must not end a check with 0
        if len(items) == 1:
            # Converted to these classes, because unpickling calls the constructor with the message
            # alone, which the constructor of a subclass may not accept.
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
        At the first item whose failure is a SummkitError.
    """
    for item, (value, failure) in zip(items, answers, strict=True):
        if isinstance(failure, SummkitError):
            raise failure
        yield Result(item, value, failure)


def failure_of(error: BaseException) -> str:
    """Return one line about an unexpected error, which is a bug of summkit or of a plug-in.

    The line contains the type, the message and the place. The notes of the error, which name the
    plug-in, come first.
    """
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    what = message_of(error)[:200]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    whose = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
    return f"{whose}failed with {type(error).__name__}{f': {what}' if what else ''} ({where})"
