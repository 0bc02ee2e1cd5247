"""Terms: the fast path counts the same words, and caches have a bound."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit.article import Article
from summkit.datafiles import read_data
from summkit.document import Document, analyse
from summkit.language import get_language, stems


def by_words(document: Document) -> list[list[str]]:
    """Return the stems of each sentence's words, by the slow path."""
    language = document.language
    rows = []
    for words in document.words:
        lower = [word.lower() for word in words]
        rows.append(language.stem([word for word in lower if word not in language.stop_words]))
    return rows


def by_terms(document: Document) -> list[list[str]]:
    return [[document.vocabulary[term] for term in row] for row in document.terms]


@pytest.mark.parametrize(
    "code", ["en", "de", "el", "tr", "af", "nl", "he", "hi", "zh", "th", "und"]
)
@given(
    st.lists(
        st.sampled_from(
            "the The 'n 't it's U.S. 1,000.5 and/or well-known (said) “Çok” İstanbul ΟΔΟΣ ΟΔΟΣ, "
            "running, runs ran. e-mail 5% £5m — ... d'accord 中文字 ไทยคำ שלום״ך हिन्दी Straße "
            'STRASSE x_y a.b.c. word. word." "No, (yes); what?! 10:30 צה"ל b.abc. p.m., '
            "'quoted' \u00adsoft 2024–25 ½ ² naïve NAÏVE Σ".split(" ")
        ),
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_terms_are_the_stems_of_words_that_are_no_stop_words(code: str, tokens: list[str]) -> None:
    document = Document(Article(body=" ".join(tokens)), get_language(code))
    assert by_terms(document) == by_words(document)
    # Ids are numbered in order of first appearance.
    seen = dict.fromkeys(term for row in document.terms for term in row)
    assert list(seen) == list(range(len(document.vocabulary)))


def test_every_stop_word_is_recognised_by_its_words() -> None:
    for code in read_data("language", "stopwords"):
        language = get_language(code)
        document = Document(Article(body=" ".join(sorted(language.stop_words))), language)
        assert by_terms(document) == by_words(document), code


@pytest.mark.parametrize("name", ["bbc", "masakhanews_16langs", "orangesum_fr", "clts_zh"])
def test_terms_of_real_articles(name: str) -> None:
    for record in corpus(name, 60):
        document = analyse(Article(body=record["body"]), record["language"])
        assert by_terms(document) == by_words(document)


def test_stems_stay_right_when_their_memory_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["running", "cities", "nationally", "agreed", "skies", "relational"]
    wanted = ["run", "citi", "nation", "agre", "sky", "relat"]
    for most in (0, 1, 3, 100):
        monkeypatch.setattr(stems, "_MOST", most)
        for _ in range(3):
            assert stems.stem(words, "english") == wanted
            assert stems.stem(words[::-1], "english") == wanted[::-1]


def test_few_languages_are_remembered() -> None:
    for name in ("danish", "dutch", "finnish", "french", "german", "italian", "spanish"):
        stems.stem(["ord"], name)
    assert len(stems._mine.__dict__) <= stems._ALGORITHMS


GROWTH = """
import random, sys
from summkit.article import Article
from summkit.document import analyse
from summkit.summarisers.registry import create
from summkit.system import System

def peak():
    with open("/proc/self/status") as lines:
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

chance = random.Random(3)
system = System(create("lead"))
def run(count):
    # Every word is new: whatever is remembered by word would grow.
    for _ in range(count):
        words = ["%x" % chance.getrandbits(40) for _ in range(150)]
        document = analyse(Article(body=" ".join(words).capitalize() + "."), "en")
        document.terms
        system.summarise(document)
run(400)
before = peak()
run(2000)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_flat_over_new_words() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GROWTH], capture_output=True, text=True, check=True
    )
    # 300,000 new words would take 30 MB; half of that is allowed.
    assert int(done.stdout) < 4_000


def test_texts_too_long_for_a_word_are_not_stemmed() -> None:
    long = "a" * 2_000 + "ing"
    assert stems.stem(["running", long, "cities"], "english") == ["run", long, "citi"]
    assert stems.stem(["running"], "english") == ["run"]
