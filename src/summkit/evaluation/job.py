"""From what is wanted to a Run: sources, contenders, metrics, journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.errors import UsageError
from summkit.evaluation.contenders import Contender, LeadCut, Outputs, SystemContender
from summkit.evaluation.evaluate import AGAINST, Tally, evaluate, sample
from summkit.evaluation.oracle import Oracle
from summkit.evaluation.outputs import read_candidates
from summkit.evaluation.run import Header, Run
from summkit.evaluation.saved import FORMAT
from summkit.files import Journal, sweep
from summkit.jobs import Engine, Local
from summkit.metrics.base import Metric
from summkit.metrics.column import columns_of
from summkit.metrics.registry import METRICS
from summkit.reading import Failure, ReadOptions, read
from summkit.summarisers.registry import create
from summkit.system import TARGETS, System

BROWSED = 1000
"""Articles kept for the report's browser."""


@dataclass(frozen=True)
class Job:
    """What is to be run; see `summkit compare --help`.

    Attributes
    ----------
    systems, parameters
        (method, parameters as typed), and parameters by method that hold beneath them.
    baselines
        Whether lead, lead-cut, random and oracle stand beside the systems.
    contenders
        Further ones, made already; they stand last.
    date
        ISO date that the run carries; "" for none.
    engine
        What the articles are measured on.
    """

    sources: list[str]
    target: str
    against: tuple[str, ...]
    systems: list[tuple[str, dict[str, Any]]]
    parameters: dict[str, dict[str, Any]]
    outputs: dict[str, str]
    budget: Budget | None
    metrics: list[tuple[str, dict[str, str]]]
    limit: int | None
    sample: int | None
    seed: int
    language: str | None
    options: ReadOptions
    out: Path | None = None
    resume: bool = False
    keep: bool = False
    baselines: bool = True
    contenders: tuple[Contender, ...] = ()
    date: str = ""
    engine: Engine = field(default_factory=Local)


@dataclass
class Seen:
    """What the report needs besides the run."""

    articles: dict[str, Article] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def nothing() -> None:
    """Do nothing: for a caller who does not show progress."""


def run_job(
    job: Job,
    *,
    say: Callable[[str], None],
    step: Callable[[], None] = nothing,
    done: Callable[[], None] = nothing,
) -> tuple[Run, Seen, int]:
    """Run a job; return the run, what was seen, and 1 where an article failed, else 0.

    Parameters
    ----------
    say
        Called with each line that the user should see.
    step, done
        Called after each article, and after the last.

    Raises
    ------
    UsageError
        For whatever is wrong with the job, or where no article could be measured.
    """
    if job.resume and job.out is None:
        raise UsageError("--resume goes on with an unfinished --out: name it")
    against = job.against or (TARGETS[_target(job)].reference,)
    for name in against:
        if name not in AGAINST:
            raise UsageError(f"--against {name} does not exist: one of {', '.join(AGAINST)}")
    contenders = make_contenders(job)
    metrics = make_metrics(job.metrics)
    tally, failed, seen = Tally(), [0], Seen()
    described = {contender.name: contender.describe() for contender in contenders}
    articles = _limited(_articles(job, failed, say), job)
    if job.keep:
        articles = _kept(articles, seen)
    journal = _journal(job, described, against, metrics)
    try:
        rows = tuple(
            evaluate(
                articles,
                contenders,
                metrics,
                against,
                tally,
                language=job.language,
                journal=journal,
                step=step,
                engine=job.engine,
            )
        )
    finally:
        done()
        if journal:
            journal.close()
    header = _header(job, described, against, metrics, tally, failed[0])
    run = Run.of_rows(header, rows, tally.digests)
    if not rows:
        raise UsageError(_nothing(tally, failed[0], against))
    if job.out and journal:
        run.save(job.out)
        journal.path.unlink(missing_ok=True)
    for note in [*tally.failed, *tally.notes]:
        say(note)
    if tally.unreferenced:
        say(f"{tally.unreferenced} articles left out: no {' or '.join(against)}")
    seen.seconds = tally.seconds
    return run, seen, 1 if failed[0] or tally.failed else 0


