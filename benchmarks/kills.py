"""`summarise` and `compare` killed with -9 at random moments, resumed each time: the same bytes?

Run: python benchmarks/kills.py [--kills 100] [--seed 1]   (writes a Markdown table)

Each command is run whole once. Then it is started with --resume and killed (its main process,
workers and all, at the mercy of what they notice) until it has been killed so many times, each
time after a random time of up to 0.7 of a whole run's, and is then let finish. A kill may fall into
the start, reading, work, the final writing or the end. At the end: the same bytes, no journal,
no process left. Where a run finishes before its kill, the next one starts from nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import article

COMMANDS = {
    "summarise, JSON": ("summarise", "{corpus}", "--method", "lexrank", "-o", "{out}.jsonl"),
    "summarise, Parquet": ("summarise", "{corpus}", "--method", "lead", "-o", "{out}.parquet"),
    "compare": (
        *("compare", "{corpus}", "--for", "dek", "--system", "lexrank"),
        *("--resamples", "100", "--out", "{out}.json"),
    ),
}


def start(command: tuple[str, ...], corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    words = [word.format(corpus=corpus, out=out) for word in command]
    return subprocess.Popen(
        [sys.executable, "-m", "summkit", *words, "--resume", "--workers", "2"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


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


def content(out: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in out.parent.glob(f"{out.name}.*")}


def torture(command: tuple[str, ...], corpus: Path, kills: int, draw: random.Random) -> str:
    """Return the table's row but for its name."""
    whole, broken = corpus.with_name("whole"), corpus.with_name("broken")
    begun = time.monotonic()
    if start(command, corpus, whole).wait():
        sys.exit("the whole run failed")
    seconds = time.monotonic() - begun
    expected = content(whole)
    done = finished = orphans = empty = with_progress = 0
    size = 0
    while done < kills:
        process = start(command, corpus, broken)
        time.sleep(draw.uniform(0, 0.7 * seconds))
        if process.poll() is not None:
            finished += 1
            if content(broken) != expected:
                sys.exit("the bytes differ")
            for path in broken.parent.glob("broken.*"):
                path.unlink()
            size = 0
            continue
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        done += 1
        end = time.monotonic() + 10
        while left(process.pid) and time.monotonic() < end:
            time.sleep(0.01)
        orphans += left(process.pid)
        journal = next(broken.parent.glob("broken.*.partial"), None)
        now = journal.stat().st_size if journal else 0
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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        with corpus.open("w") as file:
            for seed in range(given.articles):
                file.write(json.dumps(article(seed, 20, f"a{seed}")) + "\n")
        print(
            "| command | kills | of these, with new work in the journal | before any |"
            " finished runs with the same bytes | processes left |"
        )
        print("| --- | --- | --- | --- | --- | --- |")
        for name, command in COMMANDS.items():
            print(f"| {name} | {torture(command, corpus, given.kills, draw)}", flush=True)


if __name__ == "__main__":
    main()
