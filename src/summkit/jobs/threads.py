"""Threads of other libraries; imported by every start of the program, so kept light."""

from __future__ import annotations

import os

_MATRICES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_ROUGE = ("RAYON_NUM_THREADS",)


def one_matrix_thread() -> None:
    """Keep matrix libraries to one thread, unless the user's environment says otherwise.

    Two threads on matrices of 20 x 300 only burn CPU time. Works before numpy is imported.
    """
    _one(_MATRICES)


def one_thread() -> None:
    """Keep every library to one thread in a process that is one of many."""
    _one(_MATRICES + _ROUGE)


def _one(names: tuple[str, ...]) -> None:
    for name in names:
        os.environ.setdefault(name, "1")
