"""Who signs a page, where its own tags say so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summkit.reading.formats.prose import plain

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement

_LONGEST = 60  # characters of a name


def signed(tree: HtmlElement) -> list[str]:
    """Return the names of authors that a page shows, where it marks them as such."""
    found = _path()(tree)
    return [name for e in found if len(name := plain(e.text_content())) <= _LONGEST]


@cache
def _path() -> XPath:
    from lxml.etree import XPath

    named = " or ".join(
        f"contains(@class, '{name}')"
        for name in ("author-name", "author_name", "byline-name", "byline__name")
    )
    return XPath(
        "(//a[@rel='author'] | //*[@itemprop='author'] | //*[@data-testid='byline']//*[not(*)]"
        f" | //*[{named}])[position() <= 8]"
    )
