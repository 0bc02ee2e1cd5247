"""Count the cases of two other projects' test suites that summkit and sentencex split correctly.

    PYTHONPATH=src python benchmarks/sentence_suites.py ../shared/data

The cases are pySBD's golden rules and sentencex's own tests. Each suite is divided by the SHA-1 of
the text into a half on which summkit's rules were improved and a half that was not read;
sentences.md says which cases were read since. The last table names the languages in which summkit
fails a case.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import sentencex

from summkit.language import get_language, sentence_spans


def ours(code: str, text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, get_language(code))]


SPLITTERS = {"summkit": ours, "sentencex": lambda code, text: sentencex.segment(code, text)}


def main(shared: Path) -> None:
    path = shared / "sentences" / "suites.jsonl"
    cases: list[dict[str, Any]] = [json.loads(line) for line in path.open(encoding="utf-8")]
    total: Counter[str] = Counter()
    right: dict[str, Counter[str]] = {name: Counter() for name in SPLITTERS}
    missed: Counter[str] = Counter()
    for case in cases:
        half = int(hashlib.sha1(case["text"].encode()).hexdigest(), 16) % 2
        groups = ("all", case["suite"], ("mended on", "held out")[half])
        total.update(groups)
        wanted = [piece.strip() for piece in case["want"] if piece.strip()]
        for name, split in SPLITTERS.items():
            pieces = [p.strip() for p in split(case["lang"], case["text"]) if p.strip()]
            if pieces == wanted:
                right[name].update(groups)
            elif name == "summkit":
                missed[case["lang"]] += 1
    print(f"| cases | {' | '.join(SPLITTERS)} |\n| --- |{' ---: |' * len(SPLITTERS)}")
    for group, count in total.items():
        shares = (f"{right[n][group]} ({right[n][group] / count:.1%})" for n in SPLITTERS)
        print(f"| {group} ({count}) | {' | '.join(shares)} |")
    print("\nMissed by language:", ", ".join(f"{code} {n}" for code, n in missed.most_common()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    main(parser.parse_args().data)
