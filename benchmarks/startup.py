"""Measure the CPU time of whole processes: one short article through the command line.

    uv venv user && uv pip install --python user/bin/python --compile-bytecode WHEEL 'lede>=0.5.1'
    taskset -c 1 python benchmarks/startup.py --python user/bin/python [--starts 10] [--pure]
    python benchmarks/startup.py --python user/bin/python --imports

The environment is a user's, without development packages, since scipy slows sumy by half. sumy's
own command line fails without a download (`punkt_tab`), so sumy is started through `sumy_peer`,
which gives it NLTK's untrained splitter and parses no arguments. `lede` is started by its own
command. The programs take turns; the figures are medians of ten starts, user and system time. Quote
the ratios. `--imports` prints the time of imports by `-X importtime`, the longest first.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
# A text written for this project, with enough sentences to choose from.
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
    """Return the CPU milliseconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def imports(command: list[str]) -> None:
    """Print the import time of each top-level package and of the slowest modules."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [line.split("|") for line in done.stderr.splitlines() if "import time:" in line][1:]
    own = {name.strip(): int(first.split(":")[1]) for first, _, name in lines}
    packages = Counter[str]()
    for name, took in own.items():
        packages[name.partition(".")[0]] += took
    for what in (packages.most_common(12), Counter(own).most_common(25)):
        print("\n".join(f"{took / 1000:8.1f} ms  {name}" for name, took in what), "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--pure", action="store_true", help="without the compiled core")
    parser.add_argument("--imports", action="store_true")
    given = parser.parse_args()
    if given.pure:
        os.environ["SUMMKIT_PURE"] = "1"
    python = [given.python]
    beside = Path(given.python).parent
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # no configuration
        file = str(Path(folder) / "article.txt")
        Path(file).write_text(ARTICLE, encoding="utf-8")
        summarise = [str(beside / "summkit"), "summarise", file]
        if given.imports:
            imports([*python, "-X", "importtime", *summarise])
            return
        commands = {
            "python -c pass": [*python, "-c", "pass"],
            "import numpy": [*python, "-c", "import numpy"],
            "summkit --help": [str(beside / "summkit"), "--help"],
            "summkit summarise (newsrank)": summarise,
            "summkit summarise --method lexrank": [*summarise, "--method", "lexrank"],
            "summkit summarise --method lead": [*summarise, "--method", "lead"],
            "summkit summarise --target headline": [*summarise, "--target", "headline"],
            "summkit summarise --target all": [*summarise, "--target", "all"],
            "lede": [str(beside / "lede"), file],
            "sumy lex-rank": [*python, "-c", SUMY.format(here=str(HERE), file=file)],
        }
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for start in range(given.starts + 1):
            for name, command in commands.items():
                took = cpu(command)
                if start:  # the first start fills the disk cache
                    spent[name].append(took)
    middle = {name: statistics.median(times) for name, times in spent.items()}
    print("| process | CPU ms, median | to lede | to sumy |\n| --- | ---: | ---: | ---: |")
    for name, took in middle.items():
        lede, sumy = took / middle["lede"], took / middle["sumy lex-rank"]
        print(f"| {name} | {took:.0f} | {lede:.2f} | {sumy:.2f} |")


if __name__ == "__main__":
    main()
