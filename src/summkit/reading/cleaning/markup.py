"""Remove HTML from texts that should be plain: entities, and tags in the fields of records."""

from __future__ import annotations

import re

from summkit.patterns import regex

_ENTITY = regex(  # "&amp;", "&#8217;"
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
)
_BLOCKS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]"
    "|head|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub"
    "|sup|time|tt|u|wbr"
)
# Attributes need a value: "<b and c>" is mathematics. The pattern cannot backtrack far.
_ATTRIBUTES = r"""(?:\s+[\w:.-]{1,60}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?"""
_TAG = regex(rf"<(/?)(?:({_BLOCKS})|({_INLINE}))({_ATTRIBUTES})>", re.IGNORECASE)  # "</p>"
_UNSEEN = regex(r"<(?:(script|style)(?:\s[^<>]*)?>|!--)", re.IGNORECASE)  # "<script>", "<!--"


def unescape(text: str, *, times: int = 2) -> str:
    """Replace entities of HTML, also entities that are escaped twice ("&amp;quot;").

    An ampersand that begins no entity ("Fish & Chips; a menu") stays. An entity without a semicolon
    stays too, since ordinary text contains similar words ("R&D").
    """
    for _ in range(times):
        if "&" not in text:
            break
        text = _ENTITY.sub(_character, text)
    return text


def _character(match: re.Match[str]) -> str:
    """Return the character of an entity; an unknown entity stays."""
    import html
    from html.entities import html5

    entity = match.group()
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def without_markup(text: str) -> str:
    """Return a field's text without entities and tags; block tags become paragraph breaks.

    Only names of HTML's tags count, so that "<Name withheld>" and "<unk>" stay; a
    parser would delete them.
    """
    if "<" in text:
        text = _without_tags(text)
        # If a text has real tags, escaped tags are part of its words: "the &lt;br&gt; tag".
        return unescape(text)
    text = unescape(text)
    return _without_tags(text) if "<" in text else text


def _without_tags(text: str) -> str:
    """Return a text without tags, comments, scripts and styles."""
    text = _without_unseen(text)
    closed = {(tag[2] or tag[3]).casefold() for tag in _TAG.finditer(text) if tag[1]}

    def replacement(tag: re.Match[str]) -> str:
        name = tag[2] or tag[3]
        # Wires write symbols of shares like this: "Oldhaven Boats <B>", "Northern Ferries <P>".
        sure = not name.isupper() or tag[1] or tag[4] or name == "BR" or name.casefold() in closed
        if not sure:
            return tag.group()
        return "\n\n" if tag[2] else ""

    return _TAG.sub(replacement, text)


def _without_unseen(text: str) -> str:
    """Remove comments, scripts and styles with their content. A part without an end stays."""
    parts: list[str] = []
    position = 0
    while match := _UNSEEN.search(text, position):
        close = regex(f"</{match[1]}>" if match[1] else "-->", re.IGNORECASE)
        end = close.search(text, match.end())
        if end is None:
            break
        parts += [text[position : match.start()], "\n\n"]
        position = end.end()
    return "".join([*parts, text[position:]])


# References to characters by number. Browsers read the numbers 128 to 159 as Windows-1252, and some
# programs write a character beyond the first plane as two numbers: "&#xD83D;&#xDE00;".
_PAIR = regex(
    rb"&#(?:x(d[89ab][0-9a-f]{2})|(5[5-6]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67]\d{3}));",
    re.IGNORECASE,
)
_NUMERIC = regex(  # "&#8217;", "&#x2019"
    rb"&#(?:[xX]0{0,6}([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0{0,6}([0-9]{1,7})(?!\d));?"
)
_NAMED = tuple(
    f"&{name}".encode()
    for name in (
        *("shy;", "shy", "lrm;", "lrm", "rlm;", "rlm", "ZeroWidthSpace;", "NoBreak;"),
        *("NegativeThinSpace;", "NegativeMediumSpace;", "NegativeThickSpace;"),
        *("NegativeVeryThinSpace;", "InvisibleTimes;", "InvisibleComma;", "ApplyFunction;"),
    )
)
_MAY_BE_NAMED = regex(rb"&(?:shy|lrm|rlm|Zero|NoBreak|Neg|Invisible|Apply)")  # "&shy;"
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_FEEDS = bytes.maketrans(b"\x0b\x0c", b"  ")
# In UTF-8: the soft hyphen, the grapheme joiner, direction marks, spaces without width, the byte
# order mark, annotations, and codes that are no characters.
_INVISIBLE = regex(
    rb"\xc2\xad|\xcd\x8f|\xd8\x9c|\xe1\xa0\x8e|\xe2(?:\x80[\x8b\x8e\x8f\xaa-\xae]|\x81[\xa0-\xaf])"
    rb"|\xef(?:\xbb\xbf|\xbf[\xb9-\xbb\xbe\xbf])"
)


def without_invisible(markup: str) -> bytes:
    """Return markup as UTF-8 without control characters, soft hyphens and other invisible signs.

    References to such characters are removed as well. Joiners stay (Persian, Indic scripts and
    emoji need them), and so do spaces of every width.
    """
    data = markup.encode("utf-8", "replace").translate(_FEEDS, _CONTROLS)
    if b"&#" in data:
        data = _NUMERIC.sub(_number, _PAIR.sub(_pair, data))
    if _MAY_BE_NAMED.search(data):
        for name in _NAMED:
            data = data.replace(name, b"")
    return data if markup.isascii() else _INVISIBLE.sub(b"", data)


def _number(match: re.Match[bytes]) -> bytes:
    """Return the replacement of a numeric reference."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore").encode()
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return b""
    written = chr(code).encode()
    clean = _INVISIBLE.sub(b"", written.translate(_FEEDS, _CONTROLS))
    return match.group() if clean == written else clean


def _pair(match: re.Match[bytes]) -> bytes:
    """Return the character that two references to surrogates form."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if 0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()
    return match.group()
