"""What to do about a verdict, and how a check ended that came to none: plain data for outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from summkit.evaluation.verdict import Verdict

COMPLETE = (
    "Give each article one text (an empty one counts as 0): a baseline is written only where "
    "none is missing or there twice"
)
"""What to do where texts made elsewhere are incomplete."""


class Advice(NamedTuple):
    """What a person does next.

    Attributes
    ----------
    look
        How to see more: "run: ...", "open: ...".
    accept
        The command that makes this run the baseline although something changed.
    keep
        The command that makes this run the baseline because it is better.
    write
        What to write before anything can be accepted, as a sentence.
    """

    look: str = ""
    accept: str = ""
    keep: str = ""
    write: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return a line each."""
        return tuple(
            line
            for line, there in (
                (f"To look closer, {self.look}", self.look),
                (self.write, self.write),
                (f"To accept this change, run: {self.accept}", self.accept),
                (f"To keep what is better, run: {self.keep}", self.keep),
            )
            if there
        )


def advice_on(verdict: Verdict, look: str, update: str, lowering: str) -> Advice:
    """Return what to do about a verdict.

    Parameters
    ----------
    look
        How to see more.
    update, lowering
        The commands that replace the baseline: the one that lowers no figure, and, where this
        run would lower one, the one that does; else "".
    """
    if verdict.unmatched:
        return Advice(look, write=COMPLETE)
    better = any(one.moved > 0 for one in verdict.judgements)
    if verdict.status == "fail":
        return Advice(look, lowering or update)
    if verdict.status == "not comparable" or verdict.corpus_change:
        return Advice(look if verdict.judgements else "", lowering or update)
    return Advice(keep=update if better and not lowering else "")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a check ended that came to no verdict.

    Attributes
    ----------
    status
        "error", "no baseline" or "unfinished".
    message
        One line.
    """

    status: Literal["error", "no baseline", "unfinished"]
    message: str
