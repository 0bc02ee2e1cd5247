"""The `summkit` program: it runs a command and turns errors into messages and exit statuses."""

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
    " or use fewer --workers"
)


def _run() -> int:
    """Run the typed command line. Typer is imported only if `quick` cannot read the line."""
    if sys.argv[1:2] == ["--completion"]:
        from summkit.cli.completion import completion

        return completion(sys.argv[2:])
    prepared = quick.prepared(sys.argv[1:])
    if prepared is not None:
        return prepared()
    from summkit.cli.typed import application

    return application()(prog_name="summkit", standalone_mode=False) or 0


def main() -> None:
    """Run the program and exit with a status.

    0: success. 1: some articles failed, or `check` found a regression. 2: the input or the
    command line is unusable. 3: `check` has no comparable baseline. 130: interrupted.
    """
    one_matrix_thread()
    output.open_streams()
    try:
        status = _run()
        output.flush()
    except (ReaderLeft, BrokenPipeError):
        _drop_output()  # a reader such as `head` closed the pipe after the lines that it needed
        status = 0
    except SystemExit as end:
        # If the reader closes the pipe while click prints help, click exits with status 1.
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            sys.stdout = sys.__stdout__
            _drop_output()
            status = 0
        else:  # otherwise sys.exit(0) in a plug-in would mean that the command succeeded
            say(f"error: a plug-in ended the program with sys.exit({end.code!r})")
            status = UNUSABLE
    except KeyboardInterrupt:
        status = INTERRUPTED
    except SummkitError as error:
        say(f"error: {error}")
        status = UNUSABLE
    except MemoryError:
        say("error: not enough memory: give fewer articles, or set a smaller --max-bytes")
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
        # Typer bundles click and has moved it between versions, so that its errors are recognised
        # by their attributes and not by their class.
        if not hasattr(error, "format_message"):
            if type(error).__name__ == "Abort":
                sys.exit(INTERRUPTED)
            raise
        say(f"error: {_mistyped(error)}")
        status = UNUSABLE
    sys.exit(status)


def _mistyped(error: Exception) -> str:
    """Return the message for an error of typer; common mistakes get a clearer message."""
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
            flag = (getattr(missing, "opts", None) or ("",))[0]
            name = f"{flag} {name}" if flag.startswith("--") else name
            return f"{name} is missing{stdin}: {see}"
    variable = getattr(getattr(error, "param", None), "envvar", None)
    if isinstance(variable, str) and os.environ.get(variable):  # the value is not on the line
        return f"{variable}={os.environ[variable]} is not allowed: set it to 1 or 0, or unset it"
    message: str = error.format_message()  # type: ignore[attr-defined]  # `main` has checked it
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
    "headline": " (write --candidate before each headline to judge)",
    "score": " (write --references before each file of references)",
}
"""Command -> the option that users often forget to write before a word."""


def _words(joined: str, typed: list[str]) -> list[str]:
    """Return the superfluous words as the user typed them; click reports them joined by spaces."""
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
    """Return the long options of the command for which typer raised an error."""
    context = getattr(error, "ctx", None)
    params = getattr(getattr(context, "command", None), "params", ())
    found = [flag for param in params for flag in param.opts if flag.startswith("--")]
    return found or list(getattr(error, "possibilities", None) or ())


def _has_folder() -> bool:
    """Return whether the current folder still exists."""
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


def _drop_output() -> None:
    """Discard the unwritten output. Otherwise Python would report the same error again at exit."""
    with suppress(OSError, ValueError):  # standard output was closed before the program started
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
