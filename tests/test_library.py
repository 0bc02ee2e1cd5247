"""The public API: accepted values, refused values, and the display of objects."""

from __future__ import annotations

import json
import pickle
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import summkit as sk
from summkit.targets import TARGETS

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "strait-patrols.txt"
CORPUS = ROOT / "samples" / "articles.jsonl"
TEXT = (
    "A fire broke out in a mill in Ostrava on Monday. Nobody was hurt, the fire brigade said. "
    "The mill by the river had stood empty for nine years before the council bought it."
)


def first_words(text: str) -> str:
    return " ".join(text.split()[:5])


def test_every_public_name_is_there_and_listed() -> None:
    assert dir(sk) == sorted(sk.__all__)
    for name in sk.__all__:
        assert getattr(sk, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'sumarise'"):
        _ = sk.sumarise  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [str, Path])
def test_one_article_of_a_text_a_path_an_article_a_document(kind: type) -> None:
    article = next(iter(sk.read(SAMPLE)))
    texts = {
        str(sk.summarise(each, "dek", words=30))
        for each in (kind(SAMPLE), article, sk.analyse(article), SAMPLE.read_text("utf-8"))
    }
    assert len(texts) == 1
    assert len(texts.pop().split()) <= 30


def test_a_text_on_one_line_is_a_text_and_a_missing_file_is_said() -> None:
    assert str(sk.summarise("Rain fell on the town all day.")) == "Rain fell on the town all day."
    with pytest.raises(sk.InputError, match=r"page\.html: there is no such file"):
        sk.summarise("page.html")
    with pytest.raises(OSError, match="no such file"):
        next(iter(sk.read("/nowhere/page.txt")))
    with pytest.raises(sk.InputError, match="more than one article"):
        sk.summarise(CORPUS)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: sk.Budget(words=True), "`words` takes a whole number"),
        (lambda: sk.Budget(words=60.5), "`words` takes a whole number"),  # type: ignore[arg-type]
        (lambda: sk.Budget(words="60"), "`words` takes a whole number"),  # type: ignore[arg-type]
        (lambda: sk.Budget(ratio=True), "`ratio` takes a number"),
        (lambda: sk.System("lead", "dek", 60), "`budget` takes a Budget"),  # type: ignore[arg-type]
        (lambda: sk.System(3), "`method` takes the name of a method"),  # type: ignore[arg-type]
        (lambda: sk.System("lead", 3), "`target` takes one of"),  # type: ignore[arg-type]
        (lambda: sk.analyse(None), "`article` takes an Article, a text or a record"),  # type: ignore[arg-type]
        (lambda: sk.Article(None), "`body` takes a text"),  # type: ignore[arg-type]
        (lambda: sk.Article("", headline=3), "`headline` takes a text or None"),  # type: ignore[arg-type]
        (lambda: sk.Article.from_text(b"A"), "`text` takes a string"),  # type: ignore[arg-type]
        (lambda: sk.Article.from_html(3), "`page` takes a string or bytes"),  # type: ignore[arg-type]
        (lambda: sk.summarise(["A text."]), "`article` takes a text, a path"),  # type: ignore[arg-type]
        (lambda: sk.create(7), "`name` takes the name of a method"),  # type: ignore[arg-type]
        (lambda: sk.LexRank(threshold="0.1"), "threshold='0.1' is not allowed"),  # type: ignore[arg-type]
        (lambda: sk.compare(CORPUS, "lead"), "`systems` takes a list of systems"),  # type: ignore[arg-type]
        (lambda: sk.compare(7, ["lead"]), "`corpus` takes a file"),  # type: ignore[arg-type]
        (lambda: sk.check(7, 7), "`run` takes a Run"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_type_is_a_type_error_where_it_is_given(
    wrong: Callable[[], object], words: str
) -> None:
    with pytest.raises(TypeError, match=words) as raised:
        wrong()
    assert isinstance(raised.value, sk.UsageError)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: sk.System("lexrnk"), "did you mean lexrank"),
        (lambda: sk.System("lead", "lead"), "did you mean lede"),
        (lambda: sk.create("lexrank", treshold=0.2), "parameter 'treshold' does not exist"),
        (lambda: sk.LexRank(threshold=2), "threshold=2 is not allowed"),
        (lambda: sk.Budget(words=0), "`words` takes a whole number of at least 1"),
        (lambda: sk.Budget(), "a budget needs at least one"),
        (lambda: sk.System("lead", budget=sk.Budget(words=3), words=4), "are both given"),
        (lambda: sk.analyse(TEXT, "klingon-language"), "is not known"),
        (lambda: sk.read(SAMPLE, on_error="ignore"), "`on_error` takes one of raise"),  # type: ignore[call-overload]
        (lambda: sk.System("lead").summarise(sk.Article("")), "the body is empty"),
    ],
)
def test_a_wrong_value_is_refused_where_it_is_given(
    wrong: Callable[[], object], words: str
) -> None:
    with pytest.raises((ValueError, OSError), match=words) as raised:
        wrong()
    assert isinstance(raised.value, sk.SummkitError)
    assert "\n" not in str(raised.value)


