"""The same bytes out under any hash seed and on every supported Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summkit.summarisers.registry import BUILT_IN

ROOT = Path(__file__).parents[1]
METHODS = sorted(set(BUILT_IN) - {"command"})  # needs a program to run


def digest(python: str, method: str, seed: str) -> str:
    """Summarise every sample with a method; return the hash of the JSON."""
    done = subprocess.run(
        [python, "-m", "summkit", "summarise", "samples", "-m", method, "-f", "json", "--explain"],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.count(b"\n") > 30
    return hashlib.sha256(done.stdout).hexdigest()


@pytest.mark.parametrize("method", METHODS)
def test_hash_seeds(method):
    assert digest(sys.executable, method, "0") == digest(sys.executable, method, "1")


def others() -> list[str]:
    """Other supported interpreters that have summkit's dependencies, as .ci/run makes them."""
    found = [os.environ.get(f"SUMMKIT_PYTHON_3{minor}") for minor in (11, 12, 13)]
    return [python for python in found if python and shutil.which(python)]


@pytest.mark.skipif(
    not others(), reason="SUMMKIT_PYTHON_311, _312, _313 name no interpreter; .ci/run sets them"
)
@pytest.mark.parametrize("method", METHODS)
def test_pythons(method):
    assert {digest(python, method, "0") for python in [*others(), sys.executable]} == {
        digest(sys.executable, method, "7")
    }
