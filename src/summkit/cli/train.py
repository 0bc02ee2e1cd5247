"""Fit newsrank to the deks, summaries or headlines in an archive.

The table compares the new model with the lead and with the shipped model on articles that were not
used to fit it (5-fold cross-validation). If the new model is not better than the lead, it is not
written.

With --target headline, the command fits the weights that shorten a sentence, from English archives
only. The shipped newsrank still picks the sentence, and the lead is the first sentence cut at
--characters (75).

Examples:
  summkit train archive.jsonl.gz --target dek -o dek.json
  summkit train archive/ --target summary --words 60 -o summary.json
  summkit summarise --target dek --model dek.json article.txt
  summkit train archive.jsonl.gz --target headline -o headline.json
  summkit summarise --target headline --model headline.json article.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from summkit.cli.declare import Argument, Option
from summkit.cli.options import (
    Language,
    Limit,
    OnEngine,
    OwnBudget,
    Reading,
    language_code,
    option,
)
from summkit.cli.output import Progress, say, utf8, write
from summkit.cli.outputs import refuse_suffix
from summkit.overwriting import protect


def train(
    sources: Annotated[
        list[str],
        Argument(
            metavar="CORPUS", help="Articles with the deks, summaries or headlines of editors."
        ),
    ],
    output: Annotated[
        str, Option("--output", "-o", metavar="FILE", help="Write the model to FILE.")
    ],
    *,
    target: Annotated[str, option("target", "-t", metavar="TARGET")] = "dek",
    budget: OwnBudget,
    seed: Annotated[
        int,
        option("seed", help="Seed of the folds; the same seed gives a model with the same bytes."),
    ] = 1,
    limit: Limit = None,
    force: Annotated[
        bool, Option("--force", help="Write the model even if it is not better than the lead.")
    ] = False,
    language: Language = None,
    reading: Reading,
    engine: OnEngine,
) -> int:
    """Run `summkit train`. The module docstring is its help."""
    refuse_suffix("--output", output, (".json",), "a model as JSON")
    reading = replace(reading, ignored=protect({"--output": output}, sources))
    code = language_code(language)
    from summkit.files import write_atomically
    from summkit.training.matrix import settings_for
    from summkit.training.train import train as fit

    utf8()
    progress = Progress(limit)
    archive = _Archive(sources, reading, limit)
    result = fit(
        archive.articles(),
        target,
        budget=budget,
        language=code,
        settings=settings_for(target, seed),
        step=progress.step,
        engine=engine,
        say=say,
        phase=progress.phase,
    )
    progress.done()
    write(_table(result, target))
    if not (result.better or force):
        say(
            f"{output}: not written, because the model is not better than {_rival(result)}; "
            "to write it anyway, add --force"
        )
        return 1
    write_atomically(Path(output), [result.model.to_json()])
    return 1 if archive.failed else 0


class _Archive:
    """The articles of all sources. Unreadable articles are reported and counted."""

    def __init__(self, sources: list[str], reading: Reading, limit: int | None) -> None:
        self._sources = sources
        self._options = reading
        self._limit = limit
        self.failed = 0

    def articles(self) -> Iterator[Any]:
        from summkit.reading import Failure, read

        count = 0
        for source in self._sources:
            for item in read(source, options=self._options, on_error="yield"):
                if count == self._limit:
                    return
                if isinstance(item, Failure):
                    self.failed += 1
                    say(f"{item.where}: {item.reason}")
                else:
                    count += 1
                    yield item


def _rival(result: Any) -> str:
    """Return the baseline of the comparison in words."""
    cut = result.comparison.baseline == "cut"
    return f"the first sentence {_cut(result)}" if cut else "the lead"


def _cut(result: Any) -> str:
    return f"cut at {result.model.about['budget'].get('characters')} characters"


def _table(result: Any, target: str) -> str:
    """Return the results of the cross-validation as text."""
    comparison = result.comparison
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(result.left_out.items()))
    left = f" (left out: {reasons})" if reasons else ""
    over = "cut" if comparison.baseline == "cut" else "lead"
    unit = {"words": "words", "characters": "chars"}[result.unit]
    lines = [
        f"{target}: {result.articles} articles{left}; 5-fold cross-validation",
        f"{'':<22}{'R-1':>6}{'R-2':>7}{unit:>7}  over {over}, R-1 and R-2 [95%]",
    ]
    labels = {
        "lead": "lead",
        "lead-cut": "lead cut at the budget",
        "cut": _cut(result),
        "shipped": "shipped model",
        "plain": "this model",
        "headlined": "  given the headline",
    }
    for system, label in labels.items():
        if system not in result.sizes:
            continue
        means = [comparison.mean(system, metric).mean for metric in ("rouge1.f", "rouge2.f")]
        line = (
            f"{label:<22}{100 * means[0]:>6.1f}{100 * means[1]:>7.1f}{result.sizes[system]:>7.1f}"
        )
        if system != comparison.baseline:
            differences = [
                comparison.difference(system, metric) for metric in ("rouge1.f", "rouge2.f")
            ]
            line += "  " + "  ".join(
                f"{100 * d.mean_difference:+.2f} [{100 * d.interval.low:+.2f}, "
                f"{100 * d.interval.high:+.2f}]"
                for d in differences
            )
        lines.append(line)
        lines += [f"  ({label} {remark})" for remark in result.remarks.get(system, ())]
    return "\n".join(lines) + "\n"
