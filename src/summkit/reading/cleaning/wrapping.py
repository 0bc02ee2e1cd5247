"""Join hard-wrapped lines to paragraphs; text with one paragraph per line is not changed."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from summkit.patterns import regex

STOPS = ".!?…。！？．।॥۔؟።᙮"
CLOSERS = "\"'”’»«“)]）］」』】›*_"

_WIDE = regex("[\u2e80-\u9fff\uff00-\uffef]")  # Chinese and Japanese characters, full-width forms

# Minimum width in characters, half as much for wide characters; maximum width.
_NARROWEST, _WIDEST = 28, 132
_FULL = 0.85  # share of the width; lines that were wrapped by hand have different lengths
_FIELD = regex(r"[^\W\d_][^:\n]{1,24}: \S")  # a field in a list: "Valid from: Saturday"
_ENTRY = regex(
    r"\d{1,2}(?::|[.h])\d\d(?: ?[ap]\.?m\.?| Uhr| h)?(?: [A-Z]{2,4})?\s?[:–—|-]?\s+"
    r"[\"“„«'‘]?[^\W\d_a-z]"
)
"""The hour and the first letter of an entry of a live blog: "21:45 All passengers are safe"."""
_RULES = "=_*~#+-"
_SEPARATOR = regex(r"[=_*~#+-]+")  # "=========="
_ROW = 8  # minimum characters of such a line
_LONGEST_LINE = 250  # characters; the headline may be longer than the wrapped lines
_FEWEST_LINES = 5  # minimum lines of a text with a blank line after each line
_CUT = 0.3  # minimum share of its lines that end in mid sentence, before a small letter
# A line of a wire's or draft's head: "By Ola Berg", "Eds: UPDATES", "Press release 2031-03-04".
_HEAD = regex(
    r"(?:By|BY|Von|Par|Por|Di|Door|Av|Af)"
    r"(?: (?:and|und|et|y|e|en|och|og|de|van|[^\W\d_a-z][\w.'’-]*)){1,8}"
    r"|Eds?: .{3,}|[^\d]{3,40} \d{4}-\d\d-\d\d|[A-Z][\w-]{2,60},? ?\d\w\w (?:Ld|Lead)-Writethru.*"
)
_NAMED = regex(r"(?:[^\W\d_a-z][\w.'’-]+ ){1,3}[^\W\d_a-z][\w.'’-]+")  # "Ola Berg"
_HEAD_PAIRS = 2  # number of first pairs of lines in a block that may include a name
_LONGEST_NAMED = 0.6  # maximum share of the width of a name alone on its line
_NAME = 5  # minimum letters of a name with which a headline and its lede may both begin
_SHARE = 0.75  # minimum share of full lines among lines with a next line
_SHARE_BROKEN = 0.6  # the same share, if a word is broken at a line's end


class Line(NamedTuple):
    """A paragraph, and the number of its block; blank lines separate blocks."""

    text: str
    block: int


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a full stop or similar, apart from quotes and brackets."""
    last = text[-1:]
    if last in CLOSERS:
        last = text.rstrip(CLOSERS + " ")[-1:]
    return last != "" and last in STOPS


def split_paragraphs(text: str) -> list[Line]:
    """Return the paragraphs of a cleaned text, each on one line with single spaces."""
    blocks: list[list[str]] = []
    block: list[str] = []
    several = False
    for raw in (single_spaced(text) if "\n\n" in text else text).split("\n"):
        line = raw.rstrip()
        if line[-1:] in _RULES and len(line) >= _ROW and _SEPARATOR.fullmatch(line.strip()):
            blocks += [block, [line]] if block else [[line]]  # "==========" between two parts
            block = []
        elif line:
            several = several or bool(block)
            block.append(line)
        elif block:
            blocks.append(block)
            block = []
    if block:
        blocks.append(block)
    width = _width(blocks) if several else 0
    if width:
        blocks = [_unwrap(lines, width, number == 0) for number, lines in enumerate(blocks)]
    elif "¬" in text:
        blocks = [_whole_words(lines) for lines in blocks]
    return [
        Line(" ".join(line.split()) if "  " in line else line.strip(), number)
        for number, lines in enumerate(blocks)
        for line in lines
    ]


