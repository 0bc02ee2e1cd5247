"""The checks of every request (Host, Origin, token, size, time) and the headers of every answer.

A page on the web can make a browser send requests to a server on the same machine. The Host of a
request shows whether another name was pointed to this machine (DNS rebinding). Its Origin shows
whether another site sent it.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import platform
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summkit.desk.problems import ProblemError
from summkit.desk.settings import DeskSettings, is_any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "summkit_desk"
SIGN_IN = "/sign-in"
SAFE = ("GET", "HEAD", "OPTIONS")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), clipboard-write=(self)",
}
_RAW = [(name.encode(), text.encode()) for name, text in HEADERS.items()]

PATIENCE = 30.0
"""Seconds without a byte after which the rest of a request is no longer awaited."""

Refuse = Callable[["Scope", ProblemError], "ASGIApp"]


def signature(token: str) -> str:
    """Return the value of the cookie, which proves that the browser has sent the token."""
    return hmac.new(token.encode(), b"summkit desk", "sha256").hexdigest()


def same(given: str, secret: str) -> bool:
    """Return whether a text equals the secret, in a time that does not depend on the text."""
    return hmac.compare_digest(given.encode(), secret.encode())


class Guard:
    """A middleware that checks each request before the application gets it.

    Parameters
    ----------
    paths
        The known paths, which may appear in the log.
    refuse
        Function that makes the answer to a refused request.
    log
        Function that takes a line of JSON for each request. The line contains no text of the
        request and no part of an unknown path.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: DeskSettings,
        paths: frozenset[str],
        refuse: Refuse,
        log: Callable[[str], None],
    ) -> None:
        self._app, self._settings, self._paths = app, settings, paths
        self._refuse, self._log = refuse, log
        self._cookie = signature(settings.token) if settings.token else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the application, or answer with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        seen = {"status": 0, "out": 0, "in": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message.get("headers", ()), *_RAW]
            elif message["type"] == "http.response.body":
                seen["out"] += len(message.get("body", b""))
            await send(message)

        headers = {
            name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]
        }
        try:
            await self._guarded(scope, headers, receive, sending, seen)
        finally:
            self._note(scope, seen, time.perf_counter() - start)

    async def _guarded(
        self,
        scope: Scope,
        headers: dict[str, str],
        receive: Receive,
        send: Send,
        seen: dict[str, int],
    ) -> None:
        most = self._settings.max_bytes
        try:
            self._check(scope, headers)
        except ProblemError as problem:
            await self._refuse(scope, problem)(scope, receive, send)
            return

        async def receiving() -> Message:
            try:
                async with asyncio.timeout(None if seen["done"] else PATIENCE):
                    message = await receive()
            except TimeoutError:
                raise ProblemError(408, "the rest of the request did not arrive") from None
            if message["type"] == "http.request":
                seen["in"] += len(message.get("body", b""))
                seen["done"] = not message.get("more_body", False)
                if seen["in"] > most:
                    raise too_large(most)
            return message

        seen["done"] = False
        await self._app(scope, receiving, send)

    def _check(self, scope: Scope, headers: Mapping[str, str]) -> None:
        host = headers.get("host", "")
        if not self._is_ours(host) or sum(name == b"host" for name, _ in scope["headers"]) > 1:
            raise ProblemError(
                421,
                "the Host of this request is not this server: use the address that the desk has "
                "printed",
            )
        if scope["method"] not in SAFE:
            self._check_origin(headers, host)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.max_bytes:
            raise too_large(self._settings.max_bytes)
        if self._cookie and not self._may_pass(scope["path"], headers):
            raise ProblemError(401, "the token is missing or wrong", {"WWW-Authenticate": "Bearer"})

    def _check_origin(self, headers: Mapping[str, str], host: str) -> None:
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site is not None:
            # Only a browser can set Sec-Fetch-Site, from the address in its address bar. If a TLS
            # server forwards the desk's Host, the Origin is the address of that server, so the
            # comparison below would fail.
            if site != "same-origin":
                raise ProblemError(403, "another site sent this request")
        elif origin is not None:
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or parts.netloc.lower() != host.lower():
                raise ProblemError(403, "another site sent this request")

    def _is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if "@" in host or "/" in host:
            return False
        if name in ("localhost", "127.0.0.1", "::1", self._settings.host.lower()):
            return True
        if not is_any(self._settings.host):
            return False
        # An attacker can point neither an IP address nor this machine's own name to another place.
        return _is_number(name) or name == platform.node().lower()

    def _may_pass(self, path: str, headers: Mapping[str, str]) -> bool:
        if path == SIGN_IN or path.startswith("/static/"):
            return True
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(token.strip(), self._settings.token):
            return True
        cookies = (part.partition("=") for part in headers.get("cookie", "").split(";"))
        return any(
            name.strip() == COOKIE and same(value.strip(), self._cookie)
            for name, _, value in cookies
        )

    def _note(self, scope: Scope, seen: Mapping[str, int], seconds: float) -> None:
        path = scope["path"]
        known = path if path in self._paths else "/static" if path.startswith("/static/") else "-"
        client = scope.get("client")
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": client[0] if client else None,
            "method": scope["method"] if scope["method"].isalpha() else "-",
            "path": known,
            "status": seen["status"],
            "bytes_in": seen["in"],
            "bytes_out": seen["out"],
            "ms": round(1000 * seconds, 1),
        }
        self._log(json.dumps(line))


def too_large(most: int) -> ProblemError:
    """Return the problem of a request that is too large."""
    return ProblemError(
        413,
        f"the request is larger than {most:,} bytes: start the desk with a larger --max-bytes",
    )


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
