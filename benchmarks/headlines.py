"""Compare headlines made by deletion with headlines cut at 75 characters; judge them blind.

    python benchmarks/headlines.py measure            # ROUGE, contiguity, checks, speed
    python benchmarks/headlines.py draw TEXTS.txt     # shuffled texts to judge, and a key beside
    python benchmarks/headlines.py record TEXTS.txt   # judged: append ids and verdicts, no text

`draw` takes articles that neither the parser nor the ranker was trained on and that are not judged
yet: a fifth of all, by the hash of the id. When these are used up it takes the next fifth, whose
first sentences the parser was trained on. The judge (so far a language model) writes to
TEXTS.verdicts a number, a verdict (ok, grammar, incomplete or false) and a reason. The judge knows
neither the approach nor the article's own headline.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

import headline_rank as training
from summkit.article import Article
from summkit.document import Document, analyse
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.candidates import written
from summkit.shortening.checks.required import CHECKS
from summkit.shortening.headlinese import small_words
from summkit.shortening.learned.weights import Weights
from summkit.shortening.parsing.tokens import tokenise
from summkit.shortening.parsing.tree import Tree, members
from summkit.shortening.shorten import shorten
from summkit.training.shortener import fitted

DRAWN = {"bbc": 31, "reuters21578": 44, "recent_news_en": 25}
VERDICTS = ("ok", "grammar", "incomplete", "false")
JUDGED = Path(__file__).with_name("headlines_judged.jsonl")
CHARACTERS = 75


def cut(document: Document) -> str:
    """The baseline: the first 75 characters of the first sentence."""
    return " ".join(document.sentences[0].text.split())[:CHARACTERS]


def full(document: Document, weights: Weights | None = None) -> str:
    """Return what `summkit summarise --target headline` writes, with the summary by `lead`."""
    found = shorten(document, range(min(3, len(document.sentences))), CHARACTERS, weights)
    return found[0].text if found else cut(document)


APPROACHES = ("full", "rival")


def drawn(seed: int) -> list[tuple[str, dict[str, Any]]]:
    order = random.Random(seed)
    judged = {json.loads(line)["id"] for line in JUDGED.read_text("utf-8").splitlines()}
    rows = []
    for corpus, count in DRAWN.items():
        unseen: list[dict[str, Any]] = []
        for fold in (0, 1):  # the second fold is used only when the first is used up
            if len(unseen) < count:
                unseen += [
                    row
                    for row in training.articles(corpus)
                    if zlib.crc32(row["id"].encode()) % 5 == fold and row["id"] not in judged
                ]
        rows += [(corpus, row) for row in order.sample(unseen, min(count, len(unseen)))]
    return rows


def draw(path: Path, seed: int, rival: Path | None) -> None:
    # The models, fitted without the folds that are judged.
    pools = zip(*training.gather(), strict=True)
    weights = fitted([each for each, fold in pools if fold > 1])
    others = json.loads(rival.read_text("utf-8")) if rival else {}
    lines, key = [], []
    for corpus, row in drawn(seed):
        document = analyse(Article(body=row["body"]), "en")
        source = " ".join(" ".join(s.text for s in document.sentences[:3]).split())[:450]
        texts: dict[str, list[str]] = {full(document, weights): ["full"]}
        if row["id"] in others:
            texts.setdefault(others[row["id"]], []).append("rival")
        for text, names in texts.items():
            lines.append((text, source, {"id": row["id"], "corpus": corpus, "approaches": names}))
    random.Random(seed + 1).shuffle(lines)
    with path.open("w", encoding="utf-8") as out:
        for number, (text, source, about) in enumerate(lines):
            out.write(f"{number}\t{text}\t{source}\n")
            key.append(about)
    path.with_suffix(".key").write_text(json.dumps(key), "utf-8")


def record(path: Path, seed: int) -> None:
    """Read NUMBER VERDICT lines beside the texts; write ids and verdicts; print the counts."""
    key = json.loads(path.with_suffix(".key").read_text("utf-8"))
    counts: dict[str, Counter[str]] = {name: Counter() for name in APPROACHES}
    with JUDGED.open("a", encoding="utf-8") as out:
        for line in path.with_suffix(".verdicts").read_text("utf-8").splitlines():
            number, verdict, *why = line.split()
            about = key[int(number)]
            for name in about["approaches"]:
                counts[name][verdict] += 1
                row = {"seed": seed, "id": about["id"], "corpus": about["corpus"]}
                row |= {"approach": name, "verdict": verdict}
                out.write(json.dumps(row | ({"why": " ".join(why)} if why else {})) + "\n")
    print("| approach | " + " | ".join(VERDICTS) + " |\n|---|---|---|---|---|")
    for name, count in counts.items():
        print(f"| {name} | " + " | ".join(str(count[verdict]) for verdict in VERDICTS) + " |")


def measure() -> None:
    """Print the scores of the shipped model; `headline_rank.py` prints cross-validated ROUGE."""
    broken: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    touching = pairs = total = made = 0
    spent = []
    for corpus in DRAWN:
        for row in training.articles(corpus)[::3]:
            document = analyse(Article(body=row["body"]), "en")
            _ = document.words
            began = time.process_time()
            found = shorten(document, range(min(3, len(document.sentences))), CHARACTERS)
            spent.append(time.process_time() - began)
            total += 1
            if not found:
                continue
            made += 1
            best = found[0]
            sentence = document.sentences[best.sentence]
            rest = split_dateline(sentence.text)[2]
            tree = Tree(rest)
            offset = sentence.start + sentence.text.rindex(rest)
            starts = {start - offset for start, _ in best.pieces}
            kept = sum(1 << n for n, token in enumerate(tree.tokens) if token.start in starts)
            assert written(tree, kept) == best.text
            for name, check in CHECKS.items():
                broken[name] += check(tree, kept)
            loose = small_words(tree, tree.everything & ~kept)
            small = {tree.tokens[node].start for node in members(loose)}
            whole = tokenise(rest)  # brackets too
            nodes = list(members(kept))
            for left, right in itertools.pairwise(nodes):
                gap = range(tree.tokens[left].end, tree.tokens[right].start)
                touching += not any(
                    token.start in gap and token.start not in small and token.text[0].isalnum()
                    for token in whole
                )
                pairs += 1
            sizes["characters"] += len(best.text)
    print(f"{made} of {total} articles have a headline by deletion, the rest are cut")
    print(
        f"mean {sizes['characters'] / made:.0f} characters; soft contiguity {touching / pairs:.3f}"
    )
    print(f"{1000 * float(np.median(spent)):.2f} ms an article (median, analysis not counted)")
    for name in CHECKS:
        print(f"| {name} | {100 * broken[name] / made:.1f}% |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("measure")
    for task in ("draw", "record"):
        of = tasks.add_parser(task)
        of.add_argument("texts", type=Path)
        of.add_argument("seed", type=int, nargs="?", default=7)
        if task == "draw":
            of.add_argument("rival", type=Path, nargs="?")
    given = parser.parse_args()
    if given.task == "measure":
        measure()
    elif given.task == "draw":
        draw(given.texts, given.seed, given.rival)
    else:
        record(given.texts, given.seed)
