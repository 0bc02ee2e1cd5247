"""Rank only: LexRank and TextRank on documents of 15 to 1,000 sentences, next to sumy.

    PYTHONPATH=src taskset -c 1 python benchmarks/speed_long.py

Generated sentences of 20 words (Zipf, 8,000 words). Both sides get them split and
tokenised beforehand; what is timed begins with a fresh Document and a fresh summarizer.
CPU time, one thread, median of three (sumy at 1,000 sentences: once).
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

SIZES = (15, 100, 300, 1000)
WORDS = 8_000
NATIVE_ONLY = (3_000, 10_000)


def body(sentences: int) -> str:
    chance = random.Random(sentences)
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


def main() -> None:
    import importlib

    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words

    from summkit.article import Article
    from summkit.document import Document, analyse
    from summkit.summarisers.registry import create
    from sumy_peer import Tokenizer

    print("| method | sentences | summkit ms | sumy ms | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, module, cls in (
        ("lexrank", "lex_rank", "LexRankSummarizer"),
        ("textrank", "text_rank", "TextRankSummarizer"),
    ):
        method = create(name)
        sumy = getattr(importlib.import_module(f"sumy.summarizers.{module}"), cls)(
            Stemmer("english")
        )
        sumy.stop_words = get_stop_words("english")
        for size in (*SIZES, *NATIVE_ONLY):
            text = body(size)
            document = analyse(Article(body=text), "en")

            def ours(document: Document = document) -> None:
                document.__dict__.pop("counts", None)
                document.__dict__.pop("tokens", None)
                method.score(document)  # noqa: B023 - called before the next turn

            document.terms  # noqa: B018 - the tokens, made beforehand
            ours()
            mine = took(ours, 3)
            if size in NATIVE_ONLY:
                print(f"| {name} | {size} | {mine:.2f} | not run | |")
                continue
            parsed = PlaintextParser.from_string(text, Tokenizer()).document
            for sentence in parsed.sentences:
                sentence.words  # noqa: B018 - sumy keeps them from now on
            theirs = took(lambda: sumy(parsed, 3), 1 if size == SIZES[-1] else 3)  # noqa: B023
            print(f"| {name} | {size} | {mine:.2f} | {theirs:.0f} | {theirs / mine:.0f} |")


if __name__ == "__main__":
    main()
