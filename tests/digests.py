"""Print a digest of what every method writes for every sample; run by test_determinism."""

from __future__ import annotations

import hashlib
from pathlib import Path

from summkit.document import analyse
from summkit.reading import read
from summkit.report.escape import to_json
from summkit.report.summaries import as_object
from summkit.summarisers.registry import BUILT_IN, create
from summkit.system import TARGETS, System

SAMPLES = Path(__file__).parents[1] / "samples"
METHODS = sorted(set(BUILT_IN) - {"command"})  # needs a program to run

if __name__ == "__main__":
    articles = [
        a
        for name in sorted(SAMPLES.iterdir())
        if name.is_file() and name.suffix not in {".toml", ".json"} and name.name != "README.md"
        for a in read(str(name))
    ]
    digests = {method: hashlib.sha256() for method in METHODS}
    for article in articles:
        document = analyse(article)
        for method, digest in digests.items():
            for target in TARGETS:
                summary = System(create(method), target).summarise(document)
                line = to_json(as_object({target: summary}, include_body=True, explain=True))
                digest.update(line.replace(str(SAMPLES), "").encode())
    for method, digest in digests.items():
        print(len(articles), method, digest.hexdigest())
