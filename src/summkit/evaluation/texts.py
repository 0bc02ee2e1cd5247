"""Measuring of texts from other systems, in this process or on an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from summkit.evaluation.values import MetricError, values_of
from summkit.jobs import Engine, IterableSource, Plan, Result, Step, Unguarded
from summkit.metrics.base import Item, Metric
from summkit.metrics.column import columns_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Text(NamedTuple):
    """A text with its name. `language` is "" if the metrics know the language already."""

    name: str
    item: Item
    language: str = ""


@dataclass(frozen=True)
class _Scoring:
    """The work of measuring texts: the values of all columns, and the findings of each metric."""

    batch: ClassVar[int] = 2_000  # large enough for all cores, small enough for the memory

    metrics: Sequence[Metric]
    guarded: bool = True

    def start(self) -> Callable[[Sequence[Text]], list[_Measured]]:
        return self.measure

    def measure(self, texts: Sequence[Text]) -> list[_Measured]:
        try:
            return self._measure(texts)
        except MetricError as error:
            if not self.guarded:
                raise
            if len(texts) == 1:
                return [_Measured([], [], f"{texts[0].name}: {error.reason}")]
        return [one for text in texts for one in self.measure([text])]

    def _measure(self, texts: Sequence[Text]) -> list[_Measured]:
        languages = list(dict.fromkeys(text.language for text in texts))
        if len(languages) > 1 or languages != [""]:
            apart: dict[int, _Measured] = {}
            for language in languages:
                rows = [row for row, text in enumerate(texts) if text.language == language]
                measures = [metric.for_language(language) for metric in self.metrics]
                settled = _Scoring(measures, self.guarded)
                found = settled.measure([texts[row]._replace(language="") for row in rows])
                apart.update(zip(rows, found, strict=True))
            return [apart[row] for row in range(len(texts))]
        items = [text.item for text in texts]
        values: list[list[float]] = [[] for _ in items]
        findings: list[list[Any]] = [[] for _ in items]
        for metric in self.metrics:
            for row, more in zip(values, values_of(metric, items).tolist(), strict=True):
                row += more
            for each, finding in zip(findings, metric.findings(items), strict=True):
                each.append(finding)
        return [_Measured(*each) for each in zip(values, findings, strict=True)]


class _Measured(NamedTuple):
    values: list[float]
    findings: list[Any]
    failure: str = ""


def _row(result: Result[Text, _Measured]) -> _Measured:
    """Return the result of a text, also if the engine could not finish it."""
    return result.value or _Measured([], [], f"{result.item.name}: {result.failure}")


def measured(
    items: Iterable[Text], metrics: Sequence[Metric], total: int, engine: Engine, step: Step
) -> tuple[NDArray[np.float64], list[list[Any]], list[str]]:
    """Return values of shape (texts, columns), the findings of each metric, and the failures."""
    import numpy as np

    width = sum(len(columns_of(metric)) for metric in metrics)
    values = np.full((total, width), np.nan)
    findings: list[list[Any]] = [[] for _ in metrics]
    failures = []
    done = 0

    def count(texts: int = 1, _: float | None = None, /) -> None:
        nonlocal done
        done += texts
        step(texts, done / total)

    work = _Scoring(metrics, guarded=not isinstance(engine, Unguarded))
    with engine.run(Plan(work, IterableSource(items), _row), count) as job:
        for place, one in enumerate(job):
            if one.failure:
                failures.append(one.failure)
                continue
            values[place] = one.values
            for each, finding in zip(findings, one.findings, strict=True):
                each.append(finding)
    return values, findings, failures
