"""Train the shipped models of newsrank and print their cross-validated scores.

    python benchmarks/newsrank.py ../shared/data [--only dek] [--models src/summkit/models]

The same corpora give the same bytes. The table goes to standard output. Rows are scored with
rouge-score on the text that the fold's model chose. "lead" is whole sentences from the start,
except those that exceed the budget; "lead-cut" is the first words up to the budget.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from summkit.article import Article
from summkit.budget import Budget
from summkit.cutting import MARK
from summkit.document import Document, analyse
from summkit.evaluation.contenders import LeadCut
from summkit.evaluation.evaluate import references
from summkit.evaluation.statistics import compare
from summkit.files import write_atomically
from summkit.metrics.base import Candidate, Item
from summkit.metrics.readability.metric import Readability
from summkit.metrics.rouge import Rouge
from summkit.newsrank.layer import OTHERS, Layer
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.model import RankingModel
from summkit.newsrank.sets import leads
from summkit.reading import read
from summkit.training.examples import Example, example
from summkit.training.learn import learn
from summkit.training.matrix import FitResult, settings_for
from unseen import in_half


@dataclass(frozen=True)
class Part:
    """A corpus, the field with its editors' text (the reference), and the budget."""

    corpus: str
    against: str
    budget: Budget
    limit: int | None = None
    weight: float = 1.0


READABILITY = Readability()
ONE = Budget(sentences=1, words=40)
_DEKS = (
    Part("orangesum_fr", "dek", Budget(words=40)),
    Part("vietnews_vi", "dek", Budget(words=40)),
    Part("vimds_vi", "dek", Budget(words=40)),
    Part("xsum_test_sample", "dek", Budget(words=25)),
    Part("webnews_gold", "dek", Budget(words=30), weight=1.5),
    Part("10kgnad_de", "dek", Budget(words=30)),
    Part("cnn_dailymail", "dek", Budget(words=25), weight=0.3),
)
DEKS = (
    *_DEKS,
    # The same articles with other budgets, since users do not always ask for 40 words.
    Part("orangesum_fr", "dek", Budget(words=30), 1500, weight=0.5),
    Part("vietnews_vi", "dek", Budget(words=30), 1500, weight=0.5),
    Part("xsum_test_sample", "dek", Budget(words=35), weight=0.5),
    Part("webnews_gold", "dek", Budget(words=40), weight=0.5),
    Part("10kgnad_de", "dek", Budget(words=40), weight=0.5),
)
SUMMARIES = (
    Part("cnn_dailymail", "summary", Budget(words=60)),
    Part("freelance_writer_summaries", "summary", Budget(words=60)),
    Part("bnlpc_bn", "summary", Budget(words=60), weight=0.5),
    Part("norsumm_no", "summary", Budget(words=60)),
    Part("turkish_extractive_tr", "summary", Budget(words=60), weight=0.5),
    Part("bbc", "summary", Budget(words=60), limit=400, weight=0.1),
    Part("cnn_dailymail", "summary", Budget(sentences=3)),
    Part("bbc", "summary", Budget(sentences=3), limit=400, weight=0.1),
    # The same articles with other budgets: training on one budget improves the others.
    Part("cnn_dailymail", "summary", Budget(words=30), weight=0.5),
    Part("cnn_dailymail", "summary", Budget(words=45)),
    Part("cnn_dailymail", "summary", Budget(words=80)),
    Part("cnn_dailymail", "summary", Budget(sentences=2)),
)
LEDES = (
    *(Part(part.corpus, "dek", ONE, weight=part.weight) for part in _DEKS),
    Part("spanish_true_news_es", "headline", ONE),
    Part("russian_samples_ru", "headline", ONE),
    Part("indonesian_detik_id", "headline", ONE),
    Part("bbc", "headline", ONE, 500),
    Part("recent_news_en", "headline", ONE, weight=0.5),
    Part("reuters21578", "headline", ONE, 500, weight=0.2),
)
TARGETS = {"dek": DEKS, "summary": SUMMARIES, "lede": LEDES}


def collect(
    shared: Path, parts: tuple[Part, ...], half: str | None = None
) -> tuple[list[Example], list[Document], str]:
    """Return examples, their documents and the corpora's fingerprint.

    `half` ("even" or "odd") selects the articles to train on; benchmarks/unseen.py then measures on
    the other half.
    """
    examples: list[Example] = []
    documents: list[Document] = []
    hasher = hashlib.sha256()
    for part in parts:
        count = 0
        for item in read(shared / "corpora" / f"{part.corpus}.jsonl.gz", on_error="yield"):
            if not isinstance(item, Article) or count == part.limit:
                continue
            if half and not in_half(item.id, half):
                continue
            document = analyse(item)
            found = references(document, [part.against]) if document.sentences else ()
            if not found:
                continue
            made = example(
                document,
                found[0],
                part.budget,
                _name(part),
                # Here the summaries of articles with a headline are extracts, which would be wrong
                # examples.
                headline=part.against == "dek",
                weight=part.weight,
            )
            if made is not None:
                count += 1
                examples.append(made)
                documents.append(document)
                hasher.update(made.digest.encode())
    return examples, documents, hasher.hexdigest()[:16]


