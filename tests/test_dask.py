"""Summaries made on a real Dask cluster equal those of one process, even if workers die.

The workers are processes, killed with -9 or by an article; nothing is simulated.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import invented
from summkit import System, UsageError, create
from summkit.cli.typed import application
from summkit.jobs import IterableSource, Local, Plan
from summkit.jobs.dask import Dask
from summkit.reading import ReadOptions
from summkit.reading.sources.corpus import Corpus
from summkit.report.pieces import RenderOptions
from summkit.summarising import Writing, row, summaries

pytestmark = pytest.mark.once

distributed = pytest.importorskip("distributed")

# A method whose process an article can end or hang inside C code, or that fails.
METHOD = '''
import os
import re
import time
from dataclasses import dataclass
from typing import ClassVar
from summkit.summarisers.base import Summariser, parameter

@dataclass(frozen=True)
class Poisonable(Summariser):
    """First sentences first."""
    name: ClassVar[str] = "poisonable"
    paper: ClassVar[str] = "none"
    armed: int = parameter(1, "Whether poison works.", low=0, high=1)
    delay: float = parameter(0.0, "Seconds an article takes.", low=0.0, high=1.0)
    def score(self, document):
        body = document.article.body
        time.sleep(self.delay)
        if self.armed and "DEATHCAP" in body:
            os._exit(7)
        if self.armed and "STANDSTILL" in body:
            re.match("(a+)+$", "a" * 64 + "b")  # holds the interpreter for years
        if self.armed and "MISHAP" in body:
            raise RuntimeError("no luck")
        return [-sentence.start for sentence in document.sentences]
'''


@pytest.fixture(scope="module")
def path_of_method(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Install the method."""
    folder = tmp_path_factory.mktemp("method")
    (folder / "poisonable.py").write_text(METHOD)
    info = folder / "poisonable-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poisonable\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[summkit.summarisers]\npoisonable = poisonable:Poisonable\n"
    )
    before = os.environ["PYTHONPATH"]
    os.environ["PYTHONPATH"] = f"{before}{os.pathsep}{folder}"
    sys.path.append(str(folder))
    yield
    sys.path.remove(str(folder))
    os.environ["PYTHONPATH"] = before


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as made:
        print(made.scheduler_address, *[w.process.pid for w in made.workers.values()], flush=True)
        sys.stdin.read()
"""


def children(pid: Any, command: bytes = b"") -> Any:
    """Return the processes that a process started, by a text in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # the process has ended meanwhile
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                if int(parent) == pid and command in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return sorted(found)


@pytest.fixture
def popen() -> Iterator[Any]:
    """Start programs, of which none outlives a test that fails."""
    with ExitStack() as stack:

        def start(*arguments: Any, **more: Any) -> Any:
            process = subprocess.Popen(*arguments, **more)
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield start


