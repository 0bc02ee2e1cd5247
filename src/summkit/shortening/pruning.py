"""Headlines by pruning: the likeliest choices of what a parsed sentence leaves out.

Whether a phrase goes, given that what it hangs on stays, is told by a logistic model of its
features. The likelihood of a headline is the product over its choices. A beam keeps the likeliest
headlines of each length; `summkit.shortening.judging` picks among them. The weights were fitted to
headlines that a language model made by leaving words out: see `benchmarks/headlines.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp, log1p
from pathlib import Path
from typing import NamedTuple

from summkit.shortening.candidates import best_of_lengths, stands, written
from summkit.shortening.choices import Choice, always, choices
from summkit.shortening.claims import states_claim
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.traits import features
from summkit.shortening.tree import Tree, low, members, once

MODEL = Path(__file__).parents[1] / "models" / "pruning.json"
DEPTH = 4  # states kept of each length
MOST = 15  # headlines of a sentence
LEAST = 25  # characters of a headline
SPARE = 8  # characters by which a state may be too long: signs go when it is written


class Decided(NamedTuple):
    """The phrases of a sentence with what the model makes of them.

    Attributes
    ----------
    choices
        The longest first.
    goes, stays
        The logarithm of the probability that each goes, and that it stays.
    """

    choices: list[Choice]
    goes: list[float]
    stays: list[float]

    def likelihood(self, made: Iterable[tuple[int, bool]]) -> float:
        """Return the logarithm of the probability of the choices that a headline made.

        See `decisions`.
        """
        total = 0.0
        for place, left_out in made:
            total += self.goes[place] if left_out else self.stays[place]
        return round(total, 4)


class Pruned(NamedTuple):
    """A headline: its kept tokens, the phrases that were left out, the text."""

    kept: int
    done: tuple[Choice, ...]
    text: str


@once
def decided(tree: Tree) -> Decided:
    """Return the phrases of a sentence, each with how likely it is to go."""
    return weighed(tree, shipped())


def weighed(tree: Tree, weights: Mapping[str, float]) -> Decided:
    """Return the phrases of a sentence, each with how likely it is to go by some weights."""
    found = choices(tree)
    goes, stays = [], []
    for each in found:
        total = 0.0
        for feature in features(tree, each):
            total += weights.get(feature, 0.0)
        goes.append(-_softplus(-total))
        stays.append(-_softplus(total))
    return Decided(found, goes, stays)


def _softplus(value: float) -> float:
    return round(max(value, 0.0) + log1p(exp(-abs(value))), 4)


@cache
def shipped() -> Mapping[str, float]:
    """Return the weights that come with summkit."""
    weights: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["weights"]
    return weights


def prunings(tree: Tree, characters: int, phrases: Decided) -> list[Pruned]:
    """Return headlines of a sentence that pass every check, the likeliest first."""
    found: list[Pruned] = []
    seen = set()
    subjects = sum(1 << n for n, label in enumerate(tree.labels) if label[:5] == "nsubj")
    small = {0: small_words(tree)}  # what goes with a subject, by which subjects are gone
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
        if stands(tree, kept) and not states_claim(tree, kept):
            found.append(Pruned(kept, tuple(phrases.choices[each] for each in done), text))
            if len(found) == MOST:
                break
    return found


def _before_speaker(tree: Tree, kept: int) -> int:
    """Return the comma that parts what was said from who said it, where both are kept."""
    clause, speaker = tree.find(tree.root, "ccomp"), tree.subject(tree.root)
    if not 0 <= clause < tree.root or not kept >> clause & kept >> tree.root & 1 or speaker < 0:
        return 0
    comma = low(tree.subtrees[speaker] | 1 << tree.root) - 1
    return 1 << comma if comma > clause and tree.lower[comma] == "," else 0


def _changes(phrases: Decided) -> list[float]:
    """Return what leaving each phrase out changes in the likelihood of keeping everything.

    With a phrase go the choices inside of it.
    """
    found = []
    for place, choice in enumerate(phrases.choices):
        change = phrases.goes[place] - phrases.stays[place]
        for inner in range(place + 1, len(phrases.choices)):
            if phrases.choices[inner].mask & ~choice.mask == 0:
                change -= phrases.stays[inner]
        found.append(change)
    return found


_State = tuple[float, int, float, int, tuple[int, ...]]
"""What is left out so far; the smaller of two states is the likelier.

Negative change of the likelihood, rounded; tokens that are gone; the change; characters that are
left; the phrases that went, by their places.
"""


def _states(
    tree: Tree, phrases: Decided, characters: int, auxiliaries: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield what may be left out so that the rest fits, the likeliest first."""
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
    """Return the places of the choices that a headline made, each with whether its phrase went."""
    found, gone = [], 0
    for place, each in enumerate(phrases):
        if each.mask & ~gone == 0:
            continue
        left_out = not each.content & kept
        found.append((place, left_out))
        if left_out:
            gone |= each.mask
    return found
