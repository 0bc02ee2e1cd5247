"""A pytest plugin: a test that fails if the quality of a summariser drops.

    @pytest.mark.summkit(corpora=["data/dev.jsonl"], target="dek", margin=2)
    def test_quality(summkit_quality):
        summkit_quality(my_summariser)

The marker takes the keys of the table [check] of summkit.toml. They override the project's
summkit.toml. Every test has its own baseline, a saved run in the folder ``summkit-baselines``
next to the test file. ``--summkit-update`` writes it.
"""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from summkit.article import Article
    from summkit.evaluation.advice import Advice
    from summkit.evaluation.plan import CheckPlan
    from summkit.evaluation.run import Run
    from summkit.evaluation.running import RunDetails
    from summkit.evaluation.verdict import Verdict
    from summkit.settings import Configuration
    from summkit.system import System

FOLDER = "summkit-baselines"
_LONGEST = 150
"""Largest number of characters of a baseline's name; file systems allow about 250 bytes."""
_VERDICTS = pytest.StashKey[list[dict[str, Any]]]()
_ATTRIBUTE = "summkit_verdicts"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("summkit", "quality of summaries")
    group.addoption(
        "--summkit-update",
        action="store_true",
        help="replace the baselines, unless the new run is worse",
    )
    group.addoption(
        "--summkit-allow-regression",
        action="store_true",
        help="with --summkit-update: replace them even if the new run is worse",
    )
    group.addoption(
        "--summkit-allow-removed",
        action="store_true",
        help="with --summkit-update: replace them even if articles were removed from the corpus, "
        "unless the new run is worse",
    )
    group.addoption(
        "--summkit-json", metavar="FILE", help="write the verdicts of all tests to FILE, as JSON"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker, and collect verdicts in the main process."""
    config.addinivalue_line(
        "markers",
        "summkit(**check): the corpora, metrics and rules of summkit_quality, with the keys of "
        "[check] in summkit.toml.",
    )
    if not hasattr(config, "workerinput"):
        _refuse_place(config.getoption("--summkit-json"))
        config.pluginmanager.register(_Collector(config), "summkit-collector")


def _refuse_place(file: str | None) -> None:
    """Raise pytest.UsageError before the tests if the file of verdicts cannot be written."""
    if file is None:
        return
    if not Path(file).parent.is_dir():
        raise pytest.UsageError(
            f"--summkit-json {file}: there is no folder {Path(file).parent}: create it first"
        )
    if not file.strip() or Path(file).is_dir():
        raise pytest.UsageError(f"--summkit-json {file}: this is a folder: give the name of a file")


@pytest.fixture
def summkit_quality(request: pytest.FixtureRequest) -> Iterator[Quality]:
    """Return a function that measures a summariser and fails if it is below its baseline."""
    quality = Quality(request)
    yield quality
    if not quality.called:
        said = "summkit_quality was not called, so no quality was measured: call it in the test"
        warnings.warn(pytest.PytestWarning(said), stacklevel=1)


class Quality:
    """The callable object that the fixture `summkit_quality` returns."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._item: pytest.Item = request.node
        self._config = request.config
        self._names: list[str] = []
        self.called = False

    def __call__(
        self,
        system: Callable[[Article], str | Sequence[str]] | System | None = None,
        *,
        name: str = "system",
    ) -> Verdict:
        """Measure a system, compare it with its baseline, and fail the test on a regression.

        The test also fails if there is no baseline or if the configuration is wrong.

        Parameters
        ----------
        system
            A function that takes an Article and returns its summary (a text, or a list of
            sentences), or a summkit System. None takes the systems of the marker or of
            summkit.toml.
        name
            Name of the system in the output. If a test measures several systems, each needs
            another name.

        Returns
        -------
        Verdict
            The verdict of a passed check.
        """
        __tracebackhide__ = True
        self.called = True
        from summkit.errors import ArgumentTypeError, SummkitError
        from summkit.report.verdict import verdict_text
        from summkit.schema import keys_of, named

        try:
            if not isinstance(name, str):
                raise ArgumentTypeError("name", name, "a text")
            verdict, advice = self._checked(system, name)
        except SummkitError as error:
            said = named(str(error), keys_of("check"))
            reason = f"summkit: {said}"
            self._keep({"name": name, "status": "error", "headline": said})
        else:
            if verdict.status == "pass":
                return verdict
            reason = verdict_text(verdict, advice)
        # Called outside "except", so that pytest does not print the SummkitError as the cause.
        pytest.fail(reason, pytrace=False)

    def _checked(self, system: Any, name: str) -> tuple[Verdict, Advice]:
        """Return the verdict and the advice about it."""
        from summkit.errors import UsageError
        from summkit.evaluation.advice import advice_on
        from summkit.evaluation.baseline import (
            LoweredError,
            load_baseline,
            slim,
            update,
            waiver,
        )
        from summkit.evaluation.gate import gate
        from summkit.evaluation.plan import plan_of
        from summkit.report.verdict_ci import verdict_data

        if name in self._names:
            raise UsageError(f"{name!r} was already measured: give each measurement its own name")
        self._names.append(name)
        configuration = self._configuration()
        plan = plan_of(configuration, {name: system} if system else {})
        for note in configuration.notes:
            self._item.warn(pytest.PytestDeprecationWarning(f"summkit: {note}"))
        path = self._path(name)
        old = load_baseline(path)
        run, seen = self._measured(plan)
        new = slim(run, list(plan.rules.columns), texts=plan.texts)
        if self._config.getoption("--summkit-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            allow = bool(self._config.getoption("--summkit-allow-regression"))
            try:
                removed = bool(self._config.getoption("--summkit-allow-removed"))
                update(path, old, new, allow, seen.corpus, seen.matching, removed=removed)
            except UsageError as error:
                more = ""
                if old is not None and isinstance(error, LoweredError):
                    flag = f"--summkit-allow-{waiver(old, new, seen.corpus)}"
                    more = f"; to replace it anyway, add {flag}"
                raise UsageError(f"{path}: not updated: {error}{more}") from error
            old = new
        command = f"pytest --summkit-update '{self._item.nodeid}'"
        if old is None:
            raise UsageError(f"no baseline {path}: to write it, run: {command}")
        verdict = gate(old, new, plan.rules, seen.corpus, seen.matching)
        leave = waiver(old, new, seen.corpus)
        advice = advice_on(
            verdict,
            f"run: pytest --summkit-json verdicts.json '{self._item.nodeid}'",
            command,
            f"{command} --summkit-allow-{leave}" if leave else "",
        )
        self._keep(verdict_data(verdict, advice, name))
        return verdict, advice

    def _configuration(self) -> Configuration:
        """Return the project's configuration, overridden by the markers; the closest one wins."""
        from summkit.settings import Configuration, Section, find_configuration

        project = find_configuration(self._config.rootpath)
        given: dict[str, Any] = {}
        for marker in reversed(list(self._item.iter_markers("summkit"))):
            given |= marker.kwargs
        data = dict(project.data)
        data["check"] = {**Section(project, ("check",), None).data, **given}
        return Configuration(
            data,
            project.file or self._config.rootpath / "summkit.toml",
            project.text,
            project.prefix,
            {f"check.{key}": f"{self._item.nodeid}: @pytest.mark.summkit" for key in given},
        )

    def _path(self, name: str) -> Path:
        for marker in self._item.iter_markers("summkit"):
            if "baseline" in marker.kwargs:
                return self._config.rootpath / str(marker.kwargs["baseline"])
        return self._item.path.parent / FOLDER / f"{baseline_name(self._item.nodeid, name)}.json"

    def _measured(self, plan: CheckPlan) -> tuple[Run, RunDetails]:
        from summkit.evaluation.running import run_job
        from summkit.jobs import Unguarded

        said: list[str] = []
        # Unguarded, so that pytest shows the line where the user's function raised an error.
        run, seen, _ = run_job(replace(plan.job, engine=Unguarded()), say=said.append)
        if said:
            self._item.add_report_section("call", "summkit", "\n".join(said))
        return run, seen

    def _keep(self, data: dict[str, Any]) -> None:
        self._item.stash.setdefault(_VERDICTS, []).append({"test": self._item.nodeid} | data)


def baseline_name(nodeid: str, name: str) -> str:
    """Return the name of a test's baseline; different tests have different names.

    Parameters
    ----------
    nodeid
        Id of the test in pytest: "tests/test_a.py::test_b[parameters]", where the parameters may
        contain any characters.
    name
        Name of the measured system.
    """
    path, _, test = nodeid.partition("::")
    file = path.rpartition("/")[2]
    parameters = test.partition("[")[2]
    label = "-".join((f"{file}.{test}".replace("::", "."), name))
    plain = re.sub(r"[^\w.\[\]-]", "_", label)
    # Two names could become equal because characters were replaced, because a bracket may end
    # either part, or because a long name was cut. A digest then distinguishes them.
    doubtful = any(part in parameters for part in ("/", "::")) or "]" in parameters[:-1] + name
    if doubtful:
        label = "\0".join((nodeid, name))
    if plain != label or len(plain) > _LONGEST:
        plain = f"{plain[:_LONGEST]}-{hashlib.sha256(label.encode()).hexdigest()[:8]}"
    return plain


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Attach the verdicts of a test to its report, which also reaches the main process."""
    report = yield
    if call.when == "call" and _VERDICTS in item.stash:
        setattr(report, _ATTRIBUTE, json.dumps(item.stash[_VERDICTS]))
    return report


class _Collector:
    """Collects the verdicts of all tests in the main process."""

    def __init__(self, config: pytest.Config) -> None:
        self.verdicts: list[dict[str, Any]] = []
        self.file: str | None = config.getoption("--summkit-json")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Store the verdicts of a report."""
        self.verdicts += json.loads(getattr(report, _ATTRIBUTE, "[]"))

    def pytest_sessionfinish(self) -> None:
        """Write the file of verdicts, sorted, so that it does not depend on the worker count."""
        self.verdicts.sort(key=lambda verdict: (verdict["test"], verdict["name"]))
        if self.file:
            from summkit.files import write_atomically

            lines = (json.dumps(verdict, ensure_ascii=False) for verdict in self.verdicts)
            text = '{"summkit_tests": [\n' + ",\n".join(lines) + "\n]}\n"
            write_atomically(Path(self.file), [text])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print a line for each verdict."""
        if not self.verdicts:
            return
        terminalreporter.section("summkit")
        for verdict in self.verdicts:
            terminalreporter.line(f"{verdict['test']} ({verdict['name']}): {verdict['headline']}")
