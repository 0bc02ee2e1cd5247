"""From what is wanted to a Run: sources, contenders, metrics, journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.errors import UsageError
from summkit.evaluation.articles import BROWSED, Articles, sample
from summkit.evaluation.comparison import ORACLE
from summkit.evaluation.contenders import Contender, LeadCut, Outputs, SystemContender, outputs_of
from summkit.evaluation.evaluate import Tally, collected
from summkit.evaluation.matching import Matching, Texts, match
from summkit.evaluation.measuring import AGAINST, Measuring, measured
from summkit.evaluation.oracle import Oracle
from summkit.evaluation.outputs import texts_of
from summkit.evaluation.run import Header, Run
from summkit.evaluation.saved import FORMAT
from summkit.jobs import (
    Engine,
    Given,
    Plan,
    Step,
    exit_status,
    make_engine,
    no_step,
    provenance,
)
from summkit.metrics.base import Metric
from summkit.metrics.column import FEW, columns_of
from summkit.metrics.registry import METRICS, metric_of
from summkit.reading import ReadOptions
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.targets import TARGETS


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
        Further ones, made already.
    metrics
        (name, parameters as typed). Where one of those named here needs no reference, articles
        without one are measured too; by default ROUGE, fragments and position of the others.
    out
        Where the run is saved; what is finished stands beside it until then.
    resume
        Go on with what a run that was killed has finished.
    keep
        Whether the first articles are kept, for a report.
    date
        ISO date that the run carries; "" for none.
    engine
        What the articles are measured on; the run is the same.
    articles
        What is measured instead of `sources`, where it is in memory already.
    """

    sources: list[str]
    target: str
    against: tuple[str, ...]
    systems: list[tuple[str, dict[str, Any]]]
    parameters: dict[str, dict[str, Any]]
    outputs: Mapping[str, Any]
    budget: Budget | None
    metrics: Sequence[Any]
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
    engine: Engine = field(default_factory=lambda: make_engine(workers=1))
    articles: Sequence[Article] | None = None


