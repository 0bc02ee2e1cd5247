"""Measure 50,000 articles with one process, with two, and on two kinds of Dask cluster.

    python benchmarks/cluster.py [--articles 50000] [--method lexrank] [--folder DIR]

One cluster loses a worker half way; the other was started before the run. Prints the table of
cluster.md and writes cluster.json, from which billion.py computes its estimate. The articles are
generated from a seed: a third as JSON lines, a third as gzip, a third as Parquet. The program stops
if an article is lost, repeated or misplaced, or if the outputs have different bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import generate

SHARD = 500
FEW = 1500  # articles for the cost of each method; the program's start is subtracted
HERE = Path(__file__).parent
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as made:
        print(made.scheduler_address, flush=True)
        sys.stdin.read()
"""


def corpus(folder: Path, articles: int) -> list[Path]:
    """Write the articles if they do not exist yet; return the files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    third = articles // 3
    paths = [folder / name for name in ("a.jsonl", "b.jsonl.gz", "c.parquet")]
    bounds = [(0, third), (third, 2 * third), (2 * third, articles)]
    for path, (low, high) in zip(paths, bounds, strict=True):
        if path.exists():
            continue
        records = (_record(number) for number in range(low, high))
        part = path.with_suffix(".new")
        if path.suffix == ".parquet":
            with pq.ParquetWriter(part, pa.Table.from_pylist([_record(0)]).schema) as writer:
                rows: list[dict[str, Any]] = []
                for record in records:
                    rows.append(record)
                    if len(rows) == 2000:
                        writer.write_table(pa.Table.from_pylist(rows))
                        rows = []
                if rows:
                    writer.write_table(pa.Table.from_pylist(rows))
        else:
            with gzip.open(part, "wt") if path.suffix == ".gz" else part.open("w") as file:
                for record in records:
                    file.write(json.dumps(record) + "\n")
        part.rename(path)
    return paths


def _record(number: int) -> dict[str, Any]:
    source = random.Random(number)
    return generate.article(number, max(3, min(80, int(source.gauss(24, 11)))), f"made-{number}")


def command(files: list[Path], method: str, out: Path, *more: str) -> list[str]:
    """Return the command line of one run."""
    start = [sys.executable, "-m", "summkit", "summarise", "-m", method, "--target", "summary"]
    return [*start, *map(str, files), "-o", str(out), *more]


def timed(run: Callable[[], None]) -> tuple[float, float]:
    """Return wall seconds, and CPU seconds including child processes that have ended."""
    before = _cpu()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start, _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plainly(line: list[str]) -> None:
    """Run a command without interference."""
    subprocess.run(line, check=True)


def killing(line: list[str], out: Path, shards: int) -> None:
    """Run a command and kill a worker of its cluster with -9 when half the shards are finished."""
    started = subprocess.Popen(line)
    parts = out.with_name(out.name + ".parts")
    while sum(1 for _ in parts.rglob("*.part")) < shards // 2:
        if started.poll() is not None:
            raise SystemExit("ended before a worker could be killed")
        time.sleep(0.2)
    found = subprocess.run(
        ["ps", "--ppid", str(started.pid), "-o", "pid=,args="], capture_output=True, text=True
    ).stdout
    workers = [int(row.split()[0]) for row in found.splitlines() if "spawn_main" in row]
    os.kill(workers[0], signal.SIGKILL)
    print(f"killed worker {workers[0]} with -9", file=sys.stderr)
    if started.wait():
        raise SystemExit("failed")


def elsewhere(line: list[str], folder: Path) -> None:
    """Run a command on a scheduler with two workers that was started before."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER)
    cluster = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"},
    )
    address = cluster.stdout.readline().strip()  # type: ignore[union-attr]
    plainly([*line, "--cluster", address])
    cluster.communicate()


def check(out: Path, articles: int) -> str:
    """Return the digest of an output; stop if an article is missing, repeated or misplaced."""
    data = out.read_bytes()
    ids = [json.loads(line)["id"] for line in data.splitlines()]
    if ids != [f"made-{number}" for number in range(articles)]:
        raise SystemExit(f"{out}: articles are lost, double or out of order")
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Empty:
    """A source of shards without items."""

    parts: list[Any]

    def items(self) -> Iterator[Any]:
        """Return none."""
        return iter(())

    def shards(self, size: int) -> Iterator[Any]:
        """Return them."""
        return iter(self.parts)

    def share(self) -> float | None:
        """Return None."""
        return None


