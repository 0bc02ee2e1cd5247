"""Measure the CPU time of scoring an article by every native method and by sumy's.

Run from the repository: ``PYTHONPATH=src python benchmarks/methods.py [articles]``.

Writes methods.md and prints its rows. All methods get the same analysed Documents, in one process
with one BLAS thread. Only `score` is timed; the Document's derived arrays are deleted before each
call, so each method computes them again. Splitting and stemming are not timed, for sumy neither.
"""

from __future__ import annotations

import argparse
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import gzip
import json
import time
from itertools import islice
from pathlib import Path

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.summarisers.base import Summariser
from summkit.summarisers.registry import BUILT_IN, SUMY, create

HERE = Path(__file__).parent
BBC = HERE.parents[1] / "shared" / "data" / "corpora" / "bbc.jsonl.gz"
KEPT = {"article", "language", "sentences", "words", "spans", "_terms"}

HEAD = """# The cost of scoring one article

summkit's methods score an article in {least:.3f} to {most:.3f} ms, {worst:.0f} to {best:.0f} times
as fast as sumy.

    PYTHONPATH=src python benchmarks/methods.py

| method | ms an article | sumy's, ms | times faster |
| --- | ---: | ---: | ---: |
"""

TAIL = """
{articles} BBC articles, on average {sentences:.1f} sentences and {words:.0f} words, on a shared
two-core machine. Milliseconds of CPU per article, best of {rounds} rounds for summkit and of one
for sumy. Sentences, words and terms are given. sumy's stems come from a cache; luhn, edmundson and
lsa also stem the stop words, within their time.
"""


def per_article(method: Summariser, documents: list[Document], rounds: int) -> float:
    """Return the CPU time of `score` per article in milliseconds, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        total = 0.0
        for document in documents:
            for name in set(vars(document)) - KEPT:
                del vars(document)[name]
            start = time.process_time()
            method.score(document)
            total += time.process_time() - start
        best = min(best, total)
    return 1000 * best / len(documents)


def main() -> None:
    """Time all methods; write methods.md and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=200)
    articles, rounds = parser.parse_args().articles, 7
    with gzip.open(BBC, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, articles)]
    documents = [analyse(Article(body=r["body"], headline=r["headline"]), "en") for r in records]
    for document in documents:
        _ = document.terms
    tail = TAIL.format(
        articles=len(documents),
        sentences=sum(len(d.sentences) for d in documents) / len(documents),
        words=sum(len(words) for d in documents for words in d.words) / len(documents),
        rounds=rounds,
    )
    rows, costs, ratios = "", [], []
    theirs = {name.removeprefix("sumy:").replace("-", ""): name for name in SUMY}
    for name in BUILT_IN:
        if name == "command":
            continue
        ours = per_article(create(name), documents, rounds)
        costs.append(ours)
        row = f"| {name} | {ours:.3f} |"
        if name in theirs:
            create(theirs[name]).score(documents[0])  # imports
            other = per_article(create(theirs[name]), documents[:50], 1)
            ratios.append(other / ours)
            row += f" {other:.2f} | {other / ours:.0f} |"
        else:
            row += " | |"
        rows += row + "\n"
        print(row, flush=True)
    head = HEAD.format(least=min(costs), most=max(costs), worst=min(ratios), best=max(ratios))
    (HERE / "methods.md").write_text(head + rows + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
