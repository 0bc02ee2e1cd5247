"""A headline keeps the second half of a comparison, all of a name, and the source of a claim."""

from __future__ import annotations

import re

import pytest

from marked import parsed
from summkit import Article, System
from summkit.document import analyse
from summkit.shortening.checks import bases, claims, known, naming
from summkit.shortening.fuller import fullest_first
from summkit.shortening.parsing.tree import Tree
from summkit.shortening.result import Shortening
from summkit.shortening.shorten import shorten

CASES = [
    (bases.halves_pair, "Both the mayor [and her deputy] have resigned .", True),
    (bases.halves_pair, "Both the mayor and her deputy have resigned [on Monday] .", False),
    (bases.halves_pair, "Walks are as good for the heart [as hard training] .", True),
    (bases.halves_pair, "He quit as national coach [as a result] of the row .", False),
    (bases.loses_basis, "Pupils are six times more likely to read [than their parents] .", True),
    (bases.loses_basis, "Pupils are more likely to read than their parents [were] .", False),
    (bases.widens_subject, "Pupils [from Marl] are twice as likely to read as others .", True),
    (bases.widens_subject, "Pupils [from Marl] read a book .", False),
    (bases.loses_since, "The river rose for the first time [since 1962] .", True),
    (bases.loses_since, "The river rose for the first time since 1962 [in Brenn] .", False),
    (bases.loses_since, "The firm made its first profit [in ten years] .", True),
    (bases.loses_since, "The firm made its first profit [in May] .", False),
    (bases.loses_exception, "The alarm was nothing [but a joke] , police said .", True),
    (bases.loses_exception, "She scored in every frame [she played] .", True),
    (bases.loses_exception, "She scored in every frame [on Monday] .", False),
    (bases.leaves_participle, "A film produced [by Ann Vogel] won a prize .", True),
    (bases.leaves_participle, "A film produced by Ann Vogel won [a prize] .", False),
    (bases.leaves_participle, "Ten people injured [in the fire] have gone home .", False),
    (bases.cuts_speaker, "The roof had leaked for years , an engineer [said on Monday] .", True),
    (bases.cuts_speaker, "The roof leaked , the head [of the school board] said .", True),
    (bases.cuts_speaker, "The roof leaked , the head of the school board said .", False),
    (bases.cuts_speaker, "The roof had leaked for years [, an engineer said on Monday] .", False),
    (bases.ends_on_subject, "Marl sent aid to Brenn and officials [in Orme will help .]", True),
    (bases.ends_on_subject, "Dogs are banned in Marl and Brenn [after a law came in] .", False),
    (bases.ends_inside, "The board took a vote to fend off [a rival .]", True),
    (bases.ends_inside, "Prices rose in line [with forecasts .]", True),
    (bases.ends_inside, "Prices rose [in line with forecasts] .", False),
    (bases.widens_count, "The drug cut the number of patients [who fell ill] by half .", True),
    (bases.widens_count, "The drug cut the number of patients who fell ill [by half] .", False),
    (known.loses_possessor, "[Vogel 's] time is inside the limit .", True),
    (known.loses_possessor, "[Vogel 's] best time is inside the limit .", False),
    (known.bares_subject, "The film [about a flood] won a prize .", True),
    (known.bares_subject, "A film [about a flood] won a prize .", False),
    (known.loses_which, "The firm changed [its rota , in which] everyone worked at night .", True),
    (known.loses_which, "The firm changed its rota [, in which everyone worked at night] .", False),
    (naming.loses_owner, "[King's] College has closed its lab .".replace("'s", " 's"), True),
    (naming.loses_owner, "[Vareland 's] Navy has closed its lab .", False),
    (naming.halves_name, "The Bureau [of Mines] has moved .", True),
    (naming.halves_name, "She leads the Centre for Tide Control [and Prevention] .", True),
    (naming.halves_name, "Ann Vogel [of Marl] has moved .", False),
    (naming.loses_model, "The Norvex Fold [6] is out .", True),
    (claims.is_false, "The tunnel will harm trade [, according to the lawyers] .", True),
    (claims.is_false, "The tunnel may harm trade [, according to the lawyers] .", False),
    (claims.is_false, "The road is a waste of money [, the rebels said] .", True),
    (claims.is_false, "The dam burst [, police said on Monday] .", False),
    (claims.is_false, "The army shelled three towns [, rebels said] .", True),
    (claims.is_false, "The army shelled three towns , rebels said [on Monday] .", False),
    (claims.is_false, "Ann Vogel [says she] has found the ship .", True),
    (claims.is_false, "Norvex [said it] will cut 200 jobs .", False),
    (claims.is_false, "Dogs may swim here [, provided that the sea is calm] .", False),
    (claims.is_false, "The bank will lend more [, only after the reforms are passed] .", True),
]


@pytest.mark.parametrize(("check", "marked", "fails"), CASES)
def test_what_makes_a_headline_true_is_not_deleted(check, marked: str, fails: bool) -> None:
    assert check(*parsed(marked)) is fails


