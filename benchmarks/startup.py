"""CPU time of whole processes: a single short article through the command line, and --help.

    PYTHONPATH=src taskset -c 1 python benchmarks/startup.py

sumy's own command line stops at a download (`punkt_tab`), so that sumy is started through
`sumy_peer`, which gives it NLTK's untrained splitter and spends no time on arguments. The
programs take turns; median of ten starts, user and system time. Ratios are the figures to
quote: of summkit to sumy, and of `--help` to Python itself.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
STARTS = 10
# Lines of this project's own, long enough to have something to choose from.
ARTICLE = """Harbour bridge reopens after repairs

The old harbour bridge opened to traffic again on Monday after eight months of repairs.
Engineers replaced forty steel beams and repainted both towers. "We finished two weeks
early," said the chief engineer, Mara Lindqvist. The city paid 12 million euros for the work.

Drivers had to take a detour of nine kilometres while the bridge was closed. Shops near the
bridge lost customers during the repairs. The mayor promised that no further closure is
planned before 2040. Cyclists complained that the new lanes are too narrow. A second bridge
is being discussed, and the council will vote on it in March.
"""
SUMY = (
    "import sys; sys.path.insert(0, {here!r}); import sumy_peer; "
    "print(sumy_peer.summarise(open({file!r}).read(), 'lex_rank', 'LexRankSummarizer'))"
)


def cpu(command: list[str]) -> float:
    """Return milliseconds of CPU time that a process and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "article.txt")  # noqa: PTH118 - it is typed as text
        Path(file).write_text(ARTICLE, encoding="utf-8")
        summarise = ["-m", "summkit", "summarise", file, "--method"]
        commands = {
            "python -c pass": ["-c", "pass"],
            "import numpy": ["-c", "import numpy"],
            "import typer": ["-c", "import typer"],
            "summkit --help": ["-m", "summkit", "--help"],
            "summkit summarise --method lead": [*summarise, "lead"],
            "summkit summarise --method lexrank": [*summarise, "lexrank"],
            "sumy lex-rank": ["-c", SUMY.format(here=str(HERE), file=file)],
        }
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for start in range(STARTS + 1):
            for name, command in commands.items():
                took = cpu(command)
                if start:  # the first fills the disk cache
                    spent[name].append(took)
    middle = {name: statistics.median(times) for name, times in spent.items()}
    print("| process | CPU ms, median | to Python | to sumy |\n| --- | ---: | ---: | ---: |")
    for name, took in middle.items():
        bare, sumy = took / middle["python -c pass"], took / middle["sumy lex-rank"]
        print(f"| {name} | {took:.0f} | {bare:.1f} | {sumy:.2f} |")


if __name__ == "__main__":
    main()
