"""Pronouns in a headline whose antecedent is only in another sentence, found by words.

For languages without a parser in summkit: German, Dutch and Italian.
"""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.shortening.unparsed.segments import quoted

_PERSONAL = {
    "de": regex(r"\b(?:er|sie|ihn|ihm|ihnen|dieser|diese|dieses|diesen|diesem)\b"),
    "nl": regex(r"\b(?:hij|zij|ze|hem|hen|haar|deze|die)\b(?! (?:dag|week|maand|jaar))"),
    "it": regex(r"\b(?:lui|lei|loro|essi|esse|questo|questa|questi|queste|lo|la|li|le|l['’])(?= ?"
    r"(?:ha|hanno|aveva|avevano|è|sono|era|erano|farà|fanno)\b)"),
}  # fmt: skip
"""Language -> pronouns and demonstratives that refer to another sentence if no clause precedes."""
_TIMES = regex(
    r"(?:woche|jahr|monat|tag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sommer"
    r"|winter|herbst|frühjahr|saison|settimana|mese|anno|mattina|sera|notte|pomeriggio|week|maand)\w*",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[,;:–—]|\b(?:und|oder|en|of|e|o)\b")


def leans(text: str, code: str) -> bool:
    """Return whether a pronoun of the first clause has no antecedent in the text.

    "In der Sendung präsentiert sie fünf Wirte". A pronoun after a comma or "und" may refer to a
    noun before it: "Der Sänger sagt, er komme wieder".
    """
    pattern = _PERSONAL.get(code)
    if pattern is None:
        return False
    said = quoted(text)
    first = _CLAUSE.search(text)
    end = first.start() if first else len(text)
    for match in pattern.finditer(text[0].lower() + text[1:], 0, end):
        if any(a < match.start() < b for a, b in said):
            continue
        following = text[match.end() :].split(None, 1)
        if following and _TIMES.match(following[0]):
            continue
        if code == "nl" and match.group() in ("die", "haar") and match.start():
            continue  # a relative pronoun or a possessive after its noun
        return True
    return False
