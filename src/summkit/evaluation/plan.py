"""The [check] section of summkit.toml as plain data: what is gated, on what, by which rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from summkit.errors import UsageError
from summkit.evaluation.comparison import SHOWN
from summkit.evaluation.contenders import Contender, Outputs, SystemContender, contender_of
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.evaluate import AGAINST
from summkit.evaluation.job import Job, make_metrics
from summkit.evaluation.outputs import read_candidates
from summkit.evaluation.verdict import TREATMENTS, GateRules
from summkit.reading import ReadOptions, parse_mapping
from summkit.selection import Budget, Rules
from summkit.settings import Section, Settings
from summkit.summarisers.registry import create
from summkit.system import TARGETS, System

SECTION = "check"
BASELINE = "summkit-baseline.json"

# Key -> what it takes, for the error messages.
KEYS = {
    "corpora": "a list of paths",
    "target": f"one of {', '.join(TARGETS)}",
    "against": f"a list of {', '.join(AGAINST)}",
    "metrics": 'a list such as ["rouge", "rouge:types=1,L"]',
    "columns": 'a list such as ["rouge1.f", "rougeLsum.f"]',
    "margin": "a number of 0 or more",
    "margins": "a table of columns, as in [check.margins]",
    "guard": "a table, as in [check.guard]",
    "baseline": "a path",
    "texts": "true or false",
    "not_enough_data": f"one of {', '.join(TREATMENTS)}",
    "alpha": "a number above 0 and below 1",
    "budget": "a table of sentences, words, characters, ratio",
    "language": "a code such as en",
    "map": 'a text such as "headline=title,body=text"',
    "limit": "a whole number of 1 or more",
    "systems": "a table of systems, as in [check.systems.production]",
}
GUARD = {
    "drop": "a number of 0 or more",
    "drops": "a table of columns",
    "allowed": "a whole number of 0 or more",
}
SYSTEM = {
    "method": "a text, one of `summkit methods`",
    "parameters": "a table of the method's parameters",
    "redundancy": "one of none, trigrams, mmr",
    "outputs": "a path",
    "command": "a program and its arguments, as in a shell",
    "timeout": "seconds for one article",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What one gate does.

    Attributes
    ----------
    job
        What is run; paths are those of the file, made relative to its folder.
    rules
        When it fails.
    baseline
        Where its baseline is.
    texts
        Whether the baseline keeps what was written.
    """

    job: Job
    rules: GateRules
    baseline: Path
    texts: bool


def plan_of(settings: Settings, given: Mapping[str, Any] | None = None) -> Plan:
    """Return the plan that the [check] section describes.

    Parameters
    ----------
    given
        Name -> a System, a method or a function, which no file can name; they take the place
        of the section's own systems.

    Raises
    ------
    UsageError
        With file, line and key of whatever is wrong, and what is allowed.
    """
    if SECTION not in settings.data:
        raise UsageError(
            f"{settings.file or 'summkit.toml'}: has no section [check]: "
            "`summkit init` writes one to start from"
        )
    check = Section(settings, (SECTION,), KEYS)
    target = check.choice("target", TARGETS, "summary")
    against = check.strings("against") or [TARGETS[target].reference]
    for name in against:
        if name not in AGAINST:
            raise check.refused("against")
    bounds = check.table("budget", [spec.name for spec in fields(Budget)])
    with check.about("budget"):
        budget = Budget(**bounds) if bounds else None
    specs = [metric_spec(spec) for spec in check.strings("metrics") or ["rouge"]]
    with check.about("metrics"):
        metrics = make_metrics(specs)
    directions = {c: m.higher_is_better(c) for m in metrics for c in m.columns}
    contenders = tuple(
        contender_of(system, target, budget, name) for name, system in (given or {}).items()
    ) or tuple(_systems(check, target, budget))
    corpora = check.strings("corpora")
    if not corpora:
        raise check.settings.refuse(f"is needed: takes {KEYS['corpora']}", SECTION, "corpora")
    with check.about("map"):
        options = ReadOptions(mapping=parse_mapping(check.text("map", "")))
    rules = _rules(check, directions)
    job = Job(
        sources=[check.path(source) for source in corpora],
        target=target,
        against=tuple(against),
        systems=[],
        parameters={},
        outputs={},
        budget=budget,
        metrics=specs,
        limit=check.whole("limit", None, 1),
        sample=None,
        seed=rules.seed,
        language=check.text("language", "") or None,
        options=options,
        baselines=False,
        contenders=contenders,
    )
    baseline = Path(check.path(check.text("baseline", BASELINE)))
    return Plan(job, rules, baseline, check.boolean("texts", True))


