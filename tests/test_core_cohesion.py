"""The compiled half of summkit.cohesion gives the same results as pure Python on any text."""

from __future__ import annotations

import re
from array import array
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import core
from summkit.article import Article
from summkit.cohesion.names import _runs
from summkit.cohesion.openings import _NEVER, openings
from summkit.cohesion.phrases import FirstOf
from summkit.cohesion.quotations import _PAIRED, _QUOTED, _has_marks, _is_paired, unquoted
from summkit.cohesion.repeats import repeats
from summkit.cohesion.soundness import ENDS, Soundness
from summkit.cohesion.ties import ties_of
from summkit.document import Document
from summkit.language import get_language
from summkit.language.words import spaced_spans, spaced_words
from test_core import both, needs_core

PIECES = st.sampled_from(
    [
        *("the", "the", "The", "of", "of", "it", "It's", "Ada", "Orme", "de", "van", "U.S", "Mr"),
        *(
            "Dr.",
            "É",
            "éa",
            "Ǆa",
            "Ａda",
            "BBC",
            "3",
            "12)",
            "(a)",
            "b)",
            "²",
            "x_y",
            "A'",
            "’s",
            "-",
        ),
        *(
            "--",
            ".",
            ",",
            " ,",
            ". ",
            ": ",
            " . ",
            "(",
            ")",
            "[",
            "]",
            '"',
            "“",
            "”",
            "'",
            "!",
            "?",
        ),
        *(
            " ",
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\t",
            "Ã©",
            "â€",
            "Â ",
            "\ufffd",
            "the the",
            "Said Ada: ",
        ),
        *("Monday", "ended.Then", "one,two", "a U.S.", "des", "les les", "und und", "İ", "ſ", "K"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=24).map("".join)
CODES = st.sampled_from(["en", "de", "fr", "es", "ru", "vi"])


@needs_core
@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_runs_of_names_are_the_same(text: Any) -> None:
    compiled, pure = both(lambda: _runs(text))
    assert compiled == pure


def test_a_joiner_connects_two_names() -> None:
    assert _runs("Then Ada de Orme's son, A. Vogel, left") == [
        [(0, "Then"), (5, "Ada"), (12, "Orme's")],
        [(24, "A"), (27, "Vogel")],
    ]


@needs_core
@settings(max_examples=500, deadline=None)
@given(TEXTS, CODES)
def test_the_fast_search_misses_no_damage(text: Any, code: Any) -> None:
    """If the core says that a text is sound, Python finds no damage in it."""
    document = Document(Article(f"First.\n\n{text}"), get_language(code))
    indices = range(len(document.sentences))
    compiled, pure = both(lambda: [[*Soundness(document).broken(n)] for n in indices])
    assert compiled == pure


@needs_core
@pytest.mark.parametrize(
    "text",
    [
        *("He saw the the dog again.", "It ended.Then it rained.", "It ended , and it rained."),
        *("It ended (and it rained.", "It ended â€ again.", "1) Will it last?", "It has no end"),
        *("Photo: Ada Vogel left the court.", "He is a U.S.", "It ended \ufffd again."),
        "Ada Orme, Bo Vogel, Cy Reed, Di Moss, Ed Hale, Flo Dunn, Gus Katz, Hal Ives, Ivy Nash.",
    ],
)
def test_damage_of_every_kind_is_suspected(text: Any) -> None:
    assert core.native.may_be_broken(text, ENDS)


@needs_core
def test_a_sound_sentence_is_not_suspected() -> None:
    assert not core.native.may_be_broken("The council of Marl voted (by 9 to 3) for it.", ENDS)


@needs_core
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([f"word{letter}" for letter in "abcdefghijkl"]), max_size=14),
        max_size=15,
    ),
    st.sampled_from(["en", "vi"]),
)
def test_the_same_sentences_repeat_others(sentences: Any, code: Any) -> None:
    body = "\n\n".join(" ".join(["It", *words]) + "." for words in sentences)

    def found() -> Any:
        return repeats(Document(Article(body), get_language(code)))

    compiled, pure = both(found)
    assert compiled == pure


@needs_core
@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_words_are_the_same(text: Any) -> None:
    compiled, pure = both(lambda: (spaced_words(text), [text[a:b] for a, b in spaced_spans(text)]))
    assert compiled == pure
    assert compiled[0] == compiled[1]


@needs_core
def test_ids_that_belong_to_no_document_are_refused() -> None:
    ids, offsets = array("i", [0, 1]), array("i", [0, 1, 2])
    assert core.native.repeated(ids, offsets, 2, 0, 3, 1, 0.5) == []
    for wrong in (array("i", [0, 1, 3]), array("i", [0, -1, 2]), array("i", [0, 2, 1])):
        with pytest.raises(ValueError, match="not those of a document"):
            core.native.repeated(ids, wrong, 2, 0, 3, 1, 0.5)
    with pytest.raises(ValueError, match="not those of a document"):
        core.native.repeated(array("i", [0, -1]), offsets, 2, 0, 3, 1, 0.5)
    with pytest.raises(ValueError, match="not those of a document"):
        core.native.repeated(ids, offsets, 3, 0, 3, 1, 0.5)


@needs_core
@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), CODES)
def test_needs_are_the_same(texts: Any, code: Any) -> None:
    def needs() -> Any:
        document = Document(Article("\n\n".join(["The news.", *texts])), get_language(code))
        ties = ties_of(document)
        return [ties.needs(n) for n in range(len(document.sentences))], ties.manner

    compiled, pure = both(needs)
    assert compiled == pure


QUOTES = st.text(st.sampled_from([*'""“”„«»ab \n\x1c.']))


@settings(max_examples=500, deadline=None)
@given(QUOTES)
def test_quotations_are_blanked_as_the_pattern_blanks_them(text: Any) -> None:
    """A text in ASCII does not need the pattern."""
    if _has_marks(text):
        assert unquoted(text) == _QUOTED.sub(lambda match: " " * len(match[0]), text)
        assert _is_paired(text) == bool(_PAIRED.fullmatch(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, CODES, st.integers(0, 3))
def test_phrases_at_the_head_match_as_one_pattern_of_all_phrases_does(
    text: Any, code: Any, start: Any
) -> None:
    begin = openings(code)
    for kind in ("opener", "group", "connective", "definite", "demonstrative", "pronoun"):
        matcher = getattr(begin, kind)
        whole = getattr(matcher, "_whole", matcher)
        found, wanted = matcher.match(text, start), whole.match(text, start)
        assert (found and found.span("word")) == (wanted and wanted.span("word"))


def test_the_first_pattern_that_matches_decides() -> None:
    one, two = re.compile("(?P<word>a)"), re.compile("(?P<word>ab|b)")
    matcher = FirstOf(one, two, _NEVER)
    assert [(found := matcher.match(text)) and found["word"] for text in ("ab", "b", "c")] == [
        *("a", "b"),
        None,
    ]
