"""Remove the lines that MediaWiki adds to an article: links to edit it, its sources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summkit.article import Dropped

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement


@cache
def _paths() -> tuple[XPath, XPath]:
    """Return the XPaths of MediaWiki's own lines and of its sources."""
    from lxml.etree import XPath

    return (
        XPath(
            "//body//*[@id = 'siteSub' or @id = 'contentSub' or @id = 'catlinks'"
            " or contains(@class, 'mw-editsection') or contains(@class, 'printfooter')"
            " or contains(@class, 'mw-jump-link')]"
        ),
        XPath("//body//li[.//*[contains(@class, 'sourceTemplate')]]"),
    )


def drop_wiki_lines(tree: HtmlElement) -> list[Dropped]:
    """Remove these lines, and return their texts."""
    own, sources = _paths()
    dropped = []
    for part in [*own(tree), *sources(tree)]:
        if part.getparent() is None:
            continue  # it was in a part that has been removed
        text = " ".join(part.text_content().split())
        if text:
            dropped.append(Dropped(text, "page label"))
        part.drop_tree()
    return dropped