def single_spaced(text: str) -> str:
    """Return a text without the blank line that a program put after each wrapped line.

    If paragraphs are separated by more blank lines, one of these stays.
    """
    lines = text.split("\n")
    # Most texts have a paragraph that is longer than any wrapped line.
    if len(lines) < _FEWEST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return text
    lines = [line.rstrip() for line in lines]
    written = [place for place, line in enumerate(lines) if line]
    gaps = [below - above - 1 for above, below in pairwise(written)]
    if len(written) < _FEWEST_LINES or min(gaps) < 1:
        return text
    # The first lines may be a headline and a byline.
    pairs = [(lines[above], lines[below]) for above, below in pairwise(written[1:])]
    cut = [pair for pair in pairs if not ends_sentence(pair[0]) and pair[1][0].islower()]
    width = max(len(line) for line, _ in pairs)
    full = sum(_is_full(*pair, width) for pair in cut)
    if len(cut) < max(2, _CUT * len(pairs)) or full < _SHARE * len(cut) or width > _WIDEST:
        return text
    least = min(gaps)
    out = [lines[written[0]]]
    for place, gap in zip(written[1:], gaps, strict=True):
        # Without larger gaps, the headline is the only line that is apart.
        apart = gap > least or (max(gaps) == least and place == written[1])
        out += ["", lines[place]] if apart else [lines[place]]
    return "\n".join(out)


def _whole_words(lines: list[str]) -> list[str]:
    """Return the lines of a block, with each line that a broken word ends joined to the next."""
    whole = lines[:1]
    for line in lines[1:]:
        if whole[-1][-1] == "¬" and _broken(whole[-1], line):
            whole[-1] = whole[-1][:-1] + line.lstrip()
        else:
            whole.append(line)
    return whole


