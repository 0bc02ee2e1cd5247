"""How newsrank's sets read and score on articles its model has not seen, with and without costs.

    python benchmarks/newsrank.py ../shared/data --half even --models /tmp/even
    python benchmarks/cohesion.py ../shared/data /tmp/even [--only cnn3,web30] [--limit N]

Records are told by the last bit of the SHA-1 of their id: models of the even half are measured on
the odd one, where no fault was looked for. A text is flagged where the readability metric finds
anything. "cut" is the first words up to the budget, "equal cut" the first words up to the length
of what newsrank wrote, which is what tells choosing from being longer.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from summkit import Article, Budget, System, analyse
from summkit.document import Document
from summkit.evaluation.contenders import LeadCut, Output, from_summary
from summkit.evaluation.evaluate import references
from summkit.metrics.base import Item
from summkit.metrics.readability.metric import lint
from summkit.metrics.rouge import Rouge
from summkit.newsrank import costs
from summkit.newsrank.summariser import NewsRank
from summkit.reading import read

THREE, ONE = Budget(sentences=3), Budget(sentences=1, words=40)
PARTS = {
    "cnn3": ("cnn_dailymail", "summary", "summary", THREE),
    "bbc3": ("bbc", "summary", "summary", THREE),
    "recent3": ("recent_news_en", "summary", "headline", THREE),
    "cnn60": ("cnn_dailymail", "summary", "summary", Budget(words=60)),
    "orange40": ("orangesum_fr", "dek", "dek", Budget(words=40)),
    "viet40": ("vietnews_vi", "dek", "dek", Budget(words=40)),
    "xsum25": ("xsum_test_sample", "dek", "dek", Budget(words=25)),
    "web30": ("webnews_gold", "dek", "dek", Budget(words=30)),
    "recent30": ("recent_news_en", "dek", "headline", Budget(words=30)),
    "webL": ("webnews_gold", "lede", "dek", ONE),
    "recentL": ("recent_news_en", "lede", "headline", ONE),
    "bbcL": ("bbc", "lede", "headline", ONE),
    "cnnL": ("cnn_dailymail", "lede", "dek", ONE),
}
KINDS = ("name", "pronoun", "noun", "connective", "comparison", "quotation", "furniture")
HEADS = (
    "part", "n", "system", "words", "same as lead", "flagged", *KINDS, "R-1 / R-2",
    "over lead", "± R-1", "over cut", "over equal cut",
)  # fmt: skip


def in_half(identifier: str, half: str) -> bool:
    """Tell whether a record is of a half, "even" or "odd"."""
    return ("even", "odd")[hashlib.sha1(identifier.encode()).digest()[-1] & 1] == half


def documents_of(path: Path, half: str, against: str, limit: int) -> list[Document]:
    """Return the first records of a half that have what they are measured against."""
    documents: list[Document] = []
    for article in read(path, on_error="skip"):
        if len(documents) < limit and isinstance(article, Article) and in_half(article.id, half):
            document = analyse(article)
            if document.sentences and references(document, [against]):
                documents.append(document)
    return documents


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
        corpus, target, against, budget = PARTS[name]
        path = given.shared / "corpora" / f"{corpus}.jsonl.gz"
        documents = documents_of(path, given.half, against, given.limit)
        for row in rows(name, documents, (target, against, budget), given.models):
            print("| " + " | ".join(row) + " |", flush=True)


def rows(
    name: str, documents: list[Document], how: tuple[str, str, Budget], models: Path
) -> list[list[str]]:
    """Return the rows of one part."""
    target, against, budget = how
    french = name.startswith("orange")  # scored as in newsrank.md
    rouge = Rouge("1,2", profile="ascii", stem="porter") if french else Rouge("1,2")
    refs = [references(document, [against]) for document in documents]

    def scored(outputs: Sequence[Output]) -> Any:
        items = [
            Item(output.candidate, ref, document)
            for output, ref, document in zip(outputs, refs, documents, strict=True)
        ]
        return 100 * rouge.values_many(items)[:, 2::3]

    def written(method: Any) -> list[Output]:
        summaries = System(method, target, budget).summarise_many(documents)
        return [from_summary(summary) for summary in summaries]

    def cut(output: Output, document: Document, size: Budget) -> Output:
        return LeadCut(size).write(document, ()) if size.words else output

    lead = written("lead")
    cuts = scored([cut(o, d, budget) for o, d in zip(lead, documents, strict=True)])
    ranker = NewsRank(model=str(models / f"{target}.json"))
    settled = costs.NEED, costs.GAP, costs.LATE
    outputs = {"lead": lead}
    for label, values in (("without costs", (0.0, 0.0, 0.0)), ("newsrank", settled)):
        costs.NEED, costs.GAP, costs.LATE = values
        outputs[label] = written(ranker)
    by_lead = scored(lead)
    table = []
    for label, texts in outputs.items():
        values = scored(texts)
        findings = [lint(o.candidate, d) for o, d in zip(texts, documents, strict=True)]
        kinds = Counter(finding.kind for each in findings for finding in each)
        count = len(documents)
        equal = scored(
            [
                cut(o, d, Budget(words=max(o.words, 1)))
                for o, d in zip(texts, documents, strict=True)
            ]
        )
        gain = values - by_lead
        same = sum(a.candidate.text == b.candidate.text for a, b in zip(texts, lead, strict=True))
        table.append(
            [
                f"{name}: {how[0]}", str(count), label,
                f"{np.mean([output.words for output in texts]):.1f}", f"{same / count:.0%}",
                f"{sum(map(bool, findings)) / count:.0%}",
                *(f"{kinds[kind] / count:.2f}" for kind in KINDS), _pair(values, ""),
                *(
                    ("", "", "", "") if label == "lead" else
                    (_pair(gain), f"{gain[:, 0].std() / count**0.5:.2f}",
                     _pair(values - cuts) if budget.words else "", _pair(values - equal))
                ),
            ]
        )  # fmt: skip
    return table


def _pair(values: Any, sign: str = "+") -> str:
    first, second = values.mean(axis=0)
    return f"{first:{sign}.1f} / {second:{sign}.1f}"


if __name__ == "__main__":
    main()
