"""Remove site names and sections before and after the headline in a page's title."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache

from summkit.datafiles import read_data
from summkit.patterns import regex

WORD = regex(r"\w+")  # a run of letters and digits
# " - ", " | ", " :: " and similar separators. A colon or a bare dash is part of the headline.
SEPARATOR = regex(r"\s+(?:[-–—―|·•»«›‹:/~]|::|\|\|)\s+|\s*[|｜]\s*")
# The same separators with or without spaces, used only next to a known name or headline.
TIGHT = regex(r"\s*(?:::|\|\||[-–—―－|｜_:：/／~·・•])\s*")
_COLON = regex(r":\s+")  # ": "
_BARS = frozenset({"|", "||", "｜", "::", "_", "«", "»", "‹", "›"})
# A name in brackets after a title: "Fire in port (The Echo)".
_BRACKETED = regex(r"(\S.*?)\s*[\[(（【「〔]([^\[\]()（）【】「」〔〕]{1,80})[\])）】」〕]")
# A name in brackets before a title: "[The Echo] Fire in port".
_LEADING_BRACKET = regex(r"[\[(（【「〔]([^\[\]()（）【】「」〔〕]{1,80})[\])）】」〕]\s*(\S.*)")
_LEFT, _RIGHT = " \t|｜", " \t|｜¶§"
LONGEST_TITLE = 1_000  # characters
_LONGEST_KEPT = 250  # maximum characters of a text whose key is cached
SHORT_NAME = 5  # maximum words in the name of a site or section
_MOST_PARTS = 8
# An address of a site: "www.echo.example.com".
_DOMAIN = regex(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)?\.(?:com|org|net|info|tv|news|eu|de|at|ch|fr|es|it|nl|be|pt|ru|ua|pl|cz"
    r"|sk|hu|ro|gr|tr|se|no|dk|fi|uk|ie|us|ca|mx|br|ar|cl|co|pe|au|nz|za|in|id|my|sg|vn|jp|cn|kr|tw|hk)",
    re.IGNORECASE,
)
_WIDE = regex("[\u0e00-\u0eff\u3040-\u9fff]")  # Thai, Lao, Japanese and Chinese characters
_CAPITAL = regex(r"[^\W\d_]")  # a letter


@dataclass(slots=True)
class Names:
    """The names in a page's titles that are no headline, as keys.

    Attributes
    ----------
    sites, hosts, handles
        The site's names, their spellings in its address, and its names on social networks. A
        handle may also be the name of a person or product, so it counts only after a headline.
    authors
        The names of the article's authors.
    """

    sites: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    handles: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)

    def is_site(self, text: str) -> bool:
        """Return whether a text is the site's name: "Echo", "The Echo", "Echo News", "echo.com"."""
        name = key(text)
        squeezed = name.replace(" ", "")
        if name in self.sites or squeezed in self.sites:
            return True
        if _DOMAIN.fullmatch(text.strip(" /|-–—·:»")):
            return True
        words = name.split()
        if not 1 <= len(words) <= SHORT_NAME:
            return False
        return any(
            squeezed.startswith(host) or squeezed.removeprefix("the").startswith(host)
            for host in self.hosts
        )

    def is_after_headline(self, text: str) -> bool:
        """Return whether a text after a headline is the site's name or handle."""
        return self.is_site(text) or key(text).replace(" ", "") in self.handles


def key(text: str | None) -> str:
    """Return the words of a text in lower case, for the comparison of two wordings."""
    if not text:
        return ""
    return _short_key(text) if len(text) <= _LONGEST_KEPT else _key(text)


