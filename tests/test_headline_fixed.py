"""Fixed expressions, openings, opinions of one person, and clauses that need their main verb."""

from __future__ import annotations

import pytest

import summkit as sk
from marked import parsed
from summkit.document import analyse
from summkit.shortening.checks import (
    bases,
    claims,
    fixed,
    governed,
    known,
    naming,
    partners,
    remnants,
    wants,
    wholes,
)
from summkit.shortening.checks.shapes import points_back
from summkit.shortening.entailed import after_credit, after_reference
from summkit.shortening.parsing.tokens import tokenise
from summkit.shortening.parsing.tree import Tree
from summkit.shortening.shorten import shorten

CASES = [
    (fixed.splits_expression, "Norvex sold a 75 mln [dlr] note in Marl .", True),
    (fixed.splits_expression, "Norvex sold a 75 mln dlr note [in Marl] .", False),
    (fixed.splits_expression, "Marl gave the go [ahead] for a bridge .", True),
    (partners.loses_governed, "Norvex announced plans [to buy a rival] .", True),
    (partners.loses_governed, "Norvex announced plans to buy a rival [in Marl] .", False),
    (partners.loses_governed, "Ann Vogel was accused [of theft] .", True),
    (partners.loses_governed, "The mayor looked [into the matter] .", True),
    (partners.loses_governed, "She bought shares [in Norvex] .", True),
    (partners.loses_governed, "She bought Norvex shares [in May] .", False),
    (partners.loses_that, "Families learned [that the pit was unsafe] .", True),
    (partners.loses_that, "Families [of miners] learned that the pit was unsafe .", False),
    (partners.takes_other_subject, "The bank [told clients they] will get refunds .", True),
    (partners.takes_other_subject, "The bank told clients they will get refunds [in May] .", False),
    (partners.loses_whose, "The firm paid [a man whose] house was flooded .", True),
    (partners.loses_whose, "The firm paid a man whose house was flooded [in May] .", False),
    (
        partners.opens_on_bare_phrase,
        "In [a] move [that stunned us] , Ann Vogel left .",
        True,
    ),
    (partners.opens_on_bare_phrase, "In a move that stunned us , Ann Vogel left .", False),
    (remnants.joins_head, "The firm makes health and [care] products .", True),
    (remnants.joins_head, "Norvex and [oil firm] Tasman will merge .", False),
    (remnants.leaves_condition, "[Ann Vogel said she would leave] if the vote fails .", True),
    (remnants.leaves_condition, "Ann Vogel said she would leave if the vote fails .", False),
    (remnants.loses_aim_of_vote, "The board voted nine to one [to keep the rate] .", True),
    (remnants.loses_aim_of_vote, "The board voted [nine to one] to keep the rate .", False),
    (remnants.bares_superlative, "[Norway 's] biggest airline paid a fine .", True),
    (remnants.bares_superlative, "Norway 's [biggest] airline paid a fine .", True),
    (remnants.bares_superlative, "[Norway 's biggest] airline paid a fine .", False),
    (remnants.ends_on_vague_noun, "Norvex bought Tasman in a deal [that gives it a port .]", True),
    (remnants.ends_on_vague_noun, "Norvex bought Tasman [in a deal that gives it a port] .", False),
    (remnants.ends_in_clause, "Marl approved a line that will pass [through a park .]", True),
    (remnants.ends_in_clause, "Marl approved a line [that will pass through a park] .", False),
    (remnants.leaves_denied, "The pact lets him stay [without risk of] being harmed .", True),
    (remnants.leaves_denied, "The pact lets him stay without risk of being harmed .", False),
    (wants.loses_statement, "Ann Vogel wants an inquiry into claims [that they knew] .", True),
    (wants.loses_statement, "Ann Vogel wants an inquiry [into claims that they knew] .", False),
    (wants.loses_range, "Doctors did the first transplant of a heart [in Norway] .", True),
    (wants.loses_range, "Doctors [in Marl] did the first transplant of a heart in Norway .", False),
    (naming.loses_direction, "A storm hit [northern] England .", True),
    (naming.loses_direction, "Two people died in [northern] England .", False),
    (known.bares_office, "[The opposition] leader has called for an inquiry .", True),
    (known.bares_office, "The opposition leader has called [for an inquiry] .", False),
    (wholes.splits_comparison, "Children as young [as] eight work there .", True),
    (wholes.splits_comparison, "Children [as young as eight] work there .", False),
    (fixed.splits_expression, "The list looks [like something] any girl might write .", True),
    (fixed.splits_expression, "The list looks like a poem [by Ann Vogel] .", False),
    (
        fixed.splits_expression,
        "The lamp could mean that data is [soon] being sent by light .",
        True,
    ),
    (fixed.splits_expression, "The bridge will [soon] open .", False),
    (fixed.splits_expression, "Norvex sued people who sold [pirated] versions of its game .", True),
    (
        fixed.splits_expression,
        "Norvex sued people who sold pirated versions [of its game] .",
        False,
    ),
    (
        fixed.splits_expression,
        "A convoy [of the largest number of trucks] to date will leave .",
        True,
    ),
    (fixed.splits_expression, "The largest convoy [to date] will leave .", False),
    (fixed.splits_inversion, "Not since June has it rained [as much as today] .", True),
    (
        fixed.splits_inversion,
        "Not since June has it rained as much as today [, a farmer said] .",
        False,
    ),
    (fixed.splits_inversion, "Not all of the firms [in Marl] have paid .", False),
    (fixed.splits_opening, "Due [to open on 26 March] , Norway 's path has a bridge .", True),
    (fixed.splits_opening, "Due to open on 26 March [,] the path has a bridge .", True),
    (fixed.splits_opening, "[Due to open on 26 March ,] the path has a bridge .", False),
    (fixed.splits_opening, "Due to open [on 26 March] , the path has a bridge .", False),
    (
        fixed.leaves_dash,
        "A guard suspended over a page on her blog [- a diary] - has lost her job .",
        True,
    ),
    (fixed.leaves_dash, "A guard [suspended over her blog - a diary -] has lost her job .", False),
    (fixed.leaves_question, "People would choose how their budget [was] spent .", True),
    (fixed.leaves_question, "People would choose how their budget was spent [in Marl] .", False),
    (fixed.loses_order, "A judge ordered the firm that insured it [to pay for the damage] .", True),
    (
        fixed.loses_order,
        "A judge ordered the firm [that insured it] to pay for the damage .",
        False,
    ),
    (
        fixed.ends_on_modifier,
        "Ann Vogel denied claims of abusive [and rude behaviour on set .]",
        True,
    ),
    (
        fixed.ends_on_modifier,
        "Ann Vogel denied claims of abusive and rude behaviour [on set] .",
        False,
    ),
    (fixed.splits_ratio, "The spray protected nine [in ten children] from the virus .", True),
    (fixed.splits_ratio, "The spray protected nine in ten children [from the virus] .", False),
    (fixed.splits_ratio, "Ice melts [three times] as fast as it did in 1990 .", True),
    (
        fixed.loses_agent,
        "A treaty lets [fishermen of both countries work in the strait] again .",
        True,
    ),
    (fixed.loses_agent, "A treaty lets fishermen [of both countries] work in the strait .", False),
    (fixed.ends_before_verb, "Ann fell and , to her surprise , [walked home] .", True),
    (fixed.ends_before_verb, "Ann fell and [, to her surprise ,] walked home .", False),
    (fixed.loses_exempted, "It is no reason to dismiss her [without a warning] .", True),
    (fixed.loses_exempted, "It is a reason to dismiss her [without a warning] .", False),
    (fixed.leaves_speaker, "The boys read better , teachers [who had the idea say] .", True),
    (fixed.leaves_speaker, "The boys read better [, teachers who had the idea say] .", False),
    (fixed.loses_name, "Glaciers in the [Varn] range are losing ice .", True),
    (fixed.loses_name, "Glaciers in the Varn range are losing [ice] .", False),
    (bases.ends_on_subject, "It rained , and [the] surgeon Ann Vane [, who is 81 , left .]", True),
    (naming.loses_owner, "[Moody 's] Investors Services Inc said it cut its rating .", True),
    (
        naming.loses_owner,
        "Moody 's Investors Services Inc said it cut its rating [on Monday] .",
        False,
    ),
    (
        known.loses_late_clause,
        "Norvex made a glue , with many hooks , [that holds to skin] .",
        True,
    ),
    (
        known.loses_late_clause,
        "Norvex made a glue [, with many hooks ,] that holds to skin .",
        False,
    ),
    (
        claims.is_false,
        "The revolution is about people [, according to Ann Vogel , the head of Norvex] .",
        True,
    ),
    (claims.is_false, "The dam burst at noon [, according to Ann Vogel , a farmer] .", False),
    (claims.is_false, "[A school has said that] locking phones away has had a good effect .", True),
    (
        governed.lacks_clause,
        "Reports [that] the minister is leaving [have been called wrong by officials] .",
        True,
    ),
]


