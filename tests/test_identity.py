"""Ids are read in the same way from articles, texts of other programs, and file names."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import pytest

import summkit as sk
from summkit.errors import InputError
from summkit.evaluation.outputs import read_candidates

IDS = [
    *("cafe\u0301", "caf\u00e9", " a  b ", "a\nb", "a\u0000b", "\ud800x", "\ufeffz", "\u200bq"),
    *("R&amp;D", "<b>x</b>", 7, 7.5, {"$oid": "5f1d"}, [{"value": 9}]),
]


def test_an_id_is_the_same_wherever_it_is_read(tmp_path: Path) -> None:
    """The id of a text of another program is cleaned in the same way as the article's id."""
    corpus, texts = tmp_path / "corpus.jsonl", tmp_path / "texts.jsonl"
    numbered = [IDS[0], *IDS[2:]]  # the first two are one id
    body = "The ferry sails again. It was late. The harbour is open."
    corpus.write_text(
        "".join(
            json.dumps({"id": each, "headline": "Ferry", "body": body, "summary": "It sails."})
            + "\n"
            for each in numbered
        )
    )
    texts.write_text(
        "".join(json.dumps({"id": each, "text": "The ferry sails."}) + "\n" for each in numbered)
    )
    read = [article.id for article in sk.read(corpus)]
    assert read[:4] == ["caf\u00e9", "a b", "a b", "ab"]
    assert list(read_candidates(str(texts)).by_id) == list(dict.fromkeys(read))
    for one, other in ((IDS[0], IDS[1]), (IDS[1], IDS[0])):
        corpus.write_text(json.dumps({"id": one, "body": body, "summary": "It sails."}) + "\n")
        texts.write_text(json.dumps({"id": other, "text": "The ferry sails."}) + "\n")
        score = sk.score(str(texts), str(corpus), mapping={"reference": "summary"})
        assert score.ids == ("caf\u00e9",)


@pytest.mark.parametrize("value", [True, [1], {"a": 1}])
def test_an_id_that_is_no_text_is_reported(value: object, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": value, "text": "It sails."}) + "\n")
    with pytest.raises(InputError, match=r"texts\.jsonl:1: 'id' contains .*, but a text is needed"):
        read_candidates(str(path))


def test_an_empty_id_is_none(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    records = [{"id": empty, "text": "It sails."} for empty in ("", None, " ", math.nan)]
    path.write_text("".join(json.dumps(each) + "\n" for each in records))
    assert read_candidates(str(path)).numbered
    path.write_text(json.dumps({"id": None, "guid": "g1", "text": "It sails."}) + "\n")
    assert list(read_candidates(str(path)).by_id) == ["g1"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
def test_ids_after_files_are_the_same_when_they_are_read_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "news", tmp_path / "out.jsonl"
    folder.mkdir()
    names = ["cafe\u0301", "a  b", "a\nb c", "\x1b[31m", "-f", "R&D", "\udcff", "\udcfe"]
    for number, name in enumerate(names):
        text = f"Ferry {number}\n\nThe ferry sails again today. It was late for number {number}.\n"
        (folder / f"{name}.txt").write_text(text)
    articles = list(sk.read(folder))
    ids = {article.id for article in articles}
    assert ids == {"caf\u00e9", "a b", "a b c", r"\x1b[31m", "-f", "R&D", r"\xff", r"\xfe"}
    out.write_text("".join(json.dumps({"id": a.id, "text": "It."}) + "\n" for a in articles))
    assert set(read_candidates(str(out)).by_id) == ids
