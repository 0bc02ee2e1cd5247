"""The two programs that compute ROUGE, with identical values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from summkit.errors import UsageError
from summkit.metrics.tokens import tokens

if TYPE_CHECKING:
    from summkit.metrics.base import Values

ENGINES = ("auto", "rouge-score-rs", "rouge-score")

_LCS_TYPES = frozenset(("rougeL", "rougeLsum"))
_MOST_CHARACTERS = 400_000_000
"""Limit for the product of the characters of a pair; beyond it ROUGE-L needs about 100 MB."""

_MOST_SENTENCES = 1_000_000
"""Limit for the product of the sentences of a pair, which the engines compare in some seconds."""

_Batch = Callable[[list[str], list[str]], list[dict[str, Any]]]


def score_pairs(
    names: Sequence[str],
    porter: bool,
    engine: str,
    targets: list[str],
    predictions: list[str],
) -> Values:
    """Score texts that have one sentence per line.

    Parameters
    ----------
    names
        ROUGE types: "rouge1" to "rouge9", "rougeL", "rougeLsum".
    porter
        Whether tokens longer than three characters are stemmed.
    engine
        One of `ENGINES`; "auto" uses rouge-score-rs if it is installed.
    targets, predictions
        References and candidates, of equal length.

    Returns
    -------
    Array of shape (len(targets), 3 * len(names)): precision, recall, F1 of each type.

    Raises
    ------
    UsageError
        If the requested engine is not installed.
    """
    import numpy as np

    pairs = list(zip(targets, predictions, strict=True))
    long = [
        row
        for row, (one, other) in enumerate(pairs)
        if len(one) * len(other) > _MOST_CHARACTERS
        or one.count("\n") * other.count("\n") > _MOST_SENTENCES
    ]
    if not _LCS_TYPES.isdisjoint(names) and long:
        short = [("", "") if row in long else pair for row, pair in enumerate(pairs)]
        targets, predictions = ([pair[side] for pair in short] for side in (0, 1))
    else:
        long = []
    scores = _batch(tuple(names), porter, engine)(targets, predictions)
    for row in long:
        scores[row] = _long(names, porter, engine, *pairs[row])
    rows = [[value for name in names for value in score[name]] for score in scores]
    return np.array(rows, dtype=np.float64).reshape(len(targets), 3 * len(names))


def _long(
    names: Sequence[str], porter: bool, engine: str, target: str, prediction: str
) -> dict[str, Any]:
    """Score two long texts without a table of all pairs of their words."""
    from summkit.metrics.lcs import rouge_l, rouge_lsum

    rest = tuple(name for name in names if name not in _LCS_TYPES)
    scores = _batch(rest, porter, engine)([target], [prediction])[0] if rest else {}
    split = porter_tokens if porter else partial(tokens, profile="ascii")
    if "rougeL" in names:
        scores["rougeL"] = rouge_l(split(target), split(prediction))
    if "rougeLsum" in names:
        lines = (
            [split(line) for line in text.split("\n") if line] for text in (target, prediction)
        )
        scores["rougeLsum"] = rouge_lsum(*lines)
    return scores


@lru_cache(maxsize=16)
def _batch(names: tuple[str, ...], porter: bool, engine: str) -> _Batch:
    if engine in ("auto", "rouge-score-rs"):
        try:
            from rouge_score_rs.rouge_scorer import RougeScorer as FastScorer

            scorer = cast(Any, FastScorer)(list(names), use_stemmer=porter)  # it has no types
            fast: _Batch = scorer.score_batch
            return fast
        except ImportError as error:
            if engine != "auto":
                raise UsageError(
                    f"rouge: engine=rouge-score-rs cannot be loaded ({error}):"
                    " install rouge-score-rs, or use engine=auto"
                ) from error
    return _slow(names, porter)


def porter_tokens(text: str) -> list[str]:
    """Return the tokens of rouge-score with its stemmer."""
    tokenizer: Any = _porter_tokenizer()
    found: list[str] = tokenizer.tokenize(text)
    return found


@lru_cache(maxsize=1)
def _porter_tokenizer() -> Any:
    from importlib import import_module

    try:
        module: Any = import_module("rouge_score_rs.tokenizers")
    except ImportError:
        module = import_module("rouge_score.tokenizers")
    return module.DefaultTokenizer(use_stemmer=True)


def _slow(names: tuple[str, ...], porter: bool) -> _Batch:
    from rouge_score.rouge_scorer import RougeScorer

    score = RougeScorer(list(names), use_stemmer=porter).score

    def batch(targets: list[str], predictions: list[str]) -> list[dict[str, Any]]:
        return [score(*pair) for pair in zip(targets, predictions, strict=True)]

    return batch
