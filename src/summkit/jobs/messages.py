"""Messages through a pipe: how long each is, then the message."""

from __future__ import annotations

from typing import IO

_LENGTH = 8  # bytes before a message that say how long it is


def framed(data: bytes) -> bytes:
    """Return a message as it goes through a pipe: its length first."""
    return len(data).to_bytes(_LENGTH, "big") + data


def write_all(stream: IO[bytes], data: bytes) -> None:
    """Write to an unbuffered stream, which may take less than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read a message from an unbuffered stream; None where the other side has gone."""
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
