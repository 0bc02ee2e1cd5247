"""Messages through a pipe: the length of each message, and then its bytes."""

from __future__ import annotations

from typing import IO

_LENGTH = 8  # bytes of the length before each message


def framed(data: bytes) -> bytes:
    """Return a message with its length before it."""
    return len(data).to_bytes(_LENGTH, "big") + data


def write_all(stream: IO[bytes], data: bytes) -> None:
    """Write all data to an unbuffered stream, whose single writes may be partial."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def read_message(stream: IO[bytes]) -> bytes | None:
    """Return the next message of an unbuffered stream; None if the other side has ended."""
    length = _read(stream, _LENGTH)
    return None if length is None else _read(stream, int.from_bytes(length, "big"))


def _read(stream: IO[bytes], size: int) -> bytes | None:
    data = stream.read(size) if size else b""
    if len(data) == size:
        return data
    pieces, missing = [data], size - len(data)
    while missing and (piece := stream.read(min(missing, 1 << 20))):
        pieces.append(piece)
        missing -= len(piece)
    return None if missing else b"".join(pieces)
