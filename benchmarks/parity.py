"""Rank every English corpus with our methods and with sumy's, and count the differences.

Run from the repository: ``PYTHONPATH=src:tests python -P benchmarks/parity.py [corpus ...]``.
Where a corpus has been done the counts stand in benchmarks/parity.jsonl, and it is not done
again; the table in benchmarks/parity.md is rewritten after each.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from summkit.article import Article
from summkit.document import analyse
from summkit.summarisers.registry import create
from sumy_ranking import CLASSES, ranking
from test_parity import ENGLISH, ranked, undecided

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "data" / "corpora"
DONE = HERE / "parity.jsonl"
TIES = ("lsa ties", "textrank ties", "lexrank ties")

HEAD = """# Parity with sumy 0.13

Whether summkit ranks sentences as sumy does. Both programs are given the same sentences, words,
stems, stop words and headline, and the rankings of all sentences are compared, so that the result
holds for a summary of any length. The table counts the documents on which they differ, over whole
corpora. Parity is up to ties: `lsa`, `textrank` and `lexrank` count documents where the order
differs other than among sentences whose scores are equal within 1e-9. sumy decides those by the
last digit of its sums, which depends on the processor and its BLAS library; summkit decides them by
position. The columns of ties count the documents with such an order, on the processor where this
was made. `lexrank` leaves out the documents of the last column, where a cosine is within 1e-12 of
the threshold and sumy itself depends on the hash seed. `sumbasic` is compared with sumy as it adds
on Python 3.11: from 3.12 on the built-in `sum` compensates for rounding, and sumy picks other
sentences where averages tie.

Command: `PYTHONPATH=src:tests python -P benchmarks/parity.py`.

"""


def compare(name: str) -> dict[str, object]:
    """Count the documents of one corpus on which the rankings differ, by method."""
    counts = dict.fromkeys([*CLASSES, *TIES, "lexrank undecided", "documents", "sentences"], 0)
    differing: list[str] = []
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            document = analyse(Article(body=record["body"], headline=record["headline"]), "en")
            if not document.sentences:
                continue
            counts["documents"] += 1
            counts["sentences"] += len(document.sentences)
            for method in CLASSES:
                scores = create(method).score(document)
                ours = ranked(scores)
                theirs = ranking(method, document).order
                if ours == theirs or not theirs:
                    continue
                pairs = zip(ours, theirs, strict=True)
                if f"{method} ties" in TIES and all(
                    abs(scores[i] - scores[j]) <= 1e-9 for i, j in pairs
                ):
                    counts[f"{method} ties"] += 1
                elif method == "lexrank" and undecided(document):
                    counts["lexrank undecided"] += 1
                else:
                    counts[method] += 1
                    differing.append(f"{method}:{record['id']}")
    return {"corpus": name, **counts, "differing": differing[:20]}


def write_table(rows: list[dict[str, object]]) -> None:
    """Rewrite parity.md."""
    columns = ["corpus", "documents", "sentences", *CLASSES, *TIES, "lexrank undecided"]
    table = [f"| {' | '.join(columns)} |", "| --- |" + " ---: |" * (len(columns) - 1)]
    table += [f"| {' | '.join(str(row[column]) for column in columns)} |" for row in rows]
    total = [str(sum(int(str(row[column])) for row in rows)) for column in columns[1:]]
    table.append(f"| all | {' | '.join(total)} |")
    text = HEAD + "\n".join(table) + "\n"
    (HERE / "parity.md").write_text(text, encoding="utf-8")


def main() -> None:
    """Compare the corpora that are named, or all that are left."""
    rows = [json.loads(line) for line in DONE.read_text().splitlines()] if DONE.exists() else []
    done = {row["corpus"] for row in rows}
    for name in sys.argv[1:] or ENGLISH:
        if name in done:
            continue
        start = time.process_time()
        rows.append(compare(name))
        print(rows[-1], f"{time.process_time() - start:.0f} s", flush=True)
        with DONE.open("a", encoding="utf-8") as out:
            out.write(json.dumps(rows[-1]) + "\n")
        write_table(rows)


if __name__ == "__main__":
    main()
