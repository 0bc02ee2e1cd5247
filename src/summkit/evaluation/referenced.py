"""Stand-ins for articles that a caller does not have: only their references are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from summkit.article import Article
from summkit.errors import UsageError
from summkit.evaluation.matching import Texts
from summkit.evaluation.outputs import texts_of
from summkit.evaluation.scoring_language import language_of, other_languages
from summkit.metrics.base import Metric
from summkit.metrics.column import columns_of
from summkit.metrics.position import Length
from summkit.metrics.redundancy import Redundancy
from summkit.reading import Failure, ReadOptions

_WITHOUT_ARTICLE = (Length, Redundancy)
"""Metrics without a reference that look only at the candidate."""

_FIELDS = {"references": "reference", "id": "id"}
"""Field of an article in `ReadOptions.mapping` -> field of a text."""


def reference_texts(source: Any, options: ReadOptions) -> Texts:
    """Return the references of texts whose articles are unknown, by id.

    Raises
    ------
    UsageError
        If there is no reference.
    InputError
        If a file cannot be read.
    """
    mapping = {
        name: tuple(_listed(options.mapping[field]))
        for field, name in _FIELDS.items()
        if field in options.mapping
    }
    texts = texts_of(source, "references", mapping, name="references")
    if not any(any(several) for several in texts.by_id.values()):
        raise UsageError("`references` contain no text: each is empty")
    return texts


def _listed(columns: Any) -> Sequence[str]:
    from summkit.reading.options import columns_of as columns_in

    return columns_in(columns) if isinstance(columns, str) else columns


def stand_ins(
    texts: Texts, language: str | None, say: Callable[[str], None]
) -> list[Article | Failure]:
    """Return an Article for each id, with its references; report notes by `say`.

    The body is the first reference, because every Article needs a body. `Measuring` and
    `refuse_metrics` ensure that no value depends on it.
    """
    code, how = language_of(language, texts, None, None)
    for note in texts.notes:
        say(note)
    if how == "assumed":
        say(f"the language is not certain: scored as {code}; set `language` if it is another")
    pairs = [(key, key) for key in texts.by_id]
    others = other_languages(pairs, texts, None) if how != "given" else {}
    return [
        Article(
            " ".join(" ".join(several[0]).split()) if several and several[0] else "-",
            id=key,
            language=others.get(key, code),
            references=tuple(filter(None, several)),
        )
        for key, several in texts.by_id.items()
    ]


def refuse_metrics(metrics: Sequence[Metric]) -> None:
    """Raise UsageError for a metric that compares a text with its article, which is unknown."""
    for metric in metrics:
        bare = any(not column.needs_reference for column in columns_of(metric))
        if bare and not isinstance(metric, _WITHOUT_ARTICLE):
            raise UsageError(
                f"metric {metric.name} needs the articles: give `corpus` instead of `references`"
            )


def refuse_other_ids(texts: Texts, references: Texts) -> None:
    """Raise UsageError if only the texts or only the references have ids."""
    if texts.numbered != references.numbered:
        with_ids, without = (references, texts) if texts.numbered else (texts, references)
        example = next(iter(with_ids.by_id), "")
        raise UsageError(
            f"{with_ids.source} has ids, such as {example!r}, and {without.source} has none: give "
            "both ids, or give both as lists in the same order"
        )


def refuse_together(given: Mapping[str, Any], outputs: Mapping[str, Any]) -> None:
    """Raise UsageError for an argument that needs articles, and for missing `outputs`.

    Parameters
    ----------
    given
        Name of each parameter that cannot be combined with `references` -> its argument.
    """
    for name, value in given.items():
        if value is not None and not (isinstance(value, tuple | list) and not value):
            raise UsageError(
                f"`{name}` and `references` are both given: `references` is for texts without "
                "their articles, so leave one out"
            )
    if not outputs:
        raise UsageError("`references` needs `outputs`: the texts to compare with the references")
