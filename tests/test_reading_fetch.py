"""Fetching from a real server on the loopback: limits, redirects, errors."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import quote, unquote, urlsplit

import pytest

from summkit.errors import InputError
from summkit.reading import read
from summkit.reading.limits import Limits
from summkit.reading.sources import address as addresses
from summkit.reading.sources.fetch import fetch

PAGE = "<html><body><p>Überfahrt ab Montag</p></body></html>".encode("iso-8859-1")


class Handler(BaseHTTPRequestHandler):
    agents: ClassVar[list[str]] = []
    authorised: ClassVar[list[str | None]] = []
    away: ClassVar[str] = ""

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.authorised.append(self.headers["Proxy-Authorization"])
        name = urlsplit(self.path).path.strip("/").replace("-", "_").split("/")[0]
        getattr(self, f"page_{name}", self.page_missing)()

    def send(self, data: bytes, kind: str = "text/html", code: int = 200, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def page_plain(self) -> None:
        self.send(PAGE, "text/html; charset=ISO-8859-1", Content_Length=str(len(PAGE)))

    def page_path(self) -> None:
        self.send(self.path.encode())

    def page_missing(self) -> None:
        self.send_error(404)

    def page_gzip(self) -> None:
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_deflate(self) -> None:
        self.send(zlib.compress(PAGE), Content_Encoding="deflate")

    def page_bomb(self) -> None:
        self.send(gzip.compress(b"<p>" * 10_000_000), Content_Encoding="gzip")

    def page_members(self) -> None:
        members = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + b"\0\0"
        self.send(members, Content_Encoding="gzip")

    def page_torn(self) -> None:
        whole = gzip.compress(PAGE)
        self.send(whole + whole[:-9], Content_Encoding="gzip")

    def page_secret(self) -> None:
        self.send(b"", code=302, Location="http://reader:hunter2@127.0.0.1/")

    def page_away(self) -> None:
        self.send(b"", code=302, Location=self.away)

    def page_padded(self) -> None:
        members = gzip.compress(PAGE[:20]) + b"\0\0" + gzip.compress(PAGE[20:]) + b"\0"
        self.send(members, Content_Encoding="gzip")

    def page_more(self) -> None:
        self.send(gzip.compress(PAGE[:20]) + PAGE[20:], Content_Encoding="gzip")

    def page_rubbish(self) -> None:
        self.send(b"not gzip at all", Content_Encoding="gzip")

    def page_brotli(self) -> None:
        self.send(b"xx", Content_Encoding="br")

    def page_endless(self) -> None:
        self.send(b"")
        try:
            while True:
                self.wfile.write(b"<p>more</p>" * 10_000)
        except OSError:
            pass

    def page_announced(self) -> None:
        self.send(b"x", Content_Length="99999999999")

    def page_short(self) -> None:
        self.send(PAGE, Content_Length=str(len(PAGE) + 10))

    def page_drip(self) -> None:
        self.send(b"")
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def page_silent(self) -> None:
        time.sleep(1.5)

    def page_image(self) -> None:
        self.send(b"\x89PNG", "image/png")

    def page_loop(self) -> None:
        self.send(b"", code=302, Location="/loop")

    def page_hop(self) -> None:
        self.send(b"", code=301, Location="/plain")

    def page_file(self) -> None:
        self.send(b"", code=302, Location="file:///etc/hostname")

    def page_ftp(self) -> None:
        self.send(b"", code=302, Location="ftp://127.0.0.1/x")

    def page_to(self) -> None:
        code, _, location = unquote(self.path.partition("?")[2], "latin-1").partition(":")
        self.send_response(int(code))
        self.send_header("Location", location)
        self.end_headers()

    def page_part(self) -> None:
        self.send(PAGE, code=206, Content_Range="bytes 0-9/99")

    def page_mute(self) -> None:
        pass

    def page_foreign(self) -> None:
        self.wfile.write(b"\x00\xff" * 500 + b"\r\n\r\n")

    def page_header(self) -> None:
        self.send(b"", X="a" * 100_000)

    def page_chunks(self) -> None:
        self.send(b"ZZ\r\n" + PAGE, Transfer_Encoding="chunked")

    def page_silence(self) -> None:
        self.send(b"", code=302)

    def page_refresh(self) -> None:
        self.send(PAGE, Refresh="0; url=http://127.0.0.1:1/")

    def page_nowhere(self) -> None:
        self.send(b"", code=302, Location="http://[bad")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    first = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    servers = [first, ThreadingHTTPServer(("127.0.0.2", first.server_port), Handler)]
    for httpd in servers:
        threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}).start()
    yield f"http://127.0.0.1:{first.server_port}"
    for httpd in servers:
        httpd.shutdown()
        httpd.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def test_a_page(server: str) -> None:
    page = fetch(f"{server}/plain")
    assert (page.data, page.declared_charset) == (PAGE, "iso-8859-1")
    assert (page.content_type, page.url) == ("text/html", f"{server}/plain")
    assert Handler.agents[-1].startswith("summkit/")


def test_a_redirect_is_followed(server: str) -> None:
    page = fetch(f"{server}/hop")
    assert (page.data, page.url) == (PAGE, f"{server}/plain")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/plain", "plain", "./x/../plain", "//{}/plain", "HTTP://{}/plain#a"]
)
def test_a_redirect_in_any_form_is_followed(server: str, code: int, location: str) -> None:
    location = location.replace("{}", server.removeprefix("http://"))
    assert fetch(f"{server}/to?{code}:{quote(location)}").url == f"{server}/plain"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/plain\x01", "an address with control characters"),
        ("/plain\x1b[31m", "an address with control characters"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/html,<p>x", "only http and https"),
        ("http+unix://x/", "only http and https"),
        ("http://127.0.0.1:-1/", "not a valid address"),
        ("http://reader:hunter2@127.0.0.1/", "user name or password"),
        ("http://a%40b:hunter2@127.0.0.1/", "user name or password"),
    ],
)
def test_redirects_that_are_refused(server: str, location: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        fetch(f"{server}/to?302:{quote(location)}")
    said = str(caught.value).partition(": redirected")[2]
    assert said.isprintable() and "hunter2" not in said


def test_redirects_by_meta_refresh_are_not_followed(server: str) -> None:
    page = fetch(f"{server}/refresh")
    assert (page.data, page.url) == (PAGE, f"{server}/refresh")


@pytest.mark.parametrize("name", ["gzip", "deflate", "members", "padded"])
def test_compressed(server: str, name: str) -> None:
    assert fetch(f"{server}/{name}").data == PAGE


def test_an_address_in_any_script(server: str) -> None:
    page = fetch(f"{server}/path/über uns?q=né&x=%20#part")
    assert page.data == b"/path/%C3%BCber%20uns?q=n%C3%A9&x=%20"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("bomb", "larger than the limit of 100,000 bytes: raise `max_bytes`"),
        ("endless", "larger than the limit of 100,000 bytes: raise `max_bytes`"),
        ("announced", "larger than the limit of 100,000 bytes: raise `max_bytes`"),
        ("rubbish", "the compressed page is damaged"),
        ("more", "the compressed page is damaged or cut off"),
        ("brotli", "the server sent an encoding it was not asked for (br)"),
        ("short", "the connection broke off in the middle of the page"),
        ("torn", "the connection broke off in the middle of the page"),
        (
            "secret",
            "redirected to 'http://127.0.0.1/': "
            "an address with a user name or password is not fetched",
        ),
        ("part", "the server sent only a part of the page"),
        ("mute", "the server closed the connection without an answer"),
        ("foreign", "the server does not speak HTTP"),
        ("header", "the head of the answer is too long"),
        ("chunks", "the connection broke off in the middle of the page"),
        ("image", "the server sent image/png, not a page of text"),
        ("loop", "more than 5 redirects"),
        ("silence", "the server redirects without saying where to"),
        ("to?304:/plain", "the server answered 304 Not Modified"),
        ("to?305:/plain", "the server answered 305 Use Proxy"),
        ("to?300:/plain", "the server answered 300 Multiple Choices"),
        ("file", "redirected to 'file:///etc/hostname': only http and https addresses are fetched"),
        ("ftp", "redirected to 'ftp://127.0.0.1/x': only http and https addresses are fetched"),
    ],
)
def test_one_line_errors(server: str, name: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"{server}/{name}", limits=Limits(max_bytes=100_000))
    assert str(caught.value) == f"{server}/{name}: {reason}"


@pytest.mark.parametrize("name", ["drip", "silent"])
def test_the_time_limit_is_for_the_whole(server: str, name: str) -> None:
    start = time.perf_counter()
    with pytest.raises(InputError, match="raise `seconds`"):
        fetch(f"{server}/{name}", limits=Limits(seconds=0.4))
    assert time.perf_counter() - start < 1.2


def test_a_redirect_to_nowhere(server: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"{server}/nowhere")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("example.org/page", "only http and https"),
        ("http://", "has no host"),
        ("http://[::1", "not a valid address"),
        ("http://a:b@127.0.0.1/", "user name or password"),
        ("http://127.0.0.1:99999/", "not a valid address"),
        ("http://" + "x" * 70 + ".invalid/", "not a valid address"),
        ("http://127.0.0.1/\r\nX: y", r"^'http://127.0.0.1/\\r\\nX: y': an address with control"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        fetch(url, limits=Limits(seconds=2))


def test_a_port_without_a_server() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InputError, match="the connection was refused"):
        fetch(f"http://127.0.0.1:{port}/")


def test_a_server_without_tls(server: str) -> None:
    with pytest.raises(InputError, match="no secure connection"):
        fetch(server.replace("http:", "https:"))


@pytest.mark.parametrize(
    "url",
    [
        "http://reader:hunter2@127.0.0.1/x",
        "http://reader:hunter2@127.0.0.1:port/",
        "http://hunter2:hunter2@[::1",
        "ftp://reader:hunter2@127.0.0.1/",
        "http://reader:hunter2@/",
        "http://reader:hunter2\n@127.0.0.1/",
        "http://reader:hun/hunter2@127.0.0.1/",
    ],
)
def test_a_password_reaches_no_message(url: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(url)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in str(caught.value.__cause__)
    (failure,) = read(url, on_error="yield")
    assert "hunter2" not in str(failure)


@pytest.fixture
def outside(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the server; its address 127.0.0.1 counts as public."""
    private = addresses.is_private
    monkeypatch.setattr(addresses, "is_private", lambda a: a != "127.0.0.1" and private(a))
    return server