def metric_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Split NAME[:param=value,...] into a metric's name and its parameters."""
    name, _, tail = spec.partition(":")
    found: dict[str, str] = {}
    last = ""
    for part in filter(None, tail.split(",")):
        key, equals, value = part.partition("=")
        if equals or not last:
            last = key.strip()
            found[last] = value
        else:  # a comma within a value, as in types=1,2
            found[last] += f",{part}"
    return name, found


def _rules(check: Section, directions: Mapping[str, bool | None]) -> GateRules:
    directed = {c: higher for c, higher in directions.items() if higher is not None}
    shown = [c for c in directed if c in SHOWN or not c.startswith("rouge")]
    columns = check.strings("columns") or shown or list(directed)
    for column in columns:
        if column not in directed:
            what = "only describes" if column in directions else "is not measured"
            raise check.settings.refuse(
                f"names {column!r}, which {what}: choose from {', '.join(directed)}",
                SECTION,
                "columns",
            )
    margins = _amounts(check, "margins", columns)
    guard = check.sub("guard", GUARD)
    drops = dict.fromkeys(columns, guard.number("drop", 0.0)) if guard.has("drop") else {}
    drops |= _amounts(guard, "drops", columns)
    alpha = check.number("alpha", ALPHA)
    if not 0 < alpha < 1:
        raise check.refused("alpha")
    return GateRules(
        columns={column: directed[column] for column in columns},
        margin=check.number("margin", 0.01),
        margins=margins,
        drops=drops,
        allowed=guard.whole("allowed", 0, 0) or 0,
        not_enough_data=check.choice("not_enough_data", TREATMENTS, "warn"),
        alpha=alpha,
    )


def _amounts(section: Section, key: str, columns: list[str]) -> dict[str, float]:
    table = section.sub(key, dict.fromkeys(columns, "a number of 0 or more"))
    return {column: table.number(column, 0.0) for column in table.data}


def _systems(check: Section, target: str, budget: Budget | None) -> Iterator[Contender]:
    tables = check.table("systems", None)
    if not tables:
        raise check.settings.refuse(f"is needed: takes {KEYS['systems']}", SECTION, "systems")
    for name in tables:
        system = check.sub("systems", None).sub(name, SYSTEM)
        kinds = [kind for kind in ("method", "outputs", "command") if system.has(kind)]
        if len(kinds) != 1:
            raise system.settings.refuse(
                "needs exactly one of method, outputs and command", *system.keys
            )
        if kinds[0] == "outputs":
            source = system.text("outputs", "")
            with system.about("outputs"):
                yield Outputs(name, read_candidates(Path(system.path(source))), source)
            continue
        method, parameters = _method(system)
        with system.about("parameters" if system.has("parameters") else kinds[0]):
            summariser = create(method, parameters)
        with system.about("redundancy"):
            rules = Rules(redundancy=system.text("redundancy", "none"))
        yield SystemContender(name, System(summariser, target, budget, rules, name=name))


def _method(system: Section) -> tuple[str, dict[str, Any]]:
    if system.has("command"):
        parameters: dict[str, Any] = {"command": system.text("command", "")}
        if system.has("timeout"):
            parameters["timeout"] = system.number("timeout", 0.0)
        return "command", parameters
    method = system.text("method", "")
    shared = system.settings.data.get("method", {}).get(method, {})
    return method, {**shared, **system.table("parameters", None)}
