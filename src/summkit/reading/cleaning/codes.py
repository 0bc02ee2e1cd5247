"""Codes that a publishing system was to replace, and that stayed in a text: `[gallery ids="1"]`."""

from __future__ import annotations

import re
from bisect import bisect

from summkit.patterns import regex

# WordPress' short codes; "[sic]" and "[he said]" are the writer's own.
_PAIRED = regex(r"\[(caption|wp_caption|gallery|embed|audio|video|playlist)\b[^\[\]]{0,600}\]")
_CODES = regex(
    r"\[/?[a-z]{1,20}_[a-z0-9_]{1,40}(?:\s[^\[\]]{0,600})?\]"
    r"|\[/?[a-z][a-z0-9-]{1,24}\s+[a-z_-]{1,30}=[^\[\]]{1,600}\]|\[/[a-z]{2,20}\]"
)
_CLOSED = regex(r"\[/([a-z]{2,20})\]")
# Hugo's, Liquid's and Kramdown's, MDX's imports, a message's link and people in Slack.
_BRACES = regex(
    r"\{\{[<%][^\n]{0,600}?[%>]\}\}|\{%-?\s[^\n]{0,600}?-?%\}|\{:\s?[.#\w][^{}\n]{0,200}\}"
)
_IMPORTS = regex(
    r"^(?:import|export)\b[^\n]{0,300}?\bfrom\s+(?:'[^'\n]{1,200}'|\"[^\"\n]{1,200}\");?[ \t]*$",
    re.MULTILINE,
)
_COMPONENT = regex(r"</?[A-Z][\w.]{0,60}(?:\s[^<>]{0,600})?/?>")
_SLACK = regex(r"<(?:https?://|mailto:)[^<>|\n]{1,500}\|([^<>\n]{1,300})>")
_PERSON = regex(r" ?<[@#!][A-Z0-9]{4,20}(?:\|([^<>\n]{1,80}))?>")

_PAIR = 3000
"""Characters that a caption or an address between a short code and its end may have."""


def without_codes(text: str) -> str:
    """Return a text without short codes, and without what captions and galleries enclose."""
    if "[" in text and ("=" in text or "[/" in text or "_" in text):
        text = _CODES.sub("", _without_opens(_without_pairs(text)))
    if "{" in text:
        text = _BRACES.sub("", text)
    if "<" in text and ("|" in text or "<@" in text):
        text = _PERSON.sub(r"\1", _SLACK.sub(r"\1", text))
    if text[:3] == "---" or text.lstrip("\n")[:7] in ("import ", "export "):
        plain = _IMPORTS.sub("", text)
        text = text if plain == text else _COMPONENT.sub("", plain)
    return text


def _without_opens(text: str) -> str:
    """Take out the codes that open what another code closes: "[dropcap]T[/dropcap]"."""
    for name in dict.fromkeys(_CLOSED.findall(text)):
        text = text.replace(f"[{name}]", "")
    return text


def _without_pairs(text: str) -> str:
    """Take out short codes that enclose something, with what they enclose: captions, addresses."""
    parts: list[str] = []
    position = 0
    ends: dict[str, list[int]] = {}
    for match in _PAIRED.finditer(text):
        if match.start() < position:
            continue
        close = f"[/{match[1]}]"
        if close not in ends:
            ends[close] = [end.start() for end in re.finditer(re.escape(close), text)]
        place = bisect(ends[close], match.start())
        end = ends[close][place] if place < len(ends[close]) else len(text)
        parts.append(text[position : match.start()])
        near = end < min(len(text), match.end() + _PAIR)
        position = end + len(close) if near else match.end()
    return "".join([*parts, text[position:]])
