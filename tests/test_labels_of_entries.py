"""Labels of agendas, live blogs and transcripts are not printed; interviews keep their speakers."""

from __future__ import annotations

import pytest

import summkit as sk

TARGETS = ("headline", "push", "lede", "dek", "summary")

AGENDA = (
    "The week in Tonder\n\nMonday: The water board votes on a second reservoir above the town."
    " Farmers are to protest.\n\nWednesday: The trial of banker Ivar Moen opens at the county"
    " court.\n\nThursday: The observatory shows the comet to visitors for the last time.\n"
)
SITTING = (
    "Sittings of the assembly on 9 May\n\n9:30 The health committee hears the director of Torv"
    " hospital on the closed ward.\n\n11:00 Ministers answer questions about the price of"
    " heating oil.\n\n15:15 The assembly votes on the border treaty with Soland.\n"
)
TERMINE = (
    "Termine der Woche\n\nMontag: Der Stadtrat von Birkau stimmt über den neuen Busbahnhof ab."
    " Die Sitzung ist öffentlich.\n\nMittwoch: Das Landgericht verhandelt gegen einen früheren"
    " Bankdirektor aus Lohfeld.\n\nFreitag: Die Handballer der SG Birkau spielen gegen Lohfeld.\n"
)
RADIO = (
    "HOST: Good morning. Our reporter Tia Lund is at the dam.\n\nLUND: Engineers opened two gates"
    " of the Orm dam shortly before dawn, and 300 people left their homes. I can see the water"
    " from here.\n\nHOST: What happens next?\n\nLUND: The ministry wants to decide at noon whether"
    " the lower town is evacuated.\n"
)
SNOW = (
    "Snow on the pass: live\n\n14:20 Pass closed again\nPolice have closed the Gray pass to all"
    " traffic after a second avalanche buried 400 metres of the road.\n\n13:05 Bus passengers"
    " safe\nAll 31 passengers of a bus that was stuck in the tunnel have walked out, the fire"
    " service says.\n\n12:10 Good afternoon\nWelcome to our live coverage of the snow. Stay with"
    " us.\n"
)
COUNT = (
    "Election night in Morland as it happened\n\n23:40 That's it from us\nThanks for joining us"
    " tonight. We will be back at six.\n\n23:05 Verve concedes\nPremier Ada Verve has conceded"
    " defeat to the Farmers' League, which wins 41 of the 75 seats in the assembly.\n\n22:00"
    " Polls close\nPolling stations have closed across the islands after 15 hours of voting.\n"
)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("text", "barred", "first"),
    [
        (AGENDA, ("Monday:", "Wednesday:", "Thursday:"), "water board"),
        (SITTING, ("9:30", "11:00", "15:15"), ""),
        (TERMINE, ("Montag:", "Mittwoch:", "Freitag:"), "Stadtrat|Sitzung"),
        (RADIO, ("HOST:", "LUND:", "I can see", "What happens"), ""),
        (SNOW, ("14:20", "13:05", "Pass closed again", "Welcome", "Stay with us"), "closed"),
        (COUNT, ("23:", "22:00", "Thanks", "That's it", "be back"), "closed|conceded"),
    ],
    ids=["agenda", "sitting", "termine", "radio", "snow", "count"],
)
def test_no_label_and_no_furniture_is_printed(
    text: str, barred: tuple[str, ...], first: str, target: str
) -> None:
    made = str(sk.summarise(text, target))
    assert not any(each in made for each in barred), made
    assert any(each in made.lower() for each in first.lower().split("|"))


@pytest.mark.parametrize("text", [SNOW, COUNT])
def test_the_hour_of_an_entry_is_no_dek(text: str) -> None:
    assert sk.Article.from_text(text).dek is None


VOWS = (
    "Courier: Why did you close the mill?\n\nSorn: The river has carried too little water for three"
    " summers.\n\nCourier: Could the town have helped?\n\nSorn: It offered us a loan that we could"
    " not have paid back.\n\nCourier: And now?\n\nSorn: I will mend clocks.\n"
)
GEIGE = (
    "Frau Lindner, warum hören Sie auf?\n\nLindner: Meine linke Hand macht seit dem Winter nicht"
    " mehr mit.\n\nWas wird aus dem Quartett?\n\nLindner: Eine Schülerin von mir spielt ab Mai die"
    " zweite Geige.\n\nWerden Sie im Saal sitzen?\n\nLindner: Ganz hinten, damit ich gehen kann.\n"
)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("text", "speaker", "marks"),
    [(VOWS, "Sorn: ", "“”"), (GEIGE, "Lindner: ", "„“")],
    ids=["vows", "geige"],
)
def test_an_answer_is_a_quotation_with_its_speaker(
    text: str, speaker: str, marks: str, target: str
) -> None:
    made = sk.summarise(text, target)
    got = str(made)
    assert got.startswith(speaker + marks[0]), got
    assert got.endswith(marks[1])
    assert "Courier" not in got
    assert "?" not in got
    assert len(got) <= {"headline": 75, "push": 50}.get(target, 999)
    for each in made.completions:
        assert made.document.body[slice(*each.taken_from)] == speaker[:-2]
