"""Measure and print headlines outside English, by a parser and by rules on marks and clauses.

    python benchmarks/headlines_other.py measure es fr pt      # articles with an odd SHA-1
    python benchmarks/headlines_other.py show es 40 > TEXTS    # with an even one, for reading
    python benchmarks/headlines_other.py table odd TEXTS.jsonl # every language, as it ships

`table` prints, for each corpus and language of `TABLE`, ROUGE-1 of the headlines, the difference
from that of the article's first 75 characters, the shares of headlines that are cut ("…") and that
come from a later sentence, and the processor time of one headline. It writes each headline to the
file.

`measure` prints, for each corpus and language, ROUGE-1 and 2 against the editor's headline less
those of the article's first 75 characters, which share of the headlines comes from the first
sentence, which is cut ("…"), and the processor time of one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summkit as sk
from summkit.shortening.universal import tree
from summkit.shortening.universal.tree import is_parsed
from tongues_parser import bosque
from tongues_silver import DATA, even

CORPORA = {
    "es": ("spanish_true_news_es", "headline_dek_es", "webnews_gold"),
    "fr": ("orangesum_fr", "masakhanews_16langs", "webnews_gold"),
    "pt": ("bosque", "webnews_gold"),
    "de": ("10kgnad_de", "webnews_gold"),
}
TABLE = (
    ("spanish_true_news_es", "es"),
    ("headline_dek_es", "es"),
    ("orangesum_fr", "fr"),
    ("masakhanews_16langs", "fr"),
    ("masakhanews_16langs", "sw"),
    ("masakhanews_16langs", "am"),
    ("vietnews_vi", "vi"),
    ("indonesian_detik_id", "id"),
    ("turkish_extractive_tr", "tr"),
    ("russian_samples_ru", "ru"),
    ("arabic_news_ar", "ar"),
    ("bnlpc_bn", "bn"),
    ("10kgnad_de", "de"),
    ("norsumm_no", "no"),
)
MOST = 250  # articles of a corpus


def articles(corpus: str, code: str, *, seen: bool) -> list[dict[str, Any]]:
    if corpus == "bosque":
        rows = list(bosque())
    else:
        with gzip.open(DATA / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["language"] == code]
    rows = [row for row in rows if row["body"] and even(row["id"]) == seen]
    return random.Random(7).sample(rows, min(MOST, len(rows)))


def ways() -> Iterator[tuple[str, Any]]:
    yield "rules", lambda code: False
    yield "parser", is_parsed


def written(row: dict[str, Any], parsed: Any) -> Any:
    tree.is_parsed = parsed
    article = sk.Article(body=row["body"], language=row["language"])
    return sk.System("newsrank", target="headline").summarise(article)


def measure(codes: list[str]) -> None:
    for code in codes:
        for corpus in CORPORA[code]:
            rows = articles(corpus, code, seen=False)
            for name, parsed in ways():
                began = time.process_time()
                made = [written(row, parsed) for row in rows]
                spent = (time.process_time() - began) / max(1, len(rows)) * 1000
                scored = [n for n, row in enumerate(rows) if row.get("headline")]
                line = f"{code} {corpus} {name} {len(rows)}: {spent:.1f} ms"
                if scored:
                    wanted = [rows[n]["headline"] for n in scored]
                    ours = sk.score([made[n].text for n in scored], wanted, language=code)
                    cut = [" ".join(rows[n]["body"].split())[:75] for n in scored]
                    plain = sk.score(cut, wanted, language=code)
                    for kind in ("rouge1", "rouge2"):
                        mean = 100 * getattr(ours, kind).mean
                        line += (
                            f" {kind} {mean:.1f} ({mean - 100 * getattr(plain, kind).mean:+.1f})"
                        )
                first = sum(bool(s.sentences) and s.sentences[0].index == 0 for s in made)
                whole = sum(s.shortening is None and not s.truncated for s in made)
                share = 100 / max(1, len(made))
                line += (
                    f" first {first * share:.0f}% cut {sum(s.truncated for s in made) * share:.0f}%"
                )
                line += f" whole sentences {whole * share:.0f}%"
                line += f" characters {sum(len(s.text) for s in made) / max(1, len(made)):.0f}"
                print(line, flush=True)


def table(half: str, target: Path) -> None:
    """Measure the headlines of the shipped version, and write them."""
    system = sk.System("newsrank", target="headline")
    with target.open("w", encoding="utf-8") as lines:
        for corpus, code in TABLE:
            rows = articles(corpus, code, seen=half == "even")
            began = time.process_time()
            made = [system.summarise(sk.Article(body=r["body"], language=code)) for r in rows]
            spent = (time.process_time() - began) / max(1, len(rows)) * 1000
            texts = [(row, one) for row, one in zip(rows, made, strict=True) if row.get("headline")]
            figures = "no reference"
            if texts:
                wanted = [row["headline"] for row, _ in texts]
                ours = sk.score([one.text for _, one in texts], wanted, language=code)
                cut = [" ".join(row["body"].split())[:75] for row, _ in texts]
                plain = sk.score(cut, wanted, language=code)
                first, base = 100 * ours.rouge1.mean, 100 * plain.rouge1.mean
                figures = f"{first:.1f} | {first - base:+.1f}"
            share = 100 / max(1, len(made))
            cuts = share * sum(one.truncated for one in made)
            places = [min((each.index for each in one.sentences), default=0) for one in made]
            later = share * sum(place > 0 for place in places)
            print(
                f"{corpus} {code} | {len(rows)} | {figures} | {cuts:.0f}% | {later:.0f}%"
                f" | {spent:.1f} ms",
                flush=True,
            )
            for row, one, place in zip(rows, made, places, strict=True):
                kinds = list(one.shortening.reasons) if one.shortening else []
                saved = {
                    "corpus": corpus,
                    "language": code,
                    "id": row["id"],
                    "headline": row.get("headline") or row.get("dek"),
                    "text": one.text,
                    "sentence": place,
                    "cut": one.truncated,
                    "kinds": kinds,
                }
                lines.write(json.dumps(saved, ensure_ascii=False) + "\n")


def show(code: str, count: int, seed: int) -> None:
    rows = [row for corpus in CORPORA[code] for row in articles(corpus, code, seen=True)]
    for row in random.Random(seed).sample(rows, min(count, len(rows))):
        print("#", row["id"], "|", row.get("headline") or row.get("dek"))
        print("  L:", " ".join(row["body"].split())[:330])
        for name, parsed in ways():
            made = written(row, parsed)
            kinds = made.shortening.reasons if made.shortening else ""
            place = [each.index for each in made.sentences]
            print(f"  {name[:1]}: {made.text}   {place[:1]} {kinds}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    task = tasks.add_parser("measure")
    task.add_argument("codes", nargs="+")
    task = tasks.add_parser("show")
    task.add_argument("code")
    task.add_argument("count", type=int)
    task.add_argument("seed", type=int, nargs="?", default=1)
    task = tasks.add_parser("table")
    task.add_argument("half", choices=("odd", "even"))
    task.add_argument("target", type=Path)
    given = parser.parse_args()
    if given.task == "table":
        table(given.half, given.target)
    elif given.task == "measure":
        measure(given.codes)
    else:
        show(given.code, given.count, given.seed)
