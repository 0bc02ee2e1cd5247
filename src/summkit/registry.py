"""Registries of methods and metrics: the built-in classes and the entry points of plug-ins."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from summkit.errors import ArgumentTypeError, UsageError, message_of
from summkit.parameters import construct

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class Registry(Generic[T]):
    """The methods or the metrics by name.

    Attributes
    ----------
    kind
        Noun for an entry in messages, such as "metric".
    group
        Entry-point group in which other packages register plug-ins.
    base
        Base class of all entries.
    built_in
        Name -> "module:Class". They take precedence over plug-ins with the same name.
    wrap
        Function that makes an instance of `base` from a plug-in's object of another class, given
        the object and its name. It raises ArgumentTypeError if that is impossible.
    renamed
        Former name -> current name.
    written
        Common wrong name in lower case -> the right spelling, as "rouge1" -> "rouge:types=1".
    """

    kind: str
    group: str
    base: type[T]
    built_in: Mapping[str, str]
    wrap: Callable[[object, str], T] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def plugins(self) -> dict[str, EntryPoint]:
        """Return the entry points of other packages by name, without importing them."""
        from importlib.metadata import entry_points

        return {entry.name: entry for entry in entry_points(group=self.group)}

    def names(self) -> list[str]:
        """Return all names, the built-in names first, without importing any class."""
        return [*self.built_in, *sorted(set(self.plugins()) - set(self.built_in))]

    def load(self, name: str) -> type[Any]:
        """Return the class with a name: a subclass of `base`, or an object that `wrap` takes.

        Raises
        ------
        UsageError
            If the name does not exist (the message lists the nearest names, or all names), or if
            a plug-in cannot be imported or is of another kind.
        """
        name = self.renamed.get(name, name)
        if name not in self.built_in:
            loaded: type[Any] = self._load_plugin(name)
            return loaded
        module, _, attribute = self.built_in[name].partition(":")
        built_in: type[Any] = getattr(importlib.import_module(module), attribute)
        return built_in

    def create(self, name: str, parameters: Mapping[str, Any] | None = None) -> T:
        """Return an instance by its name and parameters. Texts are converted to their type.

        Raises
        ------
        UsageError
            If the name or a parameter is unknown, or if a value is out of range. The message
            contains the allowed names or values.
        ArgumentTypeError
            If the name is not a text, or if a value has the wrong type.
        """
        if not isinstance(name, str):
            raise ArgumentTypeError("name", name, f"the name of a {self.kind}")
        loaded = self.load(name)
        if not isinstance(loaded, type):  # the function of a plug-in
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
            hint = (
                f"did you mean {' or '.join(near)}?"
                if near
                else f"choose one of {', '.join(known)}"
            )
            if (base := name.partition(":")[0]) in known:
                hint = f"a parameter is written {base}:NAME=VALUE"
            raise UsageError(f"{self.kind} {name!r} does not exist: {hint}")
        try:
            loaded = entry.load()
        except (Exception, SystemExit) as error:  # importing a plug-in may raise any error
            reason = f"{type(error).__name__}: {message_of(error)}"
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
