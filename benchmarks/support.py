"""Measure how often `support` flags true headlines, and how many seeded corruptions it finds.

Run: PYTHONPATH=src python benchmarks/support.py
     [--half development|held-out] [--within dek] [--show KIND]

Prints the tables of support.md. The program makes one corruption of each kind for every headline
that allows it, drawn by the record's id: a number is changed (digits of the same length), a name is
swapped with a name of the next article of the corpus that has one, a negation is deleted or added.
A changed number or name counts as found if it is flagged at its place. A negation is tried only if
the true headline has no finding of that kind. A record is in the development half if the last bit
of its id's SHA-1 is 0, otherwise in the held-out half.

With --entities FILE...: use machine summaries whose names, numbers and dates people have looked up:
data/train.json (used to tune the rules) and data/test.json (held out) of the public repository
mcao516/EntFA. The files are not in this repository.

With --casing: count texts in ordinary letter case that are taken for lower case, and the same texts
with only their first capital that are recognised; at most 150 records of each corpus.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

from summkit import Article, analyse
from summkit.document import Document
from summkit.metrics.support.claims import Claim, claims
from summkit.metrics.support.metric import names_unchecked, unsupported
from summkit.metrics.support.names import fold
from summkit.metrics.support.negation import negations

SHARED = Path(__file__).parents[2] / "shared" / "data" / "corpora"
CORPORA = {
    "bbc": 1034,
    "recent_news_en": 374,
    "reuters21578": 1000,
    "webnews_gold": 174,
    "orangesum_fr": 800,
    "spanish_true_news_es": 400,
    "indonesian_detik_id": 474,
    "vietnews_vi": 600,
    "russian_samples_ru": 48,
    "turkish_extractive_tr": 45,
}
CASED = ("bbc", "recent_news_en", "webnews_gold", "cnn_dailymail", "xsum_test_sample",
         "primer_scored_summaries", "orangesum_fr", "spanish_true_news_es", "norsumm_no",
         "turkish_extractive_tr", "vietnews_vi", "10kgnad_de")  # fmt: skip
NUMBERS = ("number", "percentage", "amount")
AUXILIARY = re.compile(
    r"\b(will|would|can|could|should|must|may|is|are|was|were|does|did|has|have)\b(?! not|n't)",
    re.I,
)
INFINITIVE = re.compile(r"(?<=\w )to (?=[a-z]{3,})", re.I)
NEGATIONS = re.compile(r"\b(not|no|never)\s|(?<=\w)n['’]t\b", re.I)


def half(record: dict) -> str:
    return ("development", "held-out")[hashlib.sha1(record["id"].encode()).digest()[-1] & 1]


def records(name: str, which: str) -> list[dict]:
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines][: CORPORA[name]]
    kept = [r for r in every if r["headline"] and half(r) == which]
    # A body that begins with its headline contains every claim of the headline.
    return [r for r in kept if r["headline"].lower()[:40] not in r["body"][:300].lower()]


def change_number(headline: str, document: Document, random: Random) -> tuple[str, int, int] | None:
    made = [c for c in claims(headline, document.language.code) if c.kind in NUMBERS]
    made = [c for c in made if re.search(r"\d", c.text)]
    if not made:
        return None
    claim = random.choice(made)
    digits = re.search(r"\d[\d.,]*", claim.text)
    while True:
        other = re.sub(r"\d", lambda m: str(random.randint(1, 9)), digits.group())
        if other != digits.group():
            break
    text = claim.text[: digits.start()] + other + claim.text[digits.end() :]
    return (
        headline[: claim.start] + text + headline[claim.end :],
        claim.start,
        claim.start + len(text),
    )


def swap_name(
    headline: str, document: Document, pool: list[str], random: Random
) -> tuple[str, int, int] | None:
    code = document.language.code
    mine = [c for c in claims(headline, code) if c.kind == "name" and supported_name(c, document)]
    if not mine:
        return None
    claim = random.choice(mine)
    body = {fold(word, code) for word in document.language.words(document.article.body)}
    for other in pool:
        words = [fold(word, code) for word in document.language.words(other)]
        if not any(word in body for word in words):
            name = other.upper() if headline.isupper() else other
            text = headline[: claim.start] + name + headline[claim.end :]
            return text, claim.start, claim.start + len(name)
    return None


def supported_name(claim, document: Document) -> bool:
    """Return whether the body has the name with a capital in mid-sentence, so surely as a name."""
    text = claim.text.title() if claim.text.isupper() and len(claim.text) > 4 else claim.text
    return bool(re.search(rf"(?<=[a-z,] ){re.escape(text)}\b", document.article.body))


def change_negation(headline: str, random: Random) -> tuple[str, str] | None:
    match = NEGATIONS.search(headline)
    if match:
        kept = headline[: match.start()]
        # "won't" is "will", "can't" is "can".
        kept = re.sub(r"\bwo$", "will", re.sub(r"\bca$", "can", kept))
        return "dropped", kept + headline[match.end() :]
    match = AUXILIARY.search(headline)
    if match:
        return "added", headline[: match.end()] + " not" + headline[match.end() :]
    match = INFINITIVE.search(headline)
    if match:
        return "added", headline[: match.start()] + "not " + headline[match.start() :]
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="held-out", choices=("development", "held-out"))
    parser.add_argument("--show", default="", help="true, number, name or negation: print cases")
    parser.add_argument("--only", default="")
    parser.add_argument("--within", default="body", choices=("body", "dek"))
    parser.add_argument("--casing", action="store_true")
    parser.add_argument("--entities", nargs="+", type=Path, default=[], metavar="FILE")
    options = parser.parse_args()
    if options.casing:
        print("| corpus | texts | taken for lower case | lowered texts | recognised |")
        print("| --- " * 5 + "|")
        for name in CASED:
            print(cased(name), flush=True)
        return
    if options.entities:
        print(
            "| file | summaries | names not checked | flags | on a labelled entity | precision"
            " | entities not in the source | recall | of these, contradicting the source"
            " | recall |\n" + "| --- " * 10 + "|"
        )
        for path in options.entities:
            print(labelled(path), flush=True)
        return
    print(
        "| corpus | headlines | with a claim | flagged | number | name | date | quotation"
        " | negation | found: number | name | negation dropped | negation added | ms |\n"
        + "| --- " * 14
        + "|"
    )
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for name in CORPORA:
        if not options.only or name in options.only.split(","):
            print(measure(name, options, found, tried), flush=True)
    print("\nFound in all:", "; ".join(f"{k} {found[k]}/{tried[k]}" for k in sorted(tried)))


def cased(name: str) -> str:
    """Return a row of the table: results for texts and for the same texts in lower case."""
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 150)]
    counts: Counter[str] = Counter()
    for record in records:
        document = analyse(Article(body=record["body"], language=record["language"]))
        summary = " ".join(record["summary"] or ())
        machine = [each["summary"] for each in record.get("system_summaries") or ()]
        for text in filter(None, [record["headline"], record["dek"], summary, *machine]):
            lowered = text[:1] + text[1:].lower()
            counts["texts"] += 1
            counts["taken"] += names_unchecked(text, document) == "lower"
            counts["lowered"] += lowered != text
            counts["found"] += lowered != text and names_unchecked(lowered, document) == "lower"
    cells = [counts[key] for key in ("texts", "taken", "lowered", "found")]
    return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def labelled(path: Path) -> str:
    """Return a row of the table: flags compared with people's labels.

    A flag is right if it overlaps an entity that people did not find in the source, and wrong if it
    overlaps only entities that they found there; other flags are not judged. An entity counts as
    found if a flag overlaps it.
    """
    rows = json.loads(path.read_text("utf-8"))
    counts: Counter[str] = Counter()
    for row in rows:
        document = analyse(Article(body=row["source"], language="en"))
        text = row["prediction"]
        counts["unchecked"] += bool(names_unchecked(text, document))
        flags = unsupported(text, document)
        counts["flags"] += len(flags)
        for flag in flags:
            labels = [e["label"] for e in row["entities"] if _overlap(e, flag)]
            counts["judged"] += bool(labels)
            counts["right"] += any(label != "Non-hallucinated" for label in labels)
        for entity in row["entities"]:
            if entity["label"] != "Non-hallucinated":
                kind = "intrinsic" if entity["label"].startswith("Intrinsic") else "extrinsic"
                counts[kind] += 1
                counts[f"{kind} found"] += any(_overlap(entity, flag) for flag in flags)
    shares = [
        f"{counts[part]}/{counts[whole]} = {counts[part] / counts[whole]:.2f}"
        for part, whole in (
            ("right", "judged"),
            ("extrinsic found", "extrinsic"),
            ("intrinsic found", "intrinsic"),
        )
    ]
    cells = [path.name, len(rows), counts["unchecked"], counts["flags"], counts["judged"]]
    cells += [shares[0], counts["extrinsic"], shares[1], counts["intrinsic"], shares[2]]
    return "| " + " | ".join(map(str, cells)) + " |"


def _overlap(entity: dict, flag: Claim) -> bool:
    return entity["start"] < flag.end and flag.start < entity["end"]


def measure(name: str, options: argparse.Namespace, all_found: Counter, all_tried: Counter) -> str:
    which, show, within = options.half, options.show, options.within
    fields = ("body", "id", "headline", "dek", "language")
    every = [(r, analyse(Article(**{k: r[k] for k in fields}))) for r in records(name, which)]
    flagged: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    spent = 0.0
    pool = [
        claim.text
        for record, document in every
        for claim in claims(record["headline"], document.language.code)
        if claim.kind == "name" and supported_name(claim, document)
    ]
    for place, (record, document) in enumerate(every):
        headline, random = record["headline"], Random(record["id"])
        began = time.process_time()
        missing = unsupported(headline, document, within=within)
        contrary = negations(headline, document)
        spent += time.process_time() - began
        flagged["claims"] += bool(claims(headline, document.language.code))
        flagged["any"] += bool(missing or contrary)
        kinds = {"number" if c.kind in NUMBERS else c.kind for c in missing}
        flagged.update(kinds | ({"negation"} if contrary else set()))
        if show == "true" and (missing or contrary):
            print(
                "TRUE",
                [(c.kind, c.text) for c in missing],
                contrary,
                "|",
                headline,
                file=sys.stderr,
            )
        rest = pool[place * 7 % max(1, len(pool)) :] + pool
        for kind, changed in (
            ("number", change_number(headline, document, random)),
            ("name", swap_name(headline, document, rest, random)),
        ):
            if changed:
                text, start, end = changed
                hits = unsupported(text, document, within=within)
                hit = any(c.start < end and start < c.end for c in hits)
                tried[kind] += 1
                found[kind] += hit
                if show == kind and not hit:
                    print(kind.upper(), text[start:end], "|", text, "|", headline, file=sys.stderr)
        changed = change_negation(headline, random) if document.language.code == "en" else None
        if changed and not contrary:
            tried[changed[0]] += 1
            hit = bool(negations(changed[1], document))
            found[changed[0]] += hit
            if show == "negation" and not hit:
                print("NEGATION", changed, file=sys.stderr)
    all_found.update(found)
    all_tried.update(tried)
    total = max(1, len(every))
    rates = [f"{flagged[k]}" for k in ("number", "name", "date", "quotation", "negation")]
    hits = [f"{found[k]}/{tried[k]}" + (f" = {found[k] / tried[k]:.2f}" if tried[k] else "")
            for k in ("number", "name", "dropped", "added")]  # fmt: skip
    share = f"{flagged['any']} = {flagged['any'] / total:.1%}"
    cells = [name, len(every), flagged["claims"], share, *rates, *hits]
    cells.append(f"{spent / total * 1000:.2f}")
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


if __name__ == "__main__":
    main()
