"""A page from the network: only http and https, only what the user typed, never without limits."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
import zlib
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from summkit.errors import InputError
from summkit.reading.limits import DEFAULT_LIMITS, Limits, check_size

_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/xml")
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: bytes, what its header said of them, and the address after redirects."""

    data: bytes
    declared_charset: str | None
    content_type: str
    url: str


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS) -> Page:
    """Fetch one page.

    `limits.seconds` is for the whole of it, redirects and body included (a name look-up, which
    nothing can interrupt, comes on top); `limits.max_bytes` for the page after decompression;
    `limits.redirects` are followed, and only to http and https. Proxies are taken from the
    environment, as `urllib` does.

    Raises
    ------
    InputError
        A scheme other than http and https, no such host, no connection, a bad certificate, an
        error status, a content type that is no text, a limit.
    """
    address = _checked(url)
    watch = _Watch(limits.seconds or None)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(watch),
        _Https(watch),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(limits.redirects),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310  (the scheme has been checked)
        address,
        headers={
            "User-Agent": f"summkit/{_version()} (news summarisation; one page on request)",
            "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        },
    )
    try:
        with opener.open(request, timeout=limits.seconds or None) as response:
            return _read(response, url, limits, watch)
    except InputError:
        raise
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if watch.expired:
            raise InputError(
                f"not fetched within {limits.seconds:g} seconds: raise `seconds`", url
            ) from None
        raise InputError(_reason(error), url) from error
    finally:
        watch.stop()


def _checked(url: str) -> str:
    """Return the address in ASCII; raise InputError for what is no http or https address."""
    if not url.isprintable():  # urlsplit would quietly take line feeds out
        raise InputError("an address with control characters is not fetched", ascii(url))
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"not a valid address ({error})", url) from error
    if parts.scheme not in ("http", "https"):
        raise InputError("only http and https addresses are fetched", url)
    if not host:
        raise InputError("not a valid address (it names no host)", url)
    if parts.username is not None:
        raise InputError("an address with a user name or password is not fetched", url)
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError("not a valid address (its host name)", url) from error
    where = name if port is None else f"{name}:{port}"
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, where, path or "/", query, ""))


def _read(response: Any, url: str, limits: Limits, watch: _Watch) -> Page:
    headers: http.client.HTTPMessage = response.headers
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    if kind and kind not in _READABLE:
        raise InputError(f"the server sent {kind}, not a page of text", url)
    declared_size = headers.get("Content-Length", "")
    if declared_size.isdigit():
        check_size(int(declared_size), limits, url)
    unpack = _unpacker(headers.get("Content-Encoding", ""), url)
    data = bytearray()
    # read1 returns what has come: a slow server is noticed by the watch, not by a full buffer.
    while chunk := response.read1(_CHUNK):
        waiting = chunk
        while waiting:
            piece = (
                unpack.decompress(waiting, limits.max_bytes + 1 - len(data)) if unpack else waiting
            )
            data += piece
            check_size(len(data), limits, url)
            waiting = unpack.unconsumed_tail if unpack else b""
        watch.check()
    watch.check()  # an expired watch shuts the socket, which looks like the end of the page
    if unpack:
        data += unpack.flush()
        check_size(len(data), limits, url)
        if not unpack.eof:
            raise InputError("the connection broke off in the middle of the page", url)
    if response.length:  # fewer bytes than Content-Length announced
        raise InputError("the connection broke off in the middle of the page", url)
    return Page(bytes(data), headers.get_content_charset(), kind, response.url)


def _unpacker(encoding: str, url: str) -> Any:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise InputError(f"the server sent an encoding it was not asked for ({encoding[:40]})", url)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return f"the server answered {error.code} {error.reason}".rstrip()
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, socket.gaierror):
        return "no such host, or no network"
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({inner.verify_message})"
    if isinstance(inner, ssl.SSLError):
        return f"no secure connection ({inner.reason or 'TLS error'})"
    if isinstance(inner, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(inner, TimeoutError):
        return "no answer in time: raise `seconds`"
    if isinstance(inner, zlib.error):
        return "the page is not validly compressed"
    text = " ".join(str(inner).split())[:200]
    return f"could not be fetched ({text or type(inner).__name__})"


def _version() -> str:
    try:
        return version("summkit")
    except PackageNotFoundError:
        return "dev"


class _Watch:
    """Ends a connection when the time is up: socket time-outs count only a single wait."""

    def __init__(self, seconds: float | None) -> None:
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.expired = False
        if seconds is not None:
            self._timer = threading.Timer(seconds, self._expire)
            self._timer.daemon = True
            self._timer.start()

    def hold(self, sock: socket.socket) -> None:
        with self._lock:
            self._socket = sock
        self.check()

    def check(self) -> None:
        if self._deadline is not None and time.monotonic() >= self._deadline:
            self.expired = True
            raise TimeoutError

    def _expire(self) -> None:
        self.expired = True
        with self._lock:
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return  # it has ended already

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        watch = self._watch

        class Connection(http.client.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch.hold(self.sock)

        return self.do_open(Connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__(context=ssl.create_default_context())
        self._watch = watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        watch = self._watch

        class Connection(http.client.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.hold(self.sock)

        return self.do_open(Connection, req, context=self._context)  # type: ignore[attr-defined]


class _Redirects(urllib.request.BaseHandler):
    """Follow redirects by our limits; urllib's own handler also reads their bodies to the end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen = 0

    def http_error_302(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> Any:
        fp.close()
        self._seen += 1
        if self._seen > self._most:
            raise InputError(f"more than {self._most} redirects", req.full_url)
        location = headers.get("Location", "")
        with suppress(UnicodeError):  # a header comes as Latin-1, whatever it was
            location = location.encode("latin-1").decode("utf-8")
        try:
            target = _checked(urljoin(req.full_url, location))
        except (InputError, ValueError) as error:
            reason = error.reason if isinstance(error, InputError) else str(error)
            raise InputError(f"redirected to {location[:200]!r}: {reason}", req.full_url) from None
        # The scheme has been checked.
        onward = urllib.request.Request(target, headers=req.headers)  # noqa: S310
        return self.parent.open(onward, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302
