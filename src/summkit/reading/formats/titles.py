"""Choose the headline among a page's titles, by agreement and not by a fixed order.

A page gives its headline in several places: ``<title>``, og:title, JSON-LD, ``<h1>``. Each may be
wrong: the site's logo, a section, the author, a tool's label. The votes for similar wordings are
added, and the wording with the most votes is the headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summkit.reading.cleaning.stamps import is_stamp
from summkit.reading.formats.deks import CUT
from summkit.reading.formats.suffixes import (
    LONGEST_TITLE,
    SEPARATOR,
    SHORT_NAME,
    TIGHT,
    Names,
    count,
    is_label,
    is_wide,
    key,
    without_head,
    without_site,
    without_tail,
)

_NEAR = 0.7  # minimum share of common words of two wordings of the same headline


@dataclass(frozen=True, slots=True)
class Wording:
    """One title of the page.

    Attributes
    ----------
    text
        Its text.
    source
        "og", "twitter", "ld", "h1", "h2", "title" or "meta".
    """

    text: str
    source: str


# The weight of each source's vote, and the order in which equal wordings are chosen.
_VOTES = {"og": 2.3, "title": 1.2, "ld": 1.4, "h1": 1.0, "twitter": 0.5, "h2": 0.5, "meta": 0.6}
_ORDER = ("og", "ld", "h1", "meta", "twitter", "h2", "title")
_COPY = 0.25  # the weight of a twitter:title that only repeats og:title
_FILE_NAME = 3  # maximum words of a title that may be a file's name if it differs from the heading
_ALONE = 1.0  # the penalty of a wording that shares no word with the other wordings


def choose(
    wordings: Sequence[Wording], names: Names, mentions: Callable[[str], bool] = lambda name: False
) -> tuple[str | None, list[str]]:
    """Return the headline, and every wording without the site's name.

    `mentions` returns whether the page's paragraphs contain a name (a key). Such a name is not the
    name of a site.
    """
    usable = [each for each in wordings if _is_usable(each, wordings, names)]
    evidence = {key(each.text) for each in usable if each.source != "title"} - {""}

    def cleaned(wording: Wording) -> Wording:
        loose = wording.source in ("title", "twitter")
        text = without_site(wording.text, names, evidence, loose=loose)
        return Wording(text, wording.source)

    plain = [cleaned(each).text for each in wordings]
    # An <h2> may be the standfirst, so it is not returned as a wording of the headline.
    said = [text for text, each in zip(plain, wordings, strict=True) if each.source != "h2"]
    left = [cleaned(each) for each in usable]
    left = [each for each in left if key(each.text) and not names.is_site(each.text)]
    if not left:
        return next((text for text in plain if key(text) and not is_label(text)), None), said
    best, most = left[0], float("-inf")
    left = [
        Wording(text, source)
        for text, source in dict.fromkeys((_whole(w, left, mentions), w.source) for w in left)
    ]
    for each in sorted(left, key=lambda wording: _ORDER.index(wording.source)):
        votes = round(_votes(each, left), 6)
        if votes > most:
            best, most = each, votes
    if best.source == "og":
        best = next((each for each in left if _is_shown(each, left)), best)
    text = _without_names(best.text, mentions) if best.source == "title" else best.text
    return text, [*said, text]


def _whole(wording: Wording, all_: Sequence[Wording], mentions: Callable[[str], bool]) -> str:
    """Return the shortest complete form of a truncated wording ("…"); else the wording."""
    cut = CUT.search(wording.text)
    begun = key(wording.text[: cut.start()]) if cut else ""
    if not begun or count(begun) < 2:
        return wording.text
    # The machine may have cut the last word. Wordings of one word are too short to compare.
    sure = begun if is_wide(begun) else begun.rpartition(" ")[0] or begun
    whole = [
        (len(text), text)
        for each in all_
        if not CUT.search(each.text)
        and key(
            text := _without_names(each.text, mentions) if each.source == "title" else each.text
        ).startswith(begun if count(begun) < 3 else sure)
        and len(key(text)) >= len(begun)
    ]
    return min(whole)[1] if whole else wording.text


def _without_names(title: str, mentions: Callable[[str], bool]) -> str:
    """Return a page's title without a likely site name at its end or beginning."""
    return without_head(without_tail(title), mentions)


