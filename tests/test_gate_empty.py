"""Texts that have become empty, and means with too few changed articles for a failure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runs import make_run
from summkit.evaluation.baseline import lowered, slim
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.run import Run
from summkit.report.verdict import headline, verdict_text
from summkit.report.verdict_ci import verdict_annotations, verdict_data, verdict_junit

RULES = GateRules(columns=("rouge1.f", "rouge2.f"), margin=2, resamples=1000)
GOOD = [0.9] * 40
LOST = ("a3", "a7", "a9", "a20", "a31")


def written(empty: Any = (), value: float = 0.0) -> Run:
    """Return a run of 40 articles in which some texts are empty."""
    made = make_run({"model": {"rouge1.f": GOOD, "rouge2.f": GOOD}})
    rows = [
        replace(row, text="", words=0, values=(value, value)) if row.article in empty else row
        for row in made.rows
    ]
    return Run.of_rows(made.header, rows)


@pytest.mark.parametrize("texts", [True, False])
def test_texts_that_have_become_empty_fail_and_are_named(texts: bool) -> None:
    old, new = (slim(run, RULES.columns, texts=texts) for run in (written(), written(LOST)))
    verdict = gate(old, new, RULES)
    assert (verdict.status, headline(verdict)) == ("fail", "regression: 5 texts are empty now")
    assert [one.article for one in verdict.fallen if one.breach] == list(LOST)
    named = (
        "model: 5 texts are empty now and not in the baseline: a3, a7, a9, ...; to allow this, set"
    )
    assert named in verdict_text(verdict)
    assert named in verdict_annotations(verdict)
    junit = verdict_junit(verdict)
    assert 'failures="1"' in junit and 'message="5 texts are empty now" type="regression"' in junit
    assert [one["emptied"] for one in verdict_data(verdict)["articles"]] == [True] * 5


def test_texts_that_were_empty_before_or_may_be_do_not_fail() -> None:
    assert gate(written(LOST), written(LOST), RULES).status == "pass"
    assert gate(written(LOST), written(), RULES).status == "pass"
    allowed = gate(written(), written(LOST), replace(RULES, empty=5))
    assert (allowed.status, allowed.fallen) == ("pass", ())
    assert gate(written(), written(LOST), replace(RULES, empty=4)).status == "fail"
    # If a text may be empty, it is judged by its value, like any other text.
    guarded = gate(written(), written(LOST), replace(RULES, empty=5, drops={"rouge1.f": 30}))
    assert headline(guarded) == "regression: 5 articles fell"


def test_an_empty_text_fails_though_its_value_is_the_better_one() -> None:
    assert gate(written(), written(LOST[:1], value=1.0), RULES).status == "fail"
    assert lowered(written(), written(LOST[:1], value=1.0)) == ["model: 1 text would become empty"]


def test_too_few_differing_articles_give_a_warning() -> None:
    new = [0.4 if f"a{number}" in LOST else 0.9 for number in range(40)]
    runs = [make_run({"model": {"rouge1.f": values}}) for values in (GOOD, new)]
    verdict = gate(*runs, replace(RULES, columns=("rouge1.f",)))
    assert verdict.judgements[0].outcome == "not enough data"
    (said,) = [line for line in verdict.warnings() if "not enough data" in line]
    # The smallest p of five signs is 2 / 2**5 = 0.0625, of six signs 0.03125.
    assert "only 5 articles differ from the baseline, and fewer than 6 can prove no drop" in said
    assert "[check.guard]" in said and 'not_enough_data = "fail"' in said
    assert "excluded" not in said
