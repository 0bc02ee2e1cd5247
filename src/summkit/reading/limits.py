"""How much a page may ask of us: bytes, attributes, nesting, seconds."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.errors import ArgumentTypeError, InputError, UsageError
from summkit.patterns import regex

# Quotes count only after "=", as HTML has it: a stray quote elsewhere must not hide the rest of
# the page. So many pieces at a time, since the matcher remembers each: ten million "=" cost 2.5 GB.
_PIECES = r"""(?:[^>=]+|=(?:\s*(?:"[^"]*"|'[^']*'))?){1,1000}"""
_TAG = regex(rf"<[a-zA-Z](?:{_PIECES})?")
_MORE = regex(_PIECES)
_OPENED = regex("<[a-zA-Z]")
_VALUE = regex(r"""=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page or file may cost.

    Attributes
    ----------
    max_bytes
        Size of the page, after decompression.
    seconds
        Wall-clock time to fetch a page, and again to read it. 0: no limit, and
        the page is parsed in this process rather than in a child.
    max_attributes
        Attributes on one tag; real pages were seen with 70. The parser compares each with all
        before it: 40,000 cost two seconds, 200,000 about a minute.
    max_tags
        Tags on the page; real pages were seen with 20,000. Each costs some 3 kB of memory, and
        100,000 of them up to ten seconds.
    max_depth
        Tags inside each other; real pages were seen with 30. The parser drops what lies deeper
        than 2,048 without a word, so a deeper page is refused rather than read in part.
    redirects
        Redirects followed when fetching.
    allow_private
        Let a redirect lead from a public address to a private one.
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
    """Raise InputError where `size` bytes are more than allowed."""
    if size > limits.max_bytes:
        raise InputError(
            f"larger than the limit of {limits.max_bytes:,} bytes: raise `max_bytes`", where
        )


def check_tags(markup: str, limits: Limits, where: str = "") -> None:
    """Raise InputError where a page has more tags than allowed."""
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
    """Raise InputError where one tag has more attributes than allowed; linear in the page.

    It follows HTML's quoting but not every repair a parser makes; what slips through is stopped
    by the time limit.
    """
    shortest = 2 * limits.max_attributes  # "a " is the least an attribute takes
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
