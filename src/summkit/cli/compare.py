"""`summkit compare`: systems over a corpus, or saved runs, and whether a difference is real."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from summkit.cli.options import (
    ArticleSeconds,
    Workers,
    budget,
    check_choice,
    local,
    read_options,
    system_spec,
)
from summkit.cli.output import Progress, say, utf8, write
from summkit.errors import UsageError

EXAMPLES = """\b
Examples:
  summkit compare news.jsonl --for summary --system lexrank --system textrank
  summkit compare news.jsonl --for dek --words 30 --report report.html
  summkit compare news.jsonl.gz --system kl --out kl.json --resume --workers 4
  summkit compare before.json after.json
"""

FORMATS = ("text", "markdown", "csv", "latex", "json")


def compare(
    sources: Annotated[
        list[str], typer.Argument(metavar="CORPUS|RUN...", help="Corpora, or saved runs.")
    ],
    system: Annotated[
        list[str] | None,
        typer.Option("--system", "-s", metavar="NAME[:PARAM=VALUE,...]", help="What to compare."),
    ] = None,
    outputs: Annotated[
        list[str] | None,
        typer.Option("--outputs", metavar="NAME=FILE", help="Texts made elsewhere, by id."),
    ] = None,
    target: Annotated[str | None, typer.Option("--for", help="headline, lede, dek, summary.")] = (
        None
    ),
    against: Annotated[
        str | None, typer.Option(help="References: headline, dek, summary.", show_default="target")
    ] = None,
    baseline: Annotated[str, typer.Option(help="What the others are tested against.")] = "lead",
    sentences: Annotated[int | None, typer.Option(help="At most so many sentences.")] = None,
    words: Annotated[int | None, typer.Option(help="At most so many words.")] = None,
    chars: Annotated[int | None, typer.Option(help="At most so many characters.")] = None,
    ratio: Annotated[float | None, typer.Option(help="Share of the sentences, 0 to 1.")] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", metavar="NAME[:PARAM=VALUE]", help="What is measured."),
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", help="A value to show, such as rouge2.f.")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first so many articles.")] = None,
    sample: Annotated[int | None, typer.Option(help="Only so many, drawn by --seed.")] = None,
    seed: Annotated[int, typer.Option(help="Of the sample and the resamples.")] = 12345,
    resamples: Annotated[int, typer.Option(help="Of the bootstrap and the test.")] = 10_000,
    strata: Annotated[
        str | None, typer.Option(help="Tables by bin: length, density or both.")
    ] = None,
    out: Annotated[str | None, typer.Option(help="Save the run there, as JSON.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an unfinished --out.")] = (
        False
    ),
    report: Annotated[str | None, typer.Option(help="Write an HTML report there.")] = None,
    workers: Workers = None,
    article_seconds: ArticleSeconds = 300.0,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown, csv, latex or json.")
    ] = "text",
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Code such as en; else detected.")
    ] = None,
    map_: Annotated[
        str | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="Where a record keeps its fields."),
    ] = None,
    input_format: Annotated[
        str, typer.Option("--input-format", help="text, html, jsonl, csv...; else by content.")
    ] = "auto",
    max_bytes: Annotated[int, typer.Option(help="Largest article read.")] = 10_000_000,
    timeout: Annotated[float, typer.Option(help="Seconds for one page or URL.")] = 20.0,
    config: Annotated[
        str | None, typer.Option(help="Configuration file.", show_default="./summkit.toml")
    ] = None,
) -> int:
    """Compare summarisers on a corpus, and say which differences are real.

    The lead, the lead cut in mid-sentence at the budget, a random choice and the oracle
    always stand in the table. Saved runs are compared without running anything.
    """
    from summkit.cli.config import load
    from summkit.evaluation.comparison import comparison_of

    check_choice("--format", format_, FORMATS)
    settings = load(config)
    defaults = settings.get("compare", {})
    utf8()
    if all(_is_run(source) for source in sources):
        run, seen, status = _saved(sources), None, 0
    else:
        from summkit.evaluation.job import Job, run_job
        from summkit.evaluation.plan import metric_spec

        job = Job(
            sources=sources,
            target=target or defaults.get("for", "summary"),
            against=_split(against) or tuple(defaults.get("against", ())),
            systems=[system_spec(spec) for spec in system or defaults.get("systems", [])],
            parameters=settings.get("method", {}),
            outputs=dict(_pair(pair) for pair in outputs or []),
            budget=budget(sentences=sentences, words=words, characters=chars, ratio=ratio)
            or budget(**defaults.get("budget", {})),
            metrics=[metric_spec(spec) for spec in metric or defaults.get("metrics", [])],
            limit=limit,
            sample=sample,
            seed=seed,
            language=language,
            options=read_options(map_, input_format, max_bytes, timeout),
            out=Path(out) if out else None,
            resume=resume,
            keep=bool(report),
            engine=local(workers, article_seconds),
        )
        progress = Progress()
        run, seen, status = run_job(job, say=say, step=progress.step, done=progress.done)
    comparison = comparison_of(
        run,
        baseline=baseline,
        columns=column,
        strata=_strata(_split(strata), run),
        resamples=resamples,
        seed=seed,
    )
    _show(comparison, format_)
    if report:
        from summkit.files import write_atomically
        from summkit.report.browser_data import views_of
        from summkit.report.comparison_html import render

        seconds = seen.seconds if seen else None
        views = views_of(seen.articles, run.header.against) if seen else None
        page = render(comparison, views, seconds=seconds)
        write_atomically(Path(report), [page])
        say(f"report: {report}")
    return status


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _pair(text: str) -> tuple[str, str]:
    name, equals, path = text.partition("=")
    if not equals:
        raise UsageError(f"--outputs {text}: takes NAME=FILE")
    return name, path


def _is_run(source: str) -> bool:
    if not source.endswith(".json"):
        return False
    try:
        with Path(source).open("rb") as file:
            return b'"summkit_run"' in file.read(64)
    except OSError:
        return False


def _saved(sources: list[str]) -> Any:
    from summkit.evaluation.comparison import merged
    from summkit.evaluation.run import load_run

    return merged({Path(source).stem: load_run(Path(source)) for source in sources})


def _strata(names: tuple[str, ...], run: Any) -> dict[str, list[float]]:
    """Return each property of the articles, in the order of the run."""
    found: dict[str, list[float]] = {}
    for name in names:
        if name not in ("length", "density"):
            raise UsageError(f"--strata {name} does not exist: one of length, density")
        values = run.header.extra.get("properties", {}).get(name)
        if values is None:
            raise UsageError(f"--strata {name}: the run does not hold it: make it again")
        found[name] = [float("nan") if value is None else value for value in values]
    return found


def _show(comparison: Any, format_: str) -> None:
    from summkit.report.comparison_table import as_data, tables
    from summkit.report.escape import to_json
    from summkit.report.tables import RENDERERS

    if format_ == "json":
        write(to_json(as_data(comparison)) + "\n")
        return
    found = tables(comparison)
    write("\n".join(RENDERERS[format_](table) for table in found))
