"""Write the lede, dek, headline or summary of each article.

Each target has a budget: a headline 75 characters, a lede one sentence of at most 40 words,
a dek 30 words, a summary three sentences, a push alert 50 characters, a social card 70.
--sentences, --words, --characters and --ratio set your own budget. Give several and the summary
satisfies all of them.

Articles are text, Markdown, HTML, MHTML, RSS and Atom feeds, NITF, NewsML, mail, DOCX, ODT,
RTF, JSON, CSV or Parquet; docs/formats.md describes how each is read.

Several articles are written in parallel on all processors. The output is in the order of the
input, and has the same bytes for every --workers and --engine. If an article crashes its worker,
only that article fails.

Examples:
  summkit summarise --target lede article.txt
  summkit summarise --target all saved-page.html
  summkit summarise --method lexrank --words 60 --format json news.jsonl.gz
  summkit summarise news.jsonl.gz -o deks.jsonl --target dek --resume
  summkit summarise --engine dask --cluster tcp://h:8786 news/ -o deks.jsonl
  curl -s https://example.org/story | summkit summarise -
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from summkit.cli.counting import Count
from summkit.cli.declare import Argument, Option
from summkit.cli.inputs import files_of, named_in, refuse_stdin_twice
from summkit.cli.options import (
    Config,
    Language,
    Method,
    OnEngine,
    Output,
    OwnBudget,
    Reading,
    Resume,
    Trust,
    check_choice,
    format_option,
    language_code,
    option,
    parameters,
    system_spec,
)
from summkit.cli.output import is_file, utf8, width, write
from summkit.cli.outputs import format_of
from summkit.errors import UsageError
from summkit.overwriting import protect

if TYPE_CHECKING:
    from summkit.settings import Configuration
    from summkit.system import System

FORMATS = ("text", "json", "markdown", "html", "csv", "tsv", "parquet")

# Suffix of --output -> the format that is written.
_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}


def summarise(
    sources: Annotated[
        list[str],
        Argument(metavar="PATH|URL|-", help="Articles: files, folders, URLs, - for stdin."),
    ],
    *,
    target: Annotated[
        str | None,
        Option(
            "--target",
            "-t",
            metavar="TARGET",
            help="Kind of text: headline, lede, dek, summary, push, social; all writes the first "
            "four.",
            show_default="summary",
        ),
    ] = None,
    budget: OwnBudget,
    method: Method = None,
    param: Annotated[
        list[str] | None,
        Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="Parameter of the method, as `summkit methods` lists them. Repeatable.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        Option("--model", metavar="FILE", help="Model for newsrank, made by `summkit train`."),
    ] = None,
    redundancy: Annotated[
        str | None, option("redundancy", metavar="NAME", show_default="none")
    ] = None,
    language: Language = None,
    alternatives: Annotated[int, option("alternatives")] = 1,
    format_: Annotated[
        str | None, format_option(FORMATS, show_default="by the name of --output, else text")
    ] = None,
    output: Output = None,
    resume: Resume = False,
    explain: Annotated[
        bool,
        Option(
            "--explain",
            help="Show why each sentence was chosen, and which words were left out.",
        ),
    ] = False,
    include_body: Annotated[
        bool,
        Option("--include-body", help="Add the body to JSON: the text that the offsets refer to."),
    ] = False,
    reading: Reading,
    engine: OnEngine,
    config: Config = None,
    trust_config: Trust = False,
) -> int:
    """Run `summkit summarise`. The module docstring is its help."""
    from summkit.cli.config import defaults, load
    from summkit.reading.sources.corpus import Corpus
    from summkit.report.pieces import RenderOptions, joined
    from summkit.summarising import Writing, summaries
    from summkit.targets import TARGETS

    configuration = load(config, trust=trust_config)
    settings = defaults(configuration, "summarise")
    format_ = _format(format_, output, fixed=not (explain or alternatives > 1))
    if resume and output is None:
        raise UsageError("--resume needs --output: name the file of the interrupted run")
    _name_alone(method)
    if model and method not in (None, "newsrank"):
        raise UsageError(f"--model is a model for newsrank: leave out --method {method}")
    name = method or ("newsrank" if model else settings.get("method"))
    read = [*sources, model, *files_of(param or []), *named_in(configuration, "method")]
    reading = replace(reading, ignored=protect({"--output": output}, read))
    refuse_stdin_twice(sources)
    own = parameters(param or []) | ({"model": model} if model else {})
    target = target or settings.get("target", "summary")
    systems = _systems(
        configuration, name, own, target, budget, redundancy or settings.get("redundancy", "none")
    )
    if alternatives > 1 and not all(TARGETS[name].headline for name in systems):
        raise UsageError(
            "--alternatives needs --target headline, push or social; other targets have no "
            "alternatives"
        )
    if alternatives > 1 and format_ not in ("text", "json"):
        raise UsageError(
            f"--format {format_} cannot print --alternatives: use --format text or json"
        )
    writing = Writing(
        systems,
        language_code(language or settings.get("language")),
        RenderOptions(
            format_,
            explain=explain,
            include_body=include_body,
            count=alternatives,
            width=None if output else width(),
        ),
    )
    utf8()
    count = Count()
    pieces = count.over(
        summaries(
            Corpus(sources, reading),
            writing,
            engine,
            output=Path(output) if output else None,
            header={"sources": sources, "options": repr(reading)},
            resume=resume,
            step=count.step,
        )
    )
    if output:
        deque(pieces, maxlen=0)
    else:
        waited_for = not is_file()
        for part in joined(pieces, format_):
            write(part, flush=waited_for)
    return count.status()


def _format(format_: str | None, output: str | None, *, fixed: bool) -> str:
    """Return the format of the output.

    Parameters
    ----------
    fixed
        Whether every article has the same columns, which CSV, TSV and Parquet need.

    Raises
    ------
    UsageError
        If the options and the name of the output file contradict each other.
    """
    if output:
        format_ = format_of("--output", output, _SUFFIXES, format_)
    if format_ == "parquet" and output is None:
        raise UsageError("--format parquet needs --output FILE")
    if format_ in ("parquet", "csv", "tsv") and not fixed:
        raise UsageError(
            f"--format {format_} has no columns for --explain and --alternatives: use --format json"
        )
    return format_ or "text"


def _name_alone(method: str | None) -> None:
    """Refuse parameters after the name of a method, as --system takes them.

    Raises
    ------
    UsageError
        If there are parameters. The message shows them as --param.
    """
    name, given = system_spec(method or "")
    if given:
        params = " ".join(f"--param {key}={value}" for key, value in given.items())
        raise UsageError(
            f"--method takes a name without parameters: write --method {name} {params}"
        )


def _systems(
    configuration: Configuration,
    name: str | None,
    own: Mapping[str, Any],
    target: str,
    budget: OwnBudget,
    redundancy: str,
) -> dict[str, System]:
    """Return the System of each target. If `name` is None, each target has its default method."""
    from summkit.cli.config import parameters_of
    from summkit.cli.consent import named_by_methods, refuse_unnamed
    from summkit.report.summaries import CARD
    from summkit.summarisers.registry import create, method_spec
    from summkit.system import System
    from summkit.targets import TARGETS

    if target == "all" and budget:
        raise UsageError(
            "--target all uses the budget of each target: leave out --sentences, --words, "
            "--characters and --ratio"
        )
    if target != "all":
        check_choice("--target", target, (*TARGETS, "all"))
    methods = {
        each: (name, {}) if name else method_spec(TARGETS[each].method)
        for each in (CARD if target == "all" else (target,))
    }
    for each in dict.fromkeys(of for of, _ in methods.values()):
        for named in named_by_methods(configuration, "", [(each, dict(own))]):
            refuse_unnamed(configuration, named)
    return {
        each: System(
            create(of, {**preset, **parameters_of(configuration, of), **own}),
            each,
            budget,
            redundancy=redundancy,
        )
        for each, (of, preset) in methods.items()
    }
