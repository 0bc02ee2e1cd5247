"""The speed gate: work that doubles halves its figure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def speed_gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import speed_gate

    monkeypatch.setattr(speed_gate, "PAIRS", 9)
    monkeypatch.setattr(speed_gate, "WARM_UP", 2)
    yield speed_gate
    for name in ("speed_gate", "generate", "speed_sumy", "sumy_peer"):
        sys.modules.pop(name, None)


def test_twice_the_work_is_half_the_figure(
    speed_gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, work = speed_gate.part("analysis")

    def twice(ready: Any) -> None:
        work(ready)
        work(ready)

    def share(seed: int) -> float:
        monkeypatch.setattr(speed_gate, "part", lambda name: (prepare, work))
        plain = speed_gate.ratio("analysis", seed)
        monkeypatch.setattr(speed_gate, "part", lambda name: (prepare, twice))
        result: float = speed_gate.ratio("analysis", seed) / plain
        return result

    # A machine that is busy for a second distorts one pair of ratios, not five in a row.
    assert any(0.35 < share(seed) < 0.7 for seed in range(1, 6))


def test_every_part_has_a_figure(speed_gate: Any) -> None:
    import json

    names = [*speed_gate.PARTS, *speed_gate.BESIDE, *speed_gate.PURE]
    assert list(json.loads(speed_gate.MEASURED.read_text())) == names


def test_twice_the_work_is_half_the_figure_beside_another_program(
    speed_gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import speed_sumy

    monkeypatch.setattr(speed_gate, "BLOCKS", 5)
    monkeypatch.setattr(speed_gate, "BATCH", 4)
    programs = speed_sumy.programs()
    ours = programs["summkit lexrank"]
    doubled = programs | {"summkit lexrank": lambda texts: (ours(texts), ours(texts))}

    def share(seed: int) -> float:
        monkeypatch.setattr(speed_sumy, "programs", lambda: programs)
        plain = speed_gate.beside("lexrank beside sumy", seed)
        assert plain > 1
        monkeypatch.setattr(speed_sumy, "programs", lambda: doubled)
        result: float = speed_gate.beside("lexrank beside sumy", seed) / plain
        return result

    assert any(0.3 < share(seed) < 0.75 for seed in range(1, 6))


def test_a_part_that_is_too_slow_turns_the_build_red(
    speed_gate: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import json

    lowest = tmp_path / "speed_gate.json"
    monkeypatch.setattr(speed_gate, "MEASURED", lowest)
    monkeypatch.setattr(speed_gate, "PARTS", ("reading",))
    monkeypatch.setattr(speed_gate, "BESIDE", ("oracle beside rouge-score",))
    monkeypatch.setattr(speed_gate, "PURE", ())
    monkeypatch.setattr(speed_gate, "measured", lambda name, seed: 10.0)
    monkeypatch.setattr(sys, "argv", ["speed_gate.py"])
    # 10 is three quarters of 13.3.
    for figures, status in (((13, 13), 0), ((13, 14), 1), ((14, 13), 1)):
        names = (*speed_gate.PARTS, *speed_gate.BESIDE)
        lowest.write_text(json.dumps(dict(zip(names, figures, strict=True))))
        assert speed_gate.main() == status
        assert ("TOO SLOW" in capsys.readouterr().out) == bool(status)


def test_generated_text_follows_its_seed(speed_gate: Any) -> None:
    from generate import article

    assert article(1, 30) == article(1, 30)
    assert article(1, 30)["body"] != article(2, 30)["body"]
    assert len(article(1, 30)["body"].replace("\n\n", " ").split(". ")) == 30


def test_write_keeps_the_lower_figure(
    speed_gate: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import json

    lowest = tmp_path / "speed_gate.json"
    lowest.write_text(json.dumps({"reading": 9.0, "analysis": 11.0}))
    monkeypatch.setattr(speed_gate, "MEASURED", lowest)
    monkeypatch.setattr(speed_gate, "names", lambda: ("reading", "analysis", "luhn"))
    monkeypatch.setattr(speed_gate, "measured", lambda name, seed: 10.0)
    monkeypatch.setattr(sys, "argv", ["speed_gate.py", "--write"])
    assert speed_gate.main() == 0
    assert json.loads(lowest.read_text()) == {"reading": 9.0, "analysis": 10.0, "luhn": 10.0}
