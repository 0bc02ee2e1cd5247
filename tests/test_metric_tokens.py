"""Tokens of the two profiles."""

from __future__ import annotations

import sys
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score import tokenize as rouge_score_tokenize

from summkit.metrics.tokens import SNOWBALL, dropped_share, profile_for, tokens


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_the_ascii_profile_is_rouge_scores(text: str) -> None:
    assert tokens(text, "ascii") == rouge_score_tokenize.tokenize(text, None)


@given(st.text(st.characters(max_codepoint=127)))
def test_both_profiles_agree_on_ascii_text(text: str) -> None:
    # "é" makes the Unicode profile use its slow path.
    assert tokens(text, "unicode") == tokens(text, "ascii")
    assert tokens(f"{text} é", "unicode") == [*tokens(text, "ascii"), "é"]


def test_no_letter_or_digit_of_any_script_is_lost() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    lost = [c for c in characters if category(c)[0] in "LN" and not tokens(c, "unicode")]
    assert lost == []


@given(st.text())
def test_case_and_composition_do_not_matter(text: str) -> None:
    expected = tokens(text, "unicode")
    assert tokens(normalize("NFD", text), "unicode") == expected
    assert tokens(normalize("NFC", text), "unicode") == expected
    assert tokens(normalize("NFKC", text).casefold(), "unicode") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Élève sagte: «Straße!»", ["der", "élève", "sagte", "strasse"]),
        ("ＷＩＤＥ １２", ["wide", "12"]),
        ("Поезд ушёл в 7:30.", ["поезд", "ушёл", "в", "7", "30"]),
        ("القطار متأخر، اليوم", ["القطار", "متأخر", "اليوم"]),
        ("रेलगाड़ी देर से आई।", ["रेलगाड़ी", "देर", "से", "आई"]),
        ("列车晚点30分钟。", ["列", "车", "晚", "点", "30", "分", "钟"]),
        ("東京でGoogleが", ["東", "京", "で", "google", "が"]),
        ("รถไฟ มา", ["ร", "ถ", "ไ", "ฟ", "ม", "า"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("기차가 늦었다", ["기차가", "늦었다"]),
        ("می\u200cخواهم", ["میخواهم"]),  # a zero-width non-joiner inside the word
        ("co\u00adoperate é", ["cooperate", "é"]),  # a soft hyphen inside the word
        ("ab\u200bcd", ["ab", "cd"]),  # a zero-width space divides words
        ("❤️ love 👩🏽‍🚀 1️⃣", ["love", "1"]),
        ("… — !", []),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert tokens(text, "unicode") == [normalize("NFKC", word) for word in expected]


def test_snowball_stems_and_never_leaves_nothing() -> None:
    assert tokens("Les élections, une élection", "unicode", "snowball-fr")[1::2] == ["élect"] * 2
    for code in SNOWBALL:
        found = tokens("élan und die ليس είναι не 12", "unicode", f"snowball-{code}")
        assert len(found) == 7 and all(found)


def test_the_profile_follows_the_language() -> None:
    assert [profile_for(code) for code in ("en", "en-GB", "EN", "fr", "zh")] == [
        *["ascii"] * 3,
        *["unicode"] * 2,
    ]


def test_the_dropped_share_counts_letters_only() -> None:
    assert dropped_share("“Plain” — 100 € …") == 0.0
    assert dropped_share("café 2024") == 0.25
    assert dropped_share("Поезд") == 1.0
    assert dropped_share("12 €") == 0.0
