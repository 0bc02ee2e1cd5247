"""The JSON objects of summaries as a Parquet table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, Any

from summkit.errors import UsageError

_GROUP = 1000  # rows written together


def write_parquet(
    file: IO[bytes], lines: Iterable[str], targets: Sequence[str], *, include_body: bool = False
) -> None:
    """Write summaries as a table with one row per article and the columns of the JSON form.

    Parameters
    ----------
    lines
        Objects of `summkit.report.summaries.as_object` as JSON, without "explain" and
        "candidates", which have no fixed columns.
    targets
        The targets of the summaries. If there are several, they are fields of the column
        "written", as in the JSON form.
    include_body
        Whether the objects contain the body.

    Raises
    ------
    UsageError
        If pyarrow (the extra `parquet`) is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise UsageError(
            "writing Parquet needs an extra package: pip install 'summkit[parquet]'"
        ) from None
    schema = _schema(pyarrow, targets, include_body)
    stream = iter(lines)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while rows := [json.loads(line) for line in islice(stream, _GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _schema(pa: Any, targets: Sequence[str], include_body: bool) -> Any:
    text, whole = pa.string(), pa.int64()
    sentence = pa.struct(
        {"index": whole, "start": whole, "end": whole, "text": text, "score": pa.float64()}
    )
    written = {
        "text": text,
        "sentences": pa.list_(sentence),
        "words": whole,
        "characters": whole,
        "truncated": pa.bool_(),
        "shortened": pa.bool_(),
        "spans": pa.list_(pa.list_(whole)),
        "confidence": pa.float64(),
    }
    names = ("id", "source", "language", "headline", "dek", "method", "target")
    columns = dict.fromkeys(names, text)
    if len(targets) == 1:
        columns |= written
    else:
        columns["written"] = pa.struct(dict.fromkeys(targets, pa.struct(written)))
    if include_body:
        columns["body"] = text
    return pa.schema(list(columns.items()))
