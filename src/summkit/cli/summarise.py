"""`summkit summarise`: articles in, ledes, deks, headlines and summaries out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from summkit.cli.options import budget, check_choice, parameters, read_options
from summkit.cli.output import Progress, say, utf8, width, write
from summkit.errors import InputError, UsageError

EXAMPLES = """\b
Examples:
  summkit summarise --for lede article.txt
  summkit summarise --for all saved-page.html
  summkit summarise --method lexrank --words 60 --format json news.jsonl.gz
  curl -s https://example.org/story | summkit summarise -
"""

FORMATS = ("text", "json", "markdown", "html")


def summarise(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL|-...", help="Articles: files, folders, URLs.")
    ],
    method: Annotated[
        str | None, typer.Option("--method", "-m", help="How sentences are ranked.")
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
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json, markdown or html.")
    ] = "text",
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

    settings = load(config)
    defaults = settings.get("summarise", {})
    check_choice("--format", format_, FORMATS)
    name = method or ("newsrank" if model else defaults.get("method")) or "lead"
    systems = _systems(
        name,
        settings.get("method", {}).get(name, {})
        | parameters(param or [])
        | ({"model": model} if model else {}),
        target or defaults.get("for") or "summary",
        {"sentences": sentences, "words": words, "characters": chars, "ratio": ratio},
        redundancy or defaults.get("redundancy") or "none",
    )
    options = read_options(map_, input_format, max_bytes, timeout)
    language = language or defaults.get("language")
    if language is not None:
        from summkit.language import get_language

        language = get_language(language).code  # a wrong code is refused before any work
    utf8()
    writer = _Writer(format_, explain=explain, include_body=include_body)
    return _run(sources, options, systems, language, writer)


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


def _run(
    sources: list[str], options: Any, systems: dict[str, Any], language: str | None, writer: Any
) -> int:
    """Summarise every article of every source; return the exit status."""
    from summkit.document import analyse
    from summkit.reading import Failure, read

    done = failed = 0
    progress = Progress()
    for item in _articles(sources, options, read):
        if isinstance(item, Failure):
            failed += 1
            say(f"{item.where}: {item.reason}")
            continue
        try:
            document = analyse(item, language)
            summaries = {target: s.summarise(document) for target, s in systems.items()}
        except InputError as error:
            failed += 1
            say(str(error))
            continue
        writer.write(summaries)
        done += 1
        progress.step()
    progress.done()
    writer.finish()
    if failed and done:
        say(f"{done} summarised, {failed} failed")
    return 0 if not failed else 1 if done else 2


def _articles(sources: list[str], options: Any, read: Any) -> Iterator[Any]:
    for source in sources:
        yield from read(source, options)


class _Writer:
    """Writes one article after another in one format; buffers one to know if it is alone."""

    def __init__(self, format_: str, *, explain: bool, include_body: bool) -> None:
        self._format = format_
        self._explain = explain
        self._include_body = include_body
        self._width = width()
        self._first: dict[str, Any] | None = None
        self._count = 0

    def write(self, summaries: dict[str, Any]) -> None:
        self._count += 1
        if self._format != "text":
            write(self._piece(summaries))
        elif self._count == 1:
            self._first = summaries  # a single article needs no heading
        else:
            if self._first is not None:
                write(self._headed(self._first))
                self._first = None
            write("\n" + self._headed(summaries))

    def finish(self) -> None:
        if self._first is not None:
            write(self._text(self._first))
        if self._format == "html" and self._count:
            from summkit.report.article_html import PAGE_END

            write(PAGE_END)

    def _piece(self, summaries: dict[str, Any]) -> str:
        if self._format == "json":
            from summkit.report.escape import to_json
            from summkit.report.summaries import as_object

            return (
                to_json(
                    as_object(summaries, include_body=self._include_body, explain=self._explain)
                )
                + "\n"
            )
        if self._format == "html":
            from summkit.report.article_html import PAGE_START, article_section

            return (PAGE_START if self._count == 1 else "") + article_section(summaries)
        from summkit.report.summaries import as_markdown

        return ("\n" if self._count > 1 else "") + as_markdown(summaries)

    def _headed(self, summaries: dict[str, Any]) -> str:
        from summkit.report.escape import one_line

        article = next(iter(summaries.values())).document.article
        return f"==> {one_line(article.source or article.id)} <==\n{self._text(summaries)}"

    def _text(self, summaries: dict[str, Any]) -> str:
        from summkit.report.summaries import as_text, explanation

        text = as_text(summaries, width=self._width) + "\n"
        if self._explain:
            text += "\n" + explanation(summaries, width=self._width) + "\n"
        return text
