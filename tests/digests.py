"""Print a digest of the texts that methods write; test_determinism runs this program.

digests.py every method and target, the samples; push and social by newsrank digests.py FILE
METHOD... the named methods, a summary of every article of a file
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from summkit.document import analyse
from summkit.reading import read
from summkit.report.escape import to_json
from summkit.report.summaries import as_object
from summkit.summarisers.registry import BUILT_IN, SUMY, create
from summkit.system import System
from summkit.targets import TARGETS

SAMPLES = Path(__file__).parents[1] / "samples"
METHODS = sorted({*BUILT_IN, *SUMY} - {"command", "llm"})  # methods that need a program or a server


def samples() -> list[str]:
    return [
        str(path)
        for path in sorted(SAMPLES.iterdir())
        if path.is_file() and path.suffix not in {".toml", ".json"} and path.name != "README.md"
    ]


if __name__ == "__main__":
    paths, methods, targets = samples(), METHODS, list(TARGETS)
    if len(sys.argv) > 1:
        methods, targets = sys.argv[2:], ["summary"]
        if sys.argv[1] != "samples":
            paths = [sys.argv[1]]
    articles = [article for path in paths for article in read(path)]
    digests = {method: hashlib.sha256() for method in methods}
    # Push alerts and social cards are headlines of other lengths, so one method is enough.
    systems = {
        (each, target): System(create(each), target)
        for each in methods
        for target in targets
        if each == "newsrank" or target not in ("push", "social")
    }
    for article in articles:
        document = analyse(article)
        for method, digest in digests.items():
            for target in targets:
                if (method, target) not in systems:
                    continue
                summary = systems[method, target].summarise(document)
                line = to_json(as_object({target: summary}, include_body=True, explain=True))
                digest.update(line.replace(str(SAMPLES), "").encode())
                digest.update(repr(list(summary.scores)).encode())
    for method, digest in digests.items():
        print(len(articles), method, digest.hexdigest())
