"""Compare the output of the compiled core with that of pure Python over all corpora.

    PYTHONPATH=src python benchmarks/core_parity.py [--articles N] [--only NAME] [--methods all]

Each article of each corpus in /work/shared/data (all, or the first N of a corpus) is analysed
with the core and without it. The program compares the language, the sentences with their places,
and the terms with their ids, stems and words. With --methods ("all" or names) it compares
summaries instead: for each method and target the JSON with its reasons, and the scores of all
sentences. If several methods shorten the same sentence for the same target, each side shortens
this sentence once.

--crossed N reduces the work: only the first N articles of each corpus are summarised by every
method for every target. All other articles are summarised by every method for the target
"summary", and by the methods of --every for every target.

The table has one SHA-256 hash for each corpus, and the CPU time of both sides. The exit status is
1 if two hashes differ. The table then names the first article that differs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from collections.abc import Callable, Container, Iterator, Sequence
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any

from summkit import core
from summkit.article import Article
from summkit.document import analyse
from summkit.errors import InputError
from summkit.language import detect
from summkit.report.escape import to_json
from summkit.shortening import prose, shorten
from summkit.summarisers.registry import BUILT_IN
from summkit.system import System
from summkit.targets import TARGETS

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "data" / "corpora"
FALLBACK = Path("/work/shared/data/corpora")


def articles(path: Path, most: int | None) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the body, the language and the headline of each article of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, islice(lines, most)):
            body = record.get("body") or record.get("text") or ""
            if isinstance(body, str) and body:
                yield body, record.get("language"), record.get("headline")


MEMORY: dict[tuple[object, ...], Any] = {}
"""The shortened sentences of an article, on one side."""
SHORTENED_FOR = [""]
"""The target for which sentences are shortened."""


def once(function: Callable[..., Any], sentence: Callable[..., object]) -> Callable[..., Any]:
    """Return a version of the function that remembers its result per sentence and target."""

    @wraps(function)
    def remembered(*given: Any, **named: Any) -> Any:
        key = (function, SHORTENED_FOR[0], sentence(*given), tuple(sorted(named.items())))
        if key not in MEMORY:
            made = function(*given, **named)
            MEMORY[key] = list(made) if isinstance(made, Iterator) else made
        return MEMORY[key]

    return remembered


shorten._ranked = once(shorten._ranked, lambda document, reading, *_: reading[:3])
prose.shortened = once(prose.shortened, lambda document, index, fits: index)


def written(
    body: str,
    language: str | None,
    headline: str | None,
    methods: Sequence[str],
    every: Container[str],
) -> bytes:
    """Return the summaries of an article as bytes: for each target by the methods in `every`."""
    MEMORY.clear()
    document = analyse(Article(body, headline=headline), language)
    lines = []
    for method in methods if document.sentences else ():
        for target in TARGETS if method in every else ("summary",):
            SHORTENED_FOR[0] = target
            try:
                summary = System(method, target).summarise(document)
            except InputError as error:
                lines.append(str(error))
                continue
            lines += [to_json(summary.to_dict(explain=True)), repr(list(summary.scores))]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def made(body: str, language: str | None) -> bytes:
    """Return all that the text half makes of an article, as bytes."""
    found = detect(body)
    document = analyse(Article(body), language or found)
    flat = document._terms.flat
    parts = (found, document.sentences, document.spans, flat, document.vocabulary)
    return repr(parts).encode("utf-8", "surrogatepass")


def main() -> int:
    """Compare, print a table, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--only")
    parser.add_argument("--methods", default="", help="names with commas, or all")
    parser.add_argument("--crossed", type=int, default=sys.maxsize, metavar="N")
    parser.add_argument("--every", default="newsrank,lead,lexrank", help="names with commas")
    given = parser.parse_args()
    every = given.every.split(",")
    if not core.built:
        print("summkit was built without its compiled core: nothing to compare")
        return 1
    methods = [name for name in given.methods.split(",") if name]
    if methods == ["all"]:
        methods = sorted({*BUILT_IN} - {"command", "llm"})
    folder = CORPORA if CORPORA.is_dir() else FALLBACK
    print("| corpus | articles | sha256 of both | CPU s compiled | pure |")
    print("| --- | ---: | --- | ---: | ---: |")
    differing = 0
    for path in sorted(folder.glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        if given.only and given.only != name:
            continue
        hashes = {True: hashlib.sha256(), False: hashlib.sha256()}
        spent = {True: 0.0, False: 0.0}
        count = 0
        first = ""
        for body, language, headline in articles(path, given.articles):
            outputs = {}
            for compiled in (True, False):
                core.compiled = compiled
                started = time.process_time()
                outputs[compiled] = (
                    written(
                        body,
                        language,
                        headline,
                        methods,
                        methods if count < given.crossed else every,
                    )
                    if methods
                    else made(body, language)
                )
                spent[compiled] += time.process_time() - started
                hashes[compiled].update(outputs[compiled])
            if outputs[True] != outputs[False] and not first:
                first = f"article {count} differs"
            count += 1
        same = hashes[True].digest() == hashes[False].digest()
        differing += not same
        shown = f"`{hashes[True].hexdigest()[:16]}`" if same else f"**{first}**"
        print(f"| {name} | {count:,} | {shown} | {spent[True]:.1f} | {spent[False]:.1f} |")
        sys.stdout.flush()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
