"""Read the rows of Parquet within limits, even if a file would unpack to huge sizes.

A file of 10 kB can contain a text of 100 MB once and refer to it in a million rows, or contain
pages of zeros. Each text is therefore read only once, as Parquet stores it. The unpacked sizes of a
row group's pages are read from their headers first. The size of a record is computed before the
record is made.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from summkit.errors import InputError, UsageError
from summkit.reading.formats.pages import Largest, columns_of_groups, largest_pages
from summkit.reading.formats.records import Row
from summkit.reading.stream import too_large

_MAGIC = b"PAR1"
_BATCH = 64  # rows per batch: articles may be long

PAGES = 1 << 28
"""Maximum unpacked bytes of one page of each column, in total; usual pages have about 1 MB."""

DICTIONARY = 1 << 24
"""Maximum unpacked bytes of a column's dictionary of texts; most writers stop at about 1 MB."""

COPIED = 1 << 30
"""Maximum bytes of a compressed or piped file, which must be copied before it can be read."""

_TEXTS = ("STRING", "NONE")
_MANY, _DENSE = 1_000_000, 10
"""Number of rows, and rows per byte of the file. A file that exceeds both limits is refused."""


def parquet_rows(
    pieces: Iterable[bytes], where: str, limit: int, raw: IO[bytes] | None = None
) -> Iterator[Row]:
    """Yield the rows of a Parquet file, batch by batch.

    The index is at the end of the file. Data that is compressed or comes through a pipe is
    therefore copied to a temporary file first.

    Parameters
    ----------
    pieces
        The content of the file.
    where
        The name of the file, for messages.
    limit
        Bytes that a record may have, unpacked.
    raw
        The file that the pieces come from, if the program can seek in it.

    Raises
    ------
    InputError
        If the file is not Parquet, is damaged, or is too large to be copied.
    UsageError
        If the extra is not installed.
    """
    parquet_module()  # a missing extra is reported before the copy begins
    if raw is not None and _is_parquet(raw):
        yield from parquet_file_rows(raw, where, limit)
        return
    most = max(COPIED, limit)
    with tempfile.TemporaryFile() as copy:
        for piece in pieces:
            copy.write(piece)
            if copy.tell() > most:
                raise InputError(
                    f"it unpacks to more than {most:,} bytes: unpack it to a file first, or raise "
                    "`max_bytes`",
                    where,
                )
        yield from parquet_file_rows(copy, where, limit)


def _is_parquet(raw: IO[bytes]) -> bool:
    """Return whether the file itself is Parquet, not compressed; the position does not change."""
    if not raw.seekable():
        return False
    place = raw.tell()
    raw.seek(0)
    found = raw.read(len(_MAGIC)) == _MAGIC
    raw.seek(place)
    return found


def parquet_file_rows(
    source: IO[bytes],
    where: str,
    limit: int,
    *,
    groups: Sequence[int] | None = None,
    first: int = 1,
) -> Iterator[Row]:
    """Yield the rows of some or all row groups of a file in which the program can seek.

    Parameters
    ----------
    source
        The file.
    where
        The name of the file, for messages.
    limit
        Bytes that a record may have, unpacked.
    groups
        The numbers of the row groups, from 0; None for all.
    first
        Number of the first row yielded.

    Raises
    ------
    InputError, UsageError
        As `parquet_rows`.
    """
    parquet = parquet_module()
    import pyarrow

    number = first - 1
    try:
        metadata = parquet.ParquetFile(source).metadata
        described = columns_of_groups(source)
        if len(described) != metadata.num_row_groups:
            raise ValueError("its index is damaged")
        for group in range(metadata.num_row_groups) if groups is None else groups:
            count = metadata.row_group(group).num_rows
            if not count:
                continue
            columns = described[group]
            pages = {each.path_in_schema: largest_pages(source, each) for each in columns}
            if reason := _refusal(source.seek(0, 2), count, columns, pages, limit):
                yield Row(number + 1, reason)
                number += count
                continue
            rows = PAGES // max(1, sum(map(max, pages.values())))
            # Without pre_buffer, only one batch and its pages are in memory at a time.
            file = parquet.ParquetFile(
                source, pre_buffer=False, read_dictionary=_repeated(metadata.schema, columns, pages)
            )
            size = max(1, min(_BATCH, rows))
            for batch in file.iter_batches(batch_size=size, row_groups=[group]):
                for value in _values(batch, limit):
                    number += 1
                    yield Row(number, value)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        place = f"{where}:{number + 1}" if number else where
        if "encrypt" in reason and "damaged" not in reason:
            message = "the Parquet file is encrypted, which is not read: decrypt it first"
            raise InputError(message, place) from None
        raise InputError(f"the Parquet file is damaged: {reason}", place) from None


