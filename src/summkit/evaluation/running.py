"""Running of a job: measures every system on every article and returns a Run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.errors import UsageError, counted
from summkit.evaluation.comparison import ORACLE
from summkit.evaluation.contenders import Contender, Outputs
from summkit.evaluation.evaluate import Tally, collected
from summkit.evaluation.header import Header
from summkit.evaluation.job import (
    ComparisonJob,
    articles_of,
    make_contenders,
    make_metrics,
    target_of,
    unmatched,
)
from summkit.evaluation.matching import Matching, shortened
from summkit.evaluation.measuring import AGAINST, Measuring, measured
from summkit.evaluation.packing import PackedRows
from summkit.evaluation.run import Run
from summkit.evaluation.saved import FORMAT
from summkit.jobs import Plan, Step, exit_status, no_step, provenance
from summkit.metrics.base import Metric
from summkit.metrics.column import FEW, columns_of
from summkit.targets import TARGETS


@dataclass
class RunDetails:
    """Further results for the report and the gate; see `Tally`.

    Attributes
    ----------
    matching
        System -> the match of its texts with the articles, for systems with texts that do not
        match.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    corpus: dict[str, str] = field(default_factory=dict)
    matching: dict[str, Matching] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run_job(
    job: ComparisonJob,
    *,
    say: Callable[[str], None],
    step: Step = no_step,
    done: Callable[[], None] = lambda: None,
) -> tuple[Run, RunDetails, int]:
    """Run a job; return the run, further results for the report and the gate, and the exit status.

    Parameters
    ----------
    say
        Called with each message for the user.
    step, done
        Called when articles are finished, and after the last article.

    Raises
    ------
    UsageError
        If the job is not valid, or if no article could be measured.
    """
    against = job.against or (TARGETS[target_of(job)].reference,)
    for name in against:
        if name not in AGAINST:
            raise UsageError(f"`against` {name} does not exist: choose one of {', '.join(AGAINST)}")
    _check_no_source_twice(job.sources)
    contenders = make_contenders(job)
    bodiless = job.references is not None
    metrics = make_metrics(job.metrics, bodiless=bodiless)
    tally, seen = Tally(), RunDetails()
    described = {contender.name: contender.describe() for contender in contenders}
    kept = seen.articles if job.keep else None
    articles = articles_of(job, kept)
    # Without the articles, the target is unknown as well, and with it its default budget.
    budget = job.budget or (None if bodiless else TARGETS[job.target].budget)
    bare = bool(job.metrics) and _some_need_no_reference(metrics)
    work = Measuring(contenders, metrics, against, job.language, bare, budget, bodiless)
    begun = _resume_settings(job, described, against, metrics, contenders) if job.out else None
    plan = Plan(work, articles, measured, job.out, begun, job.resume)
    with job.engine.run(plan, step) as running:
        try:
            rows = PackedRows(collected(running, metrics, tally))
        finally:
            done()
        # If no article was measured, the error message below contains the reason.
        for note in [*(tally.failed if rows else ()), *tally.notes]:
            say(note)
        if tally.unreferenced:
            say(f"{counted(tally.unreferenced, 'article')} left out: no {' or '.join(against)}")
        repeated = _notes_on_repeats(tally)
        for note in repeated:
            say(note)
        if not rows and tally.failed:
            raise UsageError(_why_nothing_compared(job, tally, against))
        seen.matching = unmatched(job, contenders, tally)
        if not rows:
            raise UsageError(_why_nothing_compared(job, tally, against))
        for name, matching in seen.matching.items():
            say(f"{name}: {matching.sentence('corpus')}")
        tally.notes += [*repeated, *_notes_on_texts(contenders, seen.matching)]
        if all(row.system != ORACLE for row in rows):  # no article has a reference
            described.pop(ORACLE, None)
            tally.forget(ORACLE)
        run = Run.of_rows(_header(job, described, against, metrics, tally), rows, tally.digests)
        if job.out:
            run.save(job.out)
            running.remove()
        if tally.costs:
            run = replace(run, latency={n: c.latency for n, c in tally.costs.items()})
    # For a language model, the time of waiting for the server counts, not the processor time.
    waited = {name: sum(costs.seconds) for name, costs in tally.costs.items()}
    seen.seconds, seen.corpus = tally.seconds | waited, tally.corpus
    status = exit_status(tally.measured, len(tally.failed))
    return run, seen, status or int(bool(seen.matching))


def _check_no_source_twice(sources: Sequence[str]) -> None:
    """Raise UsageError if a file is given twice, because its articles would count twice."""
    seen: set[str] = set()
    for source in sources:
        place = os.path.realpath(source)
        if place in seen:
            raise UsageError(f"{source} is given twice, and its articles would count twice")
        seen.add(place)


def _some_need_no_reference(metrics: list[Metric]) -> bool:
    return any(not column.needs_reference for metric in metrics for column in columns_of(metric))


