"""Convert HTML in a field of a record to its text, with a blank line between paragraphs."""

from __future__ import annotations

import re
from typing import Any

from summkit.patterns import regex
from summkit.reading.cleaning.codes import without_codes
from summkit.reading.cleaning.markup import unescape, without_markup
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.rich import BLOCK_END

# The marks of HTML: an end tag that HTML has ("</p>"), a tag with a quoted attribute, a line break
# that touches a word ("word<br>"). The "<br>" in the text "the <br> tag" does not count.
_HTML = regex(
    r"</(?:p|div|a|b|i|em|strong|span|h[1-6]|li|ul|ol|blockquote|figure|section|article|body|html"
    r"|table|script|style|iframe|u|small|sup|sub|font|center|main|header|td|tr|pre|aside)\s*>"
    r"""|<(?:p|div|img|a|span|br|iframe|figure|script|h[1-6])\s[^<>]{0,400}=\s*["']"""
    r"|\S<br\s?/?>|<br\s?/?>\S|<!(?:doctype|--|\[CDATA)",
    re.IGNORECASE,
)
_WRAPPED = regex(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)  # "<![CDATA[ ... ]]>"
_PARAGRAPHS = regex(r"<(?:p|div|br|li|tr)\b|</p>|<!doctype|<html|<body", re.IGNORECASE)  # "<br>"
_SPACE = regex(r"[ \t\n\f\r]+")  # HTML's white space, without the no-break space

