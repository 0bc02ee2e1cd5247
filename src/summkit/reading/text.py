"""Plain text, in whatever state it was scraped -> Article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summkit.article import Article, Dropped
from summkit.reading.characters import clean
from summkit.reading.dateline import split_dateline
from summkit.reading.furniture import is_byline, is_name, is_stamp, line_rule, page_rule
from summkit.reading.markdown import front_matter, is_markdown, strip_markdown
from summkit.reading.phrases import phrases
from summkit.reading.wrapping import Line, ends_sentence, split_paragraphs, wide_characters

_NOT_TEXT = re.compile(r"[\W_]+")
_LISTED = re.compile(r"\W{0,3}\d{1,3}[.)]\s|[•*–-]\s")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_LONGEST_HEADLINE = 200  # characters
_LONGEST_DEK = 450
_BETWEEN = " .:|–—-"  # between a headline and the text it was run into
_FUSED_WORDS = 5  # a headline this long, run into the body, is told from a coincidence
_HEAD_LINES = 12  # how far down a page a second copy of the title may stand
_RESTATED = 0.8  # share of a dek's longer words that the next paragraph repeats
_STRONG = frozenset({"byline", "timestamp", "reading time", "page label"})


def read_text(text: str, *, id: str = "", source: str = "", language: str | None = None) -> Article:
    """Read one article from plain text or Markdown.

    Parameters
    ----------
    text
        What was decoded from a file or pasted; need not be clean.
    id, source
        Handed on to the Article.
    language
        The article's language where the caller knows it; a front matter's `lang` is used
        otherwise. Reading itself needs no language.

    Returns
    -------
    Article
        With the headline and dek where the text shows them, the body's paragraphs, and
        every line left out in `dropped` with the rule that did it. The body is empty only
        if the text holds nothing visible.
    """
    text = clean(text)
    matter, rest = front_matter(text)
    dropped = list(matter.dropped)
    headline, dek = matter.headline, matter.dek
    if rest is not text or is_markdown(rest):
        rest, heading, images = strip_markdown(rest)
        dropped += images
        if headline is None:
            headline = heading
        elif heading is not None and not _same(heading, headline):
            rest = f"{heading}\n\n{rest}"
        elif heading is not None:
            dropped.append(Dropped(heading, "repeated headline"))
    lines = split_paragraphs(rest)
    if headline is None:
        headline, lines, more = _find_headline(lines)
        dropped += more
    body, dek, more = _body(lines, headline, dek)
    dropped += more
    if not body:
        lines = split_paragraphs(text)
        body, headline, dek, dropped = "\n\n".join(line.text for line in lines), None, None, []
    return Article(
        body=body,
        id=id,
        headline=headline,
        dek=dek,
        language=language or matter.language,
        source=source,
        dropped=tuple(dropped),
    )


def read_body(
    text: str, headline: str | None = None, dek: str | None = None
) -> tuple[str, str | None, tuple[Dropped, ...]]:
    """Clean a body whose headline is known from elsewhere: a record's field, a page's title.

    Returns
    -------
    (body, dek, dropped)
        The paragraphs without a repeated headline or dek, bylines, dateline and page
        furniture at their head; `dek` as given, or as found below a repeated headline;
        what was left out. The body is empty only if `text` holds nothing visible.
    """
    lines = split_paragraphs(clean(text))
    body, found, dropped = _body(lines, headline, dek, search=False)
    if not body:
        return "\n\n".join(line.text for line in lines), dek, ()
    return body, found, tuple(dropped)


def _find_headline(lines: Sequence[Line]) -> tuple[str | None, list[Line], list[Dropped]]:
    """Return the headline, the lines below it, and the furniture above it."""
    dropped: list[Dropped] = []
    table = phrases()
    for index, line in enumerate(lines[:_HEAD_LINES]):
        text, rest = line.text, list(lines[index + 1 :])
        if not rest:
            break
        label = table.headline_label.match(text) if len(text) <= _LONGEST_HEADLINE else None
        if label and label.end() < len(text) and len(rest) > 0:
            dropped.append(Dropped(label[0].strip(), "label"))
            return text[label.end() :], rest, dropped
        rule = page_rule(text)
        if rule is None and is_stamp(text, labelled=False):
            rule = "timestamp"
        if rule is None and is_byline(text) and _is_headline(rest[0].text, rest[1:]):
            rule = "byline"
        if rule is not None:
            dropped.append(Dropped(text, rule))
            continue
        if _is_headline(text, rest):
            return text, rest, dropped
        if len(text.split()) == 1 and _is_headline(rest[0].text, rest[1:]):
            dropped.append(Dropped(text, "section label"))
            continue
        break
    return None, list(lines[len(dropped) :]), dropped


def _is_headline(text: str, rest: Sequence[Line]) -> bool:
    """Whether a first line heads the text and is not its first paragraph."""
    if not rest or len(text) > _LONGEST_HEADLINE:
        return False
    if any(_same(text, line.text) for line in rest[:3]):
        return True
    wide = wide_characters(text)
    if len(text.split()) > 30 or wide > 60 or not any(map(str.isalnum, text)):
        return False
    if len(text) < 12 and wide < 4 and " " not in text:
        return False  # a section's name, a place
    if text[-1] in ",;:：、，-–—":
        return False
    if ends_sentence(text):
        # A title may ask or shout, and shows it by being short; a full stop is prose
        # unless the line below is one that only a title has.
        short = len(text) <= 110 and wide <= 40
        asks = text.rstrip("\"'”’»)」』 ")[-1:] in "?!…？！؟" or text.endswith("...")
        signed = is_byline(rest[0].text) or page_rule(rest[0].text) is not None
        abbreviated = bool(_ABBREVIATION.search(text)) and len(text.split()) <= 12
        dated = is_stamp(rest[0].text, labelled=False)
        if not (short and (asks or abbreviated or signed or dated)):
            return False
    if text.isupper() and not rest[0].text.isupper():
        return True
    below = [line.text for line in rest[:6]]
    longest = max(map(len, below))
    return longest > len(text) or any(ends_sentence(line) for line in below)


def _body(
    lines: Sequence[Line], headline: str | None, dek: str | None, *, search: bool = True
) -> tuple[str, str | None, list[Dropped]]:
    """Return (body, dek, dropped) of the lines below the headline."""
    dropped: list[Dropped] = []
    start, repeated = 0, False
    table = phrases()
    while start < len(lines) - 1:
        text = lines[start].text
        rule = None
        if headline and _same(text, headline):
            rule, repeated = "repeated headline", True
        elif dek and _same(text, dek):
            rule = "repeated dek"
        elif dek is None and len(text) <= _LONGEST_DEK and (label := table.dek_label.match(text)):
            dek = text[label.end() :] or None
            dropped.append(Dropped(label[0].strip(), "label"))
            start += 1
            continue
        else:
            rule = line_rule(text, begun=False) or _head_rule(lines, start)
            if dek is None and rule is None and headline and (search or repeated):
                if not _is_dek(lines, start):
                    break
                dek = text
                start += 1
                continue
        if rule is None:
            break
        dropped.append(Dropped(text, rule))
        start += 1
    paragraphs = [line.text for line in lines[start:]]
    if not paragraphs:
        return "", dek, dropped
    for known, rule in ((headline, "repeated headline"), (dek, "repeated dek")):
        cut = _fused(paragraphs[0], known) if known else 0
        if cut:
            dropped.append(Dropped(paragraphs[0][:cut].strip(), rule))
            paragraphs[0] = paragraphs[0][cut:]
    front, rule, paragraphs[0] = split_dateline(paragraphs[0])
    if front:
        dropped.append(Dropped(front, rule))
    kept = paragraphs[:1]
    for index, text in enumerate(paragraphs[1:], 2):
        dropping = line_rule(text, begun=True, last=index == len(paragraphs))
        if dropping:
            dropped.append(Dropped(text, dropping))
        else:
            kept.append(text)
    return "\n\n".join(kept), dek, dropped


def _head_rule(lines: Sequence[Line], index: int) -> str | None:
    """Return the rule for a line that only its neighbours give away."""
    text, below = lines[index].text, lines[index + 1].text
    if is_name(text) and (is_stamp(below, labelled=False) or page_rule(below) or is_byline(below)):
        return "byline"
    if len(text) > 60:
        return None
    words = text.rstrip(" .-–—").split()
    letters = [character for character in text if character.isalpha()]
    if (
        len(words) <= 4
        and len(letters) >= 4
        and len(below) > 60
        and (text[-1] in "-–—" or all(map(str.isupper, letters)))
        and all(word[0].isupper() or len(word) <= 3 for word in words)
    ):
        return "dateline"
    return None


def _is_dek(lines: Sequence[Line], index: int) -> bool:
    """Whether the line between headline and body is a dek and not the first paragraph.

    Most deks look like a first paragraph, and taking the lede for a dek would lose it.
    So a dek must show itself: a byline, date or reading time stands below it, or it has
    no full stop where the body has, or the next paragraph says it again at length.
    """
    text = lines[index].text
    words = text.split()
    wide = wide_characters(text)
    if (
        len(text) > _LONGEST_DEK
        or (len(words) < 4 and wide < 10)
        or _LISTED.match(text)
        or text[-1] in ":：,;"
    ):
        return False
    rest = lines[index + 1 :]
    if not any(ends_sentence(line.text) for line in rest[:4]):
        return False
    if line_rule(rest[0].text, begun=False) in _STRONG or _head_rule_of(rest) == "byline":
        return any(line_rule(line.text, begun=False) is None for line in rest[1:])
    below = rest[0].text
    if not ends_sentence(text):
        return len(rest) > 1 and ends_sentence(below) and len(below) > len(text) / 2
    if len(rest) < 2 or len(below) < len(text):
        return False
    content = [word for word in _NOT_TEXT.split(text.casefold()) if len(word) > 3]
    said = set(_NOT_TEXT.split(below.casefold()))
    return len(content) >= 4 and sum(word in said for word in content) >= _RESTATED * len(content)


def _head_rule_of(lines: Sequence[Line]) -> str | None:
    return _head_rule(lines, 0) if len(lines) > 1 else None


def _same(one: str, other: str) -> bool:
    """Whether two lines say the same, letter case and punctuation aside."""
    if abs(len(one) - len(other)) > 12 + len(one) // 4:
        return False
    plain = _NOT_TEXT.sub("", one.casefold())
    return bool(plain) and plain == _NOT_TEXT.sub("", other.casefold())


def _fused(paragraph: str, known: str) -> int:
    """Return where the text goes on, if `known` stands in front of it as a line of its own."""
    size = len(known)
    if paragraph[:size].casefold() != known.casefold():
        return 0
    rest = paragraph[size:]
    text = rest.lstrip(_BETWEEN)
    if not any(map(str.isalnum, text[:40])):
        return 0
    separated = ends_sentence(known) or rest.lstrip()[:1] in (".", ":", "|", "–", "—")
    enough = len(known.split()) >= _FUSED_WORDS or wide_characters(known) >= 10
    opens = text[0].isupper() or text[0] in '"“«„'
    if not ((opens and enough) or (separated and rest[0] in _BETWEEN and len(known.split()) >= 3)):
        return 0
    return len(paragraph) - len(text)
