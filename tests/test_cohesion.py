"""The needs of sentences, and newsrank's penalties for sets with unmet needs."""

from __future__ import annotations

import gc
import pickle
import weakref
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import Article, Budget, System, analyse
from summkit.cohesion.completion import completions
from summkit.cohesion.leadin import lead_in, news_of
from summkit.cohesion.need import Need
from summkit.cohesion.openings import openings
from summkit.cohesion.phrases import Anywhere, AtHead, is_in
from summkit.cohesion.quotations import halves, unquoted
from summkit.cohesion.ties import ties_of, unmet
from summkit.composing import compose
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.evaluation.contenders import from_summary
from summkit.metrics.readability.metric import lint
from summkit.newsrank.costs import GAP, LATE, NEED, Demands, best_rows, costs_of, demands_of
from summkit.newsrank.limits import limits
from summkit.newsrank.model import shipped
from summkit.newsrank.ranker import Ranking
from summkit.newsrank.sets import Candidates
from summkit.newsrank.subsets import SHORTLIST
from summkit.newsrank.summariser import NewsRank
from summkit.selection import Selection, candidates
from summkit.shortening.references import background_last, refers_back
from summkit.shortening.unparsed.days import days
from summkit.summarisers.base import Ranked


def document(*sentences: str, language: str = "en") -> Document:
    return analyse(Article(body="\n\n".join(sentences), language=language))


def needs(of: Document, index: int) -> list[tuple[str, str]]:
    return [(need.kind, need.text) for need in ties_of(of).needs(index)]


NAMES = document(
    "A fire broke out at the mill of Ellis Joseph in Ostrava on Monday.",
    "Mr Joseph was in London then.",
    "Firefighters of the Moravian Rescue Union (MRU) came at noon.",
    "The MRU said that Joseph had kept paper there.",
    "Anna de Vries, a neighbour, called it a pity.",
    "For De Vries the fire was no surprise.",
    "Vries is a village. Monday was hot.",
)


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, []),
        (1, [("name", "Mr Joseph")]),
        (3, [("name", "MRU"), ("name", "Joseph")]),
        (4, []),
        (7, []),
    ],
)
def test_a_surname_needs_the_name_in_full(index: int, expected: list[tuple[str, str]]) -> None:
    assert needs(NAMES, index) == expected


def test_any_earlier_sentence_with_the_full_name_resolves_a_surname() -> None:
    names = [need for need in ties_of(NAMES).needs(3) if need.text == "Joseph"]
    assert [list(need.earlier) for need in names] == [[0, 1]]
    # The need is reported once, at its first place.
    assert [(place, need.text) for place, need in unmet(NAMES, [1, 2, 3])] == [(0, "Mr Joseph")]
    assert unmet(NAMES, [0, 2, 3]) == []


STORY = document(
    "The council approved a plan for the harbour on Monday.",
    "Mayor Ada Orme presented it.",
    "She said that it was late.",
    "The plan costs a million.",
    "The government pays the rest.",
    "Rain fell in the evening.",
)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([2], [(0, "She")]),
        ([1, 2], []),
        ([0, 2], [(1, "She")]),  # "the council" is no antecedent of "She"
        ([3], [(0, "The plan")]),
        ([0, 3], []),
        ([1, 3], [(1, "The plan")]),
        ([0, 4], []),  # the sentence that introduces the plan is chosen
        ([0, 1, 2, 3, 4, 5], []),
    ],
)
def test_sentences_that_resolve_a_need(chosen: list[int], expected: list[tuple[int, str]]) -> None:
    missing = [(place, need.text) for place, need in unmet(STORY, chosen)]
    assert [each for each in missing if each[1] != "it"] == expected


def test_a_quotation_is_chosen_whole() -> None:
    of = document('Ada Orme said: "The roof went. The walls too. Then rain fell." She wept.')
    assert [s.text for s in of.sentences][1:3] == ["The walls too.", 'Then rain fell."']
    assert unmet(of, [0, 1, 2, 3]) == []
    assert [(place, need.kind) for place, need in unmet(of, [0])] == [(0, "quotation")]
    assert {need.kind for _, need in unmet(of, [0, 2])} == {"quotation", "connective"}
    assert [(place, need.kind) for place, need in unmet(of, [1])] == [(0, "quotation")]


def test_other_languages_know_names_and_openers() -> None:
    of = document(
        "Un incendie a détruit le moulin de Jeanne Moreau lundi à Ostrava.",
        "La ville est loin.",
        "Cependant, Mme Moreau était absente.",
        language="fr",
    )
    assert needs(of, 2) == [("connective", "Cependant"), ("name", "Mme Moreau")]
    # German nouns have capitals too, so only a title shows that a word is a name.
    german = document(
        "Die Deutsche Bank wuchs 2019.",
        "Die Bank von Karl Maier nicht.",
        "Maier schwieg. Herr Maier ging.",
        language="de",
    )
    assert [needs(german, index) for index in range(2, 4)] == [[], [("name", "Herr Maier")]]


