"""The page for saved runs: the comparison, the gate between two runs, and the history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summkit.article import Article
from summkit.desk.problems import worded
from summkit.desk.rendering import render
from summkit.desk.work import HTML, Answer, Task, Upload
from summkit.errors import InputError, SummkitError

if TYPE_CHECKING:
    from summkit.desk.forms import Form
    from summkit.evaluation.run import Row, Run
    from summkit.evaluation.verdict import Verdict
    from summkit.metrics.column import Column
    from summkit.reading import ReadOptions

CHANGES = 500
"""Largest number of listed changes, the worst first."""


@dataclass(frozen=True)
class Change:
    """A text of an article that changed between two runs, or whose value changed."""

    article: str
    system: str
    old: float | None
    new: float | None
    old_text: str
    new_text: str

    @property
    def difference(self) -> float | None:
        """The new value minus the old value; None if one of them is missing."""
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True)
class Gate:
    """The comparison of a run with an earlier run by the gate."""

    before: str
    after: str
    verdict: Verdict
    said: str
    table: str
    column: Column
    changes: tuple[Change, ...]
    changed: int
    same: int


@dataclass(frozen=True)
class View:
    """The data of the whole page."""

    name: str
    report: str
    gate: Gate | None
    history: tuple[str, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Uploads:
    """The uploaded files by their kind."""

    runs: tuple[tuple[str, Run], ...]
    figures: tuple[tuple[str, Any], ...]
    articles: Mapping[str, Article]
    seconds: Mapping[str, float]
    notes: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Whether there are several runs, or several files of speeds, and so a history."""
        return len(self.runs) > 1 or len(self.figures) - len(self.runs) > 1


def answer(task: Task, options: ReadOptions) -> Answer:
    """Return the page of the runs; if the request has a fault, the page shows the message."""
    form: Form = task.request
    known = {"page": "runs", "allow_urls": form.allow_urls, "failure": ""}
    try:
        view = view_of(form, options)
    except SummkitError as error:
        known["failure"] = worded(str(error))
        return Answer(422, render("runs.html", **known, view=None), HTML)
    return Answer(200, render("runs.html", **known, view=view), HTML)


def view_of(form: Form, options: ReadOptions) -> View:
    """Return the page's data: the comparison of the uploaded runs.

    Raises
    ------
    InputError
        If no uploaded file is a run.
    UsageError
        If the runs cannot be compared.
    """
    from summkit.evaluation.comparison import LEAD, comparison_of
    from summkit.report.browser_data import views_of
    from summkit.report.comparison_html import render_inside

    given = by_kind(form.files, options)
    if not given.runs:
        raise InputError(
            "there is no saved run: choose a file that summkit compare --output has written"
        )
    baseline = form.text("baseline").strip()
    names = [name for name, _ in given.runs]
    if baseline and baseline not in names:
        raise InputError(f"there is no run named {baseline}: the runs are {', '.join(names)}")
    runs = sorted(given.runs, key=lambda each: (each[0] != baseline, each[1].header.date))
    name, run = runs[-1]
    systems = list(run.header.systems)
    comparison = comparison_of(run, baseline=LEAD if LEAD in systems else systems[0])
    articles = {key: given.articles[key] for key in run.articles if key in given.articles}
    notes = list(given.notes)
    if given.articles and not articles:
        notes.append("the corpus contains none of the run’s articles: choose the corpus of the run")
    charts, losses = _history(given.figures) if given.several else ([], [])
    notes += losses
    speed = {each: each_s * len(run.articles) for each, each_s in given.seconds.items()}
    return View(
        name=name,
        report=render_inside(
            comparison,
            views_of(articles, run.header.against) if articles else None,
            seconds={each: total for each, total in speed.items() if each in systems} or None,
        ),
        gate=gate_of(runs[0], runs[-1]) if len(runs) > 1 else None,
        history=tuple(charts),
        files=tuple(names),
        notes=tuple(notes),
    )


def _history(figures: Sequence[tuple[str, Any]]) -> tuple[list[str], list[str]]:
    """Return the charts of the main columns over all files, and what later runs have lost."""
    from summkit.evaluation.history import history_of_data
    from summkit.report.history import history_charts

    found = history_of_data(figures)
    main = replace(found, series=tuple(s for s in found.series if s.column.main))
    return history_charts(main), list(found.losses)


