"""Compare the time of scoring with rouge-score 0.1.2's, for a comparison and for the oracle.

    PYTHONPATH=src RAYON_NUM_THREADS=1 taskset -c 1 python benchmarks/speed_scoring.py \
        [--articles N]

* scoring: 12 systems x 5 ROUGE types (1, 2, 3, L, Lsum), Porter stemming, CNN/DailyMail articles
  (generated ones if the corpora are missing).
* oracle: the best three sentences by ROUGE-1 F1 + ROUGE-2 F1, chosen greedily; rouge-score scores
  every candidate set, as BertSum's script does. The analysis is done before.

Both sides take turns on blocks of articles in one process with one thread; every article is new to
both. The figure is the median of the blocks' ratios of CPU time. The results are compared as well:
the values must be equal, and the oracle's sets must score the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "corpora" / "cnn_dailymail.jsonl.gz"
NAMES = ["rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum"]
SYSTEMS = 12
BLOCK = 4
Prepared = tuple[Any, tuple[str, ...], list[list[str]]]


def records(count: int) -> list[dict[str, Any]]:
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines][-count:]
    from generate import article

    return [article(seed, 25) for seed in range(count)]


def prepared(record: dict[str, Any]) -> Prepared:
    """Return the document, a reference, and a candidate (sentences) of each of 12 systems."""
    from summkit.article import Article
    from summkit.document import analyse

    document = analyse(Article(body=record["body"]), "en")
    texts = [" ".join(sentence.text.split()) for sentence in document.sentences]
    found = record.get("summary") or record.get("highlights") or record["dek"]
    reference = (found,) if isinstance(found, str) else tuple(found)
    count = len(texts)
    chosen = [sorted({(n * k) % count for n in range(3)}) for k in range(1, SYSTEMS + 1)]
    return document, reference, [[texts[i] for i in rows] for rows in chosen]


def slow_oracle(scorer: Any, texts: list[str], reference: tuple[str, ...]) -> float:
    """Score every candidate set; return the best sum of the two F1 values."""
    target = " ".join(reference)
    chosen: list[int] = []
    best = -1.0
    while len(chosen) < 3:
        tried = []
        for index in range(len(texts)):
            if index not in chosen:
                scores = scorer.score(target, " ".join(texts[i] for i in (*chosen, index)))
                tried.append((scores["rouge1"].fmeasure + scores["rouge2"].fmeasure, -index))
        if not tried or max(tried)[0] <= best:
            break
        best, index = max(tried)
        chosen.append(-index)
    return best


def scoring(block: list[Prepared]) -> float:
    """Return rouge-score's time to summkit's for the values of all candidates."""
    from rouge_score.rouge_scorer import RougeScorer

    from summkit.metrics.base import Candidate, Item
    from summkit.metrics.rouge import Rouge

    scorer = RougeScorer(NAMES, use_stemmer=True)
    metric = Rouge(types="1,2,3,L,Lsum", profile="ascii")
    start = time.process_time_ns()
    items = [
        Item(Candidate(" ".join(c), tuple(c)), (reference,), document)
        for document, reference, candidates in block
        for c in candidates
    ]
    ours = metric.values_many(items).tolist()
    middle = time.process_time_ns()
    theirs = [
        [float(v) for name in NAMES for v in scores[name]]
        for _, reference, candidates in block
        for c in candidates
        for scores in [scorer.score("\n".join(reference), "\n".join(c))]
    ]
    end = time.process_time_ns()
    assert ours == theirs
    return (end - middle) / (middle - start)


def oracle(block: list[Prepared]) -> float:
    """Return rouge-score's time to summkit's for the best sets."""
    from rouge_score.rouge_scorer import RougeScorer

    from summkit.budget import Budget
    from summkit.evaluation.oracle import Oracle

    scorer = RougeScorer(NAMES[:2], use_stemmer=True)
    found = Oracle(Budget(sentences=3), "summary")
    start = time.process_time_ns()
    sets = [found.choose(document, (reference,)) for document, reference, _ in block]
    middle = time.process_time_ns()
    best = [
        slow_oracle(scorer, [s.text for s in document.sentences], reference)
        for document, reference, _ in block
    ]
    end = time.process_time_ns()
    for (document, reference, _), rows, value in zip(block, sets, best, strict=True):
        scores = scorer.score(
            " ".join(reference), " ".join(document.sentences[i].text for i in rows)
        )
        # summkit does not count bigrams across sentences.
        assert scores["rouge1"].fmeasure + scores["rouge2"].fmeasure > value - 0.1
    return (end - middle) / (middle - start)


def measure(work: Callable[[list[Prepared]], float], articles: list[dict[str, Any]]) -> list[float]:
    """Return the ratio of each block except the first, which is a warm-up."""
    ready = [prepared(record) for record in articles]
    return [work(ready[at : at + BLOCK]) for at in range(0, len(ready), BLOCK)][1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    print("| work | rouge-score / summkit, median of blocks | least | most |")
    print("| --- | ---: | ---: | ---: |")
    articles = records(parser.parse_args().articles + BLOCK)
    for name, work in (("scoring", scoring), ("oracle", oracle)):
        found = measure(work, articles)
        print(f"| {name} | {statistics.median(found):.0f} | {min(found):.0f} | {max(found):.0f} |")


if __name__ == "__main__":
    main()
