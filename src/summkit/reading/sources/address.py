"""Checks of the addresses of pages and redirects; addresses for messages, without passwords."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from summkit.errors import InputError
from summkit.patterns import regex

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]+://")  # "https://"

_FILE = regex(r"file:/*(?=/)", re.IGNORECASE)  # "file://" of "file:///home/ann/story.html"
_HTTP = regex(r"^(?:https?:/{0,2}|//)", re.IGNORECASE)  # "http:/", "//"
_HOST = regex(r"(?:[\w-]{1,63}\.)+([^\W\d_]{2,24})(?::\d{1,5})?")  # "www.example.org:8080"
_ENDS = frozenset(
    "com org net info news eu uk de fr es it nl pl pt at ch be se no dk fi ie".split()
)
_LONGEST_NAME, _MOST_WORDS = 50, 5  # characters and words of a file's name
_ENDING = regex(r"\.[A-Za-z0-9]{1,8}$")  # ".html"

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OLD = ipaddress.ip_network("::/96")  # IPv4 addresses in the first IPv6 notation, and ::1
_LOCAL = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
"""Ends of host names that do not exist on the public internet."""


def is_address(source: str) -> bool:
    """Return whether a source is an address; `checked` refuses addresses that are not fetched."""
    return _SCHEME.match(source) is not None


def instead(source: str) -> str:
    """Return advice for a name that is no file or folder: give an address, a text or a path.

    Returns
    -------
    str
        The end of the message "there is no such file or folder", or "".
    """
    if looks_like_text(source) or _is_sentence(source):
        return " (a text is read from a file, or from standard input: '-')"
    if source.startswith("~"):
        return " (only a shell replaces ~ by the home folder: give the whole path)"
    if match := _FILE.match(source):
        return f" (give the path, without {match[0]!r})"
    rest = _HTTP.sub("", source)
    host, slash, _ = rest.partition("/")
    name = _HOST.fullmatch(host)
    if name and (slash or len(rest) < len(source) or host.lower().startswith("www.")):
        return f" (if it is an address, write https://{rest})"
    if name and name[1].lower() in _ENDS:
        return f" (if it is an address, write https://{rest})"
    return ""


def _is_sentence(source: str) -> bool:
    """Return whether a name has no suffix and as many words as a text."""
    return len(source.split()) >= _MOST_WORDS and _ENDING.search(source) is None


def looks_like_text(source: str) -> bool:
    """Return whether a file's name is in fact a text: it has several lines or many words."""
    return len(source.strip().splitlines()) > 1 or (
        len(source) > _LONGEST_NAME and len(source.split()) > _MOST_WORDS
    )


def path_of(url: str) -> str | None:
    """Return the path in an address such as file:///home/ann/story.html, or None."""
    if _FILE.match(url) is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return unquote(parts.path) if parts.netloc in ("", "localhost") else None


def checked(url: str) -> str:
    """Return the address in ASCII; raise InputError if it is no http or https address."""
    if not url.isprintable():  # urlsplit would remove line feeds without an error
        raise InputError("an address with control characters is not fetched", ascii(shown(url)))
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        # The error contains the port, which may be half of a password.
        reason = "not a valid address" + ("" if "@" in url else f" ({error})")
        raise InputError(reason, shown(url)) from None
    if parts.scheme not in ("http", "https"):
        raise InputError("only http and https addresses are fetched", shown(url))
    if parts.username is not None:
        raise InputError("an address with a user name or password is not fetched", shown(url))
    if not host:
        raise InputError("not a valid address (it has no host)", url)
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError("not a valid address (its host name)", url) from error
    where = name if port is None else f"{name}:{port}"
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, where, path or "/", query, ""))


def shown(url: str) -> str:
    """Return an address for a message, without a password."""
    return re.sub(r"//.*@", "//", url, flags=re.DOTALL)


def holds_password(url: str) -> bool:
    """Return whether an address contains a user name or password, or may contain one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:  # the port is no number; it may be half of a password
        return "@" in url
    return parts.username is not None


class Guard:
    """The guard that keeps redirects of public addresses away from private addresses.

    The guard checks the numeric address that is connected to, not the name of the host.

    Parameters
    ----------
    allow_private
        Whether redirects may lead to any address.
    only_public
        Whether even the first address must be public; takes precedence over `allow_private`.
    """

    def __init__(self, allow_private: bool = False, *, only_public: bool = False) -> None:
        self._only_public = only_public
        self._may_be_private = False if only_public else True if allow_private else None

    def check(self, address: str, url: str) -> None:
        """Check an address before the connection.

        The address that the user gave may be any address.

        Raises
        ------
        InputError
            If the address is private and the address that redirects to it is public.
        """
        if self._may_be_private is False and is_private(address):
            if self._only_public:
                raise InputError("a private address is not fetched", url)
            raise InputError(
                f"redirected from a public address to a private one ({address}): "
                "`allow_private` allows it",
                url,
            )

    def reached(self, address: str) -> None:
        """Record the address that answers; the first is the address that the user gave."""
        if self._may_be_private is None:
            self._may_be_private = is_private(address)

    def check_behind_proxy(self, host: str, url: str) -> None:
        """Check and record a host to which a proxy connects.

        Behind a proxy, this process only recognises numeric addresses and names of local hosts.

        Raises
        ------
        InputError
            As `check`.
        """
        address = _numeric_address(host)
        self.check(address, url)
        self.reached(address)


def _numeric_address(host: str) -> str:
    """Return the address of a host in numbers; for a name, a private or public example address."""
    host = host.rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    import socket  # the import takes 5 ms, so it is only made for addresses

    with suppress(OSError):  # the forms that resolvers accept: 2130706433, 0x7f.1, 017700000001
        return socket.inet_ntoa(socket.inet_aton(host))
    local = "." not in host or host.endswith(_LOCAL)
    return "127.0.0.1" if local else "8.8.8.8"


def is_private(address: str) -> bool:
    """Return whether an address does not belong to the public internet."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # not an internet address
        return True
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped:
            return is_private(str(number.ipv4_mapped))
        if number in _OLD:
            return True
        # IPv6 addresses that routers translate to IPv4 addresses.
        inner = number.sixtofour
        if number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None and is_private(str(inner)):
            return True
    return not number.is_global or number.is_multicast
