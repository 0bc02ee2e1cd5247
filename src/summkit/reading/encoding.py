"""Decode bytes by byte order mark, declaration, UTF-8 or detection, without silent mojibake.

The order is that of the WHATWG Encoding and HTML standards (byte order mark, transport, meta),
with one difference: bytes that are valid UTF-8 are read as UTF-8 even if a single-byte encoding was
declared. Text in another encoding almost never is valid UTF-8 by chance, while many pages were
saved or relayed as UTF-8 under an old declaration.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.mangled import unmangled
from summkit.reading.utf16 import utf16_without_mark

# UTF-32 comes first, since its little-endian mark begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "an image, a sound or a film (RIFF)"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc) or an Outlook message (.msg)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Encodings that the WHATWG standard replaces by the superset that browsers use.
_SUPERSET = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_ALIASES = {"x-sjis": "shift_jis", "x-gbk": "gbk", "x-euc-jp": "euc_jp", "unicode": "utf-16-le"}
_STATEFUL = ("iso2022", "hz")
_WIDE = ("utf-16", "utf-32")
_MULTIBYTE = ("gb18030", "cp949", "cp932", "big5hkscs", "euc_jp", "johab")
# '<meta charset="utf-8">'
_META = regex(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# '<?xml version="1.0" encoding="utf-8"?>'
_XML = regex(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_PRESCAN = 4096  # bytes; the standard's 1,024 are too few for real pages
_SAMPLE = 65_536  # bytes
_MARKUP = regex(rb"<[^<>]*>")  # "<p>"
_HIGH = regex(rb"[\x80-\xff]")  # a byte that is not ASCII
_WORD_WITH_HIGH = regex(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]+")  # a word with such a byte
_FOREIGN = 40  # minimum number of bytes in words of another script
_HIGH_RUN = regex(rb"[\x80-\xff]{3}")  # three such bytes in a row
_PAIR = regex(rb"[\xc2\xc3][\x80-\xbf]")  # a letter with an accent in UTF-8
_LANG = regex(rb"<html\b[^>]{0,400}?\slang\s*=\s*[\"']?([A-Za-z]{2})", re.IGNORECASE)  # lang="pl"
# Code pages that share their common letters with the Western code page, and their languages.
_PAGES = (
    (("cp1250", "iso8859-2"), (b"pl", b"cs", b"sk", b"hu", b"hr", b"sl", b"bs", b"ro")),
    (("cp1254",), (b"tr", b"az")),
    (("cp1257", "iso8859-13"), (b"lt", b"lv", b"et")),
)
_CONTROL = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # a control character that text lacks


def decode(data: bytes, *, declared: str | None = None, html: bool = False, where: str = "") -> str:
    """Return the text of `data`.

    Parameters
    ----------
    data
        The whole file or page.
    declared
        Encoding that an HTTP header or the caller declared. An unknown name is ignored, as in
        browsers.
    html
        Whether a ``<meta charset>`` or an XML declaration near the start counts too.
    where
        The name of the file or page, for messages.

    Raises
    ------
    InputError
        If the data is no text: a known binary format, or full of control characters.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return unmangled(_lenient(data[len(mark) :], codec))
    named = [found for label in _labels(data, declared, html) if (found := _codec(label))]
    if named and named[0].startswith(_WIDE) and declared:
        return _lenient(data, named[0])
    if wide := utf16_without_mark(data):
        return _lenient(data, wide)
    _refuse_binary(data, where)
    # A meta tag that is readable as ASCII proves that the page is not UTF-16. By the standard, such
    # a declaration means UTF-8.
    named = ["utf-8" if codec.startswith(_WIDE) else codec for codec in named]
    if b"\x1b$" in data and (not named or _is_japanese(data)):
        named = ["iso2022_jp"]
    if named[:1] == ["cp1252"] and (guess := _not_western(data, html)):
        named = [guess]  # many servers declare the Western encoding for every file
    decoded = _as_named(data, named)
    return unmangled(_detect(data, where) if decoded is None else decoded)


