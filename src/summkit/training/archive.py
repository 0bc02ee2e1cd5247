"""Training in one call: an archive in, a model and what is known of it out."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.errors import UsageError
from summkit.files import write_atomically
from summkit.jobs import Engine, make_engine
from summkit.reading import Failure, ReadOptions, read
from summkit.targets import check_target
from summkit.training.matrix import settings_for
from summkit.training.train import train as fit
from summkit.training.trained import Trained


def train(
    corpus: str | os.PathLike[str] | Iterable[Article],
    target: str = "dek",
    *,
    output: str | os.PathLike[str] | None = None,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    ratio: float | None = None,
    language: str | None = None,
    seed: int = 1,
    workers: int = 1,
    engine: Engine | None = None,
    options: ReadOptions | None = None,
) -> Trained:
    """Fit newsrank to the deks or summaries in an archive, or the shortener to its headlines.

    Parameters
    ----------
    corpus
        A file or folder, or articles, with what editors wrote.
    target
        "lede", "dek", "summary", "headline", "push" or "social".
    output
        Where the model is written, if it is better than the lead: ``NewsRank(model=...)`` and
        ``summkit summarise --model`` use it.
    sentences, words, characters, ratio
        The budget that the model is trained to fill; the target's by default.
    seed
        Of the folds; the same seed gives the same bytes.

    Returns
    -------
    Trained
        The model and its cross-validated quality; `better` says whether it was written.

    Raises
    ------
    UsageError
        For a target, budget or language that is not possible.
    InputError
        With fewer than 50 articles to learn from.

    Warns
    -----
    UserWarning
        For each article that cannot be read or analysed; it is left out.
    """
    check_target(target)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise UsageError(f"`seed` takes a whole number of 0 or more, not {seed!r}")
    bounds = {"sentences": sentences, "words": words, "characters": characters, "ratio": ratio}
    given: dict[str, Any] = {name: bound for name, bound in bounds.items() if bound is not None}
    result = fit(
        _articles(corpus, options or ReadOptions()),
        target,
        budget=Budget(**given) if given else None,
        language=language,
        settings=settings_for(target, seed),
        engine=engine or make_engine(workers=workers),
        say=_warn,
    )
    if output is not None and result.better:
        write_atomically(Path(output), [result.model.to_json()])
    return result


def _articles(corpus: Any, options: ReadOptions) -> Iterator[Article]:
    items = corpus
    if isinstance(corpus, str | os.PathLike):
        items = read(corpus, options=options, on_error="yield")
    for item in items:
        if isinstance(item, Failure):
            _warn(str(item))
        else:
            yield item


def _warn(line: str) -> None:
    warnings.warn(line, stacklevel=2)
