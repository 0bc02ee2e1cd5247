"""Score texts made elsewhere: means, intervals, signatures.

Plain lines are matched by number, JSON lines by their key "id". A text that is a list is
taken as its sentences; a string is one sentence, which matters to ROUGE-Lsum only. JSON
output keeps the values of every text.

Examples:
  summkit score candidates.txt --references references.txt
  summkit score out.jsonl --references refs.jsonl --metric rouge:refs=mean -f json
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from summkit.cli.options import Language, Metric, Resamples, Seed, format_option
from summkit.cli.output import say, utf8, write
from summkit.errors import UsageError

FORMATS = ("text", "json", "csv", "latex", "markdown")


def score(
    candidates: Annotated[
        str, typer.Argument(metavar="CANDIDATES", help="Texts: plain lines, or JSONL with ids.")
    ],
    references: Annotated[
        list[str],
        typer.Option(
            "--references", "-r", metavar="FILE", help="References in the same form. Repeatable."
        ),
    ],
    metric: Metric = None,
    format_: Annotated[str, format_option(FORMATS)] = "text",
    language: Language = None,
    resamples: Resamples = 10_000,
    seed: Seed = 12345,
) -> int:
    """Score texts; see the help of the command."""
    from summkit.evaluation.outputs import read_candidates, read_references
    from summkit.evaluation.plan import metric_spec
    from summkit.language import detect, get_language
    from summkit.metrics.registry import METRICS

    utf8()
    texts = read_candidates(Path(candidates))
    gold: dict[str, tuple[tuple[str, ...], ...]] = {}
    for path in references:
        for key, texts_of in read_references(Path(path)).items():
            gold[key] = (*gold.get(key, ()), *texts_of)
    missing = [key for key in texts if key not in gold]
    if len(missing) == len(texts):
        raise UsageError(f"no id of {candidates} is in {', '.join(references)}: nothing to score")
    items = _items(texts, gold)
    # The first texts tell the language as well as all would.
    sample = " ".join(" ".join(refs[0]) for refs in list(gold.values())[:50])
    code = get_language(language or detect(sample)).code
    specs = [metric_spec(spec) for spec in metric or ["rouge"]]
    metrics = [METRICS.create(name, given).for_language(code) for name, given in specs]
    result = _measured(items, metrics, resamples, seed)
    if format_ == "json":
        from summkit.report.escape import to_json

        write(to_json(result | {"language": code, "missing": missing}) + "\n")
    else:
        from summkit.report.tables import RENDERERS

        write(RENDERERS[format_](_table(result, candidates)))
    for note in result["notes"]:
        say(note)
    if missing:
        say(f"{len(missing)} of {len(texts)} candidates have no reference, such as {missing[0]!r}")
    return 1 if missing else 0


def _items(
    texts: dict[str, tuple[str, ...]], gold: dict[str, tuple[tuple[str, ...], ...]]
) -> dict[str, Any]:
    from summkit.metrics.base import Candidate, Item

    return {
        key: Item(Candidate(" ".join(sentences), sentences), gold[key])
        for key, sentences in texts.items()
        if key in gold
    }


def _measured(
    items: dict[str, Any], metrics: list[Any], resamples: int, seed: int
) -> dict[str, Any]:
    """Return means, intervals, signatures, per-text values and notes as JSON data."""
    import numpy as np

    from summkit.evaluation.resampling import bootstrap_means, percentile_intervals
    from summkit.metrics.column import columns_of

    measured = list(items.values())
    columns: dict[str, Any] = {}
    notes: list[str] = []
    for metric in metrics:
        values = metric.values_many(measured)
        notes += metric.notes(metric.findings(measured))
        intervals = percentile_intervals(
            bootstrap_means(values.T, resamples=resamples, seed=seed)
        ).tolist()
        for place, meant in enumerate(columns_of(metric)):
            column = meant.name
            own = values[:, place]
            known = ~np.isnan(own)
            if not known.any():
                notes.append(f"{column} cannot be measured without the articles")
                continue
            low, high = intervals[place]
            signature = metric.signature(column).extended(bs=resamples, seed=seed)
            columns[column] = {
                **{k: v for k, v in meant.to_dict().items() if k not in ("name", "main")},
                "mean": float(own[known].mean()),
                "low": low,
                "high": high,
                "n": int(known.sum()),
                "signature": str(signature),
                "values": dict(
                    zip(items, [v if v == v else None for v in own.tolist()], strict=True)
                ),
            }
    return {"n": len(items), "columns": columns, "notes": notes}


def _table(result: dict[str, Any], name: str) -> Any:
    from summkit.metrics.column import Column
    from summkit.report.tables import Cell, Heading, Table

    rows = []
    for name_, measured in result["columns"].items():
        column = Column(
            name_, measured["label"], better=measured["better"], share=measured["share"]
        )
        numbers = [column.scale * measured[key] for key in ("mean", "low", "high")]
        rows.append((Cell(column.head), *(Cell.number(n, column.decimals + 1) for n in numbers)))
    signatures = [measured["signature"] for measured in result["columns"].values()]
    return Table(
        title=f"{name}: {result['n']} texts",
        columns=(Heading("metric", "text"), Heading("mean"), Heading("low"), Heading("high")),
        rows=tuple(rows),
        notes=("low, high: 95% bootstrap interval of the mean", *signatures[:1]),
    )
