"""The environment variables that a user's program gets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from summkit.errors import UsageError
from summkit.jobs.guardian_process import VARIABLE

SAFE_PATH = "PYTHONSAFEPATH"
OURS = "summkit"
"""The value of `SAFE_PATH` that summkit sets (any text means yes); users' programs lack it."""

ALL = "*"
_ALWAYS = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ"),
    *("TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    # Most programs on Windows do not start without these variables.
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE"),
    *("APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES"),
)
"""Variables with which a program finds its files, libraries, home folder and language."""


def environment_names(text: str) -> tuple[str, ...]:
    """Return the names in a text such as "OPENAI_API_KEY HTTPS_PROXY".

    Raises
    ------
    UsageError
        If a word is not the name of a variable.
    """
    names = tuple(re.split(r"[\s,]+", text.strip())) if text.strip() else ()
    for name in names:
        if name != ALL and not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            raise UsageError(
                f"`environment` contains {name!r}, which is not the name of a variable: give names "
                f"with spaces between them, or {ALL} for all variables"
            )
    return names


def minimal(names: tuple[str, ...], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for a user's program: the usual variables and the named variables.

    Parameters
    ----------
    names
        Names of variables. `ALL` means all variables except the one that summkit sets for its own
        children.
    given
        The environment from which the variables are taken; None means the environment of this
        process.
    """
    source = os.environ if given is None else given
    return {
        name: value
        for name, value in source.items()
        if (name, value) != (SAFE_PATH, OURS)
        and (ALL in names or name in names or name in _ALWAYS or name.startswith("LC_"))
    }


def marked(environment: Mapping[str, str], mark: str) -> dict[str, str]:
    """Return an environment with a mark by which a program and its children can be found.

    If this process itself was started by a marked program, the marks of that program are preserved.
    """
    marks = [*filter(None, [os.environ.get(VARIABLE)]), mark]
    return {**environment, VARIABLE: ":".join(marks)}
