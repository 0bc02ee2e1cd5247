"""Digests of the code and the files that determine a row, in addition to its item."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import FunctionType
from typing import Any

_MADE = (".pyc", ".pyo")
_MOST_FILES = 1_000  # of a plug-in's package
_ROOT = Path(__file__).resolve().parents[1]
_PYTHON = Path(inspect.__file__).parent  # the standard library


def provenance(settings: object, *plugins: object) -> dict[str, str]:
    """Return digests of the files that determine a row, in addition to item and settings.

    A resumed run compares them, so that rows made with another model file, another program or
    another version of summkit are not mixed with new rows.

    Parameters
    ----------
    settings
        JSON data. If a string in it is the path of a file, or a command with such a path among its
        words, the content of the file is included.
    plugins
        Methods, metrics and functions. If one of them does not come with summkit, the files that
        define it and its base classes, and the package that contains it, are included.

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
    """Return a digest of summkit's code and data, because the version alone may not change."""
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
        except OSError:  # the file does not exist; the code that reads it reports that
            whole.update(b"-")
    return whole.hexdigest()[:16]


def _named(settings: object) -> Iterator[Path]:
    """Yield the regular files that strings in the settings name."""
    if isinstance(settings, dict):
        for name, value in settings.items():
            yield from _named(value)
            if name == "command" and isinstance(value, str):
                yield from _program(value)
    elif isinstance(settings, list | tuple):
        for value in settings:
            yield from _named(value)
    elif isinstance(settings, str | Path):
        for word in {str(settings), *_words(str(settings))}:
            path = Path(word)
            try:
                if word and path.is_file():
                    yield path
            except (OSError, ValueError):  # the string is too long for a path, or contains a NUL
                continue


def _program(command: str) -> Iterator[Path]:
    """Yield the path of the program that a command starts, if PATH contains it."""
    import shutil

    words = _words(command)
    found = shutil.which(words[0]) if words else None
    if found is not None:
        yield Path(found)


def _words(command: str) -> list[str]:
    import shlex

    try:
        return shlex.split(command)
    except ValueError:  # the text has an unclosed quotation, so it is not a command
        return []


def _defining(plugins: Iterable[Any]) -> Iterator[Path]:
    """Yield the files that define plug-ins, their base classes, and their whole packages.

    The behaviour of a plug-in depends on its base classes and on the other modules of its package.
    """
    for plugin in plugins:
        for each in (plugin, *vars(plugin).values()) if hasattr(plugin, "__dict__") else (plugin,):
            definition = each if isinstance(each, FunctionType | type) else type(each)
            for kind in definition.__mro__ if isinstance(definition, type) else (definition,):
                yield from _files_of(kind, package=each is plugin and kind is definition)


def _files_of(definition: FunctionType | type, *, package: bool) -> Iterator[Path]:
    try:
        path = Path(inspect.getfile(definition))
    except (TypeError, OSError):  # a definition in C, or typed at a prompt, has no file
        return
    if not path.is_file() or any(path.is_relative_to(root) for root in (_ROOT, _PYTHON)):
        return
    yield path
    top = sys.modules.get(definition.__module__.partition(".")[0]) if package else None
    for folder in getattr(top, "__path__", ()):
        files = (each for each in sorted(Path(folder).rglob("*")) if each.suffix not in _MADE)
        yield from islice((each for each in files if each.is_file()), _MOST_FILES)
