"""Find articles in the data from which scripts build a page, such as ``__NEXT_DATA__``.

The module makes no assumption about the framework of the page. An object with a title and running
text below it is an article. If there is no such object, the strings of the script that are running
text are the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import unquote

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.prose import is_prose, paragraphs, running

_LARGEST = 5_000_000  # maximum characters of one script
_DEEPEST = 80  # levels
_MOST_TRIES = 500  # maximum number of possible beginnings of a value in a script
_VALUE = regex(r"[=(]\s*(?=[{\[]\s*[\"{\[\d])")  # '= {"' in 'window.data = {"title": ...'
_STRING = r"(\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*')"
# 'JSON.parse("{...}")'
_PARSED = regex(rf"JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?{_STRING}", re.DOTALL)
# A string that contains JSON: '= "{...}"', '= "%7B..."'.
_ASSIGNED = regex(r"=\s*(?=[\"'](?:\{|\[\{|%7B))" + _STRING, re.DOTALL | re.IGNORECASE)
_LITERAL = regex(rf"{_STRING}|`([^`\\]*(?:\\.[^`\\]*)*)`", re.DOTALL)  # a string of JavaScript
_FLIGHT = regex(r"^[0-9a-f]+:(?:T[0-9a-f]+,|[A-Z]+)?(.+)$", re.MULTILINE)  # 'a:["$","p",...]'
_DEKS = (
    *("standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "strapline", "subheading"),
    *("lead", "lede", "description", "summary", "excerpt", "abstract"),
)
_TITLES = ("headline", "headlines", "title", "hed", "heading", "name")
_ADDRESSES = frozenset({"url", "slug", "link", "href", "canonicalurl", "path", "permalink", "uri"})
# Names of fields next to an article's text that do not contain its text: "relatedArticles".
_ASIDE = regex(
    r"relat|recommend|comment|most|popular|trend|teaser|promo|latest|sidebar|nav|menu|footer|config"
    r"|i18n|translation|messages|label|seo|meta|opengraph|twitter|tags?$|author|byline|writer|bio$"
    r"|image|photo|picture|media|video|audio|gallery|caption|alt$|credit|descript|summary|excerpt"
    r"|standfirst|^dek|^deck|subtitle|subhead|abstract|snippet|title|headline|newsletter|advert"
    r"|^ads?$|cookie|consent|legal|disclaimer|copyright|styles?$|script|query|error|schema",
    re.IGNORECASE,
)
# Kinds of objects that are a block of text: "paragraph", "textBlock", "h2".
_BLOCK = regex(r"para|^p$|text-?block|^blockquote$|quote$|^block$|list-?item|^li$|^h[1-6]$|head")
# Kinds of objects that are no running text: "image", "newsletterSignup".
_APART = regex(
    r"image|figure|caption|video|audio|embed|gallery|related|newsletter|advert|^ad$|promo|pull|code"
    r"|script|button|form|byline|author",
)
_INLINE = (
    "text",
    "value",
    "content",
    "literal",
    "children",
    "data",
    "spans",
    "nodes",
    "props",
    "html",
)


class Found(NamedTuple):
    """An article in a page's data; `headline` and `dek` are "" if the data has none."""

    headline: str
    paragraphs: list[str]
    dek: str = ""


def stories(scripts: Sequence[tuple[str, str]]) -> list[Found]:
    """Return the possible articles in the scripts, in the scripts' order.

    Each script is a pair of its type and its text. No script is executed. Scripts of more than
    five million characters are skipped.
    """
    found: list[Found] = []
    literals: list[Found] = []
    flight = ""
    for kind, script in scripts:
        if len(script) > _LARGEST:
            continue
        values = [_json(script)] if "json" in kind else list(_values(script))
        flight += "".join(value[1] for value in values if _is_flight(value))
        before = len(found)
        for value in values:
            if not _is_flight(value):
                found += _articles(value)
        if len(found) == before and "json" not in kind:
            literals.append(Found("", _literals(script)))
            found += [] if any(map(_is_flight, values)) else literals[-1:]
    if flight:
        rows = [_json(row[1]) or row[1] for row in _FLIGHT.finditer(flight)]
        found += [*_articles(rows), *literals]
    return [each._replace(paragraphs=list(dict.fromkeys(each.paragraphs))) for each in found]


