"""The number of threads of other libraries. Every start of the program imports this module."""

from __future__ import annotations

import os

_MATRICES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_ROUGE = ("RAYON_NUM_THREADS",)


def one_matrix_thread() -> None:
    """Limit matrix libraries to one thread, unless the user's environment sets another number.

    For matrices of 20 x 300, a second thread only takes CPU time. This must be called before numpy
    is imported.
    """
    _one(_MATRICES)


def one_thread() -> None:
    """Limit every library to one thread, for a process that is one of many."""
    _one(_MATRICES + _ROUGE)


def _one(names: tuple[str, ...]) -> None:
    for name in names:
        os.environ.setdefault(name, "1")
