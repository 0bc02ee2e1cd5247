"""A trained ranker as data: weights in JSON, checked when read."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True)
class Variant:
    """The three layers: how likely a term is taken up, sentences, whole sets; and the pin.

    Attributes
    ----------
    pin
        What a set earns for every lead's length in words, so that on average it is as long
        as the lead; see `pin_of`.
    """

    terms: Layer
    sentences: Layer
    sets: Layer
    pin: Mapping[str, float]


def pin_key(language: str, exact: bool, room: float) -> str:
    """Return the key of a pin: of a language or "" for any other, and of a budget.

    Parameters
    ----------
    exact
        Whether the budget is a count of sentences.
    room
        Its size in words, see `summkit.newsrank.limits.BudgetLimits`.
    """
    return f"{language} {'#' if exact else ''}{room:g}"


def pin_of(pins: Mapping[str, float], language: str, exact: bool, room: float) -> float:
    """Return the pin of a language for the learned budget nearest to this; 0 without any."""
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


@dataclass(frozen=True)
class RankingModel(modelfile.Learned):
    """A trained ranker.

    Attributes
    ----------
    target
        What it writes.
    variants
        "plain", and "headlined" where it learned to use the article's own headline.
    about
        Where it is from: budget, corpus fingerprint, articles, signature, metrics, seed.
    digests
        Eight hexadecimal digits of each training article, run together.
    """

    target: str
    variants: Mapping[str, Variant]
    about: Mapping[str, Any] = field(default_factory=dict)
    digests: str = ""

    def to_json(self) -> str:
        """Return the model file: the same bytes for the same model."""
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
    """Return the model that summkit comes with for "lede", "dek" or "summary"."""
    return _shipped(target)


@lru_cache(maxsize=4)
def _shipped(target: str) -> RankingModel:
    path = _MODELS / f"{target}.json"
    return parse(path.read_text(encoding="utf-8"), f"shipped model {target}.json")


def parse(text: str, where: str) -> RankingModel:
    """Return the model in a text; see `summkit.modelfile.load` for what is raised."""
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
    # Five digits: beyond them BLAS libraries differ, and the same bytes are wanted.
    return float(f"{value:.5g}")


KIND = modelfile.Kind("summkit newsrank model", VERSION, _model)