def test_the_needs_do_not_keep_a_document_alive() -> None:
    of = document("Rain fell.", "But she left.")
    ties_of(of).needs(1)
    known = weakref.ref(of)
    gc.disable()
    try:
        del of
        assert known() is None
    finally:
        gc.enable()


def test_a_document_can_be_sent_after_it_was_ranked() -> None:
    ties_of(NAMES).needs(1)
    sent = pickle.loads(pickle.dumps(NAMES))
    assert needs(sent, 1) == needs(NAMES, 1)


PEOPLE = (
    "A fire broke out at the mill of Ellis Joseph in Ostrava on Monday.",
    "Mr Joseph said that the roof of the mill went first.",
    "Anna Orme and Karl Orme came to help.",
    "Mrs Orme called it a pity.",
    "The Moravian Rescue came, and Rescue boats too.",
    "Dr Joseph's doctor was there.",
)


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (1, [("Mr Joseph", "Ellis Joseph")]),
        (3, []),  # two persons have this surname
        (4, []),  # no person has this surname
        (5, [("Dr Joseph", "Dr Ellis Joseph")]),
    ],
)
def test_a_first_mention_is_completed_where_it_is_certain(
    index: int, expected: list[tuple[str, str]]
) -> None:
    of = document(*PEOPLE)
    found = completions(of, [index])
    text = of.sentences[index].text
    assert [(text[each.start : each.end], each.text) for each in found] == expected
    for each in found:
        assert of.body[slice(*each.taken_from)] == "Ellis Joseph"


def test_names_in_full_are_marked_and_may_be_switched_off() -> None:
    of = document(*PEOPLE[:2])
    system = System(NewsRank(complete=True), "summary", sentences=1)
    selection = Selection((1,), None, ())
    summary = compose(system, of, selection, Ranked([1], [0.0, 1.0], completes=True))
    assert str(summary) == "Ellis Joseph said that the roof of the mill went first."
    (sentence,) = summary.to_dict()["sentences"]
    assert of.body[sentence["start"] : sentence["end"]] == sentence["text"] == PEOPLE[1]
    (name,) = sentence["completed"]
    assert sentence["text"][name["start"] : name["end"]] == "Mr Joseph"
    assert name["text"] == of.body[slice(*name["taken_from"])] == "Ellis Joseph"
    assert lint(from_summary(summary).candidate, of) == []
    assert NewsRank().complete is True
    plain = compose(system, of, selection, Ranked([1], [0.0, 1.0]))
    assert str(plain) == PEOPLE[1] and "completed" not in plain.to_dict()["sentences"][0]
    # If the longer name exceeds the budget, the text stays unchanged.
    tight = System(NewsRank(complete=True), "summary", characters=len(PEOPLE[1]))
    kept = compose(tight, of, selection, Ranked([1], [0.0, 1.0], completes=True))
    assert str(kept) == PEOPLE[1] and kept.completions == ()


