"""Work mapped over items gives the same outcomes on any number of processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summkit.errors import UsageError
from summkit.jobs import IterableSource, Local, Result, Unguarded, cores, local
from summkit.jobs.ending import living

pytestmark = pytest.mark.once

POOL = {"few": 0}


@dataclass(frozen=True)
class Squares:
    """Squares numbers; an item can request another behaviour, such as a crash."""

    batch: int = 5

    def start(self) -> Any:
        return squares


def squares(items: Any) -> Any:
    return [square(item) for item in items]


def square(item: Any) -> Any:
    match item:
        case "raise":
            raise ValueError("two\nlines")
        case "usage":
            raise UsageError("nothing of this can be done")
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "sleep":
            time.sleep(60)
        case "hang":  # in C, without letting other threads run
            re.match(r"(a+)+$", "a" * 40 + "b")
        case "pid":
            return os.getpid()
        case "threads":
            return [os.environ[f"{name}_NUM_THREADS"] for name in ("OPENBLAS", "OMP", "RAYON")]
        case "interrupt":
            return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    return item * item


@dataclass(frozen=True)
class Unstartable:
    kind: str
    batch: int = 1

    def start(self) -> None:
        if self.kind == "usage":
            raise UsageError("no such model")
        os._exit(4)


@pytest.fixture(autouse=True)
def ours() -> Iterator[Any]:
    """Yield the processes that the test has started; none may be left after it.

    Other modules' tests may use a server with its own processes.
    """
    others = living()
    yield lambda: [child for child in living() if child not in others]
    assert [child for child in living() if child not in others] == []


@pytest.mark.parametrize(("workers", "chunk"), [(1, None), (1, 7), (3, None), (2, 7), (3, 100)])
def test_results_come_in_input_order(workers: int, chunk: int | None) -> None:
    found = list(Local(workers, chunk=chunk, **POOL).map(Squares(), iter(range(250))))
    assert found == [Result(n, n * n) for n in range(250)]


class Slowly:
    """A source that gives each number only after the previous number was answered."""

    def __init__(self, count: Any) -> None:
        self.count, self.answered = count, 0

    def items(self) -> Iterator[Any]:
        for number in range(self.count):
            assert self.answered == number
            yield number

    def ready(self) -> Any:
        return False

    def share(self) -> Any:
        return None


@pytest.mark.parametrize("workers", [1, 2])
def test_each_item_is_answered_before_the_next_is_waited_for(workers: int) -> None:
    source = Slowly(40)
    for result in Local(workers, **POOL).map(Squares(), source.items(), source):
        assert result.value == source.answered**2
        source.answered += 1
    assert source.answered == 40


@dataclass(frozen=True)
class Brisk(Squares):
    brisk: bool = True


class Known(IterableSource):
    """A source of numbers with a known count and a simulated clock."""

    def __init__(self, count: Any, monkeypatch: pytest.MonkeyPatch, seconds: Any) -> None:
        super().__init__(self.counted(count))
        self.count, self.read, self.now = count, 0, 0.0
        self.seconds = seconds
        monkeypatch.setattr(local.time, "monotonic", self.clock)

    def counted(self, count: Any) -> Iterator[Any]:
        for number in range(count):
            self.read = number + 1
            yield "pid"

    def clock(self) -> Any:
        self.now += self.seconds * 5 / 2  # the clock is read twice per batch of five
        return self.now

    def share(self) -> Any:
        return self.read / self.count


@pytest.mark.parametrize(
    ("count", "seconds", "here"),
    [
        (400, 0.001, 400),  # 0.2 s would be saved
        (400, 0.02, 35),  # 4 s less would be: as soon as enough are known
        (60, 0.05, 60),
    ],
)
def test_the_pool_starts_only_if_it_saves_time(
    count: int, seconds: float, here: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pooled = []
    monkeypatch.setattr(Local, "_pool", lambda self, work, rest, source: pooled.extend(rest) or [])
    source = Known(count, monkeypatch, seconds)
    found = list(Local(2).map(Brisk(), source.items(), source))
    assert {outcome.value for outcome in found} == {os.getpid()}
    assert (len(found), len(pooled)) == (here, count - here)


@pytest.mark.parametrize(
    ("share", "here"),
    [
        (0.05, 35),  # another process reads the pages: the pool would save 1.8 s
        (0.3, 400),  # the machine is busy, and the pool would save 0.5 s of processor time
        (1.0, 35),  # the pool would save 1.8 s
    ],
)
def test_on_a_busy_machine_processor_time_decides_about_the_pool(
    share: float, here: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Local, "_pool", lambda self, work, rest, source: [*rest][:0])
    source = Known(400, monkeypatch, 0.01)
    monkeypatch.setattr(local.time, "process_time", lambda: source.now * share)
    found = list(Local(2).map(Brisk(), source.items(), source))
    assert len(found) == here


def test_few_items_start_no_process() -> None:
    found = list(Local(4, few=3).map(Squares(), ["pid", "pid"]))
    assert {outcome.value for outcome in found} == {os.getpid()}
    assert list(Local(4, few=3).map(Squares(), [])) == []
    found = list(Local(2, few=3).map(Squares(), ["pid"] * 3))
    assert os.getpid() not in {outcome.value for outcome in found}


@pytest.mark.parametrize(("workers", "chunk"), [(1, None), (1, 1), (2, 4)])
def test_an_exception_costs_its_item(workers: int, chunk: int | None) -> None:
    items = [1, 2, "raise", 4, "raise", 6]
    found = list(Local(workers, chunk=chunk, **POOL).map(Squares(), items))
    assert [outcome.value for outcome in found] == [1, 4, None, 16, None, 36]
    for outcome in (found[2], found[4]):
        assert re.fullmatch(
            r"failed with ValueError: two lines \(test_engines.py, line \d+\)", outcome.failure
        )


@pytest.mark.parametrize(("workers", "chunk"), [(1, None), (1, 4), (2, None), (2, 4)])
def test_an_error_of_the_whole_work_ends_the_run_at_its_item(
    workers: int, chunk: int | None
) -> None:
    seen = []
    with pytest.raises(UsageError, match="nothing of this"):
        for outcome in Local(workers, chunk=chunk, **POOL).map(Squares(), [1, 2, "usage", 4, 5]):
            seen.append(outcome.value)
    assert seen == [1, 4]


@pytest.mark.parametrize("chunk", [None, 6])
def test_an_item_that_crashes_or_hangs_its_worker_fails_alone(chunk: int | None) -> None:
    items = [1, "kill", 3, "hang", 5, "exit", 7, "sleep", *range(9, 60)]
    found = list(Local(2, seconds=0.7, chunk=chunk, **POOL).map(Squares(), items))
    assert [outcome.item for outcome in found] == items
    failures = {outcome.item: outcome.failure for outcome in found if outcome.failure}
    assert failures == {
        "kill": "its worker process ended (signal SIGKILL)",
        "exit": "its worker process ended (exit status 3)",
        "hang": "not finished within 0.7 seconds: raise `article_seconds`",
        "sleep": "not finished within 0.7 seconds: raise `article_seconds`",
    }
    assert all(o.value == o.item**2 for o in found if not o.failure)


def test_workers_killed_from_outside_cost_nothing(ours: Any) -> None:
    found = []
    for outcome in Local(2, chunk=3, **POOL).map(Squares(), range(400)):
        found.append(outcome)
        if len(found) in (30, 150, 270):
            os.kill(ours()[0].pid, signal.SIGKILL)
    assert found == [Result(n, n * n) for n in range(400)]


def test_work_that_cannot_start_is_one_error() -> None:
    with pytest.raises(UsageError, match="no such model"):
        list(Local(2, **POOL).map(Unstartable("usage"), range(9)))
    with pytest.raises(UsageError, match=r"do not start \(exit status 4\): set `workers` to 1"):
        list(Local(2, **POOL).map(Unstartable("exit"), range(9)))


def test_reading_is_not_far_ahead_and_may_fail() -> None:
    read = 0

    def numbers() -> Iterator[Any]:
        nonlocal read
        for number in range(100_000):
            read += 1
            yield number
            if number == 5000:
                raise OSError("the disk is gone")

    ahead, count = 0, 0
    with pytest.raises(OSError, match="the disk is gone"):
        for count, _ in enumerate(Local(2, **POOL).map(Squares(), numbers()), 1):
            ahead = max(ahead, read - count)
    assert count > 3000
    assert ahead <= 17 * 64  # 8 chunks of 64 a worker, and the one being read


def test_an_abandoned_iteration_leaves_no_process(ours: Any) -> None:
    outcomes = Local(2, **POOL).map(Squares(), iter(int, 1))
    next(outcomes)
    assert len(ours()) == 2
    outcomes.close()


def test_a_worker_has_one_thread_and_no_interrupt() -> None:
    found = [o.value for o in Local(2, **POOL).map(Squares(), ["threads", "interrupt"])]
    assert found == [["1"] * 3, True]


def test_unguarded_lets_exceptions_pass() -> None:
    assert list(Unguarded().map(Squares(2), [1, 2, 3])) == [(1, 1, ""), (2, 4, ""), (3, 9, "")]
    with pytest.raises(ValueError, match="two"):
        list(Unguarded().map(Squares(), [1, "raise"]))


def test_cores_are_those_the_process_may_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
    code += "from summkit.jobs import cores; print(cores())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    monkeypatch.setattr(local, "_QUOTA", tmp_path / "cpu.max")
    everything = cores()
    (tmp_path / "cpu.max").write_text("max 100000\n")
    assert cores() == everything
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    assert cores() == 1


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
@pytest.mark.parametrize("item", ["sleep", "1"])
def test_a_killed_parent_leaves_no_orphan(item: str) -> None:
    code = (
        "import itertools; from test_engines import *\n"
        "if __name__ == '__main__':\n"
        f"    items = itertools.repeat({item!r} if {item!r} == 'sleep' else 1)\n"
        "    for outcome in Local(2, few=0).map(Squares(), items): print('going', flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until(lambda: len(session(parent.pid)) == 3)
    if item == "1":
        parent.stdout.readline()
    else:
        time.sleep(1.0)  # until both workers wait inside their work
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate(timeout=10)  # no process keeps its pipes open
    wait_until(lambda: not session(parent.pid))


def wait_until(true: Any, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def session(leader: int) -> list[int]:
    """Return the living processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, _, own = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:  # it has ended meanwhile
                continue
            if int(own) == leader and state != "Z":
                found.append(int(entry.name))
    return found
