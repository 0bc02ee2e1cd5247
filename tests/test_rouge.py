"""ROUGE against rouge-score, ROUGE-1.5.5's values and a published system's output."""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from corpora import ENGLISH, SHARED, corpus
from summkit import Article, UsageError, analyse, score
from summkit.metrics.base import Candidate, Item
from summkit.metrics.rouge import TYPES, Rouge
from summkit.metrics.rouge_engines import _batch
from summkit.metrics.tokens import tokens

ALL = ",".join(TYPES)
NAMES = [f"rouge{name}" for name in TYPES]
PLAIN = Rouge(ALL, "ascii", "none")
PORTER = Rouge(ALL, "ascii", "porter")
FIVE_DECIMALS = 5.1e-6  # the value that ROUGE-1.5.5 prints


def notes(metric: Rouge, items: list[Item]) -> tuple[str, ...]:
    return metric.notes(metric.findings(items))


words = st.sampled_from(
    [
        "the",
        "cat",
        "cats",
        "running",
        "runs",
        "ran",
        "agreed",
        "a-b",
        "U.S.",
        "7,000",
        "7000",
        "o'clock",
        "É",
    ]
)
sentence = st.one_of(
    st.lists(words, max_size=9).map(" ".join),
    st.text(st.characters(exclude_characters="\n"), max_size=30),
)
sentences = st.lists(sentence, max_size=4).map(tuple)


def item(candidate: tuple[str, ...], *references: tuple[str, ...]) -> Item:
    return Item(Candidate(" ".join(candidate), candidate), references)


def expected(
    candidate: tuple[str, ...], reference: tuple[str, ...], *, stem: bool, tokenizer: Any = None
) -> list[float]:
    scorer = RougeScorer(NAMES, use_stemmer=stem, tokenizer=tokenizer)
    scores = scorer.score("\n".join(reference), "\n".join(candidate))
    return [float(value) for name in NAMES for value in scores[name]]


@settings(max_examples=250, deadline=None)
@given(sentences, sentences)
def test_made_text_equals_rouge_score(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    pair = [item(one, two)]
    assert PLAIN.values_many(pair)[0].tolist() == expected(one, two, stem=False)
    assert PORTER.values_many(pair)[0].tolist() == expected(one, two, stem=True)


class Ours(Tokenizer):  # type: ignore[misc]
    """A tokenizer that gives rouge-score summkit's Unicode tokens."""

    def tokenize(self, text: str) -> list[str]:
        return tokens(text, "unicode")


@settings(max_examples=150, deadline=None)
@given(sentences, sentences)
def test_the_unicode_profile_is_rouge_score_on_our_tokens(
    one: tuple[str, ...], two: tuple[str, ...]
) -> None:
    values = Rouge(ALL, "unicode").values_many([item(one, two)])[0].tolist()
    assert values == expected(one, two, stem=False, tokenizer=Ours())


def pairs_of(record: dict[str, Any], limit: int = 60) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the body's opening, roughly split into sentences, and a human text."""
    opening = " ".join(record["body"].split()[:limit])
    reference = record["summary"] or [record["headline"] or record["dek"] or record["body"][-300:]]
    return tuple(re.split(r"(?<=[.!?])\s+", opening)), tuple(
        s.replace("\n", " ") for s in reference
    )


@pytest.mark.parametrize("name", ENGLISH)
def test_real_text_equals_rouge_score(name: str) -> None:
    pairs = [pairs_of(record) for record in corpus(name, 100)]
    values = PORTER.values_many([item(one, two) for one, two in pairs])
    assert values.any() and values.max() <= 1
    wrong = [
        (one, two)
        for row, (one, two) in zip(values.tolist(), pairs, strict=True)
        if row != expected(one, two, stem=True)
    ]
    assert wrong == []


def _google(name: str) -> list[str]:
    path = SHARED / "rouge" / "google-rouge" / name
    if not path.exists():
        pytest.skip(f"needs {path}, which is not part of the repository")
    return path.read_text(encoding="utf-8").splitlines()


def test_values_of_the_original_perl_program() -> None:
    cases = json.loads("\n".join(_google("expected.json")))
    targets, predictions = _google("target.txt"), _google("prediction.txt")
    for case in cases["line_pairs"]:
        metric = Rouge(case["type"][5:], "ascii", "porter" if case["stem"] else "none")
        got = metric.values_many([item((predictions[case["line"]],), (targets[case["line"]],))])[0]
        want = [case["p"], case["r"], case["f"]]
        assert got.tolist() == pytest.approx(want, abs=FIVE_DECIMALS)


def test_several_sentences_of_the_original_perl_program() -> None:
    case = json.loads("\n".join(_google("expected.json")))["multi"]
    pair = [tuple(_google(case[side])) for side in ("prediction", "target")]
    got = Rouge("Lsum", "ascii", "porter").values_many([item(*pair)])[0]
    assert got.tolist() == pytest.approx([case["p"], case["r"], case["f"]], abs=FIVE_DECIMALS)


def test_short_strings_of_rouge_scores_tests() -> None:
    for case in json.loads("\n".join(_google("expected.json")))["strings"]:
        types = ALL if case["type"] == "all" else case["type"][5:]
        one, two = (tuple(case[side].split("\n")) for side in ("prediction", "target"))
        got = Rouge(types, "ascii", "none").values_many([item(one, two)])[0]
        want = [case["p"], case["r"], case["f"]] * len(types.split(","))
        assert got.tolist() == pytest.approx(want, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "published"),
    [("cnndm", (46.401, 22.084, 31.456)), ("xsum", (47.379, 24.499, 39.305))],
)
def test_the_whole_output_of_a_published_system(name: str, published: tuple[float, ...]) -> None:
    def lines(side: str) -> list[tuple[str, ...]]:
        path = SHARED / "rouge" / "simcls" / f"test.{name}.{side}.gz"
        if not path.exists():
            pytest.skip(f"needs {path}, which is not part of the repository")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return [tuple(re.split(r"(?<= \.) ", line.rstrip("\n"))) for line in file]

    pairs = list(zip(lines("ours"), lines("reference"), strict=True))
    assert len(pairs) == {"cnndm": 11490, "xsum": 11334}[name]
    values = PORTER.values_many([item(*pair) for pair in pairs])
    columns = [[c.name for c in PORTER.columns].index(f"rouge{kind}.f") for kind in ("1", "2", "L")]
    assert (100 * values[:, columns].mean(axis=0)).round(3).tolist() == list(published)
    sample = random.Random(7).sample(range(len(pairs)), 150)
    assert [values[i].tolist() for i in sample] == [expected(*pairs[i], stem=True) for i in sample]