def _is_flight(value: Any) -> bool:
    """Return whether a value is a piece of React's stream: a number and rows of text."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[0], int)
        and isinstance(value[1], str)
    )


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _values(script: str) -> Iterator[Any]:
    """Yield the JSON values that a script assigns to variables or passes to functions."""
    for match in chain(_PARSED.finditer(script), _ASSIGNED.finditer(script)):
        text = _string(match[1])
        yield _json(unquote(text) if text.startswith("%") else text)
    decoder = json.JSONDecoder(strict=False)
    position = 0
    for _ in range(_MOST_TRIES):
        start = _VALUE.search(script, position)
        if start is None:
            return
        try:
            value, position = decoder.raw_decode(script, start.end())
        except (ValueError, RecursionError):
            position = start.end() + 1
        else:
            yield value


def _string(quoted: str) -> str:
    """Return the text of a JavaScript string literal."""
    inner = quoted[1:-1]
    if quoted[0] != '"':
        inner = re.sub(r"\\(['`$])", r"\1", inner)
        inner = re.sub(r'(\\.)|"', lambda m: m[1] or '\\"', inner, flags=re.DOTALL)
    inner = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", inner)
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return inner


def _literals(script: str) -> list[str]:
    """Return the strings of a script that are running text, in order."""
    lines: list[str] = []
    for match in _LITERAL.finditer(script):
        literal = match[0]
        if len(literal) > 40:
            lines += [line for line in paragraphs(_string(literal)) if is_prose(line)]
    return list(dict.fromkeys(lines))


def _articles(value: Any) -> list[Found]:
    """Return the objects in a value that contain running text, the objects with a title first."""
    if isinstance(value, list) and _is_flat(value):
        value = _unflattened(value)
    if not isinstance(value, dict | list):
        return []
    reader = _Reader(value)
    rest = reader.lines(value, 0)
    return [*reader.found, Found("", rest)]


class _Reader:
    """The walker through data that records each object with a title and running text."""

    def __init__(self, root: Any) -> None:
        self.found: list[Found] = []
        self._root = root
        self._visiting: set[str] = set()

    def lines(self, node: Any, depth: int) -> list[str]:
        """Return the running text of a node, without the text of articles inside it."""
        if depth > _DEEPEST:
            return []
        if isinstance(node, str):
            return running(node)
        if isinstance(node, list):
            element = _element(node)
            node = element if element is not None else node
        if isinstance(node, list):
            return [line for item in node for line in self.lines(item, depth + 1)]
        return self._object(node, depth) if isinstance(node, dict) else []

    def _object(self, node: dict[str, Any], depth: int) -> list[str]:
        """Return the running text of an object; record the object if it is an article."""
        target = node.get("__ref")
        if isinstance(target, str) and isinstance(self._root, dict):
            return self._referred(target, depth)
        kind = _kind(node)
        if kind and _APART.search(kind):
            return []
        if kind and _BLOCK.search(kind) and (text := _inline(node, 0)):
            return [line for line in paragraphs(text) if is_prose(line) or ends_sentence(line)]
        lines: list[str] = []
        for name, value in node.items():
            if isinstance(value, str | dict | list) and not _ASIDE.search(name):
                lines += self.lines(value, depth + 1)
        title = next((node[n] for n in _TITLES if isinstance(node.get(n), str | dict)), "")
        if isinstance(title, dict):  # the form of WordPress: {"rendered": "..."}
            title = next((v for v in title.values() if isinstance(v, str)), "")
        if title and lines:
            self.found.append(Found(" ".join(paragraphs(title)), lines, _dek(node)))
            if not _ADDRESSES.isdisjoint(map(str.lower, node)):
                return []  # the object is one of several articles
        return lines

    def _referred(self, target: str, depth: int) -> list[str]:
        """Return the text of the object that one of Apollo's references points to."""
        if target in self._visiting:
            return []
        self._visiting.add(target)
        lines = self.lines(self._root.get(target), depth + 1)
        self._visiting.discard(target)
        return lines


def _dek(node: dict[str, Any]) -> str:
    """Return an object's standfirst, by the name of its field."""
    for name in _DEKS:
        value = next((v for k, v in node.items() if k.lower() == name), None)
        if isinstance(value, dict):  # the form of Arc: {"basic": "..."}
            value = next((each for each in value.values() if isinstance(each, str)), None)
        if isinstance(value, str) and value.strip():
            return " ".join(paragraphs(value))
    return ""


def _kind(node: dict[str, Any]) -> str:
    """Return the kind that an object declares, in lower case, or ""."""
    for name in ("type", "nodeType", "_type", "__typename", "tag", "tagName", "blockType", "kind"):
        value = node.get(name)
        if isinstance(value, str):
            return value.lower()
    return ""


def _element(node: list[Any]) -> dict[str, Any] | None:
    """Return React's ["$", "p", key, {...}] as the object that it describes."""
    if len(node) >= 4 and node[0] == "$" and isinstance(node[1], str) and isinstance(node[3], dict):
        props = node[3]
        return {"type": node[1], "children": props["children"]} if "children" in props else props
    return None


def _inline(node: Any, depth: int) -> str | None:
    """Return a block's text joined from its spans; None if the block contains further blocks."""
    if isinstance(node, str):
        return node
    if depth > _DEEPEST:
        return ""
    if isinstance(node, list):
        element = _element(node)
        if element is not None:
            return _inline(element, depth + 1)
        parts = [_inline(item, depth + 1) for item in node]
    elif isinstance(node, dict):
        if depth and _BLOCK.search(_kind(node)):
            return None
        parts = [_inline(node[name], depth + 1) for name in _INLINE if name in node]
    else:
        return ""
    return None if None in parts else "".join(part for part in parts if part)


def _is_flat(value: list[Any]) -> bool:
    """Return whether a list is Nuxt's data, in which objects refer to others by their place."""
    first = value[0] if value else None
    return (
        isinstance(first, list)
        and len(first) == 2
        and first[0] in ("Reactive", "ShallowReactive")
        and isinstance(first[1], int)
    )


def _unflattened(flat: list[Any]) -> Any:
    """Return Nuxt's data as nested objects; a shared object appears only at its first place."""
    seen: set[int] = set()

    def value_at(place: Any, depth: int) -> Any:
        if type(place) is not int or not 0 <= place < len(flat) or depth > _DEEPEST:
            return None
        value = flat[place]
        if not isinstance(value, dict | list):
            return value
        if place in seen:
            return None
        seen.add(place)
        if isinstance(value, dict):
            return {name: value_at(item, depth + 1) for name, item in value.items()}
        if value and isinstance(value[0], str):
            return value_at(value[1], depth + 1) if len(value) > 1 else None
        return [value_at(item, depth + 1) for item in value]

    return value_at(0, 0)