PIECES = st.sampled_from(
    ["He", "However,", "Ada Orme", "Orme", "Mr", "said", "the move", '"', "“", "”", "(MRU)", "MRU",
     "The", "In 2003", "she", "also", "I", ".", "‘", "\n\n", "de", "É", "İ", "O'", "-", "Others"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(["en", "fr", "de", "vi", "xx"]))
def test_any_text(body: str, language: str) -> None:
    of = analyse(Article(body=body, language=language))
    for sentence in of.sentences:
        for need in ties_of(of).needs(sentence.index):
            assert sentence.text[need.start : need.end] == need.text != ""
            assert all(0 <= index < sentence.index for index in [*need.earlier, *need.before])
            assert all(index > sentence.index for index in need.after)


COMPANIES = document(
    "Orme Mills and Sons Ltd closed its mill in Ostrava on Monday.",
    "Orme said that it would build another in May.",
    "In a letter to the council of Brno, the company asked for land.",
    "The man making the plans is a farmer.",
    "The company named no price.",
    "Rain fell on the town.",
)


def test_a_company_needs_its_name_in_full() -> None:
    assert needs(COMPANIES, 1)[0] == ("name", "Orme")
    assert unmet(COMPANIES, [1])[0][1].kind == "name"
    assert unmet(COMPANIES, [0, 1]) == []


def test_a_definite_noun_after_an_opening_phrase_needs_an_antecedent() -> None:
    assert needs(COMPANIES, 2) == [("noun", "the company")]
    assert [need.text for _, need in unmet(COMPANIES, [2])] == ["the company"]


def test_the_main_actor_of_the_first_sentence_needs_no_antecedent() -> None:
    assert unmet(COMPANIES, [0, 4]) == []
    # The sentence itself identifies the man.
    assert [need.text for _, need in unmet(COMPANIES, [3, 5])] == []


def test_a_quotation_that_opens_again_was_not_closed() -> None:
    of = document(
        'Ada Orme said: "The roof went first.',
        "Nobody can stop a fire.",
        '"The walls went later.',
        'So did the gate."',
        "Rain fell.",
    )
    assert [need.kind for _, need in unmet(of, [1])] == ["quotation"]
    assert unmet(of, [0, 1, 2, 3]) == []
    assert [need.kind for _, need in unmet(of, [4])] == []


def test_the_end_of_a_quotation_needs_its_speaker() -> None:
    of = document(
        "Ada Orme saw the fire on Monday.",
        '"The roof went first and took the wall with it.',
        'Nobody was there to see it but the dogs."',
        "Rain fell.",
        '"That was a pity."',
        "So said the mayor, Karl Bright.",
    )
    assert [need.kind for _, need in unmet(of, [1, 2])] == ["quotation"]
    assert unmet(of, [0, 1, 2]) == []


def test_a_quotation_without_an_attribution_has_no_speaker() -> None:
    of = document(
        "Ada Orme won the race on Sunday.",
        '"I had a long night," she said.',
        '"I came to run and go home for a roast."',
        "Orme, who runs for Marl, had never won a race.",
    )
    assert [need.kind for _, need in unmet(of, [0, 2, 3])] == ["quotation"]
    assert unmet(of, [0, 1, 2, 3]) == []


def test_a_bare_quotation_does_not_open_an_article() -> None:
    of = document('"The roof went first."', "Ada Orme saw the fire.", "Rain fell.")
    assert [need.kind for _, need in unmet(of, [0])] == ["quotation"]
    assert unmet(of, [0, 1]) == []


def _sets(shortlist: list[int]) -> Candidates:
    """All subsets of a shortlist; unused fields are empty."""
    nothing = np.zeros(0)
    count = (1 << len(shortlist)) - 1
    listed = np.array([shortlist + [-1] * (SHORTLIST - len(shortlist))])
    return Candidates(
        np.zeros(count, np.intp), np.arange(count), nothing, nothing, listed, nothing, nothing,
        nothing,
    )  # fmt: skip


def test_penalties_of_sets() -> None:
    table = {
        2: [Need("noun", 0, 0, "", earlier=(0,))],
        3: [Need("pronoun", 0, 0, "", before=(2,)), Need("quotation", 0, 0, "", after=(4,))],
        4: [],
        0: [],
    }
    costs = costs_of([Demands(table.__getitem__, 0, LATE, NEED)], _sets([0, 2, 3, 4]))
    paid = {
        tuple(i for n, i in enumerate([0, 2, 3, 4]) if row + 1 >> n & 1): cost
        for row, cost in enumerate(costs.tolist())
    }
    late = LATE * np.log2(3.0)  # the news is sentence 0, and sentence 2 is two places after it
    assert paid[(0,)] == 0.0
    assert paid[(0, 2)] == GAP
    assert paid[(2,)] == pytest.approx(late + NEED)
    # The needs of the noun and of the end of the quotation.
    assert paid[(2, 3)] == pytest.approx(late + NEED + NEED)
    assert paid[(0, 2, 3, 4)] == GAP
    assert paid[(0, 3, 4)] == pytest.approx(GAP * np.log2(3.0) + NEED)
    assert paid[(2, 4)] == pytest.approx(late + GAP + NEED)
    # Beyond eight sentences, each doubling of the distance costs three times as much.
    far = costs_of([Demands(lambda _: [], 0, 0.0, NEED)], _sets([0, 16]))
    assert far[2] == pytest.approx(GAP * (4.0 + 2.0 * 1.0))
    # A gap of more than one sentence is a jump, which has an additional penalty.
    jumps = costs_of([Demands(lambda _: [], 0, 0.0, NEED, 5.0)], _sets([0, 2, 5]))
    assert jumps[2] == GAP and jumps[4] == pytest.approx(GAP * np.log2(5.0) + 5.0 * 2.0)
    assert jumps[5] == pytest.approx(GAP * np.log2(3.0) + 5.0 * 1.0)
    # If the news is sentence 2, the sentences before it are skipped.
    costs = costs_of([Demands(table.__getitem__, 2, LATE, NEED)], _sets([0, 2, 3, 4]))
    assert costs[0] == 2 * NEED and costs[1] == NEED and costs[2] == 2 * NEED + GAP


@pytest.mark.parametrize(
    ("budget", "language", "times"),
    [
        (Budget(words=30), "en", 2.0),  # a dek has no room for a sentence with an unmet need
        (Budget(words=30), "fr", 1.0),
        (Budget(sentences=1, words=40), "fr", 2.0),  # no second sentence can meet the need
        (Budget(words=60), "en", 1.0),
        (Budget(sentences=3), "en", 1.0),
    ],
)
def test_penalties_of_needs(budget: Budget, language: str, times: float) -> None:
    body = "The mayor resigned on Monday. Nobody knows why. A vote will be held. He left at noon."
    document = analyse(Article(body=body, language="en"))
    demands = demands_of(lambda _: [], 0, limits(document, budget), language)
    assert demands.need == times * NEED


@pytest.mark.parametrize(
    ("budget", "language", "needs", "times"),
    [
        (Budget(words=30), "en", [], 8.0),
        # The sentence cannot be understood alone.
        (Budget(words=30), "en", [Need("pronoun", 0, 2, "It")], 2.0),
        (Budget(words=40, sentences=1), "en", [], 2.0),
        (Budget(sentences=3), "en", [], 1.0),
    ],
)
def test_a_dek_contains_the_news_if_it_fits(
    budget: Budget, language: str, needs: list[Need], times: float
) -> None:
    document = analyse(
        Article(body="The mayor left. It rains. Rain falls. He is ill.", language="en")
    )
    bounds = limits(document, budget)
    demands = demands_of(lambda _: needs, 0, bounds, language, leads=True)
    assert demands.late == times * LATE


@pytest.mark.parametrize(
    ("opening", "dek"),
    [
        ("A baker in Marl has won the right to sell bread on Sundays.", 0),
        # A teaser, a question and a sentence that addresses the reader do not report news.
        ("Bread is a long story.", 1),
        ("Stale bread is a common sight in the small towns of the valley.", 1),
        ("Would anybody buy his bread on a Sunday morning in winter?", 1),
        ("Anybody who buys bread on Sundays knows that you wait for it.", 1),
    ],
)
def test_the_dek_of_a_short_first_sentence(opening: str, dek: int) -> None:
    body = (
        f"{opening} Ada Holt, 52, of Mill Lane, Marl, appeared at the county court on 20 January"
        " after the council had fined her three times for opening her bakery in the square. Work"
        " on the new court begins in May. The council said that it would ask a higher court."
    )
    summary = System("newsrank", target="dek").summarise(Article(body=body, language="en"))
    assert summary.sentences[0].index == dek


RULING = "A baker in Marl has won the right to sell bread on Sundays."
BEHIND = [
    "The county court in the old mill of the town has given its ruling after a dispute of nine"
    " years that has cost the town and the baker more than 90,000 marks in fees, it was told.",
    "The baker of the town had been fined by the town for every loaf that he had sold to anybody"
    " on a Sunday, on a holiday and on each of the evenings before one, it was told.",
    "Ada Holt, who sells bread in Marl, welcomed it.",
    "Work on a new court in the town of Marl begins in May.",
]


def test_a_dek_is_the_news_alone_if_the_next_sentence_is_not_chosen() -> None:
    dek = System("newsrank", target="dek")
    assert str(dek.summarise(Article(body=" ".join([RULING, *BEHIND]), language="en"))) == RULING
    # The next sentence may follow the ruling; a budget of two sentences gives two.
    near = " ".join([RULING, BEHIND[2], *BEHIND[:2], BEHIND[3]])
    assert [s.index for s in dek.summarise(Article(body=near, language="en")).sentences] == [0, 1]
    two = System("newsrank", target="dek", sentences=2)
    article = Article(body=" ".join([RULING, *BEHIND]), language="en")
    assert len(two.summarise(article).sentences) == 2


def test_a_dek_in_another_language_omits_sentences_with_unmet_needs() -> None:
    news = "Der Bäcker von Marl darf auch am Sonntag Brot verkaufen."
    body = (
        f"{news} Das hat das Verwaltungsgericht am Donnerstag entschieden und die Klage eines"
        " Anwohners abgewiesen, der vor drei Jahren in ein Haus gegenüber der Bäckerei am Markt"
        " gezogen war. Der 46 Jahre alte Lehrer hatte gesagt, er wache zu früh auf. Er verlangte"
        " Ruhe. Dem Gericht lag ein Gutachten vor."
    )
    summary = System("newsrank", target="dek").summarise(Article(body=body, language="de"))
    assert "Der 46 Jahre alte" not in str(summary)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_summary_does_not_jump(language: str) -> None:
    bodies = {
        "en": " ".join([RULING, *BEHIND]),
        "zh": "一次仅持续十一秒的停电，让临江市最大的晶圆厂停产三天。"
        "公司表示，损失在一亿元至两亿元之间。备用电源按设计应在八毫秒内启动，但未能切换。厂内无人受伤。恢复生产要七十二个小时。"
        "市政府周四称，供电已经恢复，停电的原因还在调查。工厂去年生产芯片三百万片，主要卖给汽车公司。",
    }
    summary = System("newsrank").summarise(Article(body=bodies[language], language=language))
    indices = [sentence.index for sentence in summary.sentences]
    assert indices[0] == 0 and max(b - a for a, b in pairwise(indices)) <= 2


def test_a_sentence_divided_at_initials_needs_its_second_part() -> None:
    of = document("Marl sold more mills to the U.S.", "And elsewhere it sold none.", "Rain fell.")
    assert [need.text for _, need in unmet(of, [0, 2])] == ["U.S."]
    assert unmet(of, [0, 1]) == []


def test_the_news_is_always_in_the_shortlist() -> None:
    first = "A baker in Marl has won the right to sell bread on Sundays."
    more = [
        f"Ada Holt, {age}, of Mill Lane, Marl, told the county court in May that the council had"
        f" fined her {age} times for opening her bakery in the square on a Sunday morning."
        for age in range(30, 44)
    ]
    dek = System("newsrank", target="dek").summarise(
        Article(body=" ".join([first, *more]), language="en")
    )
    assert dek.text == first


NEWS = (
    "The council of Ostrava approved a new bridge over the river on Monday.",
    "The bridge costs 40 million crowns, and the council pays half of it.",
    "Work on the bridge begins in May, the mayor of Ostrava said.",
    "The river floods each spring, and the old bridge was closed for weeks.",
    "A company from Brno builds the bridge with steel from Ostrava.",
    "The mayor said that the council had no choice but the bridge.",
    "Work ends in the spring of next year, the company said.",
    "The river is wide at Ostrava.",
)


@pytest.mark.parametrize(
    ("opening", "headline", "expected"),
    [
        ((), "Ostrava to have a new bridge over the river", 0),
        (("Here we go again.",), "Ostrava to have a new bridge over the river", 1),
        (("Here we go again.", "Old men grumble."), "Ostrava council approves bridge", 2),
        (("Ostrava grows.",), "Ostrava to have a new bridge over the river", 1),
        (("Here we go again.",), "Something else entirely", 1),  # recognised without the headline
        (("She could not sleep that night.",), None, 1),
        (
            ("At five minutes to nine Karl Maier put on his coat, left the old hall, and smiled.",),
            "Ostrava council approves bridge",
            1,
        ),
        (("Here we go again now.",), None, 1),
    ],
)
def test_penalty_for_sentences_before_the_news(
    opening: tuple[str, ...], headline: str | None, expected: int
) -> None:
    body = "\n\n".join((*opening, *NEWS))
    of = analyse(Article(body=body, headline=headline, language="en"))
    assert lead_in(of, headline=True) == expected
    if headline:
        # Without a headline, the forms of the teaser, the scene and the report decide.
        assert lead_in(of, headline=False) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("The council approved a bridge on Monday.", 0),
        # The text before it is missing, so the news may be anywhere.
        ("But he kept his seat.", None),
        ("The company had no comment.", None),
        ("In 2003 he moved to Brno.", None),
    ],
)
def test_the_news_of_a_continuing_article_may_be_anywhere(
    opening: str, expected: int | None
) -> None:
    assert news_of(document(opening, "Rain fell."), headline=True) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Hardly a word was said.", 1),  # a teaser, and a report with names after it
        ("Bridges old and new", 1),  # a heading in a separate paragraph
        ("Ostrava is in a hurry.", 1),  # a teaser with a name
        ("Three bridges were not enough.", 1),
        ("The 40 million crowns will do.", 0),
    ],
)
def test_a_teaser_or_a_heading_is_passed_over(opening: str, expected: int) -> None:
    of = analyse(Article(body="\n\n".join((opening, *NEWS)), language="en"))
    assert lead_in(of, headline=False) == expected


