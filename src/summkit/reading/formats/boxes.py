"""Find the lines in boxes whose class or id shows that they are no part of the story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.related import heads_links
from summkit.reading.cleaning.wrapping import ends_sentence, wide_characters
from summkit.reading.formats.repair import squeezed
from summkit.reading.formats.suffixes import key as words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from summkit.reading.formats.choice import Block

# Boxes for finding the way around the site, anywhere on the page: class="breadcrumb-list".
_NAVIGATION = regex(r"breadcrumb|\bnav|navigation|menu-item|\b(?:sub-?)?menu\b", re.IGNORECASE)
# Boxes that pages put below a story: class="author-bio", id="related-posts". One content management
# system names the links inside its texts "entity-reference", so this name does not count.
_BELOW = regex(
    r"auth?or|\bauteur|\bbio\b|vcard|contact|literatur|(?<!entity-)reference|affiliat|newsletter"
    r"|subscri|subver|info-?box|comment(?!ary)|related|recommend|copyright|disclaim|\bads?\b"
    r"|advert|-ad\b|sponsor|promo|donat|tooltip|modal|joyride|teaser|footer|\btags?\b|breadcrumb"
    r"|social|share|foot-?note|end-?note|fu(?:ß|ss)note|reflist",
    re.IGNORECASE,
)
# Boxes between a headline and its story: class="byline", class="entry-meta".
_ABOVE = regex(
    r"by-?_?line|author|dateline|time-?stamp|\b(?:publish|pub)?-?(?:date|time)\b|posted-on|publish"
    r"|(?:entry|post|article|story|news)-?_?(?:meta|info)\b|meta-?data|share|social|credit|toolbar"
    r"|disclosure|breadcrumb|advert|\bads?\b|\bad-|skip-|reading-?time|listen|audio-?player",
    re.IGNORECASE,
)
# Boxes of the site, an advertiser or a machine, anywhere on the page: class="taboola-widget". Sites
# do not use these names for the story's text.
_FOREIGN = regex(
    r"outbrain|taboola|revcontent|zergnet|mgid|dianomi|onetrust|adsbygoogle|datawrapper"
    r"|(?<![a-z])(?:polls?|quiz|ai-?(?:generated-?)?summary|google-auto-placed|sponsored-content"
    r"|paid-content|ad-?(?:slot|unit|container|wrapper|box|block|banner|label|text))(?![a-z])"
    r"|(?:^|\s)(?:ad|ads|advert|advertisement|advertising|anzeige|werbung|publicite|publicidad)(?:$|\s)",
    re.IGNORECASE,
)
# Boxes of facts next to the story: class="fact-box". Only a box with a title or a list counts.
_FACTS = regex(
    r"(?<![a-z])(?:fact-?(?:box|file|sheet|panel)|(?:box|info)-?facts?|info-?box|fakten-?box|kader"
    r"|encadr[eé]|fakta-?(?:ruta|boks|box|boksi|laatikko)|despiece|recuadro|riquadro)(?![a-z])",
    re.IGNORECASE,
)
_OUTER = regex(f"{_FOREIGN.pattern}|{_FACTS.pattern}", re.IGNORECASE)
_TITLE_OR_LIST = ("h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "strong", "b")
# The caption or credit of a picture: class="image-credit", class="caption-text".
_CREDIT = regex(
    r"(?<![a-z])(?:photo|image|img|picture|media|figure)?[-_]{0,2}(?:credits?|caption|legend)"
    r"(?:[-_]?text)?(?![a-z])",
    re.IGNORECASE,
)
_PULLED = regex(r"pull-?_?quote|\bquote-?box|blockquote|\bpq\b", re.IGNORECASE)  # "pull-quote"
_LONGEST_CAPTION = 300  # characters
_LONGEST_CREDIT = 150  # maximum characters of a line next to a picture that is no sentence
_INLINE = frozenset({"span", "b", "strong", "em", "i", "small", "div"})
_BOXES = frozenset({"div", "section", "aside", "li"})
_SMALL_PRINT = frozenset({"small", "em", "i", "cite"})
_PICTURED = frozenset({"p", "div"})
_COUNTED = regex(r"^\d{1,3}\s?(?:/|[^\W\d]{1,4})\s?\d{1,3}\s+")  # "3 of 12", "3/12"
_PICTURE = regex(r"(\d{1,3}) ?/ ?(\d{1,3})(?= |$)")  # "3/12" or "3 / 12"
_FEWEST_PICTURES = 5
_FEWEST_OTHERS = 3  # minimum paragraphs of the story around the pictures
_LONGEST_PART = 8  # maximum number of different words in the rest of a byline
_QUOTED = 20  # minimum characters of a pull quote
_SMALL = 0.3  # maximum share of the text; a larger box surrounds the story
_SENTENCE = 80  # minimum characters of a complete sentence that ends the search from either end
# Minimum share of the text that must remain after the rules for boxes below a story.
_LEAST_REMAINING = 0.5
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def boxed(lines: list[str], blocks: list[Block]) -> dict[str, str]:
    """Return each line in a box that is no part of the story, with the rule.

    Names of boxes can mislead. Between paragraphs of the story, the rules therefore apply only to
    navigation, to boxes of advertisers and machines, and to captions. The names of boxes above and
    below a story count only if no paragraph of the story comes before or after the box.
    """
    keys = [squeezed(line) for line in lines]
    wanted, size = set(keys), sum(map(len, keys))
    places: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.squeezed in wanted:
            places[block.squeezed].append(block)

    small: dict[HtmlElement, bool] = {}

    def is_in_box(key: str, names: re.Pattern[str]) -> bool:
        return key in places and all(
            (box := _box(block.element, names)) is not None
            and is_small(box)
            and (names is not _FACTS or next(box.iter(*_TITLE_OR_LIST), None) is not None)
            for block in places[key]
        )

    def is_small(box: HtmlElement) -> bool:
        if box not in small:
            small[box] = len(squeezed("".join(box.itertext()))) < _SMALL * size
        return small[box]

    rules = {
        line: "navigation"
        for line, key in zip(lines, keys, strict=True)
        if not ends_sentence(line)
        and is_in_box(key, _NAVIGATION)
        and all(block.element.tag not in _TITLES for block in places[key])
    }
    other = _headed_boxes(blocks, wanted, is_small)
    foreign: set[HtmlElement | None] = set()
    for line, key in zip(lines, keys, strict=True):
        names = None
        if is_in_box(key, _OUTER):
            names = next((each for each in (_FOREIGN, _FACTS) if is_in_box(key, each)), None)
        if names is not None:
            rules.setdefault(line, "beside the story")
            foreign.update(_box(block.element, names) for block in places[key])
        elif key in other:
            rules.setdefault(line, "read more")
    for line in _titles_in(
        foreign, [x for x, k in zip(lines, keys, strict=True) if k not in places]
    ):
        rules.setdefault(line, "beside the story")
    for line, key in zip(lines, keys, strict=True):
        if len(line) <= _LONGEST_CAPTION and (
            is_in_box(key, _CREDIT)
            or (key in places and all(_is_credited(block, line) for block in places[key]))
        ):
            rules.setdefault(line, "caption")
    for line, key in zip(lines, keys, strict=True):
        if len(line) <= _LONGEST_CAPTION and (
            (is_in_box(key, _ABOVE) and not any(b.element.tag in _TITLES for b in places[key]))
            or (key not in places and _is_part(line, blocks, is_small))
        ):
            rules.setdefault(line, "above the story")
        elif _is_sentence(line):
            break
    remaining = size
    for line, key in zip(reversed(lines), reversed(keys), strict=True):
        if is_in_box(key, _BELOW):
            remaining -= len(key)
            if remaining < _LEAST_REMAINING * size:
                break
            rules.setdefault(line, "below the story")
        elif _is_sentence(line):
            break
    return rules


def _titles_in(boxes: set[HtmlElement | None], lines: list[str]) -> list[str]:
    """Return the lines that begin a box but are in no block: "<div><b>Good to know</b><p>..."."""
    texts = [squeezed("".join(box.itertext())) for box in boxes if box is not None]
    return [
        line
        for line in lines
        if len(line) <= _SENTENCE and any(text.startswith(squeezed(line)) for text in texts)
    ]


def _headed_boxes(
    blocks: list[Block], wanted: set[str], is_small: Callable[[HtmlElement], bool]
) -> set[str]:
    """Return the blocks of small boxes that begin with a heading such as "Related stories"."""
    found: set[str] = set()
    for block in blocks:
        if block.element.tag not in _TITLES or block.element.getprevious() is not None:
            continue
        box = block.element.getparent()
        if box is None or box.tag not in _BOXES or not heads_links(block.text):
            continue
        if not (box.text or "").strip() and is_small(box):
            inside = [each for each in blocks if box in each.element.iterancestors()]
            # A box that contains only links is recognised later, by the lines below its heading.
            if any(ends_sentence(each.text) for each in inside if each is not block):
                found |= wanted.intersection(each.squeezed for each in inside)
    return found


def _is_credited(block: Block, line: str) -> bool:
    """Return whether a block is the caption of a picture that is in it or labelled before it.

    The block contains a picture, and all of its text is in small print or in an element called a
    credit; or a label such as "Image caption" is directly before the block.
    """
    element = block.element
    if ends_sentence(line) or line[-1] in ":：":
        return False
    before = element.getprevious()
    parent = element.getparent()
    text = before.text_content() if before is not None and before.tag in _INLINE else ""
    if before is None and parent is not None:
        text = parent.text or ""
    if (
        text
        and len(text) <= _SENTENCE
        and text.strip(" ,:\n\t").casefold() in phrases().photo_words
    ):
        return True
    if element.tag not in _PICTURED or next(element.iter("img", "picture"), None) is None:
        return False
    small = [
        each
        for each in element.iter()
        if each.tag in _SMALL_PRINT or _CREDIT.search(each.get("class") or "")
    ]
    said = "".join(line.split())
    return len(line) <= _LONGEST_CREDIT and any(squeezed(e.text_content()) == said for e in small)


def _is_sentence(line: str) -> bool:
    """Return whether a line is long enough for a paragraph of the story and ends with a stop."""
    long = len(line) > _SENTENCE or wide_characters(line) > _SENTENCE / 4
    return long and ends_sentence(line)


def _is_part(line: str, blocks: list[Block], is_small: Callable[[HtmlElement], bool]) -> bool:
    """Return whether a line is the rest of a byline after extraction: "By and Jane Doe"."""
    words = set(line.split())
    if ends_sentence(line) or len(words) > _LONGEST_PART:
        return False
    for block in blocks:
        if len(block.text) <= _LONGEST_CAPTION and words < set(block.text.split()):
            box = _box(block.element, _ABOVE)
            return box is not None and is_small(box)
    return False


def _box(element: HtmlElement, names: re.Pattern[str]) -> HtmlElement | None:
    """Return the block's element or its nearest ancestor whose class or id matches the pattern."""
    around: HtmlElement | None = element
    while around is not None and around.tag != "body":
        if around.tag == "nav" and names is _NAVIGATION:
            return around
        name = around.get("class")
        if (name and _is_named(name, names)) or (
            (name := around.get("id") or around.get("data-testid")) and _is_named(name, names)
        ):
            return around
        around = around.getparent()
    return None


