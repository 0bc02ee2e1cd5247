"""Training of the headline shortener on an archive, and its cross-validated quality."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.document import analyse
from summkit.errors import InputError, UsageError
from summkit.jobs import Engine, Step
from summkit.language import get_language
from summkit.shortening.learned.weights import Shortener
from summkit.training.drawing import Unfit, sample
from summkit.training.folds import assign
from summkit.training.learn import FOLDS
from summkit.training.pools import CandidatePool, interned, pool
from summkit.training.shortener import cross_validated, fitted
from summkit.training.trained import (
    ENOUGH,
    UNKNOWN,
    Trained,
    compared,
    fingerprint,
    is_better,
    metrics,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LANGUAGE = "en"
_FOREIGN = "not in English"
_HINT = (
    "headlines are learned from English only: `target` lede trains the ranking of sentences instead"
)


def train_shortener(
    articles: Iterable[Article],
    budget: Budget,
    language: str | None,
    seed: int,
    *,
    step: Step,
    engine: Engine | None,
    say: Callable[[str], None],
    phase: Callable[[str], None],
) -> Trained:
    """Fit the shortener to the headlines of an archive; see `summkit.training.train.train`."""
    import numpy as np

    characters = budget.characters
    if characters is None or budget != Budget(characters=characters):
        raise UsageError(
            "headlines are trained for a budget of characters only: `characters`, such as 75"
        )
    if language is not None and get_language(language).code != LANGUAGE:
        raise UsageError(f"language {language!r}: {_HINT}")
    pools, left_out = sample(
        articles,
        _MakePool(characters, language),
        seed,
        keep=interned,
        step=step,
        engine=engine,
        say=say,
    )
    _refuse_too_few(pools, left_out, characters)
    folds = assign([each.shingles for each in pools], FOLDS, seed)
    if len({fold for each, fold in zip(pools, folds, strict=True) if len(each.masks) > 1}) < FOLDS:
        raise InputError(
            "the articles are near-duplicates of each other: too few different ones to learn from"
        )
    chosen = cross_validated(pools, folds, phase)
    phase("fitting: all articles")
    weights = fitted(pools)
    texts = {
        "cut": [(each.cut, each.cut_characters) for each in pools],
        "shipped": [(each.default, each.default_characters) for each in pools],
        "plain": [_rouge_and_length(each, pick) for each, pick in zip(pools, chosen, strict=True)],
    }
    rewards = {name: np.array([rouge[:2] for rouge, _ in each]) for name, each in texts.items()}
    sizes = {name: sum(size for _, size in each) / len(pools) for name, each in texts.items()}
    comparison = compared(rewards, "cut")
    digests = [each.digest for each in pools]
    about: dict[str, Any] = {
        "budget": {"characters": characters},
        "reference": "headline",
        "fingerprint": fingerprint(digests),
        "articles": len(pools),
        "folds": FOLDS,
        "settings": {"seed": seed},
        "metrics": metrics(comparison),
        "signature": "ROUGE-1 and ROUGE-2 F1, Porter",
    }
    return Trained(
        Shortener(weights, about, "".join(sorted(set(digests)))),
        comparison,
        sizes,
        "characters",
        len(pools),
        left_out,
        is_better(comparison, ["plain"]),
        {"shipped": (UNKNOWN,)},
    )


@dataclass(frozen=True)
class _MakePool:
    """A function from an article to its CandidatePool."""

    characters: int
    language: str | None

    def __call__(self, article: Article) -> CandidatePool | Unfit:
        if not (article.headline or "").strip():
            return Unfit("without a headline")
        document = analyse(article, self.language)
        if not document.sentences:
            return Unfit("without a body")
        if document.language.code != LANGUAGE:
            return Unfit(_FOREIGN)
        return pool(document, self.characters)


def _refuse_too_few(
    pools: Sequence[CandidatePool], left_out: Mapping[str, int], characters: int
) -> None:
    if len(pools) < ENOUGH:
        foreign = left_out.get(_FOREIGN, 0)
        raise InputError(
            f"too few English articles to learn from: {len(pools)} with a headline, and at least "
            f"{ENOUGH} are needed" + (f"; {foreign} are {_FOREIGN}: {_HINT}" if foreign else "")
        )
    # An article with at most one candidate offers no choice, so the ranker cannot learn from it.
    several = sum(len(each.masks) > 1 for each in pools)
    if several < ENOUGH:
        raise InputError(
            f"{several} of {len(pools)} articles can be shortened to {characters} characters in"
            f" more than one way: too few to learn from: at least {ENOUGH}"
        )


def _rouge_and_length(each: CandidatePool, pick: int | None) -> tuple[Floats, int]:
    """Return R-1, R-2, R-L and length of the chosen candidate, or of the cut if there is none."""
    if pick is None:
        return each.cut, each.cut_characters
    return each.rouge[pick], each.characters[pick]
