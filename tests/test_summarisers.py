"""Properties of all methods, and the scores of each method computed by hand."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import isfinite, log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.language import get_language
from summkit.summarisers import lexrank, similarity, textrank
from summkit.summarisers.registry import BUILT_IN, METHODS, SUMY, create, origin
from summkit.summarisers.submodular import Submodular
from summkit.system import System
from test_parity import ranked, small_document

NATIVE = [name for name in BUILT_IN if name not in ("command", "llm")]
SLOW_BODY = (
    "The council voted on Monday to close the old bridge for a year. Engineers had found "
    "cracks in two of its piers. Shops on the east bank fear for their trade. A ferry will "
    "carry people across the river while the bridge is closed.\n\nThe mayor said the closure "
    "could not wait. The piers were built in 1931. Engineers will first replace the cracked "
    "stone. The council will pay for the ferry.\n\nShop owners plan to protest on Friday."
)


def article_document(
    body: str = SLOW_BODY, headline: str | None = "Old bridge to close"
) -> Document:
    return analyse(Article(body=body, headline=headline), "en")


@pytest.mark.parametrize("name", [*NATIVE, *SUMY])
@pytest.mark.parametrize(
    "body",
    [
        SLOW_BODY,
        "Bridge.",
        "...",
        "* * *\n\n!!!",
        "The of and.",
        "同じ文。同じ文。同じ文。",
        "A b c d.\n\nA b c d.\n\nA b c d.",
        "🌉 🌉. É̂. İI ıi. ßẞ.",
    ],
)
def test_one_finite_score_a_sentence(name: Any, body: Any) -> None:
    document = article_document(body)
    scores = create(name).score(document)
    assert len(scores) == len(document.sentences)
    assert all(type(score) is float and isfinite(score) for score in scores)
    assert list(create(name).score(document)) == list(scores)


@pytest.mark.parametrize("name", NATIVE)
@settings(max_examples=25, deadline=None)
@given(body=st.text(min_size=1, max_size=200))
def test_arbitrary_text(name: Any, body: Any) -> None:
    document = article_document(body, headline=body[::-1])
    if document.sentences:
        scores = create(name).score(document)
        assert len(scores) == len(document.sentences)
        assert all(isfinite(score) for score in scores)


@pytest.mark.parametrize("name", NATIVE)
def test_names_papers_and_parameters(name: Any) -> None:
    method = METHODS.load(name)
    assert method.name == name
    assert method.paper
    assert method.__doc__
    with pytest.raises(UsageError, match="does not exist"):
        create(name, {"no_such": "1"})


def test_parameters_out_of_range() -> None:
    with pytest.raises(UsageError, match=r"threshold.*from 0 to 1"):
        create("lexrank", {"threshold": "1.5"})
    with pytest.raises(UsageError, match="damping"):
        create("textrank", {"damping": "nan"})
    with pytest.raises(UsageError, match="seed"):
        create("random", {"seed": "-1"})


def test_listing_imports_no_method() -> None:
    code = (
        "import sys; from summkit.summarisers.registry import METHODS, origin;"
        "[origin(n) for n in METHODS.names()];"
        "print([m for m in ('numpy', 'sumy', 'nltk') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_origins_and_near_names() -> None:
    assert origin("lexrank") == "built in"
    assert origin("sumy:lex-rank") == "sumy"
    with pytest.raises(UsageError, match="lexrank"):
        create("lexrnk")
    with pytest.raises(UsageError, match="sumy:lex-rank"):
        create("sumy:lexrank")


@pytest.mark.parametrize("name", SUMY)
def test_sumy_ranks_as_the_native_method_does(name: Any) -> None:
    native = name.removeprefix("sumy:").replace("-", "")
    document = article_document()
    ours, theirs = create(native).score(document), create(name).score(document)
    if native == "random":
        assert sorted(theirs) == list(map(float, range(len(document.sentences))))
        return
    assert ranked(ours) == ranked(theirs)


def test_sumy_adds_alike_on_every_python() -> None:
    # Both averages are 7/18: a tie when added from left to right, which the compensated sum of
    # Python 3.12 decides for the second.
    assert 1 / 3 + 1 / 3 + 1 / 2 == 1 / 2 + 1 / 6 + 1 / 2
    document = small_document("Bridge bridge river. River road river.")
    assert create("sumy:sum-basic").score(document) == create("sumbasic").score(document)
    assert create("sumbasic").score(document) == [0.0, -1.0]


def test_sumy_says_why_it_refuses() -> None:
    language = replace(get_language("en"), stop_words=frozenset())
    document = Document(Article(body="A bridge fell.", source="a.txt"), language)
    with pytest.raises(InputError, match=r"a\.txt: sumy:edmundson: .*null words"):
        create("sumy:edmundson").score(document)


def test_sumy_random_leaves_the_shared_generator_alone() -> None:
    import random

    random.seed(5)
    expected = random.Random(5).random()
    first = create("sumy:random").score(article_document())
    assert random.random() == expected
    assert first == create("sumy:random").score(article_document())


def test_random_depends_on_seed_and_body() -> None:
    one, other = article_document(), article_document(SLOW_BODY + " It rained.")
    assert create("random").score(one) == create("random").score(one)
    assert create("random").score(one) != create("random").score(other)[: len(one.sentences)]
    assert create("random").score(one) != create("random", {"seed": 1}).score(one)


def test_scores_that_differ_only_by_rounding_are_ties() -> None:
    third = 1 / 3
    noisy = [third, 0.5, third + 1e-16, -0.25, third - 2e-16, 0.5 - 1e-12, 0.4999]
    settled = similarity.settle(noisy)
    assert settled == [0.333333333, 0.5, 0.333333333, -0.25, 0.333333333, 0.5, 0.4999]
    assert similarity.settle([0.0, 0.0]) == [0.0, 0.0]
    assert similarity.settle([]) == []


@settings(deadline=None)
@given(
    scores=st.lists(st.integers(-1000, 1000), min_size=1, max_size=30),
    scale=st.sampled_from([1e-6, 1 / 3, 1.0, 12345.678]),
    noise=st.randoms(use_true_random=False),
)
def test_noise_never_decides(scores: Any, scale: Any, noise: Any) -> None:
    """With any last bits, different scores keep their order and equal scores stay equal."""
    noisy = [score * scale * (1.0 + noise.uniform(-1e-14, 1e-14)) for score in scores]
    settled = similarity.settle(noisy)
    assert ranked(settled) == ranked(scores)
    assert settled == pytest.approx(noisy, rel=0, abs=6e-9 * max(map(abs, noisy)))


def test_a_tie_in_the_middle_between_two_rounded_scores() -> None:
    # 0.1234567885 lies between 0.123456788 and 0.123456789.
    below, above = 0.1234567885 - 1e-15, 0.1234567885 + 1e-15
    assert round(below, 9) != round(above, 9)
    assert len(set(similarity.settle([below, above]))) == 1
    assert similarity.settle_bounded(np.array([below, above, 0.1]), 1e-13) is None
    # The same for a score that rounding raises to the next power of ten.
    assert similarity.settle_bounded(np.array([0.1 - 1e-16, 0.01]), 1e-13) is None


@settings(deadline=None)
@given(
    scores=st.lists(st.integers(0, 10**10), min_size=1, max_size=30),
    noise=st.randoms(use_true_random=False),
)
def test_settled_scores_are_stable_within_the_bound(scores: Any, noise: Any) -> None:
    """With any errors within the bound, both ways of rounding give the same scores."""
    error = 1e-11
    settled = similarity.settle_bounded(np.array(scores, float), error)
    most = error * max(scores)
    noisy = [score + noise.uniform(-most, most) for score in scores]
    if settled is not None:
        assert similarity.settle([max(0.0, score) for score in noisy], error) == settled


@pytest.mark.parametrize("size", [1, 2, 3, 20, 60, 150])
@pytest.mark.parametrize("leaks", [False, True])
def test_textrank_walks_alike_with_any_product(size: int, leaks: bool) -> None:
    rng = np.random.default_rng(size)
    weights = rng.random((size, size)) * (rng.random((size, size)) < 0.3) + np.eye(size)
    weights += weights.T
    if leaks:
        weights[0] = weights[:, 0] = 0.0
    weights /= weights.sum(axis=1)[:, np.newaxis] + 1e-7
    weights = 0.85 * weights + 0.15 / size
    vector = np.full(size, 1.0 / size)
    count, step = 0, 1.0
    while step > 1e-4:
        following = vector @ weights
        step = float(np.linalg.norm(following - vector))
        vector, count = following, count + 1
    for product in (np.ndarray.dot, textrank._ordered_product):
        walked, steps = textrank._walk(weights, product, 0.0)
        assert count <= steps
        # The error is proportional to the value, because all terms are at least 0.
        np.testing.assert_allclose(walked, vector, rtol=steps * size * 2.0**-52)


def test_lexrank_computes_again_where_rounding_could_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = analyse(Article(body=SLOW_BODY, language="en"))
    expected = create("lexrank").score(document)
    assert len(set(expected)) > 1
    monkeypatch.setattr(lexrank, "settle_bounded", lambda scores, error: None)
    assert create("lexrank").score(document) == expected
    monkeypatch.undo()

    def undecided(degrees: Any, gather: Any, inner: Any, doubt: Any) -> Any:
        vector, sure = walk(degrees, gather, inner, doubt)
        return (vector, sure) if not doubt else (vector + 1.0, False)

    walk = lexrank._walk
    monkeypatch.setattr(lexrank, "_walk", undecided)
    assert create("lexrank").score(document) == expected
    # With such an error bound, any step may be the last.
    ones = np.ones(2)
    assert not walk(ones, np.eye(2).dot, np.ndarray.dot, 1.0)[1]
    assert walk(ones, np.eye(2).dot, np.ndarray.dot, 0.0)[1]


def test_textrank_computes_again_where_rounding_could_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The first sentence has no term, so the walk loses its probability over hundreds of steps.
    body = "That is it. Bridge closes on Monday. Mayor opens the bridge."
    document = analyse(Article(body=body, language="en"))
    assert not document.lengths[0]
    expected = create("textrank").score(document)
    monkeypatch.setattr(textrank, "settle_bounded", lambda scores, error: None)
    assert create("textrank").score(document) == expected

    def undecided(weights: Any, product: Any, rounding: Any) -> Any:
        if rounding:
            raise textrank._UndecidedError
        return walk(weights, product, rounding)

    walk = textrank._walk
    monkeypatch.setattr(textrank, "_walk", undecided)
    assert create("textrank").score(document) == expected


def test_luhn_by_hand() -> None:
    # "bridge" and "river" occur twice. First sentence: the cluster is from bridge to river, 2
    # significant of 4 words: 4 / 4. Second sentence: bridge, and river five words later, are two
    # clusters of one word, which have the score 0.
    document = small_document(
        "Bridge spans one river. Bridge alpha beta gamma delta epsilon river."
    )
    assert create("luhn").score(document) == [1.0, 0.0]
    # Wider gaps join them: 2 significant of 7.
    assert create("luhn", {"gap": 6}).score(document) == [1.0, pytest.approx(4 / 7)]


def test_lsa_by_hand() -> None:
    # Three terms; x x y: cells 1, 0.4 + 0.6 / 2 = 0.7 and, for the absent term, 0.4.
    document = small_document("Xeno xeno yarn. Zinc.")
    expected = [sqrt(1 + 0.49 + 0.16), sqrt(1 + 0.16 + 0.16)]
    assert create("lsa").score(document) == pytest.approx(expected)


def test_textrank_by_hand() -> None:
    # The third sentence shares no word: its third of the walk never leaves it, and none enters. The
    # others: own overlap 3 over 2 log 3, common overlap 1 over 2 log 3, so that each keeps 3/4 of
    # its share and sends 1/4: by symmetry they stay equal.
    document = small_document("Bridge spans river. Bridge carries trams. Nobody paid taxes.")
    assert create("textrank").score(document) == pytest.approx([1 / 3] * 3, abs=1e-5)


def test_lexrank_by_hand() -> None:
    # "old bridge closed" occurs in three of four sentences: idf log(4 / 4) = 0. So the first two
    # have one counting term each, not the same, and the third has none. The other three are
    # neighbours of themselves only and share length 1: 1 / sqrt(3) each.
    body = "Old bridge closed alpha. Old bridge closed beta. Old bridge closed. Nobody paid."
    scores = create("lexrank").score(small_document(body))
    assert scores == pytest.approx([3**-0.5, 3**-0.5, 0.0, 3**-0.5])


def test_lexrank_prefers_sentences_similar_to_others() -> None:
    body = (
        "The ferry carries shoppers daily. Ferry tickets cost money. Shoppers want tickets. "
        "Rain fell. Snow melted. Wind rose. Fog lifted. The ferry sells shoppers tickets."
    )
    scores = create("lexrank").score(small_document(body))
    assert max(scores) == scores[7]


def test_centroid_by_hand() -> None:
    # Position alone: 1, 2/3, 1/3 of the weight.
    document = small_document("Alpha beta. Gamma delta. Alpha gamma alpha.")
    only = {"centroid": 0.0, "position": 1.0, "first": 0.0}
    assert create("centroid", only).score(document) == pytest.approx([1, 2 / 3, 1 / 3])
    # Overlap with the first: 2, 0, 2 (alpha twice), divided by the highest.
    only = {"centroid": 0.0, "position": 0.0, "first": 1.0}
    assert create("centroid", only).score(document) == pytest.approx([1, 0, 1])
    # Centroid: alpha 3 log(1+3/2), beta and delta log(1+3), gamma 2 log(1+3/2).
    only = {"centroid": 1.0, "position": 0.0, "first": 0.0}
    rare, often = log(4), log(2.5)
    values = [3 * often + rare, 2 * often + rare, 5 * often]
    expected = [value / max(values) for value in values]
    assert create("centroid", only).score(document) == pytest.approx(expected)


def test_pacsum_by_hand() -> None:
    # First and third share one of two terms each, the second shares none: one cosine c.
    document = small_document("Alpha beta. Gamma delta. Alpha omega.")
    shared, rare = log(1 + 3 / 2), log(1 + 3)
    cosine = shared**2 / (shared**2 + rare**2)
    scores = create("pacsum", {"lambda1": -2.0, "lambda2": 1.0, "beta": 0.5}).score(document)
    assert scores == pytest.approx([cosine / 2, 0.0, -cosine])


def test_pacsum_ties_go_by_position() -> None:
    document = small_document("Alpha. Beta. Gamma. Delta.")
    summary = System(create("pacsum"), budget=Budget(sentences=2)).summarise(document)
    assert [chosen.index for chosen in summary.sentences] == [0, 1]


def _objective(document: Document, chosen: list[int]) -> float:
    """Return coverage plus diversity by their definitions, with the groups of a small document."""
    from summkit.summarisers.submodular import _groups

    similar = similarity.cosines(document, "submodular")
    groups = _groups(similar)
    size = len(similar)
    rows = [[1.0 if i == j else float(similar[i][j]) for j in range(size)] for i in range(size)]
    full = [sum(row) for row in rows]
    coverage = sum(
        min(sum(rows[i][j] for j in chosen), min(5.0 / size, 0.5) * full[i]) for i in range(size)
    )
    reward = 0.0
    for group in set(groups):
        reward += sqrt(sum(full[j] / size for j in chosen if groups[j] == group))
    return coverage + 6.0 * reward


def test_submodular_is_greedy_on_its_objective() -> None:
    document = article_document()
    method = create("submodular")
    assert isinstance(method, Submodular)
    everything = range(len(document.sentences))
    assert method.score(document) == pytest.approx([_objective(document, [i]) for i in everything])
    chosen = method.choose(document, Budget(sentences=4), everything)
    assert len(chosen) == 4
    for step, index in enumerate(chosen):
        before = chosen[:step]
        best = max(
            _objective(document, [*before, other]) for other in everything if other not in before
        )
        assert _objective(document, [*before, index]) == pytest.approx(best)


def test_submodular_chooses_only_allowed_sentences_that_fit() -> None:
    document = article_document()
    method = create("submodular")
    assert isinstance(method, Submodular)
    for words in (3, 9, 14, 25, 40):
        chosen = method.choose(document, Budget(words=words), [1, 3, 5, 7])
        assert set(chosen) <= {1, 3, 5, 7}
        assert len(set(chosen)) == len(chosen)
        texts = [document.sentences[index].text for index in chosen]
        assert sum(document.language.count_words(text) for text in texts) <= words
    assert method.choose(document, Budget(words=1), [0, 1]) == []


@pytest.mark.parametrize("name", NATIVE)
def test_a_sentence_that_neither_fits_nor_shortens_is_cut(name: Any) -> None:
    things = "ferries bridges piers towers lamps boats nets ropes sails masts oars hulls keels"
    listed = " and ".join(f"{things} decks holds cranes docks quays tides gulls".split())
    document = article_document(f"{listed.capitalize()}.", None)
    summary = System(create(name), "dek").summarise(document)
    words = listed.capitalize().split()[:30]
    assert summary.text == " ".join(words) + "…"


def test_submodular_avoids_repetition() -> None:
    body = (
        "The council closed the old bridge today. Today the council has closed the old "
        "bridge. A ferry now carries shoppers over the river instead."
    )
    document = article_document(body)
    summary = System(create("submodular"), budget=Budget(sentences=2)).summarise(document)
    assert summary.sentences[-1].index == 2


@pytest.fixture
def long_document() -> Document:
    words = ["bridge", "river", "mayor", "ferry", "stone", "council", "market", "storm", "engine"]
    texts = []
    for number in range(60):
        picked = [words[(number * step + step) % len(words)] for step in (1, 2, 4, 7)]
        texts.append(f"Item{number % 17} {' '.join(picked)} extra{number % 23} day{number}.")
    return article_document(" ".join(texts))


@pytest.mark.parametrize("name", ["lexrank", "textrank", "reduction", "pacsum", "submodular", "kl"])
def test_long_articles_score_as_short_ones(
    name: str, long_document: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The blocked, sparse and single-precision code agrees with the plain code."""
    plain = create(name).score(long_document)
    for module in ("similarity", "lexrank", "textrank", "reduction", "kl"):
        __import__(f"summkit.summarisers.{module}")
        monkeypatch.setattr(sys.modules[f"summkit.summarisers.{module}"], "DENSE", 10)
    monkeypatch.setattr(similarity, "_CELLS", 10)
    monkeypatch.setattr(similarity, "_BLOCK", 7)
    monkeypatch.setattr(similarity, "_FREQUENT", 5)
    scores = create(name).score(long_document)
    # Without sumy's own sums, two near ties in a row may be exchanged in kl.
    assert scores == pytest.approx(plain, rel=1e-4, abs=1.0 if name == "kl" else 1e-6)


