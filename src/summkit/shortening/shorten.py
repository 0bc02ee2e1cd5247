"""`shorten`: a document's sentence in, ranked headlines out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import NamedTuple

from summkit.document import Document
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening import clauses, prose, rank
from summkit.shortening.candidates import LEAST, Shortened, runs, versions, written
from summkit.shortening.deletion import Deletion
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.keep import chances, word_features
from summkit.shortening.result import Shortening
from summkit.shortening.shapes import leans_on_context
from summkit.shortening.tree import Tree, members
from summkit.shortening.weights import Weights, shipped

SENTENCES = 4
"""How many sentences may be tried."""
LEAST_CHANCE = 0.6
"""Of what `prose` gives: see `summkit.shortening.result.Shortening.chance`."""
LONGEST = 90  # tokens: a longer sentence is a list or a table


class Reading(NamedTuple):
    """A sentence that may be shortened.

    Attributes
    ----------
    place
        How many sentences were thought better.
    sentence, offset
        Its place among the sentences, and that of its first letter in the body.
    tree
        Parsed, without its dateline.
    """

    place: int
    sentence: int
    offset: int
    tree: Tree


def readings(document: Document, sentences: Sequence[int]) -> Iterator[Reading]:
    """Parse the English sentences, one when it is asked for; pass over what makes no headline."""
    for place, index in enumerate(sentences):
        sentence = document.sentences[index]
        rest = split_dateline(sentence.text)[2]
        tree = Tree(rest)
        if 2 < len(tree.tokens) <= LONGEST and not (place and leans_on_context(tree)):
            yield Reading(place, index, sentence.start + sentence.text.rindex(rest), tree)


def _by_phrases(
    tree: Tree, characters: int, worth: Mapping[str, float]
) -> list[tuple[Shortened, float]]:
    """Return the version that leaves out what prose may, with its chance; perhaps none."""

    def headline(kept: int) -> int:
        return tidy(tree, kept & ~small_words(tree, tree.everything & ~kept))

    def fits(kept: int) -> bool:
        return len(written(tree, headline(kept))) <= characters

    found = []
    for kept, done, _ in prose.versions(tree, fits, worth):
        text = written(tree, headline(kept))
        chance = prod(each.chance for each in done)
        if chance >= LEAST_CHANCE and len(text) >= LEAST:
            left_out = tuple(Deletion(each.mask, each.kind.split()[0], 0.0) for each in done)
            found.append((Shortened(headline(kept), left_out, text), chance))
    return found


def shorten(
    document: Document,
    sentences: Sequence[int],
    characters: int = 75,
    weights: Weights | None = None,
) -> list[Shortening]:
    """Return headlines of at most `characters` code points, best first; perhaps none.

    Parameters
    ----------
    sentences
        Indices of the sentences to shorten, the one thought best first. English ones are
        parsed; those of other languages are shortened by their clauses.
    weights
        What ranks the headlines of an English sentence; None is what comes with summkit.
    """
    if document.language.code != "en":
        return clauses.headlines(document, sentences, characters)
    worth = rank.worths(document.words, document.language.stop_words)
    weights = weights or shipped()
    headlines: list[Shortening] = []
    for place, index, offset, tree in readings(document, sentences[:SENTENCES]):
        keep = chances(word_features(tree, worth, place), weights.words)
        offered = [(each, 1.0) for each in versions(tree, characters, worth, place)]
        if not offered and place == 0:
            offered = _by_phrases(tree, characters, worth)
        for each, chance in offered:
            numbers = rank.features(tree, each, worth, place, characters, keep)
            headlines.append(
                Shortening(
                    each.text,
                    tuple(
                        (offset + tree.tokens[node].start, offset + tree.tokens[node].end)
                        for node in members(each.kept)
                    ),
                    tuple((offset + a, offset + b) for a, b in runs(tree, each.kept)),
                    index,
                    rank.score(numbers, weights.ranker),
                    (*tree.asides, *(done.kind for done in each.done)),
                    round(chance, 4),
                )
            )
        if headlines and place == 0:
            break  # later sentences only step in for one that cannot be shortened
    headlines.sort(key=lambda headline: -headline.score)
    seen: set[str] = set()
    return [each for each in headlines if not (each.text in seen or seen.add(each.text))]  # type: ignore[func-returns-value]
