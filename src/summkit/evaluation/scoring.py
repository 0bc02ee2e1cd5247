"""Scoring texts made elsewhere: candidates and references in, means with intervals out."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from summkit.arguments import listed, whole
from summkit.article import Article
from summkit.document import Document, analyse
from summkit.errors import ArgumentTypeError, InputError, UsageError
from summkit.evaluation.labels import by_label, labels_of, under_ids
from summkit.evaluation.matching import Labels, Matching, Texts, match, shortened
from summkit.evaluation.outputs import texts_of
from summkit.evaluation.score import ColumnScore, Score
from summkit.evaluation.text_fields import checked_mapping
from summkit.evaluation.texts import Text, measured
from summkit.jobs import Engine, Step, Unguarded, engine_of, no_step
from summkit.language import asked_language, recognise
from summkit.metrics.base import Candidate, Item, Metric
from summkit.metrics.column import columns_of
from summkit.metrics.registry import metric_of
from summkit.metrics.rouge import DROPPED, Rouge
from summkit.metrics.tokens import dropped_share, profile_for
from summkit.naming import helpful
from summkit.reading import Failure, ReadOptions, Unread, pending
from summkit.reading.given import articles_of, read_given
from summkit.schema import MOST_RESAMPLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")

RESAMPLES, SEED = 10_000, 12345
"""As of `summkit.evaluation.resampling`, which imports numpy."""

_SAMPLE = 200
"""The language is recognised from so many texts."""

_EMPTY = "`references` hold no text: each is empty"
_ARTICLES = "a corpus, or a list of articles"

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
    documents = _documents(articles, language, options) if articles is not None else None
    if gold is not None:
        texts, gold = by_label(texts, gold)
    elif texts.labels and documents is not None:
        texts = _under_articles(texts, tuple(documents), labels_of(articles))
    pairs, matching = _matched(texts, gold, documents)
    empty = gold is not None and not any(any(gold.by_id[key]) for key, _ in pairs)
    code, how = _language(language, texts, gold, documents)
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
    others = _others(pairs, texts, gold) if documents is None and how != "given" else {}
    if others:
        notes.append(
            f"{len(others)} of {len(pairs)} texts {'is' if len(others) == 1 else 'are'} in another "
            f"language, each is scored as its own: {', '.join(sorted(set(others.values())))}"
        )
    elif documents is None:
        measures = [metric.for_language(code) for metric in measures]
    notes += _cleaned(measures, code, [texts, *([gold] if gold else [])])
    items = _items(pairs, texts, gold, documents)
    named = (
        Text(key, item, others.get(key, code) if others else "")
        for (key, _), item in zip(pairs, items, strict=True)
    )
    values, findings, failures = measured(named, measures, len(pairs), engine or Unguarded(), step)
    for metric, each in zip(measures, findings, strict=True):
        notes += metric.notes(each)
    blank = [not any(texts.by_id[own][0]) for _, own in pairs]
    given = {"references": gold is not None, "articles": documents is not None}
    columns, missing = _columns(measures, values, blank, resamples, seed, phase)
    if not columns:
        why = _nothing(measures, failures, empty, given)
        raise UsageError(f"nothing could be measured: {why}")
    if empty and missing:
        notes.append(f"{_EMPTY}: {', '.join(missing)} cannot be measured")
    else:
        notes += [_lacks([name], [what], given) for name, what in missing.items()]
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


def _documents(
    articles: Any, language: str | None, options: ReadOptions | None
) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    options = options or ReadOptions()
    items: Generator[Any, None, None]
    if isinstance(articles, str | os.PathLike):
        items = pending(os.fspath(articles), options)
    else:
        several = articles_of(articles, "articles", _ARTICLES)
        items = read_given(several, "articles", _ARTICLES, options)
    try:
        for item in items:
            article = item.read() if isinstance(item, Unread) else item
            if isinstance(article, Failure):
                raise InputError(article.reason, article.where)
            documents.setdefault(article.id, analyse(article, language))
    finally:
        items.close()  # an error that somebody keeps would keep the file open
    return documents


def _matched(
    texts: Texts, gold: Texts | None, documents: Mapping[str, Document] | None
) -> tuple[list[tuple[str, str]], Matching]:
    """Return (id, id among the candidates) of what is scored, and what does not match."""
    if gold is not None:
        matching = match(texts, tuple(gold.by_id), numbered=gold.numbered)
        if documents is not None:
            match(gold, tuple(documents), numbered=False, among="articles")
    else:
        matching = match(texts, tuple(documents or ()), numbered=False, among="articles")
    in_order = list(texts.by_id) if texts.numbered else matching.matched
    pairs = list(zip(matching.matched, in_order, strict=True))
    lacking = tuple(key for key, own in pairs if own in texts.absent)
    if lacking:
        pairs = [pair for pair in pairs if pair[1] not in texts.absent]
        kept = tuple(key for key, _ in pairs)
        matching = replace(matching, matched=kept, missing=(*matching.missing, *lacking))
    return pairs, matching


def _under_articles(texts: Texts, ids: tuple[str, ...], rows: Labels | None) -> Texts:
    """Return texts with an index under the ids of articles; an id may be of several rows."""
    return under_ids(texts, ids, rows if rows and len(rows.names) == len(ids) else None)


def _language(
    given: str | None,
    texts: Texts,
    gold: Texts | None,
    documents: Mapping[str, Document] | None,
) -> tuple[str, str]:
    """Return a code, and whether it was "given", "recognised" or "assumed"."""
    if given is not None:
        return asked_language(given).code, "given"
    if documents:
        return next(iter(documents.values())).language.code, "recognised"
    sides = [gold, texts] if gold else [texts]
    sample = [
        " ".join(reference)
        for side in sides
        for several in islice(side.by_id.values(), _SAMPLE)
        for reference in several
    ]
    code, certain = recognise(". ".join(sample))
    return code, "recognised" if certain else "assumed"


def _others(pairs: Sequence[tuple[str, str]], texts: Texts, gold: Texts | None) -> dict[str, str]:
    """Return the language of each text whose letters the profile of English would drop."""
    others = {}
    for key, own in pairs:
        sides = [*(gold.by_id[key] if gold else ()), *texts.by_id[own]]
        text = " ".join(" ".join(side) for side in sides)
        if not text.isascii() and dropped_share(text) > DROPPED:
            code, certain = recognise(text)
            if certain and profile_for(code) != "ascii":
                others[key] = code
    return others if len(set(others.values())) > 1 or len(others) < len(pairs) else {}


def _cleaned(metrics: Sequence[Metric], code: str, sides: Sequence[Texts]) -> list[str]:
    """Say where ROUGE in the ASCII profile is not that of rouge-score, which cleans no text."""
    profiles = {metric.profile for metric in metrics if isinstance(metric, Rouge)}
    places = list(dict.fromkeys(place for side in sides for place in side.altered))
    if profile_for(code) == "ascii" and "auto" in profiles:
        profiles.add("ascii")
    if not places or "ascii" not in profiles:
        return []
    hold = "text holds" if len(places) == 1 else "texts hold"
    return [
        f"rouge: {len(places):,} {hold} ligatures, invisible characters or accents apart from "
        "their letters, which are cleaned as in articles; rouge-score, which cleans nothing, "
        f"counts other words there: {shortened(places)}"
    ]


def _items(
    pairs: Sequence[tuple[str, str]],
    texts: Texts,
    gold: Texts | None,
    documents: Mapping[str, Document] | None,
) -> Iterator[Item]:
    for key, own in pairs:
        document = documents.get(key) if documents else None
        parts = texts.by_id[own][0]
        joiner = document.language.joiner if document else " "
        references = gold.by_id[key] if gold else ()
        # An empty reference says nothing; where all are empty the text has none.
        yield Item(Candidate(joiner.join(parts), parts), tuple(filter(None, references)), document)


def _columns(
    metrics: Sequence[Metric],
    values: NDArray[np.float64],
    blank: Sequence[bool],
    resamples: int,
    seed: int,
    phase: Callable[[str], None],
) -> tuple[dict[str, ColumnScore], dict[str, str]]:
    """Return the columns, and of those without any value what they lack.

    The 0 that an empty text (`blank`) counts as is no value where no other text has one.
    """
    import numpy as np

    from summkit.evaluation.resampling import bootstrap_means, percentile_intervals

    resampled = bootstrap_means(
        values.T,
        resamples=resamples,
        seed=seed,
        done=lambda share: phase(f"resampling {len(values):,} texts: {share:.0%}"),
    )
    intervals = percentile_intervals(resampled).tolist()
    columns: dict[str, ColumnScore] = {}
    missing: dict[str, str] = {}
    place = 0
    for metric in metrics:
        for column in columns_of(metric):
            own = values[:, place]
            known = ~np.isnan(own)
            low, high = intervals[place]
            place += 1
            measurable = known if all(blank) else known & ~np.array(blank)
            if not measurable.any():
                missing[column.name] = "references" if column.needs_reference else "articles"
                continue
            signature = metric.signature(column.name).extended(bs=resamples, seed=seed)
            columns[column.name] = ColumnScore(
                column, float(own[known].mean()), low, high, int(known.sum()), own, str(signature)
            )
    return columns, missing


def _nothing(
    metrics: Sequence[Metric], failures: Sequence[str], empty: bool, given: Mapping[str, bool]
) -> str:
    """Say why there is no value at all."""
    if failures:
        count = len(failures)
        return failures[0] if count == 1 else f"{count} texts failed, the first: {failures[0]}"
    needs = [any(column.needs_reference for column in columns_of(metric)) for metric in metrics]
    if empty and all(needs):
        return _EMPTY
    what = ["references"] * any(needs) + ["articles"] * (not all(needs))
    return _lacks([metric.name for metric in metrics], what, given)


def _lacks(names: Sequence[str], needed: Sequence[str], given: Mapping[str, bool]) -> str:
    """Say what metrics have no value without; where all of it is there, that they have none."""
    lacking = [what for what in needed if not given[what]]
    if not lacking:
        return f"{', '.join(names)} has no value for any text"
    return f"{', '.join(names)} cannot be measured without `{'` and `'.join(lacking)}`"