def _is_japanese(data: bytes) -> bool:
    """Return whether data is ISO-2022-JP (ASCII with its escapes), independent of declarations."""
    return data.isascii() and b"\x1b(" in data and _strict(data, "iso2022_jp") is not None


def _not_western(data: bytes, html: bool) -> str | None:
    """Return the encoding of a text that is declared as Western but is in another script.

    In a Western language, almost no word has three letters with accents in a row. A page whose
    `lang` is Polish contains letters that Western encodings do not have.
    """
    lang = _LANG.search(data[:_PRESCAN]) if html else None
    page = next((p for p, names in _PAGES if lang and lang[1].lower() in names), None)
    if (page is None and not _is_foreign(data)) or _strict(data, "utf-8") is not None:
        return None
    guess = _detected(data)
    return guess if page is None or guess in page else page[0]


def _is_foreign(data: bytes) -> bool:
    """Return whether most words with letters beyond ASCII have three such letters in a row."""
    words = _WORD_WITH_HIGH.findall(_MARKUP.sub(b" ", data[: 8 * _SAMPLE])[:_SAMPLE])
    foreign = [word for word in words if _HIGH_RUN.search(word)]
    return 2 * len(foreign) > len(words) and sum(map(len, foreign)) >= _FOREIGN


def _labels(data: bytes, declared: str | None, html: bool) -> list[str]:
    """Return the declared names of the encoding, the most reliable first."""
    labels = [declared or ""]
    if html:
        head = data[:_PRESCAN]
        labels += [m[1].decode("ascii", "replace") for p in (_META, _XML) if (m := p.search(head))]
    return labels


def _as_named(data: bytes, named: list[str]) -> str | None:
    """Return the text decoded as UTF-8 or a declared encoding, or None if none of them fits."""
    first = [codec for codec in named if codec.startswith((*_STATEFUL, *_MULTIBYTE))]
    for codec in dict.fromkeys([*first, "utf-8", *named]):
        if (whole := _strict(data, codec)) is not None:
            return whole
    if (repaired := _damaged_utf8(data, sure="utf-8" in named)) is not None:
        return repaired
    if named:
        text = _lenient(data, named[0])
        if text.count("\ufffd") * 50 < len(text):
            return _mixed(data) if named[0] == "utf-8" else text
    return None


def _codec(label: str) -> str | None:
    """Return Python's name for an encoding's label, or None for an unknown or unsuitable label."""
    label = label.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(_ALIASES.get(label, label))
    except (LookupError, ValueError):
        return None
    name = info.name
    # Python also has codecs such as "rot13" and "base64", and utf-7 hides markup from all checks.
    if not getattr(info, "_is_text_encoding", True) or name in {
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    }:
        return None
    return _SUPERSET.get(name, name)


def _strict(data: bytes, codec: str) -> str | None:
    """Return the text, or None if a byte cannot be decoded."""
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _lenient(data: bytes, codec: str) -> str:
    return data.decode(codec, "replace")