def test_everything_shows_on_one_short_line() -> None:
    article = next(iter(sk.read(SAMPLE)))
    document = sk.analyse(article)
    system = sk.System(sk.LexRank(threshold=0.2), "dek", words=30)
    summary = system.summarise(document)
    comparison = sk.compare([article], target="dek", words=30, resamples=50)
    shown = [article, document, system, summary, comparison, comparison.run, sk.Budget(words=3)]
    for each in [*shown, sk.check(comparison.run, comparison.run), sk.score(["A."], ["A."])]:
        assert len(repr(each)) < 200, repr(each)
        assert "\n" not in repr(each)
    assert "<mark" in summary._repr_html_()
    assert "<table" in comparison._repr_html_()


def test_summaries_are_values() -> None:
    system = sk.System("newsrank", "dek", words=30)
    first, second = system.summarise(TEXT), system.summarise(TEXT)
    assert first == second
    assert {first, second} == {first}
    assert pickle.loads(pickle.dumps(first)) == first
    assert hash(system) == hash(sk.System("newsrank", "dek", words=30))
    with pytest.raises(AttributeError):
        system.target = "lede"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        system.summariser.model = "x"  # type: ignore[attr-defined]


def test_a_summary_is_the_row_of_the_command_line() -> None:
    row = sk.summarise(SAMPLE, "dek", words=30, method="lead").to_dict()
    assert json.loads(json.dumps(row)) == row
    assert row["target"] == "dek"
    body = sk.summarise(SAMPLE).document.body
    for sentence in row["sentences"]:
        assert body[sentence["start"] : sentence["end"]] == sentence["text"]


def test_reasons_are_data() -> None:
    for explanation in sk.summarise(SAMPLE, "dek", words=30).explain():
        assert 1 <= explanation.place <= explanation.of
        assert explanation.reasons
        for reason in explanation.reasons:
            assert reason.contribution == pytest.approx(reason.value * reason.weight)
    assert sk.summarise(SAMPLE, method="lead").explain()[0].reasons == ()


class ByLength:
    """An object with `score`, without the base class."""

    def score(self, document: sk.Document) -> list[int]:
        return [len(sentence.text) for sentence in document.sentences]


@dataclass(frozen=True)
class Frozen(sk.Summariser):
    """Decorated in the same way as plug-ins of the first version."""

    power: float = sk.parameter(1.0, "Exponent.", low=0.0)
    plain: int = 3

    def score(self, document: sk.Document) -> list[float]:
        return [len(sentence.text) ** self.power for sentence in document.sentences]


@dataclass
class Loose(sk.Summariser, name="loose"):
    """Decorated without freezing."""

    power: float = 1.0

    def score(self, document: sk.Document) -> list[float]:
        return [len(sentence.text) ** self.power for sentence in document.sentences]


