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
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.headline import rank
from summkit.headline.candidates import versions
from summkit.headline.keep import chances, word_features
from summkit.headline.shapes import leans_on_context
from summkit.headline.shorten import LONGEST
from summkit.headline.tree import Tree
from summkit.reading.dateline import split_dateline

CORPORA = ("bbc", "reuters21578", "recent_news_en")
DATA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
CHARACTERS, SENTENCES, FOLDS = 75, 3, 5
RARE = 30  # times a word's feature is seen, or it has no weight
WORD_DECAY = 1e-6
TEMPERATURE, DECAY, COST_PRIOR = 8.0, 3e-3, 0.05


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


def pool(document: Document, characters: int = CHARACTERS) -> dict[str, Any]:
    """Every candidate of the first sentence that has one, with what features are made of."""
    worth = rank.worths(document.words, document.language.stop_words)
    result: dict[str, Any] = {"worth": worth, "tree": None, "place": 0, "found": [], "first": None}
    for place in range(min(SENTENCES, len(document.sentences))):
        tree = Tree(split_dateline(document.sentences[place].text)[2])
        if not 2 < len(tree.tokens) <= LONGEST:
            continue
        if place == 0:
            result["first"] = tree
        if place and leans_on_context(tree):
            continue
        if found := versions(tree, characters, worth, place):
            return result | {"tree": tree, "place": place, "found": found}
    return result


def gather() -> list[dict[str, Any]]:
    items = []
    for corpus in CORPORA:
        for row in articles(corpus):
            document = analyse(Article(body=row["body"]), "en")
            if not document.sentences:
                continue
            reference = tokens(row["headline"])
            items.append(
                pool(document)
                | {
                    "corpus": corpus,
                    "id": row["id"],
                    "fold": zlib.crc32(row["id"].encode()) % FOLDS,
                    "reference": reference,
                    "cut": rouge(document.sentences[0].text[:CHARACTERS], reference),
                }
            )
    for item in items:
        item["texts"] = [each.text for each in item["found"]]
        item["y"] = np.array([rouge(text, item["reference"]) for text in item["texts"]])
    return items


def fit_words(items: list[dict[str, Any]]) -> dict[str, float]:
    """Fit the logistic model of single words: is it in the editor's headline, or not?"""
    rows, truth, weight = [], [], []
    corpora = Counter(item["corpus"] for item in items)
    for item in items:
        if (tree := item["first"]) is None:
            continue
        taken = set(item["reference"])
        for node, features in enumerate(word_features(tree, item["worth"], 0)):
            if tree.lower[node][0].isalnum():
                rows.append(features)
                found = tokens(tree.lower[node])
                truth.append(bool(found) and taken.issuperset(found))
                weight.append(1 / corpora[item["corpus"]])
    seen = Counter(feature for features in rows for feature in features)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    numbers = {name: number for number, name in enumerate(names)}
    none = len(names)
    x = np.array([[numbers.get(feature, none) for feature in features] for features in rows])
    y, share = np.array(truth, float), np.array(weight)
    share /= share.sum()
    w = np.zeros(none + 1)
    first, second = np.zeros_like(w), np.zeros_like(w)
    flat = x.ravel()
    for step in range(1, 201):
        w[none] = 0
        p = 1 / (1 + np.exp(-w[x].sum(axis=1)))
        error = np.repeat(share * (y - p), x.shape[1])
        g = np.bincount(flat, error, minlength=none + 1) - WORD_DECAY * w
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g * g
        w += 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-12)
    return {name: round(float(w[n]), 3) for n, name in enumerate(names) if abs(w[n]) >= 0.0005}


def describe(items: list[dict[str, Any]], learned: dict[str, float]) -> None:
    """Give each item the features of its candidates."""
    for item in items:
        if not item["found"]:
            item["x"] = np.zeros((0, len(rank.FEATURES)))
            continue
        tree, worth, place = item["tree"], item["worth"], item["place"]
        keep = chances(tree, worth, place, learned)
        item["x"] = np.array(
            [rank.features(tree, each, worth, place, CHARACTERS, keep) for each in item["found"]]
        )


def train(items: list[dict[str, Any]], others: Sequence[dict[str, Any]] = ()) -> rank.Weights:
    """Fit both models on `items`; `others` get their features too."""
    learned = fit_words(items)
    describe([*items, *others], learned)
    return rank.Weights(tuple(float(each) for each in fit(items)), learned)


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


def chosen_by_folds(items: list[dict[str, Any]]) -> list[int]:
    """Return the number of each item's candidate, chosen by models of the other folds; or -1."""
    chosen = [-1] * len(items)
    for fold in range(FOLDS):
        inside = [item for item in items if item["fold"] == fold]
        weights = train([item for item in items if item["fold"] != fold], inside)
        for number, item in enumerate(items):
            if item["fold"] == fold and item["found"]:
                chosen[number] = int((item["x"] @ np.array(weights.ranker)).argmax())
    return chosen


def main(write: bool) -> None:
    items = gather()
    table(items, chosen_by_folds(items))
    if write:
        weights = train(items)
        data = {
            "features": "headline-2",
            "trained": {"corpora": list(CORPORA), "articles": len(items)},
            "weights": {
                name: round(value, 4)
                for name, value in zip(rank.FEATURES, weights.ranker, strict=True)
            },
            "words": weights.words,
        }
        text = json.dumps(data, indent=1, ensure_ascii=False)
        rank.MODEL.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main("--write" in sys.argv)
