"""The samples are complete, well formed, and as samples_expected.json describes them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from summkit import Article, analyse, read

SAMPLES = Path(__file__).parents[1] / "samples"
NOT_ARTICLES = {"README.md", "articles.jsonl"}
LANGUAGES = {"en", "fr", "de", "es", "ru", "ar", "hi", "zh", "ja"}
DESKS = {"politics", "business", "sport", "courts", "science", "weather", "local"}
FIELDS = {"id", "language", "desk", "headline", "dek", "body", "summary"}
# UTF-8 read as a Western or Cyrillic code page, and undecodable bytes.
MOJIBAKE = re.compile("Ã[\x80-\xbf]|â€|Â\xa0|\ufffd|[ÐÑ][\x80-\xbf]|Р°Р|РѕР")
SCRIPTS = {
    "ru": "[а-яё]",
    "ar": "[\u0621-\u064a]",
    "hi": "[\u0905-\u0939]",
    "zh": "[\u4e00-\u9fff]",
    "ja": "[\u3041-\u30fe]",
}

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "samples_expected.json").read_text(encoding="utf-8")
)
RECORDS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (SAMPLES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]
every_file = pytest.mark.parametrize("name", sorted(EXPECTED))
every_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])


def flat(text: str) -> str:
    """Return a text with single spaces and straight apostrophes, which this test ignores."""
    return " ".join(text.replace("’", "'").split())


def source(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode(EXPECTED[name]["encoding"])


def visible(name: str) -> str:
    """All text of the file, including script elements, because they contain JSON-LD."""
    if not name.endswith(".html"):
        return flat(source(name))
    return flat(lxml.html.fromstring(source(name)).text_content())


def test_every_file_is_expected_and_every_expectation_has_its_file() -> None:
    # ci/ holds workflow files to copy, not articles.
    files = {path.name for path in SAMPLES.iterdir() if path.is_file()} - NOT_ARTICLES
    assert files == set(EXPECTED)


def test_the_readme_lists_every_file_with_its_desk_and_language() -> None:
    rows = {
        cells[1].strip("` "): cells
        for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
        if len(cells := [cell.strip() for cell in line.split("|")]) == 6
    }
    for name, entry in EXPECTED.items():
        assert rows[name][3:5] == [entry["desk"], entry["language"]], name
    assert "articles.jsonl" in rows


def test_languages_and_desks_are_covered_by_files_and_by_records() -> None:
    for entries in (list(EXPECTED.values()), RECORDS):
        assert {entry["language"] for entry in entries} >= LANGUAGES
        assert {entry["desk"] for entry in entries} >= DESKS
    assert sum(record["language"] == "en" for record in RECORDS) >= 8


@every_file
def test_expectation_is_true_to_its_source(name: str) -> None:
    entry, text = EXPECTED[name], visible(name)
    assert entry["paragraphs"] > 0
    said = ["headline", "dek", "first", "last", "dateline"]
    for passage in [entry[key] for key in said] + entry["headings"] + entry["absent"]:
        assert passage is None or flat(passage) in text, passage
    start, end = text.find(flat(entry["first"])), text.rfind(flat(entry["last"]))
    assert 0 <= start <= end
    if entry["dateline"]:
        assert text[:start].endswith(entry["dateline"])


@every_file
def test_file_has_no_mojibake_and_is_in_its_own_script(name: str) -> None:
    text = source(name)
    assert not MOJIBAKE.search(text)
    if script := SCRIPTS.get(EXPECTED[name]["language"]):
        assert len(re.findall(script, text)) > 100


@pytest.mark.parametrize(
    "name", [n for n, e in EXPECTED.items() if "clean" in e["shape"] or e["shape"] == "dateline"]
)
def test_clean_text_has_the_paragraphs_counted_by_eye(name: str) -> None:
    blocks = [flat(block) for block in source(name).split("\n\n") if block.strip()]
    first = next(i for i, block in enumerate(blocks) if flat(EXPECTED[name]["first"]) in block)
    last = next(i for i, block in enumerate(blocks) if block.endswith(flat(EXPECTED[name]["last"])))
    assert last - first + 1 == EXPECTED[name]["paragraphs"]


@pytest.mark.parametrize("name", [n for n in sorted(EXPECTED) if n.endswith(".html")])
def test_page_is_of_real_size_and_declares_its_encoding(name: str) -> None:
    raw = (SAMPLES / name).read_bytes()
    assert 10_000 <= len(raw) <= 40_000
    declared = re.search(rb'charset="?([\w-]+)', raw)
    assert declared is not None
    assert declared[1].decode().lower() == EXPECTED[name]["encoding"]
    if EXPECTED[name]["encoding"] != "utf-8":
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")
    for block in lxml.html.fromstring(source(name)).xpath("//script[@type='application/ld+json']"):
        json.loads(block.text)


def test_one_page_has_its_description_in_json_ld_alone() -> None:
    page = lxml.html.fromstring(source("nurse-messages.html"))
    assert not page.xpath("//meta[contains(@name, 'description')]")
    assert not page.xpath("//meta[contains(@property, 'description')]")
    dek = EXPECTED["nurse-messages.html"]["dek"]
    assert [e.tag for e in page.iter() if isinstance(e.tag, str) and dek in (e.text or "")] == [
        "script"
    ]


def test_one_page_has_a_graph_and_the_seed_like_text_its_no_break_spaces() -> None:
    assert '"@graph"' in source("warehouse-fire-french.html")
    scraped = source("strait-patrols.txt")
    assert scraped.count(EXPECTED["strait-patrols.txt"]["headline"]) == 2
    assert scraped.count("\xa0") >= 8


def test_hard_wrapped_lines_fit_72_columns() -> None:
    lines = source("pub-hard-wrapped.txt").splitlines()
    assert 60 < max(map(len, lines)) <= 72
    assert len(lines) > 30


def test_there_are_enough_records_and_ids_are_unique() -> None:
    assert len(RECORDS) >= 16
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    headlines = {record["headline"] for record in RECORDS}
    assert len(headlines) == len(RECORDS)
    assert not headlines & {entry["headline"] for entry in EXPECTED.values()}


@every_record
def test_record_is_complete(record: dict[str, Any]) -> None:
    assert set(record) == FIELDS
    strings = [record[field] for field in FIELDS - {"summary"}] + record["summary"]
    for text in strings:
        assert text
        assert text == text.strip()
        assert not MOJIBAKE.search(text)
    assert 2 <= len(record["summary"]) <= 4
    paragraphs = record["body"].split("\n\n")
    assert len(paragraphs) >= 5
    assert all(p and p == p.strip() and "\n" not in p for p in paragraphs)
    if script := SCRIPTS.get(record["language"]):
        assert len(re.findall(script, record["body"])) > 100


@every_record
def test_record_is_written_by_an_editor_not_extracted(record: dict[str, Any]) -> None:
    for sentence in [record["headline"], record["dek"], *record["summary"]]:
        assert sentence not in record["body"]


def read_sample(name: str) -> Article:
    """Return the article that the reader makes of a sample, or fail with its reason."""
    (article,) = read(str(SAMPLES / name))
    assert isinstance(article, Article), article
    return article


@every_file
def test_the_reader_finds_what_a_person_found(name: Any) -> None:
    expected = EXPECTED[name]
    article = read_sample(name)
    assert (article.headline and flat(article.headline)) == (
        expected["headline"] and flat(expected["headline"])
    )
    assert (article.dek and flat(article.dek)) == (expected["dek"] and flat(expected["dek"]))
    paragraphs = [flat(article.body[start:end]) for start, end in article.paragraphs()]
    asides = len(expected.get("headings") or ()) + (expected.get("list_items") or 0)
    assert expected["paragraphs"] <= len(paragraphs) <= expected["paragraphs"] + asides
    body = " ".join(paragraphs)
    dateline = flat(expected.get("dateline") or "")
    assert body.removeprefix(dateline).strip().startswith(flat(expected["first"]))
    assert body.endswith(flat(expected["last"]))
    for string in expected["absent"]:
        assert flat(string) not in body


@every_file
def test_the_language_is_detected(name: Any) -> None:
    assert analyse(read_sample(name)).language.code == EXPECTED[name]["language"]
