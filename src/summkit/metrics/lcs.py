"""Longest common subsequences of long texts with bit vectors, without a table of all word pairs.

For ROUGE-L, rouge-score and rouge-score-rs store such a table, which has 160 GB for two texts of
200,000 words. Here a row is one integer with a bit for each word of the candidate (Crochemore,
Iliopoulos, Pinzon and Reid 2001, "A fast and practical bit-vector algorithm for the longest common
subsequence problem"). Only every n-th row is stored; the rows between two stored rows are computed
again when the traceback needs them (after an idea of Hirschberg 1975). The values are equal to
rouge-score's to the last bit, including its choice among subsequences of equal length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isqrt, nan

Score = tuple[float, float, float]

_FREQUENT = 64
PAIRS = 200_000
"""Maximum number of pairs of sentences that share a word (some seconds).

Above it ROUGE-Lsum is NaN.
"""


def rouge_l(reference: Sequence[str], candidate: Sequence[str]) -> Score:
    """Return precision, recall and F1 (0..1) of ROUGE-L of two texts (Lin 2004, section 3.1)."""
    if not reference or not candidate:
        return 0.0, 0.0, 0.0
    last = _checkpoints(reference, candidate)[-1][1]
    return _score(_zeros(last, len(candidate)), len(reference), len(candidate))


def rouge_lsum(references: Sequence[Sequence[str]], candidates: Sequence[Sequence[str]]) -> Score:
    """Return precision, recall and F1 (0..1) of ROUGE-Lsum (Lin 2004, section 3.2).

    Parameters
    ----------
    references, candidates
        The words of each sentence. A word counts as often as both texts contain it, as in
        rouge-score and ROUGE-1.5.5.

    Returns
    -------
    (NaN, NaN, NaN) if more than `PAIRS` pairs of different sentences share a word.
    """
    total, made = sum(map(len, references)), sum(map(len, candidates))
    if not total or not made:
        return 0.0, 0.0, 0.0
    left = Counter[str]()
    for sentence in candidates:
        left.update(sentence)
    # Equal sentences, and sentences without a shared word, add no place to a union.
    others = list(dict.fromkeys(map(tuple, candidates)))
    holders: dict[str, list[int]] = {}
    for number, other in enumerate(others):
        for word in dict.fromkeys(other):
            holders.setdefault(word, []).append(number)
    near: dict[tuple[str, ...], list[int]] = {}
    pairs = hits = 0
    for sentence in dict.fromkeys(map(tuple, references)):
        near[sentence] = sorted({number for word in sentence for number in holders.get(word, ())})
        pairs += len(near[sentence])
        if pairs > PAIRS:  # the limit is checked before any pair is compared
            return nan, nan, nan
    unions = {
        sentence: sorted({place for each in numbers for place in common(sentence, others[each])})
        for sentence, numbers in near.items()
    }
    for sentence in map(tuple, references):
        for place in unions[sentence]:
            # The count in the reference is not needed, because it contains all of these words.
            if left[sentence[place]] > 0:
                hits += 1
                left[sentence[place]] -= 1
    return _score(hits, total, made)


def common(reference: Sequence[str], candidate: Sequence[str]) -> list[int]:
    """Return the places in `reference` of the common subsequence that rouge-score would choose.

    Examples
    --------
    >>> common("the ferry left at dawn".split(), "the boat left before dawn".split())
    [0, 2, 4]
    """
    if not reference or not candidate:
        return []
    found: list[int] = []
    right = len(candidate)
    held = list(_checkpoints(reference, candidate))
    for (first, bits), (last, _) in reversed(list(pairwise(held))):
        rows = [bits, *_rows(reference[first:last], candidate, bits)]
        for place in range(last - 1, first - 1, -1):
            right, match = _step(
                rows[place - first : place - first + 2], reference[place], candidate, right
            )
            if match:
                found.append(place)
            if not right:
                return found[::-1]
    return found[::-1]


def _step(rows: list[int], word: str, candidate: Sequence[str], right: int) -> tuple[int, bool]:
    """Move from a row to the row above; return the new column, and whether the words match.

    The path is the same as in rouge-score. At a match it goes diagonally; otherwise to the left if
    the table's value there is larger than the value above; otherwise up.
    """
    above, here = rows
    size = len(candidate) // 8 + 1
    bits = here.to_bytes(size, "little"), above.to_bytes(size, "little")
    length, length_above = _zeros(here, right), _zeros(above, right)
    while right:
        column = right - 1
        if candidate[column] == word:
            return column, True
        zero_here, zero_above = (not each[column // 8] >> column % 8 & 1 for each in bits)
        if length - zero_here <= length_above:
            return right, False
        right, length, length_above = column, length - zero_here, length_above - zero_above
    return 0, False


def _checkpoints(reference: Sequence[str], candidate: Sequence[str]) -> list[tuple[int, int]]:
    """Return (number, bits) of row 0, of every n-th row and of the last row."""
    start = (1 << len(candidate)) - 1
    every = isqrt(len(reference)) + 1
    held = [(0, start)]
    for number, bits in enumerate(_rows(reference, candidate, start), 1):
        if number % every == 0 or number == len(reference):
            held.append((number, bits))
    return held


def _rows(reference: Sequence[str], candidate: Sequence[str], bits: int) -> Iterator[int]:
    """Yield the row after each word of the reference: a bit is 0 if the length grows by 1 there."""
    full = (1 << len(candidate)) - 1
    places = _Places(candidate)
    for word in reference:
        shared = bits & places.bits(word)
        bits = ((bits + shared) | (bits - shared)) & full
        yield bits


class _Places:
    """For each word of a text, an integer with a bit at each of its places.

    Only the integers of frequent words are stored; the integers of 200,000 different words would
    need 5 GB.
    """

    def __init__(self, text: Sequence[str]) -> None:
        self._size = len(text) // 8 + 1
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(text):
            self._places.setdefault(word, []).append(place)
        self._stored: dict[str, int] = {}

    def bits(self, word: str) -> int:
        """Return the integer of a word; 0 if the text does not contain it."""
        if word not in self._places:
            return 0
        if word in self._stored:
            return self._stored[word]
        made = bytearray(self._size)
        for place in self._places[word]:
            made[place // 8] |= 1 << place % 8
        bits = int.from_bytes(made, "little")
        if len(self._places[word]) > _FREQUENT:
            self._stored[word] = bits
        return bits


def _zeros(bits: int, width: int) -> int:
    return width - (bits & ((1 << width) - 1)).bit_count()


def _score(hits: int, total: int, made: int) -> Score:
    precision, recall = hits / made, hits / total
    if precision + recall <= 0:
        return precision, recall, 0.0
    return precision, recall, 2 * precision * recall / (precision + recall)
