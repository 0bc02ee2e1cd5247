"""Measure how often a page's headline is right, beside trafilatura.

    PYTHONPATH=src python benchmarks/reading_titles.py TEST_PAGES [folder of the data]

Prints the table of reading_titles.md for readability's test pages and webnews_gold. TEST_PAGES is
the folder `test/test-pages` of mozilla/readability.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import trafilatura
from trafilatura.metadata import extract_metadata

from summkit.errors import InputError
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

WORD = re.compile(r"\w+")
HERE = Limits(seconds=0)


def words(text: str | None) -> list[str]:
    return WORD.findall((text or "").lower())


def half_of(name: str) -> str:
    odd = int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2
    return "held out" if odd else "tuned on"


def pages(readability: Path, data: Path) -> Iterator[tuple[str, str, bytes, str | None]]:
    """Yield corpus, name, page and its headline."""
    for folder in sorted(readability.iterdir()):
        gold = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
        yield "readability", folder.name, (folder / "source.html").read_bytes(), gold.get("title")
    with gzip.open(data / "corpora/webnews_gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if not record["id"].startswith("rdb-"):  # these pages are readability's
                page = gzip.decompress((data / f"html/{record['id']}.html.gz").read_bytes())
                yield "webnews_gold", record["id"], page, record["headline"]


def main() -> None:
    logging.disable()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("test_pages", type=Path)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    given = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    for corpus, name, page, gold in pages(given.test_pages, given.data):
        try:
            ours = read_html(page, limits=HERE).headline
        except InputError:
            ours = None
        theirs = extract_metadata(trafilatura.load_html(page)).title
        half = half_of(name)
        counts[corpus, half, "pages"] += 1
        counts[corpus, half, "summkit"] += words(ours) == words(gold)
        counts[corpus, half, "trafilatura"] += words(theirs) == words(gold)
    print(f"| corpus | half | pages | summkit | trafilatura {trafilatura.__version__} |")
    print("| --- | --- | --- | --- | --- |")
    for corpus, half in sorted({key[:2] for key in counts}):
        total = counts[corpus, half, "pages"]
        right = [counts[corpus, half, name] for name in ("summkit", "trafilatura")]
        shares = [f"{count / total:.1%}" for count in right]
        print(f"| {corpus} | {half} | {total} | {' | '.join(shares)} |")


if __name__ == "__main__":
    main()
