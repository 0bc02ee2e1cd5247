"""The same bytes out under any hash seed and on every supported Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digests import METHODS

SCRIPT = Path(__file__).parent / "digests.py"


def digests(python: str, seed: str) -> list[str]:
    done = subprocess.run(
        [python, str(SCRIPT)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    lines = done.stdout.splitlines()
    assert [line.split()[1] for line in lines] == METHODS
    assert int(lines[0].split()[0]) >= 35
    return lines


@pytest.fixture(scope="module")
def reference() -> list[str]:
    return digests(sys.executable, "0")


def test_hash_seeds(reference):
    assert digests(sys.executable, "1") == reference


def others() -> list[str]:
    """Other supported interpreters that have summkit's dependencies, as .ci/run makes them."""
    found = [os.environ.get(f"SUMMKIT_PYTHON_3{minor}") for minor in (11, 12, 13)]
    return [python for python in found if python and shutil.which(python)]


@pytest.mark.skipif(
    not others(), reason="SUMMKIT_PYTHON_311, _312, _313 name no interpreter; .ci/run sets them"
)
@pytest.mark.parametrize("python", others())
def test_pythons(reference, python):
    assert digests(python, "7") == reference


def test_the_command_line_too():
    lines = []
    for seed in "01":
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "summkit",
                "summarise",
                "samples",
                "-m",
                "textrank",
                "-f",
                "json",
            ],
            cwd=SCRIPT.parents[1],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        )
        lines.append(done.stdout)
    assert lines[0] == lines[1]
    assert lines[0].count(b"\n") > 30
