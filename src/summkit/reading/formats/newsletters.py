"""Find the lines in boxes within a story that ask readers to sign up for a newsletter."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from summkit.reading.cleaning.furniture import line_rule, may_address_readers
from summkit.reading.formats.repair import squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from summkit.reading.formats.choice import Block

# Elements that show that a box is apart from the story: the fields of a form, and headings.
_APART = ("form", "input", "button", "h1", "h2", "h3", "h4", "h5", "h6")
_LARGEST_BOX = 250  # maximum characters of a box with a field for an address
_MOST_FIELDS = 20  # maximum number of such fields that are examined
_LONGEST_BOX = 700  # maximum characters of a box that asks for an address


def sign_ups(lines: list[str], blocks: list[Block], home: HtmlElement) -> dict[str, str]:
    """Return the lines of boxes within the story that ask readers for their email address.

    Such a box is recognised by one line that asks for the address. All of its lines are returned if
    the box is an aside or a form, if it contains a heading or a form, or if at least half of its
    lines ask for the address.
    """
    asking = {
        line
        for line in lines
        if may_address_readers(line) and line_rule(line, begun=True) in ("newsletter", "notice")
    }
    fields = [box for field in _fields(home) if (box := _box_of(field, home)) is not None]
    if not asking and not fields:
        return {}
    wanted = {squeezed(line): line for line in lines}
    marks = {squeezed(line) for line in asking}
    seen: dict[HtmlElement, None] = {}
    for block in blocks:
        if block.squeezed in marks and (box := _box_below(block.element, home)) is not None:
            seen[box] = None
    rules: dict[str, str] = {}
    for box in fields:
        inside = [b for b in blocks if box is b.element or box in b.element.iterancestors()]
        within = [wanted[b.squeezed] for b in inside if b.squeezed in wanted]
        rules |= dict.fromkeys(within, "newsletter")
    for box in seen:
        inside = [b for b in blocks if box is b.element or box in b.element.iterancestors()]
        box_lines = [wanted[b.squeezed] for b in inside if b.squeezed in wanted]
        apart = box.tag in ("aside", "form") or next(box.iter(*_APART), None) is not None
        if apart or 2 * sum(line in asking for line in box_lines) >= len(box_lines):
            rules |= dict.fromkeys(box_lines, "newsletter")
    return rules


def _fields(home: HtmlElement) -> list[HtmlElement]:
    """Return the first fields for an email address within the story's element."""
    fields = (each for each in home.iter("input") if (each.get("type") or "").lower() == "email")
    return list(islice(fields, _MOST_FIELDS))


def _box_of(field: HtmlElement, home: HtmlElement) -> HtmlElement | None:
    """Return the largest box around a field, within the story's element, that is short."""
    box = None
    for around in field.iterancestors():
        if around is home or len("".join(around.itertext())) > _LARGEST_BOX:
            break
        box = around
    return box


def _box_below(element: HtmlElement, home: HtmlElement) -> HtmlElement | None:
    """Return the largest ancestor of a block below the story's element with at most 700 characters.

    None if there is no such element or the block is outside the story's element.
    """
    box = None
    for around in element.iterancestors():
        if around is home or len("".join(around.itertext())) > _LONGEST_BOX:
            return box if home in element.iterancestors() else None
        box = around
    return None
