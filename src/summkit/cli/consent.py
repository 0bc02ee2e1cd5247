"""Programs and addresses of a configuration that merely lies in the folder need consent.

A folder comes from somewhere: an archive, a clone, a mail. Standing in it must not run what it
names. Whoever names the file, or says --trust-config, has decided that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summkit.reading.sources.address import is_address

if TYPE_CHECKING:
    from summkit.evaluation.job import Job
    from summkit.settings import Configuration

COMMAND = "command"
"""The method and the metric that run a program."""

Keys = tuple[str, ...]


def require_consent(configuration: Configuration, job: Job) -> None:
    """Refuse a job that runs a program or fetches an address of a file that nobody named.

    Raises
    ------
    UsageError
        With the key, and how to allow it.
    """
    for keys in _of_check(configuration, job):
        refuse_unnamed(configuration, keys)


def refuse_unnamed(configuration: Configuration, keys: Keys) -> None:
    """Refuse what one key names, where the file was not named.

    Raises
    ------
    UsageError
        With the key, and how to allow it.
    """
    if not configuration.discovered:
        return
    names = "an address" if keys[-1] == "corpora" else "a program"
    raise configuration.refuse(
        f"names {names}, which was not {'fetched' if keys[-1] == 'corpora' else 'run'}, since this "
        f"file only lies in the folder: to allow it, add --trust-config or --config "
        f"{configuration.file}",
        *keys,
    )


def programs_of_methods(
    configuration: Configuration, section: str, methods: list[tuple[str, dict[str, Any]]]
) -> Iterator[Keys]:
    """Yield the keys that name programs for the methods that are run.

    Parameters
    ----------
    section
        Where the methods come from: the name of a table, or "" where they were typed.
    methods
        Each with the parameters that stand beside it.
    """
    shared = configuration.data.get("method", {}).get(COMMAND, {})
    for name, parameters in methods:
        if name != COMMAND:
            continue
        if section and COMMAND in parameters:
            yield section, "systems"
        elif COMMAND not in parameters and COMMAND in shared:
            yield "method", COMMAND, COMMAND


def program_of_metrics(section: str, metrics: list[tuple[str, dict[str, str]]]) -> Iterator[Keys]:
    """Yield the key of a table's metrics where one of them is a program."""
    if any(name == COMMAND for name, _ in metrics):
        yield section, "metrics"


def _of_check(configuration: Configuration, job: Job) -> Iterator[Keys]:
    from summkit.evaluation.contenders import SystemContender
    from summkit.summarisers.command import Command

    for contender in job.contenders:
        if isinstance(contender, SystemContender) and isinstance(
            contender.system.summariser, Command
        ):
            yield "check", "systems", contender.name
    yield from program_of_metrics("check", list(job.metrics))
    if any(map(is_address, job.sources)):
        yield "check", "corpora"