def test_a_line_break_inside_a_sentence_changes_nothing() -> None:
    reference = ("The river rose and two villages were cut off.",)
    whole = item(("Villages were cut off and the river rose.",), reference)
    broken = item(("Villages were cut off\nand the river rose.",), reference)
    assert PORTER.values_many([whole]).tolist() == PORTER.values_many([broken]).tolist()
    # rouge-score takes the line break for the end of a sentence.
    assert expected(broken.candidate.sentences, reference, stem=True) != expected(
        whole.candidate.sentences, reference, stem=True
    )


@given(st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text)))
def test_a_text_is_itself_in_the_unicode_profile(text: str) -> None:
    metric = Rouge("1,L,Lsum", "unicode")
    assert set(metric.values_many([item((text,), (text,))])[0].tolist()) == {1.0}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Мост закрыли до весны."),
        ("ar", "أغلق الجسر حتى الربيع."),
        ("hi", "पुल वसंत तक बंद रहेगा।"),
        ("zh", "大桥关闭至春天。"),
        ("ja", "橋は春まで閉鎖される。"),
        ("th", "สะพานปิดจนถึงฤดูใบไม้ผลิ"),
        ("fr", "Été à Évian : déjà fermé."),
    ],
)
def test_the_language_of_the_article_chooses_the_profile(language: str, text: str) -> None:
    document = analyse(Article(body=text, language=language))
    one = Item(Candidate.from_text(text), ((text,),), document)
    metric = Rouge("1,2,L,Lsum")
    assert set(metric.values_many([one])[0].tolist()) == {1.0}
    assert notes(metric, [one]) == ()
    settled = metric.for_language(language)
    assert "|profile:unicode|stem:none|" in str(settled.signature())
    assert settled.values_many([one]).tolist() == metric.values_many([one]).tolist()


def test_a_corpus_in_two_languages_is_scored_article_by_article() -> None:
    def made(language: str, one: str, two: str) -> Item:
        document = analyse(Article(body=one, language=language))
        return Item(Candidate.from_text(one), ((two,),), document)

    items = [
        made("en", "Bridges closed", "The bridge is closing"),
        made("ru", "Мост закрыт", "Мост открыт"),
        made("en", "Trains late", "Late trains"),
    ]
    metric = Rouge("1")
    assert metric.values_many(items)[:, 2].tolist() == [2 * 1 * 0.5 / 1.5, 0.5, 1.0]
    assert "|profile:auto|stem:auto|" in str(metric.signature())
    assert "|profile:ascii|stem:porter|" in str(metric.for_language("en").signature())


def test_the_ascii_profile_says_when_it_drops_letters() -> None:
    fine = item(("Beyoncé sang in the park for three hours.",), ("She sang.",))
    lost = item(("She sang.",), ("Мост закрыт",))
    assert notes(PORTER, [fine]) == () and notes(PORTER, []) == ()
    (note,) = notes(PORTER, [fine, lost])
    assert "in 1 of 2 texts (up to 100%)" in note and "profile=unicode" in note
    assert notes(Rouge(), [lost]) != ()  # without an article the language is not known
    assert notes(Rouge(profile="unicode"), [lost]) == ()


REFERENCES = (("alpha beta gamma delta",), ("alpha beta",), ("omega",))


