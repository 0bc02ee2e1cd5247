"""Typical wrong calls of the library: each ends in one line with the allowed values."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import summkit as sk

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt in the mill. It began at noon."
ARTICLES = [
    sk.Article(TEXT.replace("Ostrava", town), id=str(n), dek=f"Fire in a {town} mill")
    for n, town in enumerate(("Ostrava", "Brno", "Zlin"))
]
TABLE = pd.DataFrame([{"id": each.id, "body": each.body, "dek": each.dek} for each in ARTICLES])
TEXTS = ["Fire in Ostrava", "Fire in Brno", "Fire in Zlin"]
LEAD = sk.System("lead", "dek")


@pytest.fixture(scope="module")
def run() -> sk.Run:
    return sk.compare(ARTICLES, target="dek", resamples=10).run


def compared(**given: Any) -> sk.Comparison:
    return sk.compare(ARTICLES, **{"target": "dek", "resamples": 10, **given})


def scored(candidates: Any = TEXTS, references: Any = TEXTS, **given: Any) -> sk.Score:
    return sk.score(candidates, references, **{"resamples": 10, **given})


SEVERAL = "`articles` takes a list of articles, or what read() gives, not "
SIDES = " takes a list of texts, a mapping of ids to texts or a file, not "
ENGINE = "`engine` takes an engine of summkit.jobs.make_engine(), or None, not 'dask' (str): "
WHOLE = " takes a whole number of at least "
RESAMPLES = "`resamples` takes a whole number from 1 to 1,000,000, not "
ONE = "`article` takes a text, a path, an address, a record, an Article or a Document, not "

CALLS: dict[str, tuple[Callable[[], Any], str]] = {
    # One article.
    "several articles for one": (
        lambda: sk.summarise([TEXT, TEXT]),
        f"{ONE}a value of type list: give one article, or all of them to System(...).stream()",
    ),
    "a table for one": (
        lambda: sk.summarise(TABLE),
        f"{ONE}a value of type DataFrame: give one article, or all of them to System(...).stream()",
    ),
    "a column for one": (
        lambda: sk.summarise(TABLE.body),
        f"{ONE}a value of type Series: give one article, or all of them to System(...).stream()",
    ),
    "an open file of nothing": (
        lambda: sk.summarise(io.StringIO(" ")),
        "the text is empty: there is nothing to read",
    ),
    "bytes of no text": (
        lambda: sk.summarise(b"%PDF-1.7 \0\1\2"),
        "the bytes: ",
    ),
    "a file in the home folder": (
        lambda: sk.summarise("~/news.txt"),
        "~/news.txt: there is no such file or folder (only a shell replaces ~ by the home folder",
    ),
    "a name with a space behind": (
        lambda: sk.summarise("news.txt "),
        "news.txt : there is no such file or folder",
    ),
    "a table to read": (
        lambda: sk.read(TABLE),
        "`source` takes a path, an address or '-', not a value of type DataFrame: records and "
        "texts in memory go to System.stream(), compare() and score() as they are",
    ),
    "a parameter without its value": (
        lambda: sk.summarise(TEXT, method="lexrank:threshold"),
        "method 'lexrank:threshold' does not exist: a parameter is written lexrank:NAME=VALUE",
    ),
    "the name of a file for a text": (
        lambda: LEAD.summarise("news.txt"),
        "news.txt: this is a name and not a text: System(...).stream(name), summkit.read(name) "
        "and summkit.summarise(name) read it",
    ),
    "a folder for an article": (
        lambda: sk.summarise(str(Path(__file__).parent)),
        f"{Path(__file__).parent}: is a folder: read its articles with summkit.read(), "
        "and summarise them with System(...).stream()",
    ),
    "all targets at once": (
        lambda: sk.summarise(TEXT, target="all"),
        "`target` takes a single target, but 'all' means several: write "
        '{t: summkit.summarise(article, t) for t in ("headline", "lede", "dek", "summary")}',
    ),
    "alternatives of one text": (
        lambda: sk.summarise(TEXT, alternatives=3),
        "summarise() has no parameter `alternatives`: "
        "summkit.System(target=target).alternatives(article, 3) writes several",
    ),
    "a language for what has one": (
        lambda: sk.summarise(sk.analyse(TEXT), language="de"),
        "`language` cannot be changed for a Document: give it to analyse(), which makes the "
        "Document",
    ),
    "a path for an article": (
        lambda: LEAD.summarise(Path("a.txt")),
        "`article` takes a Document, an Article, a text or a record, not PosixPath('a.txt') "
        "(PosixPath): "
        "summkit.summarise() takes a path; summkit.read() gives the Articles of a file",
    ),
    "a redundancy of another type": (
        lambda: sk.summarise(TEXT, redundancy=5),
        "`redundancy` takes one of none, trigrams, mmr, not 5 (int)",
    ),
    "words of a fragment": (lambda: sk.Rules(min_words=2.5), f"`min_words`{WHOLE}0, not 2.5"),
    "no count": (lambda: LEAD.alternatives(TEXT, 0), f"`count`{WHOLE}1, not 0"),
    "a count of letters": (lambda: LEAD.alternatives(TEXT, "3"), f"`count`{WHOLE}1, not '3'"),
    "parameters in a list": (
        lambda: sk.create("lexrank", [1]),
        """`parameters` takes a mapping of names to values, such as {"threshold": 0.2}, not [1]""",
    ),
    "a parameter given twice": (
        lambda: sk.System("lexrank:threshold=0.1,threshold=0.2"),
        "lexrank:threshold=0.1,threshold=0.2: threshold is given twice: give it once",
    ),
    "scores in a set": (
        lambda: sk.summarise(TEXT, method=lambda document: {1, 2, 3}),
        "function: returned {1, 2, 3} (set): the function must return a text, a list of ",
    ),
    # Several articles.
    "one text for many": (lambda: LEAD.summarise_many(TEXT), f"{SEVERAL}a value of type str"),
    "a name for many": (
        lambda: LEAD.summarise_many("news.jsonl"),
        f"{SEVERAL}'news.jsonl' (str): stream() and read() take a name",
    ),
    "none for many": (lambda: LEAD.summarise_many(None), f"{SEVERAL}None"),
    "an Article for many": (
        lambda: LEAD.stream(ARTICLES[0]),
        f"{SEVERAL}Article(id='0', 85 characters) (Article): put it in a list",
    ),
    "a mapping for many": (lambda: LEAD.stream({"a": TEXT}), f"{SEVERAL}a value of type dict"),
    "a set for many": (
        lambda: LEAD.summarise_many({TEXT}),
        f"{SEVERAL}a value of type set: a set has no order: give a list",
    ),
    "half a worker": (lambda: LEAD.stream([TEXT], workers=1.5), f"`workers`{WHOLE}1, not 1.5"),
    "an engine by name": (lambda: LEAD.stream([TEXT], engine="dask"), ENGINE),
    "Nothing among articles": (
        lambda: list(LEAD.stream([None])),
        "`article` takes a Document, an Article, a text or a record, not None",
    ),
    "a text to be analysed with many": (
        lambda: sk.analyse_many(TEXT),
        "`articles` takes a list of Articles, not a value of type str: put it in a list",
    ),
    # An article's parts.
    "references that are a number": (
        lambda: sk.Article(TEXT, references=5),
        "`references` takes human summaries, each a tuple of sentences, not 5 (int)",
    ),
    "a reference of numbers": (
        lambda: sk.Article(TEXT, references=[[5]]),
        "`references` takes human summaries, each a tuple of sentences, not [[5]] (list)",
    ),
    "dropped lines of nothing": (
        lambda: sk.Article(TEXT, dropped=None),
        "`dropped` takes a tuple of Dropped, not None",
    ),
    "a headline that is a number": (
        lambda: sk.Article.from_text(TEXT, headline=5),
        "`headline` takes a text or None, not 5 (int)",
    ),
    "a mapping that is a text": (
        lambda: sk.Article.from_dict({"text": TEXT}, mapping="text"),
        "`mapping` takes a dict such as {'body': 'content'}, not 'text' (str)",
    ),
    "a record whose names are numbers": (
        lambda: sk.Article.from_dict({5: TEXT}),
        "`record` takes a mapping whose names are texts, not ",
    ),
    # Scoring.
    "a table of which nothing is a text": (
        lambda: scored(TABLE[["id"]]),
        "`candidates`[0]: no field is recognised as the candidate: the fields are id; name it with "
        "`mapping` candidate=FIELD",
    ),
    "texts in a set": (lambda: scored(TEXTS, set(TEXTS)), f"`references`{SIDES}"),
    "an open file of texts": (
        lambda: scored(io.StringIO(TEXT)),
        f"`candidates`{SIDES}a value of type StringIO: give",
    ),
    "no metric": (lambda: scored(metrics=[]), "`metrics` is empty: there is nothing to measure"),
    "a language that is a number": (
        lambda: scored(language=5),
        '`language` takes a code such as "en", not 5 (int)',
    ),
    "a field that does not exist": (
        lambda: scored(mapping={"text": "a"}),
        "`mapping` has no 'text': it takes candidate, reference, id",
    ),
    "a field of no name": (
        lambda: scored(mapping={"candidate": 5}),
        "`mapping['candidate']` takes the name of a field, not 5 (int)",
    ),
    "options of nothing known": (
        lambda: scored(options=5),
        "`options` takes ReadOptions, not 5 (int)",
    ),
    "a seed of letters": (lambda: scored(seed="a"), f"`seed`{WHOLE}0, not 'a' (str)"),
    "resamples of letters": (lambda: scored(resamples="9"), f"{RESAMPLES}'9' (str)"),
    "more resamples than memory": (lambda: scored(resamples=10**12), f"{RESAMPLES}{10**12}"),
    "a metric's parameter given twice": (
        lambda: scored(metrics=["rouge:types=1,types=2"]),
        "rouge:types=1,types=2: types is given twice: give it once",
    ),
    # Comparing.
    "a text for a corpus": (
        lambda: sk.compare(f"{TEXT}\n{TEXT}"),
        "`corpus` takes a file, a folder, a list of them, articles or records, not a value of type "
        "str: a text goes into a record, as in [{'text': ..., 'dek': ...}]",
    ),
    "a record for a corpus": (
        lambda: sk.compare({"text": TEXT, "dek": "Fire"}),
        "`corpus` takes a file, a folder, a list of them, articles or records, not a value of type "
        "dict: put it in a list",
    ),
    "a corpus of numbers": (
        lambda: sk.compare([1, 2]),
        "`corpus[0]` takes a file, a folder, a list of them, articles or records, not 1 (int)",
    ),
    "a metric without its list": (
        lambda: compared(metrics=sk.Chrf()),
        "`metrics` takes a list of metrics, such as ['rouge:types=1,L'], not Chrf() (Chrf): put it "
        "in a list",
    ),
    "a system without its list": (
        lambda: compared(systems=sk.LexRank()),
        "`systems` takes a list of systems, such as ['lexrank'], not LexRank() "
        "(LexRank): put it in a list",
    ),
    "outputs under a number": (
        lambda: compared(outputs={5: TEXTS}),
        "`outputs` takes names that are texts, not 5 (int)",
    ),
    "outputs in a table": (
        lambda: compared(outputs={"mine": TABLE[["id", "body"]]}),
        "`outputs['mine']`[0]: no field is recognised as the candidate: the fields are id, body;",
    ),
    "too few outputs": (
        lambda: compared(outputs={"mine": TEXTS[:2]}),
        "`outputs['mine']`: 2 texts without ids for 3 articles: texts without ids are matched in",
    ),
    "no article at most": (lambda: compared(limit=0), f"`limit`{WHOLE}1, not 0"),
    "a limit of letters": (lambda: compared(limit="5"), f"`limit`{WHOLE}1, not '5' (str)"),
    "a sample of nothing": (lambda: compared(sample=0), f"`sample`{WHOLE}1, not 0"),
    "half a seed": (lambda: compared(seed=1.5), f"`seed`{WHOLE}0, not 1.5 (float)"),
    "an output of no name": (
        lambda: compared(output=""),
        "`output` takes the path of a file, not ''",
    ),
    "an output that is a number": (
        lambda: compared(output=5),
        "`output` takes the path of a file, not 5 (int)",
    ),
    "workers of letters": (lambda: compared(workers="a"), f"`workers`{WHOLE}1, not 'a' (str)"),
    "a run that is no path": (
        lambda: sk.load_run(None),
        "`path` takes the path of a file, not None",
    ),
    # Training.
    "an archive of nothing": (
        lambda: sk.train(None),
        "`corpus` takes a file, a folder, or a list of articles, not None",
    ),
    "an archive read by letters": (
        lambda: sk.train(ARTICLES, seed="a"),
        f"`seed`{WHOLE}0, not 'a' (str)",
    ),
}


@pytest.mark.parametrize("kind", CALLS)
def test_a_wrong_call_gives_one_line_with_the_allowed_values(kind: str) -> None:
    call, begins = CALLS[kind]
    with pytest.raises(sk.SummkitError) as caught:
        call()
    assert str(caught.value).startswith(begins)
    assert "\n" not in str(caught.value)


GATES: dict[str, tuple[Callable[[sk.Run], Any], str]] = {
    "a score for a run": (
        lambda run: sk.check(scored(), run),
        "`run` takes a Run, a Comparison, or the file of a saved run, not Score(R-1 100.00, "
        "R-2 100.00, R-Lsum 100.00; n=3) (Score)",
    ),
    "margins as the margin": (
        lambda run: sk.check(run, run, margin={"rouge2.f": 2.0}),
        "`margin` takes one number, not {'rouge2.f': 2.0} (dict): give `margins` a mapping",
    ),
    "a column by its short name": (
        lambda run: sk.check(run, run, columns=["rouge1"]),
        "column 'rouge1' is not in the run: did you mean 'rouge1.f'?",
    ),
    "a treatment that does not exist": (
        lambda run: sk.check(run, run, not_enough_data="ignore"),
        "`not_enough_data` takes one of pass, warn, fail, not 'ignore'",
    ),
    "a margin of letters": (
        lambda run: sk.check(run, run, margin="2"),
        "`margin` takes a number of at least 0, not '2' (str)",
    ),
    "a margin that is true": (
        lambda run: sk.check(run, run, margin=True),
        "`margin` takes a number of at least 0, not True (bool)",
    ),
    "a margin below nothing": (
        lambda run: sk.check(run, run, margin=-1),
        "`margin` takes a number of at least 0, not -1",
    ),
    "a margin that is no number": (
        lambda run: sk.check(run, run, margin=float("nan")),
        "`margin` takes a number of at least 0, not nan",
    ),
    "a column's margin of letters": (
        lambda run: sk.check(run, run, margins={"rouge2.f": "2"}),
        "`margins['rouge2.f']` takes a number of at least 0, not '2' (str)",
    ),
    "a level of letters": (
        lambda run: sk.check(run, run, alpha="0.05"),
        "`alpha` takes a number above 0 and below 1, not '0.05' (str)",
    ),
    "a level above 1": (
        lambda run: sk.check(run, run, alpha=5),
        "`alpha` takes a number above 0 and below 1, not 5",
    ),
    "a run saved nowhere": (
        lambda run: run.save(None),
        "`path` takes the path of a file, not None",
    ),
    "a column without its list": (
        lambda run: run.only("rouge2.f"),
        "`columns` takes a list of columns, such as ['rouge2.f'], not 'rouge2.f' (str): write "
        "['rouge2.f']",
    ),
}


@pytest.mark.parametrize("kind", GATES)
def test_a_wrong_call_about_a_run_gives_the_allowed_values(kind: str, run: sk.Run) -> None:
    call, begins = GATES[kind]
    with pytest.raises(sk.UsageError) as caught:
        call(run)
    assert str(caught.value) == begins


def test_an_output_of_the_library_is_none_of_its_inputs(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"text": "A fire broke out. Nobody was hurt.", "dek": "Fire"}\n')
    os.link(corpus, tmp_path / "link.json")
    before = corpus.read_bytes()
    for name in ("corpus.jsonl", "link.json"):
        with pytest.raises(sk.UsageError, match="this would overwrite the input"):
            sk.compare(corpus, target="dek", output=tmp_path / name)
        with pytest.raises(sk.UsageError, match="this would overwrite the input"):
            sk.train(corpus, output=tmp_path / name)
    with pytest.raises(sk.UsageError, match="this would overwrite the input"):
        sk.compare(ARTICLES, target="dek", outputs={"x": corpus}, output=corpus)
    assert corpus.read_bytes() == before


def test_a_corpus_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "A fire broke out. Nobody hurt.", "dek": "Fire"}\n')
    same = tmp_path / ".." / tmp_path.name / "a.jsonl"
    with pytest.raises(sk.UsageError) as caught:
        sk.compare([tmp_path / "a.jsonl", same], target="dek")
    assert str(caught.value) == f"{same} is given twice, and its articles would count twice"


def test_an_output_in_the_folder_of_articles_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "A fire broke out. Nobody hurt.", "dek": "Fire"}\n')
    runs = [
        sk.compare(tmp_path, target="dek", resamples=10, output=tmp_path / "run.json").run
        for _ in range(2)
    ]
    assert [run.header.corpus["articles"] for run in runs] == [1, 1]


def test_the_zero_of_empty_texts_alone_is_no_value() -> None:
    lone = sk.score(["Fire in Ostrava", ""], ["Fire", "Rain"], metrics=["support", "rouge"])
    assert "support.share" not in lone.columns
    assert lone.rouge1.n == 2
    with pytest.raises(sk.UsageError, match="support has no value for any text"):
        sk.score(["Fire in Ostrava", ""], ["Fire", "Rain"], metrics=["support"])


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_outputs_of_summkit_are_scored_without_options(suffix: str, tmp_path: Path) -> None:
    row = {"id": "0", "source": "a", "headline": "H", "dek": "D", "method": "lead", "target": "dek"}
    pd.DataFrame([{**row, "text": "Fire in an Ostrava mill"}]).to_csv(
        tmp_path / "a.csv", index=False
    )
    (tmp_path / "a.jsonl").write_text(json.dumps({**row, "text": "Fire in an Ostrava mill"}))
    assert scored(tmp_path / f"a.{suffix}", {"0": "Fire in an Ostrava mill"}).rouge1.mean == 1
    (tmp_path / "b.jsonl").write_text(json.dumps({**row, "written": {}}))
    with pytest.raises(
        sk.UsageError, match="contains texts of several targets: write one `target`"
    ):
        scored(tmp_path / "b.jsonl", {"0": "x"})


def several_of(kind: str) -> Iterator[str] | Any:
    many = {"generator": iter(TEXTS), "array": np.array(TEXTS), "series": pd.Series(TEXTS)}
    return {**many, "tuple": tuple(TEXTS), "values": dict(enumerate(TEXTS)).values()}[kind]


@pytest.mark.parametrize("kind", ["generator", "array", "series", "tuple", "values"])
def test_whatever_has_an_order_is_a_list(kind: str) -> None:
    assert scored(several_of(kind), TEXTS).rouge1.mean == 1
    assert [str(each) for each in LEAD.stream(several_of(kind))] == TEXTS
