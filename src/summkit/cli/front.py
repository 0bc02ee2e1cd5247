"""The list of commands, printed without importing typer or any command.

`summkit.cli.typed` imports a command's module only when the command runs. But to print the list of
all commands it would import typer and ten modules, which takes 0.1 s instead of 0.03 s. This module
reads the first line of each docstring from the compiled module, without running the module.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from importlib.machinery import PathFinder

ABOUT = "Write ledes, deks, headlines and summaries from an article's own words."
EXAMPLE = "Example: summkit summarise --target all article.txt"

COMMANDS = (
    *("summarise", "compare", "headline", "check", "init"),
    *("history", "score", "metrics", "methods", "train", "desk"),
)
"""The commands. Each is a module of `summkit.cli` that contains a function with the same name."""

SPELLINGS = {"summarize": "summarise"}

SHORTER = {"--for": "--target"}
"""Option -> the option that it abbreviates. Its use prints no note, unlike an outdated option."""


def manual(command: str) -> str:
    """Return the docstring of a command's module, without running the module."""
    spec = PathFinder.find_spec(command, __spec__.parent and sys.modules[__spec__.parent].__path__)
    code = spec.loader.get_code(command) if spec and spec.loader else None  # type: ignore[attr-defined]
    text = code.co_consts[0] if code else ""
    return text if isinstance(text, str) else ""


def page() -> str:
    """Return the page of `summkit --help`."""
    lines = ["Usage: summkit [OPTIONS] COMMAND [ARGS]...", "", f"  {ABOUT}", "", "Options:"]
    lines += ["  --version           Print the version and exit."]
    lines += ["  --completion SHELL  Print the tab completion of bash, zsh or fish."]
    lines += ["  -h, --help          Show this message and exit.", "", "Commands:"]
    lines += [f"  {name:9}  {manual(name).split(chr(10))[0]}".rstrip() for name in COMMANDS]
    return "\n".join([*lines, "", f"  {EXAMPLE}", ""])


def main() -> None:
    """Run the program; see `summkit.cli.app.main`."""
    asked = sys.argv[1:]
    if not asked:
        if sys.stderr is not None:  # the caller of the program may have closed standard error
            sys.stderr.write(page())
        sys.exit(2)
    if asked[0] == "help":  # `help` and `help summarise` work as in git
        sys.argv[1:] = asked = [*asked[1:2], "--help"]
    elif asked == ["-V"]:
        sys.argv[1:] = asked = ["--version"]
    if asked in (["--help"], ["-h"]) and sys.stdout is not None:
        try:
            sys.stdout.write(page())
            sys.stdout.flush()
            sys.exit(0)
        except OSError:
            pass  # `app.main` writes the page again, and reports the error
    from summkit.cli import app

    app.main()


def program() -> None:
    """Run the program and end its process without Python's clean-up of objects.

    The clean-up took 5 to 12% of the time that one article takes. Functions registered with
    `atexit` run, and the output is flushed. If other threads still run, Python exits as usual.
    """
    gc.set_threshold(50_000, 20, 20)  # imports make many objects, but hardly any garbage
    try:
        try:
            main()
        except KeyboardInterrupt:  # during imports, before `app.main` catches it
            sys.exit(130)
    except SystemExit as end:
        if not isinstance(end.code, int) or _has_threads():
            raise
        atexit._run_exitfuncs()
        with suppress(AttributeError, OSError, ValueError):  # the streams may be closed
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1
