"""What the tagger and the parser learned: tables of weights, and how a best class is found."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summkit import core

if TYPE_CHECKING:
    import numpy as np

    from summkit._core import FeatureTable

    Array = np.ndarray[Any, np.dtype[Any]]

MODEL = Path(__file__).parent / "data" / "parser.npz"

Weights = Mapping[str, int]
"""By feature: its weights of all classes, packed into one number, `FIELD` bits for each.

Adding such numbers adds the weights of all classes at once. Every field holds weight + `ZERO`, so
that none is negative; what that adds is the same for each class.
"""

_KINDS = ("tagger", "parser", "labeller")

FIELD = 16  # a sum of 60 features, each at most 63, stays far below it
_MASK = (1 << FIELD) - 1

ZERO = 31
"""Weights go from -`ZERO` to `ZERO` + 1."""


@dataclass(frozen=True)
class ParserModel:
    """What was learned: see `parse`."""

    tags: tuple[str, ...]
    labels: tuple[str, ...]
    fixed: Mapping[str, str]
    vocabulary: frozenset[str]
    arrays: Mapping[str, Array]

    @classmethod
    def read(cls, arrays: Mapping[str, Array]) -> ParserModel:
        """Return the model that `arrays` hold.

        Parameters
        ----------
        arrays
            Texts, one a line, in UTF-8: `tags`, `labels`, `vocabulary`, and the words that
            have one tag whatever is around them, as `fixed`. The number of their tags are
            `fixed_tags`. `tagger`, `parser` and `labeller` have a row for each feature and
            a column for each class; their features are `tagger_features` and so on.
        """
        tags = texts(arrays["tags"])
        numbers = arrays["fixed_tags"].tolist()
        return cls(
            tags=tuple(tags),
            labels=tuple(texts(arrays["labels"])),
            fixed=dict(zip(texts(arrays["fixed"]), map(tags.__getitem__, numbers), strict=True)),
            vocabulary=frozenset(texts(arrays["vocabulary"])),
            # Read now: `arrays` may be a file.
            arrays={name: arrays[name] for kind in _KINDS for name in (kind, f"{kind}_features")},
        )

    @cached_property
    def tagger(self) -> Weights:
        """Weights of tags."""
        return _packed(self.arrays, "tagger")

    @cached_property
    def parser(self) -> Weights:
        """Weights of transitions."""
        return _packed(self.arrays, "parser")

    @cached_property
    def labeller(self) -> Weights:
        """Weights of relations."""
        return _packed(self.arrays, "labeller")

    @cached_property
    def tables(self) -> dict[str, FeatureTable]:
        """The weights of all three as the compiled core has them."""
        return {kind: _table(self.arrays, kind) for kind in _KINDS}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each tag."""
        return {tag: number for number, tag in enumerate(self.tags)}


def texts(lines: Array) -> list[str]:
    """Return the texts of an array of bytes, one a line."""
    return lines.tobytes().decode("utf-8").split("\n") if lines.size else []


def _table(arrays: Mapping[str, Array], kind: str) -> FeatureTable:
    weights = arrays[kind].astype("i1")
    return core.native.feature_table(
        arrays[f"{kind}_features"].tobytes(), weights.tobytes(), weights.shape[1]
    )


def _packed(arrays: Mapping[str, Array], kind: str) -> dict[str, int]:
    weights = arrays[kind]
    fields = (weights.astype("<i2") + ZERO).tobytes()
    size = weights.shape[1] * FIELD // 8
    whole = int.from_bytes
    numbers = [
        whole(fields[place : place + size], "little") for place in range(0, len(fields), size)
    ]
    return dict(zip(texts(arrays[f"{kind}_features"]), numbers, strict=True))


@cache
def shipped() -> ParserModel:
    """Return the model that comes with summkit."""
    import numpy as np

    with np.load(MODEL, allow_pickle=False) as arrays:
        return ParserModel.read(arrays)


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