class Cluster:
    """A scheduler and two workers in separate processes."""

    def __init__(self, folder: Any) -> None:
        script = folder / "cluster.py"
        script.write_text(CLUSTER)
        self.process = subprocess.Popen(
            [sys.executable, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address, *pids = self.process.stdout.readline().split()
        self.workers = [int(pid) for pid in pids]

    def living(self) -> Any:
        """Return the current workers; each worker that died was replaced."""
        return children(self.process.pid, b"spawn_main")

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def cluster(path_of_method: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


def record(number: Any, extra: str = "") -> Any:
    body = (
        f"The harbour of Holm {number} was closed on Monday{extra}. Boats waited outside.\n\n"
        f"The council of town {number} said that it would open on Friday. Nobody was hurt."
    )
    return {"id": f"a{number}", "headline": f"Harbour {number} closed", "body": body}


def write_jsonl(path: Any, records: Any) -> Any:
    path.write_text("".join(json.dumps(each) + "\n" for each in records))
    return path


def command(*arguments: Any, name: str = "summarise") -> Any:
    return [sys.executable, "-m", "summkit", name, *map(str, arguments)]


def output(*arguments: Any, name: str = "summarise", status: int = 0) -> Any:
    line = command(*arguments, name=name)
    done = subprocess.run(line, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def run(*arguments: Any, name: str = "summarise", status: int = 0) -> Any:
    return output(*arguments, name=name, status=status)[1]


def written_here(corpus: Any, out: Any) -> None:
    """Write the summaries of one process for a corpus, with or without harmful articles."""
    systems = {"summary": System(create("poisonable", {"armed": "0"}))}
    options = RenderOptions("parquet" if out.suffix == ".parquet" else "json")
    work = Writing(systems, options=options)
    pieces = summaries(Corpus([str(corpus)], ReadOptions()), work, Local(), output=out)
    assert all(not piece.failure for piece in pieces)


def parts_of(out: Any) -> Any:
    return list(out.with_name(out.name + ".parts").rglob("*.part"))


def wait_for_parts(out: Any, count: Any) -> None:
    deadline = time.monotonic() + 120
    while len(parts_of(out)) < count:
        assert time.monotonic() < deadline, "no parts are written"
        time.sleep(0.02)


def alive(pid: Any) -> Any:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_local_cluster_writes_the_same_bytes_as_one_process(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", [record(n) for n in range(25)])
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write('{"body": ""}\nno JSON\n')
    packed = "".join(json.dumps(record(n)) + "\n" for n in range(25, 40))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(packed.encode()))
    table = pa.Table.from_pylist([record(n) for n in range(40, 70)])
    pq.write_table(table, tmp_path / "c.parquet", row_group_size=12)
    (tmp_path / "d.txt").write_text("Rain in Holm\n\nIt rained on Monday in Holm, and it snowed.")
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    sources = [tmp_path / name for name in ("a.jsonl", "b.jsonl.gz", "c.parquet", "d.txt")]
    told = run(*sources, "-o", one, "--workers", 1, status=1)
    assert "71 summarised, 2 failed" in told
    assert run(*sources, "-o", two, "--engine", "dask", "--shard", 7, status=1) == told
    assert two.read_bytes() == one.read_bytes()
    assert not two.with_name("two.jsonl.parts").exists()


def test_parquet_from_an_existing_cluster_that_loses_a_worker(
    tmp_path: Path, cluster: Any, popen: Any
) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n) for n in range(200)])
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    written_here(corpus, one)
    started = popen(
        command(
            *(corpus, "-m", "poisonable", "-p", "delay=0.005", "-o", two),
            *("--engine", "dask", "--cluster", cluster.address, "--shard", 10),
        )
    )
    wait_for_parts(two, 3)
    os.kill(cluster.workers[0], signal.SIGKILL)
    assert started.wait(120) == 0
    assert two.read_bytes() == one.read_bytes()
    assert pq.read_table(two).num_rows == 200


def test_an_article_that_crashes_or_hangs_its_worker_fails_alone_on_a_cluster(
    tmp_path: Path, cluster: Any
) -> None:
    poison = {7: " DEATHCAP", 23: " STANDSTILL", 29: " MISHAP"}
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n, poison.get(n, "")) for n in range(40)])
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    written_here(corpus, one)
    told = run(
        *(corpus, "-m", "poisonable", "-o", two, "--engine", "dask", "--shard", 20),
        *("--cluster", cluster.address, "--article-seconds", 0.7),
        status=1,
    )
    assert told.splitlines() == [
        f"summkit: {corpus}:8: its worker process ended (exit status 7)",
        f"summkit: {corpus}:24: not finished within 0.7 seconds: raise --article-seconds",
        f"summkit: {corpus}:30: failed with RuntimeError: no luck (poisonable.py, line 24)",
        "summkit: 37 summarised, 3 failed",
    ]
    whole = one.read_text().splitlines()
    assert two.read_text().splitlines() == [
        line for number, line in enumerate(whole) if number not in poison
    ]


