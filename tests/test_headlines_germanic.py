"""Headlines in German and Dutch from the positions of the verbs; every text here is invented."""

from __future__ import annotations

import pytest

import summkit as sk
from headlines import headline, is_cut
from summkit.document import analyse
from summkit.language import get_language
from summkit.shortening.germanic.deletions import offers
from summkit.shortening.germanic.fields import fields_of
from summkit.shortening.unparsed.pronouns import leans

# Language, first sentence, and the headlines that an editor would print. The answers were written
# before the first run.
NEWS: list[tuple[str, str, tuple[str, ...]]] = [
    (
        "de",
        "Die 14 Kilometer lange Radstrecke zwischen Lorm und Altvara, 2019 geplant und seither "
        "zweimal verschoben, ist am Samstag eröffnet worden.",
        (
            "Die Radstrecke zwischen Lorm und Altvara ist eröffnet worden",
            "Radstrecke zwischen Lorm und Altvara eröffnet",
            "14 Kilometer lange Radstrecke zwischen Lorm und Altvara eröffnet",
            "Radstrecke zwischen Lorm und Altvara ist am Samstag eröffnet worden",
            "Die Radstrecke zwischen Lorm und Altvara ist am Samstag eröffnet worden",
        ),
    ),
    (
        "de",
        "Bei einem Brand in einem Pflegeheim im Norden von Lorm sind in der Nacht zum Dienstag "
        "acht Menschen verletzt worden.",
        (
            "Acht Menschen verletzt",
            "Bei Brand in Pflegeheim acht Menschen verletzt",
            "Bei einem Brand in einem Pflegeheim sind acht Menschen verletzt worden",
            "Bei Brand in Pflegeheim im Norden von Lorm acht Menschen verletzt",
            "Bei einem Brand in einem Pflegeheim acht Menschen verletzt",
        ),
    ),
    (
        "de",
        "Die slowenische Außenministerin Mira Kolnik hat am Donnerstag bei einem Treffen in Lorm "
        "die neuen Zölle der Nachbarländer scharf kritisiert.",
        (
            "Mira Kolnik hat die neuen Zölle der Nachbarländer scharf kritisiert",
            "Außenministerin Mira Kolnik hat die neuen Zölle scharf kritisiert",
        ),
    ),
    (
        "de",
        "Der Stadtrat von Lorm hat am Mittwoch nach einer langen Debatte den Bau einer "
        "Fußgängerbrücke über die Vara beschlossen.",
        (
            "Der Stadtrat von Lorm hat den Bau einer Fußgängerbrücke beschlossen",
            "Stadtrat von Lorm hat den Bau einer Fußgängerbrücke beschlossen",
            "Stadtrat von Lorm hat den Bau einer Fußgängerbrücke über die Vara beschlossen",
            "Der Stadtrat hat den Bau einer Fußgängerbrücke über die Vara beschlossen",
        ),
    ),
    (
        "de",
        "Ein 62-jähriger Wanderer ist am Sonntagnachmittag im Kornbachtal nach einem Sturz über "
        "eine Felswand gestorben, teilte die Bergrettung mit.",
        (
            "62-jähriger Wanderer ist nach einem Sturz über eine Felswand gestorben",
            "62-jähriger Wanderer nach Sturz über Felswand gestorben",
            "62-jähriger Wanderer im Kornbachtal nach Sturz über Felswand gestorben",
            "Ein 62-jähriger Wanderer ist nach einem Sturz über eine Felswand gestorben",
            "62-jähriger Wanderer nach einem Sturz über eine Felswand gestorben",
        ),
    ),
    (
        "de",
        "Die Staatsanwaltschaft in Lorm hat gegen zwei frühere Vorstände der Sparkasse Vara, die "
        "im Mai zurückgetreten waren, Anklage erhoben.",
        (
            "Die Staatsanwaltschaft hat gegen zwei frühere Vorstände Anklage erhoben",
            "Staatsanwaltschaft hat gegen zwei frühere Vorstände Anklage erhoben",
            "Staatsanwaltschaft in Lorm hat gegen zwei frühere Vorstände Anklage erhoben",
        ),
    ),
    (
        "de",
        "In der Altstadt von Lorm ist am Freitagabend ein leer stehendes Lagerhaus eingestürzt "
        "und hat drei geparkte Autos unter sich begraben.",
        (
            "In der Altstadt von Lorm ist ein leer stehendes Lagerhaus eingestürzt",
            "Leer stehendes Lagerhaus eingestürzt",
            "In der Altstadt von Lorm leer stehendes Lagerhaus eingestürzt",
        ),
    ),
    (
        "nl",
        "De politie heeft zaterdagnacht in een loods in Vliethaven vier mannen aangehouden voor "
        "de handel in gestolen fietsen.",
        (
            "De politie heeft vier mannen aangehouden voor de handel in gestolen fietsen",
            "Politie heeft vier mannen aangehouden voor de handel in gestolen fietsen",
        ),
    ),
    (
        "nl",
        "Een 71-jarige wandelaar uit Noorddam is zondagmiddag overleden na een val van een "
        "uitkijktoren in het natuurgebied de Lage Venen.",
        (
            "Een 71-jarige wandelaar uit Noorddam is overleden na een val",
            "71-jarige wandelaar uit Noorddam overleden",
            "Een 71-jarige wandelaar uit Noorddam is overleden",
            "71-jarige wandelaar uit Noorddam overleden na een val van een uitkijktoren",
            "Een 71-jarige wandelaar uit Noorddam is zondagmiddag overleden",
        ),
    ),
    (
        "nl",
        "De brouwerij Oudeveld stopt eind dit jaar met de productie in Noorddam en ontslaat 120 "
        "medewerkers, omdat de verkoop al jaren daalt.",
        (
            "De brouwerij Oudeveld stopt eind dit jaar met de productie in Noorddam",
            "Brouwerij Oudeveld stopt eind dit jaar met de productie in Noorddam",
            "De brouwerij Oudeveld stopt met de productie in Noorddam",
        ),
    ),
    (
        "nl",
        "De rechtbank in Vliethaven heeft een voormalige wethouder woensdag veroordeeld tot twee "
        "jaar cel, nadat hij steekpenningen van een aannemer had aangenomen.",
        (
            "De rechtbank heeft een voormalige wethouder veroordeeld tot twee jaar cel",
            "Rechtbank heeft een voormalige wethouder veroordeeld tot twee jaar cel",
            "Rechtbank in Vliethaven heeft voormalige wethouder veroordeeld tot twee jaar cel",
        ),
    ),
    (
        "nl",
        "Het waterschap Venenland heeft dinsdag na een klacht van bewoners twee sluizen bij "
        "Noorddam stilgelegd.",
        (
            "Het waterschap Venenland heeft twee sluizen bij Noorddam stilgelegd",
            "Waterschap Venenland heeft twee sluizen bij Noorddam stilgelegd",
            "Het waterschap Venenland heeft twee sluizen stilgelegd",
        ),
    ),
    (
        "nl",
        "Bij een botsing tussen een tram en een vrachtwagen in het centrum van Vliethaven zijn "
        "vrijdagochtend negen mensen gewond geraakt.",
        (
            "Bij een botsing tussen een tram en een vrachtwagen zijn negen mensen gewond geraakt",
            "Negen mensen gewond geraakt",
            "Bij botsing tussen tram en vrachtwagen negen mensen gewond geraakt",
        ),
    ),
    (
        "nl",
        "De schrijfster Marit Oldenkamp, die zestien romans over de zee schreef en nooit een "
        "interview gaf, is maandag op 88-jarige leeftijd overleden.",
        (
            "De schrijfster Marit Oldenkamp is op 88-jarige leeftijd overleden",
            "Schrijfster Marit Oldenkamp is op 88-jarige leeftijd overleden",
            "Schrijfster Marit Oldenkamp op 88-jarige leeftijd overleden",
        ),
    ),
]  # fmt: skip

