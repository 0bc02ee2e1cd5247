"""JSON-LD as news pages carry it: broken, nested, listed, double-escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

# schema.org's Article and its kin; anything ending so counts ("ReportageNewsArticle").
_KIN = ("article", "posting", "report")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(
    r'"(headline|description|inLanguage|articleBody)"\s*:\s*("(?:[^"\\]|\\.){0,200000}")'
)
_MAX_OBJECTS = 10_000


def articles(scripts: list[str]) -> list[dict[str, Any]]:
    """Return the article objects in the scripts, most telling first.

    A script that is not JSON even after the usual repairs gives what its "headline" and
    "description" lines say, if it speaks of an article at all.
    """
    items: list[dict[str, Any]] = []
    for script in scripts:
        parsed = _parse(script)
        if parsed is not None:
            items += (item for item in _objects(parsed) if _is_article(item))
        elif '"headline"' in script:
            items.append({name: _string(value) for name, value in reversed(_FIELD.findall(script))})
    # A page lists its related articles as well; the one with most to say is its own, first wins.
    return sorted(items, key=lambda item: -sum(bool(text(item, key)) for key in _TELLING))


_TELLING = ("headline", "description", "articleBody", "datePublished", "mainEntityOfPage")


def text(item: dict[str, Any], key: str) -> str:
    """Return a field as text: a string, the first of a list, or a wrapped ``@value``/``name``."""
    value = item.get(key)
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("alternateName")
    return value if isinstance(value, str) else ""


def _parse(script: str) -> Any:
    for repair in (_same, _unwrap, _mend):
        try:
            return json.loads(repair(script), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _same(script: str) -> str:
    return script


def _unwrap(script: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", script))


def _mend(script: str) -> str:
    return _TRAILING_COMMA.sub("", _unwrap(script))


def _string(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted.strip('"')


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in document order; the depth is the page's choice, so no recursion."""
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


def _is_article(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.lower().endswith(_KIN) for k in kinds)
