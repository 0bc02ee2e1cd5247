"""The probability that an editor uses each word of a sentence: a logistic model of single words.

The rules and the ranker decide about deletions; this model tells the ranker the loss of a headline,
as the word models of Knight and Marcu (2002, Summarization Beyond Sentence Extraction, section 3)
do. Its features are a word's relation, tag, place and weight in the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from summkit.shortening.parsing.tree import Tree


def word_features(tree: Tree, worth: Mapping[str, float], place: int) -> list[tuple[str, ...]]:
    """Return the features of each token.

    Parameters
    ----------
    worth
        See `summkit.shortening.candidates.candidates`.
    place
        Number of sentences that rank before this one.
    """
    size = len(tree.lower)
    depths = _depths(tree)
    result: list[tuple[str, ...]] = []
    for node, word in enumerate(tree.lower):
        label, tag, head = tree.labels[node], tree.tags[node], tree.heads[node]
        weight = min(int(2 * worth.get(word, 0.0)), 5)
        capital = tree.tokens[node].text[0].isupper()
        over = tree.labels[head] if head >= 0 else ""
        above = tree.tags[head] if head >= 0 else ""
        result.append(
            (
                f"l{label}",
                f"t{tag}",
                f"L{label} {over}",
                f"T{label} {above}",
                f"w{weight}{capital}",
                f"W{weight} {tag[:2]}",
                f"i{min(node // 3, 9)}",
                f"r{5 * node // size} {place > 0}",
                f"d{min(depths[node], 6)}",
                f"D{min(depths[node], 6)} {label}",
                f"x{word}",
                f"X{len(word) // 3}",
                f"s{min(size // 8, 5)}",
            )
        )
    return result


def _depths(tree: Tree) -> list[int]:
    """Return the number of heads above each token."""
    depths = [0] * len(tree.heads)
    order = [tree.root]
    for node in order:
        for child in tree.children[node]:
            depths[child] = depths[node] + 1
            order.append(child)
    return depths


def chances(rows: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    """Return for each token the probability that an editor uses it, 0 to 1, to three decimals.

    Parameters
    ----------
    rows
        See `word_features`.
    """
    result = []
    for features in rows:
        total = 0.0
        for feature in features:
            total += weights.get(feature, 0.0)
        result.append(round(1 / (1 + exp(-total)), 3))
    return result
