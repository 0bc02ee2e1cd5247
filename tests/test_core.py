"""The compiled core: which one runs, and that a build without a compiler is whole."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from summkit import core

needs_core = pytest.mark.skipif(
    not core.built, reason="summkit was built without its compiled core: no C compiler was found"
)


def which(**environment: str) -> str:
    code = "from summkit import core; print(core.which())"
    clean = {name: value for name, value in os.environ.items() if name != "SUMMKIT_PURE"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean | environment, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@needs_core
def test_the_core_runs_unless_it_is_switched_off():
    assert which() == "compiled core"
    assert which(SUMMKIT_PURE="0") == "compiled core"
    assert which(SUMMKIT_PURE="1") == "pure Python"


@pytest.mark.skipif(core.built, reason="the compiled core was built")
def test_without_the_core_python_runs():
    assert which() == "pure Python"
