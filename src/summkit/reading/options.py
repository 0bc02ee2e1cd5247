"""The options for reading, and the types of items that were not read or cannot be read."""

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
"""Field of an Article -> its column or path; `references` may have several columns."""

_BETWEEN = "\x1f"  # separates the columns of several references; no name contains this character


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or record that could not be read; reading continues after it.

    Attributes
    ----------
    where
        Path, URL or "standard input"; for a record with its line, counted from 1 in the
        decompressed file (the row, for Parquet): ``news.jsonl.gz:17``.
    reason
        One line with the problem and, if possible, advice.

    Examples
    --------
    >>> import summkit as sk
    >>> [failure] = sk.read("missing.txt", on_error="yield")
    >>> failure.where, failure.reason
    ('missing.txt', 'there is no such file or folder')
    """

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class Unread(ABC):
    """Data in memory that any process can read as an Article.

    Attributes
    ----------
    where
        As in a Failure.
    """

    __slots__ = ()
    where: str

    @abstractmethod
    def read(self) -> Article | Failure:
        """Return the article, or a Failure with the reason why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The options of a source.

    Attributes
    ----------
    mapping
        Field of an Article -> its column or key in the records; takes precedence over recognised
        names. An empty name means that the field is not read at all. A key
        within an object has a path, such as "content.rendered" or "blocks[0].text".
        Two further fields exist that an Article does not have: "items" is the path of the list of
        records in a JSON document, and "candidate" is the field of texts that are to be scored.
        `parse_mapping` makes the mapping from the command line's text. `column_names` makes it from
        a caller's mapping, in which "references" may have several columns.
    language
        BCP 47 code for every article; takes precedence over the language in the source.
    limits
        `max_bytes` limits one page, text or record; a corpus may have any size.
    format
        One of `FORMATS`; "auto" recognises the format by the file's name and content.
    ignored
        Absolute paths, with links resolved, that are skipped in folders, such as output files.

    Raises
    ------
    UsageError
        If the format or a field in `mapping` is unknown.
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
        if not isinstance(self.format, str):
            raise ArgumentTypeError("format", self.format, f"one of {', '.join(FORMATS)}")
        if self.format not in FORMATS:
            raise UsageError(
                f"format {self.format!r} does not exist: choose one of {', '.join(FORMATS)}"
            )
        for name in self.mapping:
            if name not in TARGET_FIELDS:
                raise UsageError(
                    f"`mapping`: an article has no field {name!r} to map to: choose one of "
                    f"{', '.join(TARGET_FIELDS)}"
                )
            if not isinstance(self.mapping[name], str):
                raise ArgumentTypeError(
                    f"mapping[{name!r}]",
                    self.mapping[name],
                    "a name or path such as 'content.text'",
                )


def column_names(mapping: Mapped | None) -> dict[str, str]:
    """Return a mapping in the form of `ReadOptions`: several columns are joined to one text.

    Raises
    ------
    UsageError
        If a field other than the references has several columns. The subclass ArgumentTypeError is
        raised if the value is no mapping.
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
                    f"mapping[{name!r}] takes one column; only references take several"
                )
            columns = _BETWEEN.join(columns)
        names[name] = columns  # type: ignore[assignment]  # ReadOptions checks it
    return names


def with_mapping(options: ReadOptions, mapping: Mapped | None) -> ReadOptions:
    """Return the options together with a mapping, which the caller passed as a separate parameter.

    Raises
    ------
    UsageError
        If the options already have a mapping.
    """
    if mapping is None:
        return options
    if options.mapping:
        raise UsageError("`mapping` is also in `options`: give it only there")
    return replace(options, mapping=column_names(mapping))


def columns_of(mapped: str) -> list[str]:
    """Return the columns in a value of `ReadOptions.mapping`; an empty value has no columns."""
    return [column for column in mapped.split(_BETWEEN) if column]


def parse_mapping(text: str) -> dict[str, str]:
    """Return {"headline": "title", "body": "text"} for "headline=title,body=text".

    "summary" is accepted for "references", "title" for "headline", and so on. ``dek=`` means
    that no column is the dek. "references" may occur several times, once per column.

    Raises
    ------
    UsageError
        If a part is not of the form FIELD=COLUMN, a field is unknown, or a field other than
        "references" occurs twice.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        name = _SPELLINGS.get(name, name)
        if not equals:
            raise UsageError(f"`mapping` {part!r} is not of the form FIELD=COLUMN")
        if name in mapping and name != "references":
            raise UsageError(
                f"`mapping`: field {name!r} is mapped twice: only references take several columns"
            )
        mapping[name] = f"{mapping[name]}{_BETWEEN}{column}" if name in mapping else column
    return ReadOptions(mapping=mapping).mapping  # type: ignore[return-value]  # checks the names
