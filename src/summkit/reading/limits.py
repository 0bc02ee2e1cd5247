"""Limits on the cost of reading: bytes, attributes, tags, nesting, seconds."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.errors import ArgumentTypeError, InputError, UsageError
from summkit.patterns import regex

# Quotation marks count only after "=", as in HTML: any other mark must not hide the rest of the
# page. A match has at most 1,000 pieces, because the matcher stores each piece: ten million "="
# would take 2.5 GB.
_PIECES = r"""(?:[^>=]+|=(?:\s*(?:"[^"]*"|'[^']*'))?){1,1000}"""
_TAG = regex(rf"<[a-zA-Z](?:{_PIECES})?")  # '<a href="x > y"'
_MORE = regex(_PIECES)  # further pieces of the same tag
_OPENED = regex("<[a-zA-Z]")  # "<p"
_VALUE = regex(r"""=\s*(?:"[^"]*"|'[^']*')""")  # '="x"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits on the cost of one page or file.

    Attributes
    ----------
    max_bytes
        Size of the page in bytes, after decompression.
    seconds
        Wall-clock seconds to fetch a page, and again to read it. 0 means no limit, and
        the page is then parsed in this process, not in a child.
    max_attributes
        Attributes of one tag; real pages have up to 70. The parser compares each attribute with all
        earlier ones: 40,000 take two seconds, 200,000 about a minute.
    max_tags
        Tags of the page; real pages have up to 20,000. Each takes about 3 kB of memory, and
        100,000 of them take up to ten seconds.
    max_depth
        Levels of nested tags; real pages have up to 30. The parser silently drops tags deeper
        than 2,048 levels, so a page that is too deep is refused and not read in part.
    redirects
        Number of redirects that are followed when a page is fetched.
    allow_private
        Whether a redirect may lead from a public address to a private address.
    """

    max_bytes: int = 10_000_000
    seconds: float = 20.0
    max_attributes: int = 10_000
    max_tags: int = 100_000
    max_depth: int = 500
    redirects: int = 5
    allow_private: bool = False

    def __post_init__(self) -> None:
        for name, low in (
            ("max_bytes", 1),
            ("seconds", 0),
            ("max_attributes", 1),
            ("max_tags", 1),
            ("max_depth", 1),
            ("redirects", 0),
        ):
            value = getattr(self, name)
            kinds = int | float if name == "seconds" else int
            if isinstance(value, bool) or not isinstance(value, kinds):
                takes = "a number" if name == "seconds" else "a whole number"
                raise ArgumentTypeError(name, value, takes)
            if not low <= value < float("inf"):
                raise UsageError(f"`{name}` must be at least {low} and finite, not {value}")
        if not isinstance(self.allow_private, bool):
            raise ArgumentTypeError("allow_private", self.allow_private, "true or false")
        if self.max_depth > 2_000:
            raise UsageError(
                f"`max_depth` must be at most 2000, where the parser gives up, not {self.max_depth}"
            )


DEFAULT_LIMITS = Limits()


def check_size(size: int, limits: Limits, where: str = "") -> None:
    """Raise InputError if `size` is more bytes than the limit allows."""
    if size > limits.max_bytes:
        raise InputError(
            f"larger than the limit of {limits.max_bytes:,} bytes: raise `max_bytes`", where
        )


def check_tags(markup: str, limits: Limits, where: str = "") -> None:
    """Raise InputError if a page has more tags than the limit allows."""
    if markup.count("<") <= limits.max_tags:
        return
    count = len(_OPENED.findall(markup))
    if count > limits.max_tags:
        raise InputError(
            f"a page of {count:,} tags; the limit is {limits.max_tags:,}, so this is not read as "
            "an article",
            where,
        )


def check_attributes(markup: str, limits: Limits, where: str = "") -> None:
    """Raise InputError if one tag has more attributes than allowed; takes linear time.

    The check follows HTML's quoting, but not every repair of a parser. Pages that the check misses
    are stopped by the time limit.
    """
    shortest = 2 * limits.max_attributes  # an attribute has at least two characters: "a "
    end = 0
    while match := _TAG.search(markup, end):
        start, end = match.span()
        while markup[end : end + 1] not in (">", "") and (more := _MORE.match(markup, end)):
            end = more.end()
        if end - start <= shortest:
            continue
        count = len(_VALUE.sub(" ", markup[start:end]).split()) - 1
        if count > limits.max_attributes:
            raise InputError(
                f"a tag with {count:,} attributes; the limit is {limits.max_attributes:,}, "
                "so this is not read as an article",
                where,
            )
