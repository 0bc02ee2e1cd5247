"""Typical first uses of summkit in another program: values, names, messages."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import summkit as sk
from summkit.cli import front
from summkit.cli.app import main
from summkit.errors import counted

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt, the mayor said."
MARKED = "<p>A fire broke out in Ostrava &amp; Brno.</p><p>Nobody was <b>hurt</b>.</p>"
BODY = "A fire broke out in Ostrava & Brno.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "article",
    [
        sk.Article.from_text(MARKED),
        sk.Article.from_text(MARKED, headline="Fire"),
        sk.Article.from_text(f"\n  {MARKED}"),
        sk.summarise(MARKED).document.article,
        sk.analyse(MARKED).article,
        sk.Article.from_dict({"body": MARKED}),
    ],
)
def test_html_in_a_string_is_read_as_html_wherever_a_text_is_taken(article: sk.Article) -> None:
    assert article.body == BODY


FIRE = "A fire broke out in Ostrava on Monday & Tuesday.\n\nNobody was hurt, 5 > 3."


@pytest.mark.parametrize(
    "text",
    [
        "A <b>fire</b> broke out in Ostrava on Monday &amp; Tuesday.<br/>"
        "Nobody was hurt, 5 &gt; 3.",
        "A fire broke out in <a href='x'>Ostrava</a> on Monday &amp; Tuesday.\n\n"
        "Nobody was <em>hurt</em>, 5 &gt; 3.",
        "A fire broke out in Ostrava on Monday &amp; Tuesday.</p><p>Nobody was hurt, 5 &gt; 3.</p>",
        "A fire broke out in **Ostrava** on <i>Monday</i> & Tuesday.\n\n> Nobody was hurt, 5 > 3.",
    ],
)
@pytest.mark.parametrize("headline", [None, "Blaze"])
def test_markup_inside_of_a_text_is_never_printed(text: str, headline: str | None) -> None:
    assert sk.Article.from_text(text, headline=headline).body == FIRE


def test_a_text_that_only_begins_with_an_angle_bracket_stays_a_text() -> None:
    text = "<Name withheld> said that nobody was hurt."
    assert sk.Article.from_text(text).body == text


def test_an_empty_page_is_reported_like_an_empty_text() -> None:
    for page in ("", " \n", b"\n"):
        with pytest.raises(sk.InputError, match="the page is empty: there is nothing"):
            sk.Article.from_html(page)


class NAType:
    """Imitates pandas.NA, so that this test does not need pandas."""


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("id", np.int64(7), "id", "7"),
        ("headline", NAType(), "headline", None),
        ("headline", np.str_("Fire"), "headline", "Fire"),
        ("references", np.array(["Fire.", "A fire."]), "references", (("Fire.",), ("A fire.",))),
        ("summary", ("Fire.", "None hurt."), "references", (("Fire.", "None hurt."),)),
    ],
)
def test_a_row_of_numpy_and_pandas_is_a_record(
    field: str, value: object, attribute: str, expected: object
) -> None:
    article = sk.Article.from_dict({"body": TEXT, field: value})
    assert getattr(article, attribute) == expected


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: sk.Article.from_dict(5),  # type: ignore[arg-type]
            "`record` takes a mapping such as a dict, not 5 (int)",
        ),
        (
            lambda: sk.summarise(letter for letter in TEXT),  # type: ignore[arg-type]
            "`article` takes a text, a path, an address, a record, an Article or a Document, not a "
            "value of type generator: give one article, or all of them to System(...).stream()",
        ),
        (
            lambda: sk.summarise(None),  # type: ignore[arg-type]
            "`article` takes a text, a path, an address, a record, an Article or a Document, not "
            "None",
        ),
        (
            lambda: sk.compare([sk.Article(TEXT, dek="Fire")], [None], target="dek"),  # type: ignore[list-item]
            "`systems` takes a list of systems, such as ['lexrank'], not [None] (list)",
        ),
        (
            lambda: sk.compare([sk.Article(TEXT)], target="dek"),
            "nothing to compare: the article does not have a dek: name its field with "
            "Article(dek=...), or choose another `against`, or a `metric` that needs no "
            "reference, such as support",
        ),
        (lambda: sk.create("lexrnk"), "method 'lexrnk' does not exist: did you mean lexrank?"),
        (
            lambda: sk.compare("x.jsonl", mapping={"dek": ["a", "b"]}),
            "mapping['dek'] takes one column; only references take several",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:1 article left out")
def test_a_mistake_gives_one_line_without_memory_addresses(call: Any, message: str) -> None:
    with pytest.raises(sk.UsageError) as caught:
        call()
    said = str(caught.value).replace("lexrank or textrank or sumy:lex-rank", "lexrank")
    assert said == message


def test_an_error_can_be_printed_whatever_a_file_is_called() -> None:
    with pytest.raises(sk.InputError) as caught:
        next(iter(sk.read("half \ud800 name.txt")))
    assert str(caught.value).encode("utf-8").startswith(b"half \\ud800 name.txt: ")


def test_a_warning_names_the_line_of_the_caller() -> None:
    articles = [sk.Article(TEXT, id="a", dek="Fire"), sk.Article(TEXT, id="b")]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sk.compare(articles, target="dek", metrics=["rouge:types=1"], resamples=10)
    assert [(Path(each.filename).name, str(each.message)) for each in caught] == [
        (Path(__file__).name, "1 article left out: no dek")
    ]


def test_a_repr_shows_the_changed_parameters() -> None:
    assert repr(sk.LexRank()) == "LexRank()"
    assert repr(sk.LexRank(0.3)) == "LexRank(threshold=0.3)"
    assert repr(sk.Budget(words=30, ratio=0.2)) == "Budget(words=30, ratio=0.2)"
    assert repr(sk.System("newsrank", words=30)) == "System(NewsRank(), 'summary', words=30)"


def test_an_explanation_prints_as_a_sentence() -> None:
    reasons = (sk.Reason("early", "comes early", 1.0, 0.5), sk.Reason("length", "is long", 1.0, -2))
    one = sk.Explanation(0, 1, 4, 2.5, reasons)
    words = "ranked 1 of 4 (score 2.500). Ranked higher: comes early (+0.50). Ranked lower: "
    assert str(one) == f"{words}is long (-2.00)."
    assert repr(one) == "Explanation(1 of 4, score 2.500, 2 reasons)"
    assert str(sk.Explanation(0, 1, 4, 2.5, ())) == "ranked 1 of 4 (score 2.500)"


def test_counts_of_one_are_singular() -> None:
    score = sk.score(["Fire."], ["Fire."], metrics=["rouge:types=1"], language="en")
    assert str(score).startswith("candidates: 1 text\n")
    assert [counted(n, "text") for n in (0, 1, 1204)] == ["0 texts", "1 text", "1,204 texts"]


CORPUS = [
    {"key": "a", "body": TEXT, "first": "A fire broke out.", "second": "Nobody was hurt."},
    {"key": "b", "body": TEXT, "first": "Fire in Ostrava.", "second": None},
]


SEVERAL = "ignore:rouge. . of . texts have several references"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in CORPUS), "utf-8")
    return file


@pytest.mark.filterwarnings(SEVERAL)
def test_references_may_be_in_several_columns(corpus: Path) -> None:
    mapping = {"references": ["first", "second"], "id": "key"}
    expected = [(("A fire broke out.",), ("Nobody was hurt.",)), (("Fire in Ostrava.",),)]
    assert [each.references for each in sk.read(corpus, mapping=mapping)] == expected
    comparison = sk.compare(
        corpus, mapping=mapping, sentences=1, metrics=["rouge:types=1"], resamples=10
    )
    # Each of the first article's sentences is one of its references; the lead is the first.
    assert comparison.run.articles == ("a", "b")


def compared(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    line = ["summkit", "compare", *map(str, words), "--metric", "rouge:types=1", "--workers", "1"]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "argv", line)
        main()
    out, said = capsys.readouterr()
    return int(ended.value.code or 0), out, said


def test_map_is_repeatable_and_systems_have_names(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several = ["--map", "references=first,references=second", "--map", "id=key"]
    named = ["--system", "mine=lexrank:threshold=0.3", "--system", "luhn", "--sentences", "1"]
    status, out, said = compared(capsys, corpus, *several, *named, "--format", "csv")
    assert (status, said.count("\n")) == (0, 1)  # of the references
    systems = [line.split(",")[0] for line in out.splitlines()[1:]]
    assert systems == ["lead", "random", "mine", "luhn", "oracle"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--map", "dek=first", "--map", "dek=second"],
            "field 'dek' is mapped twice: only references take several columns",
        ),
        (["--system", "lead=lexrank"], "two systems are called 'lead'"),
        (["--system", "a=luhn", "--system", "a=lsa"], "two systems are called 'a'"),
        (["--system", "=lexrank"], "--system =lexrank: takes NAME=METHOD, as in mine=lexrank"),
        (["--system", "mine=lexrnk"], "method 'lexrnk' does not exist: did you mean lexrank"),
        (
            ["--target", "dek"],
            "nothing to compare: none of 2 articles has a dek: name its field with "
            "--map dek=FIELD, or choose another --against",
        ),
    ],
)
def test_mistyped_options_are_reported_with_a_correction(
    corpus: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    status, out, said = compared(capsys, corpus, *words)
    assert (status, out) == (2, "")
    assert message in said


def test_an_id_may_be_called_otherwise_in_each_file(tmp_path: Path) -> None:
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    texts.write_text('{"id": "a", "prediction": "Fire."}\n{"id": "b", "prediction": "Rain."}\n')
    gold.write_text('{"key": "b", "gold": "Rain."}\n{"key": "a", "gold": "Smoke."}\n')
    score = sk.score(texts, gold, mapping={"id": "key"}, metrics=["rouge:types=1"], language="en")
    assert score.rouge1.values.tolist() == [1.0, 0.0]  # of b and a
    with pytest.raises(sk.UsageError, match="no field 'kye' to map as the id, and no other field"):
        sk.score(texts, gold, mapping={"id": "kye"})


@pytest.mark.filterwarnings("ignore:theirs. 2 of 3 ids match")
def test_a_report_says_a_remark_once_and_settings_in_words(tmp_path: Path) -> None:
    articles = [sk.Article(TEXT, id=each, dek="Fire in Ostrava") for each in "abc"]
    comparison = sk.compare(
        articles,
        [sk.System(sk.LexRank(0.3), "dek", words=8, name="mine")],
        target="dek",
        words=8,
        outputs={"theirs": {"a": "Fire", "b": "Fire"}},
        metrics=["rouge:types=1"],
        resamples=10,
    )
    comparison.to_html(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("has no text for 1 of these 3 articles (c)") == 1
    assert "<dt>mine</dt><dd>lexrank, threshold 0.3, at most 8 words</dd>" in page
    for noise in ("<code>null</code>", "<code>[]</code>", "Besides"):
        assert noise not in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["summarise", "--traget", "dek", "x.txt"],
            "option --traget does not exist (did you mean --target?): see summkit summarise --help",
        ),
        (["summarise", "x.txt", "--words"], "--words needs a value: see summkit summarise --help"),
        (["compare"], "CORPUS|RUN is missing: see summkit compare --help"),
        (
            ["summarise"],
            "PATH|URL|- is missing; for standard input write -: see summkit summarise --help",
        ),
        (
            ["summarise", "--max-words", "9", "x.txt"],
            "option --max-words does not exist (did you mean --words?): see summkit summarise "
            "--help",
        ),
        (
            ["score", "x.txt", "--refs", "y.txt"],
            "option --refs does not exist (did you mean --references?): see summkit score --help",
        ),
        (
            ["compare", "x.jsonl", "--json"],
            "option --json does not exist: write --format json; see summkit compare --help",
        ),
        (
            ["score", "x.txt", "y.txt"],
            "'y.txt' is one too many (write --references before each file of references): "
            "see summkit score --help",
        ),
        (
            ["headline", "x.txt", "Fire in a mill"],
            "'Fire in a mill' is one too many (write --candidate before each headline to judge): "
            "see summkit headline --help",
        ),
        (
            ["headline", "x.txt", "Fire in a mill", "-l", "en", "A mill burns"],
            "'Fire in a mill', 'A mill burns' are 2 too many (write --candidate before each "
            "headline to judge): see summkit headline --help",
        ),
        (
            ["summarise", "--alternatives", "0", "x.txt"],
            "--alternatives 0 is not allowed: takes a whole number of 1 or more",
        ),
        (
            ["summarise", "--alternatives", "x", "x.txt"],
            "--alternatives x is not allowed: takes a whole number of 1 or more",
        ),
        (
            ["desk", "--port", "99999"],
            "--port 99999 is not allowed: takes a whole number of 0 or more, at most 65,535",
        ),
        (
            ["evaluate", "x"],
            "command 'evaluate' does not exist (did you mean compare?): see summkit --help",
        ),
        (
            ["summarise", "--target", "standfirst", "x.txt"],
            "--target standfirst does not exist (did you mean dek?): choose one of headline, lede, "
            "dek, summary, push, social, all",
        ),
    ],
)
def test_errors_of_typer_get_summkits_messages(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["summkit", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (2, f"summkit: error: {message}\n")


def test_a_title_says_one_sentence(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapped = ["--map", "references=first"]
    _, out, _ = compared(capsys, corpus, *mapped, "--sentences", "1")
    assert out.splitlines()[0] == "summary: 2 articles, against the summary, at most 1 sentence"
    _, out, _ = compared(capsys, corpus, *mapped, "--ratio", "0.5", "--limit", "1")
    assert out.startswith("summary: 1 article, against the summary, at most 50% of the sentences\n")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["help"], "Usage: summkit [OPTIONS] COMMAND"),
        (["help", "score"], "Usage: summkit score [OPTIONS]"),
        (["-V"], f"summkit {sk.__version__} ("),
    ],
)
def test_help_and_version_have_other_spellings(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    begins: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["summkit", *words])
    with pytest.raises(SystemExit) as ended:
        front.main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(begins)


def test_a_file_without_a_command_is_answered_by_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    article = tmp_path / "my article.txt"
    article.write_text(TEXT, encoding="utf-8")
    for typed, shown in ((str(article), f"'{article}'"), ("https://x.org/a", "https://x.org/a")):
        monkeypatch.setattr(sys, "argv", ["summkit", typed])
        with pytest.raises(SystemExit):
            main()
        said = capsys.readouterr().err
        assert f"(to summarise it, write summkit summarise {shown})" in said


def test_sentences_and_summaries_print_as_their_text() -> None:
    summary = sk.summarise(TEXT, sentences=1)
    first = "A fire broke out in Ostrava on Monday."
    assert f"{summary:.6}|{summary.sentences[0]}|{summary.document.sentences[0]}" == (
        f"A fire|{first}|{first}"
    )
    assert repr(summary.sentences[0]).startswith("ChosenSentence(index=0, start=0")
