"""Find a page's dek: a text that an editor wrote, not a text from a machine or about the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.stamps import SHORT, is_byline, is_dated, is_stamp
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.prose import plain
from summkit.reading.formats.suffixes import WORD, is_wide, key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from summkit.reading.formats.metadata import Metadata

# Classes that only standfirsts have: class="article-dek", class="subheadline".
_SURE = regex(
    r"\bdek\b|[-_\s]dek\b|\bdeck\b|[-_]deck\b|stand-?_?first|sub-?_?(?:title|head(?:line|er|ing)?)"
    r"|sottotitolo|occhiello|chapo|chapeau|\bsapo|entradilla|bajada|copete|vorspann|unterzeile"
    r"|strap-?line|\bstrap\b|tag-?line|excerpt|\bperex\b|\bmanchet\b|\bzajawka\b|alternativeheadline|catenaccio|\blead-?in\b",
    re.IGNORECASE,
)
# Classes that standfirsts and other texts have: class="article-summary".
_LIKELY = regex(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|summary|abstract|description|teaser|preamble|spot"
    r"|ingress|anons|sommario|sommaire|desc)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Classes of texts that are no standfirst: class="author-description".
_OTHER = regex(
    r"image|\bimg|caption|photo|video|author|byline|share|relat|newsletter|promo|advert|comment|meta\b"
    r"|site|key-?points|footer|nav|logo|date|time|profile|\bbio\b|user|member|actor",
    re.IGNORECASE,
)
_LEAVES = ("p", "h2", "h3", "h4", "div", "span", "strong", "em", "blockquote")
_BLOCKS = ("p", "div", "ul", "ol", "h2", "h3", "h4", "section", "table", "figure")
_HEADINGS = ("h1", "h2", "h3")
_NEAREST = 30  # number of elements after the headline that are examined
_LEVELS = 4  # number of ancestors of the headline whose siblings are examined
_RUNNING = 15  # a paragraph with as many words belongs to the body
_MIN_DEK_WORDS = 5
_FEWEST_WORDS = 3  # minimum words of a text that the page marks as a standfirst
_SHORTEST = 15  # minimum characters of such a text
_SHORTEST_WIDE = 7  # the same, in scripts without spaces
_HEADING_WORDS = 8  # minimum words of a heading without a class that is a standfirst
# Maximum characters; a longer sentence in an element called "lead" may be the first paragraph.
_LEDE = 100
_DAY = 5  # minimum letters of the name of a weekday or month; "may" and "sun" are other words too
_REPEATED = 0.7  # minimum share of the headline's words in a text that repeats the headline
_ALIKE = 0.9  # minimum likeness of two wordings of one text
_SECTIONS = 3  # minimum number of different section words in a text about the site
_BYLINE = 6  # maximum words next to a date that are a byline
_MAX_DEK_WORDS = 60
_UNNAMED = ("h2", "h3", "h4")
_APART = regex(r"[|·•,]|\s[-–—]\s")  # between a name and a date: "By Jane Doe | 4 March 2031"
_LATIN = regex("[A-Za-z]")
CUT = regex(r"\s*(?:\.{2,}|…|\[…\]|\[\.\.\.\])\s*$")  # the end of "The minister said [...]"


class Standfirst(NamedTuple):
    """A text near the headline marked as a standfirst; `sure` if its class is unambiguous."""

    text: str
    sure: bool


def labels(element: HtmlElement) -> str:
    """Return the class, id, itemprop and data-testid of an element as one text."""
    names = ("class", "id", "itemprop", "data-testid")
    return " ".join(element.get(name) or "" for name in names)


def is_dek(text: str, headline: str | None, sites: AbstractSet[str] = frozenset()) -> bool:
    """Return whether a description may be a dek: 5 to 60 words, neither headline nor site name."""
    words = len(WORD.findall(text))
    if not _MIN_DEK_WORDS <= words <= _MAX_DEK_WORDS and not _unspaced(text):
        return False
    return key(text) != key(headline) and key(text) not in sites and not is_signature(text)


def is_signature(text: str) -> bool:
    """Return whether a text is only a byline, or a byline and a date: "By Jane Doe, 4 March"."""
    if len(text) > SHORT:
        return False
    if is_byline(text) or is_dated(text):
        return True
    parts = [part.strip() for part in _APART.split(text)]
    while len(parts) > 1 and (not parts[-1] or is_stamp(parts[-1], labelled=False)):
        parts.pop()
    rest = text[: text.rfind(parts[-1]) + len(parts[-1])]
    if rest == text:
        return False
    return is_byline(rest) or (
        "|" in text and len(WORD.findall(rest)) <= _BYLINE and not ends_sentence(rest)
    )


def _unspaced(text: str) -> bool:
    """Return whether spaces do not separate the words of a text (Chinese, Japanese, Thai...)."""
    return 10 <= len(text) <= 300 and text.count(" ") * 12 < len(text) and not text.isascii()


def find_standfirst(heading: HtmlElement, headline: str) -> Standfirst | None:
    """Return the text between a headline and the body that the page marks as a standfirst."""
    for element in islice(_following(heading), _NEAREST):
        if element.tag in _HEADINGS and next(element.iter("a"), None) is not None:
            return None  # the heading is the headline of another story
        if element.tag not in _LEAVES or next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        called = f"{labels(element)} {_label_of_frame(element, heading)}"
        sure = _SURE.search(called) is not None
        if (sure or _LIKELY.search(called)) and not _OTHER.search(called):
            text = plain(element.text_content())
            whole = is_dek(text, headline)
            if (whole or _is_short(text, headline)) and not _repeats(text, headline):
                # A short text takes the place of a description only if that is a copy of the body.
                return Standfirst(text, sure and whole)
        elif element.tag == "p" and len(element.text_content().split()) >= _RUNNING:
            return None
        elif element.tag in _UNNAMED and not _OTHER.search(called):
            text = plain(element.text_content())
            if _repeats(text, headline):
                continue
            if (is_dek(text, headline) and _is_line_below(element, text)) or (
                _is_only_subtitle(element, heading, text) and _is_short(text, headline)
            ):
                return Standfirst(text, sure=False)
    return None


def _is_short(text: str, headline: str) -> bool:
    """Return whether a text of three or four words may be a standfirst: no label, byline or date.

    Finnish, Hebrew or Russian say in four words what English says in seven.
    """
    words = len(WORD.findall(text))
    wide = len(text) >= _SHORTEST_WIDE and is_wide(text)
    if not (wide or (words >= _FEWEST_WORDS and len(text) >= _SHORTEST)) or words > _MAX_DEK_WORDS:
        return False
    if text[-1] in ":：" or is_signature(text) or is_stamp(text, labelled=False):
        return False
    return key(text) != key(headline) and line_rule(text, begun=False) is None


def _is_only_subtitle(element: HtmlElement, heading: HtmlElement, text: str) -> bool:
    """Return whether a heading is directly below the headline and the only one of its level.

    A story with subheads has several, and the first of them may be directly below the headline.
    Texts in the Latin script do not count: on real pages most of them are subheads.
    """
    if element.getprevious() is not heading or element.tag != "h2" or _LATIN.search(text):
        return False
    below = element.getnext()
    if below is None or below.tag in ("ul", "ol") or below.tag in _UNNAMED:
        return False
    frame = element.getparent()
    return frame is not None and len(list(islice(frame.iter(*_UNNAMED), 2))) == 1


def _repeats(text: str, headline: str) -> bool:
    """Return whether a text contains most of the headline's words, with a kicker or a byline."""
    words = set(key(headline).split())
    return len(words & set(key(text).split())) >= _REPEATED * len(words)


