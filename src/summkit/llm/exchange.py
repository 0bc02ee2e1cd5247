"""One question to a server over HTTP, with time-outs and retries; nothing here knows of models.

urllib3, and not httpx: it comes with trafilatura already, imports in half the time, and what
either lacks (a deadline for the whole, a limit of bytes, retries that say why) is written here.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

from summkit.errors import InputError, UsageError

if TYPE_CHECKING:
    import urllib3

T = TypeVar("T")

MOST_BYTES = 4_000_000
"""An answer is no longer than this."""

_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""Statuses that another try may better."""

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 8.0
_CONNECTING = 10.0
_CHUNK = 65_536


class Asked(NamedTuple):
    """What is posted where.

    Attributes
    ----------
    key
        Sent with it and shown nowhere; "" where the server wants none.
    variable
        The environment variable that holds the key, for messages.
    seconds
        For the whole of it, retries and waits included.
    retries
        So many further tries.
    """

    url: str
    data: bytes
    key: str
    variable: str
    seconds: float
    retries: int


class _Fault(NamedTuple):
    """Why a try gave no answer.

    Attributes
    ----------
    wait
        Seconds that the server asks for; None where it does not.
    out_of_reach
        Whether nobody answers there at all, which is no one question's fault.
    """

    reason: str
    wait: float | None = None
    out_of_reach: bool = False


def exchange(asked: Asked, read: Callable[[bytes], T | str]) -> T:
    """Post a question and return what `read` makes of the answer.

    What another try may better is tried again: no connection, one that breaks off, an answer that
    `read` finds broken, and the statuses of `_AGAIN`; after the wait that Retry-After asks for,
    else after 0.5 seconds, 1, 2 and so on, at most 8. A redirect is not followed: a key goes to no
    other address.

    Parameters
    ----------
    read
        Returns what the body holds, or says in words why it is no answer.

    Raises
    ------
    InputError
        If there is no answer in time, or none to this question.
    UsageError
        If the server would answer no question: a wrong key, address or model, or nobody there.
    """
    until = time.monotonic() + asked.seconds
    for tries in range(1, asked.retries + 2):
        got = _try(asked, until)
        if isinstance(got, bytes):
            value = read(got)
            if not isinstance(value, str):
                return value
            fault = _Fault(value)
        else:
            fault = got
        if tries > asked.retries:
            break
        wait = (
            min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT) if fault.wait is None else fault.wait
        )
        if time.monotonic() + wait > until:
            raise InputError(
                f"{fault.reason}; another try in {wait:g} seconds would be too late: raise "
                f"parameter timeout, which is {asked.seconds:g} seconds"
            )
        time.sleep(wait)
    counted = f"{fault.reason} ({tries} tries)" if tries > 1 else fault.reason
    if fault.out_of_reach:
        raise UsageError(
            f"{_host(asked.url)}: {counted}: is the server running, and parameter url right?"
        )
    raise InputError(counted)


