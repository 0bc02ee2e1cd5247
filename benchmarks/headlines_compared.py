"""Compare the headlines of two versions of summkit: blind verdicts and ROUGE.

    python benchmarks/headlines_compared.py write now.json [--seed 2031]
    python benchmarks/headlines_compared.py items before.json now.json items.txt [--seed 2031]
    python benchmarks/headlines_compared.py report
    python benchmarks/headlines_compared.py rouge

`write` draws 120 articles whose id has an odd SHA-1 and writes the headlines of the version that
runs it; run it with the Python of each version. `items` writes a file for a judge with the
beginning of each article and both headlines, in an order drawn by the seed; a second file contains
which headline is from which version. `report` counts the verdicts of headlines_compared.jsonl.
`rouge` measures the headlines of all articles with an odd SHA-1, at most 250 per corpus, and of the
first sentence cut at 75 characters.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import comb, sqrt
from pathlib import Path

from rouge_score.rouge_scorer import RougeScorer

from summkit import Article, System
from summkit.document import analyse
from summkit.reading import read

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "data" / "corpora"
VERDICTS = HERE / "headlines_compared.jsonl"
DRAWN = {
    "reuters21578": 30,
    "bbc": 30,
    "recent_news_en": 30,
    "xsum_test_sample": 15,
    "cnn_dailymail": 15,
}
MEASURED = ("bbc", "recent_news_en", "reuters21578")
MOST, READ = 250, 3500
SHOWN = 600  # characters of an article


def odd(corpus: str) -> list[Article]:
    """Return the articles of a corpus whose id has an odd SHA-1."""
    path = next(CORPORA.glob(f"{corpus}*.jsonl.gz"))
    articles = [each for each in islice(read(path), READ) if isinstance(each, Article)]
    return [each for each in articles if int(hashlib.sha1(each.id.encode()).hexdigest(), 16) % 2]


def drawn(seed: int) -> Iterator[tuple[str, Article]]:
    """Yield corpus and article, except short ones and tables of figures ("Shr 26 cts")."""
    chance = random.Random(seed)
    found: list[tuple[str, Article]] = []
    for corpus, count in DRAWN.items():
        articles = odd(corpus)
        chance.shuffle(articles)
        news = (each for each in articles if " vs " not in each.body[:300])
        found += [(corpus, each) for each in islice((n for n in news if len(n.body) >= 300), count)]
    chance.shuffle(found)
    yield from found


def headline(system: System, article: Article) -> str:
    """Return the headline that is written without use of the editor's."""
    return system.summarise(Article(body=article.body, language="en")).text


def write(path: Path, seed: int) -> None:
    """Write the headlines of the installed version, by article id."""
    system = System("newsrank", target="headline")
    texts = {article.id: headline(system, article) for _, article in drawn(seed)}
    path.write_text(json.dumps(texts, indent=0) + "\n", "utf-8")


def items(before: Path, now: Path, path: Path, seed: int) -> None:
    """Write the judge's file, and the versions of its headlines to `.key.json`."""
    texts = [json.loads(each.read_text("utf-8")) for each in (before, now)]
    chance = random.Random(seed + 1)
    lines, key = [], {}
    for number, (corpus, article) in enumerate(drawn(seed)):
        sides = ["before", "now"]
        chance.shuffle(sides)
        shown = {side: texts[side == "now"][article.id] for side in sides}
        opening = " ".join(article.body.split())[:SHOWN]
        lines.append(
            f"## {number}\nArticle: {opening}\nA: {shown[sides[0]]}\nB: {shown[sides[1]]}\n"
        )
        key[number] = {"corpus": corpus, "id": article.id, "A": sides[0], "B": sides[1]}
    path.write_text("\n".join(lines), "utf-8")
    path.with_suffix(".key.json").write_text(json.dumps(key, indent=0) + "\n", "utf-8")


def report() -> None:
    """Print each version's share of headlines printable as they are, with Wilson intervals."""
    rows = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    groups = {"all": set(DRAWN), "bbc, recent, Reuters": set(MEASURED)}
    groups["xsum, cnn_dailymail"] = groups["all"] - groups["bbc, recent, Reuters"]
    for name, corpora in groups.items():
        own = [row for row in rows if row["corpus"] in corpora]
        for side in ("before", "now"):
            printed = sum(row[side] == "P" for row in own)
            low, high = wilson(printed, len(own))
            print(f"{name}, {side}: {printed} of {len(own)}, {low:.0%} to {high:.0%}")
    gained = sum(row["before"] != "P" and row["now"] == "P" for row in rows)
    lost = sum(row["before"] == "P" and row["now"] != "P" for row in rows)
    print(f"only now {gained}, only before {lost}, sign test p {sign(gained, lost):.4f}")
    print("reads better:", dict(Counter(row["better"] for row in rows)))
    for side in ("before", "now"):
        print(side, dict(Counter(row[side].partition(":")[2] for row in rows if row[side] != "P")))


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share (1927, section 2)."""
    z = 1.959964
    middle = (count + z * z / 2) / (total + z * z)
    half = z * sqrt(count * (total - count) / total + z * z / 4) / (total + z * z)
    return middle - half, middle + half


def sign(one: int, other: int) -> float:
    """Return the exact two-sided p of the sign test."""
    total = one + other
    tail = sum(comb(total, each) for each in range(max(one, other), total + 1))
    return float(min(1.0, 2 * tail / 2**total))


def rouge() -> None:
    """Print the gain in R-1 and R-2 over the cut first sentence, and the share that ends in "…"."""
    system = System("newsrank", target="headline")
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    for corpus in MEASURED:
        gains, dots = [], 0
        articles = [each for each in odd(corpus) if each.headline][:MOST]
        for article in articles:
            first = analyse(Article(body=article.body, language="en")).sentences[0].text
            text = headline(system, article)
            ours, cut = (scorer.score(article.headline, each) for each in (text, first[:75]))
            gains.append([ours[name].fmeasure - cut[name].fmeasure for name in ours])
            dots += text.endswith("…")
        means = [100 * sum(column) / len(gains) for column in zip(*gains, strict=True)]
        print(
            f"{corpus} ({len(gains)}): {means[0]:+.1f} / {means[1]:+.1f}, … {dots / len(gains):.1%}"
        )


def main() -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "items", "report", "rouge"))
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=2031)
    given = parser.parse_args()
    if given.what == "write":
        write(*given.paths, seed=given.seed)
    elif given.what == "items":
        items(*given.paths, seed=given.seed)
    elif given.what == "report":
        report()
    else:
        rouge()
    return 0


if __name__ == "__main__":
    sys.exit(main())
