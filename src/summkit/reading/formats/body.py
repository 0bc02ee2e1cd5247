"""The body of a parsed page: trafilatura's paragraphs, and those it lost put back."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from summkit.article import Dropped, shortened
from summkit.patterns import regex
from summkit.reading.cleaning.phrases import label_key, phrases
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.boxes import boxed, caption_text, pictures, repeated_quotes, sign_ups
from summkit.reading.formats.choice import (
    HEADINGS,
    LONG_WORD,
    Block,
    Story,
    covered,
    elsewhere,
    find_blocks,
    find_story,
    is_list,
    overlap,
    running_text,
)
from summkit.reading.formats.lines import ITEM, ROW, lines_of
from summkit.reading.formats.repair import Paragraph, own_text, repair, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AS_MUCH = 0.8  # as the story has running text
_ALL_LINKED = 0.8
_ADDRESS = regex(r"https?://|www\.|\S@\S")
_HEAD = 8  # lines
_LINES, _LINE = 20, 60  # short lines that are named, and characters of each
_COUNTED = 1000  # short lines that are looked for in the body
_POINTS = 8  # a longer list is what the page is about
_POINT_WORDS = 3  # long ones, that a point has at least
_SAID_AGAIN = 0.6  # of them
_FITS = 0.5  # of 1: a candidate that is the story, neither more nor less
_MOSTLY_ROWS = 0.3
_BETTER = 0.15
_CLEARLY = 0.3  # of the words of headline and description
_ENOUGH = 0.6  # of the story: the first candidate is then not compared with others


class Body(NamedTuple):
    """What was read of a page's text; all of it empty where there is no article.

    Attributes
    ----------
    paragraphs
        The article's, in page order.
    dropped
        The running text that is not among them.
    is_list
        Whether the page is a list of teasers of articles.
    """

    paragraphs: list[Paragraph]
    dropped: list[Dropped]
    is_list: bool


def read_paragraphs(tree: HtmlElement, evidence: str = "") -> Body:
    """Read the article's paragraphs.

    `evidence` is what the page says of itself, headline and description.
    """
    blocks = find_blocks(tree)
    prose = running_text(blocks)
    story = find_story(prose, evidence)
    lines = _parted(_chosen(tree, prose, story, evidence), blocks, tree)
    listed_only = is_list(blocks, lines)
    lines, furniture = _without_furniture(lines, blocks, story)
    gone = {squeezed(line.text) for line in furniture}.difference(map(squeezed, lines))
    left = [block for block in blocks if block.squeezed not in gone]
    paragraphs = repair(left, lines, own_text(blocks, prose, story, evidence))
    whole = squeezed("".join(p.text for p in paragraphs))
    listed = {squeezed(line.text) for line in furniture}
    outside = [
        Dropped(p.text, "outside the article")
        for p in prose
        if p.squeezed[:60] not in whole and p.squeezed not in listed
    ]
    listed |= {squeezed(p.text) for p in paragraphs} | {p.squeezed for p in prose}
    rest = [b.text for b in blocks if b.element.tag != "h1" and b.squeezed not in listed]
    return Body(paragraphs, furniture + outside + _short(rest, whole), listed_only)


def _short(texts: list[str], whole: str) -> list[Dropped]:
    """Return what is no running text and was left out, such as a menu: all of it in one line."""
    different = list(dict.fromkeys(texts))
    rest = [text for text in different[:_COUNTED] if squeezed(text[:_LINE]) not in whole]
    if not rest:
        return []
    named = " | ".join(shortened(text, _LINE) for text in rest[:_LINES])
    left = len(rest) - _LINES
    more = f" and {left:,} more" if left > 0 else ""
    return [Dropped(f"{named}{more}", "menus, boxes and short lines")]


def _without_furniture(
    lines: list[str], blocks: list[Block], story: Story | None
) -> tuple[list[str], list[Dropped]]:
    """Take out what only the page's tags show not to be the story's own text."""
    rows = [line for line in lines if line.startswith(ROW)]
    # A page that is mostly tables is about them; beside a story they are its illustration.
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
        others = elsewhere(blocks, story)
        rules |= {line: "another story" for line in lines if squeezed(line) in others}
    rules = boxed(lines, blocks) | repeated_quotes(lines, blocks) | rules
    if story is not None:
        rules |= sign_ups(lines, blocks, story.home)
    kept = []
    for place, line in enumerate(lines):
        if rule := "key points" if place in points else rules.get(line):
            dropped.append(Dropped(line, rule))
        else:
            kept.append(line)
    headings = {b.squeezed for b in blocks if b.element.tag in HEADINGS}
    while kept and kept[-1] in lines[:-1] and squeezed(kept[-1]) in headings:
        below = lines[lines.index(kept[-1]) + 1]
        if rules.get(below) not in ("another story", "link"):
            break
        dropped.append(Dropped(kept.pop(), "another story"))
    return kept, dropped


def _parted(lines: list[str], blocks: list[Block], tree: HtmlElement) -> list[str]:
    """Return a page's paragraphs where trafilatura's last resort ran all of them into one line."""
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
    return " | ".join(line.split(ROW)[1:])


def _key_points(lines: list[str], headlines: set[str]) -> range:
    """Return the places of a list above the story that gives it in short.

    Its title calls it key points, or nothing but titles stands above it and the story below
    says again what each point says.
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
    if any(ends_sentence(line) for line in lines[:start]) or not _say_again(below, points):
        return range(0)
    titled = start > 0 and squeezed(lines[start - 1]) not in headlines
    return range(start - titled, end)


