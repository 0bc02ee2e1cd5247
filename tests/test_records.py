"""Records of every format and compression, and every kind of damage."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summkit import Article, UsageError
from summkit.reading import Failure, Limits, ReadOptions, parse_mapping, read

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BODY = (
    "The ferry to Holm was cancelled on Monday.\n\nThe council said it would run again on Friday."
)
RECORDS: list[dict[str, Any]] = [
    {"id": "a1", "headline": "Ferry to Holm cancelled", "dek": "Wind, says council", "body": BODY},
    {"id": "a2", "headline": 'Bakery, "oldest" in town, shuts', "dek": "", "body": "It is over."},
]


def as_jsonl(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_table(records: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def as_parquet(records: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), out, row_group_size=1)
    return out.getvalue()


FORMATS: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "jsonl": as_jsonl,
    "ndjson": as_jsonl,
    "json": lambda records: json.dumps(records, indent=2).encode(),
    "csv": as_table,
    "tsv": lambda records: as_table(records, "\t"),
    "parquet": as_parquet,
}
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".zst": zstd.compress,
}


def read_bytes(
    folder: Path, name: str, data: bytes, **options: Any
) -> tuple[list[Article], list[Failure]]:
    path = folder / name
    path.write_bytes(data)
    found = list(read(path, options=ReadOptions(**options), on_error="yield"))
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [item for item in found if isinstance(item, Failure)]


@pytest.mark.parametrize("compression", COMPRESSIONS)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_in_every_compression(tmp_path: Path, kind: str, compression: str) -> None:
    data = COMPRESSIONS[compression](FORMATS[kind](RECORDS))
    articles, failures = read_bytes(tmp_path, f"news.{kind}{compression}", data)
    assert failures == []
    assert [(a.id, a.headline, a.dek, a.body) for a in articles] == [
        ("a1", "Ferry to Holm cancelled", "Wind, says council", BODY),
        ("a2", 'Bakery, "oldest" in town, shuts', None, "It is over."),
    ]


def test_compression_shows_in_the_content_not_the_name(tmp_path: Path) -> None:
    articles, failures = read_bytes(tmp_path, "news.jsonl", gzip.compress(as_jsonl(RECORDS)))
    assert (len(articles), failures) == (2, [])
    articles, failures = read_bytes(tmp_path, "news.jsonl.gz", as_jsonl(RECORDS))
    assert (len(articles), failures) == (2, [])


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(as_jsonl([record])) for record in RECORDS)
    assert len(read_bytes(tmp_path, "news.jsonl.gz", data)[0]) == 2


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "json"])
def test_byte_order_marks(tmp_path: Path, kind: str, mark: str) -> None:
    records = [{**RECORDS[0], "headline": "Fähre fällt aus — 東"}]
    data = FORMATS[kind](records).decode().encode(mark)
    articles, failures = read_bytes(tmp_path, f"news.{kind}", data)
    assert failures == []
    assert articles[0].headline == "Fähre fällt aus — 東"


def test_files_put_behind_each_other_keep_the_mark_of_each(tmp_path: Path) -> None:
    marked = [FORMATS["jsonl"]([record]).decode().encode("utf-8-sig") for record in RECORDS[:2]]
    articles, failures = read_bytes(tmp_path, "news.jsonl", b"".join(marked))
    assert (len(articles), failures) == (2, [])


def test_ids_and_sources_are_made_of_file_and_line(tmp_path: Path) -> None:
    data = b'{"body": "One."}\n\n{"body": "Three.", "id": 7}\n'
    data += b'{"body": "Four.", "_id": {"$oid": "f"}}\n'
    articles, _ = read_bytes(tmp_path, "news.jsonl.gz", gzip.compress(data))
    assert [article.id for article in articles] == ["news:1", "7", "f"]
    assert [Path(article.source).name for article in articles] == [
        "news.jsonl.gz:1",
        "news.jsonl.gz:3",
        "news.jsonl.gz:4",
    ]


def test_an_empty_paragraph_is_none(tmp_path: Path) -> None:
    data = b'{"body": [null, "One.", "", NaN, "Two."], "id": "a"}\n'
    articles, failures = read_bytes(tmp_path, "news.jsonl", data)
    assert (articles[0].body, failures) == ("One.\n\nTwo.", [])


GOOD = b'{"body": "A good record."}'
BAD_LINES = {
    b"{": "not valid JSON",
    b"[1, 2]": "not a JSON object but a list",
    b"null": "not a JSON object but null",
    b'"text"': "not a JSON object but a text",
    b"17": "not a JSON object but a number",
    b"true": "not a JSON object but true or false",
    b"{}": "no field is recognised as the body",
    b'{"headline": "Only this"}': "the fields are 'headline'; name it in `mapping`, as in body=",
    b'{"body": ""}': "the body, 'body', is empty",
    b'{"body": " \\n "}': "the body, 'body', is empty",
    b'{"body": "\\u200b\\u0007"}': "the body, 'body', is empty",
    b'{"body": null}': "the body, 'body', is empty",
    b'{"body": NaN}': "the body, 'body', is empty",
    b'{"body": []}': "the body, 'body', is empty",
    b'{"body": 5}': "'body' contains a number, but a text is needed",
    b'{"body": Infinity}': "'body' contains a number, but a text is needed",
    b'{"body": {"a": 1}}': "'body' contains an object, but a text is needed",
    b'{"body": ["a", 5]}': "'body' contains a number inside a list, but a text is needed",
    b'{"body": "x", "headline": 5}': "'headline' contains a number, but a text is needed",
    b'{"body": "x", "dek": true}': "'dek' contains true or false, but a text is needed",
    b'{"body": "x", "id": ["a"]}': "'id' contains a list, but a text is needed",
    b'{"body": "x", "summary": {"a": 1}}': "'summary' contains an object, but a text is needed",
    b'{"body": "x", "summary": [1]}': "'summary' contains a number inside a list",
    b'{"body": "x", "references": [[["deep"]]]}': "lists that are nested too deeply",
    b'{"body": "x", "language": "double Dutch"}': "'double Dutch' is not a language code",
    b'{"body": "caf\xe9"}': "not UTF-8: byte 0xe9 at position 14",
    b'{"body": "tab\tinside"}': "not valid JSON",
    b'{"body": "nul\0inside"}': "not valid JSON",
    b'{"body": ' + b"9" * 5000 + b"}": "thousands of digits",
    b'{"body": ' + b"[" * 200_000: "nested too deeply",
    b'{"body": ' + b"[" * 200_000 + b"]" * 200_000 + b"}": "nested too deeply",
    b'{"body": "' + b"x" * 1_000_000 + b'"}': "the line is larger than the limit of 500,000 bytes",
}


@pytest.mark.parametrize("bad", BAD_LINES, ids=lambda bad: repr(bad[:40]))
def test_one_bad_line_is_one_failure(tmp_path: Path, bad: bytes) -> None:
    data = b"\n".join([GOOD, bad, GOOD])
    limits = Limits(max_bytes=500_000)
    articles, failures = read_bytes(tmp_path, "news.jsonl", data, limits=limits)
    assert [article.id for article in articles] == ["news:1", "news:3"]
    (failure,) = failures
    assert failure.where == f"{tmp_path / 'news.jsonl'}:2"
    assert BAD_LINES[bad] in failure.reason
    assert "\n" not in str(failure)


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path: Path) -> None:
    data = b'{"id": "\\udfff", "body": "Cut \\ud83d here.", "headline": "\\ud83d\\ude00 joins"}'
    (article,), failures = read_bytes(tmp_path, "news.jsonl", data)
    assert failures == []
    assert article.body == "Cut \ufffd here."
    assert article.headline == "\U0001f600 joins"
    article.id.encode()


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    data = gzip.compress(b'{"body": "' + b"x" * 50_000_000 + b'"}\n' + GOOD, 1)
    articles, failures = read_bytes(tmp_path, "news.jsonl.gz", data)
    assert len(articles) == 1
    assert failures[0].reason.startswith("the line is larger than the limit of 10,000,000 bytes")


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.jsonl.zst"])
def test_a_truncated_file_yields_what_came_before(tmp_path: Path, name: str) -> None:
    lines = as_jsonl([{"body": f"Number {n * 2654435761 % 2**32:x}."} for n in range(15_000)])
    data = COMPRESSIONS["." + name.rpartition(".")[2]](lines)
    articles, failures = read_bytes(tmp_path, name, data[: len(data) * 9 // 10])
    assert 5_000 < len(articles) < 15_000  # zstd packs 128 KiB as one
    assert "damaged or cut off" in failures[-1].reason


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.jsonl.zst", "page.txt.gz"])
def test_damaged_compression(tmp_path: Path, name: str) -> None:
    data = bytearray(COMPRESSIONS["." + name.rpartition(".")[2]](as_jsonl(RECORDS * 50)))
    for position in range(20, len(data), 7):
        data[position] ^= 0x5A
    _, failures = read_bytes(tmp_path, name, bytes(data))
    assert "damaged or cut off" in failures[-1].reason


# JSON


def test_json_object_and_lines_in_json(tmp_path: Path) -> None:
    one = json.dumps(RECORDS[0], indent=1).encode()
    assert len(read_bytes(tmp_path, "a.json", one)[0]) == 1
    assert len(read_bytes(tmp_path, "b.json", as_jsonl(RECORDS))[0]) == 2
    assert len(read_bytes(tmp_path, "c.jsonl", json.dumps(RECORDS).encode())[0]) == 2


def test_json_array_names_the_line_of_a_bad_element(tmp_path: Path) -> None:
    data = b'[\n {"body": "One [1], {x} and \\"two\\", all."},\n\n 5,\n'
    data += b' {"body": \n tru},\n {"body": "Six."}\n]\n'
    articles, failures = read_bytes(tmp_path, "news.json", data)
    assert [(a.id, a.body) for a in articles] == [
        ("news:2", 'One [1], {x} and "two", all.'),
        ("news:7", "Six."),
    ]
    assert [failure.where.rpartition(":")[2] for failure in failures] == ["4", "5"]


def test_json_array_with_a_giant_element(tmp_path: Path) -> None:
    data = b'[{"body": "' + b"x" * 3_000_000 + b'"}, {"body": "Fine."}]'
    articles, failures = read_bytes(tmp_path, "n.json", data, limits=Limits(max_bytes=200_000))
    assert [article.body for article in articles] == ["Fine."]
    assert "the record is larger" in failures[0].reason


def test_json_array_cut_off_or_followed_by_more(tmp_path: Path) -> None:
    articles, failures = read_bytes(tmp_path, "n.json", b'[{"body": "One."}, {"body": "Tw')
    assert len(articles) == 1
    assert "does not end" in failures[0].reason
    articles, failures = read_bytes(tmp_path, "n.json", b'[{"body": "One."}] and more')
    assert len(articles) == 1
    assert "not valid JSON" in failures[0].reason


def test_escapes_at_the_seams_of_chunks(tmp_path: Path) -> None:
    # Chunks of 64 KiB: the backslash of \" is before or after the first boundary.
    for pad in range(65_536 - 20, 65_536 + 4):
        records = [{"body": "y" * pad + '"} ,[ \\'}, {"body": "Next."}]
        articles, failures = read_bytes(tmp_path, "n.json", json.dumps(records).encode())
        assert failures == []
        assert [article.body[-7:] for article in articles] == ['"} ,[ \\', "Next."]


# CSV and TSV


def bodies(articles: list[Article]) -> list[str]:
    return [article.body for article in articles]


def where(failures: list[Failure]) -> list[str]:
    return [failure.where.rpartition(":")[2] for failure in failures]


CSV_CASES: dict[str, tuple[bytes, list[str], list[str]]] = {
    "too few columns": (b"1,One.\n2\n3,Three.\n", ["One.", "Three."], ["3"]),
    "too many columns": (b"1,One.\n2,Two,more\n3,Three.\n", ["One.", "Three."], ["3"]),
    "padding": (b"1,One.,,\n2,Two.\n", ["One.", "Two."], []),
    "blank rows": (b"\n1,One.\n\n,\n2,Two.\n", ["One.", "Two."], []),
    "NUL": (b"1,One.\n2,T\0wo\n3,Three.\n", ["One.", "Three."], ["3"]),
    "not UTF-8": ("1,Eé.\n2,T".encode() + b"\xe9\n3,Three.\n", ["Eé.", "Three."], ["3"]),
    "line breaks inside": (b'1,"One.\nAnd ""so"".\n"\n2,Two.\n', ['One.\n\nAnd "so".', "Two."], []),
    "carriage returns": (b'1,"One."\r\n2,Two.\r\n', ["One.", "Two."], []),
    "quote never closed": (
        b'1,One.\n2,"Two.\n3,Three.\n4,Four.\n',
        ["One.", "Three.", "Four."],
        ["3"],
    ),
    "quote closed too late": (
        b'1,One.\n2,"Two.\n3,"Three, too."\n4,Four.\n',
        ["One.", "Three, too.", "Four."],
        ["3"],
    ),
    "quote not doubled": (b'1,"One "x" y."\n2,Two.\n', ["Two."], ["2"]),
    "quote inside": (b'1,A 5" screen.\n2,Two.\n', ['A 5" screen.', "Two."], []),
    "no newline at the end": (b"1,One.\n2,Two.", ["One.", "Two."], []),
    "empty body": (b"1,One.\n2,\n", ["One."], ["3"]),
}


@pytest.mark.parametrize("case", CSV_CASES)
def test_csv_rows_and_failures(tmp_path: Path, case: str) -> None:
    data, expected, lines = CSV_CASES[case]
    articles, failures = read_bytes(tmp_path, "news.csv", b"id,body\n" + data)
    assert bodies(articles) == expected
    assert where(failures) == lines


def test_csv_line_numbers_count_lines_not_records(tmp_path: Path) -> None:
    data = b'id,body\n,"One.\n\nStill one."\n,Two.\n'
    articles, _ = read_bytes(tmp_path, "news.csv", data)
    assert [article.id for article in articles] == ["news:2", "news:5"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters(tmp_path: Path, delimiter: str) -> None:
    articles, failures = read_bytes(tmp_path, "news.csv", as_table(RECORDS, delimiter))
    assert failures == []
    assert articles[0].headline == "Ferry to Holm cancelled"


def test_csv_fields_longer_than_the_module_allows(tmp_path: Path) -> None:
    text = "Word after word. " * 20_000
    articles, failures = read_bytes(tmp_path, "n.csv", f'id,body\n1,"{text}"\n'.encode())
    assert failures == []
    assert len(articles[0].body) == len(text.strip())
    limits = Limits(max_bytes=100_000)
    for row in (f'1,"{text}"', '1,"' + "Short line.\n" * 20_000 + '"'):
        data = f"id,body\n{row}\n2,Two.\n".encode()
        articles, failures = read_bytes(tmp_path, "n.csv", data, limits=limits)
        assert bodies(articles)[-1] == "Two."
        assert "larger than the limit of 100,000 bytes" in failures[0].reason
        assert where(failures)[0] == "2"


def test_quotes_that_would_be_reread_for_ever(tmp_path: Path) -> None:
    # Each line has an opening quotation mark that the next line does not close.
    data = b"a,b,body\n" + b'a",,"c\n' * 200_000
    articles, failures = read_bytes(tmp_path, "n.csv", data, limits=Limits(max_bytes=100_000))
    assert articles == []
    assert failures


def test_csv_without_names_or_body(tmp_path: Path) -> None:
    _, failures = read_bytes(tmp_path, "n.csv", b"alpha,beta\n1,2\n3,4\n")
    (failure,) = failures
    assert (
        "the fields are 'alpha', 'beta'; name it in `mapping`, as in body=FIELD" in failure.reason
    )
    _, failures = read_bytes(tmp_path, "n.csv", b"")
    assert [failure.reason for failure in failures] == ["contains no record"]
    _, failures = read_bytes(tmp_path, "n.csv", b'"never closed\n')
    assert "no row of column names" in failures[0].reason


def test_tsv_written_without_quoting(tmp_path: Path) -> None:
    data = b'id\ttitle\tbody\n1\t"Ferry" is back\tOne.\n2\t"Open\tTwo.\n3\tC\t"Three" it is.\n'
    articles, failures = read_bytes(tmp_path, "n.tsv", data)
    assert failures == []
    assert [article.headline for article in articles] == ['"Ferry" is back', '"Open', "C"]
    assert bodies(articles) == ["One.", "Two.", '"Three" it is.']


def test_tsv_written_with_quoting(tmp_path: Path) -> None:
    data = b'id\tbody\n1\t"One.\n\nAnd two."\n2\tThree.\n'
    articles, failures = read_bytes(tmp_path, "n.tsv", data)
    assert failures == []
    assert bodies(articles) == ["One.\n\nAnd two.", "Three."]


def test_a_list_in_a_csv_cell(tmp_path: Path) -> None:
    data = as_table([{"body": BODY, "summary": '["No ferry.", "Wind."]'}])
    (article,), _ = read_bytes(tmp_path, "n.csv", data)
    assert article.references == (("No ferry.", "Wind."),)


# Parquet


def test_parquet_lists_nulls_and_batches(tmp_path: Path) -> None:
    records = [{"article": f"Text {n}.", "highlights": [f"S{n}", "T"]} for n in range(1000)]
    records[3]["article"] = None  # type: ignore[assignment]
    articles, failures = read_bytes(tmp_path, "n.parquet", as_parquet(records[:200]))
    assert len(articles) == 199
    assert articles[0].references == (("S0", "T"),)
    assert where(failures) == ["4"]


def test_parquet_damaged(tmp_path: Path) -> None:
    data = as_parquet(RECORDS)
    for bad in (data[:-20], b"PAR1" + b"\0" * 100 + b"PAR1", b"", b"plain text"):
        articles, failures = read_bytes(tmp_path, "n.parquet", bad)
        assert articles == []
        assert "Parquet file is damaged" in failures[0].reason
    broken = bytearray(data)
    broken[10:60] = b"\xff" * 50
    assert read_bytes(tmp_path, "n.parquet", bytes(broken))[1]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("n.parquet", "pyarrow", "parquet"), ("n.jsonl.zst", "backports.zstd", "zstd")],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    if sys.version_info >= (3, 14) and extra == "zstd":
        pytest.skip("zstd is part of this Python")
    monkeypatch.setitem(sys.modules, module, None)
    if extra == "zstd":
        monkeypatch.delattr("backports.zstd", raising=False)
    data = as_parquet(RECORDS) if extra == "parquet" else COMPRESSIONS[".zst"](GOOD)
    with pytest.raises(UsageError, match=rf"pip install 'summkit\[{extra}\]'"):
        read_bytes(tmp_path, name, data)


# Mapping


@pytest.mark.parametrize("kind", FORMATS)
def test_a_mapping_comes_first(tmp_path: Path, kind: str) -> None:
    records = [{"Überschrift": "Ferry off", "body": "Not this.", "corps": BODY, "kop": "Windy"}]
    mapping = parse_mapping("headline=Überschrift, body=corps,dek=kop")
    (article,), _ = read_bytes(tmp_path, f"n.{kind}", FORMATS[kind](records), mapping=mapping)
    assert (article.headline, article.body, article.dek) == ("Ferry off", BODY, "Windy")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_mapped_column_that_does_not_exist(tmp_path: Path, kind: str) -> None:
    mapping = {"headline": "titel"}
    expected = "no column 'titel' to map: the columns are 'id', 'headline', 'dek', 'body'"
    with pytest.raises(UsageError, match=expected):
        read_bytes(tmp_path, f"n.{kind}", FORMATS[kind](RECORDS), mapping=mapping)


def test_a_mapped_field_may_be_absent_from_some_records(tmp_path: Path) -> None:
    data = b'{"body": "One."}\n{"body": "Two.", "kop": "Dek"}\n'
    articles, failures = read_bytes(tmp_path, "n.jsonl", data, mapping={"dek": "kop"})
    assert failures == []
    assert [article.dek for article in articles] == [None, "Dek"]


def test_mapping_mistakes() -> None:
    for text, message in (
        ("titel=x", "no field 'titel'.*one of body, headline"),
        ("body", "not of the form FIELD=COLUMN"),
        ("body=a,body=b", "mapped twice"),
    ):
        with pytest.raises(UsageError, match=message):
            parse_mapping(text)
    with pytest.raises(UsageError, match="format 'xlsx' does not exist"):
        ReadOptions(format="xlsx")
    assert parse_mapping("summary=abc,dek=") == {"references": "abc", "dek": ""}


def test_a_name_of_several_lines_is_no_example_of_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "A mill burned down in Ostrava on Monday, and nobody was hurt in it. " * 9
    path.write_text(f'id,"of two\nlines"\na,"{text}"\n')
    (failure,) = read(path, on_error="yield")
    assert isinstance(failure, Failure)
    assert "\n" not in str(failure) and "as in body=FIELD" in str(failure)
