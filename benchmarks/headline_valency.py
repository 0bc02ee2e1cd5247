"""Count which words call for another: write `headline/data/valency.json`.

In running text a word that can close a phrase often stands before a comma, a full stop or a
conjunction; "relies", "portion" and "prime" hardly ever do. And a noun or verb that is mostly
followed by one preposition ("stake in", "accused of") cannot do without it.

    python benchmarks/headline_valency.py

Counted in the bodies (never headlines) of the corpora that the parser learns from, without the
fifth of the articles that is kept for judging.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter, defaultdict

from headline_parser import held_out
from headline_silver import DATA, TAKEN
from summkit.shortening import valency
from summkit.shortening.tokens import tokenise

REACH = 6000  # characters of an article that are counted
LEAST = 20  # times a word is seen, or nothing is said of it
OPEN = 0.05  # a word with fewer of its uses at the end of a phrase calls for another
CLOSES = 0.2  # a verb with more of its uses there can do without a complement
BOUND = 0.25  # a word with more of its uses before one preposition calls for it
PREPOSITIONS = "of to for in on with from at by about over against into than between as".split()
VERB_ENDS = ("ed", "ng")  # verbs in -s look like nouns, and others are few
CLOSING = {*".,;:?!)\"”’'–—-", "--", "and", "but", "or", "after", "when", "while", "because"} | {
    *("as", "that", "who", "which", "before", "during", "since")
}


def counts() -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return how often each word occurs, and what follows it how often."""
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
    valency.FILE.write_text(text, "utf-8")
    print(len(text), len(data["open"].split()), {k: len(v.split()) for k, v in bound.items()})


if __name__ == "__main__":
    main()
