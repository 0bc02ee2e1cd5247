"""Families of tests, the smallest p possible, the harder baseline, and tables for programs."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs import make_run
from summkit.evaluation.comparison import REFERENCE_ROWS, Comparison, comparison_of
from summkit.evaluation.effects import (
    enough_resamples,
    holm,
    least_of_articles,
    least_of_resamples,
)
from summkit.evaluation.statistics import compare
from summkit.report.comparison_data import as_data
from summkit.report.comparison_html import render
from summkit.report.comparison_notes import stars
from summkit.report.comparison_table import drawn, main_table

pytestmark = pytest.mark.filterwarnings("error")


def values_of(seed: int, articles: int, shift: float) -> list[float]:
    draw = np.random.default_rng(seed).normal(0.3 + shift, 0.02, articles)
    return [round(float(value), 6) for value in draw]


def news(
    articles: int = 40,
    *,
    shifts: dict[str, float] | None = None,
    columns: tuple[str, ...] = ("rouge1.f", "rouge2.f"),
    **options: object,
) -> Comparison:
    """Compare systems whose values are higher than the lead's by the given differences."""
    shifts = shifts or {
        "lead": 0,
        "lead-cut": 0.1,
        "random": -0.1,
        "mine": 0.05,
        "-yours": 0.2,
        "oracle": 0.4,
    }
    run = make_run(
        {
            system: {
                column: values_of(97 * place + number, articles, shift)
                for number, column in enumerate(columns)
            }
            for place, (system, shift) in enumerate(shifts.items())
        },
        remarks={"mine": ("has seen 2 of 40 articles",)} if "mine" in shifts else {},
    )
    return comparison_of(run, **{"resamples": 10_000, **options})


# ---------------------------------------------------------------- families


def test_reference_rows_are_in_no_family_and_have_no_mark() -> None:
    found = news()
    assert found.compared == ("mine", "-yours")
    for difference in found.paired.differences:
        tested = difference.system in found.compared
        assert difference.family_size == (4 if tested else 0)
        assert bool(stars(difference)) is tested
    assert [(f.baseline, f.comparisons) for f in found.paired.families] == [
        ("lead", 4),
        ("lead-cut", 4),
    ]


@settings(deadline=None, max_examples=20)
@given(
    st.sets(st.sampled_from([*REFERENCE_ROWS[1:], "a", "b", "c"])),
    st.integers(1, 3),
    st.integers(0, 9),
)
def test_each_baseline_has_a_family_that_reference_rows_do_not_change(
    others: set[str], metrics: int, seed: int
) -> None:
    systems = ["lead", *sorted(others)]
    names = [f"m{n}" for n in range(metrics)]
    values = np.random.default_rng(seed).random((len(systems), metrics, 12))
    options = {"resamples": 99, "apart": REFERENCE_ROWS}
    second = "lead-cut" if "lead-cut" in others else None
    found = compare(values, systems, names, "lead", second=second, **options)
    tested = [s for s in systems if s not in REFERENCE_ROWS]
    for differences in (found.differences, found.second):
        family = [d for d in differences if d.system in tested]
        assert [d.p_adjusted for d in family] == holm([d.p_randomisation for d in family])
        assert {d.family_size for d in family} <= {len(tested) * metrics}
    assert len(found.second) == (len(tested) * metrics if second else 0)
    kept = [n for n, s in enumerate(systems) if s == "lead" or s in tested]
    alone = compare(values[kept], [systems[n] for n in kept], names, "lead", **options)
    assert alone.differences == tuple(d for d in found.differences if d.system in tested)


def test_the_second_baseline_is_the_lead_cut_beside_the_lead_only() -> None:
    found = news()
    d = found.paired.second_difference("mine", "rouge1.f")
    assert d is not None and d.baseline == "lead-cut"
    run = found.run
    place = [found.systems.index(name) for name in ("mine", "lead-cut")]
    own, cut = (run.values[:, number, 0] for number in place)
    assert d.mean_difference == pytest.approx((own - cut).mean())
    assert comparison_of(run, baseline="lead-cut", resamples=50).paired.second == ()
    assert comparison_of(run, baseline="mine", resamples=50).paired.second == ()


