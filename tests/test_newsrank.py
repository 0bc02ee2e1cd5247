"""newsrank: properties that do not depend on its weights."""

from __future__ import annotations

import hashlib
import math
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import invented
from corpora import corpus
from summkit import modelfile
from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.newsrank.block import HEAD, block
from summkit.newsrank.features import FEATURES, NAMES
from summkit.newsrank.limits import limits
from summkit.newsrank.model import SHIPPED, RankingModel, parse, shipped
from summkit.newsrank.ranker import Ranking
from summkit.newsrank.sets import SET_NAMES, candidates
from summkit.newsrank.subsets import EXTRA
from summkit.newsrank.surface import Marks
from summkit.newsrank.terms import TERMS
from summkit.newsrank.view import View, view
from summkit.report.summaries import reasons
from summkit.selection import candidates as allowed_in
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.targets import TARGETS

BUDGETS = [
    Budget(words=30),
    Budget(words=8),
    Budget(characters=120),
    Budget(sentences=3),
    Budget(sentences=1, words=40),
    Budget(ratio=0.5),
    Budget(words=400),
]


def document(number: int = 1, *, sentences: int | None = None) -> Document:
    record = invented.record(number)
    body = record["body"]
    while sentences and body.count(".") < sentences:
        number += 1
        body += "\n\n" + invented.record(number)["body"]
    return analyse(Article(body=body, headline=record["headline"]), "en")


def seen_of(document: Document, budget: Budget, *, headline: bool = True) -> View:
    return view(block((document,)), [limits(document, budget)], [headline])


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [
                "“Never again,” she said.",
                "12 of 3.5 million were there!",
                "SHARE THIS",
                "Она пришла домой вчера вечером.",
                "今天的会议结束了。明天再来。",
                "Where is it?",
                "\n\n",
            ]
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(TEXTS, st.sampled_from(["en", "fr", "zh", "th", "und", "vi"]), st.sampled_from(BUDGETS))
@settings(max_examples=60, deadline=None)
def test_features_are_finite(pieces: list[str], language: str, budget: Budget) -> None:
    article = Article(body=" ".join(pieces), headline=pieces[0] or None)
    made = analyse(article, language)
    if not made.sentences:
        return
    bounds, seen = limits(made, budget), seen_of(made, budget)
    assert seen.features.shape == (min(len(made.sentences), HEAD), len(FEATURES))
    assert math.isfinite(float(seen.features.sum()))
    assert math.isfinite(float(seen.terms.sum()))
    found = candidates(seen, [bounds], seen.features[:, 0], [allowed_in(made, 4)])
    assert math.isfinite(float(found.values().sum()))
    for row in range(len(found.subset)):
        indices = found.indices(row)
        assert 0 < len(indices) <= bounds.sentences
        assert seen.words[indices].sum() == found.words[row] <= bounds.words


@pytest.mark.parametrize("target", sorted(TARGETS))
@pytest.mark.parametrize("budget", BUDGETS)
def test_budgets_hold(target: str, budget: Budget) -> None:
    for number in range(5):
        made = document(number)
        summary = System(create("newsrank"), target, budget).summarise(made)
        if budget.words:
            assert summary.words <= budget.words
        if budget.characters:
            assert summary.characters <= budget.characters
        assert len(summary.sentences) <= budget.limit(made)


def test_a_count_of_sentences_is_met() -> None:
    """A budget of five sentences of fifty gives five, also beyond the shortlist of nine."""
    made = document(sentences=60)
    for count in (1, 2, 3, 5, 9, 12):
        summary = System(create("newsrank"), "summary", Budget(sentences=count)).summarise(made)
        assert len(summary.sentences) == count


def test_a_large_budget_is_filled() -> None:
    made = document(sentences=60)
    summary = System(create("newsrank"), "summary", Budget(words=400)).summarise(made)
    assert 350 <= summary.words <= 400


def test_scores_of_every_sentence() -> None:
    made = document(sentences=HEAD + 40)
    scores = create("newsrank").score(made)
    assert len(scores) == len(made.sentences) > HEAD
    assert all(map(math.isfinite, scores))
    assert max(scores[HEAD:]) < min(scores[:HEAD])


def test_newsrank_can_ignore_the_headline() -> None:
    """The result without a headline is the same as with headline=false."""
    made = document(2)
    bare = Document(replace(made.article, headline=None), made.language)
    budget = Budget(words=30)
    one = System(create("newsrank", {"headline": "false"}), "dek", budget).summarise(made)
    two = System(create("newsrank"), "dek", budget).summarise(bare)
    assert [s.score for s in one.sentences] == [s.score for s in two.sentences]
    assert one.text == two.text


