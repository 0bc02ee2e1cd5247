"""Bootstrap and approximate randomisation of means, as matrix products over stored values.

Every function takes `columns`, a float64 array of shape (columns, articles): one row a series
of per-article values, or of paired differences. NaN means that the article has no value in
that column; infinite values are refused.

The same seed gives the same bytes, whatever the chunk size, the number of BLAS threads and
the version of numpy, because

* values are first rounded to multiples of a power of two, so fine that a sum over all articles
  still fits 53 bits: every product and partial sum is then an exact integer, and the order in
  which BLAS adds does not matter (the rounding is below 1e-11 of the largest value, for up to
  30,000 articles);
* the random numbers are the raw output of PCG64. numpy promises never to change the stream of
  a bit generator, but not those of ``Generator.integers`` and its like (NEP 19);
* "at least as extreme" allows for that rounding, as scipy's ``permutation_test`` allows for
  its own: two differences that are equal on paper count as equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from summkit import core
from summkit.arguments import whole
from summkit.errors import UsageError
from summkit.schema import MOST_RESAMPLES

Floats = NDArray[np.float64]

RESAMPLES = 10_000
SEED = 12345
LEVEL = 0.95
# One chunk of counts and one of random words are alive at a time: 64 MB and less each.
CHUNK_BYTES = 64 * 2**20
# Squares of values up to here are still finite; no metric of text comes near.
LARGEST = 1e150

# Streams of one seed that must not be the same: numpy's SeedSequence keeps them apart.
_BOOTSTRAP, _SIGNS = 0, 1


def bootstrap_means(
    columns: Floats,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    chunk_bytes: int = CHUNK_BYTES,
    done: Callable[[float], None] = lambda share: None,
) -> Floats:
    """Return the mean of every column in every bootstrap resample of the articles.

    All columns see the same resamples, so that differences between columns are paired
    (Efron and Tibshirani 1993, chapter 6; Koehn 2004, Statistical Significance Tests for
    Machine Translation Evaluation, section 3).

    A resample draws from all articles; the mean of a column is over the drawn articles that
    have a value there, and NaN where none was drawn.

    Parameters
    ----------
    columns
        (columns, articles).
    resamples
        How many; at least 1.
    seed
        A whole number, 0 or more.
    chunk_bytes
        Bound on the count matrix held at a time (one resample is always held whole). It has
        no influence on the result.
    done
        Called with the share of the resamples that is done.

    Returns
    -------
    (columns, resamples), in the unit of the values.

    Raises
    ------
    UsageError
        If there is no article, a value is infinite or beyond 1e150, or `resamples` or `seed`
        is out of range.
    """
    grid, unit, present = _to_grid(columns)
    articles = grid.shape[1]
    means = np.empty((len(grid), _checked(resamples)))
    complete = bool(present.all())
    if not complete:
        patterns, pattern_of = np.unique(present, axis=0, return_inverse=True)
        pattern_of = pattern_of.reshape(-1)
    for first, counts in _counts(articles, resamples, seed, chunk_bytes):
        part = means[:, first : first + len(counts)]
        np.matmul(grid, counts.T, out=part)
        if complete:
            part /= articles
        else:
            drawn = (patterns.astype(np.float64) @ counts.T)[pattern_of]
            with np.errstate(invalid="ignore"):  # 0 / 0 is the NaN that is promised above
                part /= drawn
        done((first + len(counts)) / resamples)
    np.multiply(means, unit[:, None], out=means)
    means += 0.0  # some BLAS kernels may leave -0.0 where others leave 0.0
    return means


def percentile_intervals(resampled: Floats, level: float = LEVEL) -> Floats:
    """Return the percentile interval of every row of resampled means.

    The bounds are themselves resampled means: the k-th smallest and k-th largest, with
    k = floor((resamples + 1) x (1 - level) / 2), at least 1 (Efron and Tibshirani 1993,
    section 13.3). NaN resamples are left out.

    Parameters
    ----------
    resampled
        (columns, resamples), as `bootstrap_means` returns.
    level
        Share of the resamples inside the interval, above 0 and below 1.

    Returns
    -------
    (columns, 2): low and high; NaN for a column without a value.

    Raises
    ------
    UsageError
        If `level` is out of range.
    """
    if not 0 < level < 1:
        raise UsageError(f"a confidence level of {level:g} is not possible: above 0, below 1")
    ordered = np.sort(resampled, axis=1)  # NaN sorts last
    known = np.count_nonzero(~np.isnan(resampled), axis=1)
    bounds = np.full((len(resampled), 2), np.nan)
    for row, count in enumerate(known.tolist()):
        if count:
            # 1e-9: what is a whole number on paper may have been rounded to just below it.
            k = max(1, int((count + 1) * (1 - level) / 2 + 1e-9))
            bounds[row] = ordered[row, k - 1], ordered[row, count - k]
    return bounds


def bootstrap_p_values(differences: Floats, resampled: Floats) -> Floats:
    """Return two-sided p-values of "the mean difference is 0" from bootstrap resamples.

    The resampled means are shifted so that the null hypothesis holds, and
    p = (c + 1) / (resamples + 1), where c counts the resamples whose shifted mean is at least
    as far from 0 as the observed mean (Efron and Tibshirani 1993, section 16.4; the shift and
    the + 1 as in sacreBLEU's ``significance``, which takes the absolute value before the
    shift, so that its p-value is about half of this one where the difference is clear).

    A resample without a value counts as extreme. With fewer than two values nothing can vary,
    and p is 1.

    Parameters
    ----------
    differences
        (columns, articles): system minus baseline.
    resampled
        (columns, resamples): ``bootstrap_means(differences, ...)``.

    Returns
    -------
    (columns,), in (0, 1].
    """
    grid, unit, present = _to_grid(differences)
    known = present.sum(axis=1)
    observed = _grid_means(grid, unit, known)[:, None]
    extreme = ~(np.abs(resampled - observed) < np.abs(observed) - _tolerance(unit))
    return _p_values(extreme.sum(axis=1), resampled.shape[1], known)


def randomisation_p_values(
    differences: Floats,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    chunk_bytes: int = CHUNK_BYTES,
) -> Floats:
    """Return two-sided p-values of "the two systems are exchangeable" by random sign flips.

    Exchanging the two values of an article flips the sign of its difference (Noreen 1989,
    Computer-Intensive Methods for Testing Hypotheses, section 2.6; Riezler and Maxwell 2005,
    On Some Pitfalls in Automatic Evaluation and Significance Testing for MT, section 3).
    p = (c + 1) / (resamples + 1), c as in `bootstrap_p_values`. An article without a
    difference takes no part.

    Parameters
    ----------
    differences
        (columns, articles): system minus baseline.
    resamples, seed, chunk_bytes
        As in `bootstrap_means`; the flips are the same for all columns.

    Returns
    -------
    (columns,), in (0, 1].

    Raises
    ------
    UsageError
        As `bootstrap_means`.
    """
    grid, _, present = _to_grid(differences)
    known = present.sum(axis=1)
    total = grid.sum(axis=1)[:, None]
    # In sums, not means: the number of values of a column is the same in every flip.
    least = np.abs(total) - _tolerance(1.0) * known[:, None]
    count = np.zeros(len(grid), dtype=np.int64)
    for kept in _kept(grid.shape[1], _checked(resamples), seed, chunk_bytes):
        # The kept keep their sign and the rest lose it: kept - (total - kept).
        count += (np.abs(2 * (grid @ kept.T) - total) >= least).sum(axis=1)
    return _p_values(count, resamples, known)


def _p_values(extreme: NDArray[np.int64], resamples: int, known: NDArray[np.int64]) -> Floats:
    p: Floats = (extreme + 1) / (resamples + 1)
    return np.where(known < 2, 1.0, p)


def _to_grid(columns: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return whole numbers (0 for NaN), the unit of each column, and where values are."""
    columns = np.asarray(columns, dtype=np.float64)
    if columns.ndim != 2 or columns.shape[1] == 0:
        raise UsageError("there is no article to resample: at least one is needed")
    refuse_infinite(columns)
    present = ~np.isnan(columns)
    known = np.where(present, columns, 0.0)
    _, exponent = np.frexp(np.abs(known).max(axis=1))
    # |value| < 2**exponent becomes a whole number up to 2**bits; n of them stay below 2**53.
    bits = 52 - (columns.shape[1] - 1).bit_length()
    grid = np.rint(np.ldexp(known, (bits - exponent)[:, None]))
    return grid, np.ldexp(1.0, exponent - bits), present


