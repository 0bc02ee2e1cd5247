"""Headlines in languages with a shipped parser: deletions, words that must stay, equal bytes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summkit import core
from summkit.article import Article
from summkit.document import analyse
from summkit.shortening.parsing.parser import parse
from summkit.shortening.shorten import shorten
from summkit.shortening.universal import writing
from summkit.shortening.universal.tokens import tokenise
from summkit.shortening.universal.tree import is_parsed, model_of

CODES = ("es", "fr", "pt")

# Invented sentences, with headlines that a reader of the language would print.
HEADLINES = [
    # A relative clause between commas, and phrases that a verb does not need.
    (
        "es",
        "La cantante Lola Rivas, que vive en Londres desde los años noventa, dará dos conciertos"
        " en el Teatro Real en mayo.",
        "La cantante Lola Rivas dará dos conciertos en el Teatro Real en mayo",
    ),
    (
        "fr",
        "La chanteuse Lola Rivas, qui vit à Londres depuis les années 1990, donnera deux concerts"
        " à l'Olympia en mai.",
        "La chanteuse Lola Rivas donnera deux concerts à l'Olympia en mai",
    ),
    (
        "pt",
        "A prefeitura de Vila Nova, que é comandada pelo socialista Paulo Mota desde 2019, fechará"
        " três escolas por falta de alunos.",
        "A prefeitura de Vila Nova fechará três escolas por falta de alunos",
    ),
    # A person without a name needs fewer modifiers, and an attribution is deleted as in English.
    (
        "es",
        "Un hombre de 45 años que conducía sin carné atropelló a dos ciclistas en la carretera de"
        " Almansa, según la Guardia Civil.",
        "Un hombre de 45 años atropelló a dos ciclistas en la carretera de Almansa",
    ),
    (
        "fr",
        "Un homme de 45 ans qui conduisait sans permis a renversé deux cyclistes sur la route de"
        " Sens, selon la gendarmerie.",
        "Un homme de 45 ans a renversé deux cyclistes sur la route de Sens",
    ),
    (
        "pt",
        "Um homem de 45 anos que dirigia sem carteira atropelou dois ciclistas na estrada de"
        " Olinda, segundo a polícia.",
        "Um homem de 45 anos atropelou dois ciclistas na estrada de Olinda",
    ),
    # The second of two clauses; a lead-in with the time.
    (
        "es",
        "La empresa Norvex vendió su planta de Cádiz a un fondo canadiense y despidió a la mitad de"
        " los trabajadores de la ciudad.",
        "La empresa Norvex vendió su planta de Cádiz a un fondo canadiense",
    ),
    (
        "fr",
        "Après trois jours de pluie, la Loire est sortie de son lit dans la nuit et a coupé deux"
        " routes départementales.",
        "La Loire est sortie de son lit et a coupé deux routes départementales",
    ),
    (
        "pt",
        "Depois de três dias de chuva, o rio Doce transbordou durante a noite e interditou duas"
        " estradas no interior do estado.",
        "O rio Doce transbordou e interditou duas estradas no interior do estado",
    ),
    (
        "pt",
        "Um ônibus escolar aposentado, pintado de amarelo pelas próprias enfermeiras, fez a"
        " cobertura vacinal contra o sarampo subir de 51% para 94% das crianças de Arapuá em dois"
        " anos, segundo balanço divulgado nesta quinta-feira pela Secretaria de Saúde.",
        "Um ônibus fez a cobertura vacinal contra o sarampo subir de 51% para 94%",
    ),
]


@pytest.mark.parametrize(("code", "text", "expected"), HEADLINES)
def test_headlines_of_parsed_languages(code: str, text: str, expected: str) -> None:
    found = shorten(analyse(Article(body=text), code), [0], 75)
    assert found and found[0].text == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Una especie de abeja que nadie había visto en la sierra de Cameros desde 1974 ha"
               " vuelto a tres postes de luz de Ojacastro, informaron ayer biólogos de la"
               " Universidad de Soria."),
        ("pt", "Uma espécie de abelha sem ferrão que não era vista na serra do Jacuí desde 1974"
               " foi reencontrada em três postes de luz na zona rural de Monte Alvo, informaram na"
               " quarta-feira pesquisadores da Universidade do Planalto."),
    ],
)  # fmt: skip
def test_an_attribution_alone_is_no_headline(code: str, text: str) -> None:
    for headline in shorten(analyse(Article(body=text), code), [0], 75):
        assert not headline.text.lower().startswith("inform")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "El Gobierno no subirá los impuestos si los partidos aprueban antes del verano la"
               " reforma de las pensiones que pide Bruselas."),
        ("fr", "Le gouvernement n'augmentera pas les impôts si les partis votent avant l'été la"
               " réforme des retraites que demande Bruxelles."),
        ("pt", "O governo não aumentará os impostos se os partidos aprovarem antes do verão a"
               " reforma da previdência que Bruxelas pede."),
    ],
)  # fmt: skip
def test_a_condition_stays(code: str, text: str) -> None:
    for each in shorten(analyse(Article(body=text), code), [0], 75):
        assert {"si", "se"} & {*each.text.split()}, each.text


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        # The antecedent of "l'" is only in the first sentence, so a later sentence is used.
        (
            "fr",
            "Le tribunal l'a condamné à trois ans de prison. La société Valtrans devra payer une"
            " amende de 1,2 million d'euros.",
            "La société Valtrans devra payer une amende de 1,2 million d'euros",
        ),
        (
            "es",
            "Anunció su dimisión por sorpresa. La ministra Elena Ruano deja el Gobierno después de"
            " dos años.",
            "La ministra Elena Ruano deja el Gobierno después de dos años",
        ),
        (
            "pt",
            "Ele anunciou a decisão de surpresa. A ministra Helena Prado deixa o governo depois de"
            " dois anos.",
            "A ministra Helena Prado deixa o governo depois de dois anos",
        ),
    ],
)
def test_a_pronoun_without_a_name_is_no_headline(code: str, body: str, expected: str) -> None:
    assert shorten(analyse(Article(body=body), code), [0, 1], 75)[0].text == expected


def test_tokens_of_french_and_spanish() -> None:
    text = "L'accord, a-t-il dit aujourd'hui, n'est pas celui qu'on attendait."
    words = [token.text for token in tokenise(text, "fr")]
    assert words[:6] == ["L'", "accord", ",", "a", "-t-il", "dit"]
    assert words[6:9] == ["aujourd'hui", ",", "n'"]
    assert [t.text for t in tokenise("EE.UU. y el Sr. Paz: 38,5 %.", "es")] == [
        *("EE.UU.", "y", "el", "Sr.", "Paz", ":", "38,5", "%", ".")
    ]


@pytest.mark.skipif(not core.compiled, reason="there is nothing to compare with")
def test_the_compiled_parser_is_the_same() -> None:
    """Parses of the sentences above, by both."""
    code = (
        "from tests.test_universal import HEADLINES, parsed\n"
        "print([parsed(code, text) for code, text, _ in HEADLINES])"
    )
    pure = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "SUMMKIT_PURE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert pure.stdout.strip() == str([parsed(code, text) for code, text, _ in HEADLINES])


def parsed(code: str, text: str) -> str:
    return str(parse([token.text for token in tokenise(text, code)], model_of(code)))


_WORDS = st.sampled_from(
    "El la de que no y se en con los según si , . ; : – ( ) « » \" ' presidente dijo Madrid anunció"
    " ley 2019 qui a été condamné l' d' par a foi que não o ministro 51 % ayer lunes".split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=40), st.sampled_from(CODES))
def test_any_text_gives_its_own_stretches(words: list[str], code: str) -> None:
    made = analyse(Article(body=" ".join(words)), code)
    if not made.sentences:
        return
    body = made.article.body
    for each in shorten(made, range(len(made.sentences)), 40):
        assert len(each.text) <= 40
        stretches = "".join(body[start:end] for start, end in each.runs)
        assert "".join(each.text.split()).lower() == "".join(stretches.split()).lower()
        assert list(each.runs) == sorted(each.runs)
    short = writing.shortened(made, 0, lambda text: len(text.split()) <= 9)
    assert short is None or len(short.text.split()) <= 9


def test_a_language_without_a_parser() -> None:
    assert [code for code in ("en", "es", "fr", "pt", "ja") if is_parsed(code)] == [*CODES]
