"""Pages read in a child process that can be killed: a time limit that holds inside C code.

One child is kept for each thread that is reading at the same time and serves page after page,
so that only the first page pays for its start (about what importing trafilatura costs anyway:
this process then need not). It is a plain subprocess spoken to over its pipes: that works
without fork, inside the daemonic workers of a process pool, and from threads.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.reading.limits import Limits

_START_SECONDS = 60.0
# The child finds summkit where this process did, whatever changed sys.path since it started.
_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from summkit.reading.formats.worker import main; main()"
)


def read_page(
    data: bytes,
    *,
    id: str,
    source: str,
    language: str | None,
    declared: str | None,
    limits: Limits,
) -> Article:
    """Do `parse_html` in a child; raise InputError when `limits.seconds` are over."""
    request = {
        "id": id,
        "source": source,
        "language": language,
        "declared": declared,
        "limits": {
            "max_bytes": limits.max_bytes,
            "seconds": limits.seconds,
            "max_attributes": limits.max_attributes,
            "max_depth": limits.max_depth,
            "redirects": limits.redirects,
        },
    }
    child = _take()
    try:
        answer = child.ask(request, data, limits.seconds)
    except _OutOfTimeError:
        raise InputError(
            f"not read within {limits.seconds:g} seconds (--timeout allows more)", source
        ) from None
    except _CrashedError as crash:
        raise InputError(f"the parser crashed on this page (exit status {crash})", source) from None
    finally:
        _give_back(child)
    if "reason" in answer:
        raise InputError(answer["reason"], answer["where"])
    if "bug" in answer:
        raise RuntimeError(f"reading {source or 'a page'} failed in the child\n{answer['bug']}")
    fields = answer["article"]
    fields["references"] = tuple(map(tuple, fields["references"]))
    fields["dropped"] = tuple(Dropped(**item) for item in fields["dropped"])
    return Article(**fields)


def send(stream: IO[bytes], head: dict[str, Any], data: bytes = b"") -> None:
    """Write a message: the two lengths, a JSON object, raw bytes."""
    text = json.dumps(head).encode("ascii")
    stream.write(len(text).to_bytes(8, "big") + len(data).to_bytes(8, "big") + text)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read a message, or None where the other side has gone."""
    lengths = stream.read(16)
    if len(lengths) < 16:
        return None
    size, more = int.from_bytes(lengths[:8], "big"), int.from_bytes(lengths[8:], "big")
    text, data = stream.read(size), stream.read(more)
    if len(text) < size or len(data) < more:
        return None
    return json.loads(text), data


class _OutOfTimeError(Exception):
    pass


class _CrashedError(Exception):
    pass


class _Child:
    def __init__(self) -> None:
        # -I would lose user site-packages; the path is handed over whole instead.
        self.process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.ready = False

    def ask(self, request: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        if not self.ready:
            # The child says so once its imports are done, which is not the page's time.
            try:
                self._within(_START_SECONDS, None, b"")
            except (_OutOfTimeError, _CrashedError) as error:
                raise RuntimeError(
                    f"the child process that reads pages did not start: {_COMMAND}"
                ) from error
            self.ready = True
        return self._within(seconds, request, data)

    def _within(
        self, seconds: float, request: dict[str, Any] | None, data: bytes
    ) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout  # noqa: S101  (typing)
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self.process.kill()

        # Killing the child ends our blocking read: no polling, and pipes have no time-out
        # of their own on every platform.
        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        message = None
        try:
            if request is not None:
                send(self.process.stdin, request, data)
            message = receive(self.process.stdout)
        except OSError:  # the child died while we wrote
            message = None
        except BaseException:  # an interrupt leaves half a message in the pipe
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()
        if message is None or expired.is_set():
            self.close()
            if expired.is_set():
                raise _OutOfTimeError
            raise _CrashedError(self.process.returncode)
        return message[0]

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        """End the child and wait for it, so that no zombie stays."""
        self.process.kill()
        self.process.wait()
        self.forget()

    def forget(self) -> None:
        """Close our ends of the pipes; the child then ends by itself."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()


_idle: list[_Child] = []
_lock = threading.Lock()


def _take() -> _Child:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.alive():
                return child
            child.close()
    return _Child()


def _give_back(child: _Child) -> None:
    with _lock:
        if child.ready and child.alive() and len(_idle) < (os.cpu_count() or 1):
            _idle.append(child)
            return
    child.close()


def close_children() -> None:
    """End the idle children; later pages start new ones. Called at exit."""
    with _lock:
        while _idle:
            _idle.pop().close()


def _after_fork() -> None:
    """Leave the parent's children to the parent: two processes must not share a pipe."""
    global _lock
    _lock = threading.Lock()
    while _idle:
        child = _idle.pop()
        child.process.returncode = 0  # it is no child of this process: never wait for it
        child.forget()


atexit.register(close_children)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
