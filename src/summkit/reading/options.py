"""How to read: what the caller may set, and what becomes of what cannot be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from summkit.article import Article
from summkit.errors import ArgumentTypeError, UsageError
from summkit.reading.formats.registry import BY_NAME
from summkit.reading.limits import DEFAULT_LIMITS, Limits

FORMATS = ("auto", *BY_NAME)
TARGET_FIELDS = ("body", "headline", "dek", "references", "language", "id", "candidate", "items")
_SPELLINGS = {"summary": "references", "reference": "references", "title": "headline"}


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or record that could not be read; reading goes on after it.

    Attributes
    ----------
    where
        Path, URL or "standard input"; a record adds its line, counted from 1 in the
        decompressed file (the row, for Parquet): ``news.jsonl.gz:17``.
    reason
        One line: what is wrong and, where it helps, what to do.
    """

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class Unread(ABC):
    """Something in memory that is still to be made an Article, in whichever process.

    Attributes
    ----------
    where
        As in a Failure.
    """

    __slots__ = ()
    where: str

    @abstractmethod
    def read(self) -> Article | Failure:
        """Return the article, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a caller may say about a source.

    Attributes
    ----------
    mapping
        Field of an Article -> column or key of the records that holds it, over what is
        recognised by itself; an empty name means that the field is not read at all. A key
        within an object has a path, as in "content.rendered" or "blocks[0].text".
        `parse_mapping` makes it from the command line's text. "items" is where a JSON document
        has its list of records, "candidate" the field of texts made elsewhere; an article has
        neither.
    language
        BCP 47 code given to every article, over what the source says.
    limits
        `max_bytes` bounds one page, text or record; a corpus may be of any size.
    format
        One of `FORMATS`; "auto" goes by the file's name and content.
    ignored
        Absolute paths, links resolved, that are passed over in folders: what is written there.

    Raises
    ------
    UsageError
        For an unknown format or an unknown field in `mapping`.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    limits: Limits = DEFAULT_LIMITS
    format: str = "auto"
    ignored: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.language is not None and not isinstance(self.language, str):
            raise ArgumentTypeError("language", self.language, "a code such as 'en'")
        if not isinstance(self.mapping, Mapping):
            raise ArgumentTypeError("mapping", self.mapping, "a dict such as {'body': 'content'}")
        if self.format not in FORMATS:
            raise UsageError(f"format {self.format!r} does not exist: one of {', '.join(FORMATS)}")
        for name in self.mapping:
            if name not in TARGET_FIELDS:
                raise UsageError(
                    f"an article has no field {name!r} to map to: one of {', '.join(TARGET_FIELDS)}"
                )
            if not isinstance(self.mapping[name], str):
                raise ArgumentTypeError(
                    f"mapping[{name!r}]",
                    self.mapping[name],
                    "a name or path such as 'content.text'",
                )


def parse_mapping(text: str) -> dict[str, str]:
    """Return {"headline": "title", "body": "text"} for "headline=title,body=text".

    "summary" is accepted for "references", "title" for "headline" and the like. ``dek=`` says
    that no column is the dek.

    Raises
    ------
    UsageError
        If a part is not of the form FIELD=COLUMN, or a field is unknown or named twice.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        name = _SPELLINGS.get(name, name)
        if not equals:
            raise UsageError(f"mapping {part!r} is not of the form FIELD=COLUMN")
        if name in mapping:
            raise UsageError(f"field {name!r} is mapped twice")
        mapping[name] = column
    return ReadOptions(mapping=mapping).mapping  # type: ignore[return-value]  # checks the names