def by_kind(files: Sequence[Upload], options: ReadOptions) -> Uploads:
    """Sort the files by kind: runs, results of pytest-benchmark, or else corpora.

    Raises
    ------
    InputError
        If a file is a damaged run, or neither a run nor a corpus.
    """
    from summkit.evaluation.saved import run_from

    runs: list[tuple[str, Run]] = []
    figures: list[tuple[str, Any]] = []
    articles: dict[str, Article] = {}
    seconds: dict[str, float] = {}
    notes: list[str] = []
    for file in files:
        if not file.data:
            continue
        data = _json(file)
        if isinstance(data, dict) and "summkit_run" in data:
            runs.append((_unique(file.name, [name for name, _ in runs]), run_from(data, file.name)))
            figures.append((file.name, data))
        elif isinstance(data, dict) and isinstance(data.get("benchmarks"), list):
            figures.append((file.name, data))
            seconds |= dict(_seconds(data["benchmarks"]))
        else:
            found, failed = _corpus(file, options)
            articles |= found
            plural = "" if len(found) == 1 else "s"
            notes.append(f"{file.name}: {len(found):,} article{plural}" + failed)
    return Uploads(tuple(runs), tuple(figures), articles, seconds, tuple(notes))


def _json(file: Upload) -> Any:
    if not file.data.lstrip().startswith(b"{"):
        return None
    try:
        return json.loads(file.data)
    except (ValueError, RecursionError):
        return None  # JSON lines or another format: a corpus


def _unique(name: str, known: Sequence[str]) -> str:
    number = 1
    while (found := name if number == 1 else f"{name} ({number})") in known:
        number += 1
    return found


def _seconds(benchmarks: Sequence[Any]) -> Iterator[tuple[str, float]]:
    """Yield (system, seconds per article) of benchmarks whose names end in "[system]"."""
    from summkit.evaluation.speed import seconds_of

    for each in benchmarks:
        try:
            name, seconds = str(each["name"]), seconds_of(each)
        except (KeyError, TypeError, ValueError):
            continue
        if name.endswith("]") and seconds > 0:
            yield name[:-1].rpartition("[")[2], seconds


def _corpus(file: Upload, options: ReadOptions) -> tuple[dict[str, Article], str]:
    from summkit.reading import Failure, Unread
    from summkit.reading.formats.registry import by_name, stem
    from summkit.reading.sources.source import in_memory

    articles: dict[str, Article] = {}
    failed = 0
    items = in_memory(
        file.data, options, where=file.name, name=stem(file.name), named=by_name(file.name)
    )
    for item in items:
        article = item.read() if isinstance(item, Unread) else item
        if isinstance(article, Failure):
            failed += 1
        else:
            articles.setdefault(article.id, article)
    if not articles:
        raise InputError("is neither a saved run nor a corpus", file.name)
    return articles, f", {failed:,} could not be read" if failed else ""


def gate_of(old: tuple[str, Run], new: tuple[str, Run]) -> Gate:
    """Return the gate's verdict on a run compared with an earlier run, and the changed texts.

    Raises
    ------
    UsageError
        If the runs share no column or no system.
    """
    from summkit.evaluation.comparing import check
    from summkit.report.tables import as_html
    from summkit.report.verdict import headline, judgement_table

    (before_name, before), (after_name, after) = old, new
    verdict = check(after, before)
    column = next(
        (c for c in after.header.columns if c.main and c.name in before.header.names),
        after.header.columns[0],
    )
    found, same = _changes(before, after, column)
    return Gate(
        before_name,
        after_name,
        verdict,
        headline(verdict),
        as_html(judgement_table(verdict)) if verdict.judgements else "",
        column,
        tuple(found[:CHANGES]),
        len(found),
        same,
    )


def _changes(before: Run, after: Run, column: Column) -> tuple[list[Change], int]:
    """Return the changed texts, the worst first, and the number of unchanged texts."""
    if column.name not in before.header.names:
        return [], 0
    places = before.header.place(column.name), after.header.place(column.name)
    old_rows, new_rows = before.by_system(), after.by_system()
    digests, others = before.by_article(), after.by_article()
    found: list[Change] = []
    same = 0
    for system, rows in new_rows.items():
        for article, row in rows.items():
            known: Row | None = old_rows.get(system, {}).get(article)
            if known is None or digests[article] != others[article]:
                continue
            values = known.values[places[0]], row.values[places[1]]
            if known.text == row.text and values[0] == values[1]:
                same += 1
            else:
                found.append(Change(article, system, *values, known.text, row.text))
    way = column.better or 1
    found.sort(key=lambda change: way * (change.difference or 0.0))
    return found, same
