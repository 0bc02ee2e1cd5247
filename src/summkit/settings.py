"""Configuration from summkit.toml or [tool.summkit], with the line of each key for messages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summkit.errors import InputError, SummkitError, UsageError
from summkit.files import text_of
from summkit.patterns import regex
from summkit.schema import RENAMED, Setting, named, nearest

NAME = "summkit.toml"
PROJECT = "pyproject.toml"
_PREFIX = ("tool", "summkit")
_KEY = regex(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The content of a configuration file.

    Attributes
    ----------
    data
        The tables of the file; for a pyproject.toml, the tables below [tool.summkit].
    file
        Path of the file; None if there is no file, in which case `data` is empty.
    text, prefix
        The text of the file and the keys of its outer tables, from which `where` finds lines.
    origin
        The first two keys of a value, joined by a dot -> the place that set the value. Only for
        values that the file did not set.
    notes
        Lines about outdated keys that the user should change.
    discovered
        Whether the file was found in the current folder, not named by the user.
    """

    data: dict[str, Any]
    file: Path | None = None
    text: str = ""
    prefix: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list, compare=False)
    discovered: bool = False

    @property
    def folder(self) -> Path:
        """The folder to which paths in the file are relative."""
        return self.file.parent if self.file else Path()

    def where(self, *keys: str) -> str:
        """Return "file:line: key" for a key.

        If the file does not contain the key, the line is that of the nearest enclosing table.
        """
        wanted = (*self.prefix, *keys)
        lines: dict[tuple[str, ...], int] = {}
        for number, path in _places(self.text):
            lines.setdefault(path, number)
        name = ".".join(key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
        shown = f"[{name}]" if len(keys) == 1 else name
        if elsewhere := self.origin.get(".".join(keys[:2])):
            return f"{elsewhere}: {shown}"
        for length in range(len(wanted), 0, -1):
            if wanted[:length] in lines:
                return f"{self.file}:{lines[wanted[:length]]}: {shown}"
        return f"{self.file}: {shown}"

    def refuse(self, reason: str, *keys: str) -> UsageError:
        """Return the error about a key; the message starts with its place."""
        return UsageError(f"{self.where(*keys)} {reason}")

    def unknown(self, known: Collection[str], *keys: str) -> UsageError:
        """Return the error about an unknown key; the message suggests the nearest known key."""
        hint = nearest(keys[-1], known)
        return self.refuse(f"does not exist{hint}: choose one of {', '.join(known)}", *keys)

    def note(self, change: str, *keys: str) -> None:
        """Add a note about a key, unless it was added before."""
        line = f"{self.where(*keys)} {change}"
        if line not in self.notes:
            self.notes.append(line)


def _places(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line number, path of keys) for every table and key at the start of a line."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            path = _path(line)
            if path:
                table = path
                yield number, path
        elif match := _KEY.match(line):
            path = _path(f"{match[1]} = 1")
            for length in range(1, len(path) + 1):
                yield number, (*table, *path[:length])


def _path(line: str) -> tuple[str, ...]:
    """Return the keys of a line of TOML; () if the line alone is not TOML, as in a long list."""
    import tomllib

    try:
        data: Any = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ()
    keys: list[str] = []
    while isinstance(data, list | dict) and data:
        if isinstance(data, list):
            data = data[0]
            continue
        key = next(iter(data))
        keys.append(key)
        data = data[key]
    return tuple(keys)


def read_configuration(path: Path) -> Configuration:
    """Return the configuration of a summkit.toml, or of [tool.summkit] in a pyproject.toml.

    Raises
    ------
    UsageError
        If the file cannot be read or is not TOML.
    """
    import tomllib

    try:
        text = text_of(path, "utf-8-sig")
    except InputError as error:
        raise UsageError(str(error)) from error
    except ValueError as error:  # the name contains a NUL
        raise UsageError(f"{path}: cannot be read: {error}") from error
    try:
        data: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also very long numbers and deeply nested lists
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    if path.name != PROJECT:
        return Configuration(data, path, text)
    for place, key in enumerate(_PREFIX):
        data = data.get(key, {})
        if not isinstance(data, dict):
            tables = Configuration({}, path, text)
            raise tables.refuse(f"must be a table: [{'.'.join(_PREFIX)}]", *_PREFIX[: place + 1])
    return Configuration(data, path, text, _PREFIX)


def find_configuration(folder: Path) -> Configuration:
    """Return the configuration of a folder: summkit.toml, else [tool.summkit] of pyproject.toml.

    The configuration is empty if neither exists.

    Raises
    ------
    UsageError
        If the file cannot be read or is not TOML.
    """
    local, project = folder / NAME, folder / PROJECT
    if local.is_file():
        return replace(read_configuration(local), discovered=True)
    if project.is_file():
        configuration = read_configuration(project)
        if configuration.data:
            return replace(configuration, discovered=True)
    return Configuration({})


class Section:
    """A table of the file whose keys and values were checked.

    Parameters
    ----------
    configuration, keys
        The file, and the path of the table in it.
    takes
        Key -> its setting; None allows any key and value.

    Raises
    ------
    UsageError
        If a key does not exist or a value is not allowed. The message contains file, line and key.
    """

    def __init__(
        self,
        configuration: Configuration,
        keys: tuple[str, ...],
        takes: Mapping[str, Setting] | None,
    ) -> None:
        data: Any = configuration.data
        for place, key in enumerate(keys):
            data = data.get(key, {})
            if not isinstance(data, dict):
                raise configuration.refuse("must be a table", *keys[: place + 1])
        self.configuration, self.keys, self.takes = configuration, keys, takes
        self.data: dict[str, Any] = dict(data)
        if takes is not None:
            for key in data:
                self._check(key, takes)

    def _check(self, key: str, takes: Mapping[str, Setting]) -> None:
        """Refuse a wrong key or value; replace outdated spellings and note them."""
        name = key if key in takes else RENAMED.get(key, key)
        if name not in takes:
            raise self.configuration.unknown(takes, *self.keys, key)
        if name != key:
            if name in self.data:
                raise self.configuration.refuse(
                    f"and {name} are the same setting: delete one of them", *self.keys, key
                )
            self.configuration.note(f"is now {name}", *self.keys, key)
            self.data[name] = self.data.pop(key)
        value, setting = self.data[name], takes[name]
        if setting.renamed and isinstance(value, str) and value in setting.renamed:
            now = self.data[name] = setting.renamed[value]
            self.configuration.note(f'= "{value}" is now "{now}"', *self.keys, key)
        elif not setting.accepts(value):
            raise self.configuration.refuse(
                f"= {_shown(value)} is not allowed: takes {setting.words()}", *self.keys, key
            )

    def has(self, key: str) -> bool:
        """Return whether the table contains a key."""
        return key in self.data

    def get(self, key: str, default: Any = None) -> Any:
        """Return the checked value of a key, or the default if the table lacks the key."""
        return self.data.get(key, default)

    @contextmanager
    def about(self, key: str) -> Iterator[None]:
        """Put file, line and key before the message of an error that the library raises."""
        try:
            yield
        except SummkitError as error:
            reason = named(str(error), {name: name for name in self.takes or ()})
            wrong = "cannot be read" if isinstance(error, InputError) else "is not allowed"
            raise self.configuration.refuse(f"{wrong}: {reason}", *self.keys, key) from error

    def sub(self, key: str, takes: Mapping[str, Setting] | None) -> Section:
        """Return a table within this table, after the same checks."""
        return Section(self.configuration, (*self.keys, key), takes)

    def path(self, text: str) -> str:
        """Return a path relative to the folder of the file; a URL or "-" unchanged."""
        return text if "://" in text or text == "-" else str(self.configuration.folder / text)


def _shown(value: Any) -> str:
    # Dates and times are shown as in TOML.
    text = repr(value) if isinstance(value, str | int | float | list | dict) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
