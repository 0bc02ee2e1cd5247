"""A page from the network: only http and https, only what the user typed, never without limits.

urllib3 was weighed: it has no deadline for the whole and no place to look at an address before
it is spoken to, so that the timer and the subclasses would stay, and it takes a compressed page
that breaks off for a whole one. It would bring br and zstd, which nobody needs to send us.
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

# Some servers send feeds and documents as bytes of no kind; their content tells.
_ANY = ("application/octet-stream", "application/gzip", "application/x-gzip")
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: bytes, what its header said of them, and the address after redirects."""

    data: bytes
    declared_charset: str | None
    content_type: str
    url: str


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS, only_public: bool = False) -> Page:
    """Fetch one page.

    `limits.seconds` is for the whole of it, redirects and body included (a name look-up, which
    nothing can interrupt, comes on top); `limits.max_bytes` for the page after decompression;
    `limits.redirects` are followed, only to http and https, and from a public address never
    to a private, link-local or loopback one, whatever name it has, unless
    `limits.allow_private`. A name is resolved once: every answer is looked at, and one of them
    is connected to. Proxies are taken from the environment, as `urllib` does; they resolve
    names themselves, so that behind one only addresses in numbers and names such as localhost
    are known to be private. With `only_public` the first address must be public too: for an
    address that came over the network, whose sender may reach less than this machine does.

    Raises
    ------
    InputError
        A scheme other than http and https, no such host, no connection, a bad certificate, an
        error status, a content type that is no text, a limit.
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
    """Return a request for an address that has been checked."""
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
    headers: http.client.HTTPMessage = response.headers
    if response.status == http.client.PARTIAL_CONTENT:
        raise InputError("the server sent a part of the page, which nobody asked for", url)
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    if kind and kind not in _ANY and by_type(kind) is None:
        raise InputError(f"the server sent {kind}, not a page of text", url)
    declared_size = headers.get("Content-Length", "")
    if declared_size.isdigit():
        check_size(int(declared_size), limits, url)
    unpack = _Unpacker(headers.get("Content-Encoding", ""), url)
    data = bytearray()
    # read1 returns what has come: a slow server is noticed by the watch, not by a full buffer.
    while chunk := response.read1(_CHUNK):
        while chunk:
            piece, chunk = unpack(chunk, limits.max_bytes + 1 - len(data))
            data += piece
            check_size(len(data), limits, url)
        watch.check()
    watch.check()  # an expired watch shuts the socket, which looks like the end of the page
    if not unpack.whole or response.length:  # fewer bytes than Content-Length announced
        raise InputError(_BROKE_OFF, url)
    return Page(bytes(data), headers.get_content_charset(), kind, response.url)


class _Unpacker:
    """Takes a page as it comes; `whole` tells whether what is compressed has come to its end."""

    def __init__(self, encoding: str, url: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            reason = f"the server sent an encoding it was not asked for ({encoding[:40]})"
            raise InputError(reason, url)
        self._url = url
        self._packed = encoding not in ("", "identity")
        self._begin()

    def _begin(self) -> None:
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, whatever it says
        self.whole = not self._packed

    def __call__(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        """Return at most `most` bytes of the page, and what of the chunk is left for later."""
        if not self._packed:
            return chunk, b""
        if self.whole:
            chunk = chunk.lstrip(b"\0")  # padding
            if not chunk:
                return b"", b""
            if not chunk.startswith(b"\x1f"):
                raise InputError("the compressed page is damaged or cut off", self._url)
            self._begin()  # gzip may come in several members
        piece = self._zlib.decompress(chunk, most)
        self.whole = self._zlib.eof
        return piece, self._zlib.unused_data if self.whole else self._zlib.unconsumed_tail


_BROKE_OFF = "the connection broke off in the middle of the page"
_SAID: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "no such host, or no network"),
    (ConnectionRefusedError, "the connection was refused"),
    (http.client.RemoteDisconnected, "the server closed the connection without an answer"),
    (ConnectionError, "the connection broke off"),
    (TimeoutError, "no answer in time: raise `seconds`"),
    (zlib.error, "the compressed page is damaged"),
    (http.client.IncompleteRead, _BROKE_OFF),
    (http.client.LineTooLong, "the head of the answer is too long"),
    (http.client.BadStatusLine, "what answers there does not speak HTTP"),
)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}".rstrip()
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({inner.verify_message})"
    if isinstance(inner, ssl.SSLError):
        return f"no secure connection ({inner.reason or 'TLS error'})"
    for kind, said in _SAID:
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

    def check(self) -> float | None:
        """Return the seconds left; None without a limit. Raise TimeoutError where none are."""
        if self._deadline is None:
            return None
        left = self._deadline - time.monotonic()
        if left <= 0:
            self.expired = True
            raise TimeoutError
        return left

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


def _connections(
    request: urllib.request.Request, watch: _Watch, guard: Guard
) -> tuple[type[http.client.HTTPConnection], type[http.client.HTTPSConnection]]:
    """Return the plain and the secure kind of connection that answer a request."""
    url = request.full_url
    proxied = request.has_proxy() or bool(getattr(request, "_tunnel_host", None))
    host = urlsplit(url).hostname or ""

    def direct(place: tuple[str, int], *_: Any) -> socket.socket:
        """Connect to the first answer that takes it, once all of them have been looked at."""
        answers = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
        for _family, _type, _protocol, _name, answer in answers:
            guard.check(str(answer[0]), url)
        error: OSError = socket.gaierror("no answer")
        for _family, _type, _protocol, _name, answer in answers:
            # A link-local address needs to know where.
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
        def connect(self) -> None:
            if proxied:
                guard.check_behind_proxy(host, url)
            else:
                self._create_connection = direct
            super().connect()
            watch.hold(self.sock)  # before a secure connection is agreed upon

    class Secure(http.client.HTTPSConnection, Watched):
        def connect(self) -> None:
            super().connect()  # through Watched
            watch.hold(self.sock)

    return Watched, Secure


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch, guard: Guard) -> None:
        super().__init__()
        self._watch, self._guard = watch, guard

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        plain, _ = _connections(req, self._watch, self._guard)
        return self.do_open(plain, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch, guard: Guard) -> None:
        super().__init__(context=ssl.create_default_context())
        self._watch, self._guard = watch, guard

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        _, secure = _connections(req, self._watch, self._guard)
        return self.do_open(secure, req, context=self._context)  # type: ignore[attr-defined]


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
        if not location.strip():
            raise InputError("the server redirects without saying where to", req.full_url)
        with suppress(UnicodeError):  # a header comes as Latin-1, whatever it was
            location = location.encode("latin-1").decode("utf-8")
        try:
            target = checked(urljoin(req.full_url, location))
        except (InputError, ValueError) as error:
            reason = error.reason if isinstance(error, InputError) else str(error)
            place = (shown(location) if "@" in location else location)[:200]
            raise InputError(f"redirected to {place!r}: {reason}", req.full_url) from None
        # A new request: what is for the proxy of this one must not go on.
        return self.parent.open(_request(target), timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302
