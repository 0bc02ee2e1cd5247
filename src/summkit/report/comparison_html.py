"""A comparison as one self-contained HTML page: tables, charts and an article browser."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summkit.evaluation.comparison import ORACLE, Comparison
from summkit.metrics.column import Column
from summkit.report import templating
from summkit.report.browser_data import ArticleView, pack
from summkit.report.charts import (
    Histogram,
    Scale,
    Scatter,
    delta_histograms,
    place_histograms,
    scatter,
    spanning,
)
from summkit.report.comparison_notes import about_marks, stars, verdicts
from summkit.report.comparison_table import cost_cells, system_in_words
from summkit.report.escape import to_json

if TYPE_CHECKING:
    from summkit.evaluation.paired import Difference, Mean

__all__ = ["ArticleView", "Opening", "render"]


@dataclass(frozen=True, slots=True)
class Opening:
    """The initial state of the article browser.

    Attributes
    ----------
    first, second
        The systems A and B; by default the best system and the baseline.
    sort
        The order of the articles: "place" (corpus order), "id", "value" (of A), "over" (largest
        advantage of A first), "under" (largest advantage of B first) or "apart" (largest
        difference first).
    """

    first: str | None = None
    second: str | None = None
    sort: str = "over"


@dataclass(frozen=True, slots=True)
class _Line:
    """The row of a system in the summary of one column."""

    system: str
    mean: Mean
    difference: Difference | None
    second: Difference | None
    gap: float | None
    best: bool
    dot: float
    low: float
    high: float


def render(
    comparison: Comparison,
    articles: Mapping[str, ArticleView] | None = None,
    *,
    seconds: Mapping[str, float] | None = None,
    title: str = "Comparison",
    opening: Opening | None = None,
    verdict: str = "",
) -> str:
    """Return the complete page.

    Parameters
    ----------
    comparison
        The comparison to show.
    articles
        Article views by id. None if the articles are not available (saved runs); the browser
        then shows the summaries only.
    seconds
        System -> CPU seconds that it took to write for all articles of the run. None omits the
        chart of quality against speed.
    title
        Heading of the page. The target is appended.
    opening
        The initial state of the article browser.
    verdict
        HTML of a verdict, which is shown at the top.
    """
    environment = _environment()
    script = _source(environment, "comparison.js")
    page: str = environment.get_template("comparison.html").render(
        **_context(comparison, articles, seconds, title, opening or Opening()),
        verdict=verdict,
        inside=False,
        style=_source(environment, "comparison.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    return page


def render_inside(
    comparison: Comparison,
    articles: Mapping[str, ArticleView] | None = None,
    *,
    seconds: Mapping[str, float] | None = None,
    title: str = "Comparison",
) -> str:
    """Return the content of the page's <body>, for embedding in another page.

    The other page must include the files in `ASSETS`. For the parameters see `render`.
    """
    context = _context(comparison, articles, seconds, title, Opening())
    template = _environment().get_template("comparison_body.html")
    found: str = template.render(**context, verdict="", inside=True)
    return found


ASSETS = {
    name: Path(__file__).parent / "templates" / name for name in ("comparison.css", "comparison.js")
}
"""Name -> file of the style and the script of the page."""


def _context(
    comparison: Comparison,
    articles: Mapping[str, ArticleView] | None,
    seconds: Mapping[str, float] | None,
    title: str,
    opening: Opening,
) -> dict[str, Any]:
    """Return the variables of the templates."""
    best = comparison.best(comparison.columns[0].name)
    first = opening.first or (best or comparison.systems)[0]
    if first == comparison.baseline and not opening.first:
        first = next((s for s in comparison.systems if s != comparison.baseline), first)
    return {
        "title": title,
        "comparison": comparison,
        "header": comparison.run.header,
        "articles": len(comparison.run.articles),
        "summaries": _summaries(comparison),
        "mark": _mark,
        "about_marks": about_marks(comparison),
        "cost_cells": cost_cells,
        "verdicts": verdicts(comparison),
        "oracle": ORACLE,
        "closed": any(gap is not None for gap in comparison.gaps.values()),
        "remarks": [
            f"{system} {remark}"
            for system in comparison.systems
            for remark in comparison.run.header.remarks.get(system, ())
        ],
        "in_words": system_in_words,
        "settings": {
            name: value
            for name, value in comparison.run.header.extra.items()
            if name not in ("properties", "notes") and value not in (None, "", [], {})
        },
        "scatters": _scatters(comparison, seconds),
        "deltas": _deltas(comparison),
        "places": _places(comparison, articles),
        "packed": pack(comparison, articles),
        "with_bodies": articles is not None,
        "first": first,
        "second": opening.second or comparison.baseline,
        "sort": opening.sort,
    }


def _environment() -> Any:
    return templating.environment("summkit.report", json_line=to_json)


def _source(environment: Any, name: str) -> str:
    """Return one of the package's own files, unescaped."""
    text: str = environment.loader.get_source(environment, name)[0]
    return text