def test_a_long_line_after_a_heading_is_no_second_heading() -> None:
    lines = ("Bridges old and new", "Why so many towns grow up around the water", *NEWS)
    assert lead_in(analyse(Article(body="\n\n".join(lines))), headline=False) == 1


def test_a_teaser_before_a_short_sentence_stays() -> None:
    of = analyse(Article(body="\n\n".join(("Hardly a word was said.", "It rains.", *NEWS))))
    assert lead_in(of, headline=False) == 0


@pytest.mark.parametrize(
    ("sentence", "pronoun"),
    [
        ("It is the first bridge of the town.", "It"),
        ("It was one of four bridges that the council had closed.", "It"),
        ("It is also wider than the old one.", "It"),
        ("It is not known when the bridge will open.", None),
        ("It was raining on Monday.", None),
        ("It will be years before the bridge opens.", None),
    ],
)
def test_a_referring_it_needs_its_antecedent(sentence: str, pronoun: str | None) -> None:
    of = document("The council of Ostrava approved a bridge on Monday.", sentence)
    assert [text for kind, text in needs(of, 1) if kind == "pronoun"] == (
        [pronoun] if pronoun else []
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Friday the mayor published the text of that ruling.", [("noun", "that ruling")]),
        ("The mayor said that these rulings were wrong.", [("noun", "these rulings")]),
        ("The mayor had no wish to do so in public.", [("pronoun", "do so")]),
        # The antecedent is in the sentence, or nowhere; "that" may open a clause.
        ("The mayor wrote a ruling and the text of that ruling was printed.", []),
        ("The mayor published the text of that letter.", []),
        ("The mayor said that ruling alone was hard.", []),
        ("The court gives one ruling this year.", []),
        ('The mayor said: "I read the text of that ruling."', []),
    ],
)
def test_references_inside_a_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    first = "The court of Ostrava gave its ruling on the bridge this year."
    assert needs(document(first, sentence), 1) == expected


