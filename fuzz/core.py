"""Compare the compiled core, built with sanitizers, with pure Python on random texts.

    python fuzz/core.py build                  # a copy under build/sanitized, needs gcc
    python fuzz/core.py run --seconds 300      # starts itself under that copy

Each round makes a text from random code points, from words and marks of the rules, or from a
mutated sample. Both versions split it, count its terms, detect its language, find its notices and
write its dek and its headline; the results must be equal. A memory error or undefined behaviour
ends the process with a report. `run --calls N` instead prints the memory after each tenth of N
calls, which must not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build" / "sanitized"
CHECKS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]
PIECES = (
    "The the U.S. Mr. p.m. 1,000.5 it's 'n' don’t AT&T İstanbul ΟΔΟΣ Στην ΣΑΣ. d'accord 2) (b) ii) "
    'e.g. x_y 3.5m Dr. word." (said). "Why?" ended.The … ... . .. ?! [1] ½ z.B. г. ул. 。 「は」 ።'
).split()
CODES = ("en", "de", "ru", "el", "tr", "ur", "zh", "ja", "ko", "th", "hy", "hi", "ta", "cs", "und")


def build() -> None:
    """Compile the core with sanitizers into a separate package folder."""
    target = BUILT / f"_core{sysconfig.get_config_var('EXT_SUFFIX')}"
    BUILT.mkdir(parents=True, exist_ok=True)
    sources = [str(path) for path in sorted((ROOT / "src" / "_core").rglob("*.c"))]
    include = sysconfig.get_paths()["include"]
    command = ["gcc", "-shared", "-fPIC", "-g", "-O1", "-std=c11", "-ffp-contract=off", *CHECKS]
    subprocess.run([*command, f"-I{include}", *sources, "-o", str(target)], check=True)
    print(target)


def under_sanitizers(words: list[str]) -> int:
    """Start this script again with the sanitizers' libraries loaded first."""
    libraries = [
        subprocess.run(
            ["gcc", f"-print-file-name={name}"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in ("libasan.so", "libubsan.so")
    ]
    environment = os.environ | {
        "LD_PRELOAD": " ".join(libraries),
        # Python itself never frees some of what it allocates.
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
        "PYTHONMALLOC": "malloc",
        "SUMMKIT_SANITIZED": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    return subprocess.run([sys.executable, __file__, *words], env=environment).returncode


def texts(seed: int) -> str:
    """Return a random text."""
    chance = random.Random(seed)
    kind = seed % 4
    if kind == 0:
        top = chance.choice((0x80, 0x100, 0x600, 0x3000, 0x10000, 0x110000))
        return "".join(chr(chance.randrange(top)) for _ in range(chance.randrange(300)))
    if kind == 1:
        data = chance.randbytes(chance.randrange(400))
        return data.decode(chance.choice(("utf-8", "utf-16", "latin-1", "cp1251")), "replace")
    if kind == 2:
        joined = [chance.choice(PIECES) for _ in range(chance.randrange(80))]
        return "".join(part + chance.choice((" ", " ", "\n", "\n\n", "")) for part in joined)
    lines = (ROOT / "samples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    body = list(str(json.loads(chance.choice(lines)).get("body", "")))
    for _ in range(chance.randrange(1, 30)):
        place = chance.randrange(len(body) + 1)
        body[place : place + chance.randrange(4)] = chance.choice((*PIECES, "\0", "\ud800", " ."))
    return "".join(body)


def run(seconds: float, calls: int, seed: int) -> None:
    """Compare both on random texts until the time is over, or watch the memory."""
    from summkit import core

    if os.environ.get("SUMMKIT_SANITIZED"):
        from importlib.machinery import ExtensionFileLoader
        from importlib.util import module_from_spec, spec_from_loader

        path = str(next(BUILT.glob("_core*")))
        loader = ExtensionFileLoader("summkit._core", path)
        spec = spec_from_loader("summkit._core", loader)
        core.native = module_from_spec(spec)
        loader.exec_module(core.native)
        core.compiled = True

    from summkit.article import Article
    from summkit.document import Document
    from summkit.language import detect, get_language, recognise
    from summkit.reading.cleaning.notices import notices
    from summkit.system import System

    systems = [System("newsrank", target) for target in ("dek", "headline")]

    def made(text: str, code: str) -> object:
        document = Document(Article(text), get_language(code))
        barred = notices([sentence.text for sentence in document.sentences], code)
        found = detect(text), recognise(text)
        written = [
            (summary.text, summary.confidence)
            for system in (systems if document.sentences else ())
            for summary in [system.summarise(document)]
        ]
        return document.sentences, document.spans, document._terms.flat, found, barred, written

    if calls:
        for number in range(calls):
            made(texts(seed + number % 500), CODES[number % len(CODES)])
            if (number + 1) % (calls // 10) == 0:
                status = Path("/proc/self/status").read_text()
                print(number + 1, status[status.index("VmRSS") :].split("\n")[0])
        return
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        text, code = texts(seed + count), CODES[count % len(CODES)]
        core.compiled = True
        compiled = made(text, code)
        core.compiled = False
        if compiled != made(text, code):
            sys.exit(f"seed {seed + count}, {code}: they differ on {text!r}")
        count += 1
    print(f"{count:,} texts from seed {seed}: no error, no difference")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("build", "run"))
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--calls", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.command == "build":
        build()
    elif given.calls or os.environ.get("SUMMKIT_SANITIZED"):
        run(given.seconds, given.calls, given.seed)
    else:
        sys.exit(under_sanitizers(sys.argv[1:]))


if __name__ == "__main__":
    main()
