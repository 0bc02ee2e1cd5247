"""A deletion changes neither what a negation denies, nor a measure, nor the time of a number."""

from __future__ import annotations

import pytest

from summkit import Article, System
from summkit.shortening.scope import loses_denied_limit, merges_times, splits_measure
from summkit.shortening.tree import Tree

CASES = [
    (loses_denied_limit, "Fares should not be cut [automatically] after a strike .", True),
    (loses_denied_limit, "Fares should not be cut automatically [after a strike] .", False),
    (loses_denied_limit, "The band did n't [just] copy the song .", True),
    (loses_denied_limit, "The port will not open [until the crane is repaired] .", True),
    (loses_denied_limit, "The port will not open , [just as in May] .", False),
    (splits_measure, "Norvex bought 60 mln [cubic] feet of gas .", True),
    (splits_measure, "The fire burned 40 [square] miles of forest .", True),
    (splits_measure, "The [square] in the town is shut .", False),
    (merges_times, "Growth will slow to 2.2 pct [this year] and 1.9 pct in 2031 .", True),
    (merges_times, "Growth will slow to 2.2 pct this year and 1.9 pct [in 2031] .", False),
    (merges_times, "Growth will slow [this year] and jobs will go .", False),
]


@pytest.mark.parametrize(("check", "marked", "fails"), CASES)
def test_deletions_that_change_the_scope(check, marked: str, fails: bool) -> None:
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


def test_a_headline_denies_no_more_than_its_sentence() -> None:
    body = (
        "Prison terms for arson should not be reduced automatically because of a guilty plea, a "
        "committee of the council of Harrow Vale said in a report that was published on Monday."
    )
    headline = System(target="headline").summarise(Article(body=body)).text
    assert "should not be reduced" not in headline or "automatically" in headline