def test_a_killed_run_leaves_no_process_and_can_be_resumed(
    tmp_path: Path, cluster: Any, popen: Any
) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n) for n in range(150)])
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    method = (corpus, "-m", "poisonable", "-p", "delay=0.01")
    written_here(corpus, one)
    dask = (*method, "-o", two, "--engine", "dask", "--shard", 10)
    started = popen(command(*dask))
    wait_for_parts(two, 4)
    processes = children(started.pid)
    assert processes
    started.kill()
    started.wait()
    before = {path: path.stat().st_mtime_ns for path in parts_of(two)}
    assert len(before) < 15
    # Refused before any worker is started.
    assert "other inputs or settings" in run(*dask[:-1], 11, "--resume", status=2)
    deadline = time.monotonic() + 10
    while any(map(alive, processes)):
        assert time.monotonic() < deadline, "workers outlive the run that started them"
        time.sleep(0.05)
    # Control-C, which a terminal sends to all started processes.
    resumed = popen(
        command(*dask, "--resume"),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # If these tests run as a background job of a shell, they ignore interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    wait_for_parts(two, len(before) + 1)
    assert all(path.stat().st_mtime_ns == time_ for path, time_ in before.items())
    os.killpg(resumed.pid, signal.SIGINT)
    assert resumed.communicate(timeout=120) == (None, "")
    assert resumed.returncode == 130
    run(*dask, "--resume", "--cluster", cluster.address)
    assert two.read_bytes() == one.read_bytes()


def test_a_lost_scheduler_is_one_line_and_finished_shards_stay(
    tmp_path: Path, cluster: Any, popen: Any
) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n) for n in range(100)])
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    method = (corpus, "-m", "poisonable", "-p", "delay=0.01")
    written_here(corpus, one)
    dask = (*method, "-o", two, "--engine", "dask", "--shard", 10)
    dying = Cluster(tmp_path)
    started = popen(
        command(*dask, "--cluster", dying.address),
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"},
    )
    wait_for_parts(two, 2)
    dying.process.kill()
    _, told = started.communicate(timeout=120)
    dying.close()
    assert started.returncode == 2
    assert len(told.splitlines()) == 1
    assert "the scheduler is lost: the finished work is stored: continue with --resume" in told
    kept = len(parts_of(two))
    assert 2 <= kept < 10
    run(*dask, "--resume", "--cluster", cluster.address)
    assert two.read_bytes() == one.read_bytes()


def saved(path: Any) -> Any:
    """Return the bytes of a run without its date."""
    return re.sub(rb'"date": "[-0-9]*"', b"", path.read_bytes())


def test_a_comparison_on_a_cluster_that_loses_a_worker_is_that_of_one_process(
    tmp_path: Path, cluster: Any, popen: Any
) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n, " again" * (n % 3)) for n in range(160)])
    with corpus.open("a") as file:
        file.write(json.dumps(record(3)) + '\n{"body": ""}\nno JSON\n')
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    systems = ("-s", "poisonable:delay=0.02", "-s", "lexrank", "--target", "headline")
    compare = (corpus, *systems, "--metric", "rouge", "--resamples", 50)
    told = run(*compare, "-o", one, "--workers", 1, name="compare", status=1)
    assert "a.jsonl:162" in told
    assert "a.jsonl:163" in told
    dask = ("--engine", "dask", "--cluster", cluster.address, "--shard", 10)
    started = popen(
        command(*compare, "-o", two, *dask, name="compare"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_parts(two, 3)
    os.kill(cluster.living()[0], signal.SIGKILL)
    assert started.communicate(timeout=120)[1] == told
    assert saved(two) == saved(one)
    assert not two.with_name("two.json.parts").exists()
    # A killed run is resumed, and its rows have the same remarks.
    started = popen(command(*compare, "-o", two, *dask, name="compare"), stderr=subprocess.DEVNULL)
    wait_for_parts(two, 3)
    started.kill()
    started.wait()
    assert run(*compare, "-o", two, *dask, "--resume", name="compare", status=1) == told
    assert saved(two) == saved(one)


def test_rows_that_are_sent_back_are_those_of_one_process(tmp_path: Path, cluster: Any) -> None:
    poison = {11: " DEATHCAP", 20: " MISHAP"}  # both are in the sample of 50
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n, poison.get(n, "")) for n in range(60)])
    limited = (corpus, "-s", "poisonable", "--target", "headline", "--resamples", 50)
    for more in ((), ("--sample", 50)):
        local = output(*limited, *more, "--workers", 2, name="compare", status=1)
        assert "a.jsonl:21: poisonable: failed with RuntimeError" in local[1]
        dask = ("--engine", "dask", "--shard", 8, "--workers", 2)
        assert output(*limited, *more, *dask, name="compare", status=1) == local
    summaries_here = output(corpus, "-m", "lead", "--workers", 1)
    dask = ("--engine", "dask", "--cluster", cluster.address, "--shard", 8)
    assert output(corpus, "-m", "lead", *dask) == summaries_here


