"""A ComparisonJob: the articles, systems, texts and metrics of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.errors import UsageError
from summkit.evaluation.articles import BROWSED, Articles, sample
from summkit.evaluation.contenders import (
    Contender,
    LeadCut,
    Outputs,
    SystemContender,
    named,
    outputs_of,
)
from summkit.evaluation.evaluate import Tally
from summkit.evaluation.labels import under_ids
from summkit.evaluation.matching import Labels, Matching, Texts, match, without_empty_end
from summkit.evaluation.oracle import Oracle
from summkit.evaluation.outputs import texts_of
from summkit.evaluation.referenced import refuse_metrics, refuse_other_ids
from summkit.jobs import Engine, IterableSource, make_engine
from summkit.metrics.base import Metric
from summkit.metrics.column import refuse_shared_columns
from summkit.metrics.registry import METRICS, metric_of
from summkit.reading import Failure, ReadOptions
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.targets import TARGETS


@dataclass(frozen=True)
class ComparisonJob:
    """The settings of a comparison; see `summkit compare --help`.

    Attributes
    ----------
    systems, parameters
        `systems` lists (method, its own parameters, name or ""). `parameters` maps a method to
        parameters for all systems with this method; a system's own parameters override them.
    outputs
        Name -> texts of another system.
    baselines
        Whether lead, lead-cut, random and oracle are compared as well.
    contenders
        Further contenders that exist already.
    metrics
        (name, parameters) each, or Metrics. If one of them needs no reference, articles without a
        reference are measured as well. By default ROUGE, fragments and position are measured,
        on articles with a reference only.
    out
        The file in which the run is saved. Until then a journal next to it contains the finished
        articles.
    resume
        Whether to continue an interrupted run from its journal.
    keep
        Whether the first articles are stored, for a report.
    date
        ISO date of the run; "" for none.
    engine
        The engine that measures the articles. The run is the same on any engine.
    articles
        Articles in memory, which are measured instead of `sources`.
    labels
        The index of the pandas table with these articles, one label per row.
    references
        The references of `outputs` whose articles are unknown. `articles` are their stand-ins, and
        no value depends on a body; see `evaluation.referenced`.
    """

    sources: list[str]
    target: str
    against: tuple[str, ...]
    systems: list[tuple[str, dict[str, Any], str]]
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
    articles: Sequence[Article | Failure] | None = None
    labels: Labels | None = None
    references: Texts | None = None


def make_contenders(job: ComparisonJob) -> list[Contender]:
    """Return the contenders: the baselines, the systems, and the oracle.

    Raises
    ------
    UsageError
        If two contenders have the same name.
    """
    target = target_of(job)
    budget = job.budget or TARGETS[target].budget
    contenders: list[Contender] = []
    if job.baselines:
        contenders.append(SystemContender("lead", System(create("lead"), target, job.budget)))
        if budget.words is not None or budget.characters is not None:
            contenders.append(LeadCut(budget))
        contenders.append(SystemContender("random", System(create("random"), target, job.budget)))
    baselines = {contender.name for contender in contenders}
    names = set(baselines)
    for method, given, called in job.systems:
        if method in baselines and not given and not called:
            continue  # the list contains this baseline already
        summariser = create(method, {**job.parameters.get(method, {}), **given})
        name = called or named(method, given, hidden=summariser.unnamed)
        if name in names and not called:
            name = named(method, given)
        names.add(name)
        system = System(summariser, target, job.budget, name=name)
        contenders.append(SystemContender(name, system))
    contenders += [
        outputs_of(name, in_order(texts, job), bodiless=job.references is not None)
        for name, texts in _outputs(job)
    ]
    contenders += job.contenders
    if job.baselines:
        contenders.append(Oracle(budget, target))
    names = set()
    for contender in contenders:
        if contender.name in names:
            raise UsageError(
                f"two systems are called {contender.name!r}: leave one out, or name it, as in "
                "summkit.System(f, name='mine'), the mapping {'mine': f}, or --system mine=METHOD"
            )
        names.add(contender.name)
    return contenders


def _outputs(job: ComparisonJob) -> Iterator[tuple[str, Texts]]:
    mapping = {
        name: (job.options.mapping[name],)
        for name in ("candidate", "id")
        if name in job.options.mapping
    }
    for name, each in job.outputs.items():
        yield name, texts_of(each, mapping=mapping, name=f"outputs[{name!r}]", called=name)


def in_order(texts: Texts, job: ComparisonJob) -> Texts:
    """Return texts without ids under the ids of the articles in the same order.

    Raises
    ------
    UsageError
        If the numbers of texts and articles differ, or if the corpus can be read only once.
    """
    if job.references is not None and not (texts.labels and texts.numbered):
        refuse_other_ids(texts, job.references)
    if not texts.numbered:
        return texts
    if job.articles is None and "-" in job.sources:
        raise UsageError(f"{texts.source}: its texts need ids, since the corpus is standard input")
    everything = replace(job, limit=None, sample=None)
    if texts.labels and job.labels and job.articles is not None:
        rows = [each.id if isinstance(each, Article) else "" for each in job.articles]
        texts = under_ids(texts, rows, job.labels)
    ids = [each.id for each in articles_of(everything, None).items() if isinstance(each, Article)]
    if texts.labels and not job.labels:
        texts = under_ids(texts, ids, None)
    if not texts.numbered:
        return texts
    if job.references is not None:
        refuse_other_ids(texts, job.references)
    texts = without_empty_end(texts, len(ids))
    match(texts, ids, numbered=False, among="articles")
    if len(set(ids)) < len(ids):
        raise UsageError(f"{texts.source}: its texts need ids, since the corpus has one id twice")
    placed = zip(ids, texts.by_id.items(), strict=True)
    by_id = {key: several for key, (own, several) in placed if own not in texts.absent}
    return replace(texts, by_id=by_id, numbered=False)


def articles_of(
    job: ComparisonJob, kept: dict[str, Article] | None
) -> Articles | IterableSource[Article | Failure]:
    """Return the articles to measure. The first articles are stored in `kept` unless it is None."""
    if job.articles is None:
        return Articles(job.sources, job.options, job.limit, job.sample, job.seed, kept)
    failures = [each for each in job.articles if isinstance(each, Failure)]
    drawn = [each for each in job.articles if isinstance(each, Article)][: job.limit]
    if job.sample is not None:
        drawn = sample(drawn, job.sample, job.seed)
    if kept is not None:
        kept.update((article.id, article) for article in drawn[:BROWSED])
    return IterableSource([*drawn, *failures])


def unmatched(
    job: ComparisonJob, contenders: Sequence[Contender], tally: Tally
) -> dict[str, Matching]:
    """Return the contenders whose texts do not all match an article, with the mismatches.

    Raises
    ------
    UsageError
        If no text of a contender matches.
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
            # The articles of these texts may be outside the selection.
            matching = replace(matching, extra=())
        if not matching.complete:
            found[contender.name] = matching
    return found


def make_metrics(wanted: Sequence[Any], *, bodiless: bool = False) -> list[Metric]:
    """Return the requested metrics; ROUGE, fragments and position if none is requested.

    Parameters
    ----------
    bodiless
        Whether the articles are unknown. Then ROUGE is the only default, and a metric that needs
        the article is refused.
    """
    if not wanted:
        wanted = [("rouge", {}), *([] if bodiless else [("fragments", {}), ("position", {})])]
    metrics = [
        METRICS.create(*each) if isinstance(each, tuple) else metric_of(each) for each in wanted
    ]
    refuse_shared_columns(metrics)
    if bodiless:
        refuse_metrics(metrics)
    return metrics


def target_of(job: ComparisonJob) -> str:
    """Return the target; raise UsageError if it does not exist."""
    if job.target not in TARGETS:
        raise UsageError(
            f"`target` {job.target} does not exist: choose one of {', '.join(TARGETS)}"
        )
    return job.target
