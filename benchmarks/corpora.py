"""Run every native method on every corpus through the command line, and check each output line.

    PYTHONPATH=src python benchmarks/corpora.py [--limit 100] [--methods lead,kl] [--data FOLDER]

Each corpus and method runs in a separate process (`summkit summarise --format json
--include-body`). Checks of each output line: it is JSON, each sentence is at its offsets in the
body, the text is not empty and has no control or direction character, the budget of three
sentences is met, and no id is repeated. Checks of the whole run: the numbers of written and failed
records add up to the number of records, and the exit code agrees. Prints the Markdown tables of
corpora.md and, below them, the faults.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from summkit.summarisers.registry import BUILT_IN

METHODS = [name for name in BUILT_IN if name != "command"]
SENTENCES = 3


class Result(NamedTuple):
    records: int
    written: int
    failed: int
    seconds: float
    faults: list[str]


def summarise(path: Path, method: str, records: int) -> Result:
    command = [sys.executable, "-m", "summkit", "summarise", str(path), "--method", method]
    command += ["--format", "json", "--include-body"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - start
    faults = []
    seen: set[str] = set()
    lines = [line for line in done.stdout.split("\n") if line]
    for number, line in enumerate(lines, 1):
        faults += [f"line {number}: {fault}" for fault in check(line, seen)]
    failed = done.stderr.splitlines()
    if len(lines) + len(failed) != records:
        faults.append(f"{records} records, {len(lines)} written, {len(failed)} failed")
    if bool(done.returncode) != bool(failed):
        faults.append(f"exit code {done.returncode} with {len(failed)} failures")
    faults += [f"failed: {line}" for line in failed]
    return Result(records, len(lines), len(failed), seconds, faults)


def check(line: str, seen: set[str]) -> Iterator[str]:
    """Yield the faults of one output line."""
    try:
        row: dict[str, Any] = json.loads(line)
    except ValueError as error:
        yield f"no JSON ({error})"
        return
    if row["id"] in seen:
        yield f"the id {row['id']!r} twice"
    seen.add(row["id"])
    if not row["text"].strip():
        yield "no text"
    for sentence in row["sentences"]:
        if row["body"][sentence["start"] : sentence["end"]] != sentence["text"]:
            yield f"sentence {sentence['index']} is not at its offsets"
    if not 1 <= len(row["sentences"]) <= SENTENCES:
        yield f"{len(row['sentences'])} sentences"
    for field in ("headline", "dek", "text", "body"):
        if odd := {c for c in row[field] or "" if is_odd(c)}:
            yield f"{field} holds {sorted(map(ascii, odd))}"


def is_odd(character: str) -> bool:
    """Return whether a character may not be in the output.

    These are controls other than the line feed, surrogates, and direction overrides and isolates.
    """
    if unicodedata.category(character) in ("Cc", "Cs"):
        return character != "\n"
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="records of each corpus")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    options = parser.parse_args()
    methods = options.methods.split(",")
    faults: list[str] = []
    print("| corpus | records | written | failed | " + " | ".join(f"{m} s" for m in methods) + " |")
    print("| --- " + "| ---: " * (3 + len(methods)) + "|")
    totals = [0.0] * (3 + len(methods))
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted((options.data / "corpora").glob("*.jsonl.gz")):
            name = source.name.removesuffix(".jsonl.gz")
            with gzip.open(source, "rt", encoding="utf-8") as lines:
                chosen = list(islice(lines, options.limit))
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(chosen), encoding="utf-8")
            results = [summarise(path, method, len(chosen)) for method in methods]
            for method, result in zip(methods, results, strict=True):
                found = [f"{name}, {method}: {fault}" for fault in result.faults]
                faults += found
                for fault in found:  # printed immediately, in case a long run is stopped
                    print(fault[:300], file=sys.stderr, flush=True)
            # The worst of all methods, so that no other method hides the fault of one method.
            written = min(result.written for result in results)
            failed = max(result.failed for result in results)
            row = [len(chosen), written, failed, *(result.seconds for result in results)]
            totals = [total + value for total, value in zip(totals, row, strict=True)]
            print_row(name, row)
    print_row("all", totals)
    print(f"\n{len(faults)} faults\n")
    for fault in faults:
        print(f"* {fault}"[:300])


def print_row(name: str, row: list[float]) -> None:
    counts = [f"{value:.0f}" for value in row[:3]]
    print(f"| {name} | " + " | ".join([*counts, *(f"{s:.1f}" for s in row[3:])]) + " |", flush=True)


if __name__ == "__main__":
    main()
