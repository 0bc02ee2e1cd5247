"""What is read off the letters of an article, and what is known of each of its terms."""

from __future__ import annotations

import re
from itertools import chain
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
    texts = [sentence.text for sentence in document.sentences[:size]]
    # All words at once: so short a list for each sentence would cost more to set up than to fill.
    sizes = [len(words) for words in document.words[:size]]
    row = np.repeat(np.arange(size), sizes)
    words = list(chain.from_iterable(document.words[:size]))
    low = "\n".join(words).lower().split("\n") if words else []
    upper = np.array([word[0].isupper() for word in words], np.bool_)
    begins = np.cumsum(sizes) - sizes
    upper[begins[np.array(sizes) > 0]] = False
    names = [words[place] for place in np.flatnonzero(upper)]
    named: dict[str, int] = {}
    for name in names:
        named[name] = named.get(name, 0) + 1
    main = np.array([named[name] > 2 for name in names], np.bool_)
    where = row[upper]
    spoken = np.bincount(row[[word in speech for word in low]], minlength=size)
    persons = np.bincount(row[[word in person for word in low]], minlength=size)
    openers = [low[place] if number else "" for place, number in zip(begins, sizes, strict=True)]
    rows = []
    for text, first in zip(texts, openers, strict=True):
        parts = text.split()
        length = len(parts) if spaced else count(text)
        quotes = _QUOTE.findall(text)
        last = text[-1]
        rows.append(
            (
                length,
                len(text) / max(length, 1),
                len(_NUMBER.findall(text)),
                0.0,
                0.0,
                len(text) > 3 and text.isupper(),
                len(quotes),
                bool(quotes) and text[0] == quotes[0],
                last in "?？؟",
                last in "!！",
                last not in _END,
                last == ":",
                text.count(",") + text.count("，"),
                "(" in text,
                first in dangling,
                first in stop_words,
                0.0,
                0.0,
                len(" ".join(parts)),
            )
        )
    surface = np.array(rows, dtype=np.float64)
    per = np.maximum(surface[:, 0], 1.0)
    surface[:, 1] = np.minimum(surface[:, 1], 12.0)
    surface[:, 2] = np.minimum(surface[:, 2], 4.0) / 2.0
    surface[:, 3] = np.minimum(np.bincount(where, minlength=size) / per, 1.0)
    surface[:, 4] = np.minimum(np.bincount(where[main], minlength=size), 4.0) / 2.0
    surface[:, 6] = np.minimum(surface[:, 6], 4.0) / 2.0
    surface[:, 12] = np.minimum(surface[:, 12] / 3.0, 2.0)
    surface[:, 16] = np.minimum(spoken, 2.0) / 2.0
    surface[:, 17] = np.minimum(persons, 3.0) / 3.0
    return surface, named
