"""Run every reader and command on mutated inputs: none may raise, hang or fill the memory.

    python fuzz/run.py --inputs 1000000 --state fuzz/state.json
    python fuzz/run.py --inputs 20000 --target html --seed 7
    python fuzz/run.py --replay fuzz/found/html-1-123.bin --target html

Equal seeds give equal inputs. Each input may take 5 CPU seconds, and 1 GB more memory than at the
start of the program. If a process dies, only its current input is lost. With --state an interrupted
run continues, and a larger --inputs extends it. The first input of each kind of failure of each
target is written to fuzz/found; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from targets import Target, furnish, targets  # noqa: E402

from summkit.errors import SummkitError  # noqa: E402

SECONDS, MEMORY = 5.0, 1 << 30
CHUNK = 1_000
"""Number of inputs of one target per process, whose memory is then measured."""

_PROGRESS = struct.Struct("=qd")  # number of the input, CPU seconds when it began


class Slow(BaseException):
    """An input exceeded its time. No `except Exception` catches this exception."""


@dataclass
class Count:
    """The counts and measurements of a target."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    kilobytes: int = 0
    found: dict[str, str] = field(default_factory=dict)
    """File of the first input of a kind of failure -> description of the failure."""


def data_of(target: Target, name: str, seed: int, number: int) -> bytes:
    """Return one input; the same seed, target and number give the same input."""
    return target.make(random.Random(f"{seed}:{name}:{number}"))


def failure(target: Target, path: Path) -> str:
    """Return the failure that an input causes; "" without one."""
    signal.signal(signal.SIGPROF, _slow)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        target.check(path)
    except SummkitError as error:
        if "\n" in str(error):
            return f"an error of several lines: {error!r}"
    except KeyboardInterrupt:
        raise
    except Slow:
        return f"more than {SECONDS:g} seconds"
    except BaseException as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "summkit" in frame.filename] or frames
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        return f"{type(error).__name__}: {str(error)[:200]} ({where})"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _slow(_signal: int, _frame: object) -> None:
    raise Slow


def used(process: int | str = "self") -> tuple[float, int]:
    """Return the CPU seconds of a process, and the bytes of its data."""
    with suppress(OSError):
        stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        data = int(Path(f"/proc/{process}/statm").read_text().split()[5])
        ticks = os.sysconf("SC_CLK_TCK")
        return (int(stat[11]) + int(stat[12])) / ticks, data * mmap.PAGESIZE
    return 0.0, 0


def chunk(
    name: str, target: Target, numbers: range, seed: int, folder: Path, shared: mmap.mmap
) -> None:
    """Check inputs in a separate process, write the failures to a file, and never return."""
    _, base = used()
    limit = base + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    furnish(folder)
    path = folder / target.file
    report = open(folder.with_suffix(".report"), "a", encoding="utf-8")  # noqa: PTH123, SIM115
    slowest = 0.0
    for number in numbers:
        begun = time.process_time()
        shared[: _PROGRESS.size] = _PROGRESS.pack(number, begun)
        path.write_bytes(data_of(target, name, seed, number))
        reason = failure(target, path).replace(str(folder), "")
        slowest = max(slowest, time.process_time() - begun)
        if reason:
            print(json.dumps([number, reason]), file=report, flush=True)
    print(json.dumps([None, slowest]), file=report, flush=True)
    os._exit(0)


def warm(target: Target) -> None:
    """Import the modules that a target needs, once for all its processes."""
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder))
        path = Path(folder) / target.file
        path.write_bytes(target.make(random.Random(0)))
        failure(target, path)


def supervise(name: str, target: Target, numbers: range, seed: int, count: Count) -> None:
    """Check a range of inputs, in as many processes as necessary, and count the results."""
    shared = mmap.mmap(-1, _PROGRESS.size)
    room = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=room) as above:
        folder = Path(above) / "here"
        folder.mkdir()
        report = folder.with_suffix(".report")
        while numbers:
            shared[: _PROGRESS.size] = _PROGRESS.pack(numbers.start, 0.0)
            process = os.fork()
            if process == 0:
                try:
                    chunk(name, target, numbers, seed, folder, shared)
                finally:
                    os._exit(70)
            status, usage, stuck = _ended(process, shared)
            count.seconds += usage.ru_utime + usage.ru_stime
            count.kilobytes = max(count.kilobytes, usage.ru_maxrss)
            last, _ = _PROGRESS.unpack(shared[: _PROGRESS.size])
            for line in report.read_text("utf-8").splitlines() if report.exists() else []:
                number, what = json.loads(line)
                if number is None:
                    count.slowest = max(count.slowest, what)
                else:
                    keep(name, target, seed, number, what, count)
            report.unlink(missing_ok=True)
            if status == 0:
                count.inputs += len(numbers)
                break
            how = "hangs where Python cannot end it" if stuck else f"the process ended: {status}"
            keep(name, target, seed, last, how, count)
            count.inputs += last + 1 - numbers.start
            numbers = range(last + 1, numbers.stop)


