"""Small rules of evaluation and of the command line that larger tests only pass through."""

from __future__ import annotations

import io
import sys
import time
from itertools import count
from math import comb, isnan
from pathlib import Path

import pandas as pd
import pytest

import summkit as sk
from summkit.cli.counting import Count, _Repeated
from summkit.cli.desk import desk
from summkit.cli.output import Progress
from summkit.errors import UsageError
from summkit.evaluation.column_scores import lacks
from summkit.evaluation.contenders import Output
from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.header import Header
from summkit.evaluation.measuring import EMPTY, OVER, faults
from summkit.evaluation.run import Row
from summkit.evaluation.shared import CorpusChange
from summkit.metrics.redundancy import PAIRS, Redundancy

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt in the mill. It began at noon."


@pytest.mark.parametrize(
    ("names", "needed", "given", "sentence"),
    [
        (["a"], ["articles"], (), "a has no value for any text, and `articles` is not given"),
        (["a", "b"], ["articles"], ("articles",), "a, b has no value for any text"),
        (["a"], ["references"], ("articles",), "a cannot be measured without `references`"),
        (
            ["a"],
            ["references", "articles"],
            (),
            "a cannot be measured without `references` and `articles`",
        ),
        (["a"], ["references", "articles"], ("references", "articles"), "a has no value for any t"),
    ],
)
def test_only_a_missing_input_is_named(
    names: list[str], needed: list[str], given: tuple[str, ...], sentence: str
) -> None:
    known = {what: what in given for what in ("references", "articles")}
    said = lacks(names, needed, known)
    assert said.startswith(sentence)
    assert ("not given" in said or "without" in said) is any(not known[what] for what in needed)


@pytest.mark.parametrize(
    ("messages", "printed"),
    [
        ([], ""),
        (["", ""], ""),
        (["a: one line", ""], "summkit: a: one line\n"),
        (["a: one line", "", "b: one line"], "summkit: 2 of 9 articles have one line\n"),
    ],
)
def test_a_message_of_several_articles_becomes_a_count(
    messages: list[str], printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    repeated = _Repeated("have one line")
    for message in messages:
        repeated.count(message)
    repeated.print(9)
    assert capsys.readouterr().err == printed


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("total", "fraction", "line"),
    [
        (8, None, "4 of 8 articles, 2/s, 2 s left"),
        (None, 0.25, "4 articles, 2/s, 6 s left"),
        (8, 0.8, "4 of 8 articles, 2/s, 0 s left"),
        (None, None, "4 articles, 2/s"),
    ],
)
def test_the_remaining_time_follows_from_the_finished_share(
    total: int | None, fraction: float | None, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal, now = Terminal(), [100.0]
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    progress = Progress(total)
    now[0] += 2
    progress.step(4, fraction)
    assert terminal.getvalue() == f"\r\x1b[K{line} "


def test_no_progress_is_shown_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    counted = Count()
    for _ in range(9):
        counted.step()
    assert plain.getvalue() == ""


def output(text: str) -> Output:
    sentences = tuple(text.split(" / ")) if text else ()
    return Output(sk.Candidate(" ".join(sentences), sentences), (), len(text.split()))


@pytest.mark.parametrize(
    ("text", "budget", "found"),
    [
        ("Rain fell. / It was cold.", sk.Budget(sentences=2), []),
        ("Rain fell. / It was cold. / It froze.", sk.Budget(sentences=2), [OVER]),
        ("Rain fell.", sk.Budget(sentences=2), []),
        ("Rain fell.", sk.Budget(words=2), []),
        ("Rain fell today.", sk.Budget(words=2), [OVER]),
        ("Rain fell today.", None, []),
        ("", sk.Budget(words=2), [EMPTY]),
    ],
)
def test_a_text_of_exactly_the_budget_is_not_over_it(
    text: str, budget: sk.Budget | None, found: list[str]
) -> None:
    assert faults(output(text), sk.analyse(TEXT), budget) == found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (CorpusChange(("a",), added=("n",)), "1 article added (n); 1 article in both is judged"),
        (
            CorpusChange(("a", "b"), removed=("r", "s"), edited=("e",)),
            "2 articles removed (r, s); 1 article edited (e); 2 articles in both are judged",
        ),
        (
            CorpusChange((), removed=("r",)),
            "1 article removed (r); 0 articles in both are judged",
        ),
    ],
)
def test_a_change_of_the_corpus_in_words(change: CorpusChange, sentence: str) -> None:
    assert change.sentence() == sentence


@pytest.mark.parametrize(
    ("shared", "removed", "edited", "enough"),
    [(1, 1, 0, True), (2, 1, 1, True), (1, 1, 1, False), (0, 0, 0, False)],
)
def test_at_least_half_of_the_baseline_must_be_shared(
    shared: int, removed: int, edited: int, enough: bool
) -> None:
    names = [
        tuple(f"{kind}{n}" for n in range(count))
        for kind, count in (("s", shared), ("r", removed), ("e", edited))
    ]
    assert CorpusChange(names[0], removed=names[1], edited=names[2]).enough is enough


def articles(*ids: str) -> list[sk.Article]:
    return [sk.Article(f"{TEXT} Day {n}.", id=id_, dek="Fire") for n, id_ in enumerate(ids)]


