"""Find blocks of furniture by their first line: lists of links, readers' comments."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.patterns import regex
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import Line, ends_sentence, wide_characters

_MOST_LINKS = 8
_SOURCE = 4  # maximum words of a paper's name in a heading: "More videos from [the Quay Echo]"
_LONGEST_LINK = 120  # characters
_LONGEST_SIGNATURE = 60  # characters
_LONGEST_CONTACT = 80  # characters
_BEFORE_COMMENTS = 3  # minimum paragraphs of the article above comments
_BEFORE_NOTES = 2  # minimum paragraphs of a press release above notes
_MOST_NOTES = 1.5  # maximum length of the notes as a multiple of the length of the text above
LONGEST_HEADING = 40  # characters
_CLOCK = regex(r"\d{1,2}:\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")  # "10:30", "2/1/2026"
_TOKEN = regex(r"[^\W\d_]+")  # a run of letters
_DIGIT = regex(r"\d")  # a digit
_OPENING_QUOTES = '"“„«‘「『'


def links_below(lines: Sequence[Line], index: int) -> int:
    """Return the number of lines after a "Related" heading at `index` that are its links.

    Links are short and do not end with a full stop. The first other line ends the list. If the
    first link is directly below the heading, a blank line ends it too. For any other line at
    `index`, return 0.
    """
    if not heads_links(lines[index].text):
        return 0
    block = lines[index].block
    alone = index == 0 or lines[index - 1].block != block
    following = lines[index + 1 : index + 1 + _MOST_LINKS]
    tight = alone and bool(following) and following[0].block == block
    count = 0
    for line in following:
        if (tight and line.block != block) or not _is_link(line.text, asks=line.block == block):
            break
        count += 1
    return count


def contacts_below(lines: Sequence[Line], index: int) -> int:
    """Return the number of contact lines after "Press contact:" at `index`: names, addresses."""
    count = 0
    for line in lines[index + 1 : index + 1 + _MOST_LINKS]:
        if len(line.text) > _LONGEST_CONTACT or ends_sentence(line.text):
            break
        count += 1
    return count


def heads_links(text: str) -> bool:
    """Return whether a line is only a heading of links, such as "Related articles:"."""
    if len(text) > _LONGEST_SIGNATURE:
        return False
    table = phrases()
    bare = text.rstrip(" :：»>→›|】〕])）")
    match = table.opening("read_more", bare)
    if match:
        # "More videos from [the Echo]"
        rest = len(bare[match.end() :].split())
        named = rest <= _SOURCE and match[1].endswith(" from")
        return (named or not rest) and match[1].casefold() not in table.read_more_no_list
    match = table.opening("tags", bare)
    return match is not None and match.end() == len(bare)


def _is_link(text: str, *, asks: bool) -> bool:
    """Return whether a line may be a link to an article.

    `asks` is whether the line may end with a question mark, which is also possible for a subheading
    above a paragraph.
    """
    if len(text) > _LONGEST_LINK or wide_characters(text) > _LONGEST_LINK / 3:
        return False
    if text[0] in _OPENING_QUOTES or text[-1] in ":：,;":
        return False
    return not ends_sentence(text) or (asks and text[-1] in "?!？！؟")


def comments_begin(lines: Sequence[Line], index: int, paragraphs: int) -> bool:
    """Return whether readers' comments begin at `index`: a count, then a signature with a time.

    `paragraphs` is the number of the article's paragraphs above: many pages also give the count of
    comments at their top.
    """
    text = lines[index].text
    if paragraphs < _BEFORE_COMMENTS or len(text) > _LONGEST_SIGNATURE:
        return False
    if label_key(text).strip("0") not in phrases().comment_counts:
        return False
    return any(_is_signature(line.text) for line in lines[index + 1 : index + 3])


def notes_begin(lines: Sequence[Line], index: int, start: int) -> bool:
    """Return whether the notes to editors of a press release begin at `index`.

    The release's text begins at `start`. Notes are at the end of a release and have at most 1.5
    times the length of its text.
    """
    text = lines[index].text
    if index - start < _BEFORE_NOTES:
        return False
    if label_key(text) not in phrases().notes_begin:
        return False
    above, below = lines[start:index], lines[index + 1 :]
    return sum(len(each.text) for each in below) <= _MOST_NOTES * sum(len(e.text) for e in above)


def _is_signature(text: str) -> bool:
    """Return whether a line is a commenter's name with a date or time."""
    if len(text) > _LONGEST_SIGNATURE or ends_sentence(text) or not _DIGIT.search(text):
        return False
    words = _TOKEN.findall(text.casefold())
    return bool(_CLOCK.search(text)) or sum(word in phrases().time_words for word in words) >= 2
