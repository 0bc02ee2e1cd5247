"""The files in cases/formats contain one story in the formats of many newsrooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from summkit import Article
from summkit.reading import Failure, ReadOptions, parse_mapping, read

CASES = Path(__file__).parent / "cases" / "formats"
HEADLINE = "Harbour board backs night ferry despite noise worries"
DEK = (
    "Boats between Kellmouth and Saint Brannan will run until 01:15 at weekends for a trial of "
    "six months."
)
FIRST = (
    "The harbour board voted 7-2 on Monday night to bring back a late ferry between Kellmouth and "
    "Saint Brannan, ending a four-year gap that shift workers at the hospital say has cost them "
    "hours of sleep."
)
QUOTED = '"This gives me my own bed back."'


def found(name: str, mapping: str = "") -> list[Article | Failure]:
    options = ReadOptions(mapping=parse_mapping(mapping))
    return list(read(CASES / name, options=options, on_error="yield"))


# File -> number of articles, whether they have a dek, number of paragraphs.
READ = {
    "cms.csv": (2, True, 8),
    "crlf.txt": (1, False, 8),
    "excel.csv": (1, False, 8),
    "front.md": (1, True, 8),
    "htmlcol.csv": (1, False, 8),
    "jsonld.json": (1, True, 8),
    "latin1.txt": (1, False, 8),
    "list.json": (2, True, 8),
    "md.md": (1, True, 8),
    "newsapi.json": (1, True, 8),
    "one.json": (1, True, 8),
    "oneline.txt": (1, False, 1),
    "paras.json": (1, False, 8),
    "semicolon.csv": (1, True, 8),
    "utf16.txt": (1, False, 8),
    "wordpress.json": (1, True, 8),
    "wrapped.json": (1, True, 8),
    "wrapped.txt": (1, False, 8),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    count, has_dek, paragraphs = READ[name]
    articles = found(name)
    assert len(articles) == len(
        {article.id for article in articles if isinstance(article, Article)}
    )
    assert len(articles) == count
    for article in articles:
        assert isinstance(article, Article), article
        assert article.headline == HEADLINE
        assert article.dek == (DEK if has_dek else None)
        assert article.body.startswith(FIRST)
        assert QUOTED in article.body
        assert len(list(article.paragraphs())) == paragraphs
        assert not any(sign in article.body for sign in ("<", ">", "&#", "&quot", "**", "\\n"))


def test_one_bad_line_among_good_ones() -> None:
    first, broken, empty, last = found("mixed.jsonl")
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.id, last.id) == ("1", "4")
    assert isinstance(broken, Failure) and "mixed.jsonl:2: not valid JSON" in str(broken)
    assert isinstance(empty, Failure) and "mixed.jsonl:3: id '3': no field is" in str(empty)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken.json", "not valid JSON"),
        ("noheader.csv", "the first row contains no column names but '1', 'Harbour board"),
        ("weird.json", "record 1, id 'a': no field is recognised as the body"),
    ],
)
def test_what_is_refused(name: str, message: str) -> None:
    (failure,) = found(name)
    assert isinstance(failure, Failure)
    assert message in str(failure)


@pytest.mark.parametrize(
    ("name", "mapping"),
    [("noheader.csv", "headline=2,body=3"), ("weird.json", "headline=head,body=slots.main.txt")],
)
def test_references_read_with_a_mapping(name: str, mapping: str) -> None:
    (article,) = found(name, mapping)
    assert isinstance(article, Article)
    assert article.headline in (HEADLINE, "Harbour")
    assert article.body.startswith(FIRST)
