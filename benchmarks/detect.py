"""Compare the accuracy and CPU time of language detection with py3langid's on the corpora.

    PYTHONPATH=src python benchmarks/detect.py

Prints the first table of detect.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from summkit.language import detect

CORPORA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
ALIKE = {"nb": "no", "nn": "no"}


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    bodies: dict[str, list[str]] = defaultdict(list)
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        taken: Counter[str] = Counter()
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                code = record["language"]
                if taken[code] < 100 and len(record["body"]) >= 100:
                    taken[code] += 1
                    bodies[code].append(record["body"])
    started = time.process_time()
    detect("the end")
    print(f"ours, first call: {(time.process_time() - started) * 1000:.1f} ms")
    started = time.process_time()
    import py3langid

    py3langid.classify("the end")
    print(f"py3langid, import and first call: {(time.process_time() - started) * 1000:.1f} ms\n")
    print("| language | articles | ours | py3langid | ours, ms | py3langid, ms |")
    print("| --- |" + " ---: |" * 5)
    for code, texts in sorted(bodies.items()):
        row = []
        times = []
        for guess in (detect, lambda text: py3langid.classify(text[:1000])[0]):
            started = time.process_time()
            right = sum(ALIKE.get(found := guess(text), found) == code for text in texts)
            times.append(f"{(time.process_time() - started) / len(texts) * 1000:.3f}")
            row.append(f"{right / len(texts):.3f}")
        print(f"| {code} | {len(texts)} | " + " | ".join(row + times) + " |")


if __name__ == "__main__":
    main()
