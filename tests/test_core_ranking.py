"""The compiled ranking gives the same floats, to the last bit, as the pure Python one."""

from __future__ import annotations

from array import array
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summkit import core
from summkit.article import Article
from summkit.document import Document
from summkit.language import get_language
from summkit.summarisers.base import Summariser
from summkit.summarisers.registry import create

pytestmark = pytest.mark.skipif(
    not core.built, reason="summkit was built without its compiled core: no C compiler was found"
)

METHODS = [
    create("lexrank"),
    create("lexrank", {"threshold": 0.0}),
    create("lexrank", {"threshold": 0.5}),
    create("lexrank", {"threshold": 1.0}),
    create("textrank"),
    create("textrank", {"damping": 0.0}),
    create("textrank", {"damping": 0.99}),
    create("reduction"),
    create("pacsum"),
    create("submodular"),
]

# "The" alone is a sentence without a term.
_sentence = st.lists(st.integers(0, 40).map("q{}x".format), max_size=12)
_documents = st.lists(_sentence, min_size=1, max_size=30) | st.lists(
    st.sampled_from([["q1x"], ["q1x", "q2x"], ["q2x", "q1x", "q1x"], []]), min_size=1, max_size=12
)


def document_of(sentences: list[list[str]]) -> Document:
    body = " ".join(" ".join(["The", *words]) + "." for words in sentences)
    return Document(Article(body=body), get_language("en"))


def assert_same(method: Summariser, document: Document) -> None:
    with mock.patch.object(core, "compiled", True):
        compiled = method.score(document)
    with mock.patch.object(core, "compiled", False):
        pure = method.score(document)
    assert compiled == pure


@pytest.mark.parametrize("method", METHODS, ids=str)
@settings(max_examples=60, deadline=None)
@given(sentences=_documents)
@example(sentences=[[]])
@example(sentences=[[], []])
@example(sentences=[["q1x"]])
@example(sentences=[["q1x", "q2x"]] * 9)
@example(sentences=[["q1x"] * 300, ["q2x"], []])
def test_the_same_scores(method: Any, sentences: Any) -> None:
    assert_same(method, document_of(sentences))


@pytest.mark.parametrize("method", METHODS, ids=str)
@pytest.mark.parametrize("size", [64, 65, 129, 210])
def test_the_same_scores_of_more_sentences(method: Any, size: int) -> None:
    made = [
        [f"q{(row * row + 7 * place) % 97}x" for place in range(row % 11)] for row in range(size)
    ]
    assert_same(method, document_of(made))


@pytest.mark.parametrize("name", ["lexrank", "textrank", "reduction"])
def test_the_same_scores_in_single_precision(name: str) -> None:
    made = [[f"q{(row * row + 7 * place) % 997}x" for place in range(6)] for row in range(1_010)]
    assert_same(create(name), document_of(made))


@pytest.mark.parametrize(
    ("ids", "offsets"),
    [
        ([0], [0, 2]),
        ([0], [1, 1]),
        ([0, 0], [0, 2, 1, 2]),
        ([1], [0, 1]),
        ([-1], [0, 1]),
        ([2**31 - 1], [0, 1]),
        ([0], []),
    ],
)
def test_ids_out_of_range_are_refused(ids: Any, offsets: Any) -> None:
    """No caller makes such buffers; a mistake there must not read beyond them."""
    given = array("i", ids), array("i", offsets)
    factors = array("d", [1.0] * 8)
    with pytest.raises(ValueError, match="out of range"):
        core.native.lexrank(*given, factors, 0.1, lambda row, column: True)
    with pytest.raises(ValueError, match="out of range"):
        core.native.textrank(*given, factors, 0.85)
    with pytest.raises(ValueError, match="out of range"):
        core.native.overlap(*given, None, 0, bytearray(8))


def test_other_buffers_are_refused() -> None:
    factors = array("d", [1.0] * 8)
    for ids in (array("q", [0]), b"1234"):
        with pytest.raises(TypeError, match="int32"):
            core.native.textrank(ids, array("i", [0, 1]), factors, 0.85)
    with pytest.raises(ValueError, match="wanted"):
        core.native.textrank(array("i", [0] * 9), array("i", [0, 9]), factors, 0.85)
    with pytest.raises(ValueError, match="wanted"):
        core.native.lexrank(
            array("i", [0]), array("i", [0, 1]), array("d", [1.0]), 0.1, lambda row, column: True
        )
    with pytest.raises(ValueError, match="size"):
        core.native.overlap(array("i", [0]), array("i", [0, 1]), None, 1, bytearray(8))
