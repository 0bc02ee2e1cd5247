"""A trained ranker as data: weights in a JSON file, checked when the file is read."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summkit import modelfile
from summkit.newsrank.features import NAMES, VERSION
from summkit.newsrank.layer import Layer
from summkit.newsrank.sets import SET_NAMES
from summkit.newsrank.terms import TERMS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MODELS = Path(__file__).parents[1] / "models"
SHIPPED = ("lede", "dek", "summary")
_WIDTHS = {"terms": len(TERMS), "sentences": len(NAMES), "sets": len(SET_NAMES)}


class Variant(NamedTuple):
    """The three layers of a ranker (importance of terms, sentences, whole sets), and the pins.

    Attributes
    ----------
    pin
        `pin_key` -> the bonus that a set gets for each length of the lead that it has. With this
        bonus, the best sets are on average as long as the lead. See `pin_of`.
    """

    terms: Layer
    sentences: Layer
    sets: Layer
    pin: Mapping[str, float]


def pin_key(language: str, exact: bool, room: float) -> str:
    """Return the key of a pin for a language and a budget.

    Parameters
    ----------
    language
        The language code, or "" for all languages without their own pin.
    exact
        Whether the budget is a number of sentences.
    room
        Its size in words, see `summkit.newsrank.limits.BudgetLimits`.
    """
    return f"{language} {'#' if exact else ''}{room:g}"


def pin_of(pins: Mapping[str, float], language: str, exact: bool, room: float) -> float:
    """Return the pin of a language for the nearest budget of the training; 0 without a pin."""
    for code in (language, ""):
        start = pin_key(code, exact, 0.0)[:-1]
        near = [
            (abs(float(size) - room), float(size), pin)
            for key, pin in pins.items()
            if key.startswith(start) and (size := key[len(start) :])[:1] != "#"
        ]
        if near:
            return min(near)[2]
    return 0.0


@dataclass(frozen=True, eq=False)
class RankingModel(modelfile.Learned):
    """A trained ranker.

    Attributes
    ----------
    target
        The target that the model writes.
    variants
        "plain", and "headlined" if the model learned to use the article's own headline.
    about
        The training: budget, corpus fingerprint, articles, signature, metrics, seed.
    digests
        Eight hexadecimal digits for each training article, in one string.
    """

    target: str
    variants: Mapping[str, Variant]
    about: Mapping[str, Any] = field(default_factory=dict)
    digests: str = ""

    def to_json(self) -> str:
        """Return the text of the model file; equal models give equal bytes."""
        data: dict[str, Any] = {
            "target": self.target,
            "about": dict(self.about),
            "variants": {
                name: {
                    **{part: _layer_data(getattr(variant, part)) for part in _WIDTHS},
                    "pin": {code: _short(value) for code, value in variant.pin.items()},
                }
                for name, variant in self.variants.items()
            },
            "digests": self.digests,
        }
        return KIND.sealed(data)


def shipped(target: str) -> RankingModel:
    """Return the model that summkit ships for "lede", "dek" or "summary"."""
    return _shipped(target)


@lru_cache(maxsize=4)
def _shipped(target: str) -> RankingModel:
    path = _MODELS / f"{target}.json"
    return parse(path.read_text(encoding="utf-8"), f"shipped model {target}.json")


def parse(text: str, where: str) -> RankingModel:
    """Return the model in a text; `summkit.modelfile.load` documents the errors."""
    model: RankingModel = modelfile.parse(text, where, KIND)
    return model


def _model(data: dict[str, Any]) -> RankingModel:
    variants = {
        name: Variant(
            **{part: _layer(listed[part], width) for part, width in _WIDTHS.items()},
            pin={code: float(value) for code, value in listed["pin"].items()},
        )
        for name, listed in data["variants"].items()
    }
    if "plain" not in variants:
        raise ValueError("no plain variant")
    if not all(math.isfinite(v) for variant in variants.values() for v in variant.pin.values()):
        raise ValueError("not finite")
    return RankingModel(
        str(data["target"]),
        variants,
        data["about"],
        str(data["digests"]),
    )


def _layer(data: dict[str, Any], width: int) -> Layer:
    def numbers(listed: Any) -> array[float]:
        found = array("d", listed)
        if len(found) != width or not all(map(math.isfinite, found)):
            raise ValueError("not so many finite numbers")
        return found

    scale = numbers(data["scale"])
    if min(scale) <= 0:
        raise ValueError("a scale of 0")
    by_language = {code: numbers(listed) for code, listed in data["own"].items()}
    return Layer(numbers(data["mean"]), scale, numbers(data["shared"]), by_language)


def _layer_data(layer: Layer) -> dict[str, Any]:
    return {
        "mean": _list(layer.mean),
        "scale": _list(layer.scale),
        "shared": _list(layer.shared),
        "own": {code: _list(values) for code, values in layer.by_language.items()},
    }


def _list(values: Floats | array[float]) -> list[float]:
    return [_short(value) for value in values.tolist()]


def _short(value: float) -> float:
    # Five digits: BLAS libraries differ in later digits, and the file must have the same bytes.
    return float(f"{value:.5g}")


KIND = modelfile.Kind("summkit newsrank model", VERSION, _model)
