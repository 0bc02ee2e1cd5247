"""The OpenAPI document, generated from the declared requests of the API."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from summkit.desk.problems import MEDIA, TITLES
from summkit.desk.requests import SOURCES, Headline, Score, Summarise

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer", "minimum": 0}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_MAYBE = {"type": ["string", "null"]}
_PLACE = {
    "type": "object",
    "required": ["index", "start", "end", "text", "score"],
    "properties": {"index": _WHOLE, "start": _WHOLE, "end": _WHOLE, "text": _TEXT},
}
_WRITTEN = {
    "type": "object",
    "required": ["text", "sentences", "words", "characters", "truncated", "spans", "confidence"],
    "properties": {
        "text": _TEXT,
        "sentences": {"type": "array", "items": _PLACE},
        "words": _WHOLE,
        "characters": _WHOLE,
        "truncated": {"type": "boolean"},
        "shortened": {"type": "boolean"},
        "spans": {"type": "array", "items": {"type": "array", "items": _WHOLE}},
        "confidence": _SHARE,
    },
}
_ANSWERS: dict[str, dict[str, Any]] = {
    "Summary": {
        "type": "object",
        "description": "The row of `summkit summarise --format json`. If the target is all, "
        "`written` contains the texts by target; otherwise the row itself contains the text.",
        "required": ["id", "source", "language", "headline", "dek", "method", "target"],
        "properties": {
            **dict.fromkeys(("id", "source", "language", "method", "target", "body"), _TEXT),
            "headline": _MAYBE,
            "dek": _MAYBE,
            "written": {"type": "object", "additionalProperties": _WRITTEN},
        },
    },
    "Judgements": {
        "type": "object",
        "required": ["rows"],
        "properties": {
            "rows": {
                "type": "array",
                "description": "The rows of `summkit headline --format json`, best first.",
                "items": {
                    "type": "object",
                    "required": ["rank", "text", "characters", "fits", "rouge1", "unsupported"],
                    "properties": {
                        "rank": {"type": "integer", "minimum": 1},
                        "text": _TEXT,
                        "characters": _WHOLE,
                        "words": _WHOLE,
                        "fits": {
                            "type": "object",
                            "additionalProperties": {"type": "boolean"},
                        },
                        "rouge1": {"type": "object", "additionalProperties": _SHARE},
                        "coverage": _SHARE,
                        "novelty": {"type": ["number", "null"]},
                        "unsupported": {"type": "array", "items": {"type": "object"}},
                        "names_checked": {"type": "boolean"},
                        "negation": {"type": "boolean"},
                    },
                },
            }
        },
    },
    "Scores": {
        "type": "object",
        "description": "The output of `summkit score --format json`.",
        "required": ["n", "language", "columns", "notes", "failures"],
        "properties": {
            "n": _WHOLE,
            "language": _TEXT,
            "columns": {"type": "object", "additionalProperties": {"type": "object"}},
            "notes": {"type": "array", "items": _TEXT},
            "failures": {"type": "array", "items": _TEXT},
        },
    },
    "Health": {
        "type": "object",
        "required": ["status", "version", "workers", "waiting"],
        "properties": {
            "status": {"enum": ["ok", "starting"]},
            "version": _TEXT,
            "workers": _WHOLE,
            "waiting": _WHOLE,
        },
    },
    "Problem": {
        "type": "object",
        "description": "A problem as in RFC 9457.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
        },
    },
}

_POSTS = {
    "/api/summarise": ("summarise", "Write a text of an article", "Summarise", "Summary"),
    "/api/headline": ("headline", "Judge proposed headlines", "Headline", "Judgements"),
    "/api/score": ("score", "Score texts against references", "Score", "Scores"),
}
_FAULTS = (400, 401, 403, 408, 413, 415, 421, 422, 429, 500, 503, 504)


@cache
def document(*, secured: bool = False) -> bytes:
    """Return the document as JSON.

    Parameters
    ----------
    secured
        Whether each request needs a token.
    """
    _, schemas = msgspec.json.schema_components(
        [Summarise, Headline, Score], ref_template="#/components/schemas/{name}"
    )
    for schema in schemas.values():
        schema["description"] = schema.get("description", "").partition("\n")[0]
    for name in ("Summarise", "Headline"):
        _one_source(schemas[name])
    _bounds(schemas["Summarise"])
    schemas["Score"]["anyOf"] = [{"required": ["references"]}, {"required": ["articles"]}]
    data: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "summkit desk",
            "version": version("summkit"),
            "description": "Writes ledes, deks, headlines and summaries from an article's own "
            "words. The rows are those of the command line. The desk stores no texts.",
        },
        "servers": [{"url": "/"}],
        "paths": {path: {"post": _post(*what)} for path, what in _POSTS.items()}
        | {
            "/api/health": {"get": _get("health", "Show whether workers are ready", "Health")},
            "/api/openapi.json": {
                "get": {
                    "operationId": "openapi",
                    "summary": "This document",
                    "responses": {
                        "200": {
                            "description": "OpenAPI 3.1",
                            "content": {"application/json": {"schema": {"type": "object"}}},
                        }
                    }
                    | _faults((401, 403, 421)),
                }
            },
        },
        "components": {"schemas": {**schemas, **_ANSWERS}},
    }
    if secured:
        data["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        data["security"] = [{"token": []}]
    return msgspec.json.encode(data)


def _one_source(schema: dict[str, Any]) -> None:
    """Add the checks of `ArticleRequest` that its fields do not express to the schema."""
    schema["oneOf"] = [{"required": [name]} for name in SOURCES]
    schema["dependentRequired"] = {"headline": ["text"], "dek": ["text"]}


def _bounds(schema: dict[str, Any]) -> None:
    """Add the checks of `Summarise` that its fields do not express to the schema."""
    bounds = ("sentences", "words", "characters", "ratio")
    nothing: dict[str, Any] = {name: {"type": "null"} for name in bounds}
    schema["allOf"] = [
        {
            "if": {"properties": {"target": {"const": "all"}}, "required": ["target"]},
            "then": {"properties": nothing},
        },
        {
            "if": {"properties": {"alternatives": {"minimum": 2}}, "required": ["alternatives"]},
            "then": {
                "properties": {"target": {"enum": ["headline", "push", "social"]}},
                "required": ["target"],
            },
        },
    ]


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": _reference(name)}}}


def _faults(statuses: tuple[int, ...]) -> dict[str, Any]:
    faults: dict[str, Any] = {
        str(status): {
            "description": TITLES[status],
            "content": {MEDIA: {"schema": _reference("Problem")}},
        }
        for status in statuses
    }
    if "429" in faults:
        faults["429"]["headers"] = {
            "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}
        }
    return faults


def _get(name: str, summary: str, answer: str) -> dict[str, Any]:
    responses = {"200": {"description": "The answer", **_json(answer)}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": responses | _faults((401, 403, 421)),
    }


def _post(name: str, summary: str, request: str, answer: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, **_json(request)},
        "responses": {"200": {"description": "The answer", **_json(answer)}} | _faults(_FAULTS),
    }
