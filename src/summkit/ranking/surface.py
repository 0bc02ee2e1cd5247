"""What is read off the letters of an article, and what is known of each of its terms."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.language.words import AROUND
from summkit.ranking.tokens import BITS, tokens_of

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

SURFACE = (
    "words",
    "word_length",
    "numbers",
    "names",
    "main_names",
    "capitals",
    "quotes",
    "quote_start",
    "half_quote",
    "question",
    "exclamation",
    "unfinished",
    "colon",
    "commas",
    "brackets",
    "dangling",
    "stop_start",
    "speech",
    "person",
    "characters",
)
"""What is read off a sentence: sizes as budgets count, the others as features of `features`."""

_END = frozenset(".!?…。！？؟।۔።\"”»'’」』)")


def terms_of(
    document: Document,
    counts: Floats,
    held: Floats,
    named: Counter[str],
    places: dict[str, int],
    wanted: Floats,
) -> Floats:
    """Return what is known of each term of the article, one row a term."""
    import numpy as np

    size, width = held.shape
    total, spread = counts.sum(axis=0), held.sum(axis=0)
    first = held.argmax(axis=0).astype(np.float64)
    capitals = np.zeros(width)
    for name, number in named.items():
        if name in places:
            capitals[places[name]] = number
    capitals = np.minimum(capitals / np.maximum(total, 1.0), 1.0)
    listed = document.vocabulary[:width]
    often = np.log(np.maximum(total, 1.0))
    near = 1.0 / (1.0 + first)
    digits = np.zeros(width)
    mixed = [index for index, stem in enumerate(listed) if not stem.isalpha()]
    digits[[index for index in mixed if any(map(str.isdigit, listed[index]))]] = 1.0
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
        digits,
        np.minimum(list(map(len, listed)), 12.0) if width else 0.0,
        wanted > 0,
        often * near,
        held[0] * often,
        held[size // 2 :].any(axis=0),
        np.log1p(total.sum()),
    )
    for column, value in enumerate(values):
        out[:, column] = value
    return out


def surface_of(document: Document, size: int) -> tuple[Floats, Counter[str]]:
    """Return what is read off the letters of each sentence, and how often each name stands.

    Names are counted by their terms, openers of sentences left out.
    """
    import numpy as np

    language = document.language
    known = tokens_of(language)
    texts = [sentence.text for sentence in document.sentences[:size]]
    rows = [known.split(text) for text in texts]
    sizes = np.array([len(row) for row in rows])
    kinds = np.fromiter(
        map(known.__getitem__, chain.from_iterable(rows)), np.int64, int(sizes.sum())
    )
    begins = np.cumsum(sizes) - sizes
    bits = kinds[:, None] >> np.arange(len(BITS)) & 1
    opener = bits[begins]
    bits[begins, BITS["name"]] = 0
    counted = np.add.reduceat(bits, begins)
    flat = list(chain.from_iterable(rows))
    where = bits[:, BITS["name"]].nonzero()[0]
    names = language.stem([flat[place].strip(AROUND).lower() for place in where.tolist()])
    named = Counter(names)
    main = where[np.array([named[each] > 2 for each in names], np.bool_)]
    in_row = np.searchsorted(begins, main, side="right") - 1
    if language.spaced:
        words = sizes.astype(np.float64)
        characters = [len(t) if t.isprintable() else len(" ".join(t.split())) for t in texts]
    else:
        words = np.array([language.count_words(text) for text in texts], np.float64)
        characters = [len(" ".join(text.split())) for text in texts]
    per = np.maximum(words, 1.0)
    last = [text[-1] for text in texts]
    surface = np.zeros((size, len(SURFACE)))
    columns = (
        words,
        np.minimum(np.array(characters) / per, 12.0),
        np.minimum(counted[:, BITS["number"]], 4.0) / 2.0,
        np.minimum(counted[:, BITS["name"]] / per, 1.0),
        np.minimum(np.bincount(in_row, minlength=size), 4.0) / 2.0,
        [len(text) > 3 and text.isupper() for text in texts],
        np.minimum(counted[:, BITS["opens_quote"]] + counted[:, BITS["closes_quote"]], 4.0) / 2.0,
        opener[:, BITS["opens_quote"]],
        counted[:, BITS["opens_quote"]] != counted[:, BITS["closes_quote"]],
        [sign in "?？؟" for sign in last],
        [sign in "!！" for sign in last],
        [sign not in _END for sign in last],
        [sign == ":" for sign in last],
        np.minimum(counted[:, BITS["comma"]] / 3.0, 2.0),
        counted[:, BITS["bracket"]] > 0,
        opener[:, BITS["dangling"]],
        opener[:, BITS["stop"]],
        np.minimum(counted[:, BITS["speech"]], 2.0) / 2.0,
        np.minimum(counted[:, BITS["person"]], 3.0) / 3.0,
        characters,
    )
    for column, value in enumerate(columns):
        surface[:, column] = value
    return surface, named
