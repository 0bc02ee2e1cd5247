"""Train the headline ranker by minimum risk: write `models/headline.json`; or cross-validate it.

    python benchmarks/headline_rank.py            # five folds, a table
    python benchmarks/headline_rank.py --write    # and the weights of all articles

The articles are those of bbc, reuters21578 and recent_news_en that have a headline; each corpus
weighs the same.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.headline import rank
from summkit.headline.candidates import candidates
from summkit.headline.checks import leans_on_context
from summkit.headline.tokens import tokenise
from summkit.headline.tree import Tree
from summkit.reading.dateline import split_dateline

CORPORA = ("bbc", "reuters21578", "recent_news_en")
DATA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
CHARACTERS, SENTENCES, FOLDS = 75, 2, 5
TEMPERATURE, DECAY, COST_PRIOR = 8.0, 3e-3, 0.02


def articles(corpus: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["headline"] and row["body"]]


@cache
def _stemmer() -> Any:
    from nltk.stem.porter import PorterStemmer

    return PorterStemmer()


@cache
def _stem(word: str) -> str:
    return _stemmer().stem(word) if len(word) > 3 else word


def tokens(text: str) -> list[str]:
    """rouge-score's own tokens with its Porter stemmer."""
    return [_stem(word) for word in re.sub(r"[^a-z0-9]+", " ", text.lower()).split()]


def rouge(text: str, reference: list[str]) -> tuple[float, float, float]:
    """R-1, R-2 and R-L F1, as rouge-score has them."""
    found = tokens(text)
    values = []
    for size in (1, 2):
        first = Counter(zip(*(found[i:] for i in range(size)), strict=False))
        second = Counter(zip(*(reference[i:] for i in range(size)), strict=False))
        shared = sum((first & second).values())
        total = sum(first.values()) + sum(second.values())
        values.append(2 * shared / total if total else 0.0)
    row = [0] * (len(reference) + 1)
    for word in found:
        diagonal = 0
        for place, other in enumerate(reference, 1):
            diagonal, row[place] = (
                row[place],
                (diagonal + 1 if word == other else max(row[place], row[place - 1])),
            )
    total = len(found) + len(reference)
    values.append(2 * row[-1] / total if total else 0.0)
    return values[0], values[1], values[2]


def pool(document: Document, characters: int = CHARACTERS) -> list[tuple[Any, list[float]]]:
    """Every candidate of the first sentences with its features."""
    worth = rank.worths(document.words, document.language.stop_words)
    found = []
    for place in range(min(SENTENCES, len(document.sentences))):
        rest = split_dateline(document.sentences[place].text)[2]
        words = tokenise(rest)
        if found:
            break
        if not 2 < len(words) <= 90:
            continue
        tree = Tree(rest, words)
        if place and leans_on_context(tree):
            continue
        for each in candidates(tree, characters, worth):
            found.append((each, rank.features(tree, each, worth, place, characters)))
    return found


def gather() -> list[dict[str, Any]]:
    items = []
    for corpus in CORPORA:
        for row in articles(corpus):
            document = analyse(Article(body=row["body"]), "en")
            if not document.sentences:
                continue
            reference = tokens(row["headline"])
            found = pool(document)
            first = document.sentences[0].text
            items.append(
                {
                    "corpus": corpus,
                    "fold": zlib.crc32(row["id"].encode()) % FOLDS,
                    "cut": rouge(first[:CHARACTERS], reference),
                    "texts": [each.text for each, _ in found],
                    "x": np.array([numbers for _, numbers in found]),
                    "y": np.array([rouge(each.text, reference) for each, _ in found]),
                }
            )
    return items


def fit(items: list[dict[str, Any]]) -> np.ndarray[Any, Any]:
    """Maximise expected R-1 + R-2 by gradient ascent (Adam), whole batches."""
    items = [item for item in items if len(item["texts"]) > 1]
    x = np.concatenate([item["x"] for item in items])
    gain = np.concatenate(
        [item["y"][:, 0] + item["y"][:, 1] + 0.5 * item["y"][:, 2] for item in items]
    )
    gain = gain - COST_PRIOR * x[:, rank.FEATURES.index("cost")]
    starts = np.cumsum([0] + [len(item["texts"]) for item in items])[:-1]
    owner = np.repeat(np.arange(len(items)), [len(item["texts"]) for item in items])
    counts = Counter(item["corpus"] for item in items)
    weight = np.array([1 / counts[item["corpus"]] for item in items]) / len(counts)
    scale = x.std(axis=0)
    scale[scale == 0] = 1
    z = x / scale
    w = np.zeros(x.shape[1])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 601):
        s = TEMPERATURE * (z @ w)
        s -= np.maximum.reduceat(s, starts)[owner]
        p = np.exp(s)
        p /= np.add.reduceat(p, starts)[owner]
        mean = np.add.reduceat(p * gain, starts)
        g = z.T @ (p * (gain - mean[owner]) * weight[owner]) * TEMPERATURE - DECAY * w
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g * g
        w += 0.02 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return w / scale


def table(items: list[dict[str, Any]], chosen: list[int]) -> None:
    print("| corpus | approach | R-1 | R-2 | R-L | characters |\n|---|---|---|---|---|---|")
    for corpus in CORPORA:
        mine = [
            (item, pick)
            for item, pick in zip(items, chosen, strict=True)
            if item["corpus"] == corpus
        ]
        rows: dict[str, list[tuple[float, ...]]] = {
            "cut at 75": [],
            "cheapest": [],
            "ranked": [],
            "best in pool": [],
        }
        sizes: dict[str, list[int]] = {key: [] for key in rows}
        for item, pick in mine:
            rows["cut at 75"].append(item["cut"])
            for key, place in (
                ("cheapest", 0),
                ("ranked", pick),
                ("best in pool", int(item["y"].sum(axis=1).argmax()) if item["texts"] else -1),
            ):
                rows[key].append(tuple(item["y"][place]) if item["texts"] else item["cut"])
                sizes[key].append(len(item["texts"][place]) if item["texts"] else CHARACTERS)
        for key, values in rows.items():
            means = 100 * np.array(values).mean(axis=0)
            size = np.mean(sizes[key]) if sizes[key] else CHARACTERS
            print(
                f"| {corpus} | {key} | "
                + " | ".join(f"{m:.1f}" for m in means)
                + f" | {size:.0f} |"
            )
        empty = sum(not item["texts"] for item, _ in mine)
        per = np.mean([len(item["texts"]) for item, _ in mine])
        print(f"| {corpus} | {empty} of {len(mine)} without, {per:.1f} candidates each | | | | |")


def main(write: bool) -> None:
    items = gather()
    chosen = [-1] * len(items)
    for fold in range(FOLDS):
        weights = fit([item for item in items if item["fold"] != fold])
        for number, item in enumerate(items):
            if item["fold"] == fold and item["texts"]:
                chosen[number] = int((item["x"] @ weights).argmax())
    table(items, chosen)
    if write:
        weights = fit(items)
        data = {
            "features": "headline-1",
            "trained": {"corpora": list(CORPORA), "articles": len(items)},
            "weights": {
                name: round(float(value), 4)
                for name, value in zip(rank.FEATURES, weights, strict=True)
            },
        }
        rank.MODEL.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main("--write" in sys.argv)
