"""Whether the compiled core runs: decided here, once, when it is first imported.

`native` is the extension `summkit._core`; its sources are src/_core. It was not built where no
compiler was found, and ``SUMMKIT_PURE=1`` switches it off. A function with a compiled version
begins so:

    if core.compiled:
        return core.native.name(...)

and goes on in Python, which is the specification: both give the same bytes. It looks at
`core.compiled` at every call, so that a test can compare both in one process.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summkit import _core as native
else:
    try:
        # By name: as far as the floors of the house go, this module imports no other.
        native = import_module("summkit._core")
    except ImportError:
        native = None

__all__ = ["built", "compiled", "native", "which"]

built = native is not None
"""Whether the extension was built and can be imported."""

compiled = built and os.environ.get("SUMMKIT_PURE", "0") in ("", "0")
"""Whether it runs."""


def which() -> str:
    """Return which one runs, for people."""
    return "compiled core" if compiled else "pure Python"
