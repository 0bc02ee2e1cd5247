"""Convert Markdown and front matter to plain paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence

# Marks of Markdown: "## Heading", "](https:", "![", "**bold".
_SIGNS = regex(r"^#{1,6} +\S|\]\((?:https?:|/|#|\.)|!\[|(?<![\w*])\*\*\w", re.MULTILINE)
# Marks for a text that is not declared to be Markdown: "**bold**", but not "a**hole".
_SURE = regex(
    r"^ {0,3}#{1,6} +\S|\]\((?:https?:|/|#|\.)|!\[[^\]\n]*\]\("
    r"|(?<![\w*])\*\*\w[^*\n]{0,200}[\w.,:!?]\*\*(?![\w*])",
    re.MULTILINE,
)
_WHOLE = regex(r"([*_])(?=[^\s*_])([^*_]{4,400})(?<=\S)\1")  # "*a whole line in italics*"
_FENCE = regex(r"(---|\+\+\+) *$")  # "---"
_PAIR = regex(r"([A-Za-z][\w-]{0,40})\s*[:=]\s*(.*)$")  # "title: Fire in port"
_FRONT_LINES = 100  # maximum lines of a front matter

_HEADING = regex(r" {0,3}(#{1,6}) +(.*)")  # "## Heading"
_BULLET = regex(r" {0,12}(?:[-*+•]|\d{1,3}[.)]) +(?:\[[ xX]\] +)?(?=\S)")  # "- ", "1. ", "* [x] "
_QUOTE = regex(r" {0,3}(?:> ?){1,9}(?:\[![A-Za-z]{3,12}\][+-]? *)?")  # "> ", "> [!NOTE] "
_BREAK = regex(r" {0,3}(?:[-*_=] ?){3,}$")  # "---", "* * *"
_CODE_FENCE = regex(r" {0,3}(```+|~~~+)[^`]{0,80}$")  # "```python"
_DELIMITER = regex(r" {0,3}\|?(?: *:?-+:? *\|){1,100} *(?::?-+:? *)?$")  # "| --- | :-: |"
_DEFINITION = regex(r" {0,3}\[[^\]\n]{1,100}\]: *\S.{0,400}$")  # "[1]: https://..."
# An item of a table of contents: "- [Repairs](#repairs)".
_ANCHOR = regex(r" {0,12}(?:[-*+]|\d{1,3}[.)]) +\[[^\[\]\n]{1,200}\]\(#[^()\n]{0,200}\)[ \t]*$")
# The address of a link may contain brackets: "a_(b)". In these patterns, the sign after each run
# of characters is no member of the run, so a search takes a time linear in the line's length.
_INNER = r"\([^()\n]{0,400}(?:\([^()\n]{0,400}\)[^()\n]{0,400}){0,4}\)"  # "(b)", "(b (c))"
# "(https://...)", "(a_(b))", "(a 'Title')", '(a "Title :)")'
_TARGET = (
    rf"(?:\([^()\n\"]{{0,800}}(?:{_INNER}[^()\n\"]{{0,400}}){{0,4}}\"[^\n\"]{{0,400}}\" ?\)"
    rf"|\([^()\n]{{0,800}}(?:{_INNER}[^()\n]{{0,400}}){{0,8}}\))"
)
# The text of a link may contain pairs of brackets: "board [of nine]".
_TEXT = r"[^\[\]\n]{0,400}(?:\[[^\[\]\n]{0,200}\][^\[\]\n]{0,400}){0,4}"
# "![alt](a.png)", also as the text of a link: "[![alt](a.png)](https://...)".
_IMAGE = regex(
    rf"\[!\[{_TEXT}\]{_TARGET}\]{_TARGET}"
    rf"|!\[{_TEXT}\](?:{_TARGET}|\[[^\[\]\n]{{0,100}}\])"
)
# "[text](https://...)", "[text [note]](https://...)", "[text][1]"
_LINK = regex(rf"\[({_TEXT})\](?:{_TARGET}|\[[^\[\]\n]{{0,100}}\])")
_NOTE = regex(r"\[\^[^\]\n]{1,40}\]")  # "[^1]"
_AUTOLINK = regex(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")  # "<https://...>"
_STRUCK = regex(r"(?<!~)~~(?=\S)([^~\n]{1,300}?)(?<=\S)~~(?!~) ?")  # "~~struck out~~"
_MARKED = regex(r"(?<!=)==(?=[^\s=])([^=\n]{1,300}?)(?<=[^\s=])==(?!=)")  # "==highlighted=="
_TAG = regex(r"<!--[^<>]{0,400}-->|</?[A-Za-z][^<>\n]{0,300}>")  # "<br>", "<!-- more -->"
# The signs at the beginning and the end of emphasis: "**" and "_" in "**bold** and _italic_".
_OPEN = regex(r"(?<![\w*\\])\*{1,3}(?=[^\s*])|(?<![\w\\_])_{1,3}(?=[^\s_])")
_CLOSE = regex(r"(?<=[^\s*\\])\*{1,3}(?![\w*])|(?<=[^\s_\\])_{1,3}(?![\w_])")
# The end of emphasis that began on an earlier line; the sign in "a 5* hotel" is no such end.
_CLOSE_ALONE = regex(
    r"(?<=[^\s*\\\d])\*{1,3}(?![\w*])|(?<=\d)\*{2,3}(?![\w*])|(?<=[^\s_\\])_{1,3}(?![\w_])"
)
# Emphasis that begins or ends within a word: "un**believ**able", "**b**akery".
_WITHIN = regex(r"(?<![\d*\\])(\*{1,2})(?=[^\W\d_])([^*\n]{1,80}?)(?<=[^\W\d_])\1(?![\d*])")
_CODE = regex(r"`{1,2}([^`\n]{1,400})`{1,2}")  # "`code`"
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")  # "\*"

# A heading and, below it, a paragraph that is all in italics: "# Title\n\n*Standfirst*\n\n".
_STANDFIRST = regex(
    r"\s*# +[^\n]+\n\s*\n {0,3}([*_])(?=[^\s*_])([^*_]{20,450}?)(?<=\S)\1[ \t]*\n\s*\n(?=\s*\S)"
)
_STANDFIRST_WORDS = 8  # at least

_FIELDS = {
    "headline": ("headline", "title"),
    "dek": ("dek", "deck", "subtitle", "standfirst", "description", "summary", "excerpt"),
    "language": ("language", "lang", "locale"),
}


class FrontMatter(NamedTuple):
    """The fields of a front matter; None for a missing field."""

    headline: str | None = None
    dek: str | None = None
    language: str | None = None
    dropped: tuple[Dropped, ...] = ()


_NO_MATTER = FrontMatter()


def front_matter(text: str) -> tuple[FrontMatter, str]:
    """Split the ``---`` (YAML), ``+++`` (TOML) or ``{`` (JSON) block at the top off a text.

    The text must be cleaned already. In YAML and TOML, only flat ``key: value`` pairs with indented
    continuation lines are read. The lines of other fields are dropped with the rule "front matter".
    """
    if text[:1] == "{":
        return _json_matter(text)
    if not text.startswith(("---", "+++")):
        return _NO_MATTER, text
    lines = text.split("\n", _FRONT_LINES)
    fence = _FENCE.match(lines[0])
    if not fence:
        return _NO_MATTER, text
    close = next(
        (n for n, line in enumerate(lines[:_FRONT_LINES]) if n and line.rstrip() == fence[1]), 0
    )
    fields: dict[str, str] = {}
    owner: dict[int, str] = {}
    key = ""
    for number, line in enumerate(lines[1:close], 1):
        pair = _PAIR.match(line)
        if pair:
            key = pair[1].lower()
            fields[key] = _unquote(pair[2])
        elif key and line[:1] == " ":
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        owner[number] = key
    if not fields:
        return _NO_MATTER, text
    names = {
        name: next((key for key in keys if fields.get(key)), "") for name, keys in _FIELDS.items()
    }
    headline, dek, language = (fields.get(names[name]) for name in _FIELDS)
    dropped = tuple(
        Dropped(lines[number].strip(), "front matter")
        for number, key in owner.items()
        if key not in names.values() and lines[number].strip()
    )
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", language or "")
    return (
        FrontMatter(headline, dek, code[0].lower() if code else None, dropped),
        "\n".join(lines[close + 1 :]),
    )


def _json_matter(text: str) -> tuple[FrontMatter, str]:
    """Split an object of JSON at the top off a text, if it has a headline and text follows."""
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return _NO_MATTER, text
    rest = text[end:]
    if not isinstance(fields, dict) or not rest[:1].isspace() or not rest.strip():
        return _NO_MATTER, text
    found: dict[str, str] = {}
    used = set()
    for name, keys in _FIELDS.items():
        chosen = next((k for k in keys if isinstance(fields.get(k), str) and fields[k].strip()), "")
        if chosen:
            found[name] = fields[chosen].strip()
            used.add(chosen)
    if "headline" not in found:
        return _NO_MATTER, text
    dropped = tuple(
        Dropped(f"{name}: {value}", "front matter")
        for name, value in fields.items()
        if name not in used
    )
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", found.get("language", ""))
    matter = FrontMatter(
        found["headline"], found.get("dek"), code[0].lower() if code else None, dropped
    )
    return matter, rest.lstrip("\n")


def is_markdown(text: str) -> bool:
    """Return whether a cleaned text contains headings, links, images or bold type of Markdown."""
    # Fast searches for single characters come before the regular expression.
    return (
        text[:1] == "#"
        or ("#" in text and "\n#" in text)
        or ("[" in text and ("](" in text or "![" in text))
        or ("*" in text and "**" in text)
    ) and bool(_SIGNS.search(text))


def holds_markdown(text: str) -> bool:
    """Return whether a text contains marks of Markdown that do not occur in other texts."""
    return ("](" in text or "**" in text or "#" in text) and _SURE.search(text) is not None


def plain_line(line: str) -> str:
    """Return a headline or dek without emphasis, links and heading marks."""
    if line[:1] in "#*_" and (match := _WHOLE.fullmatch(line)):
        return match[2]
    if not holds_markdown(line):
        return line
    heading = _HEADING.fullmatch(line)
    return _inline(_IMAGE.sub(" ", heading[2] if heading else line)).strip()


def standfirst(text: str) -> str | None:
    """Return the paragraph below the heading at the top of a text, if it is all in italics.

    A paragraph of fewer than 8 words does not count: it is a note such as "Updated on Monday".
    """
    match = _STANDFIRST.match(text)
    if match is None or len(match[2].split()) < _STANDFIRST_WORDS:
        return None
    return _inline(" ".join(match[2].split())).strip() or None


def strip_markdown(text: str) -> tuple[str, str | None, tuple[Dropped, ...]]:
    """Return (plain text, the level-one heading at the top or None, dropped parts).

    Headings, list items and quotations become paragraphs. Images, rules, tables, blocks of code
    and link definitions are dropped. Links and emphasis are replaced by their words. Line ends
    within a paragraph stay, so that later code can join wrapped lines.
    """
    out: list[str] = []
    dropped: list[Dropped] = []
    headline: str | None = None
    seen = False
    lines = text.split("\n")
    blocks = {**_code(lines), **_tables(lines)}
    for number, line in enumerate(lines):
        if not line.strip():
            out.append("")
            continue
        if line[-1] == "\\":  # a line break within a paragraph
            line = line[:-1]
        if number in blocks:
            dropped.append(Dropped(line.strip(), blocks[number]))
            out.append("")
            continue
        if _BREAK.match(line) or _DEFINITION.match(line) or _ANCHOR.match(line):
            rule = "Markdown rule" if _BREAK.match(line) else "link definition"
            dropped.append(Dropped(line.strip(), rule))
            out.append("")
            continue
        for image in _IMAGE.findall(line):
            dropped.append(Dropped(image, "image"))
        line = _IMAGE.sub(" ", line)
        heading = _HEADING.match(line)
        if heading:
            plain = _inline(heading[2].rstrip(" #")).strip()
            if not seen and headline is None and len(heading[1]) == 1 and plain:
                headline = plain
            else:
                out += ["", plain, ""]
                seen = seen or bool(plain)
            continue
        quoted = _QUOTE.match(line)
        line = line[quoted.end() :] if quoted else line
        bullet = _BULLET.match(line)
        if bullet:
            out.append("")
            line = line[bullet.end() :]
        plain = _inline(line)
        seen = seen or bool(plain.strip())
        out.append(plain)
    return "\n".join(_joined(out)), headline, tuple(dropped)


def _code(lines: list[str]) -> dict[int, str]:
    """Return the rule for each line of fenced code, by line number.

    If a fence is never closed, only the line of the fence is returned.
    """
    found: dict[int, str] = {}
    begin = fence = None
    for number, line in enumerate(lines):
        match = _CODE_FENCE.match(line)
        if match is None:
            continue
        if begin is None or fence is None:
            begin, fence = number, match[1]
            found[number] = "Markdown rule"
        elif match[1].startswith(fence):
            found.update(dict.fromkeys(range(begin, number + 1), "code"))
            begin = fence = None
    return found


def _tables(lines: list[str]) -> dict[int, str]:
    """Return the lines of tables: the row of dashes, the row of names above it, the rows below."""
    found: dict[int, str] = {}
    for number, line in enumerate(lines):
        if "|" not in line or number == 0 or not _DELIMITER.match(line):
            continue
        if "|" not in lines[number - 1]:
            continue
        end = number + 1
        while end < len(lines) and "|" in lines[end]:
            end += 1
        found.update(dict.fromkeys(range(number - 1, end), "table"))
    return found


def _joined(lines: list[str]) -> Iterator[str]:
    """Join the lines of a block if a line ends in the middle of a sentence, as CommonMark does.

    If every line of a block ends a sentence, the lines stay: scraped text with a few Markdown
    marks has one paragraph per line.
    """
    for _, group in groupby(lines, key=lambda line: bool(line.strip())):
        block = list(group)
        if all(ends_sentence(line.rstrip()) or not line.strip() for line in block[:-1]):
            yield from block
        else:
            yield " ".join(line.strip() for line in block)


def _inline(line: str) -> str:
    """Return a line without links, notes, emphasis, tags, struck-out text and escapes."""
    # Links come first, because an address may contain the signs of emphasis.
    line = _TAG.sub("", _AUTOLINK.sub(r"\1", line))
    line = _LINK.sub(r"\1", _NOTE.sub("", line))
    if "](" in line:  # a link within the text of another link
        line = _LINK.sub(r"\1", line)
    if "~~" in line or "==" in line:
        line = _MARKED.sub(r"\1", _STRUCK.sub("", line))
    line = _CODE.sub(r"\1", line)
    if "*" in line:
        line = _WITHIN.sub(r"\2", line)
    plain = _OPEN.sub("", line)
    line = (_CLOSE if plain != line else _CLOSE_ALONE).sub("", plain)
    return _ESCAPE.sub(r"\1", line)


def _unquote(value: str) -> str:
    """Return the value of a front matter's field without its quotation marks."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')
    return "" if value in (">", "|", ">-", "|-") else value
