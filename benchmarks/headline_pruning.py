"""Fit the models that prune sentences to headlines: write `models/pruning.json` and `judging.json`.

    python benchmarks/headline_pruning.py [--measure]

The examples are in two files of this folder. A line of `headlines_pruned.jsonl` is a headline that
a language model made from a sentence by deleting words: corpus, article id, the sentence, and the
(start, end) pairs of the remaining stretches. A line of `headlines_graded.jsonl` is a headline that
summkit made and a language model graded from 0 (broken or false) to 3 (could be printed as it is).
All articles have ids with an even SHA-1. With --measure the articles are divided into four folds;
each fold's headlines are made by models fitted to the other three, before the models are fitted to
all articles.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from summkit.shortening.candidates import written
from summkit.shortening.checks.required import broken
from summkit.shortening.deletions.phrases import beginning
from summkit.shortening.learned import judging, pruning
from summkit.shortening.learned.choices import SMALL
from summkit.shortening.learned.traits import features
from summkit.shortening.offers import Offer, by_rules, of_whole
from summkit.shortening.parsing.tokens import tokenise
from summkit.shortening.parsing.tree import Tree

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "data" / "corpora"
CHARACTERS = 75
FOLDS = 4
STEPS = 200
RARE = 3, 8
"""How often a feature of a choice, and one of a headline, must be seen to get a weight."""
DECAY = 1.0, 0.1
SLOPE = 6.0
GRADED = 3.0
"""Weight of a graded sentence, relative to a sentence with an example."""


class Example(NamedTuple):
    """A sentence, the headline made from it (as tokens), and graded headlines of it."""

    id: str
    tree: Tree
    gold: int
    grades: dict[int, int]


class Pool(NamedTuple):
    """The candidate headlines of a sentence, with their features and their risks.

    A risk comes from the example or from the grades.
    """

    example: Example
    rows: list[dict[str, float]]
    risks: list[float]
    graded: bool


def examples() -> list[Example]:
    """Return the sentences of both files."""
    made: dict[tuple[str, str, int], list[tuple[int, list[list[int]]]]] = defaultdict(list)
    for name in ("headlines_pruned.jsonl", "headlines_graded.jsonl"):
        for line in (HERE / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            key = row["corpus"], row["id"], row["sentence"]
            made[key].append((row.get("grade", -1), row["kept"]))
    found = []
    for key, text in sentences(set(made)):
        tokens = tokenise(text)
        tree = Tree(text, tokens[beginning(tokens) :])
        gold, grades = 0, {}
        for grade, kept in made[key]:
            mask = tokens_of(tree, kept)
            if grade < 0:
                gold = mask
            else:
                grades[mask] = grade
        found.append(Example(key[1], tree, gold, grades))
    return sorted(found, key=lambda each: each.id)


def sentences(keys: set[tuple[str, str, int]]) -> Iterator[tuple[tuple[str, str, int], str]]:
    """Yield each article's sentence without its dateline, white space folded."""
    from summkit.article import Article
    from summkit.document import analyse
    from summkit.reading import read
    from summkit.reading.cleaning.dateline import split_dateline

    for corpus in sorted({key[0] for key in keys}):
        wanted = defaultdict(list)
        for key in sorted(keys):
            if key[0] == corpus:
                wanted[key[1]].append(key)
        path = next(CORPORA.glob(f"{corpus}*.jsonl.gz"))
        for article in read(path):
            own = wanted.get(article.id or "", ())
            document = analyse(Article(article.body, language="en")) if own else None
            for key in own:
                text = split_dateline(document.sentences[key[2]].text)[2]
                yield key, " ".join(text.split())


def tokens_of(tree: Tree, kept: Sequence[Sequence[int]]) -> int:
    """Return the tokens inside the given stretches of the text."""
    return sum(
        1 << node
        for node, token in enumerate(tree.tokens)
        if any(a <= token.start and token.end <= b for a, b in kept)
    )


def fit_choices(data: Sequence[Example]) -> dict[str, float]:
    """Fit the logistic model of single choices."""
    rows, truth = [], []
    for each in data:
        if each.gold:
            found = pruning.choices(each.tree)
            for place, gone in pruning.decisions(found, each.gold):
                rows.append(features(each.tree, found[place]))
                truth.append(float(gone))
    numbers = [dict.fromkeys(row, 1.0) for row in rows]
    _, owner, place, names = _flat(numbers, RARE[0])
    target = np.array(truth)

    def gradient(weights: Any) -> Any:
        total = np.bincount(owner, weights=weights[place], minlength=len(target))
        error = 1 / (1 + np.exp(-total)) - target
        return np.bincount(place, weights=error[owner], minlength=len(names)) + DECAY[0] * weights

    return _named(names, _adam(gradient, len(names), 0.05))


def fit_judge(pools: Sequence[Pool]) -> dict[str, float]:
    """Fit the model of whole headlines by minimum risk."""
    pools = [each for each in pools if len(each.rows) > 1]
    rows = [row for pool in pools for row in pool.rows]
    values, owner, place, names = _flat(rows, RARE[1])
    sizes = np.array([len(pool.rows) for pool in pools])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    pool_of = np.repeat(np.arange(len(sizes)), sizes)
    risk = np.array([each for pool in pools for each in pool.risks])
    weight = np.array([GRADED if pool.graded else 1.0 for pool in pools])[pool_of]

    def gradient(weights: Any) -> Any:
        total = np.bincount(owner, weights=weights[place] * values, minlength=len(rows))
        chance = np.exp(total - np.maximum.reduceat(total, starts)[pool_of])
        chance /= np.add.reduceat(chance, starts)[pool_of]
        mean = np.add.reduceat(chance * risk, starts)[pool_of]
        slope = weight * chance * (risk - mean)
        down = np.bincount(place, weights=values * slope[owner], minlength=len(names))
        return SLOPE * down / len(sizes) + 0.1 * DECAY[1] * weights

    return _named(names, _adam(gradient, len(names), 0.03))


