"""Lists, letters, comments, symbols: sentences that need words from outside the sentence."""

from __future__ import annotations

import pytest

import summkit as sk

SHELTER = (
    "Four ways to keep a greenhouse warm\n\n1. Insulate the north wall\nBubble wrap cuts the loss"
    " of heat by a third, the institute of Vang says.\n\n2. Fill barrels with water\nThey store the"
    " warmth of the day until midnight.\n\n3. Heat with compost\nSo does a layer of straw, but it"
    " draws mice.\n\n4. Close the vents at dusk\nGrowers in Torv lost 4,000 seedlings in one night"
    " because a vent stayed open.\n"
)
GUIDE = (
    "What changes on the railway in May\n\n1. The night train returns\nIt will leave Halm at ten"
    " every evening.\n\n2. Fares rise\nA single ticket to the coast will cost 14 crowns from 3 May,"
    " two more than now.\n\n3. Bicycles need a ticket\nNeither may they travel between seven and"
    " nine.\n"
)
LETTER = (
    "Dear editor,\n\nI have read your paper for forty years. You never asked the swimmers.\n\nThe"
    " closure of the baths at Orm would leave 900 pupils without lessons, and you print the mayor's"
    " excuses.\n\nYours,\nIda Sorn\n"
)
COMMENT = (
    "Opinion | Keep the ferry\n\nI have taken the ferry to Mora every week since I was a child.\n\n"
    "The council wants to replace it with a bridge that nobody on the island has asked for.\n\n"
    "Islanders should vote against the bridge on Sunday.\n\nPer Lund is a fisherman on Mora.\n"
)
REVIEW = (
    "Review: North of Nothing\n\nThere is an instant in North of Nothing when the hall forgets to"
    " cough.\n\nAda Orme's second symphony lasts 70 minutes and needs two choirs.\n"
)
RESULTS = (
    "March 9 (Bugle) - Shipbuilder Torv Marine TRVM.L on Monday cut its forecast for annual profit"
    " by a fifth after a strike closed two of its yards for six weeks.\n\nShares in Halden Steel"
    " Inc. HLDS.N fell 2%.\n"
)
BRIEF = "The town of Lund bought 40 electric buses from the maker Vekt on Tuesday."


def made(text: str, target: str) -> str:
    return str(sk.summarise(text, target))


@pytest.mark.parametrize("target", ["lede", "dek", "summary"])
@pytest.mark.parametrize("text", [SHELTER, GUIDE], ids=["shelter", "guide"])
def test_a_sentence_that_needs_its_heading_is_not_chosen(text: str, target: str) -> None:
    got = made(text, target)
    for each in ("They store", "So does", "It will leave", "Neither may"):
        assert each not in got


@pytest.mark.parametrize("target", ["headline", "lede", "dek", "summary"])
def test_a_letter_is_summarised_by_its_claim(target: str) -> None:
    got = made(LETTER, target)
    assert "losure of" in got
    assert "I have read" not in got
    assert "You never" not in got


def test_a_headline_is_neither_in_the_first_person_nor_about_the_author() -> None:
    assert made(COMMENT, "headline").startswith("Islanders should vote against")


def test_a_headline_does_not_open_on_there_is() -> None:
    assert not made(REVIEW, "headline").startswith("There is")
    assert "Orme" in made(REVIEW, "headline")


@pytest.mark.parametrize("target", ["headline", "lede", "dek", "summary"])
def test_a_symbol_without_brackets_is_not_printed(target: str) -> None:
    got = made(RESULTS, target)
    assert "TRVM" not in got
    assert "HLDS" not in got
    assert "Torv Marine" in got


@pytest.mark.parametrize("method", ["newsrank", "lead"])
def test_a_headline_has_no_full_stop(method: str) -> None:
    got = str(sk.summarise(BRIEF, "headline", method=method))
    assert not got.endswith(".")
    summary = sk.summarise("Trade with the U.S. and no other country grew in the U.S.", "headline")
    assert str(summary).endswith("U.S.")


def test_the_first_heading_may_be_the_dek() -> None:
    text = (
        "Three things we learned from the regatta\n\nThe old boat still wins\nIt led from the first"
        " buoy and was never caught.\n\nThe start was too early\nCrews from Mora had been on the"
        " ferry until two in the morning.\n\nThe wind decides everything\nNobody finished on Friday"
        " because it died at noon.\n"
    )
    for target in ("headline", "lede", "dek", "summary"):
        assert "led from the first" not in made(text, target)


def test_a_greeting_after_a_label_is_no_news() -> None:
    text = (
        "PRESENTER: Good evening from Lund. The tunnel under the fjord is closed tonight.\n\n"
        "REPORTER: An inspector found water in the east tube on Friday, and the ministry ordered"
        " the closure at once.\n\nDRIVER: I had to turn round. Nobody told us.\n"
    )
    for target in ("headline", "lede", "dek", "summary"):
        assert "ood evening" not in made(text, target)


def test_a_headline_does_not_end_on_as_and_a_subject() -> None:
    text = (
        "Pulp maker Orm Paper said on Friday that it would shut two mills and cut 900 jobs as"
        " demand for newsprint falls."
    )
    expected = "Pulp maker Orm Paper said it would shut two mills and cut 900 jobs"
    assert made(text, "headline") == expected


def test_a_comment_that_opens_on_we_is_summarised_by_its_demand() -> None:
    text = (
        "We have all seen the cranes on the quay.\n\nThe port authority wants to fill in the last"
        " salt marsh on the Aske to park containers on it.\n\nThe government should refuse the"
        " permit.\n"
    )
    assert not made(text, "headline").startswith("We")


@pytest.mark.parametrize("body", [".", "。", "।", " . ", "..."])
@pytest.mark.parametrize("target", ["headline", "push", "social", "lede", "dek", "summary"])
def test_a_text_that_is_only_a_full_stop_is_not_emptied(body: str, target: str) -> None:
    assert sk.System(target=target).summarise(sk.Article(body=body)).text.strip()
