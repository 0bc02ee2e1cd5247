"""More wrong calls of the library: each ends in one line that names the parameter and the value."""

from __future__ import annotations

import functools
import inspect
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import pytest

import summkit as sk
from summkit.cli import main

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt in the mill. It began at noon."
ARTICLES = [
    sk.Article(TEXT.replace("Ostrava", town), id=str(n), dek=f"Fire in a {town} mill")
    for n, town in enumerate(("Ostrava", "Brno", "Zlin"))
]
TEXTS = ["Fire in Ostrava", "Fire in Brno", "Fire in Zlin"]
LEAD = sk.System("lead", "dek")
DOCUMENT = sk.analyse(ARTICLES[0])


def compared(**given: Any) -> sk.Comparison:
    return sk.compare(ARTICLES, **{"target": "dek", "resamples": 10, **given})


def scored(candidates: Any = TEXTS, references: Any = TEXTS, **given: Any) -> sk.Score:
    return sk.score(candidates, references, **{"resamples": 10, **given})


class Faulty:
    """An object whose repr fails."""

    def __repr__(self) -> str:
        raise RuntimeError


async def asynchronous(text: str) -> str:
    return text


class Bare(sk.Metric):
    columns = (sk.Column("bare"),)


class One(sk.Metric):
    columns = (sk.Column("shared"),)

    def values(self, candidate: Any, references: Any, document: Any) -> Any:
        return (1.0,)


class Two(One):
    pass


COMPARISON = compared()
TABLE = pd.DataFrame(
    [["Fire", "x"]], columns=pd.MultiIndex.from_tuples([("a", "text"), ("a", "dek")])
)
LONG = "x" * 5000
CODE = '`language` takes a code such as "en", not '
NAMES = "takes the name of a column, such as 'rouge2.f', not "

