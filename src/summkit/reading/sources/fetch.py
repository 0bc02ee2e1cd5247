"""Fetch a page by http or https, within limits. Only addresses that the user gave are fetched.

urllib3 was considered. It has no deadline for the whole request and no hook to check an address
before the connection, so the timer and the subclasses would remain. It also accepts a truncated
compressed page as complete. Its support of br and zstd is not needed, since servers also send gzip.
"""

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
from urllib.parse import urljoin, urlsplit

from summkit.errors import InputError
from summkit.reading.formats.registry import by_type
from summkit.reading.limits import DEFAULT_LIMITS, Limits, check_size
from summkit.reading.sources.address import Guard, checked, shown
from summkit.reading.sources.decompression import Unpacker

# Types that some servers send for feeds and documents. For these, the content decides the format.
_ANY = ("application/octet-stream", "application/gzip", "application/x-gzip")
_CHUNK = 65_536  # bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The answer of a server: bytes, declared charset and type, and the address after redirects."""

    data: bytes
    declared_charset: str | None
    content_type: str
    url: str


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS, only_public: bool = False) -> Page:
    """Fetch one page.

    `limits.seconds` is the time for the whole request, including redirects and body. The look-up of
    a name cannot be interrupted and may take extra time. `limits.max_bytes` is the size of the page
    after decompression.

    At most `limits.redirects` redirects are followed, only to http and https. A redirect from a
    public address to a private, link-local or loopback address is refused unless
    `limits.allow_private` is set. A name is resolved once: all of its addresses are checked, and
    the connection is made to one of them. Proxies are taken from the environment, as in `urllib`.
    They resolve names themselves, so behind a proxy only numeric addresses and names such as
    localhost are recognised as private.

    Parameters
    ----------
    url
        The address.
    limits
        The limits.
    only_public
        Whether the first address must be public too. Use this for an address that came over the
        network, because its sender may have less access than this machine.

    Raises
    ------
    InputError
        If the scheme is not http or https, there is no such host, no connection or a bad
        certificate, the status is an error, the type is no text, or a limit is exceeded.
    """
    address = checked(url)
    guard = Guard(limits.allow_private, only_public=only_public)
    watch = _Watch(limits.seconds or None)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(watch, guard),
        _Https(watch, guard),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(limits.redirects),
    ):
        opener.add_handler(handler)
    try:
        with opener.open(_request(address), timeout=limits.seconds or None) as response:
            return _read(response, url, limits, watch)
    except InputError:
        raise
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        if isinstance(error, urllib.error.URLError) and isinstance(error.reason, InputError):
            raise error.reason from None
        if watch.expired:
            raise InputError(
                f"not fetched within {limits.seconds:g} seconds: raise `seconds`", url
            ) from None
        raise InputError(_reason(error), url) from error
    finally:
        watch.stop()


def _request(address: str) -> urllib.request.Request:
    """Return the request for an address that was checked."""
    return urllib.request.Request(  # noqa: S310
        address,
        headers={
            "User-Agent": f"summkit/{_version()} (news summarisation; one page on request)",
            "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        },
    )


def _read(response: Any, url: str, limits: Limits, watch: _Watch) -> Page:
    """Read the body of a response; raise InputError if it is no page, too large or incomplete."""
    headers: http.client.HTTPMessage = response.headers
    if response.status == http.client.PARTIAL_CONTENT:
        raise InputError("the server sent only a part of the page", url)
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    if kind and kind not in _ANY and by_type(kind) is None:
        raise InputError(f"the server sent {kind}, not a page of text", url)
    declared_size = headers.get("Content-Length", "")
    if declared_size.isdigit():
        check_size(int(declared_size), limits, url)
    unpack = Unpacker(headers.get("Content-Encoding", ""), url)
    data = bytearray()
    # read1 returns the bytes received so far, so the watch can end a slow transfer; read would
    # wait until its buffer is full.
    while chunk := response.read1(_CHUNK):
        while chunk:
            piece, chunk = unpack(chunk, limits.max_bytes + 1 - len(data))
            data += piece
            check_size(len(data), limits, url)
        watch.check()
    watch.check()  # An expired watch closes the socket. That looks like the end of the page.
    if not unpack.whole or response.length:  # Content-Length announced more bytes
        raise InputError(_BROKE_OFF, url)
    return Page(bytes(data), headers.get_content_charset(), kind, response.url)


_BROKE_OFF = "the connection broke off in the middle of the page"
_MESSAGES: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "no such host, or no network"),
    (ConnectionRefusedError, "the connection was refused"),
    (http.client.RemoteDisconnected, "the server closed the connection without an answer"),
    (ConnectionError, "the connection broke off"),
    (TimeoutError, "no answer in time: raise `seconds`"),
    (zlib.error, "the compressed page is damaged"),
    (http.client.IncompleteRead, _BROKE_OFF),
    (http.client.LineTooLong, "the head of the answer is too long"),
    (http.client.BadStatusLine, "the server does not speak HTTP"),
)


