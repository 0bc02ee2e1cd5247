"""Compare summarisers; test which differences are significant.

The tables show the mean of each value, and each system's difference from the baseline with an
interval and a p-value. They always include the lead, a random choice, the oracle (the article's
sentences that are closest to the reference) and, at a budget of words or characters, the lead cut
in mid-sentence at the budget. Given saved runs, the command compares their values and runs no
system. With --references instead of a corpus, it compares the texts of --outputs with these
references, without the articles and without the systems that need them.

If a file of --outputs lacks the text of an article, that article does not count in the mean of
its system, and a note gives the number. An empty text or null counts as 0. A difference uses the
articles that both systems have. If a system fails on an article, no system is measured on it.
Texts whose id is not in the corpus are ignored and listed. In each of these cases except the empty
text, the exit status is 1.

The saved run has the same bytes for every --workers and --engine.

Examples:
  summkit compare news.jsonl --target dek --system lexrank --system textrank
  summkit compare news.jsonl --target dek --words 30 --report report.html
  summkit compare news.jsonl.gz --system kl -o kl.json --resume --workers 4
  summkit compare before.json after.json
  summkit compare --references refs.csv --outputs old=t.csv --outputs new=t.csv --baseline old
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from summkit.cli.compare_files import strata_of, write_report, write_speed
from summkit.cli.declare import Argument, Option
from summkit.cli.inputs import files_of
from summkit.cli.options import (
    Config,
    Language,
    Limit,
    Metric,
    OnEngine,
    Output,
    OwnBudget,
    Reading,
    References,
    Report,
    Resamples,
    Resume,
    Seed,
    Target,
    Trust,
    check,
    format_option,
    language_code,
    named_system_spec,
    option,
)
from summkit.cli.options import (
    budget as budget_of,
)
from summkit.cli.output import Progress, say, say_status, today, utf8, write
from summkit.cli.outputs import PAGE, RUN, refuse_suffix
from summkit.cli.saved_runs import are_saved_runs, load_saved_runs, refuse_unused
from summkit.errors import UsageError
from summkit.overwriting import protect

FORMATS = ("text", "markdown", "csv", "latex", "json")


def compare(
    sources: Annotated[
        list[str] | None,
        Argument(
            metavar="CORPUS|RUN",
            help="Files of articles with references, or runs that --output saved.",
        ),
    ] = None,
    *,
    context: typer.Context,
    target: Target = None,
    budget: OwnBudget,
    system: Annotated[
        list[str] | None,
        Option(
            "--system",
            "-s",
            metavar="[NAME=]METHOD[:PARAM=VALUE,...]",
            help="Method to compare; NAME is its name in the tables. Repeatable.",
        ),
    ] = None,
    outputs: Annotated[
        list[str] | None,
        Option(
            "--outputs",
            metavar="NAME=FILE",
            help="Texts from another program, matched by id. If FILE is a table with a column per "
            "system, the column NAME is read. Repeatable.",
        ),
    ] = None,
    references: References = None,
    against: Annotated[
        str | None,
        Option(
            "--against",
            metavar="FIELD,...",
            help="Fields that are the references: headline, dek, summary.",
            show_default="by --target",
        ),
    ] = None,
    baseline: Annotated[
        str,
        Option(
            "--baseline",
            metavar="SYSTEM",
            help="System that the others are tested against; with --references, by default the "
            "first of --outputs.",
        ),
    ] = "lead",
    language: Language = None,
    metric: Metric = None,
    column: Annotated[
        list[str] | None,
        Option("--column", metavar="NAME", help="Value to show, such as rouge2.f. Repeatable."),
    ] = None,
    limit: Limit = None,
    sample: Annotated[int | None, option("sample")] = None,
    seed: Seed = 12345,
    resamples: Resamples = 10_000,
    strata: Annotated[
        str | None,
        Option(
            "--strata",
            metavar="NAME,...",
            help="Add tables for groups of articles: by length, by density, or both.",
        ),
    ] = None,
    output: Output = None,
    resume: Resume = False,
    report: Report = None,
    speed: Annotated[
        str | None,
        Option(
            "--speed",
            metavar="FILE",
            help="Write each system's seconds per article to FILE, for `summkit history` and the "
            "desk.",
        ),
    ] = None,
    format_: Annotated[str, format_option(FORMATS)] = "text",
    reading: Reading,
    engine: OnEngine,
    config: Config = None,
    trust_config: Trust = False,
) -> int:
    """Run `summkit compare`. The module docstring is its help."""
    if strata and format_ == "csv":
        raise UsageError(
            "--strata adds tables, but --format csv prints a single table: use --format json"
        )
    from summkit.evaluation.comparison import comparison_of

    sources = sources or []
    if references:
        _refuse_with_references(
            {"CORPUS": sources, "--system": system, "--against": against, "--strata": strata}
        )
    elif not sources:
        raise UsageError("CORPUS|RUN is missing: see summkit compare --help")
    refuse_suffix(
        "--output", output, RUN, "the run as JSON", "; to print the table in a format: --format"
    )
    refuse_suffix("--report", report, PAGE, "an HTML page")
    refuse_suffix("--speed", speed, RUN, "JSON")
    written = {"--output": output, "--report": report, "--speed": speed}
    named_files = files_of([*(system or []), *(outputs or [])])
    ignored = protect(written, [*sources, *(references or []), config, *named_files])
    reading = replace(reading, ignored=ignored)
    utf8()
    if sources and are_saved_runs(sources):
        refuse_unused(context)
        run, seen, status = load_saved_runs(sources), None, 0
    else:
        from summkit.cli.config import defaults, load
        from summkit.cli.consent import named_by_methods, named_by_metrics, refuse_unnamed
        from summkit.evaluation.job import ComparisonJob
        from summkit.evaluation.running import run_job
        from summkit.metrics.registry import metric_spec

        if resume and output is None:
            raise UsageError("--resume needs --output: name the file of the interrupted run")
        configuration = load(config, trust=trust_config)
        settings = defaults(configuration, "compare")
        systems = [named_system_spec(spec) for spec in system or settings.get("systems", [])]
        metrics = [metric_spec(spec) for spec in metric or settings.get("metrics", [])]
        for named in (
            *named_by_methods(
                configuration, "" if system else "compare", [each[:2] for each in systems]
            ),
            *(() if metric else named_by_metrics("compare", metrics)),
        ):
            refuse_unnamed(configuration, named)
        pairs = _pairs(outputs or [])
        gold, articles = None, None
        if references:
            from summkit.evaluation.referenced import reference_texts, refuse_together, stand_ins

            refuse_together({}, pairs)
            gold = reference_texts(list(map(Path, references)), reading)
            articles = stand_ins(gold, language_code(language), say)
        job = ComparisonJob(
            sources=sources or references or [],
            articles=articles,
            labels=None,
            references=gold,
            baselines=gold is None,
            target=target or settings.get("target", "summary"),
            against=_fields(against) or (() if gold else tuple(settings.get("against", ()))),
            systems=[] if gold else systems,
            parameters=configuration.data.get("method", {}),
            outputs=pairs,
            budget=budget or budget_of(settings.get("budget", {})),
            metrics=metrics,
            limit=limit,
            sample=sample,
            seed=seed,
            language=language_code(language),
            options=reading,
            out=Path(output) if output else None,
            resume=resume,
            keep=bool(report),
            date=today(),
            engine=engine,
        )
        progress = Progress(sample or limit)
        run, seen, status = run_job(job, say=say, step=progress.step, done=progress.done)
    comparison = comparison_of(
        run,
        baseline=baseline,
        columns=column,
        strata=strata_of(_split(strata), run),
        resamples=resamples,
        seed=seed,
    )
    _show(comparison, format_)
    if report:
        write_report(Path(report), comparison, run, seen)
    if speed:
        write_speed(Path(speed), run, seen)
    if seen and status:
        say_status(status, *_reasons(run, seen))
    return status


def _refuse_with_references(given: dict[str, Any]) -> None:
    """Raise UsageError for an argument that needs the articles, which --references lacks."""
    for name, value in given.items():
        if value:
            raise UsageError(
                f"{name} cannot be combined with --references, which is for texts without their "
                "articles: leave one out"
            )


def _reasons(run: Any, seen: Any) -> list[str]:
    """Return the reasons for exit status 1 of a run that has printed its tables."""
    failed = run.header.corpus["failed"]
    return [
        *([f"{failed} article{'s' * (failed != 1)} failed"] if failed else []),
        *(f"{name}: {'; '.join(each.counts('corpus'))}" for name, each in seen.matching.items()),
    ]


def _fields(text: str | None) -> tuple[str, ...]:
    fields = _split(text)
    if fields:
        check("against", list(fields))
    return fields


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _pairs(texts: list[str]) -> dict[str, str]:
    """Return the files of --outputs by system name.

    Raises
    ------
    UsageError
        If a text is not NAME=FILE, or if a name is given twice.
    """
    files: dict[str, str] = {}
    for text in texts:
        name, _, path = text.partition("=")
        if not name or not path:
            raise UsageError(f"--outputs {text}: takes NAME=FILE")
        if name in files:
            raise UsageError(f"--outputs {name} is given twice: give each file another name")
        files[name] = path
    return files


def _show(comparison: Any, format_: str) -> None:
    from summkit.report.comparison_data import as_data
    from summkit.report.comparison_table import drawn
    from summkit.report.escape import to_json

    if format_ == "json":
        write(to_json(as_data(comparison)) + "\n")
        return
    write(drawn(comparison, format_))
