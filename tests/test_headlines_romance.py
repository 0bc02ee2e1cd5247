"""Headlines in Spanish, French, Portuguese and Italian; every text here is invented."""

from __future__ import annotations

import pytest

import summkit as sk
from headlines import headline, is_cut
from summkit.language import get_language
from summkit.shortening.unparsed.circumstances import attribution

# Language, article, and the headlines that an editor would print. The answers were written before
# the first run.
NEWS: list[tuple[str, str, tuple[str, ...]]] = [
    ("es", "La empresa de autobuses Trasvara anunció que suprimirá doce rutas rurales, debido a la "
     "falta de conductores y al precio del combustible.",
     ("La empresa de autobuses Trasvara suprimirá doce rutas rurales",
      "La empresa de autobuses Trasvara anunció que suprimirá doce rutas rurales")),
    ("es", "Un bombero de 29 años resultó herido el martes durante la extinción de un incendio en "
     "un almacén de muebles de Lormes, según informó el ayuntamiento.",
     ("Un bombero de 29 años resultó herido durante la extinción de un incendio",
      "Un bombero de 29 años resultó herido")),
    ("es", "El novelista Tomás Arrieta, que vendió cuatro millones de libros y nunca concedió una "
     "entrevista, murió el sábado a los 84 años en su casa de Vara.",
     ("El novelista Tomás Arrieta murió a los 84 años en su casa de Vara",
      "El novelista Tomás Arrieta murió a los 84 años",
      "El novelista Tomás Arrieta murió el sábado a los 84 años en su casa de Vara")),
    ("es", "El pleno de Lormes aprobó este miércoles, por once votos a favor y nueve en contra, la "
     "subida del impuesto sobre los pisos vacíos.",
     ("El pleno de Lormes aprobó la subida del impuesto sobre los pisos vacíos",
      "El pleno de Lormes aprobó la subida del impuesto")),
    ("es", "La comisión considera que la obra es insegura El alcalde de Lormes pide una segunda "
     "opinión a los ingenieros de la provincia de Vara",
     ("La comisión considera que la obra es insegura",)),
    ("fr", "Le conseil municipal de Lorme a voté lundi soir, par douze voix contre neuf, la "
     "fermeture de la piscine municipale, construite en 1971.",
     ("Le conseil municipal de Lorme a voté la fermeture de la piscine municipale",)),
    ("fr", "Le fabricant de jouets Brunel supprimera 140 emplois dans son usine de Lorme d'ici la "
     "fin de l'année, a annoncé la direction mardi.",
     ("Le fabricant de jouets Brunel supprimera 140 emplois",
      "Le fabricant de jouets Brunel supprimera 140 emplois dans son usine de Lorme",
      "Le fabricant de jouets Brunel supprimera 140 emplois dans son usine")),
    ("fr", "La chanteuse Elsa Morin, qui avait rempli tous les stades du pays, est morte dimanche "
     "à l'âge de 77 ans dans une clinique de Lorme.",
     ("La chanteuse Elsa Morin est morte à l'âge de 77 ans",
      "La chanteuse Elsa Morin est morte à l'âge de 77 ans dans une clinique",
      "La chanteuse Elsa Morin est morte à l'âge de 77 ans dans une clinique de Lorme")),
    ("fr", "Un incendie a détruit dans la nuit de samedi à dimanche un entrepôt de bois près du "
     "port de Lorme, sans faire de blessé.",
     ("Un incendie a détruit un entrepôt de bois près du port de Lorme",
      "Un incendie a détruit un entrepôt de bois",
      "Un incendie a détruit un entrepôt de bois près du port")),
    ("pt", "A fábrica de sapatos Ventura anunciou que fechará duas unidades no interior do estado, "
     "por causa da queda das exportações para a Europa.",
     ("A fábrica de sapatos Ventura fechará duas unidades no interior do estado",
      "A fábrica de sapatos Ventura fechará duas unidades",
      "A fábrica de sapatos Ventura anunciou que fechará duas unidades")),
    ("pt", "O escritor Nuno Sabrosa, autor de catorze romances sobre o rio Vara, morreu nesta "
     "terça-feira (12), aos 91 anos, em um hospital de Lormes.",
     ("O escritor Nuno Sabrosa morreu aos 91 anos em um hospital de Lormes",
      "O escritor Nuno Sabrosa morreu, aos 91 anos, em um hospital de Lormes",
      "O escritor Nuno Sabrosa morreu aos 91 anos",
      "O escritor Nuno Sabrosa morreu, aos 91 anos")),
    ("pt", "A Câmara de Lormes aprovou, por 15 votos a 6, o aumento da tarifa dos ônibus, que "
     "passará de quatro para cinco reais em março.",
     ("A Câmara de Lormes aprovou o aumento da tarifa dos ônibus",)),
    ("pt", "Três pessoas ficaram feridas na noite de domingo depois que um muro caiu sobre um "
     "ponto de ônibus no centro de Lormes, informou a Defesa Civil.",
     ("Três pessoas ficaram feridas depois que um muro caiu sobre um ponto de ônibus",
      "Três pessoas ficaram feridas depois que um muro caiu",
      "Três pessoas ficaram feridas")),
    ("pt", "O Tribunal de Justiça condenou a prefeitura de Vara a pagar 80 mil reais à família de "
     "um menino ferido em um brinquedo do parque municipal.",
     ("O Tribunal de Justiça condenou a prefeitura de Vara a pagar 80 mil reais",
      "O Tribunal de Justiça condenou a prefeitura a pagar 80 mil reais à família")),
    ("it", "Il consiglio comunale di Lorme ha approvato lunedì sera, con dodici voti contro nove, "
     "la chiusura al traffico di piazza Vara.",
     ("Il consiglio comunale di Lorme ha approvato la chiusura al traffico",
      "Il consiglio comunale ha approvato la chiusura al traffico di piazza Vara",
      "Il consiglio comunale di Lorme ha approvato la chiusura di piazza Vara")),
    ("it", "Un operaio di 41 anni è morto giovedì mattina dopo essere caduto da un'impalcatura in "
     "un cantiere alla periferia di Lorme, hanno riferito i carabinieri.",
     ("Un operaio di 41 anni è morto dopo essere caduto da un'impalcatura",
      "Un operaio di 41 anni è morto")),
    ("it", "La catena di librerie Vela chiuderà otto negozi entro la fine dell'anno, a causa del "
     "calo delle vendite e dell'aumento degli affitti.",
     ("La catena di librerie Vela chiuderà otto negozi entro la fine dell'anno",
      "La catena di librerie Vela chiuderà otto negozi")),
    ("it", "Lo scultore Piero Salani, che aveva lavorato a Parigi e insegnato a due generazioni di "
     "artisti, è morto domenica a 88 anni nella sua casa di Lorme.",
     ("Lo scultore Piero Salani è morto a 88 anni nella sua casa di Lorme",
      "Lo scultore Piero Salani è morto a 88 anni",
      "Lo scultore Piero Salani è morto domenica a 88 anni nella sua casa di Lorme")),
    ("it", "Il sindaco di Lorme ha annunciato che chiuderà al traffico il ponte vecchio, che "
     "ingegneri e pompieri considerano pericoloso.",
     ("Il sindaco di Lorme chiuderà al traffico il ponte vecchio",
      "Il sindaco di Lorme ha annunciato che chiuderà al traffico il ponte vecchio")),
    ("it", "Due alpinisti di 24 e 31 anni sono stati salvati nella notte tra sabato e domenica dal "
     "soccorso alpino sulla parete nord del monte Vara.",
     ("Due alpinisti di 24 e 31 anni sono stati salvati dal soccorso alpino",
      "Due alpinisti di 24 e 31 anni sono stati salvati")),
]  # fmt: skip

