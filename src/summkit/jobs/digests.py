"""What makes a row besides the item: the code, and the files that the settings name."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_PYTHON = Path(inspect.__file__).parent  # the standard library


def provenance(settings: object, *plugins: object) -> dict[str, str]:
    """Return a digest of everything that makes a row besides the item and the settings.

    A run that is resumed compares it: rows that another model file, another program or
    another summkit made are not mixed with new ones.

    Parameters
    ----------
    settings
        JSON data. A string in it that is the path of a file, or a command with such a path
        among its words, adds the content of that file.
    plugins
        Methods, metrics and functions; those that are not summkit's add the content of the
        file that defines them.

    Returns
    -------
    dict
        "summkit" -> version and digest of the package; each file -> digest of its content.

    Examples
    --------
    >>> sorted(provenance({"method": "lexrank"}))
    ['summkit']
    """
    from importlib.metadata import version

    files = {*_named(settings), *_defining(plugins)}
    return {"summkit": f"{version('summkit')} {_package()}"} | {
        str(path): _digest([path]) for path in sorted(files)
    }


@cache
def _package() -> str:
    """Return a digest of summkit's code and data: an editable install changes, its version not."""
    return _digest(
        path
        for path in sorted(_ROOT.rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".md") and "__pycache__" not in path.parts
    )


def _digest(paths: Iterable[Path]) -> str:
    import hashlib

    whole = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:  # it is gone: whoever needs it says so
            whole.update(b"-")
    return whole.hexdigest()[:16]


def _named(settings: object) -> Iterator[Path]:
    """Yield the regular files that strings in the settings name."""
    if isinstance(settings, dict):
        for value in settings.values():
            yield from _named(value)
    elif isinstance(settings, list | tuple):
        for value in settings:
            yield from _named(value)
    elif isinstance(settings, str | Path):
        for word in {str(settings), *_words(str(settings))}:
            path = Path(word)
            try:
                if word and path.is_file():
                    yield path
            except (OSError, ValueError):  # too long for a path, a NUL
                continue


def _words(command: str) -> list[str]:
    import shlex

    try:
        return shlex.split(command)
    except ValueError:  # a quotation that does not close is no command
        return []


def _defining(plugins: Iterable[Any]) -> Iterator[Path]:
    """Yield the files that define what is not summkit's own."""
    for plugin in plugins:
        for each in (plugin, *vars(plugin).values()) if hasattr(plugin, "__dict__") else (plugin,):
            definition = each if isinstance(each, FunctionType | type) else type(each)
            try:
                path = Path(inspect.getfile(definition))
            except (TypeError, OSError):  # built in, or typed at a prompt
                continue
            if path.is_file() and not any(path.is_relative_to(root) for root in (_ROOT, _PYTHON)):
                yield path