@pytest.mark.parametrize(
    "method",
    [
        ByLength(),
        ByLength,
        Frozen(),
        Frozen,
        Loose(power=2.0),
        lambda document: [len(sentence.text) for sentence in document.sentences],
    ],
)
def test_any_object_that_scores_sentences_is_a_method(method: Any) -> None:
    longest = max(sk.analyse(TEXT).sentences, key=lambda sentence: len(sentence.text))
    assert str(sk.summarise(TEXT, sentences=1, method=method)) == longest.text


def test_parameters_of_any_dataclass_are_checked_and_listed() -> None:
    from summkit.parameters import parameters_of

    assert [each.name for each in parameters_of(Frozen)] == ["power", "plain"]
    with pytest.raises(ValueError, match="takes a number of at least 0"):
        Frozen(power=-1.0)
    with pytest.raises(TypeError, match="plain='3' is not allowed"):
        Frozen(plain="3")  # type: ignore[arg-type]
    assert Frozen(power=2.0).changed_parameters() == {"power": 2.0}
    assert Frozen.name == "frozen"


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (first_words, "A fire broke out in"),
        (lambda text: text[:6], "A fire"),
        (lambda article: article.body[:6], "A fire"),
        (lambda document: document.body[:6], "A fire"),
        (lambda document: ["A fire.", "A mill."], "A fire. A mill."),
        (lambda document: "", ""),
    ],
)
def test_a_function_of_a_text_an_article_or_a_document(function: Any, text: str) -> None:
    assert str(sk.summarise(TEXT, method=function)) == text


@pytest.mark.parametrize("answer", [3, None, [1.0], ["a", 2], {"a": 1}])
def test_a_function_that_returns_a_wrong_type_is_refused(answer: object) -> None:
    with pytest.raises(sk.UsageError, match="the function must return a text, a list of sentences"):
        sk.summarise(TEXT, method=lambda document: answer)


@pytest.mark.parametrize(
    ("scores", "words"),
    [([1.0], "1 numbers for 3 sentences"), ([float("nan")] * 3, "not finite"), (["a"] * 3, "no")],
)
def test_a_method_that_scores_wrongly_is_named(scores: Any, words: str) -> None:
    class Broken(sk.Summariser, name="broken"):
        def score(self, document: sk.Document) -> Any:
            return scores

    with pytest.raises(sk.InputError, match=f"method broken: .*{words}"):
        sk.summarise(TEXT, method=Broken())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_of_summaries_is_in_order_whatever_the_workers(workers: int) -> None:
    system = sk.System("lexrank", "lede")
    articles = [
        sk.Article(f"Fire {n} broke out in a mill on Monday. It rained.", id=str(n))
        for n in range(70)
    ]
    texts = [str(summary) for summary in system.stream(articles, workers=workers)]
    assert texts == [f"Fire {n} broke out in a mill on Monday." for n in range(70)]


def test_a_stream_reports_articles_that_cannot_be_summarised() -> None:
    system = sk.System("lead", "lede")
    articles = [
        sk.Article("Rain fell on the town all day."),
        sk.Article(""),
        sk.Article("Snow fell there too."),
    ]
    with pytest.raises(sk.InputError, match="the body is empty"):
        list(system.stream(articles))
    assert [type(each).__name__ for each in system.stream(articles, on_error="yield")] == [
        "Summary",
        "Failure",
        "Summary",
    ]
    with pytest.warns(UserWarning, match="1 article could not be summarised"):
        assert len(list(system.stream(articles, on_error="skip"))) == 2