def _width(blocks: list[list[str]]) -> int:
    """Return the column at which a text is wrapped, or 0 if it is not hard-wrapped."""
    pairs = [
        pair
        for lines in blocks
        for place, pair in enumerate(pairwise(lines))
        if not (place < _HEAD_PAIRS and any(map(_NAMED.fullmatch, pair)))
        and not all(map(_FIELD.match, pair))
        and not is_entry(*pair)
        and not is_head(*pair)
    ]
    if not pairs:
        return 0
    lengths = sorted(len(line) for line, _ in pairs)
    # The longest line may be a headline that is not wrapped.
    width = lengths[(len(lengths) * 19) // 20]
    wide = 2 * wide_characters(pairs[0][0]) > len(pairs[0][0])
    if not (_NARROWEST // 2 if wide else _NARROWEST) <= width <= _WIDEST:
        return 0
    full = [line for line, following in pairs if _is_full(line, following, width)]
    running = sum(not ends_sentence(line) for line in full)
    share = _SHARE_BROKEN if any(_broken(*pair) for pair in pairs) else _SHARE
    if len(full) < max(2, share * _inner(pairs, width)) or running < 0.5 * len(full):
        return 0
    return width


def _inner(pairs: list[tuple[str, str]], width: int) -> int:
    """Return the number of lines from which wrapping at a width can be recognised."""
    # A short line that ends a sentence ends a paragraph in any text, so it is no evidence.
    return sum(
        not (len(line) < _FULL * width and ends_sentence(line)) and len(line) <= width + 8
        for line, _ in pairs
    )


def is_entry(line: str, following: str = "A") -> bool:
    """Return whether a line is the hour and heading of an entry whose text is on the next line."""
    opens = line[:1].isdigit() and _ENTRY.match(line) is not None
    return opens and not ends_sentence(line) and following.lstrip(CLOSERS + "“„‘ ")[:1].isupper()


def is_head(line: str, following: str) -> bool:
    """Return whether one of two lines is a byline or a note at the head of a draft."""
    return any(each[:1].isupper() and _HEAD.fullmatch(each) for each in (line, following))


def is_field(line: str) -> bool:
    """Return whether a line is a name, a colon and a value: "Area: the north"."""
    return _FIELD.match(line) is not None


def _broken(line: str, following: str) -> bool:
    """Return whether a line ends in the middle of a word or of a compound with a hyphen."""
    return line[-1] in _HYPHENS and line[-2:-1].isalpha() and following.lstrip()[:1].islower()


def _is_full(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the next line would not fit on a line."""
    if len(line) > width + 8:
        return False
    if _broken(line, following):
        return True
    word = 1 if wide_characters(following.lstrip()[0]) else len(following.split(None, 1)[0])
    return len(line) + 1 + word > _FULL * width


def _opens_alike(line: str, following: str) -> bool:
    """Return whether two lines begin with the same name, as a headline and its lede may."""
    name = line.split(None, 1)[0]
    return len(name) >= _NAME and name[0].isupper() and following.split(None, 1)[0] == name


def _is_name_below(line: str, following: str, width: int) -> bool:
    """Return whether one of two lines is only a name, as below a headline."""
    return any(
        len(each) <= _LONGEST_NAMED * width and _NAMED.fullmatch(each) for each in (line, following)
    )


def _unwrap(lines: list[str], width: int, top: bool) -> list[str]:
    """Return the paragraphs of a block.

    `top` is whether the block begins the text, like a headline.
    """
    indented = sum(line[0] == " " for line in lines)
    new_at_indent = 0 < indented <= len(lines) // 2
    out: list[list[str]] = [[lines[0]]]
    for line, following in pairwise(lines):
        broken = line[-1] == "-" and following.lstrip()[:1].islower()
        runs_on = following.lstrip()[:1].islower()
        short = not broken and not _is_full(line, following, width)
        if (
            len(line) > width + 8
            or (len(out) == len(out[0]) == 1 and line.isupper() and not following.isupper())
            or (top and len(out) == len(out[0]) == 1 and _opens_alike(line, following))
            or (top and len(out) <= 2 and _is_name_below(line, following, width))
            or is_head(line, following)
            or (short and (ends_sentence(line) or (len(line) < 0.6 * width and not runs_on)))
            or (new_at_indent and following[0] == " ")
            or (len(out[-1]) == 1 and is_entry(line, following))
            or (_FIELD.match(line) and _FIELD.match(following))
        ):
            out.append([])
        out[-1].append(following)
    return [_join(parts) for parts in out]


_HYPHENS = "-¬"  # programs that recognise printed text write "¬" at a broken word
# First parts of compounds that keep their hyphen at a line's end.
_COMPOUND = frozenset(
    "a all anti bi by co cross de double eight eighteen eighty eleven ex far fifteen fifty first"
    " five forty four free full great half hard high home in inter key know large late left life"
    " light long low made man mid mini multi near nine ninety no non north off old on one open out"
    " over part post pre pro quasi re real right second self semi seven seventy short single six"
    " sixty so south state sub super ten thirteen third thirty three top twelve twenty two ultra"
    " un under up vice water well west wide work world year"
    " demi sous peut rendez après avant là celui celle ceux au ci lui elle eux moi toi soi nous"
    " vous grand".split()
)
_TAILS = frozenset(
    "t il elle on ils elles je tu nous vous ce même mêmes là ci être lui moi toi le la les in up"
    " out off old year to and of the term based led".split()
)
# First parts that more often are syllables ("in-surers"), with the second parts of compounds. The
# hyphen also stays between two equal vowels: "re-elected".
_SYLLABLES = {
    "in": "app between built car depth flight form game house law laws line person store".split(),
    "co": "author chair chairs chief defendant founded founder founders host leader owned owner"
    " pilot star stars wrote worker workers written".split(),
    "de": "facto ice iced mining".split(),
    "inter": [],
    "man": "made".split(),
    "no": "brainer confidence deal fly go nonsense one show shows".split(),
    "pre": "covid crisis dawn existing match pandemic season tax trial war".split(),
    "pro": "choice democracy government life western".split(),
    "re": "cover form sign signed".split(),
    "so": "called".split(),
    "sub": "zero".split(),
    "un": [],
}
_FIRST_WORD = regex(r"[^\W\d_]+")  # a word
_LAST_WORD = regex(r"([^\W\d_]+)-$")  # "har-" at the end of a line


def _is_broken(before: str, after: str) -> bool:
    """Return whether the hyphen at a line's end divides a word and is no part of a compound."""
    first, last = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if first is None or last is None:
        return False
    head, tail = first[1].lower(), last[0]
    if head in _SYLLABLES and tail not in _SYLLABLES[head] and head[-1] != tail[0]:
        return True
    if head in _COMPOUND or tail in _TAILS or after[last.end() : last.end() + 1] == "-":
        return False
    return not before[: first.start()].endswith("-")


def _join(parts: list[str]) -> str:
    """Join the lines of a paragraph; words that a line end divides are joined."""
    pieces = [parts[0].strip()]
    for part in parts[1:]:
        part = part.strip()
        before = pieces[-1]
        hyphen = before[-1] in _HYPHENS and before[-2:-1].isalpha() and part[0].islower()
        if hyphen and (before[-1] == "¬" or _is_broken(before, part)):
            pieces[-1] = before[:-1]
        elif not hyphen and wide_characters(before[-1] + part[0]) < 2:
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def wide_characters(text: str) -> int:
    """Return the number of characters in scripts without spaces (Chinese, Japanese)."""
    return 0 if text.isascii() else len(_WIDE.findall(text))
