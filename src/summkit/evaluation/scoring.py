"""Scoring texts made elsewhere: candidates and references in, means with intervals out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

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
from summkit.evaluation.text_fields import checked_mapping
from summkit.evaluation.texts import Text, measured
from summkit.jobs import Engine, Step, Unguarded, engine_of, no_step
from summkit.metrics.base import Metric
from summkit.metrics.registry import metric_of
from summkit.naming import helpful
from summkit.reading import ReadOptions
from summkit.schema import MOST_RESAMPLES

if TYPE_CHECKING:
    pass

RESAMPLES, SEED = 10_000, 12345
"""As of `summkit.evaluation.resampling`, which imports numpy."""


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
        A list of texts; a mapping of ids to texts; records, or a table of pandas or polars; or
        a file (plain lines, JSON lines, JSON, CSV, TSV, Parquet; "-" is standard input), or a
        folder with a text a file. A text is a string or a list of sentences; a line break in a
        string ends a sentence; a Summary is its text. An empty text counts as a value of 0,
        and so do None and NaN, of which there is a warning, and "nan" or "None" in a file.
    references
        The same, each a text or a list of texts. A list of files adds their references up.
        None where every metric can do without.
    articles
        A corpus, or Articles, with the articles that the texts are about, by id: metrics such
        as support and readability need it. The language of an article then decides for its text.
    metrics
        Names, with parameters as in "rouge:types=1,2", or metrics.
    language
        BCP 47 code that decides stemming and profile; by default it is recognised.
    mapping
        Where records keep what: "candidate", "reference" and "id" -> the field's name;
        references may be in several fields: ``{"reference": ["first", "second"]}``.
    resamples, seed
        Of the bootstrap intervals.
    engine
        What measures the texts, see `make_engine`; the values are the same. A text that fails
        there costs itself alone, see `Score.failures`. None is this process, where what a
        metric raises ends the call with an InputError that names metric and text.
    step
        Called as texts are measured, with how many more and the share of all, for progress.
    phase
        Called with what is done after that, in words.

    Returns
    -------
    Score

    Raises
    ------
    UsageError
        If no id matches, if there are other numbers of texts without ids, or where neither
        references nor articles are given. What matches in part is scored, and
        `Score.matching` says what does not.
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
    texts = texts_of(candidates, "candidates", columns_named, options)
    gold = (
        texts_of(references, "references", columns_named, options)
        if references is not None
        else None
    )
    documents = documents_of(articles, language, options) if articles is not None else None
    if gold is not None:
        texts, gold = by_label(texts, gold)
    elif texts.labels and documents is not None:
        texts = _under_articles(texts, tuple(documents), labels_of(articles))
    pairs, matching = paired_texts(texts, gold, documents)
    empty = gold is not None and not any(any(gold.by_id[key]) for key, _ in pairs)
    code, how = language_of(language, texts, gold, documents)
    notes = [*texts.notes, *(gold.notes if gold else ()), *matching.note()]
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
            f"language, each is scored as its own: {', '.join(sorted(set(others.values())))}"
        )
    elif documents is None:
        measures = [metric.for_language(code) for metric in measures]
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
    """Return texts with an index under the ids of articles; an id may be of several rows."""
    return under_ids(texts, ids, rows if rows and len(rows.names) == len(ids) else None)
