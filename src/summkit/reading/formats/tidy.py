"""Remove the parts of a page that readers do not see or need, before the body is searched for."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.codes import without_codes
from summkit.reading.formats.notes import drop_notes
from summkit.reading.formats.quoted import open_quotations
from summkit.reading.formats.wikis import drop_wiki_lines

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement

_UNSEEN = (
    *("script", "style", "template", "noscript", "iframe", "object", "svg", "math"),
    *("amp-ad", "amp-embed", "amp-sticky-ad", "amp-consent", "amp-user-notification"),
    *("amp-next-page", "amp-list", "amp-carousel", "amp-base-carousel", "amp-sidebar"),
)
_CHOICES = ("select", "textarea", "datalist")
# Styles that hide an element: "display: none", "left: -9999px".
_HIDING = regex(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|rem|pt)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{4,}(?:\.\d+)?(?:px|em|rem|pt)?",
    re.IGNORECASE,
)
# Classes of text for screen readers only, which the page does not show: class="sr-only".
_SCREEN_READER = regex(
    r"(?:(?<![\w-])|(?<=__))(?:sr-only|screen-?reader(?:-?text|-?only)?|visually-?_?hidden"
    r"|u-visually-hidden|tool-?tip_{0,2}-?(?:text|content|body|inner)|assistive-text|a11y-hidden|element-invisible|offscreen)"
    r"(?![^\W_]|-|_[^\W_]*hidden)",
    re.IGNORECASE,
)
_INLINE_TAGS = frozenset({"span", "b", "i", "em", "strong", "small", "font", "sup", "sub", "a"})
_BLOCK = regex(r"display\s*:\s*block", re.IGNORECASE)  # "display: block"
_MOST_HIDDEN = 0.3  # minimum share of a page's running text
_LONG_PIECE = 60  # characters
_ROLES = frozenset({"status", "alert", "tooltip"})  # messages of the page to its reader
_LONGEST_MESSAGE = 120  # maximum characters of such a message
_PROSE = 40  # minimum characters of hidden text that is listed in `dropped`
# A footnote's mark: "12", "[a]", "†".
_MARK = regex(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#]{1,3})[\])]?", re.IGNORECASE)
_BRACKETED = regex(r"\[(?:\d{1,3}|[a-z]|[ivx]{1,4}|note \d{1,2})\]", re.IGNORECASE)  # "[12]"
# Classes of footnotes' marks: class="footnote-ref".
_NOTE = regex(r"foot-?note|reference|citation|\bfn\b|fnref|endnote|editsection", re.IGNORECASE)
# Classes of embedded posts: class="twitter-tweet".
_POST = regex(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed"
    r"|fb-(?:post|video)|reddit-(?:card|embed)|threads-post|text-post-media|telegram-post"
    r"|vk-?post|linkedin-embed",
    re.IGNORECASE,
)
# Classes of large initials: class="dropcap".
_DROP = regex(
    r"drop-?_?cap|dropped|\bdrop\b|-drop\b|initial|lettrine|first-?letter|firstcharacter"
    r"|capital|kapit|initiale|lettre|versal",
    re.IGNORECASE,
)
# Classes of the line above a headline: class="article-kicker".
_KICKER = regex(r"\bkicker|eyebrow|\boverline|dachzeile|surtitre|rubri[ck]\b", re.IGNORECASE)
_LONGEST_KICKER = 80  # characters
_CAPTION = regex(r"\s*\[(?:wp_)?(?:caption|gallery|playlist)\b")  # "[caption id=...]"
# Classes of inline captions: class="img_desc".
_CAPTIONED = regex(
    r"(?<![a-z])(?:img|image|photo|pic|picture)[-_]?(?:desc|caption|legend)(?![a-z])", re.IGNORECASE
)
_CAPTIONS = ("figcaption", "figure")
_LETTER = regex(r"(?P<open>[\"'“‘„«»‚¿¡「『(\[]{0,2})(?P<letter>[^\W\d_])\s*")  # "T", "“T"
# Letters that are words: a space after such a letter separates two words.
_WORDS = frozenset("AIOEYUÀÈÉÓÒÁВИКОСУЯАЙЗ")


def tidy(tree: HtmlElement) -> list[Dropped]:
    """Remove elements that are no text of the page.

    Return the removed parts that may be of interest.
    """
    from lxml import etree

    etree.strip_elements(tree, *_UNSEEN, *_CHOICES, with_tail=False)
    dropped = [*drop_wiki_lines(tree), *_drop_hidden(tree), *open_quotations(tree)]
    _drop_codes(tree)
    _open_captions(tree)
    _join_drop_caps(tree)
    dropped += drop_notes(tree)
    _drop_marks(tree)
    dropped += [*_drop_signatures(tree), *_drop_kickers(tree)]
    return dropped


@cache
def _paths() -> tuple[XPath, XPath, XPath]:
    """Return the XPaths of elements that may be hidden, marks of notes, and short codes."""
    from lxml.etree import XPath

    hidden = XPath(
        "//body/descendant::*[@hidden or @aria-hidden = 'true'"
        " or @style[contains(., 'isplay') or contains(., 'ISPLAY') or contains(., 'isibility')"
        " or contains(., '-9') or contains(., '-1') or contains(., 'ont-size')]"
        " or @class[contains(., 'hidden') or contains(., 'Hidden') or contains(., 'sr-')"
        " or contains(., 'reader') or contains(., 'assistive') or contains(., 'tip')"
        " or contains(., 'invisible') or contains(., 'offscreen')]"
        " or @role = 'status' or @role = 'alert' or @role = 'tooltip']"
    )
    coded = XPath("//body//*[text()[contains(., '[') or contains(., '{{') or contains(., '<!--')]]")
    marks = XPath("//body//sup | //body//a[starts-with(@href, '#') or contains(@href, '#cite')]")
    return hidden, marks, coded


def _drop_hidden(tree: HtmlElement) -> list[Dropped]:
    """Remove hidden elements; uncover them instead if they contain much of the page's text."""
    dropped: list[Dropped] = []
    hidden: dict[HtmlElement, bool] = {}
    for element in _paths()[0](tree):
        if element.tag in _INLINE_TAGS and _BLOCK.search(element.get("style") or ""):
            element.tag = "div"
        if _is_hidden(element) and not any(a in hidden for a in element.iterancestors()):
            hidden[element] = True
    if not hidden:
        return []
    sizes = {element: _running(element) for element in hidden}
    # If much text is hidden, a script shows it: the article is hidden until then. Only hidden
    # elements without running text are then removed.
    covered = sum(sizes.values()) > _MOST_HIDDEN * _running(tree)
    for element, size in sizes.items():
        if covered and size:
            for name in ("hidden", "aria-hidden", "style"):
                element.attrib.pop(name, None)
            continue
        text = _text(element)
        if len(text) >= _PROSE:
            dropped.append(Dropped(text, "hidden text"))
        element.drop_tree()
    return dropped


