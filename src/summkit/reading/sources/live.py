"""Read standard input while another program writes it: each line of JSON lines as it arrives."""

from __future__ import annotations

import io
import os
import stat
import sys
from typing import IO

_CHUNK = 1 << 16  # bytes
_BEFORE = b"\xef\xbb\xbf \t\r\n"  # the bytes that may precede the first object


class Live(io.RawIOBase):
    """A pipe or a terminal; if it contains JSON objects, it is read line by line.

    Parameters
    ----------
    stream
        The stream, from its beginning.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self._ended = False
        self._by_line: bool | None = None  # None until the first bytes arrive

    def readable(self) -> bool:
        """Return True."""
        return True

    def read1(self, size: int = _CHUNK) -> bytes:
        """Return at most the rest of one line; if the content is no JSON, all available bytes."""
        if not self._buffer and not self._ended:
            self._fill()
        end = self._buffer.find(b"\n", 0, size) + 1 if self._by_line else 0
        data = bytes(self._buffer[: end or size])
        del self._buffer[: len(data)]
        return data

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes like `read1`; if `size` is negative, all remaining bytes."""
        if size >= 0:
            return self.read1(size)
        return b"".join(iter(self.read1, b""))

    def ready(self) -> bool:
        """Return whether a non-blank line, or the end of the input, can be read without waiting."""
        import select

        while not (self._ended or self._by_line is False or self._holds_a_line()):
            if not select.select([self._stream], [], [], 0)[0]:
                return False
            self._fill()
        return True

    def _holds_a_line(self) -> bool:
        """Return whether the buffer contains a complete line that is not blank."""
        end = self._buffer.find(b"\n")
        return end >= 0 and bool(
            self._buffer[:end].strip() or self._buffer[: self._buffer.rfind(b"\n")].strip()
        )

    def _fill(self) -> None:
        """Read bytes into the buffer.

        The first bytes decide whether the input is read line by line.
        """
        data: bytes = self._stream.read1(_CHUNK)  # type: ignore[attr-defined]
        self._ended = not data
        self._buffer += data
        if self._by_line is None and (begun := self._buffer.lstrip(_BEFORE)):
            self._by_line = begun.startswith(b"{")


def live_input() -> Live | None:
    """Return standard input if it is a pipe, socket or terminal; None for a file."""
    try:
        kind = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):  # closed, or replaced by another object
        return None
    waits = stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind) or stat.S_ISCHR(kind)
    return Live(sys.stdin.buffer) if waits and os.name != "nt" else None