def test_the_verdict_says_in_words_what_is_better_than_what() -> None:
    mine = "verdict: mine: better than lead in R-1 and R-2; worse than lead-cut in R-1 and R-2"
    yours = "-yours: better than lead in R-1 and R-2; better than lead-cut in R-1 and R-2"
    assert f" {mine} verdict: {yours} * p < 0.05," in " ".join(str(news()).split())
    assert f"<p>{mine}</p>" in news().to_html()
    few = {"lead": 0.0, "lead-cut": 0.01, "mine": 0.3}
    none = "mine: no difference from lead and lead-cut that these 4 articles can show"
    assert f"verdict: {none} *" in " ".join(str(news(4, shifts=few)).split())
    run = news(columns=("rouge1.f", "rouge2.f"), shifts={"lead": 0.0, "mine": 0.2}).run
    mixed = run.values.copy()
    mixed[:, 1, 1] = mixed[:, 0, 1]
    text = str(comparison_of(replace(run, values=mixed), resamples=1000))
    half = "better than lead in R-1, no difference from lead in R-2 that these 40 articles can show"
    assert f"verdict: mine: {half} *" in " ".join(text.split())


def test_without_a_system_there_are_no_tests_and_no_marks() -> None:
    found = news(shifts={"lead": 0, "random": 0.1, "oracle": 0.2})
    assert found.paired.families == ()
    assert "p < 0.05" not in str(found) and "smallest possible" not in str(found)


# ---------------------------------------------------------------- the smallest p


@given(st.integers(1, 200), st.integers(1, 20_000))
def test_the_smallest_p_follows_from_holms_correction(size: int, resamples: int) -> None:
    least = 1 / (resamples + 1)
    assert min(holm([least] * size)) == pytest.approx(least_of_resamples(size, resamples))


@given(st.integers(1, 500), st.sampled_from([0.05, 0.01, 0.001]))
def test_enough_resamples_are_the_fewest(size: int, p: float) -> None:
    enough = enough_resamples(size, p)
    assert least_of_resamples(size, enough) < p <= least_of_resamples(size, enough - 1)


@pytest.mark.parametrize("articles", [2, 3, 5, 8])
def test_few_articles_have_few_sign_patterns(articles: int) -> None:
    # All differences have one sign: only this pattern and its mirror are as extreme.
    values = np.array([[[0.0] * articles], [[float(n + 1) for n in range(articles)]]])
    found = compare(values, ["a", "b"], ["m"], "a").differences[0]
    assert found.p_randomisation == pytest.approx(least_of_articles(1, articles), rel=0.25)


def noted(found: Comparison) -> str:
    return " ".join(" ".join(main_table(found).notes).split())


def test_21_comparisons_at_10_000_resamples_cannot_reach_three_stars() -> None:
    shifts = {"lead": 0.0, **{f"s{n}": 0.2 for n in range(7)}}
    found = news(shifts=shifts, columns=("rouge1.f", "rouge2.f", "rougeLsum.f"))
    says = "smallest possible p: 0.0021; *** is not possible with fewer than 21,000 resamples"
    assert says in noted(found)
    assert {stars(d) for d in found.paired.differences} == {"**"}
    least = min(d.p_adjusted for d in found.paired.differences)
    assert least == pytest.approx(found.paired.families[0].smallest_p)
    enough = comparison_of(found.run, resamples=21_000)
    assert "not possible" not in noted(enough)
    assert {stars(d) for d in enough.paired.differences} == {"***"}


def test_marks_that_are_impossible_with_few_articles_are_listed() -> None:
    found = news(5, shifts={"lead": 0.0, "mine": 0.2}, columns=("rouge1.f",))
    says = "1 comparison; smallest possible p: about 0.0625; *, ** and *** are not possible with 5"
    assert says in noted(found)


@pytest.mark.parametrize(
    ("differing", "says"),
    [  # 2 / 2**n for one comparison, by hand.
        (0, "none of 12 articles differs: there is nothing to test"),
        (
            4,
            "p: about 0.1250 (at most 4 of 12 articles differ); *, ** and *** are not possible",
        ),
        (
            6,
            "p: about 0.0312 (at most 6 of 12 articles differ); ** and *** are not possible",
        ),
        (12, "smallest possible p: about 0.0005"),
    ],
)
@pytest.mark.parametrize("baseline", ["lead", "yours"])
def test_ties_are_left_out_of_the_test(differing: int, says: str, baseline: str) -> None:
    run = news(12, shifts={"lead": 0.0, "mine": 0.2, "yours": 0.1}, columns=("rouge1.f",)).run
    values = np.zeros((12, 3, 1))
    values[:differing, 1, 0] = 0.1
    if baseline == "lead":
        run = news(12, shifts={"lead": 0.0, "mine": 0.2}, columns=("rouge1.f",)).run
        values = values[:, :2]
    found = comparison_of(replace(run, values=values), baseline=baseline)
    assert f"against {baseline}: " in noted(found) and says in noted(found)
    assert ("of 12 articles differ" in noted(found)) == (differing < 12)  # "differs" of none
    assert ("where too few articles differ" in " ".join(str(found).split())) == (differing < 6)