# Language, article, and the last words that a headline without "…" must not have.
BROKEN: list[tuple[str, str, str]] = [
    ("es", "La alcaldesa de Lormes anunció que cerrará los parques de la ciudad entre las once de "
     "la noche y las seis de la mañana.", "ciudad"),
    ("es", "El municipio de Vara tiene la posibilidad de recibir más de cuatro millones de euros "
     "si aprueba el plan antes de marzo.", "euros"),
    ("es", "El consejo está estudiando con mucho detenimiento desde hace semanas la oferta de la "
     "compañía noruega de transporte marítimo.", "detenimiento"),
    ("es", "La petición de los ochocientos vecinos del barrio de la estación se estudiará caso por "
     "caso en el próximo pleno.", "caso"),
    ("fr", "La patronne du groupe de cosmétiques Lorée est devenue au début de la semaine la "
     "personne la plus riche du continent.", "personne"),
    ("fr", "La fête nationale des moissons du canton de Lorme devrait cette année se dérouler dans "
     "la cour de l'ancienne gendarmerie.", "dérouler"),
    ("fr", "Les images montrent le directeur de l'école de musique de Lorme quelques minutes avant "
     "l'effondrement du toit.", "minutes"),
    ("pt", "A prefeitura de Lormes vai fechar as praças do centro histórico da cidade entre as dez "
     "da noite e as cinco da manhã.", "cidade"),
    ("pt", "O município de Vara poderá receber mais de quatro milhões de reais do governo federal "
     "se aprovar o plano até março.", "federal"),
    ("fr", "La ville de Lorme pourra recevoir plus de quatre millions d'euros de la région si elle "
     "adopte le plan avant le mois de mars.", "région"),
    ("it", "Il consiglio regionale ha respinto giovedì, con trenta voti contro dodici, la proposta "
     "di vendere le terme di Lorme a un gruppo straniero.", "dodici"),
    ("it", "La polizia di Lorme lo ha arrestato sabato notte in un albergo vicino alla stazione "
     "dopo tre mesi di ricerche in tutta la regione.", "arrestato"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "wanted"), NEWS)