def rates(files: list[Path], out: Path, articles: int, folder: Path) -> Iterator[tuple[str, float]]:
    """Measure the rates that the runs do not show: cutting, handing out and joining."""
    from summkit.jobs import Plan
    from summkit.jobs.dask import Dask
    from summkit.jobs.finished import FinishedShards, part, write_part
    from summkit.jobs.plan import Items
    from summkit.reading import ReadOptions
    from summkit.reading.sources.split import shards
    from summkit.report.pieces import Piece, RenderOptions
    from summkit.summarising import Writing, row, write_pieces

    for path in files:
        start = time.process_time()
        count = sum(1 for _ in shards([str(path)], ReadOptions(), SHARD))
        seconds = time.process_time() - start
        yield f"cut_{path.suffix[1:]}_bytes_per_second", path.stat().st_size / seconds
        print(f"{path.name}: {count} shards in {seconds:.2f} s", file=sys.stderr)

    # The parts of these tasks exist already, so only handing out and collecting take time.
    tasks = 1000
    empty = Empty(
        [Items((), hashlib.sha256(b"%d" % number).hexdigest()) for number in range(tasks)]
    )
    times: list[tuple[float, float]] = []

    def note(_: int, __: float | None) -> None:
        times.append((time.perf_counter(), time.process_time()))

    with Dask(None, 2).run(Plan(Writing({}), empty, row, folder / "tasks"), note) as job:
        finished = job.kept
        for number, shard in enumerate(empty.parts):
            write_part(finished.place(number, shard.digest), [])
        list(job)
        job.remove()
    # The workers are still importing during the first hundred tasks.
    yield "tasks_per_second", (tasks - 101) / (times[-1][0] - times[100][0])
    # Scheduler and client share this process.
    yield "client_cpu_ms_per_task", 1000 * (times[-1][1] - times[100][1]) / (tasks - 101)

    lines = [[line, "", ""] for line in out.read_text("utf-8").splitlines(keepends=True)]
    parts = FinishedShards(folder / "join", {}, resume=False)
    size = 0
    for number in range(0, articles, SHARD):
        digest = hashlib.sha256(b"%d" % number).hexdigest()
        place = parts.place(number // SHARD, digest)
        write_part(place, lines[number : number + SHARD])
        parts.add(number // SHARD, digest)
        size += part(place).stat().st_size
    yield "part_bytes_per_article", size / articles
    yield "journal_bytes_per_shard", (parts.folder / "journal").stat().st_size * SHARD / articles
    for name in ("joined.jsonl", "joined.parquet"):
        start = time.process_time()
        form = "json" if name.endswith("jsonl") else "parquet"
        write_pieces(
            folder / name,
            (Piece(*each) for each in parts.rows()),
            Writing({"summary": None}, options=RenderOptions(form)),
        )  # type: ignore[dict-item]
        yield f"join_{form}_articles_per_second", articles / (time.process_time() - start)
        yield f"{form}_bytes_per_article", (folder / name).stat().st_size / articles
    parts.remove()
    parts.close()

    few, none, made = folder / "few.jsonl", folder / "none.jsonl", folder / "few.out"
    with files[0].open() as file:
        few.write_text("".join(islice(file, FEW)))
        none.write_text(next(file))
    for method in ("lead", "lexrank", "newsrank"):
        costs = []
        for path in (none, few):
            line = command([path], method, made, "-f", "json", "--workers", "1")
            costs.append(timed(partial(plainly, line))[1])
        yield f"cpu_ms_{method}", 1000 * (costs[1] - costs[0]) / (FEW - 1)


def compare(files: list[Path], folder: Path, articles: int, method: str) -> dict[str, Any]:
    """Run the engines, print the table, and return the measured figures.

    Raises
    ------
    SystemExit
        If an article is lost or repeated, or if the engines give different bytes.
    """
    shard = ["--engine", "dask", "--shard", str(SHARD)]
    outs = {name: folder / f"{name}.jsonl" for name in ("one", "two", "killed", "there")}
    shards = articles // SHARD
    runs: dict[str, tuple[str, Callable[[], None]]] = {
        "one": (
            "local, `--workers 1`",
            lambda: plainly(command(files, method, outs["one"], "--workers", "1")),
        ),
        "two": (
            "local, `--workers 2`",
            lambda: plainly(command(files, method, outs["two"], "--workers", "2")),
        ),
        "killed": (
            "dask, 2 workers, one killed with -9 half way",
            lambda: killing(command(files, method, outs["killed"], *shard), outs["killed"], shards),
        ),
        "there": (
            "dask, a scheduler started before, 2 workers",
            lambda: elsewhere(command(files, method, outs["there"], *shard), folder),
        ),
    }
    measured: dict[str, Any] = {"articles": articles, "method": method, "shard": SHARD}
    reference = ""
    print(f"{articles} articles, {method}, load average at the start {os.getloadavg()[0]:.1f}\n")
    print("| engine | wall s | CPU s | articles / wall s | articles / CPU s | output |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, (told, run) in runs.items():
        wall, cpu = timed(run)
        digest = check(outs[name], articles)
        if reference and digest != reference:
            raise SystemExit(f"{outs[name]}: other bytes than {outs['one']}")
        row = (f"{wall:.0f}", f"{cpu:.0f}", f"{articles / wall:.0f}", f"{articles / cpu:.0f}")
        same = "same bytes" if reference else "the reference"
        print(f"| {told} | {' | '.join(row)} | {same} |", flush=True)
        measured[name] = {"wall": round(wall, 1), "cpu": round(cpu, 1)}
        reference = reference or digest
    measured["input_bytes"] = {path.name: path.stat().st_size for path in files}
    return measured


def main() -> None:
    """Run everything, print the table and write cluster.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--method", default="lexrank")
    parser.add_argument("--only-rates", action="store_true", help="keep the runs in cluster.json")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/summkit-cluster"))
    wanted = parser.parse_args()
    folder = wanted.folder / str(wanted.articles)
    folder.mkdir(parents=True, exist_ok=True)
    files = corpus(folder, wanted.articles)
    kept = HERE / "cluster.json"
    if wanted.only_rates:
        measured = json.loads(kept.read_text())
    else:
        measured = compare(files, folder, wanted.articles, wanted.method)
    for name, value in rates(files, folder / "one.jsonl", wanted.articles, folder):
        measured[name] = round(value, 2)
    kept.write_text(json.dumps(measured, indent=1) + "\n")
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