@lru_cache(maxsize=4096)
def _is_named(name: str, names: re.Pattern[str]) -> bool:
    return bool(names.search(name))


def repeated_quotes(lines: list[str], blocks: list[Block]) -> dict[str, str]:
    """Return the lines of pull quotes: quotations in a box whose words the text contains as well.

    If the next line is in the same box and short, it is the speaker's name and is returned too.
    """
    wanted = {squeezed(line): place for place, line in enumerate(lines)}
    apart = [
        (wanted[block.squeezed], box)
        for block in blocks
        if block.squeezed in wanted and (box := _quotation(block.element)) is not None
    ]
    keys = [words_of(line) for line in lines] if apart else []
    rules: dict[str, str] = {}
    for place, box in apart:
        quoted = keys[place]
        if len(quoted) < _QUOTED or not any(quoted in k and k != quoted for k in keys):
            continue
        rest = squeezed("".join(box.itertext()))
        if len(rest) > 2 * len(lines[place]) + _SENTENCE:
            continue
        rules[lines[place]] = "pull quote"
        for line in lines[place + 1 : place + 2]:
            if len(line) <= _SENTENCE and squeezed(line) in rest:
                rules[line] = "pull quote"
    return rules


def _quotation(element: HtmlElement) -> HtmlElement | None:
    """Return the element that sets a block apart as a quotation, by its tag or its class."""
    around: HtmlElement | None = element
    for _ in range(4):
        if around is None or around.tag in ("body", "article", "main"):
            return None
        name = around.get("class")
        if around.tag in ("blockquote", "aside", "q") or (name and _is_named(name, _PULLED)):
            parent = around.getparent()
            named = parent is not None and _is_named(parent.get("class") or "", _PULLED)
            return parent if named else around
        around = around.getparent()
    return None


