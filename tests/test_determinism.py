"""The same bytes out under any hash seed and on every supported Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import corpus
from digests import METHODS

SCRIPT = Path(__file__).parent / "digests.py"


def digests(python: str, seed: str, *words: str, kernel: str = "") -> list[str]:
    done = subprocess.run(
        [python, str(SCRIPT), *words],
        env=os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_CORETYPE": kernel},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    lines = done.stdout.splitlines()
    assert [line.split()[1] for line in lines] == (list(words[1:]) or METHODS)
    assert int(lines[0].split()[0]) >= 35
    return lines


@pytest.fixture(scope="module")
def reference() -> list[str]:
    return digests(sys.executable, "0")


def test_hash_seeds(reference):
    assert digests(sys.executable, "1") == reference


KERNELS = {"Prescott": "pni", "Haswell": "avx2", "SkylakeX": "avx512f"}
"""As OpenBLAS chooses them for a processor, and its flag: SSE3, AVX2 and AVX-512."""


def kernels() -> list[str]:
    """Those that this processor can run; OpenBLAS does not ask again when one is named."""
    cpuinfo = Path("/proc/cpuinfo")
    flags = cpuinfo.read_text().split() if cpuinfo.exists() else []
    return [kernel for kernel, flag in KERNELS.items() if flag in flags]


needs_kernels = pytest.mark.skipif(
    len(kernels()) < 2, reason="/proc/cpuinfo names no two kinds of processor that this one can be"
)


ADDED_UP = ["lexrank", "textrank", "pacsum", "mmr", "centroid", "newsrank"]
"""Methods whose scores are sums of products."""
SUMY = ["sumy:lsa", "sumy:lex-rank", "sumy:text-rank"]
"""And decompositions."""
CORPORA = {
    "xsum_test_sample": 60,
    "reuters21578": 100,
    "bbc": 60,
    "headline_dek_es": 30,
    "orangesum_fr": 30,
    "cnn_dailymail": 30,
    "clts_zh": 20,
}


@needs_kernels
def test_processors():
    here = digests(sys.executable, "0", "samples", *ADDED_UP, *SUMY)
    for kernel in kernels():
        assert digests(sys.executable, "0", "samples", *ADDED_UP, *SUMY, kernel=kernel) == here


@needs_kernels
def test_processors_on_corpora(tmp_path):
    file = tmp_path / "articles.jsonl"
    records = [record for name, limit in CORPORA.items() for record in corpus(name, limit)]
    lines = [json.dumps({**record, "id": str(at)}) + "\n" for at, record in enumerate(records)]
    file.write_text("".join(lines), encoding="utf-8")
    first, *others = kernels()
    lines = digests(sys.executable, "0", str(file), *ADDED_UP, kernel=first)
    assert int(lines[0].split()[0]) > 300
    for kernel in others:
        assert digests(sys.executable, "0", str(file), *ADDED_UP, kernel=kernel) == lines


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
