"""Remove traces of programs in a pasted text: codes of mail, comments, marks of Pandoc."""

from __future__ import annotations

import quopri

from summkit.article import Dropped
from summkit.patterns import regex

# Several characters of mail in a row, "=E2=80=99", or a line end that mail added: "the =\n".
_QUOTED = regex(r"(?:=[0-9A-F]{2}){2,}|(?<![=\n])=\n")
_CODED = regex(r"=[0-9A-F]{2}")  # "=20"
_FEWEST = 2  # minimum number of such places in a text
# A comment below a text that was exported from a shared document: "[a]Is this right?".
_COMMENT = regex(r"\[([a-z]{1,2})\](?=\S)")
_ESCAPED_END = "\\n"  # a line end as the programming languages write it
_QUOTE = regex(r"(?m:^[ \t]*(?:>[ \t]?)+)")  # "> "
_QUOTED_LINES = 4  # minimum lines with that mark
# A comment of Word in a pasted text: "Comment [AB1]: Is this right?".
_WORD = regex(
    r"(?m:^(?:Comment(?:ed)?|Kommentar|Kommentiert|Commentaire|Comentario|Commento)"
    r" ?\[[A-Z]{1,4}\d{1,3}\] ?: [^\n]*$)"
)
_CAPTION = regex(r"<figcaption\b[^<>]{0,300}>[^<>]{0,1500}</figcaption>")  # in Markdown
# A footnote's mark in Markdown, after the end of a sentence or a clause: "<sup>1</sup>".
_MARK = regex(
    r"(?<=[.,;:!?”\"’')»]) ?<sup\b[^<>]{0,100}>(?:<a\b[^<>]{0,300}>)?\[?\d{1,3}\]?(?:</a>)?</sup>"
)
# Pandoc's title, authors and date: "% Ferry runs aground\n% Ann Smith\n".
_TITLE = regex(r"% (\S[^\n]{0,250})\n((?:%[^\n]*\n){0,2})(?=\s*\n)")
# A line that begins or ends a block in Pandoc's Markdown: "::: {.note}".
_BLOCK = regex(r"(?m:^:{3,}(?:[ \t]*(?:\{[^{}\n]{0,200}\}|[\w-]{1,40}))?[ \t]*$)")
_CITATION = regex(
    r" ?\[(?:[^\[\]\n@]{0,80} )?-?@[\w:./-]{1,80}[^\[\]\n]{0,80}\]"
)  # "[@smith, p. 3]"


def without_traces(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return (text, title or None, dropped parts) without the traces of programs."""
    if "=" in text and len(_QUOTED.findall(text)) >= _FEWEST and _CODED.search(text):
        text = _decoded(text)
    dropped: list[Dropped] = []
    if "[" in text and "]: " in text:
        dropped += [Dropped(match[0].strip(), "comments") for match in _WORD.finditer(text)]
        text = _WORD.sub("", text)
    if ">" in text and "\n>" in text:
        text, marks = _unquoted(text)
        dropped += marks
    if (
        "\\" in text
        and _ESCAPED_END in text
        and text.strip().count("\n") < text.count(_ESCAPED_END)
    ):
        text = text.replace("\\r\\n", "\n").replace(_ESCAPED_END, "\n")
    if "</figcaption>" in text:
        dropped += [Dropped(match[0], "caption") for match in _CAPTION.finditer(text)]
        text = _CAPTION.sub("", text)
    if "</sup>" in text:
        text = _MARK.sub("", text)
    if "[a]" in text:
        text, comments = _without_comments(text)
        dropped += comments
    title = None
    if text[:2] == "% " and (match := _TITLE.match(text)):
        title = match[1].strip()
        dropped += [Dropped(line, "front matter") for line in match[2].split("\n") if line]
        text = text[match.end() :]
    if title is not None or (":::" in text and _BLOCK.search(text)):
        for pattern in (_BLOCK, _CITATION):
            dropped += [Dropped(match[0].strip(), "markup") for match in pattern.finditer(text)]
            text = pattern.sub("", text)
    return text, title, dropped


def _unquoted(text: str) -> tuple[str, list[Dropped]]:
    """Return a text without the mark ">" of mail before each line; the line above it stays."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = [line for line in lines if line.lstrip().startswith(">")]
    if len(quoted) < _QUOTED_LINES or len(lines) - len(quoted) > 2:
        return text, []
    return _QUOTE.sub("", text), [Dropped(">", "markup")]


def _decoded(text: str) -> str:
    """Return the characters of a text in the quoted-printable encoding of mail."""
    data = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if text.isascii() else text


def _without_comments(text: str) -> tuple[str, list[Dropped]]:
    """Remove the comments below a text, "[a]", "[b]" and so on, and their marks in the text."""
    lines = text.rstrip().split("\n")
    first = len(lines)
    letters: list[str] = []
    for place in range(len(lines) - 1, -1, -1):
        match = _COMMENT.match(lines[place])
        if match is None and lines[place].strip():
            break
        if match is not None:
            first = place
            letters.insert(0, match[1])
    above = "\n".join(lines[:first])
    wanted = [chr(ord("a") + n) for n in range(min(len(letters), 26))]
    if not letters or letters[:26] != wanted or any(f"[{each}]" not in above for each in letters):
        return text, []
    for each in letters:
        above = above.replace(f"[{each}]", "")
    dropped = [Dropped(line.strip(), "comments") for line in lines[first:] if line.strip()]
    return above, dropped
