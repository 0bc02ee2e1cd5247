"""`train`: fits a model to an archive and returns it with its cross-validated quality."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from summkit.arguments import path, whole
from summkit.article import Article
from summkit.budget import budget_of
from summkit.errors import ArgumentTypeError, warn
from summkit.files import write_atomically
from summkit.jobs import Engine, engine_of
from summkit.naming import helpful
from summkit.overwriting import protect
from summkit.reading import Failure, Mapped, ReadOptions, read, with_mapping
from summkit.reading.objects import articles_of, read_objects
from summkit.targets import check_target
from summkit.training.matrix import settings_for
from summkit.training.train import train as fit
from summkit.training.trained import Trained

_CORPUS = "a file, a folder, or a list of articles"


@helpful
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
    mapping: Mapped | None = None,
    seed: int = 1,
    workers: int = 1,
    engine: Engine | None = None,
    options: ReadOptions | None = None,
) -> Trained:
    """Fit newsrank to the deks or summaries in an archive, or the shortener to its headlines.

    Parameters
    ----------
    corpus
        A file or folder, or articles, with the texts that editors wrote.
    target
        "lede", "dek", "summary", "headline", "push" or "social".
    output
        The file to which the model is written, if it is better than the lead. Use it with
        ``NewsRank(model=...)`` and ``summkit summarise --model``.
    sentences, words, characters, ratio
        The budget for which the model is trained; by default the budget of the target.
    language
        BCP 47 code such as "en" for all articles; by default each article's own.
    mapping
        The field names of the records in the corpus; see `read`.
    seed
        Seed of the folds and of the drawn articles; the same seed gives the same bytes.
    workers, engine
        Number of processes; or an engine from `summkit.jobs.make_engine`. The model is the same.
    options
        All options of reading. `mapping` adds to them.

    Returns
    -------
    Trained
        The model and its cross-validated quality. If `better` is true, the file was written.

    Raises
    ------
    UsageError
        If target, budget or language are not valid.
    InputError
        If there are fewer than 50 articles to learn from.

    Warns
    -----
    UserWarning
        For each article that cannot be read or analysed. It is left out.

    Examples
    --------
    ``summkit.train("archive.jsonl", "dek", output="dek.model")`` trains on an archive with deks.
    If the model is better than the lead, the file can be used:
    ``summkit.summarise("article.txt", "dek", method=summkit.NewsRank(model="dek.model"))``.
    """
    check_target(target)
    whole("seed", seed, 0)
    if not isinstance(options, ReadOptions | None):
        raise ArgumentTypeError("options", options, "ReadOptions")
    options = with_mapping(options or ReadOptions(), mapping)
    file = None if output is None else path("output", output)
    if file is not None and isinstance(corpus, str | os.PathLike):
        ignored = protect({"`output`": str(file)}, [os.fspath(corpus)])
        options = replace(options, ignored=(*options.ignored, *ignored))
    result = fit(
        _articles(corpus, options),
        target,
        budget=budget_of(sentences=sentences, words=words, characters=characters, ratio=ratio),
        language=language,
        settings=settings_for(target, seed),
        engine=engine_of(engine, workers),
        say=warn,
    )
    if file is not None and result.better:
        write_atomically(file, [result.model.to_json()])
    return result


def _articles(corpus: Any, options: ReadOptions) -> Iterator[Article]:
    for item in _items(corpus, options):
        if isinstance(item, Failure):
            warn(str(item))
        else:
            yield item


def _items(corpus: Any, options: ReadOptions) -> Iterable[Any]:
    if isinstance(corpus, str | os.PathLike):
        return read(corpus, options=options, on_error="yield")
    return read_objects(articles_of(corpus, "corpus", _CORPUS), "corpus", _CORPUS, options)
