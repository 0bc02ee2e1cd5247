"""Outputs of one verdict with hostile ids and texts."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from runs import make_run, without
from summkit.evaluation.advice import Advice, Ended, advice_on
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.verdict import Verdict
from summkit.evaluation.verdict_sentences import least_articles
from summkit.report.verdict import (
    ended_html,
    ended_markdown,
    verdict_html,
    verdict_markdown,
    verdict_text,
)
from summkit.report.verdict_ci import (
    ended_annotations,
    ended_json,
    ended_junit,
    verdict_annotations,
    verdict_json,
    verdict_junit,
)

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))
REMARK = "was trained on 12 of these 30 articles"
OLD = [float(v) for v in np.round(np.random.default_rng(1).beta(4, 6, 30), 6)]
EVIL = '\x1b[31m</failure><b>"&]]>\x00\ufffe\n::error::x\r% `|` [a](b)'


def made(name: str = "model", text: str = "text") -> Verdict:
    rules = GateRules(
        columns=("rouge1.f", "support.unsupported"),
        drops={"rouge1.f": 20, "support.unsupported": 1.0},
        resamples=200,
    )
    old = {"rouge1.f": OLD, "support.unsupported": [1.0] * 30}
    new = {"rouge1.f": [v - 0.25 for v in OLD], "support.unsupported": [1.0] * 29 + [3.0]}
    texts = {f"a{n}": text for n in range(30)}
    facts = {"texts": texts, "better": {"support.unsupported": -1}}
    before = make_run({name: old}, **facts)
    after = without(make_run({name: new}, **facts, remarks={name: (REMARK,)}), "a3")
    return gate(before, after, rules)


@pytest.mark.parametrize("verdict", [made(), made(EVIL, EVIL)])
def test_junit_is_valid_and_counts_what_is_in_it(verdict: Any) -> None:
    tree = etree.fromstring(
        verdict_junit(verdict, Advice(accept="summkit check --update")).encode()
    )
    SCHEMA.assertValid(tree)
    cases = tree.findall(".//testcase")
    failures = tree.findall(".//failure")
    assert tree.get("tests") == str(len(cases)) == "3"
    assert tree.get("failures") == str(len(failures))
    assert len(failures) == 2  # the mean of rouge1.f, and the guard of the only system


def test_junit_of_what_cannot_be_compared() -> None:
    old = made().rules
    verdict = gate(
        make_run({"s": {"rouge1.f": OLD, "support.unsupported": OLD}}, fingerprint="x"),
        make_run({"s": {"rouge1.f": OLD, "support.unsupported": OLD}}),
        old,
    )
    tree = etree.fromstring(
        verdict_junit(verdict, Advice(accept="summkit check --update")).encode()
    )
    SCHEMA.assertValid(tree)
    assert tree.get("errors") == "1"
    assert "summkit check --update" in tree.findtext(".//error")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=30))
def test_no_text_breaks_out(text: Any) -> None:
    verdict = VERDICT_OF(text)
    SCHEMA.assertValid(etree.fromstring(verdict_junit(verdict).encode()))
    for line in verdict_annotations(verdict, file=text).splitlines():
        assert re.match(r"::(error|warning|notice) [^:]*::", line)
    json.loads(verdict_json(verdict))
    for shown in (verdict_text(verdict), verdict_markdown(verdict)):
        shown.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)


def VERDICT_OF(text: str) -> Verdict:  # noqa: N802
    """Return a verdict with the given text in every field that users control."""
    from dataclasses import replace

    judgements = tuple(replace(one, system=text) for one in PLAIN.judgements)
    fallen = tuple(
        replace(one, system=text, article=text, old_text=text, new_text=text)
        for one in PLAIN.fallen[:3]
    )
    return replace(PLAIN, judgements=judgements, fallen=fallen, reasons=(text,), changes=(text,))


PLAIN = made()


def test_annotations_escape_as_github_reads_them() -> None:
    lines = verdict_annotations(made(text="50%\r\nof"), file="a:b,c.json").splitlines()
    line = next(line for line in lines if "title=model%3A article" in line and "R-1" in line)
    head, message = line.split("::")[1:]
    assert head.startswith("error file=a%3Ab%2Cc.json,title=model%3A article a")
    assert "%0A  before: 50%25 of" in message


def test_json_has_every_article_and_no_infinity() -> None:
    data = json.loads(verdict_json(made()), parse_constant=lambda name: pytest.fail(name))
    assert data["status"] == "fail"
    lost = [one for one in data["articles"] if one["new"] is None]
    assert [one["article"] for one in lost] == ["a3"]
    assert len(data["articles"]) == 1 + 29 + 1
    (rise,) = [one for one in data["articles"] if one["column"] == "support.unsupported"]
    assert (rise["old"], rise["new"], rise["fails"]) == (1.0, 3.0, True)
    assert math.isclose(data["judgements"][0]["difference"], -0.25, abs_tol=1e-6)


def test_people_see_the_margin_beside_what_can_be_detected() -> None:
    text = verdict_text(made())
    head = next(line for line in text.splitlines() if "margin" in line)
    assert re.search(r"margin +smallest", head)
    assert max(map(len, text.split("Articles that fell")[0].splitlines())) <= 80
    assert "its text is missing now" in text


def test_at_most_ten_annotations_and_then_a_count() -> None:
    verdict = made()  # one mean and 31 articles fail
    lines = verdict_annotations(
        verdict, Advice("run: look", "update"), "services/news"
    ).splitlines()
    assert len(lines) == 11
    assert "regression" in lines[0]
    assert lines[-1].startswith("::notice title=summkit check services/news::")
    more = 1 + 31 + len(verdict.warnings()) + len(verdict.findings()) + 1 - 10
    assert f"{more} more annotations%0ATo look closer, run: look%0A" in lines[-1]


def test_names_of_two_configurations_differ() -> None:
    trees = [
        etree.fromstring(verdict_junit(made(), name=name).encode()) for name in ("a/news", "b/news")
    ]
    names = [{case.get("classname") for case in tree.iter("testcase")} for tree in trees]
    assert names[0].isdisjoint(names[1])
    assert "summkit.a.news.model" in names[0]
    suites = [tree.find("testsuite").get("name") for tree in trees]
    assert suites == ["summkit check a/news", "summkit check b/news"]
    assert verdict_markdown(made(), name="a/news").startswith("### ❌ summkit a/news: regression")


@pytest.mark.parametrize("message", ["no key", EVIL])
def test_a_check_without_a_verdict_in_every_form(message: Any) -> None:
    ended = Ended("error", message)
    tree = etree.fromstring(ended_junit(ended, "a").encode())
    SCHEMA.assertValid(tree)
    assert (tree.get("errors"), tree.get("tests")) == ("1", "1")
    data = json.loads(ended_json(ended, "a"))
    assert (data["status"], data["headline"]) == ("error", message)
    (line,) = ended_annotations(ended, "a").splitlines()
    assert line.startswith("::error title=summkit check a%3A error::")
    assert ended_markdown(ended, "a").startswith("### ❌ summkit a: error\n\n")
    page = etree.HTML(ended_html(ended))
    assert page.findtext(".//h1") == "summkit check: error"
    assert not page.findall(".//b")


def test_tolerated_drops_and_rises_are_reported() -> None:
    noise = np.random.default_rng(3).normal(0, 0.01, 30)
    noise -= noise.mean()
    rules = GateRules(columns=("rouge1.f",), margin=5, resamples=1000)
    old = make_run({"model": {"rouge1.f": OLD}})
    for change, cell, said in (
        (-0.03, "✔ within margin", "worse, though within the margin of 5.00 points: model, R-1"),
        (+0.03, "✔ better", "better: model, R-1 by 3.00 points"),
    ):
        new = make_run({"model": {"rouge1.f": [float(v) for v in OLD + noise + change]}})
        verdict = gate(old, new, rules)
        assert verdict.status == "pass"
        text = verdict_text(verdict, advice_on(verdict, "run: look", "update", ""))
        assert cell in text and said in text
        assert ("To keep what is better, run: update" in text) == (change > 0)
        (judgement,) = json.loads(verdict_json(verdict))["judgements"]
        assert judgement["moved"] == ("better" if change > 0 else "worse")


def test_the_page_says_by_which_margins_and_guard_it_was_judged() -> None:
    page = etree.HTML(verdict_html(made()))
    said = [" ".join(each.itertext()) for each in page.iter("p")]
    assert said[1].startswith("Margin: a mean may drop by at most 1.00 points of R-1, ")
    assert said[2].startswith(
        "Guard: no article of a system may fall by more than 20.00 points of R-1"
    )
    assert said[3] == (
        "If the data prove neither a drop of a mean nor its absence, the mean passes with a "
        "warning; a drop is proven if p is below 0.05."
    )
    rules = GateRules(columns=("rouge1.f",), allowed=2, drops={"rouge1.f": 5}, resamples=100)
    run = make_run({"s": {"rouge1.f": OLD}})
    assert "Guard: 2 articles of a system may fall by more than" in verdict_html(
        gate(run, run, rules)
    )
    bare = gate(run, run, GateRules(columns=("rouge1.f",), not_enough_data="fail", resamples=100))
    assert "Guard: none; a single article may fall by any amount" in verdict_html(bare)
    assert "nor its absence, the mean fails;" in verdict_html(bare)


def test_the_page_of_a_hostile_verdict_runs_nothing() -> None:
    page = verdict_html(made(EVIL, EVIL))
    assert "<b>" not in page and "\x1b" not in page and "\x00" not in page


@pytest.mark.parametrize(("alpha", "tests", "least"), [(0.05, 1, 6), (0.05, 3, 7), (0.01, 1, 8)])
def test_minimum_articles_that_can_show_a_drop(alpha: float, tests: int, least: int) -> None:
    # By hand: 2 / 2**6 = 0.031, 2 / 2**7 = 0.0156 < 0.05 / 3, 2 / 2**8 = 0.0078.
    assert least_articles(alpha, tests) == least
