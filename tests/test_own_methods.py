"""Users' methods and metrics with wrong results: one line describes the returned value."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import summkit as sk

TEXT = "A fire broke out in Ostrava. Nobody was hurt. It began at noon."
ROWS = [{"text": f"{TEXT} {n} men ran.", "summary": "Fire in Ostrava"} for n in range(3)]
EACH = "it must return a number for each of the 3 sentences"


def method(answer: Any) -> sk.Summariser:
    class Mine(sk.Summariser, name="mine"):
        def score(self, document: sk.Document) -> Any:
            return answer(document)

    return Mine()


def metric(answer: Any) -> sk.Metric:
    class Mine(sk.Metric):
        name = "mine"
        columns = (sk.Column("mine.x", "x"),)

        def values(self, candidate: sk.Candidate, references: Any, document: Any) -> Any:
            return answer

    return Mine()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, f"score() returned None: {EACH}"),
        (1.0, f"score() returned 1.0 (float): {EACH}"),
        ("high", f"score() returned 'high' (str): {EACH}"),
        ({0: 1.0, 1: 2.0, 2: 3.0}, f"score() returned {{0: 1.0, 1: 2.0, 2: 3.0}} (dict): {EACH}"),
        ({1.0, 2.0, 3.0}, f"score() returned {{1.0, 2.0, 3.0}} (set): {EACH}"),
        (["1", "2", "3"], "score() returned a value that is not a number: '1' (str)"),
        ([1.0, None, 2.0], "score() returned a value that is not a number: None"),
        ([1.0], "score() returned 1 numbers for 3 sentences"),
        ([1.0, float("inf"), 2.0], "score() returned a number that is not finite"),
    ],
)
def test_invalid_sentence_scores(answer: Any, said: str) -> None:
    with pytest.raises(sk.InputError) as caught:
        sk.summarise(TEXT, method=method(lambda document: answer))
    assert str(caught.value) == f"method mine: {said}"
    with pytest.raises(sk.UsageError, match="all 3 articles failed, the first: method mine: score"):
        sk.compare(ROWS, [method(lambda document: answer)], target="summary", resamples=10)


@pytest.mark.parametrize(
    "answer",
    [lambda d: np.arange(len(d)), lambda d: (float(n) for n in range(len(d))), lambda d: range(3)],
)
def test_scores_come_in_an_array_a_generator_or_a_range(answer: Any) -> None:
    assert str(sk.summarise(TEXT, method=method(answer), sentences=1)) == "It began at noon."


TUPLE = "it returns a tuple of one number per column, such as (0.5,)"
NUMBER = "for a column: it takes a finite number, or nan where there is no value"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (0.5, f"returned 0.5 (float): {TUPLE}"),
        (None, f"returned None: {TUPLE}"),
        ("a", f"returned 'a' (str): {TUPLE}"),
        ({"mine.x": 0.5}, f"returned {{'mine.x': 0.5}} (dict): {TUPLE}"),
        ((value for value in [0.5]), f"returned a value of type generator: {TUPLE}"),
        (("a",), f"returned 'a' (str) {NUMBER}"),
        ((float("inf"),), f"returned inf (float) {NUMBER}"),
        ((0.5, 0.5), "returned 2 numbers, `columns` has 1"),
    ],
)
def test_invalid_metric_values(answer: Any, said: str) -> None:
    for call in (
        lambda: sk.score(["A fire."], ["A fire."], metrics=[metric(answer)]),
        lambda: sk.compare(ROWS, target="summary", metrics=[metric(answer)], resamples=10),
    ):
        with pytest.raises(sk.UsageError) as caught:
            call()
        assert str(caught.value) == f"metric mine: `values` {said}"


def test_a_metric_without_any_value_is_reported() -> None:
    articles = [sk.Article(TEXT, id="1")]
    with pytest.raises(sk.UsageError, match="nothing could be measured: mine has no value for any"):
        sk.score({"1": "A fire."}, articles=articles, metrics=[metric((None,))])


def test_a_column_that_is_no_tuple_and_a_function_that_is_no_metric() -> None:
    class One(sk.Metric):
        columns = sk.Column("one.x")  # type: ignore[assignment]

        def values(self, candidate: Any, references: Any, document: Any) -> tuple[float, ...]:
            return (1.0,)

    with pytest.raises(sk.UsageError, match=r"columns` takes a tuple: write \(Column\(...\),\)"):
        sk.score(["A fire."], ["A fire."], metrics=[One])
    with pytest.raises(sk.ArgumentTypeError, match="a subclass of summkit"):
        sk.score(["A fire."], ["A fire."], metrics=[lambda candidate: 1.0])  # type: ignore[list-item]
