"""Count the findings of the readability lint in summaries of three sentences.

Run: python benchmarks/readability.py [--half development|held-out] [--show METHOD]

Prints the table of readability.md. Methods: lead, newsrank, lexrank and random, each with a budget
of three sentences. A record is in the development half if the last bit of its id's SHA-1 is 0,
otherwise in the held-out half. With --show the program prints findings of a method.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from pathlib import Path

from summkit import Article, analyse
from summkit.metrics.base import Candidate
from summkit.metrics.readability.metric import KINDS, lint
from summkit.reading import read
from summkit.summarisers.registry import METHODS
from summkit.system import System
from unseen import in_half

SHARED = Path(__file__).parents[2] / "shared" / "data" / "corpora"
CORPORA = ("bbc", "cnn_dailymail", "orangesum_fr")
NAMES = ("lead", "newsrank", "lexrank", "random")


def articles(name: str, which: str, count: int) -> list[Article]:
    """Return a sample of one half, as summkit reads it, without headlines."""
    half = {"development": "even", "held-out": "odd"}[which]
    every = [a for a in read(SHARED / f"{name}.jsonl.gz") if in_half(a.id or "", half)]
    # The order of the hashes draws the sample from the whole corpus.
    every.sort(key=lambda article: hashlib.sha1((article.id or "").encode()).digest())
    return [Article(body=a.body, id=a.id, language=a.language) for a in every[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="held-out", choices=("development", "held-out"))
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    heads = ("corpus", "method", "summaries", "with a finding", "findings", *KINDS, "ms")
    print("| " + " | ".join(heads) + " |\n" + "| --- " * len(heads) + "|")
    for name in CORPORA:
        if options.only and name not in options.only.split(","):
            continue
        documents = list(map(analyse, articles(name, options.half, options.count)))
        for method in NAMES:
            system = System(METHODS.create(method))
            counts: Counter[str] = Counter()
            touched, spent = 0, 0.0
            for document in documents:
                summary = system.summarise(document)
                candidate = Candidate(
                    summary.text,
                    tuple(sentence.text for sentence in summary.sentences),
                    tuple(sentence.index for sentence in summary.sentences),
                )
                began = time.process_time()
                found = lint(candidate, document)
                spent += time.process_time() - began
                touched += bool(found)
                counts.update(finding.kind for finding in found)
                if method == options.show:
                    for f in found:
                        print(
                            f"{f.kind}\t{f.text[:60]!r}\t{candidate.sentences[f.sentence][:130]!r}"
                            f"\tBEFORE {' '.join(candidate.sentences[: f.sentence])[-160:]!r}",
                            file=sys.stderr,
                        )
            total = len(documents)
            cells = [name, method, total, f"{touched / total:.0%}", f"{counts.total() / total:.2f}"]
            cells += [f"{counts[kind] / total:.2f}" for kind in KINDS]
            print(
                "| " + " | ".join(map(str, cells)) + f" | {spent / total * 1000:.2f} |", flush=True
            )


if __name__ == "__main__":
    main()
