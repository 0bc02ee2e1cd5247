"""What a file is: by its name where that says enough, and by how its content begins."""

from __future__ import annotations

import re
from pathlib import PurePath

from summkit.reading.formats.records import parse_object

SNIFFED = 4096  # bytes of content looked at

_COMPRESSED = {".gz", ".gzip", ".zst", ".zstd"}
_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".story": "story",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
# What stands beside articles in a folder and is none: passed over without a word.
FURNITURE = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".mp3",
        ".mp4",
        ".m4a",
        ".wav",
        ".ogg",
        ".webm",
        ".mov",
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".pyc",
        ".lock",
        ".toml",
        ".yaml",
        ".yml",
    ]
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|script)\b", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_ARRAY = re.compile(rb"\[\s*(?:\{|\]\s*$)")


def stem(name: str) -> str:
    """Return a file's name without its known suffixes: "news" for "news.jsonl.gz"."""
    path = PurePath(name)
    if path.suffix.lower() in _COMPRESSED:
        path = path.with_suffix("")
    return str(path.with_suffix("") if path.suffix.lower() in _BY_SUFFIX else path)


def by_name(name: str) -> str | None:
    """Return the format a file's name stands for, or None."""
    path = PurePath(name)
    if path.suffix.lower() in _COMPRESSED:
        path = path.with_suffix("")
    return _BY_SUFFIX.get(path.suffix.lower())


def by_content(head: bytes, named: str | None) -> str:
    """Return the format of content that begins with `head`, where its name says `named`.

    The name counts, except that text and JSON come in forms that share a name: HTML saved
    as .txt, and lines of JSON as .json or the other way round.
    """
    if named in ("html", "story", "csv", "tsv", "parquet"):
        return named
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.lstrip()
    if named in ("json", "jsonl") or (named is None and start[:1] in (b"{", b"[")):
        return _json_kind(start, named)
    start = _XML.sub(b"", start[:SNIFFED], count=1)
    return "html" if _HTML.match(start) or start.startswith(b"<!--") else "text"


def _json_kind(start: bytes, named: str | None) -> str:
    if _ARRAY.match(start):
        return "json"
    if named is None and start.startswith(b"["):
        return "text"  # "[Updated at noon]"
    line, ended, _ = start.partition(b"\n")
    whole = isinstance(parse_object(line), dict) if ended else len(start) >= SNIFFED - 64
    if named is None:
        # A text may begin with a brace; an object has a name in quotes after it.
        if re.match(rb'\{\s*(?:"|\})', start) is None:
            return "text"
        return "jsonl" if whole or len(line) > 2 else "json"
    if named == "json":
        return "jsonl" if ended and whole and start[len(line) :].strip() else "json"
    return "json" if line.strip() in (b"[", b"{") else "jsonl"
