"""Would an editor print it? Draw texts, judge them blind, and report what the judge said.

    python benchmarks/printable.py draw FOLDER --seed 1      # TARGET.txt to read, TARGET.key beside
    python benchmarks/printable.py draw FOLDER --mending     # other articles, to find faults in
    python benchmarks/printable.py record FOLDER --judge "a language model (NAME)"
    python benchmarks/printable.py report [--seed 1]         # the tables of printable.md

`draw` takes 100 articles a target, 25 of each shape, that the shipped models of newsrank have not
seen and that nobody reads while mending (the SHA-1 of the id is odd; `--mending` draws of
the others). For each article it writes
the opening of the article and the texts of newsrank and of lead, in an order drawn by the seed;
the judge does not know which is which. The judge writes TARGET.verdicts: one line for each
article, ``NUMBER article news`` or ``NUMBER article other``, and one line for each text,
``NUMBER.LETTER VERDICT reason``. `record` appends ids and verdicts to printable_judged.jsonl;
no text of an article is kept, only the places in its body.
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
SYSTEMS = ("newsrank", "lead")
# Shape: its corpus, and how many of its first articles the shipped models may have seen.
SHAPES = {
    "wire": ("reuters21578", 500),
    "broadcaster": ("bbc", 500),
    "feature": ("recent_news_en", 0),
    "web page": ("pages", 0),
}
A_SHAPE = 25
VERDICTS = ("ok", "dangling", "furniture", "jump", "background", "cut", "grammar", "false")
OPENING = 2_200  # characters of the article that the judge reads
HOW = """\
You are the night editor of a strict newspaper. For each article below you see its opening, then
one or two texts (A, B) proposed as its {target}. Would you print the text exactly as it stands,
beside a headline that you write yourself? A small doubt is a no. First say whether the article is
news (a report of something that happened or was said) or other (opinion, review, list, page of a
shop, advice, an index): "NUMBER article news" or "NUMBER article other". Then for each text one
line: "NUMBER.LETTER VERDICT reason in a few words", where VERDICT is one of
  ok          print it
  dangling    it refers to what the text does not introduce: a pronoun, a surname, "the plan"
  furniture   it holds what is no part of the story: credits, calls to subscribe, times of update
  jump        its sentences do not follow from one another
  background  it misses the news: an anecdote, background, a detail
  cut         it ends, begins or breaks in the middle of something
  grammar     its grammar, punctuation or spelling is broken
  false       it says what the article does not say
Where several hold, give the worst. Judge each text by itself: both may be ok, and neither.
"""


def unseen(shape: str) -> Iterator[tuple[str, Article]]:
    """Yield (id, article) of a shape that may be drawn: English, 120 words and more."""
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
    """Return (shape, id, article) of the articles of a target, in an order drawn by the seed."""
    rows = []
    for shape in SHAPES:
        order = random.Random(f"{seed} {target} {shape}")
        pool = [
            (shape, name, article)
            for name, article in unseen(shape)
            if int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2 == odd
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
    """Return where a text came from, without the text: benchmarks/confidence.py makes it anew."""
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
            # The editor's own headline and dek are not shown to the systems: as for a new story.
            bare = Article(body=article.body, language=article.language)
            texts: dict[str, list[str]] = defaultdict(list)
            places: dict[str, dict[str, Any]] = {}
            for system in SYSTEMS:
                summary = summkit.summarise(bare, target, method=system)
                texts[summary.text].append(system)
                places[summary.text] = place(summary)
            pairs = sorted(texts.items())
            random.Random(f"{seed} {target} {name}").shuffle(pairs)
            lines.append(f"\n=== {number}\n{article.body[:OPENING]}\n")
            for letter, (text, systems) in zip("AB", pairs, strict=False):
                lines.append(f"--- {number}.{letter}: {text}")
                key.append({"item": f"{number}.{letter}", "systems": systems, **places[text]})
            key.append({"item": f"{number}", "id": name, "shape": shape})
        (folder / f"{target}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / f"{target}.key").write_text(json.dumps({"seed": seed, "items": key}), "utf-8")


def record(folder: Path, judge: str) -> None:
    """Append the verdicts of each target that was judged; refuse a file that is not complete."""
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
    """Return the two-sided exact p of so many articles for one side and for the other (McNemar)."""
    n, least = first + second, min(first, second)
    if n == 0:
        return 1.0
    return min(1.0, 2 * sum(math.comb(n, k) for k in range(least + 1)) / 2**n)


def report(seed: int) -> None:
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["seed"] == seed]
    print("| target | articles | newsrank | lead | only newsrank | only lead | p |")
    print("| --- | --- | --- | --- | ---: | ---: | ---: |")
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
            for system in SYSTEMS:
                hits = sum(each[system] for each in by_article.values())
                low, high = interval(hits, n)
                cells.append(f"{100 * hits / n:.0f}% ({low:.0f} to {high:.0f})")
            ours = sum(each["newsrank"] > each["lead"] for each in by_article.values())
            theirs = sum(each["newsrank"] < each["lead"] for each in by_article.values())
            print(
                f"| {target} | {n} {kind} | {' | '.join(cells)} | {ours} | {theirs} "
                f"| {sign_test(ours, theirs):.3f} |"
            )
    print(f"\n| target | system | {' | '.join(VERDICTS)} |")
    print(f"| --- | --- |{' ---: |' * len(VERDICTS)}")
    for target in TARGETS:
        for system in SYSTEMS:
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
