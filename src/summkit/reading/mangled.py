"""Restore text in UTF-8 that a program took for Windows-1252 and stored in this form: "Itâ€™s"."""

from __future__ import annotations

import re

from summkit.patterns import regex

# The character that Windows-1252 has for each byte; five bytes have none and stay controls.
_CHARACTERS = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)]
_BYTES = {character: code for code, character in enumerate(_CHARACTERS) if code >= 0x80}
_REST = "".join(map(re.escape, _CHARACTERS[0x80:0xC0]))  # bytes within a character of UTF-8
_MANGLED = regex(rf"(?:[Â-ß][{_REST}]|[à-ï][{_REST}]{{2}}|[ð-ô][{_REST}]{{3}})+")
# Signs of such a text: a quotation mark or a dash, or a letter with an accent.
_SIGN = regex(r"â€[\u0080-\u009f“”‘’œ™¦š\"]|Ã[©¨¡¢£¤¥¦§ª«®±²³´µ¶¸¹º¼½¾]|[ÐÑ][\u0080-\u00bf€-™]")
_FEWEST = 2  # minimum signs in a text


def unmangled(text: str) -> str:
    """Return a text with the characters that a wrong encoding replaced by two or three others.

    A text with fewer than two signs of this fault is returned unchanged.
    """
    if not ("â€" in text or "Ã" in text or "Ð" in text or "Ñ" in text):
        return text
    if len(_SIGN.findall(text)) < _FEWEST:
        return text
    return _MANGLED.sub(_restored, text)


def _restored(match: re.Match[str]) -> str:
    """Return the characters of the bytes that a run of characters stands for."""
    data = bytes(_BYTES[character] for character in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
