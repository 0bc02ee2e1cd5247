"""Measure peak memory and speed of reading 2,000 and 200,000 generated records of each format.

Run: python benchmarks/records_memory.py [formats...]

Prints the Markdown table of records_memory.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

COUNTS = (2_000, 200_000)
FORMATS = ("jsonl.gz", "json.gz", "csv.gz", "parquet")
FILLER = "The harbour stayed shut and the ferry waited for calmer weather. " * 8
# Not ru_maxrss, because a child process inherits the peak of its parent.
MEASURE = r"""
import re, sys
from pathlib import Path
from summkit.reading import read
count = sum(1 for item in read(sys.argv[1], on_error="yield") if hasattr(item, "body"))
print(count, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def records(count: int) -> Iterator[dict[str, str]]:
    for n in range(count):
        yield {"id": str(n), "headline": f"Day {n} without a ferry", "body": f"{n}. {FILLER}"}


def write(path: Path, kind: str, count: int) -> None:
    if kind == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pylist(list(records(count)))
        pq.write_table(table, path, row_group_size=10_000)
        return
    with gzip.open(path, "wt", compresslevel=1) as out:
        out.write({"jsonl.gz": "", "json.gz": "[\n", "csv.gz": "id,headline,body\n"}[kind])
        for n, record in enumerate(records(count)):
            if kind == "csv.gz":
                out.write(",".join(f'"{value}"' for value in record.values()) + "\n")
            else:
                comma = "," if kind == "json.gz" and n < count - 1 else ""
                out.write(json.dumps(record) + comma + "\n")
        out.write("]" if kind == "json.gz" else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="format")
    given = parser.parse_args().formats
    print("| format | records | peak MiB | records a second |\n| --- | --- | --- | --- |")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    for kind in given or FORMATS:
        for count in COUNTS:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"news.{kind}"
                write(path, kind, count)
                began = time.perf_counter()
                command = [sys.executable, "-c", MEASURE, str(path)]
                out = subprocess.run(
                    command, env=environment, capture_output=True, text=True, check=True
                )
                seconds = time.perf_counter() - began
            read, kib = map(int, out.stdout.split())
            print(f"| {kind} | {read:,} | {kib / 1024:.1f} | {read / seconds:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
