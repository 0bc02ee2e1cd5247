"""What a System wrote for one document: the text, and where in the article it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summkit.document import Document
from summkit.selection import Selection, join, rank
from summkit.shortening import Headline
from summkit.summarisers.base import Summariser


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence of a summary: ``body[start:end] == text``; score as its method gave it."""

    index: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a System wrote for one Document.

    Attributes
    ----------
    text
        The written lede, dek, headline or summary: the chosen sentences in document
        order, white space folded; it ends in "…" where a sentence was cut.
    sentences
        Where it came from.
    words, characters
        Size of `text`, as budgets count.
    truncated
        Whether a sentence was cut to fit.
    scores
        The method's score of every sentence of the document; empty for a free text.
    passed
        (index, reason) of better-ranked sentences that were not taken.
    summariser
        What chose them, which can explain it; None where nothing can.
    headlines
        For a headline made by deletion: it and its rivals, best first. `sentences` then
        has one entry for each stretch that is kept, all of one sentence, and `text` is
        those stretches in order, with a capital first and no full stop last.
    """

    document: Document
    method: str
    target: str
    text: str
    sentences: tuple[ChosenSentence, ...]
    words: int
    characters: int
    truncated: bool
    scores: Sequence[float]
    passed: tuple[tuple[int, str], ...]
    summariser: Summariser | None = None
    headlines: tuple[Headline, ...] = ()

    @property
    def ranks(self) -> tuple[int, ...]:
        """The place of each of `sentences` in the method's order of all sentences, from 1."""
        order = rank(self.scores, range(len(self.scores)))
        places = {index: place for place, index in enumerate(order, 1)}
        return tuple([places[sentence.index] for sentence in self.sentences])


def compose(
    document: Document,
    selection: Selection,
    scores: Sequence[float],
    *,
    method: str,
    target: str,
    summariser: Summariser | None = None,
) -> Summary:
    """Make the Summary of a selection; `scores` has one value a sentence of the document."""
    chosen = []
    for index in selection.indices:
        sentence = document.sentences[index]
        text = sentence.text if selection.cut_text is None else selection.cut_text
        place = sentence.start, sentence.start + len(text)
        chosen.append(ChosenSentence(index, *place, text, scores[index]))
    text = join(document, selection)
    return Summary(
        document=document,
        method=method,
        target=target,
        text=text,
        sentences=tuple(chosen),
        words=document.language.count_words(text),
        characters=len(text),
        truncated=selection.cut_text is not None,
        scores=scores,
        passed=selection.passed,
        summariser=summariser,
    )


def headed(
    document: Document,
    found: Sequence[Headline],
    scores: Sequence[float],
    *,
    method: str,
    target: str,
) -> Summary:
    """Make the Summary of a headline by deletion, the first of `found`."""
    best, body = found[0], document.article.body
    index = best.sentence
    return Summary(
        document=document,
        method=method,
        target=target,
        text=best.text,
        sentences=tuple(
            ChosenSentence(index, start, end, body[start:end], scores[index])
            for start, end in best.runs
        ),
        words=document.language.count_words(best.text),
        characters=len(best.text),
        truncated=False,
        scores=scores,
        passed=(),
        headlines=tuple(found),
    )
