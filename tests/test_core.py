"""The compiled core: which one is used, and the same results as pure Python on any text."""

from __future__ import annotations

import os
import pickle
import runpy
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit import core
from summkit.article import Article
from summkit.cohesion.openings import openings
from summkit.cohesion.phrases import is_in
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.language import detect, get_language, recognise
from summkit.language.detect import _evidence
from summkit.language.stems import stem
from summkit.reading.cleaning.notices import notices
from summkit.selection import candidates

needs_core = pytest.mark.skipif(
    not core.built, reason="summkit was built without its compiled core: no C compiler was found"
)


def which(**environment: str) -> str:
    code = "from summkit import core; print(core.which())"
    clean = {name: value for name, value in os.environ.items() if name != "SUMMKIT_PURE"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean | environment, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@needs_core
def test_the_core_runs_unless_it_is_switched_off() -> None:
    assert which() == "compiled core"
    assert which(SUMMKIT_PURE="0") == "compiled core"
    assert which(SUMMKIT_PURE="1") == "pure Python"


@pytest.mark.skipif(core.built, reason="the compiled core was built")
def test_without_the_core_python_runs() -> None:
    assert which() == "pure Python"


@pytest.mark.parametrize("revision", [None, core.REVISION - 1, core.REVISION + 1])
def test_a_core_of_other_sources_is_not_used(
    monkeypatch: pytest.MonkeyPatch, revision: int | None
) -> None:
    """An extension with another revision, or with none, gives a warning, and pure Python runs."""
    monkeypatch.delenv("SUMMKIT_PURE", raising=False)
    stale = ModuleType("summkit._core")
    if revision is not None:
        monkeypatch.setattr(stale, "REVISION", revision, raising=False)
    monkeypatch.setitem(sys.modules, "summkit._core", stale)
    with pytest.warns(RuntimeWarning, match="install summkit again"):
        loaded = runpy.run_path(str(core.__file__))
    assert (loaded["native"], loaded["built"], loaded["compiled"]) == (None, False, False)
    assert loaded["which"]() == "pure Python"


def test_a_core_of_the_same_revision_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMKIT_PURE", raising=False)
    same = ModuleType("summkit._core")
    monkeypatch.setattr(same, "REVISION", core.REVISION, raising=False)
    monkeypatch.setitem(sys.modules, "summkit._core", same)
    loaded = runpy.run_path(str(core.__file__))
    assert loaded["native"] is same
    assert loaded["compiled"]


def test_both_sources_declare_the_same_revision() -> None:
    source = Path(__file__).parents[1] / "src" / "_core" / "module.c"
    assert f"#define REVISION {core.REVISION}\n" in source.read_text(encoding="utf-8")


def both(make: Callable[[], Any]) -> tuple[Any, Any]:
    """Return the results of the compiled core and of pure Python."""
    was = core.compiled
    made = []
    try:
        for compiled in (True, False):
            core.compiled = compiled
            made.append(make())
    finally:
        core.compiled = was
    return made[0], made[1]


def analysed(body: str, code: str) -> Any:
    document = Document(Article(body), get_language(code))
    return document.sentences, document.spans, document._terms.flat


# Every script with a rule, characters that join and surround words, and characters that are no
# text.
LETTERS = st.sampled_from(
    [
        *"aZé 5.!?…\n\t\"'“”«»()[]-–—•,;:/@_&·،。！「」』）（۔؟।።፡։។។ſßİıΣσςАб漢かカกเာក្אב״٣٫½²Ⅷʹ",
        *"\u2060\0\ud800\udfff\u0301\u00ad\u200c\u00a0\u2028\x1c\x85\uffff\ufeffﬁŉ",
        *"\U0001f600\U00020000\U0001d400\U0001f1e9",
    ]
)
PIECES = (
    "The the said U.S. u.s.a. Mr. St. No. 5 p.m. 1,000.5 state-of-the-art it's 'n' don’t AT&T I he "
    "running cities İstanbul ΟΔΟΣ Στην ΣΑΣ. d'accord 2) (b) ii) e.g. i.e. www.a.com x_y 3.5m Dr. "
    'word." (said). "Why?" ended.The … ... . .. ?! [1] ½ z.B. г. ул. Prof. '
)
WORDS = st.sampled_from([*PIECES.split(), "\n\n", "\n", "\n\n\n", "ab" * 600])
TEXTS = st.one_of(
    st.text(),
    st.lists(LETTERS, max_size=60).map("".join),
    st.lists(st.one_of(WORDS, LETTERS), max_size=40).map(" ".join),
)
CODES = sorted(read_data("language", "languages"))
FUNCTION_WORDS = sorted(
    {word for words in read_data("language", "stopwords").values() for word in words.split()}
)


@needs_core
@settings(max_examples=500, deadline=None)
@given(TEXTS, st.sampled_from([*CODES, "und", "xx"]))
def test_sentences_and_terms_are_the_same_on_any_text(text: Any, code: Any) -> None:
    compiled, pure = both(lambda: analysed(text, code))
    assert compiled == pure


@needs_core
@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.lists(st.sampled_from(FUNCTION_WORDS)).map(" ".join)))
def test_languages_are_detected_alike(text: Any) -> None:
    compiled, pure = both(lambda: (detect(text), recognise(text)))
    assert compiled == pure


@needs_core
def test_function_words_are_counted_alike() -> None:
    for text in (" ".join(FUNCTION_WORDS), *FUNCTION_WORDS):
        compiled, pure = both(lambda text=text: _evidence(text))
        assert compiled == pure
    # The weight of a word depends on the number of its languages, so each may list it once.
    assert all(
        len(words.split()) == len(set(words.split()))
        for words in read_data("language", "stopwords").values()
    )