@pytest.mark.parametrize("name", ["lexrank", "textrank", "reduction", "pacsum", "submodular"])
def test_too_many_sentences(name: str, long_document: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("similarity", "lexrank", "textrank"):
        __import__(f"summkit.summarisers.{module}")
        monkeypatch.setattr(sys.modules[f"summkit.summarisers.{module}"], "DENSE", 10)
    monkeypatch.setattr(similarity, "LIMIT", 20)
    with pytest.raises(InputError, match=rf"too many for {name}.*the limit is 20"):
        create(name).score(long_document)


def test_lexrank_threshold_is_decided_as_sumy_decides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a cosine differs from the threshold only by rounding, sumy's own sum decides."""
    from summkit.summarisers.lexrank import _Cosine

    document = article_document()
    exact = _Cosine(document)
    value = exact(0, 3)
    assert 0.0 < value < 1.0
    neighbours = []
    for threshold in (value, value * (1 - 1e-15)):
        method = create("lexrank", {"threshold": threshold})
        gram = similarity.gram(document, _weights(document))
        neighbours.append(bool(method._neighbours(document, 0, gram)[0, 3]))  # type: ignore[attr-defined]
    assert neighbours == [False, True]


def _weights(document: Document) -> Any:
    from summkit.summarisers.lexrank import _idf

    return _idf(document)


def test_sums_of_weights_are_exact_however_long_a_sentence_is() -> None:
    """Sums in another order, as in BLAS libraries and the core, give the same result."""
    words = [f"Harbour{number} bridge{number % 7} closed" for number in range(400)]
    long = " ".join(words) + " " + "pilots " * 300
    text = f"{long}. The harbour closed its bridge. " + "Pilots refused the tide. " * 10
    document = analyse(Article(text), "en")
    weights = similarity.idf(document)
    for terms in document.terms:
        squares = [(count * weights[term]) ** 2 for term, count in Counter(terms).items()]
        assert sum(map(Fraction, squares)) == Fraction(sum(squares, 0.0))
        assert sum(squares, 0.0) == sum(reversed(squares), 0.0)
    assert max(sum(Counter(terms).values()) for terms in document.terms) > 1000
