"""Train the headline shortener's tagger and parser: write `shortening/parsing/data/parser.tables`.

It learns from the output of a treebank parser that was run once over the development corpora;
`headline_silver.py` writes that output. A fifth of the articles, chosen by the hash of the id, is
left out of training, and the accuracies printed are measured on it.

    python benchmarks/headline_parser.py SILVER.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from summkit.shortening.parsing import model as m
from summkit.shortening.parsing import parser as p

Array = np.ndarray[Any, np.dtype[Any]]

EPOCHS = 6
# Features, those of the largest weight.
KEPT = {"tagger": 30000, "parser": 100000, "labeller": 25000}
SMALL = 0.08  # of a feature's largest weight; smaller weights are left out


def held_out(identifier: str) -> bool:
    """Return whether an article is left out of training."""
    return zlib.crc32(identifier.encode()) % 5 == 0


def best(weights: dict[str, Any], features: Sequence[str], classes: Sequence[str]) -> int:
    """Return the number of the class with the largest sum; ties go to the first."""
    scores = [0] * len(classes)
    for feature in features:
        for number, weight in weights.get(feature, {}).items():
            scores[number] += weight
    return scores.index(max(scores))


def best_move(weights: dict[str, Any], features: Sequence[str], moves: Sequence[int]) -> int:
    """Return the transition with the largest sum; ties go to the first of `moves`."""
    scores = [0, 0, 0]
    for feature in features:
        for number, weight in enumerate(weights.get(feature, ())):
            scores[number] += weight
    return max(moves, key=scores.__getitem__)


class Perceptron:
    """Averaged weights by feature and class."""

    def __init__(self, moves: bool = False) -> None:
        self.moves = moves
        self.weights: dict[str, Any] = {}
        self._totals: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._stamps: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.steps = 0

    def update(self, features: Sequence[str], truth: int, guess: int) -> None:
        for feature in features:
            row = self.weights.setdefault(feature, {} if not self.moves else [0, 0, 0])
            for number, change in ((truth, 1), (guess, -1)):
                old = row[number] if self.moves else row.get(number, 0)
                self._totals[feature][number] += (self.steps - self._stamps[feature][number]) * old
                self._stamps[feature][number] = self.steps
                row[number] = old + change

    def averaged(self) -> dict[str, dict[int, float]]:
        """Return the mean weights, by feature and class."""
        table: dict[str, dict[int, float]] = {}
        for feature in sorted(self.weights):
            table[feature] = {}
            for number, weight in sorted(
                enumerate(self.weights[feature]) if self.moves else self.weights[feature].items()
            ):
                total = self._totals[feature][number]
                total += (self.steps - self._stamps[feature][number]) * weight
                table[feature][number] = total / max(1, self.steps)
        return table


def largest(table: dict[str, dict[int, float]], count: int) -> dict[str, dict[int, float]]:
    """Return the features with the largest weights."""
    worth = {
        feature: max(map(abs, row.values()), default=0.0)
        for feature, row in table.items()
        if "~" not in feature
    }
    kept = sorted(worth, key=lambda feature: (-worth[feature], feature))[:count]
    return {feature: table[feature] for feature in sorted(kept)}


def as_arrays(table: dict[str, dict[int, float]], classes: int, moves: bool) -> tuple[Array, Array]:
    """Return the features and the weights of a table, as `ParserModel.read` reads them."""
    # Clipping the few very large weights instead would cost several points of accuracy.
    unit = max(abs(weight) for row in table.values() for weight in row.values()) / m.ZERO
    features, rows = [], []
    for feature, weights in sorted(table.items()):
        whole = {n: max(-31, min(32, round(weight / unit))) for n, weight in weights.items()}
        least = -1 if moves else SMALL * max(map(abs, whole.values()), default=0)
        row = {number: weight for number, weight in whole.items() if abs(weight) > least}
        if any(row.values()):
            features.append(feature)
            rows.append([row.get(number, 0) for number in range(classes)])
    return lines(features), np.array(rows, dtype=np.int8)


def lines(texts: Sequence[str]) -> Array:
    """Return texts as bytes, one a line."""
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def gold_moves(state: p.State, size: int, heads: Sequence[int]) -> list[int]:
    """Return the valid transitions that lose no arc of the gold tree (Goldberg and Nivre 2013)."""
    valid = state.valid(size)
    stack, n0 = state.stack, state.next
    gold = [size if head < 0 else head for head in heads]
    costly = set()
    # Shifting n0 onto s0 loses the arcs between n0 and the tokens below s0, and to its left
    # children.
    if n0 < size and (gold[n0] in stack[:-1] or any(gold[each] == n0 for each in stack)):
        costly.add(p.SHIFT)
    if stack:
        s0, s1 = stack[-1], stack[-2] if len(stack) > 1 else -1
        later = any(gold[each] == s0 for each in range(n0, size))
        if later or gold[s0] >= n0:
            costly.add(p.RIGHT)
        if later or gold[s0] == s1 or gold[s0] > n0:
            costly.add(p.LEFT)
    return [move for move in valid if move not in costly] or valid


def main(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["h"].count(-1) == 1]
    train = [row for row in rows if not held_out(row["id"])]
    test = [row for row in rows if held_out(row["id"])]
    arrays = learned(rows, train, KEPT, vocabulary=40)
    m.MODEL.parent.mkdir(exist_ok=True)
    m.MODEL.write_bytes(m.stored(arrays))
    print(m.MODEL.stat().st_size, {kind: len(arrays[kind]) for kind in KEPT})
    m.shipped.cache_clear()
    measure(m.shipped(), test)


def learned(
    rows: list[dict[str, Any]],
    train: list[dict[str, Any]],
    kept: dict[str, int],
    vocabulary: int,
    fixed: dict[str, str] | None = None,
) -> dict[str, Array]:
    """Return what `ParserModel.read` reads, learned from some of the rows.

    Parameters
    ----------
    rows
        The parsed sentences to learn from.
    kept
        How many features of each kind stay.
    vocabulary
        How often a word must be seen to become a feature of its own.
    fixed
        Words that always have one tag, besides those found in training.
    """
    tags = sorted({tag for row in rows for tag in row["t"]})
    labels = sorted({label for row in rows for label in row["l"]} - {"ROOT"})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    words: Counter[str] = Counter()
    for row in train:
        for index, (word, tag) in enumerate(zip(row["w"], row["t"], strict=True)):
            counts[word if index and word[0].isupper() else word.lower()][tag] += 1
            words[word.lower()] += 1
    single = dict(fixed or {})
    for word, seen in sorted(counts.items()):
        (tag, count), total = seen.most_common(1)[0], sum(seen.values())
        if total >= 20 and count / total >= 0.99:
            single[word] = tag
    known = sorted(word for word, count in words.items() if count >= vocabulary)
    sizes = {"tagger": len(tags), "parser": 3, "labeller": len(labels)}
    empty = {kind: np.zeros((0, count), dtype=np.int8) for kind, count in sizes.items()}
    arrays: dict[str, Array] = {
        "tags": lines(tags),
        "labels": lines(labels),
        "fixed": lines(list(single)),
        "fixed_tags": np.array([tags.index(tag) for tag in single.values()], dtype=np.uint8),
        "vocabulary": lines(known),
        **empty,
        **{f"{kind}_features": lines([]) for kind in empty},
    }
    train_all(arrays, train, kept)
    return arrays


def train_all(arrays: dict[str, Array], train: list[dict[str, Any]], kept: dict[str, int]) -> None:
    model = m.ParserModel.read(arrays)
    tagger, arcs, names = Perceptron(), Perceptron(moves=True), Perceptron()
    tag_numbers = {tag: number for number, tag in enumerate(model.tags)}
    label_numbers = {label: number for number, label in enumerate(model.labels)}
    order = random.Random(5)
    for epoch in range(EPOCHS):
        order.shuffle(train)
        right = total = arc_right = 0
        for row in train:
            lower = ["", "", *(word.lower() for word in row["w"]), "", ""]
            before, last, guessed = "", "", []
            for index, word in enumerate(row["w"]):
                found = model.fixed.get(word if word[0].isupper() and index else lower[index + 2])
                if found is None:
                    features = p.tag_features(index, word, lower, last, before)
                    number = best(tagger.weights, features, model.tags)
                    tagger.steps += 1
                    found, truth = model.tags[number], tag_numbers[row["t"][index]]
                    if number != truth:
                        tagger.update(features, truth, number)
                guessed.append(found)
                right += found == row["t"][index]
                total += 1
                before, last = last, found
            # The parser is trained on predicted tags, as in use; they are good after the first
            # epoch.
            seen = guessed if epoch else row["t"]
            forms = [m.normal(word, model.vocabulary) for word in row["w"]]
            arc_right += learn_arcs(arcs, forms, seen, row["h"], explore=epoch > 1, order=order)
            learn_names(names, forms, seen, row, label_numbers, model.labels)
        print(epoch, f"tags {right / total:.4f} arcs {arc_right / total:.4f}", flush=True)
    for learner, kind in ((tagger, "tagger"), (arcs, "parser"), (names, "labeller")):
        table = largest(learner.averaged(), kept[kind])
        moves, classes = kind == "parser", arrays[kind].shape[1]
        arrays[f"{kind}_features"], arrays[kind] = as_arrays(table, classes, moves)


def learn_arcs(
    arcs: Perceptron,
    forms: list[str],
    tags: list[str],
    heads: list[int],
    *,
    explore: bool,
    order: random.Random,
) -> int:
    size = len(forms)
    state = p.State(size)
    sequences = p.padded(forms), p.padded(tags)
    while moves := state.valid(size):
        if len(moves) == 1:
            state.move(moves[0])
            continue
        features = p.arc_features(state, *sequences)
        guess = best_move(arcs.weights, features, moves)
        gold = gold_moves(state, size, heads)
        arcs.steps += 1
        if guess not in gold:
            truth = best_move(arcs.weights, features, gold)
            arcs.update(features, truth, guess)
            guess = guess if explore and order.random() < 0.9 else truth
        state.move(guess)
    return sum(a == b for a, b in zip(state.heads, heads, strict=True))


def learn_names(
    names: Perceptron,
    forms: list[str],
    tags: list[str],
    row: dict[str, Any],
    numbers: dict[str, int],
    labels: Sequence[str],
) -> None:
    children: list[list[int]] = [[] for _ in forms]
    for child, head in enumerate(row["h"]):
        if head >= 0:
            children[head].append(child)
    for child, head in enumerate(row["h"]):
        if head < 0:
            continue
        features = p.label_features(child, head, forms, tags, children)
        guess = best(names.weights, features, labels)
        truth = numbers[row["l"][child]]
        names.steps += 1
        if guess != truth:
            names.update(features, truth, guess)


def measure(model: m.ParserModel, test: list[dict[str, Any]]) -> None:
    import time

    hits: Counter[str] = Counter()
    began = time.perf_counter()
    for row in test:
        found = p.parse(row["w"], model)
        for index, tag in enumerate(row["t"]):
            hits["all"] += 1
            hits["tag"] += found.tags[index] == tag
            if row["l"][index] == "punct":
                continue
            hits["words"] += 1
            hits["head"] += (same := found.heads[index] == row["h"][index])
            hits["both"] += same and found.labels[index] == row["l"][index]
    spent = (time.perf_counter() - began) / len(test) * 1000
    print(
        f"held out: {len(test)} sentences, tags {hits['tag'] / hits['all']:.4f}, "
        f"heads {hits['head'] / hits['words']:.4f}, heads and names "
        f"{hits['both'] / hits['words']:.4f}, {spent:.2f} ms a sentence"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("silver", type=Path)
    main(parser.parse_args().silver)
