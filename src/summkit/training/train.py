"""A newsroom's archive -> a model for it, and how good it is beside lead and shipped model."""

from __future__ import annotations

import hashlib
import heapq
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from summkit.article import Article
from summkit.document import analyse
from summkit.engines import Engine, Local
from summkit.errors import InputError
from summkit.evaluation.evaluate import references
from summkit.evaluation.statistics import PairedComparison, compare
from summkit.ranking.model import Model, shipped
from summkit.selection import Budget
from summkit.system import TARGETS
from summkit.training.examples import Example, example
from summkit.training.learn import FOLDS, chosen_by, learn
from summkit.training.table import Settings, settings_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENOUGH = 50
"""Fewer articles teach nothing that cross-validation could tell from chance."""

MOST = 10_000
"""So many articles are learned from, drawn by the seed: more take memory and teach little."""

METRICS = ("rouge1.f", "rouge2.f", "mean")


@dataclass(frozen=True)
class Trained:
    """A model and what cross-validation says of it.

    Attributes
    ----------
    comparison
        Systems "lead", "shipped" where there is one, "plain" and "headlined" on
        `METRICS`, F1 in 0..1; the lead is the baseline.
    words
        System -> mean words.
    articles, left_out
        Used for training; without a reference or sentence to choose.
    better
        Whether the 95% interval of every variant's mean of R-1 and R-2 lies above the
        lead's.
    """

    model: Model
    comparison: PairedComparison
    words: dict[str, float]
    articles: int
    left_out: int
    better: bool


def train(
    articles: Iterable[Article],
    target: str,
    *,
    budget: Budget | None = None,
    language: str | None = None,
    settings: Settings | None = None,
    step: Callable[[], None] = lambda: None,
    engine: Engine | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Fit the ranker to what the editors of an archive wrote.

    Parameters
    ----------
    articles
        Read once; their texts are not kept, and no more than `MOST` are learned from, so
        that memory does not grow with the archive beyond that.
    target
        "lede", "dek", "summary" or "headline": what is written, and by default the field
        that serves as reference.
    budget
        What the model is trained to fill; the target's own by default.
    language
        Overrides the articles' own.
    step
        Called once an article.
    engine
        Analyses the articles; None is this process. The model is the same.
    say
        Called with a line for each article that could not be analysed; it is left out.

    Raises
    ------
    UsageError
        For a language that does not exist.
    InputError
        With fewer than 50 articles to learn from.
    """
    import numpy as np

    settings = settings or settings_for(target)
    wanted = TARGETS[target]
    if budget is None:
        budget = TARGETS["lede"].budget if target == "headline" else wanted.budget
    drawn = _Drawn(MOST, settings.seed)
    making = _Making(wanted.reference, budget, language)

    def wanted_ones() -> Iterator[_Placed]:
        for place, article in enumerate(articles):
            if drawn.wants(place):
                yield _Placed(place, article)
            else:
                step()

    for (place, article), made, failure in (engine or Local()).map(making, wanted_ones()):
        step()
        if failure:
            say(f"{article.source or article.id}: {failure}")
        # Words are shared by the examples, which those of another process are not.
        stems = tuple(map(sys.intern, made.stems)) if made else ()
        drawn.add(place, replace(made, stems=stems) if made else None)
    examples, left_out = drawn.examples(), drawn.left_out()
    hasher = hashlib.sha256("".join(e.digest for e in examples).encode())
    if len(examples) < ENOUGH:
        raise InputError(
            f"{len(examples)} articles with a {wanted.reference} are too few to learn from:"
            f" at least {ENOUGH}"
        )
    about: dict[str, Any] = {
        "budget": {name: bound for name, bound in asdict(budget).items() if bound is not None},
        "reference": wanted.reference,
        "fingerprint": hasher.hexdigest()[:16],
        "articles": len(examples),
        "folds": FOLDS,
        "settings": asdict(settings),
    }
    rewards: dict[str, Floats] = {}
    words: dict[str, float] = {}
    base = shipped("lede" if target == "headline" else target)
    rows = [chosen_by(base, one) for one in examples]
    rewards["shipped"] = np.concatenate(
        [
            e.overlap.scores(np.ones((1, len(row))), row)
            for e, row in zip(examples, rows, strict=True)
        ]
    )
    words["shipped"] = float(
        np.mean([e.plain.words[row].sum() for e, row in zip(examples, rows, strict=True)])
    )
    model, outcomes = learn(examples, target, about, settings)
    for name, outcome in outcomes.items():
        rewards[name] = outcome.ours
        words[name] = float(outcome.words.mean())
    rewards = {"lead": outcomes["plain"].lead, **rewards}
    words["lead"] = float(outcomes["plain"].lead_words.mean())
    values = np.stack([np.hstack([v, v.mean(axis=1, keepdims=True)]).T for v in rewards.values()])
    comparison = compare(values, list(rewards), METRICS, baseline="lead")
    found = [comparison.difference(name, "mean") for name in outcomes]
    better = all(d is not None and d.interval.low > 0 for d in found)
    about["metrics"] = {
        mean.system: {
            metric: round(other.mean, 5)
            for metric in METRICS[:2]
            if (other := comparison.mean(mean.system, metric)) is not None
        }
        for mean in comparison.means
        if mean.metric == METRICS[0]
    }
    about["signature"] = (
        "ROUGE-1 and ROUGE-2 F1 without bigrams across sentences, Porter in English"
    )
    model = Model(
        model.target, model.variants, model.background, model.unseen, about, model.digests
    )
    return Trained(model, comparison, words, len(examples), left_out, better)


class _Placed(NamedTuple):
    """An article and its place in the archive."""

    place: int
    article: Article


class _Drawn:
    """The examples whose seeded hash of their place is smallest, at most so many.

    What is kept, and what counts as left out, does not depend on how far ahead of `add`
    the archive is read.
    """

    def __init__(self, most: int, seed: int) -> None:
        self._most = most
        self._seed = seed
        self._kept: dict[int, Example] = {}
        self._heap: list[tuple[int, int]] = []
        self._unfit: list[int] = []

    def _key(self, place: int) -> int:
        return int(hashlib.sha256(f"{self._seed}:{place}".encode()).hexdigest()[:15], 16)

    def wants(self, place: int) -> bool:
        """Whether the article at this place would be kept."""
        return len(self._kept) < self._most or self._key(place) < -self._heap[0][0]

    def add(self, place: int, made: Example | None) -> None:
        """Keep an example, for the one of the largest hash if there are enough."""
        if made is None:
            self._unfit.append(place)
        elif self.wants(place):
            self._kept[place] = made
            heapq.heappush(self._heap, (-self._key(place), place))
            if len(self._kept) > self._most:
                del self._kept[heapq.heappop(self._heap)[1]]

    def examples(self) -> list[Example]:
        """Return what is kept, in the order of the archive."""
        return [self._kept[place] for place in sorted(self._kept)]

    def left_out(self) -> int:
        """Return how many of those that are wanted in the end gave no example."""
        return sum(self.wants(place) for place in self._unfit)


@dataclass(frozen=True)
class _Making:
    """Examples of articles, as work for any engine; None for an article that has none."""

    batch: ClassVar[int] = 1

    reference: str
    budget: Budget
    language: str | None

    def start(self) -> Callable[[Sequence[_Placed]], list[Example | None]]:
        return lambda placed: [self.example(each.article) for each in placed]

    def example(self, article: Article) -> Example | None:
        document = analyse(article, self.language)
        found = references(document, [self.reference]) if document.sentences else ()
        if not found:
            return None
        return example(document, found[0], self.budget, "", headline=self.reference != "headline")
