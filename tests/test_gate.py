"""The gate: which changes fail, which pass, and what is said about them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runs import make_run, without
from summkit.errors import UsageError
from summkit.evaluation.baseline import lowered, slim, update
from summkit.evaluation.gate import detectable_drop, gate
from summkit.evaluation.merging import before_and_after
from summkit.evaluation.run import Run
from summkit.evaluation.saved import load_run
from summkit.evaluation.verdict import GateRules

RULES = GateRules(columns=("rouge1.f",), margin=0.02, resamples=1000)
OLD = np.round(np.random.default_rng(1).beta(4, 6, 200), 6)
NOISE = np.random.default_rng(2).normal(0, 0.05, 200)
NOISE -= NOISE.mean()


def one(values, column="rouge1.f", **options):
    return make_run(
        {"lexrank": {column: [None if v is None else float(v) for v in values]}}, **options
    )


def test_an_unchanged_run_passes_with_no_difference():
    verdict = gate(one(OLD), one(OLD), RULES)
    (judgement,) = verdict.judgements
    assert verdict.status == "pass"
    assert (judgement.outcome, judgement.difference, judgement.same) == ("pass", 0.0, 200)
    assert judgement.old == judgement.new == pytest.approx(OLD.mean())


@pytest.mark.parametrize(
    ("change", "status", "outcome"),
    [
        (-0.06, "fail", "fail"),  # 17 standard errors, three margins
        (-0.001, "pass", "pass"),  # inside the margin
        (+0.06, "pass", "pass"),
        (-0.0201 + 0.003, "pass", "not enough data"),  # the interval reaches beyond the margin
    ],
)
def test_a_drop_of_the_mean(change, status, outcome):
    verdict = gate(one(OLD), one(OLD + NOISE + change), RULES)
    assert verdict.status == status
    assert verdict.judgements[0].outcome == outcome
    assert verdict.judgements[0].difference == pytest.approx(change)


@pytest.mark.parametrize(
    ("treatment", "status"), [("pass", "pass"), ("warn", "pass"), ("fail", "fail")]
)
def test_not_enough_data_is_treated_as_told(treatment, status):
    rules = replace(RULES, not_enough_data=treatment)
    verdict = gate(one(OLD), one(OLD + NOISE - 0.018), rules)
    assert verdict.judgements[0].outcome == "not enough data"
    assert verdict.status == status
    assert any("not enough data" in line for line in verdict.warnings()) == (treatment == "warn")


def test_where_lower_is_better_a_rise_fails():
    rules = GateRules(columns=("claims",), margin=0.02)
    less = {"better": {"claims": -1}}
    old, worse = one(OLD, "claims", **less), one(OLD + NOISE + 0.06, "claims", **less)
    verdict = gate(old, worse, rules)
    (judgement,) = verdict.judgements
    assert verdict.status == "fail"
    assert judgement.difference == pytest.approx(0.06)
    assert judgement.low < 0.06 < judgement.high
    assert judgement.worse > judgement.better
    assert gate(worse, old, rules).status == "pass"


def test_the_corrected_p_value_decides():
    # One test out of forty at p = 0.02 is what chance gives.
    quiet = NOISE * 0
    shift = -0.012  # p of about 0.001 alone
    new = OLD + NOISE + shift
    columns = {f"m{n}": [float(v) for v in OLD + quiet] for n in range(80)}
    changed = columns | {"m0": [float(v) for v in new]}
    rules = GateRules(columns=tuple(columns), margin=0.005)
    many = gate(make_run({"s": columns}), make_run({"s": changed}), rules).judgements[0]
    alone = gate(
        make_run({"s": {"m0": columns["m0"]}}),
        make_run({"s": {"m0": changed["m0"]}}),
        replace(rules, columns=("m0",)),
    ).judgements[0]
    assert alone.p == many.p < 0.05 / 10
    assert (alone.outcome, many.outcome) == ("fail", "not enough data")
    assert many.p_adjusted == pytest.approx(80 * many.p)


def test_the_guard_names_the_article_with_both_texts():
    new = OLD.copy()
    new[7] = OLD[7] - 0.31
    rules = replace(RULES, drops={"rouge1.f": 0.3})
    verdict = gate(one(OLD, texts={"a7": "was good"}), one(new, texts={"a7": "is bad"}), rules)
    (fallen,) = verdict.fallen
    assert verdict.status == "fail"
    assert verdict.judgements[0].outcome != "fail"  # the mean hardly moved
    assert (fallen.article, fallen.old_text, fallen.new_text) == ("a7", "was good", "is bad")
    assert fallen.fall == pytest.approx(0.31)


def test_a_fall_of_exactly_the_limit_is_tolerated():
    new = OLD.copy()
    new[7] = round(OLD[7] - 0.3, 6)
    assert gate(one(OLD), one(new), replace(RULES, drops={"rouge1.f": 0.3})).status == "pass"


def test_some_articles_may_fall_where_that_is_allowed():
    new = OLD.copy()
    new[:3] -= 0.4
    rules = replace(RULES, drops={"rouge1.f": 0.3}, margin=0.1)
    allowed = gate(one(OLD), one(new), replace(rules, allowed=3))
    assert allowed.status == "pass"
    assert [fallen.breach for fallen in allowed.fallen] == [False] * 3
    assert gate(one(OLD), one(new), replace(rules, allowed=2)).status == "fail"


def test_leaving_out_an_article_is_a_regression_even_if_the_mean_rises():
    worst = int(OLD.argmin())
    verdict = gate(one(OLD), without(one(OLD), f"a{worst}"), RULES)
    assert verdict.status == "fail"
    assert [(f.article, f.new) for f in verdict.fallen] == [(f"a{worst}", None)]


def test_a_value_that_does_not_exist_any_more_is_out_of_the_pairs():
    new = [None, *OLD[1:]]
    verdict = gate(one(OLD), one(new), RULES)
    assert (verdict.status, verdict.judgements[0].n) == ("pass", 199)


def test_a_column_without_any_pair_is_undecided():
    verdict = gate(one(OLD), one([None] * 200), RULES)
    assert verdict.judgements[0].outcome == "not enough data"
    assert verdict.judgements[0].old is None


def test_a_failing_mean_names_the_articles_that_fell_furthest():
    new = OLD + NOISE - 0.06
    verdict = gate(one(OLD), one(new), RULES)
    falls = OLD - new
    assert [f.article for f in verdict.fallen] == [f"a{n}" for n in np.argsort(-falls)[:5]]
    assert not any(f.breach for f in verdict.fallen)


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"fingerprint": "beef"}, "corpus"), ({"signature": "v:2"}, "signature of rouge1.f")],
)
def test_another_corpus_or_signature_is_not_comparable(options, reason):
    verdict = gate(one(OLD), one(OLD - 0.3, **options), RULES)
    assert (verdict.status, verdict.judgements) == ("not comparable", ())
    assert reason in verdict.reasons[0]


def test_a_system_that_only_one_run_has_is_not_comparable_but_a_regression_wins():
    values = {"rouge1.f": [float(v) for v in OLD]}
    worse = {"rouge1.f": [float(v) for v in OLD - 0.1]}
    both = make_run({"a": values, "b": values})
    assert gate(both, make_run({"a": values}), RULES).status == "not comparable"
    assert gate(make_run({"a": values}), both, RULES).status == "not comparable"
    assert gate(both, make_run({"a": worse}), RULES).status == "fail"


def test_a_column_that_was_not_measured_is_refused():
    with pytest.raises(UsageError, match="rouge9"):
        gate(one(OLD), one(OLD), GateRules(columns=("rouge9",)))


def test_the_detectable_drop_is_four_in_five():
    # 1.96 + 0.84 standard errors: Cohen 1988, section 2.4.
    drop, estimated = detectable_drop(OLD, OLD + NOISE, 0.05)
    assert not estimated
    assert drop == pytest.approx(2.8016 * NOISE.std(ddof=1) / np.sqrt(200), rel=1e-4)
    unchanged, estimated = detectable_drop(OLD, OLD, 0.05)
    assert estimated
    assert unchanged == pytest.approx(2.8016 * OLD.std(ddof=1) / np.sqrt(200), rel=1e-4)


def test_a_margin_below_what_can_be_seen_is_warned_about():
    tight = gate(one(OLD), one(OLD), replace(RULES, margin=0.0001))
    assert any("below about" in line for line in tight.warnings())
    assert not gate(one(OLD), one(OLD), replace(RULES, margin=0.2)).warnings()


def test_the_verdict_does_not_depend_on_the_order_of_articles():
    new = one(OLD + NOISE - 0.02)
    turned = Run.of_rows(new.header, new.rows[::-1])
    assert gate(one(OLD), new, RULES).judgements == gate(one(OLD), turned, RULES).judgements


def test_a_slim_run_has_the_gated_columns_and_no_texts():
    run = make_run({"s": {"a": [0.1, 0.2], "b": [0.3, 0.4]}})
    run = replace(
        run, header=replace(run.header, extra={"seed": 1, "properties": {"length": [9, 9]}})
    )
    small = slim(run, ["b"], texts=False)
    assert [row.values for row in small.rows] == [(0.3,), (0.4,)]
    assert {row.text for row in small.rows} == {""}
    assert small.header.names == ("b",)
    assert small.header.extra == {"seed": 1}


def test_an_update_only_rises(tmp_path):
    path = tmp_path / "b.json"
    update(path, None, one(OLD), allow=False)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="would become"):
        update(path, one(OLD), one(OLD - 0.001), allow=False)
    assert path.read_bytes() == before
    assert [child.name for child in tmp_path.iterdir()] == ["b.json"]
    update(path, one(OLD), one(OLD - 0.001), allow=True)
    assert load_run(path) == one(np.round(OLD - 0.001, 6))
    update(path, one(OLD - 0.001), one(OLD), allow=False)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (one(OLD - 0.01, fingerprint="beef"), "would become"),  # another corpus is no way around
        (make_run({"other": {"rouge1.f": [0.9] * 200}}), "dropped"),
        (without(one(OLD + 0.2), "a3"), "200 articles would become 199"),
    ],
)
def test_ways_around_the_ratchet(new, says):
    assert says in "; ".join(lowered(one(OLD), new))


def test_a_lower_count_is_no_lowering_where_lower_is_better():
    less = {"better": {"flags": -1}}
    old, new = one([2.0, 3.0], "flags", **less), one([1.0, 3.0], "flags", **less)
    assert not lowered(old, new)
    assert lowered(new, old)


def test_a_column_that_only_describes_cannot_be_gated():
    run = one(OLD, "density", better={"density": None})
    with pytest.raises(UsageError, match="'density' only describes"):
        gate(run, run, GateRules(columns=("density",)))


def test_which_way_is_better_is_what_the_current_run_says():
    # A baseline of an earlier form does not know a plug-in's columns.
    rules = GateRules(columns=("claims",), margin=0.02)
    old = one(OLD, "claims", better={"claims": None})
    assert gate(old, one(OLD + 0.1, "claims"), rules).status == "pass"
    less = {"better": {"claims": -1}}
    assert gate(old, one(OLD + 0.1, "claims", **less), rules).status == "fail"


def test_before_and_after_stand_in_one_run_for_the_report():
    run = before_and_after(one(OLD), one(OLD - 0.1))
    assert list(run.header.systems) == ["before: lexrank", "after: lexrank"]
    assert [row.system for row in run.rows[:2]] == ["before: lexrank", "after: lexrank"]
    assert len(run.rows) == 400
