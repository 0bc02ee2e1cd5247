"""Recognise UTF-16 without a byte order mark."""

from __future__ import annotations

from summkit.patterns import regex

_SAMPLE = 65_536  # bytes
_CONTROL = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # a control character that text lacks
# The first bytes of the letters of one alphabet: Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai,
# Georgian, and the many of Chinese, Japanese and Korean.
_ALPHABETS = [
    *(frozenset({byte}) for byte in (0x03, 0x04, 0x05, 0x06, 0x09, 0x0B, 0x0E, 0x10)),
    frozenset({0x30, 0xFF, *range(0x4E, 0xA0), *range(0xAC, 0xD8)}),
]
_ONE_ALPHABET = 0.9  # minimum share of characters in one alphabet, spaces included
_NULS = 0.4  # minimum share of NUL bytes at one of two places in a Latin text
_SECOND = 0.15  # the same share in a text of an alphabet other than Latin
_STRAY = 0.05  # maximum share of NUL bytes at the other place


def utf16_without_mark(data: bytes) -> str | None:
    """Return the UTF-16 codec of data without a byte order mark; None if it is not UTF-16.

    In UTF-16, every other byte of a Latin text is NUL. In other alphabets, only spaces and line
    ends have a NUL, always at the same place, and most letters have the same first byte.
    """
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2 or 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > _NULS * half and even < _STRAY * half:
        return "utf-16-le"
    if even > _NULS * half and odd < _STRAY * half:
        return "utf-16-be"
    for codec, few, none, high in (
        ("utf-16-le", odd, even, sample[1::2]),
        ("utf-16-be", even, odd, sample[0::2]),
    ):
        letters = max(sum(map(high.count, each)) for each in _ALPHABETS)
        # The second byte of a Chinese character may be NUL, too: U+4E00.
        if none > _SECOND * half or few + letters < _ONE_ALPHABET * half:
            continue
        text = sample[: 2 * half].decode(codec, "replace").encode("utf-8", "replace")
        return None if _CONTROL.search(text) else codec
    return None
