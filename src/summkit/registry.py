"""Names to classes: a built-in table and the entry points of plug-ins. Listing imports nothing."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from summkit.errors import UsageError
from summkit.parameters import construct

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


@dataclass(frozen=True)
class Registry(Generic[T]):
    """What exists of one kind of plug-in.

    Attributes
    ----------
    kind
        What one is called in an error: "metric".
    group
        Entry-point group in which other packages announce theirs.
    base
        Class that everything in it derives from.
    built_in
        Name -> "module:Class"; these win over a plug-in of the same name.
    """

    kind: str
    group: str
    base: type[T]
    built_in: Mapping[str, str]

    def plugins(self) -> dict[str, EntryPoint]:
        """Return third-party entry points by name; none is imported."""
        from importlib.metadata import entry_points

        return {entry.name: entry for entry in entry_points(group=self.group)}

    def names(self) -> list[str]:
        """Return every name, built-in ones first; nothing is imported."""
        return [*self.built_in, *sorted(set(self.plugins()) - set(self.built_in))]

    def load(self, name: str) -> type[T]:
        """Return the class of that name.

        Raises
        ------
        UsageError
            For a name that does not exist (with the nearest that does, and all that do),
            or a plug-in that cannot be imported or is not of this kind.
        """
        if name not in self.built_in:
            return self._load_plugin(name)
        module, _, attribute = self.built_in[name].partition(":")
        loaded: type[T] = getattr(importlib.import_module(module), attribute)
        return loaded

    def create(self, name: str, parameters: Mapping[str, Any] | None = None) -> T:
        """Make one from its name and parameters; text values are converted to their type.

        Raises
        ------
        UsageError
            For an unknown name or parameter, or a value out of range, with what is allowed.
        """
        return construct(name, self.load(name), parameters)

    def _load_plugin(self, name: str) -> type[T]:
        entry = self.plugins().get(name)
        if entry is None:
            known = self.names()
            near = difflib.get_close_matches(name, known, n=3)
            hint = f" (did you mean {' or '.join(near)}?)" if near else ""
            listed = ", ".join(known)
            raise UsageError(f"{self.kind} {name!r} does not exist{hint}: one of {listed}")
        plugin = f"{self.kind} {name!r}: plug-in {entry.value}"
        try:
            loaded = entry.load()
        except (Exception, SystemExit) as error:  # a plug-in may raise anything while imported
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise UsageError(f"{plugin} is broken: {reason}") from error
        if not (isinstance(loaded, type) and issubclass(loaded, self.base)):
            raise UsageError(f"{plugin} is not a summkit {self.base.__name__}")
        return loaded
