"""Run summkit.toml's [check]; compare it with the baseline.

Ends with 0 where quality holds, 1 where it dropped, 2 where the request is wrong, and 3
where there is nothing to compare with: no baseline yet, another corpus, another metric.
The first run writes the baseline; review and commit it.

Examples:
  summkit init
  summkit check
  summkit check --format github --markdown "$GITHUB_STEP_SUMMARY" --junit gate.xml
  summkit check --update
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summkit.cli import output as console
from summkit.cli.config import load
from summkit.cli.options import Config, OnEngine, Resume, format_option
from summkit.cli.output import Progress, say, today, utf8, write
from summkit.errors import UsageError
from summkit.schema import keys_of

if TYPE_CHECKING:
    from summkit.evaluation.job import Seen
    from summkit.evaluation.plan import Plan
    from summkit.evaluation.run import Run
    from summkit.evaluation.verdict import Verdict
    from summkit.jobs import Engine

FORMATS = ("text", "markdown", "json", "junit", "github")
PASS, REGRESSION, NOT_COMPARABLE = 0, 1, 3


def check(
    *,
    config: Config = None,
    update: Annotated[
        bool, typer.Option("--update", help="Replace the baseline by this run, unless it is worse.")
    ] = False,
    allow_regression: Annotated[
        bool,
        typer.Option("--allow-regression", help="With --update: replace it even if this is worse."),
    ] = False,
    format_: Annotated[str, format_option(FORMATS)] = "text",
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="FILE", help="Write an HTML page to FILE: before beside after."
        ),
    ] = None,
    markdown: Annotated[
        str | None,
        typer.Option("--markdown", metavar="FILE", help="Also write the verdict as Markdown."),
    ] = None,
    junit: Annotated[
        str | None,
        typer.Option("--junit", metavar="FILE", help="Also write the verdict as JUnit XML."),
    ] = None,
    json_: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Also write the verdict as JSON.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Save this run to FILE, for summkit history."
        ),
    ] = None,
    resume: Resume = False,
    engine: OnEngine,
) -> int:
    """Check quality; see the help of the command."""
    from summkit.evaluation.baseline import load_baseline, slim
    from summkit.evaluation.gate import gate
    from summkit.evaluation.plan import plan_of
    from summkit.files import write_atomically

    if allow_regression and not update:
        raise UsageError("--allow-regression needs --update")
    if resume and output is None:
        raise UsageError("--resume needs --output: name the file of the interrupted run")
    utf8()
    console.OPTIONS.update(keys_of("check"))
    configuration = load(config)
    said = len(configuration.notes)
    plan = plan_of(configuration)
    for note in configuration.notes[said:]:
        say(note)
    plan = replace(plan, job=replace(plan.job, out=Path(output) if output else None, resume=resume))
    old = load_baseline(plan.baseline)
    if old is not None and old.note:
        say(old.note)
    current, seen = measured(plan, engine, keep=bool(report))
    stored = slim(current, list(plan.rules.columns), texts=plan.texts)
    if old is None:
        stored.save(plan.baseline)
        say(f"{plan.baseline}: the first baseline: review and commit it")
        return NOT_COMPARABLE
    verdict = gate(old, stored, plan.rules)
    accept = acceptance(verdict, plan, old, stored, config)
    for path, kind in ((markdown, "markdown"), (junit, "junit"), (json_, "json")):
        if path:
            write_atomically(Path(path), [drawn(verdict, kind, accept, plan.baseline)])
    if report:
        write_atomically(Path(report), [html(verdict, old, stored, seen)])
    write(drawn(verdict, format_, accept, plan.baseline))
    if update:
        return replaced(plan, old, stored, config, allow_regression)
    return {"pass": PASS, "fail": REGRESSION, "not comparable": NOT_COMPARABLE}[verdict.status]


def replaced(plan: Plan, old: Run, new: Run, config: str | None, allow_regression: bool) -> int:
    """Replace the baseline and return the exit status: `REGRESSION` where it was refused."""
    from summkit.evaluation.baseline import LoweredError
    from summkit.evaluation.baseline import update as update_baseline

    try:
        update_baseline(plan.baseline, old, new, allow_regression)
    except LoweredError as error:
        say(f"{plan.baseline} is not updated: {error}")
        say(
            f"To accept the lower figures, run: {command(config, '--update', '--allow-regression')}"
        )
        return REGRESSION
    say(f"{plan.baseline}: updated: review and commit it")
    return PASS


def measured(plan: Plan, engine: Engine | None = None, *, keep: bool = False) -> tuple[Run, Seen]:
    """Run the plan's systems over its corpora, with progress; `keep` the articles for a report.

    Raises
    ------
    UsageError
        If nothing could be measured.
    """
    from summkit.evaluation.job import run_job

    progress = Progress(plan.job.limit)
    job = replace(plan.job, date=today(), keep=keep, engine=engine or plan.job.engine)
    run, seen, _ = run_job(job, say=say, step=progress.step, done=progress.done)
    return run, seen


def command(config: str | None, *options: str) -> str:
    """Return the command line of another `summkit check` with the same configuration."""
    words = ["summkit", "check", *(("--config", config) if config else ()), *options]
    return shlex.join(words)


def acceptance(verdict: Verdict, plan: Plan, old: Run, new: Run, config: str | None) -> str:
    """Return the command that accepts the change in a new baseline; "" where none is needed."""
    from summkit.evaluation.baseline import lowered

    if not verdict.reasons:
        return ""
    worse = lowered(old, new)
    return command(config, "--update", *(("--allow-regression",) if worse else ()))


def drawn(verdict: Verdict, kind: str, accept: str, baseline: Path) -> str:
    """Return the verdict in one of `FORMATS`."""
    from summkit.report import verdict as people
    from summkit.report import verdict_ci as programs

    if kind == "github":
        return programs.verdict_annotations(verdict, accept, str(baseline))
    render = {
        "text": people.verdict_text,
        "markdown": people.verdict_markdown,
        "json": programs.verdict_json,
        "junit": programs.verdict_junit,
    }
    return render[kind](verdict, accept)


def html(verdict: Verdict, old: Run, new: Run, seen: Seen) -> str:
    """Return the HTML page: every system before beside after, what moved most first.

    Raises
    ------
    UsageError
        If the runs share no system, or cannot be compared.
    """
    from summkit.evaluation.comparison import comparison_of
    from summkit.evaluation.merging import AFTER, BEFORE, before_and_after
    from summkit.report.browser_data import views_of
    from summkit.report.comparison_html import Opening, render
    from summkit.report.verdict import headline

    if not verdict.judgements:
        raise UsageError("--report: the baseline and this run share no system to show")
    worst = max(verdict.judgements, key=lambda one: (verdict.fails(one), one.worse))
    both = before_and_after(old, new)
    return render(
        comparison_of(both, baseline=BEFORE + worst.system, columns=list(verdict.rules.columns)),
        views_of(seen.articles, new.header.against),
        title=f"summkit check: {headline(verdict)}",
        opening=Opening(AFTER + worst.system, BEFORE + worst.system, "under"),
    )
