"""`summkit history`: how quality and speed moved over saved runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summkit.cli.options import check_choice
from summkit.cli.output import say, utf8, write

EXAMPLES = """\b
Examples:
  summkit history runs/*.json
  summkit history runs/*.json benchmarks/*.json --report history.html
"""

FORMATS = ("text", "markdown", "csv", "latex", "json")


def history(
    files: Annotated[
        list[str],
        typer.Argument(metavar="RUN...", help="Saved runs, JSON of pytest-benchmark; old first."),
    ],
    report: Annotated[str | None, typer.Option(help="Write an HTML page of charts there.")] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown, csv, latex or json.")
    ] = "text",
) -> int:
    """Show how each figure moved: means of saved runs, medians of benchmarks.

    Runs over another corpus or with another metric signature stand in the same table, but
    are marked: their figures cannot be compared.
    """
    from summkit.evaluation.history import history_of
    from summkit.files import write_atomically
    from summkit.report.escape import to_json
    from summkit.report.history import history_data, history_html, history_table
    from summkit.report.tables import RENDERERS

    check_choice("--format", format_, FORMATS)
    utf8()
    found = history_of([Path(file) for file in files])
    if format_ == "json":
        write(to_json(history_data(found)) + "\n")
    else:
        write(RENDERERS[format_](history_table(found)))
    if report:
        write_atomically(Path(report), [history_html(found)])
        say(f"report: {report}")
    return 0
