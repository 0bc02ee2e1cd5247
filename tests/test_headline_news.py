"""The subject and the predicate that contain the news: gerunds, groups, chains of verbs."""

from __future__ import annotations

import pytest

import summkit as sk
from marked import parsed
from summkit.document import analyse
from summkit.shortening.checks.stumps import stumps
from summkit.shortening.deletions.predicates import sets_scene
from summkit.shortening.entailed import of_group
from summkit.shortening.parsing.tokens import tokenise
from summkit.shortening.parsing.tree import Tree, low
from summkit.shortening.shorten import shorten

GERUNDS = [
    ("Letting nurses decide when they work cut sick leave by 29% at a hospital .", "cut"),
    ("Planting hedges between fields halved the loss of soil in a wet winter .", "halved"),
    ("Heating homes with water from breweries will begin in Marl next year .", "begin"),
    ("Training nurses who work at night saved the hospital two million crowns .", "saved"),
    ("Giving children books they had chosen raised their marks by a fifth .", "raised"),
]


@pytest.mark.parametrize(("sentence", "verb"), GERUNDS)
def test_a_gerund_is_the_subject_of_the_verb_that_agrees_with_it(sentence: str, verb: str) -> None:
    tree = Tree(sentence)
    assert tree.lower[tree.root] == verb
    assert low(tree.subtrees[tree.subject(tree.root)]) == 0


NO_GERUNDS = [
    ("Rising prices have forced bakers to close 400 shops since January .", "prices"),
    ("Speaking in Dublin on Friday , the minister said that the plan was dead .", "minister"),
    ("Leading scientists have warned that the reef will be dead by 2040 .", "scientists"),
]


@pytest.mark.parametrize(("sentence", "subject"), NO_GERUNDS)
def test_another_word_in_ing_is_no_subject(sentence: str, subject: str) -> None:
    tree = Tree(sentence)
    assert tree.lower[tree.subject(tree.root)] == subject


GROUPS = [
    (
        "Dolan is one of 2,870 people who have been to the opera without paying for it .",
        "2,870 people have been to the opera without paying for it .",
    ),
    (
        "A dozen tourists from Marl are among more than 20 people who were shot on Friday .",
        "more than 20 people were shot on Friday .",
    ),
    (
        "Ann Vogel was one of the thousands of nurses who left last year .",
        "thousands of nurses left last year .",
    ),
]
SAME = [
    "Dolan is the only one of 2,870 people who have paid .",
    "Dolan is not one of 2,870 people who have paid .",
    "Dolan is one of 2,870 people who has paid .",
    "Norvex is one of three firms that have made an offer .",
    "Ann Vogel is one of 32 players who have left the cup .",
    "The mayor is one of 300 people , who have all left .",
]


@pytest.mark.parametrize(("sentence", "general"), GROUPS)
def test_a_member_of_a_large_group_is_left_out(sentence: str, general: str) -> None:
    assert " ".join(token.text for token in of_group(tokenise(sentence))) == general


@pytest.mark.parametrize("sentence", SAME)
def test_a_small_or_limited_group_does_not_replace_its_member(sentence: str) -> None:
    tokens = tokenise(sentence)
    assert [*of_group(tokens)] == tokens


CHAINS = [
    ("Ann took a map , left her house and , for the first time , found that it rained .", True),
    ("Norvex shut a mill , lowered its outlook and said that it would cut jobs .", True),
    ("Norvex shut a mill and said that it would cut jobs .", False),
    ("Norvex shut a mill , lowered its outlook and moved to Marl .", False),
]


@pytest.mark.parametrize(("sentence", "scene"), CHAINS)
def test_the_last_of_several_verbs_is_the_news_if_it_has_a_clause(
    sentence: str, scene: bool
) -> None:
    tree = Tree(sentence)
    comma = min(n for n in range(len(tree.lower)) if tree.lower[n] in (",", "and"))
    assert sets_scene(tree, (1 << comma) - 1) is scene


STUMPS = [
    ("Rossi will buy a fifth [of the shares] .", 1),
    ("Rossi will buy a fifth of the shares [on Monday] .", 0),
    ("The cliffs were once the backdrop [for a film] .", 1),
    ("Norvex said that it would participate [in the sale] .", 0),
    ("Ann Vogel will serve [on a jury] .", 1),
    ("Ann Vogel will serve [on Monday] .", 0),
    ("They toured the opera house [without paying] .", 2),
    ("Production at four breweries has ground [to a halt] .", 1),
]


@pytest.mark.parametrize(("sentence", "count"), STUMPS)
def test_words_that_lost_the_phrase_after_them_are_counted(sentence: str, count: int) -> None:
    assert stumps(*parsed(sentence)) == count


NEWS = [
    (
        "Letting nurses decide when they work cut sick leave by 29% and errors in giving medicine"
        " by 22% at a hospital that did away with rotating shifts two years ago, a study published"
        " on Friday shows. Oakhaven replaced its rota with an online exchange.",
        "Letting nurses decide when they work cut sick leave by 29%, study shows",
    ),
    (
        "Nell Fairley stepped into the road at 3.31 on Friday afternoon, raised her sign and, for"
        " the first time in 44 years, found that nobody wanted to cross. The school had closed.",
        "Nell Fairley, for first time in 44 years, found nobody wanted to cross",
    ),
]


@pytest.mark.parametrize(("body", "headline"), NEWS)
def test_the_headline_is_the_news(body: str, headline: str) -> None:
    assert str(sk.summarise(sk.Article(body=body, language="en"), "headline")) == headline


def test_a_pronoun_as_subject_gets_its_name_after_a_sentence_that_refers_back() -> None:
    body = (
        "In the yard behind Norvex's plant in Marl, 11,400 bicycles stand under grey sheeting. They"
        " were built for last summer. On Thursday the company admitted that many of them will never"
        " be sold at a profit. It wrote down the value of its stock by 64 million euros, lowered"
        " its sales forecast for the year by a quarter and said that it would cut 520 of its 2,600"
        " jobs. Norvex shares fell by as much as 31% on Friday. Norvex makes 900 bicycles a day."
    )
    found = shorten(analyse(sk.Article(body=body, language="en")), [2, 4, 3])
    assert found[0].text == "Norvex said it would cut 520 of its 2,600 jobs"
    start = body.index("Norvex")
    assert [each.taken_from for each in found[0].completions] == [(start, start + len("Norvex"))]


def test_a_day_between_a_verb_and_its_object_counts() -> None:
    assert stumps(*parsed("Norvex reported on Wednesday a loss of 84 million crowns .")) == 1
    assert stumps(*parsed("Norvex reported [on Wednesday] a loss of 84 million crowns .")) == 0
