"""Addresses: which are fetched, how messages show them, and where redirects may lead."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

from summkit.errors import InputError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(source: str) -> bool:
    """Return whether a source is an address; `checked` refuses those that are not fetched."""
    return _SCHEME.match(source) is not None


def checked(url: str) -> str:
    """Return the address in ASCII; raise InputError for what is no http or https address."""
    if not url.isprintable():  # urlsplit would quietly take line feeds out
        raise InputError("an address with control characters is not fetched", ascii(shown(url)))
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        # The error quotes what it takes for a port, which may be half a password.
        reason = "not a valid address" + ("" if "@" in url else f" ({error})")
        raise InputError(reason, shown(url)) from None
    if parts.scheme not in ("http", "https"):
        raise InputError("only http and https addresses are fetched", shown(url))
    if parts.username is not None:
        raise InputError("an address with a user name or password is not fetched", shown(url))
    if not host:
        raise InputError("not a valid address (it names no host)", url)
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError("not a valid address (its host name)", url) from error
    where = name if port is None else f"{name}:{port}"
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, where, path or "/", query, ""))


def shown(url: str) -> str:
    """Return an address that is not fetched as a message may show it: without a password."""
    return re.sub(r"//.*@", "//", url, flags=re.DOTALL)


class Guard:
    """Keeps redirects of public addresses away from private ones, by the address in use."""

    def __init__(self) -> None:
        self._may_be_private: bool | None = None

    def check(self, address: str, url: str) -> None:
        """Look at an address before anything is sent to it; the first one is the user's own.

        Raises
        ------
        InputError
            If it is private and the first was not.
        """
        private = is_private(address)
        if self._may_be_private is None:
            self._may_be_private = private
        if private and not self._may_be_private:
            raise InputError(f"redirected from a public address to a private one ({address})", url)

    def check_behind_proxy(self, host: str, url: str) -> None:
        """Do the same where the proxy connects: only an address in numbers is known."""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            host = "127.0.0.1" if host.rstrip(".").endswith("localhost") else "8.8.8.8"
        self.check(host, url)


def is_private(address: str) -> bool:
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # no address of the internet
        return True
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return not number.is_global or number.is_multicast
