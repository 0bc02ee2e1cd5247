"""The shards of a corpus contain the articles of the corpus, each once and in order."""

from __future__ import annotations

import gzip
import json
import pickle
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import InputError, UsageError
from summkit.reading import Failure, Limits, ReadOptions, Unread, read
from summkit.reading.sources import split as module
from summkit.reading.sources.shards import LineRange, Lines, RowRange
from summkit.reading.sources.split import shards

OPTIONS = ReadOptions()


def record(number: Any) -> Any:
    body = f"The harbour of town {number} was closed on Monday. Boats waited outside for a day."
    return {"headline": f"Harbour {number} closed", "body": body}


def jsonl(numbers: Any) -> Any:
    return "".join(json.dumps(record(number)) + "\n" for number in numbers).encode()


def items(sources: Any, options: Any = OPTIONS, records: int = 3) -> Any:
    """Return the items of all shards, each pickled as for another process."""
    cut = list(shards(sources, options, records))
    held = [list(pickle.loads(pickle.dumps(shard)).read()) for shard in cut]
    # Failures may be in a separate shard: no shard has more items than requested.
    assert all(len(each) <= records for each in held)
    return [item.read() if isinstance(item, Unread) else item for each in held for item in each]


def whole(sources: Any, options: Any = OPTIONS) -> Any:
    return [item for source in sources for item in read(source, options=options, on_error="yield")]


def test_every_kind_of_source_is_cut_without_loss(tmp_path: Path) -> None:
    (tmp_path / "plain.jsonl").write_bytes(jsonl(range(10)))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(jsonl(range(10, 17))))
    (tmp_path / "mark.jsonl").write_bytes(b"\xef\xbb\xbf" + jsonl(range(4)))
    (tmp_path / "wide.jsonl").write_bytes(jsonl(range(4)).decode().encode("utf-16"))
    (tmp_path / "noend.jsonl").write_bytes(jsonl(range(4)).rstrip())
    (tmp_path / "windows.jsonl").write_bytes(jsonl(range(4)).replace(b"\n", b"\r\n"))
    (tmp_path / "blank.jsonl").write_bytes(b"\n\n \n\n")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "cut.jsonl.gz").write_bytes(
        gzip.compress(random.Random(1).randbytes(9000).hex().encode().replace(b"7", b"\n"))[:3000]
    )
    bad = [b"{", b"[1]", b'{"body": ""}', b"\xff", b"", jsonl([1]).strip(), b"  "]
    (tmp_path / "bad.jsonl").write_bytes(b"\n".join(bad * 3))
    (tmp_path / "array.json").write_bytes(json.dumps([record(n) for n in range(5)]).encode())
    (tmp_path / "table.csv").write_text(
        'headline,body\n"A, b",It ended on Monday.\nC,"Two\nlines of it."\nonly\n'
    )
    (tmp_path / "page.html").write_text("<html><body><p>It rained on Monday in Holm.</p></html>")
    (tmp_path / "text.txt").write_text("Rain in Holm\n\nIt rained on Monday in Holm, and snowed.")
    (tmp_path / "what.pdf").write_bytes(b"%PDF")
    table = pa.Table.from_pylist([record(n) for n in range(11)])
    pq.write_table(table, tmp_path / "groups.parquet", row_group_size=4)
    pq.write_table(table, tmp_path / "group.parquet")
    pq.write_table(pa.Table.from_pylist([{"a": 1}]), tmp_path / "none.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    sources = [str(tmp_path), str(tmp_path / "absent.jsonl"), str(tmp_path / "plain.jsonl")]
    expected = whole(sources)
    assert sum(isinstance(item, Failure) for item in expected) > 10
    assert sum(not isinstance(item, Failure) for item in expected) > 60
    for records in (1, 2, 3, 7, 1000):
        assert items(sources, records=records) == expected


def test_large_files_are_cut_by_place_so_that_a_worker_reads_them(tmp_path: Path) -> None:
    (tmp_path / "plain.jsonl").write_bytes(jsonl(range(10)))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(jsonl(range(10))))
    pq.write_table(
        pa.Table.from_pylist([record(n) for n in range(10)]),
        tmp_path / "table.parquet",
        row_group_size=4,
    )

    def kinds(name: Any) -> Any:
        return [type(shard) for shard in shards([str(tmp_path / name)], OPTIONS, 4)]

    assert kinds("plain.jsonl") == [LineRange] * 3
    assert kinds("packed.jsonl.gz") == [Lines] * 3
    assert kinds("table.parquet") == [RowRange] * 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([b"\n", b" ", b"{}", b'{"body":"A b."}\n', b'"', b"\r"]), max_size=40),
    st.integers(1, 5),
    st.integers(1, 9),
)
def test_lines_are_cut_at_line_ends_wherever_a_read_ends(
    tmp_path_factory: pytest.TempPathFactory, parts: Any, records: Any, chunk: Any
) -> None:
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    path.write_bytes(b"".join(parts))
    before = module._CHUNK
    module._CHUNK = chunk
    try:
        assert items([str(path)], records=records) == whole([str(path)])
    finally:
        module._CHUNK = before


