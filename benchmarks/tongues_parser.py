"""Train the parsers of other languages: write `shortening/universal/data/CODE.tables`.

    python benchmarks/tongues_parser.py CODE [SILVER.jsonl]

The parsers of Spanish and French are trained on the output of `tongues_silver.py`, and every parser
on treebanks of Universal Dependencies, read from snapshots in /work/.mirror. No text of them is
stored (licences: GSD, Bosque and PUD CC BY-SA, Porttinari CC BY, Sequoia LGPL-LR). The accuracies
printed are those on the treebank's test part.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headline_parser import learned, measure
from summkit.shortening.parsing import model as m
from universal_tags import SIGNS, plain_label, tag_of

MIRROR = Path("/work/.mirror")
DATA = Path(__file__).parents[1] / "src" / "summkit" / "shortening" / "universal" / "data"
KEPT = {"tagger": 10000, "parser": 36000, "labeller": 8000}
VOCABULARY = 12
LONGEST = 60  # maximum words of a training sentence
TREEBANKS = {  # the training files and the test files
    # Annotated differently from the training output of spaCy.
    "es": ([], ["Spanish-PUD:es_pud-ud-test.conllu"]),
    "fr": (
        [
            "French-Sequoia:fr_sequoia-ud-train.conllu",
            "French-Sequoia:fr_sequoia-ud-dev.conllu",
            "French-GSD:fr_gsd-ud-dev.conllu",
        ],
        ["French-Sequoia:fr_sequoia-ud-test.conllu"],
    ),
    "pt": (
        [
            "Portuguese-Bosque:not-to-release/documents",
            "Portuguese-Porttinari:pt_porttinari-ud-dev.conllu",
            "Portuguese-Porttinari:pt_porttinari-ud-test.conllu",
        ],
        ["Portuguese-Bosque:pt_bosque-ud-test.conllu"],
    ),
    "de": (
        [
            "German-GSD:de_gsd-ud-dev.conllu",
            "German-PUD:de_pud-ud-test.conllu",
            "German-GSD:de_gsd-ud-test.conllu",
        ],
        ["German-GSD:de_gsd-ud-test.conllu"],
    ),
}
# The share of a test file, from its start, that is added to the training data.
TRAINED_OF_TEST = {"de": 0.7}


def text_of(source: str) -> str:
    """Return the text of a treebank's file, or of all files in one of its folders."""
    name, _, path = source.partition(":")
    git = ["git", "--git-dir", str(MIRROR / f"UniversalDependencies+UD_{name}" / "repo")]
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "HEAD", path], capture_output=True, check=True
    )
    shown = "".join(f"HEAD:{each}\n" for each in listed.stdout.decode().splitlines())
    read = subprocess.run(
        [*git, "cat-file", "--batch=%(objecttype)"],
        input=shown.encode(),
        capture_output=True,
        check=True,
    )
    return read.stdout.decode()


def rows_of(source: str) -> Iterator[dict[str, Any]]:
    """Yield the sentences of a treebank as rows; a contraction is one word."""
    identifier, block = "", []
    for line in (*text_of(source).splitlines(), ""):
        if line.startswith("# sent_id"):
            identifier = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            block.append(line.split("\t"))
        elif block and not line.startswith("#"):
            yield row_of(block, identifier)
            block = []


def row_of(block: list[list[str]], identifier: str) -> dict[str, Any]:
    """Return a sentence; a contraction is represented by its word whose head is outside it."""
    joined: dict[int, int] = {}  # number of a word -> number of the first word of its contraction
    names: dict[int, str] = {}
    for cells in block:
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            names[first] = cells[1]
            joined.update(dict.fromkeys(range(first, last + 1), first))
    words = {int(cells[0]): cells for cells in block if cells[0].isdigit()}
    chosen: dict[int, list[str]] = {}
    for number, cells in words.items():
        first = joined.get(number, number)
        outside = joined.get(int(cells[6]), int(cells[6])) != first
        if outside and first not in chosen:
            chosen[first] = cells
    order = {first: place for place, first in enumerate(sorted(chosen))}
    heads = {first: int(cells[6]) for first, cells in chosen.items()}
    return {
        "id": identifier,
        "w": [names.get(first, chosen[first][1]) for first in sorted(chosen)],
        "t": [
            tag_of(names.get(first, chosen[first][1]), chosen[first][3], chosen[first][5])
            for first in sorted(chosen)
        ],
        "h": [
            order[joined.get(heads[first], heads[first])] if heads[first] else -1
            for first in sorted(chosen)
        ],
        "l": [plain_label(chosen[first][7]) for first in sorted(chosen)],
    }


def test_rows(code: str) -> list[dict[str, Any]]:
    """Return the test sentences."""
    rows = [row for source in TREEBANKS[code][1] for row in rows_of(source)]
    return rows[int(len(rows) * TRAINED_OF_TEST.get(code, 0)) :]


def held_out(identifier: str) -> bool:
    """Return whether a document of Bosque is in the fifth reserved for reading headlines."""
    document = identifier.partition("-")[0]
    return document[:2] in ("CF", "CP") and zlib.crc32(document.encode()) % 5 == 0


def bosque() -> Iterator[dict[str, Any]]:
    """Yield the documents of Bosque left out of training, as articles; some have a title."""
    for document in text_of("Portuguese-Bosque:not-to-release/documents").split("# newdoc")[1:]:
        identifier = document.partition("# sent_id =")[2].strip().partition("-")[0]
        texts = re.findall(r"^# text = (.*)$", document, re.MULTILINE)
        if not held_out(identifier) or not texts:
            continue
        title = texts.pop(0) if texts[0][-1] not in ".!?:" else None
        # A dateline in capitals, which the newspaper printed without a dash.
        body = [re.sub(r"^(?:[A-ZÀ-Ü]{3,} )+(?=[A-ZÀ-Ü][a-zà-ü]?)", "", text) for text in texts]
        if len(body) > 1:
            text = "\n\n".join(body)
            yield {"id": identifier, "language": "pt", "headline": title, "body": text}


def training_rows(code: str, silver: list[str]) -> list[dict[str, Any]]:
    """Return the training sentences."""
    held = {row["id"] for row in test_rows(code)}
    rows = [row for source in TREEBANKS[code][0] for row in rows_of(source)]
    rows = [row for row in rows if row["id"] not in held and not held_out(row["id"])]
    for path in silver:
        rows += [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    return [row for row in rows if row["h"].count(-1) == 1 and 3 < len(row["w"]) < LONGEST]


def main(code: str, silver: list[str]) -> None:
    good = training_rows(code, silver)
    test = [row for row in test_rows(code) if row["h"].count(-1) == 1]
    print(code, len(good), "sentences to learn from", flush=True)
    arrays = learned([*good, *test], good, KEPT, VOCABULARY, fixed=SIGNS)
    path = DATA / f"{code}.tables"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(m.stored(arrays))
    print(path.stat().st_size, {kind: len(arrays[kind]) for kind in KEPT})
    measure(m.load(path), test)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code")
    parser.add_argument("silver", nargs="*")
    given = parser.parse_args()
    main(given.code, given.silver)
