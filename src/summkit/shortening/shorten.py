"""`shorten`: a document's sentence in, ranked headlines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import prod
from typing import NamedTuple

from summkit.document import Document
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening import clauses, prose, rank
from summkit.shortening.candidates import LEAST, Shortened, runs, versions, written
from summkit.shortening.deletion import Deletion
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.keep import chances, word_features
from summkit.shortening.lexicon import words
from summkit.shortening.result import Shortening
from summkit.shortening.shapes import leans_on_context
from summkit.shortening.tokens import outside_brackets, tokenise
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


def readings(document: Document, sentences: Iterable[int]) -> Iterator[Reading]:
    """Parse the English sentences, one when it is asked for; pass over what makes no headline."""
    for place, index in enumerate(sentences):
        sentence = document.sentences[index]
        rest = split_dateline(sentence.text)[2]
        if not outside_brackets(tokenise(rest))[0]:
            continue
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
    sentences: Iterable[int],
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
    later: list[Shortening] = []
    for place, index, offset, tree in readings(document, islice(sentences, SENTENCES)):
        keep = chances(word_features(tree, worth, place), weights.words)
        offered = [(each, 1.0) for each in versions(tree, characters, worth, place)]
        if not offered and place == 0:
            offered = _by_phrases(tree, characters, worth)
        headlines = []
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
        headlines = _distinct(headlines)
        best = _readable(document, headlines)
        if best is not None:
            # A later sentence only steps in for one that cannot be shortened; what reads badly
            # and scored higher goes.
            return headlines[best:]
        later += headlines
    return later


def _distinct(headlines: list[Shortening]) -> list[Shortening]:
    """Return the headlines that differ, best first."""
    headlines.sort(key=lambda each: -each.score)
    unlike = {each.text: each for each in reversed(headlines)}
    return [each for each in headlines if unlike[each.text] is each]


READ = 4
"""How many of the best headlines may be read anew."""


def _readable(document: Document, headlines: list[Shortening]) -> int | None:
    """Return the place of the first of the best few that is a clause when it is read by itself.

    Small words are given back for that: the parser knows running text. Only what begins like a
    dependent clause is read: reading costs as much as all the rest.
    """
    body = document.article.body
    for place, each in enumerate(headlines[:READ]):
        start = document.sentences[each.sentence].start
        first = each.text.partition(" ")[0].lower()
        plain = len(each.runs) < 2 or first not in words("subordinators")
        if plain or prose.stands(_with_small_words(body, start, each)):
            return place
    return None


def _with_small_words(body: str, start: int, headline: Shortening) -> str:
    """Return the stretches of a headline, joined by what was left out between them if short."""
    text, last = "", start
    for first, end in headline.runs:
        between = " ".join(body[last:first].split())
        text += f" {between} " if len(between) <= 4 else " "
        text += body[first:end]
        last = end
    return " ".join(text.split()) + "."