@pytest.mark.parametrize("name", ["127.0.0.2", "intranet.example"])
def test_a_redirect_leads_from_no_public_address_to_a_private_one(
    outside: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = socket.getaddrinfo
    places = {"intranet.example": "127.0.0.2"}
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **how: resolve(places.get(host, host), *rest)
    )
    where = outside.replace("127.0.0.1", name) + "/plain"
    monkeypatch.setattr(Handler, "away", where)
    asked = len(Handler.agents)
    with pytest.raises(InputError) as caught:
        fetch(f"{outside}/away")
    assert str(caught.value) == (
        f"{where}: redirected from a public address to a private one (127.0.0.2): "
        "`allow_private` allows it"
    )
    assert len(Handler.agents) == asked + 1
    assert fetch(f"{outside}/away", limits=Limits(allow_private=True)).data == PAGE
    assert fetch(f"{outside}/hop").data == PAGE  # to a public one
    assert fetch(where).data == PAGE  # typed


def test_a_redirect_leads_from_a_private_address_anywhere(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "away", server.replace("127.0.0.1", "127.0.0.2") + "/plain")
    assert fetch(f"{server}/away").data == PAGE


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:10.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("::10.0.0.1", True),  # IPv4 addresses inside IPv6 addresses
        ("2002:a00:1::1", True),
        ("64:ff9b::7f00:1", True),
        ("64:ff9b::808:808", False),
        ("8.8.8.8", False),
        ("2606:4700:4700::1111", False),
    ],
)
def test_private_addresses_are_recognised(address: str, private: bool) -> None:
    assert addresses.is_private(address) is private