@dataclass
class Seen:
    """What the report and the gate need besides the run; see `Tally`.

    Attributes
    ----------
    matching
        System -> how its texts, made elsewhere, and the articles match, where they do not.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    corpus: dict[str, str] = field(default_factory=dict)
    matching: dict[str, Matching] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run_job(
    job: Job,
    *,
    say: Callable[[str], None],
    step: Step = no_step,
    done: Callable[[], None] = lambda: None,
) -> tuple[Run, Seen, int]:
    """Run a job; return the run, what was seen, and the exit status that the articles make.

    Parameters
    ----------
    say
        Called with each line that the user should see.
    step, done
        Called as articles are finished, and after the last.

    Raises
    ------
    UsageError
        For whatever is wrong with the job, or where no article could be measured.
    """
    against = job.against or (TARGETS[_target(job)].reference,)
    for name in against:
        if name not in AGAINST:
            raise UsageError(f"`against` {name} does not exist: one of {', '.join(AGAINST)}")
    contenders = make_contenders(job)
    metrics = make_metrics(job.metrics)
    tally, seen = Tally(), Seen()
    described = {contender.name: contender.describe() for contender in contenders}
    kept = seen.articles if job.keep else None
    articles = _articles(job, kept)
    budget = job.budget or TARGETS[job.target].budget
    bare = bool(job.metrics) and _some_need_no_reference(metrics)
    work = Measuring(contenders, metrics, against, job.language, bare, budget)
    begun = _begun(job, described, against, metrics, contenders) if job.out else None
    plan = Plan(work, articles, measured, job.out, begun, job.resume)
    with job.engine.run(plan, step) as running:
        try:
            rows = tuple(collected(running, metrics, tally))
        finally:
            done()
        # Where nothing is measured, one reason says it all.
        for note in [*(tally.failed if rows else ()), *tally.notes]:
            say(note)
        if tally.unreferenced:
            say(f"{tally.unreferenced} articles left out: no {' or '.join(against)}")
        if not rows and tally.failed:
            raise UsageError(_nothing(tally, against))
        seen.matching = _unmatched(job, contenders, tally)
        if not rows:
            raise UsageError(_nothing(tally, against))
        for name, matching in seen.matching.items():
            say(f"{name}: {matching.sentence('corpus')}")
        if all(row.system != ORACLE for row in rows):  # no article has a reference to look at
            described.pop(ORACLE, None)
            tally.forget(ORACLE)
        run = Run.of_rows(_header(job, described, against, metrics, tally), rows, tally.digests)
        if job.out:
            run.save(job.out)
            running.remove()
    seen.seconds, seen.corpus = tally.seconds, tally.corpus
    status = exit_status(tally.measured, len(tally.failed))
    return run, seen, status or int(bool(seen.matching))


def make_contenders(job: Job) -> list[Contender]:
    """Return what is compared: the baselines, the systems asked for, the oracle.

    Raises
    ------
    UsageError
        If two have one name.
    """
    target = _target(job)
    budget = job.budget or TARGETS[target].budget
    contenders: list[Contender] = []
    if job.baselines:
        contenders.append(SystemContender("lead", System(create("lead"), target, job.budget)))
        if budget.words is not None or budget.characters is not None:
            contenders.append(LeadCut(budget))
        contenders.append(SystemContender("random", System(create("random"), target, job.budget)))
    names = {contender.name for contender in contenders}
    for method, given in job.systems:
        parameters = {**job.parameters.get(method, {}), **given}
        name = method + "".join(f":{k}={v}" for k, v in sorted(given.items()))
        if name in names and not given:
            continue  # a baseline that was asked for by name as well
        system = System(create(method, parameters), target, job.budget, name=name)
        contenders.append(SystemContender(name, system))
    contenders += [outputs_of(name, in_order(texts, job)) for name, texts in _outputs(job)]
    contenders += job.contenders
    if job.baselines:
        contenders.append(Oracle(budget, target))
    names = set()
    for contender in contenders:
        if contender.name in names:
            raise UsageError(f"two systems are called {contender.name!r}: rename one")
        names.add(contender.name)
    return contenders


def _outputs(job: Job) -> Iterator[tuple[str, Texts]]:
    mapping = {
        name: job.options.mapping[name] for name in ("candidate",) if name in job.options.mapping
    }
    for name, each in job.outputs.items():
        yield name, texts_of(each, mapping=mapping)


def in_order(texts: Texts, job: Job) -> Texts:
    """Return texts without ids under the ids of the articles, in the order of the corpus.

    Raises
    ------
    UsageError
        If there are more or fewer texts than articles, or the corpus can be read only once.
    """
    if not texts.numbered:
        return texts
    if job.articles is None and "-" in job.sources:
        raise UsageError(f"{texts.source}: its texts need ids, since the corpus is standard input")
    everything = replace(job, limit=None, sample=None)
    ids = [each.id for each in _articles(everything, None).items() if isinstance(each, Article)]
    match(texts, ids, numbered=False, among="articles")
    if len(set(ids)) < len(ids):
        raise UsageError(f"{texts.source}: its texts need ids, since the corpus has one id twice")
    by_id = dict(zip(ids, texts.by_id.values(), strict=True))
    return Texts(by_id, False, texts.source)


def _articles(job: Job, kept: dict[str, Article] | None) -> Articles | Given[Article]:
    if job.articles is None:
        return Articles(job.sources, job.options, job.limit, job.sample, job.seed, kept)
    drawn = list(job.articles)[: job.limit]
    if job.sample is not None:
        drawn = sample(drawn, job.sample, job.seed)
    if kept is not None:
        kept.update((article.id, article) for article in drawn[:BROWSED])
    return Given(drawn)


def _unmatched(job: Job, contenders: Sequence[Contender], tally: Tally) -> dict[str, Matching]:
    """Return the contenders whose texts and articles do not match, with what does not.

    Raises
    ------
    UsageError
        If nothing of one matches.
    """
    found = {}
    for contender in contenders:
        if not isinstance(contender, Outputs):
            continue
        texts = Texts(
            {key: (text,) for key, text in contender.texts.items()},
            False,
            contender.source,
            contender.duplicates,
        )
        matching = match(texts, list(dict.fromkeys(tally.ids)), numbered=False, among="corpus")
        if job.limit is not None or job.sample is not None:
            matching = replace(matching, extra=())  # they may be about articles left out here
        if not matching.complete:
            found[contender.name] = matching
    return found


def make_metrics(wanted: Sequence[Any]) -> list[Metric]:
    """Return the metrics asked for; ROUGE, fragments and position where none is."""
    if not wanted:
        wanted = [("rouge", {}), ("fragments", {}), ("position", {})]
    metrics = [
        METRICS.create(*each) if isinstance(each, tuple) else metric_of(each) for each in wanted
    ]
    names: set[str] = set()
    for column in (c for metric in metrics for c in columns_of(metric)):
        if column.name in names:
            raise UsageError(f"two metrics measure {column.name!r}: leave one out")
        names.add(column.name)
    return metrics


def _some_need_no_reference(metrics: list[Metric]) -> bool:
    return any(not column.needs_reference for metric in metrics for column in columns_of(metric))


def _target(job: Job) -> str:
    if job.target not in TARGETS:
        raise UsageError(f"`target` {job.target} does not exist: one of {', '.join(TARGETS)}")
    return job.target


def _begun(
    job: Job,
    described: dict[str, Any],
    against: tuple[str, ...],
    metrics: list[Metric],
    contenders: Sequence[Contender],
) -> dict[str, Any]:
    """Return what a run that is resumed must have in common with the one before."""
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
    job: Job,
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
            "notes": tally.notes,
            **({"shown": _shown(metrics)} if job.metrics else {}),
        },
    )


def _shown(metrics: list[Metric]) -> list[str]:
    """Return the columns that are shown of metrics that were asked for: some of each."""
    each = [columns_of(metric) for metric in metrics]
    shown = [[c for c in columns if c.main] or columns[:FEW] for columns in each]
    return [column.name for columns in shown for column in columns]


def _nothing(tally: Tally, against: tuple[str, ...]) -> str:
    """Say why there is nothing to compare: the first reason, which is most often that of all."""
    if tally.unreferenced:
        return (
            f"nothing to compare: none of {tally.unreferenced} articles has a "
            f"{' or '.join(against)}: choose another `against`, or a `metric` that needs no "
            "reference, such as support"
        )
    if tally.failed:
        count = len(tally.failed)
        which = "the only article" if count == 1 else f"all {count} articles"
        return f"nothing to compare: {which} failed, the first with: {tally.failed[0]}"
    if tally.measured:
        return f"nothing to compare: no system wrote a text for any of {tally.measured} articles"
    return "nothing to compare: there are no articles"
