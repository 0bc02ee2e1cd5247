"""Unmet needs of an extract: every rule with texts that it must find and texts that it must not."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import summkit as sk
from corpora import corpus
from summkit import Article, analyse
from summkit.cohesion.openings import openings
from summkit.cohesion.ties import ties_of
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.metrics.base import Candidate
from summkit.metrics.readability.metric import KINDS, Readability, lint
from summkit.metrics.registry import METRICS
from summkit.newsrank.costs import Demands, costs_of
from summkit.newsrank.sets import Candidates
from summkit.newsrank.subsets import SHORTLIST


def document(*paragraphs: str, language: str = "en") -> Document:
    return analyse(Article(body="\n\n".join(paragraphs), language=language))


def extract(of: Document, *chosen: int) -> Candidate:
    sentences = tuple(of.sentences[index].text for index in chosen)
    return Candidate(of.language.joiner.join(sentences), sentences, chosen)


def found(of: Document, *chosen: int) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in lint(extract(of, *chosen), of)]


def second(sentence: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the findings of an extract that is only the article's second sentence."""
    of = document("The mill burned down.", sentence, language=language)
    return found(of, 1)


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("He left the town.", "pronoun", "He"),
        ('"She was kind," a neighbour said.', "pronoun", "She"),
        ("Their boats were lost.", "pronoun", "Their"),
        ("It also closed the yard.", "pronoun", "It"),
        ("This angered the town.", "pronoun", "This"),
        ("Such fires are rare.", "pronoun", "Such"),
        ("Both were hurt.", "pronoun", "Both"),
        ("The latter had no roof.", "pronoun", "The latter"),
        ("The move angered the town.", "noun", "The move"),
        ("The company had no comment.", "noun", "The company"),
        ("The mill was old.", "noun", "The mill"),
        ('"The roof went first," he said.', "pronoun", "he"),
        ("Police said he had fled.", "pronoun", "he"),
        ("In 2003 she left the town.", "pronoun", "she"),
        ("Others fled.", "comparison", "Others"),
        ("The second was empty.", "comparison", "The second"),
        ("Some were hurt.", "comparison", "Some"),
        ("The next day rain fell.", "connective", "The next day"),
        ("Ten minutes later rain fell.", "connective", "Ten minutes later"),
        ("Ada Orme had this to say:", "quotation", ":"),
        ("Ada Orme also lost a barn.", "connective", "also"),
        (
            '"Nobody could have put that fire out."',
            "quotation",
            '"Nobody could have put that fire out."',
        ),
        ("I heard the roof go.", "quotation", "I"),
        ("But the town was safe.", "connective", "But"),
        ("However, the town was safe.", "connective", "However"),
        ("In addition, two barns were lost.", "connective", "In addition"),
        ("Meanwhile rain fell.", "connective", "Meanwhile"),
        ("he said.", "attribution", "he said."),
        ("Ms Orme added.", "attribution", "Ms Orme added."),
        ("said the miller.", "attribution", "said the miller."),
        ('"The roof went first.', "quotation", '"'),
        ('The roof went first," a neighbour said.', "quotation", '"'),
        ("“The roof went first.", "quotation", "“"),
        ("The roof went first”, a neighbour said.", "quotation", "”"),
        ("GRIMSBY (Reuters) - The mill burned down again.", "furniture", "GRIMSBY (Reuters) -"),
    ],
)
def test_texts_with_findings(sentence: str, kind: str, text: str) -> None:
    assert (kind, text) in second(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is raining in the town.",
        "It's cold in the town.",
        "It will take weeks to rebuild.",
        "This week the town mourned.",
        "Those who lived there were safe.",
        "So far nobody has been found.",
        "Instead of mourning, people built.",
        "Butter was lost in the fire.",
        "Then-mayor Ada Orme came to look.",
        "Andrew left the town.",
        "Hers was the only roof left.",
        "The company of actors had left.",
        "The plan to rebuild is old.",
        "Ada Orme said that the roof went first.",
        "When the miller came, he wept.",
        "After his return, Ada Orme wept.",
        "Orme said he had seen it.",
        "Some people were hurt.",
        "Other than that, rain fell.",
        "Ada Orme, also known as Addie, fled.",
        "The town added two new barns to its list of losses.",
        'The beam was 6" wide.',
        "The miller's sons' boats didn't burn.",
        "The town - a quiet one - was safe.",
        "Tuesday - a quiet day in the town - was over.",
        "",
    ],
)
def test_texts_without_findings(sentence: str) -> None:
    of = document("The mill burned down.", sentence or "Rain fell.")
    assert found(of, 1) == []