def table(
    parts: tuple[Part, ...],
    examples: list[Example],
    documents: list[Document],
    results: dict[str, FitResult],
) -> list[str]:
    """Return the Markdown rows, one for each corpus and system."""
    lines = [
        "| corpus, budget | n | system | words | cut | lint | R-1 / R-2 / R-Lsum |"
        " over lead R-1 / R-2 | p | R-1 over lead-cut, p |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part in parts:
        places = [i for i, e in enumerate(examples) if e.group == _name(part)]
        if not places:
            continue
        # French is scored as ASCII words with Porter's stems: see newsrank.md.
        rouge = (
            Rouge("1,2,Lsum", profile="ascii", stem="porter")
            if part.corpus == "orangesum_fr"
            else Rouge("1,2,Lsum")
        )
        texts: dict[str, list[Candidate]] = {"lead": [], "lead-cut": [], "oracle": []}
        headed = any(examples[i].headlined is not None for i in places)
        texts |= {name: [] for name in results if headed or name != "headlined"}
        for i in places:
            one, document = examples[i], documents[i]
            first = leads(one.plain, [one.bounds], [one.allowed])[0]
            texts["lead"].append(_text(document, first or one.allowed[:1], one.bounds))
            texts["oracle"].append(_text(document, sorted(one.oracle) or first, one.bounds))
            texts["lead-cut"].append(LeadCut(part.budget).write(document, ()).candidate)
            for name, result in results.items():
                if name not in texts:  # no article of this part has a headline
                    continue
                texts[name].append(_text(document, result.chosen[i], one.bounds))
        refs = [references(documents[i], [part.against]) for i in places]
        values: dict[str, Any] = {}
        words: dict[str, float] = {}
        lint: dict[str, float] = {}
        for name, candidates in texts.items():
            items = [
                Item(c, r, documents[i]) for c, r, i in zip(candidates, refs, places, strict=True)
            ]
            values[name] = 100 * rouge.values_many(items)[:, 2::3]
            count = [
                documents[i].language.count_words(c.text)
                for c, i in zip(candidates, places, strict=True)
            ]
            words[name] = float(np.mean(count))
            lint[name] = float(
                np.mean(
                    [
                        READABILITY.values(c, (), documents[i])[0]
                        for c, i in zip(candidates, places, strict=True)
                    ]
                )
            )
        names = list(texts)
        stacked = np.stack([values[name].T for name in names])
        metrics = ["rouge1", "rouge2", "rougeLsum"]
        by_lead = compare(stacked, names, metrics, baseline="lead")
        by_cut = compare(stacked, names, metrics, baseline="lead-cut")
        for name in names:
            mean = values[name].mean(axis=0)
            cells = ["", "", ""]
            if name in results:
                one_, two = (by_lead.difference(name, m) for m in metrics[:2])
                cut = by_cut.difference(name, "rouge1")
                assert one_ is not None and two is not None and cut is not None
                cells = [
                    f"{one_.mean_difference:+.2f} / {two.mean_difference:+.2f}",
                    f"{one_.p_randomisation:.4f} / {two.p_randomisation:.4f}",
                    f"{cut.mean_difference:+.2f}, {cut.p_randomisation:.4f}",
                ]
            label = f"newsrank ({name})" if name in results else name
            shown = " / ".join(f"{value:.1f}" for value in mean)
            where = _name(part)
            cut_share = float(np.mean([c.text.endswith(MARK) for c in texts[name]]))
            lines.append(
                f"| {where} | {len(places)} | {label} | {words[name]:.1f} | {cut_share:.2f} |"
                f" {lint[name]:.2f} | {shown} |"
                f" {' | '.join(cells)} |"
            )
    return lines


def _name(part: Part) -> str:
    bounds = (part.budget.sentences, "sentences"), (part.budget.words, "words")
    budget = " of ".join(f"{size} {unit}" for size, unit in bounds if size is not None)
    return f"{part.corpus} {part.against}, {budget}"


def _text(document: Document, indices: list[int], bounds: BudgetLimits) -> Candidate:
    pieces = tuple(" ".join(document.sentences[i].text.split()) for i in indices)
    count = document.language.count_words
    if len(pieces) == 1 and count(pieces[0]) > bounds.words:
        pieces = (bounds.budget.cut(document.language, document.sentences[indices[0]].text) + MARK,)
    return Candidate(document.language.joiner.join(pieces), pieces)


def _with_fallback(model: RankingModel, language: str) -> RankingModel:
    """Return the model with one language's weights for every language without its own."""

    def of(layer: Layer) -> Layer:
        weights = layer.by_language
        return replace(layer, by_language={**weights, OTHERS: weights[language]})

    variants = {
        name: replace(each, terms=of(each.terms), sentences=of(each.sentences), sets=of(each.sets))
        for name, each in model.variants.items()
    }
    return replace(model, variants=variants)


def main() -> None:
    """Rebuild and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=TARGETS)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    given = parser.parse_args()
    for target, parts in TARGETS.items():
        if given.only not in (None, target):
            continue
        start = time.monotonic()
        examples, documents, fingerprint = collect(given.shared, parts, given.half)
        print(f"{target}: {len(examples)} read {time.monotonic() - start:.0f} s", file=sys.stderr)
        settings = settings_for(target)
        about = {
            "corpora": [_name(part) for part in parts],
            "fingerprint": fingerprint,
            "articles": len(examples),
            "seed": settings.seed,
        }
        model, results = learn(examples, target, about, settings)
        if target == "lede":
            # Shared weights are mostly those of French and Vietnamese deks. On other languages'
            # headlines (masakhanews, not trained on) English weights choose the lead more often.
            model = _with_fallback(model, "en")
        print(f"{target}: fitted {time.monotonic() - start:.0f} s", file=sys.stderr)
        if given.models:
            write_atomically(given.models / f"{target}.json", [model.to_json()])
        print(f"\n## {target}\n")
        print("\n".join(table(parts, examples, documents, results)), flush=True)


if __name__ == "__main__":
    main()