@pytest.mark.parametrize(
    ("ids", "note"),
    [
        (("a", "b"), ""),
        (("a", "a"), "1 id belongs to several articles, and each of these counts: a"),
        (
            ("a", "a", "b", "b", "c"),
            "2 ids belong to several articles, and each of these counts: a, b",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_repeated_ids_are_noted(ids: tuple[str, ...], note: str) -> None:
    notes = sk.compare(articles(*ids), target="dek", resamples=10).to_dict()["notes"]
    assert [each for each in notes if "each of these counts" in each] == [note] * bool(note)


@pytest.mark.parametrize("systems", [[None], {"mine": None}])
def test_no_system_is_not_the_default_method(systems: object) -> None:
    with pytest.raises(sk.ArgumentTypeError, match=r"`systems` takes a list of systems.*not \[Non"):
        sk.compare(articles("a"), systems, target="dek")  # type: ignore[arg-type]


def test_row_labels_do_not_match_articles_that_share_an_id() -> None:
    table = pd.DataFrame({"text": [TEXT, TEXT + " x", TEXT + " y"], "id": ["a", "b", "b"]})
    texts = pd.Series(["Fire", "Mill"], index=[1, 0])
    with pytest.raises(sk.UsageError):
        sk.score(texts, articles=table, metrics=["support"])
    alone = table[:2]
    score = sk.score(texts, articles=alone, metrics=["length"])
    assert score.ids == ("a", "b")


@pytest.mark.parametrize(
    ("body", "text", "share"),
    [
        ("Požár vypukl v Ostravě v pondělí.", "Hasiči z Ostravy uhasili požár.", 1.0),
        ("Požár vypukl v Ostravě v pondělí.", "Hasiči z Opavy uhasili požár.", 0.0),
    ],
)
def test_another_case_ending_is_the_same_name(body: str, text: str, share: float) -> None:
    article = sk.Article(body, id="1", language="cs")
    score = sk.score({"1": text}, articles=[article], metrics=["support"], resamples=10)
    assert score["support.share"].mean == share


def test_a_function_writes_a_text_or_scores_sentences() -> None:
    def scores(document: sk.Document) -> list[int]:
        return [len(sentence.text) for sentence in document.sentences]

    def writes(text: str) -> str:
        return text.partition(".")[0]

    corpus = articles("a")
    run = sk.compare(corpus, [scores, writes], target="lede", against=["dek"], resamples=10).run
    rows = run.by_system()
    assert rows["scores"]["a"].text == "A fire broke out in Ostrava on Monday."
    assert rows["writes"]["a"].text == "A fire broke out in Ostrava on Monday"
    for row in (rows["scores"]["a"], rows["writes"]["a"]):
        assert [corpus[0].body[start:end] for start, end in row.chosen] == [row.text]


def test_the_place_of_a_cut_sentence_is_its_printed_part() -> None:
    body = "A fire broke out in the old mill of Ostrava on Monday."
    corpus = [sk.Article(body, id="a", dek="A fire broke out")]
    rows = sk.compare(corpus, target="dek", words=4, resamples=10).run.by_system()
    for system in ("lead", "random", "oracle"):
        row = rows[system]["a"]
        assert row.text == "A fire broke out…"
        assert [body[start:end] for start, end in row.chosen] == ["A fire broke out"]


def test_a_file_of_a_run_is_a_run(tmp_path: Path) -> None:
    comparison = sk.compare(articles("a", "b"), target="dek", resamples=10)
    comparison.run.save(tmp_path / "run.json")
    for file in (tmp_path / "run.json", str(tmp_path / "run.json")):
        assert sk.check(file, baseline=file).status == "pass"
        assert sk.check(comparison, baseline=file).status == "pass"


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("starlette", UsageError, "the desk needs the package starlette: install it with pip"),
        ("summkit.desk.work", ModuleNotFoundError, "summkit.desk.work"),
    ],
)
def test_only_a_missing_package_of_others_is_an_extra(
    name: str, error: type[Exception], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, full: str, *rest: object) -> None:
            if full == "summkit.desk.server":
                raise ModuleNotFoundError(f"no module named {name}", name=name)

    for module in [each for each in sys.modules if each.startswith("summkit.desk")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(error, match=words):
        desk()


@pytest.mark.parametrize(("before", "after"), [(None, 0.1), (0.9, None), (None, None)])
def test_a_value_that_one_run_lacks_is_no_fall(before: float | None, after: float | None) -> None:
    column = sk.Column("c", better=1)

    def run(value: float | None) -> sk.Run:
        header = Header("dek", ("dek",), {"fingerprint": "x"}, {"s": {}}, (column,), {"c": "c"})
        rows = [Row("a", "s", "Fire.", (), 1, (value,)), Row("b", "s", "Fire.", (), 1, (0.5,))]
        return sk.Run.of_rows(header, rows, {"a": "1", "b": "2"})

    verdict = gate(run(before), run(after), GateRules(["c"], drops={"c": 0.0}))
    assert verdict.fallen == ()


def test_a_text_with_too_many_pairs_of_sentences_has_no_overlap_but_repeats() -> None:
    some = next(n for n in count(2) if comb(n, 2) > PAIRS)
    long = tuple(f"Rain {n}." for n in range(some))
    metric = Redundancy()
    short = sk.Candidate("Rain fell. Rain fell.", ("Rain fell.", "Rain fell."))
    items = [sk.Item(sk.Candidate(" ".join(long), long)), sk.Item(short)]
    many, few = metric.values_many(items)
    assert isnan(many[-1]) and not any(map(isnan, many[:-1]))
    assert few[-1] == 1