ARTICLE = document(
    "But first the mill burned down.",
    "Ada Orme ran it. She was away. However, her son was there.",
    'He said: "The roof went first. Nothing could be done." The move to rebuild begins.',
)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((0,), []),  # as the article itself opens
        ((2,), [("pronoun", "She")]),
        ((1, 2), []),  # the sentence before it is in the extract
        ((3,), [("connective", "However"), ("pronoun", "her")]),
        ((1, 3), [("connective", "However")]),  # a name comes before it
        ((1, 2, 3), []),
        ((3, 4), [("connective", "However"), ("pronoun", "her"), ("quotation", '"')]),
        ((4, 5), [("pronoun", "He")]),  # both halves of the quotation
        ((1, 4), [("quotation", '"')]),
        ((5,), [("quotation", '"')]),
        (tuple(range(7)), []),
        ((), []),
    ],
)
def test_needs_met_by_other_chosen_sentences(
    chosen: tuple[int, ...], expected: list[tuple[str, str]]
) -> None:
    assert len(ARTICLE.sentences) == 7
    assert found(ARTICLE, *chosen) == expected


def test_a_quotation_over_several_paragraphs_is_whole() -> None:
    of = document("“The roof went first.", "“Then the walls did,” said Ada Orme.")
    assert found(of, 0, 1) == []
    assert found(of, 0) == [("quotation", "“")]


def test_a_closing_half_is_not_taken_for_an_opening_one() -> None:
    of = document('"The roof went. The walls too." Ada Orme called it "a great pity".')
    (finding,) = lint(extract(of, 1, 2), of)
    assert (finding.kind, finding.sentence, finding.start) == ("quotation", 0, 14)


def test_sentences_are_searched_if_the_choice_is_unknown() -> None:
    texts = ("Ada Orme ran it.", "However, her son was there.")
    candidate = Candidate(" ".join(texts), texts)
    assert [f.kind for f in lint(candidate, ARTICLE)] == ["connective"]
    strange = Candidate.from_text("He left.")
    assert lint(strange, ARTICLE) == []


DAMAGED = document(
    "The mill burned down on Monday .",
    "Nobody was hurt in the the fire, the police said.",
    "it began in the yard,then the roof fell in.",
    "The owner (a farmer wants to build anew.",
    "Work will begin in May, the council of IsraelÂ said.",
    "The mill was the last of its kind",
    "iPhone films of the fire were shown by the BBC.",
    "Rain fell on the town.",
    "The mill had stood there since 1820 (or 1821).",
    "Was it the last one?",
    "Nobody knows that now.",
)


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, ["y ."]),
        (1, ["the the"]),
        (2, ["it", "yard,the"]),
        (3, ["("]),
        (4, ["Â"]),
        (5, ["d"]),
        (6, []),
        (7, []),
        (8, []),
    ],
)
def test_damaged_sentences(index: int, expected: list[str]) -> None:
    assert [text for kind, text in found(DAMAGED, index) if kind == "broken"] == expected


def test_an_article_that_is_written_so_throughout_is_not_damaged() -> None:
    lower = document("the mill burned down.", "nobody was hurt.", "rain fell on the town.")
    assert found(lower, 0, 1, 2) == []


def test_a_question_needs_its_answer() -> None:
    assert found(DAMAGED, 7, 9) == [("connective", "?")]
    assert found(DAMAGED, 9, 10) == []


