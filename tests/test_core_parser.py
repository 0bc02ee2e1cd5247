"""The compiled parser gives the same tags, heads and relations as the pure Python one."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit import core
from summkit.document import analyse
from summkit.shortening.parsing.parser import parse
from summkit.shortening.parsing.tokens import tokenise

pytestmark = pytest.mark.skipif(
    not core.built, reason="summkit was built without its compiled core: no C compiler was found"
)

_WORDS = ["The", "mayor", "of", "Ostrava", ",", "said", "was", "and", "``", "5,000", "'s", "."]
_words = st.sampled_from(_WORDS) | st.text(min_size=1, max_size=6) | st.just("x" * 300)


def assert_same(words: list[str]) -> None:
    with mock.patch.object(core, "compiled", True):
        compiled = parse(words)
    with mock.patch.object(core, "compiled", False):
        assert compiled == parse(words)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(_words, min_size=1, max_size=20))
@example(words=["\ud800", "runs"])
@example(words=["İ", "ß"] * 3)
@example(words=["."] * 5)
def test_the_same_parse(words: Any) -> None:
    assert_same(words)


def test_the_same_parse_of_news() -> None:
    for record in corpus("bbc", 20):
        for sentence in analyse(record["body"], "en").sentences[:5]:
            assert_same([token.text for token in tokenise(sentence.text)])


def test_wrong_sizes_are_refused() -> None:
    """No caller makes such lists; a mistake there must not read beyond them."""
    native = core.native
    table = native.feature_table(b"ax\nby", bytes([1, 2, 3, 4, 5, 6]), 3)
    for weights, classes in ((bytes(5), 3), (bytes(2), 1_000), (b"", 0)):
        with pytest.raises(ValueError, match="wanted"):
            native.feature_table(b"ax\nby", weights, classes)
    with pytest.raises(ValueError, match="wanted"):
        native.tag_words(table, ["NN"] * 3, ["a"], ["aa"], [])
    with pytest.raises(ValueError, match="range"):
        native.tag_words(table, ["NN"] * 3, ["a"], ["aa"], [3])
    with pytest.raises(ValueError, match="padded"):
        native.attach_words(table, ["a"], ["NN"])
    with pytest.raises(ValueError, match="wanted"):
        native.label_arcs(table, ["a"], ["NN"], [1])
