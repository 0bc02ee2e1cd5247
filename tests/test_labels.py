"""Texts in columns of pandas are matched by their labels, never only by position."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import summkit as sk

TOWNS = ["Oslo", "Brno", "Kyiv", "Bonn", "Lyon", "Bari"]
FRAME = pd.DataFrame(
    [
        {
            "id": number,
            "text": f"A fire broke out in {town} on Monday. Nobody was hurt. A mill burned.",
            "summary": f"A mill burned in {town}, and {town} is safe",
        }
        for number, town in enumerate(TOWNS, 100)
    ]
)
MIXED = FRAME.sample(frac=1, random_state=3)
BARE = FRAME.drop(columns="id")
LETTERS = BARE.set_index(pd.Index(list("abcdef")))
SUMMARY = FRAME["summary"]


def scored(candidates: Any, references: Any) -> sk.Score:
    return sk.score(candidates, references, metrics=["rouge:types=1"], resamples=10)


def compared(corpus: Any, texts: Any) -> tuple[int, float]:
    """Return the number of matched articles and the mean; 1.0 if each text is its own reference."""
    comparison = sk.compare(
        corpus, outputs={"A": texts}, target="summary", metrics=["rouge:types=1"], resamples=10
    )
    found = comparison.paired.mean("A", "rouge1.f")
    assert found is not None
    return found.n, found.mean


def test_the_samples_are_not_in_order() -> None:
    assert list(MIXED.index) != sorted(MIXED.index)
    assert scored(list(MIXED["summary"]), list(SUMMARY)).rouge1.mean < 0.9


@pytest.mark.parametrize(
    ("corpus", "texts"),
    [
        (FRAME, MIXED.set_index("id")["summary"]),
        (FRAME, MIXED["summary"]),
        (MIXED, SUMMARY),
        (BARE, MIXED["summary"]),
        (BARE, SUMMARY),
        (BARE.iloc[1:], SUMMARY.iloc[1:]),
        (FRAME.set_index("id"), MIXED.set_index("id")["summary"]),
        (LETTERS, LETTERS["summary"].iloc[::-1]),
        (FRAME.to_dict("records"), MIXED.set_index("id")["summary"]),
        (BARE.to_dict("records"), SUMMARY),
        (BARE.iloc[2:].to_dict("records"), SUMMARY.iloc[2:]),
    ],
)
def test_a_column_beside_a_corpus_goes_by_label(corpus: Any, texts: Any) -> None:
    assert compared(corpus, texts) == (len(corpus), 1.0)


@pytest.mark.parametrize(
    ("corpus", "texts", "reason"),
    [
        (BARE.to_dict("records"), MIXED["summary"], "the labels of its index do not match"),
        (BARE, SUMMARY.set_axis(range(1, 7)), "the labels of its index do not match"),
        (LETTERS, MIXED["summary"], "none of its 6 ids is in the corpus"),
        (
            FRAME.assign(id=MIXED.index),
            SUMMARY.iloc[::-1],
            "its labels match both their index and their ids",
        ),
    ],
)
def test_an_ambiguous_index_is_refused(corpus: Any, texts: Any, reason: str) -> None:
    with pytest.raises(sk.UsageError, match=reason) as caught:
        compared(corpus, texts)
    assert "\n" not in str(caught.value)


def test_ids_from_one_are_ids_where_the_index_is_called_so() -> None:
    corpus = FRAME.assign(id=range(1, 7))
    texts = corpus.set_index("id")["summary"].iloc[:0:-1]
    with pytest.warns(UserWarning, match="5 of 6 ids match; missing: 1"):
        assert compared(corpus, texts) == (5, 1.0)


def test_ids_that_look_like_rows_are_ids_where_the_index_is_called_so() -> None:
    corpus = FRAME.assign(id=[3, 0, 5, 1, 4, 2])
    assert compared(corpus, corpus.set_index("id")["summary"].sort_index()) == (6, 1.0)


@pytest.mark.parametrize(
    ("candidates", "references", "ids"),
    [
        (MIXED["summary"], SUMMARY, "012345"),
        (LETTERS["summary"].iloc[::-1], LETTERS["summary"], "abcdef"),
        (LETTERS["summary"].iloc[::-1], LETTERS["summary"].to_dict(), "abcdef"),
        (MIXED[["summary"]], SUMMARY, "012345"),
        (LETTERS[["summary"]].iloc[::-1], LETTERS["summary"], "abcdef"),
        (SUMMARY, list(SUMMARY), "123456"),
        (SUMMARY.iloc[2:], list(SUMMARY.iloc[2:]), "1234"),
        (pd.concat([SUMMARY, SUMMARY]), pd.concat([SUMMARY, SUMMARY]), None),
    ],
)
def test_two_columns_go_by_label(candidates: Any, references: Any, ids: str | None) -> None:
    result = scored(candidates, references)
    assert result.rouge1.mean == 1.0
    assert result.ids == (tuple(ids) if ids else tuple(str(n) for n in range(1, 13)))


@pytest.mark.parametrize(
    ("candidates", "references"),
    [
        (MIXED["summary"], list(SUMMARY)),
        (SUMMARY.iloc[1:], SUMMARY.iloc[1:].reset_index(drop=True)),
        (LETTERS["summary"].iloc[1:], LETTERS["summary"]),
        (list(SUMMARY), MIXED["summary"]),
        (pd.concat([SUMMARY, MIXED["summary"]]), pd.concat([MIXED["summary"], SUMMARY])),
    ],
)
def test_or_they_are_refused(candidates: Any, references: Any) -> None:
    with pytest.raises(sk.UsageError, match="the labels of its index do not match") as caught:
        scored(candidates, references)
    assert "\n" not in str(caught.value)


def test_a_column_beside_articles_goes_by_label() -> None:
    articles = LETTERS.drop(columns="summary")
    texts = BARE["text"].str.partition(". ")[0].set_axis(LETTERS.index).iloc[::-1]
    result = sk.score(texts, articles=articles, metrics=["support"], resamples=10)
    assert result.ids == tuple("abcdef")
    with pytest.raises(sk.UsageError, match="the labels of its index do not match"):
        sk.score(MIXED["text"], articles=BARE.to_dict("records"), metrics=["support"])
