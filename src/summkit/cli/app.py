"""The `summkit` program: its commands, and the one place where errors become exit statuses."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer

from summkit.cli.front import ABOUT, COMMANDS, EXAMPLE, SPELLINGS
from summkit.cli.output import ReaderLeft, say
from summkit.errors import SummkitError
from summkit.jobs.threads import one_matrix_thread

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"summkit {version('summkit')}")  # noqa: T201 - the answer to --version
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
    ),
) -> None:
    pass


def application(asked: list[str]) -> typer.Typer:
    """Return the program with the one command that was asked for, or with all."""
    app = typer.Typer(
        name="summkit",
        # Rich's help panels would cost 100 ms at every start.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=EXAMPLE,
    )
    app.callback(help=ABOUT)(_root)
    first = asked[0] if asked else ""
    named = SPELLINGS.get(first, first)
    for name in [named] if named in COMMANDS else COMMANDS:
        module = import_module(f"summkit.cli.{name}")
        run = getattr(module, name)
        app.command(name=name, epilog=module.EXAMPLES, short_help=COMMANDS[name])(run)
        for other, meant in SPELLINGS.items():
            if meant == name:
                app.command(name=other, hidden=True, epilog=module.EXAMPLES)(run)
    return app


def main() -> None:
    """Run the program and exit: 0 all well, 1 some records failed, 2 nothing usable.

    `check` has two more: 1 for a regression, 3 for nothing to compare with.
    """
    one_matrix_thread()
    try:
        status = application(sys.argv[1:])(standalone_mode=False) or 0
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
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