@pytest.mark.parametrize(("check", "marked", "fails"), CASES)
def test_a_headline_does_not_split_what_belongs_together(check, marked: str, fails: bool) -> None:
    assert check(*parsed(marked)) is fails


DANGLING = [
    ("The first would limit the quota to flat products .", True),
    ("The two countries signed a treaty in Marl .", True),
    ("First aid saved 300 lives last year .", False),
]


@pytest.mark.parametrize(("sentence", "dangles"), DANGLING)
def test_an_ordinal_as_subject_points_back(sentence: str, dangles: bool) -> None:
    assert points_back(Tree(sentence)) is dangles


OPENINGS = [
    ("From this the team has made a glue of soft plastic .", "the team has made a glue of"),
    ("After that , Ann Vogel moved to Marl with a dog .", "Ann Vogel moved to Marl with a"),
    ("From this day on the shops will close at eight .", "From this day on the shops will"),
]


@pytest.mark.parametrize(("sentence", "words"), OPENINGS)
def test_a_reference_at_the_head_is_left_out(sentence: str, words: str) -> None:
    tokens = after_reference(tokenise(sentence))
    assert " ".join(token.text for token in tokens).startswith(words)


def test_a_credit_in_brackets_at_the_head_is_left_out() -> None:
    body = "(The Marl Reporter)Norvex is moving its head office from Marl to Lund next May."
    found = shorten(analyse(sk.Article(body=body, language="en")), [0])
    assert found[0].text.startswith("Norvex moving its head office from Marl to Lund")
    tokens = tokenise("(now closed) the shop in the middle of Marl has been sold again .")
    assert [*after_credit(tokens)] == tokens


def test_a_team_that_made_a_thing_needs_no_antecedent() -> None:
    body = (
        "Ann Vogel looked at the feet of a beetle for nine years. They hold a film of air. From"
        " this the team has made an adhesive of soft plastic, with 90,000 pillars on each square"
        " centimetre, that holds to wet glass, tile and skin without any chemicals."
    )
    found = shorten(analyse(sk.Article(body=body, language="en")), [2])
    assert found[0].text.startswith("Team made adhesive of soft plastic that holds to wet glass")


def test_a_second_verb_after_a_name_is_left_out_before_parsing() -> None:
    body = (
        "Norway has linked violence in its far-northern coastal region of Finnmark to NORDA and"
        " says its nationals have fought for the extremist group. Ann Vogel said so on Friday."
    )
    text = shorten(analyse(sk.Article(body=body, language="en")), [0])[0].text
    assert text.startswith("Norway")
    assert text.endswith("region of Finnmark to NORDA")
