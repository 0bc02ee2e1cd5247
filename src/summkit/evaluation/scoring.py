"""Scoring of texts from other systems: means with intervals from candidates and references."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from summkit.arguments import listed, whole
from summkit.article import Article
from summkit.errors import ArgumentTypeError, UsageError
from summkit.evaluation.column_scores import NO_REFERENCE, column_scores, lacks, why_no_scores
from summkit.evaluation.labels import by_label, labels_of, under_ids
from summkit.evaluation.matching import Labels, Texts, shortened
from summkit.evaluation.outputs import texts_of
from summkit.evaluation.pairing import documents_of, items_of, paired_texts
from summkit.evaluation.score import Score
from summkit.evaluation.scoring_language import cleaning_notes, language_of, other_languages
from summkit.evaluation.suspicious import notes_on_texts
from summkit.evaluation.text_fields import checked_mapping
from summkit.evaluation.texts import Text, measured
from summkit.jobs import Engine, Step, Unguarded, engine_of, no_step
from summkit.metrics.base import Metric
from summkit.metrics.column import refuse_shared_columns
from summkit.metrics.registry import metric_of
from summkit.naming import helpful
from summkit.reading import ReadOptions
from summkit.schema import MOST_RESAMPLES

RESAMPLES, SEED = 10_000, 12345
"""The same values as in `summkit.evaluation.resampling`, which would import numpy."""

TextSource = str | os.PathLike[str] | Mapping[str, Any] | Iterable[Any]
"""A file, a mapping of ids to texts, or a list of texts in order."""


@helpful
def score(
    candidates: TextSource,
    references: TextSource | None = None,
    *,
    articles: str | os.PathLike[str] | Iterable[Article] | None = None,
    metrics: Sequence[str | Metric | type[Metric]] = ("rouge",),
    language: str | None = None,
    mapping: Mapping[str, str | Sequence[str]] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    engine: Engine | None = None,
    step: Step = no_step,
    phase: Callable[[str], None] = lambda what: None,
    options: ReadOptions | None = None,
) -> Score:
    """Score texts against references, articles or both.

    Parameters
    ----------
    candidates
        A list of texts; a mapping of ids to texts; records, or a table of pandas or polars; a
        file (plain lines, JSON lines, JSON, CSV, TSV, Parquet; "-" is standard input); or a
        folder with one text per file. A text is a string or a list of sentences. A line feed in a
        string ends a sentence. A Summary is its text. An empty text counts as a value of 0. So do
        None and NaN, with a warning, and "nan" or "None" in a file.
    references
        The same forms; each item is a text or a list of texts. The references of a list of files
        are combined. None if no metric needs references.
    articles
        A corpus, or Articles: the articles of the texts, by id. Metrics such as support and
        readability need them. The language of a text is then the language of its article.
    metrics
        Metrics, or their names, with parameters as in "rouge:types=1,2".
    language
        BCP 47 code of the language, which determines stemming and profile. By default the
        language is recognised.
    mapping
        The field names of the records: "candidate", "reference" and "id" -> the name of the
        field. References may be in several fields: ``{"reference": ["first", "second"]}``.
    resamples, seed
        Number of resamples of the bootstrap intervals, and their seed.
    engine
        The engine that measures the texts, see `make_engine`. The values are the same on any
        engine. If a text fails there, only this text has no values, see `Score.failures`. None
        measures in this process, where an exception of a metric ends the call with an InputError
        that contains metric and text.
    step
        Called when texts are measured, with their number and the finished share, for progress.
    phase
        Called with a description of the work after measuring.

    options
        Options of reading files.

    Returns
    -------
    Score

    Raises
    ------
    UsageError
        If no id matches, if texts without ids are more or fewer than the references, or if neither
        references nor articles are given. A partial match is scored; `Score.matching` lists the
        mismatches.
    InputError
        If a file cannot be read.

    Examples
    --------
    >>> import summkit as sk
    >>> result = sk.score(["A fire broke out."], ["A fire broke out on Monday."])
    >>> round(result.rouge1.mean, 3), result.rouge1.n
    (0.8, 1)
    """
    if references is None and articles is None:
        raise UsageError("`references` or `articles` are needed: there is nothing to score against")
    takes_metrics = "a list of metrics, such as ['rouge:types=1,L']"
    wanted = listed("metrics", metrics, takes_metrics, one=Metric)
    if not wanted:
        raise UsageError("`metrics` is empty: there is nothing to measure")
    whole("resamples", resamples, 1, MOST_RESAMPLES)
    whole("seed", seed, 0)
    if not isinstance(options, ReadOptions | None):
        raise ArgumentTypeError("options", options, "ReadOptions")
    columns_named = None if mapping is None else checked_mapping(mapping)
    engine = None if engine is None else engine_of(engine, 1)
    measures = [metric_of(metric) for metric in wanted]
    refuse_shared_columns(measures)
    texts = texts_of(candidates, "candidates", columns_named, options)
    gold = (
        texts_of(references, "references", columns_named, options)
        if references is not None
        else None
    )
    documents, repeated = None, list[str]()
    if articles is not None:
        documents, repeated = documents_of(articles, language, options)
    if gold is not None:
        texts, gold = by_label(texts, gold)
    elif texts.labels and documents is not None:
        texts = _under_articles(texts, tuple(documents), labels_of(articles))
    pairs, matching = paired_texts(texts, gold, documents)
    empty = gold is not None and not any(any(gold.by_id[key]) for key, _ in pairs)
    code, how = language_of(language, texts, gold, documents)
    notes = [*texts.notes, *(gold.notes if gold else ()), *matching.note()]
    if repeated:
        many = "1 id belongs" if len(repeated) == 1 else f"{len(repeated):,} ids belong"
        notes.append(
            f"{many} to several articles, of which the first counts: {shortened(repeated)}"
        )
    bare = [key for key, _ in pairs if not any(gold.by_id[key])] if gold else []
    if 0 < len(bare) < len(pairs):
        have = "has" if len(bare) == 1 else "have"
        notes.append(
            f"{len(bare)} of {len(pairs)} texts {have} no reference, and no value that needs one: "
            f"{shortened(bare)}"
        )
    if how == "assumed":
        notes.append(
            f"the language is not certain: scored as {code}; set `language` if it is another"
        )
    others = other_languages(pairs, texts, gold) if documents is None and how != "given" else {}
    if others:
        notes.append(
            f"{len(others)} of {len(pairs)} texts {'is' if len(others) == 1 else 'are'} in another "
            "language, each is scored in its own language: "
            f"{', '.join(sorted(set(others.values())))}"
        )
    elif documents is None:
        measures = [metric.for_language(code) for metric in measures]
    notes += notes_on_texts(
        (key, texts.by_id[own][0], gold.by_id[key] if gold else ()) for key, own in pairs
    )
    notes += cleaning_notes(measures, code, [texts, *([gold] if gold else [])])
    items = items_of(pairs, texts, gold, documents)
    named = (
        Text(key, item, others.get(key, code) if others else "")
        for (key, _), item in zip(pairs, items, strict=True)
    )
    values, findings, failures = measured(named, measures, len(pairs), engine or Unguarded(), step)
    for metric, each in zip(measures, findings, strict=True):
        notes += metric.notes(each)
    blank = [not any(texts.by_id[own][0]) for _, own in pairs]
    given = {"references": gold is not None, "articles": documents is not None}
    columns, missing = column_scores(measures, values, blank, resamples, seed, phase)
    if not columns:
        why = why_no_scores(measures, failures, empty, given)
        raise UsageError(f"nothing could be measured: {why}")
    if empty and missing:
        notes.append(f"{NO_REFERENCE}: {', '.join(missing)} cannot be measured")
    else:
        notes += [lacks([name], [what], given) for name, what in missing.items()]
    return Score(
        columns=columns,
        ids=tuple(key for key, _ in pairs),
        matching=matching,
        empty=tuple(key for key, own in pairs if not any(texts.by_id[own][0])),
        language=code,
        how=how,
        notes=tuple(notes),
        failures=tuple(failures),
        source=texts.source,
    )


def _under_articles(texts: Texts, ids: tuple[str, ...], rows: Labels | None) -> Texts:
    """Return texts with the ids of the articles; without row labels if several rows have one id."""
    return under_ids(texts, ids, rows if rows and len(rows.names) == len(ids) else None)
