"""What is on disk while a cluster works: parts of finished shards, and tries that were cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from summkit import UsageError
from summkit.engines import Outcome
from summkit.engines.parts import Parts, part
from summkit.engines.shard import Task, finish


@dataclass(frozen=True)
class Numbers:
    """A shard of numbers."""

    count: int
    digest: str = "d" * 64

    def read(self) -> Iterator[int]:
        yield from range(self.count)


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers, and keeps which; three is a bug."""

    seen: list[int] = field(default_factory=list)
    batch: int = 2

    def start(self):
        return self.double

    def double(self, items):
        self.seen.extend(items)
        if 3 in items:
            raise ValueError("three")
        return [2 * item for item in items]


def settle(outcome: Outcome) -> list:
    return [outcome.value, outcome.failure]


@pytest.fixture
def parts(tmp_path):
    made = Parts(tmp_path / "out", {"a": 1}, resume=False)
    yield made
    made.close()


def task(parts, count, run="run", work=None):
    shard = Numbers(count)
    place = parts.place(0, shard.digest)
    return Task(shard, work or Doubling(), settle, place, run, 60.0)


def write_try(task_, number, *lines):
    path = task_.place.with_name(f"{task_.place.name}.try{number}")
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


def rows(parts):
    parts.finish(0, "d" * 64)
    return list(parts.rows())


def test_a_shard_is_finished_once(parts):
    work = Doubling()
    finish(task(parts, 3, work=work))
    finish(task(parts, 3, work=work))
    assert work.seen == [0, 1, 2]
    assert rows(parts) == [[0, ""], [2, ""], [4, ""]]
    # Nothing else is left of it.
    assert [path.name for path in part(task(parts, 3).place).parent.iterdir()] == [
        part(task(parts, 3).place).name
    ]


def test_an_item_that_fails_costs_itself(parts):
    finish(task(parts, 5))
    found = rows(parts)
    assert [value for value, _ in found] == [0, 2, 4, None, 8]
    assert found[3][1].startswith("failed with ValueError: three (test_parts.py, line ")


def test_an_item_that_ended_two_workers_alone_has_failed(parts):
    work = Doubling()
    wanted = task(parts, 5, "again", work)
    write_try(wanted, 1, "again")  # at full speed: says nothing of any item
    write_try(wanted, 2, "again", [0], [0, ["kept", ""]], [1])
    write_try(wanted, 3, "again", [1])
    finish(wanted)
    # Neither what was done before nor what ends workers is done again.
    assert work.seen[:2] == [2, 3]
    assert rows(parts)[:3] == [["kept", ""], [None, "its process ended"], [4, ""]]


def test_an_item_that_ended_one_worker_is_tried_again(parts):
    wanted = task(parts, 2, "once")
    write_try(wanted, 1, "once")
    write_try(wanted, 2, "once", [1])
    finish(wanted)
    assert rows(parts) == [[0, ""], [2, ""]]


def test_ends_in_another_run_prove_nothing(parts):
    """A client that is killed takes its workers with it, wherever they are."""
    wanted = task(parts, 2, "this")
    for number in range(1, 9):
        write_try(wanted, number, "that", [0, ["kept", ""]], [1])
    finish(wanted)
    assert rows(parts) == [["kept", ""], [2, ""]]


def test_a_torn_line_of_a_try_is_not_taken_for_a_row(parts):
    wanted = task(parts, 2, "torn")
    path = write_try(wanted, 1, "torn", [0], [0, [100, ""]])
    path.write_text(path.read_text()[:-4])
    finish(wanted)
    assert rows(parts) == [[0, ""], [2, ""]]


def test_a_late_try_says_so(parts):
    wanted = task(parts, 1, "late")
    write_try(wanted, 1, "late")
    for number in (2, 3):
        write_try(wanted, number, "late", [0])
        wanted.place.with_name(f"{wanted.place.name}.late{number}").write_text("Timeout")
    finish(wanted)
    assert rows(parts) == [[None, "not finished within 60 seconds"]]


def test_workers_that_end_before_the_first_item_end_the_run(parts):
    wanted = task(parts, 1, "early")
    for number in range(1, 6):
        write_try(wanted, number, "early")
    with pytest.raises(UsageError, match="4 workers ended before its first article"):
        finish(wanted)


def test_a_worker_that_does_not_see_the_folder_says_so(parts, tmp_path):
    wanted = task(parts, 1)
    unseen = tmp_path / "elsewhere" / "x"
    with pytest.raises(UsageError, match="need the same file system"):
        finish(Task(wanted.shard, wanted.work, settle, unseen, "run", 60.0))
    assert not unseen.parent.exists()


def test_one_run_at_a_time_and_only_with_its_own_settings(tmp_path):
    first = Parts(tmp_path / "out", {"a": 1}, resume=False)
    with pytest.raises(UsageError, match="another run"):
        Parts(tmp_path / "out", {"a": 1}, resume=True)
    first.close()
    with pytest.raises(UsageError, match="other inputs or settings"):
        Parts(tmp_path / "out", {"a": 2}, resume=True)
    # Starting anew takes nothing over, and what an old worker still writes stands elsewhere.
    second = Parts(tmp_path / "out", {"a": 2}, resume=False)
    assert second.place(0, "d" * 64).parent != first.place(0, "d" * 64).parent
    second.close()


def test_a_part_that_is_gone_or_damaged_is_noticed(parts):
    finish(task(parts, 3))
    parts.finish(0, "d" * 64)
    assert parts.is_finished(0, "d" * 64)
    path = part(task(parts, 3).place)
    path.write_text(path.read_text()[:-3])
    with pytest.raises(UsageError, match=r"delete it and go on with --resume"):
        list(parts.rows())
    path.unlink()
    assert not parts.is_finished(0, "d" * 64)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    with pytest.raises(UsageError, match="cannot be made"):
        Parts(tmp_path / "absent" / "out", {}, resume=False)
