"""Position, length and redundancy."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from summkit import Article, analyse
from summkit.metrics.base import Candidate, Item
from summkit.metrics.position import Length, Position
from summkit.metrics.redundancy import Redundancy

BODY = "Rain fell all day. The match went on. Two players slipped. Nobody was hurt. Fans sang."
DOCUMENT = analyse(Article(body=BODY, language="en"))


def chosen(*indices: int) -> Candidate:
    sentences = tuple(DOCUMENT.sentences[index].text for index in indices)
    return Candidate(" ".join(sentences), sentences, indices)


@pytest.mark.parametrize(
    ("indices", "first", "mean"),
    [((0,), 0, 0.0), ((4,), 4, 1.0), ((0, 4), 0, 0.5), ((1, 2, 3), 1, 0.5), ((1,), 1, 0.25)],
)
def test_positions_of_the_chosen_sentences(
    indices: tuple[int, ...], first: int, mean: float
) -> None:
    assert len(DOCUMENT.sentences) == 5
    assert Position().values(chosen(*indices), (), DOCUMENT) == (first, mean)


def test_a_document_of_one_sentence() -> None:
    document = analyse(Article(body="It rained.", language="en"))
    candidate = Candidate("It rained.", ("It rained.",), (0,))
    assert Position().values(candidate, (), document) == (0.0, 0.0)


def test_texts_without_chosen_sentences_have_no_position() -> None:
    for candidate, document in [(Candidate.from_text("Rain."), DOCUMENT), (chosen(1), None)]:
        assert all(value != value for value in Position().values(candidate, (), document))


def test_numbers_of_sentences_words_and_characters() -> None:
    assert Length().values(chosen(1, 4), (), DOCUMENT) == (2.0, 6.0, 29.0)
    assert Length().values(Candidate.from_text("Rain  fell\n"), (), None) == (1.0, 2.0, 11.0)
    assert Length().values(Candidate.from_text(""), (), DOCUMENT) == (0.0, 0.0, 0.0)


def redundancy(*sentences: str) -> dict[str, float]:
    metric = Redundancy("ascii")
    (row,) = metric.values_many([Item(Candidate(" ".join(sentences), sentences))]).tolist()
    return dict(zip([c.name for c in metric.columns], row, strict=True))


def test_repeats_by_hand() -> None:
    # 8 words, of which a and b occur twice; 7 bigrams, of which only "a b" occurs twice.
    got = redundancy("a b c d", "a b e f")
    assert got["repeat1"] == pytest.approx(2 / 8)
    assert got["repeat2"] == pytest.approx(1 / 7)
    assert (got["repeat3"], got["repeat4"]) == (0.0, 0.0)
    assert got["redundancy"] == 0.5


def test_the_same_sentence_twice_is_all_redundant() -> None:
    assert redundancy("Rain fell all day.", "Rain fell all day.")["redundancy"] == 1.0
    assert redundancy("Rain fell.", "Sun shone.")["redundancy"] == 0.0
    assert redundancy("Rain fell all day.")["redundancy"] == 0.0


sentence = st.lists(st.sampled_from(["rain", "fell", "all", "day", "-"]), max_size=6).map(" ".join)


@given(st.lists(st.lists(sentence, max_size=4).map(tuple), max_size=4))
def test_redundancy_is_the_mean_over_pairs(candidates: list[tuple[str, ...]]) -> None:
    scorer = RougeScorer(["rougeL"])
    items = [Item(Candidate(" ".join(sentences), sentences)) for sentences in candidates]
    values = Redundancy().values_many(items)[:, -1].tolist()
    for sentences, value in zip(candidates, values, strict=True):
        pairs = [scorer.score(*pair)["rougeL"].fmeasure for pair in combinations(sentences, 2)]
        assert value == pytest.approx(sum(pairs) / max(1, len(pairs)))
