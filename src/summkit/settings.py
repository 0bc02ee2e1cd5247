"""summkit.toml and [tool.summkit]: TOML that knows on which line each key stands."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summkit.errors import SummkitError, UsageError

NAME = "summkit.toml"
PROJECT = "pyproject.toml"
_PREFIX = ("tool", "summkit")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file says.

    Attributes
    ----------
    data
        Its content; of a pyproject.toml what stands under [tool.summkit].
    file
        Where it was read from; None where there is none, `data` is then empty.
    text, prefix
        For `where`.
    origin
        First two keys, joined by a dot -> where they were set instead of in the file.
    """

    data: dict[str, Any]
    file: Path | None = None
    text: str = ""
    prefix: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """What paths in it are relative to."""
        return self.file.parent if self.file else Path()

    def where(self, *keys: str) -> str:
        """Return "file:line: key" of a key, or of the nearest key or table that holds it."""
        wanted = (*self.prefix, *keys)
        found: dict[tuple[str, ...], int] = {}
        for number, path in _places(self.text):
            found.setdefault(path, number)
        name = ".".join(key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
        shown = f"[{name}]" if len(keys) == 1 else name
        if elsewhere := self.origin.get(".".join(keys[:2])):
            return f"{elsewhere}: {shown}"
        for length in range(len(wanted), 0, -1):
            if wanted[:length] in found:
                return f"{self.file}:{found[wanted[:length]]}: {shown}"
        return f"{self.file}: {shown}"

    def refuse(self, reason: str, *keys: str) -> UsageError:
        """Return the error about one key."""
        return UsageError(f"{self.where(*keys)} {reason}")

    def unknown(self, known: Sequence[str], *keys: str) -> UsageError:
        """Return the error about a key that does not exist, with the nearest that does."""
        near = difflib.get_close_matches(keys[-1], known, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        return self.refuse(f"does not exist{hint}: one of {', '.join(known)}", *keys)


def _places(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line number, path) of every table and key that begins a line."""
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
    """Return the keys of one line of TOML; () where it is not one, such as part of a list."""
    try:
        data: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
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


def read_settings(path: Path) -> Settings:
    """Read a summkit.toml, or the [tool.summkit] of a pyproject.toml.

    Raises
    ------
    UsageError
        If it cannot be read or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {reason}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    if path.name != PROJECT:
        return Settings(data, path, text)
    tool = data.get(_PREFIX[0], {}).get(_PREFIX[1], {})
    return Settings(tool, path, text, _PREFIX)


def find_settings(folder: Path) -> Settings:
    """Return what the summkit.toml of a folder says, else the [tool.summkit] of its pyproject.toml.

    Empty settings where neither is there.
    """
    own, project = folder / NAME, folder / PROJECT
    if own.is_file():
        return read_settings(own)
    if project.is_file():
        settings = read_settings(project)
        if settings.data:
            return settings
    return Settings({})


class Section:
    """One table of the file: its values, typed, or an error that says what is allowed.

    Parameters
    ----------
    settings, keys
        The file, and the path of the table in it.
    takes
        Key -> what it takes, in words; None allows any key.

    Raises
    ------
    UsageError
        By every method, with file, line and key.
    """

    def __init__(
        self, settings: Settings, keys: tuple[str, ...], takes: Mapping[str, str] | None
    ) -> None:
        data: Any = settings.data
        for key in keys:
            data = data.get(key, {})
            if not isinstance(data, dict):
                raise settings.refuse("must be a table", *keys)
        self.settings, self.keys, self.takes = settings, keys, takes
        self.data: dict[str, Any] = data
        for key in data:
            if takes is not None and key not in takes:
                raise settings.unknown(list(takes), *keys, key)

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self.data

    def refused(self, key: str) -> UsageError:
        """Return the error about the value of a key, with what it takes."""
        takes = (self.takes or {}).get(key, "another value")
        return self.settings.refuse(
            f"= {self.data.get(key)!r} is not allowed: takes {takes}", *self.keys, key
        )

    @contextmanager
    def about(self, key: str) -> Iterator[None]:
        """Put file, line and key before an error of the library."""
        try:
            yield
        except SummkitError as error:
            raise self.settings.refuse(f"is not allowed: {error}", *self.keys, key) from error

    def sub(self, key: str, takes: Mapping[str, str] | None) -> Section:
        """Return a table within."""
        return Section(self.settings, (*self.keys, key), takes)

    def table(self, key: str, allowed: list[str] | None) -> dict[str, Any]:
        """Return the values of a table within; `allowed` are its keys, None any."""
        return self.sub(key, None if allowed is None else dict.fromkeys(allowed, "")).data

    def path(self, text: str) -> str:
        """Return a path relative to the file's folder; a URL or "-" as it is."""
        return text if "://" in text or text == "-" else str(self.settings.folder / text)

    def text(self, key: str, default: str) -> str:
        """Return a string."""
        return str(self._typed(key, default, lambda value: isinstance(value, str)))

    def strings(self, key: str) -> list[str]:
        """Return a list of strings, [] where there is none."""
        found: list[str] = self._typed(
            key,
            [],
            lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
        )
        return found

    def choice(self, key: str, allowed: Any, default: Any) -> Any:
        """Return one of the strings allowed."""
        return self._typed(key, default, lambda value: isinstance(value, str) and value in allowed)

    def boolean(self, key: str, default: bool) -> bool:
        """Return true or false."""
        return bool(self._typed(key, default, lambda value: isinstance(value, bool)))

    def whole(self, key: str, default: int | None, low: int) -> int | None:
        """Return a whole number of at least `low`."""
        found: int | None = self._typed(
            key,
            default,
            lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= low,
        )
        return found

    def number(self, key: str, default: float) -> float:
        """Return a finite number of 0 or more."""
        return float(
            self._typed(
                key,
                default,
                lambda value: (
                    isinstance(value, int | float)
                    and not isinstance(value, bool)
                    and 0 <= value < float("inf")
                ),
            )
        )

    def _typed(self, key: str, default: Any, allowed: Callable[[Any], bool]) -> Any:
        if key not in self.data:
            return default
        if not allowed(self.data[key]):
            raise self.refused(key)
        return self.data[key]
