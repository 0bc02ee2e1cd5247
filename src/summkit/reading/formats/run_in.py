"""Separate a headline or dek from a body's text on the same line."""

from __future__ import annotations

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import Line, ends_sentence, wide_characters

_BETWEEN = " .:|–—-"  # signs between a headline and the text on the same line
# The space between a word that does not end with a capital and an article with a capital, where a
# sentence may begin: the space after "noise" in "... despite noise The harbour board ...".
_SENTENCE_START = regex(
    r"(?<=[^\W_A-Z]) (?=(?:The|An?|Der|Die|Das|Eine?|Les?|La|Une?|El|L[oa]s|Il|Una) \w)"
)
_STOP = regex(r"[.!?:;…] ")  # the end of a sentence or clause: ". "
_LONG_WORD = regex(r"[^\W_]{4,}")  # "harbour", not "the"
_LONGEST = 160  # maximum characters of a headline on the same line as the text
_FEWEST_WORDS = 4  # of a headline
_OPENING = 10  # number of words of the next sentence that are compared with the headline
_REPEATED = 2  # minimum number of the headline's long words that the sentence repeats
# Minimum words of a headline or dek; a text may begin with fewer words by coincidence.
_FUSED_WORDS = 5
_FUSED_CHARACTERS = 10  # minimum characters of it in scripts without spaces
# Words that cannot end a headline.
_CONTINUES = frozenset(
    "in of on at to by for from with and or as than that when while whether is was are were says"
    " said say asked und oder dass von in im mit für auf que de en con et dans avec pour".split()
)


def split_headline(line: Line) -> tuple[str | None, list[Line]]:
    """Return the headline at the beginning of a text on one line, and the line without it.

    There is a headline if a sentence that begins with an article follows without a stop and
    repeats words of the text before it:
    "Board backs night ferry despite noise The harbour board voted to back ...".
    """
    for start in _SENTENCE_START.finditer(line.text[:_LONGEST]):
        before, after = line.text[: start.start()], line.text[start.end() :]
        words = before.casefold().split()
        if len(words) < _FEWEST_WORDS or _STOP.search(before) or words[-1] in _CONTINUES:
            continue
        opening = " ".join(after.split(None, _OPENING)[:_OPENING]).casefold()
        repeated = set(_LONG_WORD.findall(opening)).intersection(
            _LONG_WORD.findall(" ".join(words))
        )
        if len(repeated) >= _REPEATED:
            return before, [line._replace(text=after)]
    return None, [line]


def repetition_end(paragraph: str, line: str) -> int:
    """Return the place after a headline or dek that a paragraph repeats at its beginning.

    Returns 0 if the paragraph does not repeat `line`, or may begin with its words by coincidence.
    """
    size = len(line)
    if paragraph[:size].casefold() != line.casefold():
        return 0
    rest = paragraph[size:]
    text = rest.lstrip(_BETWEEN)
    if not any(map(str.isalnum, text[:40])):
        return 0
    separated = ends_sentence(line) or rest.lstrip()[:1] in (".", ":", "|", "–", "—")
    enough = len(line.split()) >= _FUSED_WORDS or wide_characters(line) >= _FUSED_CHARACTERS
    opens = text[0].isupper() or text[0] in '"“«„'
    if not ((opens and enough) or (separated and rest[0] in _BETWEEN and len(line.split()) >= 3)):
        return 0
    return len(paragraph) - len(text)
