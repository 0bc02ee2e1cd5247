"""`shorten`: a document's sentence in, ranked headlines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import prod
from typing import NamedTuple

from summkit.cohesion.completion import completed
from summkit.document import Document
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening import clauses, prose, rank
from summkit.shortening.candidates import LEAST, Shortened, candidates, joined, runs, written
from summkit.shortening.checks import broken
from summkit.shortening.dear import dear
from summkit.shortening.deletion import Deletion
from summkit.shortening.harm import harm
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.keep import chances, word_features
from summkit.shortening.lexicon import words
from summkit.shortening.phrases import beginning
from summkit.shortening.references import references
from summkit.shortening.result import Shortening
from summkit.shortening.shapes import leans_on_context
from summkit.shortening.skeletons import reread, skeletons
from summkit.shortening.tokens import outside_brackets, tokenise
from summkit.shortening.tree import Tree, members
from summkit.shortening.versions import versions
from summkit.shortening.weights import Weights, shipped

SENTENCES = 8
"""How many sentences may be tried."""
LEAST_CHANCE = 0.45
"""Of what `prose` gives: see `summkit.shortening.result.Shortening.chance`."""
HARM = 1.2
"""What a headline's score pays for a unit of harm."""
POOR = 0.7
"""Harm of the best version above which parts of the sentence are parsed anew."""
TORN = 3.0
"""Harm of a version whose subject or conjunction lost its verb, by the whole sentence's parse."""
DEAREST = 1.8
"""Harm of a version by dear deletions, at most: see `summkit.shortening.dear`."""
_NEEDS_VERB = frozenset({"nsubj", "nsubjpass", "csubj", "mark", "aux", "auxpass"})
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
        tokens = tokenise(rest)
        if not outside_brackets(tokens)[0]:
            continue
        tokens = tokens[beginning(tokens) :]
        if not 2 < len(outside_brackets(tokens)[0]) <= LONGEST:  # before it is parsed
            continue
        tree = Tree(rest, tokens)
        if not (place and leans_on_context(tree)):
            yield Reading(place, index, sentence.start + sentence.text.rindex(rest), tree)


class Offer(NamedTuple):
    """A version of a sentence that may become its headline.

    Attributes
    ----------
    tree
        What it is a version of: the sentence, or a part of it that was parsed anew.
    harm
        See `summkit.shortening.harm`.
    chance
        See `summkit.shortening.result.Shortening.chance`.
    """

    tree: Tree
    version: Shortened
    harm: float
    chance: float = 1.0


class Part(NamedTuple):
    """A sentence, or what a skeleton keeps of it, with what it left out and the harm of that."""

    tree: Tree
    done: tuple[Deletion, ...] = ()
    harm: float = 0.0


def _by_phrases(tree: Tree, characters: int, worth: Mapping[str, float]) -> Iterator[Offer]:
    """Yield the version that leaves out what prose may, with its chance; perhaps none."""

    def headline(kept: int) -> int:
        return tidy(tree, kept & ~small_words(tree, tree.everything & ~kept))

    def fits(kept: int) -> bool:
        return len(written(tree, headline(kept))) <= characters

    for kept, phrases, _ in prose.versions(tree, fits, worth):
        text = written(tree, headline(kept))
        chance = prod(each.chance for each in phrases)
        if chance >= LEAST_CHANCE and len(text) >= LEAST:
            done = tuple(Deletion(each.mask, each.kind.split()[0], 0.0) for each in phrases)
            version = Shortened(headline(kept), done, text)
            yield Offer(tree, version, harm(tree, done), chance)


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
    for reading in readings(document, islice(sentences, SENTENCES)):
        made = _distinct(list(_ranked(document, reading, characters, worth, weights)))
        best = _readable(document, made)
        if best is not None:
            # A later sentence only steps in for one that cannot be shortened; what reads badly
            # and scored higher goes.
            return made[best:]
        later += made
    return later


