"""Fit the weights of `summkit.confidence` to judged texts, and say how well they are calibrated.

    python benchmarks/confidence.py JUDGED.jsonl [--write]

A line of JUDGED.jsonl is one text that somebody called printable or not:
``{"corpus": "bbc", "id": "...", "target": "dek", "method": "newsrank", "printable": true}``, with
"text" where it should be checked that the text is still the one that was judged; where it is not,
the line is left out and counted. Texts are written anew, so that lines hold no article. The table
shows, in five folds by article, how often texts of each range of confidence were printable.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from shortening import CORPORA, SHARED
from summkit.article import Article
from summkit.confidence import MODEL, SIGNALS
from summkit.reading import read
from summkit.system import System

RIDGE = 1.0
"""Weight of the squared weights; with few texts a signal that is seldom there stays near 0."""


def gather(path: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return ids, signals and verdicts of the judged texts."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        wanted.setdefault(row["corpus"], {}).setdefault(row["id"], []).append(row)
    ids, numbers, verdicts, changed = [], [], [], 0
    folder = CORPORA if CORPORA.exists() else SHARED
    for corpus, by_id in wanted.items():
        for article in read(folder / f"{corpus}.jsonl.gz", on_error="skip"):
            if not isinstance(article, Article):
                continue
            for row in by_id.get(article.id, ()):
                summary = System(row.get("method", "newsrank"), row["target"]).summarise(article)
                if "text" in row and row["text"] != summary.text:
                    changed += 1
                    continue
                ids.append(article.id)
                numbers.append([summary.signals[name] for name in SIGNALS])
                verdicts.append(float(row["printable"]))
    print(f"{len(ids)} texts, {changed} left out since the text is another now")
    return ids, np.array(numbers), np.array(verdicts)


def fit(numbers: np.ndarray, verdicts: np.ndarray) -> np.ndarray:
    """Return the bias and the weights: logistic regression with a ridge, by Newton's method."""
    made = np.column_stack([np.ones(len(numbers)), numbers])
    ridge = RIDGE * np.eye(made.shape[1])
    ridge[0, 0] = 0.0
    weights = np.zeros(made.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(made @ weights, -30, 30)))
        slope = made.T @ (verdicts - chance) - ridge @ weights
        curve = made.T @ (made * (chance * (1 - chance))[:, None]) + ridge
        weights += np.linalg.solve(curve, slope)
    return weights


def report(ids: list[str], numbers: np.ndarray, verdicts: np.ndarray) -> None:
    """Print how often texts of a range of confidence were printable, in folds by article."""
    folds = np.array([zlib.crc32(each.encode()) % 5 for each in ids])
    chance = np.zeros(len(ids))
    for fold in range(5):
        inside = folds == fold
        if inside.any() and not inside.all():
            weights = fit(numbers[~inside], verdicts[~inside])
            made = np.column_stack([np.ones(inside.sum()), numbers[inside]])
            chance[inside] = 1 / (1 + np.exp(-(made @ weights)))
    print("| confidence | texts | printable |\n|---|---|---|")
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01)):
        within = (chance >= low) & (chance < high)
        share = f"{100 * verdicts[within].mean():.0f}%" if within.any() else "-"
        print(f"| {low:.2f} to {min(high, 1.0):.2f} | {within.sum()} | {share} |")
    print(f"Brier score {np.mean((chance - verdicts) ** 2):.3f};", end=" ")
    print(f"of the share alone {np.mean((verdicts.mean() - verdicts) ** 2):.3f}")


def main() -> None:
    """Fit, report, and write the weights where asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("judged", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    ids, numbers, verdicts = gather(given.judged)
    report(ids, numbers, verdicts)
    weights = fit(numbers, verdicts)
    named = dict(
        zip(("bias", *SIGNALS), (round(float(each), 3) + 0.0 for each in weights), strict=True)
    )
    print(json.dumps(named, indent=1))
    if given.write:
        about = f"fitted to {len(ids)} judged texts by benchmarks/confidence.py"
        data = {"about": about, "weights": named}
        MODEL.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
