# ruff: noqa: E501 - one string of every sign
"""Sentence boundaries: hand-checked cases, exact spans on any text, bounded time."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit.language import get_language, sentence_spans
from summkit.language import sentences as sentences_module

HERE = Path(__file__).parent


def cases(name: str) -> list[tuple[str, str, list[str]]]:
    found = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, marked = line.replace("\\n", "\n").split("\t")
            parts = [part.strip() for part in marked.split("⏐")]
            found.append((code, marked.replace("⏐", ""), parts))
    return found


def sentences(code: str, text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, get_language(code))]


# Known errors, with their reasons.
KNOWN_WRONG = {
    "He said no. 40 people heard him.": "cannot be told from No. 40 without understanding",
    "Die Blutgruppe ist B. Spender fehlen.": "a capital after a verb looks like an initial",
    "Shares rose. adidas fell.": "a name without a capital looks like the same sentence",
    "იყიდება ლურსმნები, ხრახნები და ა.შ. ჰალდენი ყიდულობს.": "Georgian has no capitals",
    "El Lcdo. Ríos viajó a EE. UU. Volvió ayer.": "a verb with a capital looks like a name",
}


TABLES = (
    "sentence_cases",
    "sentence_cases_reported",
    "sentence_cases_kinds",
    "sentence_cases_invented",
    "sentence_cases_adversary",
)


@pytest.mark.parametrize(
    ("code", "text", "wanted"), [case for name in TABLES for case in cases(f"{name}.txt")]
)
def test_hand_checked_case(
    code: str, text: str, wanted: list[str], request: pytest.FixtureRequest
) -> None:
    if text in KNOWN_WRONG:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_WRONG[text]))
    assert sentences(code, text) == wanted


@pytest.mark.parametrize(("code", "text", "wanted"), cases("sentence_cases_held_out.txt"))
def test_held_out_case(code: str, text: str, wanted: list[str]) -> None:
    assert sentences(code, text) == wanted


def test_a_short_wrapped_line_ends_a_sentence() -> None:
    text = "Port of Sund\nAnnual report\nThe quay was mended in May and in\nJune.\nIt holds."
    assert sentences("en", text) == [
        "Port of Sund",
        "Annual report",
        "The quay was mended in May and in\nJune.",
        "It holds.",
    ]


def test_sentences_between_which_a_language_has_a_space_are_joined_by_one() -> None:
    assert [get_language(code).joiner for code in ("th", "lo", "zh", "ja", "en")] == [
        " ",
        " ",
        "",
        "",
        " ",
    ]


def check_spans(text: str, code: str) -> None:
    """Check that spans are in order, without outer white space, inside paragraphs, and complete."""
    spans = sentence_spans(text, get_language(code))
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        piece = text[start:end]
        assert piece == piece.strip()
        lines = [line.strip() for line in piece.split("\n")]
        assert "" not in lines, "a sentence crosses a blank line"
        last = end
    assert not text[last:].strip()


ALPHABET = st.sampled_from(
    list(
        "aZé 5.!?…\n\t\"'“”«»()[]-–—•,;:/@_،。！「」』）（۔؟।።፡։။។ſßİΑБ漢かกเ\u0301\u00a0\u2028\x1c\U0001f600"
    )
)
TEXTS = st.one_of(st.text(), st.lists(ALPHABET, max_size=60).map("".join))
CODES = st.sampled_from(
    ["en", "de", "ru", "el", "ur", "zh", "ja", "ko", "th", "hy", "hi", "ta", "cs", "und", "xx"]
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, CODES)
def test_spans_are_exact_on_any_text(text: str, code: str) -> None:
    check_spans(text, code)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_paragraphs_are_split_apart(one: str, two: str) -> None:
    # A stop after a blank line may not change the sentences before it, nor the reverse.
    text = f"Alpha{one}omega.\n\nAlpha{two}omega."
    cut = len(f"Alpha{one}omega.")
    spans = sentence_spans(text, get_language("en"))
    assert any(end == cut for _, end in spans)


@pytest.mark.parametrize(
    "unit",
    [
        "word and then. Next one ",
        "A.",
        ". ",
        "\"'”",
        "\n \n",
        "。",
        "?!",
        "( ",
        "1. ",
        "•\n",
        "ab.Cd",
        "a . . . ",
        '" . ',
        "a (b. C ",
        "(b. C) ",
        "[[[",
        "2) A ",
        "\u201cWhy?\u201d A B ",
        "x. [1] ",
        "! ? ",
        "\U0001f600. ",
        "「a。",
        "5 p.m. Mr. ",
    ],
)
def test_time_grows_in_proportion(unit: str) -> None:
    # Ten times the text may cost fifty times the time on a busy machine with small caches,
    # not the hundred of a quadratic rule.
    language = get_language("en")

    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            sentence_spans(text, language)
            best = min(best, time.process_time() - started)
        return best

    assert cost(40_000) < 50 * max(cost(4_000), 0.001)


def test_a_sentence_alone_is_one_sentence() -> None:
    for code, _, wanted in cases("sentence_cases.txt"):
        for sentence in wanted:
            if sentence and "\n" not in sentence:
                joined = " ".join(sentences(code, sentence))
                assert joined.replace(" ", "") == sentence.replace(" ", "")


@pytest.mark.parametrize("name", ["bbc", "webnews_gold", "masakhanews_16langs", "vietnews_vi"])
def test_real_articles_are_covered(name: str) -> None:
    for record in corpus(name, 150):
        check_spans(record["body"], record["language"])


def test_bbc_sentences_are_those_of_its_reference_summaries() -> None:
    # The references are copied sentences; nearly all must be whole sentences of summkit.
    whole = total = 0
    for record in corpus("bbc", 200):
        ours = {" ".join(part.split()) for part in sentences("en", record["body"])}
        for reference in record["summary"]:
            total += 1
            whole += " ".join(reference.split()) in ours
    assert whole / total > 0.85


def test_a_text_too_long_to_sort_gives_the_spans_of_the_ordinary_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piece = (
        'The vote was at 5 p.m. Monday. "We won," said Dr. Ruiz. It cost £3.5m! Why? No one… '
        "knew.\n\n• Item one is short.\n2. Item two ended.The next began. 彼は来た。そして帰った。\n"
    )
    text = piece * (600_000 // len(piece))
    assert len(text) > sentences_module._LONG
    merged = sentence_spans(text, get_language("en"))
    monkeypatch.setattr(sentences_module, "_LONG", len(text))
    assert merged == sentence_spans(text, get_language("en"))
    assert len(merged) > 8 * (len(text) // len(piece))


@given(st.text(alphabet="aB .!?\n\"'…。•1-)", max_size=80))
@settings(max_examples=200, deadline=None)
def test_merging_and_sorting_candidates_give_the_same_spans(text: str) -> None:
    language = get_language("en")
    usual = sentence_spans(text, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences_module, "_LONG", -1)
        assert sentence_spans(text, language) == usual


class Doubtful(dict[str, str]):
    """A list of abbreviations that may contain every word, until its kind is requested."""

    def __contains__(self, word: object) -> bool:
        return True


@given(st.text(alphabet="abZ. \n,'“\"(1é", max_size=60))
@settings(max_examples=300, deadline=None)
def test_the_ordinary_stop_is_decided_as_any_other(text: str) -> None:
    # The fast path must agree with `Ends.end_of`, which it replaces.
    language = get_language("en")
    rules = replace(language.rules, kinds=Doubtful(language.rules.kinds))
    without = replace(language, rules=rules)
    assert sentence_spans(text, language) == sentence_spans(text, without)


PIECES = [
    *"\t.,;:!?…\"'“”«»‹›()[]Aaz10IVX-–—•。！？।։؟۔๐ก”」·@#$€ \n\u200d\u00a0\u202f",
    *("U.S.", "Mr.", "z.B.", "No.", "г.", "1.", "(a)", "[3]", "...", ". . .", "dr.", "\n\n"),
]


@pytest.mark.parametrize("code", ["en", "de", "hu", "ru", "hi", "hy", "th", "ur", "zh"])
def test_any_row_of_marks_is_split_without_a_loss(code: str) -> None:
    """'\\t.. B' and ')…\\t1.' once raised an IndexError."""
    order, language = random.Random(code), get_language(code)
    texts = ["".join(order.choices(PIECES, k=order.randrange(1, 30))) for _ in range(400)]
    for text in ["\t.. B", "\t. B", ").Mr.\t1.\u202f[3]", *texts]:
        spans = sentence_spans(text, language)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
