"""Words that a headline may not separate: names, ranges, claims, compounds."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.document import analyse
from summkit.shortening.checks import claims, gaps, wholes
from summkit.shortening.checks.required import broken
from summkit.shortening.parsing.tree import Tree
from summkit.shortening.readings import readings
from test_pruning import kept_by

BROKEN = [
    (
        wholes.splits_compound,
        "The law would help those who are U.K.-born.",
        "The law would help those who are U.K.",
    ),
    (
        wholes.splits_ampersand_name,
        "A historic Harwick & Dunmere fire station has reopened.",
        "A historic Harwick & fire station has reopened",
    ),
    (
        wholes.ends_owning,
        "Some 10,000 fans will travel to Dunmere for Radio 4's Big Weekend in May.",
        "Some 10,000 fans will travel to Dunmere for Radio 4 's",
    ),
    (
        wholes.loses_joint,
        "The host said he will stay clear of jokes when he opens the awards on Monday.",
        "The host said he will stay clear of jokes he opens the awards on Monday",
    ),
    (
        wholes.opens_relative,
        "Given the state in which they live , Varelanders are happy readers.",
        "in which they live , Varelanders are happy readers",
    ),
    (
        wholes.halves_list,
        "Vareland said two ships entered its waters: a trawler and a tanker.",
        "Vareland said two ships entered its waters : a trawler",
    ),
    (
        wholes.loses_measure,
        "The harbour will issue 80 million crowns worth of bonds in June.",
        "The harbour will issue worth of bonds in June",
    ),
    (
        wholes.splits_spelt_out_name,
        "Shares in the National Company for Harbour Insurance (NCHI) rose on Monday.",
        "Shares in the National Company rose on Monday",
    ),
    (
        gaps.says_nothing,
        "Carmen Reyes said the council would not block the plan even if it failed.",
        "Carmen Reyes said the council if it failed",
    ),
    (
        gaps.loses_pronoun,
        "The striker insisted that he has a small chance of playing on Sunday.",
        "The striker insisted has a small chance of playing on Sunday",
    ),
    (
        gaps.splits_range,
        "The vote on the bridge has been moved from March 12 to March 16.",
        "The vote on the bridge has been moved from March 12",
    ),
    (
        gaps.splits_range,
        "The feud between Ellis Joseph and Carmen Reyes reached a new height.",
        "The feud between Ellis Joseph reached a new height",
    ),
    (
        gaps.splits_ago,
        "Traffic at the port fell to 34 percent from 38 percent a year before.",
        "Traffic at the port fell to 34 percent from 38 percent a year",
    ),
    (
        gaps.opens_inside,
        "Now that most people have embraced the tram, the council plans a second line.",
        "that most people have embraced the tram",
    ),
    (
        gaps.leaves_copula,
        "Monday was a dark day, not just in our town's history, but the county's.",
        "Monday was , not just in our town 's history , but the county 's",
    ),
    (
        gaps.leaves_copula,
        "Some 74,000 homes were without power on Sunday after the storm crossed the coast.",
        "Some 74,000 homes were after the storm crossed the coast",
    ),
    (
        gaps.beheads_company,
        "Computer Aided Harbour Inc said it has signed a contract with the port.",
        "Aided Harbour signed a contract with the port",
    ),
    (
        claims.states_claim,
        "Plans to extend leave should be prominent in the manifesto, the minister said.",
        "Plans to extend leave should be prominent in the manifesto",
    ),
    (
        claims.states_claim,
        "The Vareland economy will grow by two percent this year, the bank said.",
        "The Vareland economy will grow by two percent this year",
    ),
    (
        claims.states_claim,
        "Carmen Reyes believes Ellis Joseph is the choice of the members.",
        "Ellis Joseph is the choice of the members",
    ),
]

WHOLE = [
    ("The firm said it will cut 200 jobs in Harwick.", "The firm will cut 200 jobs in Harwick"),
    (
        "Two men were arrested in Harwick on Monday, police said.",
        "Two men were arrested in Harwick",
    ),
    (
        "Harwick Rovers said the match against Dunmere has been moved to midnight on Sunday.",
        "Harwick Rovers said the match has been moved to midnight on Sunday",
    ),
    (
        "Ellis Joseph has added to talk of a move from Harwick to Dunmere after the match.",
        "Ellis Joseph has added to talk of a move from Harwick",
    ),
    (
        "Some 74,000 homes were without power on Sunday after the storm crossed the coast.",
        "Some 74,000 homes were without power after the storm crossed the coast",
    ),
    ("Ellis Joseph is by far the best known voter.", "Ellis Joseph is the best known voter"),
    (  # a month is no "may"
        "The council voted on Monday to close Mill Bridge until May, after divers found cracks.",
        "The council voted on Monday to close Mill Bridge until May",
    ),
    ("Smith & Co said sales rose in May.", "Smith said sales rose in May"),
    (
        "The driver was injured while filming a race for the council.",
        "The driver was injured filming a race for the council",
    ),
    (
        "Harwick will host the games in June, the council announced on Monday.",
        "Harwick will host the games in June",
    ),
]


@pytest.mark.parametrize(("check", "sentence", "headline"), BROKEN)
def test_gaps_that_break_a_phrase(check: object, sentence: str, headline: str) -> None:
    assert callable(check)
    tree = Tree(sentence)
    assert check(tree, kept_by(tree, headline))
    assert not check(tree, tree.everything)


@pytest.mark.parametrize(("sentence", "headline"), WHOLE)
def test_gaps_that_are_allowed(sentence: str, headline: str) -> None:
    tree = Tree(sentence)
    left = kept_by(tree, headline)
    assert broken(tree, left) == []
    assert not claims.states_claim(tree, left)


def test_a_sentence_that_opens_on_a_possessive_is_the_last_choice() -> None:
    body = (
        "When Ada Morrow crossed the line in Calder on Sunday she stopped her watch, looked up at "
        "the clock and asked the steward nearest to her, an old friend from the club, whether it "
        "could be broken. Her time is inside the standard for the championships by nine seconds. "
        "Idris Kallow of Northgate won the race of the men, his third win in four years."
    )
    document = analyse(Article(body))
    assert [each.sentence for each in readings(document, [1, 0, 2])] == [0, 2, 1]


def test_the_best_sentence_may_have_a_definite_noun() -> None:
    body = (
        "Evan Prior got up from his bench before anybody had asked him to stand. "
        "The assembly passed the harbour bill by 45 votes to 44 after the count had failed. "
        "The bill now goes to Ann Kessler."
    )
    document = analyse(Article(body))
    assert [each.sentence for each in readings(document, [1, 0, 2])] == [1, 0]


def test_function_words_in_capitals_are_no_names() -> None:
    tree = Tree("COUNCIL MAY CLOSE MILL BRIDGE IN JUNE, THE MAYOR SAID.")
    assert tree.plain[1] == "may"
    assert Tree("The council will close the bridge until May.").plain[7] == "May"
    assert Tree("The country has decided to leave the WHO.").plain[7] == "WHO"
