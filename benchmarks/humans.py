"""Correlate each column of each metric with human judgements of machine summaries.

Run: PYTHONPATH=src python benchmarks/humans.py [FOLDER] [--only NAME,...] [--json FILE]

Prints the tables of humans.md: correlations over summaries and over systems. Without FOLDER it
reads only the shared corpus `primer_scored_summaries`. FOLDER contains files fetched from public
repositories, which are not in this repository. The program reports sets whose files are missing:

  REALSumm/       scores_dicts/{abs,ext}.pkl as abs.pkl, ext.pkl; src.txt and ref.txt of
                  selected_docs_for_human_eval/abs/ptr_generator (neulab/REALSumm)
  LLM_summeval/   model_output_annotations/M*_outputs_annotations.jsonl as M*.jsonl
                  (DAMO-NLP-SG/LLM_summeval: the 12 abstractive systems of Yale-LILY/SummEval)
  qags/           data/mturk_{cnndm,xsum}.jsonl (W4ngatang/qags)
  EntFA/          data/test.json (mcao516/EntFA)
  blanc/          data/DailyNews_300_aspects.json (PrimerAI/blanc)

Nothing in summkit was tuned on these scores. `support` was tuned on EntFA's train.json, which this
program does not read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import kendalltau, spearmanr

from summkit import Article, analyse
from summkit.document import Document
from summkit.evaluation.contenders import split
from summkit.metrics.base import Candidate, Item
from summkit.metrics.column import columns_of
from summkit.metrics.registry import metric_of

SHARED = Path(__file__).parents[2] / "shared" / "data" / "corpora"
METRICS = ("rouge:types=1,2,L,Lsum,SU4,W", "chrf", "fragments", "support", "redundancy",
           "readability", "length")  # fmt: skip
FEWEST = 5
"""Systems on one document from which on summaries are compared within it."""


class Judged(NamedTuple):
    """One summary and its human judgements."""

    document: str
    system: str
    article: str
    text: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    scores: dict[str, float]


def primer(folder: Path | None) -> Iterator[Judged]:
    with gzip.open(SHARED / "primer_scored_summaries.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for summary in row["system_summaries"]:
                text = tuple(summary["summary"].splitlines())
                scores = {"quality": summary["mean_human_score"]}
                yield Judged(row["id"], "", row["body"], text, (), scores)


def daily(folder: Path) -> Iterator[Judged]:
    rows = json.loads((folder / "blanc" / "DailyNews_300_aspects.json").read_text("utf-8"))
    for row in rows:
        text = tuple(row["summary"].splitlines())
        scores = {k.lower(): mean(v["scores"]) for k, v in row["map_quality_scores"].items()}
        yield Judged(row["text"], "", row["text"], text, (), scores)


def summeval(folder: Path) -> Iterator[Judged]:
    for path in sorted((folder / "LLM_summeval").glob("M*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            given = row["expert_annotations"]
            scores = {key: mean(each[key] for each in given) for key in given[0]}
            references = tuple((reference,) for reference in row["references"])
            text = (row["decoded"],)
            yield Judged(row["id"], row["model_id"], row["text"], text, references, scores)


class _Plain(pickle.Unpickler):
    """A reader of pickled numbers and texts that refuses everything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("numpy.core.multiarray", "scalar"):
            from numpy._core import multiarray

            return multiarray.scalar
        if (module, name) == ("numpy", "dtype"):
            return np.dtype
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


def realsumm(folder: Path) -> Iterator[Judged]:
    def tagged(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in re.findall(r"<t>(.*?)</t>", text) if part.strip())

    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", text.replace("<t>", "").replace("</t>", "").lower()))

    here = folder / "REALSumm"
    sources = (here / "src.txt").read_text("utf-8").splitlines()
    # Both files contain the references, in another order and with other quotation marks.
    listed = [words(line) for line in (here / "ref.txt").read_text("utf-8").splitlines()]
    for kind in ("abs", "ext"):
        with (here / f"{kind}.pkl").open("rb") as file:
            documents = _Plain(file).load()
        for number, document in documents.items():
            wanted = words(document["ref_summ"])
            shared = [len(wanted & line) / len(wanted | line) for line in listed]
            place = shared.index(max(shared))
            if shared[place] < 0.8:
                print(f"realsumm: document {number} has no source", file=sys.stderr)
                continue
            article = "\n\n".join(tagged(sources[place]) or (sources[place].replace("<t>", ""),))
            for name, written in document["system_summaries"].items():
                scores = {"pyramid recall": float(written["scores"]["litepyramid_recall"])}
                yield Judged(str(number), f"{kind}:{name}", article,
                             tagged(written["system_summary"]),
                             (tagged(document["ref_summ"]),), scores)  # fmt: skip


def qags(folder: Path, part: str) -> Iterator[Judged]:
    lines = (folder / "qags" / f"mturk_{part}.jsonl").read_text("utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        votes = [
            [answer["response"] == "yes" for answer in sentence["responses"]]
            for sentence in row["summary_sentences"]
        ]
        faithful = mean(sum(vote) * 2 > len(vote) for vote in votes)
        text = tuple(sentence["sentence"] for sentence in row["summary_sentences"])
        yield Judged(str(number), "", row["article"], text, (), {"faithful sentences": faithful})


