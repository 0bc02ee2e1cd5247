"""Articles that stand elsewhere than in a page's visible tags.

Shadow roots are opened before the page is read, since a browser shows them. Everything else is
set aside, and looked at only where what the page shows is much less.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from summkit.reading.formats.metadata import Metadata, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SCRAP = 0.3
_BLANK = re.compile(r"\n\s*\n")
_NEEDS_SCRIPTS = re.compile(r"java\s?script", re.IGNORECASE)
_LONGEST_NOTICE = 600  # characters: "Please enable JavaScript", and what else a page says to it
_MIN_NOSCRIPT = 150
_SHADOW = ("shadowrootmode", "shadowroot")


def open_shadow_roots(tree: HtmlElement) -> None:
    """Make a div of each ``<template shadowrootmode>``: a browser shows what it holds."""
    for template in list(tree.iter("template")):
        if any(template.get(name) is not None for name in _SHADOW):
            template.tag = "div"


class Elsewhere:
    """What a page holds beside its visible tags.

    Parameters
    ----------
    tree
        The page before scripts are stripped from it. Elements are kept, not read.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._scripts: list[HtmlElement] = []
        self._noscripts: list[HtmlElement] = []
        for element in tree.iter("script", "noscript"):
            chosen = self._scripts if element.tag == "script" else self._noscripts
            chosen.append(element)

    def fuller(self, text: str, meta: Metadata) -> str:
        """Return the page's text, or the same story's where it is told at more length.

        Parameters
        ----------
        text
            What was read of the visible tags: paragraphs, a blank line between them.
        meta
            What the page says of itself.
        """
        # Pages built by scripts carry their text in JSON-LD alone, with at most a teaser in view.
        if len(text) < _SCRAP * len(meta.body):
            text = "\n\n".join(p for part in _BLANK.split(meta.body) if (p := plain(part)))
        noscript = self._noscript() if len(text) < _LONGEST_NOTICE else ""
        return noscript if len(text) < _SCRAP * len(noscript) else text

    def nothing(self) -> str:
        """Say that there is no article, and what to do where scripts would have made one."""
        if self._scripts:
            return (
                "no article found in the page, which scripts fill in a browser: "
                "save it from a browser once it shows, and give that file"
            )
        return "no article found in the page"

    def _noscript(self) -> str:
        """Return what a page shows to browsers without scripts, if that is more than a notice."""
        from lxml.html import Element

        from summkit.reading.formats.body import read_paragraphs

        found = ""
        for element in self._noscripts:
            text = element.text_content()
            if len(text) < max(_MIN_NOSCRIPT, len(found)):
                continue
            if len(text) < _LONGEST_NOTICE and _NEEDS_SCRIPTS.search(text):
                continue
            root = Element("html")
            content = deepcopy(element)
            content.tag = "body"
            content.tail = None
            root.append(content)
            lines = "\n\n".join(line.text for line in read_paragraphs(root)[0])
            found = max(found, lines, key=len)
        return found