def _drop_codes(tree: HtmlElement) -> None:
    """Remove codes that the content management system did not replace: "[gallery ids=...]"."""
    for element in _paths()[2](tree):
        if element.tag == "p" and _CAPTION.match(element.text or ""):
            element.drop_tree()
            continue
        if element.text:
            element.text = without_codes(element.text)
        for child in element:
            if child.tail:
                child.tail = without_codes(child.tail)


def _open_captions(tree: HtmlElement) -> None:
    """Make a caption of an inline element that is called one: <em class="img_desc">."""
    for element in tree.iter("em", "span", "small", "i"):
        names = element.get("class")
        if names and _CAPTIONED.search(names) and element.getparent().tag not in _CAPTIONS:
            element.tag = "figcaption"


def _running(element: HtmlElement) -> int:
    """Return the number of characters in pieces of text that are long enough for a sentence."""
    return sum(len(text) for text in element.itertext() if len(text) >= _LONG_PIECE)


def _is_hidden(element: HtmlElement) -> bool:
    """Return whether a page does not show an element."""
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    if element.get("role") in _ROLES and len(_text(element)) <= _LONGEST_MESSAGE:
        return True
    style = element.get("style")
    if style and _HIDING.search(style):
        return True
    if element.get("aria-hidden") == "true":
        # A large initial with aria-hidden is part of a word. Screen readers get that word
        # separately.
        if len(_text(element)) > 2 or _is_read_out(element):
            return True
        del element.attrib["aria-hidden"]
        return False
    names = element.get("class")
    if not names or not _SCREEN_READER.search(names):
        return False
    before = element.getprevious() if element.tag in _INLINE_TAGS else None
    return before is None or before.get("aria-hidden") != "true"


def _is_read_out(element: HtmlElement) -> bool:
    """Return whether the next element repeats the text for screen readers."""
    after = element.getnext()
    return after is not None and bool(_SCREEN_READER.search(after.get("class") or ""))


def _join_drop_caps(tree: HtmlElement) -> None:
    """Join a large initial with the rest of its word: "T", "he ferry"."""
    for image in list(tree.iter("img")):
        if len(alt := (image.get("alt") or "").strip()) == 1 and _opens_block(image):
            image.tag, image.text = "span", alt
            image.set("class", "dropcap")
    for element in list(tree.iter("span", "b", "strong", "font", "big", "i", "em", "div", "p")):
        if len(element) > 1 or element.getparent() is None:
            continue
        text = "".join(islice(element.itertext(), 4))
        if len(text) > 6 or not (match := _LETTER.fullmatch(text.strip())):
            continue
        named = bool(_DROP.search(f"{element.get('class')} {element.get('id')}"))
        if element.tag in ("div", "p"):
            _join_block(element, match, named=named)
        elif _opens_block(element):
            _join_inline(element, match, named=named)


