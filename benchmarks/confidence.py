"""Fit the weights of `summkit.confidence` to judged texts and print how well they are calibrated.

    python benchmarks/confidence.py [--write] [--fallback]

The texts are those of printable_judged.jsonl: ledes, deks, headlines, and summaries by newsrank and
by `lead`. Their articles have an odd id, so no rule was written from them. The judge was a language
model. A line of the file contains no text, only its character positions in the article, from which
the judged text is reconstructed. Every figure is measured on articles that were not used to fit the
weights: first by five-fold cross-validation over articles, then for each draw with weights fitted
to the earlier draws, which another judge read. The weights that are written are fitted to all
texts. `--fallback` prints the share of printable news summaries if the lead replaces the summary
wherever its confidence is higher by a threshold; each draw is tested with weights fitted without
it.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from printable import JUDGED, SHAPES, unseen
from summkit.article import Article
from summkit.confidence import MODEL, SIGNALS, signals
from summkit.cutting import MARK
from summkit.document import Document, analyse
from summkit.shortening.candidates import written
from summkit.shortening.learned import judging, pruning
from summkit.shortening.offers import by_rules, of_whole
from summkit.shortening.readings import readings
from summkit.shortening.shorten import penalties

CHARACTERS = 75
FITTED = 2036
"""The weights are fitted to the draws up to this seed. Later draws test them."""

RIDGE = 1.0
"""The ridge penalty. With few texts it keeps the weight of a rare signal near 0."""

BOUNDS = (0.0, 0.25, 0.5, 0.65, 0.8, 1.0)


def numbers_of(document: Document, row: dict[str, Any]) -> list[float]:
    """Return the signals of a judged text."""
    body = document.article.body
    text = " ".join(" ".join(body[start:end].split()) for start, end in row["spans"])
    starts = [sentence.start for sentence in document.sentences]
    indices = [int(np.searchsorted(starts, start, "right")) - 1 for start, _ in row["spans"]]
    found = signals(
        document,
        text + MARK * row["truncated"],
        list(dict.fromkeys(indices)),
        target=row["target"],
        truncated=row["truncated"],
        chance=row["chance"],
        judged=judged(document, indices[0], row),
    )
    return [found[name] for name in SIGNALS]


def judged(document: Document, index: int, row: dict[str, Any]) -> float | None:
    """Return the score of a shortened headline by the judge; None without one."""
    if row["target"] != "headline" or row["chance"] is None or row["truncated"]:
        return None
    reading = next(readings(document, [index]), None)
    if reading is None:
        return None
    tree = reading.tree
    kept = 0
    for node, token in enumerate(tree.tokens):
        first, last = reading.offset + token.start, reading.offset + token.end
        kept |= any(start <= first and last <= end for start, end in row["spans"]) << node
    if not kept:
        return None
    text, harms = written(tree, kept), {}
    for offer in by_rules(tree, CHARACTERS, {}, 0):
        made = of_whole(tree, offer.tree, offer.version.kept)
        harms[made] = min(offer.harm, harms.get(made, offer.harm))
    facts = judging.features(tree, kept, pruning.decided(tree), text, CHARACTERS, harms.get(kept))
    return judging.judged(facts) - penalties(tree, kept)


def gather(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the signals of the judged texts."""
    wanted = {row["id"] for row in rows}
    documents = {
        name: analyse(Article(body=article.body, language=article.language))
        for shape in SHAPES
        for name, article in unseen(shape)
        if name in wanted
    }
    return np.array([numbers_of(documents[row["id"]], row) for row in rows])


def fit(numbers: np.ndarray, verdicts: np.ndarray) -> np.ndarray:
    """Return the bias and the weights of a ridge logistic regression, fitted by Newton's method."""
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


