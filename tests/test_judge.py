"""The metric judge against the tests' server: marks, spread, biases, answers without marks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from math import isnan, sqrt
from pathlib import Path

import pytest

import summkit as sk
from llm_server import Server, serving
from summkit.article import Article
from summkit.document import analyse
from summkit.errors import InputError, UsageError
from summkit.llm import client, exchange
from summkit.metrics.base import Candidate, Item
from summkit.metrics.column import columns_of
from summkit.metrics.judging import rank_correlation
from summkit.metrics.registry import metric_of

pytestmark = pytest.mark.once

SAMPLES = str(Path(__file__).parents[1] / "samples" / "articles.jsonl")
DOCUMENT = analyse(Article(body="The bridge is shut. It is old.", id="a1", source="n.jsonl:1"))
SEVEN = "The bridge is shut until next May."
"""The server's marks for seven words: faithful 3, complete 3 (4 if read first), readable 3,
printable.
"""


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    with serving() as server:
        yield server
    exchange.close()


@pytest.fixture
def server(started: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    started.clear()
    client.forget()
    monkeypatch.delenv("SUMMKIT_LLM_KEY", raising=False)
    return started


def judge(server: Server, model: str = "good", **given: object) -> sk.Judge:
    return sk.Judge(server.url, model, **given)  # type: ignore[arg-type]


def test_marks_are_shares_and_their_mean_over_both_orders(server: Server) -> None:
    values = judge(server).values(Candidate.from_text(SEVEN), (), DOCUMENT)
    # complete: 3 and 4 of 5, which are 0.5 and 0.75.
    assert values[:4] == (0.5, 0.625, 0.5, 1.0)
    # Means of the four marks: 0.625 and 0.6875.
    assert values[4] == pytest.approx(0.0625 / sqrt(2))
    asked = sorted(server.asked, key=lambda each: each["seed"])
    first, second = (each["messages"][0]["content"] for each in asked)
    assert first.rindex("<article>") < first.rindex("<text>")
    assert second.rindex("<text>") < second.rindex("<article>")
    assert first.index("- faithful") < first.index("- readable")
    assert second.index("- readable") < second.index("- faithful")
    assert [each["seed"] for each in asked] == [12345, 12346]
    assert SEVEN in first and DOCUMENT.article.body in first


def test_an_empty_text_gets_0_and_a_text_without_an_article_no_marks(
    server: Server,
) -> None:
    metric = judge(server)
    empty = metric.values(Candidate.from_text(" "), (), DOCUMENT)
    assert empty[:4] == (0.0, 0.0, 0.0, 0.0) and isnan(empty[4])
    assert all(map(isnan, metric.values(Candidate.from_text(SEVEN), (), None)))
    assert not server.asked


@pytest.mark.parametrize("model", ["not-marks", "wrong-marks", "few-marks", "empty", "declines"])
def test_answers_without_marks_are_left_out_and_counted(server: Server, model: str) -> None:
    metric = judge(server, model)
    items = [Item(Candidate.from_text(SEVEN), (), DOCUMENT)]
    assert all(map(isnan, metric.values_many(items)[0]))
    notes = metric.notes(metric.findings(items))
    assert (
        "2 of 2 answers contained no marks and are left out; 1 of 1 texts have no marks" in notes[1]
    )
    assert len(server.asked) == 2  # the notes send no further question


def test_marks_in_a_fence_are_read(server: Server) -> None:
    values = judge(server, "fenced-marks", samples=1).values(
        Candidate.from_text(SEVEN), (), DOCUMENT
    )
    assert values[:4] == (1.0, 0.5, 0.0, 0.0) and isnan(values[4])


def test_a_server_that_fails_fails_the_article(server: Server) -> None:
    with pytest.raises(InputError, match=r"n\.jsonl:1: judge broken: the server answered 500"):
        judge(server, "broken", retries=0).values(Candidate.from_text(SEVEN), (), DOCUMENT)


def test_biases_are_measured(server: Server) -> None:
    metric = judge(server)
    items = [Item(Candidate.from_text("word " * n), (), DOCUMENT) for n in (2, 3, 4)]
    server.together = 6  # the server answers no question before all have arrived
    values = metric.values_many(items)
    assert server.most_open == 6
    notes = metric.notes(metric.findings(items))
    assert re.fullmatch(r"judge \(good, prompt p1\): 6 answers on 3 texts, [\d,]+ tokens", notes[0])
    # One of four marks rises by one of four steps: 6.25 points, on every text.
    assert notes[2] == (
        "judge: with text and article swapped the marks move by +6.2 points (95%: +6.2 to +6.2)"
    )
    # faithful rises and readable falls with each word: their mean does not move.
    assert values[:, 0].tolist() == [0.5, 0.75, 1.0] and values[:, 2].tolist() == [0.5, 0.25, 0.0]
    assert not [note for note in notes if "correlate" in note]
    assert "spread by 4.4 points" in notes[1]


def test_a_bias_of_length_is_reported(server: Server) -> None:
    """The server would print texts of fewer than 30 words; longer texts get lower marks."""
    metric = judge(server)
    items = [Item(Candidate.from_text("word " * n), (), DOCUMENT) for n in (24, 29, 34, 39)]
    metric.values_many(items)
    # The marks fall once: ranks 3.5, 3.5, 1.5, 1.5 against 1, 2, 3, 4. By hand: -4 over the root
    # of 4 times 5.
    assert metric.notes(metric.findings(items))[-1] == (
        "judge: marks and length in words correlate by -0.89 (Spearman) over 4 texts"
    )


@pytest.mark.parametrize(
    ("first", "second", "rho"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: by hand, 4.5 over the root of 4.5 times 5.
        ([1, 2, 2, 9], [1, 2, 3, 4], 4.5 / sqrt(22.5)),
        ([1, 1, 1], [1, 2, 3], None),
        ([1, 2], [1, 2], None),
    ],
)
def test_rank_correlation(first: list[float], second: list[float], rho: float | None) -> None:
    assert rank_correlation(first, second) == (None if rho is None else pytest.approx(rho))


def test_the_columns_and_signature_contain_model_and_prompt(tmp_path: Path) -> None:
    url = "http://localhost:1/v1"
    plain = sk.Judge(url, "small")
    assert [column.name for column in columns_of(plain)] == [
        f"judge.{name}" for name in ("faithful", "complete", "readable", "printable", "spread")
    ]
    assert columns_of(plain)[0].head == "faithful small/p1 ↑"
    assert [column.main for column in plain.columns] == [True] * 4 + [False]
    assert not any(column.needs_reference for column in plain.columns)
    signatures = {str(plain.signature())}
    file = tmp_path / "prompt.txt"
    for number, text in enumerate(("One {material}", "Two {material}")):
        file.write_text(text)
        signatures.add(str(sk.Judge(url, "small", prompt=str(file)).signature()))
        signatures.add(str(sk.Judge(url, "small", prompt=text).signature()))
        assert len(signatures) == number + 2  # a file and its text are the same prompt
    for change in ({"model": "large"}, {"samples": 4}, {"temperature": 0.7}, {"target": "dek"}):
        signatures.add(str(sk.Judge(**{"url": url, "model": "small", **change}).signature()))
    assert len(signatures) == 7
    # The server's address and the settings of the requests do not change values.
    moved = sk.Judge("http://elsewhere/v1", "small", timeout=5.0, concurrency=2, cache="kept")
    assert str(moved.signature()) == str(plain.signature())


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("judge", "parameter url is empty"),
        ("judge:url=http://localhost:1", "parameter model is empty"),
        ("judge:url=http://localhost:1,model=m,prompt=Judge {article}", "unknown placeholder"),
        ("judge:url=http://localhost:1,model=m,target=poem", "target"),
        ("judge:url=http://localhost:1,model=m,prefix=a|b", "is not a name"),
        ("judge:url=http://localhost:1,model=m,samples=0", "samples"),
    ],
)
def test_what_is_refused(spec: str, reason: str) -> None:
    with pytest.raises(UsageError, match=re.escape(reason)) as caught:
        metric_of(spec)
    assert "\n" not in str(caught.value)


def spec(server: Server, **more: object) -> str:
    tail = "".join(f",{name}={value}" for name, value in more.items())
    return f"judge:url={server.url},model=good{tail}"


def test_compare_with_two_judges(
    server: Server, summkit_command: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, _ = summkit_command(
        *("compare", SAMPLES, "--for", "dek", "--limit", "4", "--resamples", "10"),
        *("--workers", "1", "--metric", spec(server), "--metric", spec(server, prefix="second")),
    )
    assert status == 0
    flat = " ".join(out.split())
    assert "judge.faithful|model:good|prompt:p1|target:text|samples:2" in flat.replace(" ", "")
    assert "with text and article swapped the marks move by" in flat
    # Both have the same questions, and each is sent once: 4 systems, 4 articles, 2 orders.
    assert len(server.asked) <= 40


def test_score_and_check(
    server: Server,
    summkit_command: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"id": f"n{n}", "body": f"Bridge {n} is shut. It is very old."} for n in range(12)]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def texts(text: str) -> None:
        written = [{"id": f"n{n}", "text": f"{text} {n}."} for n in range(12)]
        (tmp_path / "deks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in written))

    # 9 words and the number: the marks are 1, 3 (4 read first), 5 and true.
    texts("A bridge was shut today because it is old")
    result = sk.score("deks.jsonl", articles="news.jsonl", metrics=[judge(server)])
    assert result.columns["judge.faithful"].mean == 0.0
    assert result.columns["judge.complete"].mean == 0.625
    status, out, _ = summkit_command(
        *("score", "deks.jsonl", "--articles", "news.jsonl", "--metric", spec(server))
    )
    assert status == 0 and "62.50" in out
    config = f"""
[check]
corpora = ["news.jsonl"]
target = "dek"
metrics = ["{spec(server)}"]
margin = 5
[check.systems.assistant]
outputs = "deks.jsonl"
"""
    (tmp_path / "summkit.toml").write_text(config)
    asked = len(server.asked)
    status, _, said = summkit_command("check")
    assert status == 2 and "check.metrics names a language model, which was not asked" in said
    assert len(server.asked) == asked
    assert (
        summkit_command("check", "--config", "summkit.toml", "--update")[0] == 3
    )  # the first baseline
    assert summkit_command("check", "--config", "summkit.toml")[0] == 0
    # 6 words: readable falls from 5 to 4.
    texts("A bridge was shut today")
    status, out, _ = summkit_command("check", "--config", "summkit.toml")
    assert status == 1 and "readable good/p1" in " ".join(out.split())
    # Another prompt makes another judge, whose values are not comparable.
    (tmp_path / "summkit.toml").write_text(
        config.replace("model=good", "model=good,prompt=JSON of {material}")
    )
    status, out, said = summkit_command("check", "--config", "summkit.toml")
    assert status not in (0, 1) and "prompt" in out + said
