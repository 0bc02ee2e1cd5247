"""Training of a model on an archive, compared with the lead and the shipped model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.document import analyse
from summkit.errors import InputError
from summkit.evaluation.evaluate import references
from summkit.jobs import Engine, Step, no_step
from summkit.newsrank.model import shipped
from summkit.targets import TARGETS
from summkit.training.drawing import Unfit, sample
from summkit.training.examples import Example, example, lead_cut
from summkit.training.headline import train_shortener
from summkit.training.learn import FOLDS, chosen_by, learn
from summkit.training.matrix import FitSettings, settings_for
from summkit.training.trained import (
    ENOUGH,
    Trained,
    compared,
    fingerprint,
    is_better,
    metrics,
    remarks_on,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def train(
    articles: Iterable[Article],
    target: str,
    *,
    budget: Budget | None = None,
    language: str | None = None,
    settings: FitSettings | None = None,
    step: Step = no_step,
    engine: Engine | None = None,
    say: Callable[[str], None] = lambda _: None,
    phase: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Fit the ranker, or for headlines the shortener, to the texts that editors wrote.

    Parameters
    ----------
    articles
        The articles, which are read once. Texts are not stored, and at most `MOST` articles are
        used, so that the memory is bounded for any size of the archive.
    target
        "lede", "dek", "summary", "headline", "push" or "social": the kind of text to write. It
        also determines the reference field.
    budget
        The budget for which the model is trained; by default the budget of the target.
    language
        Overrides the language of the articles.
    step
        Called when articles are finished.
    engine
        The engine that analyses the articles; None uses this process. The model is the same.
    say
        Called with a line for each article that could not be analysed and is left out.
    phase
        Called with a description of the work after all articles were read.

    Raises
    ------
    UsageError
        If the language does not exist; for headlines also if it is not English, or if the budget
        is not a number of characters alone.
    InputError
        If there are fewer than 50 articles to learn from.
    """
    import numpy as np

    settings = settings or settings_for(target)
    wanted = TARGETS[target]
    budget = budget or wanted.budget
    if wanted.headline:
        return train_shortener(
            articles,
            budget,
            language,
            settings.seed,
            step=step,
            engine=engine,
            say=say,
            phase=phase,
        )
    examples, left_out = sample(
        articles,
        _MakeExample(wanted.reference, budget, language),
        settings.seed,
        step=step,
        engine=engine,
        say=say,
    )
    if len(examples) < ENOUGH:
        raise InputError(
            f"too few articles to learn from: {len(examples)} with a {wanted.reference}, and at "
            f"least {ENOUGH} are needed"
        )
    about: dict[str, Any] = {
        "budget": {name: bound for name, bound in asdict(budget).items() if bound is not None},
        "reference": wanted.reference,
        "fingerprint": fingerprint([e.digest for e in examples]),
        "articles": len(examples),
        "folds": FOLDS,
        "settings": asdict(settings),
    }
    rewards: dict[str, Floats] = {}
    words: dict[str, float] = {}
    base = shipped(target)
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
    model, results = learn(examples, target, about, settings, phase)
    for name, result in results.items():
        rewards[name] = result.ours
        words[name] = float(result.words.mean())
    cuts = [e.lead_cut for e in examples if e.lead_cut is not None]
    if cuts:  # either all examples have a cut or none has, because they have the same budget
        rewards = {"lead-cut": np.array(cuts)[:, :2], **rewards}
        words["lead-cut"] = float(np.mean([count for _, _, count in cuts]))
    rewards = {"lead": results["plain"].lead, **rewards}
    words["lead"] = float(results["plain"].lead_words.mean())
    comparison = compared(rewards, "lead")
    better = is_better(comparison, results)
    about["metrics"] = metrics(comparison)
    about["signature"] = (
        "ROUGE-1 and ROUGE-2 F1 without bigrams across sentences, Porter in English"
    )
    seen = remarks_on(base, [e.digest for e in examples])
    return Trained(
        replace(model, about=about),
        comparison,
        words,
        "words",
        len(examples),
        left_out,
        better,
        {"shipped": seen} if seen else {},
    )


@dataclass(frozen=True)
class _MakeExample:
    """A function from an article to its Example."""

    reference: str
    budget: Budget
    language: str | None

    def __call__(self, article: Article) -> Example | Unfit:
        document = analyse(article, self.language)
        written = references(document, [self.reference]) if document.sentences else ()
        if not written:
            return Unfit(f"without a {self.reference}")
        made = example(document, written[0], self.budget, "")
        if made is None:
            return Unfit("without a sentence that fits the budget")
        return replace(made, lead_cut=lead_cut(document, written[0], self.budget))
