"""The address of a server, as a user types it, and the server's key."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from summkit.errors import UsageError

KEY = "SUMMKIT_LLM_KEY"
"""Environment variable with the server's key, if the user names no other variable.

It is not the variable of a vendor, because a vendor's key must not be sent to another server.
"""

_END = "/chat/completions"
_QUERY = ("api-version",)


def endpoint(owner: str, url: str) -> str:
    """Return the address to which questions are posted.

    ``http://localhost:8000``, ``http://localhost:8000/v1`` and
    ``http://localhost:8000/v1/chat/completions`` give the same result.

    Parameters
    ----------
    owner
        Name of the method or metric, for the messages.

    Raises
    ------
    UsageError
        If the text is not an http or https address, or if the address contains a password or a
        key, which would appear in saved runs and messages.
    """
    if not url:
        raise UsageError(
            f"{owner}: parameter url is empty: give the address of the server, such as "
            "http://localhost:8000/v1"
        )
    wrong = (
        f"{owner}: parameter url is not the address of a server: give one such as "
        "http://localhost:8000/v1"
    )
    if not url.isprintable() or not url.isascii() or " " in url:
        raise UsageError(wrong)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(wrong) from None
    if "@" in parts.netloc or any(name not in _QUERY for name, _ in parse_qsl(parts.query)):
        raise UsageError(
            f"{owner}: parameter url contains a password or a query, which every run would store: "
            f"leave it out, and put the key in the environment variable {KEY}, or in another "
            "variable that parameter key names"
        )
    if parts.scheme not in ("http", "https") or not host or parts.fragment:
        raise UsageError(wrong)
    path = parts.path.rstrip("/")
    if not path.endswith(_END):
        path = (path or "/v1") + _END
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def key_of(owner: str, variable: str) -> str:
    """Return the key in an environment variable; "" if the variable is not set.

    Raises
    ------
    UsageError
        If the name is not the name of a variable, if a variable that the user named is not set, or
        if the key contains impossible characters. No message contains the key.
    """
    if not re.fullmatch(r"[A-Za-z_]\w*", variable, re.ASCII):
        # The user may have typed the key itself, so the message does not repeat the text.
        raise UsageError(
            f"{owner}: parameter key is not the name of an environment variable: put the key in "
            f"one, such as {KEY}, and give its name"
        )
    key = os.environ.get(variable, "").strip()
    if not key and variable != KEY:
        raise UsageError(
            f"{owner}: the environment variable {variable}, which parameter key names, is empty: "
            "set it to the key"
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UsageError(
            f"{owner}: the environment variable {variable} contains a space or a character that "
            "is not ASCII, so it is not a key: correct it"
        )
    return key
