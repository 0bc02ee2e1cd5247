"""Score texts from another program: means, intervals, signatures.

Plain lines are matched with the references by their order, records by "id". The text of a record
is the field "prediction", "candidate", "output", "generated" or "hypothesis"; if none exists, it is
the only one of the fields "text", "summary", "headline" and "dek". --map names another field. A
list contains the sentences of a text; in a string, a line break ends a sentence. In a folder, each
file is a text, and the name of the file is the id.

An empty text counts as 0. So do null, "nan" and "None", which programs write for a missing text.
If a text is missing, it does not count in the mean, and a note gives the number. If a text is
missing, or if the references lack the id of a text, the exit status is 1.

--format json prints the value of every text.

Examples:
  summkit score candidates.txt --references references.txt
  summkit score out.jsonl --references refs.csv --metric rouge:refs=mean -f json
  summkit score t.csv --references t.csv --map candidate=mine,reference=gold1,reference=gold2
  summkit score out.jsonl --articles corpus.jsonl --metric support --metric readability
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from summkit.cli.declare import Argument, Option
from summkit.cli.inputs import refuse_stdin_twice
from summkit.cli.options import (
    Language,
    Metric,
    OnEngine,
    References,
    Resamples,
    Seed,
    format_option,
    map_option,
)
from summkit.cli.output import OPTIONS, Progress, say, say_status, utf8, write
from summkit.errors import UsageError, counted
from summkit.schema import named

FORMATS = ("text", "json", "csv", "latex", "markdown")


def score(
    candidates: Annotated[
        str, Argument(metavar="CANDIDATES", help="File of the texts to score; - for stdin.")
    ],
    *,
    references: References = None,
    articles: Annotated[
        str | None,
        Option(
            "--articles",
            metavar="CORPUS",
            help="Articles of the texts, for metrics that compare a text with its article.",
        ),
    ] = None,
    metric: Metric = None,
    format_: Annotated[str, format_option(FORMATS)] = "text",
    language: Language = None,
    map_: Annotated[list[str] | None, map_option("candidate=FIELD,reference=FIELD")] = None,
    resamples: Resamples = 10_000,
    seed: Seed = 12345,
    engine: OnEngine,
    resume: Annotated[bool, Option("--resume", hidden=True)] = False,
) -> int:
    """Run `summkit score`. The module docstring is its help."""
    from summkit.evaluation.scoring import score as scored
    from summkit.evaluation.text_fields import field_mapping

    if resume:
        raise UsageError("--resume: summkit score cannot resume: leave it out and run again")
    if not references and articles is None:
        raise UsageError(
            "--references FILE or --articles CORPUS is missing; if one file contains texts and "
            "references, give it twice"
        )
    refuse_stdin_twice([candidates, *(references or []), articles])
    utf8()
    progress = Progress(unit="texts")
    result = scored(
        candidates,
        [Path(path) for path in references] if references else None,
        articles=articles,
        metrics=metric or ["rouge"],
        language=language,
        mapping=field_mapping(",".join(map_ or [])),
        resamples=resamples,
        seed=seed,
        engine=engine,
        step=progress.step,
        phase=progress.phase,
    )
    progress.done()
    if format_ == "json":
        from summkit.report.escape import to_json

        write(to_json(result.to_dict()) + "\n")
    else:
        from summkit.report.score_table import score_table
        from summkit.report.tables import RENDERERS

        result = replace(result, notes=tuple(named(note, OPTIONS) for note in result.notes))
        write(RENDERERS[format_](score_table(result, names=format_ == "csv")))
    for note in (*result.failures, *result.notes):
        say(note)
    if not result.matching.complete:
        say(f"{candidates}: {result.matching.sentence()}")
    if result.empty:
        number = len(result.empty)
        are = "is empty and counts" if number == 1 else "are empty and count"
        say(f"{counted(number, 'text')} {are} as 0, such as {result.empty[0]!r}")
    reasons = result.matching.counts()
    if result.failures:
        number = len(result.failures)
        reasons.append(f"{counted(number, 'text')} failed")
    if reasons:
        say_status(1, *reasons)
    return 1 if reasons else 0