def _key(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


_short_key = lru_cache(maxsize=512)(_key)  # a page's titles are compared many times


def is_wide(text: str) -> bool:
    """Return whether a text's script has no spaces between words (Chinese, Japanese, Thai)."""
    return not text.isascii() and _WIDE.search(text) is not None


def count(words: str) -> int:
    """Return the number of words; an estimate for a script without spaces."""
    return len(words.replace(" ", "")) // 2 if is_wide(words) else len(words.split())


def without_site(
    title: str, names: Names, evidence: AbstractSet[str], *, loose: bool = False
) -> str:
    """Return a title without site names and sections before or after the headline.

    A part is removed if it is a known name of the site, or if the remaining words are exactly
    another of the page's headlines.

    Parameters
    ----------
    title
        The title.
    names
        The names of the site and the authors.
    evidence
        The keys of the other headlines.
    loose
        Whether `evidence` also counts next to a colon or dash without a space before it. In an
        editor's own wording, such a sign is part of the headline.
    """
    # Longer texts are no titles, and the time is quadratic in the length.
    if len(title) > LONGEST_TITLE:
        return title
    while True:
        title = title.lstrip(_LEFT).rstrip(_RIGHT)
        shorter = _cut(title, names, evidence, loose)
        if shorter is None:
            return table().archived.sub("", title)
        title = shorter


def _cut(title: str, names: Names, evidence: AbstractSet[str], loose: bool) -> str | None:
    """Return a title without one of its parts, or None if no part can be removed."""
    for pattern in (SEPARATOR, TIGHT):
        parts = _parts(title, pattern)
        spaced = loose or pattern is SEPARATOR or is_wide(title)
        for head, separator, tail in reversed(parts):
            if names.is_after_headline(tail) and (spaced or len(key(head)) > len(key(tail))):
                return head
            is_headline = key(head) in evidence and not _contains_headline(tail, evidence)
            if is_headline and (spaced or separator in _BARS):
                return head
        for place, (head, _, tail) in enumerate(parts):
            if not place and names.is_site(head) and (spaced or len(key(tail)) > len(key(head))):
                return tail
            if spaced and key(tail) in evidence and count(key(tail)) >= (2 if loose else 3):
                return tail
    if (match := _BRACKETED.fullmatch(title)) and (
        names.is_site(match[2]) or key(match[1]) in evidence
    ):
        return match[1]
    if (match := _LEADING_BRACKET.fullmatch(title)) and (
        names.is_site(match[1]) or key(match[2]) in evidence
    ):
        return match[2]
    return None


def _parts(title: str, pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """Return (before, separator, after) for the first and the last few separators."""
    cuts = list(pattern.finditer(title))
    if len(cuts) > _MOST_PARTS:
        cuts = cuts[:1] + cuts[1 - _MOST_PARTS :]
    found = [(title[: cut.start()], cut[0].strip(), title[cut.end() :]) for cut in cuts]
    return [(head, sign, tail) for head, sign, tail in found if key(head) and key(tail)]


def _contains_headline(tail: str, evidence: AbstractSet[str]) -> bool:
    """Return whether the tail contains the headline, as in "Politics | Fire in port"."""
    parts = [tail, *(part for head, _, rest in _parts(tail, SEPARATOR) for part in (head, rest))]
    return any(count(key(part)) >= 3 and key(part) in evidence for part in parts)


def without_tail(title: str) -> str:
    """Return a page's title without a likely site name that no other title confirms.

    The name must follow a bar, or a spaced dash if its words all begin with a capital or include
    a usual word for papers. At least three words must remain.
    """
    if (match := _BRACKETED.fullmatch(title)) and _is_name(match[2], "(", capitals=True):
        title = match[1]
    for _ in range(3):
        cuts = list(SEPARATOR.finditer(title)) or (
            list(TIGHT.finditer(title)) if is_wide(title) else []
        )
        if not cuts:
            break
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if (
            title.count("«") == title.count("»") > 0
            or not key(tail)
            or count(key(head)) < max(3, count(key(tail)))
        ):
            break
        if not _is_name(tail, cuts[-1][0].strip(), capitals=_in_capitals(head)):
            break
        title = head
    return title


def without_head(title: str, mentions: Callable[[str], bool]) -> str:
    """Return a page's title without a likely site name before it: "Quay Echo - Fire in port".

    Parameters
    ----------
    title
        The title. At least five words must remain, and more than the name has.
    mentions
        Whether the page's paragraphs contain a name (a key). A name that they contain is the
        story's subject, not the site.
    """
    cut = SEPARATOR.search(title)
    sign = cut[0].strip() if cut else ""
    if cut is None and (colon := _COLON.search(title)) and _has_outlet(title[: colon.start()]):
        cut = colon
    if cut is None or not cut.start():
        return title
    head, tail = title[: cut.start()], title[cut.end() :]
    words = WORD.findall(head)
    capitals = 2 <= len(words) <= SHORT_NAME - 1 and all(word[0].isupper() for word in words)
    named = _has_outlet(head) or (capitals and (sign in _BARS or not _in_capitals(tail)))
    if not named or len(words) > SHORT_NAME or not tail[:1].isupper():
        return title
    if count(key(tail)) < max(SHORT_NAME, count(key(head)) + 1) or mentions(key(head)):
        return title
    return tail


def _has_outlet(name: str) -> bool:
    """Return whether a name contains a usual word for papers: "Echo", "Gazette"."""
    return not table().outlets.isdisjoint(key(name).split())


def _in_capitals(text: str) -> bool:
    """Return whether a headline is in Title Case, so that capitals do not indicate a name."""
    long = [word for word in WORD.findall(text) if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in long)


def _is_name(tail: str, separator: str, *, capitals: bool) -> bool:
    """Return whether the text after a separator looks like the name of a site."""
    words = key(tail).split()
    if is_wide(tail):
        return any(name in tail for name in table().outlet_ends)
    if len(words) > SHORT_NAME:
        return False
    if separator in _BARS or "." in tail.strip("."):
        return True
    if not table().outlets.isdisjoint(words) or tail.endswith(table().outlet_ends):
        return True
    initials = [part for part in tail.split() if _CAPITAL.match(part)]
    return (
        not capitals
        and len(initials) <= 4
        and bool(initials)
        and all(part[0].isupper() for part in initials)
    )


def is_label(text: str) -> bool:
    """Return whether a text is a label of a tool or page: "Original text", "Loading...", "Home"."""
    return key(text) in table().labels


class Table:
    """The words of ``data/titles.json`` in the forms that the rules need."""

    def __init__(self) -> None:
        data = read_data("reading/formats", "titles")
        self.labels = frozenset(key(label) for label in data["labels"])
        self.outlets = frozenset(word for word in data["outlets"])
        self.outlet_ends = tuple(data["outlet_ends"])
        published = "|".join(re.escape(word) for word in data["published"])
        # The date in brackets that archives add to a title: "(published 2 March 2019)".
        self.archived = regex(
            rf"\s*[(（\[](?:{published})[^()（）]{{0,12}}(?:19|20)\d\d[^()（）]{{0,6}}[)）\]]\s*$",
            re.IGNORECASE,
        )


@cache
def table() -> Table:
    """Return the words of every language; the file is read once."""
    return Table()