def test_a_headline_is_not_written_with_the_headline() -> None:
    made = document(3)
    other = Document(replace(made.article, headline="Zukrafo wople stri"), made.language)
    system = System(create("newsrank"), "headline")
    assert system.summarise(made).text == system.summarise(other).text


def test_says_why() -> None:
    made = document(4)
    summary = System(create("newsrank"), "summary").summarise(made)
    lines = reasons(summary)
    assert len(lines) == len(summary.sentences)
    assert all("Ranked higher: " in line or "Ranked lower: " in line for line in lines)


def test_every_feature_is_declared_once() -> None:
    """Models are valid only for these features in this order, since they contain no names."""
    assert (
        tuple(
            """
        first second third fourth early closeness depth relative last before
        paragraph paragraph_start paragraph_alone length size word_length content
        frequency top_terms centroid degree nearest forward backward to_first to_lead
        numbers names main_names quotes quote_start half_quote question exclamation
        unfinished colon dangling stop_start important important_share important_most
        headline_cosine headline_recall headline_precision headline_names
        """.split()
        )
        == NAMES
    )
    assert [feature.name for feature in TERMS] == (
        """
        often repeated spread near first in_first in_second in_third in_lead capitals
        capitals_often digits letters in_headline often_near often_first late article one
        """.split()
    )
    assert [feature.name for feature in EXTRA] == (
        """
        one two three four many used used_square longer distance distance_square covered
        covered_headline important important_density expected opening opening_two adjacent
        orphans half_quotes start spread cut
        """.split()
    )
    for features in (FEATURES, TERMS, EXTRA):
        phrases = [text for each in features for text in (each.phrase, each.opposite) if text]
        assert len(set(phrases)) == len(phrases)
    assert all(feature.opposite for feature in FEATURES)
    for target in SHIPPED:
        for variant in shipped(target).variants.values():
            widths = [len(part.mean) for part in (variant.terms, variant.sentences, variant.sets)]
            assert widths == [len(TERMS), len(FEATURES), len(SET_NAMES)]


def test_shipped_models_have_seen_these_features() -> None:
    """On real articles, the mean of each feature equals the mean in the model.

    So two features in the wrong order would be found if their means differ.
    """
    records = [record for name in ("bbc", "recent_news_en") for record in corpus(name, 60)]
    made = [analyse(Article(body=r["body"], headline=r["headline"]), "en") for r in records]
    model = shipped("dek")
    ranking = Ranking(made, model, Budget(words=30), True)
    assert all(ranking.used_headline)
    layer = model.variants["headlined"].sentences
    away = abs(ranking.seen.features.mean(axis=0) - layer.mean) / layer.scale
    far = {name: round(float(far), 2) for name, far in zip(NAMES, away, strict=True) if far > 1.0}
    assert far == {}


def test_other_methods_have_nothing_to_add() -> None:
    summary = System(create("lead"), "summary").summarise(document(4))
    assert "Ranked" not in " ".join(reasons(summary))


def test_explanations_add_up_to_the_score() -> None:
    """Contributions add up to the score minus the article's mean score, the largest first."""
    ranking = Ranking((document(4), document(5)), shipped("dek"), Budget(words=30), True)
    for article in (0, 1):
        scores = ranking.scores[article]
        mean = sum(scores) / len(scores)
        for index, score in enumerate(scores):
            reasons = ranking.explain(article, index)
            parts = [reason.contribution for reason in reasons]
            assert sum(parts) == pytest.approx(score - mean, abs=1e-5)
            assert [abs(part) for part in parts] == pytest.approx(
                sorted(map(abs, parts), reverse=True), abs=1e-6
            )
            assert len({reason.feature for reason in reasons}) == len(reasons)


def test_explains_in_words_that_fit() -> None:
    """Only the first sentence opens the article; for the others see `Feature.opposite`."""
    ranking = Ranking((document(5),), shipped("dek"), Budget(words=30), True)
    for index in range(len(ranking.documents[0].sentences)):
        phrases = {reason.feature: reason.phrase for reason in ranking.explain(0, index)}
        opens = "opens the article" if index == 0 else "does not open the article"
        assert phrases["first"] == opens


def test_features_without_variation_are_no_reason() -> None:
    made = analyse(Article(body="The mill burnt down. Nobody was hurt."), "en")
    reasons = Ranking((made,), shipped("dek"), Budget(words=30), True).explain(0, 0)
    assert "first" in {reason.feature for reason in reasons}
    assert {"third", "question", "paragraph_alone"}.isdisjoint(r.feature for r in reasons)


