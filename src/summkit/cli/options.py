"""The options that several commands share, each declared once.

A group of options makes one object. A command uses a group by the annotation of a parameter::

    def summarise(..., reading: Reading, budget: OwnBudget, engine: OnEngine) -> int:

`summkit.cli.groups` adds the options of the group to the command and passes the object that the
function of the group makes from their values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from summkit.cli.declare import Option
from summkit.cli.groups import Group
from summkit.cli.output import say
from summkit.errors import UsageError
from summkit.schema import SETTINGS, nearest

if TYPE_CHECKING:
    from summkit.budget import Budget
    from summkit.jobs import Engine
    from summkit.reading import ReadOptions


def check(name: str, value: Any, option: str = "") -> None:
    """Refuse a value that a setting does not take.

    Raises
    ------
    UsageError
        If the value is not allowed. The message contains the option and the allowed values.
    """
    setting = SETTINGS[name]
    if not setting.accepts(value):
        near = nearest(value, setting.allowed()) if isinstance(value, str) else ""
        shown = ",".join(value) if isinstance(value, list) else value
        raise UsageError(
            f"{option or '--' + name.replace('_', '-')} {shown} is not allowed{near}: "
            f"takes {setting.words(value)}"
        )


def check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is not one of the choices.

    Raises
    ------
    UsageError
        If the value is not a choice. The message lists the choices.
    """
    if value not in choices:
        near = nearest(value, choices)
        raise UsageError(
            f"{option} {value} does not exist{near}: choose one of {', '.join(choices)}"
        )


def now_called(name: str, value: Any) -> Any:
    """Return the current spelling of a setting's value; print a note if the spelling changed."""
    renamed = SETTINGS[name].renamed
    if renamed is None or not isinstance(value, str) or value not in renamed:
        return value
    say(f"the {name} {value} is now {renamed[value]}")
    return renamed[value]


def option(name: str, *flags: str, help: str = "", **more: Any) -> Any:
    """Return the option of a setting, with its name, its help and a check of its value."""
    setting = SETTINGS[name]
    first = "--" + name.replace("_", "-")
    metavar = {"whole": "N", "number": "X", "text": "TEXT"}.get(setting.kind)

    def checked(value: Any) -> Any:
        if value is not None:
            value = now_called(name, value)
            check(name, value, first)
        return value

    settled: dict[str, Any] = {"metavar": metavar, "help": help or setting.doc}
    settled.update(callback=checked, **more)
    return Option(first, *flags, **settled)


# One option each.
Target = Annotated[str | None, option("target", "-t", show_default="summary", metavar="TARGET")]
Method = Annotated[str | None, option("method", "-m", metavar="NAME", show_default="newsrank")]
Language = Annotated[
    str | None,
    option("language", "-l", metavar="CODE", show_default="the article's language, else detected"),
]
Limit = Annotated[int | None, option("limit")]
Seed = Annotated[int, option("seed")]
Resamples = Annotated[int, option("resamples")]
Metric = Annotated[
    list[str] | None,
    Option(
        "--metric",
        metavar="NAME[:PARAM=VALUE]",
        help="Metric to compute instead of the default; see `summkit metrics`. Repeatable.",
    ),
]
References = Annotated[
    list[str] | None,
    Option("--references", "-r", metavar="FILE", help="File of references. Repeatable."),
]
Output = Annotated[
    str | None,
    Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE; add --resume to continue an interrupted run.",
    ),
]
Resume = Annotated[
    bool, Option("--resume", help="Continue the interrupted run that wrote to --output.")
]
Report = Annotated[
    str | None, Option("--report", metavar="FILE", help="Write an HTML report to FILE.")
]
Config = Annotated[
    str | None,
    Option("--config", metavar="FILE", help="Configuration file.", show_default="./summkit.toml"),
]
Trust = Annotated[
    bool,
    Option(
        "--trust-config",
        envvar="SUMMKIT_TRUST_CONFIG",
        help="Allow ./summkit.toml to start programs and contact addresses; --config FILE also "
        "allows this.",
    ),
]


def format_option(choices: tuple[str, ...], **more: Any) -> Any:
    """Return the option --format of a command, which takes one of the choices."""

    def checked(value: str | None) -> str | None:
        if value is not None:
            check_choice("--format", value, choices)
        return value

    listed = f"{', '.join(choices[:-1])} or {choices[-1]}"
    settled: dict[str, Any] = {"metavar": "FORMAT", "help": f"Print {listed}."}
    settled.update(callback=checked, **more)
    return Option("--format", "-f", **settled)


