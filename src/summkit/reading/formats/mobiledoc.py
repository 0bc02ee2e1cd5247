"""Read Mobiledoc, the format of Ghost's older posts, as the text of its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_MARKUP, _LIST, _CARD = 1, 3, 10  # the kinds of sections
_TEXT = 0  # the kind of a marker that is text
_WRITTEN = {"markdown": "markdown", "card-markdown": "markdown", "html": "html"}


def is_mobiledoc(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a Mobiledoc document."""
    return isinstance(value.get("sections"), list) and "cards" in value and "markups" in value


def blocks_of(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the text of each paragraph, heading, list item, and card of Markdown or HTML.

    Sections that do not follow Mobiledoc's format are skipped.
    """
    for section in value["sections"]:
        match section:
            case [int(kind), str(), list(markers)] if kind == _MARKUP:
                yield _text(markers)
            case [int(kind), str(), list(items)] if kind == _LIST:
                yield from (_text(item) for item in items if isinstance(item, list))
            case [int(kind), int(number)] if kind == _CARD:
                yield _card(value["cards"], number)
            case _:
                pass


def _text(markers: list[Any]) -> str:
    """Return the text of the markers of a section."""
    parts = []
    for marker in markers:
        match marker:
            case [int(kind), _, _, str(text)]:
                parts.append(text if kind == _TEXT else "")
            case [int(), _, _, _]:
                parts.append("\n")  # an atom: a soft line break
            case _:
                pass
    return "".join(parts)


def _card(cards: Any, number: int) -> str:
    """Return the text of a card that is Markdown or HTML; "" for any other card."""
    card = cards[number] if isinstance(cards, list) and 0 <= number < len(cards) else None
    match card:
        case [str(name), dict(payload)]:
            text = payload.get(_WRITTEN.get(name, ""))
            return text if isinstance(text, str) else ""
        case _:
            return ""