def test_sentences_that_are_not_ranked_have_no_reasons() -> None:
    made = document(sentences=HEAD + 40)
    assert create("newsrank").explain(made, HEAD) == []


@pytest.mark.parametrize("target", SHIPPED)
def test_shipped_models(target: str) -> None:
    """They can be loaded, match their descriptions, and are small."""
    model = shipped(target)
    assert model.target == target
    assert parse(model.to_json(), "again").to_json() == model.to_json()


def test_shipped_models_are_small() -> None:
    assert sum(len(shipped(target).to_json().encode()) for target in SHIPPED) < 1_000_000


def ratio_of(model: RankingModel, made: Document) -> float:
    """Return the time of ranking divided by the time of analysing the same article."""
    ranked = analysed = float("inf")
    for _ in range(5):
        start = time.process_time()
        fresh = Document(made.article, made.language)
        _ = fresh.terms, fresh.tokens, fresh.headline_terms
        middle = time.process_time()
        Ranking((fresh,), model, Budget(words=40), True).choose([range(len(fresh.sentences))])
        analysed = min(analysed, middle - start)
        ranked = min(ranked, time.process_time() - middle)
    return ranked / analysed


def test_ranking_costs_little() -> None:
    """On any machine, ranking takes at most a few times as long as analysing the 30 sentences."""
    assert ratio_of(shipped("dek"), document(sentences=30)) < 8


def test_long_documents_stay_cheap() -> None:
    """Only the first 250 sentences are ranked: 4,000 take at most 8 times as long as 250."""
    short, long = document(sentences=250), document(sentences=4000)

    def seconds(made: Document) -> float:
        _ = made.terms, made.tokens
        start = time.process_time()
        Ranking((made,), shipped("summary"), Budget(words=60), True).choose([range(250)])
        return time.process_time() - start

    assert min(seconds(long) for _ in range(3)) < 8 * max(seconds(short) for _ in range(3))


@pytest.mark.parametrize("name", ["orangesum_fr", "vietnews_vi"])
def test_beats_the_lead_on_real_news(name: str) -> None:
    """A smoke test on articles it was trained on; benchmarks/newsrank.md has the real figures."""
    from summkit.evaluation.contenders import from_summary
    from summkit.evaluation.evaluate import references
    from summkit.metrics.base import Item
    from summkit.metrics.rouge import Rouge

    records = corpus(name, 150)
    made = [
        analyse(Article(body=r["body"], headline=r["headline"], dek=r["dek"]), r["language"])
        for r in records
    ]
    values = {}
    for method in ("lead", "newsrank"):
        system = System(create(method), "dek", Budget(words=40))
        items = [
            Item(from_summary(system.summarise(d)).candidate, references(d, ["dek"]), d)
            for d in made
        ]
        values[method] = Rouge("1,2").values_many(items)[:, 2].mean()
    assert values["newsrank"] > values["lead"] + 0.01


LONG = (
    "The harbour board of Kestle voted on Tuesday to close the north quay to all traffic from the"
    " first of March, after divers found that three of the piles which carry it had rotted through,"
    " and to look for money to mend it in the county's budget for the coming year. "
)
ASIDE = "It rained on most days of that week. "


def test_a_long_best_sentence_is_cut_or_not() -> None:
    """With `cut=False`, only whole sentences are chosen; otherwise a long sentence is shortened."""
    made = analyse(Article(body=(LONG + ASIDE) * 2), "en")
    budget = Budget(words=25)
    cut = System(create("newsrank"), "dek", budget).summarise(made)
    whole = System(create("newsrank", {"cut": "false"}), "dek", budget).summarise(made)
    assert cut.shortened and not cut.truncated
    assert cut.text == LONG[: LONG.index(", after")] + "."
    assert not whole.truncated and whole.text == ASIDE.strip()


