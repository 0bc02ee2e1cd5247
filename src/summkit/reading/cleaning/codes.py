"""Remove codes that a publishing system did not replace: `[gallery ids="1"]`."""

from __future__ import annotations

import re
from bisect import bisect

from summkit.patterns import regex

# WordPress' short codes that enclose text. "[sic]" and "[he said]" are the writer's own words.
_PAIRED = regex(r"\[(caption|wp_caption|gallery|embed|audio|video|playlist)\b[^\[\]]{0,600}\]")
# Other short codes: "[vc_row]", "[/vc_row]", '[box type="info"]'.
_CODES = regex(
    r"\[/?[a-z]{1,20}_[a-z0-9_]{1,40}(?:\s[^\[\]]{0,600})?\]"
    r"|\[/?[a-z][a-z0-9-]{1,24}\s+[a-z_-]{1,30}=[^\[\]]{1,600}\]|\[/[a-z]{2,20}\]"
)
_CLOSED = regex(r"\[/([a-z]{2,20})\]")  # "[/dropcap]"
# Templates of Hugo, Liquid and Kramdown: "{{< figure >}}", "{% include %}", "{: .lead}".
_BRACES = regex(
    r"\{\{[<%][^\n]{0,600}?[%>]\}\}|\{%-?\s[^\n]{0,600}?-?%\}|\{:\s?[.#\w][^{}\n]{0,200}\}"
)
# A comment of Liquid: "{% comment %} ... {% endcomment %}".
_COMMENT = regex(r"\{%-?\s*comment\s*-?%\}.{0,2000}?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
# A variable of a template: "{{ad_1}}".
_VARIABLE = regex(r"\{\{\s*[\w.|:-]{2,60}\s*\}\}")
# A comment of HTML that was escaped: "<!-- wp:paragraph -->".
_HTML_COMMENT = regex(r"<!--[^<>]{0,400}-->")
# Imports of MDX: 'import Map from "./map"'.
_IMPORTS = regex(
    r"^(?:import|export)\b[^\n]{0,300}?\bfrom\s+(?:'[^'\n]{1,200}'|\"[^\"\n]{1,200}\");?[ \t]*$"
    r"|^export (?:const|let|default)\b[^\n]{0,600}$",
    re.MULTILINE,
)
_COMPONENT = regex(r"</?[A-Z][\w.]{0,60}(?:\s[^<>]{0,600})?/?>")  # "<Map />"
_SLACK = regex(r"<(?:https?://|mailto:)[^<>|\n]{1,500}\|([^<>\n]{1,300})>")  # "<https://...|text>"
_PERSON = regex(r" ?<[@#!][A-Z0-9]{4,20}(?:\|([^<>\n]{1,80}))?>")  # "<@U012AB3CD>"

_PAIR = 3000
"""Largest distance in characters between a short code and its end."""


def without_codes(text: str) -> str:
    """Return a text without short codes, and without the text inside captions and galleries."""
    if "[" in text and ("=" in text or "[/" in text or "_" in text):
        text = _CODES.sub("", _without_opens(_without_pairs(text)))
    if "{" in text:
        text = _VARIABLE.sub("", _BRACES.sub("", _COMMENT.sub("", text)))
    if "<!--" in text:
        text = _HTML_COMMENT.sub("", text)
    if "<" in text and ("|" in text or "<@" in text):
        text = _PERSON.sub(r"\1", _SLACK.sub(r"\1", text))
    if text[:3] == "---" or text.lstrip("\n")[:7] in ("import ", "export "):
        plain = _IMPORTS.sub("", text)
        text = text if plain == text else _COMPONENT.sub("", plain)
    return text


def _without_opens(text: str) -> str:
    """Remove opening codes that have a closing code: the "[dropcap]" of "[dropcap]T[/dropcap]"."""
    for name in dict.fromkeys(_CLOSED.findall(text)):
        text = text.replace(f"[{name}]", "")
    return text


def _without_pairs(text: str) -> str:
    """Remove short codes that enclose text, together with the text: captions, addresses."""
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
