"""A headline keeps the second half of a comparison, all of a name, and the source of a claim."""

from __future__ import annotations

import re

import pytest

from summkit import Article, System
from summkit.shortening import bases, claims, naming
from summkit.shortening.fuller import fullest_first
from summkit.shortening.result import Shortening
from summkit.shortening.tree import Tree

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
    kept, words, inside = 0, [], False
    for word in marked.split():
        inside = inside or word.startswith("[")
        words.append(word.strip("[]"))
        if not inside:
            kept |= 1 << len(words) - 1
        inside = inside and not word.endswith("]")

    tree = Tree(" ".join(words))
    assert len(tree.lower) == len(words)
    assert check(tree, kept) is fails


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
    assert headline
    assert source in headline or not re.search(claim, headline)


def headline(text: str, score: float) -> Shortening:
    """Return a headline of consecutive words with their offsets."""
    places = tuple((n, n + 1) for n, _ in enumerate(text.split()))
    return Shortening(text, places, places, 0, score, ())


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
