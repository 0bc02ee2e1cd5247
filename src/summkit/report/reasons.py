"""Why a sentence ranks where it does, in words."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.summarisers.base import Reason

SHOWN = 3
"""Reasons of each sign that are shown: the ones that weigh most."""

LEAST = 0.01
"""A smaller contribution to the sentence score decides nothing, and is left out."""


def worded(reasons: Sequence[Reason]) -> str:
    """Say which features ranked a sentence higher and which lower, and by how much.

    At most `SHOWN` of each, largest first, ties in the order given; "" where none matters.
    """
    # Rounded before they decide: the last bits differ between processors.
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