def caption_text(caption: HtmlElement) -> str:
    """Return the text of a picture's caption without its number and its credit."""
    pieces = [caption.text or ""]
    for child in caption:
        if not _CREDIT.search(child.get("class") or ""):
            pieces.append(child.text_content())
        pieces.append(child.tail or "")
    return _COUNTED.sub("", " ".join(" ".join(pieces).split()))


def pictures(lines: list[str]) -> range:
    """Return the places of a gallery's lines within a story: "1/50 ...", "2/50 ...".

    The lines above the first picture that do not end a sentence are the gallery's title and are
    included. The range is empty if fewer than 3 paragraphs remain: then the page is a gallery.
    """
    counted = [
        (place, int(match[1]), match[2])
        for place, line in enumerate(lines)
        if line[:1].isdigit() and (match := _PICTURE.match(line))
    ]
    if len(counted) < _FEWEST_PICTURES:
        return range(0)
    (first, one, total), (last, number, _) = counted[0], counted[-1]
    if number - one < len(counted) - 1 or any(each[2] != total for each in counted):
        return range(0)
    while first and not ends_sentence(lines[first - 1]):
        first -= 1
    if last + 1 < len(lines) and last and last - counted[-2][0] > 1:
        last += 1
    remaining = sum(map(_is_sentence, (*lines[:first], *lines[last + 1 :])))
    return range(first, last + 1) if remaining >= _FEWEST_OTHERS else range(0)
