"""The Sentence: a text with its offsets in the body and its paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summkit import core

if TYPE_CHECKING:
    from array import array


class Sentence(NamedTuple):
    """A sentence of a document and its place: always ``body[start:end] == text``.

    Attributes
    ----------
    index
        Position among the document's sentences, from 0.
    start, end
        Offsets into the article's body, in code points, without outer white space.
    text
        The text of the sentence.
    paragraph
        Index of its paragraph, from 0.

    Examples
    --------
    >>> from summkit import analyse
    >>> document = analyse("A fire broke out on Monday. Nobody was hurt.", "en")
    >>> document.sentences[1]
    Sentence(index=1, start=28, end=44, text='Nobody was hurt.', paragraph=0)
    """

    index: int  # type: ignore[assignment]  # hides tuple.index(), which is not useful here
    start: int
    end: int
    text: str
    paragraph: int

    def __str__(self) -> str:
        return self.text


def sentences_of(body: str, spans: array[int]) -> tuple[Sentence, ...]:
    """Return the sentences of a body, given the start and end offset of each sentence in order."""
    if core.compiled:
        return core.native.sentences(Sentence, body, spans)
    # `Sentence.__new__` is a Python function and would take half of the time.
    new = tuple.__new__
    sentences: list[Sentence] = []
    paragraph = before = 0
    places = iter(spans)
    for index, (start, end) in enumerate(zip(places, places, strict=True)):
        # The text between two sentences is white space.
        if start - before > 1 and index and body.count("\n", before, start) > 1:
            paragraph += 1
        sentences.append(new(Sentence, (index, start, end, body[start:end], paragraph)))
        before = end
    return tuple(sentences)
