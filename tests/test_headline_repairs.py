"""Impossible parses are corrected, and necessary information of the source sentence stays."""

from __future__ import annotations

import pytest

from summkit import Article
from summkit.document import analyse
from summkit.shortening.checks.claims import states_claim
from summkit.shortening.checks.governed import titled
from summkit.shortening.checks.required import broken
from summkit.shortening.parsing.tokens import tokenise
from summkit.shortening.parsing.tree import Tree, high
from summkit.shortening.shorten import shorten


def verb_and_subject(text: str) -> tuple[str, str]:
    """Return the main verb of the sentence or reported clause, with the head of its subject."""
    tree = Tree(text)
    verb = tree.find(tree.root, "ccomp")
    verb = tree.root if verb < 0 else verb
    return tree.lower[verb], tree.lower[tree.subject(verb)]


def kept(tree: Tree, words: str) -> int:
    """Return the mask of some words of a sentence, in order, each at its first free place."""
    mask, node = 0, 0
    for word in words.lower().split():
        node = tree.lower.index(word, node)
        mask |= 1 << node
        node += 1
    return mask


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        # Read as "the move [that] is one of", as "platinum could reach", as "used [it] to manage".
        (
            "Fishing on the quay is one of the oldest habits in town, says a report.",
            "is",
            "fishing",
        ),
        ("Demand for tin could reach 3.4 mln tons by 1991, Ada Orme said.", "reach", "demand"),
        (
            "The technology used to manage Norland's smart lanes has stopped working hundreds of "
            "times, the auditor has found.",
            "stopped",
            "technology",
        ),
        (
            "Anyone carrying a knife in order to force a rival to leave can be fined £1,000.",
            "fined",
            "anyone",
        ),
        (
            "A lake that scientists did not know existed has emptied itself from below a glacier.",
            "emptied",
            "lake",
        ),
    ],
)
def test_a_verb_without_a_subject_becomes_the_head_of_the_words_before_it(
    text: str, verb: str, subject: str
) -> None:
    assert verb_and_subject(text) == (verb, subject)


def test_a_possible_relative_clause_is_not_changed() -> None:
    tree = Tree("The man who sold the boat has died.")
    assert (tree.lower[tree.root], tree.lower[tree.subject(tree.root)]) == ("died", "man")


def test_an_initial_is_one_word_and_no_headline_ends_on_it() -> None:
    assert [token.text for token in tokenise("Ada M. Orme left.")] == [
        "Ada",
        "M.",
        "Orme",
        "left",
        ".",
    ]
    body = (
        "Norvex Corp said it filed a lawsuit against Ada M. Orme regarding her March offer for it."
    )
    document = analyse(Article(body=body, language="en"))
    for each in shorten(document, [0]):
        assert not each.text.endswith(("Ada M", "Ada M.")), each.text


@pytest.mark.parametrize(
    ("text", "headline", "check"),
    [
        (
            "The device designed to warn ships has stopped working in the harbour.",
            "device has stopped working in the harbour",
            "presupposes deleted text",
        ),
        (
            "Makers of programs that secretly spy on users could face hefty fines.",
            "makers of programs could face hefty fines",
            "presupposes deleted text",
        ),
        (
            "Ada Orme has told miners and owners that the time is now for a deal.",
            "Ada Orme has told that the time is now for a deal",
            "presupposes deleted text",
        ),
        (
            "Norvex is issuing a 75 mln dlr bond due July 4, 1997 with a coupon of five pct.",
            "Norvex issuing a 75 mln dlr bond due July 4",
            "presupposes deleted text",
        ),
        (
            "Hundreds of seaside villages have signed the letter to the minister.",
            "hundreds have signed the letter to the minister",
            "a complement is missing",
        ),
    ],
)
def test_information_of_the_source_sentence_is_not_lost(
    text: str, headline: str, check: str
) -> None:
    tree = Tree(text)
    assert check in broken(tree, kept(tree, headline))
    assert not broken(tree, tree.everything)


def test_a_condition_or_plan_stays_with_the_statement_it_restricts() -> None:
    tree = Tree("Brentwick face a home tie against Harbour United if they win their replay.")
    assert states_claim(tree, kept(tree, "Brentwick face a home tie against Harbour United"))
    tree = Tree("Foreign workers will have to take tests, under plans unveiled by the opposition.")
    assert states_claim(tree, kept(tree, "foreign workers will have to take tests"))


def test_an_office_with_modifiers_may_replace_the_name() -> None:
    tree = Tree("Liberal Union leader Ann Vogel has begun a tour of the coast.")
    assert [tree.lower[high(office)] for office, _, _ in titled(tree)] == ["leader"]
    left = kept(tree, "union leader has begun a tour of the coast .")
    assert broken(tree, left) == ["name split"]
    left = kept(tree, "liberal union leader has begun a tour of the coast .")
    assert not broken(tree, left)
    assert titled(Tree("Leader Ann Vogel has begun a tour of the coast.")) == []


def test_a_company_whose_name_is_a_plural_loses_its_inc_too() -> None:
    body = "Harbour Sporting Goods Inc said it agreed to acquire the outstanding shares of Norvex."
    document = analyse(Article(body=body, language="en"))
    assert shorten(document, [0])[0].text.startswith("Harbour Sporting Goods ")
    assert " Inc" not in shorten(document, [0])[0].text
    body = (
        "General Harvesters Corp's bonus plan, effective since 1918, was out of date for its staff."
    )
    document = analyse(Article(body=body, language="en"))
    assert all("Harvesters's" not in each.text for each in shorten(document, [0]))
