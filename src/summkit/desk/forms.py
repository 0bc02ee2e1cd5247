"""The form of a page, as the workers get it."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.desk.work import Upload


@dataclass(frozen=True)
class Form:
    """The content of a page's form.

    Attributes
    ----------
    fields
        Name of a field -> its last value.
    files
        The uploaded files, in order.
    allow_urls
        Whether the page has a field for an address.
    """

    fields: dict[str, str]
    files: tuple[Upload, ...] = ()
    allow_urls: bool = False

    def text(self, name: str) -> str:
        """Return the value of a field; "" if the form does not contain the field."""
        return self.fields.get(name, "")

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """Return a field as a whole number from `low` to `high`; `default` if it is no number."""
        text = self.text(name).strip()
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            return default
        return min(high, max(low, int(text)))