# Language, first sentence, and words that its headline must have if it has the words before "|".
KEPT: list[tuple[str, str, str]] = [
    ("de", "Die Fähre darf ab Juni in den Nachtstunden zwischen Lorm und der Insel Vara nicht mehr "
     "mit Lastwagen beladen werden.", "nicht"),
    ("de", "Der frühere Landrat Jonas Wirth soll in seiner Amtszeit Aufträge im Wert von drei "
     "Millionen Euro an die Firma seines Bruders vergeben haben.", "soll"),
    ("de", "Die Gemeinde Altvara senkt die Grundsteuer im kommenden Jahr um zehn Prozent, falls "
     "das Land den versprochenen Zuschuss für die Schule zahlt.", "falls"),
    ("nl", "De gemeente Noorddam verlaagt volgend jaar de parkeertarieven in het centrum van de "
     "stad, mits de provincie de beloofde subsidie betaalt.", "mits"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "wanted"), NEWS)
def test_headlines_equal_an_editors(code, text, wanted):
    made = headline(code, text)
    assert made.text in wanted
    assert not made.truncated


@pytest.mark.parametrize(("code", "text", "word"), KEPT)
def test_a_headline_keeps_denials_hedges_and_conditions(code, text, word):
    made = headline(code, text)
    assert is_cut(made, text) or word in made.text.lower().split()


def test_both_parts_of_the_verb_are_found():
    text = "Die Stadt Lorm stellt im Herbst den Fährverkehr nach Altvara ein."
    fields = fields_of(text, get_language("de"))
    assert fields is not None
    assert fields.tokens[fields.verb].text == "stellt"
    assert fields.tokens[fields.right].text == "ein"


def test_a_quotation_before_its_speaker_has_no_fields():
    text = "„Wir bauen die Brücke bis zum Sommer fertig“, sagte der Bürgermeister von Lorm."
    assert fields_of(text, get_language("de")) is None


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("de", "In der Sendung präsentiert sie fünf Wirte", True),
        ("de", "Der Sänger sagt, er komme wieder", False),
        ("de", "Der Umsatz steigt diese Woche", False),
        ("nl", "Volgens de politie reed hij te hard", True),
        ("it", "Il tribunale di Varese l'ha condannato a tre anni", True),
        ("it", "Il tribunale ha condannato Nora Sanna a tre anni", False),
    ],
)
def test_a_pronoun_needs_an_antecedent_before_it(code, text, wanted):
    assert leans(text, code) is wanted


def test_the_runs_of_a_headline_are_in_the_article():
    text = NEWS[0][1]
    made = headline("de", text)
    assert made.shortening is not None
    pieces = [text[a:b] for a, b in made.shortening.runs]
    assert " ".join(pieces).lower() == made.text.lower()
    assert analyse(sk.Article(body=text), "de").body == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # The place identifies a definite noun; "first" in the deleted phrase limits nothing.
        ("Die Krise in Altvara hat am Montag die Nachbarn erreicht.", False),
        ("Der Angriff hat bei der ersten Sitzung in Lorm großen Schaden angerichtet.", True),
        ("Der Sänger hat neun Jahre nach dem Rücktritt ein neues Album veröffentlicht.", False),
    ],
)
def test_a_phrase_goes_only_if_no_other_word_needs_it(text, wanted):
    language = get_language("de")
    fields = fields_of(text, language)
    assert fields is not None
    kinds = [each.kind for each in offers(text, fields, language)]
    assert ("place" in kinds) is wanted
