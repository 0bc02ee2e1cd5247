"""Print newsrank's main table, measured on articles that its model was not trained on.

    python benchmarks/newsrank.py ../shared/data --half even --models FOLDER
    python benchmarks/unseen.py ../shared/data FOLDER [--only cnn3,web30] [--limit N]

The last bit of the SHA-1 of a record's id assigns it to a half: models trained on the even half are
measured on the odd half, whose articles nobody read for faults. "Flagged" is a text in which the
readability metric finds any fault, "cut" the first words up to the budget, and "equal cut" the
first words up to the length of newsrank's text; it shows which gain is due only to length.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from summkit import Budget, Summary, System, analyse
from summkit.document import Document
from summkit.evaluation.contenders import LeadCut, Output, from_summary
from summkit.evaluation.evaluate import references
from summkit.evaluation.statistics import compare
from summkit.metrics.base import Item
from summkit.metrics.readability.metric import lint
from summkit.metrics.rouge import Rouge
from summkit.newsrank.summariser import NewsRank
from summkit.reading import read

THREE, ONE = Budget(sentences=3), Budget(sentences=1, words=40)
PARTS = {
    "cnn3": ("cnn_dailymail", "summary", "summary", THREE),
    "bbc3": ("bbc", "summary", "summary", THREE),
    "recent3": ("recent_news_en", "summary", "headline", THREE),
    "cnn60": ("cnn_dailymail", "summary", "summary", Budget(words=60)),
    "bbc60": ("bbc", "summary", "summary", Budget(words=60)),
    "orange40": ("orangesum_fr", "dek", "dek", Budget(words=40)),
    "viet40": ("vietnews_vi", "dek", "dek", Budget(words=40)),
    "vimds40": ("vimds_vi", "dek", "dek", Budget(words=40)),
    "xsum25": ("xsum_test_sample", "dek", "dek", Budget(words=25)),
    "web30": ("webnews_gold", "dek", "dek", Budget(words=30)),
    "german30": ("10kgnad_de", "dek", "dek", Budget(words=30)),
    "cnn25": ("cnn_dailymail", "dek", "dek", Budget(words=25)),
    "recent30": ("recent_news_en", "dek", "headline", Budget(words=30)),
    "orangeL": ("orangesum_fr", "lede", "dek", ONE),
    "vietL": ("vietnews_vi", "lede", "dek", ONE),
    "vimdsL": ("vimds_vi", "lede", "dek", ONE),
    "xsumL": ("xsum_test_sample", "lede", "dek", ONE),
    "webL": ("webnews_gold", "lede", "dek", ONE),
    "germanL": ("10kgnad_de", "lede", "dek", ONE),
    "cnnL": ("cnn_dailymail", "lede", "dek", ONE),
    "bbcL": ("bbc", "lede", "headline", ONE),
    "recentL": ("recent_news_en", "lede", "headline", ONE),
    "reutersL": ("reuters21578", "lede", "headline", ONE),
    "spanishL": ("spanish_true_news_es", "lede", "headline", ONE),
    "indonesianL": ("indonesian_detik_id", "lede", "headline", ONE),
}
"""Name -> corpus of at least 100 articles, target, reference field, budget."""

HEADS = (
    "target, corpus, budget", "n", "words (lead's)", "the lead's text", "flagged (lead's)", "“…”",
    "over lead, R-1", "R-2", "over cut, R-1", "R-2", "over equal cut, R-1", "R-2",
)  # fmt: skip
METRICS = ("rouge1", "rouge2")


def in_half(identifier: str, half: str) -> bool:
    """Return whether a record is in a half, "even" or "odd"."""
    return ("even", "odd")[hashlib.sha1(identifier.encode()).digest()[-1] & 1] == half


def documents_of(path: Path, half: str, against: str, limit: int) -> tuple[list[Document], Any]:
    """Return the first documents of a half that have a reference, and their references.

    If the headline is the reference, the document is given without it.
    """
    documents, refs = [], []
    for article in read(path, on_error="skip"):
        if len(documents) == limit or not in_half(article.id or "", half):
            continue
        document = analyse(article)
        found = references(document, [against]) if document.sentences else ()
        if found:
            hidden = against == "headline"
            documents.append(analyse(replace(article, headline=None)) if hidden else document)
            refs.append(found)
    return documents, refs


class Bench:
    """One part of the table: its articles, their references, and two baselines."""

    def __init__(self, shared: Path, name: str, half: str, limit: int) -> None:
        corpus, self.target, against, self.budget = PARTS[name]
        path = shared / "corpora" / f"{corpus}.jsonl.gz"
        self.documents, self.refs = documents_of(path, half, against, limit)
        # French is scored as ASCII words with Porter's stems: see newsrank.md.
        french = corpus == "orangesum_fr"
        self.rouge = Rouge("1,2", profile="ascii", stem="porter") if french else Rouge("1,2")
        size = ", ".join(
            f"{number} {unit}"
            for number, unit in ((self.budget.sentences, "s."), (self.budget.words, "w."))
            if number
        )
        self.label = f"{self.target}, {corpus}{' (headline)' * (against == 'headline')}, {size}"
        self.lead = [from_summary(each) for each in self.write("lead")]

    def write(self, method: Any) -> list[Summary]:
        """Return the texts that a method writes."""
        return System(method, self.target, self.budget).summarise_many(self.documents)

    def score(self, outputs: Sequence[Output]) -> Any:
        """Return an array of articles x (R-1, R-2)."""
        items = [
            Item(output.candidate, ref, document)
            for output, ref, document in zip(outputs, self.refs, self.documents, strict=True)
        ]
        return 100 * self.rouge.values_many(items)[:, 2::3]

    def cut(self, outputs: Sequence[Output] | None = None) -> list[Output]:
        """Return the first words of each article, up to the budget or its output's length."""
        sizes = [Budget(words=max(each.words, 1)) for each in outputs or ()]
        budgets = sizes or [self.budget] * len(self.documents)
        return [
            LeadCut(size).write(document, ())
            for size, document in zip(budgets, self.documents, strict=True)
        ]

    def flagged(self, outputs: Sequence[Output]) -> float:
        """Return the share of texts in which the readability metric finds a fault."""
        found = [bool(lint(o.candidate, d)) for o, d in zip(outputs, self.documents, strict=True)]
        return float(np.mean(found))

    def row(self, model: str) -> list[str]:
        """Return the cells of the table for newsrank with a model."""
        summaries = self.write(NewsRank(model=model))
        ours = [from_summary(each) for each in summaries]
        texts = {"newsrank": ours, "lead": self.lead, "equal cut": self.cut(ours)}
        if self.budget.words and not self.budget.sentences:
            texts["cut"] = self.cut()
        values = np.stack([self.score(each).T for each in texts.values()])
        same = [a.candidate.text == b.candidate.text for a, b in zip(ours, self.lead, strict=True)]
        words = [np.mean([each.words for each in texts[name]]) for name in ("newsrank", "lead")]
        gains = []
        for name in ("lead", "cut", "equal cut"):
            if name not in texts:
                gains += ["", ""]
                continue
            compared = compare(values, list(texts), METRICS, baseline=name)
            for metric in METRICS:
                found = compared.difference("newsrank", metric)
                assert found is not None
                low, high = found.interval.low, found.interval.high
                gains.append(f"{found.mean_difference:+.1f} ({low:+.1f} to {high:+.1f})")
        return [
            self.label,
            str(len(ours)),
            f"{words[0]:.1f} ({words[1]:.1f})",
            f"{np.mean(same):.0%}",
            f"{self.flagged(ours):.1%} ({self.flagged(self.lead):.0%})",
            f"{np.mean([each.truncated for each in summaries]):.1%}",
            *gains,
        ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--half", default="odd", choices=("even", "odd"))
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=400)
    given = parser.parse_args()
    print("| " + " | ".join(HEADS) + " |\n" + "| --- " * len(HEADS) + "|")
    for name in given.only.split(",") if given.only else PARTS:
        bench = Bench(given.shared, name, given.half, given.limit)
        row = bench.row(str(given.models / f"{bench.target}.json"))
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