def test_a_proxy_is_asked_for_no_private_address_after_a_public_one(
    outside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", outside.replace("//", "//reader:hunter2@"))
    monkeypatch.setattr(Handler, "away", "http://127.0.0.2/plain")
    Handler.authorised.clear()
    with pytest.raises(InputError, match=r"private one \(127\.0\.0\.2\): "):
        fetch("http://public.example/away")
    assert Handler.authorised == ["Basic cmVhZGVyOmh1bnRlcjI="]


def test_proxy_headers_are_sent_only_to_the_proxy(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.2")
    monkeypatch.setenv("http_proxy", server.replace("//", "//reader:hunter2@"))
    monkeypatch.setattr(Handler, "away", server.replace("127.0.0.1", "127.0.0.2") + "/plain")
    Handler.authorised.clear()
    assert fetch("http://localhost/away").data == PAGE
    assert Handler.authorised == ["Basic cmVhZGVyOmh1bnRlcjI=", None]


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("2130706433", True),
        ("0x7f.1", True),
        ("017700000001", True),
        ("127.1", True),
        ("134744072", False),  # 8.8.8.8
        ("localhost.", True),
        ("intranet", True),
        ("wiki.corp", True),
        ("news.example.org", False),
    ],
)
def test_private_addresses_with_a_proxy(host: str, private: bool) -> None:
    guard = addresses.Guard()
    guard.reached("8.8.8.8")
    if private:
        with pytest.raises(InputError, match="to a private one"):
            guard.check_behind_proxy(host, "http://x/")
    else:
        guard.check_behind_proxy(host, "http://x/")


@pytest.mark.parametrize("written", ["2130706434", "0x7f.2", "017700000002"])
def test_a_redirect_to_a_number_in_any_spelling(
    outside: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "away", outside.replace("127.0.0.1", written) + "/plain")
    with pytest.raises(InputError, match=r"private one \(127\.0\.0\.2\)"):
        fetch(f"{outside}/away")


def test_a_name_is_resolved_once_and_the_checked_address_is_used(
    outside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stub resolves the name, first to a public address, then to a private one."""
    resolve, asked = socket.getaddrinfo, []

    def rebinding(host: str, *rest: object, **how: object) -> object:
        if host != "rebind.example":
            return resolve(host, *rest)  # type: ignore[arg-type]
        asked.append(host)
        return resolve("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    where = outside.replace("127.0.0.1", "rebind.example")
    assert fetch(f"{where}/plain").data == PAGE
    assert len(asked) == 1
    asked.clear()
    with pytest.raises(InputError, match=r"private one \(127\.0\.0\.2\)"):
        fetch(f"{where}/hop")  # a redirect to the same name, which now has another address
    assert len(asked) == 2


def test_no_answer_that_is_private_is_even_connected_to(
    outside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    connect = socket.create_connection
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda at, *rest: (connected.append(at[0]), connect(at, *rest))[1],
    )
    monkeypatch.setattr(Handler, "away", outside.replace("127.0.0.1", "127.0.0.2") + "/plain")
    with pytest.raises(InputError, match="to a private one"):
        fetch(f"{outside}/away")
    assert connected == ["127.0.0.1"]