def test_captions_and_bylines() -> None:
    of = document(
        "The mill burned down.", "A burning mill. (Getty Images)", "By Ada Orme", "Rain fell."
    )
    texts = [sentence.text for sentence in of.sentences]
    assert "By Ada Orme" in texts and texts[-1] == "Rain fell."
    kinds = {kind for kind, _ in found(of, *range(len(texts)))}
    assert kinds == {"furniture"}
    assert found(of, len(texts) - 1) == []


@pytest.mark.parametrize(
    ("language", "hanging", "fine"),
    [
        ("fr", "Elle était absente hier.", "Il y a du vent."),
        ("fr", "Cependant, la ville va bien.", "Maison et grange brûlent."),
        ("de", "Sie war gestern nicht da.", "Diese Woche regnet es."),
        ("de", "Allerdings geht es der Stadt gut.", "Abends kam Regen."),
        ("es", "Además, llueve en la ciudad.", "Este lunes llueve."),
        ("it", "Tuttavia piove in città.", "Questa settimana piove."),
        ("pt", "Porém, chove na cidade.", "Esta semana chove."),
        ("nl", "Echter, het regent in de stad.", "Deze week regent het."),
        ("ru", "Однако в городе идёт дождь.", "Город спит."),
        ("ru", "Он уехал из города.", "Онежское озеро замёрзло."),
        ("vi", "Tuy nhiên, trời mưa.", "Trời mưa ở thành phố."),
        ("id", "Namun hujan turun di kota.", "Hujan turun di kota."),
        ("tr", "Ancak şehirde yağmur var.", "Bu hafta yağmur var."),
        ("ar", "لكن المطر ينزل في المدينة.", "المطر ينزل في المدينة."),
        ("hi", "लेकिन शहर में बारिश हुई।", "शहर में बारिश हुई।"),
    ],
)
def test_other_languages(language: str, hanging: str, fine: str) -> None:
    openers = {"de": "Die Mühle brannte ab.", "ru": "Мельница сгорела."}
    first = openers.get(language, "1 2 3.")
    assert found(document(first, hanging, language=language), 1) != []
    assert found(document(first, fine, language=language), 1) == []


def test_every_language_has_every_list() -> None:
    data = read_data("cohesion", "openings")
    assert set(data) >= set("en fr de es it pt ru vi id ar hi tr nl".split())
    for code, lists in data.items():
        # English has additional lists, which no other language has yet.
        assert set(lists) in (set(data["fr"]), set(data["en"])), code
        for kind, phrases in lists.items():
            listed = phrases.split("|")
            assert len(set(listed)) == len(listed), (code, kind)
        for connective in lists["connectives"].split("|"):
            if connective[-1].isalpha():
                assert openings(code).connective.match(connective + " x"), (code, connective)


def test_the_metric() -> None:
    metric = METRICS.create("readability")
    assert tuple(c.name for c in metric.columns) == (
        "readability.findings",
        *(f"readability.{kind}" for kind in KINDS),
    )
    assert metric.values(extract(ARTICLE, 3, 4), (), ARTICLE) == (
        *(3.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0),
    )
    assert metric.values(extract(ARTICLE), (), ARTICLE) == (0.0,) * 10
    assert all(value != value for value in metric.values(extract(ARTICLE, 1), (), None))
    assert {column.better for column in metric.columns} == {-1}


EVERY_KIND = document(
    "The council of Ostrava approved a plan for the harbour on Monday.",
    "Mayor Ada Orme presented it to the port.",
    "But she said that the the work was late.",  # connective, pronoun, broken
    "The plan costs a million, Ms Orme said.",  # noun, name
    'The port is glad. "We wanted it for years.',  # half of a quotation without a speaker
    'Others did not."',  # and its other half
    "Others wanted a bridge.",  # comparison
    "he said.",  # attribution, lost beginning
)


