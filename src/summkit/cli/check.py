"""`summkit check`: fail a build when the quality of a summariser really drops."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summkit.cli.options import ArticleSeconds, Workers, check_choice, local
from summkit.cli.output import Progress, say, utf8, write
from summkit.errors import UsageError

if TYPE_CHECKING:
    from summkit.evaluation.job import Seen
    from summkit.evaluation.plan import Plan
    from summkit.evaluation.run import Run
    from summkit.evaluation.verdict import Verdict
    from summkit.jobs import Engine

EXAMPLES = """\b
Examples:
  summkit init
  summkit check
  summkit check --format github --markdown "$GITHUB_STEP_SUMMARY" --junit gate.xml
  summkit check --update
"""

FORMATS = ("text", "markdown", "json", "junit", "github")
PASS, REGRESSION, NOT_COMPARABLE = 0, 1, 3


def check(
    config: Annotated[
        str | None, typer.Option(help="Configuration file.", show_default="./summkit.toml")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Replace the baseline; only upwards.")
    ] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: downwards as well.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown, json, junit or github.")
    ] = "text",
    report: Annotated[
        str | None, typer.Option(help="Write an HTML page there, before beside after.")
    ] = None,
    markdown: Annotated[str | None, typer.Option(help="Write Markdown there as well.")] = None,
    junit: Annotated[str | None, typer.Option(help="Write JUnit XML there as well.")] = None,
    json_: Annotated[str | None, typer.Option("--json", help="Write JSON there as well.")] = None,
    out: Annotated[
        str | None, typer.Option("--out", help="Save the current run there, for history.")
    ] = None,
    workers: Workers = None,
    article_seconds: ArticleSeconds = 300.0,
) -> int:
    """Run what summkit.toml names in [check] and compare it with the stored baseline.

    Ends with 0 where quality holds, 1 where it dropped, 2 where the request is wrong, and 3
    where there is nothing to compare with: no baseline yet, another corpus, another metric.
    The first run writes the baseline; review and commit it.
    """
    from summkit.cli.config import load_settings
    from summkit.evaluation.baseline import LoweredError, load_baseline, slim
    from summkit.evaluation.baseline import update as update_baseline
    from summkit.evaluation.gate import gate
    from summkit.evaluation.plan import plan_of
    from summkit.files import write_atomically

    check_choice("--format", format_, FORMATS)
    if allow_regression and not update:
        raise UsageError("--allow-regression goes with --update")
    utf8()
    plan = plan_of(load_settings(config))
    old = load_baseline(plan.baseline)
    current, seen = measured(plan, local(workers, article_seconds), keep=bool(report))
    stored = slim(current, list(plan.rules.columns), texts=plan.texts)
    if out:
        current.save(Path(out))
    if old is None:
        stored.save(plan.baseline)
        say(f"{plan.baseline}: the first baseline: review and commit it")
        return NOT_COMPARABLE
    verdict = gate(old, stored, plan.rules)
    mend = mending(verdict, plan, old, stored, config)
    for path, kind in ((markdown, "markdown"), (junit, "junit"), (json_, "json")):
        if path:
            write_atomically(Path(path), [drawn(verdict, kind, mend, plan.baseline)])
    if report:
        write_atomically(Path(report), [html(verdict, old, stored, seen)])
    write(drawn(verdict, format_, mend, plan.baseline))
    if update:
        try:
            update_baseline(plan.baseline, old, stored, plan.rules.columns, allow_regression)
        except LoweredError as error:
            say(f"{plan.baseline} is not updated: {error}")
            say(f"to lower it all the same: {command(config, '--update', '--allow-regression')}")
            return REGRESSION
        say(f"{plan.baseline}: updated: review and commit it")
        return PASS
    return {"pass": PASS, "fail": REGRESSION, "not comparable": NOT_COMPARABLE}[verdict.status]


def measured(plan: Plan, engine: Engine | None = None, *, keep: bool = False) -> tuple[Run, Seen]:
    """Run the plan's systems over its corpora, with progress; `keep` the articles for a report.

    Raises
    ------
    UsageError
        If nothing could be measured.
    """
    from summkit.evaluation.job import run_job

    progress = Progress()
    job = replace(plan.job, keep=keep, engine=engine or plan.job.engine)
    run, seen, _ = run_job(job, say=say, step=progress.step, done=progress.done)
    return run, seen


def command(config: str | None, *options: str) -> str:
    """Return the command line of another `summkit check` with the same configuration."""
    words = ["summkit", "check", *(("--config", config) if config else ()), *options]
    return shlex.join(words)


def mending(verdict: Verdict, plan: Plan, old: Run, new: Run, config: str | None) -> str:
    """Return the command that makes the next run comparable; "" where it is."""
    from summkit.evaluation.baseline import lowered

    if not verdict.reasons:
        return ""
    worse = lowered(old, new, plan.rules.columns)
    return command(config, "--update", *(("--allow-regression",) if worse else ()))


def drawn(verdict: Verdict, kind: str, mend: str, baseline: Path) -> str:
    """Return the verdict in one of `FORMATS`."""
    from summkit.report import verdict as people
    from summkit.report import verdict_ci as programs

    if kind == "github":
        return programs.verdict_annotations(verdict, mend, str(baseline))
    render = {
        "text": people.verdict_text,
        "markdown": people.verdict_markdown,
        "json": programs.verdict_json,
        "junit": programs.verdict_junit,
    }
    return render[kind](verdict, mend)


def html(verdict: Verdict, old: Run, new: Run, seen: Seen) -> str:
    """Return the HTML page: every system before beside after, what moved most first.

    Raises
    ------
    UsageError
        If the runs share no system, or cannot be compared.
    """
    from summkit.evaluation.baseline import AFTER, BEFORE, before_and_after
    from summkit.evaluation.comparison import comparison_of
    from summkit.report.browser_data import views_of
    from summkit.report.comparison_html import Opening, render
    from summkit.report.verdict import headline

    if not verdict.judgements:
        raise UsageError("--report: there is nothing to show before beside after")
    worst = max(verdict.judgements, key=lambda one: (verdict.fails(one), one.worse))
    columns = verdict.rules.columns
    return render(
        comparison_of(
            before_and_after(old, new), baseline=BEFORE + worst.system, columns=list(columns)
        ),
        views_of(seen.articles, new.header.against),
        title=f"summkit check: {headline(verdict)}",
        opening=Opening(AFTER + worst.system, BEFORE + worst.system, "under"),
        lower_is_better=[column for column, higher in columns.items() if not higher],
    )
