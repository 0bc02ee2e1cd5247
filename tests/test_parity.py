"""Native methods rank sentences in sumy's order, with the same sentences, words and stop words.

Except for ties: if scores differ only by rounding, sumy's order depends on the last digit, and so
on the processor, while summkit's order is that of the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import ENGLISH, corpus
from summkit.article import Article
from summkit.document import Document, analyse
from summkit.language import get_language
from summkit.summarisers.registry import create
from sumy_ranking import CLASSES, picks, ranking

METHODS = [name for name in CLASSES if name != "lsa"]
TIES = {"lexrank", "textrank"}
# Few words, so that ties, repeats and sentences of only stop words are frequent.
_STOP = frozenset({"the", "of", "and"})
_WORDS = [
    "the",
    "of",
    "and",
    "The",
    "mayor",
    "Mayor",
    "mayors",
    "bridge",
    "bridges",
    "closed",
    "closing",
    "river",
    "super",
    "ferry",
]
_sentences = st.lists(st.sampled_from(_WORDS), max_size=9).map(
    lambda words: " ".join(["X" if not words else words[0].capitalize(), *words[1:]])
)
_bodies = st.lists(
    st.tuples(_sentences, st.sampled_from([". ", "! ", ".\n\n", "? "])), min_size=1, max_size=14
).map(lambda parts: "".join(text + end for text, end in parts))
_headlines = st.none() | st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join)


def small_document(body: str, headline: str | None = None) -> Document:
    """A document whose language has three stop words, independent of the real list."""
    language = replace(get_language("en"), stop_words=_STOP)
    return Document(Article(body=body, headline=headline), language)


def ranked(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda index: (-scores[index], index))


def assert_parity(method: str, document: Document) -> None:
    """Assert that the order is sumy's; sentences of the same score may be exchanged.

    The other methods do not round scores, so their order is exactly sumy's.
    """
    if method == "lexrank" and undecided(document):
        return
    scores = create(method).score(document)
    ours, theirs = ranked(scores), ranking(method, document).order
    if method in TIES:
        assert [scores[index] for index in ours] == [scores[index] for index in theirs]
    else:
        assert ours == theirs


def undecided(document: Document) -> bool:
    """Return whether sumy's lexrank depends on the hash seed: a cosine is 0.1 up to the last bits.

    sumy adds up over sets of words. If the sum differs from the threshold only by rounding, the
    order of the set decides, which is different in each run of Python.
    """
    size = len(document.terms)
    held = Counter(term for terms in document.terms for term in set(terms))
    idf = {term: log(size / (1 + count)) for term, count in held.items()}
    vectors = []
    for terms in document.terms:
        vectors.append({term: n * idf[term] for term, n in Counter(terms).items()})
    norms = [sqrt(sum(x * x for x in v.values())) for v in vectors]
    for i, first in enumerate(vectors):
        for j in range(i):
            scale = norms[i] * norms[j]
            dot = sum(x * vectors[j].get(term, 0.0) for term, x in first.items())
            if scale and abs(dot / scale - 0.1) < 1e-12:
                return True
    return False


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=120, deadline=None)
@given(body=_bodies, headline=_headlines)
def test_generated_documents(method: Any, body: Any, headline: Any) -> None:
    assert_parity(method, small_document(body, headline))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=15, deadline=None)
@given(body=_bodies, headline=_headlines)
def test_every_count(method: Any, body: Any, headline: Any) -> None:
    """The first n sentences of the ranking are the sentences that sumy returns for a count of n."""
    document = small_document(body, headline)
    if method == "lexrank" and undecided(document):
        return
    scores = create(method).score(document)
    ours = ranked(scores)
    for count in range(len(ours) + 1):
        theirs = picks(method, document, count)
        if method in TIES:
            assert sorted(scores[i] for i in ours[:count]) == sorted(scores[i] for i in theirs)
        else:
            assert sorted(ours[:count]) == theirs


@settings(max_examples=120, deadline=None)
@given(body=_bodies)
def test_lsa_scores(body: Any) -> None:
    """In sumy's LSA, rounding decides ties, so scores are compared, and choices without ties."""
    document = small_document(body)
    ours = create("lsa").score(document)
    theirs = ranking("lsa", document)
    if not theirs.order:  # sumy returns nothing at all for an article without a term
        assert ours == [0.0] * len(ours)
        return
    assert ours == pytest.approx([theirs.ratings[i] for i in range(len(ours))], abs=1e-7)
    assert_same_but_ties(ours, theirs.order)


def assert_same_but_ties(scores: list[float], theirs: list[int]) -> None:
    for mine, other in zip(ranked(scores), theirs, strict=True):
        assert scores[mine] == pytest.approx(scores[other], abs=1e-9)


@pytest.mark.parametrize("name", ENGLISH)
def test_sample_of_corpus(name: Any) -> None:
    limit = {"headline_dek_en": 40, "ag_news_test": 40, "reuters21578": 20, "bbc": 10}.get(name, 3)
    for record in corpus(name, limit):
        article = Article(body=record["body"], headline=record["headline"])
        document = analyse(article, "en")
        for method in METHODS:
            assert_parity(method, document)
        assert_same_but_ties(create("lsa").score(document), ranking("lsa", document).order)


HARD = {
    "one sentence": "The mayor closed the bridge.",
    "one word": "Mayor.",
    "stop words alone": "The of and. And the. Of.",
    "no word at all": "* * *\n\n!!!\n\n...",
    "all the same": "The mayor closed the bridge. " * 5,
    "a repeat between others": (
        "The mayor closed the bridge. A ferry took them over the river. The mayor closed the "
        "bridge. Nobody paid. The mayor closed the bridge."
    ),
    "single words": "Mayor. Bridge. Mayor. River. Bridge.",
    "capital stop words": "The bridge. THE bridge. The the the. Of bridge and River.",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", HARD)
def test_hard_documents(method: Any, case: Any) -> None:
    assert_parity(method, small_document(HARD[case], "Mayor closes the bridge"))


def test_edmundson_without_stop_words_still_scores() -> None:
    """sumy raises ValueError there."""
    language = replace(get_language("en"), stop_words=frozenset())
    document = Document(
        Article(body="A bridge. A river ran. A bridge fell.", headline="A bridge"), language
    )
    with pytest.raises(ValueError, match="null words"):
        ranking("edmundson", document)
    scores = create("edmundson").score(document)
    # "A" and "bridge" are words of the headline. Cue, title and location count both; the location
    # adds 2 at the ends of the only paragraph, 1 inside it.
    assert scores == [8.0, 4.0, 8.0]


@pytest.mark.parametrize("switches", [(1, 1, 1, 1), (0, 1, 0, 0), (0, 0, 0, 1), (1, 0, 1, 0)])
@settings(max_examples=25, deadline=None)
@given(body=_bodies, headline=_headlines)
def test_edmundson_switches(switches: Any, body: Any, headline: Any) -> None:
    from sumy_ranking import Peer, Ranking, summarizer

    document = small_document(body, headline)
    names = ("cue", "key", "title", "location")
    scores = create("edmundson", dict(zip(names, map(bool, switches), strict=True))).score(document)
    theirs, kept = summarizer("edmundson", document), Ranking()
    for name, switch in zip(names, switches, strict=True):
        setattr(theirs, f"_{name}_weight", float(switch))
    theirs(Peer(document, heading=True).model, kept)
    assert ranked(scores) == kept.order
    assert scores == [kept.ratings[index] for index in range(len(scores))]
