"""Find the authors of a page in the tags that mark an author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.formats.prose import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 60  # characters of a name
_MOST = 8  # names per page
_NAMED = regex(r"author[-_]{1,2}name|byline[-_]{1,2}(?:name|author)")  # class="author-name"


def signed(tree: HtmlElement) -> list[str]:
    """Return the authors' names that a page marks as such, at most 8, in page order.

    A name is the text of an `<a>` or `<span>` with `rel="author"`, `itemprop="author"` or a class
    such as "author-name" or "byline__author". A text of more than 60 characters is no name.
    """
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