def test_a_model_trained_on_a_cluster_is_that_of_one_process(tmp_path: Path, cluster: Any) -> None:
    invented.write(tmp_path / "archive.jsonl", 70)
    train = (tmp_path / "archive.jsonl", "--words", 20, "--force")
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    here = output(*train, "-o", one, "--workers", 1, name="train")
    dask = ("--engine", "dask", "--cluster", cluster.address, "--shard", 16)
    assert output(*train, "-o", two, *dask, name="train") == here
    assert two.read_bytes() == one.read_bytes()


def test_scores_from_a_cluster_are_those_of_one_process(tmp_path: Path, cluster: Any) -> None:
    texts = [record(n) for n in range(90)]
    write_jsonl(tmp_path / "a.jsonl", [{"id": e["id"], "text": e["headline"]} for e in texts])
    write_jsonl(tmp_path / "b.jsonl", [{"id": e["id"], "text": e["body"]} for e in texts])
    score = (tmp_path / "a.jsonl", "-r", tmp_path / "b.jsonl", "-f", "json", "--resamples", 50)
    here = output(*score, "--workers", 1, name="score")
    assert len(json.loads(here[0])["columns"]["rouge1.f"]["values"]) == 90
    dask = ("--engine", "dask", "--cluster", cluster.address, "--shard", 20)
    for more in (("--workers", 2), dask):
        assert output(*score, *more, name="score") == here


def test_a_changed_input_is_not_resumed(tmp_path: Path, cluster: Any) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(n) for n in range(20)])
    out = tmp_path / "out.jsonl"
    work = Writing({"lede": System(create("lead"), "lede")}, options=RenderOptions("json"))

    def begin(records: Any, resume: Any) -> Any:
        write_jsonl(corpus, records)
        counted = []
        source = Corpus([str(corpus)], ReadOptions())
        plan = Plan(work, source, row, out, {}, resume)
        with Dask(cluster.address, shard=5).run(plan, lambda n, _: counted.append(n)) as job:
            ids = [json.loads(each[0])["id"] for each in job]
            assert [json.loads(each[0])["id"] for each in job.again()] == ids
        return sum(counted), ids

    ids = [f"a{n}" for n in range(20)]
    assert begin([record(n) for n in range(20)], resume=False) == (20, ids)
    # Finished shards are not repeated; the shards after them are new work.
    assert begin([record(n) for n in range(25)], resume=True) == (
        5,
        [*ids, *(f"a{n}" for n in range(20, 25))],
    )
    with pytest.raises(UsageError, match="the input has changed"):
        begin([record(n + (n == 3)) for n in range(25)], resume=True)
    with pytest.raises(UsageError, match="the input has changed"):
        begin([record(n) for n in range(20)], resume=True)


def test_impossible_cluster_settings_give_one_line(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "a.jsonl", [record(1)])
    out = tmp_path / "out.jsonl"
    (tmp_path / "distributed.py").write_text("raise ImportError('not here')")
    before = os.environ["PYTHONPATH"]
    os.environ["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{before}"
    try:
        told = run(corpus, "-o", out, "--engine", "dask", status=2)
    finally:
        os.environ["PYTHONPATH"] = before
    assert told == (
        "summkit: error: --engine dask needs an extra package: pip install 'summkit[dask]'\n"
    )
    for wrong, expected in (
        (["-o", str(out), "--cluster", "tcp://h:1"], "`cluster` needs `engine` dask"),
        (["--engine", "dask", "--cluster", "tcp://h:1", "--workers", "2"], "own"),
        (["--engine", "spark"], "local"),
    ):
        with pytest.raises(UsageError, match=expected):
            application()(["summarise", str(corpus), *wrong], standalone_mode=False)
    assert not out.exists()


@pytest.mark.parametrize("address", ["nowhere at all", "tcp://127.0.0.1:1", "tcp://127.0.0.1"])
def test_an_address_where_no_scheduler_is(tmp_path: Path, address: str) -> None:
    import dask

    plan = Plan(Writing({}), IterableSource([]), row, tmp_path / "out.jsonl")
    with (
        Dask(address).run(plan) as job,
        dask.config.set({"distributed.comm.timeouts.connect": "300ms"}),
        pytest.raises(UsageError, match="no Dask scheduler answers there") as caught,
    ):
        list(job)
    assert "\n" not in str(caught.value)
