"""Names to classes: a built-in table and the entry points of plug-ins. Listing imports nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from summkit.errors import ArgumentTypeError, UsageError
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
    wrap
        Makes one of this kind from a plug-in's object of another class, by its name; raises
        ArgumentTypeError where that cannot be done.
    renamed
        Former name -> name, accepted for one version.
    written
        What no one is called, in lower case -> how it is written: "rouge1" -> "rouge:types=1".
    """

    kind: str
    group: str
    base: type[T]
    built_in: Mapping[str, str]
    wrap: Callable[[object, str], T] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def plugins(self) -> dict[str, EntryPoint]:
        """Return third-party entry points by name; none is imported."""
        from importlib.metadata import entry_points

        return {entry.name: entry for entry in entry_points(group=self.group)}

    def names(self) -> list[str]:
        """Return every name, built-in ones first; nothing is imported."""
        return [*self.built_in, *sorted(set(self.plugins()) - set(self.built_in))]

    def load(self, name: str) -> type[Any]:
        """Return the class of that name: of this kind, or what `wrap` takes.

        Raises
        ------
        UsageError
            For a name that does not exist (with the nearest that do, else all that do),
            or a plug-in that cannot be imported or is not of this kind.
        """
        name = self.renamed.get(name, name)
        if name not in self.built_in:
            loaded: type[Any] = self._load_plugin(name)
            return loaded
        module, _, attribute = self.built_in[name].partition(":")
        built_in: type[Any] = getattr(importlib.import_module(module), attribute)
        return built_in

    def create(self, name: str, parameters: Mapping[str, Any] | None = None) -> T:
        """Make one from its name and parameters; text values are converted to their type.

        Raises
        ------
        UsageError
            For an unknown name or parameter, or a value out of range, with what is allowed.
        """
        if not isinstance(name, str):
            raise ArgumentTypeError("name", name, f"the name of a {self.kind}")
        loaded = self.load(name)
        if not isinstance(loaded, type):  # a plug-in's function
            made: Any = loaded
            if parameters:
                raise UsageError(f"{self.kind} {name!r} is a function: it takes no parameters")
        else:
            made = construct(name, loaded, parameters)
        if isinstance(made, self.base):
            return made
        if self.wrap is None:
            raise self._foreign(name)
        return self.wrap(made, name)

    def _load_plugin(self, name: str) -> Any:
        entry = self.plugins().get(name)
        if entry is None:
            import difflib

            known = self.names()
            near = [self.written[name.lower()]] if name.lower() in self.written else []
            near = near or difflib.get_close_matches(name, known, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(known)}"
            if (base := name.partition(":")[0]) in known:
                hint = f"a parameter is written {base}:NAME=VALUE"
            raise UsageError(f"{self.kind} {name!r} does not exist: {hint}")
        try:
            loaded = entry.load()
        except (Exception, SystemExit) as error:  # a plug-in may raise anything while imported
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise UsageError(
                f"{self.kind} {name!r}: plug-in {entry.value} is broken: {reason}"
            ) from error
        if isinstance(loaded, type) and issubclass(loaded, self.base):
            return loaded
        if self.wrap is None or not _may_be_wrapped(loaded):
            raise self._foreign(name)
        return loaded

    def _foreign(self, name: str) -> UsageError:
        entry = self.plugins()[name]
        return UsageError(
            f"{self.kind} {name!r}: plug-in {entry.value} is not a summkit {self.base.__name__}"
        )


def _may_be_wrapped(loaded: object) -> bool:
    if isinstance(loaded, type):
        return callable(getattr(loaded, "score", None))
    return callable(loaded)
