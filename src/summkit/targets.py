"""What can be written: each target, its default budget, and its reference."""

from __future__ import annotations

from typing import NamedTuple

from summkit.budget import Budget
from summkit.errors import ArgumentTypeError, UsageError

CHANNELS = {
    "search": (60, "search result, before it is cut"),
    "push": (50, "push alert on a locked phone"),
    "social": (70, "social card"),
    "print": (45, "two columns in print"),
}
"""Channel -> the characters a headline may have there, which are customary, and what it is."""


class Target(NamedTuple):
    """What is being written: its default budget, and the field it is scored against.

    `shorten`: by leaving words out of the best sentence where that can be done within a
    budget of characters; `cut_best`: where it cannot, by cutting it. `headline`: it is a
    headline, be it for one channel, so that what writes headlines writes it. `method`: what
    writes it where no method is named; it is the one that was judged to read best.
    """

    name: str
    budget: Budget
    reference: str
    cut_best: bool = False
    shorten: bool = False
    headline: bool = False
    method: str = "newsrank"


def _headline(name: str, characters: int) -> Target:
    budget = Budget(characters=characters)
    return Target(name, budget, "headline", cut_best=True, shorten=True, headline=True)


TARGETS = {
    target.name: target
    for target in (
        # 75 characters: what search results and social cards show before they cut.
        _headline("headline", 75),
        Target("lede", Budget(sentences=1, words=40), "dek"),
        Target("dek", Budget(words=30), "dek"),
        # Judges found it to read better than the best set and than the lead: printable.md.
        Target("summary", Budget(sentences=3), "summary", method="newsrank:fallback=0.15"),
        # Nobody keeps the texts of push alerts and social cards: both are judged as headlines.
        *(_headline(name, CHANNELS[name][0]) for name in ("push", "social")),
    )
}


def check_target(target: object) -> None:
    """Raise UsageError for a target that does not exist."""
    if not isinstance(target, str):
        raise ArgumentTypeError("target", target, f"one of {', '.join(TARGETS)}")
    if target not in TARGETS:
        from summkit.naming import nearest

        if target == "all":
            several = '("headline", "lede", "dek", "summary")'
            raise UsageError(
                "`target` takes one target, and 'all' is several: write "
                f"{{t: summkit.summarise(article, t) for t in {several}}}"
            )
        near = nearest(target, TARGETS)
        hint = f" (did you mean {near}?)" if near else ""
        raise UsageError(f"`target` {target!r} does not exist{hint}: one of {', '.join(TARGETS)}")
