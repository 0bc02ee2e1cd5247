"""Errors in the format of RFC 9457, `application/problem+json`: type, title, status and detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

MEDIA = "application/problem+json"

TITLES = {
    400: "The request is not valid JSON, or its form is damaged",
    401: "The request needs a token",
    403: "Another site must not send requests to this desk",
    404: "This address does not exist",
    405: "This address does not accept the method of the request",
    408: "The request did not arrive in time",
    413: "The request is too large",
    415: "The content type of the request is not supported",
    421: "The Host of the request is not this server",
    422: "The request cannot be carried out",
    429: "Too many requests are waiting",
    500: "The desk has a fault",
    503: "No worker is ready",
    504: "The article took too long",
}
"""Status -> its meaning, in one sentence."""

NAMES = {
    "max_bytes": "--max-bytes",
    "article_seconds": "--article-seconds",
    "seconds": "--article-seconds",
}
"""Parameter of the library -> the option of `summkit desk` that sets it."""


@dataclass
class ProblemError(Exception):
    """Raised if a request cannot be answered as asked."""

    status: int
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.detail

    def body(self) -> bytes:
        """Return the problem as JSON."""
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
