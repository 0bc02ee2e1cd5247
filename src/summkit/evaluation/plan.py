"""The [check] section of summkit.toml as plain data: systems, corpus, rules and baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summkit.budget import Budget
from summkit.errors import UsageError
from summkit.evaluation.contenders import Contender, SystemContender, contender_of, outputs_of
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.job import ComparisonJob, in_order, make_metrics
from summkit.evaluation.outputs import read_candidates
from summkit.language import asked_language
from summkit.metrics.column import Column, columns_of
from summkit.metrics.registry import metric_spec
from summkit.reading import ReadOptions, parse_mapping
from summkit.schema import BUDGET, GUARD, SECTIONS, SETTINGS, SYSTEM, Setting
from summkit.settings import Configuration, Section
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.targets import TARGETS

_MOST = 100
"""Points between the worst and the best value of a share (0 to 1)."""

SECTION = "check"
BASELINE = "summkit-baseline.json"


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """The plan of one check.

    Attributes
    ----------
    job
        The run to make. Paths from the file are relative to the folder of the file.
    rules
        The rules by which the gate judges the run.
    baseline
        The path of the baseline.
    texts
        Whether the baseline contains the written texts.
    """

    job: ComparisonJob
    rules: GateRules
    baseline: Path
    texts: bool


def plan_of(configuration: Configuration, given: Mapping[str, Any] | None = None) -> CheckPlan:
    """Return the plan that the [check] section describes.

    Parameters
    ----------
    given
        Name -> a System, a method or a function, which a file cannot contain. They replace the
        systems of the section.

    Raises
    ------
    UsageError
        If a value is wrong. The message contains file, line, key and the allowed values.
    """
    if SECTION not in configuration.data:
        file = configuration.file
        if file:
            raise UsageError(f"{file}: has no section [check]: `summkit init` writes one")
        raise UsageError(
            "no summkit.toml in this folder: name another file with `config`, or run: summkit init"
        )
    check = Section(configuration, (SECTION,), SECTIONS[SECTION])
    target = check.get("target", "summary")
    against = check.get("against") or [TARGETS[target].reference]
    bounds = check.sub("budget", BUDGET).data
    budget = Budget(**bounds) if bounds else None
    specs = [metric_spec(spec) for spec in check.get("metrics") or ["rouge"]]
    with check.about("metrics"):
        metrics = make_metrics(specs)
    columns = {c.name: c for metric in metrics for c in columns_of(metric)}
    if not given and not check.sub("systems", None).data:
        raise _missing(check, "systems")
    corpora = check.get("corpora")
    if not corpora:
        raise _missing(check, "corpora")
    with check.about("map"):
        options = ReadOptions(mapping=parse_mapping(check.get("map", "")))
    language = check.get("language")
    if language is not None:
        with check.about("language"):
            language = asked_language(language).code
    rules = _rules(check, columns)
    job = ComparisonJob(
        sources=[check.path(source) for source in corpora],
        target=target,
        against=tuple(against),
        systems=[],
        parameters={},
        outputs={},
        budget=budget,
        metrics=specs,
        limit=check.get("limit"),
        sample=None,
        seed=rules.seed,
        language=language,
        options=options,
        baselines=False,
    )
    contenders = tuple(
        contender_of(system, target, budget, name) for name, system in (given or {}).items()
    ) or tuple(_systems(check, job))
    baseline = Path(check.path(check.get("baseline", BASELINE)))
    return CheckPlan(replace(job, contenders=contenders), rules, baseline, check.get("texts", True))


def _rules(check: Section, measured: Mapping[str, Column]) -> GateRules:
    directed = {name: c for name, c in measured.items() if c.better is not None}
    main = [name for name, c in directed.items() if c.main]
    columns = check.get("columns") or main or list(directed)
    for column in columns:
        if column not in directed:
            what = "only describes" if column in measured else "is not measured"
            raise check.configuration.refuse(
                f"names {column!r}, which {what}: choose from {', '.join(directed)}",
                SECTION,
                "columns",
            )
    gated = [directed[name] for name in columns]
    points = check.has("unit")
    margins = _amounts(check, "margin", "margins", gated, points)
    guard = check.sub("guard", GUARD)
    return GateRules(
        columns=tuple(columns),
        margins=margins,
        common=[name for name in margins if name not in check.get("margins", {})],
        drops=_amounts(guard, "drop", "drops", gated, points),
        allowed=guard.get("allowed", 0),
        empty=guard.get("empty", 0),
        not_enough_data=check.get("not_enough_data", "warn"),
        alpha=check.get("alpha", ALPHA),
    )


def _amounts(
    section: Section, key: str, table: str, columns: Sequence[Column], points: bool
) -> dict[str, float]:
    """Return the margin or limit of each column that has one, in the unit of the tables.

    Parameters
    ----------
    key, table
        The setting for all columns, and the table with values for single columns.
    points
        Whether the file declares that its numbers are in the unit of the tables. If it does not,
        a number below 1 in a column of shares is read as a share, as in the previous version, and
        a note reports it.
    """
    separate = section.sub(table, {c.name: Setting("number", low=0) for c in columns})
    amounts = {}
    for column in columns:
        if separate.has(column.name):
            place, value = separate, separate.get(column.name)
            keys: tuple[str, ...] = (*separate.keys, column.name)
        elif section.has(key):
            place, value, keys = section, section.get(key), (*section.keys, key)
        else:
            continue
        amounts[column.name] = float(value)
        if not column.share:
            continue
        if value >= _MOST:
            raise place.configuration.refuse(
                f"= {value:g} is not allowed: no value can fall by more than {_MOST} points", *keys
            )
        if 0 < value < 1 and not points:
            amounts[column.name] = 100 * value
            place.configuration.note(
                f"= {value:g} is read as {100 * value:g} points, as in the previous version: write "
                f'{100 * value:g}, or unit = "points" in [check] if it means {value:g} points',
                *keys,
            )
    return amounts


def _missing(check: Section, key: str) -> UsageError:
    return check.configuration.refuse(f"is needed: takes {SETTINGS[key].words()}", SECTION, key)


def _systems(check: Section, job: ComparisonJob) -> Iterator[Contender]:
    tables = check.sub("systems", None)
    for name in tables.data:
        system = tables.sub(name, SYSTEM)
        kinds = [kind for kind in ("method", "outputs", "command") if system.has(kind)]
        if len(kinds) != 1:
            raise system.configuration.refuse(
                "needs exactly one of method, outputs and command", *system.keys
            )
        if kinds[0] == "outputs":
            source = system.get("outputs")
            with system.about("outputs"):
                texts = read_candidates(system.path(source), called=name)
                yield outputs_of(name, in_order(texts, job))
            continue
        method, parameters = _method(system)
        with system.about("parameters" if system.has("parameters") else kinds[0]):
            summariser = create(method, parameters)
        redundancy = system.get("redundancy", "none")
        made = System(summariser, job.target, job.budget, redundancy=redundancy, name=name)
        yield SystemContender(name, made)


def _method(system: Section) -> tuple[str, dict[str, Any]]:
    if system.has("command"):
        parameters: dict[str, Any] = {"command": system.get("command")}
        if system.has("timeout"):
            parameters["timeout"] = float(system.get("timeout"))
        if system.has("environment"):
            parameters["environment"] = system.get("environment")
        return "command", parameters
    method = system.get("method")
    shared = Section(system.configuration, ("method", method), None).data
    return method, {**shared, **system.get("parameters", {})}