def refuse_infinite(values: Floats) -> None:
    """Raise UsageError, naming the first place, where a value is infinite or beyond 1e150."""
    wrong = np.argwhere(np.abs(values) > LARGEST)  # NaN compares false
    if len(wrong):
        place = tuple(wrong[0].tolist())
        raise UsageError(
            f"the value of article {place[-1]} (counted from 0) is {values[place]:g}: "
            "values must be finite and at most 1e150; leave out what has no value"
        )


def _tolerance(unit: Floats | float) -> Floats:
    """Return how far rounding to the grid can move a comparison of two means, generously."""
    # Half a unit for each of the three means compared is the most it can be.
    return np.atleast_1d(np.asarray(unit, dtype=np.float64) * 2)[:, None]


def _grid_means(grid: Floats, unit: Floats, known: NDArray[np.int64]) -> Floats:
    means: Floats = grid.sum(axis=1) / np.maximum(known, 1) * unit
    return means


def _checked(resamples: int) -> int:
    return whole("resamples", resamples, 1, MOST_RESAMPLES)


def _stream(seed: int, purpose: int) -> np.random.PCG64:
    sequence = np.random.SeedSequence(whole("seed", seed, 0), spawn_key=(purpose,))
    return np.random.PCG64(sequence)


def _chunks(articles: int, resamples: int, chunk_bytes: int) -> Iterator[tuple[int, int]]:
    """Yield (first resample, number of resamples)."""
    rows = max(1, chunk_bytes // (8 * articles))
    for first in range(0, resamples, rows):
        yield first, min(rows, resamples - first)


def _counts(
    articles: int, resamples: int, seed: int, chunk_bytes: int
) -> Iterator[tuple[int, Floats]]:
    """Yield (first resample, how often each article was drawn: (resamples, articles))."""
    stream = _stream(seed, _BOOTSTRAP)
    # Two 32-bit numbers a word; every resample starts a new word, so that chunks may differ.
    words = (articles + 1) // 2
    held = np.empty((0, articles))
    for first, size in _chunks(articles, resamples, chunk_bytes):
        if not len(held):
            held = np.empty((size, articles))  # of the largest chunk: the same for all
        counts = held[:size]
        if core.compiled:
            core.native.count_draws(stream.random_raw(size * words), articles, counts)
        else:
            _count(stream, articles, counts)
        yield first, counts


def _count(stream: np.random.PCG64, articles: int, counts: Floats) -> None:
    """Draw resamples, and write how often each article was drawn."""
    drawn = np.empty(articles, dtype=np.uint64)
    most, shift = np.uint64(articles), np.uint64(32)
    for row in counts:
        halves = stream.random_raw((articles + 1) // 2).astype("<u8", copy=False).view("<u4")
        # Multiply and shift: a whole number below `articles`; the bias is articles / 2**32.
        # Named: numpy 1 would multiply in 32 bits, as the number is small, and draw one article.
        np.multiply(halves[:articles], most, out=drawn, dtype=np.uint64)
        np.right_shift(drawn, shift, out=drawn)
        row[:] = np.bincount(drawn.view(np.int64), minlength=articles)


def _kept(articles: int, resamples: int, seed: int, chunk_bytes: int) -> Iterator[Floats]:
    """Yield 1 where an article keeps its sign and 0 where it is flipped: (resamples, articles)."""
    stream = _stream(seed, _SIGNS)
    words = (articles + 63) // 64
    for _, size in _chunks(articles, resamples, chunk_bytes):
        raw = stream.random_raw(size * words).astype("<u8", copy=False).view(np.uint8)
        bits = np.unpackbits(raw.reshape(size, 8 * words), axis=1, count=articles)
        yield bits.astype(np.float64)
