"""Scenes before the news, people described by age, and names that are printed in full."""

from __future__ import annotations

import pytest

from summkit import Article, System, analyse
from summkit.cohesion.companies import the_company
from summkit.cohesion.completion import completions
from summkit.cohesion.leadin import lead_in
from summkit.cohesion.scenes import is_scene, is_voice
from summkit.cohesion.ties import ties_of
from summkit.document import Document
from summkit.shortening.fit import fit


def document(*paragraphs: str, language: str = "en") -> Document:
    return analyse(Article(body="\n\n".join(paragraphs), language=language))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il était 6 h 20, lundi, et le maire de Torval venait d’ouvrir la salle.", True),
        ("fr", "Debout devant la grille, Anne Vidal attend le facteur.", True),
        ("fr", "Le maire de Torval a ouvert la salle à 6 h 20.", False),
        ("de", "Es ist kurz nach neun, als Karl Maier das Tor öffnet.", True),
        ("de", "Um 5.12 Uhr standen am Gleis schon 90 Menschen.", True),
        ("de", "Um 5.12 Uhr brannte in Torwald ein Lagerhaus.", False),
        ("es", "Eran las once de la noche cuando Ana Ruiz cerró la puerta.", True),
        ("es", "A las once de la noche esperaban cien personas ante la puerta.", True),
        ("es", "A las once de la noche volcó un camión en Torval.", False),
        ("pt", "Passava das seis quando a balsa encostou.", True),
        ("it", "Sono le sei e Anna Neri apre la porta.", True),
        ("nl", "Het is even na zes uur als Jan de Boer de deur opent.", True),
        ("ru", "На часах шесть, и Анна открывает дверь.", True),
        ("en", "Behind the mill of Torval, 4,000 tyres lie in the rain.", True),
        ("en", "On Monday, the council of Torval will sit for the last time.", False),
        ("en", "Ada Orme was feeding the hens when her telephone rang.", True),
        ("en", "Ada Orme was walking home when she was hit by a car.", False),
        ("en", "When Ada Orme opened the box she thought that it was empty.", True),
        ("en", "When Norvex cut its forecast it did not say why.", False),
        # The forms of scenes are unknown in this language.
        ("ja", "午前6時、駅には90人が立っていた。", False),
    ],
)
def test_the_form_of_a_scene(language: str, text: str, expected: bool) -> None:
    assert is_scene(text, language) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"I never thought that it would hold," says Ada Orme.', True),
        ("«Nunca pensé que aguantaría», repetía Ana Ruiz el domingo.", True),
        ('"I never thought that it would hold," Ada Orme said.', True),
        ('"I never thought that it would hold," said Ada Orme, the mayor.', False),
        ('"I never thought that it would hold," said Ada Orme, 41.', False),
        ('"I never thought that it would hold," Prime Minister Ada Orme said.', False),
        ('"Rain" is what Ada Orme calls it.', False),
        ("Ada Orme said that it would hold.", False),
    ],
)
def test_quotations_of_unidentified_speakers(text: str, expected: bool) -> None:
    assert is_voice(text) is expected


REST = (
    "The bridge of Torval was built in 1911 and carries 900 cars a day.",
    "Work on it begins in May, the council said.",
    "The river rose by two metres in the night and took a pump with it.",
    "A company from Brno will build the piers of the bridge with its own crane.",
)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        # The scene, its paragraph and the hour that continues it are skipped.
        (
            (
                "Ada Orme was feeding the hens when her telephone rang. The line was bad.",
                "By ten past five the 61-year-old had sold the mill to the council.",
                "The council of Torval paid 40 million crowns for the mill and its land.",
            ),
            3,
        ),
        # A quotation of a person who is later described by her profession.
        (
            (
                '"I never thought that it would hold," says Ada Orme.',
                "The engineer at Torval University has built a bridge of straw and lime.",
            ),
            1,
        ),
        # Every later sentence has needs, so the scene is the story.
        (
            (
                "Ada Orme was feeding the hens when her telephone rang.",
                "She did not answer it. She never does. But it rang on.",
            ),
            0,
        ),
    ],
)
def test_the_news_after_a_scene(opening: tuple[str, ...], expected: int) -> None:
    rest = () if expected == 0 else REST
    assert lead_in(document(*opening, *rest), headline=False) == expected


PERSON = (
    "When Ada Orme opened the box she thought that it was empty.",
    "The 61-year-old retired teacher had found the lost charter of Torval in it.",
    "Orme, who lives in Brno, gave it to the town.",
)


def test_a_person_called_by_age_needs_the_name_and_gets_it() -> None:
    of = document(*PERSON, *REST)
    (need,) = ties_of(of).needs(1)
    assert (need.kind, need.text, tuple(need.earlier)) == (
        "noun",
        "The 61-year-old retired teacher",
        (0,),
    )
    (name,) = completions(of, [1])
    assert name.text == of.body[slice(*name.taken_from)] == "Ada Orme"
    lede = System("newsrank", "lede").summarise(of)
    assert str(lede) == "Ada Orme had found the lost charter of Torval in it."
    # One full name is enough: later sentences use her surname.
    assert [each.text for each in completions(of, [1, 2])] == ["Ada Orme"]


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("Ada Orme and Karl Maier opened the box on Monday, Karl Maier said.", "two people"),
        ("The box was opened on Monday in Torval.", "nobody"),
    ],
)
def test_uncertain_names_are_not_completed(first: str, why: str) -> None:
    of = document(first, PERSON[1], "Orme, who lives in Brno, gave it away. Maier left.")
    assert completions(of, [1]) == [], why


