"""One function reads files, folders, URLs and standard input."""

from __future__ import annotations

import gzip
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora import SHARED, corpus
from summkit import (
    Article,
    Document,
    InputError,
    Summariser,
    UsageError,
    compare,
    score,
    summarise,
)
from summkit.reading import Failure, Limits, ReadOptions, read
from summkit.reading.cleaning.characters import clean
from summkit.reading.options import FORMATS

HEADLINE = "Ferry to Holm cancelled for a third day"
BODY = (
    "The ferry to Holm was cancelled on Monday because of the wind, the harbour office said.\n\n"
    "It would try again on Friday, when calmer weather was expected along the whole coast."
)
TEXT = f"{HEADLINE}\n\n{BODY}\n"
PAGE = (
    f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    + "</article></body></html>"
)
STORY = f"{BODY}\n\n@highlight\n\nFerry cancelled\n\n@highlight\n\nFriday\nis next\n"
LINES = "".join(json.dumps({"body": text}) + "\n" for text in BODY.split("\n\n"))
ONE_PROCESS = ReadOptions(limits=Limits(seconds=0))


def found(source: Path | str, options: ReadOptions = ONE_PROCESS) -> list[Article | Failure]:
    return list(read(source, options=options, on_error="yield"))


def one(source: Path | str, options: ReadOptions = ONE_PROCESS) -> Article:
    (article,) = found(source, options)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("compression", ["", ".gz"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT), ("a.md", TEXT), ("a.text", TEXT), ("a", TEXT), ("a.html", PAGE),
        ("a.htm", PAGE), ("a.xhtml", PAGE), ("a", PAGE), ("a.txt", PAGE),
    ],
)  # fmt: skip
def test_texts_and_pages(tmp_path: Path, name: str, content: str, compression: str) -> None:
    path = tmp_path / (name + compression)
    path.write_bytes(gzip.compress(content.encode()) if compression else content.encode())
    article = one(path)
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert (article.id, article.source) == ("a", str(path))