def _try(asked: Asked, until: float) -> bytes | _Fault:
    """Ask once; return the answer, or why another try may better it."""
    try:
        from urllib3 import Timeout, exceptions
    except ImportError as error:
        raise UsageError("it needs an extra package: pip install 'summkit[llm]'") from error
    left = until - time.monotonic()
    if left <= 0:
        raise _late(asked)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    # Answers are short: what comes packed was not asked for, and may unpack without an end.
    headers |= {"Accept-Encoding": "identity", "User-Agent": "summkit"}
    if asked.key:
        headers["Authorization"] = f"Bearer {asked.key}"
    try:
        response = _pool(asked.url).request(
            "POST",
            asked.url,
            body=asked.data,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=min(left, _CONNECTING), read=left),
        )
        try:
            data = _read(response, until)
        except BaseException:
            response.close()
            raise
        response.release_conn()
    except InputError:  # ours, which is an OSError too
        raise
    except (exceptions.ReadTimeoutError, TimeoutError):
        raise _late(asked) from None
    except exceptions.NameResolutionError:
        return _Fault("no such host, or no network", out_of_reach=True)
    except (exceptions.NewConnectionError, exceptions.ConnectTimeoutError, exceptions.ProxyError):
        return _Fault("no connection", out_of_reach=True)
    except exceptions.SSLError:
        host = _host(asked.url)
        raise UsageError(f"{host}: no secure connection: its certificate is not valid") from None
    except (exceptions.HTTPError, OSError):
        return _Fault("the connection broke off before the answer was complete")
    if response.status == 200:
        return data
    return _refused(asked, response, data)


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Read a body, at most so long and so much."""
    packed = response.headers.get("Content-Encoding", "identity")
    if packed.strip().lower() not in ("", "identity"):
        raise InputError("its answer is compressed, which was not asked for")
    data = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > MOST_BYTES:
            raise InputError(f"its answer is larger than {MOST_BYTES:,} bytes")
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        # A time-out is for one wait; a server that sends byte by byte has the time that is left.
        connection = getattr(response, "connection", None)
        if connection is not None and connection.sock is not None:
            connection.sock.settimeout(left)
    return bytes(data)


def _refused(asked: Asked, response: urllib3.BaseHTTPResponse, data: bytes) -> _Fault:
    """Return the fault of a status that another try may better; raise for the others."""
    status, host = response.status, _host(asked.url)
    said = _message(data, asked.key)
    if 300 <= status < 400:
        raise UsageError(
            f"{host}: redirects to another address ({status}), and a key is sent to no other "
            "address than the one typed: give the new one as parameter url"
        )
    if status in (401, 403):
        # Some servers repeat a part of the key in what they say.
        why = f"does not take the key in {asked.variable}" if asked.key else "wants a key"
        then = "" if asked.key else f": put it in the environment variable {asked.variable}"
        raise UsageError(f"{host}: {why} ({status}){then}")
    if status in (404, 405):
        raise UsageError(
            f"{host}: has no such address or no such model ({status}{said}): see parameter url, "
            "which most often ends in /v1, and parameter model"
        )
    if status in _AGAIN and "insufficient_quota" not in data[:2000].decode("utf-8", "replace"):
        wait = _seconds(response.headers.get("Retry-After", ""))
        return _Fault(f"the server answered {status}{said}", wait)
    if status in _AGAIN or status == 402:
        raise UsageError(f"{host}: the quota of this key is used up ({status}{said})")
    raise InputError(f"the server refuses the question ({status}{said})")


def _late(asked: Asked) -> InputError:
    return InputError(f"no answer within {asked.seconds:g} seconds: raise parameter timeout")


def _message(data: bytes, key: str) -> str:
    """Return what a server says of its refusal: ": text", printable and without the key."""
    import json

    try:
        error = json.loads(data)["error"]
        text = error["message"] if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    if not isinstance(text, str):
        return ""
    text = text.replace(key, "[key]") if key else text
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f": {text[:160]}" if text else ""


def _seconds(retry_after: str) -> float | None:
    """Read a Retry-After: seconds, or a date."""
    text = retry_after.strip()
    if not text:
        return None
    try:
        return max(0.0, float(text)) if float(text) < float("inf") else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _host(url: str) -> str:
    return urlsplit(url).netloc


_pools: dict[tuple[int, str], urllib3.PoolManager] = {}
_making = threading.Lock()


def _pool(url: str) -> urllib3.PoolManager:
    """Return the connections of this process to a server, by the proxy of the environment."""
    proxy = _proxy(url)
    with _making:
        place = os.getpid(), proxy
        if place not in _pools:
            import urllib3

            # As many as threads may ask: what is above is made and closed for one question.
            _pools[place] = (
                urllib3.ProxyManager(proxy, maxsize=64)
                if proxy
                else urllib3.PoolManager(maxsize=64)
            )
        return _pools[place]


def _proxy(url: str) -> str:
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    host = parts.hostname or ""
    if host == "localhost" or host.startswith("127.") or host == "::1" or proxy_bypass(host):
        return ""
    return getproxies().get(parts.scheme, "")


def close() -> None:
    """Close the connections that are kept."""
    with _making:
        for pool in _pools.values():
            pool.clear()
        _pools.clear()
