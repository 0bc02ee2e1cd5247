"""Mistakes of first users of the Python API: each error is one line with advice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import summkit as sk
from summkit.jobs import make_engine

BODY = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
ARTICLES = [sk.Article(BODY, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]

RECORD: Any = {"text": BODY}


class Lone(sk.Metric):
    columns = ("lone",)

    def values(self, candidate: Any, references: Any, document: Any) -> Any:
        return 0.5


class Divides(sk.Metric):
    columns = ("divides",)

    def values(self, candidate: Any, references: Any, document: Any) -> Any:
        return (1 / candidate.text.count("fire"),)


def compare(*systems: Any, **more: Any) -> sk.Comparison:
    given = {"target": "dek", "words": 12, "resamples": 100} | more
    return sk.compare(ARTICLES, systems, **given)


def score(candidates: Any = ("A fire.",), references: Any = ("A fire.",), **more: Any) -> sk.Score:
    return sk.score(candidates, references, language="en", resamples=100, **more)


@pytest.mark.filterwarnings("ignore:3 articles left out")
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: compare(outputs="mine.jsonl"), ["`outputs` takes", "{'mine': 'mine.jsonl'}"]),
        (lambda: compare(outputs=[BODY]), ["`outputs` takes a mapping of names to texts"]),
        (lambda: compare(against="dek"), ["`against` takes a list", "write ['dek']"]),
        (lambda: compare(metrics="rouge"), ["`metrics` takes a list", "write ['rouge']"]),
        (lambda: compare(metrics=sk.Rouge()), ["`metrics` takes a list", "Rouge"]),
        (lambda: compare(columns="rouge2.f"), ["`columns` takes a list", "write ['rouge2.f']"]),
        (lambda: sk.compare(ARTICLES, "lead"), ["`systems` takes a list", "write ['lead']"]),
        (lambda: sk.compare(ARTICLES, 3), ["`systems` takes a list"]),  # type: ignore[arg-type]
        (lambda: score(metrics="rouge"), ["`metrics` takes a list", "write ['rouge']"]),
        (lambda: score(metrics=None), ["`metrics` takes a list"]),
        (lambda: score(BODY), ["A fire broke out", "no such file", "given in a list"]),
        (lambda: score(references=BODY), ["A fire broke out", "no such file", "given in a list"]),
        (lambda: score("my texts.jsonl"), ["my texts.jsonl: there is no such file or folder"]),
        (lambda: score([3]), ["candidates[0]: a text must be", "not int"]),
        (lambda: score(references=[3]), ["references[0]: a text must be", "not int"]),
        (
            lambda: score(references=[{"x": BODY}]),
            ["no field is recognised as the reference"],
        ),
        (lambda: score([{"text": "a"}, 5]), ["candidates[0]: a text must be", "not dict"]),
        (lambda: score(references=[""]), ["`references` contain no text: each is empty"]),
        (
            lambda: score({"0": "A fire."}, None, articles=ARTICLES),
            ["rouge cannot be measured without `references`"],
        ),
        (lambda: sk.summarise(BODY, method="lexrank:thresh=0.2"), ["'thresh'", "threshold? a num"]),
        (lambda: sk.create("lexrank:threshold=0.2"), ['create("lexrank", threshold=0.2)']),
        (lambda: score(metrics=["rouge1"]), ["did you mean rouge:types=1?"]),
        (lambda: score(metrics=["ROUGE-L"]), ["did you mean rouge:types=L?"]),
        (lambda: score(articles=3), ["`articles` takes a corpus, or a list of articles, not 3"]),
        (lambda: score(metrics=[Lone]), ["metric lone: `values` returned 0.5", "(0.5,)"]),
        (
            lambda: score(["A fire.", "A flood."], ["A fire."] * 2, metrics=[Divides]),
            ["text 'A flood.': metric divides failed with ZeroDivisionError: division by zero"],
        ),
        (
            lambda: compare(metrics=[Divides], outputs={"mine": ["A flood."] * 3}),
            ["metric divides failed with ZeroDivisionError", "all 3 articles failed, the first"],
        ),
        (
            lambda: compare(target="summary"),
            ["none of 3 articles has a summary", "another `target` or `against` (there is a dek)"],
        ),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(
    call: Callable[[], object], words: list[str]
) -> None:
    with pytest.raises(sk.SummkitError) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    assert [each for each in words if each not in message] == [], message


def test_the_columns_and_margins_of_a_check_are_a_list_and_a_mapping() -> None:
    run = compare().run
    with pytest.raises(sk.ArgumentTypeError, match=r"`columns` takes a list .*write \['rouge2.f'"):
        sk.check(run, run, columns="rouge2.f")
    with pytest.raises(sk.ArgumentTypeError, match="`margins` takes a mapping of columns"):
        sk.check(run, run, margins=[2.0])  # type: ignore[arg-type]


def test_a_summary_is_scored_as_its_text() -> None:
    summary = sk.summarise(BODY, "lede")
    assert score([summary], [str(summary)]).rouge1.mean == 1.0
    assert score([str(summary)], [summary]).rouge1.mean == 1.0


def test_none_is_an_empty_text_with_a_warning() -> None:
    with pytest.warns(UserWarning, match="`candidates`: 1 of 2 texts is None") as caught:
        result = score(["A fire.", None], ["A fire.", "A fire."])
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert (result.rouge1.mean, result.empty) == (0.5, ("2",))


def test_a_method_has_its_parameters_behind_its_name_as_on_the_command_line() -> None:
    assert sk.System("lexrank:threshold=0.2").summariser == sk.LexRank(threshold=0.2)
    assert compare("lexrank:threshold=0.2").systems[-2] == "lexrank:threshold=0.2"


def test_a_text_on_which_a_metric_fails_costs_itself_alone_on_an_engine() -> None:
    texts = ["A fire.", "A flood.", "A fire, a fire."]
    result = score(texts, texts, metrics=[Divides], engine=make_engine(workers=1))
    assert result.divides.values.tolist()[::2] == [1.0, 0.5]
    (failure,) = result.failures
    assert failure.startswith("2: metric divides failed with ZeroDivisionError: division by zero (")


def test_one_text_has_no_interval() -> None:
    one, two = score(), score(["A fire."] * 2, ["A fire."] * 2)
    row, two_row = (str(each).splitlines()[4].split() for each in (one, two))
    assert row[-4:] == ["100.000", "–", "–", "1"]
    assert two_row[-4:] == ["100.000", "100.000", "100.000", "2"]
    assert "which a single text does not have" in str(one)
    assert "which a single text does not have" not in str(two)
    assert repr(one.rouge1) == "ColumnScore(R-1 100.00, n=1)"


def test_no_text_has_no_confidence() -> None:
    assert sk.summarise(BODY, method=lambda text: "").confidence == 0.0


def test_analyse_refuses_a_path(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("A fire broke out. Nobody was hurt.")
    with pytest.raises(sk.ArgumentTypeError, match=r"`article`.*summarise\(\) takes a path"):
        sk.analyse("story.txt")
    with pytest.raises(sk.ArgumentTypeError, match=r"`article`"):
        sk.analyse("missing/story.html")


def test_a_function_takes_one_argument() -> None:
    with pytest.raises(sk.UsageError, match=r"takes one argument, .*, and this one takes 2"):
        sk.summarise("A fire broke out.", "lede", method=lambda document, target: "x")
    text = sk.summarise("A fire broke out.", "lede", method=lambda document, words=3: "A fire.")
    assert str(text) == "A fire."
