"""Terms: the stems of words without stop words, with numbers, as flat buffers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.language.words import AROUND, spaced_words

if TYPE_CHECKING:
    from summkit.language.language import Language


class Flat(NamedTuple):
    """The terms of some sentences as buffers, which compiled code reads without a copy.

    Words and stems contain no white space; each is a line, in the order of their numbers.

    Attributes
    ----------
    ids
        The id of every term, in order; int32.
    offsets
        The start of each sentence's terms in `ids`, and the end of the last sentence's; int32.
    stems
        The stem of every id, each followed by a line feed.
    words
        The words that have ids, in lower case, in order of first appearance, each followed by a
        line feed.
    word_ids
        The id of each of these words; int32.
    """

    ids: array[int]
    offsets: array[int]
    stems: str
    words: str
    word_ids: array[int]


class Terms:
    """The terms of some sentences, with their stems and words.

    Attributes
    ----------
    flat
        All of them, as buffers.
    """

    def __init__(self, flat: Flat) -> None:
        self.flat = flat

    @cached_property
    def count(self) -> int:
        """The number of different terms."""
        return self.flat.stems.count("\n")

    @cached_property
    def stems(self) -> dict[str, int]:
        """The id of every stem, in the order of ids."""
        stems = self.flat.stems.split("\n")
        return dict(zip(stems, range(len(stems) - 1), strict=False))

    @cached_property
    def words(self) -> dict[str, int]:
        """The id of every word, in order of first appearance."""
        return dict(zip(self.flat.words.split("\n"), self.flat.word_ids, strict=False))

    def stem_id(self, stem: str) -> int:
        """Return the id of a stem, or -1. For a few stems, this is faster than `stems`."""
        return _line(self.flat.stems, stem)

    def word_id(self, word: str) -> int:
        """Return the id of a word in lower case, or -1 if it has none."""
        number = _line(self.flat.words, word)
        return -1 if number < 0 else self.flat.word_ids[number]


def _line(lines: str, line: str) -> int:
    """Return the number of a line that a line feed follows, or -1 if there is no such line."""
    if lines.startswith(f"{line}\n"):
        return 0
    place = lines.find(f"\n{line}\n")
    return -1 if place < 0 else lines.count("\n", 0, place + 1)


def spaced_terms(body: str, spans: array[int], language: Language) -> Terms:
    """Return the terms of sentences in a language whose words are separated by spaces.

    Parameters
    ----------
    body
        The text.
    spans
        Start and end of each sentence in `body`, one after another.
    language
        The language.
    """
    if core.compiled and language.lexicon is not None:
        changes = "İ" in body or "Σ" in body
        ids, offsets, stems, words, word_ids = core.native.terms(
            body, spans, language.lexicon, changes
        )
        return Terms(Flat(array("i", ids), array("i", offsets), stems, words, array("i", word_ids)))
    places = iter(spans)
    # The lower case of "İ" has two characters, and the lower case of "Σ" depends on the next
    # letter.
    # Therefore such texts are split before they are lower-cased.
    if "İ" in body or "Σ" in body:
        return word_terms(
            [spaced_words(body[start:end]) for start, end in zip(places, places, strict=True)],
            language,
        )
    stop_words, stop_tokens = language.stop_words, language.stop_tokens
    # The same words as `spaced_words`, but faster: most tokens are stop words, which a set finds.
    body = body.lower()
    rows = []
    for start, end in zip(places, places, strict=True):
        row: list[str] = []
        for token in [token for token in body[start:end].split() if token not in stop_tokens]:
            if token.isalnum():
                row.append(token)
            elif (bare := token.strip(AROUND)).isalnum():
                if bare not in stop_words:
                    row.append(bare)
            else:
                row += [word for word in spaced_words(token) if word not in stop_words]
        rows.append(row)
    return _numbered(rows, language)


def word_terms(sentences: Iterable[Iterable[str]], language: Language) -> Terms:
    """Return the terms of sentences that are given as words, as they are written in the text."""
    stop_words = language.stop_words
    lower = [[word.lower() for word in words] for words in sentences]
    return _numbered(
        [[word for word in words if word not in stop_words] for words in lower], language
    )


def _numbered(rows: list[list[str]], language: Language) -> Terms:
    """Return the terms of sentences that are given as lower-cased words without stop words."""
    # The order must be sumy's for equal results: lower-case, remove stop words, then stem.

    distinct = list(dict.fromkeys(chain.from_iterable(rows)))
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    ids = [number(stem, len(numbers)) for stem in language.stem(distinct)]
    id_of = dict(zip(distinct, ids, strict=True))
    offsets = array("i", [0])
    total = 0
    for row in rows:
        total += len(row)
        offsets.append(total)
    return Terms(
        Flat(
            array("i", map(id_of.__getitem__, chain.from_iterable(rows))),
            offsets,
            "".join([f"{stem}\n" for stem in numbers]),
            "".join([f"{word}\n" for word in distinct]),
            array("i", ids),
        )
    )