def confidence_of(weights: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return the confidence of each text."""
    made = np.column_stack([np.ones(len(numbers)), numbers])
    chance: np.ndarray = 1 / (1 + np.exp(-(made @ weights)))
    return chance


def held_out(ids: Sequence[str], numbers: np.ndarray, verdicts: np.ndarray) -> np.ndarray:
    """Return the confidence of each text, by weights fitted without its article."""
    folds = np.array([zlib.crc32(each.encode()) % 5 for each in ids])
    chance = np.zeros(len(ids))
    for fold in range(5):
        inside = folds == fold
        chance[inside] = confidence_of(fit(numbers[~inside], verdicts[~inside]), numbers[inside])
    return chance


def auc(chance: np.ndarray, verdicts: np.ndarray) -> float:
    """Return how often a printable text has a higher confidence than an unprintable one.

    This is the area under the ROC curve. Ties count half.
    """
    good, bad = chance[verdicts == 1][:, None], chance[verdicts == 0][None, :]
    return float(((good > bad) + 0.5 * (good == bad)).mean())


def report(rows: Sequence[dict[str, Any]], chance: np.ndarray, verdicts: np.ndarray) -> None:
    """Print the share of printable texts in each range of confidence, and the scores."""
    print("| confidence | texts | mean confidence | printable |\n| --- | ---: | ---: | ---: |")
    for low, high in pairwise(BOUNDS):
        within = (chance >= low) & (chance < high)
        if within.any():
            mean, share = chance[within].mean(), verdicts[within].mean()
            print(f"| {low:.2f} to {high:.2f} | {within.sum()} | {mean:.2f} | {share:.2f} |")
    print("\n| texts | n | printable | Brier score | of the share alone | AUC |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, value in (
        ("all", None), ("news", ("article", "news")), ("by newsrank", ("system", "newsrank")),
        *((target, ("target", target)) for target in ("headline", "lede", "dek", "summary")),
    ):  # fmt: skip
        inside = np.array([value is None or row[value[0]] == value[1] for row in rows])
        if not inside.any():
            continue
        said, share = verdicts[inside], verdicts[inside].mean()
        brier = np.mean((chance[inside] - said) ** 2)
        print(
            f"| {name} | {inside.sum()} | {share:.0%} | {brier:.3f} | {share * (1 - share):.3f} "
            f"| {auc(chance[inside], said):.2f} |"
        )


THRESHOLDS = (2.0, 0.2, 0.15, 0.1, 0.0, -2.0)
"""By how much the lead's confidence must be higher.

The first value means never, the last always.
"""


def fallback(
    rows: Sequence[dict[str, Any]], chance: np.ndarray, threshold: float
) -> tuple[int, int, int, int]:
    """Return the numbers of articles, printable texts, wins over the lead and losses to it.

    Only news articles with a judged text by newsrank and one by the lead count.
    """
    texts: dict[tuple[int, str], dict[str, tuple[float, bool]]] = {}
    for row, said in zip(rows, chance, strict=True):
        if row["target"] == "summary" and row["article"] == "news":
            verdict = round(float(said), 2), row["verdict"] == "ok"
            texts.setdefault((row["seed"], row["id"]), {})[row["system"]] = verdict
    pairs = [
        (each["newsrank"], each["lead"])
        for each in texts.values()
        if {"newsrank", "lead"} <= {*each}
    ]
    chosen = [
        lead if round(100 * (lead[0] - ours[0])) >= round(100 * threshold) else ours
        for ours, lead in pairs
    ]
    wins = sum(text[1] and not lead[1] for text, (_, lead) in zip(chosen, pairs, strict=True))
    losses = sum(lead[1] and not text[1] for text, (_, lead) in zip(chosen, pairs, strict=True))
    return len(pairs), sum(text[1] for text in chosen), wins, losses


def report_fallback(
    rows: Sequence[dict[str, Any]], numbers: np.ndarray, verdicts: np.ndarray
) -> None:
    """Print the table of thresholds for the draws that chose the threshold and for later draws."""
    seeds = np.array([row["seed"] for row in rows])
    chance = np.zeros(len(rows))
    for seed in sorted(set(seeds.tolist())):
        out = seeds == seed
        others = ~out & (seeds <= FITTED)
        chance[out] = confidence_of(fit(numbers[others], verdicts[others]), numbers[out])
    print("\n| lead where higher by | draws | articles | printable | wins, losses |")
    print("| --- | --- | ---: | ---: | --- |")
    tests = (
        ("before 2035", seeds < 2035),
        ("2035 and 2036", (seeds == 2035) | (seeds == 2036)),
        ("2037", seeds == 2037),
        ("2038", seeds == 2038),
    )
    for name, inside in tests:
        some = [row for row, each in zip(rows, inside, strict=True) if each]
        for threshold in THRESHOLDS:
            count, good, wins, losses = fallback(some, chance[inside], threshold)
            print(f"| {threshold} | {name} | {count} | {good / count:.1%} | {wins}, {losses} |")


def main() -> None:
    """Fit, report, and write the weights if `--write` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fallback", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    # The default method's text is the same as that of newsrank or of the lead.
    rows = [row for row in rows if "spans" in row and row["system"] != "default"]
    verdicts = np.array([float(row["verdict"] == "ok") for row in rows])
    numbers = gather(rows)
    ids = [row["id"] for row in rows]
    print("Five folds by article\n")
    report(rows, held_out(ids, numbers, verdicts), verdicts)
    seeds = np.array([row["seed"] for row in rows])
    for seed in sorted(set(seeds.tolist()))[1:]:
        known = {name for name, early in zip(ids, seeds < seed, strict=True) if early}
        new = (seeds == seed) & np.array([name not in known for name in ids])
        print(f"\nDraw {seed} by weights of the draws before it, articles of which are left out\n")
        chance = confidence_of(fit(numbers[seeds < seed], verdicts[seeds < seed]), numbers[new])
        report([row for row, each in zip(rows, new, strict=True) if each], chance, verdicts[new])
    if given.fallback:
        report_fallback(rows, numbers, verdicts)
    weights = fit(numbers[seeds <= FITTED], verdicts[seeds <= FITTED])
    named = dict(
        zip(("bias", *SIGNALS), (round(float(each), 3) + 0.0 for each in weights), strict=True)
    )
    print("\n" + json.dumps(named))
    if given.write:
        about = (
            f"fitted to {(seeds <= FITTED).sum()} texts that a language model judged, by "
            "benchmarks/confidence.py"
        )
        data = {"about": about, "weights": named}
        MODEL.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
