"""A sentence that ends on who said it: where the claim ends, which can be shortened by itself.

"The fund will lend the town 3m marks [for as long as it needs them], its chairman said." What may
go at the end of a sentence stands here inside of one, where a parser is seldom sure of it.
"""

from __future__ import annotations

from summkit.cohesion.scenes import MARKS
from summkit.patterns import regex
from summkit.shortening.lexicon import words

_LEAST = 8  # words of a claim
_BARE = r"[^,;:()<>\"“”]"
_SAID = regex(
    rf", (?:according to {_BARE}{{3,80}}|said (?!on |in |at |that ){_BARE}{{3,60}}"
    rf"|{_BARE}{{2,90}}? (?:(?:has |have )?told (?:the )?[^\W\d_a-z]{_BARE}{{1,40}}"
    r"|(?:was|were) quoted as saying"
    rf"|(?P<verb>[^\W\d_]+)(?: (?:on \w+day|yesterday|today|(?:in|at) {_BARE}{{3,60}}))?))\.$"
)
"""What follows the claim: ", the council said on Monday.", ", according to the council."."""


def claim_end(text: str) -> int:
    """Return where the comma stands before who said it; 0 where that does not come last."""
    found = _SAID.search(text)
    if found is None or (found["verb"] and found["verb"] not in words("plain_speech")):
        return 0
    claim = text[: found.start()]
    if claim.count(" ") < _LEAST - 1 or claim[0] in MARKS:
        return 0
    split = any(claim.count(a) != claim.count(b) for a, b in ("()", "[]", "<>"))
    return 0 if split else found.start()
