"""Generate news-like text from a seed: any number of different articles, none written by a person.

    python benchmarks/generate.py 10000 > ten.jsonl

Writes 10,000 records of 10 to 40 sentences, one per line. Sentences have the lengths of news (5 to
40 words, median about 20). Words follow Zipf's law with a tail that keeps growing. Names and places
are repeated within an article, and each article has one topic, so that graph methods can rank.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from typing import Any

_FUNCTION = (
    "the of to and a in that for on was with as it by at from his her were be had not this "
    "but which or an have they said one who their been has more would about when two will than "
    "after its other into could no some there also over before only new between last first under"
).split()
_STEMS = (
    "bridge council harbour river school budget minister hospital road election court teacher "
    "market factory storm police library contract union airport reservoir museum railway farm "
    "climate vaccine engine satellite orchard tunnel ferry archive stadium quarry festival "
    "lighthouse committee inquiry tax border treaty cable census drought flood orchestra glacier"
).split()
_ENDINGS = ("", "s", "'s", " plan", " report", " board", " fund", " workers", " crisis", " site")
_VERBS = (
    "approved rejected delayed opened closed measured announced warned promised denied built "
    "repaired counted doubled halved sold bought inspected defended questioned launched ended"
).split()
_SYLLABLES = (
    "bar cal dor el fen gal har il jor kel lam mor nor os pel quen ros sal tor ul ven wex".split()
)


def words(source: random.Random) -> str:
    """Return a random word of two or three syllables, for the tail of the vocabulary."""
    return "".join(source.choice(_SYLLABLES) for _ in range(source.randint(2, 3)))


def article(seed: int, sentences: int, identity: str = "") -> dict[str, Any]:
    """Return a record with headline, dek, body and summary.

    Parameters
    ----------
    seed
        Random seed. The same seed and number give the same text.
    sentences
        Number of sentences of the body.
    """
    source = random.Random(seed)
    topic = [
        stem + ending for stem in source.sample(_STEMS, 25) for ending in source.sample(_ENDINGS, 3)
    ]
    people = [f"{words(source).title()} {words(source).title()}" for _ in range(5)]
    places = [words(source).title() for _ in range(4)]
    made = [_sentence(source, topic, people, places) for _ in range(sentences)]
    paragraphs: list[str] = []
    rest = made
    while rest:
        count = source.randint(1, 3)
        paragraphs.append(" ".join(rest[:count]))
        rest = rest[count:]
    # A summary repeats a part of three sentences of the first half.
    chosen = sorted(source.sample(range(max(3, sentences // 2)), 3)) if sentences >= 3 else [0]
    summary = []
    for place in chosen:
        own = made[place].rstrip(".").split()
        kept = [word for word in own if source.random() < 0.7] or own
        summary.append(" ".join(kept) + ".")
    return {
        "id": identity or f"made-{seed}-{sentences}",
        "language": "en",
        "headline": " ".join(made[0].rstrip(".").split()[:9]),
        "dek": summary[0],
        "body": "\n\n".join(paragraphs),
        "summary": summary,
    }


def _sentence(source: random.Random, topic: list[str], people: list[str], places: list[str]) -> str:
    length = max(5, min(40, round(source.gauss(20, 8))))
    parts = [source.choice(people) if source.random() < 0.4 else f"The {source.choice(topic)}"]
    parts.append(source.choice(_VERBS))
    while sum(part.count(" ") + 1 for part in parts) < length:
        draw = source.random()
        if draw < 0.5:
            # The probability of rank r is about 1 / r.
            parts.append(_FUNCTION[min(int(len(_FUNCTION) ** source.random()), len(_FUNCTION)) - 1])
        elif draw < 0.72:
            parts.append(topic[int(len(topic) ** source.random()) - 1])
        elif draw < 0.77:
            parts.append(source.choice(places))
        elif draw < 0.82:
            parts.append(str(source.randint(2, 9000)))
        elif draw < 0.95:
            parts.append(words(source))
        else:
            parts.append(source.choice(_VERBS))
    return " ".join(parts) + "."


def main() -> None:
    """Write the records, one per line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="number of records")
    for seed in range(parser.parse_args().count):
        record = article(seed, random.Random(seed).randint(10, 40))
        sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
