"""The compiled half of newsrank: the same features, scores and sets as the pure Python one."""

from __future__ import annotations

from array import array
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import core
from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.newsrank.block import HEAD
from summkit.newsrank.features import NAMES
from summkit.newsrank.model import shipped
from summkit.newsrank.ranker import Ranking
from summkit.newsrank.surface import Marks
from summkit.selection import candidates

pytestmark = pytest.mark.skipif(
    not core.built, reason="summkit was built without its compiled core: no C compiler was found"
)

BUDGETS = [
    Budget(words=30),
    Budget(words=5),
    Budget(sentences=3),
    Budget(characters=120),
    Budget(ratio=0.3),
    Budget(sentences=1, words=40),
]
_WORDS = ["the", "of", "Mayor", "mayor", "bridge", "closed", "“Yes", "no”", "1999", "EU", "He", "—"]
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
_bodies = st.lists(
    st.tuples(_sentences, st.sampled_from([". ", "! ", ":\n\n", "?\n\n", "\n\n", '." '])),
    min_size=1,
    max_size=14,
).map(lambda parts: "".join(text[:1].upper() + text[1:] + end for text, end in parts))


def ranked(document: Document, budget: Budget, *, compiled: bool) -> Ranking:
    with mock.patch.object(core, "compiled", compiled):
        ranking = Ranking((document,), shipped("dek"), budget, True)
        _ = ranking.scores, ranking.choose([candidates(document, 4)])
    return ranking


def assert_same(document: Document, budget: Budget) -> None:
    allowed = [candidates(document, 4)]
    made, pure = (ranked(document, budget, compiled=compiled) for compiled in (True, False))
    features = np.frombuffer(core.native.newsrank_features(made._prepared[0].article))
    for name, ours, theirs in zip(
        NAMES, features.reshape(-1, len(NAMES)).T, pure.seen.features.T, strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12, err_msg=name)
    assert made.scores == pure.scores
    for one, other in zip(made._prepared, pure._prepared, strict=True):
        assert one[1:] == other[1:]
    with mock.patch.object(core, "compiled", True):
        chosen = made.choose(allowed)
    with mock.patch.object(core, "compiled", False):
        assert chosen == pure.choose(allowed)


@settings(max_examples=150, deadline=None)
@given(
    body=_bodies,
    headline=st.none() | _sentences,
    budget=st.sampled_from(BUDGETS),
    language=st.sampled_from(["en", "de", "zh", "th", "und"]),
)
def test_the_same_features_scores_and_sets(
    body: Any, headline: Any, budget: Any, language: Any
) -> None:
    document = analyse(Article(body=body, headline=headline), language)
    if document.sentences:
        assert_same(document, budget)


@pytest.mark.parametrize("budget", BUDGETS, ids=str)
def test_long_documents(budget: Any) -> None:
    body = " ".join(
        f"The {row % 7} mayors of Nor{row % 11}by closed bridge {row * row % 31} on a Monday."
        for row in range(HEAD + 20)
    )
    assert_same(analyse(Article(body=body, headline="Bridges closed in Norby"), "en"), budget)


def test_wrong_numbers_are_refused() -> None:
    """No caller makes such lists; a mistake there must not read beyond them."""
    document = analyse("The mayor closed the bridge. A ferry runs.", "en")
    variant = shipped("dek").variants["plain"]
    layers = variant.terms.flat("en"), variant.sentences.flat("en")
    lists = tuple([0, 0] for _ in range(9))

    def article(
        lists: Any = lists, places: Any = ([], [], []), cuts: Any = (), layers: Any = layers
    ) -> Any:
        return core.native.newsrank_article(
            document.term_ids,
            document.term_offsets,
            document.stem_lines,
            lists,
            places,
            [],
            list(cuts),
            30.0,
            1.0,
            *layers,
        )

    for wrong in (
        {"lists": (*lists[:8], [0])},
        {"places": ([2], [], [])},
        {"places": ([], [0], [])},
        {"places": ([], [0], [-2])},
        {"cuts": [(2, 1, 1, 1)]},
        {"layers": (layers[0][:3], layers[1])},
    ):
        with pytest.raises(ValueError, match=r"wanted|range"):
            article(**wrong)
    made, scores, _ = article()
    limits = 30.0, 99.0, 2, False, 30.0, 1.0, 0.0
    with pytest.raises(ValueError, match="range"):
        core.native.newsrank_sets(made, scores, [2], limits, variant.sets.flat("en"))
    with pytest.raises(ValueError, match="wanted"):
        core.native.newsrank_sets(made, scores, [0], limits, layers[0])
    with pytest.raises(ValueError, match="wanted"):
        core.native.newsrank_sets(made, [0.0], [0], limits, variant.sets.flat("en"))


def test_wrong_costs_are_refused() -> None:
    costs = core.native.newsrank_costs([0, 2, 5], 2, 4.0, 12.0, 1.0, 3.0, 2.0, 0.0)
    assert len(costs) == 511 * 8
    with pytest.raises(ValueError, match="range"):
        core.native.newsrank_unmet(costs, 12.0, [(9, 0, 0, 0)])
    with pytest.raises(ValueError, match="range"):
        core.native.newsrank_unmet(bytearray(8), 12.0, [(0, 0, 0, 0)])
    with pytest.raises(ValueError, match="wanted"):
        core.native.newsrank_best(bytes(8), bytes(16), costs)
    with pytest.raises(ValueError, match="wanted"):
        core.native.newsrank_best(b"\xff" * 8, bytes(8), costs)
    assert core.native.newsrank_best(b"", b"", costs) == -1


_LETTERS = st.sampled_from(
    [*"aZé ǅİ1²٣ \n\u2028\t\"'“”«»„「』-,.(½", "\ud800", "😀", "The ", "He "]
)


@settings(max_examples=400, deadline=None)
@given(
    texts=st.lists(st.lists(_LETTERS, min_size=1, max_size=25).map("".join), max_size=4),
    language=st.sampled_from(["en", "de", "tr", "th", "und"]),
)
def test_the_same_marks(texts: Any, language: Any) -> None:
    """The properties of tokens of any characters are the same."""
    document = analyse(Article(body="\n\n".join(texts)), language)
    marks = []
    for compiled in (True, False):
        with mock.patch.object(core, "compiled", compiled):
            twice = (document, document)
            marks.append(vars(Marks(twice, (0, 50), (document.term_count,) * 2)))
    assert marks[0] == marks[1]


def test_marks_need_a_family_for_each_quotation_mark() -> None:
    nothing = frozenset[str]()
    with pytest.raises(ValueError, match="family"):
        core.native.look_at_sentences(["A."], nothing, nothing, ".", "'\"", "'", "", array("i"))
    with pytest.raises(ValueError, match="family"):
        core.native.look_at_sentences(["A."], nothing, nothing, ".", "'", "x", "", array("i"))
