"""Errors as RFC 9457 has them: `application/problem+json`, a type, a title, a status, a detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

MEDIA = "application/problem+json"

TITLES = {
    400: "The request is not valid JSON, or its form is damaged",
    401: "A token is needed",
    403: "This page may not ask",
    404: "There is no such address",
    405: "This address does not take that method",
    408: "The request did not arrive in time",
    413: "The request is too large",
    415: "The request is of another content type",
    421: "This server has another name",
    422: "The request cannot be carried out",
    429: "Too many requests wait",
    500: "Something went wrong here",
    503: "No worker is ready",
    504: "The article took too long",
}
"""Status -> what it means here, in one sentence."""

NAMES = {
    "max_bytes": "--max-bytes",
    "article_seconds": "--article-seconds",
    "seconds": "--article-seconds",
}
"""Parameter of the library -> the option of `summkit desk` that sets it."""


@dataclass
class ProblemError(Exception):
    """A request that is not answered with what it asked for."""

    status: int
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.detail

    def body(self) -> bytes:
        """Return it as JSON."""
        return problem(self.status, self.detail)


def problem(status: int, detail: str) -> bytes:
    """Return a problem as JSON."""
    title = TITLES.get(status, "The request failed")
    return msgspec.json.encode(
        {"type": "about:blank", "title": title, "status": status, "detail": detail}
    )


def worded(message: str) -> str:
    """Return a message of the library with the options of `summkit desk` for its parameters."""
    from summkit.report.escape import one_line
    from summkit.schema import named

    return one_line(named(message, NAMES)).replace("`", "")
