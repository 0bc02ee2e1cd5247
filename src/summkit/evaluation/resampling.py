"""Bootstrap and approximate randomisation of means, as matrix products of stored values.

Every function takes `columns`, a float64 array of shape (columns, articles). A row is a series of
values, one per article, or of paired differences. NaN means that the article has no value in
that column. Infinite values raise UsageError.

The same seed gives the same bytes for any chunk size, number of BLAS threads and version of
numpy, for these reasons:

* Values are first rounded to multiples of a power of two that is so small that a sum over all
  articles still fits 53 bits. Every product and partial sum is then an exact integer, so the
  order in which BLAS adds does not matter. The rounding is below 1e-11 of the largest value, for
  up to 30,000 articles.
* The random numbers are the raw output of PCG64. numpy guarantees the stream of a bit generator,
  but not the streams of ``Generator.integers`` and similar methods (NEP 19).
* "At least as extreme" has a tolerance for that rounding, as in scipy's ``permutation_test``, so
  that two differences that are mathematically equal count as equal.
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
# At most one chunk of counts and one chunk of random words exist at a time, of 64 MB at most each.
CHUNK_BYTES = 64 * 2**20
# Squares up to this value are still finite. Values of text metrics are far smaller.
LARGEST = 1e150

# Spawn keys for numpy's SeedSequence: they give two independent streams from one seed.
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

    All columns use the same resamples, so that differences between columns are paired
    (Efron and Tibshirani 1993, chapter 6; Koehn 2004, Statistical Significance Tests for
    Machine Translation Evaluation, section 3).

    A resample is drawn from all articles. The mean of a column is over the drawn articles that
    have a value in it, and NaN if no such article was drawn.

    Parameters
    ----------
    columns
        Array of shape (columns, articles).
    resamples
        Number of resamples; at least 1.
    seed
        A whole number, 0 or more.
    chunk_bytes
        Maximum size of the count matrix in memory (at least one resample is in memory). It does
        not change the result.
    done
        Called with the share of the resamples that is finished.

    Returns
    -------
    Array of shape (columns, resamples), in the unit of the values.

    Raises
    ------
    UsageError
        If there is no article, if a value is infinite or above 1e150, or if `resamples` or
        `seed` is out of range.
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
            with np.errstate(invalid="ignore"):  # 0 / 0 gives NaN, as documented
                part /= drawn
        done((first + len(counts)) / resamples)
    np.multiply(means, unit[:, None], out=means)
    means += 0.0  # turns the -0.0 of some BLAS kernels into 0.0
    return means


def percentile_intervals(resampled: Floats, level: float = LEVEL) -> Floats:
    """Return the percentile interval of every row of resampled means.

    The bounds are resampled means: the k-th smallest and the k-th largest, with
    k = floor((resamples + 1) x (1 - level) / 2), at least 1 (Efron and Tibshirani 1993,
    section 13.3). NaN resamples are ignored.

    Parameters
    ----------
    resampled
        Array of shape (columns, resamples), as `bootstrap_means` returns it.
    level
        Share of the resamples within the interval, above 0 and below 1.

    Returns
    -------
    Array of shape (columns, 2): low and high; NaN for a column without a value.

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
            # The 1e-9 corrects an exact integer that was rounded to slightly below itself.
            k = max(1, int((count + 1) * (1 - level) / 2 + 1e-9))
            bounds[row] = ordered[row, k - 1], ordered[row, count - k]
    return bounds


def bootstrap_p_values(differences: Floats, resampled: Floats) -> Floats:
    """Return two-sided p-values of "the mean difference is 0" from bootstrap resamples.

    The resampled means are shifted so that the null hypothesis is true. Then p = (c + 1) /
    (resamples + 1), where c is the number of resamples whose shifted mean is at least as far from 0
    as the observed mean (Efron and Tibshirani 1993, section 16.4). The shift and the + 1 are as in
    sacreBLEU's ``significance``. But sacreBLEU takes the absolute value before the shift, so that
    for a clear difference, its p-value is about half of this p-value.

    A resample without a value counts as extreme. With fewer than two values p is 1, because
    nothing can vary.

    Parameters
    ----------
    differences
        Array of shape (columns, articles): system minus baseline.
    resampled
        Array of shape (columns, resamples): ``bootstrap_means(differences, ...)``.

    Returns
    -------
    Array of shape (columns,) with values in (0, 1].
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

    If the two values of an article are exchanged, the sign of its difference flips (Noreen 1989,
    Computer-Intensive Methods for Testing Hypotheses, section 2.6; Riezler and Maxwell 2005,
    On Some Pitfalls in Automatic Evaluation and Significance Testing for MT, section 3).
    p = (c + 1) / (resamples + 1), with c as in `bootstrap_p_values`. An article without a
    difference is ignored.

    Parameters
    ----------
    differences
        Array of shape (columns, articles): system minus baseline.
    resamples, seed, chunk_bytes
        See `bootstrap_means`. The sign flips are the same for all columns.

    Returns
    -------
    Array of shape (columns,) with values in (0, 1].

    Raises
    ------
    UsageError
        See `bootstrap_means`.
    """
    grid, _, present = _to_grid(differences)
    known = present.sum(axis=1)
    total = grid.sum(axis=1)[:, None]
    # Sums can replace means, because the number of values of a column is the same in every flip.
    least = np.abs(total) - _tolerance(1.0) * known[:, None]
    count = np.zeros(len(grid), dtype=np.int64)
    for kept in _kept_masks(grid.shape[1], _checked(resamples), seed, chunk_bytes):
        # Some articles keep their sign and the others change it: kept - (total - kept).
        count += (np.abs(2 * (grid @ kept.T) - total) >= least).sum(axis=1)
    return _p_values(count, resamples, known)