@pytest.mark.parametrize(
    ("sentence", "broken"),
    [
        ("1) Will the bridge last?", "1) "),
        ("b) The bridge will last.", "b) "),
        ("The council paid the money to a U.S.", "a U.S."),
        ("The council bought the steel in the U.S.", None),
        ("Two (2) bridges fell.", None),
    ],
)
def test_items_and_halves_are_no_sentences(sentence: str, broken: str | None) -> None:
    of = document("The council of Ostrava met.", "Rain fell.", sentence)
    assert [text for kind, text in needs(of, 2) if kind == "broken"] == ([broken] if broken else [])


def test_a_list_of_names_is_no_sentence() -> None:
    team = (
        "Jan Novak (Brno), Petr Maly (Ostrava), Karel Kral (Praha), Ivan Horak (Zlin), Emil Vesely"
    )
    report = "The team of Ostrava and the trainer from Brno flew to Praha and to Zlin on Monday."
    of = document("The council of Ostrava named its team on Monday.", report, team + ".")
    assert [needs(of, index) for index in (1, 2)] == [[], [("broken", team + ".")]]
    # If most lines have no full stop, the article is written in this way.
    assert ("broken", team + ".") not in needs(document(report, team + ".", team + "!"), 1)


def test_a_summary_opens_on_the_news() -> None:
    body = "\n\n".join(("She could not sleep that night.", "Nobody knew why.", *NEWS))
    article = Article(body=body, language="en")
    for target in ("lede", "dek", "summary"):
        text = str(System("newsrank", target).summarise(article))
        assert "sleep" not in text and text.startswith("The council of Ostrava approved")


