"""Consent to the programs, servers and addresses in a configuration that the user did not name.

A folder may come from an archive, a clone or a mail. If a user starts summkit in such a folder, its
summkit.toml must not start programs, nor send articles and keys to a server. The user allows both
with `--config FILE` or `--trust-config`.
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
"""Method -> the words for the error message, and the parameters that need consent: a program to
run, or the address and content of a message to a server.
"""

METRICS = {"command": PROGRAM, "judge": MODEL}

Keys = tuple[str, ...]
Named = tuple[Keys, str]
"""The path of keys in the configuration, and the words for the error message."""


def require_consent(configuration: Configuration, job: ComparisonJob) -> None:
    """Refuse a job that needs consent if the user did not name the configuration.

    Raises
    ------
    UsageError
        If the user has not consented. The message contains the key and the options that allow it.
    """
    for named in _of_check(configuration, job):
        refuse_unnamed(configuration, named)


def refuse_unnamed(configuration: Configuration, named: Named) -> None:
    """Refuse one key that needs consent if the user did not name the configuration.

    Raises
    ------
    UsageError
        If the user has not consented. The message contains the key and the options that allow it.
    """
    if not configuration.discovered:
        return
    keys, what = named
    raise configuration.refuse(
        f"names {what}, since you did not choose this configuration file: to allow it, add "
        f"--trust-config or --config {configuration.file}",
        *keys,
    )


def named_by_methods(
    configuration: Configuration, section: str, methods: list[tuple[str, dict[str, Any]]]
) -> Iterator[Named]:
    """Yield the keys of the file that need consent for the methods of this run.

    Parameters
    ----------
    section
        Name of the table that lists the methods; "" if the user typed them.
    methods
        Each method with the parameters that are written in its specification.
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
    """Yield the key `metrics` of a table for each metric that needs consent."""
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
