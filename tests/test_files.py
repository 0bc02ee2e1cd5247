"""Files are replaced whole or not at all; journals survive a kill at any byte."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit import UsageError
from summkit.files import replacing, sweep, write_atomically
from summkit.jobs.finished import FinishedShards, part, write_part
from summkit.jobs.journal import Journal

pytestmark = pytest.mark.once

ROWS = [{"article": f"a{i}", "text": "Zoë…" * i} for i in range(5)]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, ["né", "w\n"])
    assert path.read_bytes() == "néw\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old")

    def pieces() -> Iterator[Any]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, pieces())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_only_files_of_killed_runs_are_deleted(tmp_path: Path) -> None:
    code = "import os; from pathlib import Path; from summkit.files import write_atomically\n"
    code += f"write_atomically(Path({str(tmp_path / 'x.json')!r}), (os._exit(9) for _ in '1'))"
    subprocess.run([sys.executable, "-c", code], check=False)
    (tmp_path / ".x.json.mine").write_text("")
    assert len(list(tmp_path.iterdir())) == 2
    sweep(tmp_path / "x.json")
    assert [path.name for path in tmp_path.iterdir()] == [".x.json.mine"]


def test_the_next_writer_deletes_them_but_no_locked_file(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    (tmp_path / ".x.json.killed.unfinished").write_text("half")
    with replacing(path) as file:
        file.write(b"first")
        (ours,) = tmp_path.iterdir()  # the file of a killed run was deleted
        write_atomically(path, ["second"])
        assert ours.exists()
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_atomically(tmp_path / "link.json", ["new"])
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/full", "/tmp"])
def test_folders_and_devices_are_not_replaced(path: str) -> None:
    with pytest.raises(UsageError, match=f"{path}: cannot be written: it is not a file"):
        write_atomically(Path(path), ["x"])


def test_a_moved_journal_is_not_appended_to(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", "h", resume=False) as journal:
        journal.append(1)
        (tmp_path / "j").rename(tmp_path / "k")
        with pytest.raises(UsageError, match="moved or deleted"):
            journal.append(2)
    with Journal(tmp_path / "k", "h", resume=True) as journal:
        assert list(journal.finished()) == [1]


def test_no_directory_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone/run.json: cannot be written: there is no "):
        write_atomically(tmp_path / "gone" / "run.json", ["x"])


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_full_disk_is_one_line_and_finished_rows_stay(tmp_path: Path) -> None:
    # A file size limit makes write() fail just as a full disk does.
    code = f"""
import resource, signal
from pathlib import Path
from summkit.files import write_atomically
from summkit.jobs.finished import FinishedShards, part, write_part
from summkit.jobs.journal import Journal
from summkit.errors import UsageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    write_atomically(Path({str(tmp_path / "a.json")!r}), ["x" * 5000])
except UsageError as error:
    print(error)
try:
    with Journal(Path({str(tmp_path / "j")!r}), "h", resume=False) as journal:
        for number in range(100):
            journal.append([number, "x" * 90])
except UsageError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.count("cannot be written: File too large") == 2
    assert not (tmp_path / "a.json").exists()
    with Journal(tmp_path / "j", "h", resume=True) as journal:
        kept = [number for number, _ in journal.finished()]
    assert kept == list(range(len(kept)))
    assert len(kept) > 10
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize("kind", ["text", "link", "hard link"])
def test_a_file_that_is_no_journal_is_not_emptied(kind: str, tmp_path: Path) -> None:
    mine, path = tmp_path / "mine.txt", tmp_path / "out.jsonl.partial"
    mine.write_text("mine\n")
    if kind == "link":
        path.symlink_to(mine)
    elif kind == "hard link":
        os.link(mine, path)
    else:
        path.write_text("mine\n")
    with pytest.raises(UsageError, match="this file is not a journal of summkit"):
        Journal(path, {"summkit_summaries": 3}, resume=False)
    assert path.read_text() == mine.read_text() == "mine\n"


@pytest.mark.parametrize("start", ["", '{"summ', '{"summkit_summaries": 2}\n[1]\n', '{"form": 1'])
def test_a_journal_can_be_restarted_even_if_it_is_damaged(start: str, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl.partial"
    path.write_text(start)
    with Journal(path, {"summkit_summaries": 3}, resume=False):
        assert path.read_text() == '{"summkit_summaries": 3}\n'


@given(st.integers(0, 2000))
def test_a_journal_cut_at_any_byte_loses_only_the_torn_row(cut: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        with Journal(path, {"work": 1}, resume=False) as journal:
            for row in ROWS:
                journal.append(row)
        whole = path.read_bytes()
        path.write_bytes(whole[:cut])
        complete = whole[:cut].count(b"\n")
        with Journal(path, {"work": 1}, resume=True) as journal:
            rows = list(journal.finished())
            assert rows == ROWS[: max(0, complete - 1)]
            for row in ROWS[len(rows) :]:
                journal.append(row)
        assert path.read_bytes() == whole


def test_other_work_and_a_second_writer_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, {"work": 1}, resume=False) as journal:
        journal.append(1)
        with pytest.raises(UsageError, match="another run is writing to this file"):
            Journal(path, {"work": 1}, resume=True)
    with pytest.raises(UsageError, match="other inputs or settings"):
        Journal(path, {"work": 2}, resume=True)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines == [{"work": 1}, [f"{zlib.crc32(b'1'):08x}", 1]]


@pytest.mark.parametrize("change", ["a bit", "a byte less", "a byte more", "a row less"])
def test_a_changed_journal_is_not_resumed(tmp_path: Path, change: str) -> None:
    """A file changed by a disk error or by hand caused a traceback, or silently wrong results."""
    path = tmp_path / "journal"
    with Journal(path, {"work": 1}, resume=False) as journal:
        for row in ROWS:
            journal.append(row)
    whole = path.read_bytes()
    start = whole.index(b"\n") + 1
    for place in range(start, len(whole)):
        data = bytearray(whole)
        if change == "a bit":
            data[place] ^= 1
        elif change == "a byte less":
            del data[place]
        elif change == "a byte more":
            data[place:place] = b"0"
        else:
            at = data.rfind(b"\n", 0, place) + 1
            del data[at + 20 : data.index(b"\n", at)]
        path.write_bytes(data)
        # If the last row has lost its end, it is incomplete and its work is repeated.
        torn = not data.endswith(b"\n")
        with nullcontext() if torn else pytest.raises(UsageError, match="is damaged: delete it"):
            Journal(path, {"work": 1}, resume=True).close()


@pytest.mark.parametrize("rows", [[], [["a", 1.5], {"b": "\ud800\u2028"}, 2]])
def test_a_finished_shard_that_was_changed_is_not_joined(tmp_path: Path, rows: list[Any]) -> None:
    with closing(FinishedShards(tmp_path / "out", {"work": 1}, resume=False)) as shards:
        place = shards.place(0, "d")
        write_part(place, rows)
        shards.add(0, "d")
        assert [*shards.of(0)] == rows
        path = part(place)
        whole = path.read_bytes()
        changed = [whole[:cut] for cut in range(len(whole))]
        changed += [
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))
        ]
        for data in changed:
            path.write_bytes(data)
            with pytest.raises(UsageError, match="delete it and continue with `resume`"):
                list(shards.of(0))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="Permission denied"):
        write_atomically(tmp_path / "x", ["x"])
