"""What is read off the letters of an article, and what is known of each of its terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.ranking.cues import cues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TERMS = (
    "often",
    "repeated",
    "spread",
    "near",
    "first",
    "in_first",
    "in_second",
    "in_third",
    "in_lead",
    "capitals",
    "capitals_often",
    "digits",
    "letters",
    "in_headline",
    "often_near",
    "often_first",
    "late",
    "article",
    "background",
    "unknown",
    "background_often",
)
"""What is known of a term; the last three come from a model's background frequencies."""

_QUOTE = re.compile('["“”„«»「」『』‹›]')
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_END = frozenset(".!?…。！？؟।۔።\"”»'’」』)")


def terms_of(
    document: Document,
    counts: Floats,
    held: Floats,
    named: dict[str, int],
    places: dict[str, int],
    wanted: Floats,
) -> Floats:
    """Return what is known of each term of the article, one row a term."""
    import numpy as np

    size, width = held.shape
    total, spread = counts.sum(axis=0), held.sum(axis=0)
    first = held.argmax(axis=0).astype(np.float64)
    capitals = np.zeros(width)
    stems = document.language.stem([name.lower() for name in named])
    for stem, number in zip(stems, named.values(), strict=True):
        if stem in places:
            capitals[places[stem]] += number
    capitals = np.minimum(capitals / np.maximum(total, 1.0), 1.0)
    listed = document.vocabulary[:width]
    often = np.log(np.maximum(total, 1.0))
    near = 1.0 / (1.0 + first)
    out = np.zeros((width, len(TERMS)))
    values = (
        often,
        total > 1,
        spread / size,
        near,
        np.log1p(first),
        held[0],
        held[min(1, size - 1)],
        held[min(2, size - 1)],
        held[:3].sum(axis=0) / 3.0,
        capitals,
        capitals * often,
        [not stem.isalpha() and any(map(str.isdigit, stem)) for stem in listed],
        np.minimum([len(stem) for stem in listed], 12.0) if width else 0.0,
        wanted > 0,
        often * near,
        held[0] * often,
        held[size // 2 :].sum(axis=0) > 0,
        np.log1p(total.sum()) * np.ones(width),
    )
    for column, value in enumerate(values):
        out[:, column] = value
    return out


def surface_of(document: Document, size: int) -> tuple[Floats, dict[str, int]]:
    """Return what is read off the letters of each sentence, and how often each name stands."""
    import numpy as np

    language = document.language
    dangling, person, speech = cues(language.code)
    stop_words = language.stop_words
    count, spaced = language.count_words, language.spaced
    named: dict[str, int] = {}
    rows: list[list[float]] = []
    mentions: list[list[str]] = []
    for sentence, words in zip(document.sentences[:size], document.words[:size], strict=True):
        text = sentence.text
        parts = text.split()
        length = len(parts) if spaced else count(text)
        lower = text.lower()
        low = "\n".join(words).lower().split("\n")
        names = [] if lower == text else [w for w in words[1:] if w[0].isupper()]
        mentions.append(names)
        for name in names:
            named[name] = named.get(name, 0) + 1
        per = max(length, 1)
        quotes = _QUOTE.findall(text)
        first = low[0]
        last = text[-1]
        rows.append(
            [
                float(length),
                min(len(text) / per, 12.0),
                min(len(_NUMBER.findall(text)), 4) / 2.0,
                min(len(names) / per, 1.0),
                0.0,
                float(len(text) > 3 and text.isupper()),
                min(len(quotes), 4) / 2.0,
                float(bool(quotes) and text[0] == quotes[0]),
                float(last in "?？؟"),
                float(last in "!！"),
                float(last not in _END),
                float(last == ":"),
                min((text.count(",") + text.count("，")) / 3.0, 2.0),
                float("(" in text),
                float(first in dangling),
                float(first in stop_words),
                0.0 if speech.isdisjoint(low) else min(sum(map(speech.__contains__, low)), 2) / 2.0,
                0.0 if person.isdisjoint(low) else min(sum(map(person.__contains__, low)), 3) / 3.0,
                float(len(" ".join(parts))),
            ]
        )
    for row, names in zip(rows, mentions, strict=True):
        row[4] = min(sum(named[name] > 2 for name in names), 4) / 2.0
    return np.array(rows, dtype=np.float64), named