def test_the_news_is_shortened_before_background_replaces_it() -> None:
    first = (
        "The council of Ostrava approved a new bridge over the river on Monday, after the old one,"
        " which was built in 1911, had been closed for weeks by the floods of the spring."
    )
    of = document(first, *NEWS[1:])
    budget = Budget(words=20)
    ranking = Ranking((of,), shipped("dek"), budget, headline=False)
    assert ranking.long_news(0, [2]) == 0  # all chosen sentences come after the news
    assert ranking.long_news(0, [0, 2]) is None  # the news was chosen
    assert replace(ranking, cut=False).long_news(0, [2]) is None  # nothing may be cut
    # The news fits the budget.
    assert replace(ranking, budget=Budget(words=40)).long_news(0, [2]) is None
    goes_on = document("But he kept his seat. " + first, *NEWS[1:])
    # The news may be anywhere.
    assert replace(ranking, documents=(goes_on,)).long_news(0, [2]) is None
    text = str(System("newsrank", "dek", budget).summarise(of))
    assert text.startswith("The council of Ostrava approved a new bridge") and "…" not in text


@settings(deadline=None)
@given(st.integers(0, 2**16), st.integers(1, SHORTLIST))
def test_the_best_set_is_found_without_computing_all_needs(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    table = [
        [
            Need("noun", 0, 0, "", *(tuple(random.integers(0, size, 2).tolist()) for _ in range(3)))
            for _ in range(int(random.integers(0, 3)))
        ]
        for _ in range(size)
    ]
    sets = _sets(list(range(size)))
    demands = [Demands(table.__getitem__, 0, LATE, NEED)]
    values = random.normal(0.0, 4.0, (1 << size) - 1)
    wanted = int(np.round(values - costs_of(demands, sets), 6).argmax())
    assert best_rows(values, demands, sets) == [wanted]


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("kind", ["connective", "pronoun", "demonstrative", "definite"])
def test_openings_by_first_word_equal_the_full_pattern(code: str, kind: str) -> None:
    pattern = getattr(openings(code), kind)
    assert isinstance(pattern, AtHead)
    phrases = {
        each
        for listed in read_data("cohesion", "openings")[code].values()
        for each in listed.split("|")
    }
    seen = 0
    for phrase in sorted(phrases):
        for text in (f"{phrase} x", f"“{phrase.title()}’s y", f"_{phrase}", f"in {phrase} time"):
            all_of_them, one = pattern._whole.match(text), pattern.match(text)
            assert (one and one.span("word")) == (all_of_them and all_of_them.span("word"))
            seen += one is not None
    assert seen


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.lists(st.sampled_from(["said", "Said", "I", "we", "-", "’", "é", " ", "\0", "ſaid"])),
        max_size=4,
    ).map(lambda texts: ["".join(text) for text in texts])
)
def test_words_are_found_alike_in_one_text_and_in_many(texts: list[str]) -> None:
    for pattern in (openings("en").says, openings("en").first_person, openings("en").also):
        assert isinstance(pattern, Anywhere)
        assert is_in(pattern, texts) == [bool(pattern._pattern.search(text)) for text in texts]


