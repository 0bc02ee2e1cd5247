"""Compare the headline, dek and body read from pages with those of trafilatura alone.

    PYTHONPATH=src python benchmarks/reading_html.py [folder of the data] [segments]

Prints the tables of reading_html.md for webnews_gold and for the pages of trafilatura's own
evaluation; with "segments", only the latter. Needs the development data (../shared/data by
default).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import trafilatura
from trafilatura.metadata import extract_metadata

from summkit.errors import InputError
from summkit.reading.formats import body as body_module
from summkit.reading.formats import html as html_module
from summkit.reading.formats.deks import CUT
from summkit.reading.formats.html import opening, read_html
from summkit.reading.limits import Limits

WORD = re.compile(r"\w+")
HERE = Limits(seconds=0)
COPIED = "description that repeats the opening"
REPEATED = "repeated dek"


class Read(NamedTuple):
    headline: str | None
    dek: str | None
    body: str


def words(text: str | None) -> list[str]:
    return WORD.findall((text or "").lower())


def f1(candidate: list[Any], reference: list[Any]) -> float:
    """Return the F1 of two bags."""
    shared = (Counter(candidate) & Counter(reference)).total()
    return 2 * shared / (len(candidate) + len(reference)) if shared else 0.0


def shingles(tokens: list[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))]


def by_trafilatura(data: bytes, **options: bool) -> Read:
    meta = extract_metadata(trafilatura.load_html(data))
    return Read(meta.title, meta.description, trafilatura.extract(data, **options) or "")


def by_summkit(data: bytes, *, copied: str = "shipped", repair: bool = True) -> Read:
    """Read a page with summkit.

    `copied` sets how a description that repeats the body's opening is treated.
    """
    repair = body_module.repair
    if not repair:
        body_module.repair = lambda _, lines, own: [body_module.Paragraph(line) for line in lines]
    try:
        article = read_html(data, limits=HERE)
    except InputError:
        return Read(None, None, "")
    finally:
        body_module.repair = repair
    dek, body = article.dek, article.body
    if copied in ("keep", "cut"):
        dek = dek or next((d.text for d in article.dropped if d.rule == COPIED), None)
    if copied == "cut" and dek:
        body = body[opening(body, dek) :]
    head = next((d.text for d in article.dropped if d.rule == REPEATED), None)
    if copied in ("keep", "none") and head:
        body = f"{head}\n\n{body}"
        dek = dek if copied == "keep" else None
    return Read(article.headline, dek, body)


DESIGNS: dict[str, Callable[[bytes], Read]] = {
    "trafilatura alone (its defaults)": by_trafilatura,
    "trafilatura, no comments": lambda d: by_trafilatura(d, include_comments=False),
    "trafilatura, no comments, fast": lambda d: by_trafilatura(
        d, include_comments=False, fast=True
    ),
    "trafilatura, no comments, fast, precision": lambda d: by_trafilatura(
        d, include_comments=False, fast=True, favor_precision=True
    ),
    "trafilatura, no comments, recall": lambda d: by_trafilatura(
        d, include_comments=False, favor_recall=True
    ),
    "trafilatura, no comments, fast, no tables": lambda d: by_trafilatura(
        d, include_comments=False, fast=True, include_tables=False
    ),
    "summkit without paragraph repair": lambda d: by_summkit(d, repair=False),
    "summkit, copied description kept": lambda d: by_summkit(d, copied="keep"),
    "summkit, copied description kept, opening cut": lambda d: by_summkit(d, copied="cut"),
    "summkit, copied description is no dek at all": lambda d: by_summkit(d, copied="none"),
    "**summkit** (whole sentences cut from the body; a truncated copy is no dek)": by_summkit,
}


def row(records: list[dict[str, Any]], results: list[Read], half: int) -> str:
    chosen = [(r, a) for r, a in zip(records, results, strict=True) if half_of(r) == half]
    human = [(words(a.body), words(r["body"])) for r, a in chosen if r["id"].startswith("aeb-")]
    cells = [
        sum(words(a.headline) == words(r["headline"]) for r, a in chosen),
        sum(words(a.dek) == words(r["dek"]) for r, a in chosen),
        sum(words(a.dek) == words(own_dek(r)) for r, a in chosen),
        sum(begins(a.body, a.headline) for _, a in chosen),
        sum(opening(a.body, a.dek or "") > 0 for _, a in chosen),
    ]
    shares = [f"{count / len(chosen):.1%}" for count in cells[:3]] + [str(c) for c in cells[3:]]
    scores = [
        fmean(f1(a, b) for a, b in human),
        fmean(f1(shingles(a), shingles(b)) for a, b in human),
    ]
    return " | ".join([*shares, *(f"{score:.4f}" for score in scores)])


def begins(body: str, headline: str | None) -> bool:
    """Return whether the first line is the headline, not a first sentence with the same words."""
    return bool(words(headline)) and words(body.partition("\n")[0]) == words(headline)


def own_dek(record: dict[str, Any]) -> str | None:
    """Return the gold dek, or None if it is the cut opening of the gold body."""
    dek, body = record["dek"], record["body"]
    end = opening(body, dek or "")
    cut = end and (CUT.search(dek) or not html_module._is_whole(body, end))
    return None if cut else dek


def half_of(record: dict[str, Any]) -> int:
    return int(hashlib.sha1(record["id"].encode()).hexdigest(), 16) % 2


def all_read(read: Read) -> str:
    """Return headline, dek and body with single spaces and no soft hyphens."""
    return spaced("\n".join(part for part in read if part))


def spaced(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def segments_row(pages: dict[str, dict[str, list[str]]], texts: dict[str, str]) -> str:
    """Return precision, recall and F1 over the wanted and the unwanted strings."""
    there = absent = wrong = 0
    for name, segments in pages.items():
        found = sum(spaced(each) in texts[name] for each in segments["with"])
        there += found
        absent += len(segments["with"]) - found
        wrong += sum(spaced(each) in texts[name] for each in segments["without"])
    precision, recall = there / (there + wrong), there / (there + absent)
    share = 2 * precision * recall / (precision + recall)
    return f"{precision:.4f} | {recall:.4f} | {share:.4f} | {wrong} | {absent}"


SEGMENT_DESIGNS: dict[str, Callable[[bytes], Read]] = {
    "trafilatura alone (its defaults)": lambda d: Read(None, None, trafilatura.extract(d) or ""),
    "trafilatura, no comments, fast": lambda d: Read(
        None, None, trafilatura.extract(d, include_comments=False, fast=True) or ""
    ),
    "trafilatura, no comments, recall": lambda d: Read(
        None, None, trafilatura.extract(d, include_comments=False, favor_recall=True) or ""
    ),
    "trafilatura, no comments, precision": lambda d: Read(
        None, None, trafilatura.extract(d, include_comments=False, favor_precision=True) or ""
    ),
    "**summkit**": by_summkit,
}


def segments(data: Path) -> None:
    """Print the table of the pages of trafilatura's own evaluation, by half."""
    pages = json.loads((data / "pages/segments.json").read_text(encoding="utf-8"))
    halves = [{n: s for n, s in pages.items() if half_of({"id": n}) == half} for half in (0, 1)]
    print(f"trafilatura {trafilatura.__version__}, {len(pages)} pages, ", end="")
    print(f"{len(halves[0])} in the tuning half\n")
    head = "precision | recall | F1 | false | missing | ms a page"
    print(f"| design | half | {head} |\n|{' --- |' * 8}")
    for name, design in SEGMENT_DESIGNS.items():
        start = time.process_time()
        texts = {
            n: all_read(design(gzip.decompress((data / "pages" / n).read_bytes()))) for n in pages
        }
        cost = 1000 * (time.process_time() - start) / len(pages)
        for half, label in zip(halves, ("tuning", "held out"), strict=True):
            print(f"| {name} | {label} | {segments_row(half, texts)} | {cost:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("part", nargs="?", choices=("segments",))
    given = parser.parse_args()
    data = given.data
    logging.disable()
    segments(data)
    if given.part:
        return
    print()
    with gzip.open(data / "corpora/webnews_gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    pages = [gzip.decompress((data / f"html/{r['id']}.html.gz").read_bytes()) for r in records]
    print(f"trafilatura {trafilatura.__version__}, {len(pages)} pages, ", end="")
    print(f"{sum(half_of(r) == 0 for r in records)} in the development half\n")
    head = "headline | dek | own dek | begins with headline | begins with dek | body F1 | 4-gram F1"
    print(f"| design | half | {head} | ms a page |\n|{' --- |' * 10}")
    for name, design in DESIGNS.items():
        start = time.process_time()
        results = [design(page) for page in pages]
        cost = 1000 * (time.process_time() - start) / len(pages)
        for half, label in ((0, "development"), (1, "held out")):
            print(f"| {name} | {label} | {row(records, results, half)} | {cost:.0f} |", flush=True)


if __name__ == "__main__":
    main()
