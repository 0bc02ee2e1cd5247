"""The files on disk during a run on a cluster: parts of finished shards, interrupted tries."""

from __future__ import annotations

import multiprocessing
import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from summkit import UsageError
from summkit.jobs import Result
from summkit.jobs.finished import FinishedShards, part
from summkit.jobs.task import Recipe, Task, finish


@dataclass(frozen=True)
class Numbers:
    """A shard of numbers."""

    count: int
    digest: str = "d" * 64

    def read(self) -> Iterator[int]:
        yield from range(self.count)


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers and records them; three raises an error."""

    seen: list[int] = field(default_factory=list)
    batch: int = 2

    def start(self) -> Any:
        return self.double

    def double(self, items: Any) -> Any:
        self.seen.extend(items)
        if 3 in items:
            raise ValueError("three")
        return [2 * item for item in items]


@dataclass(frozen=True)
class Deadly:
    """Doubles numbers; two ends the process, four hangs it inside C code."""

    batch: int = 1

    def start(self) -> Any:
        return self.double

    def double(self, items: Any) -> Any:
        if 2 in items:
            os._exit(7)
        if 4 in items:
            re.match("(a+)+$", "a" * 64 + "b")
        return [2 * item for item in items]


def settle(outcome: Result) -> list:
    return [outcome.value, outcome.failure]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Any]:
    made = FinishedShards(tmp_path / "out", {"shard": 1}, resume=False)
    yield made
    made.close()


def test_a_users_folder_is_not_emptied(tmp_path: Path) -> None:
    mine = tmp_path / "out.parts" / "mine"
    mine.mkdir(parents=True)
    (tmp_path / "link.parts").symlink_to(mine)
    for name in ("out", "link"):
        with pytest.raises(UsageError, match="the folder has other content"):
            FinishedShards(tmp_path / name, {"shard": 1}, resume=False)
    assert mine.is_dir()


def task(parts: Any, count: Any, seconds: float = 60.0) -> Any:
    shard = Numbers(count)
    place = parts.place(0, shard.digest)
    return Task(shard, place, str(uuid.uuid4()), seconds)


def done(wanted: Any, work: Any = None) -> Any:
    return finish(wanted, Recipe(work or Doubling(), settle))


def rows(parts: Any) -> Any:
    parts.add(0, "d" * 64)
    return list(parts.rows())


def test_a_shard_is_finished_once(parts: Any) -> None:
    work = Doubling()
    done(task(parts, 3), work)
    done(task(parts, 3), work)
    assert work.seen == [0, 1, 2]
    assert rows(parts) == [[0, ""], [2, ""], [4, ""]]
    # No other file of it remains.
    assert [path.name for path in part(task(parts, 3).place).parent.iterdir()] == [
        part(task(parts, 3).place).name
    ]


def test_without_a_place_the_rows_are_sent_back() -> None:
    wanted = Task(Numbers(3), None, "run", 60.0)
    assert done(wanted) == [[0, ""], [2, ""], [4, ""]]
    again = done(Task(Numbers(3), None, "run", 60.0, again=True), Deadly())
    assert [value for value, _ in again] == [0, 2, None]


def test_an_item_that_fails_does_not_affect_others(parts: Any) -> None:
    done(task(parts, 5))
    found = rows(parts)
    assert [value for value, _ in found] == [0, 2, 4, None, 8]
    assert found[3][1].startswith("failed with ValueError: three (test_parts.py, line ")


def test_an_interrupted_shard_runs_in_a_separate_process(parts: Any) -> None:
    work = Deadly()
    wanted = task(parts, 6, seconds=0.5)
    begun = wanted.place.with_name(wanted.place.name + ".begun")
    begun.touch()  # the file that a dead worker left
    done(wanted, work)
    assert not begun.exists()
    assert rows(parts) == [
        [0, ""],
        [2, ""],
        [None, "its worker process ended (exit status 7)"],
        [6, ""],
        [None, "not finished within 0.5 seconds: raise `article_seconds`"],
        [10, ""],
    ]


def test_a_worker_may_start_a_process_though_it_is_a_daemon(tmp_path: Path) -> None:
    """Dask's workers are daemons of multiprocessing, which normally cannot start processes."""
    worker = multiprocessing.get_context("spawn").Process(
        target=finish_begun, args=(tmp_path,), daemon=True
    )
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    parts = FinishedShards(tmp_path / "out", {"shard": 1}, resume=True)
    assert [value for value, _ in rows(parts)] == [0, 2]
    parts.close()


def finish_begun(folder: Any) -> None:
    parts = FinishedShards(folder / "out", {"shard": 1}, resume=False)
    wanted = task(parts, 2)
    wanted.place.with_name(wanted.place.name + ".begun").touch()
    done(wanted, Deadly())
    parts.close()


def test_a_worker_that_does_not_see_the_folder_says_so(parts: Any, tmp_path: Path) -> None:
    wanted = task(parts, 1)
    unseen = tmp_path / "elsewhere" / "x"
    with pytest.raises(UsageError, match="need the same file system"):
        done(Task(wanted.shard, unseen, "run", 60.0))
    assert not unseen.parent.exists()


def test_one_run_at_a_time_and_only_with_its_own_settings(tmp_path: Path) -> None:
    first = FinishedShards(tmp_path / "out", {"shard": 1}, resume=False)
    with pytest.raises(UsageError, match="another run"):
        FinishedShards(tmp_path / "out", {"shard": 1}, resume=True)
    first.close()
    with pytest.raises(UsageError, match="other inputs or settings"):
        FinishedShards(tmp_path / "out", {"shard": 2}, resume=True)
    # A new start uses no old parts, and an old worker writes to another folder.
    second = FinishedShards(tmp_path / "out", {"shard": 2}, resume=False)
    assert second.place(0, "d" * 64).parent != first.place(0, "d" * 64).parent
    second.close()


def test_missing_and_damaged_parts_are_reported(parts: Any) -> None:
    done(task(parts, 3))
    parts.add(0, "d" * 64)
    assert parts.has(0, "d" * 64)
    path = part(task(parts, 3).place)
    path.write_text(path.read_text()[:-3])
    with pytest.raises(UsageError, match=r"delete it and continue with `resume`"):
        list(parts.rows())
    path.unlink()
    assert not parts.has(0, "d" * 64)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be created"):
        FinishedShards(tmp_path / "absent" / "out", {}, resume=False)