def test_a_headline_is_one_that_an_editor_prints(code, text, wanted):
    made = headline(code, text)
    assert made.text in wanted
    assert not made.truncated


@pytest.mark.parametrize(("code", "text", "last"), BROKEN)
def test_a_headline_does_not_end_before_words_that_it_needs(code, text, last):
    made = headline(code, text)
    assert is_cut(made, text) or made.text.split()[-1] != last


def test_the_main_clause_after_an_apposition_is_no_attribution():
    text = "La directora de la empresa, Nora Vell, informó que no dimite."
    assert attribution(text, get_language("es")) is None
    text = "La fábrica cerrará en mayo, informó la empresa."
    assert attribution(text, get_language("es")) == (26, 46)


def test_a_headline_prints_the_name_to_which_its_pronoun_refers():
    made = sk.summarise("samples/warehouse-fire-french.html", "headline")
    assert made.text == "Le tribunal correctionnel a condamné Régis Landoy à trois ans de prison"
    assert made.shortening is not None
    assert [name.text for name in made.shortening.completions] == ["a condamné Régis Landoy"]


def test_a_relative_clause_is_deleted_with_the_phrase_before_the_main_verb() -> None:
    text = (
        "Uma espécie de abelha sem ferrão que não era vista na serra do Vara desde 1981 foi "
        "reencontrada em três postes de luz na zona rural de Lormes, informaram na quarta-feira "
        "pesquisadores da Universidade do Planalto."
    )
    headline = sk.summarise(text, "headline", language="pt").text
    assert headline.startswith("Uma espécie de abelha sem ferrão foi reencontrada")


def test_no_comma_remains_between_a_subject_and_the_verb_of_saying() -> None:
    text = (
        "Uma espécie de formiga sem asas que não era vista na serra do Vara desde 1981 foi "
        "reencontrada em dois muros de pedra na zona rural de Lormes, informaram na quarta-feira "
        "pesquisadores da universidade."
    )
    headline = sk.summarise(text, "headline", language="pt").text
    assert "sem asas, informaram" not in headline
