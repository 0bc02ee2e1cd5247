"""The targets that summkit can write, each with its default budget and its reference."""

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
"""Channel -> its customary limit for a headline, in characters, and a description."""


class Target(NamedTuple):
    """A kind of text that summkit writes.

    Attributes
    ----------
    name
        Name of the target, such as "dek".
    budget
        Default budget.
    reference
        Field of the article that its texts are scored against.
    cut_best
        Whether to cut the best sentence if it is too long; see `summkit.selection.Rules`.
    shorten
        Whether to delete words from the best sentence so that it fits a budget of characters. If
        that is impossible, `cut_best` applies.
    headline
        Whether the target is a headline, so that the headline writer writes it.
    method
        Default method, with its parameters: the method whose texts judges found most readable.
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
        # Search results and social cards show about 75 characters before they cut the text.
        _headline("headline", 75),
        Target("lede", Budget(sentences=1, words=40), "dek"),
        Target("dek", Budget(words=30), "dek"),
        # Judges preferred its texts to the best set and to the lead: see printable.md.
        Target("summary", Budget(sentences=3), "summary", method="newsrank:fallback=0.15"),
        # Corpora contain no push alerts and social cards, so both are scored as headlines.
        *(_headline(name, CHANNELS[name][0]) for name in ("push", "social")),
    )
}


def check_target(target: object) -> None:
    """Refuse a target that does not exist.

    Raises
    ------
    UsageError
        If the target does not exist.
    ArgumentTypeError
        If the target is not a text.
    """
    if not isinstance(target, str):
        raise ArgumentTypeError("target", target, f"one of {', '.join(TARGETS)}")
    if target not in TARGETS:
        from summkit.naming import nearest

        if target == "all":
            several = '("headline", "lede", "dek", "summary")'
            raise UsageError(
                "`target` takes a single target, but 'all' means several: write "
                f"{{t: summkit.summarise(article, t) for t in {several}}}"
            )
        near = nearest(target, TARGETS)
        hint = f" (did you mean {near}?)" if near else ""
        raise UsageError(
            f"`target` {target!r} does not exist{hint}: choose one of {', '.join(TARGETS)}"
        )
