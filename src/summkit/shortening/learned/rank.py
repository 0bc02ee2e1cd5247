"""A linear model that ranks grammatical headlines by their similarity to an editor's.

It is trained by minimum risk (Och 2003, Minimum Error Rate Training, section 3, with the expected
loss of Smith and Eisner 2006, Minimum Risk Annealing, section 3): the expected ROUGE of the
candidates under a softmax of their scores. See `summkit.training.shortener`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import log1p

from summkit.document import Document
from summkit.shortening.candidates import Shortened, runs
from summkit.shortening.learned.names import KINDS
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, low, members
from summkit.sums import running_sum


def features(
    tree: Tree,
    candidate: Shortened,
    worth: Mapping[str, float],
    place: int,
    characters: int,
    keep: Sequence[float],
) -> list[float]:
    """Return a number for each of `FEATURES`.

    Parameters
    ----------
    worth
        See `summkit.shortening.candidates.candidates`.
    place
        Number of sentences that rank before this one.
    keep
        See `summkit.shortening.learned.keep.chances`.
    """
    others = fixed_features(tree, candidate, worth, place, characters)
    return [*keep_features(candidate.kept, keep), *others]


def keep_features(kept: int, keep: Sequence[float]) -> list[float]:
    """Return a number for each of `KEEP`, which depend on the trained model of single words."""
    lost = (1 << len(keep)) - 1 & ~kept
    expected = running_sum(keep[node] for node in members(kept))
    likely = running_sum(keep) or 1.0
    count = kept.bit_count()
    return [
        2 * expected / (count + 8),
        expected / likely,
        expected / count,
        running_sum(max(0.0, keep[node] - 0.4) for node in members(lost)),
    ]


def fixed_features(
    tree: Tree, candidate: Shortened, worth: Mapping[str, float], place: int, characters: int
) -> list[float]:
    """Return a number for each of `PLAIN` and `KINDS`; see `features`."""
    kept = candidate.kept
    nodes = list(members(kept))
    length = len(candidate.text)
    values = [worth.get(tree.lower[node], 0.0) for node in nodes]
    total = running_sum(worth.get(word, 0.0) for word in tree.lower) or 1.0
    mass = running_sum(values)
    tags = [tree.tags[node] for node in nodes]
    verbs = sum(tag[0] == "V" for tag in tags)
    count = len(nodes)
    end = tags[-1]
    subject = tree.subject(tree.root)
    numbers = dict.fromkeys(KINDS, 0.0)
    for each in candidate.done:
        if each.kind in numbers:
            numbers[each.kind] = 1.0
    plain = (
        float(place > 0),
        float(place > 1),
        length / characters,
        (length / characters) ** 2,
        max(0.0, length - 60) / 15,
        max(0.0, 25 - length) / 15,
        count / 10,
        running_sum(each.cost for each in candidate.done),
        len(runs(tree, kept)) / 5,
        mass / 5,
        mass / total,
        mass / count,
        sum(tag[:3] == "NNP" for tag in tags) / count,
        float("CD" in tags),
        float(bool(kept & tree.quoted)),
        float(any(tree.lower[node] == "," for node in nodes)),
        float(any(tree.lower[node] in words("speech") for node in nodes)),
        float(tags[0][:3] == "PRP"),
        float(
            subject >= 0
            and bool(kept >> subject & 1)
            and low(tree.subtrees[subject] & kept) == low(kept)
        ),
        float(
            any(tree.labels[node] in ("dobj", "xcomp", "attr", "acomp", "ccomp") for node in nodes)
        ),
        float(end[:2] in ("NN", "CD")),
        float(end[0] == "V"),
        sum(tag in ("IN", "TO") for tag in tags) / 3,
        verbs / 3,
        high(kept) / len(tree.lower),
        sum(tree.lower[node] in words("hedges") for node in nodes) / 2,
        float(any(tree.lower[node] in words("copulas") for node in nodes)),
    )
    return [*plain, *numbers.values()]


def score(numbers: Sequence[float], weights: Sequence[float]) -> float:
    """Return the score of a candidate; higher is better, no fixed range."""
    return running_sum(weight * number for weight, number in zip(weights, numbers, strict=True))


def worths(document: Document) -> dict[str, float]:
    """Return the weight of each lower-case word: the logarithm of its count, 0 for stop words.

    The weights are computed once for each document.
    """
    known: dict[str, float] | None = document.memory.get(worths)
    if known is None:
        stop_words = document.language.stop_words
        counts = Counter(map(str.lower, chain.from_iterable(document.words)))
        known = document.memory[worths] = {
            word: log1p(count - 1)
            for word, count in counts.items()
            if count > 1 and word not in stop_words
        }
    return known
