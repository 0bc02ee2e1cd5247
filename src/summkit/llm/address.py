"""The address of a server, as a user types it, and the key that it wants."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from summkit.errors import UsageError

KEY = "SUMMKIT_LLM_KEY"
"""The variable of the environment that holds the key, where no other is named.

Not a vendor's own variable: a key for one server must not go to whatever server is typed.
"""

_END = "/chat/completions"
_QUERY = ("api-version",)


def endpoint(owner: str, url: str) -> str:
    """Return the address that questions are posted to.

    ``http://localhost:8000``, ``http://localhost:8000/v1`` and
    ``http://localhost:8000/v1/chat/completions`` mean the same.

    Parameters
    ----------
    owner
        Whose parameter it is, for the errors.

    Raises
    ------
    UsageError
        For what is no http or https address, and for one that holds a password or key: an
        address stands in runs and messages.
    """
    if not url:
        raise UsageError(
            f"{owner}: parameter url is empty: give the server's address, as in http://localhost:8000/v1"
        )
    wrong = f"{owner}: parameter url is no address of a server, such as http://localhost:8000/v1"
    if not url.isprintable() or not url.isascii() or " " in url:
        raise UsageError(wrong)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(wrong) from None
    if "@" in parts.netloc or any(name not in _QUERY for name, _ in parse_qsl(parts.query)):
        raise UsageError(
            f"{owner}: parameter url holds a password or a query, which would stand in every run: "
            f"leave it out, and put the key in the environment variable {KEY}, or in one that "
            "parameter key names"
        )
    if parts.scheme not in ("http", "https") or not host or parts.fragment:
        raise UsageError(wrong)
    path = parts.path.rstrip("/")
    if not path.endswith(_END):
        path = (path or "/v1") + _END
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def key_of(owner: str, variable: str) -> str:
    """Return the key in an environment variable; "" where there is none.

    Raises
    ------
    UsageError
        If the name is no name, the variable that a user named is not set, or what it holds
        cannot be sent. No message shows the key.
    """
    if not re.fullmatch(r"[A-Za-z_]\w*", variable, re.ASCII):
        # Somebody may have typed the key itself.
        raise UsageError(
            f"{owner}: parameter key is not the name of an environment variable: put the key in "
            f"one, such as {KEY}, and give its name"
        )
    key = os.environ.get(variable, "").strip()
    if not key and variable != KEY:
        raise UsageError(
            f"{owner}: the environment variable {variable} that parameter key names is empty"
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UsageError(
            f"{owner}: the environment variable {variable} holds characters that no key has"
        )
    return key
