"""What can be answered before the command line's library is loaded: which commands there are.

Typer has a lazy group, and `summkit.cli.typed` is one: a command's module is imported when it is
run. The page of all commands would still import typer and ten modules, 0.1 s instead of 0.03,
so that its lines are the first of each module's docstring, read from the compiled module
without running it.
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
"""Each is a module of `summkit.cli`, which holds a function of its name."""

SPELLINGS = {"summarize": "summarise"}

SHORTER = {"--for": "--target"}
"""Another spelling that stays: `--for dek` is what people say, and takes no note."""


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
        if sys.stderr is not None:  # it may be closed
            sys.stderr.write(page())
        sys.exit(2)
    if asked[0] == "help":  # as git has it: help, help summarise
        sys.argv[1:] = asked = [*asked[1:2], "--help"]
    elif asked == ["-V"]:
        sys.argv[1:] = asked = ["--version"]
    if asked in (["--help"], ["-h"]) and sys.stdout is not None:
        try:
            sys.stdout.write(page())
            sys.stdout.flush()
            sys.exit(0)
        except OSError:
            pass  # `app.main` meets it again, and says what there is to say
    from summkit.cli import app

    app.main()


def program() -> None:
    """Run the program as a process of its own, which leaves without taking itself apart.

    That took 5 to 12% of the time of one article. What is registered with `atexit` is run, and
    what was written is out; with threads that still run, Python leaves as it always does.
    """
    gc.set_threshold(10_000, 20, 20)  # imports make many objects, of which none is rubbish
    try:
        try:
            main()
        except KeyboardInterrupt:  # while modules are imported, before anything else looks
            sys.exit(130)
    except SystemExit as end:
        if not isinstance(end.code, int) or _has_threads():
            raise
        atexit._run_exitfuncs()
        with suppress(AttributeError, OSError, ValueError):  # closed; else Python says so below
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1
