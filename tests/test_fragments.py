"""Extractive fragments compared with a literal implementation of the paper's procedure."""

from __future__ import annotations

import random
import time
from itertools import pairwise, takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import Article, analyse
from summkit.metrics.base import Candidate, Item
from summkit.metrics.fragments import Fragments, characters, fragments, novel_share
from summkit.metrics.tokens import tokens

letters = st.text("abc", max_size=14)


def common_prefix(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def textbook(summary: str, article: str) -> list[str]:
    """Return F(A, S): for each word, the longest match at any start in the article."""
    found = []
    i = 0
    while i < len(summary):
        starts = range(len(article))
        longest = max((common_prefix(summary[i:], article[j:]) for j in starts), default=0)
        if longest:
            found.append(summary[i : i + longest])
        i += max(longest, 1)
    return found


@settings(max_examples=300)
@given(letters, st.text("abcd", max_size=40))
def test_fragments_equal_the_papers_algorithm(summary: str, article: str) -> None:
    found = fragments(summary, article)
    assert [summary[start:end] for start, end in found] == textbook(summary, article)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


BODY = "The old mill burned down on Sunday. The mill had stood by the river for a century."


def values(text: str, body: str = BODY, language: str = "en") -> dict[str, float]:
    document = analyse(Article(body=body, language=language))
    metric = Fragments()
    (row,) = metric.values_many([Item(Candidate.from_text(text), (), document)]).tolist()
    return dict(zip([c.name for c in metric.columns], row, strict=True))


def test_values_by_hand() -> None:
    # "The mill" (2 tokens) and "on Sunday" (2) are fragments; "caught fire" is not.
    got = values("The mill caught fire on Sunday.")
    assert got["coverage"] == pytest.approx(4 / 6)
    assert got["density"] == pytest.approx((4 + 4) / 6)
    assert got["compression"] == pytest.approx(17 / 6)
    assert got["novel1"] == pytest.approx(2 / 6)
    # The body contains "the mill" and "on sunday", but not "mill caught", "caught fire" or "fire
    # on".
    assert got["novel2"] == pytest.approx(3 / 5)
    assert (got["novel3"], got["novel4"]) == (1.0, 1.0)


def test_a_sentence_of_the_body_is_one_fragment() -> None:
    got = values("The mill had stood by the river for a century.")
    assert got["coverage"] == 1.0 and got["density"] == 10.0
    assert [got[f"novel{n}"] for n in (1, 2, 3, 4)] == [0.0] * 4


def test_empty_texts_and_texts_without_common_words() -> None:
    assert set(values("").values()) == {0.0}
    got = values("Quarterly profits soared")
    assert (got["coverage"], got["density"], got["novel1"]) == (0.0, 0.0, 1.0)


def test_without_a_document_there_is_no_value() -> None:
    row = Fragments().values(Candidate.from_text("The mill burned."), (), None)
    assert all(value != value for value in row)


def test_a_text_in_another_script() -> None:
    body = "Старая мельница сгорела в воскресенье. Никто не пострадал."
    got = values("Мельница сгорела в воскресенье", body, "ru")
    assert got["coverage"] == 1.0 and got["density"] == 4.0


@given(letters, letters, st.integers(1, 4))
def test_novel_share_is_a_share(written: str, body: str, size: int) -> None:
    share = novel_share(written, body, size)
    assert 0 <= share <= 1
    assert novel_share(written, written, size) == 0
    runs, there = (
        set(zip(*(text[start:] for start in range(size)), strict=False)) for text in (written, body)
    )
    assert share == len(runs - there) / max(1, len(runs))


@pytest.mark.parametrize("kind", ["news-like", "one word", "no word shared", "nearly repeats"])
def test_a_body_of_20000_words_is_no_trouble(kind: str) -> None:
    rng = random.Random(3)
    vocabulary = [f"w{int(rng.paretovariate(0.6)) % 9000}" for _ in range(20_000)]
    body, written = vocabulary, rng.choices(vocabulary, k=2_000)
    if kind == "one word":
        body, written = ["a"] * 20_000, ["a"] * 2_000
    elif kind == "no word shared":
        written = ["x"] * 2_000
    elif kind == "nearly repeats":
        body = [word for n in range(190) for word in [*["a"] * n, "b"]]
        written = ["a"] * 2_000
    began = time.process_time()
    found = fragments(*characters(written, body))
    assert time.process_time() - began < 1.0
    assert sum(end - start for start, end in found) == (0 if kind == "no word shared" else 2_000)


def test_the_profile_is_in_the_signature() -> None:
    assert str(Fragments().signature("density")) == "density|profile:auto|fold:auto|agg:mean|v:1"
    settled = Fragments().for_language("de")
    assert str(settled.signature("density")) == "density|profile:unicode|agg:mean|v:1"
    assert len(tokens("Größe", "unicode")) == 1