def test_table_lines_are_damaged_even_if_most_sentences_are() -> None:
    rows = ["3 Ada Morrow (Vareland)", "12. Ellis Joseph", "4 Carmen Reyes (Ostrava)"]
    of = document("The draw for the cup was made on Monday.", *rows, "3 people won.")
    found = [{kind for kind, _ in needs(of, index)} for index in range(5)]
    assert found == [set(), {"broken"}, {"broken"}, {"broken"}, set()]


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("de", "Betroffen sind rund 9.000 Gärten am Ufer.", ["connective"]),
        ("de", "Besonders betroffen waren Gärten am Ufer.", ["connective"]),
        ("de", "Behörden sind von dem Plan überrascht.", []),
        ("de", "Weil der Regen blieb, sperrte die Stadt den Steg.", []),
        ("de", "Weil ich müde war.", ["connective"]),
        ("fr", "Concernés : quarante bus de nuit.", ["connective"]),
        ("fr", "Sont également visées les écoles du port.", ["connective"]),
        ("es", "Afectados son unos 40 autobuses de noche.", ["connective"]),
        ("en", "Because of the rain, all boats stayed in port.", []),
        ("en", "Because it rained, the regatta was called off.", []),
        ("en", "Because the boat leaked, and nobody had a pump.", ["connective"]),
    ],
)
def test_an_elliptic_opening_needs_the_previous_sentence(
    language: str, text: str, kinds: list[str]
) -> None:
    of = document("Marl, 3. Mai.", text, language=language)
    assert [need.kind for need in ties_of(of).needs(len(of.sentences) - 1)] == kinds


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", 'Mending the highest roofs "will take a month", it adds.', ["it"]),
        ("en", 'The harbour board "will take a month", it adds.', []),
        ("en", '"The roofs are old," it said.', ["it"]),
        ("en", '"The roofs are old," said Ada Holm.', []),
        ("de", "„Die Dächer sind alt“, sagte sie.", ["sie"]),
        ("de", "„Die Dächer sind alt“, sagte Ada Holm.", []),
        ("fr", "« Les toits sont vieux », dit-elle.", ["dit-elle"]),
        ("fr", "« Les toits sont vieux », a dit Ada Holm.", []),
        ("es", "«Los tejados son viejos», añadió.", ["añadió"]),
    ],
)
def test_an_unnamed_speaker_needs_the_previous_sentence(
    language: str, text: str, words: list[str]
) -> None:
    of = document("Ada Holm, 41, Marl.", text, language=language)
    assert [need.text for need in ties_of(of).needs(len(of.sentences) - 1)] == words


@pytest.mark.parametrize(
    ("language", "whole", "opened", "closed"),
    [
        (
            "de",
            "„Wir warten“, sagte Ada Holm.",
            "Sie sagte: „Wir warten.",
            "Wir gehen“, sagte sie.",
        ),
        (
            "de",
            "»Wir warten«, sagte Ada Holm.",
            "Sie sagte: »Wir warten.",
            "Wir gehen«, sagte sie.",
        ),
        ("pl", "„Czekamy”, mówi Ada Holm.", "Ona mówi: „Czekamy.", "Idziemy”, mówi."),
        ("sv", "”Vi väntar”, sade Ada Holm.", "Hon sade: ”Vi väntar.", "Vi går”, sade hon."),
        (
            "fr",
            "« On attend », dit Ada Holm.",
            "Elle dit : « On attend.",
            "On part », dit Ada Holm.",
        ),
        ("en", "“We wait,” said Ada Holm.", "She said: “We wait.", "We go,” said Ada Holm."),
    ],
)
def test_marks_of_quotations_open_and_close_as_each_language_has_them(
    language: str, whole: str, opened: str, closed: str
) -> None:
    assert halves(whole) == []
    assert [half.opens for half in halves(opened)] == [True]
    assert [half.opens for half in halves(closed)] == [False]
    assert "Ada Holm." in unquoted(whole)
    assert "wait" not in unquoted(whole).lower() and unquoted(whole)[1:4] == "   "
    of = document("Ada Holm, 41, Marl.", whole, "Marl.", language=language)
    kinds = [need.kind for n in range(len(of.sentences)) for need in ties_of(of).needs(n)]
    assert "quotation" not in kinds


def test_a_first_sentence_that_paraphrases_the_headline_is_the_news() -> None:
    body = (
        "Die Werke Marl erhöhen zum 1. Mai den Preis für Flusswasser um 12,4 Prozent.",
        "Rund 9.000 Gärten sind davon berührt, die meisten am Ufer der Elm.",
        "Ein Garten kostet nun im Schnitt drei Euro im Monat mehr.",
    )
    title = "Flusswasser wird für 9.000 Gärten um ein Achtel teurer"
    told = analyse(Article(body="\n\n".join(body), headline=title, language="de"))
    assert news_of(told, headline=True) == 0
    apart = replace(told.article, dek="Der Rat tagt.")
    assert news_of(analyse(apart), headline=True) is None
    other = replace(told.article, headline="Ada Holm singt")
    assert news_of(analyse(other), headline=True) == 0
    asks = replace(other, body="Was kostet Wasser?\n\n" + other.body)
    assert news_of(analyse(asks), headline=True) is None
    lede = System(target="lede").summarise(told.article)
    assert lede.text == body[0]
    behind = compose(lede.system, told, Selection((1,), None, ()), Ranked([1], lede.scores))
    assert behind.confidence < lede.confidence - 0.3
    # The place of a report does not refer to another sentence.
    rest = " ".join(body)
    more = "\n\nDer Rat tagt am Montag.\n\nDie Elm ist 40 Kilometer lang.\n\nEin Rohr brach 2019."
    more += "\n\nDas Amt schweigt.\n\nDie Werke gibt es seit 1921."
    placed = analyse(Article(body=f"Marl. {rest}{more}", headline=title, language="de"))
    assert placed.sentences[0].text == "Marl."
    assert news_of(placed, headline=True) == 1


