"""Read bytes of any size, decompress them piece by piece, and split them into bounded lines."""

from __future__ import annotations

import codecs
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, cast

from summkit.errors import InputError, UsageError

_CHUNK = 1 << 16  # bytes
# Maximum number of empty lines in a row; a kilobyte of gzip or zstd may contain millions.
_BLANK = 100_000
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_WIDE_MARKS = (
    # UTF-32 is checked first, because its mark begins with the mark of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class _Joined(io.RawIOBase):
    """A stream together with bytes that were already read from it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] if self._head else _read1(self._rest, len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def chunks(raw: IO[bytes], where: str) -> Iterator[bytes]:
    """Yield the content of a stream in pieces of at most 64 KiB, with gzip and zstd unpacked.

    Compressed data is recognised by its first bytes, not by its name.

    Raises
    ------
    InputError
        If the stream cannot be read, or its compressed data is damaged or truncated. All
        content before the damage is yielded first.
    UsageError
        If it is zstd and the extra is not installed.
    """
    try:
        head = _head(raw, len(_ZSTD))
        stream: IO[bytes] = io.BufferedReader(_Joined(head, raw), _CHUNK)
        if head.startswith(_GZIP):
            import gzip

            stream = cast(IO[bytes], gzip.GzipFile(fileobj=stream))
        elif head == _ZSTD:
            stream = _zstd(stream)
        # read1, since read would lose the data before the damage in the same call.
        while data := _read1(stream, _CHUNK):
            yield data
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(_damage(error), where) from None
    except Exception as error:
        if (
            type(error).__name__ != "ZstdError"
        ):  # the class cannot be imported here, since its module is optional
            raise
        raise InputError(_damage(error), where) from None


def is_plain(raw: IO[bytes]) -> bool:
    """Return whether a file is neither compressed nor begins with a byte order mark."""
    head = _head(raw, len(_ZSTD))
    raw.seek(0)
    marks = (_GZIP, _ZSTD, codecs.BOM_UTF8, *[mark for mark, _ in _WIDE_MARKS])
    return not head.startswith(marks)


def utf8(pieces: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Yield a text as UTF-8 without byte order mark, if a mark declares its encoding.

    Without a mark, the bytes are not changed, and decoding them later reports their faults.
    """
    source = iter(pieces)
    head = b""
    for piece in source:
        head += piece
        if len(head) >= 4:
            break
    codec = next((codec for mark, codec in _WIDE_MARKS if head.startswith(mark)), None)
    if codec is None:
        yield head.removeprefix(codecs.BOM_UTF8)
        yield from source
        return
    # Damaged bytes become U+FFFD in their record; the records after it are complete.
    decoder = codecs.getincrementaldecoder(codec)("replace")
    yield decoder.decode(head).removeprefix("\ufeff").encode()
    for piece in source:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode()


def lines(pieces: Iterable[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield the number of each line, from 1, and the line without its ``\n``.

    The line is None if it has more than `limit` bytes.

    A line that is too long is skipped without being stored. Line numbers count
    ``\n``; a ``\r`` before it stays in the line.

    Raises
    ------
    InputError
        If 100,000 empty lines follow one another; the error has no `where`.
    """
    number, size, parts = 1, 0, []
    blank = 0  # lines in a row with at most a space and a carriage return
    for piece in pieces:
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            size += end - start
            parts.append(piece[start:end])
            line = b"".join(parts) if size <= limit else None
            if size > 2 or (line and line.strip()):
                blank = 0
            else:
                blank += 1
                if blank > _BLANK:
                    raise InputError(f"more than {_BLANK:,} empty lines up to line {number:,}")
            yield number, line
            number, size, parts = number + 1, 0, []
            start = end + 1
        size += len(piece) - start
        parts = [] if size > limit else [*parts, piece[start:]]
    if size:
        yield number, (b"".join(parts) if size <= limit else None)


def whole(pieces: Iterable[bytes], limit: int, where: str) -> bytes:
    """Return all bytes of a text or page.

    Raises
    ------
    InputError
        If there are more than `limit` bytes. No further bytes are stored.
    """
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > limit:
            raise InputError(too_large(limit), where)
    return bytes(data)


def too_large(limit: int, what: str = "") -> str:
    """Return the message that a file or record is larger than the limit."""
    return f"{what}larger than the limit of {limit:,} bytes: raise `max_bytes`"


def _head(raw: IO[bytes], size: int) -> bytes:
    """Read up to `size` bytes from a stream, in several reads if necessary."""
    head = b""
    while len(head) < size and (data := raw.read(size - len(head))):
        head += data
    return head


def _read1(stream: IO[bytes], size: int) -> bytes:
    read = getattr(stream, "read1", None) or stream.read
    return cast(bytes, read(size))


def _zstd(stream: IO[bytes]) -> IO[bytes]:
    """Return the decompressed content of a zstd stream."""
    # The standard library's module and its backport raise EOFError on truncated data, unlike the
    # reader of `zstandard`, and have the same interface as gzip.
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise UsageError(
            "reading zstd needs an extra package: pip install 'summkit[zstd]'"
        ) from None
    return cast(IO[bytes], zstd.ZstdFile(stream))


def _damage(error: Exception) -> str:
    """Return the message for damaged compressed data or an error of the system."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"the compressed data is damaged or cut off: {' '.join(str(error).split())}"