@given(TEXTS, st.sampled_from(["en", "zh", "vi"]), st.sampled_from(BUDGETS))
@settings(max_examples=40, deadline=None)
def test_sets_score_as_their_values(pieces: list[str], language: str, budget: Budget) -> None:
    """Scores computed without the array of values are the same as scores computed from it."""
    made = analyse(Article(body=" ".join(pieces)), language)
    if not made.sentences:
        return
    bounds, seen = limits(made, budget), seen_of(made, budget)
    found = candidates(seen, [bounds], seen.features[:, 5], [allowed_in(made, 4)])
    layer = shipped("summary").variants["plain"].sets
    values = found.values()
    assert values.shape == (len(found.subset), len(SET_NAMES))
    scores = found.score([(layer, language)])
    assert scores == pytest.approx(layer.score(values, language), abs=1e-6)
    for row in range(len(found.subset)):
        indices = found.indices(row)
        held = {int(term) for term in seen.term[[h in indices for h in seen.holder.tolist()]]}
        share = sum(float(seen.weight[term]) for term in sorted(held))
        assert values[row, SET_NAMES.index("covered")] == pytest.approx(share)
        assert len(indices) == 1 or not seen.cut[indices].any()


@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["en", "zh", "vi", "und"])), min_size=2, max_size=5),
    st.sampled_from(BUDGETS),
)
@settings(max_examples=40, deadline=None)
def test_a_block_ranks_as_one_by_one(articles: list[tuple[list[str], str]], budget: Budget) -> None:
    made = [
        analyse(Article(body=" ".join(pieces), headline=pieces[0] or None), language)
        for pieces, language in articles
    ]
    made = [document for document in made if document.sentences]
    if not made:
        return
    model = shipped("dek")
    together = Ranking(made, model, budget, True)
    allowed = [allowed_in(document, 4) for document in made]
    alone = [Ranking((document,), model, budget, True) for document in made]
    for scores, ranking in zip(together.scores, alone, strict=True):
        assert scores == pytest.approx(ranking.scores[0], abs=2e-6)
    apart = [each.choose([own])[0] for each, own in zip(alone, allowed, strict=True)]
    assert together.choose(allowed) == apart


def test_marks_of_sentences() -> None:
    made = analyse(
        Article(
            body='Anna Berg sold 12 boats to “Kort and Sons. "It rained," Berg said.\n\n'
            "He left 4.5% of it to Anna, and the BBC saw mid-1990s papers. 7 Berg boats sank."
        ),
        "en",
    )
    looked = block((made,))
    marks = Marks(looked.documents, looked.starts.tolist(), looked.widths.tolist())
    listed = [sentence.text.split()[0] for sentence in made.sentences]
    assert listed == ["Anna", '"It', "He", "7"]
    assert marks.words == [9, 4, 13, 4]
    # "Anna", "It" and "He" open; "mid-1990s" begins with a small letter.
    assert marks.numbers == [0, 2, 3]
    named = [
        (row, made.vocabulary[term]) for row, term in zip(marks.names, marks.terms, strict=True)
    ]
    assert named == [(0, "berg"), (0, "kort"), (0, "son"), (1, "berg"), (2, "anna"), (2, "bbc"),
                     (3, "berg")]  # fmt: skip
    assert marks.dangling == [False, True, True, False]
    assert marks.quotes == [1, 2, 0, 0]
    assert marks.half == [True, False, False, False]


def test_headings_are_passed_over() -> None:
    body = (
        "Zwei Züge stießen am Montag im Bahnhof von Altenbruck zusammen, zwölf Menschen wurden"
        " verletzt.\n\nSchaden in Millionenhöhe\n\nDie Strecke bleibt bis Freitag gesperrt.\n\n"
        "Was Reisende wissen müssen\n\nBusse fahren alle zwanzig Minuten."
    )
    made = analyse(Article(body=body), "de")
    for words in (8, 16, 30):
        summary = System(create("newsrank"), "dek", Budget(words=words)).summarise(made)
        assert "Millionenhöhe" not in summary.text
        assert "Reisende" not in summary.text


def test_a_body_with_half_of_a_surrogate_pair_can_be_summarised() -> None:
    """In an earlier version the digest that recognises training articles raised an error."""
    body = "The council of Marlow met on Monday \udc65 and voted. Nobody was hurt, police said."
    document = analyse(Article(body), "en")
    for target in ("dek", "headline", "summary"):
        assert System("newsrank", target).summarise(document).text
    assert modelfile.digest(body) != modelfile.digest(body.replace("\udc65", ""))


def test_digests_are_sha256_with_and_without_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = hashlib.sha256(b"A fire broke out.").hexdigest()[:8]
    assert modelfile.digest("A fire\nbroke out.") == wanted
    monkeypatch.delitem(sys.modules, "hashlib")
    monkeypatch.setattr(modelfile, "_FIRST", iter(range(2)))
    for loaded in (False, False, True, True):
        assert modelfile.digest("A fire\nbroke out.") == wanted
        assert ("hashlib" in sys.modules) is loaded
