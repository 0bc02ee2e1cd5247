"""The parsed sentences of an English document that can make a headline, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summkit.cohesion.headed import headed
from summkit.cohesion.labels import labels_of
from summkit.document import Document
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.notices import notices
from summkit.shortening.checks.shapes import leans_on_context, points_back
from summkit.shortening.deletions.phrases import beginning
from summkit.shortening.emptiness import is_empty
from summkit.shortening.entailed import after_credit, after_reference, of_group
from summkit.shortening.parsing.parser import Parse
from summkit.shortening.parsing.repairs import parsed
from summkit.shortening.parsing.tokens import Token, outside_brackets, tokenise
from summkit.shortening.parsing.tree import Tree
from summkit.shortening.references import described_subject

SENTENCES = 8
"""Maximum number of sentences that are tried."""
LONGEST = 90  # maximum tokens of a sentence; a longer one is a list or a table
_PRONOUNS = frozenset({"It", "He", "She", "They"})


class Reading(NamedTuple):
    """A sentence that may be shortened.

    Attributes
    ----------
    place
        The number of sentences that rank before it.
    sentence, offset
        Its place among the sentences, and the offset in the body of the tree's first character.
    tree
        Its parse, without the dateline.
    """

    place: int
    sentence: int
    offset: int
    tree: Tree


def readings(document: Document, sentences: Iterable[int]) -> Iterator[Reading]:
    """Yield the parsed sentences of an English document that can make a headline.

    A sentence that refers back is left out, except for the article's first sentence. The best
    sentence may contain a noun such as "the assembly". If it has a pronoun, it comes last; so does
    a sentence without news in its first clause ("I learned to swim", "There is a moment"). Each
    sentence is parsed on demand.
    """
    last: list[Reading] = []
    first = first_of_text(document)
    for place, index in enumerate(_with_next(document, list(sentences))):
        tree = _parsed(document, index)
        if tree is None:
            continue
        sentence = document.sentences[index]
        reading = Reading(place, index, sentence.start + sentence.text.rindex(tree.text), tree)
        # If the first sentence has no news, "The government should refuse" is better.
        leans = (
            leans_on_context if place and not any(is_empty(r.tree) for r in last) else points_back
        )
        if index > first and leans(tree):
            if not place:
                last.append(reading)
        elif is_empty(tree):
            last.append(reading)
        else:
            yield reading
    yield from last


def _with_next(document: Document, order: list[int]) -> list[int]:
    """Return the sentences; if the best one refers back, the sentence after it is the second one.

    The sentence after it must begin with a pronoun whose name is certain: such a sentence
    continues the same news.
    """
    tree = _parsed(document, order[0]) if order and order[0] > first_of_text(document) else None
    if tree is None or not leans_on_context(tree):
        return order
    following = order[0] + 1
    if following == len(document.sentences) or not _opens_on_name(document, following):
        return order
    return [order[0], following, *(each for each in order[1:] if each != following)]


def _opens_on_name(document: Document, index: int) -> bool:
    """Return whether a sentence begins with a pronoun whose name is certain."""
    pronoun = document.sentences[index].text.partition(" ")[0] in _PRONOUNS
    return pronoun and described_subject(document, index) is not None


def first_of_text(document: Document) -> int:
    """Return the first sentence that is neither a notice nor a question or an answer; else 0."""
    head = document.sentences[:SENTENCES]
    if not head:
        return 0
    if head[0].text[-1] in ".!" and not head[0].text[0].isdigit() and "?" not in document.body:
        return 0
    left_out = notices([each.text for each in head], "en") | labels_of(document).barred
    left_out |= headed(document)
    return next((each.index for each in head if each.index not in left_out), 0)


def _parsed(document: Document, index: int) -> Tree | None:
    """Return a sentence's parse without its dateline, stored with the document; None if unfit."""
    key = _parsed, index
    if key not in document.memory:
        text = document.sentences[index].text
        rest = split_dateline(text[labels_of(document).ends.get(index, 0) :])[2]
        tokens = [*after_credit(tokenise(rest))]
        if outside_brackets(tokens)[0]:
            tokens = [*of_group(after_reference(tokens[beginning(tokens) :]))]
        short = 2 < len(outside_brackets(tokens)[0]) <= LONGEST
        tree = Tree(rest, tokens, _with_name(document, index, tokens)) if short else None
        document.memory[key] = tree
    stored: Tree | None = document.memory[key]
    return stored


def _with_name(document: Document, index: int, tokens: list[Token]) -> Parse | None:
    """Return the parse of a sentence with the certain name for its pronoun: "Velora" for "It".

    The tree then knows the subject as a name. None if the sentence does not begin with a pronoun
    whose name is certain.
    """
    subject = described_subject(document, index) if tokens[0].text in _PRONOUNS else None
    if subject is None or tokens[0].start or subject.end != tokens[0].end:
        return None
    texts = [token.text for token in outside_brackets(tokens)[0]]
    return parsed([subject.text.split()[-1], *texts[1:]])
