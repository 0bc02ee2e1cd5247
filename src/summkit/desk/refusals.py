"""Messages about wrong requests to the API, in the words of the command line."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from msgspec import inspect

from summkit.desk.requests import LANGUAGE, METRIC, METRICS
from summkit.patterns import regex
from summkit.schema import nearest

_UNKNOWN = regex(r"unknown field `([^`]*)`")
_MISSING = regex(r"missing required field `(\w+)`")
_AT = regex(r" - at `\$\.(\w+)")
_SHOWN = 60


def refusal(error: msgspec.ValidationError, decoder: msgspec.json.Decoder[Any], body: bytes) -> str:
    """Return the message about a wrong request: the field, its value, and the allowed values."""
    message = str(error)
    about = inspect.type_info(decoder.type)
    if not isinstance(about, inspect.StructType):
        return message
    fields = {field.name: field.type for field in about.fields}
    if found := _UNKNOWN.search(message):
        name = found[1][:_SHOWN]
        return (
            f"field {name} does not exist{nearest(name, fields)}: choose one of {', '.join(fields)}"
        )
    if found := _MISSING.search(message):
        return f"field {found[1]} is missing: it takes {takes(fields[found[1]])}"
    found = _AT.search(message)
    if found is None or found[1] not in fields:
        # A check of `ArticleRequest` or `Score` failed, or the request is not an object.
        return "send a JSON object" if message.startswith("Expected `object`") else message
    name, kind = found[1], _kind(fields[found[1]])
    value = msgspec.json.decode(body)[name]
    shown = json.dumps(value, ensure_ascii=False)
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1] + "…"
    if isinstance(kind, inspect.LiteralType) and isinstance(value, str):
        choices = [str(each) for each in kind.values]
        near = nearest(value[:_SHOWN], choices)
        return f"{name} {shown} does not exist{near}: choose one of {', '.join(choices)}"
    return f"{name} {shown} is not allowed: takes {takes(kind)}"


def _kind(kind: inspect.Type) -> inspect.Type:
    """Return the type of a field without null, which means that the field is left out."""
    if isinstance(kind, inspect.UnionType):
        kinds = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def takes(kind: inspect.Type) -> str:
    """Return the values of a type in words, such as "a whole number from 1 to 20"."""
    kind = _kind(kind)
    match kind:
        case inspect.LiteralType():
            return f"one of {', '.join(str(each) for each in kind.values)}"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return f"a whole number from {kind.ge:,} to {kind.le:,}"
        case inspect.FloatType():
            return f"a number above {kind.gt:g} and at most {kind.le:g}"
        case inspect.StrType(pattern=pattern) if pattern == LANGUAGE:
            return "a language code such as en"
        case inspect.StrType(pattern=pattern) if pattern == METRIC:
            return f"one of {', '.join(METRICS)}, with parameters as in rouge:types=1,L"
        case inspect.StrType():
            return (
                f"a text of at most {kind.max_length:,} characters" if kind.max_length else "a text"
            )
        case inspect.ListType():
            size = f" of {kind.min_length or 0:,} to {kind.max_length:,}" if kind.max_length else ""
            return f"a list{size}, each {takes(kind.item_type)}"
        case inspect.DictType(value_type=inspect.AnyType()):
            return "an object"
        case inspect.DictType():
            return f"an object whose keys are ids and whose values are {takes(kind.value_type)}"
        case inspect.UnionType():
            return ", or ".join(takes(each) for each in kind.types)
    return "another value"
