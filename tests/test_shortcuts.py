"""Fast paths for most text give the results of the slow path."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit.article import Article
from summkit.document import Document, analyse, analyse_many
from summkit.errors import InputError
from summkit.language import detect, get_language
from summkit.language.detect import _LETTERS, _words
from summkit.reading.cleaning import characters, dateline
from summkit.selection import candidates
from summkit.summarisers.registry import create
from summkit.system import System

BODIES = [
    "The bridge opened on Monday. Shops near the bridge lost customers during the repairs.\n\n"
    "A second bridge is being discussed. The council will vote on the bridge in March.",
    "Die Brücke wurde am Montag eröffnet. Die Geschäfte verloren Kunden.",
    "Only one.",
]


@pytest.mark.parametrize("method", ["lead", "lexrank", "textrank", "kl", "newsrank"])
@pytest.mark.parametrize("target", ["summary", "headline", "dek"])
def test_documents_in_a_batch_get_the_same_summaries(method: str, target: str) -> None:
    system = System(create(method), target)
    articles = [Article(body=body) for body in BODIES]
    documents = analyse_many(articles)
    assert [d.language.code for d in documents] == [detect(body) for body in BODIES]
    together = system.summarise_many(documents)
    for article, found in zip(articles, together, strict=True):
        alone = system.summarise(analyse(article))
        assert (found.text, found.sentences) == (alone.text, alone.sentences)
        assert list(found.scores) == list(alone.scores)
        assert (found.passed, found.system) == (alone.passed, alone.system)


def test_one_empty_document_of_several_is_an_error() -> None:
    documents = analyse_many([Article(body=BODIES[0]), Article(body=" ", source="b.txt")], "en")
    with pytest.raises(InputError, match="empty"):
        System(create("lead")).summarise_many(documents)
    assert System(create("lead")).summarise_many([]) == []


@given(st.text(alphabet="aZé \t\n\r\x0b\x1b[m\x00\u200b\u200d\u0301\u2028\ud800£’ｆ", max_size=30))
@settings(max_examples=300, deadline=None)
def test_plain_characters_need_no_search(text: Any) -> None:
    assert characters.clean(text) == unicodedata.normalize("NFC", characters._replace(text))


@given(st.text(alphabet="abcZ '-0.,’é\n\x1c", max_size=40))
@settings(max_examples=300, deadline=None)
def test_words_of_ascii_are_what_the_pattern_finds(text: Any) -> None:
    assert _words(text) == _LETTERS.findall(text.lower().replace("’", "'"))


@given(st.text(alphabet="aByPUBLISHED ([（【–—电-.:0 \n", max_size=30))
@settings(max_examples=500, deadline=None)
def test_every_dateline_contains_a_hint_character(head: Any) -> None:
    if dateline._HINT.search(head):
        assert any(sign in head for sign in dateline._SIGNS)


@given(st.text(alphabet="aB. \n\t", max_size=40))
@settings(max_examples=300, deadline=None)
def test_sentences_know_their_paragraph(body: Any) -> None:
    article = Article(body=body)
    places = list(article.paragraphs())
    for sentence in Document(article, get_language("en")).sentences:
        start, end = places[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end


@given(st.lists(st.sampled_from("The the  cat, Cat Straße STRASSE \u00a0ran — ' b.\n".split(" "))))
@settings(max_examples=200, deadline=None)
def test_candidates_are_the_first_of_equals_with_enough_words(words: Any) -> None:
    document = Document(Article(body=" ".join(words)), get_language("en"))
    texts = [" ".join(sentence.text.split()) for sentence in document.sentences]
    folded = [text.casefold() for text in texts]
    first = [i for i, text in enumerate(folded) if folded.index(text) == i]
    assert candidates(document, 1) == first
    spaced, language = [len(text.split()) for text in texts], document.language
    whole = [
        i
        for i in first
        if spaced[i] >= 4
        and (len(document.sentences[i].text) > 60 or len(language.words(texts[i])) >= 4)
    ]
    assert candidates(document, 4) == (whole or first)


@pytest.mark.parametrize("name", ["bbc", "masakhanews_16langs"])
def test_words_of_real_articles_are_what_the_pattern_finds(name: str) -> None:
    for record in corpus(name, 40):
        body = record["body"]
        if body.isascii():
            assert _words(body) == _LETTERS.findall(body.lower())
