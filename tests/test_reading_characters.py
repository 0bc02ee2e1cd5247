"""Characters: which are removed, which stay, and the speed on hostile input."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.reading.cleaning.characters import clean

BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain\ntext", "plain\ntext"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u0085three\x0cfour\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("one\u2029two", "one\n\ntwo"),
        ("tab\there", "tab here"),
        ("5\u00a0000\u202f€\u2009now\u3000", "5 000 € now "),
        ("hy\u00adphen, zero\u200bwidth, \ufeffbom", "hyphen, zerowidth, bom"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1b]never closed", "]never closed"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("it\x92s \x93quoted\x94 \x96 so", "it’s “quoted” – so"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("a\u200cb \u200dc é\u200d", "ab c é"),
        ("cafe\u0301", "café"),
        ("½ № ﬁ", "½ № fi"),
        ("\ud83d\ude00 \ud800 x", "😀 \ufffd x"),
    ],
)
def test_cleaned_characters(raw: str, expected: str) -> None:
    assert clean(raw) == expected


ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf", "Zs"]),
        st.sampled_from("\x1b[]\x9b;m\x07\u200c\u200d\r\n\\"),
    )
)


@given(ODD)
def test_result_is_safe_and_stable(raw: str) -> None:
    text = clean(raw)
    assert clean(text) == text
    text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for character in text:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert ord(character) not in BIDI
        assert character == " " or unicodedata.category(character) != "Zs"


# Ligatures become their letters.
@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="ﬀﬁﬂﬃﬄﬆ")))
def test_letters_figures_and_punctuation_survive(raw: str) -> None:
    assert clean(raw) == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize(
    "unit", ["\x1b[", "\x1b]", "\u200d", "\x9b0", "é\u200c", "\x1b]a\x1b", "\x90x"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    clean(unit * 200_000 + "é")
    assert time.process_time() - start < 2