def _resume_settings(
    job: ComparisonJob,
    described: dict[str, Any],
    against: tuple[str, ...],
    metrics: list[Metric],
    contenders: Sequence[Contender],
) -> dict[str, Any]:
    """Return the settings that a resumed run must share with the interrupted run."""
    systems = [each.system.summariser for each in contenders if hasattr(each, "system")]
    settings = [described, [metric.changed_parameters() for metric in metrics]]
    return {
        "form": FORMAT,
        "systems": described,
        "target": job.target,
        "against": list(against),
        "metrics": [str(metric.signature()) for metric in metrics],
        "sources": job.sources,
        "options": repr(job.options),
        "language": job.language,
        "limit": job.limit,
        "sample": job.sample,
        "seed": job.seed,
        "outputs": {e.name: e.digest() for e in contenders if isinstance(e, Outputs)},
        "made_by": provenance(settings, *systems, *metrics),
    }


def _header(
    job: ComparisonJob,
    described: dict[str, Any],
    against: tuple[str, ...],
    metrics: list[Metric],
    tally: Tally,
) -> Header:
    settled = metrics
    if len(tally.languages) == 1:
        settled = [metric.for_language(tally.languages[0]) for metric in metrics]
    return Header(
        target=job.target,
        against=against,
        corpus={
            "name": ", ".join(Path(source).name for source in job.sources),
            "sources": [Path(source).name for source in job.sources],
            "articles": tally.measured,
            "failed": len(tally.failed),
            "unreferenced": tally.unreferenced,
            "referenced": tally.referenced,
            "languages": tally.languages,
            "fingerprint": tally.fingerprint,
        },
        systems={
            name: {**each, "costs": tally.costs[name].to_dict()} if name in tally.costs else each
            for name, each in described.items()
        },
        columns=tuple(c for m in settled for c in columns_of(m)),
        signatures={c.name: str(m.signature(c.name)) for m in settled for c in columns_of(m)},
        remarks=tally.counted(),
        version=version("summkit"),
        date=job.date,
        extra={
            "seed": job.seed,
            "limit": job.limit,
            "sample": job.sample,
            "properties": tally.properties,
            "notes": [*tally.about_failed(), *tally.notes],
            **({"bodiless": True} if job.references is not None else {}),
            **({"shown": _default_columns(metrics)} if job.metrics else {}),
        },
    )


def _default_columns(metrics: list[Metric]) -> list[str]:
    """Return the columns of requested metrics that are shown by default."""
    each = [columns_of(metric) for metric in metrics]
    shown = [[c for c in columns if c.main] or columns[:FEW] for columns in each]
    return [column.name for columns in shown for column in columns]


def _references_of(job: ComparisonJob) -> list[str]:
    """Return the kinds of reference of the first articles; [] if they cannot be read again."""
    if job.articles is None:
        paths = [Path(source) for source in job.sources]
        if not all(path.is_file() or path.is_dir() for path in paths):
            return []  # a pipe can be read only once, and a page should not be fetched twice
    found: set[str] = set()
    for article in islice(articles_of(job, None).items(), 20):
        if isinstance(article, Article):
            has = {"headline": article.headline, "dek": article.dek, "summary": article.references}
            found.update(name for name, text in has.items() if text)
    return [name for name in AGAINST if name in found]


def _notes_on_texts(contenders: Sequence[Contender], matching: Mapping[str, Matching]) -> list[str]:
    """Return the notes on the texts of other systems, for the reader of their values."""
    notes = [(e.name, note) for e in contenders if isinstance(e, Outputs) for note in e.notes]
    notes += [(name, note) for name, each in matching.items() for note in each.note()]
    return [f"{name}: {note}" for name, note in notes]


def _notes_on_repeats(tally: Tally) -> list[str]:
    """Return notes on ids of several articles, and on articles that occur several times."""
    notes = []
    ids = [each for each, count in Counter(tally.ids).items() if count > 1]
    if ids:
        count = "1 id belongs" if len(ids) == 1 else f"{len(ids):,} ids belong"
        notes.append(f"{count} to several articles, and each of these counts: {shortened(ids)}")
    first: dict[str, str] = {}
    again = [
        name
        for name, digest in tally.digests.items()
        if first.setdefault(digest, name) != name and name.rpartition("#")[0] not in ids
    ]
    if again:
        same = "1 article is the same as an earlier one"
        if len(again) > 1:
            same = f"{len(again):,} articles are the same as earlier ones"
        notes.append(f"{same}, and each of these counts: {shortened(again)}")
    return notes


def _why_nothing_compared(job: ComparisonJob, tally: Tally, against: tuple[str, ...]) -> str:
    """Return the reason why nothing could be compared; for several failures, the first."""
    if tally.unreferenced:
        others = " and a ".join(_references_of(job))
        choose = "another `against`"
        if others:
            choose = f"another `target` or `against` (there is a {others})"
        count = tally.unreferenced
        none = f"none of {count:,} articles has" if count > 1 else "the article does not have"
        field = f"Article({'references' if against[0] == 'summary' else against[0]}=...)"
        if job.articles is None:
            field = f"`mapping` {against[0]}=FIELD"
        return (
            f"nothing to compare: {none} a {' or '.join(against)}: name its field with "
            f"{field}, or choose {choose}, or a `metric` that needs no reference, such as "
            "support"
        )
    if tally.failed:
        count = len(tally.failed)
        if count == 1:
            return f"nothing to compare: {tally.failed[0]}"
        return f"nothing to compare: all {count} articles failed, the first: {tally.failed[0]}"
    if tally.measured:
        return f"nothing to compare: no system wrote a text for any of {tally.measured} articles"
    return "nothing to compare: there are no articles"