def _is_line_below(element: HtmlElement, text: str) -> bool:
    """Return whether a heading without a class may be a standfirst: long, and not above a list."""
    below = element.getnext()
    if below is not None and below.tag in ("ul", "ol"):
        return False
    long = len(WORD.findall(text)) >= _HEADING_WORDS or _unspaced(text)
    return long and line_rule(text, begun=True) is None


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements after a heading, in its parent and up to three further ancestors."""
    node: HtmlElement | None = heading
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "main"):
            return
        for sibling in node.itersiblings():
            yield from sibling.iter("*")
        node = node.getparent()


def _label_of_frame(element: HtmlElement, heading: HtmlElement) -> str:
    """Return the class and id of an element's parent, unless it also contains the headline."""
    frame = element.getparent()
    if frame is None or frame in (heading.getparent(), heading) or len(frame) > 2:
        return ""
    if any(each is not element and len(each.text_content().split()) >= _RUNNING for each in frame):
        return ""  # the frame contains the story's first paragraphs
    return "" if heading in frame.iter(heading.tag) else labels(frame)


def with_dek(meta: Metadata, paragraphs: Sequence[str]) -> Metadata:
    """Return a page's metadata with its dek, which is chosen with the help of the body.

    The page's description is the dek unless it describes the whole site. The standfirst that the
    page shows replaces it if there is no such description, if the description was copied from the
    body, or if the standfirst is itself a description of the page.
    """
    shown = meta.standfirst
    usable = (each for each in meta.deks if is_dek(each, meta.headline, meta.sites))
    dek = next((each for each in usable if not _is_sites(each, meta, paragraphs)), None)
    described = {key(each) for each in meta.deks}  # the standfirst may be one of the descriptions
    if shown is not None and (key(shown.text) in described or _is_better(shown, dek, paragraphs)):
        dek = shown.text
    if dek == meta.dek:
        return meta
    deks = tuple(dict.fromkeys([dek, *meta.deks])) if dek else meta.deks
    return replace(meta, dek=dek, deks=deks)


