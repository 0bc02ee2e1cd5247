"""Find the lines of a press release around its text: fields and sender above it, sender below."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.furniture import page_rule
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import Line, ends_sentence, is_field, wide_characters

_BEFORE = 2  # minimum paragraphs of the release above
_MOST = 0.8  # maximum length of the lines below as a multiple of the length of the release above
_LONGEST_HEADING = 80  # characters
_MOST_WORDS = 10  # maximum words of a heading
_MOST_LINES = 10  # maximum lines below the heading
_OPENING = 80  # number of first characters of the paragraph below that must contain the sender
_TOKEN = regex(r"[^\W\d_]{3,}")  # a word of at least three letters
_LONGEST_SENDER = 30  # characters
# The end of an institution's name: "オルサ町", "Orsa Shipping Ltd".
_SENDER = regex(
    r"(?:[町市県村区省庁部局]|会社|協会|組合|大学|公司|集团|集團|委员会|委員會|政府|군|시|도|부|청|협회"
    r"|주식회사|\b(?:Inc|Ltd|LLC|PLC|plc|GmbH|AG|SA|SpA|BV|AB|AS|Oy|kommune?|Council|University"
    r"|Ministry|Foundation)\.?)$"
)
_DATED = regex(r"\s+(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})$")  # " 2031-03-04"
# The topics of a wire's text: "Agrar/Essen/", "Bildung/Fähre/Vareland".
_TOPICS = regex(r"(?:[^\W\d_a-z][\w.-]{1,20}/){2,5}(?:[^\W\d_][\w.-]{1,20})?")
_SHORTEST = 2  # characters of a sender's name in a script without spaces


def release_rule(text: str, below: str, above: Sequence[Dropped], *, headed: bool) -> str | None:
    """Return the rule for a label, field, sender or list of topics above the headline of a release.

    Parameters
    ----------
    text, below
        The line, and the line below it.
    above
        The dropped line above the line, if there is one.
    headed
        Whether the line below may be a headline.
    """
    dated = _DATED.sub("", text)
    if dated != text and page_rule(dated) == "page label":
        return "page label"  # "Pressmeddelande 2031-03-04"
    if headed and "/" in text and _TOPICS.fullmatch(text):
        return "wire note"
    if not above:
        return None
    rule = above[0].rule
    if is_field(text) and (is_field(below) or rule == "record field"):
        return "record field"
    sender = rule in ("timestamp", "page label") and len(text) <= _LONGEST_SENDER
    return "notice" if sender and headed and _SENDER.search(text) else None


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
    # In a compound, the name begins a word: "Orsaön".
    return any(word.startswith(name) for name in shared for word in _TOKEN.findall(above))