def _opens_block(element: HtmlElement) -> bool:
    """Return whether an inline element is the beginning of its block."""
    while element is not None:
        parent = element.getparent()
        if element.getprevious() is not None or parent is None or (parent.text or "").strip():
            return False
        if parent.tag not in _INLINE_TAGS:
            return True
        element = parent
    return False


def _join_inline(element: HtmlElement, match: re.Match[str], *, named: bool) -> None:
    """Join an initial in an inline element with the text after it."""
    outer = element
    while not (outer.tail or "").strip() and outer.getnext() is None:
        parent = outer.getparent()
        if parent is None or parent.tag not in _INLINE_TAGS:
            return
        outer = parent
    tail = outer.tail or ""
    after = outer.getnext() if not tail.strip() else None
    rest = tail.lstrip() or (after.text_content().lstrip() if after is not None else "")
    spaced = tail != tail.lstrip() or element.text_content()[-1:].isspace()
    if not _continues_word(match, rest, spaced=spaced, named=named):
        return
    element.text, children = element.text_content().strip(), list(element)
    for child in children:
        element.remove(child)
    outer.tail = tail.lstrip()
    if not outer.tail and after is not None:
        while not (after.text or "").strip() and len(after):
            after = after[0]
        after.text = (after.text or "").lstrip()


def _join_block(element: HtmlElement, match: re.Match[str], *, named: bool) -> None:
    """Join an initial in a separate block with the next block."""
    tail = (element.tail or "").lstrip()
    after = element.getnext()
    if tail:
        if _continues_word(match, tail, spaced=False, named=named):
            element.tag, element.tail = "span", tail
        return
    if after is None or after.tag not in ("p", "div", "span"):
        return
    rest = after.text_content().lstrip()
    if not _continues_word(match, rest, spaced=False, named=named):
        return
    while not (after.text or "").strip() and len(after):
        after = after[0]
    after.text = f"{match['open']}{match['letter']}{(after.text or '').lstrip()}"
    element.drop_tree()


def _continues_word(match: re.Match[str], rest: str, *, spaced: bool, named: bool) -> bool:
    """Return whether a text continues the word that an initial begins."""
    if not rest[:1].isalpha() and rest[:1] not in ("'", "’"):
        return False
    letter = match["letter"]
    if not letter.isupper() and letter.lower() != letter.upper():
        return False
    if spaced and letter in _WORDS:
        return False
    return rest[0].islower() or named or not spaced


def _drop_marks(tree: HtmlElement) -> None:
    """Remove footnote marks: "[3]", a linked superscript, "[edit]"."""
    for element in _paths()[1](tree):
        text = _text(element)
        if len(text) > 12 or element.getparent() is None:
            continue
        if element.tag == "sup":
            names = f"{element.get('class')} {element.get('id')}"
            linked = element.find(".//a") is not None or element.getparent().tag == "a"
            noted = linked or bool(_NOTE.search(names)) or bool(_BRACKETED.fullmatch(text))
            if noted and (not text or _MARK.fullmatch(text) or _BRACKETED.fullmatch(text)):
                element.drop_tree()
        elif _BRACKETED.fullmatch(text) or (
            _MARK.fullmatch(text) and _NOTE.search(f"{element.get('class')} {element.get('href')}")
        ):
            element.drop_tree()


def _drop_signatures(tree: HtmlElement) -> list[Dropped]:
    """Remove the author, time and place below an embedded post; the post's words stay."""
    dropped: list[Dropped] = []
    for quote in list(tree.iter("blockquote")):
        if not _POST.search(quote.get("class") or ""):
            continue
        for paragraph in list(quote.iter("p")):
            linked = sum(len(_text(link)) for link in paragraph.iter("a"))
            if linked > 0.8 * len(_text(paragraph)):
                paragraph.drop_tree()
        said = [e for e in quote.iter("p") if _text(e)]
        words = [_text(e) for e in said]
        rest = _text(quote)
        for text in words:
            rest = rest.replace(text, "", 1)
        for child in list(quote):
            quote.remove(child)
        quote.text = None
        for element in said:
            element.tail = None
            quote.append(element)
        if rest.strip():
            dropped.append(Dropped(rest.strip(), "embedded post"))
    return dropped


def _drop_kickers(tree: HtmlElement) -> list[Dropped]:
    """Remove the line above a headline that gives the kind or section of the story."""
    dropped: list[Dropped] = []
    for title in tree.iter("h1", "h2"):
        above = title.getprevious()
        if above is None or not _KICKER.search(above.get("class") or ""):
            continue
        text = _text(above)
        if len(text) <= _LONGEST_KICKER:
            dropped += [Dropped(text, "above the story")] if text else []
            above.drop_tree()
    return dropped


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
