"""Claims of a text, and whether its article supports them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import corpus
from summkit import Article, UsageError, analyse
from summkit.document import Document
from summkit.metrics.base import Candidate
from summkit.metrics.registry import METRICS
from summkit.metrics.support.claims import claims, quotations
from summkit.metrics.support.metric import Support, unsupported
from summkit.metrics.support.negation import negations
from summkit.metrics.support.numbers import agrees, numbers

BODY = (
    "The ferry company Nordlink will pay 7,000 passengers 2.5 million pounds, its chairman "
    "General Maria Oakes said on Tuesday. The sum is 12.4 per cent of last year's profit of "
    "£20.3m, made on 4 March 2023.\n\n"
    "The U.S. transport board had asked for more. Twenty-one boats did not sail in the gale. "
    '"We are deeply sorry for every hour that people lost," Oakes told the World Harbour '
    "Organisation. Her deputy Joe Hartwell-Price, of O'Brien Lines, welcomed the French offer."
)


def document(body: str = BODY, language: str = "en", **more: str) -> Document:
    return analyse(Article(body=body, language=language, **more))


DOCUMENT = document()


def kinds(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(claim.kind, claim.text) for claim in claims(text, language)]


def missing(text: str, of: Document = DOCUMENT) -> list[str]:
    return [claim.text for claim in unsupported(text, of)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Profit up 76%", "en", [("percentage", "76%")]),
        ("Profit up 76 per cent", "en", [("percentage", "76 per cent")]),
        ("Loss of US$1.13bn", "en", [("amount", "US$1.13bn")]),
        ("A 480 mln dlrs loan", "en", [("amount", "480 mln dlrs")]),
        ("Seven thousand march", "en", [("number", "Seven thousand")]),
        ("One of us and a million reasons", "en", []),
        ("Coste 1.500 euros", "es", [("amount", "1.500 euros")]),
        ("Coûte 7 milliards d'euros", "fr", [("amount", "7 milliards d'euros")]),
        ("Race on May 12th", "en", [("date", "May 12th")]),
        ("They may march on Sunday", "en", [("date", "Sunday")]),
        ("They may sit", "en", []),
        ("We saw Mr Oakes' plan", "en", [("name", "Oakes")]),
        ("We saw President Oakes's plan", "en", [("name", "Oakes")]),
        ("the U.S. and Ludwig van Dahl", "en", [("name", "U.S."), ("name", "Ludwig van Dahl")]),
        ("the G20 and Covid-19", "en", [("name", "G20"), ("name", "Covid-19")]),
        ("Ferry Company Will Pay for Lost Hours in Grimsby", "en", [("name", "Grimsby")]),
        ("FERRY COMPANY TO PAY IN GRIMSBY", "en", [("name", "GRIMSBY")]),
        ("Die Firma zahlt Angela Berger Geld aus der EU", "de", None),
        ("Компания заплатит Ивановой", "ru", [("name", "Ивановой")]),
        ("कंपनी 7000 रुपये देगी", "hi", [("amount", "7000 रुपये")]),
    ],
)
def test_claims_in_a_text(text: str, language: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:  # German: two capitals in a row, and acronyms; never a noun alone
        names = [name for _, name in kinds(text, language)]
        assert "EU" in names and "Firma" not in names
        assert any("Angela Berger" in name for name in names)
    else:
        assert kinds(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks 'making progress', says Oakes' firm", ["making progress"]),
        ("“So sorry,” she said", ["So sorry,"]),
        ("Er sagte: „Nie wieder“", ["Nie wieder"]),
        ("« Jamais plus », dit-il", ["Jamais plus"]),
        ("don't and can't and the boys' boats", []),
        ('6" of snow', []),
        ("'It's over' for ferry", ["It's over"]),
    ],
)
def test_offsets_of_quotations(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "code", "values", "unit"),
    [
        ("7,000", "en", (7000,), ""),
        ("7.000", "de", (7000,), ""),
        ("7 000", "fr", (7000,), ""),
        ("2,5", "fr", (2.5,), ""),
        ("1,234,567.89", "en", (1234567.89,), ""),
        ("1.234.567,89", "pt", (1234567.89,), ""),
        ("seven thousand", "en", (7000,), ""),
        ("two hundred and five", "en", (205,), ""),
        ("three million two hundred thousand", "en", (3200000,), ""),
        ("$5", "en", (5,), "$"),
        ("5 млн рублей", "ru", (5e6,), "₽"),
        ("Rp 5 juta", "id", (5e6,), "Rp"),
        ("20 pct", "en", (20,), "%"),
        ("100m", "en", (1e8, 100), ""),
    ],
)
def test_numbers_by_hand(text: str, code: str, values: tuple[float, ...], unit: str) -> None:
    (number,) = numbers(text, code)
    assert (text[number.start : number.end], number.values, number.unit) == (text, values, unit)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("two years", (24, "month")),
        ("a 24-month deal", (24, "month")),
        ("3 weeks", (21, "day")),
        ("90 minutes", (90, "minute")),
        ("a two-year-old child", (0, "")),
        ("two yearlings", (0, "")),
        ("2m", (0, "")),
    ],
)
def test_stretches_of_time(text: str, time: tuple[float, str]) -> None:
    (number,) = numbers(text, "en")
    assert number.time == time


def test_a_capital_i_with_a_dot() -> None:
    assert [n.values[0] for n in numbers("70 MİLYON", "tr")] == [70e6]


def test_numbers_side_by_side_stay_apart() -> None:
    assert [n.values[0] for n in numbers("two, three twenty-one", "en")] == [2, 3, 21]
    assert [n.values[0] for n in numbers("27-27", "en")] == [27, 27]
    assert [n.glued for n in numbers("the G20 and 20", "en")] == [True, False]


@pytest.mark.parametrize(
    ("claim", "evidence", "expected"),
    [
        ("76%", "76.4%", True),
        ("76%", "76.6%", True),  # cut off
        ("77%", "76.6%", True),
        ("75%", "76.6%", False),
        ("78%", "76.6%", False),
        ("$1.3bn", "$1.37bn", True),
        ("$1.3bn", "$1.42bn", False),
        ("7,000", "7,210", True),
        ("300", "298", False),
        ("1980", "1983", False),
        ("5%", "5", True),
        ("$5", "£5", False),
        ("76.4%", "76%", False),
        ("2.5m", "2.5 million", True),
        ("100m", "100", True),
        ("$100m", "100", False),
    ],
)
def test_headlines_round(claim: str, evidence: str, expected: bool) -> None:
    assert agrees(numbers(claim, "en")[0], numbers(evidence, "en")[0]) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Nordlink to pay £2.5m",
        "Ferry firm pays 7000 passengers",
        "Ferry firm pays seven thousand passengers",
        "Nordlink pays 12% of profit",
        "21 boats kept in harbour",
        "US board wanted more from Nordlink",
        "United States board wanted more",
        "Gen. Oakes sorry for lost hours",
        "Oakes 'deeply sorry' for lost hours",
        "Oakes 'sorry for lost hours'",
        "WHO hears Nordlink's Oakes",
        "France makes ferry offer",
        "Hartwell-Price welcomes offer on Tuesday",
        "NORDLINK TO PAY 7,000 PASSENGERS",
        "Nordlink Pays Passengers After Gale of 4 March",
        "O’Brien Lines welcomes offer",
    ],
)
def test_claims_that_the_body_supports(text: str) -> None:
    assert missing(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordlink to pay £2.9m", ["£2.9m"]),
        ("Nordlink to pay $2.5m", ["$2.5m"]),
        ("Ferry firm pays 7,900 passengers", ["7,900"]),
        ("Ferry firm pays eight thousand passengers", ["eight thousand"]),
        ("Nordlink pays 14% of profit", ["14%"]),
        ("22 boats kept in harbour", ["22"]),
        ("Gen. Dunford sorry for lost hours", ["Dunford"]),
        ("Ferry chief John Oakes sorry", ["John Oakes"]),
        ("Oakes 'furious about critics'", ["furious about critics"]),
        ("Russian board wanted more", ["Russian"]),
        ("EU board wanted more", ["EU"]),
        ("Hartwell-Price welcomes offer on Friday", ["Friday"]),
        ("Ferries stopped on 5 March", ["5 March"]),
        ("SEALINK TO PAY 7,000 PASSENGERS", ["SEALINK"]),
        ("Sealink Pays Passengers After Gale", ["Sealink"]),
        (
            'Oakes: "We are deeply sorry for every minute that people lost"',
            ["We are deeply sorry for every minute that people lost"],
        ),
    ],
)
def test_claims_that_the_body_does_not_support(text: str, expected: list[str]) -> None:
    assert missing(text) == expected


def test_a_pronoun_does_not_support_a_country() -> None:
    body = "The harbour told us to wait. It gave us no reason at all."
    assert missing("Ferry firm seeks US help", document(body)) == ["US"]
    assert missing("Ferry firm seeks US help", document(body + " A US ship came.")) == []


def test_inflected_names() -> None:
    of = document("Вчера Сергей Громов приехал в Самару. Его ждали в порту.", "ru")
    assert missing("Власти встретили Громова в Самаре", of) == []
    assert missing("Власти встретили Орлова в Самаре", of) == ["Орлова"]


OFFICES = document(
    "The Office of Fair Trading and the Press Complaints Commission met the Ministry of Defence "
    "on Monday. A report for the Food and Agriculture Organization was late. Tom Oakes of the "
    "Department for Transport spoke. Sally Alice Moore did not."
)
SHORTENED = document("The OFT, the MoD and the FAO met on Monday. Oakes of the DfT spoke.")


@pytest.mark.parametrize("name", ["OFT", "PCC", "MoD", "MOD", "FAO", "DfT"])
def test_initials_across_small_words(name: str) -> None:
    assert missing(f"Late report shocks the {name}", OFFICES) == []


@pytest.mark.parametrize(
    "name",
    [
        "Office of Fair Trading",
        "Ministry of Defence",
        "Food and Agriculture Organization",
        "Department for Transport",
    ],
)
def test_names_whose_initials_the_article_has(name: str) -> None:
    assert missing(f"Late report shocks the {name}", SHORTENED) == []


def test_letters_that_are_no_initials() -> None:
    assert missing("Late report shocks the PCD", OFFICES) == ["PCD"]
    assert missing("Late report shocks Sam", OFFICES) == ["Sam"]  # Sally Alice Moore
    assert missing("Late report shocks the Press Council", SHORTENED) == ["Press Council"]


def test_time_is_counted_in_its_unit() -> None:
    of = document("Two men were jailed for 18 months. The trial took three weeks.")
    assert missing("Men jailed for two years", of) == ["two years"]
    assert missing("Men jailed for 18 months after three-week trial", of) == []
    assert missing("Trial of 21 days ends", of) == []
    assert missing("Trial of two men ends", of) == []


def test_tickers_are_no_names() -> None:
    of = document("Nordlink Corp said it will buy back shares worth 3 mln dlrs.")
    assert missing("NORDLINK <NDLK> TO BUY BACK SHARES", of) == []


def test_texts_that_may_support_a_claim() -> None:
    of = document(headline="Sealink to pay", dek="Payments begin in June")
    assert missing("Sealink sorry in June", of) == ["Sealink", "June"]
    assert [c.text for c in unsupported("Sealink sorry in June", of, within="dek")] == ["Sealink"]
    assert unsupported("Sealink sorry in June", of, within="article") == []
    with pytest.raises(UsageError, match="one of body, dek, article"):
        unsupported("x", of, within="page")
    with pytest.raises(UsageError, match="within"):
        Support(within="page")


STAY = document(
    "The council will close the old harbour bridge in May. The mayor said the repair of the "
    "tower was not delayed by rain. Nobody was hurt when the crane fell."
)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Council will not close old harbour bridge", "candidate"),
        ("Council won't close old harbour bridge", "candidate"),
        ("Repair of tower delayed by rain, mayor says", "article"),
        ("Council will close old harbour bridge", None),
        ("Repair of tower not delayed by rain", None),
        ("Council refuses to close old harbour bridge", None),  # a verb, and no negation
        ("Ferry will not sail", None),  # nothing to compare with
        ("", None),
    ],
)
def test_negation_on_one_side(text: str, side: str | None) -> None:
    found = negations(text, STAY)
    assert [negation.side for negation in found] == ([side] if side else [])
    for negation in found:
        assert 0 <= negation.start < negation.end <= len(text)


def test_no_negation_without_data() -> None:
    of = document("Der Rat schließt die Brücke.", "xx")
    assert negations("Der Rat schließt die Brücke nicht", of) == []


def test_the_metric() -> None:
    metric = METRICS.create("support")
    assert tuple(c.name for c in metric.columns) == (
        "support.unsupported",
        "support.share",
        "support.negation",
    )
    got = metric.values(Candidate.from_text("Nordlink to pay £2.9m to Dunford"), (), DOCUMENT)
    assert got == (2.0, pytest.approx(1 / 3), 0.0)
    nothing = metric.values(Candidate.from_text("Ferry firm sorry"), (), DOCUMENT)
    assert nothing == (0.0, 1.0, 0.0)
    assert all(value != value for value in metric.values(Candidate.from_text("x"), (), None))
    contrary = metric.values(Candidate.from_text("Council will not close bridge"), (), STAY)
    assert contrary[2] == 1.0
    assert [column.better for column in metric.columns] == [-1, 1, -1]


def test_an_extract_is_supported() -> None:
    for number, sentence in enumerate(DOCUMENT.sentences):
        candidate = Candidate(sentence.text, (sentence.text,), (number,))
        assert Support().values(candidate, (), DOCUMENT)[0] == 0.0


LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "id", "tr", "ru", "vi", "hi", "zh", "xx")
PIECES = st.sampled_from(
    [*"'\"“”«»‘’„().,:;-–%$€£", "7,000", "2.5m", "1 500", "12", "May", "Sunday", "two", "hundred",
     "and", "million", "Nordlink", "U.S.", "O'Brien", "van", "not", "Élan", "İzmir", "ΣΑΣ", "ß",
     "n't", "भारत", "東京", "٣", "²", "½", "\n\n", " ", "  ", "\u00a0"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join),
                  st.lists(PIECES, max_size=14).map("".join))  # fmt: skip


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
def test_any_text(text: str, body: str, language: str) -> None:
    of = document(body, language)
    made = claims(text, language)
    for claim in made:
        assert text[claim.start : claim.end] == claim.text != ""
    assert made == sorted(made, key=lambda claim: claim.start)
    lost = unsupported(text, of)
    assert all(claim in made for claim in lost)
    for negation in negations(text, of):
        assert 0 <= negation.start < negation.end <= len(text)
        assert 0 <= negation.sentence < len(of.sentences)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_text_supports_itself(text: str, language: str) -> None:
    assert unsupported(text, document(text, language)) == []


def test_time_grows_in_proportion() -> None:
    for unit in ('Nordlink\'s "Boat" 7,000 ', "two hundred and ", "'", '"', "A. ", "12 May "):
        began = time.process_time()
        claims(unit * 2_000, "en")
        assert time.process_time() - began < 4, unit


@pytest.mark.parametrize(
    "unit",
    [
        "It cost # dollars on May 5, and # men came. ",
        "“The q# is late,” Ann Q# said. ",
        "Bo Q# ",
        "US ",
        "The q# fails. The plan is not late. ",
    ],
)
def test_a_long_text_against_itself_and_another(unit: str) -> None:
    def filled(first: int) -> str:
        return "".join(unit.replace("#", str(first + number)) for number in range(1_000))

    of = document(filled(100), "en")
    began = time.process_time()
    for text in (filled(100), filled(50_000)):
        parts = tuple(sentence.text for sentence in document(text, "en").sentences)
        Support().values(Candidate(text, parts), (), of)
    assert (
        time.process_time() - began < 4
    )  # a tenth of a second; quadratic patterns took up to a minute


def test_more_pairs_of_sentences_than_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = tuple(sentence.text for sentence in STAY.sentences)
    text = Candidate(" ".join(sentences), sentences)
    assert Support().values(text, (), STAY)[2] == 0.0
    monkeypatch.setattr("summkit.metrics.support.negation.PAIRS", 1)
    found, share, negation = Support().values(text, (), STAY)
    assert (found, share) == (0.0, 1.0)
    assert negation != negation


def test_more_quotations_than_are_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Candidate.from_text("“So sorry” and “never again”")
    assert Support().values(text, (), STAY)[0] == 2.0
    monkeypatch.setattr("summkit.metrics.support.metric.SEARCHED", 2 * len(STAY.article.body) - 1)
    assert all(value != value for value in Support().values(text, (), STAY)[:2])
    assert Support().values(Candidate.from_text("“So sorry”"), (), STAY)[0] == 1.0


def test_the_same_under_any_hash_seed() -> None:
    program = (
        "from summkit import Article, analyse\n"
        "from summkit.metrics.support.metric import unsupported\n"
        f"d = analyse(Article(body={BODY!r}, language='en'))\n"
        "print(unsupported('Nordlink Dunfords \"pays\" £3m in US on May 2, not 7 per cent', d))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(outputs) == 1 and "£3m" in outputs.pop()


def test_true_headlines_are_seldom_flagged() -> None:
    flagged = 0
    records = corpus("bbc")[::5]
    for record in records:
        of = analyse(Article(body=record["body"], language="en"))
        flagged += bool(unsupported(record["headline"], of) or negations(record["headline"], of))
    assert 0 < flagged < 0.1 * len(records)
