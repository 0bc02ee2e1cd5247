"""The saved runs that `summkit compare` takes instead of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from summkit.cli.output import say
from summkit.errors import UsageError

if TYPE_CHECKING:
    import typer

_OF_SAVED = {"sources", "baseline", "column", "seed", "resamples", "strata", "report", "format_"}
"""Options that apply to saved runs. All other options were fixed when the run was made."""


def are_saved_runs(sources: list[str]) -> bool:
    """Return whether the sources of `summkit compare` are saved runs, not corpora.

    Raises
    ------
    UsageError
        If some sources are saved runs and others are not.
    """
    saved = [_is_run(source) for source in sources]
    if any(saved) and not all(saved):
        one, other = sources[saved.index(True)], sources[saved.index(False)]
        raise UsageError(
            f"{one} is a saved run and {other} is not: give only saved runs, or only corpora"
        )
    return all(saved)


def refuse_unused(context: typer.Context) -> None:
    """Refuse a typed option that does not apply to saved runs."""
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if name not in _OF_SAVED and source is not None and source.name == "COMMANDLINE":
            raise UsageError(
                f"{parameter.opts[0]} does not apply to saved runs, which already contain texts "
                "and values: leave it out, or give the corpus to run the systems again"
            )


def _is_run(source: str) -> bool:
    """Return whether a source is a file of a saved run, by its suffix and its first bytes."""
    from summkit.files import irregular

    if not source.endswith(".json"):
        return False
    try:
        if irregular(Path(source)):  # a pipe would be read twice
            return False
        with Path(source).open("rb") as file:
            return b'"summkit_run"' in file.read(64)
    except OSError:
        return False


def load_saved_runs(sources: list[str]) -> Any:
    """Return the saved runs as a single run; print the note of each run that has one."""
    from summkit.evaluation.merging import merged
    from summkit.evaluation.saved import load_run

    stems = [Path(source).stem for source in sources]
    unique = len(set(stems)) == len(set(sources))
    runs = {
        stem if unique else source: load_run(source)
        for stem, source in zip(stems, sources, strict=True)
    }
    for run in runs.values():
        if run.note:
            say(run.note)
    return merged(runs)