def _reason(error: Exception) -> str:
    """Return the message for an error."""
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}".rstrip()
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({inner.verify_message})"
    if isinstance(inner, ssl.SSLError):
        return f"no secure connection ({inner.reason or 'TLS error'})"
    for kind, said in _MESSAGES:
        if isinstance(inner, kind):
            return said
    text = " ".join(str(inner).split())[:200]
    return f"could not be fetched ({text or type(inner).__name__})"


def _version() -> str:
    try:
        return version("summkit")
    except PackageNotFoundError:
        return "dev"


class _Watch:
    """The timer that ends a connection, because socket time-outs apply only to a single wait."""

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

    def watch_socket(self, sock: socket.socket) -> None:
        """Store the socket, which is closed when the time is over."""
        with self._lock:
            self._socket = sock
        self.check()

    def check(self) -> float | None:
        """Return the remaining seconds; None without a limit. Raise TimeoutError if none remain."""
        if self._deadline is None:
            return None
        left = self._deadline - time.monotonic()
        if left <= 0:
            self.expired = True
            raise TimeoutError
        return left

    def _expire(self) -> None:
        """Close the connection when the time is over."""
        self.expired = True
        with self._lock:
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return  # the connection has already ended

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()


def _connections(
    request: urllib.request.Request, watch: _Watch, guard: Guard
) -> tuple[type[http.client.HTTPConnection], type[http.client.HTTPSConnection]]:
    """Return the classes of plain and secure connections for a request."""
    url = request.full_url
    proxied = request.has_proxy() or bool(getattr(request, "_tunnel_host", None))
    host = urlsplit(url).hostname or ""

    def direct(place: tuple[str, int], *_: Any) -> socket.socket:
        """Connect to the first address that accepts, after all addresses were checked."""
        answers = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
        for _family, _type, _protocol, _name, answer in answers:
            guard.check(str(answer[0]), url)
        error: OSError = socket.gaierror("no answer")
        for _family, _type, _protocol, _name, answer in answers:
            # A link-local address needs the number of its interface.
            scope = f"%{answer[3]}" if len(answer) == 4 and answer[3] else ""
            try:
                made = socket.create_connection((f"{answer[0]}{scope}", place[1]), watch.check())
            except TimeoutError:
                raise
            except OSError as failure:
                error = failure
                continue
            guard.reached(str(answer[0]))
            return made
        raise error

    class Watched(http.client.HTTPConnection):
        """A connection that the watch can end and whose address the guard checks."""

        def connect(self) -> None:
            if proxied:
                guard.check_behind_proxy(host, url)
            else:
                self._create_connection = direct
            super().connect()
            watch.watch_socket(self.sock)  # before the TLS handshake

    class Secure(http.client.HTTPSConnection, Watched):
        """A secure connection that the watch can end and whose address the guard checks."""

        def connect(self) -> None:
            super().connect()  # calls Watched.connect
            watch.watch_socket(self.sock)

    return Watched, Secure


class _Http(urllib.request.HTTPHandler):
    """The handler of plain connections with a time limit."""

    def __init__(self, watch: _Watch, guard: Guard) -> None:
        super().__init__()
        self._watch, self._guard = watch, guard

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        plain, _ = _connections(req, self._watch, self._guard)
        return self.do_open(plain, req)


class _Https(urllib.request.HTTPSHandler):
    """The handler of secure connections with a time limit."""

    def __init__(self, watch: _Watch, guard: Guard) -> None:
        super().__init__(context=ssl.create_default_context())
        self._watch, self._guard = watch, guard

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        _, secure = _connections(req, self._watch, self._guard)
        return self.do_open(secure, req, context=self._context)  # type: ignore[attr-defined]


class _Redirects(urllib.request.BaseHandler):
    """The handler of redirects within limits; urllib's own handler reads their whole bodies."""

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
        """Follow a redirect; raise InputError if the limits forbid it."""
        fp.close()
        self._seen += 1
        if self._seen > self._most:
            raise InputError(f"more than {self._most} redirects", req.full_url)
        location = headers.get("Location", "")
        if not location.strip():
            raise InputError("the server redirects without saying where to", req.full_url)
        with suppress(UnicodeError):  # urllib decodes headers as Latin-1; servers send UTF-8
            location = location.encode("latin-1").decode("utf-8")
        try:
            target = checked(urljoin(req.full_url, location))
        except (InputError, ValueError) as error:
            reason = error.reason if isinstance(error, InputError) else str(error)
            place = (shown(location) if "@" in location else location)[:200]
            raise InputError(f"redirected to {place!r}: {reason}", req.full_url) from None
        # A new request is made, because proxy headers of the old request must not be sent to the
        # new host.
        return self.parent.open(_request(target), timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302
