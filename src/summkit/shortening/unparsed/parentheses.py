"""Phrases between commas that part a verb from its object, in Romance languages.

"aprobó[, por once votos contra nueve,] la subida": a headline does not need the phrase, and a parse
without the phrase is better.
"""

from __future__ import annotations

from summkit.patterns import regex
from summkit.shortening.unparsed.segments import quoted

_INSIDE = (
    r"(?:(?!(?:que|qui|dont|che|según|selon|segundo|secondo|non|no|não|ne|sans|sin|sem|senza)\b)"
)
_REST = _INSIDE + r"[^\s,;:()\"«»“”]+ ?){1,12}"


def _pattern(verb: str, prepositions: str, articles: str) -> str:
    """Return a pattern of a verb, at most three words, and a phrase between commas."""
    return rf"\b(?:{verb})(?: [^\W\d_]+){{0,3}}(, (?:{prepositions}) {_REST},)(?= (?:{articles}))"


_PATTERNS = {
    "es": regex(
        _pattern(
            r"\w{3,}(?:ó|aron|ieron)|(?:ha|han) \w+(?:ado|ido|to|cho)",
            "por|con|tras|durante|en|a|ante|desde",
            "el |la |los |las |un |una |unos |unas |que ",
        )
    ),
    "fr": regex(
        _pattern(
            r"(?:a|ont|avait|avaient) \w{2,}(?:é|i|u|is|it|ert)",
            "par|avec|après|lors|durant|pendant|dans|en|à|devant",
            "le |la |les |l['’]|un |une |des |qu['’e]",
        )
    ),
    "pt": regex(
        _pattern(
            r"\w{2,}(?:ou|aram|eu|eram|iu|iram)",
            "por|com|após|durante|em|no|na|a|ante|desde",
            "o |a |os |as |um |uma |uns |umas ",
        )
    ),
    "it": regex(
        _pattern(
            r"(?:ha|hanno|aveva|avevano) \w{3,}(?:ato|uto|ito|tto|sso|sto)",
            "con|per|dopo|durante|in|nel|nella|a|davanti|da",
            "il |lo |la |i |gli |le |l['’]|un |una |uno ",
        )
    ),
}
"""Language -> a verb in the past, and a phrase with a preposition before its object."""


_OPEN = regex(
    r"\b(?:ha|hanno) \w{3,}(?:ato|uto|ito|tto|sso|sto), (?:con|per|dopo|durante|in) [^,]*$"
)
"""An Italian text that ends inside of such a phrase."""


def ends_in_parenthesis(text: str, code: str) -> bool:
    """Return whether a text ends on a phrase after which the object of its verb was deleted."""
    return code == "it" and _OPEN.search(text) is not None


def parentheses(text: str, code: str) -> list[tuple[int, int]]:
    """Return the stretch of a phrase between a verb and its object, with both commas."""
    pattern = _PATTERNS.get(code)
    match = pattern.search(text) if pattern else None
    if match is None or any(a < match.start(1) < b for a, b in quoted(text)):
        return []
    return [match.span(1)]
