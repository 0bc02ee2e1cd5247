"""Small files that unpack to huge data, and endless inputs, end or are refused by name."""

from __future__ import annotations

import gzip
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from summkit import files
from summkit.article import Article
from summkit.cli import main
from summkit.cohesion.need import FAR
from summkit.cohesion.ties import ties_of
from summkit.document import analyse
from summkit.errors import InputError
from summkit.evaluation.history import history_of
from summkit.evaluation.saved import load_run
from summkit.metrics.base import Candidate
from summkit.metrics.registry import METRICS
from summkit.reading import Limits, read
from summkit.reading.formats import parquet as parquet_rows
from summkit.reading.formats.doubts import doubt
from summkit.reading.formats.feeds import read_feed
from summkit.reading.formats.html import parse_html
from summkit.reading.formats.pages import _column, _header, columns_of_groups
from summkit.reading.limits import check_tags
from summkit.reading.options import Failure, ReadOptions
from summkit.reading.sources.rows import entries
from summkit.reading.sources.split import shards
from summkit.summarisers import similarity
from summkit.summarisers.registry import create
from summkit.system import System

pytestmark = pytest.mark.once

pa = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
pq = pytest.importorskip("pyarrow.parquet")

BODY = "The ferry sails again. It is late."
SMALL = 10_000


def found(path: Path, most: int = SMALL) -> list[Article | Failure]:
    return list(read(path, on_error="yield", max_bytes=most))


def reasons(path: Path, most: int = SMALL) -> list[str]:
    """Read a file in this process, and by position as workers do; return the kind of each item."""
    here = found(path, most)
    options = ReadOptions(limits=Limits(max_bytes=most))
    apart: list[Article | Failure] = []
    for shard in shards([str(path)], options, 3):
        apart += [item if isinstance(item, Failure) else item.read() for item in shard.read()]
    assert apart == here
    return ["article" if isinstance(item, Article) else item.reason for item in here]


def write(path: Path, columns: dict[str, object], **how: object) -> Path:
    pq.write_table(pa.table(columns), path, **how)
    return path