def test_rows_that_cannot_get_a_mark_because_of_ties_are_listed() -> None:
    run = news(12, shifts={"lead": 0.0, "mine": 0.2}, columns=("rouge1.f", "rouge2.f")).run
    values = np.zeros((12, 2, 2))
    values[:4, 1, 0] = 0.1
    values[:, 1, 1] = 0.1
    found = comparison_of(replace(run, values=values))
    # 2 / 2**4 is the larger of the two and is not multiplied; 2 x 2 / 2**12 = 0.00098.
    assert (
        "too few articles differ from lead for any mark: mine in R-1 (4 of 12, p at least 0.1250)"
        in noted(found)
    )
    assert "smallest possible p: about 0.0010" in noted(found)
    assert [d.metric for d, _ in found.paired.bound("lead")] == ["rouge1.f"]


# ---------------------------------------------------------------- tables for programs


TEXT = {"system", "column", "label", "baseline", "second_baseline", "signature", "remarks"}


def exactly(pandas: Any) -> dict[str, str]:
    """Return the arguments with which pandas reads every digit: versions before 3 need one."""
    return {"float_precision": "round_trip"} if int(pandas.__version__.split(".")[0]) < 3 else {}


def test_csv_is_one_table_that_pandas_reads_with_numbers_as_numbers() -> None:
    pandas = pytest.importorskip("pandas", reason="needs the extra pandas")
    found = news()
    frame = pandas.read_csv(io.StringIO(drawn(found, "csv")), **exactly(pandas))
    assert len(frame) == len(found.systems) * len(found.columns)
    for name in set(frame.columns) - TEXT - {"best"}:
        assert pandas.api.types.is_numeric_dtype(frame[name]), name
    assert frame["best"].dtype == bool
    assert set(frame["column"]) == {"rouge1.f", "rouge2.f"}
    row = frame[(frame["system"] == "mine") & (frame["column"] == "rouge1.f")].iloc[0]
    d = found.paired.difference("mine", "rouge1.f")
    cut = found.paired.second_difference("mine", "rouge1.f")
    mean = found.paired.mean("mine", "rouge1.f")
    assert d is not None and cut is not None and mean is not None
    assert row["mean"] == pytest.approx(100 * mean.mean)
    assert (row["n"], row["difference_n"]) == (40, 40)
    assert row["difference_low"] == pytest.approx(100 * d.interval.low)
    assert row["difference_high"] == pytest.approx(100 * d.interval.high)
    assert (row["p"], row["second_p"]) == (d.p_adjusted, cut.p_adjusted)
    assert row["effect_size"] == d.effect_size
    assert (row["wins"], row["ties"], row["losses"]) == (d.wins, d.ties, d.losses)
    assert row["remarks"] == "has seen 2 of 40 articles"
    references = frame[frame["system"].isin(REFERENCE_ROWS)]
    assert references["p"].isna().all() and references["second_p"].isna().all()


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.lists(st.none() | st.floats(-1, 1).map(lambda v: round(v, 6)), min_size=4, max_size=4),
        min_size=2,
        max_size=4,
    ),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20),
)
def test_csv_and_frame_hold_the_same_numbers_whatever_is_missing(
    rows: list[list[float | None]], name: str
) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the extra pandas")
    rows[0][0] = 0.5
    systems = {f"s{n}": {"unscaled": row} for n, row in enumerate(rows[1:])}
    run = make_run({name + " first": {"unscaled": rows[0]}, **systems})
    found = comparison_of(run, baseline=name + " first", resamples=20)
    read = pandas.read_csv(
        io.StringIO(drawn(found, "csv")),
        keep_default_na=False,
        na_values=[""],
        **exactly(pandas),
    )
    frame = found.to_frame()
    assert list(read.columns) == list(frame.columns)
    for column in set(frame.columns) - TEXT - {"best"}:
        np.testing.assert_array_equal(
            read[column].astype(float), frame[column].astype(float), err_msg=column
        )
    assert read["system"][0].lstrip("'") == frame["system"][0].lstrip("'")


def test_json_holds_n_families_and_the_smallest_p() -> None:
    found = news()
    data = json.loads(json.dumps(as_data(found), allow_nan=False))
    assert data["families"] == [
        {"baseline": name, "comparisons": 4, "articles": 40, "smallest_p": 0.0004}
        for name in ("lead", "lead-cut")
    ]
    assert data["second_baseline"] == "lead-cut"
    mine, oracle = data["systems"]["mine"], data["systems"]["oracle"]
    assert mine["means"]["rouge1.f"]["n"] == 40
    assert mine["second_differences"]["rouge1.f"]["n"] == 40
    assert oracle["differences"]["rouge1.f"]["p_adjusted"] is None
    assert oracle["second_differences"] == {}


