"""Compare the time of LexRank and TextRank with sumy's on documents of 15 to 1,000 sentences.

    PYTHONPATH=src taskset -c 1 python benchmarks/speed_long.py

The sentences are generated, 20 words each (Zipf, 8,000 words). Both sides get them split and
tokenised; only ranking is timed, from a new Document and a new summarizer. The figures are CPU
times of one thread, the median of three runs (sumy at 1,000 sentences: one run).
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

SIZES = (15, 100, 300, 1000)
WORDS = 8_000
PEERS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
}
NATIVE_ONLY = (3_000, 10_000)


def body(sentences: int, seed: int = 0) -> str:
    chance = random.Random(sentences * 1000 + seed)
    letters = "abcdefghiklmnoprstuvw"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(WORDS)]
    weights = [1 / (rank + 3) for rank in range(WORDS)]
    return " ".join(
        " ".join(chance.choices(words, weights, k=20)).capitalize() + "." for _ in range(sentences)
    )


def took(work: Callable[[], object], times: int) -> float:
    """Return the median of CPU milliseconds."""
    spent = []
    for _ in range(times):
        start = time.process_time_ns()
        work()
        spent.append((time.process_time_ns() - start) / 1e6)
    return statistics.median(spent)


def ours(name: str, text: str) -> float:
    """Return summkit's time for ranking, with the terms computed before."""
    from summkit.article import Article
    from summkit.document import Document, analyse
    from summkit.summarisers.registry import create

    method = create(name)
    document = analyse(Article(body=text), "en")
    _ = document.vocabulary

    def score(document: Document = document) -> None:
        document.__dict__.pop("counts", None)
        document.__dict__.pop("tokens", None)
        method.score(document)

    score()
    return took(score, 3)


def theirs(name: str, text: str, times: int) -> float:
    """Return sumy's time for ranking, with the words computed before."""
    import importlib

    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words

    from sumy_peer import Tokenizer

    module, cls = PEERS[name]
    sumy = getattr(importlib.import_module(f"sumy.summarizers.{module}"), cls)(Stemmer("english"))
    sumy.stop_words = get_stop_words("english")
    parsed = PlaintextParser.from_string(text, Tokenizer()).document
    for sentence in parsed.sentences:
        _ = sentence.words  # sumy caches them from here on
    return took(lambda: sumy(parsed, 3), times)


def both(name: str, size: int, seed: int = 0) -> tuple[float, float]:
    """Return the CPU milliseconds of summkit (mean of runs before and after sumy) and of sumy."""
    text = body(size, seed)
    before = ours(name, text)
    peer = theirs(name, text, 1 if size == SIZES[-1] else 3)
    return (before + ours(name, text)) / 2, peer


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("| method | sentences | summkit ms | sumy ms | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in PEERS:
        for size in SIZES:
            mine, peer = both(name, size)
            print(f"| {name} | {size} | {mine:.2f} | {peer:.0f} | {peer / mine:.0f} |")
        for size in NATIVE_ONLY:
            print(f"| {name} | {size} | {ours(name, body(size)):.2f} | not run | |")


if __name__ == "__main__":
    main()
