"""Measure how well plain text is read back: headline, dek and body words of the corpora.

    PYTHONPATH=src python benchmarks/reading_text.py [--half tuning] [--show bbc] [--heads]

Prints the tables of reading_text.md. Each record is written as a scraped page would be (headline,
dek and body separated by blank lines) and read with `read_text`, then its body alone. Rules were
tuned on the half whose sha1(id) is even; the table reports the other half. --show prints errors of
a corpus line by line; --heads counts headers joined to CNN/Daily Mail bodies.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summkit.article import Dropped
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.text import read_body, read_text

CORPORA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
NAMES = (
    "bbc",
    "recent_news_en",
    "reuters21578",
    "webnews_gold",
    "orangesum_fr",
    "spanish_true_news_es",
    "vietnews_vi",
    "masakhanews_16langs",
    "indonesian_detik_id",
    "cnn_dailymail",
)


def records(name: str, tuning: bool) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            even = int(hashlib.sha1(record["id"].encode()).hexdigest(), 16) % 2 == 0
            if even == tuning and record["body"].strip():
                yield record


def flat(text: str | None) -> str:
    return " ".join(clean(text or "").split())


def words_of(text: str) -> list[str]:
    return [word for word in clean(text).split() if any(map(str.isalnum, word))]


def lost(body: str, kept: str, dropped: tuple[Dropped, ...], title: str | None = None) -> int:
    """Return how many words of the given body are missing in the body read.

    A title or dek that the body repeats does not count.
    """
    missing = Counter(words_of(body)) - Counter(words_of(kept))
    repeats = [item.text for item in dropped if item.rule.startswith("repeated")]
    return (missing - Counter(words_of(" ".join([*repeats, title or ""])))).total()


def measure(name: str, tuning: bool, show: bool) -> dict[str, Any]:
    total: Counter[str] = Counter()
    spent = 0.0
    for record in records(name, tuning):
        headline, dek, body = (record.get(key) for key in ("headline", "dek", "body"))
        words = len(words_of(body))
        if headline:
            parts = [headline, dek, body] if dek else [headline, body]
            raw = "\n\n".join(parts)
            start = time.process_time()
            article = read_text(raw)
            spent += time.process_time() - start
            total["read"] += 1
            total["words"] += words
            total["lost"] += lost(body, article.body, article.dropped)
            total["headline"] += flat(article.headline) == flat(headline)
            if dek:
                total["deks"] += 1
                total["dek"] += flat(article.dek) == flat(dek)
            else:
                total["no_dek"] += 1
                total["false_dek"] += article.dek is not None
            if show and flat(article.headline) != flat(headline):
                print("HEADLINE", repr(headline), "->", repr(article.headline))
            if show and article.dek and flat(article.dek) != flat(dek):
                print("DEK", repr(dek), "->", repr(article.dek))
        alone = read_text(body)
        total["alone"] += 1
        total["alone_words"] += words
        # A headline that the body itself begins with is no error.
        false = alone.headline is not None and flat(alone.headline) != flat(headline)
        total["false_headline"] += false
        total["alone_lost"] += lost(
            body, alone.body, alone.dropped, None if false else alone.headline
        )
        if show and false:
            print("FALSE", repr(alone.headline), "|", repr(alone.body[:80]))
        kept, _, dropped = read_body(body, headline, dek)
        total["field_lost"] += lost(body, kept, dropped)
        if show:
            for item in dropped:
                print("DROPPED", item.rule, "|", repr(item.text[:200]))
    total["ms"] = round(spent / max(1, total["read"]) * 1e6)
    return dict(total)


HEADS = {
    '"By . Jane Doe ."': r"By ?\. |and [A-Z][^.]{1,40} \. ",
    '"PUBLISHED: .", "UPDATED: ."': r".{0,120}(?:(?:PUBLISH|UPDAT)ED: ?\.|Last updated at)",
    '"(CNN)" with or without a place': r"[^.]{0,40}\(CNN\)",
}


def heads() -> None:
    """Print how many CNN/Daily Mail bodies begin with a byline, time or dateline."""
    every = [r for half in (True, False) for r in records("cnn_dailymail", half)]
    read = [read_body(r["body"], r["headline"], r["dek"])[0] for r in every]
    print(f"| head ({len(every)} records) | as given | as read |\n| --- | ---: | ---: |")
    for name, pattern in HEADS.items():
        counts = [sum(bool(re.match(pattern, text)) for text in texts)
                  for texts in ([r["body"] for r in every], read)]  # fmt: skip
        print(f"| {name} | {counts[0]} | {counts[1]} |")


def share(part: float, whole: float, digits: int = 1) -> str:
    return f"{100 * part / whole:.{digits}f}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tuning", "test"), default="test")
    parser.add_argument("--show", help="list what went wrong in one corpus")
    parser.add_argument("--heads", action="store_true", help="only what CNN/DM bodies begin with")
    options = parser.parse_args()
    if options.heads:
        heads()
        return
    tuning = options.half == "tuning"
    print(
        "| corpus | articles | headline right % | dek right % | false dek % | body words lost %"
        " | body alone: false headline % | words lost % | as a field: words lost % | ms/article |"
    )
    print("| --- " + "| ---: " * 9 + "|")
    for name in [options.show] if options.show else NAMES:
        t = Counter(measure(name, tuning, bool(options.show)))
        cells = (
            name,
            str(t["alone"]),
            share(t["headline"], t["read"]),
            share(t["dek"], t["deks"]),
            share(t["false_dek"], t["no_dek"]),
            share(t["lost"], t["words"], 2),
            share(t["false_headline"], t["alone"]),
            share(t["alone_lost"], t["alone_words"], 2),
            share(t["field_lost"], t["alone_words"], 2),
            f"{t['ms'] / 1000:.2f}" if t["read"] else "-",
        )
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