SENTENCES = [
    (
        "The merger of the two hospitals will leave 40,000 people without an emergency ward, the"
        " nurses' union said on Monday.",
        "will leave",
        "union",
    ),
    (
        "House prices in Lanmoor will rise by 9% next year, according to a forecast by the estate"
        " agents Tull and Vane.",
        "will rise",
        "forecast",
    ),
    (
        "Six in ten voters want the tram to be extended to the airport, a poll for the Calder"
        " Courier suggests.",
        "want",
        "poll",
    ),
    (
        "The lender will release the second part of the loan, worth 300 million euros, only after"
        " the reforms are passed.",
        "will release",
        "only after",
    ),
    (
        "The military said that it had shot down four drones over the strait.",
        "shot down",
        "said",
    ),
    (
        "The new ring road is a waste of money and should never have been built, according to a"
        " residents' group in Marl.",
        "waste|should",
        "according",
    ),
]


@pytest.mark.parametrize(("sentence", "claim", "source"), SENTENCES)
def test_a_claim_keeps_its_source(sentence: str, claim: str, source: str) -> None:
    headline = System(target="headline").summarise(Article(body=sentence)).text
    assert re.search(claim, headline)
    assert source in headline


WRITTEN = [
    (
        "The harbour master, Ann Vogel, resigned on Tuesday, hours after a board of inquiry found"
        " that she had not declared that a crane was let to her sister's husband.",
        "Harbour master Ann Vogel resigned on Tuesday",
    ),
    (
        "Nobody in the crew may work more than four nights in a row.",
        "Nobody in crew may work more than four nights in a row",
    ),
    (
        "A daily text from a pharmacist, lasting less than a line and written once for everyone,"
        " cut the number of diabetes patients who were back in hospital within two months by a"
        " quarter, according to a trial in 19 towns that surprised even those who ran it.",
        "Daily text cut number of diabetes patients",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), WRITTEN)
def test_headlines_that_an_editor_prints(sentence: str, expected: str) -> None:
    text = System(target="headline").summarise(Article(body=sentence)).text
    assert text.startswith(expected)


def test_a_description_at_the_head_gives_way_to_the_full_name() -> None:
    body = (
        "When Ada Lindqvist crossed the line in Brenn on Sunday she looked up at the clock and"
        " asked a steward whether it was broken. It was not. The 34-year-old intensive care nurse"
        " had run 2 hours 24 minutes 51 seconds, won the city's marathon by almost three minutes"
        " and taken a minute off a course record that had stood since 1998.\n\nLindqvist, who runs"
        " for Brenn Harriers, had never finished higher than sixth in a marathon. She took up the"
        " sport in 2020."
    )
    text = shorten(analyse(Article(body=body)), [2])[0].text
    assert text == "Ada Lindqvist won city's marathon by almost three minutes"


VERBS = [
    (
        "A weekly message from a nurse , lasting a minute and recorded once , cut the cost of care"
        " by half .",
        "cut",
        "message",
    ),
    (
        "The nurse had run two hours , won the marathon and taken a minute off the record .",
        "run",
        "nurse",
    ),
    ("Norvex lowered its forecast , said it would cut jobs and shut a mill .", "lowered", "Norvex"),
]


@pytest.mark.parametrize(("sentence", "root", "subject"), VERBS)
def test_the_first_of_several_verbs_is_the_main_verb(
    sentence: str, root: str, subject: str
) -> None:
    tree = Tree(sentence)
    assert tree.lower[tree.root] == root
    assert tree.tokens[tree.subject(tree.root)].text == subject


def test_by_how_much_belongs_to_the_verb_of_change() -> None:
    tree = Tree("The drug cut the number of patients who were back within a year by a third .")
    by = len(tree.lower) - 1 - tree.lower[::-1].index("by")
    assert tree.lower[tree.heads[by]] == "cut"


def headline(text: str, score: float) -> Shortening:
    """Return a headline of consecutive words with their offsets."""
    places = tuple((n, n + 1) for n, _ in enumerate(text.split()))
    return Shortening(text, places, ((0, len(places)),), 0, score, ())


SHORT = headline("Some 74,000 homes without electricity", 2.6)
LONG = headline("Some 74,000 homes without electricity after Storm Odile crossed west coast", -1.2)


def test_a_longer_headline_with_the_same_beginning_replaces_a_short_one() -> None:
    assert fullest_first([SHORT, LONG], 75) == [LONG, SHORT]


def test_a_longer_headline_does_not_replace_a_much_better_one() -> None:
    assert fullest_first([SHORT, headline(LONG.text, -2.0)], 75)[0] is SHORT


def test_a_time_alone_does_not_replace_a_short_headline() -> None:
    short = headline("Former museum guard in the north of the county jailed", 2.0)
    timed = headline("Former museum guard in the north of the county jailed on Friday", 1.5)
    assert fullest_first([short, timed], 75)[0] is short
