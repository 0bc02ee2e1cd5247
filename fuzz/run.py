"""Mutated inputs through every reader: none may raise, hang, or give an article with wrong offsets.

    python fuzz/run.py --inputs 1000000
    python fuzz/run.py --inputs 20000 --target html --seed 7
    python fuzz/run.py --replay fuzz/found/html-123.bin --target html

One target a format of articles, and configurations, saved runs, baselines and models. The seeds
are a few files in our own words. Equal seeds give equal inputs. What fails is written to
fuzz/found and named; the exit status is 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from summkit import Article, analyse, compare
from summkit.errors import SummkitError
from summkit.evaluation.baseline import load_baseline
from summkit.evaluation.plan import plan_of
from summkit.evaluation.saved import load_run, pieces
from summkit.modelfile import parse
from summkit.newsrank.model import KIND
from summkit.reading import Failure, read
from summkit.reading.formats.registry import FORMATS
from summkit.settings import read_configuration

HERE = Path(__file__).parent
SLOWEST = 5.0
"""CPU seconds that one input may take."""

TEXT = "Ferry to sail again\n\nBy Ann Lee\n\nThe ferry “sails” on May 5. It is late, she said.\n"
HTML = (
    '<html lang="en"><head><title>Ferry | News</title><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"Ferry","articleBody":"The ferry sails."}</script></head>'
    '<body><h1>Ferry</h1><p class="dek">It sails.</p><article><p>The ferry sails again. &amp; it'
    "</p><ul><li>one</li></ul><table><tr><td>x</td></tr></table></article></body></html>"
)
RECORD = {"id": "a", "headline": "Ferry", "body": "The ferry sails.", "summary": ["It sails."]}
ITEM = "<title>Ferry</title><description>It sails.</description><guid>1</guid>"
SEEDS: dict[str, list[str]] = {
    "text": [TEXT, "# Ferry\n\n*It* [sails](x).\n", "---\ntitle: Ferry\n---\nIt sails.\n"],
    "html": [HTML],
    "story": ["The ferry sails.\n\n@highlight\n\nFerry sails\n"],
    "jsonl": [json.dumps(RECORD) + "\n" + json.dumps({"title": "x", "text": "It sails."}) + "\n"],
    "json": [json.dumps([RECORD, {"content": {"rendered": "<p>It sails.</p>"}}])],
    "csv": ['id,title,body\na,Ferry,"The ferry, ""sails"".\nIt is late."\n'],
    "tsv": ["id\ttitle\tbody\na\tFerry\tThe ferry sails.\n"],
    "xml": [f'<?xml version="1.0"?><rss><channel><item>{ITEM}</item></channel></rss>'],
    "mail": ["From: a@b\nSubject: =?utf-8?q?Ferry?=\nMIME-Version: 1.0\n\nThe ferry sails.\n"],
    "rtf": [r"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 Ferry\par It \b sails\b0 .\par \'e9\u8217?}"],
    "configuration": [
        '[summarise]\nmethod = "lead"\n[check]\ncorpora = ["a.jsonl"]\ntarget = "dek"\nmargin = 2\n'
        '[check.guard]\ndrop = 40\n[check.budget]\nwords = 30\n[check.systems.one]\nmethod = "kl"\n'
    ],
    "run": [], "baseline": [], "model": [],
}  # fmt: skip
PIECES = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f\x8b", b"PAR1", b"PK\3\4", b"\n", b"\r"),
    *(b'"', b"'", b"<", b">", b"</p>", b"<!--", b"<![CDATA[", b"&#0;", b"&#x110000;", b"{", b"}"),
    *(b"[", b"]", b"[[", b"]]", b",", b"\t", b"=", b"1e999", b"-1", b"null", b"NaN", b"\\u0000"),
    *(b"\\ud800", "\u202e".encode(), "\u2028".encode(), "“".encode(), "。".encode(), b"@highlight"),
]  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Return the seeds of each target; formats that have none start from a text."""
    found = {name: [text.encode() for text in texts] for name, texts in SEEDS.items()}
    for each in FORMATS:
        found.setdefault(each.name, [TEXT.encode(), HTML.encode()])
    articles = [Article(f"Ferry {n} sails. It is late.", id=f"a{n}", dek="Ferry") for n in range(3)]
    made = compare(articles, ["lead"], target="dek", resamples=10).run
    found["run"] = found["baseline"] = ["".join(pieces(made)).encode()]
    head = b'{"format": "summkit newsrank model", "features": 1, "weights": {"a": [1.5]}}'
    found["model"] = [head]
    return found


