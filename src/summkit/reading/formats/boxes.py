"""Which lines stand in a box that its own name says is none of the story."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.repair import squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from summkit.reading.formats.choice import Block

# Ways through the site, wherever on the page.
_WAYS = regex(r"breadcrumb|\bnav|navigation|menu-item|\b(?:sub-?)?menu\b", re.IGNORECASE)
# What pages put below a story. A system of contents calls its own links "entity-reference".
_BELOW = regex(
    r"auth?or|\bauteur|\bbio\b|vcard|contact|literatur|(?<!entity-)reference|affiliat|newsletter"
    r"|subscri|subver|info-?box|comment(?!ary)|related|recommend|copyright|disclaim|\bads?\b"
    r"|advert|-ad\b|sponsor|promo|donat|tooltip|modal|joyride|teaser|footer|\btags?\b|breadcrumb"
    r"|social|share",
    re.IGNORECASE,
)
_SMALL = 0.3  # of the text: a larger box is not beside the story but around it
_SENTENCE = 80  # characters of a line with a stop that ends the search from below
_LEFT = 0.5  # of the text, at least
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def boxed(lines: list[str], blocks: list[Block]) -> dict[str, str]:
    """Return the lines in such boxes, each with its rule.

    Names of boxes deceive: in the midst of a text only what leads through the site is taken
    out; the rest only where nothing but such boxes and short lines follows.
    """
    keys = [squeezed(line) for line in lines]
    wanted, size = set(keys), sum(map(len, keys))
    places: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.squeezed in wanted:
            places[block.squeezed].append(block)

    small: dict[HtmlElement, bool] = {}

    def stands_in(key: str, names: re.Pattern[str]) -> bool:
        return key in places and all(
            (box := _box(block.element, names)) is not None and is_small(box)
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
        and stands_in(key, _WAYS)
        and all(block.element.tag not in _TITLES for block in places[key])
    }
    left = size
    for line, key in zip(reversed(lines), reversed(keys), strict=True):
        if stands_in(key, _BELOW):
            left -= len(key)
            if left < _LEFT * size:
                break
            rules.setdefault(line, "below the story")
        elif len(line) > _SENTENCE and ends_sentence(line):
            break
    return rules


def _box(element: HtmlElement, names: re.Pattern[str]) -> HtmlElement | None:
    """Return the nearest element around a block, or the block itself, that has such a name."""
    around: HtmlElement | None = element
    while around is not None and around.tag != "body":
        name = around.get("class")
        if (name and _is_named(name, names)) or (
            (name := around.get("id")) and _is_named(name, names)
        ):
            return around
        around = around.getparent()
    return None


@lru_cache(maxsize=4096)
def _is_named(name: str, names: re.Pattern[str]) -> bool:
    return bool(names.search(name))
