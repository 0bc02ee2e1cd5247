"""Measure the CPU time of each stage between a raw text and its summary.

    PYTHONPATH=src taskset -c 1 python benchmarks/profile_stages.py [--articles N] [--sentences N]

No article is read twice. The articles are the BBC's, or generated ones with the given number of
sentences. Each stage is timed alone, in blocks of 20 articles, in the order in which a summary is
made. The figures are medians over blocks, in microseconds of CPU time per article.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

from generate import article
from speed_sumy import BLOCK, WARM_UP, texts
from summkit.document import Document
from summkit.language import detect, get_language, sentence_spans
from summkit.reading.formats.text import read_text
from summkit.summarisers.registry import create
from summkit.system import System

State = dict[str, Any]


def stages() -> dict[str, Callable[[list[State]], None]]:
    """Return the stages, functions that read and extend the states of the articles of a block."""
    lexrank, textrank = create("lexrank"), create("textrank")

    def summary(name: str, target: str = "summary") -> Callable[[list[State]], None]:
        system = System(create(name), target)
        return lambda states: put_all(
            states, "summary", system.summarise_many([state["document"] for state in states])
        )

    def put_all(states: list[State], key: str, values: list[Any]) -> None:
        for state, value in zip(states, values, strict=True):
            state[key] = value

    def put(key: str, value: Callable[[State], Any]) -> Callable[[list[State]], None]:
        return lambda states: put_all(states, key, [value(state) for state in states])

    return {
        "read_text": put("article", lambda s: read_text(s["text"])),
        "detect": put("code", lambda s: detect(s["article"].body)),
        "sentence_spans (again in Document)": put(
            "spans", lambda s: sentence_spans(s["article"].body, get_language(s["code"]))
        ),
        "Document": put("document", lambda s: Document(s["article"], get_language(s["code"]))),
        "words": put("words", lambda s: s["document"].words),
        "terms": put("terms", lambda s: s["document"].terms),
        "counts": put("counts", lambda s: s["document"].counts),
        "lexrank score": put("scores", lambda s: lexrank.score(s["document"])),
        "textrank score": put("scores", lambda s: textrank.score(s["document"])),
        "lexrank score and selection": summary("lexrank"),
        "textrank score and selection": summary("textrank"),
        "lead score and selection": summary("lead"),
        "newsrank, dek: ranking and selection": summary("newsrank", "dek"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--sentences", type=int)
    given = parser.parse_args()
    count = given.articles + WARM_UP
    if given.sentences:
        made = [article(number, given.sentences) for number in range(count)]
        raw = [f"{record['headline']}\n\n{record['body']}" for record in made]
    else:
        raw = texts(count)
    states: list[State] = [{"text": text} for text in raw]
    runs = stages()
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for at in range(0, len(states), BLOCK):
        block = states[at : at + BLOCK]
        for name, run in runs.items():
            start = time.process_time_ns()
            run(block)
            spent[name].append((time.process_time_ns() - start) / 1e3 / len(block))
        for state in block:
            state.clear()
    print("| stage | CPU µs an article, median of blocks |\n| --- | ---: |")
    for name, times in spent.items():
        print(f"| {name} | {statistics.median(times[WARM_UP // BLOCK :]):.0f} |")


if __name__ == "__main__":
    main()
