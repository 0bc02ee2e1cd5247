"""Escaping of untrusted text: one function for each kind of output."""

from __future__ import annotations

import json
import re
from typing import Any

from summkit.patterns import regex

# C0 and C1 controls, DEL, bidirectional overrides and isolates, line and paragraph
# separators, lone surrogates: each can move a cursor, hide text or break UTF-8.
_UNSAFE = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Direction marks are part of ordinary Arabic and Hebrew text, and harmless on a terminal.
_HARMLESS = "\u061c\u200e\u200f"
_MARKDOWN = regex(r"([\\`*_{}\[\]<>#|~])")
# Full-width forms are included, because some spreadsheets convert them.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = regex(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?")
_LATEX = {
    "\0": "{}",
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "†": r"\dag{}",
    "‡": r"\ddag{}",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "−": "$-$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "»": r"$\gg$",
    "↑": r"$\uparrow$",
    "↓": r"$\downarrow$",
}
_COMMAND = regex(r"^([^\S\n]*)::", re.MULTILINE)
_SERVICE = regex(r"##(?=\w{0,20}\[)")
_LINE_START = regex(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def terminal(text: str) -> str:
    r"""Make control characters visible as ``\x1b``; newlines and tabs are unchanged."""
    return _UNSAFE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in _HARMLESS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """Return `terminal` of the text, with every run of white space replaced by one space."""
    return terminal(" ".join(text.split()))


def for_runner(text: str) -> str:
    """Disarm the commands that build services read from printed text.

    GitHub Actions interprets a line that begins with two colons as a command, and "##[" anywhere;
    Azure "##vso[", TeamCity "##teamcity[".
    """
    return _SERVICE.sub("## ", _COMMAND.sub(r"\1: :", text))


def to_json(value: Any) -> str:
    """Return `value` as one line of JSON: readable in any script, harmless on a terminal."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    line = _SERVICE.sub(r"#\\u0023", line)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def markdown(text: str) -> str:
    """Escape the characters that are special in Markdown or raw HTML."""
    text = _MARKDOWN.sub(r"\\\1", terminal(text).replace("&", "&amp;"))
    return _LINE_START.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], text)


def spreadsheet(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would interpret as a formula.

    A number is unchanged.
    """
    dangerous = text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if dangerous else text


def latex(text: str) -> str:
    """Escape the characters that are special in LaTeX."""
    # LaTeX would join two hyphens to a dash.
    apart = re.sub("-(?=-)", "-\0", terminal(text))
    return "".join(_LATEX.get(character, character) for character in apart)