@pytest.mark.parametrize(
    ("language", "first", "second", "printed"),
    [
        (
            "es",
            "«No lo creo», repetía Ana Ruiz el domingo.",
            "La maestra de 61 años acababa de encontrar el acta. Ruiz vive en Brno.",
            "Ana Ruiz acababa de encontrar el acta.",
        ),
        (
            "fr",
            "Debout à la barre, Paul Morin n’a rien dit.",
            "Le tribunal de Torval l’a condamné à deux ans de prison. M. Morin fera appel.",
            "Le tribunal de Torval a condamné Paul Morin à deux ans de prison.",
        ),
        (
            "fr",
            "Debout à la barre, Paule Morin n’a rien dit.",
            "Le tribunal de Torval l’a condamnée à deux ans de prison. Mme Morin fera appel.",
            None,  # "a condamnée Paule" would be wrong
        ),
    ],
)
def test_names_in_full_in_other_languages(
    language: str, first: str, second: str, printed: str | None
) -> None:
    of = document(first, second, language=language)
    text = of.sentences[1].text
    names = completions(of, [1])
    assert len(names) == (printed is not None)
    for name in names:
        assert text[: name.start] + name.text + text[name.end :] == printed


FIRM = (
    "In the yard of Norvex's mill in Torval, 900 tyres lie under snow.",
    "On Monday the company admitted that they would not be sold. It cut its forecast by half.",
    "Norvex shares fell by a third. Norvex was founded in 1953.",
)


def test_a_company_is_named_where_only_one_can_be_meant() -> None:
    of = document(*FIRM)
    texts = [sentence.text for sentence in of.sentences]
    found = [the_company(of, index) for index in range(len(texts))]
    assert [each and texts[n][each.start : each.end] for n, each in enumerate(found)] == [
        None,
        "the company",
        "It",
        None,
        None,
    ]
    (name,) = completions(of, [2])
    assert name.text == "Norvex" and of.body[slice(*name.taken_from)] == "Norvex"
    two = document(FIRM[0], "Halden shares rose. Halden plc is old. Halden won.", *FIRM[1:])
    assert completions(two, [4]) == []


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("es", "Superó en dos minutos a la favorita.", "Superó"),
        ("es", "Murió Ana Ruiz, la alcaldesa.", None),
        ("pt", "Leva duas geladeiras e uma lista.", "Leva"),
        ("pt", "É a primeira vez que chove em maio.", None),
        ("it", "Ha anche venduto il mulino.", "Ha"),
        ("fr", "Trois rapports en avaient demandé le retrait.", "en avaient demandé"),
        ("fr", "Le tribunal ne l’a pas suivie.", "ne l’a pas"),
        ("fr", "Selon lui, la pompe a tenu.", "Selon lui"),
        ("en", "The archive confirmed on Wednesday that they are genuine.", "they are"),
        ("en", "The finders confirmed on Wednesday that they are proud.", None),
        ("en", "The mill admitted that many of them will not be sold.", "many of them"),
    ],
)
def test_references_that_are_not_completed(language: str, text: str, word: str | None) -> None:
    of = document("Rain fell on the town of Torval.", text, language=language)
    assert [need.text for need in ties_of(of).needs(1)] == ([word] if word else [])


@pytest.mark.parametrize(
    ("text", "words", "printed"),
    [
        # The last "that ..." may be deleted in every parse of the three verbs.
        (
            "Ada Orme had run 2 hours 24 minutes 51 seconds, won the city's race by almost three"
            " minutes and taken 1 minute 37 seconds off a course record that had stood since 1998.",
            28,
            "Ada Orme had run 2 hours 24 minutes 51 seconds, won the city's race by almost three"
            " minutes and taken 1 minute 37 seconds off a course record.",
        ),
        # Of three verbs, the last is deleted only together with its "and".
        (
            "The council cut the budget of the port by two million crowns, raised the fare of"
            " the ferry by a quarter, to between 40 and 50 crowns, and said that it would sell the"
            " pump.",
            30,
            "The council cut the budget of the port by two million crowns, raised the fare of"
            " the ferry by a quarter and said that it would sell the pump.",
        ),
    ],
)
def test_phrases_deleted_at_the_end(text: str, words: int, printed: str) -> None:
    of = document(text, *REST)
    found = fit(of, [0], lambda each: len(each.split()) <= words)
    assert found is not None and found.text == printed


def test_the_team_of_the_only_person_is_printed_with_the_name() -> None:
    of = document(
        '"I could show it to my mother," says Ada Orme-Holt.',
        "The biologist at Torval University was trying to find out why geckos hold on to wet"
        " glass.",
        "From this the team has made a tape of rubber that sticks to wet glass and to tiles.",
        "A strip of it held a weight of one kilogram on a wet tile for 31 days.",
        "The tape can be pulled off without a trace.",
    )
    assert lead_in(of, headline=False) == 2
    (name,) = completions(of, [2])
    assert name.text == "Ada Orme-Holt's team"
    assert of.article.body[slice(*name.taken_from)] == "Ada Orme-Holt"


def test_the_team_of_one_of_two_people_stays() -> None:
    of = document(
        '"I could show it to my mother," says Ada Orme-Holt.',
        'Her colleague had his doubts. "I thought it was a joke," says Ivo Brandt.',
        "From this the team has made a tape of rubber that sticks to wet glass and to tiles.",
    )
    assert not completions(of, [len(of.sentences) - 1])