def _is_shown(wording: Wording, all_: Sequence[Wording]) -> bool:
    """Return whether a wording is the ``<h1>`` and equals a title and a JSON-LD headline.

    If og:title then differs, it was written for social networks and is not the headline.
    """
    if wording.source != "h1":
        return False
    words = key(wording.text)
    same = {each.source for each in all_ if key(each.text) == words}
    return {"title", "ld"} <= same and "og" not in same


def _is_usable(wording: Wording, wordings: Sequence[Wording], names: Names) -> bool:
    """Return whether a wording may be the headline: it is no name, date, or label of a tool."""
    words = key(wording.text)
    if not words or words in names.authors or is_label(wording.text):
        return False
    if wording.source == "title":
        return True
    if names.is_site(wording.text) or is_stamp(wording.text, labelled=False):
        return False
    return not any(
        _is_lesser_part(words, each.text, wordings) for each in wordings if each.source == "title"
    )


def _is_lesser_part(words: str, title: str, wordings: Sequence[Wording]) -> bool:
    """Return whether some words are only a name next to the headline in the page's title."""
    if len(title) > LONGEST_TITLE or len(words.split()) > SHORT_NAME:
        return False
    for pattern in (SEPARATOR, TIGHT):
        parts = [key(part) for part in pattern.split(title)]
        if words not in parts:
            continue
        place = parts.index(words)
        if place:
            longest = max(parts[:place], key=len)
            return len(longest) > 2 * len(words) and count(longest) >= SHORT_NAME
        others = {key(each.text) for each in wordings if each.source != "title"}
        return any(count(part) >= 3 and part in others for part in parts[1:])
    return False


def _votes(wording: Wording, all_: Sequence[Wording]) -> float:
    """Return the total votes of the page's titles for a wording."""
    votes: dict[str, float] = {}
    og = {key(each.text) for each in all_ if each.source == "og"}
    related = False
    others = [each for each in all_ if each.source not in ("h2", "title")]
    # Headings (h2) count if they agree with other titles or if there are no other titles.
    shown = {
        key(each.text)
        for each in all_
        if not others or any(alike(each.text, other.text) for other in others)
    }
    for each in all_:
        likeness = resemblance(wording.text, each.text)
        related = related or (_family(each) != _family(wording) and likeness > 0)
        if each.source == "h2" and wording.source == "title" and key(each.text) not in shown:
            continue  # "Headline. Standfirst | Site" must not get a vote for its standfirst
        if likeness >= _NEAR:
            copied = each.source == "twitter" and key(each.text) in og
            votes[each.source] = _COPY if copied else _VOTES[each.source]
    total = sum(votes[source] for source in sorted(votes))
    size = count(key(wording.text))
    if wording.source in ("title", "h1") and size < 3:
        total -= 0.5  # a title of one or two words is more often the name of the site or a section
    if wording.source == "title" and not related and size == _FILE_NAME:
        total -= 0.5  # a title of three words that no other wording shares may be a file's name
    sources = {_family(each) for each in all_}
    if wording.source == "h1" and related and "og" not in sources and "title" not in votes:
        total += 0.25  # the title is for search engines, the <h1> is for readers
    return total - _ALONE if not related and len(sources) > 1 else total


def _family(wording: Wording) -> str:
    return "og" if wording.source == "twitter" else wording.source


def alike(one: str, other: str) -> bool:
    """Return whether two wordings are the same headline."""
    return resemblance(one, other) >= _NEAR


def resemblance(one: str, other: str) -> float:
    """Return the likeness of two wordings (0 to 1): 1 if one begins or ends with the other."""
    return _resemblance(key(one), key(other))


@lru_cache(maxsize=256)  # the same few titles are compared many times
def _resemblance(first: str, second: str) -> float:
    """Return `resemblance` of two keys."""
    if first == second:
        return 1.0
    short, long = sorted((first, second), key=len)
    if count(short) >= 3 and (long.startswith(short + " ") or long.endswith(" " + short)):
        return 1.0
    a, b = _tokens(first), _tokens(second)
    shared = sum(min(number, b.get(word, 0)) for word, number in a.items())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


@lru_cache(maxsize=64)
def _tokens(words: str) -> Mapping[str, int]:
    if is_wide(words):
        squeezed = words.replace(" ", "")
        return Counter(squeezed[i : i + 2] for i in range(len(squeezed) - 1))
    return Counter([word for word in words.split() if len(word) > 3] or words.split())
