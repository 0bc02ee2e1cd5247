"""Kill every command that writes files with -9 at random moments, and compare the final bytes.

Run: python benchmarks/kills.py [--kills 100] [--seed 1] [--only NAME]

Prints the Markdown table of kills.md. Each command first runs once without a kill.

Commands with a journal (`summarise`, `compare`) are started with --resume, and their main process
is killed until the number of kills is reached; the workers must notice this without a signal. Every
second kill comes after a random time of up to a whole run: during the start, the reading, the work
or the final writing. The other kills come when the journal has grown by a random share of up to a
fifth, because on a busy machine most of the timed kills come before any work. If a run finishes
before its kill, its bytes are compared and the next run starts from nothing. The last run is
allowed to finish.

Commands without a journal (`check`, `train`, `init`) are killed after a random time and start
again. After each kill every file has the bytes of the whole run or the bytes from before, or does
not exist. After every fifth kill one run is allowed to finish over the files that the killed runs
left. Its files must have the bytes of the whole run, and no half-written file may be left. Then the
folder is reset to its first state. `score` and `headline` write no file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import article

COMMANDS = {
    "summarise, JSON": ("summarise", "{corpus}", "--method", "lexrank", "-o", "{out}.jsonl"),
    "summarise, Parquet": ("summarise", "{corpus}", "--method", "lead", "-o", "{out}.parquet"),
    "compare": (
        *("compare", "{corpus}", "--target", "dek", "--system", "lexrank"),
        *("--resamples", "100", "--output", "{out}.json"),
    ),
}

GATE = """
[check]
corpora = ["{corpus}"]
target = "dek"
baseline = "{folder}/baseline.json"
[check.systems.production]
method = "lexrank"
"""
FILES = ("--json", "{out}.json", "--junit", "{out}.xml", "--report", "{out}.html")
AT_ONCE = {
    "check": ("check", "--config", "{gate}", "--output", "{out}.run.json", *FILES),
    "check --update": ("check", "--config", "{gate}", "--update"),
    "train": ("train", "{corpus}", "--limit", "60", "--force", "-o", "{out}.json"),
    "init": ("init", "--corpus", "{corpus}", "--method", "lead"),
}


def start(command: tuple[str, ...], corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    words = [word.format(corpus=corpus, out=out) for word in command]
    return subprocess.Popen(
        [sys.executable, "-m", "summkit", *words, "--resume", "--workers", "2"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def killed(process: subprocess.Popen[bytes]) -> int:
    """Kill a program; return how many of its processes are left after at most ten seconds."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    end = time.monotonic() + 10
    while left(process.pid) and time.monotonic() < end:
        time.sleep(0.01)
    return left(process.pid)


def left(leader: int) -> int:
    """Return how many processes of a session are alive."""
    count = 0
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, own = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            count += int(own) == leader and state != "Z"
        except (OSError, ValueError):
            continue
    return count


def journal(out: Path) -> int:
    """Return the size of the journal; 0 if it does not exist."""
    for path in out.parent.glob(f"{out.name}.*.partial"):
        with suppress(FileNotFoundError):  # the run has finished meanwhile
            return path.stat().st_size
    return 0


def wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def content(out: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in out.parent.glob(f"{out.name}.*")}


def torture(command: tuple[str, ...], corpus: Path, kills: int, draw: random.Random) -> str:
    """Return the table's row of a command with a journal, without its name."""
    whole, broken = corpus.with_name("whole"), corpus.with_name("broken")
    begun = time.monotonic()
    if start(command, corpus, whole).wait():
        sys.exit("the whole run failed")
    seconds = time.monotonic() - begun
    expected = content(whole)
    room = max(map(len, expected.values())) // 5
    done = finished = orphans = empty = with_progress = size = 0
    while done < kills:
        process = start(command, corpus, broken)
        if done % 2:
            wait(process, draw.uniform(0, seconds))
        else:
            goal = size + draw.randrange(room)
            while process.poll() is None and journal(broken) <= goal:
                time.sleep(0.001)
        if process.poll() is not None:
            finished += 1
            if content(broken) != expected:
                sys.exit("the bytes differ")
            for path in broken.parent.glob("broken.*"):
                path.unlink()
            size = 0
            continue
        done += 1
        orphans += killed(process)
        now = journal(broken)
        empty += not now
        with_progress += now > size
        size = now
    if start(command, corpus, broken).wait():
        sys.exit("the last run failed")
    if content(broken) != expected:
        sys.exit("the bytes differ")
    for path in [*whole.parent.glob("whole.*"), *broken.parent.glob("broken.*")]:
        path.unlink()
    return f"{done} | {with_progress} | {empty} | {finished + 1} of {finished + 1} | {orphans} |"


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "gate.toml"
    }


