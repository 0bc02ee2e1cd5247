"""Objects of a Python program as input: as an article, a corpus, or a stream."""

from __future__ import annotations

import copy
import io
import json
import pickle
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from lxml import html

import summkit as sk

FIRST = "A fire broke out in Ostrava on Monday."
TEXT = f"{FIRST} Nobody was hurt in the mill. It began at noon."
PAGE = f"<html><body><article><h1>Fire</h1><p>{TEXT}</p></article></body></html>"
ROW = {"title": "Fire", "text": TEXT}


@dataclass
class Story:
    title: str
    text: str


class Tuple(NamedTuple):
    title: str
    text: str


class Model:
    """Imitates a model of pydantic."""

    def model_dump(self) -> dict[str, str]:
        return ROW


class Download:
    """Imitates the articles of newspaper3k and trafilatura, and the answers of requests."""

    def __init__(self, text: str, title: str | None = None) -> None:
        self.text, self.title, self.url = text, title, "https://example.org/fire"


ONE: dict[str, Any] = {
    "bytes": TEXT.encode(),
    "a bytearray": bytearray(TEXT.encode()),
    "the bytes of a page": PAGE.encode(),
    "the bytes of a page in UTF-16": PAGE.encode("utf-16"),
    "the bytes of a record": json.dumps(ROW).encode(),
    "a record": ROW,
    "a record in JSON": json.dumps(ROW),
    "a list of one record in JSON": json.dumps([ROW]),
    "a row of pandas": pd.DataFrame([ROW]).iloc[0],
    "a named row of pandas": next(pd.DataFrame([ROW]).itertuples(index=False)),
    "a named tuple": Tuple(**ROW),
    "a dataclass": Story(**ROW),
    "a model": Model(),
    "a tree of lxml": html.fromstring(PAGE),
    "an open file": io.StringIO(TEXT),
    "an open file of bytes": io.BytesIO(PAGE.encode()),
    "a download": Download(TEXT, "Fire"),
    "a download of a page": Download(PAGE),
    "a text of numpy": np.str_(TEXT),
}


@pytest.mark.parametrize("kind", ONE)
def test_any_object_with_an_article_is_read(kind: str) -> None:
    given = copy.copy(ONE[kind]) if not hasattr(ONE[kind], "read") else ONE[kind]
    summary = sk.summarise(given, sentences=1, method="lead")
    assert str(summary) == FIRST
    assert summary.document.headline in ("Fire", None)
    if kind not in ("bytes", "a bytearray", "an open file", "a text of numpy"):
        assert summary.document.headline == "Fire"


def test_a_text_in_braces_that_is_no_json_is_a_text() -> None:
    text = "[Updated at noon] A fire broke out in Ostrava on Monday."
    assert "A fire broke out" in str(sk.summarise(text, "lede"))


def test_html_in_one_line_is_no_path() -> None:
    assert str(sk.summarise("<p>Rain.</p>")) == "Rain."


def test_a_page_that_was_not_downloaded_is_reported() -> None:
    with pytest.raises(sk.InputError, match="the `text` of this Download is empty: download"):
        sk.summarise(Download(""))


def test_an_error_of_a_server_is_no_article() -> None:
    answer = Download(PAGE)
    answer.status_code = 404  # type: ignore[attr-defined]
    with pytest.raises(sk.InputError, match=r"https://example.org/fire: the server answered 404"):
        sk.summarise(answer)


ROWS = [
    {"document": f"{FIRST} Nobody was hurt. {n} men ran.", "summary": f"Fire, {n} men ran."}
    for n in range(3)
]


class Frame:
    """Imitates a table of polars."""

    columns = ("document", "summary")

    def iter_rows(self, *, named: bool) -> Any:
        assert named
        return iter(ROWS)


MANY: dict[str, Any] = {
    "a list of records": ROWS,
    "a generator of records": lambda: (row for row in ROWS),
    "a table of pandas": pd.DataFrame(ROWS),
    "a table of polars": Frame(),
    "columns": {name: [row[name] for row in ROWS] for name in ROWS[0]},
    "articles": [sk.Article.from_dict(row, id=str(n)) for n, row in enumerate(ROWS, 1)],
    "documents": [sk.analyse({**row, "id": str(n)}) for n, row in enumerate(ROWS, 1)],
}


