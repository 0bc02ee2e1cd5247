"""The input files that a configuration and the specifications of systems name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from summkit.errors import UsageError

if TYPE_CHECKING:
    from summkit.settings import Configuration

_READ = ("corpora", "outputs", "baseline", "model")
"""Keys of a configuration whose values are paths of input files."""


def named_in(configuration: Configuration, *sections: str) -> list[str]:
    """Return the configuration's own file and the input files that the given sections name."""
    data = {name: configuration.data.get(name, {}) for name in sections}
    named = [str(configuration.folder / text) for text in _texts(data) if "\0" not in text]
    return [*([str(configuration.file)] if configuration.file else []), *named]


def _texts(value: Any, *, read: bool = False) -> Iterator[str]:
    if isinstance(value, str) and read:
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, read=name in _READ)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, read=read)


def refuse_stdin_twice(sources: Iterable[str | None]) -> None:
    """Raise UsageError if several inputs are standard input, which can be read only once."""
    if list(sources).count("-") > 1:
        raise UsageError("standard input (-) is given twice: write one of the inputs to a file")


def files_of(specs: Iterable[str]) -> list[str]:
    """Return the values in specifications such as "newsrank:model=own.json": possible files."""
    return [part.partition("=")[2] for spec in specs for part in spec.split(",") if "=" in part]
