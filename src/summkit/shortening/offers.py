"""The versions of a sentence that may become its headline, made by rules and by learned choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import NamedTuple

from summkit.shortening import prose
from summkit.shortening.candidates import LEAST, Shortened, candidates, written
from summkit.shortening.checks.claims import is_false
from summkit.shortening.checks.meaning import splits_time
from summkit.shortening.checks.required import broken
from summkit.shortening.checks.shapes import opens_subordinate
from summkit.shortening.deletions.dear import dear
from summkit.shortening.deletions.deletion import Deletion
from summkit.shortening.harm import harm
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.learned import pruning
from summkit.shortening.parsing.tree import Tree, members
from summkit.shortening.skeletons import reread, skeletons
from summkit.shortening.versions import versions

LEAST_CHANCE = 0.45
"""Minimum chance of a version by `prose`: see `summkit.shortening.result.Shortening.chance`."""
POOR = 0.7
"""Harm of the best version above which parts of the sentence are parsed again."""
TORN = 3.0
"""Additional harm of a version in which a subject or conjunction lost its verb."""
DEAREST = 1.8
"""Maximum harm of a version by expensive deletions: see `summkit.shortening.deletions.dear`."""
_NEEDS_VERB = frozenset({"nsubj", "nsubjpass", "csubj", "mark", "aux", "auxpass"})


class Offer(NamedTuple):
    """A version of a sentence that may become its headline.

    Attributes
    ----------
    tree
        The source of the version: the sentence, or a part of it that was parsed again.
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
    """A sentence or a skeleton of it, with the skeleton's deletions and their harm."""

    tree: Tree
    done: tuple[Deletion, ...] = ()
    harm: float = 0.0


def _by_phrases(tree: Tree, characters: int, worth: Mapping[str, float]) -> Iterator[Offer]:
    """Yield the version by the deletions of prose, with its chance; perhaps none."""

    def headline(kept: int) -> int:
        return tidy(tree, kept & ~small_words(tree, tree.everything & ~kept))

    def fits(kept: int) -> bool:
        return len(written(tree, headline(kept))) <= characters

    for kept, phrases, _ in prose.versions(tree, fits, worth):
        tight = headline(kept)
        text = written(tree, tight)
        chance = prod(each.chance for each in phrases)
        # Small words are deleted after the checks of prose, so the text is checked again.
        wrong = broken(tree, tight) or opens_subordinate(tree, tight)
        if chance >= LEAST_CHANCE and len(text) >= LEAST and not wrong:
            done = tuple(Deletion(each.mask, each.kind.split()[0], 0.0) for each in phrases)
            yield Offer(tree, Shortened(tight, done, text), harm(tree, done), chance)


def by_pruning(
    tree: Tree, characters: int, phrases: pruning.PhraseProbabilities
) -> Iterator[Offer]:
    """Yield the headlines by learned choices."""
    for kept, choices, text in pruning.prunings(tree, characters, phrases):
        done = tuple(Deletion(each.mask, (*each.rules, "pruned")[0], 0.0) for each in choices)
        yield Offer(tree, Shortened(kept, done, text), 0.0)  # the judge scores the loss


def of_whole(tree: Tree, part: Tree, kept: int) -> int:
    """Return the tokens of a part as tokens of the whole sentence."""
    if part is tree:
        return kept
    starts = {part.tokens[node].start for node in members(kept)}
    return sum(1 << node for node, token in enumerate(tree.tokens) if token.start in starts)


def by_rules(
    tree: Tree, characters: int, worth: Mapping[str, float], place: int, *, claims: bool = True
) -> list[Offer]:
    """Return the versions of a sentence, and, if they are poor, versions of its skeletons.

    Parameters
    ----------
    claims
        Whether versions may state a claim as a fact; see `summkit.shortening.checks.claims`.
    """
    offers = [
        Offer(tree, each, harm(tree, each.done))
        for each in versions(tree, characters, worth, place)
        if claims or not is_false(tree, each.kept)
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
    offers = [held for each in offers if (held := _checked(tree, each)) is not None]
    offers = [each for each in offers if claims or not _is_false(tree, each)]
    if not offers:
        offers = list(_by_phrases(tree, characters, worth))
        offers = [each for each in offers if claims or not _is_false(tree, each)]
    if not offers:
        offers = [each for part in parts for each in _by_dear(tree, part, characters, worth)]
    return [each for each in offers if claims or not _is_false(tree, each)]


def _is_false(tree: Tree, offer: Offer) -> bool:
    return is_false(tree, of_whole(tree, offer.tree, offer.version.kept))


def _by_dear(
    tree: Tree, part: Part, characters: int, worth: Mapping[str, float]
) -> Iterator[Offer]:
    """Yield the versions of a part by expensive deletions, which are better than a cut."""
    for each in candidates(part.tree, characters, worth, dear(part.tree)):
        done = (*part.done, *each.done)
        missed = part.harm + harm(part.tree, each.done)
        held = _checked(tree, Offer(part.tree, each._replace(done=done), missed))
        if held is not None and held.harm <= DEAREST:
            yield held


def _checked(tree: Tree, offer: Offer) -> Offer | None:
    """Return a version with the harm that the parse of the whole sentence shows.

    Return None if the version fails a check of the whole sentence.
    """
    if offer.tree is tree:
        return offer
    kept = of_whole(tree, offer.tree, offer.version.kept)
    if broken(tree, kept) or splits_time(tree, kept):
        return None
    torn = any(
        tree.labels[node] in _NEEDS_VERB and not kept >> tree.heads[node] & 1
        for node in members(kept)
        if tree.heads[node] >= 0
    )
    return offer._replace(harm=offer.harm + TORN) if torn else offer


def _reread(part: Part, characters: int, worth: Mapping[str, float]) -> Iterator[Offer]:
    """Yield versions that fail a check by the part's parse, but pass all by their own parse."""
    doubted: list[Shortened] = []
    candidates(part.tree, characters, worth, doubted=doubted)
    for other, left_out in reread(part.tree, doubted):
        missed = harm(part.tree, left_out)
        for each in versions(other, characters, worth):
            done = (*part.done, *left_out, *each.done)
            yield Offer(
                other, each._replace(done=done), part.harm + missed + harm(other, each.done)
            )
