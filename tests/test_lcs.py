"""Longest common subsequences: exactly rouge-score's values, without its table."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer, lcs_ind

from summkit.metrics import lcs, rouge_engines
from summkit.metrics.lcs import common, rouge_l, rouge_lsum
from summkit.metrics.rouge_engines import score_pairs

pytestmark = pytest.mark.once

WORDS = st.lists(st.sampled_from("abcdef"), max_size=40)
TEXTS = st.lists(WORDS, max_size=4)


@given(WORDS, WORDS)
def test_the_choice_among_equals_is_that_of_rouge_score(reference: Any, candidate: Any) -> None:
    assert common(reference, candidate) == (
        lcs_ind(reference, candidate) if reference and candidate else []
    )


@given(TEXTS, TEXTS)
def test_values_are_those_of_rouge_score(reference: Any, candidate: Any) -> None:
    target, prediction = ("\n".join(map(" ".join, text)) for text in (reference, candidate))
    wanted = RougeScorer(["rougeL", "rougeLsum"]).score(target, prediction)
    assert rouge_lsum(reference, candidate) == wanted["rougeLsum"]
    assert rouge_l(target.split(), prediction.split()) == wanted["rougeL"]


def test_many_sentences_are_compared_where_they_share_a_word_and_no_more_than_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In an earlier version 16,667 equal sentences of one word took over a minute."""
    counted = []
    monkeypatch.setattr(lcs, "common", lambda *pair: counted.append(pair) or common(*pair))
    text = [["word"]] * 10_000 + [[str(number)] for number in range(10_000)]
    assert rouge_lsum(text, text) == (1, 1, 1)
    assert len(counted) == 10_001
    monkeypatch.setattr(lcs, "PAIRS", 10_000)
    assert all(value != value for value in rouge_lsum(text, text))
    monkeypatch.setattr(rouge_engines, "_MOST_SENTENCES", 8)
    (values,) = score_pairs(["rouge1", "rougeLsum"], True, "auto", ["a\nb\nc\nd"], ["a\nb\nc\nd"])
    assert values.tolist() == [1] * 6


@pytest.mark.parametrize("porter", [True, False])
def test_a_long_pair_is_scored_as_a_short_one_is(
    monkeypatch: pytest.MonkeyPatch, porter: bool
) -> None:
    names = ["rouge1", "rougeL", "rougeLsum"]
    targets = ["Ferries sailed at dawn.\nNobody waited, nobody sailed.", "", "One boat."]
    predictions = ["At dawn nobody sailed;\nferries waited at dawn.", "A boat.", "One boat."]
    wanted = score_pairs(names, porter, "rouge-score", targets, predictions)
    monkeypatch.setattr(rouge_engines, "_MOST_CHARACTERS", 10)
    for engine in ("auto", "rouge-score"):
        assert (score_pairs(names, porter, engine, targets, predictions) == wanted).all()


LONG = """
import random, resource
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
import summkit
order = random.Random(3)
one, two = (" ".join(f"w{order.randrange(9000)}" for _ in range(30000)) for _ in range(2))
result = summkit.score([one], [two], metrics=["rouge:types=1,L,Lsum"], language="en")
print(100 > result.rouge1.mean > result.rougeLsum.mean == result.rougeL.mean > 0)
"""


def test_two_texts_of_thirty_thousand_words_fit_into_a_gigabyte_and_a_half() -> None:
    """A table of all pairs of their words is 3.6 GB."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", LONG], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr[-500:]
