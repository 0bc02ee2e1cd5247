"""The settings of a desk, and their checks before it starts."""

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
    """The settings of `summkit desk`.

    Attributes
    ----------
    host, port
        Address and port to listen on; port 0 picks a free port.
    token
        Secret that every request must send; required if other machines can reach `host`.
    allow_urls
        Whether the desk fetches the addresses of articles.
    max_bytes
        Largest size of a request and of a fetched page.
    article_seconds
        Maximum seconds for a request.
    workers
        Number of worker processes.

    Raises
    ------
    UsageError
        If other machines could send requests without a token, or if the token is too short.
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
                f"`host` {self.host} lets other machines send requests: add `token`, a secret of "
                f"at least {_SHORTEST_TOKEN} characters"
            )


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_any(host: str) -> bool:
    """Return whether a host means all addresses of this machine, as 0.0.0.0 does."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
