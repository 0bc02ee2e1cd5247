"""Budgets, redundancy, ties and cutting for any text and any scores."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import Article, Budget, UsageError, analyse
from summkit.budget import Room
from summkit.cutting import MARK, cut, marked
from summkit.errors import ArgumentTypeError
from summkit.selection import Rules, candidates, marginal_relevance, rank, select
from summkit.summarisers.base import Summariser
from summkit.summary import Summary
from summkit.system import System
from summkit.targets import TARGETS

WORDS = st.sampled_from(
    "council harbour vote mayor ferry storm budget nurses said Tuesday the of, a 4.5 – to".split()
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=5).map(" ".join)
BODY = st.lists(PARAGRAPH, min_size=1, max_size=5).map("\n\n".join)
BUDGET = st.one_of(
    st.integers(1, 60).map(lambda n: Budget(words=n)),
    st.integers(2, 300).map(lambda n: Budget(characters=n)),
    st.integers(1, 9).map(lambda n: Budget(sentences=n)),
    st.floats(0.01, 1.0).map(lambda r: Budget(ratio=r)),
    st.tuples(st.integers(1, 5), st.integers(1, 40), st.integers(2, 200)).map(
        lambda t: Budget(sentences=t[0], words=t[1], characters=t[2])
    ),
)


class Given(Summariser):
    """A method with the scores that the test gives."""

    name = "given"
    paper = "none"
    values: tuple[float, ...] = ()

    def score(self, document: Any) -> Any:
        return (self.values * len(document.sentences))[: len(document.sentences)]


def given_scores(values: tuple[float, ...]) -> Given:
    method = Given()
    object.__setattr__(method, "values", values)
    return method


def write(
    body: str, budget: Budget, values: Any = (1.0,), target: str = "summary", **rules: Any
) -> Summary:
    system = System(given_scores(tuple(values)), target, budget, Rules(**rules))
    return system.summarise(analyse(Article(body=body, language="en")))


@settings(deadline=None)  # the first headline loads the parser's weights
@given(
    BODY,
    BUDGET,
    st.lists(st.floats(-5, 5), min_size=1, max_size=6),
    st.sampled_from(sorted(TARGETS)),
)
def test_every_budget_holds_and_every_offset_is_exact(
    body: Any, budget: Any, values: Any, target: Any
) -> None:
    summary = write(body, budget, values, target)
    assert summary.text.strip()
    assert budget.fits(summary.document.language, summary.text)
    if budget.words is not None:
        assert len(summary.text.split()) <= budget.words
    if budget.characters is not None:
        assert len(summary.text) <= budget.characters
    # A headline has an entry for each stretch of one sentence.
    assert len({each.index for each in summary.sentences}) <= budget.limit(summary.document)
    for sentence in summary.sentences:
        assert body[sentence.start : sentence.end] == sentence.text
    assert all(a.end <= b.start for a, b in pairwise(summary.sentences))
    texts = [sentence.text for sentence in summary.sentences]
    assert summary.headlines or len(set(texts)) == len(texts)
    assert summary.truncated == summary.text.endswith(MARK)


@settings(deadline=None)  # the first call imports the modules for headlines
@given(BODY, BUDGET, st.sampled_from(["none", "trigrams", "mmr"]))
def test_the_same_choice_every_time(body: Any, budget: Any, redundancy: Any) -> None:
    first, second = (write(body, budget, (0.5, 0.1, 0.5), redundancy=redundancy) for _ in "12")
    assert first.text == second.text


@given(BODY, st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_without_other_bounds_the_best_scores_are_taken_ties_to_the_earlier(
    body: Any, values: Any
) -> None:
    document = analyse(Article(body=body, language="en"))
    count = len(document.sentences)
    scores = (values * count)[:count]
    allowed = candidates(document, 4)
    chosen = select(document, rank(scores, allowed), Budget(sentences=2), Rules()).indices
    expected = sorted(sorted(allowed, key=lambda i: (-scores[i], i))[:2])
    assert list(chosen) == expected


BODY_OF_FIVE = (
    "The ferry to Skerry Island will stop running in March. Ticket sales fell by half.\n\n"
    "Ticket sales fell by half. The council will vote on a smaller boat on Tuesday night. No."
)


def test_repeats_and_fragments_are_passed_over() -> None:
    summary = write(BODY_OF_FIVE, Budget(sentences=9))
    assert [s.text for s in summary.sentences] == [
        "The ferry to Skerry Island will stop running in March.",
        "Ticket sales fell by half.",
        "The council will vote on a smaller boat on Tuesday night.",
    ]


def test_fragments_are_chosen_only_without_other_sentences() -> None:
    assert write("No. Never again.", Budget(sentences=1)).text == "No."


def test_a_sentence_that_is_too_long_is_skipped_with_a_reason() -> None:
    summary = write(BODY_OF_FIVE, Budget(words=6), (5.0, 1.0))
    assert summary.text == "Ticket sales fell by half."
    assert summary.passed == ((0, "too long for the rest of the budget"),)
    assert summary.ranks == (4,)


def test_trigram_blocking() -> None:
    body = (
        "Ministers met union leaders on Monday. Union leaders on Monday walked out. "
        "Rain fell all day."
    )
    plain = write(body, Budget(sentences=2))
    blocked = write(body, Budget(sentences=2), redundancy="trigrams")
    assert [s.index for s in plain.sentences] == [0, 1]
    assert [s.index for s in blocked.sentences] == [0, 2]
    assert blocked.passed == ((1, "shares three words in a row with a chosen sentence"),)


def test_marginal_relevance_prefers_what_is_new() -> None:
    body = (
        "Storm closes harbour bridge. Storm closes harbour bridge again. Council approves budget."
    )
    document = analyse(Article(body=body, language="en"))
    assert marginal_relevance(document, [1.0, 0.8, 0.75], [0, 1, 2], 3) == [0, 2, 1]


def test_headlines_shorten_the_best_sentence_others_look_for_one_that_fits() -> None:
    body = (
        "The harbour board voted on Tuesday, after nine hours of talks in the old customs house, "
        "to close the bridge. It closes in May of next year."
    )
    headline = write(body, Budget(characters=75), (2.0, 1.0), "headline")
    assert headline.text.startswith("Harbour board voted")
    assert headline.text.endswith("to close bridge")
    assert not headline.truncated
    assert {sentence.index for sentence in headline.sentences} == {0}
    assert all(body[each.start : each.end] == each.text for each in headline.sentences)
    assert write(body, Budget(characters=75), (2.0, 1.0)).text == "It closes in May of next year."


@pytest.mark.parametrize(
    ("text", "words", "characters", "expected"),
    [
        ("Rain fell, and the river rose over its banks.", 5, None, "Rain fell"),
        ("Rain fell on the town, and the river rose.", 7, None, "Rain fell on the town"),
        ("Rain fell on the town all day and all night", None, 24, "Rain fell on the town"),
        ("Unquestionably", None, 6, "Unque"),
        (
            "Talks – which lasted a day – ended without a deal",
            6,
            None,
            "Talks – which lasted a day",
        ),
        ("The 1,000th visitor came on a bus from the coast", 2, None, "The 1,000th"),
    ],
)
def test_places_of_cuts(
    text: str, words: int | None, characters: int | None, expected: str
) -> None:
    language = analyse(Article(body="x", language="en")).language
    assert cut(text, language, words, characters) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"sentences": 0},
        {"words": -1},
        {"characters": 1},
        {"ratio": 0.0},
        {"ratio": 1.5},
        {"ratio": float("nan")},
    ],
)
def test_impossible_budgets_are_refused_in_one_line(wrong: Any) -> None:
    with pytest.raises(UsageError) as error:
        Budget(**wrong)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": True}, "`words` takes a whole number of at least 1, not True (bool)"),
        ({"words": 60.5}, "`words` takes a whole number of at least 1, not 60.5 (float)"),
        ({"words": "60"}, "`words` takes a whole number of at least 1, not '60' (str)"),
        ({"characters": 75.0}, "`characters` takes a whole number of at least 2, not 75.0 (float)"),
        ({"sentences": [3]}, "`sentences` takes a whole number of at least 1, not [3] (list)"),
        ({"ratio": True}, "`ratio` takes a number above 0, at most 1, not True (bool)"),
        ({"ratio": "0.5"}, "`ratio` takes a number above 0, at most 1, not '0.5' (str)"),
    ],
)
def test_bounds_of_the_wrong_type_are_refused_where_they_are_given(wrong: Any, said: str) -> None:
    with pytest.raises(ArgumentTypeError) as error:
        Budget(**wrong)
    assert str(error.value) == said
    assert isinstance(error.value, TypeError)


@given(BODY, BUDGET, st.integers(0, 40))
def test_room_and_fits_agree_on_the_joined_text(body: Any, budget: Any, start: Any) -> None:
    """If sentences are added one by one while there is room, the text is within the budget."""
    document = analyse(Article(body=body, language="en"))
    room = Room(document, budget)
    for index in range(start % len(document.sentences), len(document.sentences)):
        texts = [document.sentences[at].text for at in [*room.chosen, index]]
        joined = document.language.joiner.join(texts)
        assert room.fits(index) == budget.fits(document.language, joined)
        if not room.full and room.fits(index):
            room.add(index)
    assert len(room.chosen) <= budget.limit(document)


@given(BODY, BUDGET)
def test_a_cut_sentence_fits_with_its_mark(body: Any, budget: Any) -> None:
    document = analyse(Article(body=body, language="en"))
    for sentence in document.sentences:
        if not budget.fits(document.language, sentence.text):
            prefix = budget.cut(document.language, sentence.text)
            assert sentence.text.startswith(prefix)
            assert budget.fits(document.language, marked(prefix))


def test_unknown_redundancy_and_target_list_what_exists() -> None:
    with pytest.raises(UsageError, match="none, trigrams, mmr"):
        Rules("bigrams")
    with pytest.raises(UsageError, match="headline, lede, dek, summary"):
        System(given_scores((1.0,)), "teaser")


def test_each_target_has_the_method_that_reads_best(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {System(target=name).summariser.name for name in TARGETS} == {"newsrank"}
    monkeypatch.setitem(TARGETS, "summary", TARGETS["summary"]._replace(method="lead"))
    assert System().label == "lead" and System(target="dek").label == "newsrank"
    assert System("lexrank").label == "lexrank"