def _ranked(
    document: Document,
    reading: Reading,
    characters: int,
    worth: Mapping[str, float],
    weights: Weights,
) -> Iterator[Shortening]:
    """Yield the headlines of a sentence with their scores."""
    place, index, offset, tree = reading
    body = document.article.body
    known: dict[int, list[float]] = {}
    for part, version, missed, chance in _offers(tree, characters, worth, place):
        stretches = tuple((offset + a, offset + b) for a, b in runs(part, version.kept))
        names = references(document, index, part, version.kept, stretches) if index else ()
        if names is None:
            continue
        text = version.text
        if names:
            text = joined(
                [
                    completed(body[a:b], [n for n in names if n.sentence == place_of])
                    for place_of, (a, b) in enumerate(stretches)
                ]
            )
            if len(text) > characters:
                continue
        if id(part) not in known:
            known[id(part)] = chances(word_features(part, worth, place), weights.words)
        numbers = rank.features(part, version, worth, place, characters, known[id(part)])
        yield Shortening(
            text,
            tuple(
                (offset + part.tokens[node].start, offset + part.tokens[node].end)
                for node in members(version.kept)
            ),
            stretches,
            index,
            rank.score(numbers, weights.ranker) - HARM * missed,
            (*tree.asides, *(done.kind for done in version.done)),
            round(chance, 4),
            names,
        )


def _offers(tree: Tree, characters: int, worth: Mapping[str, float], place: int) -> list[Offer]:
    """Return the versions of a sentence as it was parsed; if they are poor, as its parts are."""
    offers = [
        Offer(tree, each, harm(tree, each.done))
        for each in versions(tree, characters, worth, place)
    ]
    if place:
        return offers
    parts = [Part(tree)]
    if all(each.harm > POOR for each in offers):
        for part, left_out in skeletons(tree):
            missed = harm(tree, left_out)
            parts.append(Part(part, left_out, missed))
            for each in versions(part, characters, worth):
                done = (*left_out, *each.done)
                offers.append(Offer(part, each._replace(done=done), missed + harm(part, each.done)))
    if not offers:
        offers = [each for part in parts for each in _reread(part, characters, worth)]
    offers = [held for each in offers if (held := _held(tree, each)) is not None]
    if not offers:
        offers = list(_by_phrases(tree, characters, worth))
    return offers or [each for part in parts for each in _dearly(tree, part, characters, worth)]


def _dearly(tree: Tree, part: Part, characters: int, worth: Mapping[str, float]) -> Iterator[Offer]:
    """Yield the versions of a part that leave out what may be missed, rather than be cut."""
    for each in candidates(part.tree, characters, worth, dear(part.tree)):
        done = (*part.done, *each.done)
        missed = part.harm + harm(part.tree, each.done)
        held = _held(tree, Offer(part.tree, each._replace(done=done), missed))
        if held is not None and held.harm <= DEAREST:
            yield held


def _held(tree: Tree, offer: Offer) -> Offer | None:
    """Return a version with what the parse of the whole sentence has against it.

    None where it breaks a check of the whole sentence.
    """
    if offer.tree is tree:
        return offer
    starts = {offer.tree.tokens[node].start for node in members(offer.version.kept)}
    kept = sum(1 << node for node, token in enumerate(tree.tokens) if token.start in starts)
    if broken(tree, kept):
        return None
    torn = any(
        tree.labels[node] in _NEEDS_VERB and not kept >> tree.heads[node] & 1
        for node in members(kept)
        if tree.heads[node] >= 0
    )
    return offer._replace(harm=offer.harm + TORN) if torn else offer


def _reread(part: Part, characters: int, worth: Mapping[str, float]) -> Iterator[Offer]:
    """Yield the versions of a part that fail a check by its parse, and not by their own."""
    doubted: list[Shortened] = []
    candidates(part.tree, characters, worth, doubted=doubted)
    for other, left_out in reread(part.tree, doubted):
        missed = harm(part.tree, left_out)
        for each in versions(other, characters, worth):
            done = (*part.done, *left_out, *each.done)
            yield Offer(
                other, each._replace(done=done), part.harm + missed + harm(other, each.done)
            )


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