def _is_better(shown: Standfirst, dek: str | None, paragraphs: Sequence[str]) -> bool:
    """Return whether a standfirst is a better dek than the page's description.

    A text that clearly is a standfirst is better than any description, which may be written for
    search engines. Another text near the headline is better if there is no description, or if the
    description is a copy of the body's words. A whole sentence in an element that is only called
    "lead" or "intro" may be the story's first paragraph: without a description, it is a dek only if
    it is short and gives no weekday or month.
    """
    if shown.sure:
        return dek is None or not repeats_dek(shown.text, dek)
    if dek is None:
        return not (ends_sentence(shown.text) and _is_lede(shown.text))
    description, standfirst = key(CUT.sub("", dek)), key(shown.text)
    if description in standfirst:
        return False
    others = " ".join(words for line in paragraphs if (words := key(line)) != standfirst)
    return description.rpartition(" ")[0] in others


def repeats_dek(text: str, dek: str) -> bool:
    """Return whether a text is a part of a complete dek, or the same text with few changes.

    "Editorial: [the standfirst]" is the same text with a label.
    """
    if CUT.search(dek):
        return False
    words, whole = key(text), key(dek)
    if words == whole or words.count(" ") + 1 < _MIN_DEK_WORDS:
        return False
    return (
        f" {words} " in f" {whole} "
        or SequenceMatcher(None, words.split(), whole.split()).ratio() >= _ALIKE
    )


def _is_lede(sentence: str) -> bool:
    """Return whether a sentence may be a first paragraph: it is long or gives a day or month."""
    if len(sentence) > _LEDE:
        return True
    calendar = phrases().calendar
    return any(len(word) >= _DAY and word in calendar for word in key(sentence).split())


def _is_sites(dek: str, meta: Metadata, paragraphs: Sequence[str]) -> bool:
    """Return whether a description is about the site: its name or its sections, not the story."""
    words = key(dek)
    if _lists_sections(dek, meta.headline or "", paragraphs):
        return True
    names = [name for name in sorted(meta.sites) if len(name) > 3 and f" {name} " in f" {words} "]
    if not names:
        return False
    named = {word for name in names for word in name.split()}
    content = {word for word in words.split() if len(word) > 4} - named
    text = set(key(" ".join([meta.headline or "", *paragraphs])).split())
    return len(content & text) * 4 < len(content)


def _lists_sections(dek: str, headline: str, paragraphs: Sequence[str]) -> bool:
    """Return whether a description lists a site's sections that the story does not mention.

    An example is "The latest news, sport and weather from the coast".
    """
    words, marks = _section_words()
    said = key(dek)
    found = words.intersection(said.split()) | {mark for mark in marks if mark in said}
    if len(found) < _SECTIONS:
        return False
    text = key(" ".join([headline, *paragraphs]))
    told = set(text.split())
    return (
        sum(each not in told and (each in words or each not in text) for each in found) >= _SECTIONS
    )


@cache
def _section_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the section words of every language: words, and parts of texts without spaces."""
    data = read_data("reading/formats", "sites")
    words = frozenset(word for each in data["words"].values() for word in each.split())
    return words, tuple(data["parts"])
