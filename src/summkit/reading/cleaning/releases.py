"""Find the end of a press release: the lines about the sender and the legal notice below it."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import Line, ends_sentence, wide_characters

_BEFORE = 2  # minimum paragraphs of the release above
_MOST = 0.8  # maximum length of the lines below as a multiple of the length of the release above
_LONGEST_HEADING = 80  # characters
_MOST_WORDS = 10  # maximum words of a heading
_MOST_LINES = 10  # maximum lines below the heading
_OPENING = 80  # number of first characters of the paragraph below that must contain the sender
_TOKEN = regex(r"[^\W\d_]{3,}")  # a word of at least three letters
_SHORTEST = 2  # characters of a sender's name in a script without spaces


def sender_begins(lines: Sequence[Line], index: int, start: int) -> bool:
    """Return whether the description of a release's sender begins at `index`.

    An example is "About the Town of Fennick", above "Fennick has 41,000 people." The release begins
    at `start` and names the sender, the next paragraph begins with the sender's name, and the
    remaining lines are few.
    """
    text = lines[index].text.rstrip(" :：")
    if index - start < _BEFORE or not 0 < len(lines) - index - 1 <= _MOST_LINES:
        return False
    if len(text) > _LONGEST_HEADING or ends_sentence(text) or text.count(" ") >= _MOST_WORDS:
        return False
    match = phrases().opening("about", text)
    if match is None or any(map(str.isdigit, text)):  # "About 40 people" is no sender
        return False
    above = [line.text for line in lines[start:index]]
    below = [line.text for line in lines[index + 1 :]]
    if sum(map(len, below)) > _MOST * sum(map(len, above)):
        return False
    return _is_named(text[match.end() :].strip(), below[0], " ".join(above))


def _is_named(sender: str, below: str, above: str) -> bool:
    """Return whether the paragraph below and the release above both contain the sender's name."""
    if wide_characters(sender) >= _SHORTEST:
        return below.startswith(sender[:_SHORTEST]) and sender[:_SHORTEST] in above
    names = {word for word in _TOKEN.findall(sender) if word[0].isupper()}
    shared = names.intersection(_TOKEN.findall(below[:_OPENING]))
    return not shared.isdisjoint(_TOKEN.findall(above))
