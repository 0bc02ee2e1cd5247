"""`summkit summarise`: articles in, ledes, deks, headlines and summaries out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from summkit.cli.options import (
    ArticleSeconds,
    Workers,
    budget,
    check_choice,
    parameters,
    read_options,
)
from summkit.cli.output import Progress, say, utf8, width, write
from summkit.errors import UsageError

EXAMPLES = """\b
Examples:
  summkit summarise --for lede article.txt
  summkit summarise --for all saved-page.html
  summkit summarise --method lexrank --words 60 --format json news.jsonl.gz
  summkit summarise news.jsonl.gz -o deks.jsonl --for dek --resume
  summkit summarise --engine dask --cluster tcp://h:8786 news/ -o deks.jsonl
  curl -s https://example.org/story | summkit summarise -
"""

# What the name of --output says of the format.
_SUFFIXES = {".json": "json", ".jsonl": "json", ".md": "markdown", ".html": "html"} | {
    ".parquet": "parquet"
}


def summarise(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL|-...", help="Articles: files, folders, URLs.")
    ],
    method: Annotated[
        str | None,
        typer.Option(
            "--method",
            "-m",
            help="How sentences are ranked; see `summkit methods`.",
            show_default="newsrank",
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the method."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Model file made by summkit train; for newsrank.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--for", help="headline, lede, dek, summary or all.")
    ] = None,
    sentences: Annotated[int | None, typer.Option(help="At most so many sentences.")] = None,
    words: Annotated[int | None, typer.Option(help="At most so many words.")] = None,
    chars: Annotated[int | None, typer.Option(help="At most so many characters.")] = None,
    ratio: Annotated[float | None, typer.Option(help="Share of the sentences, 0 to 1.")] = None,
    redundancy: Annotated[
        str | None, typer.Option(help="none, trigrams or mmr: pass over repetition.")
    ] = None,
    candidates: Annotated[
        int, typer.Option(min=1, help="So many headlines, the best first: with --for headline.")
    ] = 1,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="text, json, markdown, html or parquet.",
            show_default="by the name of -o, else text",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there; survives a kill."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an unfinished --output.")
    ] = False,
    workers: Workers = None,
    article_seconds: ArticleSeconds = 300.0,
    engine: Annotated[
        str, typer.Option(help="local, or dask: shards to the workers of a cluster.")
    ] = "local",
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://HOST:PORT",
            help="Dask's scheduler. All its workers must see the input and -o in one file system.",
            show_default="a cluster of --workers processes here",
        ),
    ] = None,
    shard: Annotated[int, typer.Option(min=1, help="Articles in one task of --engine dask.")] = 500,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why, and what reading left out.")
    ] = False,
    include_body: Annotated[
        bool, typer.Option("--include-body", help="Add the body to JSON: offsets index it.")
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
    max_bytes: Annotated[int, typer.Option(help="Largest article read.")] = 10_000_000,
    timeout: Annotated[float, typer.Option(help="Seconds for one page or URL.")] = 20.0,
    config: Annotated[
        str | None, typer.Option(help="Configuration file.", show_default="./summkit.toml")
    ] = None,
) -> int:
    """Write the lede, dek, headline or summary of each article.

    The budget is the target's own (headline 75 characters; lede one sentence of at most
    40 words; dek 30 words; summary three sentences) unless --sentences, --words, --chars
    or --ratio say otherwise; several of them hold together.
    """
    from summkit.cli.config import load
    from summkit.jobs import make_engine

    settings = load(config)
    defaults = settings.get("summarise", {})
    format_ = _format(format_, output, explain or candidates > 1)
    if resume and output is None:
        raise UsageError("--resume goes on with an unfinished --output: name it")
    place = make_engine(
        engine, workers=workers, seconds=article_seconds, cluster=cluster, shard=shard
    )
    name = method or (None if model else defaults.get("method")) or "newsrank"
    systems = _systems(
        name,
        settings.get("method", {}).get(name, {})
        | parameters(param or [])
        | ({"model": model} if model else {}),
        target or defaults.get("for") or "summary",
        {"sentences": sentences, "words": words, "characters": chars, "ratio": ratio},
        redundancy or defaults.get("redundancy") or "none",
    )
    if candidates > 1 and list(systems) != ["headline"]:
        raise UsageError("--candidates: only headlines have several: add --for headline")
    if candidates > 1 and format_ not in ("text", "json"):
        raise UsageError(f"--candidates: not in {format_}: use --format text or json")
    options = read_options(map_, input_format, max_bytes, timeout)
    language = language or defaults.get("language")
    if language is not None:
        from summkit.language import get_language

        language = get_language(language).code  # a wrong code is refused before any work
    utf8()
    from summkit.reading.sources.corpus import Corpus
    from summkit.report.pieces import joined
    from summkit.summarising import Writing, summaries

    writing = Writing(
        systems,
        language,
        format_,
        explain=explain,
        include_body=include_body,
        count=candidates,
        width=None if output else width(),
    )
    count = Count()
    pieces = count.over(
        summaries(
            Corpus(sources, options),
            writing,
            place,
            output=Path(output) if output else None,
            header={"sources": sources, "options": repr(options)},
            resume=resume,
            step=count.step,
        )
    )
    if output:
        deque(pieces, maxlen=0)
    else:
        for part in joined(pieces, format_):
            write(part)
    return count.status()


def _format(format_: str | None, output: str | None, unfixed: bool) -> str:
    from summkit.report.pieces import FORMATS

    if format_ is None:
        format_ = _SUFFIXES.get(Path(output).suffix.lower(), "text") if output else "text"
    check_choice("--format", format_, FORMATS)
    if format_ == "parquet" and output is None:
        raise UsageError("--format parquet: name a file with --output")
    if format_ == "parquet" and unfixed:
        raise UsageError("--explain and --candidates have no columns in Parquet: use JSON")
    return format_


def _systems(
    name: str, params: dict[str, Any], target: str, bounds: dict[str, Any], redundancy: str
) -> dict[str, Any]:
    """Return the System for each target wanted."""
    from summkit.report.summaries import CARD
    from summkit.selection import Rules
    from summkit.summarisers.registry import create
    from summkit.system import System

    own = budget(**bounds)
    if target == "all" and own:
        raise UsageError("--for all has a budget for each target: leave --words and the like out")
    summariser = create(name, params)
    rules = Rules(redundancy)
    targets = CARD if target == "all" else (target,)
    return {each: System(summariser, each, own, rules) for each in targets}


class Count:
    """Counts articles as they pass, and says which failed."""

    def __init__(self) -> None:
        self.done = self.failed = 0
        self._progress = Progress()

    def step(self, articles: int = 1, share: float | None = None) -> None:
        """Show that so many more are done."""
        self._progress.step(articles)

    def tell(self, piece: Any) -> None:
        """Count a piece; say so where it failed."""
        if piece.failure:
            self.failed += 1
            say(piece.failure)
        else:
            self.done += 1

    def over(self, pieces: Iterable[Any]) -> Iterator[Any]:
        """Pass the pieces on."""
        for piece in pieces:
            self.tell(piece)
            yield piece
        self._progress.done()

    def status(self) -> int:
        """Say how many failed; return the exit status."""
        from summkit.jobs import exit_status

        if self.failed and self.done:
            say(f"{self.done} summarised, {self.failed} failed")
        return exit_status(self.done, self.failed)
