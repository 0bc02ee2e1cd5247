"""How to read: what the caller may set, and what becomes of what cannot be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from summkit.article import Article
from summkit.errors import ArgumentTypeError, UsageError
from summkit.reading.formats.registry import BY_NAME
from summkit.reading.limits import DEFAULT_LIMITS, Limits

FORMATS = ("auto", *BY_NAME)
TARGET_FIELDS = ("body", "headline", "dek", "references", "language", "id", "candidate", "items")
_SPELLINGS = {"summary": "references", "reference": "references", "title": "headline"}

Mapped = Mapping[str, str | Sequence[str]]
"""Field of an Article -> the column or path that holds it; of `references` there may be several."""

_BETWEEN = "\x1f"  # stands between the columns of several references: a name has no such character


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
        neither. `column_names` makes it from what a caller gives, where "references" may be
        several columns.
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


def column_names(mapping: Mapped | None) -> dict[str, str]:
    """Return a mapping as `ReadOptions` holds it, the columns of several references in one text.

    Raises
    ------
    UsageError
        For several columns of another field; ArgumentTypeError, a subclass, for what is no mapping.
    """
    if mapping is None:
        return {}
    if not isinstance(mapping, Mapping):
        raise ArgumentTypeError("mapping", mapping, "a dict such as {'body': 'content'}")
    names: dict[str, str] = {}
    for field_name, columns in mapping.items():
        name = _SPELLINGS.get(field_name, field_name)
        if isinstance(columns, list | tuple) and all(isinstance(each, str) for each in columns):
            if name != "references":
                raise UsageError(
                    f"mapping[{name!r}] takes one column; references alone take several"
                )
            columns = _BETWEEN.join(columns)
        names[name] = columns  # type: ignore[assignment]  # ReadOptions checks it
    return names


def with_mapping(options: ReadOptions, mapping: Mapped | None) -> ReadOptions:
    """Return the options with a mapping that was given beside them.

    Raises
    ------
    UsageError
        If they have one already.
    """
    if mapping is None:
        return options
    if options.mapping:
        raise UsageError("`mapping` is also in `options`: give it there alone")
    return replace(options, mapping=column_names(mapping))


def columns_of(mapped: str) -> list[str]:
    """Return the columns that a value of `ReadOptions.mapping` names; an empty one names none."""
    return [column for column in mapped.split(_BETWEEN) if column]


def parse_mapping(text: str) -> dict[str, str]:
    """Return {"headline": "title", "body": "text"} for "headline=title,body=text".

    "summary" is accepted for "references", "title" for "headline" and the like. ``dek=`` says
    that no column is the dek. "references" may be named several times, once a column.

    Raises
    ------
    UsageError
        If a part is not of the form FIELD=COLUMN, or a field is unknown or wrongly named twice.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        name = _SPELLINGS.get(name, name)
        if not equals:
            raise UsageError(f"mapping {part!r} is not of the form FIELD=COLUMN")
        if name in mapping and name != "references":
            raise UsageError(
                f"field {name!r} is mapped twice: references alone take several columns"
            )
        mapping[name] = f"{mapping[name]}{_BETWEEN}{column}" if name in mapping else column
    return ReadOptions(mapping=mapping).mapping  # type: ignore[return-value]  # checks the names