def make_contenders(job: Job) -> list[Contender]:
    """Return what is compared: the baselines, the systems asked for, the oracle.

    Raises
    ------
    UsageError
        If two have one name.
    """
    target = _target(job)
    budget = job.budget or TARGETS[target].budget
    found: list[Contender] = []
    if job.baselines:
        found.append(SystemContender("lead", System(create("lead"), target, job.budget)))
        if budget.words is not None or budget.characters is not None:
            found.append(LeadCut(budget))
        found.append(SystemContender("random", System(create("random"), target, job.budget)))
    names = {contender.name for contender in found}
    for method, given in job.systems:
        parameters = {**job.parameters.get(method, {}), **given}
        name = method + "".join(f":{k}={v}" for k, v in sorted(given.items()))
        if name in names and not given:
            continue  # a baseline that was asked for by name as well
        system = System(create(method, parameters), target, job.budget, name=name)
        found.append(SystemContender(name, system))
    found += [
        Outputs(name, read_candidates(Path(path)), path) for name, path in job.outputs.items()
    ]
    if job.baselines:
        found.append(Oracle(budget, target))
    found += job.contenders
    names = set()
    for contender in found:
        if contender.name in names:
            raise UsageError(f"two systems are called {contender.name!r}: rename one")
        names.add(contender.name)
    return found


def make_metrics(wanted: list[tuple[str, dict[str, str]]]) -> list[Metric]:
    """Return the metrics asked for; ROUGE, fragments and position where none is."""
    if not wanted:
        wanted = [("rouge", {}), ("fragments", {}), ("position", {})]
    metrics = [METRICS.create(name, parameters) for name, parameters in wanted]
    names: set[str] = set()
    for column in (c for metric in metrics for c in columns_of(metric)):
        if column.name in names:
            raise UsageError(f"two metrics measure {column.name!r}: leave one out")
        names.add(column.name)
    return metrics


def _target(job: Job) -> str:
    if job.target not in TARGETS:
        raise UsageError(f"--for {job.target} does not exist: one of {', '.join(TARGETS)}")
    return job.target


def _articles(job: Job, failed: list[int], say: Callable[[str], None]) -> Iterator[Article]:
    for source in job.sources:
        for item in read(source, options=job.options, on_error="yield"):
            if isinstance(item, Failure):
                failed[0] += 1
                say(str(item))
            else:
                yield item


def _limited(articles: Iterator[Article], job: Job) -> Iterator[Article]:
    if job.limit is not None:
        articles = islice(articles, job.limit)
    if job.sample is not None:
        articles = iter(sample(articles, job.sample, job.seed))
    return articles


def _kept(articles: Iterator[Article], seen: Seen) -> Iterator[Article]:
    for article in articles:
        if len(seen.articles) < BROWSED:
            seen.articles.setdefault(article.id, article)
        yield article


def _journal(
    job: Job, described: dict[str, Any], against: tuple[str, ...], metrics: list[Metric]
) -> Journal | None:
    if job.out is None:
        return None
    header = {
        "form": FORMAT,
        "systems": described,
        "target": job.target,
        "against": list(against),
        "metrics": [str(metric.signature()) for metric in metrics],
        "sources": job.sources,
        "language": job.language,
        "limit": job.limit,
        "sample": job.sample,
        "seed": job.seed,
    }
    journal = Journal(job.out.with_name(job.out.name + ".partial"), header, resume=job.resume)
    sweep(job.out)
    return journal


def _header(
    job: Job,
    described: dict[str, Any],
    against: tuple[str, ...],
    metrics: list[Metric],
    tally: Tally,
    failed: int,
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
            "failed": failed + len(tally.failed),
            "unreferenced": tally.unreferenced,
            "languages": tally.languages,
            "fingerprint": tally.fingerprint,
        },
        systems=described,
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
        },
    )


def _nothing(tally: Tally, failed: int, against: tuple[str, ...]) -> str:
    if tally.unreferenced:
        return (
            f"nothing to compare: none of {tally.unreferenced} articles has a "
            f"{' or '.join(against)}: choose another with --against"
        )
    return f"nothing to compare: no article could be read, {failed + len(tally.failed)} failed"