def _refusal(
    size: int, rows: int, columns: Sequence[Any], pages: Mapping[str, Largest], limit: int
) -> str:
    """Return the reason why a row group is not read, or "" if it is read."""
    values = max([rows, *(column.num_values for column in columns)])
    if values > max(_MANY, _DENSE * size):
        return f"{values:,} values in a file of {size:,} bytes are no articles: not read"
    most = max(DICTIONARY, limit)
    if (dictionary := max((one.dictionary for one in pages.values()), default=0)) > most:
        return (
            f"a row group whose dictionary unpacks to {dictionary:,} bytes is larger than the "
            f"limit of {most:,} bytes: raise `max_bytes`"
        )
    most = max(PAGES, limit)
    if (together := sum(map(max, pages.values()))) > most:
        return (
            f"a row group whose pages unpack to {together:,} bytes is larger than the limit of "
            f"{most:,} bytes: raise `max_bytes`"
        )
    return ""


def _repeated(schema: Any, columns: Sequence[Any], pages: Mapping[str, Largest]) -> list[str]:
    """Return the columns of texts that are read as a dictionary, since copies may be too large.

    In a column of lists, one record can refer to a text as often as the column has values.
    """
    paths = []
    for place, column in enumerate(columns):
        leaf, path = schema.column(place), column.path_in_schema
        is_text = leaf.physical_type == "BYTE_ARRAY" and leaf.logical_type.type in _TEXTS
        times = column.num_values if leaf.max_repetition_level else _BATCH
        if is_text and pages[path].dictionary * times > PAGES:
            paths.append(path)
    return paths


def _values(batch: Any, limit: int) -> Iterator[dict[str, Any] | str]:
    """Yield the records of a batch; for a record that is too large, the message."""
    plain = _plain if any(map(_needs_conversion, batch.schema.types)) else dict
    if sum(map(_size, batch.columns)) <= limit:
        yield from map(plain, batch.to_pylist())
        return
    for place in range(batch.num_rows):
        row = batch.slice(place, 1)
        if sum(map(_size, row.columns)) > limit:
            yield too_large(limit)
        else:
            yield from map(plain, row.to_pylist())


def _needs_conversion(kind: Any) -> bool:
    """Return whether a type has no JSON form.

    Such types are bytes (texts of older writers) and decimals.
    """
    import pyarrow

    types = pyarrow.types
    if types.is_dictionary(kind):
        return _needs_conversion(kind.value_type)
    if kind.num_fields:
        return any(_needs_conversion(kind.field(place).type) for place in range(kind.num_fields))
    return "binary" in str(kind) or types.is_decimal(kind)


def _plain(value: Any) -> Any:
    """Return a value in which bytes that are UTF-8, and decimals, are texts."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    return value


def _size(array: Any) -> int:
    """Return the number of bytes of an array's values if each value is written out."""
    import pyarrow
    from pyarrow import compute

    types, kind = pyarrow.types, array.type
    if types.is_dictionary(kind):
        lengths = compute.binary_length(array.dictionary)
        return int(compute.sum(lengths.take(array.indices)).as_py() or 0)
    if types.is_map(kind):  # a slice has the keys and items of the whole array
        start, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
        return sum(_size(each.slice(start, end - start)) for each in (array.keys, array.items))
    if types.is_list(kind) or types.is_large_list(kind):
        return _size(array.flatten()) + 8 * len(array)
    if types.is_struct(kind):
        return sum(map(_size, array.flatten()))
    return int(array.nbytes)


def parquet_module() -> Any:
    """Return `pyarrow.parquet`; raise UsageError if the extra is not installed."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise UsageError(
            "reading Parquet needs an extra package: pip install 'summkit[parquet]'"
        ) from None
    return parquet
