"""The switch between the compiled core and pure Python, set at the first import of this module.

`native` is the extension `summkit._core`; its C sources are in src/_core. If the
installation found no compiler, the extension is missing; ``SUMMKIT_PURE=1`` switches it off. If
the extension was built from other sources than this Python code, the module warns and pure Python
runs. A function with a compiled version starts with:

    if core.compiled:
        return core.native.name(...)

Its Python code follows and is the specification: both return the same values. The function reads
`core.compiled` at every call, so that a test can compare both versions in one process.
"""

from __future__ import annotations

import os
import warnings
from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["REVISION", "built", "compiled", "native", "which"]

REVISION = 2
"""The revision of the extension's functions; `REVISION` in src/_core/module.c is equal.

Raise both numbers when a function of the extension is added, removed, or takes or returns
different values.
"""

_allowed = os.environ.get("SUMMKIT_PURE", "0") in ("", "0")

if TYPE_CHECKING:
    from summkit import _core as native
else:
    try:
        # Imported by its name as a string: import-linter, which checks the layers, must not see
        # this import.
        native = import_module("summkit._core")
    except ImportError:
        native = None
    if native is not None and getattr(native, "REVISION", 0) != REVISION:
        native = None
        if _allowed:
            warnings.warn(
                "the compiled core does not belong to this Python code, so summkit runs in pure "
                "Python, with the same results but slower: install summkit again "
                "(uv sync --reinstall-package summkit)",
                RuntimeWarning,
                stacklevel=2,
            )

built = native is not None
"""Whether the extension was built and can be imported."""

compiled = built and _allowed
"""Whether functions use the extension."""


def which() -> str:
    """Return "compiled core" or "pure Python", for `summkit --version`."""
    return "compiled core" if compiled else "pure Python"
