"""The `summkit` program: its commands, and the one place where errors become exit statuses."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from summkit.cli import output
from summkit.cli.front import ABOUT, COMMANDS, EXAMPLE, SPELLINGS, page
from summkit.cli.groups import flat
from summkit.cli.output import ReaderLeft, say
from summkit.errors import SummkitError, UsageError
from summkit.jobs.threads import one_matrix_thread
from summkit.schema import nearest

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130

_RENAMED = {
    "--chars": "--characters",
    "--out": "--output",
}
"""Option of the version before -> its name now."""

_SHORTER = {"--for": "--target"}
"""Another spelling that stays: `--for dek` is what people say, and takes no note."""

_RENAMED_BY_COMMAND = {"summarise": {"--candidates": "--alternatives"}}


class Commands(TyperGroup):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return their names as the page of all commands has them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command; None where there is none of that name."""
        name = SPELLINGS.get(cmd_name, cmd_name)
        return load(name) if name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed, or say which one was probably meant."""
        if args and self.get_command(ctx, args[0]) is None:
            hint = nearest(args[0], COMMANDS)
            raise UsageError(f"command {args[0]!r} does not exist{hint}: see summkit --help")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Return the page of all commands."""
        return page().rstrip("\n")


class Command(TyperCommand):
    """A command that knows the spellings of the version before."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Replace old spellings, with a note, and say to `output` what the options are called."""
        declared = {flag for param in self.params for flag in param.opts}
        renamed = _RENAMED | _SHORTER | _RENAMED_BY_COMMAND.get(self.name or "", {})
        end = args.index("--") if "--" in args else len(args)
        for place, word in enumerate(args[:end]):
            flag, equals, value = word.partition("=")
            now = renamed.get(flag)
            if now in declared and flag not in declared:
                if flag not in _SHORTER:
                    say(f"{flag} is now {now}")
                args[place] = f"{now}{equals}{value}"
        output.OPTIONS.clear()
        for param in self.params:
            if param.opts[0].startswith("--"):
                output.OPTIONS[param.opts[0][2:].replace("-", "_")] = param.opts[0]
        return super().parse_args(ctx, args)


def load(name: str) -> Any:
    """Import a command: its module's docstring is its help, the examples its last part."""
    module = import_module(f"summkit.cli.{name}")
    about, _, examples = (module.__doc__ or "").partition("\nExamples:\n")
    alone = typer.Typer(
        # Rich's help panels would cost 100 ms at every start.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    alone.command(name=name, cls=Command, help=about, epilog=f"\b\nExamples:\n{examples}")(
        flat(getattr(module, name))
    )
    return typer.main.get_command(alone)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from summkit import core

        output.write(f"summkit {version('summkit')} ({core.which()})\n")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
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


def main() -> None:
    """Run the program and exit: 0 all well, 1 some records failed, 2 nothing usable.

    `check` has two more: 1 for a regression, 3 for nothing to compare with.
    """
    one_matrix_thread()
    output.open_streams()
    try:
        status = application()(standalone_mode=False) or 0
        sys.stdout.flush()
    except (ReaderLeft, BrokenPipeError):
        _drop_output()  # the reader has what it wanted
        status = 0
    except KeyboardInterrupt:
        status = INTERRUPTED
    except SummkitError as error:
        say(f"error: {error}")
        status = UNUSABLE
    except OSError as error:
        say(f"error: {error.filename or 'output'}: {error.strerror or error}")
        _drop_output()
        status = UNUSABLE
    except Exception as error:
        # Typer bundles its own click and has moved it between versions: known by its shape.
        if not hasattr(error, "format_message"):
            if type(error).__name__ == "Abort":
                sys.exit(INTERRUPTED)
            raise
        say(f"error: {error.format_message()} (see --help)")
        status = UNUSABLE
    sys.exit(status)


def _drop_output() -> None:
    """Forget what could not be written: Python would complain again at exit."""
    with suppress(OSError, ValueError):  # it was closed from the beginning
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