def entities(folder: Path) -> Iterator[Judged]:
    rows = json.loads((folder / "EntFA" / "test.json").read_text("utf-8"))
    for row in rows:
        labels = [entity["label"] == "Non-hallucinated" for entity in row["entities"]]
        if labels:
            scores = {"names and numbers in the source": mean(labels)}
            references = ((row["reference"],),)
            text = (row["prediction"],)
            yield Judged(row["source"], "", row["source"], text, references, scores)


SETS = {
    "primer": ("primer_scored_summaries: machine summaries of news, ten people each", primer),
    "daily": ("DailyNews_300_aspects: the same people, five questions", daily),
    "summeval": ("SummEval, 12 abstractive systems x 100, three experts, 11 references", summeval),
    "realsumm": ("REALSumm, 25 systems x 100, share of the reference's content found", realsumm),
    "qags-cnn": ("QAGS, CNN/DM: does the article support each sentence? (majority of three)",
                 lambda folder: qags(folder, "cnndm")),
    "entities": ("XEnt test set, XSum: are names, numbers and dates in the source?", entities),
    "qags-xsum": ("QAGS, XSum: the same", lambda folder: qags(folder, "xsum")),
}  # fmt: skip


def measured(judged: list[Judged]) -> tuple[list[str], np.ndarray]:
    """Return the names of the columns, and values of shape (summaries, columns)."""
    documents: dict[str, Document] = {}
    items = []
    for each in judged:
        if each.article not in documents:
            documents[each.article] = analyse(Article(body=each.article, language="en"))
        document = documents[each.article]
        parts = each.text if len(each.text) > 1 else split(" ".join(each.text), document)
        items.append(Item(Candidate(" ".join(parts), tuple(parts)), each.references, document))
    names: list[str] = []
    blocks = []
    for metric in map(metric_of, METRICS):
        names += [column.name for column in columns_of(metric)]
        blocks.append(metric.values_many(items))
    return names, np.concatenate(blocks, axis=1)


def within(values: np.ndarray, scores: np.ndarray, groups: list[np.ndarray], how: Any) -> float:
    """Return the mean over documents of the correlation within each; NaN without any."""
    found = []
    for group in groups:
        x, y = values[group], scores[group]
        known = ~np.isnan(x)
        if known.sum() >= FEWEST and len(set(x[known])) > 1 and len(set(y[known])) > 1:
            found.append(how(x[known], y[known]).statistic)
    return float(np.mean(found)) if found else float("nan")


def pooled(values: np.ndarray, scores: np.ndarray, how: Any) -> float:
    known = ~np.isnan(values)
    if known.sum() < FEWEST or len(set(values[known])) < 2:
        return float("nan")
    return float(how(values[known], scores[known]).statistic)


def by_system(values: np.ndarray, scores: np.ndarray, systems: list[np.ndarray], how: Any) -> float:
    means = [
        (np.nanmean(values[s]), scores[s].mean()) for s in systems if not np.isnan(values[s]).all()
    ]
    if len(means) < FEWEST or len({m[0] for m in means}) < 2:
        return float("nan")
    x, y = map(np.array, zip(*means, strict=True))
    return float(how(x, y).statistic)


def agreement(judged: list[Judged]) -> dict[str, Any]:
    names, values = measured(judged)
    documents: dict[str, list[int]] = defaultdict(list)
    systems: dict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(judged):
        documents[each.document].append(row)
        systems[each.system].append(row)
    groups = [np.array(rows) for rows in documents.values()]
    several = len(systems) >= FEWEST
    found: dict[str, Any] = {}
    for aspect in judged[0].scores:
        scores = np.array([each.scores[aspect] for each in judged])
        for place, name in enumerate(names):
            column = values[:, place]
            cell = {"n": int((~np.isnan(column)).sum())}
            for key, how in (("kendall", kendalltau), ("spearman", spearmanr)):
                cell[key] = (
                    within(column, scores, groups, how) if several else pooled(column, scores, how)
                )
                if several:
                    means = list(map(np.array, systems.values()))
                    cell[f"system {key}"] = by_system(column, scores, means, how)
            found.setdefault(aspect, {})[name] = cell
    return {"summaries": len(judged), "documents": len(groups), "systems": len(systems),
            "within": several, "aspects": found}  # fmt: skip


def table(result: dict[str, Any]) -> str:
    aspects = list(result["aspects"])
    several = result["within"]
    heads = ["column", "n"]
    for aspect in aspects:
        heads += [f"{aspect} ρ", "τ"] + (["system ρ", "τ"] if several else [])
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for name in result["aspects"][aspects[0]]:
        cells = [result["aspects"][aspect][name] for aspect in aspects]
        row = [name, str(cells[0]["n"])]
        for cell in cells:
            keys = ["spearman", "kendall"] + (
                ["system spearman", "system kendall"] if several else []
            )
            row += ["–" if np.isnan(cell[key]) else f"{cell[key]:+.2f}" for key in keys]
        if any(part not in ("–",) for part in row[2:]):
            lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", default=",".join(SETS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = {}
    for name in options.only.split(","):
        title, read = SETS[name]
        try:
            judged = list(read(options.folder)) if options.folder or name == "primer" else []
        except FileNotFoundError as error:
            print(f"{name}: not available: {error.filename}", file=sys.stderr)
            continue
        if not judged:
            print(f"{name}: not available: no folder was named", file=sys.stderr)
            continue
        result = results[name] = agreement(judged)
        how = "within documents" if result["within"] else "over all summaries"
        print(f"## {title}\n\n{result['summaries']} summaries of {result['documents']} documents, "
              f"correlated {how}.\n\n{table(result)}\n", flush=True)  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
