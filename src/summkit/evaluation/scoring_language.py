"""The language of scored texts, and notes on it for the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from summkit.document import Document
from summkit.evaluation.matching import Texts, shortened
from summkit.language import asked_language, recognise
from summkit.metrics.base import Metric
from summkit.metrics.rouge import DROPPED, Rouge
from summkit.metrics.tokens import dropped_share, profile_for

_SAMPLE = 200
"""Number of texts from which the language is recognised."""


def language_of(
    given: str | None,
    texts: Texts,
    gold: Texts | None,
    documents: Mapping[str, Document] | None,
) -> tuple[str, str]:
    """Return a language code, and its source: "given", "recognised" or "assumed"."""
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


def other_languages(
    pairs: Sequence[tuple[str, str]], texts: Texts, gold: Texts | None
) -> dict[str, str]:
    """Return the language of each text whose letters the ASCII profile would delete."""
    others = {}
    for key, own in pairs:
        sides = [*(gold.by_id[key] if gold else ()), *texts.by_id[own]]
        text = " ".join(" ".join(side) for side in sides)
        if not text.isascii() and dropped_share(text) > DROPPED:
            code, certain = recognise(text)
            if certain and profile_for(code) != "ascii":
                others[key] = code
    return others if len(set(others.values())) > 1 or len(others) < len(pairs) else {}


def cleaning_notes(metrics: Sequence[Metric], code: str, sides: Sequence[Texts]) -> list[str]:
    """Return a note if ROUGE differs from rouge-score, which does not clean texts."""
    profiles = {metric.profile for metric in metrics if isinstance(metric, Rouge)}
    places = list(dict.fromkeys(place for side in sides for place in side.altered))
    if profile_for(code) == "ascii" and "auto" in profiles:
        profiles.add("ascii")
    if not places or "ascii" not in profiles:
        return []
    contain = "text contains" if len(places) == 1 else "texts contain"
    return [
        f"rouge: {len(places):,} {contain} ligatures, invisible characters or accents apart from "
        "their letters, which are cleaned as in articles; rouge-score, which cleans nothing, "
        f"counts other words there: {shortened(places)}"
    ]
