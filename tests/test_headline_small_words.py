"""Function words and first names that headlines omit, and names that stay complete."""

from __future__ import annotations

import pytest

from summkit.shortening.candidates import joined as joined_text
from summkit.shortening.checks import gaps, joined, wholes
from summkit.shortening.checks import required as checks
from summkit.shortening.checks.required import broken
from summkit.shortening.headlinese import small_words
from summkit.shortening.learned import pruning
from summkit.shortening.learned.choices import choices
from summkit.shortening.parsing.tree import Tree, members
from test_pruning import kept_by

SHORTER = [
    (  # "given" alone is no past tense
        "Two students have been given a grant to restore the old mill.",
        "Two students given grant to restore old mill.",
    ),
    (
        "Judges in Harwick have been hearing evidence against the harbour company.",
        "Judges in Harwick hearing evidence against harbour company.",
    ),
    (
        "The carmaker is in talks with the port about a new terminal.",
        "Carmaker in talks with port about new terminal.",
    ),
    (
        "Some 74,000 homes were without power after the storm crossed the coast.",
        "Some 74,000 homes without power after storm crossed coast.",
    ),
]
AS_IT_IS = [
    "They are in talks with the port.",  # a pronoun is no subject of a headline
    "The bridge is not safe for lorries.",
    "The harbour was awarded a contract.",  # "Harbour awarded contract" has the reverse meaning
    "The minister is a friend of the port.",
]
BROKEN = [
    (
        wholes.loses_partner,
        "Harwick and Poole's Corp said it raised the rating of the port.",
        "Poole 's Corp said it raised the rating of the port",
    ),
    (
        wholes.leaves_suffix,
        "Harwick Motors Corp said profits fell in the third quarter.",
        "Corp said profits fell in the third quarter",
    ),
    (
        joined.disagrees,
        "The firm said it and the police are investigating a theft at the port.",
        "The firm said it are investigating a theft at the port",
    ),
    (
        gaps.leaves_copula,
        "Doctors may soon be able to find the illness, thanks to a cheap test.",
        "Doctors may soon be , thanks to a cheap test",
    ),
    (
        checks.loses_hedge,
        "Higher fees mean the port's debt is no longer a risk for the town.",
        "Higher fees mean the port 's debt is a risk for the town",
    ),
]
WHOLE = [
    (  # the time of saying may go, and "said" may then end the headline
        "A ferry ran aground off Harwick on Monday, the coastguard said in a statement.",
        "A ferry ran aground off Harwick , the coastguard said",
    ),
    (  # a description is no part of the name
        "Trouble-hit Harwick Motors reached a deal with the unions on Monday.",
        "Harwick Motors reached a deal with the unions",
    ),
    (
        "Harwick Trust and Banking Co is offering notes worth 100 million crowns.",
        "Harwick Trust is offering notes worth 100 million crowns",
    ),
    (
        "Vladimir Putin met the president of Vareland in Moscow on Monday.",
        "Putin met the president of Vareland in Moscow",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SHORTER)
def test_a_headline_omits_copulas_and_auxiliaries(sentence: str, expected: str) -> None:
    tree = Tree(sentence)
    kept = tree.everything & ~small_words(tree)
    assert joined_text([tree.tokens[node].text for node in members(kept)]) == expected


@pytest.mark.parametrize("sentence", AS_IT_IS)
def test_a_verb_that_says_something_stays(sentence: str) -> None:
    tree = Tree(sentence)
    verbs = {word for word in tree.lower if word in ("is", "are", "was")}
    kept = tree.everything & ~small_words(tree)
    assert verbs <= {tree.lower[node] for node in members(kept)}


@pytest.mark.parametrize(("check", "sentence", "headline"), BROKEN)
def test_words_that_belong_together_are_not_separated(
    check: object, sentence: str, headline: str
) -> None:
    tree = Tree(sentence)
    assert callable(check)
    assert check(tree, kept_by(tree, headline))
    assert not check(tree, tree.everything)


@pytest.mark.parametrize(("sentence", "headline"), WHOLE)
def test_complete_headlines_pass_every_check(sentence: str, headline: str) -> None:
    tree = Tree(sentence)
    assert broken(tree, kept_by(tree, headline)) == []


def test_only_a_person_known_by_surname_loses_the_first_name() -> None:
    for name, offered in (("Vladimir Putin", True), ("Ellis Joseph", False)):
        tree = Tree(f"{name} met the president of Vareland in Moscow on Monday.")
        assert (1 in {each.mask for each in choices(tree)}) is offered
        assert bool(broken(tree, tree.everything & ~1)) is not offered


def test_a_surname_of_two_people_keeps_the_first_name() -> None:
    for people in ("Donald Trump and Melania Trump", "Donald Trump Jr"):
        tree = Tree(f"{people} arrived in Moscow on Monday.")
        assert 1 not in {each.mask for each in choices(tree)}


def test_a_denial_is_not_deleted_like_an_attribution() -> None:
    tree = Tree("The director has denied he warned the council about the bridge in May.")
    denial = 1 << tree.lower.index("denied")
    assert not any(each.shape == "said it" for each in choices(tree))
    phrases = pruning.decided(tree)
    assert all(each.kept & denial for each in pruning.prunings(tree, 75, phrases))


def test_a_quotation_that_begins_like_a_possessive_stays_a_word() -> None:
    assert joined_text(["The host called the council", "'slow'"]) == (
        "The host called the council 'slow'"
    )
    assert joined_text(["The host", "'s plan"]) == "The host's plan"
