"""Unknown names: the message suggests the name that was probably meant."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest

import summkit as sk

TEXT = "A fire broke out in Ostrava on Monday. Nobody was hurt in the mill. It began at noon."
LIB: Any = sk
ROWS = [{"text": TEXT, "summary": "Fire in a mill"}] * 3


@pytest.mark.parametrize(
    ("call", "name", "meant"),
    [
        (lambda **given: LIB.summarise(TEXT, **given), "max_words", "words"),
        (lambda **given: LIB.summarise(TEXT, **given), "n_sentences", "sentences"),
        (lambda **given: LIB.summarise(TEXT, **given), "sentance", "sentences"),
        (lambda **given: LIB.summarise(**given), "text", "article"),
        (lambda **given: LIB.System("lead", **given), "length", "words"),
        (lambda **given: LIB.Budget(**given), "word", "words"),
        (lambda **given: LIB.LexRank(**given), "treshold", "threshold"),
        (lambda **given: LIB.Rouge(**given), "rouge_types", "types"),
        (lambda **given: LIB.Article(TEXT, **given), "title", "headline"),
        (lambda **given: LIB.score(references=["a"], **given), "predictions", "candidates"),
        (lambda **given: LIB.compare(ROWS, **given), "methods", "systems"),
        (lambda **given: LIB.check("a", "b", **given), "threshold", "margin"),
        (lambda **given: LIB.read(**given), "path", "source"),
        (lambda **given: LIB.train(ROWS, **given), "n_jobs", "workers"),
        (lambda **given: LIB.analyse(**given), "text", "article"),
    ],
)
def test_a_parameter_that_does_not_exist(call: Any, name: str, meant: str) -> None:
    with pytest.raises(TypeError) as caught:
        call(**{name: 1})
    assert isinstance(caught.value, sk.SummkitError)
    said = f"() has no parameter `{name}`: did you mean `{meant}`?"
    assert str(caught.value).endswith(said)


def test_an_unknown_parameter_lists_the_existing_parameters() -> None:
    with pytest.raises(TypeError) as caught:
        LIB.analyse(TEXT, zzzz=1)
    assert str(caught.value) == "analyse() has no parameter `zzzz`: it has article, language"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LIB.summarise(TEXT, "dek", 30), "summarise() takes `article` and `target`"),
        (lambda: LIB.Article(TEXT, "Fire"), "Article() takes `body`"),
        (lambda: LIB.score(["a"], ["b"], ["rouge"]), "score() takes `candidates` and `references`"),
    ],
)
def test_too_many_unnamed_arguments(call: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value).startswith(f"{message} without a name: name the others, as in ")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LIB.summarise(), "summarise() needs `article`: write summarise(article)"),
        (lambda: LIB.score(), "score() needs `candidates`: write score(candidates)"),
        (lambda: LIB.check(margin=2), "check() needs `run` and `baseline`: write check(run, basel"),
        (lambda: LIB.create(), "create() needs `name`: write create(name)"),
        (lambda: LIB.Article(), "Article() needs `body`: write Article(body)"),
        (lambda: LIB.Column(unit="m"), "Column() needs `name`: write Column(name)"),
        (lambda: LIB.System("lead").stream(), "System.stream() needs `articles`: write stream("),
        (
            lambda: LIB.System("lead").alternatives(TEXT),
            "System.alternatives() needs `count`: write alternatives(article, count)",
        ),
        (lambda: LIB.Article.from_html(), "Article.from_html() needs `page`: write from_html("),
        (
            lambda: LIB.System("lead").stream([TEXT], n_jobs=2),
            "System.stream() has no parameter `n_jobs`: did you mean `workers`?",
        ),
    ],
)
def test_a_missing_or_unknown_argument_is_named(call: Any, message: str) -> None:
    with pytest.raises(LIB.ArgumentTypeError) as caught:
        call()
    assert str(caught.value).startswith(message)


def test_a_type_error_of_the_users_own_method_is_not_taken_for_ours() -> None:
    def shorten(text: str, words: int) -> str:
        return text[:words]

    def wrong(document: Any) -> str:
        return shorten(document.body)

    with pytest.raises(
        TypeError, match="missing 1 required positional argument: 'words'"
    ) as caught:
        sk.summarise(TEXT, method=wrong)
    assert not isinstance(caught.value, sk.SummkitError)


@pytest.mark.parametrize(
    ("target", "meant"),
    [("standfirst", "dek"), ("Title", "headline"), ("headlines", "headline"), ("tldr", "summary")],
)
def test_a_target_by_another_name(target: str, meant: str) -> None:
    with pytest.raises(sk.UsageError, match=f"did you mean {meant}"):
        sk.summarise(TEXT, target)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("evaluate", "summkit.compare() compares systems, summkit.score() scores texts"),
        ("headline", "summkit.summarise(text, target) writes one"),
        ("Lexrank", "did you mean summkit.LexRank?"),
        ("LSA", "did you mean summkit.Lsa?"),
        ("Summarizer", "did you mean summkit.Summariser?"),
        ("sumarise", "did you mean summkit.summarise?"),
        ("load_corpus", "did you mean summkit.read?"),
    ],
)
def test_a_name_that_summkit_does_not_have(name: str, message: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(sk, name)
    assert str(caught.value) == f"module 'summkit' has no attribute {name!r}: {message}"
    assert not hasattr(sk, "_repr_html_")


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    comparison = sk.compare(ROWS, target="summary", resamples=10)
    return {
        "summary": sk.summarise(TEXT),
        "article": sk.Article(TEXT),
        "document": sk.analyse(TEXT),
        "score": sk.score(["A fire."], ["A fire."], resamples=10),
        "comparison": comparison,
        "verdict": sk.check(comparison, comparison),
        "system": sk.System("lead"),
        "budget": sk.Budget(words=3),
    }


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("summary", "split", ": str(summary) is its text, which has this method"),
        ("summary", "length", ": did you mean words?"),
        ("summary", "sentnces", ": did you mean sentences?"),
        ("summary", "to_json", ": json.dumps(summary.to_dict()) makes JSON"),
        ("summary", "zzzz", ""),
        ("article", "text", ": did you mean body?"),
        ("article", "title", ": did you mean headline?"),
        ("article", "summarise", ": summkit.summarise(article) summarises it"),
        ("document", "text", ": did you mean body?"),
        ("document", "sentence", ": did you mean sentences?"),
        ("score", "to_json", ": json.dumps(score.to_dict()) makes JSON"),
        ("comparison", "pvalues", ": to_frame() has the p-values, in its column p"),
        ("comparison", "system", ": did you mean systems?"),
        ("verdict", "passed", ": did you mean status?"),
        ("system", "summarize", ": did you mean summarise?"),
        ("budget", "word", ": did you mean words?"),
    ],
)
def test_an_attribute_that_a_result_does_not_have(
    results: dict[str, Any], kind: str, name: str, message: str
) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(results[kind], name)
    owner = type(results[kind]).__name__
    assert str(caught.value) == f"{owner!r} object has no attribute {name!r}{message}"


@pytest.mark.parametrize("kind", ["summary", "article", "score", "comparison", "verdict", "budget"])
def test_results_are_copied_and_pickled(results: dict[str, Any], kind: str) -> None:
    result = results[kind]
    assert copy.copy(result) == copy.deepcopy(result) == result
    assert pickle.loads(pickle.dumps(result)) == result


def test_decorated_functions_keep_their_signatures() -> None:
    assert list(inspect.signature(sk.summarise).parameters)[:2] == ["article", "target"]
    assert list(inspect.signature(sk.LexRank).parameters) == ["threshold"]
    assert pickle.loads(pickle.dumps(sk.compare)) is sk.compare


def test_hasattr_does_not_compute_the_suggestion() -> None:
    code = """
import sys, summkit
assert not hasattr(summkit, "metric") and not hasattr(summkit.Article("A."), "txt")
assert "difflib" not in sys.modules
try:
    summkit.sumarise
except AttributeError as error:
    print(error)
assert "difflib" in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert "did you mean summkit.summarise?" in done.stdout


def test_the_error_of_an_unknown_name_can_be_sent_to_another_process() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = LIB.Article("A.").txt
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
