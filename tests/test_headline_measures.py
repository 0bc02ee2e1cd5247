"""Headlines keep rates, objects, statements and plans complete. All lines are invented."""

from __future__ import annotations

import pytest

import summkit as sk

WHOLE = [
    # (text, words that a headline must have, words that it must not have)
    (
        "Cleaners at Torv station work 14 hours a day and earn 70 crowns a shift, their union said"
        " on Tuesday as it handed a petition to the minister.",
        ("work 14 hours a day",),
        ("said as",),
    ),
    (
        "Ferries on the Aske strait burn 900 litres an hour and carry 40 passengers a trip, an"
        " audit published on Monday found, which the owner disputes.",
        ("burn 900 litres an hour",),
        (),
    ),
    (
        "The cyclone hit the islands of Mora before dawn on Friday, tore the roofs off two schools"
        " and cut the only road to the airport, the weather office said.",
        ("hit the islands|hit islands",),
        ("hit before",),
    ),
    (
        "The ministry described the leak at the Dunmar plant as a minor fault and said that no"
        " villager had been in danger on Thursday night.",
        ("as a minor fault|as minor fault",),
        (),
    ),
    (
        "Rents in Elmford rise by 25 crowns a month under a proposal that the town published on"
        " Wednesday to pay for a new water main.",
        ("25 crowns a month under",),
        (),
    ),
    (
        "The savings bank of Lund charges 3 crowns a withdrawal and 12 crowns a transfer, which"
        " consumers call the highest fees on the coast.",
        ("3 crowns a withdrawal",),
        (),
    ),
    (
        "The harbour board wants to lease the old customs house for 60 years, a plan that five"
        " of its nine members called reckless on Sunday.",
        ("lease the old customs house|lease old customs house|lease customs house",),
        (),
    ),
]


@pytest.mark.parametrize(("text", "wanted", "barred"), WHOLE)
@pytest.mark.parametrize("target", ["headline", "push"])
def test_measures_and_objects_stay_whole(
    text: str, wanted: tuple[str, ...], barred: tuple[str, ...], target: str
) -> None:
    made = str(sk.summarise(text, target))
    if target == "headline":
        for each in wanted:
            assert any(form in made for form in each.split("|")), made
    for each in barred:
        assert each not in made
    for pair in ("hours day", "litres hour", "crowns month", "crowns withdrawal", "leased for"):
        assert pair not in made