def mutated(seed: bytes, rng: random.Random) -> bytes:
    """Return a seed with a few parts cut, copied, changed or put in, sometimes compressed."""
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((1, 1, 4, 16, 64)))
        kind = rng.randrange(6)
        if kind == 0:
            del data[start:end]
        elif kind == 1:
            data[start:start] = rng.choice(PIECES) * rng.choice((1, 1, 1, 3, 200))
        elif kind == 2:
            data[start:start] = data[start:end] * rng.choice((1, 2, 30))
        elif kind == 3 and start < len(data):
            data[start] = rng.randrange(256)
        elif kind == 4 and start < len(data):
            data[start] ^= 1 << rng.randrange(8)
        else:
            other = rng.randrange(len(data) + 1)
            data[start:end] = data[other : other + rng.choice((4, 16, 64))]
    if rng.random() < 0.02:
        packed = gzip.compress(bytes(data), 1)
        return packed[: rng.randrange(len(packed)) if rng.random() < 0.5 else len(packed)]
    return bytes(data)


def reader(format_: str) -> Callable[[Path], None]:
    """Return the check of a format: articles with right offsets, or reasons of one line."""

    def check(path: Path) -> None:
        for item in read(path, format=format_, on_error="yield", seconds=0):
            if isinstance(item, Failure):
                assert item.reason and "\n" not in str(item), "no reason of one line"
            else:
                assert isinstance(item, Article) and item.body.strip(), "an empty article"
                for sentence in analyse(item).sentences:
                    part = item.body[sentence.start : sentence.end]
                    assert part == sentence.text, "wrong offsets"

    return check


def targets() -> dict[str, Callable[[Path], object]]:
    """Return the check of each target."""
    return {
        **{each.name: reader(each.name) for each in FORMATS},
        "auto": reader("auto"),
        "configuration": lambda path: plan_of(read_configuration(path)),
        "run": load_run,
        "baseline": load_baseline,
        "model": lambda path: parse(path.read_text("utf-8", "replace"), str(path), KIND),
    }


def failure(check: Callable[[Path], object], path: Path) -> str:
    """Return what is wrong with how an input is taken; "" where nothing is."""
    start = time.process_time()
    try:
        check(path)
    except SummkitError as error:
        if "\n" in str(error):
            return f"an error of several lines: {error!r}"
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:200]} ({where.filename}:{where.lineno})"
    took = time.process_time() - start
    return f"took {took:.1f} seconds" if took > SLOWEST else ""


def run(inputs: int, seed: int, names: list[str], seconds: float = float("inf")) -> dict[str, str]:
    """Return file of each kind of failure -> what it is."""
    checks, corpus = targets(), seeds()
    corpus["auto"] = [data for name in sorted(SEEDS) for data in corpus[name]]
    found: dict[str, str] = {}
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for number in range(inputs):
            if time.monotonic() > end:
                print(f"{number} inputs in {seconds:g} seconds", file=sys.stderr)
                break
            name = names[number % len(names)]
            rng = random.Random(f"{seed}:{number}")
            data = mutated(rng.choice(corpus[name]), rng)
            path = Path(folder) / ("summkit.toml" if name == "configuration" else "input")
            path.write_bytes(data)
            reason = failure(checks[name], path).replace(folder, "")
            if reason and reason not in found.values():
                kept = HERE / "found" / f"{name}-{seed}-{number}.bin"
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(data)
                found[str(kept)] = reason
                print(f"{kept}: {reason}", file=sys.stderr)
    return found


def main() -> int:
    """Run what is asked for; return 1 where anything failed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inputs", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--target", action="append", choices=sorted(targets()))
    options.add_argument("--replay", type=Path)
    given = options.parse_args()
    names = given.target or sorted(targets())
    if given.replay:
        print(reason := failure(targets()[names[0]], given.replay))
        return int(bool(reason))
    found = run(given.inputs, given.seed, names, given.seconds)
    print(f"{len(found)} kinds of failure")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
