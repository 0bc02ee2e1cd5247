"""Rank the sentences of every English corpus with summkit's and sumy's methods; count differences.

Run from the repository: ``PYTHONPATH=src:tests python -P benchmarks/parity.py [corpus ...]``.

The counts of finished corpora are in benchmarks/parity.jsonl, and these corpora are not measured
again. The program rewrites benchmarks/parity.md after each corpus.
"""

from __future__ import annotations

import argparse
import gzip
import json
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

summkit ranks the sentences of {documents:,} documents as sumy does, by {methods} methods: {differ}
documents differ.

    PYTHONPATH=src:tests python -P benchmarks/parity.py

The table counts the documents on which the rankings differ.

"""

TAIL = """
Both programs get the same sentences, words, stems, stop words and headline. The rankings of all
sentences are compared, so the result holds for a summary of any length. Exceptions:

* **Ties.** For `lsa`, `textrank` and `lexrank`, an order that differs only between sentences whose
  scores are equal within 1e-9 does not count. sumy decides these by the last digit of its sums,
  which depends on the processor and its BLAS library; summkit decides by position. The columns of
  ties count the documents with such an order, on the processor of this run.
* **Undecided.** `lexrank` leaves out the documents of the last column: a cosine is within 1e-12 of
  the threshold, and sumy itself depends on the hash seed.
* **`sumbasic`** is compared with sumy's sums of Python 3.11. From 3.12 on the built-in `sum`
  compensates for rounding, and sumy picks other sentences if averages tie.
"""


def compare(name: str) -> dict[str, object]:
    """Count, by method, the documents of one corpus on which the rankings differ."""
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
    head = HEAD.format(
        documents=sum(int(str(row["documents"])) for row in rows),
        methods=len(CLASSES),
        differ=sum(int(str(row[method])) for row in rows for method in CLASSES),
    )
    text = head + "\n".join(table) + "\n" + TAIL
    (HERE / "parity.md").write_text(text, encoding="utf-8")


def main() -> None:
    """Compare the named corpora, or all corpora that are not in parity.jsonl."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*")
    rows = [json.loads(line) for line in DONE.read_text().splitlines()] if DONE.exists() else []
    done = {row["corpus"] for row in rows}
    for name in parser.parse_args().corpora or ENGLISH:
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
