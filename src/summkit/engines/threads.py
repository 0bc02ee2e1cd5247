"""Threads of matrix libraries; imported by every start of the program, so kept light."""

from __future__ import annotations

import os

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """Keep matrix libraries to one thread, unless the user's environment says otherwise.

    Two threads on matrices of 20 x 300 only burn CPU time, and two workers would be four.
    Has an effect only before numpy is imported.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