def _say_again(below: list[str], points: list[str]) -> bool:
    """Whether a longer text has most words of each of several points."""
    if not 1 < len(points) <= _POINTS or sum(map(len, below)) < 2 * sum(map(len, points)):
        return False
    words = [set(LONG_WORD.findall(point.lower())) for point in points]
    return all(len(w) >= _POINT_WORDS and overlap(w, below) >= _SAID_AGAIN for w in words)


def _chosen(tree: HtmlElement, prose: list[Block], story: Story | None, evidence: str) -> list[str]:
    """Return the lines of the candidate that is most of the story and least of anything else."""
    # `fast` leaves out two rival extractors that cost time and, on the development half of
    # webnews_gold, body F1 as well (benchmarks/reading_html.md). They are asked only where the
    # first candidate misses the story.
    lines = _extracted(tree, fast=True)
    if story is None or _tells(lines, story, prose, evidence):
        return lines
    rivals = [_extracted(tree), _extracted(_alone(story.home), fast=True, recall=True)]

    def fit(lines: list[str]) -> float:
        text = squeezed("".join(lines))
        return 2 * covered(story.prose, text) / (story.size + len(text))

    best = max(lines, rivals[0], key=fit)
    words = set(LONG_WORD.findall(evidence.lower()))
    claim = overlap(words, (p.text for p in story.prose))
    if fit(rivals[1]) > fit(best) + _BETTER and claim >= overlap(words, best):
        best = rivals[1]
    return best if fit(best) >= _FITS else [p.text for p in story.prose]


def _tells(lines: list[str], story: Story, prose: list[Block], evidence: str) -> bool:
    """Whether extracted lines tell the story, or another that has more claim to be it."""
    text = squeezed("".join(lines))
    if covered(story.prose, text) >= _ENOUGH * story.size:
        return True
    if covered(prose, text) >= _AS_MUCH * story.size:
        return True
    words = set(LONG_WORD.findall(evidence.lower()))
    claim, rival = overlap(words, lines), overlap(words, (p.text for p in story.prose))
    return claim > rival + _CLEARLY or (len(text) > story.size and claim >= rival)


def _links(lines: list[str], blocks: list[Block]) -> list[str]:
    """Return the lines that are nothing but a link elsewhere: teasers of other stories."""
    linked: dict[str, bool] = {}
    for block in blocks:
        whole = block.linked >= _ALL_LINKED * len(block.text)
        linked[block.squeezed] = whole and linked.get(block.squeezed, True)
    return [
        line
        for line in lines
        if linked.get(squeezed(line)) and not ends_sentence(line) and not _ADDRESS.search(line)
    ]


def _extracted(tree: HtmlElement, *, fast: bool = False, recall: bool = False) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, include_comments=False, fast=fast, favor_recall=recall, output_format="xml"
    )
    return lines_of(document.body) if document is not None else []  # type: ignore[union-attr]


def _alone(home: HtmlElement) -> HtmlElement:
    """Return a page of one element."""
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
