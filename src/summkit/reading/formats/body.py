"""Read the body of a parsed page: trafilatura's paragraphs plus the paragraphs that it missed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from summkit.article import Dropped, shortened
from summkit.patterns import regex
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.boxes import boxed, caption_text, pictures, repeated_quotes
from summkit.reading.formats.choice import (
    HEADINGS,
    LONG_WORD,
    Block,
    Story,
    covered,
    find_blocks,
    find_story,
    is_list,
    overlap,
    running_text,
    teaser_texts,
)
from summkit.reading.formats.lines import ITEM, ROW, lines_of
from summkit.reading.formats.newsletters import sign_ups
from summkit.reading.formats.parts import join_parts
from summkit.reading.formats.repair import Paragraph, own_text, repair, squeezed
from summkit.reading.formats.suffixes import is_wide

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMPARABLE = 0.8  # minimum running text of a candidate, as a share of the story's running text
_ALL_LINKED = 0.8  # minimum share of link characters in a line that counts as a link
_ADDRESS = regex(r"https?://|www\.|\S@\S")  # "www.example.org", "desk@example.org"
_HEAD = 8  # number of first lines in which a list of key points may begin
# Maximum number of short lines that a note quotes, and maximum characters of each.
_LINES, _LINE = 20, 60
# Maximum characters of the label before a link, and minimum words of the link.
_LABEL, _LINK_WORDS = 40, 4
_LABEL_ENDS = frozenset(":：՝»►▶>→|?")
_COUNTED = 1000  # maximum number of short lines that are compared with the body
_POINTS = 8  # maximum number of points; a longer list is the subject of the page
_POINT_WORDS = 3  # minimum number of long words in a point
_REPEATED = 0.6  # minimum share of a point's long words that the story repeats
_FITS = 0.5  # minimum F1 (0 to 1) of a candidate's text and the story's text
_MOSTLY_ROWS = 0.3  # minimum share of characters in table rows on a page that is about its tables
_BETTER = 0.15  # minimum F1 advantage of the third candidate over the others
_CLEARLY = 0.3  # minimum advantage of a text in the share of words of headline and description
_ENOUGH = 0.6  # share of the story; a first candidate with more is not compared with others


class Body(NamedTuple):
    """The text of a page in parts.

    Every attribute is empty or False if the page contains no article.

    Attributes
    ----------
    paragraphs
        The paragraphs of the article, in page order.
    dropped
        The text that was left out of the paragraphs, each piece with its rule.
    is_list
        Whether the page is a list of teasers of articles.
    """

    paragraphs: list[Paragraph]
    dropped: list[Dropped]
    is_list: bool


def read_paragraphs(tree: HtmlElement, evidence: str = "") -> Body:
    """Read the article's paragraphs.

    Parameters
    ----------
    tree
        The parsed page.
    evidence
        The page's headline and description as one text. The story shares words with them.
    """
    blocks = find_blocks(tree)
    prose = running_text(blocks)
    story = find_story(prose, evidence)
    if story is not None and join_parts(story, prose, evidence):
        blocks = find_blocks(tree)
        prose = running_text(blocks)
        story = find_story(prose, evidence)
    lines = _split_single_line(_chosen_lines(tree, prose, story, evidence), blocks, tree)
    listed_only = is_list(blocks, lines)
    lines, furniture = _without_furniture(lines, blocks, story)
    removed = {squeezed(line.text) for line in furniture}.difference(map(squeezed, lines))
    candidates = [block for block in blocks if block.squeezed not in removed]
    paragraphs = repair(candidates, lines, own_text(blocks, prose, story, evidence))
    whole = squeezed("".join(p.text for p in paragraphs))
    listed = {squeezed(line.text) for line in furniture}
    outside = [
        Dropped(p.text, "outside the article")
        for p in prose
        if p.squeezed[:60] not in whole and p.squeezed not in listed
    ]
    listed |= {squeezed(p.text) for p in paragraphs} | {p.squeezed for p in prose}
    rest = [b.text for b in blocks if b.element.tag != "h1" and b.squeezed not in listed]
    return Body(paragraphs, furniture + outside + _short_lines(rest, whole), listed_only)


def _short_lines(texts: list[str], whole: str) -> list[Dropped]:
    """Return a note that quotes the short lines outside the body, such as the lines of a menu."""
    different = list(dict.fromkeys(texts))
    rest = [text for text in different[:_COUNTED] if squeezed(text[:_LINE]) not in whole]
    if not rest:
        return []
    named = " | ".join(shortened(text, _LINE) for text in rest[:_LINES])
    unlisted = len(rest) - _LINES
    more = f" and {unlisted:,} more" if unlisted > 0 else ""
    return [Dropped(f"{named}{more}", "menus, boxes and short lines")]


def _without_furniture(
    lines: list[str], blocks: list[Block], story: Story | None
) -> tuple[list[str], list[Dropped]]:
    """Separate the story from other lines, such as table rows, that only the page's tags show.

    Returns
    -------
    tuple
        The remaining lines and the removed lines, each with its rule.
    """
    rows = [line for line in lines if line.startswith(ROW)]
    # If a page is mostly tables, the tables are its story; otherwise they illustrate the story.
    if sum(map(len, rows)) > _MOSTLY_ROWS * sum(map(len, lines)):
        lines = [_row(line) if line.startswith(ROW) else line for line in lines if line != ROW]
        dropped = []
    else:
        lines = [line for line in lines if not line.startswith(ROW)]
        dropped = [Dropped(_row(row), "table row") for row in rows if row != ROW]
    if shown := pictures(lines):
        dropped += [Dropped(lines[place].lstrip(ITEM), "gallery") for place in shown]
        lines = [line for place, line in enumerate(lines) if place not in shown]
    points = _key_points(lines, {b.squeezed for b in blocks if b.element.tag == "h1"})
    lines = [line.lstrip(ITEM) for line in lines]
    rules = dict.fromkeys(_links(lines, blocks), "link")
    if story is not None and covered(story.prose, squeezed("".join(lines))) >= _ENOUGH * story.size:
        others = teaser_texts(blocks, story)
        rules |= {line: "another story" for line in lines if squeezed(line) in others}
    rules = boxed(lines, blocks) | repeated_quotes(lines, blocks) | rules
    if story is not None:
        rules |= sign_ups(lines, blocks, story.home)
    remaining = []
    for place, line in enumerate(lines):
        if rule := "key points" if place in points else rules.get(line):
            dropped.append(Dropped(line, rule))
        else:
            remaining.append(line)
    headings = {b.squeezed for b in blocks if b.element.tag in HEADINGS}
    while remaining and remaining[-1] in lines[:-1] and squeezed(remaining[-1]) in headings:
        below = lines[lines.index(remaining[-1]) + 1]
        if rules.get(below) not in ("another story", "link"):
            break
        dropped.append(Dropped(remaining.pop(), "another story"))
    return remaining, dropped


def _split_single_line(lines: list[str], blocks: list[Block], tree: HtmlElement) -> list[str]:
    """Split the only line of an extraction into the page's paragraphs, if both have the same text.

    trafilatura's last resort writes all paragraphs into one line.
    """
    if len(lines) != 1:
        return lines
    whole, end, parts = squeezed(lines[0]), 0, []
    texts = {block.element: block.text for block in blocks}
    for element in tree.iter():
        caption = element.tag == "figcaption"
        text = element.text_content() if caption else texts.get(element, "")
        if element.tag in ("div", "section") and element.find(".//figcaption") is not None:
            continue
        if text and whole.startswith(bare := squeezed(text), end):
            end += len(bare)
            parts.append(caption_text(element) if caption else text)
    return [part for part in parts if part] if end == len(whole) else lines


def _row(line: str) -> str:
    """Return a table row with " | " between its cells."""
    return " | ".join(line.split(ROW)[1:])


def _key_points(lines: list[str], headlines: set[str]) -> range:
    """Return the places of a list above the story that summarises the story, and of its title.

    A list counts in two cases: its title is a phrase such as "Key points"; or no sentence comes
    before it and the story below repeats most words of each point.
    """
    start = next((i for i, line in enumerate(lines[:_HEAD]) if line.startswith(ITEM)), None)
    if start is None:
        return range(0)
    end = start
    while end < len(lines) and lines[end].startswith(ITEM):
        end += 1
    below = [line for line in lines[end:] if not line.startswith(ITEM) and ends_sentence(line)]
    if len(below) < 2:
        return range(0)
    if start and label_key(lines[start - 1]) in phrases().key_points:
        return range(start - 1, end)
    points = lines[start:end]
    if any(ends_sentence(line) for line in lines[:start]) or not _repeat_points(below, points):
        return range(0)
    titled = start > 0 and squeezed(lines[start - 1]) not in headlines
    return range(start - titled, end)


def _repeat_points(below: list[str], points: list[str]) -> bool:
    """Return whether a longer text contains most of the long words of each of several points."""
    if not 1 < len(points) <= _POINTS or sum(map(len, below)) < 2 * sum(map(len, points)):
        return False
    words = [set(LONG_WORD.findall(point.lower())) for point in points]
    return all(len(w) >= _POINT_WORDS and overlap(w, below) >= _REPEATED for w in words)


def _chosen_lines(
    tree: HtmlElement, prose: list[Block], story: Story | None, evidence: str
) -> list[str]:
    """Return the lines of the best candidate: most of the story, and least other text."""
    # `fast` skips two rival extractors that cost time and also lower the body F1 on the
    # development half of webnews_gold (benchmarks/reading_html.md). The full extraction runs only
    # if the first candidate misses the story.
    lines = _extracted(tree, fast=True)
    if story is None or _contains_story(lines, story, prose, evidence):
        return lines
    rivals = [_extracted(tree), _extracted(_page_of(story.home), fast=True, recall=True)]

    def fit(lines: list[str]) -> float:
        text = squeezed("".join(lines))
        return 2 * covered(story.prose, text) / (story.size + len(text))

    best = max(lines, rivals[0], key=fit)
    words = set(LONG_WORD.findall(evidence.lower()))
    claim = overlap(words, (p.text for p in story.prose))
    if fit(rivals[1]) > fit(best) + _BETTER and claim >= overlap(words, best):
        best = rivals[1]
    return best if fit(best) >= _FITS else [p.text for p in story.prose]


def _contains_story(lines: list[str], story: Story, prose: list[Block], evidence: str) -> bool:
    """Return whether lines contain the story, or another text that is more likely the story.

    A text is more likely the story if it contains more words of the headline and description.
    """
    text = squeezed("".join(lines))
    if covered(story.prose, text) >= _ENOUGH * story.size:
        return True
    if covered(prose, text) >= _COMPARABLE * story.size:
        return True
    words = set(LONG_WORD.findall(evidence.lower()))
    claim, rival = overlap(words, lines), overlap(words, (p.text for p in story.prose))
    return claim > rival + _CLEARLY or (len(text) > story.size and claim >= rival)


def _links(lines: list[str], blocks: list[Block]) -> list[str]:
    """Return the lines that are only a link to another page: teasers of other stories."""
    linked: dict[str, bool] = {}
    for block in blocks:
        whole = block.linked >= _ALL_LINKED * len(block.text) or _is_labelled_link(block)
        linked[block.squeezed] = whole and linked.get(block.squeezed, True)
    return [
        line
        for line in lines
        if linked.get(squeezed(line)) and not ends_sentence(line) and not _ADDRESS.search(line)
    ]


def _is_labelled_link(block: Block) -> bool:
    """Return whether a paragraph is a label and one link: "Also read: [Storm tears off roofs]".

    The rule needs no word of any language. Items of lists do not count, because a list of winners
    has the same form, and links of fewer than four words may be facts: "Tickets: [Town theatre]".
    """
    if not block.linked or block.element.tag == "li":
        return False
    links = list(block.element.iter("a"))
    title = " ".join(links[0].text_content().split()) if len(links) == 1 else ""
    label = block.text[: len(block.text) - len(title)].rstrip()
    return (
        (len(title.split()) >= _LINK_WORDS or (is_wide(title) and len(title) >= 2 * _LINK_WORDS))
        and block.text.endswith(title)
        and label[-1:] in _LABEL_ENDS
        and 1 < len(label) <= _LABEL
        and label.count(" ") < _LINK_WORDS
    )


def _extracted(tree: HtmlElement, *, fast: bool = False, recall: bool = False) -> list[str]:
    """Return the lines that trafilatura extracts from a page."""
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, include_comments=False, fast=fast, favor_recall=recall, output_format="xml"
    )
    return lines_of(document.body) if document is not None else []  # type: ignore[union-attr]


def _page_of(home: HtmlElement) -> HtmlElement:
    """Return a new page that contains only a copy of one element."""
    from lxml.html import Element

    page, body, article = Element("html"), Element("body"), Element("article")
    page.append(body)
    body.append(article)
    copied = deepcopy(home)
    copied.tail = None
    if copied.tag == "body":
        copied.tag = "div"
    article.append(copied)
    return page
