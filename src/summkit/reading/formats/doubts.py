"""Pages that are hardly an article: errors, cookie notices, listings, searches, logins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from summkit.patterns import regex
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.formats.suffixes import SEPARATOR, count, key

_DATA = Path(__file__).parent / "data" / "doubts.json"
_SHORT = 150  # words: an article about such a page says more
_LISTED = ("a directory listing", "a search page")  # of any length
_NOTICES = ("notice", "newsletter", "read more", "page label", "copyright")
_SENTENCE = regex(r"(?<![.!?。！？])[.!?。！？]+\s+|\n+")
_MOST = 0.6  # share of its sentences that a notice gives itself away in
_SOME = 0.3  # the same where its title does too


def doubt(headline: str | None, titles: Iterable[str], body: str) -> str:
    """Return what a page is instead of an article ("an error page"), or "" where it may be one.

    Parameters
    ----------
    headline
        The page's, as it was chosen.
    titles
        Everything that the page calls itself. A heading may be that of a box, and tells only
        of a page that says little else.
    body
        What was read of it; "" where nothing was.
    """
    short = count(key(body)) <= _SHORT
    called = [part for title in titles for part in _parts(title)] if short else []
    called += _parts(headline or "")
    for kind, (pattern, words) in _kinds().items():
        named = any(pattern.fullmatch(part) for part in called)
        sure = not body or kind in _LISTED or (short and not words)
        if named and (sure or (short and _share(body, words) >= _SOME)):
            return kind
        if short and words and body and _share(body, words) >= _MOST and _speaks_to_reader(body):
            return kind
    return "a notice to readers" if short and body and _is_notices(body) else ""


def _parts(title: str) -> list[str]:
    """Return a title's words and those of its parts: "Page not found | The Echo"."""
    parts = [title, *SEPARATOR.split(title)][:6]
    return [*map(key, parts), " ".join(title.lower().split())]


def _is_notices(body: str) -> bool:
    """Whether each line of a text speaks to readers, as one above a paywall does."""
    return all(line_rule(line, begun=True) in _NOTICES for line in body.split("\n\n"))


def _share(body: str, words: tuple[str, ...]) -> float:
    """Return the share of sentences that have one of some words."""
    sentences = [part.casefold() for part in _SENTENCE.split(body) if part.strip()]
    hits = sum(any(word in sentence for word in words) for sentence in sentences)
    return hits / len(sentences) if sentences else 0.0


_YOU = regex(
    r"\b(?:you|your|we|our|sie|ihre[rn]?|wir|unsere?|vous|votre|nous|nos|usted|tu|sus?|nuestros?"
    r"|você|seus?|vi|nostri|jij|uw|je|onze|ваш\w*|вы|мы)\b|あなた|当社|您|我们|귀하",
    re.IGNORECASE,
)


def _speaks_to_reader(body: str) -> bool:
    sentences = [part for part in _SENTENCE.split(body) if part.strip()]
    quoted = body.count("“") + body.count('"') + body.count("«") + body.count("„")
    return not quoted and sum(bool(_YOU.search(s)) for s in sentences) * 2 > len(sentences)


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {
        kind: (regex("|".join(entry["titles"])), tuple(entry["words"]))
        for kind, entry in data.items()
    }