def test_json_holds_the_strata() -> None:
    found = news(8, shifts={"lead": 0, "mine": 0.1}, strata={"length": list(range(8))})
    bins = as_data(found)["strata"]["length"]
    assert sum(part["articles"] for part in bins) == 8
    assert set(bins[0]["means"]["mine"]) == {"rouge1.f", "rouge2.f"}


def test_every_number_of_the_table_of_differences_is_explained() -> None:
    text = str(news())
    for name in (
        "diff",
        "95% interval",
        "p",
        "d",
        "win/tie/loss",
        "smallest detectable difference",
    ):
        assert f"\n{name}: " in text
    assert "\n% of the lead-oracle gap: position of R-1 between lead (0) and oracle (100)" in text


# ---------------------------------------------------------------- where n differs


def uneven() -> Comparison:
    half = [0.5, 0.7, None, None]
    run = make_run(
        {
            "lead": {"rouge1.f": [0.1, 0.2, 0.3, 0.4]},
            "mine": {"rouge1.f": [0.2, 0.3, 0.4, 0.5]},
            "part": {"rouge1.f": half},
        }
    )
    return comparison_of(run, resamples=50)


def test_every_table_shows_n_if_it_differs_between_systems() -> None:
    found = uneven()
    page = render(found)
    assert '<th scope="col" class="n">n</th>' in page
    assert "means of different n are of different articles" in page
    blocks = str(found).split("Differences from lead")
    for block in blocks:
        assert (
            next(line for line in block.splitlines() if line.startswith("system")).split()[
                1 if block is blocks[0] else 2
            ]
            == "n"
        )
    assert '<th scope="col" class="n">n</th>' not in render(news())


def test_a_gap_is_measured_on_the_articles_that_all_three_share() -> None:
    run = make_run(
        {
            "lead": {"rouge1.f": [0.1, 0.3, 0.9]},
            "few": {"rouge1.f": [0.3, 0.4, None]},
            "oracle": {"rouge1.f": [0.4, 0.6, 1.0]},
        }
    )
    found = comparison_of(run, resamples=50)
    # Over the first two: lead .2, few .35, oracle .5.
    assert found.gaps["few", "rouge1.f"] == pytest.approx(0.5)
    assert found.gaps["lead", "rouge1.f"] == 0
    assert found.gaps["oracle", "rouge1.f"] == 1


def test_the_page_has_the_marks_of_the_tables() -> None:
    found = news()
    page = render(found)
    marks = [
        stars(d)
        for column in found.columns
        for system in found.systems
        for d in (
            found.paired.difference(system, column.name),
            found.paired.second_difference(system, column.name),
        )
        if stars(d)
    ]
    assert "***" in marks
    for mark in set(marks):
        assert page.count(f">{mark}</span>") == marks.count(mark)
    assert "Against lead-cut" in page and "smallest possible p: 0.0004" in page


# ---------------------------------------------------------------- LaTeX


def test_latex_has_booktabs_labels_and_minus_signs() -> None:
    text = news().to_latex()
    assert text.startswith("% needs \\usepackage{booktabs}\n")
    assert r"\toprule" in text and r"\bottomrule" in text and r"\hline" not in text
    labels = [line for line in text.splitlines() if line.startswith(r"\label")]
    assert labels == [
        r"\label{tab:summary-means}",
        r"\label{tab:summary-differences-from-lead}",
        r"\label{tab:summary-differences-from-lead-cut}",
    ]
    random = next(line for line in text.splitlines() if line.startswith("random & R-1"))
    assert random.count("$-$") == 4  # the difference, both ends of its interval, and d
    assert "& -- &" in random and not re.search(r"\s-\d", random)
    # A name is no number.
    assert "\n-yours &" in text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX is installed here")
def test_latex_compiles(tmp_path: Path) -> None:
    has = subprocess.run(["kpsewhich", "booktabs.sty"], capture_output=True, check=False)
    if has.returncode:
        pytest.skip("the TeX here has no booktabs")
    found = news(8, strata={"length": list(range(8))})
    (tmp_path / "table.tex").write_text(
        "\\documentclass{article}\\usepackage{booktabs}\\usepackage[T1]{fontenc}\n"
        f"\\begin{{document}}\n{found.to_latex()}"
        "See \\ref{tab:summary-means}.\\end{document}\n",
        encoding="utf-8",
    )
    for _ in range(2):  # the second resolves the reference
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "table.tex"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:]
    assert "undefined references" not in done.stdout
    assert (tmp_path / "table.pdf").stat().st_size > 1000