@needs_core
@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="ab é", min_size=3, max_size=5), max_size=6).map(tuple),
    st.lists(st.text(alphabet="aBb éÉc", max_size=30), max_size=3),
)
def test_phrases_are_found_as_python_finds_them(phrases: Any, texts: Any) -> None:
    made = core.native.phrases(phrases, 3)
    found = {
        (number, which)
        for number, text in enumerate(texts)
        for which, phrase in enumerate(phrases)
        if phrase in text.lower()
    }
    pairs = core.native.held(texts, made)
    assert pairs is not None
    assert set(pairs) == found


@needs_core
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            TEXTS,
            st.lists(
                st.sampled_from(
                    "said SAID ſaid We we-re you're I’m says-so _said told\0said K".split(" ")
                )
            ).map(" ".join),
        ),
        max_size=5,
    ),
    st.sampled_from(["en", "de", "es"]),
)
def test_phrases_are_searched_alike_anywhere_in_a_text(texts: Any, code: Any) -> None:
    begin = openings(code)
    for pattern in (begin.says, begin.first_person, begin.also, begin.person, begin.acts):

        def found(pattern: Any = pattern) -> Any:
            matches = [pattern.search(text) for text in texts]
            return [match and match.span("word") for match in matches], is_in(pattern, texts)

        compiled, pure = both(found)
        assert compiled == pure


@needs_core
def test_repeats_in_other_letter_case_are_found_alike() -> None:
    """With every character of English and its neighbours, and with some others."""
    for number in (*range(0x20, 0x250), *range(0x2010, 0x2028), 0x20AC, 0x2160, 0x3A3):
        letter = chr(number)
        for other in {letter.lower(), letter.casefold(), "x"}:
            text = f"Four words and {letter}a here.\n\nFour words and {other}a here."
            document = Document(Article(text), get_language("en"))
            compiled, pure = both(lambda document=document: candidates(document, 4))
            assert compiled == pure


@needs_core
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            TEXTS,
            st.lists(
                st.sampled_from("Five words: of it A.B. state-of 'n' — go, 10:30 am Now".split())
            ).map(" ".join),
            st.sampled_from(["Follow us on X, please", "(© All rights reserved.", "NOTE: İ", "Σ"]),
        ),
        max_size=6,
    ).map("\n\n".join),
    st.sampled_from(["en", "de", "tr", "zh", "und"]),
    st.integers(0, 6),
)
def test_the_same_sentences_may_be_chosen(text: Any, code: Any, min_words: Any) -> None:
    def made() -> Any:
        document = Document(Article(text), get_language(code))
        texts = [sentence.text for sentence in document.sentences]
        return notices(texts, code), candidates(document, min_words)

    compiled, pure = both(made)
    assert compiled == pure


@needs_core
def test_every_opening_of_a_notice_is_seen_alike() -> None:
    for code, each in read_data("reading/cleaning", "notices").items():
        openings = each.get("opens", "").replace("…", " ").split("|")
        texts = [f"{before}{each.title()} news" for each in openings for before in ("", "— ")]
        compiled, pure = both(lambda texts=texts, code=code: notices(texts, code))
        assert compiled == pure
        assert pure or not code


@needs_core
def test_every_character_is_seen_alike() -> None:
    for start in range(0, 0x20000, 0x1000):
        letters = [chr(number) for number in range(start, start + 0x1000)]
        body = " ".join(f"{each} a{each}b {each}5{each}5 ,{each}x." for each in letters)
        compiled, pure = both(lambda body=body: analysed(body, "en")[2])
        assert compiled == pure, hex(start)


@needs_core
@pytest.mark.parametrize("code", CODES)
def test_stop_words_and_stems_of_every_language(code: Any) -> None:
    language = get_language(code)
    words = [*sorted(language.stop_words), *sorted(language.rules.kinds)]
    words += [f"{one}{two}" for one, two in zip(words, reversed(words), strict=True)]
    compiled, pure = both(lambda: analysed(" ".join(words), code))
    assert compiled == pure


@needs_core
def test_real_articles_of_every_language_are_the_same() -> None:
    for name in ("bbc", "masakhanews_16langs", "webnews_gold", "clts_zh", "turkish_extractive_tr"):
        for record in islice(corpus(name, 40), 40):
            compiled, pure = both(
                lambda record=record: analysed(record["body"], record["language"])
            )
            assert compiled == pure, record["id"]


@needs_core
def test_a_language_of_the_users_own_is_the_same() -> None:
    language = replace(
        get_language("en"), stop_words=frozenset({"'n", "fish"}), stemmer="", suffixes=("ing", "s")
    )
    words = "Fish 'n' chips: eating, thing, as is"
    compiled, pure = both(lambda: Document(Article(words), language)._terms.flat)
    assert compiled == pure
    assert compiled.stems.split() == ["n", "chip", "eat", "th", "as", "is"]
    assert pickle.loads(pickle.dumps(language)) == language


@needs_core
def test_threads_share_a_language() -> None:
    language = get_language("en")
    bodies = ["Cities were running. " * count for count in (1, 2000, 3000)]
    wanted = [Document(Article(body), language)._terms.flat for body in bodies]
    wrong = []

    def work() -> None:
        for _ in range(20):
            got = [Document(Article(body), language)._terms.flat for body in bodies]
            if got != wanted:
                wrong.append(got)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@needs_core
def test_spans_outside_the_text_are_refused() -> None:
    from array import array

    lexicon = get_language("en").lexicon
    for spans in ([0, 9], [2, 1], [-1, 2], [0, 2, 1, 3]):
        with pytest.raises(ValueError, match="spans"):
            core.native.terms("abcd", array("i", spans), lexicon, False)
    assert stem(["running"], "english") == ["run"]
