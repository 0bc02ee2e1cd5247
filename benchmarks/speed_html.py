"""Compare the CPU time of reading a page with that of trafilatura's extraction with metadata.

    PYTHONPATH=src taskset -c 1 python benchmarks/speed_html.py [pages]

Needs the development data (../shared/data), of which it reads the pages with an odd SHA-1. Both
read each page in turn, in this process; summkit runs without the child process that limits time and
memory. Quote the ratio of the sums, and the quartiles of the ratios of single pages.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import logging
import statistics
import time
from pathlib import Path

import trafilatura

from summkit.errors import InputError
from summkit.reading.formats.html import parse_html

DATA = Path(__file__).parents[2] / "shared" / "data"


def pages(count: int) -> list[bytes]:
    """Return pages in the order of their hashes."""
    found = {}
    for path in (*(DATA / "html").glob("*.html.gz"), *(DATA / "pages").glob("*.html.gz")):
        digest = hashlib.sha1(path.name.encode(), usedforsecurity=False).hexdigest()
        if int(digest, 16) % 2:
            found[digest] = path
    return [gzip.decompress(found[digest].read_bytes()) for digest in sorted(found)[:count]]


def ours(data: bytes) -> float:
    begun = time.process_time()
    with contextlib.suppress(InputError):
        parse_html(data)
    return time.process_time() - begun


def theirs(data: bytes) -> float:
    begun = time.process_time()
    trafilatura.extract(data, with_metadata=True, output_format="json")
    return time.process_time() - begun


def main() -> None:
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=120)
    chosen = pages(parser.parse_args().pages)
    for data in chosen[:3]:  # imports, patterns
        ours(data), theirs(data)
    times = [(ours(data), theirs(data)) for data in chosen]
    own, other = (1e3 * sum(each) / len(times) for each in zip(*times, strict=True))
    quarters = statistics.quantiles([one / two for one, two in times], n=4)
    print(f"{len(times)} pages: summkit {own:.1f} ms, trafilatura {other:.1f} ms a page")
    print(f"ratio {own / other:.2f}; quarters of the pages' ratios", [f"{q:.2f}" for q in quarters])


if __name__ == "__main__":
    main()