_UNSEEN = frozenset(
    "script style noscript template iframe object embed applet svg math form button select textarea"
    " input label video audio source track canvas map area head title link meta base nav figure"
    " figcaption picture img aside footer dialog menu progress meter ins-ad amp-img amp-ad"
    " amp-iframe amp-video amp-embed".split()
)
_BLOCK = frozenset(
    "address article blockquote body center dd details div dl dt fieldset h1 h2 h3 h4 h5 h6 header"
    " hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
    " caption".split()
)
_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_MAYBE = regex(
    rf"""</?([A-Za-z][\w:.-]{{0,60}})((?:\s+[\w:.-]+\s*=\s*(?:{_QUOTED}|[^\s"'<>=]+))*)"""
)
"""A possible tag: its name, and the attributes that have a value, as in '<a href="x"'."""
_OPEN_QUOTE = regex(r"""(=\s*)(["'])([^"'<>]*>)(?=(?:(?!\2)[^<])*(?:<|$))""")
"""A value whose quotation mark does not close before the next tag begins: '<a href="x>'."""
_TO_ITS_END = regex(rf"""[^<>"']*(?:{_QUOTED}[^<>"']*)*>""")
"""The rest of a tag, in which a ">" in quotation marks does not end the tag: ' alt="a > b">'."""
_CUT_OFF = regex(r"""\s*(?:[\w:.-]+\s*(?:=\s*(?:["'][^"'<>]*)?)?)?""")
"""The incomplete end of a field that was truncated within a tag: ' href="http://exam'."""
_LONGEST_TAG = 4_000
"""Maximum characters of a tag with quotation marks; a tag without quotation marks may be longer."""
_KNOWN = (
    frozenset(
        "a abbr acronym article audio b basefont bdi bdo big br center cite code data datalist del"
        " details dfn dir em font frame frameset hgroup i ins kbd legend mark marquee nobr"
        " noframes optgroup option output param q rb rp rt rtc ruby s samp search slot small span"
        " strike strong sub sup time tt u var wbr xmp col colgroup fieldset figcaption html".split()
    )
    | _UNSEEN
    | _BLOCK
)
# Posts of other sites, captions and boxes that CMSs insert into the running text.
_BOX = regex(
    r"(?:^|[\s_-])(?:twitter-tweet|instagram-media|tiktok-embed|fb-post|wp-embedded-content|"
    r"wp-caption|wp-caption-text|sharedaddy|jp-relatedposts|related-?posts|rich-link|"
    r"wp-block-buttons?|element-rich-link|kg-bookmark-card|kg-button-card|kg-signup-card|kg-image-card|"
    r"newsletter-signup|screen-reader-text|visually-hidden|sr-only|addtoany_share_save_container)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)  # "display: none"
_BUTTON = regex(r"(?:^|[\s_-])(?:button|btn|cta)(?:$|[\s_-])", re.IGNORECASE)  # class="btn-large"
_LONGEST_BUTTON = 40  # characters
_NOTE = regex(r"\[?\d{1,3}\]?|[*†‡]")  # "[12]", "†"

_WRAPPED_AT = 50
"""A line with more characters that ends in the middle of a sentence was wrapped by an editor."""

_ESCAPED = 2
"""Maximum number of times that the HTML of a field is escaped."""


_LEAST_ABOVE = 2  # minimum lines of a text above links to other stories
_LONGEST_LINK = 120  # characters


def holds_html(text: str) -> bool:
    """Return whether a text is HTML, by an end tag, a line break or a tag with an attribute.

    HTML that is escaped once or twice counts as well.
    """
    return _markup(text) is not None


def _markup(text: str) -> str | None:
    """Return a text that is HTML, unescaped if all of it was escaped; None if it is no HTML."""
    for _ in range(_ESCAPED):
        if "<" in text:
            return text if _HTML.search(text) else None
        if "&" not in text or "lt;" not in text:
            return None
        text = unescape(text, times=1)
    return text if _HTML.search(text) else None


def field_text(text: str) -> str:
    """Return a field's text without markup; each block element becomes a paragraph.

    In a text that is no HTML, text that only looks like a tag stays: see `without_markup`.
    """
    if BLOCK_END in text:
        return "\n\n".join(map(field_text, text.split(BLOCK_END)))
    text = without_codes(text)
    markup = _markup(text)
    return without_markup(text) if markup is None else _without_markup_of(markup)


def _without_markup_of(text: str) -> str:
    """Return the text of HTML: white space becomes one space, and only tags break lines."""
    from lxml import etree, html

    if match := _WRAPPED.fullmatch(text):
        text = match[1]
    if "\n" in text and not _PARAGRAPHS.search(text):
        text = text.replace("\n", "<br>")  # WordPress' older editor marks line breaks by line feeds
    text = _MAYBE.sub(_repaired, _OPEN_QUOTE.sub(r"\1\3", text.replace("\0", "")))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(
            f"<div>{text}</div>".encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return without_markup(text)
    _drop_links_below(root)
    return _Writer().text(root)


def _drop_links_below(root: Any) -> None:
    """Remove the last lines of a text that are only links to other stories.

    Text of at least two paragraphs must remain above them.
    """
    lines = [
        element
        for element in root.iter("p", "li", "h2", "h3", "h4")
        if element.text_content().strip() and element.find(".//p") is None
    ]
    while len(lines) > _LEAST_ABOVE and _is_link(lines[-1]):
        lines.pop().drop_tree()


def _is_link(line: Any) -> bool:
    """Return whether a line is only a link and no sentence."""
    text = line.text_content().strip()
    linked = sum(len(link.text_content().strip()) for link in line.iter("a"))
    return len(text) <= _LONGEST_LINK and linked >= len(text) and not ends_sentence(text)


def _repaired(match: re.Match[str]) -> str:
    """Escape text that is no HTML tag ("<MSFT.O>"), and close a tag that has no ">".

    Otherwise a parser would read all text up to the next ">" as attributes of the tag.
    """
    name, text, end = match[1].lower(), match.string, match.end()
    as_text = f"&lt;{match[0][1:]}"
    if name not in _KNOWN and "-" not in name and ":" not in name:
        return as_text
    following = text.find("<", end)
    until = len(text) if following < 0 else following
    if text.find(">", end, until) >= 0 or _TO_ITS_END.match(text, end, end + _LONGEST_TAG):
        return match[0]
    if following < 0 and _CUT_OFF.fullmatch(text, end):
        return match[0]
    ended = bool(match[2]) or name in _BLOCK or name in ("span", "strong", "em", "br")
    return f"{match[0]}>" if ended else as_text


class _Writer:
    """The writer of a tree's text.

    It uses no recursion, because pages nest hundreds of elements.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._ends: list[str] = []
        self._parts: list[str] = []

    def text(self, root: Any) -> str:
        """Return the text of a tree."""
        from lxml import etree

        skipped = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._parts.append(element.tail or "")
            elif event == "end":
                if name in _BLOCK:
                    self._end("\n\n")
                self._parts.append(element.tail or "")
            elif not name or _is_unseen(element, name):
                skipped = element
                if name in ("figure", "aside", "nav", "footer", "blockquote", "div"):
                    self._end("\n\n")
            else:
                if name == "br" or name in _BLOCK:
                    self._end("\n" if name == "br" else "\n\n")
                self._parts.append(element.text or "")
        self._end("\n\n")
        return self._joined()

    def _end(self, end: str) -> None:
        """End the current line; `end` is the line break that follows it."""
        line = _SPACE.sub(" ", "".join(self._parts)).strip(" ")
        self._parts = []
        if line:
            self._lines.append(line)
            self._ends.append(end)
        elif self._lines:
            # Two line breaks together, or a block after a line break, end the paragraph.
            self._ends[-1] = "\n\n"

    def _joined(self) -> str:
        """Join the lines. A break in the middle of a sentence comes from wrapping in an editor."""
        parts = self._lines[:1]
        for end, line, following in zip(self._ends, self._lines, self._lines[1:], strict=False):
            wrapped = not ends_sentence(line) and (
                len(line) > _WRAPPED_AT or following[0].islower()
            )
            parts += [" " if end == "\n" and wrapped else end, following]
        return "".join(parts)


def _is_unseen(element: Any, name: str) -> bool:
    """Return whether a browser does not show an element, or its text is no part of the article."""
    if name in _UNSEEN or (name == "cite" and _names_speaker(element)):
        return True
    attributes = element.attrib
    if not attributes:
        return name == "sup" and _is_note(element)
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(attributes.get("style", "")) or _BOX.search(attributes.get("class", "")):
        return True
    if name == "a" and _BUTTON.search(attributes.get("class", "")):
        return _is_alone(element)
    return name == "sup" and _is_note(element)


def _is_alone(element: Any) -> bool:
    """Return whether a button is the whole text of its block and no part of a sentence."""
    block = element.getparent()
    while block is not None and block.tag not in _BLOCK:
        block = block.getparent()
    own = "".join(element.itertext()).strip()
    if block is None or block.getparent() is None or len(own) > _LONGEST_BUTTON:
        return False
    return bool("".join(block.itertext()).strip() == own)


def _names_speaker(element: Any) -> bool:
    """Return whether a `<cite>` below a quotation is the speaker and no part of a sentence."""
    above = element.getparent()
    return above is not None and above.tag == "blockquote" and not (element.tail or "").strip()


def _is_note(element: Any) -> bool:
    """Return whether a superscript is a footnote's mark, not part of a unit or ordinal ("m²")."""
    text = "".join(element.itertext()).strip()
    return bool(element.find(".//a") is not None and _NOTE.fullmatch(text))
