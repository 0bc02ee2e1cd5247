"""A Score as a table."""

from __future__ import annotations

from summkit.errors import counted
from summkit.evaluation.matching import shortened
from summkit.evaluation.score import Score
from summkit.metrics.signature import ways
from summkit.report.tables import Cell, Heading, Table


def score_table(score: Score, *, names: bool = False) -> Table:
    """Return one row per column: mean, interval, and number of texts with a value.

    Parameters
    ----------
    names
        Whether the row names are column names such as "rouge1.f", instead of labels ("R-1").
    """
    rows = []
    for each in score.columns.values():
        column = each.column
        numbers = [column.scale * number for number in (each.mean, each.low, each.high)]
        cells = [Cell.number(number, column.decimals + 1) for number in numbers]
        if each.n == 1:
            cells[1:] = [Cell.number(None)] * 2
        rows.append((Cell(column.name if names else column.head), *cells, Cell.number(each.n, 0)))
    heads = (Heading("metric", "text"), *map(Heading, ("mean", "low", "high", "n")))
    return Table(
        title=f"{score.source.strip('`')}: {counted(len(score.ids), 'text')}",
        columns=heads,
        rows=tuple(rows),
        notes=tuple(_notes(score)),
    )


def _notes(score: Score) -> list[str]:
    how = {"given": "", "recognised": ", recognised", "assumed": ", assumed"}[score.how]
    interval = "low, high: 95% bootstrap interval of the mean"
    if any(each.n == 1 for each in score.columns.values()):
        interval += ", which a single text does not have"
    notes = [interval, f"language: {score.language}{how}"]
    if not score.matching.complete:
        notes.append(score.matching.sentence())
    if score.matching.missing:
        notes.append("a missing text is not counted in the mean; an empty text counts as 0")
    if score.empty:
        notes.append(f"{len(score.empty)} empty, which count as 0: {shortened(score.empty)}")
    notes += score.notes
    return [*notes, *ways(each.signature for each in score.columns.values())]
