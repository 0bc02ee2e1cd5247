"""Read plain command lines without typer, whose import takes 0.13 s.

This module reads the same declarations as typer and returns the same values. If a word is not
plain (a mistake, an old spelling, a request for help), `prepared` returns None, and typer reads the
whole command line.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from summkit.cli import output
from summkit.cli.declare import Argument, Option
from summkit.cli.front import COMMANDS, SHORTER, SPELLINGS
from summkit.cli.groups import flat

_PLAIN = {
    int: re.compile(r"[0-9]{1,15}"),
    float: re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?"),
    str: re.compile(r"-|(?=.*\S)[^-].*", re.DOTALL),
}


class _Unsure(Exception):  # noqa: N818 - not an error, since typer then reads the line
    """Raised if a command line is not plain."""


class _Parameter(NamedTuple):
    """A parameter of a command. `kind` is bool, int, float or str; `many` means a list of them."""

    name: str
    default: Any
    declaration: Option | Argument
    kind: Any
    many: bool

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of an option; () for a positional argument."""
        return self.declaration.flags if isinstance(self.declaration, Option) else ()

    def read(self, words: list[str]) -> Any:
        """Return the value of the words that the user typed for this parameter."""
        if self.kind is bool:
            return True
        if self.flags and len(words) > 1 and not self.many:
            raise _Unsure
        if self.flags and not all(_PLAIN[self.kind].fullmatch(word) for word in words):
            raise _Unsure
        values = [self.kind(word) for word in words]
        return values if self.many else values[-1]


def prepared(words: Sequence[str]) -> Callable[[], int] | None:
    """Return the call of the command with its values; None if typer must read the command line.

    Raises
    ------
    UsageError
        If an option does not take its value.
    """
    name = SPELLINGS.get(words[0], words[0]) if words else ""
    if name not in COMMANDS or os.name == "nt":  # on Windows, typer expands patterns such as *.txt
        return None
    command = flat(getattr(import_module(f"summkit.cli.{name}"), name))
    try:
        parameters = [_parameter(each) for each in inspect.signature(command).parameters.values()]
        values = _values(parameters, words[1:])
    except _Unsure:
        return None
    output.name_options(parameter.flags[0] for parameter in parameters if parameter.flags)
    by_name = {parameter.name: parameter for parameter in parameters}
    for name, value in values.items():  # the order is that of the command line, as in typer
        check = getattr(by_name[name].declaration, "callback", None)
        values[name] = value if check is None else check(value)
    return partial(command, **{each.name: each.default for each in parameters} | values)


def _parameter(shown: inspect.Parameter) -> _Parameter:
    if get_origin(shown.annotation) is not Annotated:
        raise _Unsure
    annotation, *declarations = get_args(shown.annotation)
    if len(declarations) != 1 or not isinstance(declarations[0], Option | Argument):
        raise _Unsure
    if os.environ.get(declarations[0].more.get("envvar", "")):
        raise _Unsure
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType] or [annotation]
    kind = kinds[0]
    many = get_origin(annotation) is list or get_origin(kind) is list
    kind = get_args(kind)[0] if get_origin(kind) is list else kind
    if kind not in (bool, *_PLAIN):
        raise _Unsure
    return _Parameter(shown.name, shown.default, declarations[0], kind, many)


def _values(parameters: list[_Parameter], words: Sequence[str]) -> dict[str, Any]:
    """Return the typed values by parameter name, options before positional arguments."""
    by_flag = {flag: parameter for parameter in parameters for flag in parameter.flags}
    typed: dict[str, list[str]] = {}
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            rest += left
        elif word == "-" or not word.startswith("-"):
            rest.append(word)
        else:
            flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
            parameter = by_flag.get(flag if flag in by_flag else SHORTER.get(flag, ""))
            if parameter is None or (equals and parameter.kind is bool):
                raise _Unsure
            if not equals and parameter.kind is not bool:
                value = next(left, "--")  # "--" as a value is never plain
            typed.setdefault(parameter.name, []).append(value)
    arguments = [parameter for parameter in parameters if not parameter.flags]
    for parameter in arguments:
        taken = len(rest) if parameter.many else 1
        if not rest and parameter.default is not inspect.Parameter.empty:
            continue
        if not rest:
            raise _Unsure
        typed[parameter.name], rest = rest[:taken], rest[taken:]
    required = [each.name for each in parameters if each.default is inspect.Parameter.empty]
    if rest or not typed.keys() >= set(required):
        raise _Unsure
    found = {parameter.name: parameter for parameter in parameters}
    return {name: found[name].read(words) for name, words in typed.items()}
