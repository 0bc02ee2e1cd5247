"""Programs, servers and addresses of a configuration that merely lies in the folder need consent.

A folder comes from somewhere: an archive, a clone, a mail. Standing in it must not run what it
names, nor send articles and keys where it says. Whoever names the file, or says --trust-config,
has decided that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summkit.reading.sources.address import is_address

if TYPE_CHECKING:
    from summkit.evaluation.job import ComparisonJob
    from summkit.settings import Configuration

PROGRAM = "a program, which was not run"
MODEL = "a language model, which was not asked"
ADDRESS = "an address, which was not fetched"

_SENT = ("url", "key", "prompt", "cache")
METHODS = {"command": (PROGRAM, ("command",)), "llm": (MODEL, _SENT)}
"""Method -> what it reaches, and the parameters that say what is run, or what is sent where."""

METRICS = {"command": PROGRAM, "judge": MODEL}

Keys = tuple[str, ...]
Named = tuple[Keys, str]
"""Keys of the configuration, and what is named there."""


def require_consent(configuration: Configuration, job: ComparisonJob) -> None:
    """Refuse a job that reaches out by the word of a file that nobody named.

    Raises
    ------
    UsageError
        With the key, and how to allow it.
    """
    for named in _of_check(configuration, job):
        refuse_unnamed(configuration, named)


def refuse_unnamed(configuration: Configuration, named: Named) -> None:
    """Refuse what one key names, where the file was not named.

    Raises
    ------
    UsageError
        With the key, and how to allow it.
    """
    if not configuration.discovered:
        return
    keys, what = named
    raise configuration.refuse(
        f"names {what}, since this file only lies in the folder: to allow it, add --trust-config "
        f"or --config {configuration.file}",
        *keys,
    )


def named_by_methods(
    configuration: Configuration, section: str, methods: list[tuple[str, dict[str, Any]]]
) -> Iterator[Named]:
    """Yield what the methods that are run name in the file.

    Parameters
    ----------
    section
        Where the methods come from: the name of a table, or "" where they were typed.
    methods
        Each with the parameters that stand beside it.
    """
    for name, parameters in methods:
        if name not in METHODS:
            continue
        what, deciding = METHODS[name]
        shared = configuration.data.get("method", {}).get(name, {})
        if section and any(parameter in parameters for parameter in deciding):
            yield (section, "systems"), what
        for parameter in deciding:
            if parameter not in parameters and parameter in shared:
                yield ("method", name, parameter), what


def named_by_metrics(section: str, metrics: list[tuple[str, dict[str, str]]]) -> Iterator[Named]:
    """Yield the key of a table's metrics for each of them that reaches out."""
    for name, _ in metrics:
        if name in METRICS:
            yield (section, "metrics"), METRICS[name]


def _of_check(configuration: Configuration, job: ComparisonJob) -> Iterator[Named]:
    from summkit.evaluation.contenders import SystemContender

    for contender in job.contenders:
        if isinstance(contender, SystemContender):
            name = contender.system.summariser.name
            if name in METHODS:
                yield ("check", "systems", contender.name), METHODS[name][0]
    yield from named_by_metrics("check", list(job.metrics))
    if any(map(is_address, job.sources)):
        yield ("check", "corpora"), ADDRESS
