"""Read text that a CMS stores as objects: `{"rendered": ...}`, trees of blocks, translations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from summkit.patterns import regex
from summkit.reading.formats.field_names import normal
from summkit.reading.formats.mobiledoc import blocks_of, is_mobiledoc

_DEEPEST = 40  # levels

BLOCK_END = "\u2029"
"""The separator of a tree's blocks, each of which may be plain text or HTML."""

# Keys of a node's text or children, the surest first, in the form that `normal` returns.
TEXT_KEYS = (
    "rendered", "processed", "html", "innerhtml", "bodyhtml", "contenthtml", "value", "text",
    "plaintext", "plain", "quote", "bodytextsummary", "bodytext", "contenttext", "raw", "main",
    "basic", "default", "stringvalue", "oid", "insert", "cdata", "content", "contentelements",
    "children", "blocks", "ops", "body", "paragraphs", "paragraph", "items", "item", "model",
    "data", "attributes", "fields", "components", "contents",
    "root", "doc", "document", "richtext", "p", "t", "s", "m", "l",
)  # fmt: skip
_KIND = (
    "type",
    "_type",
    "__typename",
    "nodeType",
    "__component",
    "blockName",
    "kind",
    "role",
    "acf_fc_layout",
)
# Kinds of nodes that contain no running text: "image", "core/gallery".
_SKIPPED = regex(
    r"image|photo|picture|video|audio|embed|gallery|figure|caption|media|asset|iframe|\bscript\b|"
    r"raw_?html|html-?block|code|advert|\bad\b|divider|delimiter|separator|spacer|related|promo|"
    r"newsletter|button|signup|poll|quiz|\bmap\b|chart|social|tweet|byline|horizontal-?rule|"
    r"\bhr\b|^table$|interstitial|link_list|reference_list|table-of-contents|correction"
    r"|clarification",
    re.IGNORECASE,
)
# Kinds of nodes that are a block of text: "paragraph", "heading-two".
_PARAGRAPH = regex(
    r"paragraph|^p$|^block$|heading|header|^h[1-6]$|title|list-?_?item|^li$|quote|standfirst",
    re.IGNORECASE,
)
# Kinds of nodes within a block of text: "text", "hyperlink".
_INLINE = regex(
    r"^(?:text|span|link|hyperlink|entry-hyperlink|asset-hyperlink|a|strong|b|em|i|mention|"
    r"emoji|line-?break|hard-?_?break|fragment|autolink|mark|u|s|sub|sup)$",
    re.IGNORECASE,
)
_BODY_ROLE = regex(r"body|heading\d?|quote")  # the parts of a text in Apple News
_BREAK = regex(r"line-?break|hard-?_?break", re.IGNORECASE)  # "hardBreak"
_LOCALE = regex(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")  # "en", "pt-BR"
_BLOCK = ("__component", "blockName", "acf_fc_layout")


def text_of(value: Any, language: str | None = None) -> str | None:
    """Return the text or HTML in a value; None if the value is of another kind.

    `BLOCK_END` separates blocks. An object that may contain text but has none gives "".

    Parameters
    ----------
    value
        The value.
    language
        The language to return, if the text exists in several languages.
    """
    return _text(value, language, inline=False, depth=0)


def from_json(text: str) -> Any:
    """Return the object or list that a text encodes as JSON (in CMS exports), else the text."""
    if text[:1] in "{[" and text.rstrip()[-1:] in "}]":
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return text
        if isinstance(value, dict) or (
            isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        ):
            return value
    return text


def _text(value: Any, language: str | None, *, inline: bool, depth: int) -> str | None:
    """Return the text of any value; `inline` is whether it is part of a paragraph."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return _of_object(value, language, inline=inline, depth=depth + 1)
    if isinstance(value, list):
        return _of_list(value, language, inline=inline, depth=depth + 1)
    return "" if value is None else None


def _of_object(
    value: Mapping[str, Any], language: str | None, *, inline: bool, depth: int
) -> str | None:
    """Return the text of an object; "" for a kind of block without text, None for no text."""
    kind = _kind_of(value)
    if _BREAK.fullmatch(kind):
        return "\n"
    if kind and not _INLINE.match(kind) and _SKIPPED.search(kind):
        return ""
    if is_mobiledoc(value):
        return BLOCK_END.join(text for text in blocks_of(value) if text.strip())
    below = inline or bool(_PARAGRAPH.search(kind))
    names = {normal(str(name)): each for name, each in value.items()}
    has_key = False
    for name in TEXT_KEYS:
        if name in names:
            runs = name == "children" and not kind and _are_leaves(names[name])
            text = _text(names[name], language, inline=below or runs, depth=depth)
            has_key = has_key or text is not None
            if text is not None and text.strip():
                return _with_items(text, name, names, language, depth)
    texts = {name: each for name, each in value.items() if each is not None}
    if texts and not kind and all(_LOCALE.fullmatch(str(name)) for name in texts):
        chosen = _in_language(texts, language)
        return _text(texts[chosen], language, inline=inline, depth=depth)
    # A block of an unknown kind (a divider, a map) contains no text.
    return "" if has_key or kind or not value else None


def _with_items(
    text: str, name: str, names: Mapping[str, Any], language: str | None, depth: int
) -> str:
    """Return a list item's text together with the items of its inner list (Editor.js)."""
    if name not in ("content", "text") or not isinstance(names.get("items"), list):
        return text
    return BLOCK_END.join(filter(None, (text, _text(names["items"], language, inline=False,
                                                    depth=depth))))  # fmt: skip


def _in_language(texts: Mapping[str, Any], language: str | None) -> str:
    """Return the locale of the language; else of English, else the first."""
    for wanted in filter(None, (language, "en")):
        for name in texts:
            if re.split("[-_]", name)[0].lower() == wanted:
                return name
    return next(iter(texts))


def _of_list(value: Sequence[Any], language: str | None, *, inline: bool, depth: int) -> str | None:
    """Return the text of a list of nodes; None if an item is of another kind."""
    items = [item for item in value if item is not None]
    if items and all(isinstance(item, Mapping) and "role" in item for item in items):
        # Apple News gives a role to each part of an article. ninjs gives headlines and bodies in
        # several lengths; the role "main" is the full one.
        text_parts = [item for item in items if _BODY_ROLE.fullmatch(str(item["role"]))]
        if any(item["role"] == "body" for item in text_parts):
            items = text_parts
        else:
            items = [next((item for item in items if item["role"] == "main"), items[0])]
    parts = []
    for item in items:
        if _is_run(item) and not isinstance(item["insert"], str):
            text: str | None = "\n"  # Quill's picture
        elif _is_run(item):
            text = item["insert"]
        else:
            text = _text(item, language, inline=inline, depth=depth)
        if text is None and not isinstance(item, int | float):  # Wagtail writes numbers for images
            return None
        parts.append(text or "")
    if inline and not any(
        isinstance(item, Mapping) and _PARAGRAPH.search(_kind_of(item)) for item in items
    ):
        return "".join(parts)
    if items and all(_is_run(item) for item in items):
        return "".join(parts)
    return BLOCK_END.join(part for part in parts if part.strip())


def _is_run(item: Any) -> bool:
    """Return whether an item is a piece of a paragraph in Quill's format."""
    return isinstance(item, Mapping) and "insert" in item


def _are_leaves(value: Any) -> bool:
    """Return whether a node's children are pieces of text without a kind (Slate)."""
    return isinstance(value, list) and all(
        isinstance(item, Mapping) and "text" in item and not _kind_of(item) for item in value
    )


def is_block(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a part of a text, such as a quotation with a title."""
    return any(name in value for name in _BLOCK) or bool(_PARAGRAPH.search(_kind_of(value)))


def _kind_of(value: Mapping[str, Any]) -> str:
    """Return the type that an object of a rich-text tree declares; "" if it declares none."""
    for name in _KIND:
        kind = value.get(name)
        if isinstance(kind, str):
            return kind.rpartition("/")[2].rpartition(".")[2]
    return ""