def map_option(metavar: str) -> Any:
    """Return the option --map of a command."""
    return Option("--map", metavar=metavar, help=f"{SETTINGS['map'].doc} Repeatable.")


def _budget(
    sentences: Annotated[int | None, option("sentences")] = None,
    words: Annotated[int | None, option("words")] = None,
    characters: Annotated[int | None, option("characters")] = None,
    ratio: Annotated[float | None, option("ratio")] = None,
) -> Budget | None:
    """Return the budget with the typed bounds; None if the user typed no bound."""
    bounds: dict[str, Any] = {
        "sentences": sentences,
        "words": words,
        "characters": characters,
        "ratio": ratio,
    }
    return budget({name: bound for name, bound in bounds.items() if bound is not None})


def budget(bounds: dict[str, Any]) -> Budget | None:
    """Return the Budget with the given bounds by name; None if there are no bounds."""
    from summkit.budget import Budget

    return Budget(**bounds) if bounds else None


def _reading(
    map_: Annotated[list[str] | None, map_option("FIELD=COLUMN,...")] = None,
    input_format: Annotated[
        str, option("input_format", metavar="FORMAT", show_default="by name and content")
    ] = "auto",
    max_bytes: Annotated[int, option("max_bytes")] = 10_000_000,
    timeout: Annotated[float, option("timeout")] = 20.0,
    allow_private: Annotated[bool, option("allow_private")] = False,
) -> ReadOptions:
    """Return the options for reading sources."""
    from summkit.reading import Limits, ReadOptions, parse_mapping

    limits = Limits(max_bytes=max_bytes, seconds=timeout, allow_private=allow_private)
    return ReadOptions(
        mapping=parse_mapping(",".join(map_ or [])), limits=limits, format=input_format
    )


def _engine(
    workers: Annotated[int | None, option("workers", show_default="all cores")] = None,
    article_seconds: Annotated[float, option("article_seconds")] = 300.0,
    engine: Annotated[str, option("engine", metavar="NAME")] = "local",
    cluster: Annotated[
        str | None,
        option(
            "cluster", metavar="tcp://HOST:PORT", show_default="--workers processes of this machine"
        ),
    ] = None,
    shard: Annotated[int | None, option("shard", show_default="500")] = None,
) -> Engine:
    """Return the engine that runs the work."""
    from summkit.jobs import make_engine

    return make_engine(
        engine, workers=workers, seconds=article_seconds, cluster=cluster, shard=shard
    )


if TYPE_CHECKING:
    OwnBudget = Budget | None
    Reading = ReadOptions
    OnEngine = Engine
else:  # `groups.flat` replaces these groups before typer reads the command
    OwnBudget = Annotated[Any, Group(_budget)]
    Reading = Annotated[Any, Group(_reading)]
    OnEngine = Annotated[Any, Group(_engine)]


def parameters(pairs: list[str], option: str = "--param") -> dict[str, str]:
    """Return the values of NAME=VALUE pairs by name.

    Raises
    ------
    UsageError
        If a pair has no "=", or if a name is given twice.
    """
    split = [pair.partition("=") for pair in pairs]
    given: dict[str, str] = {}
    for name, equals, value in split:
        if not equals:
            raise UsageError(f"{option} {name}: takes NAME=VALUE, as in threshold=0.2")
        if name.strip() in given:
            raise UsageError(f"{option} {name.strip()} is given twice: give it once")
        given[name.strip()] = value
    return given


def system_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Return the name and the parameters of NAME[:param=value,...].

    If the name of the method has changed, print a note and return the new name.
    """
    from summkit.summarisers.registry import method_spec

    name, given = method_spec(spec)
    return now_called("method", name), given


def named_system_spec(spec: str) -> tuple[str, dict[str, str], str]:
    """Return the method, its parameters and the name of [NAME=]METHOD[:param=value,...].

    Without NAME=, the name is "".

    Raises
    ------
    UsageError
        If the specification is wrong.
    """
    name, equals, rest = spec.partition("=")
    if not equals or ":" in name:
        return *system_spec(spec), ""
    if not name.strip():
        raise UsageError(f"--system {spec}: takes NAME=METHOD, as in mine=lexrank:threshold=0.2")
    return *system_spec(rest), name.strip()


def language_code(code: str | None) -> str | None:
    """Return the canonical form of a language code; None for None.

    Raises
    ------
    UsageError
        If no language has the code.
    """
    if code is None:
        return None
    from summkit.language import asked_language

    return asked_language(code).code
