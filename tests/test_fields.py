"""Which fields of a record are headline, dek, body and references."""

from __future__ import annotations

from typing import Any

import pytest

from summkit import Article
from summkit.reading import ReadOptions
from summkit.reading.formats.fields import Fields, RecordError

TEXT = "The lock on the canal will open again in May. Boats have waited since October."


def article(record: dict[str, Any], **options: Any) -> Article:
    return Fields(ReadOptions(**options)).article(record, id="made", source="test")


# record (without its body text) -> headline, dek, references
CASES: dict[str, tuple[dict[str, Any], tuple[str | None, str | None, tuple[Any, ...]]]] = {
    "shared corpora": (
        {"headline": "H", "dek": "D", "summary": ["One.", "Two."], "body": TEXT, "source": "x"},
        ("H", "D", (("One.", "Two."),)),
    ),
    "summary beside references": (
        {"summary": ["A."], "references": [["A."], ["B.", "C."]], "body": TEXT},
        (None, None, (("A.",), ("B.", "C."))),
    ),
    "summary not among references": (
        {"summary": "Z.", "references": ["A.", "B."], "body": TEXT},
        (None, None, (("Z.",), ("A.",), ("B.",))),
    ),
    "annotators who agree are two": (
        {"references": [["A."], ["A."]], "body": TEXT},
        (None, None, (("A.",), ("A.",))),
    ),
    "cnn_dailymail": ({"article": TEXT, "highlights": "A .\nB ."}, (None, None, (("A .", "B ."),))),
    "highlights as a list": (
        {"article": TEXT, "highlights": ["A.", "B."]},
        (None, None, (("A.", "B."),)),
    ),
    "xsum": ({"document": TEXT, "summary": "A.", "id": "1"}, (None, None, (("A.",),))),
    "pegasus": ({"document": TEXT, "summary": "A.<n>B."}, (None, None, (("A.", "B."),))),
    "newsapi": (
        {"title": "H", "description": "D", "content": TEXT, "url": "u"},
        ("H", "D", ()),
    ),
    "atom": (
        {"title": "H", "summary": "D", "content": TEXT, "link": "u", "published": "today"},
        ("H", "D", ()),
    ),
    "title, text and a human summary": (
        {"title": "H", "text": TEXT, "summary": "S."},
        ("H", None, (("S.",),)),
    ),
    "vietnews": ({"title": "H", "sapo": "D", "body": TEXT}, ("H", "D", ())),
    "arxiv shape": ({"article": TEXT, "abstract": "S."}, (None, None, (("S.",),))),
    "abstract beside a title": ({"title": "H", "text": TEXT, "abstract": "D"}, ("H", "D", ())),
    "bigpatent": ({"description": TEXT, "abstract": "S."}, (None, None, (("S.",),))),
    "ag_news": ({"Class Index": "3", "Title": "H", "Description": TEXT}, ("H", None, ())),
    "kaggle news": ({"headlines": "H", "text": TEXT}, ("H", None, ())),
    "german dek": ({"headline": "H", "lead": "D", "text": TEXT}, ("H", "D", ())),
    "standfirst": ({"headline": "H", "standfirst": "D", "body_text": TEXT}, ("H", "D", ())),
    "subtitle": ({"title": "H", "subtitle": "D", "text": TEXT}, ("H", "D", ())),
    "case, spaces, hyphens": (
        {"Article Text": TEXT, "HEADLINE": "H", "sub-headline": "D"},
        ("H", "D", ()),
    ),
    "the surest name": (
        {"title": "no", "headline": "H", "dek": "D", "lead": "no", "body": TEXT},
        ("H", "D", ()),
    ),
    "an empty field gives way": (
        {"headline": " ", "title": "H", "dek": None, "lead": "D", "body": "", "text": TEXT},
        ("H", "D", ()),
    ),
    "NaN is nothing": ({"headline": float("nan"), "body": TEXT}, (None, None, ())),
    "white space folds": ({"headline": " A\n\u00a0B ", "body": TEXT}, ("A B", None, ())),
    "news": ({"news": TEXT, "summary": "S."}, (None, None, (("S.",),))),
    "story": ({"story": TEXT, "title": "H"}, ("H", None, ())),
    "empty summaries": ({"body": TEXT, "summary": ["", None], "references": []}, (None, None, ())),
}


@pytest.mark.parametrize("case", CASES)
def test_field_names_of_headline_dek_and_references(case: str) -> None:
    record, expected = CASES[case]
    found = article(record)
    assert found.body == TEXT
    assert (found.headline, found.dek, found.references) == expected


@pytest.mark.parametrize("name", ["id", "ID", "_id", "guid", "url", "article_id"])
def test_field_names_of_ids(name: str) -> None:
    assert article({name: "x-1", "body": TEXT}).id == "x-1"
    assert article({name: None, "body": TEXT}).id == "made"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"),
        ("eng", "en"), ("German", "de"), ("pcm", "pcm"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_language_codes_of_records(written: str | None, code: str | None) -> None:
    assert article({"body": TEXT, "lang": written}).language == code


def test_the_callers_language_counts() -> None:
    assert article({"body": TEXT, "language": "gibberish!"}, language="cy").language == "cy"


def test_a_body_of_paragraphs_or_of_sentences() -> None:
    assert (
        article({"body": ["One is here.", "Two is there."]}).body == "One is here.\n\nTwo is there."
    )
    nested = [["One is here.", "More of it."], ["Two is there."]]
    assert article({"body": nested}).body == "One is here. More of it.\n\nTwo is there."


def test_the_headline_repeated_in_the_body_is_dropped_with_its_reason() -> None:
    record = {
        "title": "Canal lock opens again in May",
        "text": f"Canal lock opens again in May\n\n{TEXT}",
    }
    found = article(record)
    assert found.body == TEXT
    assert [dropped.text for dropped in found.dropped] == ["Canal lock opens again in May"]


def test_a_description_does_not_replace_an_empty_body() -> None:
    with pytest.raises(RecordError, match="the body, 'content', is empty"):
        article({"title": "H", "description": "D", "content": None})


def test_mapping_can_switch_a_field_off_and_frees_no_mapped_column() -> None:
    assert article({"body": TEXT, "title": "H", "lead": "D"}, mapping={"dek": ""}).dek is None
    found = article({"text": "Other.", "summary": TEXT, "title": "H"}, mapping={"body": "summary"})
    assert (found.body, found.references) == (TEXT, ())
    found = article({"body": TEXT, "a": ["S.", "T."]}, mapping={"references": "a"})
    assert found.references == (("S.", "T."),)
