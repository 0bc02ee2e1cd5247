"""The end of the claim in a sentence that ends on an attribution. The claim can be shortened alone.

"The fund will lend the town 3m marks [for as long as it needs them], its chairman said." The phrase
in brackets is at the end of the claim, where a deletion is safe; in the middle of a sentence the
parser is seldom sure.
"""

from __future__ import annotations

from summkit.cohesion.scenes import MARKS
from summkit.patterns import regex
from summkit.shortening.lexicon import words

_LEAST = 8  # minimum words of a claim
_BARE = r"[^,;:()<>\"“”]"
_STUDY = (
    "(?:study|studies|report|survey|poll|research|data|figures|analysis|review|documents?|records"
    "|results|inquiry|investigation)"
)
_ATTRIBUTION = regex(
    rf", (?:according to {_BARE}{{3,80}}"
    rf"|said (?!on |in |at |that |late |early |\w+day\b){_BARE}{{3,60}}"
    rf"|(?:an? |the |new |official |government )*{_BARE}{{0,40}}?\b{_STUDY}\b{_BARE}{{0,50}}"
    r" (?:show|suggest|indicate|reveal|find|found)(?:s|ed|d)?"
    rf"|{_BARE}{{2,90}}? (?:(?:has |have )?told (?:the )?[^\W\d_a-z]{_BARE}{{1,40}}"
    r"|(?:was|were) quoted as saying"
    rf"|(?P<verb>[^\W\d_]+)(?: (?:on \w+day|yesterday|today|(?:in|at) {_BARE}{{3,60}}))?))\.$"
)
"""The attribution after a claim: ", the council said.", ", a study published on Friday shows."."""


def claim_end(text: str) -> int:
    """Return the offset of the comma before a final attribution; 0 without one."""
    found = _ATTRIBUTION.search(text)
    if found is None or (found["verb"] and found["verb"] not in words("plain_speech")):
        return 0
    claim = text[: found.start()]
    if claim.count(" ") < _LEAST - 1 or claim[0] in MARKS:
        return 0
    split = any(claim.count(a) != claim.count(b) for a, b in ("()", "[]", "<>"))
    return 0 if split else found.start()