@pytest.mark.parametrize("kind", MANY)
def test_any_collection_of_articles_is_a_corpus(kind: str) -> None:
    def given() -> Any:
        return MANY[kind]() if callable(MANY[kind]) else MANY[kind]

    run = sk.compare(given(), target="summary", metrics=["rouge:types=1"], resamples=10).run
    assert run.articles == ("1", "2", "3")
    assert run.header.systems.keys() == {"lead", "random", "oracle"}
    summaries = list(sk.System("lead", sentences=1).stream(given()))
    assert [str(each) for each in summaries] == [FIRST] * 3
    assert len(sk.analyse_many(given())) == 3
    result = sk.score(["Fire"] * 3, ["Fire"] * 3, articles=None, resamples=10)
    texts = {str(n): FIRST for n in (1, 2, 3)}
    result = sk.score(texts, articles=given(), metrics=["support"], resamples=10)
    assert result.ids == ("1", "2", "3")


def test_an_article_in_memory_that_cannot_be_read_is_left_out_and_counted() -> None:
    with pytest.warns(UserWarning, match=r"corpus\[1\]: .*body"):
        run = sk.compare([ROWS[0], {"summary": "Fire.", "x": 1}, ROWS[2]], resamples=10).run
    assert run.articles == ("1", "3")


DEEP = 200_000  # the parser's limit depends on the version of Python


@pytest.mark.parametrize("text", ["[" * DEEP + TEXT, '{"a":' * DEEP + "1" + "}" * DEEP, "[" * DEEP])
def test_a_text_in_json_that_is_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(sk.InputError, match="nested too deeply"):
        sk.summarise(text, "lede")


def test_the_columns_of_records_in_memory_can_be_mapped() -> None:
    rows = [{"story": row["document"], "gold": row["summary"]} for row in ROWS]
    mapping = {"body": "story", "summary": "gold"}
    assert sk.compare(rows, mapping=mapping, resamples=10).run.articles == ("1", "2", "3")


def test_systems_in_a_mapping_have_their_names() -> None:
    systems = {"one": "lexrank", "two": sk.System("luhn")}
    comparison = sk.compare(ROWS, systems, target="summary", resamples=10)
    assert comparison.compared == ("one", "two")


def test_parts_of_a_dataset_are_given_one_by_one() -> None:
    class Part(list[Any]):
        column_names = ("document", "summary")

    with pytest.raises(sk.ArgumentTypeError, match="give one part of it, such as 'train'"):
        sk.compare({"train": Part(ROWS), "test": Part(ROWS[:1])})


def test_results_are_exported_compared_and_copied() -> None:
    comparison = sk.compare(ROWS, ["lexrank"], target="summary", resamples=10)
    assert json.loads(json.dumps(comparison.to_dict()))["baseline"] == "lead"
    assert comparison.to_csv().startswith("system,column,label,mean")
    verdict = sk.check(comparison, comparison)
    assert verdict and json.loads(json.dumps(verdict.to_dict()))["status"] == "pass"
    assert "pass" in verdict.to_markdown()
    score = sk.score(["A fire.", "Rain."], ["A fire.", "Snow."], resamples=10)
    assert copy.deepcopy(score) == score == pickle.loads(pickle.dumps(score))
    assert score["rouge1"] is score.rouge1 is score["rouge1.f"]
    assert "rouge1" in score and "rouge9" not in score
    assert list(score)[:3] == ["rouge1.p", "rouge1.r", "rouge1.f"] and len(score) == 12
    document = sk.analyse(TEXT)
    assert [sentence.text for sentence in document] == [each.text for each in document.sentences]


def test_a_verdict_that_does_not_pass_is_false() -> None:
    good = sk.compare(ROWS, outputs={"mine": [row["summary"] for row in ROWS]}, resamples=10)
    with pytest.warns(UserWarning, match="missing"):
        bad = sk.compare(ROWS, outputs={"mine": {"1": ROWS[0]["summary"]}}, resamples=10)
    verdict = sk.check(bad, good)
    assert (verdict.status, bool(verdict)) == ("fail", False)


def test_a_stream_names_the_article_that_cannot_be_summarised() -> None:
    rows = [*ROWS, {"document": ""}, *ROWS]
    with pytest.raises(sk.InputError, match=r"^articles\[3\]: the body, 'document', is empty$"):
        list(sk.System("lead").stream(rows))
    yielded = list(sk.System("lead").stream(rows, on_error="yield"))
    assert [str(each) for each in yielded if isinstance(each, sk.Failure)] == [
        "articles[3]: the body, 'document', is empty"
    ]
    assert len(yielded) == 7


def test_a_column_by_its_short_name_is_answered_by_the_long_one() -> None:
    with pytest.raises(sk.UsageError, match=r"not in the run: did you mean 'rouge1.f'\?"):
        sk.compare(ROWS, target="summary", columns=["rouge1"], resamples=10)