def test_newsrank_and_the_metric_count_the_same_needs() -> None:
    """Every subset of the sentences has penalties for as many needs as the metric finds in it."""
    count = len(EVERY_KIND.sentences)
    assert count == SHORTLIST
    subsets = np.arange((1 << count) - 1)
    nothing = np.zeros(0)
    sets = Candidates(
        np.zeros(len(subsets), np.intp), subsets, nothing, nothing, np.arange(count)[None], nothing,
        nothing, nothing,
    )  # fmt: skip
    needs = ties_of(EVERY_KIND).needs
    free, dear = (costs_of([Demands(needs, 0, 0.0, price)], sets) for price in (0.0, 1000.0))
    kinds = set()
    for subset in subsets.tolist():
        chosen = [index for index in range(count) if subset + 1 >> index & 1]
        findings = lint(extract(EVERY_KIND, *chosen), EVERY_KIND)
        assert dear[subset] - free[subset] == 1000.0 * len(findings), chosen
        kinds |= {finding.kind for finding in findings}
    assert kinds == set(KINDS) - {"furniture"}


def test_compare_and_check_gate_on_it() -> None:
    """A text with more findings than the baseline fails, by all findings or by one kind."""
    body = " ".join(
        (
            "The council of Ostrava approved a plan for the harbour on Monday.",
            "But the the harbour of Ostrava costs a million.",
        )
    )
    articles = [Article(body, id=str(n), language="en", dek="A plan for a port") for n in range(12)]

    def run(last: int) -> sk.Run:
        def one(document: Document) -> list[float]:
            return [float(index == last) for index in range(len(document.sentences))]

        system = sk.System(one, "dek", sentences=1, name="ours")
        metrics = ["rouge", "readability"]
        return sk.compare(
            articles, systems=[system], target="dek", metrics=metrics, resamples=100
        ).run

    sound, broken = run(0), run(1)
    for column in ("readability.findings", "readability.broken", "readability.connective"):
        verdict = sk.check(broken, sound, columns=[column], margins={column: 0.05})
        assert verdict.status == "fail", column
        assert sk.check(sound, broken, columns=[column]).status == "pass", column
        assert sk.check(sound, sound, columns=[column]).status == "pass", column
    assert sk.check(broken, sound, columns=["readability.furniture"]).status == "pass"


PIECES = st.sampled_from(
    ["He", "However,", "Ada", "said", "the move", '"', "“", "”", "«", "»", "(CNN)", "By", "-", ".",
     "Photo:", "Elle", "لكن", "लेकिन", "\n\n", "He said.", "It is", "6\"", "…", "İ", "²"]
)  # fmt: skip
BODIES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map(" ".join))


@given(BODIES, st.sampled_from(["en", "fr", "ar", "hi", "zh", "xx"]), st.data())
def test_any_extract(body: str, language: str, data: st.DataObject) -> None:
    of = document(body, language=language)
    everything = tuple(range(len(of.sentences)))
    picked = data.draw(st.sets(st.sampled_from(everything))) if everything else set()
    candidate = extract(of, *sorted(picked))
    findings = lint(candidate, of)
    for finding in findings:
        sentence = candidate.sentences[finding.sentence]
        assert sentence[finding.start : finding.end] == finding.text != ""
        assert finding.kind in KINDS
    assert findings == lint(candidate, of)
    whole = lint(extract(of, *everything), of)
    # The first word of an article is often a pronoun.
    assert {f.kind for f in whole if f.sentence} <= {"quotation", "furniture", "broken"}
    assert {f.kind for f in whole} <= {"quotation", "furniture", "broken", "pronoun"}


def test_the_same_under_any_hash_seed() -> None:
    program = (
        "from summkit import Article, analyse\n"
        "from summkit.metrics.base import Candidate\n"
        "from summkit.metrics.readability.metric import lint\n"
        "d = analyse(Article(body='Rain fell. But she said: \"No. It is late.', language='en'))\n"
        "t = d.sentences[1].text\n"
        "print(lint(Candidate(t, (t,), (1,)), d))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "9")
    }  # fmt: skip
    assert len(outputs) == 1 and "connective" in outputs.pop()


def test_leads_read_better_than_sentences_at_random() -> None:
    totals = [0.0, 0.0]
    for record in corpus("bbc", 80):
        of = analyse(Article(body=record["body"], language="en"))
        count = len(of.sentences)
        for side, chosen in enumerate([(0, 1, 2), (1, count // 2, count - 2)]):
            totals[side] += Readability().values(extract(of, *chosen), (), of)[0]
    assert totals[0] * 3 < totals[1]
