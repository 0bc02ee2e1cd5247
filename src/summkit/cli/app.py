"""The `summkit` program: runs a command, and is the one place where errors become exit statuses."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from summkit.cli import output, quick
from summkit.cli.output import ReaderLeft, say
from summkit.errors import SummkitError
from summkit.jobs.threads import one_matrix_thread
from summkit.patterns import regex

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130

_NO_MORE = (errno.EAGAIN, errno.EMFILE, errno.ENFILE)
_FULL = (
    "the system allows no more processes, threads or open files: raise its limit (see `ulimit -a`)"
    ", or give fewer --workers"
)


def _run() -> int:
    """Run what was typed; typer is loaded only where `quick` cannot tell what was meant."""
    if sys.argv[1:2] == ["--completion"]:
        from summkit.cli.completion import completion

        return completion(sys.argv[2:])
    prepared = quick.prepared(sys.argv[1:])
    if prepared is not None:
        return prepared()
    from summkit.cli.typed import application

    return application()(prog_name="summkit", standalone_mode=False) or 0


def main() -> None:
    """Run the program and exit: 0 all well, 1 some records failed, 2 nothing usable.

    `check` has two more: 1 for a regression, 3 for nothing to compare with.
    """
    one_matrix_thread()
    output.open_streams()
    try:
        status = _run()
        sys.stdout.flush()
    except (ReaderLeft, BrokenPipeError):
        _drop_output()  # the reader has what it wanted
        status = 0
    except SystemExit:
        # Click meets the end of a reader by itself where it prints help, and calls it a failure.
        if type(sys.stdout).__name__ != "PacifyFlushWrapper":
            raise
        sys.stdout = sys.__stdout__
        _drop_output()
        status = 0
    except KeyboardInterrupt:
        status = INTERRUPTED
    except SummkitError as error:
        say(f"error: {error}")
        status = UNUSABLE
    except MemoryError:
        say("error: there is not enough memory: give less at once, or a smaller --max-bytes")
        status = UNUSABLE
    except RuntimeError as error:
        if "start new thread" not in str(error):
            raise
        say(f"error: {_FULL}")
        status = UNUSABLE
    except OSError as error:
        if error.errno in _NO_MORE and error.filename is None:
            say(f"error: {_FULL}")
            sys.exit(UNUSABLE)
        what = error.filename or ("output" if _has_folder() else "the current folder")
        say(f"error: {what}: {error.strerror or error}")
        _drop_output()
        status = UNUSABLE
    except Exception as error:
        # Typer bundles its own click and has moved it between versions: known by its shape.
        if not hasattr(error, "format_message"):
            if type(error).__name__ == "Abort":
                sys.exit(INTERRUPTED)
            raise
        say(f"error: {_mistyped(error)}")
        status = UNUSABLE
    sys.exit(status)


def _mistyped(error: Exception) -> str:
    """Say what typer did not understand, in words of ours where it is a common mistake."""
    from summkit.cli.front import COMMANDS, SPELLINGS
    from summkit.schema import nearest

    typed = sys.argv[1] if len(sys.argv) > 1 else ""
    command = SPELLINGS.get(typed, typed)
    see = f"see summkit {command} --help" if command in COMMANDS else "see summkit --help"
    option = getattr(error, "option_name", "")
    match type(error).__name__:
        case "NoSuchOption":
            if option in _FORMATS:
                return f"option {option} does not exist: write --format {option[2:]}; {see}"
            hint = nearest(option, flags(error))
            return f"option {option} does not exist{hint}: {see}"
        case "BadOptionUsage" if "requires an argument" in str(error):
            return f"{option} needs a value: {see}"
        case "MissingParameter":
            missing = getattr(error, "param", None)
            name = getattr(missing, "metavar", None) or getattr(missing, "name", "an argument")
            stdin = "; for standard input write -" if name in _OF_STDIN else ""
            return f"{name} is missing{stdin}: {see}"
    message: str = error.format_message()  # type: ignore[attr-defined]  # what has it comes here
    if match := _TOO_MANY.match(message):
        extra = _words(match[1], sys.argv[2:])
        many = "is one too many" if len(extra) == 1 else f"are {len(extra)} too many"
        listed = ", ".join(map(repr, extra))
        return f"{listed} {many}{_WHERE.get(command, '')}: {see}"
    return f"{message} ({see})"


_FORMATS = ("--json", "--html", "--csv", "--tsv", "--markdown", "--latex", "--text", "--github")
_OF_STDIN = ("PATH|URL|-", "CANDIDATES", "ARTICLE")
_TOO_MANY = regex(r"Got unexpected extra arguments?(?: *\(s\))? \((.*)\)")
_WHERE = {
    "headline": ", headlines to judge go behind --candidate",
    "score": ", references go behind --references",
}
"""Command -> where the words go that are often typed without an option."""


def _words(joined: str, typed: list[str]) -> list[str]:
    """Return the words that click joined by spaces, as they were typed."""
    found: list[str] = []
    rest = joined
    for word in reversed(typed):
        if rest == word:
            return [word, *found]
        if word and rest.endswith(f" {word}"):
            rest = rest.removesuffix(f" {word}")
            found.insert(0, word)
    return [joined]


def flags(error: Exception) -> list[str]:
    """Return the options of the command that an error of typer is about."""
    context = getattr(error, "ctx", None)
    params = getattr(getattr(context, "command", None), "params", ())
    found = [flag for param in params for flag in param.opts if flag.startswith("--")]
    return found or list(getattr(error, "possibilities", None) or ())


def _has_folder() -> bool:
    """Whether the current folder is still there."""
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


def _drop_output() -> None:
    """Forget what could not be written: Python would complain again at exit."""
    with suppress(OSError, ValueError):  # it was closed from the beginning
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
