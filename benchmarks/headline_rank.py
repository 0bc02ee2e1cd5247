"""Cross-validate the ranker of `summkit train --target headline`, trained by minimum risk.

    python benchmarks/headline_rank.py            # five folds, a table

The articles are those of bbc, reuters21578 and recent_news_en that have a headline; each corpus
weighs the same. `summkit.training.pools` and `summkit.training.shortener` contain the procedure.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from summkit.article import Article
from summkit.document import analyse
from summkit.training.pools import CandidatePool, interned, pool
from summkit.training.shortener import cross_validated

CORPORA = ("bbc", "reuters21578", "recent_news_en")
DATA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
CHARACTERS, FOLDS = 75, 5


def articles(corpus: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["headline"] and row["body"]]


def gather() -> tuple[list[CandidatePool], list[int]]:
    """Return the pools of all articles, and the fold of each."""
    pools, folds = [], []
    for corpus in CORPORA:
        for row in articles(corpus):
            document = analyse(Article(body=row["body"], headline=row["headline"]), "en")
            if document.sentences:
                pools.append(interned(pool(document, CHARACTERS, corpus)))
                folds.append(zlib.crc32(row["id"].encode()) % FOLDS)
    return pools, folds


def table(pools: list[CandidatePool], chosen: list[int | None]) -> None:
    print("| corpus | approach | R-1 | R-2 | R-L | characters |\n|---|---|---|---|---|---|")
    for corpus in CORPORA:
        mine = [
            (each, pick) for each, pick in zip(pools, chosen, strict=True) if each.group == corpus
        ]
        rows: dict[str, list[tuple[Any, int]]] = {
            "cut at 75": [(each.cut, CHARACTERS) for each, _ in mine]
        }
        for name in ("cheapest", "ranked", "best in pool"):
            rows[name] = []
            for each, pick in mine:
                if pick is None:
                    rows[name].append((each.cut, CHARACTERS))
                    continue
                best = int(each.rouge.sum(axis=1).argmax())
                place = {"cheapest": 0, "ranked": pick, "best in pool": best}[name]
                rows[name].append((each.rouge[place], each.characters[place]))
        for name, values in rows.items():
            means = 100 * np.array([scores for scores, _ in values]).mean(axis=0)
            size = np.mean([size for _, size in values])
            print(
                f"| {corpus} | {name} | "
                + " | ".join(f"{m:.1f}" for m in means)
                + f" | {size:.0f} |"
            )
        empty = sum(not each.masks for each, _ in mine)
        per = np.mean([len(each.masks) for each, _ in mine])
        print(f"| {corpus} | {empty} of {len(mine)} without, {per:.1f} candidates each | | | | |")


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    pools, folds = gather()
    table(pools, cross_validated(pools, np.array(folds)))


if __name__ == "__main__":
    main()
