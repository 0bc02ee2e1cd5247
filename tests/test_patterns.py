"""A pattern that is compiled late is the pattern that `re.compile` makes."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from summkit.patterns import regex


def test_it_matches_as_the_compiled_pattern() -> None:
    late, now = regex(r"(?P<a>b+)|C", re.IGNORECASE), re.compile(r"(?P<a>b+)|C", re.IGNORECASE)
    text = "abBc bb"
    assert late.search(text)["a"] == "bB"
    assert late.findall(text) == now.findall(text) == ["bB", "", "bb"]
    assert late.sub("-", text) == now.sub("-", text) == "a-- -"
    assert late.split(text) == now.split(text)
    assert [m.span() for m in late.finditer(text)] == [(1, 3), (3, 4), (5, 7)]
    assert (late.match(text), late.fullmatch("bb")["a"]) == (None, "bb")
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)
    assert late.groupindex == {"a": 1}
    assert regex(rb"\d").sub(b"", b"a1") == b"a"


def test_nothing_is_compiled_before_the_first_use() -> None:
    wrong = regex("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("x")


def test_it_can_be_sent_and_copied() -> None:
    late = regex("a+", re.IGNORECASE)
    for other in (pickle.loads(pickle.dumps(late)), copy.deepcopy(late)):
        assert other.findall("aAb") == ["aA"]
    with pytest.raises(AttributeError):
        _ = late.missing
