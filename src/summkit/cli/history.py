"""Show how each figure changed from run to run.

The table shows the means of saved runs, and the times of benchmarks or of `compare --speed`. Runs
over another corpus or with another metric signature are in the same table, but marked: their
figures are not comparable.

Examples:
  summkit history runs/*.json
  summkit history runs/*.json benchmarks/*.json --report history.html
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from summkit.cli.declare import Argument
from summkit.cli.options import Report, format_option
from summkit.cli.output import say, utf8, write
from summkit.cli.outputs import PAGE, refuse_suffix
from summkit.overwriting import protect

FORMATS = ("text", "markdown", "csv", "latex", "json")


def history(
    files: Annotated[
        list[str],
        Argument(
            metavar="RUN", help="Saved runs, or JSON of pytest-benchmark; sorted by their date."
        ),
    ],
    report: Report = None,
    format_: Annotated[str, format_option(FORMATS)] = "text",
) -> int:
    """Run `summkit history`. The module docstring is its help."""
    from summkit.evaluation.history import history_of
    from summkit.files import write_atomically
    from summkit.report.escape import to_json
    from summkit.report.history import history_data, history_html, history_table
    from summkit.report.tables import RENDERERS

    refuse_suffix("--report", report, PAGE, "an HTML page")
    protect({"--report": report}, files)
    utf8()
    figures = history_of([Path(file) for file in files])
    for note in figures.notes:
        say(note)
    if format_ == "json":
        write(to_json(history_data(figures)) + "\n")
    else:
        write(RENDERERS[format_](history_table(figures)))
    if report:
        write_atomically(Path(report), [history_html(figures)])
        say(f"report: {report}")
    return 0
