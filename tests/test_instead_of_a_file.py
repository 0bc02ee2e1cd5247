"""The messages for names that are no file: addresses, texts, and similar words."""

from __future__ import annotations

from pathlib import Path

import pytest

import summkit as sk
from summkit.reading import Failure, read
from summkit.reading.formats.text import read_text

pytestmark = pytest.mark.once

SENTENCE = "The harbour board voted on Monday to bring back the night ferry, and that is that."


def reason(source: str) -> Failure:
    (failure,) = read(source, on_error="yield")
    assert isinstance(failure, Failure)
    return failure


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("www.example.com/story", "https://www.example.com/story"),
        ("www.example.com", "https://www.example.com"),
        ("example.com", "https://example.com"),
        ("example.com/story.html", "https://example.com/story.html"),
        ("news.example.co.uk:8080/a", "https://news.example.co.uk:8080/a"),
        ("http:/example.com/a", "https://example.com/a"),
        ("https:example.com/a", "https://example.com/a"),
        ("//example.com/a", "https://example.com/a"),
    ],
)
def test_an_address_without_its_beginning(
    source: str, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(reason(source)) == (
        f"{source}: there is no such file or folder (if it is an address, write {address})"
    )


@pytest.mark.parametrize("source", ["story.html", "notes/story.txt", "a b.txt", "v1.2/story.txt"])
def test_a_file_that_is_missing_is_no_address(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(reason(source)) == f"{source}: there is no such file or folder"


def test_a_file_of_such_a_name_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.com").mkdir()
    (tmp_path / "example.com" / "story.txt").write_text(SENTENCE, encoding="utf-8")
    assert [article.body for article in read("example.com/story.txt")] == [SENTENCE]
    assert [article.body for article in read("example.com")] == [SENTENCE]


def test_the_address_of_a_file(tmp_path: Path) -> None:
    assert reason("file:///home/ann/a%20story.html").reason == (
        "a file is read by its path: /home/ann/a story.html"
    )
    assert "a file is read by its path: /a.html" in reason("FILE://localhost/a.html").reason
    assert "give the path, without 'file:'" in reason("file:/no/such.html").reason
    with pytest.raises(sk.InputError, match=r"a file is read by its path: /a\.html"):
        sk.summarise("file:///a.html")


@pytest.mark.parametrize(
    "text",
    [SENTENCE, "Night ferry returns\n\nThe board voted.", f"{SENTENCE} " * 400, f"{SENTENCE}\0"],
)
def test_a_text_instead_of_a_file(text: str) -> None:
    failure = reason(text)
    assert "a text is read from a file, or from standard input: '-'" in failure.reason
    assert len(failure.where) <= 60


def test_the_italics_below_a_heading_are_the_dek() -> None:
    dek = "Boats will run until one in the morning for a trial of six months"
    body = f"{SENTENCE}\n\nA ticket will cost four pounds, said Imogen Vale, who lives there."
    article = read_text(f"# Night ferry returns\n\n*{dek}.*\n\n{body}\n")
    assert (article.headline, article.dek, article.body) == ("Night ferry returns", f"{dek}.", body)
    noted = read_text(f"# Night ferry returns\n\n*Updated on Monday.*\n\n{body}\n")
    assert noted.dek is None
    emphasis = read_text(f"# Night ferry returns\n\n*{dek}* is what they say.\n\n{body}\n")
    assert emphasis.dek is None


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "Harbour board backs night ferry despite noise",
            "The harbour board voted on Monday to bring back a late ferry. It sails in May.",
        ),
        (
            "Stadtrat streicht Zuschüsse für das Freibad",
            "Der Stadtrat hat am Montag die Zuschüsse gestrichen. Das Freibad schließt im Mai.",
        ),
        (
            "El puerto recupera el barco nocturno de Lastra",
            "El barco nocturno volverá el lunes, según dijo el puerto. Costará cuatro euros.",
        ),
    ],
)
def test_a_headline_run_into_a_text_of_one_line(headline: str, body: str) -> None:
    article = read_text(f"{headline} {body}")
    assert (article.headline, article.body) == (headline, body)


@pytest.mark.parametrize(
    "text",
    [
        "The board of the port met in The Hague on Monday to talk about the board of the port.",
        "Readers of the paper asked whether The Courier was the paper they had read before it.",
        "The board voted on Monday. It was late when The board of the port voted on the ferry.",
        "Fans of the band The Boats say that The Boats are the best band that sailed so far.",
    ],
)
def test_an_article_with_a_capital_in_mid_sentence(text: str) -> None:
    article = read_text(text)
    assert (article.headline, article.body) == (None, text)