def once(text: str, rows: int) -> object:
    """Return a column in which many rows refer to one text."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))


def test_a_parquet_row_over_the_limit_fails_alone(tmp_path: Path) -> None:
    bodies = [BODY, "word " * 3000, BODY, None]
    path = write(tmp_path / "a.parquet", {"id": list("abcd"), "body": bodies})
    assert reasons(path) == [
        "article",
        "larger than the limit of 10,000 bytes: raise `max_bytes`",
        "article",
        reasons(path)[3],
    ]
    assert "body" in reasons(path)[3]
    with pytest.raises(InputError, match=r"a\.parquet:2: larger than the limit of 10,000 bytes"):
        list(entries(str(path), ReadOptions(limits=Limits(max_bytes=SMALL))))


def test_parquet_texts_used_by_many_rows_are_stored_once(tmp_path: Path) -> None:
    rows, text = 3000, "word " * 200_000  # 3 GB, written out
    path = tmp_path / "once.parquet"
    write(path, {"id": [str(n) for n in range(rows)], "body": once(text, rows)},
          compression="zstd", dictionary_pagesize_limit=1 << 25)  # fmt: skip
    assert path.stat().st_size < 50_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = found(path)
    assert len(items) == rows and "larger than the limit of 10,000 bytes" in str(items[-1])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB


def test_texts_within_a_list_count_too(tmp_path: Path) -> None:
    texts = pa.ListArray.from_arrays(
        pa.array([0, 2, 40], pa.int32()), pa.array(["word " * 100] * 40)
    )
    path = write(tmp_path / "a.parquet", {"id": ["a", "b"], "body": texts})
    assert reasons(path) == ["article", "larger than the limit of 10,000 bytes: raise `max_bytes`"]


@pytest.mark.parametrize(
    ("columns", "how", "reason"),
    [
        (
            {"body": ["word " * 600_000]},
            {"use_dictionary": False},
            "a row group whose pages unpack to 3,000,0",
        ),
        (
            {"body": ["word " * 300_000, BODY]},
            {"dictionary_pagesize_limit": 1 << 30},
            "a row group whose dictionary unpacks to 1,500,0",
        ),
        (
            {"body": pa.nulls(2_000_000, pa.string())},
            {"row_group_size": 2_000_000},
            "2,000,000 values in a file of",
        ),
    ],
)
def test_row_groups_that_would_fill_the_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: Any, how: Any, reason: str
) -> None:
    monkeypatch.setattr(parquet_rows, "PAGES", 2_000_000)
    monkeypatch.setattr(parquet_rows, "DICTIONARY", 1_000_000)
    path = write(tmp_path / "a.parquet", columns, compression="zstd", **how)
    (only,) = reasons(path)
    assert only.startswith(reason)


def test_the_groups_after_a_refused_one_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_rows, "DICTIONARY", 1_000_000)
    path = tmp_path / "a.parquet"
    schema = pa.schema({"id": pa.string(), "body": pa.string()})
    with pq.ParquetWriter(path, schema, dictionary_pagesize_limit=1 << 30) as writer:
        for number, text in enumerate([BODY, "word " * 300_000, BODY]):
            writer.write_table(pa.table({"id": [str(number)] * 2, "body": [text] * 2}, schema))
    items = [*map(str, found(path))]
    assert len(items) == 5 and "a.parquet:3: a row group whose dictionary" in items[2]
    assert reasons(path)[-1] == "article"


def test_parquet_values_are_read_unchanged(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": ["a", None, "a"],
            "tags": pa.array([["x", None], [], None], pa.list_(pa.string())),
            "meta": pa.array([{"k": "v", "n": 1}, None, {"k": None, "n": 2}]),
            "more": pa.array([[("k", "v")], [], None], pa.map_(pa.string(), pa.string())),
            "raw": pa.array([b"\xff", None, b""], pa.binary()),
            "number": [1.5, None, 2],
        }
    )
    for how in ({}, {"use_dictionary": False}, {"data_page_version": "2.0"}):
        path = tmp_path / "a.parquet"
        pq.write_table(table, path, **how)
        with path.open("rb") as raw:
            rows = list(parquet_rows.parquet_file_rows(raw, "a", 10_000))
        # Bytes that are UTF-8 are text: older writers mark none.
        assert [row.value for row in rows] == [
            {**row, "raw": "" if row["raw"] == b"" else row["raw"]} for row in table.to_pylist()
        ]


def test_compressed_parquet_does_not_fill_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_rows, "COPIED", 20_000)
    path = tmp_path / "a.parquet.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"PAR1" + bytes(1_000_000) + b"PAR1")
    (only,) = reasons(path)
    assert only.startswith("it unpacks to more than 20,000 bytes: unpack it to a file first")


def test_plain_parquet_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_rows, "COPIED", 1)
    path = write(tmp_path / "a.parquet", {"id": ["a"], "body": [BODY]})
    assert reasons(path, 100) == ["article"]


@pytest.mark.parametrize("data", [b"", b"\x15", b"\x1c" * 50, b"\x19\xfc\xff\xff\x7f", b"\x15" * 9])
def test_damaged_headers_of_pages_are_errors(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "page"
    path.write_bytes(data)
    with path.open("rb") as raw, pytest.raises(ValueError, match="header is"):
        _header(raw)


def test_the_index_is_read_as_pyarrow_does(tmp_path: Path) -> None:
    lists = pa.array([["x"], [], None], pa.list_(pa.string()))
    columns = {"id": ["a", "b", "c"], "n": [1, 2, None], "tags": lists}
    path = write(tmp_path / "a.parquet", columns, row_group_size=2)
    metadata = pq.ParquetFile(path).metadata
    with path.open("rb") as raw:
        groups = columns_of_groups(raw)
    assert len(groups) == metadata.num_row_groups == 2
    for number, group in enumerate(groups):
        for place, column in enumerate(group):
            other = metadata.row_group(number).column(place)
            assert column == tuple(getattr(other, name) for name in column._fields)
    for damaged in (b"PAR1", b"PAR1" + b"\xff" * 20 + b"PAR1", path.read_bytes()[:-40]):
        (tmp_path / "b").write_bytes(damaged)
        with (tmp_path / "b").open("rb") as raw, pytest.raises((ValueError, OverflowError)):
            columns_of_groups(raw)


@pytest.mark.parametrize("place", [{}, b"x", -1])
def test_an_index_with_a_wrong_type_instead_of_a_number_is_damaged(place: Any) -> None:
    whole = {3: [b"body"], 5: 1, 7: 10, 9: 4, 11: 4}
    assert _column(whole).dictionary_page_offset == 4
    for field in (5, 7, 9, 11):
        with pytest.raises(ValueError, match="index is damaged"):
            _column(whole | {field: place})


def test_a_page_header_with_a_wrong_size_is_read_unchanged(tmp_path: Path) -> None:
    """The sum in the index says 60 bytes; the page itself says 1 GB, which pyarrow would make."""
    path = write(tmp_path / "a.parquet", {"body": [BODY]}, use_dictionary=False, compression="zstd")
    data = bytearray(path.read_bytes())
    (size,) = [pq.ParquetFile(path).metadata.row_group(0).column(0).total_uncompressed_size]
    assert size < 200
    varint = data.index(bytes([0x15]), 4 + 2)  # the second field of the header at byte 4
    assert data[4:6] == b"\x15\x00"
    huge = b""
    number = 2 * (1 << 30)
    while number > 127:
        huge, number = huge + bytes([number & 127 | 128]), number >> 7
    huge += bytes([number])
    end = varint + 1
    while data[end] & 128:
        end += 1
    (tmp_path / "page").write_bytes(bytes(data[4 : varint + 1]) + huge + bytes(data[end + 1 :]))
    with (tmp_path / "page").open("rb") as raw:
        assert _header(raw)[2] == 1 << 30


@pytest.mark.parametrize("name", ["many.jsonl.gz", "many.csv.gz", "many.tsv.gz"])
def test_too_many_empty_lines_end(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"\r\n" * 300_000, 1))
    start = time.process_time()
    assert reasons(path) == ["more than 100,000 empty lines up to line 100,001"]
    assert time.process_time() - start < 10


def test_endless_inputs_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    proc = Path("/proc/self/environ")
    for path, what in [
        (tmp_path / "zero.jsonl", "a device"),
        *([(proc, "a file of /proc")] if proc.exists() else []),
    ]:
        assert reasons(path) == [f"is {what}, not a regular file: give its content as -"]
        with pytest.raises(InputError, match="not a regular file"):
            list(entries(str(path), ReadOptions()))


def test_a_pipe_without_a_writer_times_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert reasons(tmp_path / "pipe.jsonl") == [
        "is a named pipe to which no process has written for 0.1 seconds"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("summarise", "a.jsonl", "--config", "FILE"),
        ("check", "--config", "FILE"),
        ("check",),  # the baseline
        ("summarise", "a.jsonl", "--model", "FILE"),
        ("score", "a.jsonl", "--workers", "1", "-r", "FILE"),
        ("score", "FILE", "--workers", "1", "-r", "a.jsonl"),
        ("score", "a.jsonl", "--workers", "1", "--articles", "FILE"),
        ("compare", "FILE", "--workers", "1", "-t", "dek"),
        ("compare", "a.jsonl", "--workers", "1", "-t", "dek", "--outputs", "x=FILE"),
        ("history", "FILE"),
        ("headline", "FILE", "-c", "A ferry sails"),
        ("headline", "a.jsonl", "--candidates", "FILE"),
        ("train", "FILE", "--workers", "1", "-t", "dek", "-o", "model.json"),
    ],
)
@pytest.mark.parametrize("kind", ["pipe.json", "zero.json", "environ.json"])
def test_every_option_refuses_endless_inputs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: Any,
    kind: str,
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.02)
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.json")
    Path("zero.json").symlink_to("/dev/zero")
    Path("environ.json").symlink_to("/proc/self/environ")
    Path("a.jsonl").write_text(
        '{"id": "a", "dek": "It sails.", "body": "The ferry sails again."}\n'
    )
    Path("summkit.toml").write_text(
        f'[check]\ncorpora = ["a.jsonl"]\ntarget = "dek"\nmargin = 2\nbaseline = "{kind}"\n'
        '[check.systems.one]\nmethod = "lead"\n'
    )
    monkeypatch.setattr(sys, "argv", ["summkit", *(w.replace("FILE", kind) for w in words)])
    with pytest.raises(SystemExit) as left:
        main()
    out, said = capsys.readouterr()
    assert (left.value.code, out, "Traceback" in said) == (2, "", False), said
    assert kind in said and ("not a regular file" in said or "named pipe" in said)


def test_nested_lists_are_no_run(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 200_000)
    for read_it in (load_run, lambda path: history_of([path])):
        with pytest.raises(InputError, match=r"deep\.json: .*not valid JSON"):
            read_it(tmp_path / "deep.json")


def test_feed_entries_without_end_tags_are_read_in_linear_time() -> None:
    """In an earlier version each entry searched its end in the whole rest: 11 s for 400 kB."""
    times = []
    for count in (5_000, 20_000):
        feed = (
            b"<rss><channel>"
            + b"<item>" * count
            + b"<item><description>It sails.</description></item>"
        )
        start = time.process_time()
        rows = read_feed(feed, where="a").rows
        times.append(time.process_time() - start)
        assert [isinstance(row, str) for row in rows] == [True] * count + [False]
    assert times[1] < 0.5 + 8 * times[0]


def test_an_inherited_stream_is_read(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b'{"id": "a", "body": "The ferry sails again."}\n')
    os.close(theirs)
    try:
        (article,) = read(f"/dev/fd/{ours}", format="jsonl")
    finally:
        os.close(ours)
    assert article.body == "The ferry sails again."


def test_folders_with_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "text.txt").write_text(BODY)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    items = [*map(str, found(tmp_path))]
    assert len(items) == 2 and items[1].endswith("self.txt: a link to a file that does not exist")


def test_a_page_of_too_many_tags_is_refused_at_once() -> None:
    start = time.process_time()
    page = "<html><title>Ferry</title><p>The ferry sails.</p>" + "<br>" * 1_870_000
    with pytest.raises(InputError, match=r"a page of 1,870,003 tags; the limit is 100,000"):
        parse_html(page.encode(), limits=Limits(seconds=0))
    assert time.process_time() - start < 5
    check_tags("a < b " * 200_000, Limits())  # no tags
    with pytest.raises(InputError, match="a page of 3 tags; the limit is 2"):
        check_tags("<p><br><br>", Limits(max_tags=2))


@pytest.mark.parametrize("name", ["kl", "lexrank", "textrank", "reduction", "submodular", "pacsum"])
def test_methods_that_compare_each_sentence_with_all_have_a_limit(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "LIMIT", 1100)
    body = " ".join(f"Ferry {number} sails." for number in range(1200))
    document = analyse(Article(body=body, id="a"), "en")
    with pytest.raises(InputError, match=f"1200 sentences are too many for {name}, which compares"):
        create(name).score(document)


@pytest.mark.parametrize(
    ("name", "most", "instead"),
    [
        ("kl", 400, "kl"),
        ("lex-rank", 2_000, "lexrank"),
        ("text-rank", 2_000, "textrank"),
        ("lsa", 2_000, "lsa"),
        ("reduction", 2_000, "reduction"),
        ("sum-basic", 6_000, "sumbasic"),
        ("luhn", 12_000, "luhn"),
        ("edmundson", 12_000, "edmundson"),
    ],
)
def test_methods_of_sumy_have_a_limit(name: str, most: int, instead: str) -> None:
    body = "The ferry sails. " * (most + 1)
    document = analyse(Article(body=body, id="a"), "en")
    words = (
        f"{most + 1} sentences are too many for sumy:{name}: the limit is {most}; use {instead}$"
    )
    with pytest.raises(InputError, match=words):
        create(f"sumy:{name}").score(document)


@pytest.mark.parametrize("part", ["A ", "'s ", "*a "])
@pytest.mark.parametrize("target", ["dek", "headline"])
def test_a_sentence_without_an_end_is_not_parsed(part, target):
    """In an earlier version 50 kB took 6 to 15 seconds, since labelling a parse is quadratic."""
    document = analyse(Article(body=part * (50_000 // len(part)), id="a", headline="Late"), "en")
    start = time.process_time()
    System(create("newsrank"), target).summarise(document)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("marks", ['"', "“", "“”", "'", '“ "', "«»", "’s "])
def test_readability_is_linear_in_quotation_marks(marks: str) -> None:
    metric = METRICS.create("readability")
    times = []
    for count in (2_000, 8_000):
        body = f"The ferry sails {marks * count} today. It is late."
        document = analyse(Article(body=body, id="a"), "en")
        start = time.process_time()
        metric.values(Candidate(body, (body,)), (), document)
        times.append(time.process_time() - start)
    assert times[1] < 1 + 8 * times[0]  # four times as many; sixteen would be quadratic


@pytest.mark.parametrize("sentence", ["The plan fails. ", "Mr Leeson came. ", "But it is late. "])
def test_antecedents_are_searched_in_a_limited_number_of_sentences(sentence: str) -> None:
    count = FAR + 300
    body = "A plan of Nick Leeson came. " + sentence * count
    document = analyse(Article(body=body, id="a"), "en")
    needs = [ties_of(document).needs(index) for index in range(count)]
    assert any(needs)
    assert max(len(need.earlier) for several in needs for need in several) <= FAR + 1
    for index in (1, FAR):  # in an article as they are, nothing is left out
        for need in needs[index]:
            assert not need.earlier or len(need.earlier) == index


@pytest.mark.parametrize("run", ["“", "“a", '"', "‘", "‘a’b", "„", "「"])
def test_rows_of_quotation_marks_take_no_longer_than_their_number(run: str) -> None:
    document = analyse(Article((run * 40_000)[:40_000]))
    begun = time.process_time()
    for target in ("headline", "dek"):
        assert System("newsrank", target=target).summarise(document).confidence < 1
    assert time.process_time() - begun < 3  # 60,000 of the first took 8 seconds


def test_a_row_of_stops_on_a_page_is_no_sentence() -> None:
    begun = time.process_time()
    assert doubt(None, (), "!" * 200_000) == ""
    assert time.process_time() - begun < 1
