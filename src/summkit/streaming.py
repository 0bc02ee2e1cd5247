"""The implementation of `System.stream`: summaries of many articles, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from summkit.arguments import chosen_name
from summkit.errors import InputError, counted, warn
from summkit.jobs import Engine, IterableSource, Plan, Result
from summkit.reading import ON_ERROR, Failure
from summkit.summarisers.base import Writer
from summkit.summary import Summary
from summkit.system import System


def stream(
    system: System, articles: Iterable[Any], engine: Engine, on_error: str
) -> Iterator[Summary | Failure]:
    """Yield the summary of each article in order; see `System.stream`.

    Raises
    ------
    UsageError
        If `on_error` does not exist.
    InputError
        If `on_error` is "raise" and an article cannot be summarised.
    """
    chosen_name("on_error", on_error, ON_ERROR)
    return _stream(system, articles, engine, on_error)


def _stream(
    system: System, articles: Iterable[Any], engine: Engine, on_error: str
) -> Iterator[Summary | Failure]:
    if on_error != "raise":
        articles = _with_failures(articles)
    plan = Plan(_Streaming(system), IterableSource(articles), _settled)
    skipped = 0
    with engine.run(plan) as job:
        for number, each in enumerate(job):
            if isinstance(each, Failure):
                if not each.where:  # an article from memory has no source
                    each = Failure(f"articles[{number}]", each.reason)
                if on_error == "raise":
                    raise InputError(each.reason, each.where)
                skipped += 1
            if isinstance(each, Summary) or on_error == "yield":
                yield each
    if skipped and on_error == "skip":
        warn(f"{counted(skipped, 'article')} could not be summarised")


def _with_failures(articles: Iterable[Any]) -> Iterator[Any]:
    """Yield the articles; for each missing cell in a column of a table, a Failure."""
    for number, each in enumerate(articles):
        missing = each is None or type(each).__name__ in ("NAType", "NaTType")
        if missing or (isinstance(each, float) and isnan(each)):
            yield Failure(f"articles[{number}]", "is missing: there is no text")
        else:
            yield each


@dataclass(frozen=True)
class _Streaming:
    """The work of `System.stream`."""

    system: System

    @property
    def batch(self) -> int:
        """Number of articles in a batch; `together` if the method calls a program or server."""
        return self.together if isinstance(self.system.summariser, Writer) else 16

    @property
    def together(self) -> int:
        """Number of articles that the method sends to a server together; 1 for other methods."""
        method = self.system.summariser
        return method.together if isinstance(method, Writer) else 1

    def start(self) -> Callable[[Sequence[Any]], list[Summary | Failure]]:
        """Return the function that summarises a batch."""
        return self._summarised

    def _summarised(self, articles: Sequence[Any]) -> list[Summary | Failure]:
        given = [each for each in articles if not isinstance(each, Failure)]
        try:
            summaries = iter(self.system.summarise_many(given))
        except InputError as error:
            if len(articles) == 1:
                return [Failure(error.where, error.reason)]
            return [made for each in articles for made in self._summarised([each])]
        return [each if isinstance(each, Failure) else next(summaries) for each in articles]


def _settled(result: Result[Any, Summary | Failure]) -> Summary | Failure:
    if result.value is not None:
        return result.value
    return Failure(str(getattr(result.item, "source", "") or "an article"), result.failure)
