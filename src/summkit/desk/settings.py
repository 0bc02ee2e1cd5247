"""How a desk is set up, and what is refused before it opens."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from summkit.errors import UsageError

HOST, PORT = "127.0.0.1", 8765
MAX_BYTES = 10_000_000
SECONDS = 20.0
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """What `summkit desk` was asked for.

    Attributes
    ----------
    host, port
        Where it listens; port 0 takes a free one.
    token
        What others must know; needed where `host` is open to others.
    allow_urls
        Whether an address may be given instead of an article.
    max_bytes
        Of one request, and of what is fetched.
    article_seconds
        What one request may take.
    workers
        Processes that do the work.

    Raises
    ------
    UsageError
        If others could ask without a token, or the token is short.
    """

    host: str = HOST
    port: int = PORT
    token: str = ""
    allow_urls: bool = False
    max_bytes: int = MAX_BYTES
    article_seconds: float = SECONDS
    workers: int = 1

    def __post_init__(self) -> None:
        if self.token and len(self.token) < _SHORTEST_TOKEN:
            raise UsageError(f"`token` is too short: give at least {_SHORTEST_TOKEN} characters")
        if not self.token and not is_loopback(self.host):
            raise UsageError(
                f"`host` {self.host} lets other machines ask: give `token` too, of at least "
                f"{_SHORTEST_TOKEN} characters"
            )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_any(host: str) -> bool:
    """Return whether a host stands for every address of this machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
