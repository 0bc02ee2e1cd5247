"""Recognise pages that are no article: errors, cookie notices, listings, searches, logins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.formats.suffixes import SEPARATOR, count, key

_SHORT = 150  # maximum words; an article about such a page is longer
_LISTED = ("a directory listing", "a search page")  # these kinds may have any length
_NOTICES = ("notice", "newsletter", "read more", "page label", "copyright")
_SENTENCE = regex(r"(?<![.!?。！？])[.!?。！？]+\s+|\n+")  # the end of "Log in. "
_MOST = 0.6  # minimum share of sentences with a typical word
_SOME = 0.3  # the same minimum for a page whose title is typical as well


def doubt(headline: str | None, titles: Iterable[str], body: str) -> str:
    """Return the kind of a page that is no article ("an error page"); "" for an article.

    Parameters
    ----------
    headline
        The headline that was chosen for the page.
    titles
        All titles and headings of the page. They count only for a short page, since on a longer
        page a heading may belong to a box.
    body
        The text that was read from the page; "" if there is none.
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
    """Return the normalised words of a title and of its parts: "Page not found | The Echo"."""
    parts = [title, *SEPARATOR.split(title)][:6]
    return [*map(key, parts), " ".join(title.lower().split())]


def _is_notices(body: str) -> bool:
    """Return whether each paragraph of a text addresses readers, like the text above a paywall."""
    return all(line_rule(line, begun=True) in _NOTICES for line in body.split("\n\n"))


def _share(body: str, words: tuple[str, ...]) -> float:
    """Return the share of sentences that contain at least one of the words."""
    sentences = [part.casefold() for part in _SENTENCE.split(body) if part.strip()]
    hits = sum(any(word in sentence for word in words) for sentence in sentences)
    return hits / len(sentences) if sentences else 0.0


# Words that address the reader: "you", "our", "votre".
_YOU = regex(
    r"\b(?:you|your|we|our|sie|ihre[rn]?|wir|unsere?|vous|votre|nous|nos|usted|tu|sus?|nuestros?"
    r"|você|seus?|vi|nostri|jij|uw|je|onze|ваш\w*|вы|мы)\b|あなた|当社|您|我们|귀하",
    re.IGNORECASE,
)


def _speaks_to_reader(body: str) -> bool:
    """Return whether more than half of the sentences address the reader, without a quotation."""
    sentences = [part for part in _SENTENCE.split(body) if part.strip()]
    quoted = body.count("“") + body.count('"') + body.count("«") + body.count("„")
    return not quoted and sum(bool(_YOU.search(s)) for s in sentences) * 2 > len(sentences)


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """Return for each kind of page the pattern of its titles and its typical words."""
    data = read_data("reading/formats", "doubts")
    return {
        kind: (regex("|".join(entry["titles"])), tuple(entry["words"]))
        for kind, entry in data.items()
    }
