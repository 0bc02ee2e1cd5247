"""The trained weights of the tagger and the parser, and the choice of the best class."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import prod
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summkit import core

if TYPE_CHECKING:
    from summkit._core import FeatureTable

MODEL = Path(__file__).parent / "data" / "parser.tables"
"""The file of the English model: a line of JSON with the shape of each array, then their bytes.

It is read without numpy or zipfile, since importing either takes longer than making a headline.
"""

Weights = Mapping[str, int]
"""Feature -> its weights of all classes, packed into one integer with `FIELD` bits for each class.

The sum of such integers has the sums of all classes. Every field is weight + `ZERO`, so that none
is negative; this adds the same number to each class.
"""

_KINDS = ("tagger", "parser", "labeller")

FIELD = 16  # bits; enough for the sum of 60 features, each at most 63
_MASK = (1 << FIELD) - 1

ZERO = 31
"""Weights range from -`ZERO` to `ZERO` + 1."""


@dataclass(frozen=True)
class ParserModel:
    """The trained model of the tagger and the parser: see `parse`."""

    tags: tuple[str, ...]
    labels: tuple[str, ...]
    fixed: Mapping[str, str]
    vocabulary: frozenset[str]
    arrays: Mapping[str, memoryview]

    @classmethod
    def read(cls, arrays: Mapping[str, Any]) -> ParserModel:
        """Return the model in some arrays.

        Parameters
        ----------
        arrays
            Buffers of bytes. `tags`, `labels`, `vocabulary` and `fixed` are texts in UTF-8, one a
            line; `fixed` are words with the same tag in every context. `fixed_tags` are the
            numbers of these tags. `tagger`, `parser` and `labeller` have a row for each feature
            and a column for each class; `tagger_features` and so on are the names of the features.
        """
        tags = texts(arrays["tags"])
        numbers = memoryview(arrays["fixed_tags"]).tolist()
        return cls(
            tags=tuple(tags),
            labels=tuple(texts(arrays["labels"])),
            fixed=dict(zip(texts(arrays["fixed"]), map(tags.__getitem__, numbers), strict=True)),
            vocabulary=frozenset(texts(arrays["vocabulary"])),
            arrays={
                name: memoryview(arrays[name])
                for kind in _KINDS
                for name in (kind, f"{kind}_features")
            },
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
        """The weights of all three in the form of the compiled core."""
        return {kind: _table(self.arrays, kind) for kind in _KINDS}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each tag."""
        return {tag: number for number, tag in enumerate(self.tags)}


def texts(lines: Any) -> list[str]:
    """Return the lines of a buffer of bytes as texts."""
    text = bytes(lines).decode("utf-8")
    return text.split("\n") if text else []


def _table(arrays: Mapping[str, memoryview], kind: str) -> FeatureTable:
    weights = arrays[kind]
    return core.native.feature_table(arrays[f"{kind}_features"], weights, _classes(weights))


def _classes(weights: memoryview) -> int:
    return (weights.shape or (0, 0))[1]


_FROM_ZERO = bytes((number + 128 & 255) - 128 + ZERO & 255 for number in range(256))
"""For each value of a byte, as a signed weight: the weight + `ZERO`."""


def _packed(arrays: Mapping[str, memoryview], kind: str) -> dict[str, int]:
    weights = arrays[kind]
    fields = bytearray(2 * weights.nbytes)  # two bytes for each weight, of which the second is 0
    fields[::2] = weights.tobytes().translate(_FROM_ZERO)
    size = _classes(weights) * FIELD // 8
    whole = int.from_bytes
    numbers = [
        whole(fields[place : place + size], "little") for place in range(0, len(fields), size)
    ]
    return dict(zip(texts(arrays[f"{kind}_features"]), numbers, strict=True))


def stored(arrays: Mapping[str, Any]) -> bytes:
    """Return the contents of a model file for some arrays; see `MODEL`."""
    views = {name: memoryview(array) for name, array in arrays.items()}
    head = json.dumps({name: view.shape for name, view in views.items()})
    return b"".join([head.encode("ascii"), b"\n", *(view.tobytes() for view in views.values())])


@cache
def shipped() -> ParserModel:
    """Return the English model that summkit ships."""
    return load(MODEL)


def load(path: Path) -> ParserModel:
    """Return the model in a file that `stored` made."""
    with path.open("rb") as file:  # mapped, not read: a sentence needs a small part of 4.7 MB
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = data.find(b"\n") + 1
    arrays = {}
    for name, shape in json.loads(data[:start]).items():
        size = prod(shape)
        part = memoryview(data)[start : start + size]
        arrays[name] = part.cast("b" if len(shape) > 1 else "B", shape)
        start += size
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
    """Return the shape class of a word: digits, capitals, hyphens."""
    if word[0].isdigit():
        return "#" if word.replace(",", "").replace(".", "").isdigit() else "#a"
    if word.isupper():
        return "AA"
    return "Aa" if word[0].isupper() else "aa" if "-" not in word else "a-a"


def normal(word: str, vocabulary: frozenset[str]) -> str:
    """Return the lower-case word if it is in the vocabulary; else its shape and ending."""
    lower = word.lower()
    return lower if lower in vocabulary else shape(word) + lower[-2:]