def says_so(name: str, content: bytes) -> bool:
    """Return whether a file of `check` is complete and says that the check has not ended."""
    if name.endswith(".json"):
        json.loads(content)
    elif name.endswith(".xml"):
        ElementTree.fromstring(content)
    elif not content.rstrip().endswith(b"</html>"):
        return False
    return b"has not finished" in content


def torture_at_once(command: tuple[str, ...], corpus: Path, kills: int, draw: random.Random) -> str:
    """Return the table's row of a command without a journal, without its name."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1764288000"}

    def begin(folder: Path) -> subprocess.Popen[bytes]:
        gate = folder / "gate.toml"
        gate.write_text(GATE.format(corpus=corpus, folder=folder))
        words = [w.format(corpus=corpus, out=folder / "out", gate=gate) for w in command]
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "summkit", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )

    folder = corpus.parent / "at-once"
    folder.mkdir()
    if command[0] == "check":
        gate = folder / "gate.toml"
        gate.write_text(GATE.format(corpus=corpus, folder=folder))
        first = [sys.executable, "-m", "summkit", "check", "--config", str(gate)]
        subprocess.run(first, cwd=folder, env=environment, capture_output=True)  # the baseline
    before = files(folder)
    seconds = time.monotonic()
    if begin(folder).wait():
        sys.exit(f"the whole run of {command[0]} failed")
    seconds = time.monotonic() - seconds
    expected = files(folder)

    def as_before() -> None:
        for name in files(folder).keys() - before.keys():
            (folder / name).unlink()
        for name, content in before.items():
            (folder / name).write_bytes(content)

    done = finished = orphans = 0
    while done < kills:
        as_before()
        for _ in range(min(5, kills - done)):
            process = begin(folder)
            wait(process, draw.uniform(0, seconds))
            if process.poll() is None:
                done += 1
                orphans += killed(process)
            for name, content in files(folder).items():
                if ".unfinished" in name or ".partial" in name:  # a journal or a half-written file
                    continue
                known = (expected.get(name), before.get(name))
                if content not in known and not says_so(name, content):
                    sys.exit(f"{command[0]} left a torn {name}")
            if command[0] == "init":  # because `init` replaces no file
                as_before()
        if begin(folder).wait() or files(folder) != expected:
            sys.exit(f"{command[0]} writes other bytes after a kill")
        finished += 1
    shutil.rmtree(folder)
    return f"{done} | no journal | | {finished} of {finished} | {orphans} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--few", type=int, default=70, help="articles where there is no journal")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a command's name")
    given = parser.parse_args()
    draw = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        with corpus.open("w") as file:
            for seed in range(given.articles):
                file.write(json.dumps(article(seed, 20, f"a{seed}")) + "\n")
        print(
            "| command | kills | of these, with new work in the journal | before any work |"
            " finished runs with the same bytes | processes left |"
        )
        print("| --- | --- | --- | --- | --- | --- |")
        for name, command in COMMANDS.items():
            if not given.only or given.only in name:
                print(f"| {name} | {torture(command, corpus, given.kills, draw)}", flush=True)
        few = corpus.with_name("few.jsonl")
        few.write_text("".join(corpus.read_text().splitlines(keepends=True)[: given.few]))
        for name, command in AT_ONCE.items():
            if not given.only or given.only in name:
                row = torture_at_once(command, few, given.kills, draw)
                print(f"| {name} | {row}", flush=True)


if __name__ == "__main__":
    main()
