"""Compare the throughput and CPU time of two workers with those of one.

Run: python benchmarks/workers.py [--articles 4000] [--rounds 5]

Prints the Markdown table of workers.md. Each round runs every command once with one worker and once
with two, on generated articles of 20 sentences. The wall-clock ratio is meaningful on two free
cores only. The CPU ratio (two over one) is also valid on a busy machine, and 2 / CPU ratio is the
largest possible gain on two free cores. The outputs must have the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import article

COMMANDS = {
    "summarise, newsrank": ("summarise", "{corpus}", "-o", "{out}.jsonl", "--target", "dek"),
    "summarise, lexrank": ("summarise", "{corpus}", "-o", "{out}.jsonl", "--method", "lexrank"),
    "summarise, lexrank, to a pipe": ("summarise", "{corpus}", "--method", "lexrank"),
    "compare, 4 systems and oracle": (
        *("compare", "{corpus}", "--target", "dek", "--system", "lexrank"),
        *("--resamples", "100", "--output", "{out}.json"),
    ),
}


def measure(command: tuple[str, ...], corpus: Path, out: Path, workers: int) -> tuple[float, ...]:
    """Return wall-clock seconds, CPU seconds with all children, and a digest of the output."""
    words = [word.format(corpus=corpus, out=out) for word in command]
    before = os.times()
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "summkit", *words, "--workers", str(workers)],
        stdout=subprocess.PIPE,
        check=True,
        # One worker must use one core; rouge-score-rs would otherwise use all cores.
        env=os.environ | {"RAYON_NUM_THREADS": "1"},
    )
    wall = time.perf_counter() - start
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    digest = hashlib.sha256(done.stdout)
    for path in sorted(out.parent.glob(f"{out.name}.*")):
        digest.update(path.read_bytes())
        path.unlink()
    return wall, cpu, int(digest.hexdigest()[:12], 16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        with corpus.open("w") as file:
            for seed in range(given.articles):
                file.write(json.dumps(article(seed, 20, f"a{seed}")) + "\n")
        for _ in range(given.rounds):
            for name, command in COMMANDS.items():
                one, two = (
                    measure(command, corpus, Path(folder) / "out", workers) for workers in (1, 2)
                )
                if one[2] != two[2]:
                    sys.exit(f"{name}: the outputs differ")
                rate = given.articles / one[0]
                found[name].append((one[0] / two[0], two[1] / one[1], rate))
    print(f"{given.articles} articles, {given.rounds} rounds, medians (lowest to highest)\n")
    print("| command | throughput, 2 workers over 1 | CPU, 2 over 1 | articles/s, 1 worker |")
    print("| --- | --- | --- | --- |")
    for name, rounds in found.items():
        cells = []
        for values in zip(*rounds, strict=True):
            shown = [f"{v:.2f}" if max(values) < 50 else f"{v:.0f}" for v in sorted(values)]
            middle = statistics.median(values)
            cells.append(f"{middle:.{2 if max(values) < 50 else 0}f} ({shown[0]} to {shown[-1]})")
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