def _flat(rows: Sequence[Mapping[str, float]], least: int) -> tuple[Any, Any, Any, list[str]]:
    """Return the values of all rows in one array, with their row and column indices."""
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= least)
    places = {name: place for place, name in enumerate(names)}
    values, owner, place = [], [], []
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in places and value:
                values.append(value)
                owner.append(number)
                place.append(places[name])
    return np.array(values), np.array(owner), np.array(place), names


def _adam(gradient: Any, size: int, rate: float) -> Any:
    """Minimise by full-batch Adam (Kingma and Ba 2015)."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _named(names: Sequence[str], weights: Any) -> dict[str, float]:
    rounded = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
    return {name: value for name, value in rounded.items() if abs(value) >= 0.01}


def overlap(tree: Tree, kept: int, gold: int) -> float:
    """Return the F1 of the content tokens, from 0 to 1."""
    small = sum(1 << n for n, word in enumerate(tree.lower) if word in SMALL)
    kept, gold = kept & ~small, gold & ~small
    return 2 * (kept & gold).bit_count() / max(1, kept.bit_count() + gold.bit_count())


def pools_of(each: Example, weights: Mapping[str, float]) -> Iterator[Pool]:
    """Yield the sentence's headlines, by its example and by its grades."""
    phrases = pruning.weighed(each.tree, weights)
    if each.gold:
        made = {one.kept for one in pruning.prunings(each.tree, CHARACTERS, phrases)}
        made |= {of_whole(each.tree, one.tree, one.version.kept) for one in ruled(each.tree)}
        kept = sorted(made)
        risks = [1 - overlap(each.tree, one, each.gold) for one in kept]
        yield Pool(each, _rows(each.tree, kept, phrases), risks, False)
    kept = [one for one in each.grades if one and not broken(each.tree, one)]
    if len(kept) > 1:
        risks = [1 - each.grades[one] / 3 for one in kept]
        yield Pool(each, _rows(each.tree, kept, phrases), risks, True)


def ruled(tree: Tree) -> list[Offer]:
    """Return the headlines made by rules."""
    return by_rules(tree, CHARACTERS, {}, 0)


def _rows(
    tree: Tree, kept: Sequence[int], phrases: pruning.PhraseProbabilities
) -> list[dict[str, float]]:
    harms: dict[str, float] = {}
    for offer in ruled(tree):
        text = offer.version.text
        harms[text] = min(offer.harm, harms.get(text, offer.harm))
    texts = [written(tree, one) for one in kept]
    return [
        judging.features(tree, one, phrases, text, CHARACTERS, harms.get(text))
        for one, text in zip(kept, texts, strict=True)
    ]


def fold(each: Example) -> int:
    """Return the fold of an article."""
    return int(hashlib.sha1(f"fold {each.id}".encode()).hexdigest(), 16) % FOLDS


def main() -> int:
    """Fit, and write or measure; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    data = examples()
    print(f"{len(data)} sentences, {sum(len(each.grades) for each in data)} grades")
    pools: list[Pool] = []
    for part in range(FOLDS):
        weights = fit_choices([each for each in data if fold(each) != part])
        held = [each for each in data if fold(each) == part]
        pools += [one for each in held for one in pools_of(each, weights)]
        print(f"part {part}: {len(weights)} weights of choices", flush=True)
    if given.measure:
        measure(pools)
    for path, fitted in ((pruning.MODEL, fit_choices(data)), (judging.MODEL, fit_judge(pools))):
        data_of = {"weights": dict(sorted(fitted.items()))}
        path.write_text(json.dumps(data_of, indent=0) + "\n", "utf-8")
        print(f"{path.name}: {len(fitted)} weights")
    return 0


def measure(pools: Sequence[Pool]) -> None:
    """Print the overlap or grade of each fold's headlines by models of the other folds."""
    overlaps, grades = [], []
    for part in range(FOLDS):
        judge = fit_judge([each for each in pools if fold(each.example) != part])
        for each in pools:
            if fold(each.example) != part or not each.rows:
                continue
            scores = [sum(judge.get(k, 0.0) * v for k, v in row.items()) for row in each.rows]
            chosen = each.risks[scores.index(max(scores))]
            (grades if each.graded else overlaps).append((chosen, min(each.risks)))
    chosen, best = 1 - np.array(overlaps).mean(axis=0)
    print(f"overlap with the example: chosen {chosen:.3f}, best {best:.3f}")
    risks = np.array(grades)
    chosen, best = 3 - 3 * risks.mean(axis=0)
    print(f"grade, 0 to 3: chosen {chosen:.3f}, best {best:.3f}")
    chosen, best = (risks == 0).mean(axis=0)
    print(f"printed as it is: chosen {chosen:.3f}, best {best:.3f}")


if __name__ == "__main__":
    sys.exit(main())
