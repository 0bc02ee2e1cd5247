"""The description of a column stays with its numbers: directions and remarks in every output."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs import make_run
from summkit.errors import InputError, UsageError
from summkit.evaluation.comparison import Comparison, comparison_of
from summkit.evaluation.gap import gap_closed
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.history import history_of
from summkit.evaluation.merging import merged
from summkit.evaluation.run import Run
from summkit.evaluation.saved import load_run
from summkit.report.comparison_data import as_data
from summkit.report.comparison_html import render
from summkit.report.comparison_table import drawn
from summkit.report.history import history_data, history_table
from summkit.report.tables import as_text
from summkit.report.verdict import verdict_markdown, verdict_text
from summkit.report.verdict_ci import verdict_annotations, verdict_json

REMARK = "was trained on 2 of these 3 articles"
FORM_1 = Path(__file__).parent / "data" / "run-form-1.json"
"""A run as the first version saved it, over our own samples."""


def compared(
    means: dict[str, list[float]], better: int | None, name: str = "flags", **options: object
) -> Comparison:
    run = make_run(
        {system: {name: values} for system, values in means.items()},
        better={name: better},
        **options,
    )
    return comparison_of(run, baseline=next(iter(means)), resamples=100)


def remarked() -> Comparison:
    means = {"lead": [0.0, 1.0, 2.0], "newsrank": [1.0, 1.0, 3.0]}
    return compared(means, 1, remarks={"newsrank": (REMARK,)})


means = st.floats(0, 3, allow_nan=False).map(lambda value: round(value, 2))


@settings(deadline=None)
@given(st.lists(means, min_size=1, max_size=6), st.sampled_from([1, -1, None]))
def test_best_returns_all_systems_with_the_best_mean(
    values: list[float], better: int | None
) -> None:
    found = compared({f"s{n}": [v] for n, v in enumerate(values)}, better).best("flags")
    if better is None or len(set(values)) == 1:
        assert found == ()
    else:
        top = max(values) if better == 1 else min(values)
        assert found == tuple(f"s{n}" for n, value in enumerate(values) if value == top)


def test_the_oracle_is_never_best_and_what_looks_equal_is_a_tie() -> None:
    found = compared({"a": [0.50001], "b": [0.50002], "c": [0.2], "oracle": [9.0]}, 1)
    assert found.best("flags") == ("a", "b")
    assert drawn(found, "text").count("»0.500") == 2


@settings(deadline=None)
@given(st.lists(st.tuples(means, means), min_size=3, max_size=9))
def test_reversing_the_direction_reverses_wins_and_effect_size_only(
    pairs: list[tuple[float, float]],
) -> None:
    values = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}
    more, less, neither = (
        compared(values, better).paired.difference("b", "flags") for better in (1, -1, None)
    )
    assert more and less and neither
    assert (more.wins, more.losses) == (less.losses, less.wins)
    assert (neither.wins, neither.losses, neither.gain) == (None, None, None)
    assert (more.effect_size is None) == (less.effect_size is None)
    if more.effect_size is not None and less.effect_size is not None:
        assert more.effect_size == -less.effect_size
    same = ("mean_difference", "interval", "p_adjusted", "above", "ties", "below", "detectable")
    for name in same:
        assert getattr(more, name) == getattr(less, name) == getattr(neither, name)


@pytest.mark.parametrize(
    ("better", "lead", "oracle", "gap"),
    [(1, 0.2, 0.6, 0.5), (-1, 0.6, 0.2, 0.5), (-1, 0.2, 0.6, None), (None, 0.2, 0.6, None)],
)
def test_the_gap_is_closed_in_the_direction_that_is_better(
    better: int | None, lead: float, oracle: float, gap: float | None
) -> None:
    assert gap_closed(0.4, lead, oracle, better=better) == (gap and pytest.approx(gap))


def test_the_head_has_an_arrow_where_one_way_is_better() -> None:
    values = {"a": [0.0, 1.0], "b": [1.0, 1.0]}
    assert "flags ↓" in str(compared(values, -1))
    assert "flags ↑" in compared(values, 1).to_markdown()
    assert r"flags $\downarrow$" in compared(values, -1).to_latex()
    plain = compared(values, None)
    assert not {"↑", "↓", "»"} & set(str(plain))
    row = str(plain).rpartition("\nb ")[2].splitlines()[0]
    assert "–" in row.split()
    assert "↑" not in drawn(compared(values, 1), "csv")


def outputs(comparison: Comparison) -> dict[str, str]:
    return {
        "text": str(comparison),
        "markdown": comparison.to_markdown(),
        "latex": comparison.to_latex(),
        "csv": drawn(comparison, "csv"),
        "json": json.dumps(as_data(comparison)),
        "page": comparison.to_html(),
        "notebook": comparison._repr_html_(),
    }


@pytest.mark.parametrize("kind", list(outputs(remarked())))
def test_every_output_contains_a_remark(kind: str) -> None:
    assert REMARK in " ".join(outputs(remarked())[kind].split())


def test_a_remark_points_from_the_system_to_the_note() -> None:
    lines = str(remarked()).splitlines()
    assert any(line.startswith("newsrank† ") for line in lines)
    assert f"† newsrank {REMARK}" in lines
    rows = list(csv.DictReader(io.StringIO(drawn(remarked(), "csv"))))
    assert [row["remarks"] for row in rows] == ["", REMARK]


def test_remarks_survive_saving_loading_and_merging(tmp_path: Path) -> None:
    run = remarked().run
    run.save(tmp_path / "run.json")
    loaded = load_run(tmp_path / "run.json")
    assert (loaded, loaded.note) == (run, "")
    other = make_run({"kl": {"flags": [0.0, 0.0, 1.0]}})
    both = merged({"one": loaded, "two": other})
    assert both.header.remarks == {"newsrank": (REMARK,)}
    renamed = merged({"one": loaded, "two": replace_values(run, 0.5)})
    assert renamed.header.remarks == {"newsrank": (REMARK,), "two:newsrank": (REMARK,)}


def replace_values(run: Run, value: float) -> Run:
    return replace(run, values=np.full_like(run.values, value))


def test_the_gate_says_the_remarks() -> None:
    run = remarked().run
    verdict = gate(run, run, GateRules(columns=("flags",), resamples=100))
    for text in (
        str(verdict),
        verdict_text(verdict),
        verdict_markdown(verdict),
        verdict_json(verdict),
        verdict_annotations(verdict),
        verdict._repr_html_(),
    ):
        assert REMARK in " ".join(text.split())
    assert repr(verdict) == "Verdict(pass: 2 of 2 means passed)"


def test_history_says_direction_and_remarks(tmp_path: Path) -> None:
    comparison = compared({"a": [0.0, 1.0]}, -1, remarks={"a": (REMARK,)})
    comparison.run.save(tmp_path / "one.json")
    history = history_of([tmp_path / "one.json"])
    text = as_text(history_table(history))
    assert "flags ↓" in text and REMARK in " ".join(text.split())
    assert history_data(history)["series"][0]["better"] == -1


def test_the_page_opens_on_the_best_by_direction() -> None:
    page = render(compared({"a": [3.0], "b": [1.0], "c": [2.0]}, -1))
    assert 'data-first="b"' in page


def test_a_run_of_format_1_is_read_with_a_note() -> None:
    run = load_run(FORM_1)
    assert "form 1" in run.note and "run-form-1.json" in run.note
    assert [(c.label, c.better, c.share) for c in run.header.columns] == [
        ("R-1", 1, True),
        ("R-2", 1, True),
        ("R-Lsum", 1, True),
    ]
    raw = json.loads(FORM_1.read_text(encoding="utf-8"))
    assert [list(row.values) for row in run.rows] == [row[3] for row in raw["rows"]]
    assert set(run.digests) == {""}


def test_an_unknown_column_of_format_1_has_no_direction(tmp_path: Path) -> None:
    data = json.loads(FORM_1.read_text(encoding="utf-8"))
    data["header"]["signatures"] = {"mine": "mine|v:1", **data["header"]["signatures"]}
    for row in data["rows"]:
        row[3].insert(0, 1.0)
    (tmp_path / "old.json").write_text(json.dumps(data))
    assert [c.better for c in load_run(tmp_path / "old.json").header.columns] == [None, 1, 1, 1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"articles": []}, "articles listed"),
        ({"articles": [["a0", "x"], ["a0", "x"]]}, "occurs twice"),
        ({"rows": [["a0", "who", 1, [0.0], [], ""]]}, "who"),
        ({"rows": [["a0", "lead", 1, [0.0, 1.0], [], ""]]}, "2 values"),
        ({"remarks": {"who": ["x"]}}, "who"),
        ({"remarks": {"lead": "x"}}, "list of texts"),
        ({"columns": []}, "one signature for each"),
        ({"columns": [{"name": "flags"}]}, "exactly the keys"),
    ],
)
def test_a_damaged_run_is_refused_in_one_line(tmp_path: Path, change: object, says: str) -> None:
    compared({"lead": [0.5]}, 1).run.save(tmp_path / "run.json")
    data = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    for key, value in dict(change).items():  # type: ignore[call-overload]
        (data if key in data else data["header"])[key] = value
    (tmp_path / "run.json").write_text(json.dumps(data))
    with pytest.raises(InputError, match="is a damaged run") as error:
        load_run(tmp_path / "run.json")
    assert says in str(error.value) and "\n" not in str(error.value)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.none() | st.floats(-9, 9).map(lambda v: round(v, 6)), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    )
)
def test_a_run_is_an_array_with_nan_for_what_is_missing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[float | None]]
) -> None:
    columns = {"a": [row[0] for row in rows], "b": [row[1] for row in rows]}
    run = make_run({"s": columns})
    assert run.values.shape == (len(rows), 1, 2) and run.values.dtype == np.float64
    assert np.isnan(run.values[:, 0]).tolist() == [[v is None for v in row] for row in rows]
    path = tmp_path_factory.mktemp("run") / "run.json"
    run.save(path)
    assert load_run(path) == run
    before = path.read_bytes()
    load_run(path).save(path)
    assert path.read_bytes() == before
    with pytest.raises(ValueError, match="read-only"):
        run.values[0] = 1.0


def test_representations_are_one_short_line() -> None:
    comparison = remarked()
    assert repr(comparison.run) == "Run(summary: 3 articles, 2 systems, 1 column)"
    assert repr(comparison) == "Comparison(lead, newsrank; flags; baseline lead)"


def test_frames_hold_what_the_tables_show() -> None:
    pytest.importorskip("pandas")
    comparison = remarked()
    frame = comparison.run.to_frame()
    assert list(frame.columns) == ["article", "system", "words", "flags", "text"]
    assert frame.groupby("system")["flags"].mean().to_dict() == {"lead": 1.0, "newsrank": 5 / 3}
    frame = comparison.to_frame().set_index("system")
    assert frame.loc["newsrank", "remarks"] == REMARK
    assert frame.loc["newsrank", "difference"] == pytest.approx(2 / 3)
    assert frame["best"].to_dict() == {"lead": False, "newsrank": True}


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'summkit\[pandas\]'"):
        remarked().run.to_frame()


def test_a_page_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    page = remarked().to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
