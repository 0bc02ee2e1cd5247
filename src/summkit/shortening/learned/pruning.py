"""Headlines by pruning: the most likely sets of phrases that a headline leaves out.

A logistic model of a phrase's features gives the probability that the phrase is left out, given
that its head remains. The likelihood of a headline is the product over its choices. A beam stores
the most likely headlines of each length; `learned.judging` picks the best of them. The
weights were fitted to headlines that a language model made by deletion: see
`benchmarks/headlines.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp, log1p
from pathlib import Path
from typing import NamedTuple

from summkit.shortening.candidates import best_of_lengths, passes_checks, written
from summkit.shortening.checks.claims import states_claim
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.learned.choices import Choice, always, choices
from summkit.shortening.learned.traits import features
from summkit.shortening.parsing.tree import Tree, low, members, once

MODEL = Path(__file__).parents[2] / "models" / "pruning.json"
DEPTH = 4  # number of states stored for each length
MOST = 15  # maximum headlines of a sentence
LEAST = 25  # minimum characters of a headline
SPARE = 8  # characters above the maximum for a state: punctuation may still be deleted


class PhraseProbabilities(NamedTuple):
    """The phrases of a sentence with their probabilities.

    Attributes
    ----------
    choices
        The phrases, the longest first.
    log_left_out, log_kept
        The logarithm of the probability that each phrase is left out; that it remains.
    """

    choices: list[Choice]
    log_left_out: list[float]
    log_kept: list[float]

    def likelihood(self, made: Iterable[tuple[int, bool]]) -> float:
        """Return the logarithm of the probability of the choices that a headline made.

        See `decisions`.
        """
        total = 0.0
        for place, left_out in made:
            total += self.log_left_out[place] if left_out else self.log_kept[place]
        return round(total, 4)


class Pruned(NamedTuple):
    """A headline: its remaining tokens, the phrases that were left out, the text."""

    kept: int
    done: tuple[Choice, ...]
    text: str


@once
def decided(tree: Tree) -> PhraseProbabilities:
    """Return the phrases of a sentence, each with its probability of being left out."""
    return weighed(tree, shipped())


def weighed(tree: Tree, weights: Mapping[str, float]) -> PhraseProbabilities:
    """Return the phrases of a sentence with their probabilities by some weights."""
    found = choices(tree)
    log_left_out, log_kept = [], []
    for each in found:
        total = 0.0
        for weight in map(weights.get, features(tree, each)):
            if weight is not None:
                total += weight
        log_left_out.append(-_softplus(-total))
        log_kept.append(-_softplus(total))
    return PhraseProbabilities(found, log_left_out, log_kept)


def _softplus(value: float) -> float:
    return round(max(value, 0.0) + log1p(exp(-abs(value))), 4)


@cache
def shipped() -> Mapping[str, float]:
    """Return the weights that summkit ships."""
    weights: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["weights"]
    return weights


def prunings(tree: Tree, characters: int, phrases: PhraseProbabilities) -> list[Pruned]:
    """Return headlines of a sentence that pass every check, the most likely first."""
    found: list[Pruned] = []
    seen = set()
    subjects = sum(1 << n for n, label in enumerate(tree.labels) if label[:5] == "nsubj")
    small = {0: small_words(tree)}  # deleted subjects -> the small words that can then be deleted
    for gone, done in _states(tree, phrases, characters + SPARE, small[0]):
        without = gone & subjects
        if without not in small:
            small[without] = small_words(tree, gone)
        kept = tree.everything & ~gone & ~small[without]
        kept = tidy(tree, kept | _before_speaker(tree, kept))
        if not kept or kept in seen:
            continue
        seen.add(kept)
        text = written(tree, kept)
        if not LEAST <= len(text) <= characters:
            continue
        if passes_checks(tree, kept) and not states_claim(tree, kept):
            found.append(Pruned(kept, tuple(phrases.choices[each] for each in done), text))
            if len(found) == MOST:
                break
    return found


def _before_speaker(tree: Tree, kept: int) -> int:
    """Return the comma between a quotation and its speaker if both remain, as a mask."""
    both, comma = _quoted_before_speaker(tree)
    return comma if kept & both == both else 0


@once
def _quoted_before_speaker(tree: Tree) -> tuple[int, int]:
    """Return the verbs of a quotation and of its speaker, and the comma between them, as masks.

    The comma is 0 if the sentence does not begin with a quotation that has a speaker.
    """
    clause, speaker = tree.find(tree.root, "ccomp"), tree.subject(tree.root)
    if not 0 <= clause < tree.root or speaker < 0:
        return 0, 0
    comma = low(tree.subtrees[speaker] | 1 << tree.root) - 1
    separates = comma > clause and tree.lower[comma] == ","
    return 1 << clause | 1 << tree.root, 1 << comma if separates else 0


def _changes(phrases: PhraseProbabilities) -> list[float]:
    """Return the change of the likelihood if each phrase is left out of the whole sentence.

    The choices inside the phrase are then not made.
    """
    found = []
    for place, choice in enumerate(phrases.choices):
        change = phrases.log_left_out[place] - phrases.log_kept[place]
        for inner in range(place + 1, len(phrases.choices)):
            if phrases.choices[inner].mask & ~choice.mask == 0:
                change -= phrases.log_kept[inner]
        found.append(change)
    return found


_State = tuple[float, int, float, int, tuple[int, ...]]
"""A set of phrases that are left out; the smaller of two states is the more likely one.

The fields are the negative change of the likelihood, rounded; the deleted tokens; the change; the
number of remaining characters; and the places of the deleted phrases.
"""


def _states(
    tree: Tree, phrases: PhraseProbabilities, characters: int, auxiliaries: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield sets of deletions after which the remaining text fits, the most likely set first."""
    size = [
        0
        if auxiliaries >> node & 1
        else len(token.text) + (token.start > 0 and tree.text[token.start - 1].isspace())
        for node, token in enumerate(tree.tokens)
    ]
    start = always(tree)
    left = sum(size) - sum(size[node] for node in members(start))
    states: dict[int, _State] = {start: (0.0, start, 0.0, left, ())}
    lengths: dict[int, int] = {}
    for place, more in enumerate(_changes(phrases)):
        choice = phrases.choices[place]
        mask, content = choice.mask, choice.content
        if states_claim(tree, tree.everything & ~mask):
            continue
        for _, gone, change, left, done in list(states.values()):
            if not content & ~gone:
                continue
            after, change = gone | mask, change + more
            known = states.get(after)
            if known is None or change > known[2]:
                lost = mask & ~gone
                if lost not in lengths:
                    lengths[lost] = sum([size[node] for node in members(lost)])
                less = left - lengths[lost]
                states[after] = (-round(change, 6), after, change, less, (*done, place))
        states = best_of_lengths(states, 3, DEPTH)
    for _, gone, _, left, done in sorted(states.values()):
        if left <= characters:
            yield gone, done


def decisions(phrases: Sequence[Choice], kept: int) -> list[tuple[int, bool]]:
    """Return the places of a headline's choices, each with whether the phrase is left out."""
    found, gone = [], 0
    for place, each in enumerate(phrases):
        if each.mask & ~gone == 0:
            continue
        left_out = not each.content & kept
        found.append((place, left_out))
        if left_out:
            gone |= each.mask
    return found
