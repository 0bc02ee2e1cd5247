"""Measure sentence splitters on the hand-checked tables and their CPU time on the BBC corpus.

    PYTHONPATH=src python benchmarks/sentences.py

Needs sentencex, nupunkt, pysbd and nltk in addition to summkit. Punkt is nltk's untrained
PunktSentenceTokenizer: its trained data (punkt_tab) cannot be downloaded here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nupunkt
import pysbd
import sentencex
from nltk.tokenize.punkt import PunktSentenceTokenizer

from summkit.language import get_language, sentence_spans

ROOT = Path(__file__).parents[1]
BBC = ROOT.parent / "shared" / "data" / "corpora" / "bbc.jsonl.gz"
PUNKT = PunktSentenceTokenizer()
PYSBD_LANGUAGES = {
    "am",
    "ar",
    "bg",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fr",
    "hi",
    "hy",
    "it",
    "ja",
    "kk",
    "mr",
    "my",
    "nl",
    "pl",
    "ru",
    "sk",
    "ur",
    "zh",
}

Splitter = Callable[[str, str], list[str]]


def ours(code: str, text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, get_language(code))]


def by_sentencex(code: str, text: str) -> list[str]:
    return sentencex.segment(code, text)


def by_pysbd(code: str, text: str) -> list[str]:
    return pysbd.Segmenter(language=code if code in PYSBD_LANGUAGES else "en").segment(text)


def by_nupunkt(code: str, text: str) -> list[str]:
    return nupunkt.sent_tokenize(text)


def by_punkt(code: str, text: str) -> list[str]:
    return PUNKT.tokenize(text)


SPLITTERS: dict[str, Splitter] = {
    "summkit": ours,
    "sentencex": by_sentencex,
    "pysbd": by_pysbd,
    "nupunkt": by_nupunkt,
    "Punkt, untrained": by_punkt,
}


def cases(name: str) -> Iterator[tuple[str, str, list[str]]]:
    for line in (ROOT / "tests" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, marked = line.replace("\\n", "\n").split("\t")
            yield code, marked.replace("⏐", ""), [part.strip() for part in marked.split("⏐")]


def right(split: Splitter, table: list[tuple[str, str, list[str]]]) -> int:
    def pieces(code: str, text: str) -> list[str]:
        return [piece.strip() for piece in split(code, text) if piece.strip()]

    return sum(pieces(code, text) == wanted for code, text, wanted in table)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    names = ("cases", "cases_held_out", "cases_reported", "cases_kinds")
    tables = [list(cases(f"sentence_{name}.txt")) for name in names]
    english = [[case for case in table if case[0] == "en"] for table in tables[:2]]
    bodies = []
    if BBC.exists():
        with gzip.open(BBC, "rt", encoding="utf-8") as lines:
            bodies = [json.loads(line)["body"] for line in lines]
    print("| splitter | cases | held out | reported | kinds | English cases | English held out "
          "| BBC: segments | of them white space | CPU ms an article |")  # fmt: skip
    print("| --- |" + " ---: |" * 9)
    for name, split in SPLITTERS.items():
        found = [f"{right(split, table)}/{len(table)}" for table in (*tables, *english)]
        sample = bodies[:100] if name == "pysbd" else bodies
        if sample:
            started = time.process_time()
            pieces = [split("en", body) for body in sample]
            milliseconds = (time.process_time() - started) / len(sample) * 1000
            blank = sum(not piece.strip() for part in pieces for piece in part)
            found += [
                f"{sum(map(len, pieces)) / len(sample):.1f}",
                f"{blank / len(sample):.1f}",
                f"{milliseconds:.3f}",
            ]
        print(f"| {name} | " + " | ".join(found) + " |", flush=True)


if __name__ == "__main__":
    main()
