"""What the tagger and the parser learned: tables of weights, and how a best class is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parent / "data" / "parser.json"

Weights = Mapping[str, Mapping[int, int]]
"""By feature: by class number: weight."""
Moves = Mapping[str, Sequence[int]]
"""By feature: the weights of SHIFT, RIGHT and LEFT."""

# A whole number from 0 to 63 as one sign; weights are shifted by `ZERO`.
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
ZERO = 31


@dataclass(frozen=True)
class Model:
    """What was learned: see `parse`."""

    tags: tuple[str, ...]
    labels: tuple[str, ...]
    fixed: Mapping[str, str]
    vocabulary: frozenset[str]
    tagger: Weights
    parser: Moves
    labeller: Weights

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Model:
        """Return the model that the JSON object `data` holds."""
        return cls(
            tags=tuple(data["tags"]),
            labels=tuple(data["labels"]),
            fixed={word: tag for tag, words in data["fixed"].items() for word in words.split()},
            vocabulary=frozenset(data["vocabulary"].split()),
            tagger={key: _pairs(codes) for key, codes in entries(data["tagger"])},
            parser={key: _numbers(codes) for key, codes in entries(data["parser"])},
            labeller={key: _pairs(codes) for key, codes in entries(data["labeller"])},
        )


_VALUES = {sign: number for number, sign in enumerate(DIGITS)}


def entries(table: str) -> Iterator[tuple[str, str]]:
    """Yield (feature, its numbers as signs) of a table, "feature=signs~feature=signs...".

    The first sign of a feature says how many characters it shares with the one before.
    """
    last = ""
    for entry in filter(None, table.split("~")):
        feature, _, codes = entry.rpartition("=")
        last = last[: _VALUES[feature[0]]] + feature[1:]
        yield last, codes


def _numbers(codes: str) -> tuple[int, ...]:
    return tuple([_VALUES[sign] - ZERO for sign in codes])


def _pairs(codes: str) -> dict[int, int]:
    """Return the weight by class of signs that alternate between the two."""
    return {
        _VALUES[number]: _VALUES[weight] - ZERO
        for number, weight in zip(codes[::2], codes[1::2], strict=True)
    }


@cache
def shipped() -> Model:
    """Return the model that comes with summkit."""
    return Model.read(json.loads(MODEL.read_text("utf-8")))


def best(weights: Weights, features: Iterable[str], classes: Sequence[str]) -> int:
    """Return the number of the class with the largest sum of weights; ties go to the first."""
    scores = [0] * len(classes)
    get = weights.get
    for feature in features:
        found = get(feature)
        if found is not None:
            for number, weight in found.items():
                scores[number] += weight
    return scores.index(max(scores))


def best_move(weights: Moves, features: Iterable[str], moves: Sequence[int]) -> int:
    """Return the transition with the largest sum of weights; ties go to the first of `moves`."""
    scores = [0, 0, 0]
    get = weights.get
    for feature in features:
        found = get(feature)
        if found is not None:
            scores[0] += found[0]
            scores[1] += found[1]
            scores[2] += found[2]
    return max(moves, key=scores.__getitem__)


def shape(word: str) -> str:
    """Return a class for words that are not in the vocabulary."""
    if word[0].isdigit():
        return "#" if word.replace(",", "").replace(".", "").isdigit() else "#a"
    if word.isupper():
        return "AA"
    return "Aa" if word[0].isupper() else "aa" if "-" not in word else "a-a"


def normal(word: str, vocabulary: frozenset[str]) -> str:
    """Return the lower-cased word where it is known, else its shape and ending."""
    lower = word.lower()
    return lower if lower in vocabulary else shape(word) + lower[-2:]
