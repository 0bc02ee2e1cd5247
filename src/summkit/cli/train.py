"""`summkit train`: fit newsrank, or the headline shortener, to a newsroom's own archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from summkit.cli.options import ArticleSeconds, Workers, local
from summkit.cli.output import Progress, say, utf8
from summkit.errors import UsageError

EXAMPLES = """\b
Examples:
  summkit train archive.jsonl.gz --for dek -o dek.json
  summkit train archive/ --for summary --words 60 -o summary.json
  summkit summarise --for dek --model dek.json article.txt
  summkit train archive.jsonl.gz --for headline -o headline.json
  summkit summarise --for headline --model headline.json article.txt
"""

TARGETS = ("headline", "lede", "dek", "summary")


def train(
    sources: Annotated[
        list[str], typer.Argument(metavar="CORPUS...", help="Articles with what editors wrote.")
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="Model file to write.")],
    target: Annotated[str, typer.Option("--for", help="headline, lede, dek or summary.")] = "dek",
    sentences: Annotated[
        int | None, typer.Option(help="Budget: at most so many sentences.")
    ] = None,
    words: Annotated[int | None, typer.Option(help="Budget: at most so many words.")] = None,
    chars: Annotated[int | None, typer.Option(help="Budget: at most so many characters.")] = None,
    ratio: Annotated[float | None, typer.Option(help="Budget: share of the sentences.")] = None,
    seed: Annotated[int, typer.Option(help="Of the folds; the same gives the same bytes.")] = 1,
    limit: Annotated[int | None, typer.Option(help="Use only so many articles.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write the model even if the lead is as good.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Code such as en; else detected.")
    ] = None,
    map_: Annotated[
        str | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="Where a record keeps its fields."),
    ] = None,
    input_format: Annotated[
        str, typer.Option("--input-format", help="text, html, jsonl, csv...; else by content.")
    ] = "auto",
    workers: Workers = None,
    article_seconds: ArticleSeconds = 300.0,
) -> int:
    """Fit newsrank to the deks or summaries in an archive, or the shortener to its headlines.

    Prints how good such a model is on articles it has not seen, beside the lead and the
    shipped model, and refuses to write one that is not better than the lead. A headline is
    made by leaving words out of a sentence, which is learned from English only; its lead is
    the first sentence cut at --chars (75), and newsrank goes on to pick the sentence.
    """
    from summkit.selection import Budget

    if target not in TARGETS:
        raise UsageError(f"target {target!r} does not exist: one of {', '.join(TARGETS)}")
    if not Path(output).resolve().parent.is_dir():
        raise UsageError(f"{output}: cannot be written: its folder does not exist")
    if seed < 0:
        raise UsageError(f"--seed {seed} is not possible: at least 0")
    bounds = {"sentences": sentences, "words": words, "characters": chars, "ratio": ratio}
    given: Any = {name: bound for name, bound in bounds.items() if bound is not None}
    budget = Budget(**given) if given else None
    if language is not None:
        from summkit.language import get_language

        language = get_language(language).code
    from summkit.files import write_atomically
    from summkit.training.table import settings_for
    from summkit.training.train import train as fit

    utf8()
    progress = Progress()
    archive = _Archive(sources, map_, input_format, limit)
    result = fit(
        archive.articles(),
        target,
        budget=budget,
        language=language,
        settings=settings_for(target, seed),
        step=progress.step,
        engine=local(workers, article_seconds),
        say=say,
        phase=progress.phase,
    )
    progress.done()
    sys.stdout.write(_table(result, target))
    if not (result.better or force):
        say(
            f"{output}: not written: the model is not better than {_rival(result)};"
            " --force writes it"
        )
        return 1
    write_atomically(Path(output), [result.model.to_json()])
    return 1 if archive.failed else 0


class _Archive:
    """Articles of all sources; what cannot be read is said and counted."""

    def __init__(
        self, sources: list[str], map_: str | None, format_: str, limit: int | None
    ) -> None:
        from summkit.reading import ReadOptions, parse_mapping

        self._sources = sources
        self._options = ReadOptions(mapping=parse_mapping(map_ or ""), format=format_)
        self._limit = limit
        self.failed = 0

    def articles(self) -> Iterator[Any]:
        from summkit.reading import Failure, read

        count = 0
        for source in self._sources:
            for item in read(source, self._options):
                if count == self._limit:
                    return
                if isinstance(item, Failure):
                    self.failed += 1
                    say(f"{item.where}: {item.reason}")
                else:
                    count += 1
                    yield item


def _rival(result: Any) -> str:
    """Return the baseline in words."""
    cut = result.comparison.baseline == "cut"
    return f"the first sentence {_cut(result)}" if cut else "the lead"


def _cut(result: Any) -> str:
    return f"cut at {result.model.about['budget'].get('characters')} characters"


def _table(result: Any, target: str) -> str:
    """Return what cross-validation found as text."""
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
            found = [comparison.difference(system, metric) for metric in ("rouge1.f", "rouge2.f")]
            line += "  " + "  ".join(
                f"{100 * d.mean_difference:+.2f} [{100 * d.interval.low:+.2f}, "
                f"{100 * d.interval.high:+.2f}]"
                for d in found
            )
        lines.append(line)
    return "\n".join(lines) + "\n"
