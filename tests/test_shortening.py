"""Sentences shortened to a budget: deletable text, text that must stay, and exact offsets."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import summkit as sk
from corpora import corpus
from summkit.article import Article
from summkit.document import Document, analyse
from summkit.shortening import Shortening, prose
from summkit.shortening.deletions.phrases import chance_of, fused, phrases
from summkit.shortening.parsing import model
from summkit.shortening.parsing.tree import Tree, members
from summkit.shortening.unparsed import clauses
from summkit.shortening.unparsed.segments import quoted
from summkit.system import System


def document(body: str, language: str = "en") -> Document:
    return analyse(Article(body=body), language)


def shorten(text: str, words: int) -> Shortening | None:
    return prose.shortened(document(text), 0, lambda each: len(each.split()) <= words)


def shortened(text: str, words: int) -> str | None:
    found = shorten(text, words)
    return found.text if found else None


_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」|『[^』]*』|‘[^’]*’(?!\w)')


@given(st.text('"“”«»„「」『』‘’ab _.é1', max_size=20), st.integers(0, 5), st.integers(0, 20))
def test_quotations_are_those_of_the_pattern(text: str, start: int, end: int) -> None:
    expected = [match.span() for match in _QUOTED.finditer(text, start, end)]
    assert quoted(text, start, min(end, len(text))) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        # The aim of the issue, for the project's own sample.
        (
            30,
            "Vareland's navy wants the seven countries around the Sund Strait to patrol it"
            " together, after the third undersea cable in five months was severed last week and"
            " cut telephone and internet links to two islands.",
            "Vareland's navy wants the seven countries around the Sund Strait to patrol it"
            " together, after the third undersea cable was severed and cut telephone and internet"
            " links to two islands.",
        ),
        (
            25,
            "The flood, which began on 2 August and was over by the 11th, raised the river Isk by"
            " 4.1 metres at the village of Brenn, where it took away two footbridges.",
            "The flood raised the river Isk by 4.1 metres at the village of Brenn, where it took"
            " away two footbridges.",
        ),
        (
            14,
            "The council (which meets on Mondays) has sold the old swimming pool to a developer.",
            "The council has sold the old swimming pool to a developer.",
        ),
        (
            12,
            "MARL, May 3 (Newswire) - The bank closed its oldest branch on Monday, leaving 40"
            " villages without one.",
            "The bank closed its oldest branch on Monday.",
        ),
    ],
)
def test_sentences_shortened_to_a_budget(words: int, text: str, expected: str) -> None:
    assert shortened(text, words) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        # "some of whom" opens a relative clause; the attribution may end the sentence.
        (
            16,
            "Police in Marl have arrested 14 people in three raids, some of whom are accused of"
            " selling stolen boats, a judge said on Tuesday.",
            "Police in Marl have arrested 14 people in three raids, a judge said on Tuesday.",
        ),
        (
            11,
            "The old harbour wall of Marl has fallen, the council said on Friday.",
            "The old harbour wall of Marl has fallen, the council said.",
        ),
        # A scene before the main clause, with a different subject.
        (
            13,
            "As snow fell on the villages of the valley and closed every road, the army sent two"
            " trains with food to the town of Marl.",
            "The army sent two trains with food to the town of Marl.",
        ),
        (
            16,
            "The town of Marl sold its harbour to a bank, even as its own council asked for more"
            " time, a spokesman said.",
            "The town of Marl sold its harbour to a bank, a spokesman said.",
        ),
        # The project's own sample, whose text before ", sending" the parser misreads.
        (
            30,
            "A lake that scientists did not know existed has emptied itself from beneath Tarn"
            " Glacier, sending 31 million cubic metres of water down a valley in which 2,300 people"
            " live and carving a canyon through the ice above it.",
            "A lake that scientists did not know existed has emptied itself from beneath Tarn"
            " Glacier, sending 31 million cubic metres of water down a valley in which 2,300 people"
            " live.",
        ),
        # A participle clause that describes a noun with an adjective.
        (
            17,
            "A third clerk has been arrested in a growing scandal involving boats and paintings of"
            " the town's museum, the mayor said.",
            "A third clerk has been arrested in a growing scandal, the mayor said.",
        ),
        # The deletable end of the claim is before the attribution.
        (
            27,
            "The town of Marl will repay a third of its debt to the harbour bank for the first time"
            " since 1952 as a result of a good year, its treasurer Ada Holt said.",
            "The town of Marl will repay a third of its debt to the harbour bank for the first time"
            " since 1952, its treasurer Ada Holt said.",
        ),
        (
            23,
            "The town of Marl is faced with a growing crisis over its harbour and knows that it has"
            " to act much sooner than before, the head of its bank has told the Brenn Post.",
            "The town of Marl is faced with a growing crisis over its harbour, the head of its bank"
            " has told the Brenn Post.",
        ),
        # A phrase between "said" and the subject of the claim, "it".
        (
            12,
            "Norvex said in view of the sharp fall in the price of its shares, it is considering a"
            " sale of its boats.",
            "Norvex said it is considering a sale of its boats.",
        ),
        # The year of a forecast.
        (
            20,
            "Norvex wrote down its stock, lowered its sales forecast for the full year by half,"
            " to 400 million marks, and said that it would cut 500 jobs.",
            "Norvex wrote down its stock, lowered its sales forecast by half and said that it"
            " would cut 500 jobs.",
        ),
        # "a study shows" after a claim is like a speaker; "at a clinic" needs no complement.
        (
            22,
            "Letting the crews choose their hours cut sick leave by 29% at a clinic that ended its"
            " night shifts two years ago, a study published on Friday shows.",
            "Letting the crews choose their hours cut sick leave by 29% at a clinic, a study"
            " published on Friday shows.",
        ),
        # The "A" of "series A" does not begin a sentence.
        (
            12,
            "Norvex said it left out the payment of a dividend and lowered that of its series A"
            " shares to 75 cents.",
            "Norvex said it left out the payment of a dividend.",
        ),
        # "a Marl lawyer" and the later "and" are no list.
        (
            13,
            "The bank has sued the owner of the harbour, a Marl lawyer, saying that he hid boats"
            " and paintings from it.",
            "The bank has sued the owner of the harbour, a Marl lawyer.",
        ),
    ],
)
def test_long_first_sentences(words: int, text: str, expected: str) -> None:
    assert shortened(text, words) == expected


@pytest.mark.parametrize(
    ("left", "text"),
    [
        # The complement of a noun: without it the reader does not know which negotiations are
        # meant.
        ("negotiations.", "The two firms have ended their long negotiations to sell 40 boats."),
        ("deadline.", "The mayor gave the two firms in Marl a deadline to leave the harbour."),
        ("targets.", "The minister said that the army has a right to strike targets in Oldland."),
        ("bonds were", "Bonds of the bank in Marl were sold for less than expected on Friday."),
        ("cut has", "A further cut in the taxes of the valley has been asked for by the bank."),
        ("days.", "The mayor of Marl resigned on Friday, days after the harbour wall fell down."),
        # A duration, a number of times, and the other side of a comparison.
        ("back in the cup,", "Marl, back in the cup for the first time since 1990, won the match."),
        ("34 boats,", "The count fell to 20 boats, against 34 boats a year ago, the port said."),
        ("strike running", "The crews staged a strike for the third day running in the harbour."),
        # Half of a word, half of a name, half of a list.
        ("medium", "The bank lost 40 mln on medium- and long-term loans to farmers in Oldland."),
        ("Ada H.", "The bank bought back the boats from Ada H. Holt last year, it has said."),
    ],
)
def test_the_remaining_words_are_a_clause(left: str, text: str) -> None:
    for size in range(6, len(text.split())):
        short = shortened(text, size)
        assert short is None or left not in short + " ", short


def test_an_apposition_keeps_its_second_comma() -> None:
    text = (
        "The chemical firm Norvex, the former mines of the state, which today reported a rise in"
        " profit, said it was ready to be sold."
    )
    assert shortened(text, 18) == (
        "The chemical firm Norvex, the former mines of the state, said it was ready to be sold."
    )


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("not", "The council did not sell the park that it had bought in 1994 from the estate."),
        ("if", "The plant on the river will close in the spring if the subsidy ends this winter."),
        (
            "may",
            "Two banks in the north may close branches in small towns, leaving people worried.",
        ),
        ("allegedly", "The clerk allegedly took 40 coins from the museum's safe on Monday night."),
        (
            "said",
            "The bridge will be closed for a year from next Monday, the mayor said on Friday.",
        ),
        (
            "according",
            "Rents rose by 4% in the city last year, according to a survey of landlords.",
        ),
        ("without", "The firm sold cars without a licence for nine years from a yard in Marl."),
    ],
)
def test_what_must_stay(word: str, text: str) -> None:
    """If the verb remains, its negation, its restriction and its source remain."""
    for size in range(6, len(text.split())):
        short = shortened(text, size)
        assert short is None or word in short.rstrip(".").split(), short


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (
            24,
            "The council of Marl will rebuild the stone bridge over the river Tarn as part of a"
            " plan that the state pays for in full and that ends in May, the mayor said on"
            " Tuesday.",
            "The council of Marl will rebuild the stone bridge over the river Tarn, the mayor said"
            " on Tuesday.",
        ),
        (
            20,
            "The bakers of Marl have closed all of their shops in the old town amid a quarrel with"
            " the council over the price of flour and salt.",
            "The bakers of Marl have closed all of their shops in the old town.",
        ),
        (
            20,
            "Even with snow falling on the hills above the town of Marl, the mayor said the road"
            " over the pass would stay open until Sunday.",
            "The mayor said the road over the pass would stay open until Sunday.",
        ),
        (
            20,
            "Asked about the price of bread in the towns of the coast, Agriculture Minister Ada"
            " Orme told bakers that they must compete with the imports.",
            "Agriculture Minister Ada Orme told bakers that they must compete with the imports.",
        ),
        # "announced" is a modifier of a noun, and "medium-" is no end of a phrase.
        (
            22,
            "The firm said its first-quarter earnings fell by 3.2 pct, largely reflecting its"
            " previously announced decision to pay back its medium- and long-term loans.",
            "The firm said its first-quarter earnings fell by 3.2 pct.",
        ),
    ],
)
def test_circumstances_without_the_parse(words: int, text: str, expected: str) -> None:
    assert shortened(text, words) == expected


def test_a_claim_keeps_its_speaker_and_a_promise_its_condition() -> None:
    agreed = (
        "Ministers have agreed to open the port of Marl to ships from Tarn after Ada Orme briefed"
        " them on her talks with Jan Holt, the harbour master, Ivo Brandt, said late on Monday."
    )
    for words in range(12, 34):
        text = shortened(agreed, words) or ""
        assert "Tarn, said" not in text and "Holt said" not in text and "Holt, said" not in text
    pays = (
        "President Ada Orme said the island would pay all of its debts to the foreign banks when it"
        " had the money to do so, but that it had none now."
    )
    for words in range(12, 30):
        text = shortened(pays, words)
        assert text is None or "when it had the money" in text


def test_a_pronoun_keeps_its_antecedent() -> None:
    tree = Tree("The council, which owns the strait, wants the countries to patrol it.")
    offered = [each for each in phrases(tree) if "strait" in words_of(tree, each.mask)]
    assert offered
    assert all(not prose.sound(tree, tree.everything & ~each.mask) for each in offered)


def words_of(tree: Tree, mask: int) -> list[str]:
    return [tree.lower[node] for node in members(mask)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A long feud over a mill has ended in court The mill was sold on Monday to a firm.", True),
        ("The mayor flew to The Hague on Monday.", False),
        ("Readers of The Daily Post voted for it.", False),
    ],
)
def test_a_standfirst_run_into_a_sentence(text: str, expected: bool) -> None:
    assert fused(Tree(text)) is expected


def test_a_list_keeps_its_and() -> None:
    text = "The shop sells tents, stoves and boots, and the owner sleeps above it in the summer."
    for size in range(6, 16):
        short = shortened(text, size)
        assert short is None or "and" in short.split(), short


def test_chances_come_from_verdicts() -> None:
    """Kinds of deletions that were mostly judged wrong are not offered."""
    assert chance_of("tail end") < 0.6 < chance_of("time end")


def test_places_are_exact_and_texts_fit() -> None:
    """On real articles, the text consists of stretches of the body and begins with a capital."""
    system = System("newsrank", "dek", words=22)
    count = 0
    for record in corpus("recent_news_en", 120):
        summary = system.summarise(Article(body=record["body"]))
        body = summary.document.body
        assert summary.words <= 22
        assert all(body[each.start : each.end] == each.text for each in summary.sentences)
        if summary.shortening is None:
            continue
        count += 1
        assert not summary.truncated
        letters = "".join(body[start:end] for start, end in summary.spans)
        bare = "".join(letters.split())
        assert "".join(summary.text.split())[1:] == bare[1:]
        assert "".join(body[a:b] for a, b in summary.shortening.pieces) == bare
        assert 0 < summary.shortening.chance <= 1
    assert count > 10


def test_a_shortened_summary_is_marked() -> None:
    body = (
        "The flood, which began on 2 August and was over by the 11th, raised the river Isk by 4.1"
        " metres at the village of Brenn, where it took away two footbridges."
    )
    data = System("lead", "dek", words=25).summarise(Article(body=body)).to_dict(explain=True)
    assert data["shortened"] is True
    assert data["truncated"] is False
    assert data["spans"] == [[0, 9], [body.index(" raised") + 1, len(body)]]
    assert "without relative" in data["explain"]["chosen"][0]["reason"]


def test_a_text_that_fits_loads_no_parser() -> None:
    model.shipped.cache_clear()
    System("newsrank", "dek").summarise("The bank closed a branch in Marl on Monday.")
    assert model.shipped.cache_info().currsize == 0
    System("newsrank", "dek", words=8).summarise(
        "The bank closed a branch in Marl on Monday, leaving 40 villages without one."
    )
    assert model.shipped.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("language", "words", "text", "expected"),
    [
        (
            "de",
            12,
            "Der Zug, der 31 Jahre lang nicht fuhr, rollt seit Montag wieder durch das Tal,"
            " obwohl der Rechnungshof daran zweifelt.",
            "Der Zug rollt seit Montag wieder durch das Tal.",
        ),
        (
            "fr",
            12,
            "Le tribunal de Morlieux a condamné la société à une amende, après trois heures de"
            " débats devant une salle comble.",
            "Le tribunal de Morlieux a condamné la société à une amende.",
        ),
        (
            "es",
            12,
            "La Mancomunidad cerrará el suministro a partir del viernes, después de que las"
            " reservas cayeran por debajo del umbral.",
            "La Mancomunidad cerrará el suministro a partir del viernes.",
        ),
        # The attribution stays, and so do a condition, a complement and the end of a clause.
        ("de", 6, "Die Brücke wird gesperrt, sagte die Bürgermeisterin am Freitag in Marl.", None),
        ("fr", 8, "Le pont sera fermé jusqu'au printemps, si la région refuse de payer.", None),
        ("de", 6, "Der Minister sagte am Montag, dass die Brücke gesperrt wird.", None),
        ("fr", 7, "Il venait d'entendre, pour la première fois, les noms des hommes.", None),
    ],
)
def test_other_languages(language: str, words: int, text: str, expected: str | None) -> None:
    made = document(text, language)
    found = clauses.shortened(made, 0, lambda each: len(each.split()) <= words)
    assert (found.text if found else None) == expected


WORDS = st.sampled_from(
    "the a firm , which sold ; – — - ( ) “ ” \" 's 2 % who said it was or if not of Marl".split()
)


@given(st.lists(WORDS, min_size=1, max_size=30), st.sampled_from(["en", "de", "und"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words(words: list[str], language: str) -> None:
    """Any words: no error, a text within the budget, which consists of stretches of the body."""
    made = document(" ".join(words) + ".", language)
    if not made.sentences:
        return
    shorten_one = prose.shortened if made.language.code == "en" else clauses.shortened
    found = shorten_one(made, 0, lambda text: len(text) <= 40)
    if found is not None:
        stretches = "".join(made.body[start:end] for start, end in found.runs)
        assert len(found.text) <= 40
        assert "".join(found.text.split()).lower() == "".join(stretches.split()).lower()


@pytest.mark.parametrize(
    ("language", "first", "headline"),
    [
        # The headline ends before a phrase after the verb, unless that phrase restricts a
        # superlative.
        (
            "es",
            "El Partido Socialista Unido de Venezuela negó estar detrás de las pintas con la"
            " leyenda que apareció en cinco ciudades de ese país.",
            "El Partido Socialista Unido de Venezuela negó estar detrás de las pintas",
        ),
        (
            "fr",
            "La commune de Vaucelles a divisé par deux le coût de son chauffage en brûlant le"
            " bois de ses propres haies et de celles des voisins.",
            "La commune de Vaucelles a divisé par deux le coût de son chauffage",
        ),
    ],
)
def test_headlines_of_other_languages_end_with_a_phrase(
    language: str, first: str, headline: str
) -> None:
    made = analyse(Article(body=first), language)
    assert headline in [each.text for each in clauses.headlines(made, [0], 75)]


def test_headlines_of_other_languages_are_no_fragments() -> None:
    dependent = "Wenn man im Viertelfinale steht, fährt man mit einem Ziel nach Wien, so Glasner."
    assert clauses.headlines(analyse(Article(body=dependent), "de"), [0], 60) == []
    dateline = "Москва, 1 дек — риа новости."
    assert clauses.headlines(analyse(Article(body=dateline), "ru"), [0], 75) == []


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wer bezahlt nun die teuren Betten im Hafen?"),
        ("es", "¿Quién paga ahora las camas del puerto de Osthelm?"),
        ("fr", "Qui paie maintenant les lits du port d'Osthelm?"),
        ("pt", "Quem paga agora as camas do porto de Osthelm?"),
        ("ru", "Кто теперь заплатит за ночлег пассажиров!!"),
        ("hi", "लगभग सभी यात्रियों को बिस्तर ! ! ! ! ! ! ! ! ! !"),
        ("zh", "谁来支付港口旅客的床位费用？"),
        ("ar", "من يدفع الآن ثمن أسرّة المسافرين في الميناء؟"),
    ],
)
def test_the_mark_of_a_question_counts_and_stays(language: str, question: str) -> None:
    """An earlier version did not count the printed mark, so headlines exceeded the budget."""
    article = sk.Article(question, language=language)
    for room in range(max(5, len(question) - 20), len(question)):
        made = sk.summarise(article, "headline", method="lead", characters=room)
        assert len(made.text) <= room
    whole = sk.summarise(article, "headline", method="lead", characters=len(question))
    assert whole.text == question
