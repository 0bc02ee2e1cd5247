"""Estimate the cost of a billion articles by arithmetic from the rates in cluster.json.

    python benchmarks/billion.py [--articles 1e9] [--cores 1000]

Prints the tables of billion.md. Runs nothing: `cluster.py` measures the rates.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOUR = 3600
# Assumptions: these three figures were not measured.
METADATA_CALLS = 12  # per shard: open, rename and so on, for its try, part and folder
METADATA_RATE = 5_000  # metadata calls per second that a network file system answers
CLIENT_BYTES = 300  # memory for a finished shard: its number and digest in a dict


def serial(rates: dict[str, float], articles: float, shard: int) -> dict[str, float]:
    """Return the hours of each step that one process does, however many cores there are."""
    shards = articles / shard
    third = rates["articles"] / 3
    plain = articles * rates["input_bytes"]["a.jsonl"] / third  # type: ignore[index]
    return {
        "cut (JSON lines)": plain / rates["cut_jsonl_bytes_per_second"] / HOUR,
        "give out and collect": shards * rates["client_cpu_ms_per_task"] / 1000 / HOUR,
        "files' metadata": shards * METADATA_CALLS / METADATA_RATE / HOUR,
        "join to JSON lines": articles / rates["join_json_articles_per_second"] / HOUR,
        "join to Parquet": articles / rates["join_parquet_articles_per_second"] / HOUR,
    }


def table(head: list[str], rows: list[list[Any]]) -> None:
    """Print a Markdown table; the first column is text, the others are numbers."""
    print("| " + " | ".join(head) + " |")
    print("| --- |" + " ---: |" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=float, default=1e9)
    parser.add_argument("--cores", type=int, default=1000)
    wanted = parser.parse_args()
    rates = json.loads((HERE / "cluster.json").read_text())
    many, cores, third = wanted.articles, wanted.cores, rates["articles"] / 3
    overhead = rates["there"]["cpu"] / rates["one"]["cpu"]

    print(f"## Work: {many:.0e} articles; Dask takes {overhead:.2f} times the CPU of one process\n")
    rows = []
    for method in ("lead", "lexrank", "newsrank"):
        cost = rates[f"cpu_ms_{method}"]
        hours = many * cost * overhead / 1000 / HOUR
        rows.append([method, f"{cost:.2f}", f"{hours:,.0f}", f"{hours / cores:.2f}"])
    table(["method", "CPU ms an article", "core-hours", f"hours on {cores:,} cores"], rows)

    print("## Storage\n")
    names = {"a.jsonl": "JSON lines", "b.jsonl.gz": "JSON lines, gzip", "c.parquet": "Parquet"}
    rows = [
        [f"input, {told}", f"{rates['input_bytes'][name] / third:,.0f}"]
        for name, told in names.items()
    ]
    rows += [
        ["parts", f"{rates['part_bytes_per_article']:,.0f}"],
        ["output, JSON lines", f"{rates['json_bytes_per_article']:,.0f}"],
        ["output, Parquet", f"{rates['parquet_bytes_per_article']:,.0f}"],
    ]
    for row in rows:
        row.append(f"{float(row[1].replace(',', '')) * many / 1e12:.2f}")
    table(["data", "bytes an article", "TB"], rows)

    print("## Serial work of one process: hours\n")
    shards = (500, 5_000, 15_000)
    columns = [serial(rates, many, shard) for shard in shards]
    rows = [[name, *[f"{column[name]:.2f}" for column in columns]] for name in columns[0]]
    table(["step", *[f"shards of {shard:,}" for shard in shards]], rows)

    print("## Shards\n")
    rows = []
    for shard in shards:
        count = many / shard
        seconds = shard * rates["cpu_ms_lexrank"] * overhead / 1000
        fed = seconds / (rates["client_cpu_ms_per_task"] / 1000)
        rows.append(
            [
                f"{shard:,}",
                f"{count:,.0f}",
                f"{seconds:.1f}",
                f"{fed:,.0f}",
                f"{count * CLIENT_BYTES / 1e6:,.0f}",
                f"{count * rates['journal_bytes_per_shard'] / 1e6:,.0f}",
            ]
        )
    head = ["articles a shard", "shards and files", "seconds a shard (lexrank)"]
    table([*head, "cores one client can feed", "client memory MB", "journal MB"], rows)


if __name__ == "__main__":
    main()
