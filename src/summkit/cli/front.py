"""What can be answered before the command line's library is loaded: which commands there are."""

from __future__ import annotations

import sys

ABOUT = "Write ledes, deks, headlines and summaries from an article's own words."
EXAMPLE = "Example: summkit summarise --for all article.txt"

COMMANDS = {
    "summarise": "Write the lede, dek, headline or summary of each article.",
    "compare": "Compare summarisers on a corpus: which differences are real.",
    "headline": "Judge proposed headlines for one article, and rank them.",
    "check": "Run summkit.toml's [check]; compare it with the baseline.",
    "init": "Write a commented summkit.toml and a first baseline.",
    "history": "Show how each figure moved from run to run.",
    "score": "Score texts made elsewhere: means, intervals, signatures.",
    "metrics": "List the metrics: values, parameters, ranges, source.",
    "methods": "List the methods: parameters, ranges, paper, origin.",
    "train": "Fit newsrank to the deks, summaries or headlines in an archive.",
}
"""Each command's module in `summkit.cli`, which holds a function of its name, and what it does."""

SPELLINGS = {"summarize": "summarise"}


def page() -> str:
    """Return the page of `summkit --help`."""
    lines = ["Usage: summkit [OPTIONS] COMMAND [ARGS]...", "", f"  {ABOUT}", "", "Options:"]
    lines += ["  --version   Print the version and leave."]
    lines += ["  -h, --help  Show this message and exit.", "", "Commands:"]
    lines += [f"  {name:9}  {says}" for name, says in COMMANDS.items()]
    return "\n".join([*lines, "", f"  {EXAMPLE}", ""])


def main() -> None:
    """Run the program; see `summkit.cli.app.main`."""
    asked = sys.argv[1:]
    if not asked:
        sys.stderr.write(page())
        sys.exit(2)
    if asked in (["--help"], ["-h"]):
        try:
            sys.stdout.write(page())
            sys.stdout.flush()
            sys.exit(0)
        except OSError:
            pass  # `app.main` meets it again, and says what there is to say
    from summkit.cli import app

    app.main()
