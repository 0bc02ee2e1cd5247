"""Find the records in the answer of a web API, such as `{"articles": [...]}`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from summkit.reading.formats.field_names import (
    BESIDE,
    BODY,
    CONTAINERS,
    HEADLINE,
    ID,
    LAST_BODY,
    NESTED,
    normal,
)
from summkit.reading.formats.rich import from_json, is_block, text_of

_DEEPEST = 6  # levels of objects and lists
_RANK = {name: place for place, name in enumerate(CONTAINERS)}
_BODY = frozenset(BODY)
_ID = frozenset(ID)
_LAST_BODY = frozenset(LAST_BODY)
_HEADLINE = frozenset(HEADLINE)
_NESTED = frozenset(NESTED)
_USUAL = ("body", "text", "content", "article")


def flattened(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record together with the fields of an inner object such as `attributes`, `fields`.

    If both contain a field of the same name, the inner field counts. A record without such an
    object is returned unchanged.
    """
    parts = record.get("components")
    if isinstance(parts, list) and (intro := _intro(parts)):
        record = {"dek": intro, **record}
    if not any(isinstance(value, Mapping) for value in record.values()):
        return record
    for _ in range(2):  # GraphQL nests two objects: {"node": {"attributes": {...}}}
        inner = next(
            (
                value
                for name, value in record.items()
                if isinstance(value, Mapping) and normal(name) in _NESTED and _has_fields(value)
            ),
            None,
        )
        if inner is None:
            break
        record = {**{name: value for name, value in record.items() if value is not inner}, **inner}
    sys = record.get("sys")  # Contentful writes id and locale in this object.
    if isinstance(sys, Mapping):
        own = {name: sys[name] for name in ("id", "locale") if isinstance(sys.get(name), str)}
        record = {**own, **record}
    return record


def _intro(parts: list[Any]) -> str:
    """Return the dek among the parts of an article in Apple News; "" if there is none."""
    for part in parts:
        if isinstance(part, Mapping) and part.get("role") == "intro":
            return text_of(part.get("text")) or ""
    return ""


def _has_fields(value: Mapping[str, Any]) -> bool:
    """Return whether an object has a body, or a headline and a description."""
    names = {normal(str(name)) for name in value}
    return bool(names & _BODY) or bool(names & _HEADLINE and names & _LAST_BODY)


def _has_text(record: Mapping[str, Any]) -> bool:
    """Return whether a field of the record has the name of a body and contains text."""
    return any(
        normal(str(name)) in _BODY and holds_text(value)
        for name, value in flattened(record).items()
    )


def holds_text(value: Any) -> bool:
    """Return whether a value contains text and no record of another article."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return not _is_article(value) and bool((text_of(value) or "").strip())
    if isinstance(value, list):
        if any(isinstance(item, Mapping) and _is_article(item) for item in value):
            return False
        return any(isinstance(item, str | list) and holds_text(item) for item in value) or bool(
            (text_of(value) or "").strip()
        )
    return False


def _has_headline(record: Mapping[str, Any]) -> bool:
    return any(
        normal(str(name)) in _HEADLINE and (text_of(value) or "").strip()
        for name, value in flattened(record).items()
    )


def _is_article(value: Mapping[str, Any]) -> bool:
    """Return whether an object has a headline and a body."""
    return not is_block(value) and _has_headline(value) and _has_text(value)


def records(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the records that an object contains; None if the object is a record itself.

    A list counts if web APIs use its name for their records, or if an object in it has a headline
    and a body. If there are several lists, the list at the highest level is used; at the same
    level, the list with the surest name, then the longest list. An object that maps ids to objects
    counts as a list. An object that contains a single article ("article", "response.content")
    counts as a list of one article.
    """
    if any(isinstance(value.get(name), str) and value[name] for name in _USUAL) or _has_text(value):
        return None
    if len(value) > 1 and all(
        isinstance(each, Mapping) and _is_article(each) for each in value.values()
    ):
        return list(_by_id(value))
    titled = _has_headline(value)
    empty = False
    level: list[tuple[str, Any]] = [("", value)]
    for _ in range(_DEEPEST):
        level = [
            (normal(str(name)), from_json(each) if isinstance(each, str) else each)
            for _, outer in level
            for name, each in _inside(outer)
        ]
        level = [(name, each) for name, each in level if name not in BESIDE]
        found = []
        for name, each in level:
            usual_name = name in _RANK
            if titled and not usual_name:
                continue  # the list contains related stories of an article without a body
            empty = empty or (usual_name and each == [] and name not in _BODY)
            items = _items(each, usual_name=usual_name)
            if name == "graph":  # JSON-LD lists the site and its owner together with the article
                items = [item for item in items if _is_record(item, usual_name=False)]
            if items:
                found.append((_RANK.get(name, len(_RANK)), -len(items), items))
        if found:
            items = min(found, key=lambda one: one[:2])[2]
            if len(items) == 1 and any(items[0] is each for each in value.values()):
                return [_with_id(items[0], value)]
            return items
    return [] if empty and not _LAST_BODY & {normal(str(name)) for name in value} else None


def _inside(value: Any) -> Iterable[tuple[str, Any]]:
    """Return the fields of an object, or of the only object of a list, as Ghost exports it."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value.items() if isinstance(value, Mapping) else ()


def _items(value: Any, *, usual_name: bool) -> list[Any]:
    """Return the records in a list, in an object by id, or in a single object; [] if none."""
    if isinstance(value, list):
        return value if any(_is_record(item, usual_name) for item in value) else []
    if isinstance(value, Mapping):
        if usual_name and _has_text(value):
            return [value]
        if (
            usual_name
            and len(value) > 1
            and all(isinstance(each, Mapping) for each in value.values())
        ):
            return list(_by_id(value)) if any(map(_is_article, value.values())) else []
    return []


def _is_record(item: Any, usual_name: bool) -> bool:
    """Return whether an item is an article's record.

    `usual_name`: whether its list has a usual name.
    """
    if not isinstance(item, Mapping):
        return False
    if usual_name:
        return (
            _has_text(item)
            or _has_headline(item)
            or any(normal(str(n)) in _LAST_BODY and holds_text(v) for n, v in item.items())
            or bool(_wrapped(item))
        )
    return _is_article(item)


def _wrapped(item: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the article inside an item that only wraps it: {"node": {...}}, {"article": {...}}."""
    inner = [
        (_RANK[normal(str(name))], place, each)
        for place, (name, each) in enumerate(item.items())
        if isinstance(each, Mapping) and normal(str(name)) in _RANK and _is_article(each)
    ]
    return min(inner)[2] if len(inner) == 1 and not _has_text(item) else None


def _by_id(value: Mapping[str, Any]) -> Iterator[Any]:
    for name, each in value.items():
        yield each if "id" in each else {"id": str(name), **each}


def unwrapped(item: Any) -> Any:
    """Return the article inside an item that only wraps it; any other item unchanged."""
    if not isinstance(item, Mapping) or (inner := _wrapped(item)) is None:
        return item
    return _with_id(inner, item)


def _with_id(inner: Mapping[str, Any], outer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an article with the id of the object around it, if the article has no id."""
    if any(normal(str(name)) in _ID for name in inner):
        return inner
    beside = {
        normal(str(name)): (name, value)
        for name, value in outer.items()
        if normal(str(name)) in _ID and isinstance(value, str | int)
    }
    first = next((beside[name] for name in ID if name in beside), None)
    return {first[0]: first[1], **inner} if first else inner
