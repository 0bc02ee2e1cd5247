"""A question to a server over HTTP, with time-outs and retries, independent of language models.

It uses urllib3 rather than httpx, because urllib3 comes with trafilatura and its import takes half
the time. Both lack a deadline for the whole exchange, a limit of bytes, and retries that report
their reason; this module adds them.
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
"""Largest size of an answer."""

_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""Statuses after which another try may succeed."""

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 8.0
_CONNECTING = 10.0
_CHUNK = 65_536


class Request(NamedTuple):
    """A request to a server.

    Attributes
    ----------
    url, data
        The address, and the body of the request.
    key
        Key for the Authorization header, never shown; "" if the server needs none.
    variable
        Environment variable that contains the key, for messages.
    seconds
        Maximum seconds for the whole exchange, including retries and waits.
    retries
        Largest number of retries.
    """

    url: str
    data: bytes
    key: str
    variable: str
    seconds: float
    retries: int


class _Fault(NamedTuple):
    """A failed try after which another try may succeed.

    Attributes
    ----------
    reason
        Description for the message.
    wait
        Seconds that the server asks the client to wait; None if it does not.
    out_of_reach
        Whether the server cannot be reached, so that every question would fail.
    """

    reason: str
    wait: float | None = None
    out_of_reach: bool = False


def exchange(request: Request, read: Callable[[bytes], T | str]) -> T:
    """Post a request and return the answer as `read` returns it.

    Another try follows if there is no connection, if the connection breaks off, if `read` refuses
    the answer, or after a status of `_AGAIN`. Before it, the client waits for the time in the
    Retry-After header; without the header, for 0.5, 1, 2 and so on, at most 8 seconds. Redirects
    are not followed, so that the key is sent to no other address.

    Parameters
    ----------
    read
        Function that returns the content of a body, or a text with the reason for which the body
        is not an answer.

    Raises
    ------
    InputError
        If there is no answer in time, or if the server refuses this question.
    UsageError
        If the server would answer no question: it cannot be reached, or the key, the address or
        the model is wrong.
    """
    until = time.monotonic() + request.seconds
    for tries in range(1, request.retries + 2):
        got = _try(request, until)
        if isinstance(got, bytes):
            value = read(got)
            if not isinstance(value, str):
                return value
            fault = _Fault(value)
        else:
            fault = got
        if tries > request.retries:
            break
        wait = (
            min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT) if fault.wait is None else fault.wait
        )
        if time.monotonic() + wait > until:
            raise InputError(
                f"{fault.reason}; the next try, in {wait:g} seconds, would be too late: raise "
                f"parameter timeout, which is {request.seconds:g} seconds"
            )
        time.sleep(wait)
    counted = f"{fault.reason} ({tries} tries)" if tries > 1 else fault.reason
    if fault.out_of_reach:
        raise UsageError(
            f"{_host(request.url)}: {counted}: check that the server runs and that parameter url "
            "is right"
        )
    raise InputError(counted)


def _try(request: Request, until: float) -> bytes | _Fault:
    """Post the request once; return the answer, or a fault after which another try may succeed.

    Raises
    ------
    InputError
        If the server refuses this question, or if the time is over.
    UsageError
        If the server would answer no question.
    """
    try:
        from urllib3 import Timeout, exceptions
    except ImportError as error:
        raise UsageError("this needs the package urllib3: pip install 'summkit[llm]'") from error
    left = until - time.monotonic()
    if left <= 0:
        raise _late(request)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    # Answers are short, so compression is not needed, and a compressed answer could have any size.
    headers |= {"Accept-Encoding": "identity", "User-Agent": "summkit"}
    if request.key:
        headers["Authorization"] = f"Bearer {request.key}"
    try:
        response = _pool(request.url).request(
            "POST",
            request.url,
            body=request.data,
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
    except InputError:  # an InputError is an OSError too
        raise
    except (exceptions.ReadTimeoutError, TimeoutError):
        raise _late(request) from None
    except exceptions.NameResolutionError:
        return _Fault("no such host, or no network", out_of_reach=True)
    except (exceptions.NewConnectionError, exceptions.ConnectTimeoutError, exceptions.ProxyError):
        return _Fault("no connection", out_of_reach=True)
    except exceptions.SSLError:
        host = _host(request.url)
        raise UsageError(
            f"{host}: no secure connection, because the server's certificate is not valid"
        ) from None
    except (exceptions.HTTPError, OSError):
        return _Fault("the connection broke off before the answer was complete")
    if response.status == 200:
        return data
    return _refused(request, response, data)


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Return a body, within the deadline and `MOST_BYTES`.

    Raises
    ------
    InputError
        If the body is compressed or too large.
    TimeoutError
        If the deadline has passed.
    """
    packed = response.headers.get("Content-Encoding", "identity")
    if packed.strip().lower() not in ("", "identity"):
        raise InputError("the server's answer is compressed, although the request forbids it")
    data = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > MOST_BYTES:
            raise InputError(f"the server's answer is larger than {MOST_BYTES:,} bytes")
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        # A time-out limits a single wait, so it is reduced to the remaining time after each chunk.
        connection = getattr(response, "connection", None)
        if connection is not None and connection.sock is not None:
            connection.sock.settimeout(left)
    return bytes(data)


def _refused(request: Request, response: urllib3.BaseHTTPResponse, data: bytes) -> _Fault:
    """Return the fault of a status after which another try may succeed.

    Raises
    ------
    UsageError
        If the server would answer no question.
    InputError
        If the server refuses this question.
    """
    status, host = response.status, _host(request.url)
    said = _message(data, request.key)
    if 300 <= status < 400:
        raise UsageError(
            f"{host}: redirects to another address ({status}), but summkit sends the key only to "
            "the address in parameter url: put the new address there"
        )
    if status in (401, 403):
        # Some servers repeat a part of the key in their message, so it is not shown.
        why = f"refuses the key in {request.variable}" if request.key else "needs a key"
        then = "" if request.key else f": put it in the environment variable {request.variable}"
        raise UsageError(f"{host}: {why} ({status}){then}")
    if status in (404, 405):
        raise UsageError(
            f"{host}: has no such address or no such model ({status}{said}): check parameter url, "
            "which usually ends in /v1, and parameter model"
        )
    if status in _AGAIN and "insufficient_quota" not in data[:2000].decode("utf-8", "replace"):
        wait = _seconds(response.headers.get("Retry-After", ""))
        return _Fault(f"the server answered {status}{said}", wait)
    if status in _AGAIN or status == 402:
        raise UsageError(f"{host}: the quota of this key is used up ({status}{said})")
    raise InputError(f"the server refuses the question ({status}{said})")


def _late(request: Request) -> InputError:
    return InputError(f"no answer within {request.seconds:g} seconds: raise parameter timeout")


def _message(data: bytes, key: str) -> str:
    """Return the server's message about a refusal as ": text", printable and without the key."""
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
    """Return the seconds of a Retry-After header, which is a number or a date; else None."""
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
    """Return this process's pool of connections for a server, through the environment's proxy."""
    proxy = _proxy(url)
    with _making:
        place = os.getpid(), proxy
        if place not in _pools:
            import urllib3

            # 64 is the largest `concurrency`. Further connections would be closed after one use.
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
    """Close all open connections."""
    with _making:
        for pool in _pools.values():
            pool.clear()
        _pools.clear()
