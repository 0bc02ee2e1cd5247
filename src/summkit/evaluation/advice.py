"""The next steps after a verdict, and the outcome of a check without a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from summkit.evaluation.verdict import Verdict

COMPLETE = (
    "Give each article one text (an empty one counts as 0): a baseline is only written if "
    "no text is missing or duplicated"
)
"""The next step if texts from another system are incomplete."""


class Advice(NamedTuple):
    """The next steps for the user. An empty string omits a step.

    Attributes
    ----------
    look
        How to see details: "run: ..." or "open: ...".
    accept
        The command that makes this run the baseline although the check did not pass.
    keep
        The command that makes this run the baseline because it is better than the old one.
    write
        What the user must write before a baseline can be accepted, as a sentence.
    """

    look: str = ""
    accept: str = ""
    keep: str = ""
    write: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the steps that are not empty, one line each."""
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
    """Return the next steps after a verdict.

    Parameters
    ----------
    look
        How to see details.
    update, lowering
        The commands that replace the baseline. `update` lowers no figure of the baseline.
        `lowering` may lower figures; it is "" if this run lowers none.
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
    """The outcome of a check that gave no verdict.

    Attributes
    ----------
    status
        "error", "no baseline" or "unfinished".
    message
        The reason, in one line.
    """

    status: Literal["error", "no baseline", "unfinished"]
    message: str