@pytest.mark.parametrize("name", ["a.story", "a.txt", "a"])
def test_cnn_stories_with_highlights(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(STORY)
    article = one(tmp_path / name)
    assert article.body == BODY
    assert article.references == (("Ferry cancelled", "Friday is next"),)


def test_a_story_of_highlights_only(tmp_path: Path) -> None:
    (tmp_path / "a.story").write_text("@highlight\n\nOnly this\n")
    (failure,) = found(tmp_path / "a.story")
    assert failure == Failure(
        str(tmp_path / "a.story"), "the story has no text before its highlights"
    )


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (TEXT, 1), (PAGE, 1), (STORY, 1), (LINES, 2),
        (f"[{LINES.strip().replace(chr(10), ',')}]", 2),
        (json.dumps({"body": BODY}, indent=1), 1), ("[Updated at noon] " + TEXT, 1),
        ("{sic} " + TEXT, 1), ("\ufeff" + LINES, 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("compress", [False, True])
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: str, count: int, compress: bool
) -> None:
    data = gzip.compress(content.encode()) if compress else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = found("-")
    assert len(articles) == count
    assert all(isinstance(article, Article) for article in articles)
    assert str(articles[0].source).partition(":")[0] in ("-", "standard input")  # type: ignore[union-attr]


def test_standard_input_with_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,body\n1,One.\n")))
    assert one("-", ReadOptions(format="csv")).body == "One."
    monkeypatch.setattr(sys, "stdin", None)
    reason = "there is no standard input to read: give a file"
    assert found("-") == [Failure("standard input", reason)]


def test_files_of_a_folder_in_order(tmp_path: Path) -> None:
    for name, content in {
        "b.txt": TEXT, "a/z.html": PAGE, "a/b.story": STORY, "c.jsonl": LINES, "A.txt": TEXT,
        ".hidden.txt": TEXT, ".git/x.txt": TEXT, "photo.JPG": "x", "a/style.css": "x",
        "report.xlsx": "x", "report.dat": "x", "empty.txt": "",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nothing.txt").symlink_to(tmp_path / "absent")
    os.mkfifo(tmp_path / "pipe.txt")
    items = found(tmp_path)
    ids = [item.id for item in items if isinstance(item, Article)]
    assert ids == ["A", "a/b", "a/z", "b", "c:1", "c:2"]
    failures = {Path(item.where).name: item.reason for item in items if isinstance(item, Failure)}
    assert failures == {
        "empty.txt": "empty: there is nothing to read",
        "nothing.txt": "a link to a file that does not exist",
        "pipe.txt": "not a regular file",
        "report.dat": ".dat is not a kind of file that is read",
        "report.xlsx": "a spreadsheet is not read: save it as CSV",
    }


def test_an_empty_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == [
        Failure(str(tmp_path), "the folder contains no file that can be read")
    ]


@pytest.mark.parametrize("name", ["absent.txt", "absent/x.jsonl", "nul\0.txt", "x" * 5000])
def test_missing_files_and_folders(tmp_path: Path, name: str) -> None:
    (failure,) = found(f"{tmp_path}/{name}")
    assert isinstance(failure, Failure)
    assert "\n" not in str(failure)


def test_named_pipes_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(LINES))
    writer.start()
    assert len(found(pipe)) == 2
    writer.join()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\0\1\2", b"\x89PNG\r\n\x1a\n\0\0", b"PK\3\4\0\0\0"])
def test_binaries_are_failures(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data * 50)
    (failure,) = found(tmp_path / "a.txt")
    assert isinstance(failure, Failure)


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.html.gz", "bomb.story.gz"])
def test_decompression_bombs(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"0" * 30_000_000, 1))
    (failure,) = found(tmp_path / name)
    assert isinstance(failure, Failure)
    assert "larger than the limit of 10,000,000 bytes" in failure.reason


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {
            "/page": ("text/html", PAGE), "/text": ("text/plain", TEXT),
            "/mistyped": ("text/plain", PAGE),
        }  # fmt: skip
        kind, content = pages.get(self.path, ("", ""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_articles_and_failures_of_urls(site: str) -> None:
    for path in ("page", "text", "mistyped"):
        article = one(f"{site}/{path}", ReadOptions())
        assert (article.headline, article.body) == (HEADLINE, BODY)
        assert article.source == f"{site}/{path}"
    (failure,) = found(f"{site}/absent")
    assert isinstance(failure, Failure)
    assert failure.where == f"{site}/absent"


# The start of the fuzzed bytes, so that they pass the first check of each format.
_STARTS = [
    b"", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1", b"[", b'[{"body": "', b'{"body": "',
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\0", b'id,body\n"', b"body\tid\n", b"<html><p>",
    b"x\n@highlight\n",
]  # fmt: skip
_PIECES = st.sampled_from(
    [b'"', b",", b"\n", b"\t", b"\\", b"[", b"]", b"{", b"}", b'"body":', b"\0", b"\xff", b"\r",
     b"a word. ", b"\xe2\x82", b"@highlight\n", b"<div>", b"\\ud800", b"9" * 50]
)  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
@given(
    start=st.sampled_from(_STARTS),
    rest=st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=60).map(b"".join)),
    packed=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_an_article_or_a_failure(
    kind: str, start: bytes, rest: bytes, packed: bool
) -> None:
    options = ReadOptions(format=kind, limits=Limits(max_bytes=2_000, seconds=0))
    data = start + rest
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        path.write_bytes(gzip.compress(data) if packed else data)
        items = found(path, options)
    assert items
    for item in items:
        if isinstance(item, Article):
            assert item.body.strip()
            assert item.id
            for text in (item.body, item.id, item.headline or "", item.dek or ""):
                text.encode()
        else:
            assert item.where
            assert item.reason
            assert item.reason.isprintable(), item.reason


# Not ru_maxrss, because a child process inherits the peak of its parent.
_MEASURE = r"""
import re, sys
from pathlib import Path
from typing import Any
from summkit.reading import read
count = sum(1 for item in read(sys.argv[1], on_error="yield") if hasattr(item, "body"))
print(count, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def peak(path: Path) -> tuple[int, int]:
    """Return (articles, peak KiB) of reading a file in a separate process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    out = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        capture_output=True, text=True, check=True, env=environment,
    ).stdout.split()  # fmt: skip
    return int(out[0]), int(out[1])


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path, kind: str) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak is read from /proc")
    peaks = []
    filler = "The harbour stayed shut. " * 40
    for count in (500, 12_000):
        path = tmp_path / f"n{count}.{kind}.gz"
        with gzip.open(path, "wt", compresslevel=1) as out:
            out.write({"jsonl": "", "json": "[", "csv": "body\n"}[kind])
            for n in range(count):
                record = f"{n}. {filler}"
                line = record if kind == "csv" else json.dumps({"body": record})
                out.write(line + (",\n" if kind == "json" and n < count - 1 else "\n"))
            out.write("]" if kind == "json" else "")
        read_count, kib = peak(path)
        assert read_count == count
        peaks.append(kib)
    # The large file has 12 MB more text, which a list in memory would show.
    assert peaks[1] - peaks[0] < 5_000


def same(got: str | None, given: str | None) -> bool:
    """Return whether a field was read unchanged, apart from white space and "<b>...</b>"."""
    text = re.sub("</?b>", "", html.unescape(given or ""))
    return " ".join((got or "").split()) == " ".join(clean(text).split())


@pytest.mark.parametrize(
    "name", sorted(path.name.split(".")[0] for path in (SHARED / "corpora").glob("*.gz")) or ["bbc"]
)
def test_development_corpora(name: str) -> None:
    records = corpus(name, 50)
    reading = read(SHARED / "corpora" / f"{name}.jsonl.gz")
    for record, article in zip(records, reading, strict=False):
        assert isinstance(article, Article), article
        assert (article.id, article.language) == (record["id"], record["language"])
        assert same(article.headline, record["headline"])
        # A dek that a record lacks may be found below the headline repeated in its body.
        assert record["dek"] is None or same(article.dek, record["dek"])
        expected = record.get("references") or ([record["summary"]] if record["summary"] else [])
        assert len(article.references) == len(expected)
        for got, wanted in zip(article.references, expected, strict=True):
            assert all(map(same, got, wanted))
            assert len(got) == len(wanted)


THREE = '{"body": "One."}\n{"body": 3}\n{"body": "Two."}\n'


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Return a file of three records, of which the second cannot be read."""
    path = tmp_path / "three.jsonl"
    path.write_text(THREE)
    return path


def test_a_record_that_cannot_be_read_ends_reading_where_it_is(three: Path) -> None:
    articles = read(three)
    assert next(articles).body == "One."
    with pytest.raises(OSError, match=r"three\.jsonl:2: ") as caught:
        next(articles)
    assert isinstance(caught.value, InputError)
    assert caught.value.where == f"{three}:2"


def test_a_missing_source_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^/nope\.txt: there is no such file or folder$"):
        next(read("/nope.txt"))


class Refusing(Summariser, name="refusing"):
    def score(self, document: Document) -> list[float]:
        raise UsageError("not today")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks open files up in /proc")
def test_a_stored_error_keeps_no_file_open(three: Path) -> None:
    def is_open() -> bool:
        return any(os.path.realpath(each) == str(three) for each in Path("/proc/self/fd").iterdir())

    held = read(three)
    next(held)
    assert is_open()
    held.close()
    kept = []
    for fails, words in (
        (lambda: list(read(three)), "body"),
        (lambda: summarise(str(three)), "more than one article"),
        (lambda: score(["One."], articles=three), "body"),
        (lambda: compare(three, [Refusing()], target="dek", metrics=["length"]), "not today"),
    ):
        with pytest.raises((InputError, UsageError), match=words) as caught:
            fails()
        kept.append(caught.value)
        assert not is_open()


def test_records_that_are_skipped_are_counted(three: Path) -> None:
    with pytest.warns(UserWarning, match=r"three\.jsonl: 1 of 3 were skipped; the first: .*:2: "):
        assert [article.body for article in read(str(three), on_error="skip")] == ["One.", "Two."]


def test_records_that_fail_are_given_where_they_are_asked_for(three: Path) -> None:
    items = list(read(three, on_error="yield"))
    assert [type(item) for item in items] == [Article, Failure, Article]


def test_options_are_keywords(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("text\tb\nEin Satz.\t2\n")
    (article,) = read(path, format="tsv", mapping={"body": "text"}, language="de")
    assert (article.body, article.language) == ("Ein Satz.", "de")
    with pytest.raises(InputError, match="larger than the limit of 5 bytes: raise `max_bytes`"):
        list(read(path, max_bytes=5))


@pytest.mark.parametrize(
    ("given", "error", "reason"),
    [
        ({"source": 3}, TypeError, "`source` takes a path"),
        ({"source": b"x"}, TypeError, "`source` takes a path"),
        ({"source": None}, TypeError, "`source` takes a path"),
        ({"on_error": "ignore"}, ValueError, "`on_error` takes one of raise, skip, yield"),
        ({"language": 3}, TypeError, "`language` takes a code"),
        ({"mapping": "body=text"}, TypeError, "`mapping` takes a dict"),
        ({"format": "xlsx"}, ValueError, "'xlsx' does not exist"),
        ({"max_bytes": 1.5}, TypeError, "`max_bytes` takes a whole number"),
        ({"max_bytes": 0}, ValueError, "`max_bytes` must be at least 1"),
        ({"seconds": "9"}, TypeError, "`seconds` takes a number"),
        ({"options": {}}, TypeError, "`options` takes ReadOptions"),
        ({"options": ReadOptions(), "language": "en"}, ValueError, "`language` is also in"),
    ],
)
def test_wrong_options_are_refused_at_once(
    given: dict[str, Any], error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason) as caught:
        read(**{"source": "x.txt"} | given)
    assert isinstance(caught.value, UsageError)


def test_progress_of_reading_is_measured_in_bytes(tmp_path: Path) -> None:
    from summkit.reading.sources.corpus import Corpus

    line = '{"body": "It rained on Monday in Holm, and it snowed."}\n'
    (tmp_path / "a.jsonl").write_text(line * 20_000)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"".join([line.encode()] * 10)))
    (tmp_path / "c.txt").write_text("Rain in Holm\n\nIt rained on Monday in Holm, and it snowed.")
    corpus = Corpus([str(tmp_path)], ReadOptions())
    shares = [corpus.share() for _ in corpus.items()]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.2
    assert shares[10_000] == pytest.approx(0.5, abs=0.1)
    assert corpus.share() == 1
    cut = Corpus([str(tmp_path)], ReadOptions())
    shares = [cut.share() for _ in cut.shards(2_000)]
    assert shares == sorted(shares)
    assert shares[4] == pytest.approx(0.5, abs=0.3)  # read ahead by quarters of a megabyte
    assert cut.share() == 1
    assert Corpus(["-", str(tmp_path)], ReadOptions()).share() is None
    assert Corpus([str(tmp_path / "absent")], ReadOptions()).share() is None