def test_a_shard_of_long_records_is_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BYTES", 300)
    monkeypatch.setattr(module, "_PLACED", 300)
    for name, data in (
        ("a.jsonl", jsonl(range(9))),
        ("a.jsonl.gz", gzip.compress(jsonl(range(9)), mtime=0)),
    ):
        (tmp_path / name).write_bytes(data)
        assert len(list(shards([str(tmp_path / name)], OPTIONS, 100))) >= 3
        assert items([str(tmp_path / name)], records=100) == whole([str(tmp_path / name)])


def test_a_line_over_the_limit_is_one_failure(tmp_path: Path) -> None:
    options = ReadOptions(limits=Limits(max_bytes=200))
    data = jsonl([1]) + b"x" * 1000 + b"\n" + jsonl([2])
    for name, packed in (("a.jsonl", data), ("a.jsonl.gz", gzip.compress(data))):
        (tmp_path / name).write_bytes(packed)
        expected = whole([str(tmp_path / name)], options)
        assert [type(item).__name__ for item in expected] == ["Article", "Failure", "Article"]
        assert items([str(tmp_path / name)], options, 1) == expected


def test_a_mapped_column_may_be_missing_in_a_shard_but_not_in_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [record(1), {**record(2), "kicker": "Ports"}, record(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    options = ReadOptions(mapping={"headline": "kicker"})
    assert items([str(path)], options, 1) == whole([str(path)], options)
    pq.write_table(pa.Table.from_pylist(rows[:1]), tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.parquet"):
        with pytest.raises(UsageError, match="no column 'title'"):
            items([str(tmp_path / name)], ReadOptions(mapping={"headline": "title"}))


def test_a_file_that_changes_after_it_was_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl([1, 2]))
    shard = next(shards([str(path)], OPTIONS, 2))
    path.write_bytes(jsonl([1, 3]))
    with pytest.raises(InputError, match="has changed"):
        list(shard.read())


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.csv"])
def test_equal_shards_have_equal_digests(tmp_path: Path, name: str) -> None:
    def digests(numbers: Any) -> Any:
        rows = [record(number) for number in numbers]
        path = tmp_path / name
        if name == "a.parquet":
            pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=2)
        elif name == "a.csv":
            path.write_text("body\n" + "".join(row["body"] + "\n" for row in rows))
        else:
            data = jsonl(numbers)
            path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        return [shard.digest for shard in shards([str(path)], OPTIONS, 2)]

    before = digests([1, 2, 3, 4])
    assert digests([1, 2, 3, 4]) == before
    after = digests([1, 2, 3, 5])
    assert after[0] == before[0]
    assert after[1] != before[1]
