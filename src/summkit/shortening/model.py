"""What the tagger and the parser learned: tables of weights, and how a best class is found."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parent / "data" / "parser.json"

Weights = Mapping[str, int]
"""By feature: its weights of all classes, packed into one number, `FIELD` bits for each.

Adding such numbers adds the weights of all classes at once. Every field holds weight + `ZERO`, so
that none is negative; what that adds is the same for each class.
"""

FIELD = 16  # a sum of 60 features, each at most 63, stays far below it
_MASK = (1 << FIELD) - 1

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
    parser: Weights
    labeller: Weights

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Model:
        """Return the model that the JSON object `data` holds."""
        return cls(
            tags=tuple(data["tags"]),
            labels=tuple(data["labels"]),
            fixed={word: tag for tag, words in data["fixed"].items() for word in words.split()},
            vocabulary=frozenset(data["vocabulary"].split()),
            tagger=_sparse(data["tagger"], len(data["tags"])),
            parser=_dense(data["parser"]),
            labeller=_sparse(data["labeller"], len(data["labels"])),
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


def _dense(table: str) -> dict[str, int]:
    """Return packed weights of signs that stand for the classes in order."""
    known: dict[str, int] = {}
    packed = {}
    for key, codes in entries(table):
        number = known.get(codes)
        if number is None:
            number = sum(_VALUES[sign] << FIELD * place for place, sign in enumerate(codes))
            known[codes] = number
        packed[key] = number
    return packed


def _sparse(table: str, classes: int) -> dict[str, int]:
    """Return packed weights of signs that alternate between class and weight."""
    nothing = sum(ZERO << FIELD * number for number in range(classes))
    known = {
        number + weight: (_VALUES[weight] - ZERO) << FIELD * _VALUES[number]
        for number in DIGITS[:classes]
        for weight in DIGITS
    }
    return {
        key: sum([known[codes[i : i + 2]] for i in range(0, len(codes), 2)], nothing)
        for key, codes in entries(table)
    }


@cache
def shipped() -> Model:
    """Return the model that comes with summkit."""
    return Model.read(json.loads(MODEL.read_text("utf-8")))


def best(weights: Weights, features: Iterable[str], classes: Sequence[str]) -> int:
    """Return the number of the class with the largest sum of weights; ties go to the first."""
    total = sum(filter(None, map(weights.get, features)))
    scores = _fields(len(classes)).unpack(total.to_bytes(len(classes) * FIELD // 8, "little"))
    return scores.index(max(scores))


@cache
def _fields(count: int) -> struct.Struct:
    return struct.Struct(f"<{count}H")


def best_move(weights: Weights, features: Iterable[str], moves: Sequence[int]) -> int:
    """Return the transition with the largest sum of weights; ties go to the first of `moves`."""
    total = sum(filter(None, map(weights.get, features)))
    scores = total & _MASK, total >> FIELD & _MASK, total >> 2 * FIELD
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