def _p_values(extreme: NDArray[np.int64], resamples: int, known: NDArray[np.int64]) -> Floats:
    p: Floats = (extreme + 1) / (resamples + 1)
    return np.where(known < 2, 1.0, p)


def _to_grid(columns: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return integer values (0 for NaN), the unit of each column, and a mask of the values."""
    columns = np.asarray(columns, dtype=np.float64)
    if columns.ndim != 2 or columns.shape[1] == 0:
        raise UsageError("there is no article to resample: at least one is needed")
    refuse_infinite(columns)
    present = ~np.isnan(columns)
    known = np.where(present, columns, 0.0)
    _, exponent = np.frexp(np.abs(known).max(axis=1))
    # |value| < 2**exponent becomes an integer up to 2**bits, so a sum of n stays below 2**53.
    bits = 52 - (columns.shape[1] - 1).bit_length()
    grid = np.rint(np.ldexp(known, (bits - exponent)[:, None]))
    return grid, np.ldexp(1.0, exponent - bits), present


def refuse_infinite(values: Floats) -> None:
    """Raise UsageError for the first value that is infinite or above 1e150."""
    wrong = np.argwhere(np.abs(values) > LARGEST)  # NaN compares false
    if len(wrong):
        place = tuple(wrong[0].tolist())
        raise UsageError(
            f"the value of article {place[-1]} (counted from 0) is {values[place]:g}: "
            "values must be finite and at most 1e150; leave out what has no value"
        )


def _tolerance(unit: Floats | float) -> Floats:
    """Return an upper bound on the change of a comparison of two means by rounding to the grid."""
    # Three means are compared, and rounding changes each by at most half a unit.
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
    """Yield (first resample, number of resamples) of each chunk."""
    rows = max(1, chunk_bytes // (8 * articles))
    for first in range(0, resamples, rows):
        yield first, min(rows, resamples - first)


def _counts(
    articles: int, resamples: int, seed: int, chunk_bytes: int
) -> Iterator[tuple[int, Floats]]:
    """Yield (first resample, draws of each article: shape (resamples, articles))."""
    stream = _stream(seed, _BOOTSTRAP)
    # Each word has two 32-bit numbers. Every resample starts a new word, so that the chunk size
    # does not matter.
    words = (articles + 1) // 2
    held = np.empty((0, articles))
    for first, size in _chunks(articles, resamples, chunk_bytes):
        if not len(held):
            # The first chunk is the largest, so later chunks reuse its memory.
            held = np.empty((size, articles))
        counts = held[:size]
        if core.compiled:
            core.native.count_draws(stream.random_raw(size * words), articles, counts)
        else:
            _count(stream, articles, counts)
        yield first, counts


def _count(stream: np.random.PCG64, articles: int, counts: Floats) -> None:
    """Draw resamples, and write the number of draws of each article into `counts`."""
    drawn = np.empty(articles, dtype=np.uint64)
    most, shift = np.uint64(articles), np.uint64(32)
    for row in counts:
        halves = stream.random_raw((articles + 1) // 2).astype("<u8", copy=False).view("<u4")
        # Multiply and shift gives an integer below `articles`; its bias is articles / 2**32. The
        # dtype is explicit, because numpy 1 would multiply these small numbers in 32 bits.
        np.multiply(halves[:articles], most, out=drawn, dtype=np.uint64)
        np.right_shift(drawn, shift, out=drawn)
        row[:] = np.bincount(drawn.view(np.int64), minlength=articles)


def _kept_masks(articles: int, resamples: int, seed: int, chunk_bytes: int) -> Iterator[Floats]:
    """Yield arrays (resamples, articles): 1 if an article keeps its sign, 0 if it is flipped."""
    stream = _stream(seed, _SIGNS)
    words = (articles + 63) // 64
    for _, size in _chunks(articles, resamples, chunk_bytes):
        raw = stream.random_raw(size * words).astype("<u8", copy=False).view(np.uint8)
        bits = np.unpackbits(raw.reshape(size, 8 * words), axis=1, count=articles)
        yield bits.astype(np.float64)
