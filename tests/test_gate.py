"""The gate: which changes fail, which pass, and the messages about them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runs import make_run, without
from summkit.errors import UsageError
from summkit.evaluation.baseline import lowered, slim, update
from summkit.evaluation.gate import detectable_drop, gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.merging import before_and_after
from summkit.evaluation.run import Run
from summkit.evaluation.saved import load_run

RULES = GateRules(columns=("rouge1.f",), margin=2, resamples=1000)
OLD = np.round(np.random.default_rng(1).beta(4, 6, 200), 6)
NOISE = np.random.default_rng(2).normal(0, 0.05, 200)
NOISE -= NOISE.mean()


def one(values: Any, column: str = "rouge1.f", **options: Any) -> Any:
    return make_run(
        {"lexrank": {column: [None if v is None else float(v) for v in values]}}, **options
    )


def test_an_unchanged_run_passes_with_no_difference() -> None:
    verdict = gate(one(OLD), one(OLD), RULES)
    (judgement,) = verdict.judgements
    assert verdict.status == "pass"
    assert (judgement.outcome, judgement.difference, judgement.same) == ("pass", 0.0, 200)
    assert judgement.old == judgement.new == pytest.approx(OLD.mean())


@pytest.mark.parametrize(
    ("change", "status", "outcome"),
    [
        (-0.06, "fail", "fail"),  # a drop of 17 standard errors and three margins
        (-0.001, "pass", "pass"),  # inside the margin
        (+0.06, "pass", "pass"),
        (-0.0201 + 0.003, "pass", "not enough data"),  # the interval reaches beyond the margin
    ],
)
def test_a_drop_of_the_mean(change: Any, status: str, outcome: str) -> None:
    verdict = gate(one(OLD), one(OLD + NOISE + change), RULES)
    assert verdict.status == status
    assert verdict.judgements[0].outcome == outcome
    assert verdict.judgements[0].difference == pytest.approx(change)


@pytest.mark.parametrize(
    ("treatment", "status"), [("pass", "pass"), ("warn", "pass"), ("fail", "fail")]
)
def test_not_enough_data_follows_the_rule(treatment: str, status: str) -> None:
    rules = replace(RULES, not_enough_data=treatment)
    verdict = gate(one(OLD), one(OLD + NOISE - 0.018), rules)
    assert verdict.judgements[0].outcome == "not enough data"
    assert verdict.status == status
    assert any("not enough data" in line for line in verdict.warnings()) == (treatment == "warn")


def test_a_rise_fails_if_lower_is_better() -> None:
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


def test_the_corrected_p_value_decides() -> None:
    # Of forty tests, one with p = 0.02 is expected by chance.
    quiet = NOISE * 0
    shift = -0.012  # p is about 0.001 without the correction
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


def test_the_guard_names_the_article_with_both_texts() -> None:
    new = OLD.copy()
    new[7] = OLD[7] - 0.31
    rules = replace(RULES, drops={"rouge1.f": 30})
    verdict = gate(one(OLD, texts={"a7": "was good"}), one(new, texts={"a7": "is bad"}), rules)
    (fallen,) = verdict.fallen
    assert verdict.status == "fail"
    assert verdict.judgements[0].outcome != "fail"  # the mean hardly moved
    assert (fallen.article, fallen.old_text, fallen.new_text) == ("a7", "was good", "is bad")
    assert fallen.fall == pytest.approx(0.31)


def test_a_fall_of_exactly_the_limit_is_tolerated() -> None:
    new = OLD.copy()
    new[7] = round(OLD[7] - 0.3, 6)
    assert gate(one(OLD), one(new), replace(RULES, drops={"rouge1.f": 30})).status == "pass"


def test_some_articles_may_fall_where_that_is_allowed() -> None:
    new = OLD.copy()
    new[:3] -= 0.4
    rules = replace(RULES, drops={"rouge1.f": 30}, margin=10)
    allowed = gate(one(OLD), one(new), replace(rules, allowed=3))
    assert allowed.status == "pass"
    assert [fallen.breach for fallen in allowed.fallen] == [False] * 3
    assert gate(one(OLD), one(new), replace(rules, allowed=2)).status == "fail"


def test_leaving_out_an_article_is_a_regression_even_if_the_mean_rises() -> None:
    worst = int(OLD.argmin())
    verdict = gate(one(OLD), without(one(OLD), f"a{worst}"), RULES)
    assert verdict.status == "fail"
    assert [(f.article, f.new) for f in verdict.fallen] == [(f"a{worst}", None)]


def test_a_missing_value_is_left_out_of_the_pairs() -> None:
    new = [None, *OLD[1:]]
    verdict = gate(one(OLD), one(new), RULES)
    assert (verdict.status, verdict.judgements[0].n) == ("pass", 199)


def test_a_column_without_any_pair_is_undecided() -> None:
    verdict = gate(one(OLD), one([None] * 200), RULES)
    assert verdict.judgements[0].outcome == "not enough data"
    assert verdict.judgements[0].old is None


def test_a_failing_mean_names_the_articles_that_fell_furthest() -> None:
    new = OLD + NOISE - 0.06
    verdict = gate(one(OLD), one(new), RULES)
    falls = OLD - new
    assert [f.article for f in verdict.fallen] == [f"a{n}" for n in np.argsort(-falls)[:5]]
    assert not any(f.breach for f in verdict.fallen)


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"fingerprint": "beef"}, "corpus"), ({"signature": "v:2"}, "signature of rouge1.f")],
)
def test_another_corpus_or_signature_is_not_comparable(options: Any, reason: str) -> None:
    verdict = gate(one(OLD), one(OLD - 0.3, **options), RULES)
    assert (verdict.status, verdict.judgements) == ("not comparable", ())
    assert reason in verdict.reasons[0]


def test_a_system_that_only_one_run_has_is_not_comparable_but_a_regression_wins() -> None:
    values = {"rouge1.f": [float(v) for v in OLD]}
    worse = {"rouge1.f": [float(v) for v in OLD - 0.1]}
    both = make_run({"a": values, "b": values})
    assert gate(both, make_run({"a": values}), RULES).status == "not comparable"
    assert gate(make_run({"a": values}), both, RULES).status == "not comparable"
    assert gate(both, make_run({"a": worse}), RULES).status == "fail"


def test_a_column_that_was_not_measured_is_refused() -> None:
    with pytest.raises(UsageError, match="rouge9"):
        gate(one(OLD), one(OLD), GateRules(columns=("rouge9",)))


def test_the_detectable_drop_is_four_in_five() -> None:
    # 1.96 + 0.84 standard errors: Cohen 1988, section 2.4.
    drop, estimated = detectable_drop(OLD, OLD + NOISE, 0.05)
    assert not estimated
    assert drop == pytest.approx(2.8016 * NOISE.std(ddof=1) / np.sqrt(200), rel=1e-4)
    unchanged, estimated = detectable_drop(OLD, OLD, 0.05)
    assert estimated
    assert unchanged == pytest.approx(2.8016 * OLD.std(ddof=1) / np.sqrt(200), rel=1e-4)


def test_a_margin_below_what_can_be_seen_is_warned_about() -> None:
    tight = gate(one(OLD), one(OLD), replace(RULES, margin=0.01))
    assert any(
        "is missed half of the time, which is more than the margin" in line
        for line in tight.warnings()
    )
    assert not gate(one(OLD), one(OLD), replace(RULES, margin=20)).warnings()


def test_the_verdict_does_not_depend_on_the_order_of_articles() -> None:
    new = one(OLD + NOISE - 0.02)
    turned = Run.of_rows(new.header, new.rows[::-1])
    assert gate(one(OLD), new, RULES).judgements == gate(one(OLD), turned, RULES).judgements


def test_a_slim_run_has_the_gated_columns_and_no_texts() -> None:
    run = make_run({"s": {"a": [0.1, 0.2], "b": [0.3, 0.4]}})
    run = replace(
        run, header=replace(run.header, extra={"seed": 1, "properties": {"length": [9, 9]}})
    )
    small = slim(run, ["b"], texts=False)
    assert [row.values for row in small.rows] == [(0.3,), (0.4,)]
    assert {row.text for row in small.rows} == {""}
    assert small.header.names == ("b",)
    assert small.header.extra == {"seed": 1}


def test_an_update_lowers_no_figure(tmp_path: Path) -> None:
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
        # Another corpus does not avoid the failure.
        (one(OLD - 0.01, fingerprint="beef"), "would become"),
        (make_run({"other": {"rouge1.f": [0.9] * 200}}), "dropped"),
        (without(one(OLD + 0.2), "a3"), "200 articles would become 199"),
    ],
)
def test_attempts_to_lower_the_baseline(new: Any, says: str) -> None:
    assert says in "; ".join(lowered(one(OLD), new))


def test_a_lower_count_is_no_lowering_where_lower_is_better() -> None:
    less = {"better": {"flags": -1}}
    old, new = one([2.0, 3.0], "flags", **less), one([1.0, 3.0], "flags", **less)
    assert not lowered(old, new)
    assert lowered(new, old)


def test_a_column_that_only_describes_cannot_be_gated() -> None:
    run = one(OLD, "density", better={"density": None})
    with pytest.raises(UsageError, match="'density' only describes"):
        gate(run, run, GateRules(columns=("density",)))


def test_which_way_is_better_is_what_the_current_run_says() -> None:
    # A baseline in an earlier format does not describe a plug-in's columns.
    rules = GateRules(columns=("claims",), margin=0.02)
    old = one(OLD, "claims", better={"claims": None})
    assert gate(old, one(OLD + 0.1, "claims"), rules).status == "pass"
    less = {"better": {"claims": -1}}
    assert gate(old, one(OLD + 0.1, "claims", **less), rules).status == "fail"


def test_before_and_after_stand_in_one_run_for_the_report() -> None:
    run = before_and_after(one(OLD), one(OLD - 0.1))
    assert list(run.header.systems) == ["before: lexrank", "after: lexrank"]
    assert [row.system for row in run.rows[:2]] == ["before: lexrank", "after: lexrank"]
    assert len(run.rows) == 400


def corpus_run(
    values: dict[str, float], digest: Any = lambda name: "d" + name, **options: Any
) -> Any:
    """A run of one system whose corpus is these articles, each with its digest."""
    made = make_run(
        {"s": {"rouge1.f": list(values.values())}},
        fingerprint=",".join(f"{name}{digest(name)}" for name in values),
        **options,
    )
    rows = [replace(row, article=name) for row, name in zip(made.rows, values, strict=True)]
    return Run.of_rows(made.header, rows, {name: digest(name) for name in values})


WHOLE = {f"n{n}": float(v) for n, v in enumerate(OLD)}
WORSE = {name: value - 0.06 + NOISE[n] for n, (name, value) in enumerate(WHOLE.items())}


def test_added_articles_do_not_hide_a_drop_on_the_shared_ones() -> None:
    new = corpus_run({**WORSE, "x1": 1.0, "x2": 1.0, "x3": 1.0})
    verdict = gate(corpus_run(WHOLE), new, RULES)
    assert verdict.status == "fail"
    assert verdict.judgements[0].n == 200
    assert verdict.judgements[0].difference == pytest.approx(-0.06)
    assert verdict.corpus_change.added == ("x1", "x2", "x3")
    assert "3 articles added (x1, x2, x3); 200 articles in both" in str(verdict)
    assert any("would become" in line for line in lowered(corpus_run(WHOLE), new))


def test_added_articles_alone_lower_nothing() -> None:
    old, new = corpus_run(WHOLE), corpus_run({**WHOLE, "hard": 0.0})
    assert gate(old, new, RULES).status == "pass"
    assert lowered(old, new) == []


def test_the_order_of_the_corpus_changes_nothing() -> None:
    turned = corpus_run(dict(reversed(WORSE.items())))
    straight = corpus_run(WORSE)
    assert turned.header.corpus["fingerprint"] != straight.header.corpus["fingerprint"]
    one, other = (gate(corpus_run(WHOLE), run, RULES) for run in (straight, turned))
    assert one.judgements == other.judgements
    assert not other.corpus_change


def test_edited_and_removed_articles_are_named_and_not_judged() -> None:
    values = {name: value for name, value in WHOLE.items() if name not in ("n5", "n6")}
    values["n7"] = 0.0  # the article's text has changed, so this is no fall of the system

    def digest(name: Any) -> Any:
        return "other" if name == "n7" else "d" + name

    old, new = corpus_run(WHOLE), corpus_run(values, digest)
    verdict = gate(old, new, replace(RULES, drops={"rouge1.f": 1}))
    change = verdict.corpus_change
    assert (change.removed, change.edited, change.added) == (("n5", "n6"), ("n7",), ())
    assert (verdict.status, verdict.judgements[0].n, verdict.fallen) == ("pass", 197, ())
    assert lowered(old, new) == ["2 articles of the baseline would be dropped"]


def test_an_article_that_is_in_the_corpus_without_a_text_is_lost_not_removed() -> None:
    corpus = {name: "d" + name for name in [*WHOLE, "x"]}
    new = corpus_run({name: value for name, value in [*WHOLE.items(), ("x", 0.5)] if name != "n3"})
    verdict = gate(corpus_run(WHOLE), new, RULES, corpus)
    assert [(one.article, one.new) for one in verdict.fallen] == [("n3", None)]
    assert (verdict.status, verdict.corpus_change.removed) == ("fail", ())


def test_too_few_shared_articles_prove_no_pass_but_a_drop_fails() -> None:
    few = dict(list(WHOLE.items())[:20])
    verdict = gate(corpus_run(WHOLE), corpus_run(few), RULES)
    assert verdict.status == "not comparable"
    assert verdict.reasons == ("only 20 of the baseline's 200 articles are shared",)
    worse = {name: value - 0.3 for name, value in few.items()}
    assert gate(corpus_run(WHOLE), corpus_run(worse), RULES).status == "fail"


def test_a_first_article_in_another_language_leaves_the_metric_as_it_was() -> None:
    old = corpus_run(WHOLE, signature="stem:en|v:1")
    both = {"signature": "stem:auto|v:1", "languages": ("en", "fr")}
    assert gate(old, corpus_run({**WORSE, "fr": 0.5}, **both), RULES).status == "fail"
    both["signature"] = "stem:auto|v:2"
    assert gate(old, corpus_run({**WORSE, "fr": 0.5}, **both), RULES).status == "not comparable"
    assert gate(old, corpus_run(WORSE, signature="stem:auto|v:1"), RULES).judgements == ()


def test_one_changed_metric_does_not_affect_the_others() -> None:
    values = {"rouge1.f": [float(v) for v in OLD], "rouge2.f": [float(v) for v in OLD]}
    worse = {name: [v - 0.1 for v in column] for name, column in values.items()}
    old, new = make_run({"s": values}), make_run({"s": worse})
    signatures = new.header.signatures | {"rouge2.f": "rouge2.f|v:9"}
    new = replace(new, header=replace(new.header, signatures=signatures))
    verdict = gate(old, new, replace(RULES, columns=("rouge1.f", "rouge2.f")))
    assert [one.column.name for one in verdict.judgements] == ["rouge1.f"]
    assert verdict.reasons == ("signature of rouge2.f: rouge2.f|v:1 against rouge2.f|v:9",)
    assert verdict.status == "fail"


def test_another_version_is_named() -> None:
    verdict = gate(one(OLD, version="1.0"), one(OLD, version="1.1"), RULES)
    assert verdict.changes == ("summkit: version was 1.0, is 1.1",)
    assert verdict.status == "pass"


def test_an_ineffective_margin_is_refused_if_it_was_chosen() -> None:
    rules = GateRules(columns=("rouge1.f",), margins={"rouge1.f": 45.0})
    with pytest.raises(
        UsageError, match=r"`margin` of 45\.00 points can never fail lexrank, R-1, wh"
    ):
        gate(one(OLD), one(OLD), rules)  # its mean is about 40
    with pytest.raises(UsageError, match="can never fail"):
        gate(one(OLD), one(OLD), replace(RULES, margin=45))
    values = {"rouge1.f": [0.4, 0.5] * 8, "rouge2.f": [0.01, 0.02] * 8}
    run = make_run({"s": values})
    rules = GateRules(columns=tuple(values), margin=5)
    assert any("can never fail s, R-2" in line for line in gate(run, run, rules).warnings())


def test_a_margin_on_a_count_of_faults_is_always_effective() -> None:
    less = {"better": {"flags": -1}}
    run = one([1.0, 2.0] * 8, "flags", **less)
    rules = GateRules(columns=("flags",), margins={"flags": 50})
    assert not any("never" in line for line in gate(run, run, rules).warnings())


def test_the_library_takes_margins_in_points_too() -> None:
    import summkit as sk

    old, new = one(OLD), one(OLD + NOISE - 0.03)
    assert sk.check(new, old, margin=2).status == "fail"
    assert sk.check(new, old, margin=4).status == "pass"
    assert sk.check(new, old, margin=1, margins={"rouge1.f": 4}).status == "pass"
    with pytest.raises(UsageError, match="can never fail"):
        sk.check(new, old, margins={"rouge1.f": 60})
