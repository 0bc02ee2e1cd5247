"""`summarise` and `compare` over corpora: workers, kills, refused work, and full disks."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from test_engines import session, wait_until

pytestmark = pytest.mark.once

SAMPLES = Path(__file__).parents[1] / "samples"
RECORDS = [json.loads(line) for line in (SAMPLES / "articles.jsonl").read_text().splitlines()]

METHOD = '''
import os, time
from dataclasses import dataclass
from typing import ClassVar
from summkit.summarisers.base import Summariser

@dataclass(frozen=True)
class Touchy(Summariser):
    """The lead, but for articles that are too much for it."""
    name: ClassVar[str] = "touchy"
    paper: ClassVar[str] = "none"
    def score(self, document):
        if "DIE" in document.article.body:
            os._exit(7)
        if "HANG" in document.article.body:
            time.sleep(60)
        if "RAISE" in document.article.body:
            raise RuntimeError("too much")
        return [-sentence.index for sentence in document.sentences]
'''


def command(*arguments: Any) -> Any:
    return [sys.executable, "-m", "summkit", *map(str, arguments)]


def run(*arguments: Any, **more: Any) -> Any:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, timeout=120, **more
    )


def start(*arguments: Any, **more: Any) -> Any:
    return subprocess.Popen(
        command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **more,
    )


def one_line(done: Any, *parts: Any) -> None:
    """Check that a run ended with status 2 and one line, which has these parts."""
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    for part in parts:
        assert part in line


def records(copies: int) -> list[str]:
    return [
        json.dumps(record | {"id": f"{record['id']}-{copy}"}) + "\n"
        for copy in range(copies)
        for record in RECORDS
    ]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    path.write_text("".join(records(3)))
    return path


@pytest.fixture
def touchy(tmp_path: Path) -> Any:
    """Return an environment with a method that articles can make fail."""
    (tmp_path / "touchy_method.py").write_text(METHOD)
    info = tmp_path / "touchy_method-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: touchy-method\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[summkit.summarisers]\ntouchy = touchy_method:Touchy\n")
    return os.environ | {"PYTHONPATH": f"{os.environ['PYTHONPATH']}{os.pathsep}{tmp_path}"}


def test_summaries_are_the_same_from_any_number_of_workers(corpus: Any, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for source in ("strait-patrols.txt", "nurse-messages.html"):
        (folder / source).write_bytes((SAMPLES / source).read_bytes())
    (folder / "empty.txt").write_text("")
    (folder / "news.jsonl").write_text("".join([*records(2), "no JSON\n"]))
    one, two = (run("summarise", folder, "--target", "dek", "--workers", n) for n in (1, 2))
    assert one.stdout == two.stdout
    assert one.stdout.count("==>") == 40
    assert one.stderr == two.stderr
    failed = [Path(line.split(": ")[1]).name for line in one.stderr.splitlines()[:-1]]
    assert failed == ["empty.txt", "news.jsonl:39"]
    assert one.returncode == two.returncode == 1


def test_a_comparison_is_the_same_from_any_number_of_workers(corpus: Any, tmp_path: Path) -> None:
    arguments = ("compare", corpus, "--target", "dek", "--system", "newsrank", "--resamples", "100")
    tables = []
    for workers in (1, 3):
        done = run(*arguments, "--workers", workers, "--output", tmp_path / f"{workers}.json")
        assert done.returncode == 0, done.stderr
        tables.append(done.stdout + done.stderr)
    assert tables[0] == tables[1]
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "3.json").read_bytes()


def test_a_program_that_summarises_serves_every_worker(corpus: Any) -> None:
    program = (
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    d = json.loads(line)\n"
        "    print(json.dumps({'id': d['id'], 'sentences': [1, 0]}), flush=True)\n"
    )
    param = f"command={sys.executable} -c {json.dumps(program)}".replace("\\n", "\n")
    arguments = ("summarise", corpus, "--method", "command", "--param", param, "--target", "lede")
    one, two = (run(*arguments, "--workers", n) for n in (1, 2))
    assert (one.returncode, one.stderr) == (0, two.stderr)
    assert not one.stderr
    assert one.stdout == two.stdout
    missing = run(*arguments[:5], "command=no-such-program", "--workers", "2")
    one_line(missing, "command 'no-such-program' cannot be started")


@pytest.mark.parametrize("name", ["summarise", "compare"])
def test_an_article_that_crashes_or_hangs_its_worker_fails_alone(
    name: str, tmp_path: Path, touchy: Any
) -> None:
    lines = records(3)
    for place, what in ((5, "DIE"), (20, "HANG"), (40, "RAISE")):
        record = json.loads(lines[place])
        lines[place] = json.dumps(record | {"body": f"{what} is what it does. " * 3}) + "\n"
    path = tmp_path / "touchy.jsonl"
    path.write_text("".join(lines))
    how = ("--system" if name == "compare" else "--method", "touchy", "--target", "dek")
    to = ("--resamples", "100", "--output") if name == "compare" else ("-o",)
    more = (*to, tmp_path / "out.json")
    done = run(name, path, *how, *more, "--workers", "2", "--article-seconds", "1", env=touchy)
    assert done.returncode == 1
    found = [line for line in done.stderr.splitlines() if "touchy.jsonl:" in line]
    whose = "touchy: " if name == "compare" else ""
    assert [line.split("touchy.jsonl:")[1] for line in found] == [
        "6: its worker process ended (exit status 7)",
        "21: not finished within 1 seconds: raise --article-seconds",
        f"41: {whose}failed with RuntimeError: too much (touchy_method.py, line 18)",
    ]
    clean = tmp_path / "clean.jsonl"
    clean.write_text("".join(line for place, line in enumerate(lines) if place not in (5, 20, 40)))
    if name == "summarise":
        ids = [json.loads(line)["id"] for line in (tmp_path / "out.json").read_text().splitlines()]
    else:
        rows = json.loads((tmp_path / "out.json").read_text())["rows"]
        ids = list(dict.fromkeys(row[0] for row in rows))
    assert ids == [json.loads(line)["id"] for line in clean.read_text().splitlines()]


def test_killed_at_random_moments_summaries_resume_to_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(records(12)))
    arguments = ("summarise", path, "--method", "lead", "--workers", "2")
    whole, broken = tmp_path / "whole.parquet", tmp_path / "broken.parquet"
    partial = broken.with_name("broken.parquet.partial")
    assert run(*arguments, "-o", whole).returncode == 0
    draw = random.Random(11)
    kills, sizes = 0, [0]
    for _ in range(5):
        process = start(*arguments, "-o", broken, "--resume")
        wait_until(partial.exists)
        # Not after a fixed time, because on a busy machine every kill would come before any work.
        goal = sizes[-1] + draw.randrange(50_000)
        while process.poll() is None and partial.exists() and partial.stat().st_size < goal:
            time.sleep(0.001)
        if process.poll() is None:
            kills += 1
            process.kill()
        process.communicate()
        sizes.append(partial.stat().st_size if partial.exists() else 0)
        wait_until(lambda: not session(process.pid))  # noqa: B023
    done = run(*arguments, "-o", broken, "--resume")
    assert (done.returncode, done.stderr) == (0, "")
    assert kills >= 4
    assert sizes == sorted(sizes)
    assert broken.read_bytes() == whole.read_bytes()
    assert not partial.exists()
    ids = [json.loads(line)["id"] for line in records(12)]
    assert pyarrow.parquet.read_table(broken)["id"].to_pylist() == ids


def test_other_articles_or_options_are_not_resumed(corpus: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    (tmp_path / "news.jsonl").write_text(corpus.read_text())
    arguments = ("summarise", tmp_path / "news.jsonl", "-o", out, "--method", "lead")
    with start(*arguments) as process:
        wait_until(lambda: out.with_name("out.txt.partial").exists())
        wait_until(lambda: out.with_name("out.txt.partial").read_bytes().count(b"\n") > 5)
        process.kill()
    one_line(run(*arguments, "--resume", "--words", "9"), "other inputs or settings", "--resume")
    (tmp_path / "news.jsonl").write_text("".join(records(3)[1:]))
    one_line(run(*arguments, "--resume"), "the input has changed")
    assert run(*arguments).returncode == 0


def limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))


@pytest.mark.parametrize("name", ["summarise", "compare"])
def test_a_full_disk_during_a_run_is_one_line_and_finished_rows_stay(
    name: str, corpus: Any, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    how = ("--output", "--resamples", "9") if name == "compare" else ("-o", "--method", "lead")
    to = (how[0], out, "--workers", "2", "--target", "dek", *how[1:])
    # A file size limit makes write() fail just as a full disk does; it would also cut short
    # the bytecode that Python writes, which then cannot be imported.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = run(name, corpus, *to, preexec_fn=limited, env=environment)
    one_line(done, "out.json.partial: cannot be written: File too large", "--resume")
    rows = out.with_name("out.json.partial").read_text().splitlines()
    assert len(rows) > 5
    assert all(json.loads(row) for row in rows[:-1])  # the last may be torn
    assert run(name, corpus, *to, "--resume").returncode == 0
    if name == "summarise":
        ids = [json.loads(line)["id"] for line in out.read_text().splitlines()]
        assert ids == [json.loads(line)["id"] for line in records(3)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("name", ["summarise", "compare"])
def test_full_standard_output_is_one_line(name: str, corpus: Any) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(name, corpus, "--target", "dek", "--workers", "1"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    one_line(done, "error: standard output: No space left on device")


def test_a_reader_that_leaves_is_no_error(corpus: Any) -> None:
    process = start("summarise", corpus, "--workers", "2", "-f", "json")
    with process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    wait_until(lambda: not session(process.pid))


@pytest.mark.parametrize(("name", "option"), [("summarise", "-o"), ("compare", "--output")])
def test_an_unwritable_output_is_reported_before_the_work(
    name: str, option: str, corpus: Any
) -> None:
    done = run(name, corpus, option, "/proc/x.json")  # not even root may write there
    one_line(done, "/proc/x.json.partial: cannot be written: No such file or directory")


def feed(process: Any, lines: Any) -> None:
    process.stdin.write("".join(lines).encode())
    process.stdin.flush()


def test_a_second_run_into_the_same_file_is_refused(tmp_path: Path) -> None:
    out, partial = tmp_path / "out.txt", tmp_path / "out.txt.partial"
    arguments = ("summarise", "-", "-o", out, "--method", "lead")
    lines = records(4)
    with start(*arguments, "--workers", "1") as first:
        feed(first, lines[:40])
        wait_until(lambda: partial.exists() and partial.read_bytes().count(b"\n") > 20)
        for more in ((), ("--resume",)):
            done = run(*arguments, *more, input=lines[0])
            one_line(done, "out.txt.partial: another run is writing to this file")
        feed(first, lines[40:])
        _, errors = first.communicate()
        assert (first.returncode, errors) == (0, b"")
    assert out.read_text().count("==>") == len(lines)


@pytest.mark.parametrize("name", ["summarise", "compare"])
def test_a_folder_that_vanishes_is_one_line_and_its_journal_is_whole(
    name: str, tmp_path: Path
) -> None:
    folder, moved = tmp_path / "out", tmp_path / "moved"
    folder.mkdir()
    partial = folder / "x.json.partial"
    option = "--output" if name == "compare" else "-o"
    lines = records(4)
    arguments = (name, "-", option, folder / "x.json", "--target", "dek", "--workers", "1")
    with start(*arguments) as process:
        feed(process, lines[:40])
        wait_until(lambda: partial.exists() and partial.read_bytes().count(b"\n") > 20)
        folder.rename(moved)
        _, errors = process.communicate("".join(lines[40:]).encode())
    assert process.returncode == 2
    assert errors.count(b"\n") == 1
    assert b"x.json.partial: cannot be written, because it was moved or deleted" in errors
    moved.rename(folder)
    done = run(*arguments, "--resume", input="".join(lines))
    assert done.returncode == 0, done.stderr
    assert not partial.exists()


@pytest.mark.parametrize("after", [0.0, 1.0])
def test_an_interrupt_ends_all_processes_quietly(after: float, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(records(200)))
    process = start(
        *("summarise", path, "--workers", "2", "--method", "kl", "-o", tmp_path / "x"),
        # If these tests run as a background job of a shell, they ignore interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    wait_until((tmp_path / "x.partial").exists)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, out, errors) == (130, b"", b"")
    wait_until(lambda: not session(process.pid))
