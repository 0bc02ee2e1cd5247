"""Read JSON-LD as news pages contain it: broken, nested, in lists, escaped twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from summkit.patterns import regex
from summkit.reading.formats.prose import is_prose, paragraphs, plain
from summkit.reading.formats.suffixes import count, key

# schema.org's Article and related types; any type with such an end counts ("ReportageNewsArticle").
_KIN = ("article", "posting", "report")
# Comment and CDATA marks around a script's JSON: "<!-- {...} -->", "//<![CDATA[".
_WRAPPING = regex(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_TRAILING_COMMA = regex(r",(?=\s*[}\]])")  # the comma of '{"a": 1, }'
# A field in a script that is no JSON: '"headline": "Fire in port"'.
_FIELD = regex(
    r'"(headline|description|inLanguage|articleBody)"\s*:\s*("(?:[^"\\]|\\.){0,200000}")'
)
# Types whose description, if it is long, is their text if there is no other text.
_DESCRIBED = (*_KIN, "event", "episode", "videoobject", "audioobject", "creativework")
_LONG = 40  # words
_MAX_OBJECTS = 10_000
_DEEPEST = 8
# Types whose text is no story: a user's answer, a part of a text, a subject of a story.
_PARTS = ("comment", "answer", "question", "howtostep", "howtosection", "howtodirection")
_NO_STORIES = (
    *_PARTS,
    "person",
    "organization",
    "place",
    "offer",
    "rating",
    "imageobject",
    "product",
)


def objects(scripts: list[str]) -> list[dict[str, Any]]:
    """Return every object in the scripts, in document order.

    If a script is not JSON even after the usual repairs but contains a headline, it gives one
    object with the fields "headline", "description", "inLanguage" and "articleBody" that it has.
    """
    items: list[dict[str, Any]] = []
    for script in scripts:
        parsed = _parse(script)
        if parsed is not None:
            items += _objects(parsed)
        elif '"headline"' in script:
            fields = {name: _string(value) for name, value in reversed(_FIELD.findall(script))}
            items.append({"@type": "Article", **fields})
    return items


def articles(found: list[dict[str, Any]], titles: AbstractSet[str]) -> list[dict[str, Any]]:
    """Return the article objects among the objects found, the page's own article first.

    Parameters
    ----------
    found
        The objects of the page.
    titles
        The keys of the page's other titles. Pages also list their related articles. The page's own
        article has a headline that is in a title; otherwise the object with the most fields comes
        first; objects with equally many fields stay in order.
    """

    def rank(item: dict[str, Any]) -> tuple[bool, int]:
        name = key(text(item, "headline") or text(item, "name"))
        named = bool(name) and any(name in title for title in titles)
        return not named, -sum(bool(text(item, field)) for field in _RANKED_FIELDS)

    return sorted((item for item in found if is_kind(item, _KIN)), key=rank)


_RANKED_FIELDS = ("headline", "description", "articleBody", "datePublished", "mainEntityOfPage")


def text(item: dict[str, Any], key: str) -> str:
    """Return a field as text: a string, the first of a list, or its ``@value`` or ``name``."""
    value = item.get(key)
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("alternateName")
    return value if isinstance(value, str) else ""


class Story(NamedTuple):
    """A text in JSON-LD, with the headline and address of its object."""

    headline: str
    address: str
    paragraphs: list[str]


def stories(found: Sequence[dict[str, Any]], least: int) -> list[Story]:
    """Return the texts of objects: an article's body, a recipe's steps, answers, live updates.

    Parameters
    ----------
    found
        The objects of the page.
    least
        Least number of characters of an article's body; shorter bodies are skipped.
    """
    result = []
    for item in found:
        body = item.get("articleBody")
        short = isinstance(body, str) and len(body) < least and "liveBlogUpdate" not in item
        if short or is_kind(item, _NO_STORIES):
            continue
        lines = _paragraphs_of(item)
        if lines:
            address = text(item, "url") or text(item, "mainEntityOfPage") or text(item, "@id")
            name = plain(text(item, "headline") or text(item, "name"))
            result.append(Story(name, address, list(dict.fromkeys(lines))))
    return result


def _paragraphs_of(item: dict[str, Any]) -> list[str]:
    """Return the paragraphs of an object's text."""
    names = ("articleBody", "reviewBody", "text", "transcript", "backstory", "abstract")
    lines = next((lines for name in names if (lines := _texts(item.get(name)))), [])
    for name in ("liveBlogUpdate", "recipeInstructions", "step"):
        lines += _texts(item.get(name))
    if is_kind(item, ("faqpage", "qapage")):
        lines += _texts(item.get("mainEntity"))
    if not lines and is_kind(item, _KIN):
        lines += _texts(item.get("hasPart"))
    if not lines and is_kind(item, _DESCRIBED):
        lines = _texts(item.get("description"))
        lines = lines if count(key(" ".join(lines))) >= _LONG else []
    return lines


_NESTED = (
    "articleBody",
    "text",
    "@value",
    "itemListElement",
    "step",
    "acceptedAnswer",
    "suggestedAnswer",
    "mainEntity",
)


def _texts(value: Any, depth: int = 0) -> list[str]:
    """Return the paragraphs of a field: text, HTML, an object with a text, or a list of these."""
    if isinstance(value, str):
        return paragraphs(value)
    if isinstance(value, list) and depth < _DEEPEST:
        return [line for each in value for line in _texts(each, depth + 1)]
    if not isinstance(value, dict) or depth >= _DEEPEST:
        return []
    lines = [line for name in _NESTED for line in _texts(value.get(name), depth + 1)]
    name = plain(text(value, "name"))
    if is_kind(value, ("question",)):
        return [name, *(line for line in lines if line != name)] if name else lines
    return lines or ([name] if is_prose(name) else [])


def _parse(script: str) -> Any:
    """Return the value of a script, with repairs if needed; None if it is no JSON."""
    for repair in (_same, _unwrap, _without_trailing_commas):
        try:
            return json.loads(repair(script), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _same(script: str) -> str:
    return script


def _unwrap(script: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", script))


def _without_trailing_commas(script: str) -> str:
    return _TRAILING_COMMA.sub("", _unwrap(script))


def _string(quoted: str) -> str:
    """Return the text of a JSON string; the raw text if it is no valid JSON string."""
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted.strip('"')


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in document order; not recursive, as pages may nest objects deeply."""
    waiting = [parsed]
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += [v for v in reversed(item.values()) if isinstance(v, dict | list)]
        elif isinstance(item, list):
            waiting += [v for v in reversed(item) if isinstance(v, dict | list)]


def is_kind(item: dict[str, Any], endings: tuple[str, ...]) -> bool:
    """Return whether an object's ``@type``, in lower case, ends with one of the endings."""
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.lower().endswith(endings) for k in kinds)
