"""Would an editor print it? Draw texts, let a blind judge read them, and report the verdicts.

    python benchmarks/printable.py draw FOLDER --seed 1      # writes TARGET.txt and TARGET.key
    python benchmarks/printable.py draw FOLDER --mending     # other articles, to look for faults
    python benchmarks/printable.py record FOLDER --judge "a language model (NAME)"
    python benchmarks/printable.py report [--seed 1]         # prints the tables of printable.md

`draw` takes 25 articles of each shape for each target. The shipped models of newsrank were not
trained on these articles, and nobody reads them during development: the SHA-1 of the id is odd
(`--mending` draws from the even half), and no earlier draw contained them for the same target.
For each article, `draw` writes the opening of the article and the texts of the systems, in an
order that the seed determines. The judge does not know which system wrote which text. The judge
writes TARGET.verdicts: one line for each article, ``NUMBER article news`` or ``NUMBER article
other``, and one line for each text, ``NUMBER.LETTER VERDICT reason``. `record` appends ids and
verdicts to printable_judged.jsonl. That file contains no text of an article, only offsets.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summkit
from summkit.article import Article
from summkit.reading import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
JUDGED = Path(__file__).with_name("printable_judged.jsonl")
TARGETS = ("headline", "lede", "dek", "summary")
SYSTEMS = {"newsrank": "newsrank", "lead": "lead", "default": None}
"""Name of a system -> its method. None is the default method of the target."""
# Shape -> (corpus, number of its first articles that the shipped models may have seen).
SHAPES = {
    "wire": ("reuters21578", 500),
    "broadcaster": ("bbc", 500),
    "feature": ("recent_news_en", 0),
    "daily": ("cnn_dailymail", 0),
    "web page": ("pages", 0),
}
A_SHAPE = 25
VERDICTS = ("ok", "dangling", "furniture", "jump", "background", "cut", "grammar", "false")
OPENING = 2_200  # characters of the article that the judge reads
HOW = """\
You are the night editor of a strict newspaper. For each article below you see its opening, then
up to three texts (A, B, C) proposed as its {target}. Would you print the text exactly as it stands,
beside a headline that you write yourself? A small doubt is a no. First say whether the article is
news (a report of something that happened or was said) or other (opinion, review, list, page of a
shop, advice, an index): "NUMBER article news" or "NUMBER article other". Then for each text one
line: "NUMBER.LETTER VERDICT reason in a few words", where VERDICT is one of
  ok          print it
  dangling    it contains a pronoun, a surname or "the plan" without an introduction
  furniture   it contains text that is not part of the story: credits, calls to subscribe, times
  jump        its sentences do not follow from one another
  background  it misses the news: an anecdote, background, a detail
  cut         it ends, begins or breaks in the middle of a thought
  grammar     its grammar, punctuation or spelling is broken by the shortening (misprints of the
              article, or the wire's own style such as "mln dlrs", are no fault of the text)
  false       it claims something that the article does not say
If several apply, give the worst. Judge each text by itself: all may be ok, or none.
"""


def unseen(shape: str) -> Iterator[tuple[str, Article]]:
    """Yield (id, article) for each article of a shape on which no shipped model was trained."""
    corpus, seen = SHAPES[shape]
    if corpus == "pages":
        for path in sorted((SHARED / "pages").glob("*.html.gz")):
            for article in read(path, on_error="skip"):
                yield path.name, article
        return
    for number, article in enumerate(read(SHARED / "corpora" / f"{corpus}.jsonl.gz")):
        if number >= seen:
            yield article.id or str(number), article


def drawn(target: str, seed: int, odd: bool) -> list[tuple[str, str, Article]]:
    """Return (shape, id, article) for each drawn article of a target: English, 120 words or more.

    Articles that an earlier draw of the target contained are not drawn again.
    """
    judged = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    before = {row["id"] for row in judged if row["target"] == target and row["seed"] != seed}
    rows = []
    for shape in SHAPES:
        order = random.Random(f"{seed} {target} {shape}")
        pool = [
            (shape, name, article)
            for name, article in unseen(shape)
            if int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2 == odd
            and name not in before
            and len(article.body.split()) >= 120
        ]
        order.shuffle(pool)
        taken: list[tuple[str, str, Article]] = []
        for row in pool:
            if len(taken) == A_SHAPE:
                break
            if summkit.analyse(Article(body=row[2].body)).language.code == "en":
                taken.append(row)
        rows += taken
    random.Random(f"{seed} {target}").shuffle(rows)
    return rows


def place(summary: summkit.Summary) -> dict[str, Any]:
    """Return the offsets of a text, with which benchmarks/confidence.py restores it."""
    return {
        "spans": [list(span) for span in summary.spans],
        "truncated": summary.truncated,
        "chance": round(summary.shortening.chance, 4) if summary.shortening else None,
    }


def draw(folder: Path, seed: int, odd: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for target in TARGETS:
        lines, key = [HOW.format(target=target)], []
        for number, (shape, name, article) in enumerate(drawn(target, seed, odd)):
            # The systems do not see the headline and dek of the editor, as for a new story.
            bare = Article(body=article.body, language=article.language)
            texts: dict[str, list[str]] = defaultdict(list)
            places: dict[str, dict[str, Any]] = {}
            for system, method in SYSTEMS.items():
                summary = summkit.summarise(bare, target, method=method)
                texts[summary.text].append(system)
                places[summary.text] = place(summary)
            pairs = sorted(texts.items())
            random.Random(f"{seed} {target} {name}").shuffle(pairs)
            lines.append(f"\n=== {number}\n{article.body[:OPENING]}\n")
            for letter, (text, systems) in zip("ABC", pairs, strict=False):
                lines.append(f"--- {number}.{letter}: {text}")
                key.append({"item": f"{number}.{letter}", "systems": systems, **places[text]})
            key.append({"item": f"{number}", "id": name, "shape": shape})
        (folder / f"{target}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / f"{target}.key").write_text(json.dumps({"seed": seed, "items": key}), "utf-8")


def record(folder: Path, judge: str) -> None:
    """Append the verdicts of each judged target; an incomplete file raises KeyError."""
    rows = []
    for target in TARGETS:
        path = folder / f"{target}.verdicts"
        if not path.exists():
            continue
        key = json.loads((folder / f"{target}.key").read_text("utf-8"))
        said: dict[str, tuple[str, str]] = {}
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                item, verdict, *why = line.split()
                said[item] = (why[0], "") if verdict == "article" else (verdict, " ".join(why))
        articles = {row["item"]: row for row in key["items"] if "id" in row}
        for row in key["items"]:
            if "systems" not in row:
                continue
            about = articles[row["item"].split(".")[0]]
            verdict, why = said[row["item"]]
            if verdict not in VERDICTS:
                raise SystemExit(f"{path}: {row['item']}: {verdict!r} is no verdict")
            for system in row["systems"]:
                rows.append(
                    {
                        "seed": key["seed"],
                        "target": target,
                        "id": about["id"],
                        "shape": about["shape"],
                        "article": said[about["item"]][0],
                        "system": system,
                        "verdict": verdict,
                        "why": why,
                        "judge": judge,
                        **{name: row[name] for name in ("spans", "truncated", "chance")},
                    }
                )
    with JUDGED.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def interval(hits: int, n: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Wilson 1927), in percent."""
    z = 1.959964
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return 100 * (middle - half), 100 * (middle + half)


def sign_test(first: int, second: int) -> float:
    """Return the two-sided exact p of McNemar's test.

    `first` is the number of articles for which only one side is right, `second` for the other.
    """
    n, least = first + second, min(first, second)
    if n == 0:
        return 1.0
    return min(1.0, 2 * sum(math.comb(n, k) for k in range(least + 1)) / 2**n)


def report(seed: int) -> None:
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["seed"] == seed]
    systems = [system for system in SYSTEMS if any(row["system"] == system for row in rows)]
    ours = [system for system in systems if system != "lead"]
    against = " | ".join(f"only {system}, only lead, p" for system in ours)
    print(f"| target | articles | {' | '.join(systems)} | {against} |")
    print(f"| --- | --- |{' --- |' * (len(systems) + len(ours))}")
    for kind in ("news", "other"):
        for target in TARGETS:
            by_article: dict[str, dict[str, Any]] = defaultdict(dict)
            for row in rows:
                if row["target"] == target and row["article"] == kind:
                    by_article[row["id"]][row["system"]] = row["verdict"] == "ok"
            n = len(by_article)
            if not n:
                continue
            cells = []
            for system in systems:
                hits = sum(each[system] for each in by_article.values())
                low, high = interval(hits, n)
                cells.append(f"{100 * hits / n:.0f}% ({low:.0f} to {high:.0f})")
            for system in ours:
                wins = sum(each[system] > each["lead"] for each in by_article.values())
                losses = sum(each[system] < each["lead"] for each in by_article.values())
                cells.append(f"{wins}, {losses}, {sign_test(wins, losses):.3f}")
            print(f"| {target} | {n} {kind} | {' | '.join(cells)} |")
    print(f"\n| target | system | {' | '.join(VERDICTS)} |")
    print(f"| --- | --- |{' ---: |' * len(VERDICTS)}")
    for target in TARGETS:
        for system in systems:
            said = [
                row["verdict"]
                for row in rows
                if (row["target"], row["system"], row["article"]) == (target, system, "news")
            ]
            if said:
                print(
                    f"| {target} | {system} | {' | '.join(str(said.count(v)) for v in VERDICTS)} |"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=("draw", "record", "report"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mending", action="store_true")
    parser.add_argument("--judge", default="a language model")
    options = parser.parse_args()
    if options.task == "report":
        report(options.seed)
    elif options.folder is None:
        parser.error(f"{options.task} needs a folder")
    elif options.task == "draw":
        draw(options.folder, options.seed, not options.mending)
    else:
        record(options.folder, options.judge)


if __name__ == "__main__":
    main()
