"""The check of every Dask worker before it gets work."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path


def probe(folder: str, ours: str) -> str:
    """Return the problem of this worker in words; "" if it has none.

    Parameters
    ----------
    folder
        The folder to which the worker must write; "" if it writes no files.
    ours
        The version of summkit that the client has.
    """
    theirs = version("summkit")
    if theirs != ours:
        return f"has summkit {theirs}, not {ours}: install the same version on all machines"
    if folder and not Path(folder, "journal").exists():
        return f"does not see {folder}: all workers need the same file system"
    return ""