def test_compare_and_check_take_many_kinds_of_input(tmp_path: Path) -> None:
    articles = list(sk.read(CORPUS))
    outputs = {article.id: article.dek for article in articles}
    comparison = sk.compare(
        articles,
        [sk.System("lexrank", "dek", words=30), sk.LexRank(threshold=0.3), first_words],
        target="dek",
        words=30,
        metrics=["rouge:types=1", sk.Length()],
        outputs={"editors": outputs, "lines": [article.headline or "" for article in articles]},
        resamples=100,
    )
    assert {"lexrank", "lexrank:threshold=0.3", "first_words", "editors", "lines"} < set(
        comparison.systems
    )
    assert comparison.best("rouge1.f") == ("editors",)
    assert "R-1" in str(comparison)
    path = tmp_path / "run.json"
    comparison.run.save(path)
    assert sk.load_run(path) == comparison.run
    assert sk.check(path, comparison.run, margin=1.0).status == "pass"
    frame = comparison.run.to_frame()
    assert len(frame) == len(articles) * len(comparison.systems)
    comparison.to_html(tmp_path / "report.html")
    assert "<!doctype html>" in (tmp_path / "report.html").read_text("utf-8")


def test_compare_warns_of_what_does_not_match() -> None:
    articles = list(sk.read(CORPUS))
    half = {article.id: article.dek for article in articles[:9]} | {"x1": "A text."}
    with pytest.warns(
        UserWarning, match=r"half: 9 of 19 ids match; missing: .*not in the corpus: x1"
    ):
        comparison = sk.compare(
            articles, target="dek", metrics=["rouge:types=1"], outputs={"half": half}, resamples=50
        )
    assert comparison.best("rouge1.f") != ("half",)
    (remark,) = comparison.run.header.remarks["half"]
    assert remark.startswith("has no text for 10 of these 19 articles (")
    assert remark.endswith("...): they are not counted in its mean; an empty text counts as 0")
    with pytest.raises(sk.UsageError, match="none of its 1 ids is in the corpus"):
        sk.compare(articles, target="dek", outputs={"wrong": {"x": "A."}}, resamples=50)
    with pytest.raises(sk.UsageError, match="1 text without ids for 19 articles"):
        sk.compare(articles, target="dek", outputs={"short": ["A."]}, resamples=50)


def test_empty_and_long_outputs_are_marked_in_every_table() -> None:
    articles = list(sk.read(CORPUS))
    texts = {article.id: article.headline for article in articles}
    texts[articles[0].id] = ""
    texts[articles[1].id] = "word " * 40
    comparison = sk.compare(
        articles, target="dek", metrics=["rouge:types=1"], outputs={"gpt": texts}, resamples=50
    )
    remarks = comparison.run.header.remarks["gpt"]
    assert remarks == (
        "wrote nothing, which counts as 0, for 1 of these 19 articles",
        "is over the budget in 1 of these 19 articles",
    )
    for drawn in (str(comparison), comparison.to_markdown(), comparison.to_latex()):
        assert "wrote nothing" in drawn
        assert "over the budget" in drawn


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sk.summarise(SAMPLE, "headline")
    assert capfd.readouterr() == ("", "")


def test_alternatives_begin_with_the_summary_and_differ() -> None:
    text = (
        "A fire broke out in a mill in Ostrava on Monday, the police said in a statement. "
        "Nobody was hurt in it. The mayor, who had been away, came back on Tuesday. "
        "The mill belongs to the city, and made paper until 1990."
    )
    for target in TARGETS:
        system = sk.System(target=target, words=9)
        found = system.alternatives(text, 3)
        assert str(found[0]) == str(system.summarise(text))
        texts = [str(each) for each in found]
        assert 1 <= len(set(texts)) == len(texts) <= 3
        assert all(each.words <= 9 for each in found)
    ledes = sk.System(target="lede").alternatives(text, 9)
    assert sorted(each.sentences[0].index for each in ledes) == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["refer\nences", "a\x1b[31m", "b\u2028c", "d\x85\re"])
def test_an_error_is_one_line_whatever_a_field_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "1", name: "A fire."}) + "\n", "utf-8")
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "1", name: "A fire."}) + "\n", "utf-8")
    with pytest.raises(sk.SummkitError, match="no field is recognised") as caught:
        sk.score(tmp_path / "c.jsonl", tmp_path / "r.jsonl")
    assert str(caught.value).isprintable()
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert str(sk.UsageError(name)).isprintable()


