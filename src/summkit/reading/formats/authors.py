"""Who signs a page, where its own tags say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.formats.prose import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 60  # characters of a name
_MOST = 8
_NAMED = regex(r"author[-_]{1,2}name|byline[-_]{1,2}(?:name|author)")


def signed(tree: HtmlElement) -> list[str]:
    """Return the names of authors that a page shows, where it marks them as such."""
    names: list[str] = []
    for element in tree.iter("a", "span"):
        if not (attributes := element.attrib):
            continue
        called = attributes.get("class", "")
        if (
            attributes.get("rel") == "author"
            or attributes.get("itemprop") == "author"
            or (("author" in called or "byline" in called) and _NAMED.search(called))
        ):
            name = plain(element.text_content())
            if len(name) <= _LONGEST:
                names.append(name)
                if len(names) >= _MOST:
                    break
    return names