def _refuse_binary(data: bytes, where: str) -> None:
    """Raise InputError if data is in a known binary format or contains control characters."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"looks like {name}, not text", where)
    sample = data[:_SAMPLE]
    if sample.count(0) * 500 > len(sample):
        raise InputError("looks like binary data (it has NUL bytes), not text", where)
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise InputError("looks like binary data (it has control characters), not text", where)


def _damaged_utf8(data: bytes, *, sure: bool) -> str | None:
    """Return UTF-8 with a few damaged places (a truncated end, a spliced ad), or None."""
    text = _lenient(data, "utf-8")
    broken = text.count("\ufffd")
    whole = len(text) - len(_HIGH.sub(b"", data)) - broken
    fits = broken <= whole * (1 if sure else 0.1) or (sure and broken <= 1)
    return _mixed(data) if fits else None


def _mixed(data: bytes) -> str:
    """Return the text of UTF-8 in which some bytes are Windows-1252, or the page's own code page.

    Editors paste such bytes into pages, and browsers show a replacement character. A truncated
    character of UTF-8 stays a replacement character.
    """
    lang = _LANG.search(data[:_PRESCAN])
    page = next((p[0] for p, names in _PAGES if lang and lang[1].lower() in names), "cp1252")
    # In a text with characters of UTF-8, these two bytes are the first half of such a character.
    halves = b"\xc2\xc3" if _PAIR.search(data) else b""
    place, parts = 0, []
    while True:
        try:
            parts.append(data[place:].decode("utf-8"))
        except UnicodeDecodeError as error:
            parts.append(data[place : place + error.start].decode("utf-8"))
            bad = data[place + error.start : place + error.end]
            cut = len(bad) > 1 or bad in halves or place + error.end == len(data)
            parts.append("\ufffd" if cut else bad.decode(page, "replace"))
            place += error.end
            continue
        return "".join(parts)


def recoded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the text of a table from a spreadsheet as UTF-8 with line feeds, piece by piece.

    The first block of 64 KiB that is not ASCII decides the encoding; UTF-16 is recognised in the
    first block. A text that is mostly UTF-8 stays unchanged, and decoding a record reports its
    faults. Lone carriage returns, as in Excel's "CSV (Macintosh)", become line feeds.

    Parameters
    ----------
    pieces
        The text without byte order mark, as `summkit.reading.stream.utf8` returns it.
    """
    source = iter(pieces)
    buffer = bytearray()
    decoder: codecs.IncrementalDecoder | None = None
    first, decided, returns = True, False, False
    while True:
        while len(buffer) < _SAMPLE and (piece := next(source, None)) is not None:
            buffer += piece
        block = bytes(buffer[:_SAMPLE])
        del buffer[:_SAMPLE]
        if not decided:
            codec = utf16_without_mark(block) if first else None
            decided = codec is not None or not block.isascii()
            codec = codec or (_codec_of(block) if decided else None)
            decoder = codecs.getincrementaldecoder(codec)("replace") if codec else None
        if decoder is not None:
            block = decoder.decode(block, final=not block).encode("utf-8", "replace")
        if first:
            returns = b"\r" in block and b"\n" not in block
        yield block.replace(b"\r", b"\n") if returns else block
        if not buffer and not block:
            return
        first = False


def _codec_of(block: bytes) -> str | None:
    """Return the encoding of a block that is not ASCII, or None if it is UTF-8."""
    text = _lenient(block, "utf-8")
    broken = text.count("\ufffd")
    characters = sum(not character.isascii() for character in text) - broken
    # In other encodings, two bytes in a row are almost never UTF-8 by chance.
    if broken <= characters or (broken == 1 and len(block) == _SAMPLE and text[-1] == "\ufffd"):
        return None
    return _detected(block) or "cp1252"


def _detect(data: bytes, where: str) -> str:
    """Return the text in the detected encoding; raise InputError if none is detected."""
    codec = _detected(data)
    if codec is None:
        raise InputError("its encoding is not recognised; save it as UTF-8", where)
    return _lenient(data, codec)


def _detected(data: bytes) -> str | None:
    """Return the encoding that chardet detects, or None if none fits the data."""
    # chardet 7 recognised all 27 texts of a test, charset-normalizer 3.5 only 19, since it takes
    # short German texts for Japanese. See benchmarks/reading_html.md.
    import chardet

    # Markup is ASCII in every encoding, so it only weakens the evidence.
    sample = _MARKUP.sub(b" ", data[: 8 * _SAMPLE])[:_SAMPLE]
    if not _HIGH.search(sample):
        sample = data[:_SAMPLE]
    for guess in (chardet.detect(sample)["encoding"], "cp1252"):
        codec = _codec(guess or "")
        if codec and not codec.startswith(_WIDE):
            text = _lenient(data, codec)
            if text.count("\ufffd") * 50 <= len(text):
                return codec
    return None
