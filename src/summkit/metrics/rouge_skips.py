"""ROUGE-SU4 and ROUGE-W (Lin 2004, sections 4 and 5), which rouge-score does not have.

* SU4 counts single tokens, and pairs of tokens with at most four tokens between them, over the
  whole text. Its values are equal to the values of ROUGE-1.5.5 with ``-2 4 -u`` on the same tokens,
  to the program's five decimals (`tests/test_rouge_skips.py`). Like the program, and unlike the
  paper, it omits the last single token.
* W is the weighted longest common subsequence of the whole texts, in which a run of k tokens has
  the weight k ** 1.2, as the paper defines it. The program (``-w 1.2``) differs in two ways: it
  measures runs only in the reference, sentence by sentence, so that the paper's two examples have
  the same score; and it weights the length of the reference twice, so that no text has a recall
  of 1 against itself. Two texts with more than 50,000,000 pairs of words (7,000 words each) have
  no ROUGE-W.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING

from summkit.metrics.rouge_engines import porter_tokens
from summkit.metrics.tokens import tokens

if TYPE_CHECKING:
    from summkit.metrics.base import Values

SKIPS = ("rougeSU4", "rougeW")

_GAP = 4
_MOST_PAIRS = 50_000_000  # maximum pairs of words, about ten seconds; above it ROUGE-W is NaN
_WEIGHT = 1.2


def score_skips(
    names: Sequence[str], porter: bool, targets: Sequence[str], predictions: Sequence[str]
) -> Values:
    """Score texts that have one sentence per line.

    Parameters
    ----------
    names
        Types from `SKIPS`.
    porter
        Whether tokens longer than three characters are stemmed.
    targets, predictions
        References and candidates, of equal length.

    Returns
    -------
    Array of shape (len(targets), 3 * len(names)): precision, recall, F1 of each type, 0..1.
    """
    import numpy as np

    split: dict[str, list[str]] = {}

    def words(text: str) -> list[str]:
        if text not in split:
            split[text] = porter_tokens(text) if porter else tokens(text, "ascii")
        return split[text]

    values = np.zeros((len(targets), 3 * len(names)))
    for row, (target, prediction) in enumerate(zip(targets, predictions, strict=True)):
        reference, candidate = words(target), words(prediction)
        for place, name in enumerate(names):
            score = _su4 if name == "rougeSU4" else _w
            values[row, 3 * place : 3 * place + 3] = score(reference, candidate)
    return values


def _su4(reference: Sequence[str], candidate: Sequence[str]) -> tuple[float, float, float]:
    one, other = _units(candidate), _units(reference)
    hits = (one & other).total()
    precision = hits / max(1, one.total())
    recall = hits / max(1, other.total())
    return precision, recall, _f1(precision, recall)


def _units(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Return all single tokens but the last, and the pairs with at most four tokens between."""
    units: Counter[tuple[str, ...]] = Counter((word,) for word in words[:-1])
    for place, word in enumerate(words):
        units.update((word, other) for other in words[place + 1 : place + _GAP + 2])
    return units


def _w(reference: Sequence[str], candidate: Sequence[str]) -> tuple[float, float, float]:
    if len(reference) * len(candidate) > _MOST_PAIRS:
        return nan, nan, nan
    common = weighted_lcs(reference, candidate, _WEIGHT)
    precision, recall = (
        (common / len(text) ** _WEIGHT) ** (1 / _WEIGHT) if text else 0.0
        for text in (candidate, reference)
    )
    return precision, recall, _f1(precision, recall)


def weighted_lcs(one: Sequence[str], other: Sequence[str], power: float) -> float:
    """Return the weighted longest common subsequence, by the algorithm of Lin 2004, section 4.

    A run of k tokens that are adjacent in both texts has the weight ``k ** power``.
    """
    above, runs_above = [0.0] * (len(other) + 1), [0] * (len(other) + 1)
    gains = [k**power - (k - 1) ** power for k in range(1, len(other) + 1)]
    for word in one:
        here, runs = [0.0], [0]
        for place, match in enumerate(other):
            if word == match:
                run = runs_above[place]
                here.append(above[place] + gains[run])
                runs.append(run + 1)
            else:
                here.append(max(above[place + 1], here[place]))
                runs.append(0)
        above, runs_above = here, runs
    return above[-1]


def _f1(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
