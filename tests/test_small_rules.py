"""Small rules of evaluation and of the command line that larger tests only pass through."""

from __future__ import annotations

import io
import sys
import time

import pandas as pd
import pytest

import summkit as sk
from summkit.cli.counting import Count, _Repeated
from summkit.cli.output import Progress
from summkit.evaluation.column_scores import lacks
from summkit.evaluation.contenders import Output
from summkit.evaluation.measuring import EMPTY, OVER, faults
from summkit.evaluation.shared import CorpusChange

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
    count = Count()
    for _ in range(9):
        count.step()
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