CALLS: dict[str, tuple[Callable[[], Any], str]] = {
    "a language that is false": (lambda: sk.summarise(TEXT, language=False), f"{CODE}False"),
    "a language without a letter": (lambda: sk.summarise(TEXT, language=""), "language '' is"),
    "a list of languages": (lambda: compared(language=["en"]), f"{CODE}['en'] (list)"),
    "an array of languages": (
        lambda: sk.analyse(TEXT, language=np.array(["en", "de"])),
        f"{CODE}array(",
    ),
    "no flag": (
        lambda: compared(resume="no"),
        "`resume` takes True or False, not 'no' (str)",
    ),
    "a baseline that is a method": (
        lambda: compared(baseline=sk.Lead()),
        "`baseline` takes the name of a system, such as 'lead', not Lead() (Lead)",
    ),
    "a column that is a number": (
        lambda: compared(columns=[1]),
        "`columns[0]` takes a name, not 1 (int)",
    ),
    "a gated column in bytes": (
        lambda: sk.check(COMPARISON, COMPARISON, columns=[b"rouge1.f"]),
        "`columns[0]` takes a name, not b'rouge1.f' (bytes)",
    ),
    "a reference that is a table": (
        lambda: compared(against=np.zeros((2, 2))),
        "`against[0]` takes a name, not array(",
    ),
    "a treatment that is an array": (
        lambda: sk.check(COMPARISON, COMPARISON, not_enough_data=np.array(["a", "b"])),
        "`not_enough_data` takes one of pass, warn, fail, not ",
    ),
    "a treatment of errors that is a table": (
        lambda: LEAD.stream([TEXT], on_error=pd.DataFrame({"a": [1]})),
        "`on_error` takes one of raise, skip, yield, not a value of type DataFrame",
    ),
    "a format that is an array": (
        lambda: sk.read("x", format=np.array(["csv"])),
        "`format` takes one of auto, ",
    ),
    "an array without a dimension": (
        lambda: scored(np.array("a")),
        "`candidates` takes a list of texts, a mapping of ids to texts or a file, not array('a'",
    ),
    "a mapping whose names are numbers, for a corpus": (
        lambda: sk.compare({1: 2, None: 3}),
        "`corpus` takes a file, a folder, a list of them, articles or records, not {1: 2, None: 3}",
    ),
    "a file with a NUL": (
        lambda: sk.compare("a\0b"),
        r"`corpus` takes the path of a file, not 'a\x00b'",
    ),
    "texts in a file with a NUL": (
        lambda: scored("a\0b"),
        r"`candidates` takes the name of a file, not 'a\x00b'",
    ),
    "half of a surrogate pair": (
        lambda: COMPARISON.run.save("\ud800.json"),
        r"`path` takes the path of a file, not '\ud800.json'",
    ),
    "a name that is too long": (
        lambda: COMPARISON.run.save("x" * 300),
        f"{'x' * 300}: cannot be written: File name too long",
    ),
    "an output whose name is too long": (
        lambda: compared(output="x" * 300),
        f"{'x' * 300}: cannot be written: File name too long",
    ),
    "columns with two names each": (
        lambda: scored(TABLE),
        "`candidates[0]` takes a record whose field names are texts, not {('a', 'text'): 'Fire'",
    ),
    "one id twice": (
        lambda: scored({1: "a", "1": "b"}, {"1": "a"}),
        "`candidates` has several texts with the id '1': give it one text",
    ),
    "two metrics with one column": (
        lambda: scored(metrics=[One(), Two()]),
        "two metrics measure 'shared': leave one out",
    ),
    "a metric without values": (
        lambda: scored(metrics=[Bare]),
        "bare: the class Bare does not define `values`: define it",
    ),
    "a share in words": (
        lambda: sk.Column("x", share="no"),  # type: ignore[arg-type]
        "`share` takes True or False, not 'no' (str)",
    ),
    "a label that is a number": (
        lambda: sk.Column("x", label=5),  # type: ignore[arg-type]
        "`label` takes a text, not 5 (int)",
    ),
    "a direction in a list": (
        lambda: sk.Column("x", better=[1]),  # type: ignore[arg-type]
        "column x: better=[1] (list) is not allowed: takes 1 (more is better)",
    ),
    "sentences that are one text": (
        lambda: sk.Candidate("A fire.", "A fire."),  # type: ignore[arg-type]
        "`sentences` takes a tuple of sentences, not 'A fire.' (str): Candidate.from_text(text)",
    ),
    "a candidate that is no text": (
        lambda: sk.Candidate(5, ()),  # type: ignore[arg-type]
        "`text` takes a text, not 5 (int)",
    ),
    "references that are none": (
        lambda: sk.Item(sk.Candidate.from_text("a"), 5),  # type: ignore[arg-type]
        "`references` takes a tuple of references, not 5 (int)",
    ),
    "a text for a document": (
        lambda: sk.LexRank().score(TEXT),  # type: ignore[arg-type]
        "`document` takes a Document, not a value of type str: summkit.analyse(text) makes one",
    ),
    "an article for a document": (
        lambda: sk.NewsRank().score(ARTICLES[0]),  # type: ignore[arg-type]
        "`document` takes a Document, not Article(",
    ),
    "an id of a page that is a number": (
        lambda: sk.Article.from_html("<p>A fire broke out.</p>", id=5),  # type: ignore[arg-type]
        "`id` takes a text, not 5 (int)",
    ),
    "a source of a record that is an array": (
        lambda: sk.Article.from_dict({"text": TEXT}, source=np.array(["a", "b"])),
        "`source` takes a text, not array(",
    ),
    "a dropped line that is a number": (
        lambda: sk.Article(TEXT, dropped=[1]),  # type: ignore[arg-type]
        "`dropped` takes a tuple of Dropped, not [1] (list)",
    ),
    "the signature of an unknown column": (
        lambda: COMPARISON.signature("rouge1"),
        "column 'rouge1' is not in the run: did you mean 'rouge1.f'?",
    ),
    "the best of a column that is a number": (
        lambda: COMPARISON.best(5),  # type: ignore[arg-type]
        f"`column` {NAMES}5 (int)",
    ),
    "the values of an unknown system": (
        lambda: COMPARISON.run.known("led", "rouge1.f"),
        "`system` takes one of lead, lead-cut, random, oracle, not 'led'",
    ),
    "a report of listed articles": (
        lambda: COMPARISON.to_html(articles=ARTICLES),  # type: ignore[arg-type]
        "`articles` takes a mapping of ids to Articles, such as {article.id: article}, not a",
    ),
    "a report of numbers": (
        lambda: COMPARISON.to_html(articles={"0": 5}),  # type: ignore[dict-item]
        "`articles['0']` takes an Article, not 5 (int)",
    ),
    "a bound in words": (
        lambda: sk.parameter(1.0, "Power.", low="0"),  # type: ignore[arg-type]
        "`low` takes a number or None, not '0' (str)",
    ),
    "choices in one text": (
        lambda: sk.parameter("a", "Kind.", choices="ab"),  # type: ignore[arg-type]
        "`choices` takes a tuple of texts or None, not 'ab' (str)",
    ),
    "a rule in words": (
        lambda: sk.Rules(cut_best="yes"),  # type: ignore[arg-type]
        "`cut_best` takes True or False, not 'yes' (str)",
    ),
    "an object whose repr fails": (
        lambda: sk.summarise(TEXT, words=Faulty()),  # type: ignore[arg-type]
        "`words` takes a whole number of at least 1, not a value of type Faulty",
    ),
    "a parameter whose repr fails": (
        lambda: sk.LexRank(threshold=Faulty()),  # type: ignore[arg-type]
        "lexrank: threshold=a value of type Faulty is not allowed: parameter threshold takes a ",
    ),
    "a text for a candidate": (
        lambda: sk.Rouge().values("A fire.", [("A fire.",)], None),  # type: ignore[arg-type]
        "`candidate` takes a Candidate, not 'A fire.' (str): Candidate.from_text(text) makes a ",
    ),
    "an article for the document of a candidate": (
        lambda: sk.Item(sk.Candidate.from_text("a"), (), ARTICLES[0]),  # type: ignore[arg-type]
        "`document` takes a Document or None, not ",
    ),
    "letters of a reference for chrF": (
        lambda: sk.Chrf().values(sk.Candidate.from_text("A fire."), ["A fire."], None),  # type: ignore[list-item]
        "a reference is a tuple of sentences, not a text: write (text,)",
    ),
    "chosen sentences that are a number": (
        lambda: sk.Candidate("A fire.", ("A fire.",), 5),  # type: ignore[arg-type]
        "`chosen` takes a tuple of indices or None, not 5 (int)",
    ),
    "a default below its bound": (
        lambda: sk.parameter(-1.0, "Power.", low=0),
        "`default` is -1.0, but the parameter takes a number of at least 0",
    ),
    "a default that is no choice": (
        lambda: sk.parameter("c", "Kind.", choices=("a", "b")),
        "`default` is 'c', but the parameter takes one of a, b",
    ),
    "a description that is a number": (
        lambda: sk.parameter(1.0, 5),  # type: ignore[arg-type]
        "`doc` takes a text, not 5 (int)",
    ),
    "a column on two lines": (
        lambda: sk.Column("a\nb"),
        "`name` takes a name without line breaks and without '|', which separates the parts of ",
    ),
    "a column with the separator of signatures": (
        lambda: sk.Column("a|b"),
        "`name` takes a name without line breaks and without '|', which separates the parts of ",
    ),
    "an asynchronous function": (
        lambda: sk.summarise(TEXT, method=asynchronous),
        "asynchronous: the function is asynchronous and returned a coroutine: give a function ",
    ),
    "a very long name": (
        lambda: sk.summarise(TEXT, method=LONG),
        f"method '{'x' * 59}...{'x' * 59}' does not exist: ",
    ),
}


