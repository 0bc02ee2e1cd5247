"""Remove traces of printing and exporting: page numbers, broken sentences, the times of chats."""

from __future__ import annotations

import re

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.printing import sheet_heads
from summkit.reading.cleaning.wrapping import ends_sentence

# "- 12 -", "Page 3 of 12", "Seite 4"
_NUMBER = regex(
    r"[-–—] ?\d{1,3} ?[-–—]|(?:(?:page|seite|página|pagina|sida|side|sivu|strona|strana|страница"
    r"|стр\.|p\.) ?)?\d{1,3}(?: ?(?:/|of|von|de|di|van|av|af|z|из) ?\d{1,4})?",
    re.IGNORECASE,
)
_LONGEST = 24  # maximum characters of a page number
# "[02.01.26, 16:15:03] Jonas: ...", "1/2/26, 4:15 PM - Jonas: ..."
_CHAT = regex(
    r"^\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?\]?"
    r"(?: -)? (?P<who>[^:\n]{1,40}): ",
    re.MULTILINE,
)
_DATED = regex(r"\n\[?\d")  # the start of a line that may be a message of a chat
_FEWEST_MESSAGES = 2  # minimum messages of a chat
_MESSAGE_SHARE = 0.6  # minimum share of the lines that are messages
_LETTER = regex(r"[^\W\d_]")  # a letter


def without_sheets(text: str) -> tuple[str, list[Dropped]]:
    """Return a text without page numbers; a sentence continues after a page number.

    Form feeds separate paragraphs unless they are in the middle of a sentence.
    """
    lines = text.replace("\f", "\n\f\n").split("\n") if "\f" in text else text.split("\n")
    numbers = {
        place
        for place, line in enumerate(lines)
        if len(line) <= _LONGEST and line and _NUMBER.fullmatch(line.strip())
    }
    heads = sheet_heads(lines)
    numbers |= heads
    if not numbers and "\f" not in text:
        return text, []
    dropped: list[Dropped] = []
    out: list[str] = []
    gap: list[int] = []  # blank lines, form feeds and numbers since the last line of text
    for place, line in enumerate([*lines, None]):
        if line is not None and (place in numbers or not line.strip()):
            gap.append(place)
            continue
        pages = [each for each in gap if each in numbers]
        printed = any(each in heads for each in pages)
        fed = any("\f" in lines[each] for each in gap)
        if not printed and ((len(pages) != 1 and not fed) or (out and not _LETTER.search(out[-1]))):
            out += [lines[each].replace("\f", "") for each in gap]
        else:
            dropped += [Dropped(lines[each].strip(), "page number") for each in pages]
            before = out[-1].rstrip() if out else ""
            runs_on = before and line and not ends_sentence(before) and line.lstrip()[0].islower()
            out += [] if runs_on else [""]
        if line is not None:
            out.append(line)
        gap = []
    return "\n".join(out), dropped


def without_speakers(text: str) -> tuple[str, list[Dropped]]:
    """Return the words of an exported chat, without the names of speakers and the times."""
    messages = _CHAT.findall(text) if _DATED.search(text) else []
    if len(messages) < _FEWEST_MESSAGES:
        return text, []
    lines = [line for line in text.split("\n") if line.strip()]
    if len(messages) < _MESSAGE_SHARE * len(lines):
        return text, []
    dropped = [Dropped(match[0].strip(), "chat") for match in _CHAT.finditer(text)]
    return _CHAT.sub("\n", text).lstrip("\n"), dropped
