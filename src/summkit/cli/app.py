"""The `summkit` program: its commands, and the one place where errors become exit statuses."""

from __future__ import annotations

import os
import sys

import typer

from summkit.cli import (
    check,
    compare,
    headline,
    history,
    init,
    methods,
    metrics,
    score,
    summarise,
    train,
)
from summkit.cli.output import ReaderLeft, say
from summkit.engines.threads import one_matrix_thread
from summkit.errors import SummkitError

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="summkit",
    # Rich's help panels would cost 100 ms at every start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: summkit summarise --for all article.txt",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"summkit {version('summkit')}")  # noqa: T201 - the answer to --version
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
    ),
) -> None:
    """Write ledes, deks, headlines and summaries from an article's own words."""


app.command(name="summarise", epilog=summarise.EXAMPLES)(summarise.summarise)
app.command(name="summarize", hidden=True, epilog=summarise.EXAMPLES)(summarise.summarise)
app.command(name="compare", epilog=compare.EXAMPLES)(compare.compare)
app.command(name="headline", epilog=headline.EXAMPLES)(headline.headline)
app.command(name="check", epilog=check.EXAMPLES)(check.check)
app.command(name="init", epilog=init.EXAMPLES)(init.init)
app.command(name="history", epilog=history.EXAMPLES)(history.history)
app.command(name="score", epilog=score.EXAMPLES)(score.score)
app.command(name="metrics", epilog=metrics.EXAMPLES)(metrics.metrics)
app.command(name="methods", epilog=methods.EXAMPLES)(methods.methods)
app.command(name="train", epilog=train.EXAMPLES)(train.train)


def main() -> None:
    """Run the program and exit: 0 all well, 1 some records failed, 2 nothing usable.

    `check` has two more: 1 for a regression, 3 for nothing to compare with.
    """
    one_matrix_thread()
    try:
        status = app(standalone_mode=False) or 0
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
