"""Replace or remove characters that articles should not contain, before other rules run."""

from __future__ import annotations

import unicodedata

from summkit.patterns import regex

# Characters that need no check: deleting these bytes is much faster than a search for the others.
_PLAIN = bytes([10, *range(32, 127)])
# Characters that are not printable, and white space other than a space or line feed; `_MAP` gives
# the replacement of each. U+200C and U+200D are in `_ODD` so that texts with joiners are checked.
_SPACES = "\t\x1c\x1d\x1e\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_REMOVED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters, which must never reach a terminal
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"  # signs of hyphenation and direction
    "\u202a-\u202e\u2066-\u2069"  # direction overrides, which can make a text look like another
    "\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc"  # invisible operators, annotations, BOM
    "\U000e0000-\U000e007f"  # tag characters, which are invisible text
)
_BREAKS = "\x0b\x0c\r\x85\u2028\u2029"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
# Any character that has a replacement or is a joiner or a surrogate.
_ODD = regex(f"[{_SPACES}{_REMOVED}{_BREAKS}\u200c\u200d\ufb00-\ufb06\ud800-\udfff]")
_BROKEN = regex("\u00ad[ \t]*\r?\n[ \t]*(?=\\S)")  # a soft hyphen and a line end within a word
_SURROGATE = regex("[\ud800-\udfff]")  # one half of a character in UTF-16

# Terminal escapes: CSI sequences ("\x1b[31m"), then OSC and other strings up to their end. Each
# part
# is bounded, and no character fits two neighbouring parts, so no input makes the search slow. Of an
# incomplete sequence only the control character is removed (by the table below).
_ESCAPES = regex(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]{0,500}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-Z\\^-~]"
)
_JOINERS = regex("[\u200c\u200d]{2,}")  # several joiners together
# A joiner is needed between two letters (Persian, Indic scripts) or pictographs. Next to white
# space,
# ASCII or the edge of the text it has no function.
_STRAY_JOINER = regex("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")


def _table() -> dict[int, str]:
    """Return the replacement of each special character, by its code."""

    def members(ranges: str) -> list[int]:
        codes: list[int] = []
        position = 0
        while position < len(ranges):
            first = last = ord(ranges[position])
            if ranges[position + 1 : position + 2] == "-":
                last = ord(ranges[position + 2])
                position += 2
            codes.extend(range(first, last + 1))
            position += 1
        return codes

    table = dict.fromkeys(members(_REMOVED), "")
    table.update(dict.fromkeys(members(_SPACES), " "))
    table.update(dict.fromkeys(members(_BREAKS), "\n"))
    table[0x2029] = "\n\n"
    table.update(_LIGATURES)
    # Quotation marks and dashes of Windows-1252 that were decoded as Latin-1 are seven C1 controls
    # without an effect on terminals. The marks are restored.
    table.update(zip(range(0x91, 0x98), "‘’“”•–—", strict=True))
    return table


_MAP = _table()


def clean(text: str) -> str:
    r"""Return a text with plain spaces, ``\n`` line ends and no invisible or dangerous characters.

    Line ends of every kind become ``\n`` (a paragraph separator becomes two). Tabs and special
    spaces become a space. Terminal escape sequences, control characters, soft hyphens, zero-width
    spaces and direction controls are removed. Zero-width joiners stay between two
    non-ASCII characters, where Persian, Indic scripts and emoji need them. Surrogate
    pairs are joined, and lone surrogates become U+FFFD.

    The result is in Unicode normal form C, so that headlines, bodies and references from
    different sources compare equal; decomposed Vietnamese or Hangul would not.
    NFKC is not used, since it changes what an editor wrote ("½", "№", full-width forms).
    Ligatures, which come from typesetting ("ﬁ"), become their letters.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not rest:
        return text
    if _ODD.search(rest.decode("utf-8", "surrogatepass")):
        text = _replace(text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _replace(text: str) -> str:
    """Return a text with all special characters replaced or removed."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\x1b" in text or not text.isascii():
        text = _ESCAPES.sub("", text)
    if "\u00ad" in text:
        text = _BROKEN.sub("", text)
    text = text.replace("\r\n", "\n").translate(_MAP)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINERS.sub(lambda run: run.group()[0], text)
        text = _STRAY_JOINER.sub("", text)
    return text
