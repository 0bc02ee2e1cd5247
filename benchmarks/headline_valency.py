"""Count which words need a complement (valency); write `shortening/data/valency.json`.

In running text a word that can end a phrase often precedes a comma, a full stop or a conjunction;
"relies", "portion" and "prime" hardly ever do. A noun or verb that is mostly followed by one
preposition ("stake in", "accused of") needs that preposition.

    python benchmarks/headline_valency.py

The counts are from the bodies (never the headlines) of the corpora that the parser is trained on,
without the fifth of the articles that is reserved for judging.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import Counter, defaultdict
from pathlib import Path

from headline_parser import held_out
from headline_silver import DATA, TAKEN
from summkit.shortening.parsing.tokens import tokenise

FILE = Path(__file__).parents[1] / "src/summkit/shortening/data/valency.json"
REACH = 6000  # characters of an article that are counted
LEAST = 20  # how often a word must be seen to be listed
OPEN = 0.05  # a word with a smaller share of its uses at the end of a phrase needs a complement
CLOSES = 0.2  # a verb with a larger share of its uses there needs no complement
BOUND = 0.25  # a word with a larger share of its uses before one preposition needs it
PREPOSITIONS = "of to for in on with from at by about over against into than between as".split()
# The threshold for verbs in -s, which look like plural nouns; other verbs are few.
VERB_ENDS = ("ed", "ng")
CLOSING = {*".,;:?!)\"”’'–—-", "--", "and", "but", "or", "after", "when", "while", "because"} | {
    *("as", "that", "who", "which", "before", "during", "since")
}


def counts() -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return how often each word occurs, and how often each word follows it."""
    total: Counter[str] = Counter()
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for name in TAKEN:
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if not row["body"] or held_out(row["id"]):
                    continue
                words = [token.text.lower() for token in tokenise(row["body"][:REACH])]
                for word, after in itertools.pairwise(words):
                    if word[0].isalpha():
                        total[word] += 1
                        following[word][after] += 1
    return total, following


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    total, following = counts()
    known = sorted(word for word, count in total.items() if count >= LEAST)
    ends = {w: sum(following[w][sign] for sign in CLOSING) / total[w] for w in known}
    bound = {
        preposition: " ".join(
            w for w in known if following[w][preposition] / total[w] > max(BOUND, 0.8 * ends[w])
        )
        for preposition in PREPOSITIONS
    }
    data = {
        "open": " ".join(w for w in known if ends[w] < OPEN),
        "closing": " ".join(w for w in known if ends[w] >= CLOSES and w[-2:] in VERB_ENDS),
        "bound": bound,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    FILE.write_text(text, "utf-8")
    print(len(text), len(data["open"].split()), {k: len(v.split()) for k, v in bound.items()})


if __name__ == "__main__":
    main()
