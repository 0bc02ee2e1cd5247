"""Recognise copyright notices: "© 2024 The Echo", "All rights reserved"."""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.reading.cleaning.captions import continues_story
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence

_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # "2024"
# "© 2024 The Echo", "Copyright by"
_OWNED = regex(r"\W{0,2}(?:©|\(c\)|℗|copyright\s*(?:©|\(c\)|\d{4}|by\b|holders?\b))", re.IGNORECASE)
# Auxiliary verbs of a sentence that begins with "All rights reserved".
_AUXILIARY = regex(
    r"\b(?:is|are|was|were|will|has|have|had|ist|sind|war|waren|wird|wurden?|hat|haben|fut|furent"
    r"|sont|seront|fueron|fue|son|serán|foram|foi|são|serão|furono|fu|sono|saranno|werden|werd"
    r"|zijn|будут|были|będą|zostały|zniesiono)\b"
)


def is_copyright(line: str, words: int) -> bool:
    """Return whether a line is a copyright notice."""
    owned = _OWNED.match(line)
    if owned and (words <= 15 or _YEAR.search(line[:60])):
        return not (line[0].isalpha() and continues_story(line[owned.end() :], line))
    folded = line.casefold()
    return (
        words <= 30
        and folded.startswith(phrases().reserved)
        and not is_sentence_of_rights(line, folded)
    )


def is_sentence_of_rights(line: str, folded: str) -> bool:
    """Return whether a line is a sentence: "All rights reserved for kings were abolished."."""
    if not ends_sentence(line):
        return False
    phrase = next((each for each in phrases().reserved if folded.startswith(each)), "")
    rest = folded[len(phrase) :]
    return bool(phrase) and rest[:1] == " " and bool(_AUXILIARY.search(rest))