def _summaries(comparison: Comparison) -> dict[Column, tuple[Scale, list[_Line]]]:
    paired = comparison.paired
    found = {}
    for column in comparison.columns:
        means = [m for s in comparison.systems if (m := paired.mean(s, column.name)) is not None]
        ends = [end for m in means for end in (m.interval.low, m.interval.high)]
        scale = spanning([column.scale * end for end in ends], 4, 196)
        best = comparison.best(column.name)
        lines = []
        for mean in means:
            difference = paired.difference(mean.system, column.name)
            lines.append(
                _Line(
                    mean.system,
                    mean,
                    difference,
                    paired.second_difference(mean.system, column.name),
                    comparison.gaps.get((mean.system, column.name)),
                    mean.system in best,
                    scale(column.scale * mean.mean),
                    scale(column.scale * mean.interval.low),
                    scale(column.scale * mean.interval.high),
                )
            )
        found[column] = (scale, lines)
    return found


def _mark(difference: Difference | None) -> dict[str, str]:
    """Return the mark of significance, and whether the difference is an improvement."""
    gain = difference.gain if difference else None
    return {
        "text": stars(difference),
        "way": "" if not gain else "up" if gain > 0 else "down",
    }


def _scatters(comparison: Comparison, seconds: Mapping[str, float] | None) -> dict[Column, Scatter]:
    if not seconds:
        return {}
    count = len(comparison.run.articles)
    # The clock cannot measure less than a microsecond per article.
    rates = {s: count / max(t, count * 1e-6) for s, t in seconds.items() if s != ORACLE}
    found = {}
    for column in comparison.columns:
        means = {
            system: column.scale * mean.mean
            for system in comparison.systems
            if system in rates and (mean := comparison.paired.mean(system, column.name)) is not None
        }
        if means:
            found[column] = scatter(rates, means, comparison.baseline)
    return found


def _deltas(comparison: Comparison) -> dict[Column, dict[str, tuple[Histogram, Difference]]]:
    run = comparison.run
    base = run.values[:, comparison.systems.index(comparison.baseline)]
    charts = {}
    for column in comparison.columns:
        place = run.header.place(column.name)
        differences = {}
        for number, system in enumerate(comparison.systems):
            if comparison.paired.difference(system, column.name) is not None:
                apart = column.scale * (run.values[:, number, place] - base[:, place])
                differences[system] = apart[apart == apart].tolist()
        drawn = {}
        for system, histogram in delta_histograms(differences, column.better).items():
            difference = comparison.paired.difference(system, column.name)
            if difference is not None:
                drawn[system] = (histogram, difference)
        charts[column] = drawn
    return charts


def _places(
    comparison: Comparison, articles: Mapping[str, ArticleView] | None
) -> dict[str, tuple[Histogram, int]]:
    places = {}
    for system, rows in comparison.run.by_system().items():
        found = [
            start / len(view.body)
            for article, row in rows.items()
            if (view := (articles or {}).get(article)) is not None and view.body
            for start, _ in row.chosen
        ]
        if found:
            places[system] = found
    return {s: (drawn, len(places[s])) for s, drawn in place_histograms(places).items()}