def test_a_question_paragraph_is_chosen_only_without_other_candidates() -> None:
    asked = document(
        "Why did the bridge take twelve years to build?",
        "The river froze four times while the piers were being cast.",
        "Was there ever a day on which you wanted to stop?",
        "The board asked the mayor for money. Who would have refused that then?",
    )
    assert candidates(asked, 4) == [1, 3, 4]
    alone = document("Why did the bridge take twelve years?", "Was there a day to stop the work?")
    assert candidates(alone, 4) == [0, 1]


@pytest.mark.parametrize(("language", "times"), [("en", 4.0), ("de", 2.0), ("vi", 2.0)])
def test_a_short_text_after_fitting_news_has_a_higher_penalty(language: str, times: float) -> None:
    of = document("The council of Marl bought the mill.", "Rain fell.", language=language)
    bounds = limits(of, Budget(words=30))
    plain = demands_of(lambda _: (), 0, bounds, language)
    led = demands_of(lambda _: (), 0, bounds, language, leads=True)
    assert led.late == times * plain.late
    one = limits(of, Budget(sentences=1, words=30))
    ledes = [demands_of(lambda _: (), 0, one, language, leads=known) for known in (False, True)]
    assert ledes[1].late == ledes[0].late * (1.0 if language == "en" else 2.0)


@pytest.mark.parametrize(
    ("language", "before", "news"),
    [
        (
            "fr",
            "Deux mille marins avaient défilé au port en mai.",
            "Le maire était au port en mai.",
        ),
        ("fr", "Le quai était fermé depuis mai.", "Ceux qui avaient défilé en mai ont gagné."),
        ("es", "Dos mil marinos habían desfilado en mayo.", "El que había desfilado ganó en mayo."),
        ("pt", "Dois mil barcos tinham partido em maio.", "O cais tinha dois barcos em maio."),
        ("de", "Die Werke hatten den Preis 2019 gesenkt.", "Die Werke hatten im Mai Gäste."),
        ("nl", "De haven had de prijs in mei verlaagd.", "De haven had in mei gasten."),
    ],
)
def test_background_in_the_pluperfect_is_the_last_choice_for_a_headline(
    language: str, before: str, news: str
) -> None:
    of = document("Marl, 3.", before, news, "Marl.", language=language)
    first, second = (
        next(s.index for s in of.sentences if s.text == text) for text in (before, news)
    )
    assert background_last(of, [0, first, second]) == [0, second, first]
    assert background_last(of, [first, 0, second]) == [first, 0, second]
    assert background_last(of, []) == []


def test_a_german_headline_omits_the_date_of_validity() -> None:
    news = "Die Werke Marl erhöhen zum 1. Mai den Preis für Flusswasser am Ufer um 12,4 Prozent."
    of = document(news, "Ein Garten kostet künftig im Schnitt drei Euro mehr.", language="de")
    headline = System(target="headline").summarise(of.article).text
    assert headline == "Die Werke Marl erhöhen den Preis für Flusswasser am Ufer um 12,4 Prozent"
    for kept in ("Die Wahl ist am 1. Mai.", "Der Markt zieht zum 1. Mai um."):
        assert days(kept, "de") == []


def test_a_later_sentence_that_refers_back_is_no_headline() -> None:
    of = document(
        "La ville a fermé le pont de Marl.",
        "Le maire de Marl, Paul Brun, y voit un danger.",
        "Il y a trois ponts à Marl.",
        language="fr",
    )
    assert [refers_back(of, n) for n in (0, 1)] == [False, True]
    german = document("Marl schließt.", "Betroffen sind 9.000 Gärten.", language="de")
    assert refers_back(german, 1)


@pytest.mark.parametrize("name", ["Martin T. Solberg", "Jo K. L. Solberg", "Anna van der Solberg"])
def test_name_with_initials_or_a_particle_is_the_full_name_of_its_surname(name: str) -> None:
    body = (
        f"{name}, the mayor of Marl, has resigned after a court fined the mayor.\n\n"
        "Solberg said on Monday that the fine would be paid."
    )
    document = analyse(Article(body=body))
    assert [each.text for each in completions(document, [1])] == [name]
