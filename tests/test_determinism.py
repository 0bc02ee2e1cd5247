"""The same bytes out under any hash seed, on every processor and every supported Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpora import corpus
from digests import METHODS

SCRIPT = Path(__file__).parent / "digests.py"


def digests(python: str, seed: str, *words: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [python, str(SCRIPT), *words],
        env=os.environ | {"PYTHONHASHSEED": seed} | environment,
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


# One worker runs a group, so that the expected results are made only once.
@pytest.mark.xdist_group("digests of all methods")
def test_hash_seeds(reference: Any) -> None:
    assert digests(sys.executable, "1") == reference


KERNELS = {"Prescott": "pni", "Haswell": "avx2", "SkylakeX": "avx512f"}
"""OpenBLAS's kernels and the flags of the processors that they need: SSE3, AVX2 and AVX-512."""


def on_every_kernel(*ours: str) -> pytest.MarkDecorator:
    """Run a test with each kernel of OpenBLAS and with `ours`.

    OpenBLAS uses the named kernel without a check; if the processor cannot run it, the process ends
    with an illegal instruction.
    """
    cpuinfo = Path("/proc/cpuinfo")
    flags = cpuinfo.read_text().split() if cpuinfo.exists() else []
    kernels = [
        pytest.param(
            kernel,
            marks=pytest.mark.skipif(
                flag not in flags, reason=f"{kernel} kernels die here: /proc/cpuinfo has no {flag}"
            ),
        )
        for kernel, flag in KERNELS.items()
    ]
    return pytest.mark.parametrize("kernel", [*ours, *kernels])


ADDED_UP = ["lexrank", "textrank", "pacsum", "mmr", "centroid", "newsrank"]
"""Methods whose scores are sums of products."""
SUMY = ["sumy:lsa", "sumy:lex-rank", "sumy:text-rank"]
"""Methods with matrix decompositions."""
CORPORA = {
    "xsum_test_sample": 60,
    "reuters21578": 100,
    "bbc": 60,
    "headline_dek_es": 30,
    "orangesum_fr": 30,
    "cnn_dailymail": 30,
    "clts_zh": 20,
}


PLAIN = "numpy without SIMD"
"""Settings with which numpy uses only the instructions that all processors of a kind have."""
DISPATCHED = """
try:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
except ImportError:  # before numpy 2
    from numpy.core._multiarray_umath import __cpu_dispatch__, __cpu_features__
print(*(name for name in __cpu_dispatch__ if __cpu_features__[name]))
"""


def processor(kernel: str) -> dict[str, str]:
    """Return the environment that makes numpy behave as on another processor."""
    if kernel != PLAIN:
        return {"OPENBLAS_CORETYPE": kernel}
    command = [sys.executable, "-c", DISPATCHED]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return {"NPY_DISABLE_CPU_FEATURES": done.stdout.strip()}


@pytest.fixture(scope="module")
def samples_here() -> list[str]:
    return digests(sys.executable, "0", "samples", *ADDED_UP, *SUMY)


@pytest.mark.xdist_group("samples by processor")
@on_every_kernel(PLAIN)
def test_processors(samples_here: Any, kernel: Any) -> None:
    words = ["samples", *ADDED_UP, *SUMY]
    assert digests(sys.executable, "0", *words, **processor(kernel)) == samples_here


@pytest.fixture(scope="module")
def corpora_here(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """A file of articles, and the results for them on this processor."""
    file = tmp_path_factory.mktemp("corpora") / "articles.jsonl"
    records = [record for name, limit in CORPORA.items() for record in corpus(name, limit)]
    lines = [json.dumps({**record, "id": str(at)}) + "\n" for at, record in enumerate(records)]
    file.write_text("".join(lines), encoding="utf-8")
    lines = digests(sys.executable, "0", str(file), *ADDED_UP)
    assert int(lines[0].split()[0]) > 300
    return str(file), lines


@pytest.mark.xdist_group("corpora by processor")
@on_every_kernel(PLAIN)
def test_processors_on_corpora(corpora_here: Any, kernel: Any) -> None:
    file, lines = corpora_here
    assert digests(sys.executable, "0", file, *ADDED_UP, **processor(kernel)) == lines


GATE = """\
[check]
corpora = ["news.jsonl"]
target = "dek"
margin = 0.01
[check.guard]
drop = 0.01
""" + "".join(
    f'[check.systems."{name}"]\nmethod = "{name}"\n'
    for name in ("lexrank", "textrank", "newsrank", "lsa", "sumy:lex-rank", "sumy:lsa")
)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gate with the smallest margins, and the baseline that was made on this processor."""
    folder = tmp_path_factory.mktemp("gate")
    shutil.copy(SCRIPT.parents[1] / "samples" / "articles.jsonl", folder / "news.jsonl")
    (folder / "summkit.toml").write_text(GATE)
    assert check(folder).returncode == 3
    return folder


def check(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summkit", "check", "--workers", "1", "-f", "json"],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.xdist_group("gate by processor")
@on_every_kernel(PLAIN)
def test_a_gate_holds_on_another_processor(gate: Any, kernel: Any) -> None:
    done = check(gate, **processor(kernel))
    assert done.returncode == 0, done.stdout + done.stderr
    for judged in json.loads(done.stdout)["judgements"]:
        assert judged["difference"] == 0


def others() -> list[str]:
    """Other supported interpreters that have summkit's dependencies, as .ci/run makes them."""
    names = sorted(name for name in os.environ if name.startswith("SUMMKIT_PYTHON_3"))
    found = [os.environ[name] for name in names]
    this = Path(sys.executable).absolute()
    return [
        python
        for python in found
        if python and shutil.which(python) and Path(python).absolute() != this
    ]


@pytest.mark.xdist_group("digests of all methods")
@pytest.mark.skipif(
    not others(), reason="no SUMMKIT_PYTHON_3... names another interpreter; .ci/run sets them"
)
@pytest.mark.parametrize("python", others())
def test_pythons(reference: Any, python: Any) -> None:
    assert digests(python, "7") == reference


def test_the_command_line_too() -> None:
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
