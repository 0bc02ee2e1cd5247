"""Count texts that end in "…", and measure the effect of shortening on ROUGE.

    python benchmarks/shortening.py write OUT.jsonl [--half odd|even] [--limit 300]
    python benchmarks/shortening.py table OUT.jsonl [EARLIER.jsonl]
    python benchmarks/shortening.py chances

The tables are in shortening.md. `write` lets newsrank write headline, lede and dek of the articles
of one half. A record is in the even or odd half by the last digit of its id's SHA-1. Faults were
looked for in the even half only; figures are reported on the odd half. `table` counts the texts
that end in "…" and the shortened texts, and compares ROUGE with the first words cut at the budget.
`chances` reads the verdicts in `deletions_judged.jsonl`, prints how often each kind of deletion was
right, and writes the counts to `src/summkit/shortening/deletions/data/deletions.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from summkit.article import Article
from summkit.document import analyse
from summkit.evaluation.contenders import LeadCut
from summkit.evaluation.evaluate import references
from summkit.metrics.base import Candidate, Item
from summkit.metrics.rouge import Rouge
from summkit.reading import read
from summkit.system import System

CORPORA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
JUDGED = Path(__file__).with_name("deletions_judged.jsonl")
COUNTS = Path(__file__).parents[1] / "src/summkit/shortening/deletions/data/deletions.json"
SHARED = Path("/work/shared/data/corpora")
NAMES = (
    "webnews_gold",
    "cnn_dailymail",
    "recent_news_en",
    "bbc",
    "reuters21578",
    "xsum_test_sample",
    "10kgnad_de",
    "orangesum_fr",
    "spanish_true_news_es",
    "vietnews_vi",
    "indonesian_detik_id",
    "russian_samples_ru",
    "norsumm_no",
    "turkish_extractive_tr",
)
TARGETS = ("headline", "lede", "dek")


def half(identifier: str) -> str:
    """Return "even" or "odd"."""
    return "odd" if int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 2 else "even"


def articles(name: str, which: str, limit: int) -> Iterator[Article]:
    """Yield the articles of one half of a corpus."""
    folder = CORPORA if CORPORA.exists() else SHARED
    count = 0
    for item in read(folder / f"{name}.jsonl.gz", on_error="skip"):
        if isinstance(item, Article) and half(item.id) == which:
            yield item
            count += 1
        if count == limit:
            return


def write(path: Path, which: str, limit: int, only: list[str]) -> None:
    """Write every text with its ROUGE and the ROUGE of the cut text."""
    systems = {target: System("newsrank", target) for target in TARGETS}
    with path.open("w", encoding="utf-8") as out:
        for name in NAMES:
            if only and name not in only:
                continue
            rouge = Rouge("1,2")
            rows: list[dict[str, Any]] = []
            items: list[Item] = []
            for article in articles(name, which, limit):
                document = analyse(article)
                if not document.sentences:
                    continue
                for target, system in systems.items():
                    field = "headline" if target == "headline" else "dek"
                    gold = references(document, [field])
                    summary = system.summarise(document)
                    cut = LeadCut(system.effective_budget).write(document, ())
                    rows.append(
                        {
                            "corpus": name,
                            "language": document.language.code,
                            "target": target,
                            "id": article.id,
                            "text": summary.text,
                            "first": document.sentences[0].text,
                            "source": [
                                document.sentences[each.index].text
                                for each in summary.sentences[:1]
                            ],
                            "words": summary.words,
                            "truncated": summary.truncated,
                            "shortened": getattr(summary, "shortened", False)
                            or bool(summary.headlines),
                            "scored": bool(gold),
                        }
                    )
                    if gold:
                        for text in (Candidate(summary.text, (summary.text,)), cut.candidate):
                            items.append(Item(text, gold, document))
            values = iter(100 * rouge.values_many(items)[:, 2::3] if items else ())
            for row in rows:
                if row["scored"]:
                    row["rouge"] = [round(float(each), 3) for each in next(values)]
                    row["cut_rouge"] = [round(float(each), 3) for each in next(values)]
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(name, len(rows), flush=True)


def load(path: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Read the rows of a file by corpus, target and id."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {(row["corpus"], row["target"], row["id"]): row for row in rows}


def table(path: Path, earlier: Path | None) -> None:
    """Print a row for each corpus, language group and target."""
    now, before = load(path), load(earlier) if earlier else {}
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for key, row in now.items():
        other = "" if row["language"] == "en" or row["corpus"] != "webnews_gold" else " (not en)"
        groups[row["corpus"] + other, row["target"]].append(key)
    print(
        "| corpus | target | n | ends in … | before | shortened | R-1 / R-2 | before | over cut |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for (corpus, target), keys in groups.items():
        old = [before[key] for key in keys if key in before]
        new = [now[key] for key in keys]
        print(
            f"| {corpus} | {target} | {len(new)} | {_share(new):.0f}% |"
            f" {f'{_share(old):.0f}%' if old else '-'} |"
            f" {100 * np.mean([row['shortened'] for row in new]):.0f}% |"
            f" {_mean(new, 'rouge')} | {_mean(old, 'rouge')} | {_over(new)} |"
        )


def _share(rows: list[dict[str, Any]]) -> float:
    return 100 * float(np.mean([row["text"].endswith("…") for row in rows])) if rows else 0.0


def _mean(rows: list[dict[str, Any]], field: str) -> str:
    values = [row[field] for row in rows if field in row]
    return " / ".join(f"{each:.1f}" for each in np.mean(values, axis=0)) if values else "-"


def _over(rows: list[dict[str, Any]]) -> str:
    values = [np.subtract(row["rouge"], row["cut_rouge"]) for row in rows if "rouge" in row]
    return " / ".join(f"{each:+.1f}" for each in np.mean(values, axis=0)) if values else "-"


def chances() -> None:
    """Count the verdicts by kind."""
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for line in JUDGED.read_text("utf-8").splitlines():
        row = json.loads(line)
        read[row["kind"]] += 1
        right[row["kind"]] += row["right"]
    print("| kind | right | read | share | 95% interval |")
    print("|---|---|---|---|---|")
    for kind in (*sorted(read), "all"):
        good, count = (right[kind], read[kind]) if kind != "all" else (right.total(), read.total())
        low, high = wilson(good, count)
        print(f"| {kind} | {good} | {count} | {good / count:.0%} | {low:.0%} to {high:.0%} |")
    counts = {kind: [right[kind], read[kind]] for kind in sorted(read)}
    COUNTS.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")


def wilson(good: int, count: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Wilson 1927, Probable Inference)."""
    z = 1.96
    middle = good + z * z / 2
    spread = z * (good * (count - good) / count + z * z / 4) ** 0.5
    return (middle - spread) / (count + z * z), (middle + spread) / (count + z * z)


def main() -> None:
    """Run `write`, `table` or `chances`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("write", "table", "chances"))
    parser.add_argument("path", type=Path, nargs="?", default=Path("shortening.jsonl"))
    parser.add_argument("earlier", type=Path, nargs="?")
    parser.add_argument("--half", default="odd", choices=("odd", "even"))
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    if given.task == "write":
        write(given.path, given.half, given.limit, given.only)
    elif given.task == "chances":
        chances()
    else:
        table(given.path, given.earlier)


if __name__ == "__main__":
    main()
