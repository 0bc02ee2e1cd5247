"""HTML left over in what should be plain text: entities, and in records' fields tags as well."""

from __future__ import annotations

import html
import re
from html.entities import html5

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BLOCKS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]"
    "|head|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub"
    "|sup|time|tt|u|wbr"
)
# Attributes only with a value: "<b and c>" is mathematics. Nothing here can backtrack far.
_ATTRIBUTES = r"""(?:\s++[\w:.-]{1,60}+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++))*+\s*+/?"""
_TAG = re.compile(rf"<(/?)(?:({_BLOCKS})|({_INLINE}))({_ATTRIBUTES})>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(?:(script|style)(?:\s[^<>]*+)?>|!--)", re.IGNORECASE)


def unescape(text: str) -> str:
    """Replace HTML's known entities; "&amp;quot;", escaped twice over, is common.

    An ampersand that begins none ("Fish & Chips; a menu") stays, and so does one without its
    semicolon, which ordinary text has too ("R&D").
    """
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(_character, text)
    return text


def _character(match: re.Match[str]) -> str:
    entity = match.group()
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def without_markup(text: str) -> str:
    """Return a field's text without entities and tags; block tags become paragraph breaks.

    Only names that HTML has count as tags, so that "<Name withheld>" and "<unk>" stay; a
    parser would drop them.
    """
    if "<" in text:
        text = _without_tags(text)
        # What was escaped beside real tags is meant to be read: "the &lt;br&gt; tag".
        return unescape(text)
    text = unescape(text)
    return _without_tags(text) if "<" in text else text


def _without_tags(text: str) -> str:
    text = _without_unseen(text)
    closed = {(tag[2] or tag[3]).casefold() for tag in _TAG.finditer(text) if tag[1]}

    def replacement(tag: re.Match[str]) -> str:
        name = tag[2] or tag[3]
        # Wires write a share's symbol so: "Oldhaven Boats <B>", "Northern Ferries <P>".
        sure = not name.isupper() or tag[1] or tag[4] or name == "BR" or name.casefold() in closed
        if not sure:
            return tag.group()
        return "\n\n" if tag[2] else ""

    return _TAG.sub(replacement, text)


def _without_unseen(text: str) -> str:
    """Take out comments, scripts and styles with what they hold; an unfinished one stays."""
    kept: list[str] = []
    position = 0
    while match := _UNSEEN.search(text, position):
        close = re.compile(f"</{match[1]}>" if match[1] else "-->", re.IGNORECASE)
        end = close.search(text, match.end())
        if end is None:
            break
        kept += [text[position : match.start()], "\n\n"]
        position = end.end()
    return "".join([*kept, text[position:]])
