"""Quotation marks are printed in pairs if a text contains only a part of a quotation."""

from __future__ import annotations

import pytest

import summkit
from summkit.article import Article
from summkit.cohesion.marks import missing_marks
from summkit.cohesion.quotations import halves, quotations
from summkit.document import analyse
from summkit.metrics.base import Candidate
from summkit.metrics.readability.metric import lint

FILLER = ["The club was founded in 1921.", "It plays in the second division.", "Rain is expected."]


def marked(chosen: list[int], *sentences: str, language: str = "en") -> list[tuple[int, str]]:
    """Return the sentence and the text of each inserted or deleted mark."""
    document = analyse(Article(body=" ".join(sentences), language=language))
    assert [each.text for each in document.sentences] == list(sentences)
    found = missing_marks(document, chosen)
    for each in found:
        mark = document.article.body[slice(*each.taken_from)]
        assert set(mark.strip()) <= set('"“”„«»'), mark
    return [(each.sentence, each.text) for each in found]


OPEN = 'Coach Ada Orme said: "We played well.'
INSIDE = "The team is young."
LAST = 'We will win."'
AGAIN = '"The team is young.'


def test_a_text_that_ends_inside_a_quotation_gets_the_closing_mark() -> None:
    assert marked([0], OPEN, INSIDE, LAST) == [(0, '"')]
    assert marked([0, 1], OPEN, INSIDE, LAST) == [(1, '"')]
    assert marked([0, 1, 2], OPEN, INSIDE, LAST) == []


def test_a_repeated_opening_mark_is_not_printed() -> None:
    assert marked([0, 1], OPEN, AGAIN, LAST) == [(1, ""), (1, '"')]


def test_the_closing_mark_is_that_of_the_article() -> None:
    first = "La directrice a déclaré : « Nous sommes prêts."
    assert marked([0], first, "Tout ira bien\u00a0».", language="fr") == [(0, "\u00a0»")]


@pytest.mark.parametrize(
    "sentences",
    [
        (OPEN, "The team is young.", "Nobody spoke."),  # the article never closes the quotation
        ('"We played well.', "The team is young.", 'We will win," said Ada Orme.'),  # no speaker
        ('Coach Ada Orme said: "We played well ...', "The team is young.", LAST),  # not whole
    ],
)
def test_no_mark_is_inserted_if_the_quotation_is_not_certain(sentences: tuple[str, ...]) -> None:
    assert marked([0], *sentences) == []


def test_a_paragraph_that_lost_its_opening_mark_gets_it_back() -> None:
    body = 'The club won on Sunday.\n\nWe played well", said the coach, Ada Orme.'
    document = analyse(Article(body=body, language="en"))
    (mark,) = missing_marks(document, [1])
    assert (mark.start, mark.end, mark.text) == (0, 0, '"')
    assert body[slice(*mark.taken_from)] == '"'


def test_sentences_before_a_repeated_mark_are_inside_the_quotation() -> None:
    body = f'{OPEN} {INSIDE} "We will win."'
    parts = quotations(analyse(Article(body=body, language="en")))
    assert parts[1].inside
    assert 2 not in parts


def test_a_mark_inside_a_word_is_no_quotation_mark() -> None:
    assert halves('The EC"s ministers met.') == []
    assert len(halves('The minister said "no to all of it.')) == 1


def test_a_summary_prints_pairs_and_its_offsets_are_those_of_the_sentences() -> None:
    first = "Marl United won the cup on Sunday, eleven years after their last final in the city."
    body = "\n\n".join([first, f"{OPEN} {AGAIN} {LAST}", *FILLER])
    summary = summkit.summarise(Article(body=body), "summary")
    assert "We played well. The team is young." in summary.text
    assert halves(summary.text) == []
    assert [body[each.start : each.end] for each in summary.sentences] == [
        each.text for each in summary.sentences
    ]
    lede = summkit.summarise(Article(body=f"{OPEN} {INSIDE} {LAST}"), "lede")
    assert lede.text == f'{OPEN}"'
    assert lede.to_dict()["sentences"][0]["completed"][0]["text"] == '"'


def test_the_readability_metric_accepts_a_quotation_over_two_printed_sentences() -> None:
    document = analyse(Article(body=f"{OPEN} {AGAIN} {LAST}", language="en"))
    printed = (OPEN, 'The team is young."')
    assert lint(Candidate(" ".join(printed), printed, (0, 1)), document) == []
    alone = lint(Candidate(printed[1], printed[1:], (1,)), document)
    assert [each.text for each in alone if each.kind == "quotation"] == ['"']