@pytest.mark.parametrize("kind", CALLS)
def test_a_wrong_call_gives_one_line_with_the_allowed_values(kind: str) -> None:
    call, begins = CALLS[kind]
    with pytest.raises(sk.SummkitError) as caught:
        call()
    assert str(caught.value).startswith(begins)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def public_calls() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the functions, classes and methods that a caller calls with arguments."""
    for name in sk.__all__:
        thing = getattr(sk, name)
        errors = isinstance(thing, type) and issubclass(thing, Exception)
        made_by_summkit = ("Comparison", "ColumnScore", "Document", "Dropped", "Explanation")
        others = ("Failure", "Item", "Reason", "Run", "Score", "Sentence", "Summary", "Verdict")
        abstract = ("Metric", "Summariser", "ChosenSentence", "Candidate")
        if callable(thing) and not errors and name not in (*made_by_summkit, *others, *abstract):
            yield name, thing
    for method in ("summarise", "summarise_many", "stream", "alternatives"):
        yield f"System.{method}", getattr(LEAD, method)
    for method in ("best", "signature", "to_html"):
        yield f"Comparison.{method}", getattr(COMPARISON, method)
    for method in ("known", "only", "save"):
        yield f"Run.{method}", getattr(COMPARISON.run, method)
    for method in ("from_text", "from_html", "from_dict"):
        yield f"Article.{method}", getattr(sk.Article, method)


@pytest.mark.parametrize(("name", "call"), list(public_calls()))
def test_every_public_call_names_an_unknown_and_a_missing_argument(
    name: str, call: Callable[..., Any]
) -> None:
    parameters = inspect.signature(call).parameters.values()
    if all(each.kind != each.VAR_KEYWORD for each in parameters):
        with pytest.raises(sk.ArgumentTypeError, match="has no parameter `nosuch`: "):
            call(nosuch=1)
    needed = [each.name for each in parameters if each.default is each.empty]
    needed = [each for each in needed if each not in ("more", "parameters")]
    if needed:
        with pytest.raises(sk.ArgumentTypeError, match=f"needs `{needed[0]}`"):
            call()


def fails(self: object, *given: object) -> Any:
    raise RuntimeError("an object of the caller is faulty")


@functools.wraps(sk.read)
def read_all(*given: Any, **named: Any) -> list[Any]:
    return list(sk.read(*given, **named))


WRONG = {
    "its own name": ("__repr__", "__str__", "__format__"),
    "its equality": ("__repr__", "__eq__", "__hash__"),
    "its truth": ("__repr__", "__bool__"),
    "its number": ("__repr__", "__float__", "__int__", "__index__"),
}
"""Names of special methods that fail, by kind of object."""

CALLED: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "summarise": (sk.summarise, {"article": TEXT}),
    "System": (sk.System, {}),
    "System.stream": (LEAD.stream, {"articles": ARTICLES}),
    "System.alternatives": (LEAD.alternatives, {"article": TEXT, "count": 1}),
    "compare": (sk.compare, {"corpus": ARTICLES, "target": "dek", "resamples": 10}),
    "score": (sk.score, {"candidates": TEXTS, "references": TEXTS, "resamples": 10}),
    "check": (sk.check, {"run": COMPARISON, "baseline": COMPARISON}),
    "train": (sk.train, {"corpus": ARTICLES}),
    "read": (read_all, {"source": __file__}),
    "load_run": (sk.load_run, {}),
    "analyse": (sk.analyse, {"article": TEXT}),
    "analyse_many": (sk.analyse_many, {"articles": ARTICLES}),
    "Article": (sk.Article, {"body": TEXT}),
    "Article.from_text": (sk.Article.from_text, {"text": TEXT}),
    "Article.from_html": (sk.Article.from_html, {"page": TEXT}),
    "Article.from_dict": (sk.Article.from_dict, {"record": {"text": TEXT}}),
    "Budget": (sk.Budget, {}),
    "Rules": (sk.Rules, {}),
    "Column": (sk.Column, {"name": "a"}),
    "Candidate": (sk.Candidate, {"text": "a", "sentences": ("a",)}),
    "Item": (sk.Item, {"candidate": sk.Candidate.from_text("a")}),
    "parameter": (sk.parameter, {"default": 1.0, "doc": "Power."}),
    "LexRank": (sk.LexRank, {}),
    "Rouge": (sk.Rouge, {}),
    "Comparison.to_html": (COMPARISON.to_html, {}),
    "Comparison.best": (COMPARISON.best, {}),
    "Run.known": (COMPARISON.run.known, {"system": "lead", "column": "rouge1.f"}),
    "Run.only": (COMPARISON.run.only, {}),
    "Run.save": (COMPARISON.run.save, {}),
}
FREE = {
    ("parameter", "default"),  # any value
    ("summarise", "article"),  # any object with `title` and `text`
    ("score", "step"),
    ("score", "phase"),
    ("compare", "references"),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("name", CALLED)
def test_an_object_of_which_a_method_fails_is_refused_by_the_name_of_the_parameter(
    name: str, kind: str
) -> None:
    faulty = type("Faulty", (), dict.fromkeys(WRONG[kind], fails))()
    call, given = CALLED[name]
    tried = 0
    for parameter in inspect.signature(call).parameters:
        if (name, parameter) in FREE:
            continue
        tried += 1
        with pytest.raises(sk.SummkitError) as caught:
            call(**{**given, parameter: faulty})
        assert parameter in str(caught.value)
        assert "\n" not in str(caught.value)
    assert tried


class FaultyMessage(Exception):  # noqa: N818 - the message is what is faulty
    """An exception whose message fails."""

    def __str__(self) -> str:
        raise RuntimeError


def test_an_exception_without_a_message_is_reported_by_its_name() -> None:
    def fails(text: str) -> str:
        raise FaultyMessage

    (failure,) = sk.System(fails).stream([TEXT], on_error="yield")
    assert isinstance(failure, sk.Failure)
    assert re.fullmatch(
        r"failed with FaultyMessage \(test_more_misuse\.py, line \d+\)", failure.reason
    )


def test_a_lone_surrogate_of_a_function_is_no_part_of_a_summary() -> None:
    assert str(sk.summarise(TEXT, method=lambda text: "A f\ud800ire.")) == "A f?ire."


class Kind(StrEnum):
    LEDE = "lede"


def test_a_member_of_an_enum_is_its_text() -> None:
    system = sk.System("lead", Kind.LEDE)
    assert (system.target, type(system.target)) == ("lede", str)


@pytest.mark.parametrize("nothing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_missing_cell_of_a_column_is_a_failure(nothing: Any) -> None:
    column = [TEXT, nothing, TEXT]
    first, failure, last = LEAD.stream(column, on_error="yield")
    assert str(failure) == "articles[1]: is missing: there is no text"
    assert str(first) == str(last) == TEXT
    with pytest.warns(UserWarning, match="1 article could not be summarised"):
        assert len(list(LEAD.stream(column, on_error="skip"))) == 2


def test_an_unknown_argument_of_to_dict_has_its_nearest() -> None:
    with pytest.raises(sk.ArgumentTypeError, match=r"to_dict\(\) has no parameter `body`"):
        sk.summarise(TEXT).to_dict(body=True)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (date(2026, 11, 30), "2026-11-30"),
        (datetime(2026, 11, 30, 9, 20), "2026-11-30 09:20:00"),
        (Decimal("12345678901234567890"), "12345678901234567890"),
        (Decimal("17.0"), "17"),
        (pd.Timestamp("2026-11-30"), "2026-11-30 00:00:00"),
        (np.int64(17), "17"),
    ],
)
def test_an_id_of_a_database_is_its_text(given: Any, read: str) -> None:
    record = {"id": given, "text": TEXT, "dek": "Fire in a mill"}
    assert sk.summarise(record).document.id == read
    assert sk.compare([record], target="dek", resamples=10).run.articles == (read,)
    assert scored([{"id": given, "text": "A fire."}], {read: "A fire."}).ids == (read,)


class ByIndex:
    """A data set whose records have numbers, without a method `__iter__`."""

    def __len__(self) -> int:
        return len(ARTICLES)

    def __getitem__(self, number: int) -> dict[str, str]:
        if number >= len(ARTICLES):
            raise IndexError
        return {"text": ARTICLES[number].body, "dek": ARTICLES[number].dek or ""}


def test_a_data_set_by_index_is_a_corpus() -> None:
    comparison = sk.compare(ByIndex(), target="dek", resamples=10)  # type: ignore[arg-type]
    assert len(comparison.run.articles) == len(ARTICLES)


def test_a_limit_ends_the_reading_of_an_iterator() -> None:
    endless = ({"text": f"{TEXT} Day {n}.", "dek": "Fire"} for n in itertools.count())
    assert sk.compare(endless, target="dek", limit=2, resamples=10).run.articles == ("1", "2")
    assert next(endless)["text"].endswith("Day 2.")


def test_a_limit_counts_articles_and_not_failures() -> None:
    records = iter([{"text": ""}, *({"text": f"{TEXT} {n}", "dek": "Fire"} for n in range(4))])
    with pytest.warns(UserWarning, match="corpus"):
        comparison = sk.compare(records, target="dek", limit=2, resamples=10)
    assert len(comparison.run.articles) == 2


def test_the_first_of_several_articles_with_an_id_is_noted() -> None:
    twice = [sk.Article("Rain fell in Brno.", id="a"), sk.Article("Rain fell in Zlin.", id="a")]
    score = scored({"a": "Rain in Brno."}, None, articles=twice, metrics=["support"])
    assert score["support.share"].mean == 1
    assert "1 id belongs to several articles, of which the first counts: a" in score.notes


@pytest.mark.parametrize("rows", ["a,A fire.\nb,Two boats.\n", "a,A fire.,x\nb,Two boats.,y\n"])
def test_a_table_without_a_header_is_not_a_mapping_of_ids(tmp_path: Path, rows: str) -> None:
    (tmp_path / "c.csv").write_text(rows)
    with pytest.raises(sk.InputError, match="no field is recognised as the candidate"):
        scored(tmp_path / "c.csv", {"a": "b"})


def test_an_object_of_ids_is_still_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps({"a": "A fire.", "b": "Two boats."}))
    assert scored(tmp_path / "c.json", {"a": "A fire.", "b": "Two boats."}).rouge1.mean == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["methods", "nosuch"], 2),
        (["methods", "nosuch", "lexrank"], 1),
        (["methods", "lexrank"], 0),
        (["metrics", "nosuch"], 2),
        (["metrics", "nosuch", "rouge"], 1),
        (["metrics", "rouge"], 0),
    ],
)
def test_a_list_of_nothing_known_is_a_wrong_call(
    arguments: list[str],
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["summkit", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == status
    assert ("'nosuch' does not exist" in capsys.readouterr().err) is (status > 0)
