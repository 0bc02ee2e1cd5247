"""The speed gate: work that doubles halves its figure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def speed_gate(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import speed_gate

    monkeypatch.setattr(speed_gate, "PAIRS", 9)
    monkeypatch.setattr(speed_gate, "WARM_UP", 2)
    yield speed_gate
    for name in ("speed_gate", "generate"):
        sys.modules.pop(name, None)


def test_twice_the_work_is_half_the_figure(speed_gate, monkeypatch):
    plain = speed_gate.ratio("analysis", 1)
    prepare, work = speed_gate.part("analysis")

    def twice(ready):
        work(ready)
        work(ready)

    monkeypatch.setattr(speed_gate, "part", lambda name: (prepare, twice))
    assert 0.35 < speed_gate.ratio("analysis", 1) / plain < 0.7


def test_every_part_has_a_threshold(speed_gate):
    import json

    assert list(json.loads(speed_gate.THRESHOLDS.read_text())) == list(speed_gate.PARTS)


def test_generated_text_follows_its_seed(speed_gate):
    from generate import article

    assert article(1, 30) == article(1, 30)
    assert article(1, 30)["body"] != article(2, 30)["body"]
    assert len(article(1, 30)["body"].replace("\n\n", " ").split(". ")) == 30
