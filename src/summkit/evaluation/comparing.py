"""`compare` compares systems over a corpus; `check` compares a run with its baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from summkit import arguments
from summkit.arguments import listed, path, whole
from summkit.article import Article
from summkit.budget import Budget, budget_of
from summkit.errors import ArgumentTypeError, UsageError, warn
from summkit.evaluation.comparison import LEAD, Comparison, comparison_of
from summkit.evaluation.contenders import contender_of
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.given import given_corpus
from summkit.evaluation.job import ComparisonJob
from summkit.evaluation.labels import labels_of
from summkit.evaluation.referenced import (
    reference_texts,
    refuse_together,
    stand_ins,
)
from summkit.evaluation.resampling import RESAMPLES, SEED
from summkit.evaluation.run import Run
from summkit.evaluation.running import run_job
from summkit.evaluation.saved import load_run
from summkit.evaluation.verdict import Verdict
from summkit.jobs import Engine, engine_of
from summkit.language import asked_language
from summkit.metrics.base import Metric
from summkit.naming import helpful
from summkit.overwriting import protect
from summkit.reading import Mapped, ReadOptions, with_mapping
from summkit.schema import MOST_RESAMPLES
from summkit.summarisers.base import Summariser
from summkit.system import System
from summkit.targets import check_target

Corpus = (
    str
    | os.PathLike[str]
    | Iterable[Article]
    | Iterable[Mapping[str, Any]]
    | Sequence[str | os.PathLike[str]]
)
"""A file, a folder, a list of files and folders, or articles or records in memory."""

_Method = System | str | Summariser | Callable[..., Any]

_COLUMNS = "a list of columns, such as ['rouge2.f']"


@helpful
def compare(
    corpus: Corpus | None = None,
    systems: Sequence[_Method] | Mapping[str, _Method] = (),
    *,
    target: str = "summary",
    against: Sequence[str] = (),
    outputs: Mapping[str, Any] | None = None,
    references: Any = None,
    budget: Budget | None = None,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    ratio: float | None = None,
    metrics: Sequence[str | Metric | type[Metric]] = (),
    columns: Sequence[str] | None = None,
    baseline: str = LEAD,
    language: str | None = None,
    mapping: Mapped | None = None,
    limit: int | None = None,
    sample: int | None = None,
    seed: int = SEED,
    resamples: int = RESAMPLES,
    workers: int = 1,
    engine: Engine | None = None,
    output: str | os.PathLike[str] | None = None,
    resume: bool = False,
    options: ReadOptions | None = None,
) -> Comparison:
    """Compare systems over a corpus and test which differences are significant.

    Four reference systems are always compared as well: the lead, the lead cut in mid-sentence at
    the budget, a random choice and the oracle.

    Parameters
    ----------
    corpus
        A file or folder (JSON lines, CSV, Parquet, pages, ...), a list of them; articles, or
        records such as ``{"text": ..., "summary": ...}``; or a table of pandas or polars. Without
        the articles, give `references` instead.
    systems
        Systems; or names, methods and functions, which write for `target` within the budget. A
        mapping names each system: ``{"mine": "lexrank"}``.
    target
        "headline", "lede", "dek", "summary", "push" or "social".
    against
        The references: "headline", "dek", "summary"; by default the reference of the target.
    outputs
        Name -> texts of another system: a file, a mapping of ids to texts, or a list in the order
        of the corpus.
    references
        The references of the texts in `outputs`, if you do not have the articles: a file, a
        mapping of ids to texts, or a list; see `score`. Only the `outputs` are compared, by
        metrics that need no article, and the baseline is the first of them.
    budget, sentences, words, characters, ratio
        The length limit of a summary; see `System`.
    metrics
        Names, with parameters as in "rouge:types=1,2", or metrics; ROUGE, fragments and
        position by default.
    columns
        Names of the values to show, such as "rouge2.f".
    baseline
        The system that the others are tested against.
    language
        BCP 47 code such as "en" for all articles; by default each article's own.
    mapping
        The field names of the records in the corpus; see `read`.
    limit, sample, seed
        Use only the first `limit` articles. Of these, use only `sample` articles, drawn with
        `seed`.
    resamples
        Number of resamples of the bootstrap intervals and of the significance test.
    workers, engine
        Number of processes; or an engine from `summkit.jobs.make_engine`. The result is the same.
    output, resume
        Save the run in the file `output`; continue the interrupted run that was saving to it.
    options
        All options of reading. `mapping` is added to them.

    Returns
    -------
    Comparison
        Print it to see the tables. Its `run` contains every value.

    Raises
    ------
    UsageError
        If an argument is not valid, or if no article could be measured. The subclass
        ArgumentTypeError is raised if a value has the wrong type.

    Warns
    -----
    UserWarning
        For each article that cannot be read, and for texts that match no article. They are left
        out.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> articles = [sk.Article(body, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]
    >>> comparison = sk.compare(articles, ["lexrank"], target="dek", words=12, resamples=100)
    >>> comparison.systems
    ('lead', 'lead-cut', 'random', 'lexrank', 'oracle')
    >>> texts = {"old": ["Fire in a mill"] * 3, "new": ["Fire in an Ostrava mill"] * 3}
    >>> without_articles = sk.compare(
    ...     outputs=texts, references=["Fire in an Ostrava mill"] * 3, resamples=100
    ... )
    >>> without_articles.baseline, without_articles.best("rouge1.f")
    ('old', ('new',))
    """
    check_target(target)
    budget = budget_of(budget, sentences=sentences, words=words, characters=characters, ratio=ratio)
    takes_systems = "a list of systems, such as ['lexrank']"
    if isinstance(systems, Mapping):
        systems = _named_systems(systems, target, budget, takes_systems)
    if isinstance(systems, System | Summariser) or callable(systems):
        raise ArgumentTypeError("systems", systems, takes_systems, "put it in a list")
    takes = "a mapping of names to texts, such as {'mine': 'mine.jsonl'}"
    texts = {} if outputs is None else arguments.mapping("outputs", outputs, takes)
    limit = None if limit is None else whole("limit", limit, 1)
    sample = None if sample is None else whole("sample", sample, 1)
    whole("seed", seed, 0)
    whole("resamples", resamples, 1, MOST_RESAMPLES)
    if not isinstance(options, ReadOptions | None):
        raise ArgumentTypeError("options", options, "ReadOptions")
    target_file = None if output is None else path("output", output)
    fields = arguments.names("against", against, "a list of references, such as ['dek']")
    takes_metrics = "a list of metrics, such as ['rouge:types=1,L']"
    measures = listed("metrics", metrics, takes_metrics, one=Metric)
    shown = arguments.names("columns", columns, _COLUMNS) if columns is not None else None
    arguments.flag("resume", resume)
    if not isinstance(baseline, str):
        raise ArgumentTypeError("baseline", baseline, "the name of a system, such as 'lead'")
    if language is not None:
        asked_language(language)
    reference_rows = {"lead", "random"}  # every comparison contains them already
    contenders = tuple(
        contender_of(_system(system, takes_systems), target, budget)
        for system in listed("systems", systems, takes_systems)
        if not (isinstance(system, str) and system in reference_rows)
    )
    options = with_mapping(options or ReadOptions(), mapping)
    gold = None
    if references is None:
        if corpus is None:
            raise UsageError("compare() needs `corpus`, or `references` without the articles")
        sources, articles = given_corpus(corpus, options, None if texts else limit)
        labels = None if articles is None else labels_of(corpus)
    else:
        refuse_together({"corpus": corpus, "systems": systems, "against": fields}, texts)
        gold = reference_texts(references, options)
        sources = [os.fspath(references)] if isinstance(references, str | os.PathLike) else []
        articles, labels = stand_ins(gold, language, warn), gold.labels
    if target_file is not None:
        named = [str(each) for each in texts.values() if isinstance(each, str | os.PathLike)]
        ignored = protect({"`output`": str(target_file)}, [*sources, *named])
        options = replace(options, ignored=(*options.ignored, *ignored))
    run, _, _ = run_job(
        ComparisonJob(
            sources=sources,
            articles=articles,
            labels=labels,
            target=target,
            against=tuple(fields),
            systems=[],
            parameters={},
            outputs=texts,
            budget=budget,
            metrics=measures,
            limit=limit,
            sample=sample,
            seed=seed,
            language=language,
            options=options,
            out=target_file,
            resume=resume,
            contenders=contenders,
            engine=engine_of(engine, workers),
            baselines=gold is None,
            references=gold,
        ),
        say=warn,
    )
    return comparison_of(run, baseline=baseline, columns=shown, resamples=resamples, seed=seed)


def _named_systems(
    systems: Mapping[str, Any], target: str, budget: Budget | None, takes: str
) -> list[System]:
    made = []
    for name, given in arguments.mapping("systems", systems, takes).items():
        method = _system(given, takes)
        one = method if isinstance(method, System) else System(method, target, budget)
        made.append(System(one.summariser, one.target, one.budget, one.rules, name=name))
    return made


def _system(value: Any, takes: str) -> Any:
    if value is None:  # for System(None), None means the default method of the target
        raise ArgumentTypeError("systems", [None], takes)
    return value


@helpful
def check(
    run: Run | Comparison | str | os.PathLike[str],
    baseline: Run | Comparison | str | os.PathLike[str],
    *,
    margin: float | None = None,
    margins: Mapping[str, float] | None = None,
    columns: Sequence[str] | None = None,
    not_enough_data: str = "warn",
    alpha: float | None = None,
) -> Verdict:
    """Check whether the quality of a run has dropped below that of its baseline.

    Parameters
    ----------
    run, baseline
        Runs, Comparisons, or files of saved runs. Only articles that are the same in both runs
        are judged.
    margin, margins
        The largest drop of a mean that passes, in the unit of the tables: 2.0 is two points of
        ROUGE. `margins` maps the name of a column to its margin.
    columns
        Names of the columns to judge; by default the main columns with a better direction.
    not_enough_data
        Result if the data neither prove nor exclude a drop: "pass", "warn" or "fail".
    alpha
        Probability of a false alarm over all tests together.

    Returns
    -------
    Verdict
        `status` is "pass", "fail", "incomplete" or "not comparable".

    Raises
    ------
    InputError
        If a file is not a saved run.
    UsageError
        For a column that is not in the run, a number out of range, or a margin that no drop
        could exceed.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> articles = [sk.Article(body, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]
    >>> run = sk.compare(articles, target="dek", words=12, resamples=100).run
    >>> sk.check(run, run, margin=2.0).status
    'pass'
    """
    current, before = _run(run, "run"), _run(baseline, "baseline")
    known = {column.name: column for column in current.header.columns}
    directed = [c.name for c in known.values() if c.better is not None and c.main]
    asked = [] if columns is None else arguments.names("columns", columns, _COLUMNS)
    names = tuple(asked or directed)
    takes = "a mapping of columns to margins, such as {'rouge2.f': 2.0}"
    margins = {} if margins is None else arguments.mapping("margins", margins, takes)
    if isinstance(margin, Mapping):
        raise ArgumentTypeError("margin", margin, "one number", "give `margins` a mapping")
    for name in (*names, *margins):
        current.header.column(name)
    rules = GateRules(
        columns=names,
        margin=margin,
        margins=margins,
        not_enough_data=not_enough_data,  # type: ignore[arg-type]
        alpha=ALPHA if alpha is None else alpha,
    )
    shared = [name for name in before.header.names if name in names]
    return gate(before.only(shared), current.only(names), rules)


def _run(run: Any, parameter: str) -> Run:
    if isinstance(run, Run):
        return run
    if isinstance(run, Comparison):
        return run.run
    if isinstance(run, str | os.PathLike):
        return load_run(run)
    raise ArgumentTypeError(parameter, run, "a Run, a Comparison, or the file of a saved run")
