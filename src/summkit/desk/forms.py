"""What a page's form sent, as the workers get it."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.desk.work import Sent


@dataclass(frozen=True)
class Form:
    """What a page's form sent.

    Attributes
    ----------
    fields
        Name -> its last value.
    files
        What was dropped, in order.
    allow_urls
        Whether the page offers a field for an address.
    """

    fields: dict[str, str]
    files: tuple[Sent, ...] = ()
    allow_urls: bool = False

    def text(self, name: str) -> str:
        """Return a field, "" where it is not there."""
        return self.fields.get(name, "")

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """Return a whole number within its bounds."""
        text = self.text(name).strip()
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            return default
        return min(high, max(low, int(text)))
