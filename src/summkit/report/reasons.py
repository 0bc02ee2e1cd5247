"""The reasons for the rank of a sentence, in words."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.summarisers.base import Reason

SHOWN = 3
"""Largest number of reasons shown for each sign; the largest contributions are shown."""

LEAST = 0.01
"""A contribution to the sentence score below this is omitted, because it is negligible."""


def worded(reasons: Sequence[Reason]) -> str:
    """Return the features that ranked a sentence higher and lower, with their contributions.

    At most `SHOWN` for each sign, the largest first, ties in input order; "" if none is large
    enough.
    """
    # Rounded before sorting, because the last bits differ between processors.
    ordered = sorted(reasons, key=lambda reason: -abs(round(reason.contribution, 6)))
    parts = []
    for sign, opening in ((1, "Ranked higher"), (-1, "Ranked lower")):
        shown = [
            f"{reason.phrase} ({reason.contribution:+.2f})"
            for reason in ordered
            if sign * round(reason.contribution, 6) >= LEAST
        ]
        if shown:
            parts.append(f"{opening}: {', '.join(shown[:SHOWN])}.")
    return " ".join(parts)