@pytest.mark.parametrize("of", [str, Path])
def test_stream_takes_the_name_of_a_source_as_read_does(of: Any, tmp_path: Path) -> None:
    system = sk.System("lead", target="lede")
    for name in (CORPUS, SAMPLE, ROOT / "samples"):
        wanted = [
            str(each) for each in system.stream(sk.read(name, on_error="yield"), on_error="skip")
        ]
        assert wanted
        assert [str(each) for each in system.stream(of(name), on_error="skip")] == wanted
    with pytest.raises(sk.InputError, match=r"nope\.jsonl: there is no such file"):
        list(system.stream(of(tmp_path / "nope.jsonl")))
    with pytest.raises(sk.UsageError, match=r"not 'A mill burned\.'.*write \['A mill burned\.'\]"):
        system.stream("A mill burned.")


def test_a_summary_has_the_length_of_its_text() -> None:
    summary = sk.summarise(TEXT, "lede")
    assert len(summary) == len(str(summary)) == summary.characters


@pytest.mark.parametrize(
    ("function", "wrong"),
    [
        (lambda t: t[:50], "'Document' object is not subscriptable"),
        (lambda t: t.split(), "'Document' object has no attribute 'split'"),
        (lambda t: re.sub("a", "b", t), "expected string or bytes-like object, got 'Document'"),
    ],
)
def test_a_function_with_an_unclear_parameter_gets_advice(function: Any, wrong: str) -> None:
    article = sk.Article("Rain fell all day. The port is shut.", id="a", dek="Rain.")
    with pytest.raises(sk.UsageError) as caught:
        sk.compare([article], [function], target="dek", words=5)
    said = str(caught.value)
    assert wrong in said and "\n" not in said
    assert "name its parameter 't' `text`, or annotate it as `t: str`" in said


def test_a_functions_own_errors_are_not_about_its_parameter() -> None:
    def own(document):  # type: ignore[no-untyped-def]
        return document.sentence[0]

    article = sk.Article("Rain fell all day. The port is shut.", id="a", dek="Rain.")
    with pytest.raises(sk.UsageError) as caught:
        sk.compare([article], [own], target="dek", words=5)
    assert "annotate" not in str(caught.value)


def test_two_functions_without_names_get_advice() -> None:
    article = sk.Article("Rain fell all day. The port is shut.", id="a", dek="Rain.")
    functions = [lambda text: text[:9], lambda text: text[:5]]
    with pytest.raises(sk.UsageError) as caught:
        sk.compare([article], functions, target="dek", words=5)
    assert "summkit.System(f, name='mine'), the mapping {'mine': f}" in str(caught.value)
    named = dict(zip("ab", functions, strict=True))
    assert {"a", "b"} <= set(sk.compare([article], named, target="dek", words=5).systems)


def test_an_unknown_system_or_metric_of_a_comparison_is_an_error() -> None:
    articles = [sk.Article("Rain fell. The port is shut.", id=i, dek="Rain fell.") for i in "ab"]
    paired = sk.compare(articles, ["lexrank"], target="dek", words=5, resamples=100).paired
    assert paired.mean("lexrank", "rouge1") == paired.mean("lexrank", "rouge1.f") is not None
    assert paired.difference("lexrank", "rouge1") == paired.difference("lexrank", "rouge1.f")
    for ask in (paired.mean, paired.difference, paired.second_difference):
        with pytest.raises(
            sk.UsageError, match="'lexrnk' was not compared: did you mean 'lexrank'"
        ):
            ask("lexrnk", "rouge1.f")
        with pytest.raises(
            sk.UsageError, match=r"'rogue1.f' was not compared: did you mean 'rouge1"
        ):
            ask("lexrank", "rogue1.f")


def test_an_unknown_parameter_suggests_only_the_right_one() -> None:
    with pytest.raises(sk.UsageError) as caught:
        sk.score(["a b"], ["a b"], metrics=["rouge:type=1"])
    said = str(caught.value)
    assert said.startswith("rouge: parameter 'type' does not exist: did you mean types? ")
    assert "stem" not in said and len(said) < 200
