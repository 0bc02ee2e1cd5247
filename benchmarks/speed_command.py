"""Compare the CPU time of the command on 400 articles with that of a process that uses lede.

    python benchmarks/speed_command.py [--python user/bin/python] [--rounds 5] [--articles 400]

The articles are generated, 20 sentences each, one JSON record per line. lede's process reads the
records with `json` and summarises headline and body of each. summkit's processes are the command,
with `--workers 1` and with the number of workers that it chooses. The processes take turns. The
table contains the CPU time (user and system, with all child processes) and its ratio to lede's: the
median of the rounds and, in brackets, the lowest and the highest round.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import article
from startup import cpu

LEDE = """
import json, sys, lede
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    text = record["headline"] + "\\n\\n" + record["body"]
    print(lede.summarize(text, max_length=500).summary)
"""
METHODS = {"lexrank": ["--method", "lexrank"], "newsrank, dek": ["--target", "dek"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--pure", action="store_true", help="without the compiled core")
    given = parser.parse_args()
    if given.pure:
        os.environ["SUMMKIT_PURE"] = "1"
    command = str(Path(given.python).absolute().parent / "summkit")
    python = str(Path(given.python).absolute())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # without a configuration
        Path("news.jsonl").write_text(
            "".join(json.dumps(article(n, 20, f"a{n}")) + "\n" for n in range(given.articles))
        )
        commands = {"lede": [python, "-c", LEDE, "news.jsonl"]}
        for method, options in METHODS.items():
            for form in ("text", "json"):
                for workers in (["--workers", "1"], []):
                    name = f"{method}, {form}, {'one worker' if workers else 'as it chooses'}"
                    words = ["summarise", "news.jsonl", *options, "--format", form, *workers]
                    commands[name] = [command, *words]
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(given.rounds + 1):
            for name, words in commands.items():
                took = cpu(words)
                if number:  # the first round fills the disk cache
                    spent[name].append(took)
    print(
        "| process | CPU ms, median | lede / summkit (lowest to highest) |\n| --- | ---: | ---: |"
    )
    for name, took in spent.items():
        ratios = sorted(lede / own for lede, own in zip(spent["lede"], took, strict=True))
        middle = statistics.median(ratios)
        print(
            f"| {name} | {statistics.median(took):.0f} "
            f"| {middle:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) |"
        )


if __name__ == "__main__":
    main()