def _ended(process: int, shared: mmap.mmap) -> tuple[int, resource.struct_rusage, bool]:
    """Wait for a process; kill it if one input takes twice the allowed time."""
    stuck = False
    while True:
        ended, status, usage = os.wait4(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), usage, stuck
        before, begun = _PROGRESS.unpack(shared[: _PROGRESS.size])
        if begun and used(process)[0] - begun > 2 * SECONDS + 1:
            now, _ = _PROGRESS.unpack(shared[: _PROGRESS.size])
            if now == before:
                stuck = True
                os.kill(process, signal.SIGKILL)
        time.sleep(0.02)


def keep(name: str, target: Target, seed: int, number: int, reason: str, count: Count) -> None:
    """Store the input of a failure if it is the first of its kind."""
    if reason in count.found.values():
        return
    file = HERE / "found" / f"{name.replace(' ', '-')}-{seed}-{number}.bin"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data_of(target, name, seed, number))
    count.found[file.name] = reason
    print(f"{file}: {reason}", file=sys.stderr, flush=True)


def commit() -> str:
    """Return the commit of the working tree, with a "+" if there are changes."""
    with suppress(OSError):
        words = ["git", "-C", str(HERE), "describe", "--always", "--dirty=+"]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return ""


def run(
    inputs: int,
    seed: int,
    names: list[str],
    state: Path | None = None,
    seconds: float = float("inf"),
) -> dict[str, Count]:
    """Check each target's share of the inputs, in turns; return the counts of each target."""
    known = targets()
    counts = {name: Count() for name in names}
    commits: dict[str, int] = {}
    if state and state.exists():
        saved = json.loads(state.read_text())
        commits = saved["commits"]
        counts |= {name: Count(**each) for name, each in saved["targets"].items() if name in names}
    total = sum(known[name].weight for name in names)
    goals = {name: round(inputs * known[name].weight / total) for name in names}
    here, end = commit(), time.monotonic() + seconds
    for name in names:
        if name != "parquet":  # threads of pyarrow do not survive a fork
            warm(known[name])
    while left := [name for name in names if counts[name].inputs < goals[name]]:
        name = min(left, key=lambda each: counts[each].inputs / goals[each])
        if time.monotonic() > end:
            print(f"ended after {seconds:g} seconds", file=sys.stderr)
            break
        first = counts[name].inputs
        numbers = range(first, min(first + CHUNK, goals[name]))
        supervise(name, known[name], numbers, seed, counts[name])
        commits[here] = commits.get(here, 0) + len(numbers)
        if state:
            saved = {
                "seed": seed,
                "commits": commits,
                "targets": {name: asdict(each) for name, each in counts.items()},
            }
            part = state.with_suffix(".new")
            part.write_text(json.dumps(saved, indent=1))
            part.replace(state)
    return counts


def table(counts: dict[str, Count]) -> str:
    """Return a Markdown table with one row per target."""
    lines = [
        "| target | inputs | milliseconds each | slowest, s | MB at most | failures |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, each in counts.items():
        mean = 1000 * each.seconds / max(1, each.inputs)
        lines.append(
            f"| {name} | {each.inputs:,} | {mean:.2f} | {each.slowest:.2f} | "
            f"{each.kilobytes / 1024:.0f} | {len(each.found)} |"
        )
    whole = sum(each.inputs for each in counts.values())
    failures = sum(len(each.found) for each in counts.values())
    return "\n".join([*lines, f"| all | {whole:,} | | | | {failures} |"])


def main() -> int:
    """Run the command line; return 1 if any input failed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inputs", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--state", type=Path)
    options.add_argument("--target", action="append")
    options.add_argument("--replay", type=Path)
    given = options.parse_args()
    known = targets()
    names = given.target or list(known)
    for name in names:
        if name not in known:
            options.error(f"no target {name!r}: one of {', '.join(known)}")
    if given.replay:
        with tempfile.TemporaryDirectory() as folder:
            furnish(Path(folder))
            path = Path(folder) / known[names[0]].file
            path.write_bytes(given.replay.read_bytes())
            print(reason := failure(known[names[0]], path))
        return int(bool(reason))
    counts = run(given.inputs, given.seed, names, given.state, given.seconds)
    print(table(counts))
    return int(any(each.found for each in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
