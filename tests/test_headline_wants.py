"""Required complements stay: restrictions, complements of a verb, the quantity that rises."""

from __future__ import annotations

import pytest

from summkit.shortening.checks import claims, joined, wants
from summkit.shortening.checks.required import broken
from summkit.shortening.parsing.tree import Tree
from test_pruning import kept_by

BROKEN = [
    (
        wants.loses_limit,
        "Vareland says Ostrava is the only country that can stop the trawlers.",
        "Vareland says Ostrava is the only country",
    ),
    (
        wants.loses_limit,
        "The job would not be suitable for anyone who is afraid of heights.",
        "The job would not be suitable for anyone",
    ),
    (
        wants.loses_limit,
        "The show honours women who painted in an era when men ruled the trade.",
        "The show honours women who painted in an era",
    ),
    (
        wants.loses_partner,
        "Vareland is seeking to prevent its fishing dispute with Ostrava from growing into a war.",
        "Vareland is seeking to prevent its fishing dispute with Ostrava",
    ),
    (
        wants.loses_partner,
        "The court has accused the harbour company of fraud over the bridge.",
        "The court has accused the harbour company over the bridge",
    ),
    (
        wants.loses_partner,
        "A bank said the court enjoined the harbour from sending any notices.",
        "A bank said the court enjoined from sending any notices",
    ),
    (
        wants.loses_partner,
        "The board turned its deposits and other assets over to a new bank.",
        "The board turned its deposits and other assets",
    ),
    (
        joined.loses_comma,
        "Copper is likely to continue its rise this year, Dunmere brokers said.",
        "Copper is likely to continue its rise Dunmere brokers said",
    ),
    (
        wants.leaves_infinitive,
        "Beer is heavily taxed in Vareland, driving brewers to search for other drinks.",
        "Beer is heavily taxed in Vareland to search for other drinks",
    ),
    (
        wants.beheads_gerund,
        "The captain said encouraging girls to row was special to her.",
        "The captain said girls to row was special to her",
    ),
    (
        joined.splits_title,
        "Anna Lind and Per Holm 's show Passport to Harwick will not return.",
        "Anna Lind to Harwick will not return",
    ),
    (
        joined.halves_company,
        "The board closed the Dunmere Savings and Loan Association on Friday.",
        "The board closed the Dunmere Savings on Friday",
    ),
    (
        wants.lacks_matter,
        "A sharp rise in sugar sales shows that home brewing is back.",
        "A sharp rise shows that home brewing is back",
    ),
    (
        joined.loses_opener,
        "A tuner who wanted to know why a piano was out of tune has found a lost film.",
        "A tuner was out of tune has found a lost film",
    ),
    (
        joined.loses_opener,
        "A tuner who wanted to know why a piano was out of tune has found a lost film.",
        "A tuner why a piano has found a lost film",
    ),
    (
        wants.loses_than,
        "A message lasting less than a minute kept patients at home.",
        "A message lasting less kept patients at home",
    ),
    (
        joined.loses_and,
        "The residents became owners of a pub, a shop and a leaking roof.",
        "The residents became owners of a pub , a shop",
    ),
    (
        joined.lists_verbs,
        "The warden stepped into the road, raised her sign and found nobody there.",
        "The warden stepped into the road , raised her sign",
    ),
    (
        joined.promotes_second,
        "Harwick, who play four leagues lower and train after work, won on penalties.",
        "Harwick lower and train after work , won on penalties",
    ),
    (
        joined.halves_figures,
        "The rota cut sick leave by 29% and errors in giving drugs by 22% last year.",
        "The rota cut sick leave by 29 % and errors last year",
    ),
]

WHOLE = [
    (
        "The minister said it is up to Vareland how to use the boats and spoke of peace.",
        "The minister said it is up to Vareland how to use the boats",
    ),
    ("Police stopped a lorry from Dunmere on Monday.", "Police stopped a lorry on Monday"),
    ("Sales rose in March, after a fall in February, the harbour said.", "Sales rose in March"),
    (
        "The rota cut sick leave by 29% and errors in giving drugs by 22% last year.",
        "The rota cut sick leave by 29 % last year",
    ),
    (
        "The first ship that crossed the strait sank on Friday, the navy said.",
        "The first ship that crossed the strait sank , the navy said",
    ),
]


@pytest.mark.parametrize(("check", "text", "kept"), BROKEN)
def test_required_complements_are_not_deleted(check: object, text: str, kept: str) -> None:
    tree = Tree(text)
    assert check(tree, kept_by(tree, kept))  # type: ignore[operator]
    assert not check(tree, tree.everything)  # type: ignore[operator]
    assert broken(tree, kept_by(tree, kept))


@pytest.mark.parametrize(("text", "kept"), WHOLE)
def test_headlines_with_all_complements_pass(text: str, kept: str) -> None:
    tree = Tree(text)
    left = kept_by(tree, kept)
    assert not any(check(tree, left) for check in (*wants.CHECKS, *joined.CHECKS))


def test_a_forecast_keeps_its_condition() -> None:
    tree = Tree("Creditors said they will close the firm if its owner refuses to pay.")
    assert claims.states_claim(tree, kept_by(tree, "Creditors will close the firm"))
    aim = Tree("The state will have to raise taxes if it wants to keep its rule, a report says.")
    assert not claims.states_claim(
        aim, kept_by(aim, "The state will have to raise taxes , a report says")
    )