def test_several_references_best_and_mean() -> None:
    several = item(("alpha beta",), *REFERENCES)
    apart = [PLAIN.values_many([item(("alpha beta",), one)])[0] for one in REFERENCES]
    best = dict(
        zip([c.name for c in PLAIN.columns], PLAIN.values_many([several])[0].tolist(), strict=True)
    )
    assert best["rouge1.f"] == 1.0 and best["rouge2.r"] == 1.0
    mean = Rouge(ALL, "ascii", "none", "mean").values_many([several])[0]
    assert mean.tolist() == pytest.approx((sum(apart) / 3).tolist(), rel=1e-15)


@settings(max_examples=60, deadline=None)
@given(sentences, st.lists(sentences, min_size=1, max_size=3))
def test_best_of_several_equals_rouge_score(
    one: tuple[str, ...], many: list[tuple[str, ...]]
) -> None:
    scores = RougeScorer(NAMES, use_stemmer=True).score_multi(
        ["\n".join(reference) for reference in many], "\n".join(one)
    )
    want = [float(value) for name in NAMES for value in scores[name]]
    # With an item of one reference and an item of none, which must not shift the others.
    items = [item(one, many[0]), item(one), item(one, *many)]
    values = PORTER.values_many(items)
    assert values[2].tolist() == want
    assert values[1].tolist() != values[1].tolist()  # NaN
    assert values[0].tolist() == expected(one, many[0], stem=True)


def test_both_engines_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        item(("The tram stopped.", "Nobody spoke."), ("A tram was stopping.", "It was quiet.")),
        item(("Трамвай стал.",), ("Стал трамвай, тихо.",)),
    ]
    for profile in ("ascii", "unicode"):
        fast = Rouge(ALL, profile, engine="rouge-score-rs").values_many(items).tolist()
        assert Rouge(ALL, profile, engine="rouge-score").values_many(items).tolist() == fast
        _batch.cache_clear()
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "rouge_score_rs.rouge_scorer", None)  # as if not installed
            assert Rouge(ALL, profile).values_many(items).tolist() == fast
            with pytest.raises(UsageError, match="install rouge-score-rs"):
                Rouge(ALL, profile, engine="rouge-score-rs").values_many(items)
        _batch.cache_clear()


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"types": "1,5"}, "types='1,5' is not allowed: takes 1, 2, 3, 4, L, Lsum"),
        ({"types": "1,1"}, "each once"),
        ({"types": ""}, "is not allowed"),
        ({"profile": "latin"}, "profile='latin' is not allowed"),
        ({"profile": "unicode", "stem": "porter"}, "stem=porter needs profile=ascii, not unicode"),
        ({"stem": "snowball-fr"}, "stem=snowball-fr needs profile=unicode, not auto"),
        ({"stem": "snowball-zh"}, "is not allowed"),
        ({"refs": "worst"}, "is not allowed"),
    ],
)
def test_unknown_types_and_stemmers_are_refused(parameters: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        Rouge(**parameters)
    assert message in str(error.value) and "\n" not in str(error.value)


BREAKS = [
    "\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\n\n",
    "\t",
    "\xa0",
]
CLEANED = ["\ufb01", "\ufb00", "\u200b", "\u00ad", "e\u0301", "\x1b[31m", "\u200d"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([*BREAKS, "the cat", " sat", " on mats", "É", "cat"]), max_size=12),
    st.lists(st.sampled_from([*BREAKS, "a cat", " sat", " on the mat", "É"]), max_size=12),
)
def test_only_a_line_feed_ends_a_sentence_of_a_text_that_is_scored(
    candidate: list[str], reference: list[str]
) -> None:
    text, gold = "".join(["a cat", *candidate]), "".join(["the cat", *reference])
    want = RougeScorer(NAMES, use_stemmer=True).score(gold, text)
    found = score([text], [gold], metrics=[f"rouge:types={ALL}"], language="en", resamples=1)
    assert [found[f"{name}.{key}"].mean for name in NAMES for key in "prf"] == [
        value for name in NAMES for value in want[name]
    ]
    assert not any("rouge-score" in note for note in found.notes)


@pytest.mark.parametrize("odd", CLEANED)
def test_texts_whose_words_are_changed_by_cleaning_are_reported(odd: str) -> None:
    text, gold = f"The of{odd}ce burned\nA mill con{odd}rmed", "The office burned\nA mill"
    want = RougeScorer(NAMES, use_stemmer=True).score(gold, text)
    metric = Rouge(ALL, "ascii")
    raw = metric.values(Candidate(text, tuple(text.split("\n"))), [tuple(gold.split("\n"))], None)
    assert list(raw) == [value for name in NAMES for value in want[name]]
    for given_texts in ([text, "A"], [{"prediction": text}, {"prediction": "A"}]):
        found = score(given_texts, [gold, "A"], language="en", resamples=1)
        assert [note for note in found.notes if "rouge: 1 text contains ligatures" in note]
    other = score([text, "A"], [gold, "A"], language="fr", resamples=1)
    assert not any("rouge-score" in note for note in other.notes)
