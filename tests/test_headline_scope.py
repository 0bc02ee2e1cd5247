"""A deletion changes neither the scope of a negation, nor a measure, nor the time of a number."""

from __future__ import annotations

import pytest

from marked import parsed
from summkit import Article, System
from summkit.shortening.checks.scope import (
    loses_condition,
    loses_denied_limit,
    loses_reach,
    merges_times,
    splits_measure,
    widens_group,
)

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
    (splits_measure, "The ferry is free until the [third] week of May .", True),
    (splits_measure, "The ferry is free in the [first] town .", False),
    (loses_condition, "The lamps may be sold [only if a tester signs] .", True),
    (loses_condition, "The lamps may be sold [only] if a tester signs .", True),
    (loses_condition, "The paint can burn skin [when mixed with salt] .", True),
    (loses_condition, "The bridge will stay shut [until the river falls] .", True),
    (loses_condition, "The boats must stay in port [as long as the storm lasts] .", True),
    (loses_condition, "The paint can burn skin when mixed [with] salt .", True),
    (loses_condition, "The lamps may be sold only if [a tester] signs .", True),
    (loses_condition, "The mayor will speak [when she lands] .", False),
    (loses_condition, "The paint burned skin [when it was mixed] .", False),
    (loses_condition, "The lamps may be sold only if a tester signs [on Monday] .", False),
    (loses_condition, "The lamps may be sold [on Monday] , the mayor said .", False),
    (loses_reach, "The syrup should not be given [to babies] .", True),
    (loses_reach, "The trams will not run [on Sundays] unless drivers agree .", True),
    (loses_reach, "The trams will not run [on Sunday] unless drivers agree .", False),
    (loses_reach, "The mill may not close early [without a permit] .", True),
    (loses_reach, "Dogs are allowed [for breeders] in the park .", True),
    (loses_reach, "The syrup was given [to babies] .", False),
    (widens_group, "Boats may be steered by pupils [who have passed a test] .", True),
    (widens_group, "Boats may be steered [by pupils who have passed a test] .", True),
    (widens_group, "Boats may be steered [by pupils] .", False),
    (widens_group, "Boats may be steered by pupils who passed [a test] .", False),
    (widens_group, "Boats were steered by pupils [who have passed a test] .", False),
    (widens_group, "The syrup should be given to people [with a cough] .", True),
]


@pytest.mark.parametrize(("check", "marked", "fails"), CASES)
def test_deletions_that_change_the_scope(check, marked: str, fails: bool) -> None:
    assert check(*parsed(marked)) is fails


@pytest.mark.parametrize(
    ("sentence", "needed"),
    [
        (
            "Prison terms for arson should not be reduced automatically because of a guilty plea, "
            "a committee of the council of Harrow Vale said in a report that was published "
            "on Monday.",
            ["should not be reduced automatically"],
        ),
        (
            "The harbour of Tarn will not open until the crane is repaired, the port authority "
            "said on Monday in a statement about the storm that hit the town on Sunday.",
            ["will not open", "until", "crane"],
        ),
        (
            "Boats on the Sund may be steered only by pupils who have passed a test, the council "
            "of Harrow Vale decided on Monday after two accidents on the river in the past month.",
            ["only by pupils", "test"],
        ),
        (
            "The syrup should not be given to babies, the health office of Harrow Vale said on "
            "Monday in a notice that was sent to all pharmacies of the town and its suburbs.",
            ["should not be given to babies"],
        ),
    ],
)
def test_a_headline_denies_no_more_than_its_sentence(sentence: str, needed: list[str]) -> None:
    headline = System(target="headline").summarise(Article(body=sentence)).text
    assert len(headline) < len(sentence)
    assert [words for words in needed if words not in headline] == [], headline
