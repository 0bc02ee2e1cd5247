"""A baseline damaged in any way is refused in one line, or its undamaged part is judged."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runs import make_run
from summkit.errors import SummkitError
from summkit.evaluation.baseline import load_baseline, lowered
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.merging import before_and_after
from summkit.evaluation.saved import pieces
from summkit.evaluation.shared import part
from summkit.report.verdict import verdict_markdown, verdict_text
from summkit.report.verdict_ci import verdict_annotations, verdict_json, verdict_junit

VALUES = {"rouge1.f": [0.5, 0.25, 0.75], "rouge2.f": [0.1, None, 0.2]}
RULES = GateRules(columns=tuple(VALUES), margin=2, drops={"rouge1.f": 10}, resamples=50)
DIGESTS = {f"a{n}": f"d{n}" for n in range(3)}
NOW = make_run(
    {"lexrank": VALUES, "lead": VALUES}, digests=DIGESTS, remarks={"lead": ("is the lead",)}
)
TEXT = "".join(pieces(NOW))
DATA = json.loads(TEXT)


def places(data: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values in JSON data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    paths = []
    for key, value in inner:
        paths.append((*above, key))
        if isinstance(value, dict | list):
            paths += places(value, (*above, key))
    return paths


PLACES = places(DATA)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([[], {}, [[]], [None], {"a": 1}, "lexrank", "a1", "rouge1.f", [1, 2]])
)


def used(path: Path) -> None:
    """Do all steps of a check with a baseline; errors must be summkit's, in one line."""
    try:
        old = load_baseline(path)
        assert old is not None
        verdict = gate(old, NOW, RULES, DIGESTS)
        lowered(old, NOW, DIGESTS)
        if verdict.judgements:
            shared = verdict.corpus_change.shared
            before_and_after(part(old, shared), part(NOW, shared))
    except SummkitError as error:
        assert "\n" not in str(error)
        return
    for draw in (
        verdict_text,
        verdict_markdown,
        verdict_json,
        verdict_junit,
        verdict_annotations,
    ):
        assert draw(verdict)


fuzzed = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(place=st.sampled_from(PLACES), value=LEAVES, gone=st.booleans())
@fuzzed
def test_any_key_of_another_type_or_missing(
    tmp_path: Path, place: Any, value: Any, gone: Any
) -> None:
    data = copy.deepcopy(DATA)
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    if gone:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    path = tmp_path / "b.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    used(path)


@given(cut=st.integers(0, len(TEXT)), byte=st.integers(0, 255), keep=st.booleans())
@fuzzed
def test_any_truncation_and_any_byte(tmp_path: Path, cut: Any, byte: Any, keep: Any) -> None:
    raw = TEXT.encode()
    path = tmp_path / "b.json"
    path.write_bytes(raw[:cut] + bytes([byte]) + (raw[cut + 1 :] if keep else b""))
    used(path)


@pytest.mark.parametrize("text", ["", "[" * 100_000, "null", "\ufeff{}", '{"summkit_run": 1e400}'])
def test_files_that_are_no_baseline(tmp_path: Path, text: Any) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(SummkitError, match=r"b\.json: "):
        load_baseline(tmp_path / "b.json")


def test_an_undamaged_baseline_passes(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(TEXT, encoding="utf-8")
    old = load_baseline(tmp_path / "b.json")
    assert old == NOW
    assert gate(old, NOW, RULES, DIGESTS).status == "pass"
