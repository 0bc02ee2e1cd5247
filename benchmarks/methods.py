"""CPU time to score an article, every native method and sumy's, on the same analysed Documents.

Run from the repository: ``PYTHONPATH=src python benchmarks/methods.py [articles]``. One
process, one BLAS thread. What is timed is `score` alone, with the Document's own arrays made
anew each time; splitting and stemming are outside, for sumy too.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import gzip
import json
import sys
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

HEAD = """# What scoring one article costs

{articles} BBC articles, on average {sentences:.1f} sentences and {words:.0f} words; milliseconds
of CPU an article (best of {rounds} rounds for ours, one for sumy's), given sentences, words and
terms. sumy's stems come from a cache here; luhn, edmundson and lsa stem the stop words too,
and that is within their time.

Command: `PYTHONPATH=src python benchmarks/methods.py`, on a shared two-core machine.

| method | ms an article | sumy's, ms | times faster |
| --- | ---: | ---: | ---: |
"""


def per_article(method: Summariser, documents: list[Document], rounds: int) -> float:
    """Return the least mean CPU time of `score` in milliseconds."""
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
    articles, rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200, 7
    with gzip.open(BBC, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, articles)]
    documents = [analyse(Article(body=r["body"], headline=r["headline"]), "en") for r in records]
    for document in documents:
        _ = document.terms
    text = HEAD.format(
        articles=len(documents),
        sentences=sum(len(d.sentences) for d in documents) / len(documents),
        words=sum(len(words) for d in documents for words in d.words) / len(documents),
        rounds=rounds,
    )
    theirs = {name.removeprefix("sumy:").replace("-", ""): name for name in SUMY}
    for name in BUILT_IN:
        if name == "command":
            continue
        ours = per_article(create(name), documents, rounds)
        row = f"| {name} | {ours:.3f} |"
        if name in theirs:
            create(theirs[name]).score(documents[0])  # imports
            other = per_article(create(theirs[name]), documents[:50], 1)
            row += f" {other:.2f} | {other / ours:.0f} |"
        else:
            row += " | |"
        text += row + "\n"
        print(row, flush=True)
    (HERE / "methods.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
