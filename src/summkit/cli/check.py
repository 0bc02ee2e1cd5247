"""Measure quality by summkit.toml, and compare it with the baseline.

Exit status 0: quality has not dropped. 1: quality has dropped, or an outputs file lacks texts.
2: the configuration is wrong, or the run failed. 3: no comparison is possible, because there is
no baseline yet or it comes from another corpus or metric.

The first run writes the baseline, unless texts are missing. Review the file and commit it.

Examples:
  summkit init
  summkit check
  summkit check --format github --markdown "$GITHUB_STEP_SUMMARY" --junit gate.xml
  summkit check --update
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from summkit.cli import output as console
from summkit.cli.check_files import FORMATS, Files, name_of
from summkit.cli.config import load
from summkit.cli.declare import Option
from summkit.cli.inputs import named_in
from summkit.cli.options import Config, OnEngine, Resume, Trust, format_option
from summkit.cli.output import Progress, ReaderLeft, say, today, utf8
from summkit.cli.outputs import PAGE, RUN, refuse_suffix
from summkit.errors import SummkitError, UsageError
from summkit.overwriting import protect
from summkit.schema import keys_of

if TYPE_CHECKING:
    from summkit.evaluation.advice import Ended
    from summkit.evaluation.baseline import Waiver
    from summkit.evaluation.plan import CheckPlan
    from summkit.evaluation.run import Run
    from summkit.evaluation.running import RunDetails
    from summkit.evaluation.verdict import Verdict
    from summkit.jobs import Engine

PASS, REGRESSION, NOT_COMPARABLE = 0, 1, 3


def check(
    *,
    config: Config = None,
    trust_config: Trust = False,
    update: Annotated[
        bool,
        Option("--update", help="Replace the baseline by this run, unless this run is worse."),
    ] = False,
    allow_regression: Annotated[
        bool,
        Option(
            "--allow-regression",
            help="With --update: replace the baseline even if this run is worse.",
        ),
    ] = False,
    allow_removed: Annotated[
        bool,
        Option(
            "--allow-removed",
            help="With --update: replace the baseline even if articles were removed from the "
            "corpus, unless this run is worse.",
        ),
    ] = False,
    format_: Annotated[str, format_option(FORMATS)] = "text",
    report: Annotated[
        str | None,
        Option(
            "--report",
            metavar="FILE",
            help="Write an HTML page to FILE with the old and the new texts side by side.",
        ),
    ] = None,
    markdown: Annotated[
        str | None,
        Option("--markdown", metavar="FILE", help="Also append the verdict to FILE, as Markdown."),
    ] = None,
    junit: Annotated[
        str | None,
        Option("--junit", metavar="FILE", help="Also write the verdict to FILE, as JUnit XML."),
    ] = None,
    json_: Annotated[
        str | None,
        Option("--json", metavar="FILE", help="Also write the verdict to FILE, as JSON."),
    ] = None,
    output: Annotated[
        str | None,
        Option(
            "--output", "-o", metavar="FILE", help="Save this run to FILE, for `summkit history`."
        ),
    ] = None,
    resume: Resume = False,
    engine: OnEngine,
) -> int:
    """Run `summkit check`. The module docstring is its help."""
    utf8()
    console.OPTIONS.update(keys_of("check"))
    refuse_suffix("--output", output, RUN, "the run as JSON")
    refuse_suffix("--report", report, PAGE, "an HTML page")
    refuse_suffix("--markdown", markdown, (".md", ".markdown", ".txt"), "Markdown")
    refuse_suffix("--junit", junit, (".xml",), "XML")
    refuse_suffix("--json", json_, (".json",), "JSON")
    written = {"--markdown": markdown, "--junit": junit, "--json": json_, "--report": report}
    ignored = protect({"--output": output, **written}, _inputs(config), folders=False)
    files = Files(format_, markdown, junit, json_, report, name_of(config))
    try:
        files.begin()
        if allow_regression and not update:
            raise UsageError("--allow-regression needs --update")
        if allow_removed and not update:
            raise UsageError("--allow-removed needs --update")
        if resume and output is None:
            raise UsageError("--resume needs --output: name the file of the interrupted run")
        plan = planned(config, trust=trust_config)
        out = Path(output) if output else None
        options = replace(plan.job.options, ignored=ignored)
        plan = replace(plan, job=replace(plan.job, out=out, resume=resume, options=options))
        same = (*(("--config", config) if config else ()), *trust_config * ("--trust-config",))
        return checked(plan, files, engine, same, update, allow_regression, allow_removed)
    except ReaderLeft:
        raise
    except BaseException as error:
        with suppress(SummkitError):  # `error` may itself be that a file cannot be written
            files.ended(ended_by(error))
        raise


def _inputs(config: str | None) -> list[str]:
    """Return the files that the check reads. `planned` reports a wrong configuration later."""
    try:
        return named_in(load(config), "check", "method")
    except SummkitError:
        return [config] if config else []


def planned(config: str | None, *, trust: bool) -> CheckPlan:
    """Return the plan that the configuration describes, and print a note per outdated key.

    Raises
    ------
    UsageError
        If the configuration is wrong, or if it needs `--trust-config`.
    """
    from summkit.cli.consent import require_consent
    from summkit.evaluation.plan import plan_of

    configuration = load(config, trust=trust)
    said = len(configuration.notes)
    plan = plan_of(configuration)
    require_consent(configuration, plan.job)
    for note in configuration.notes[said:]:
        say(note)
    return plan


def checked(
    plan: CheckPlan,
    files: Files,
    engine: Engine,
    same: Sequence[str],
    update: bool,
    allow_regression: bool,
    allow_removed: bool,
) -> int:
    """Run a plan, write the verdict and return the exit status.

    Parameters
    ----------
    same
        The options that select the same configuration, for the commands in the advice.
    """
    from summkit.evaluation.advice import COMPLETE, Ended, advice_on
    from summkit.evaluation.baseline import (
        IncompleteError,
        load_baseline,
        refuse_incomplete,
        slim,
        waiver,
    )
    from summkit.evaluation.comparable import wide_margins
    from summkit.evaluation.gate import gate

    old = load_baseline(plan.baseline)
    if old is not None and old.note:
        say(old.note)
    current, seen = measured(plan, engine, keep=bool(files.report))
    stored = slim(current, list(plan.rules.columns), texts=plan.texts)
    if old is None:
        for line in wide_margins(
            stored, plan.rules, list(stored.header.systems), stored.header.columns
        ):
            say(line)
        try:
            refuse_incomplete(seen.matching)
        except IncompleteError as error:
            message = f"{plan.baseline} is not written: {error}"
            say(message)
            say(COMPLETE)
            files.ended(Ended("no baseline", f"{message}. {COMPLETE}"))
            return NOT_COMPARABLE
        stored.save(plan.baseline)
        message = f"{plan.baseline}: wrote the first baseline: review and commit it"
        say(message)
        files.ended(Ended("no baseline", message))
        return NOT_COMPARABLE
    verdict = gate(old, stored, plan.rules, seen.corpus, seen.matching)
    page = files.report and f"open: {files.report}"
    advice = advice_on(
        verdict,
        page or f"run: {command(same, '--report', 'page.html')}",
        command(same, "--update"),
        waived(same, waiver(old, stored, seen.corpus)),
    )
    html = page_of(verdict, old, stored, seen) if files.report else ""
    files.verdict(verdict, advice, plan.baseline, html)
    if update:
        return replaced(plan, old, stored, seen, same, allow_regression, allow_removed)
    return {"pass": PASS, "fail": REGRESSION, "incomplete": REGRESSION}.get(
        verdict.status, NOT_COMPARABLE
    )


def ended_by(error: BaseException) -> Ended:
    """Return the text that the output files show if an error ended the check."""
    from summkit.evaluation.advice import Ended
    from summkit.schema import named

    if isinstance(error, KeyboardInterrupt):
        return Ended("error", "the check was interrupted")
    text = named(str(error), console.OPTIONS)
    known = isinstance(error, SummkitError)
    return Ended("error", text if known else f"{type(error).__name__}: {text}")


def replaced(
    plan: CheckPlan,
    old: Run,
    new: Run,
    seen: RunDetails,
    same: Sequence[str],
    allow_regression: bool,
    allow_removed: bool,
) -> int:
    """Replace the baseline and return the exit status: `REGRESSION` if that is refused."""
    from summkit.evaluation.baseline import IncompleteError, LoweredError, waiver
    from summkit.evaluation.baseline import update as update_baseline

    try:
        update_baseline(
            plan.baseline,
            old,
            new,
            allow_regression,
            seen.corpus,
            seen.matching,
            removed=allow_removed,
        )
    except IncompleteError:  # the verdict lists the texts and the next steps
        say(f"{plan.baseline} is not updated: texts are missing or duplicated")
        return REGRESSION
    except LoweredError as error:
        say(f"{plan.baseline} is not updated: {error}")
        say(f"To replace it anyway, run: {waived(same, waiver(old, new, seen.corpus))}")
        return REGRESSION
    say(f"{plan.baseline}: updated: review and commit it")
    return PASS


def measured(
    plan: CheckPlan, engine: Engine | None = None, *, keep: bool = False
) -> tuple[Run, RunDetails]:
    """Run the systems of a plan over its corpora and show the progress.

    Parameters
    ----------
    keep
        Whether to store the articles for a report.

    Raises
    ------
    UsageError
        If no article could be measured.
    """
    from summkit.evaluation.running import run_job

    progress = Progress(plan.job.limit)
    job = replace(plan.job, date=today(), keep=keep, engine=engine or plan.job.engine)
    run, seen, _ = run_job(job, say=say, step=progress.step, done=progress.done)
    return run, seen


def command(same: Sequence[str], *options: str) -> str:
    """Return the command line of another `summkit check` with the same configuration."""
    return shlex.join(["summkit", "check", *same, *options])


def waived(same: Sequence[str], what: Waiver) -> str:
    """Return the command line that replaces the baseline anyway; "" if none is needed."""
    return command(same, "--update", f"--allow-{what}") if what else ""


def page_of(verdict: Verdict, old: Run, new: Run, seen: RunDetails) -> str:
    """Return the HTML page: each system's old and new texts, the largest changes first."""
    from summkit.evaluation.advice import Ended
    from summkit.evaluation.comparison import comparison_of
    from summkit.evaluation.merging import AFTER, BEFORE, before_and_after
    from summkit.evaluation.shared import aligned, part
    from summkit.report.browser_data import views_of
    from summkit.report.comparison_html import Opening, render
    from summkit.report.verdict import ended_html, headline, verdict_html

    if not verdict.judgements:
        return ended_html(Ended("error", "; ".join([headline(verdict), *verdict.reasons])))
    worst = max(verdict.judgements, key=lambda one: (verdict.fails(one), one.worse))
    shared = verdict.corpus_change.shared
    new, _, names = aligned(old, new, seen.corpus)
    articles = {names.get(name, name): article for name, article in seen.articles.items()}
    both = before_and_after(part(old, shared), part(new, shared))
    columns = [one.column.name for one in verdict.judgements if one.system == worst.system]
    return render(
        comparison_of(both, baseline=BEFORE + worst.system, columns=columns),
        views_of(articles, new.header.against),
        title=f"summkit check: {headline(verdict)}",
        opening=Opening(AFTER + worst.system, BEFORE + worst.system, "under"),
        verdict=verdict_html(verdict),
    )
