"""Which variables of the environment a program of the user's gets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from summkit.errors import UsageError
from summkit.jobs.guardian_process import VARIABLE

SAFE_PATH = "PYTHONSAFEPATH"
OURS = "summkit"
"""The value of `SAFE_PATH` that we set, which foreign programs do not get. Any text means yes."""

ALL = "*"
_ALWAYS = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ"),
    *("TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    # Without these hardly anything starts on Windows.
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE"),
    *("APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES"),
)
"""What a program needs to find itself, its libraries, its user's folder and its language."""


def environment_names(text: str) -> tuple[str, ...]:
    """Return the names in a text such as "OPENAI_API_KEY HTTPS_PROXY".

    Raises
    ------
    UsageError
        For what is no name.
    """
    names = tuple(re.split(r"[\s,]+", text.strip())) if text.strip() else ()
    for name in names:
        if name != ALL and not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            raise UsageError(
                f"`environment` names {name!r}, which is no variable: takes names with spaces "
                f"between them, or {ALL} for all variables"
            )
    return names


def minimal(names: tuple[str, ...], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a program gets: what every program needs, and the variables named.

    Parameters
    ----------
    names
        `ALL` among them passes everything on but what we have set for children of ours.
    given
        The environment to take them from; None takes that of this process.
    """
    source = os.environ if given is None else given
    return {
        name: value
        for name, value in source.items()
        if (name, value) != (SAFE_PATH, OURS)
        and (ALL in names or name in names or name in _ALWAYS or name.startswith("LC_"))
    }


def marked(environment: Mapping[str, str], mark: str) -> dict[str, str]:
    """Return an environment that marks a program and what it starts as ours to end.

    Where we are part of somebody's program ourselves, the marks of that stay.
    """
    marks = [*filter(None, [os.environ.get(VARIABLE)]), mark]
    return {**environment, VARIABLE: ":".join(marks)}
