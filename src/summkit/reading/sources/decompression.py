"""Decompress a page in the pieces that the server sends."""

from __future__ import annotations

import zlib

from summkit.errors import InputError


class Unpacker:
    """The decompression of a page in pieces. `whole` is whether the compressed data is complete."""

    def __init__(self, encoding: str, url: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            reason = f"the server sent an encoding it was not asked for ({encoding[:40]})"
            raise InputError(reason, url)
        self._url = url
        self._packed = encoding not in ("", "identity")
        self._begin()

    def _begin(self) -> None:
        # Gzip or zlib, independent of the declaration.
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self.whole = not self._packed

    def __call__(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        """Return at most `most` bytes of the page, and the part of the chunk for the next call."""
        if not self._packed:
            return chunk, b""
        if self.whole:
            chunk = chunk.lstrip(b"\0")  # NUL bytes may pad the data
            if not chunk:
                return b"", b""
            if not chunk.startswith(b"\x1f"):
                raise InputError("the compressed page is damaged or cut off", self._url)
            self._begin()  # gzip data may consist of several members
        piece = self._zlib.decompress(chunk, most)
        self.whole = self._zlib.eof
        return piece, self._zlib.unused_data if self.whole else self._zlib.unconsumed_tail
