"""The commands as typer commands, for the help pages and for wrong command lines."""

from __future__ import annotations

import inspect
import shlex
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from summkit.cli import output
from summkit.cli.declare import Argument, Option
from summkit.cli.front import ABOUT, COMMANDS, EXAMPLE, SHORTER, SPELLINGS, page
from summkit.cli.groups import flat
from summkit.cli.output import say
from summkit.errors import UsageError
from summkit.patterns import regex
from summkit.reading.sources.address import is_address
from summkit.schema import SETTINGS, nearest

_RENAMED = {
    "--chars": "--characters",
    "--out": "--output",
}
"""Outdated option -> its current name."""

_RENAMED_BY_COMMAND = {"summarise": {"--candidates": "--alternatives"}}


_TYPES = regex(r" <(?:list\[)?(?:str|int|float)\]?>")
_BRACES = regex(r"\{([^{}\s]+)\}")


class Commands(TyperGroup):
    """The commands; each is imported when it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return their names in the order of the page of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and return a command; return None if no command has the name."""
        name = SPELLINGS.get(cmd_name, cmd_name)
        return load(name) if name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the typed command.

        Raises
        ------
        UsageError
            If the command does not exist. The message suggests the nearest command.
        """
        if args and self.get_command(ctx, args[0]) is None:
            hint = nearest(args[0], COMMANDS)
            if is_address(args[0]) or _is_there(args[0]):
                hint = f" (to summarise it, write summkit summarise {shlex.quote(args[0])})"
            raise UsageError(f"command {args[0]!r} does not exist{hint}: see summkit --help")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Return the page of all commands."""
        return page().rstrip("\n")


class Command(TyperCommand):
    """A command that accepts outdated options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Replace outdated options, print a note for each, and store the option names for messages.

        Raises
        ------
        UsageError
            If a value is empty or is not a number, or if an option is given twice.
        """
        declared = {flag for param in self.params for flag in param.opts}
        renamed = _RENAMED | SHORTER | _RENAMED_BY_COMMAND.get(self.name or "", {})
        end = args.index("--") if "--" in args else len(args)
        for place, word in enumerate(args[:end]):
            flag, equals, value = word.partition("=")
            now = renamed.get(flag)
            if now in declared and flag not in declared:
                if flag not in SHORTER:
                    say(f"{flag} is now {now}")
                args[place] = f"{now}{equals}{value}"
        output.name_options(param.opts[0] for param in self.params)
        self._look(ctx, args)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Return the page without the Python types that newer versions of typer show."""
        page = super().get_help(ctx)
        head, line, rest = page.partition("\n")
        rest = _TYPES.sub(lambda match: " " * len(match[0]), rest)
        return _BRACES.sub(r"\1", head) + line + "\n".join(map(str.rstrip, rest.split("\n")))

    def _look(self, ctx: Any, args: list[str]) -> None:
        """Refuse mistakes that typer accepts silently or reports in other words than summkit.

        The mistakes are: an option given twice that takes a single value (typer would use the
        last); an empty value, which an unset shell variable gives; a value that is not a number.
        """
        seen = set()
        given, _, typed = self.make_parser(ctx).parse_args(list(args))
        for param in typed:
            if param in seen and not (param.multiple or getattr(param, "is_flag", False)):
                hint = "; --target all writes several" if param.opts[0] == "--target" else ""
                hint = hint if self.name == "summarise" else ""
                raise UsageError(f"{param.opts[0]} is given twice: give it once{hint}")
            if isinstance(param, TyperOption):
                seen.add(param)
                _refuse_empty(param.opts[0], given.get(param.name))
                _refuse_no_number(param.opts[0], given.get(param.name))


def _refuse_empty(flag: str, value: object) -> None:
    if any(
        isinstance(each, str) and not each.strip()
        for each in (value if isinstance(value, list) else [value])
    ):
        raise UsageError(f"{flag}: the value is empty: give a value, or leave {flag} out")


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # the name is too long or contains a NUL
        return False


def _refuse_no_number(flag: str, value: object) -> None:
    setting = SETTINGS.get(flag[2:].replace("-", "_"))
    if setting is None or setting.kind not in ("whole", "number") or not isinstance(value, str):
        return
    try:
        int(value) if setting.kind == "whole" else float(value)
    except ValueError:
        raise UsageError(f"{flag} {value} is not allowed: takes {setting.words()}") from None


def load(name: str) -> Any:
    """Import a command. The docstring of its module is its help, with the examples at the end."""
    module = import_module(f"summkit.cli.{name}")
    about, _, examples = (module.__doc__ or "").partition("\nExamples:\n")
    alone = typer.Typer(
        # Rich's help panels would cost 100 ms at every start.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    command = flat(getattr(module, name))
    shown = [
        parameter.replace(annotation=_typers(parameter.annotation))
        for parameter in inspect.signature(command).parameters.values()
    ]
    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    alone.command(name=name, cls=Command, help=about, epilog=f"\b\nExamples:\n{examples}")(command)
    return typer.main.get_command(alone)


def _typers(annotation: Any) -> Any:
    """Return an annotation with typer's declaration in place of summkit's."""
    if get_origin(annotation) is not Annotated:
        return annotation
    kind, *declarations = get_args(annotation)
    made = [
        typer.Option(*each.flags, callback=each.callback, **each.more)
        if isinstance(each, Option)
        else typer.Argument(**each.more)
        if isinstance(each, Argument)
        else each
        for each in declarations
    ]
    return Annotated[(kind, *made)]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from summkit import core

        output.write(f"summkit {version('summkit')} ({core.which()})\n")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", callback=_version, is_eager=True
    ),
) -> None:
    pass


def application() -> typer.Typer:
    """Return the program with all its commands."""
    app = typer.Typer(
        name="summkit",
        cls=Commands,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=EXAMPLE,
    )
    app.callback(help=ABOUT)(_root)
    return app
