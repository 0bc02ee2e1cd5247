"""Asked of every worker before work is given."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path


def probe(folder: str, ours: str) -> str:
    """Return what is wrong with this worker, in words; "" where nothing is.

    Parameters
    ----------
    folder
        Where it is to write; "" where it writes nothing.
    """
    theirs = version("summkit")
    if theirs != ours:
        return f"has summkit {theirs}, not {ours}: install the same on all"
    if folder and not Path(folder, "journal").exists():
        return f"does not see {folder}: all workers need the same file system"
    return ""
