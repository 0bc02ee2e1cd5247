"""Find inputs whose cost grows faster than their size: hostile texts and files at n and 4n bytes.

    python benchmarks/hostile.py [--bytes 200000] [--only readability] [--kind quotation]

Each measurement is a separate process that has already imported everything; it gives the CPU
seconds, and the growth of memory in MB since the start. The larger input is measured first. If it
takes less than a quarter of a second, the step passes. Otherwise a quarter of the input is measured
as well: a ratio of four means proportional time, sixteen quadratic. Every step with a ratio above
`STEEP` is a row of the table. Prints these rows, then the slowest proportional steps.

    python benchmarks/hostile.py --growth

Puts ordinary text of 1,000, 10,000 and 100,000 words (generate.py) through every step. Prints CPU
seconds and MB at each size, and the exponent between the last two. The results are in hardening.md.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))

import seeds

from generate import article
from summkit import Article, InputError, UsageError, analyse
from summkit.cohesion.completion import completions
from summkit.document import Document
from summkit.evaluation.headlines import judge
from summkit.evaluation.values import values_of
from summkit.metrics.base import Candidate, Item
from summkit.metrics.registry import METRICS
from summkit.reading import Failure, read
from summkit.report.article_html import article_section
from summkit.report.summaries import as_markdown, as_text, explanation
from summkit.summarisers.registry import METHODS, create
from summkit.system import System

STEEP = 6.5
PATIENCE = 60  # CPU seconds

REPEATED = {
    "one word": "a",
    "a word a line": "word\n",
    "a word a paragraph": "word\n\n",
    "a. ": "a. ",
    "sentences": "It is late. ",
    "sentences a paragraph": "It is late.\n\n",
    "pronouns": "He said so. ",
    "nouns": "The plan fails. ",
    "connectives": "But it is late. ",
    "said": "“It is late,” he said. ",
    "names": "Ann Lee saw Bo Ray. ",
    "surnames": "Ann Leeson came. Mr Leeson saw it. ",
    "straight quotation marks": '"',
    "opening quotation marks": "“",
    "closing quotation marks": "”",
    "quotations": "“a” ",
    "open quotations": "“It is late. ",
    "apostrophes": "'s ",
    "single quotation marks": "' ",
    "brackets": "(",
    "bracket pairs": "(a) ",
    "square brackets": "[",
    "braces": "{",
    "closing brackets": ")",
    "digits": "1",
    "numbers": "1,000 ",
    "numbers with points": "1.",
    "dates": "May 5. ",
    "capitals": "A ",
    "initials": "A.",
    "initials apart": "A. ",
    "shouting": "AAA ",
    "titles": "Mr. ",
    "hyphens": "-",
    "hyphenated": "a-",
    "bullets": "- a\n",
    "dashes": "a — ",
    "combining marks": "\u0301",
    "letters with marks": "a\u0301",
    "emoji": "👩\u200d👩\u200d👧 ",
    "soft hyphens": "a\u00ad",
    "line ends": "\n",
    "line ends CR": "\r",
    "spaces": " ",
    "tabs": "a\t",
    "full stops": ".",
    "question marks": "?",
    "ellipses": "… ",
    "commas": "a, ",
    "colons": "a: ",
    "semicolons": "a; ",
    "asterisks": "*",
    "stars": "*a ",
    "underscores": "_",
    "backticks": "`",
    "hashes": "# a\n",
    "bars": "|",
    "rows": "| a | b |\n",
    "quoted lines": "> a\n",
    "deep quotes": ">",
    "links": "[a](b) ",
    "half links": "[a](",
    "images": "![",
    "less-than": "<",
    "tags": "<b>",
    "half tags": "<b ",
    "comments": "<!--",
    "entities": "&amp;",
    "ampersands": "&",
    "addresses": "http://a.example/ ",
    "mail addresses": "a@b.example ",
    "bylines": "By Ann Lee\n",
    "labels": "LONDON (AP) — ",
    "Chinese": "他说。",
    "Chinese without stops": "他",
    "Thai": "กา",
    "Arabic": "قال. ",
    "Hindi": "कहा। ",
    "Korean": "그는 말했다. ",
    "to come": "and to be of the ",
    "that": "that he said that ",
    "front matter": "---\n",
    "front matter keys": "a: b\n",
}


def counted(text: str, size: int) -> str:
    """Return a text of about `size` bytes in which every # is another number or word."""
    one = len(text.encode()) + 4
    return "".join(text.replace("#", word(n)) for n in range(size // one))


def word(number: int) -> str:
    letters = ""
    while True:
        number, place = divmod(number, 26)
        letters += "abcdefghijklmnopqrstuvwxyz"[place]
        if not number:
            return letters


COUNTED = {
    "different words": "# ",
    "different words, one paragraph": "The # is late. ",
    "different paragraphs": "The # is late.\n\n",
    "different names": "Ann X# saw it. ",
    "different nouns": "The # fails. A # came. ",
    "different quotations": "“The # is late,” Ann X# said. ",
    "different numbers": "It cost # dollars on May 5. ",
}


def texts(size: int) -> Iterator[tuple[str, str]]:
    for name, part in REPEATED.items():
        yield name, part * (size // len(part.encode()))
    for name, part in COUNTED.items():
        yield name, counted(part, size)
    yield "spaces within", "It is" + " " * size + "late."


def text_of(kind: str, size: int) -> str:
    return next(text for name, text in texts(size) if name == kind)


Step = Callable[[Document], object]


def metric_step(name: str) -> Step:
    """Return a function that scores a text as its own candidate and reference by a metric."""
    metric = METRICS.create(name).for_language("en")

    def step(document: Document) -> object:
        parts = tuple(sentence.text for sentence in document.sentences)
        item = Item(Candidate(document.article.body, parts), (parts,), document)
        return values_of(metric, [item]), metric.findings([item])

    return step


def method_step(name: str, target: str) -> Step:
    """Return a function that summarises a text by a method and prints the summary."""

    def step(document: Document) -> object:
        system = System(create(name), target)
        shown = {target: system.summarise(document)}
        explanation(shown)
        return as_text(shown), as_markdown(shown), article_section(shown)

    return step


def complete(document: Document) -> object:
    """Search all names that the output may print in full."""
    return completions(document, range(0, len(document.sentences), 2))


ELSEWHERE = {"command", "judge", "llm"}
"""What another program or a server answers, in its own time."""

STEPS: dict[str, Step] = {
    "analyse": lambda document: analyse(document.article, "en"),
    "detect": lambda document: analyse(document.article),
    "complete": complete,
    "headline": lambda document: judge(document, [document.article.body[:100_000], "Late"]),
    **{f"score {name}": metric_step(name) for name in METRICS.names() if name not in ELSEWHERE},
    **{
        f"summarise {name} {target}": method_step(name, target)
        for name in METHODS.names()
        if name not in ELSEWHERE
        for target in (("headline", "dek", "summary") if name == "newsrank" else ("dek",))
    },
}

# ruff: noqa: E501 - lists of what files are filled with
PARTS = {
    "html": [
        *("<b>", "</b>", "<p>", "<p>It is late.", "<div>", "<div>a</div>", "<br>", "<!--", "<![CDATA["),
        *('<a href="x">a</a>', "<p><a href=x>It is late</a></p>", "<li>a", "<td>a", "<table>"),
        *("<h1>a</h1>", "<h2>It is late</h2>", "<meta name=a content=b>", "<script>", "<style>a{}</style>"),
        *('<script type="application/ld+json">{"@type":"NewsArticle","headline":"a"}</script>',),
        *("<blockquote>", "<p>a<br><br>b</p>", "&amp;", "&", "<", '<p class="dek">a</p>', "<template>"),
        *("<p>“It is late,” he said.</p>", "<span>a</span> ", "<img src=x>", "<form>", "<svg>", "<x-a>"),
    ],
    "json": ['{"a":', "[", '"', "[1,", '{"body":"It is late."},', "\\u0000", "1"],
    "jsonl": ["[\n", '{"body":"It is late."}\n', "\n", '{"a":'],
    "csv": ['"', ",", "\n", "a,b\n", 'a,"', "a,b,c,d,e\n", ";", '""', "a\r"],
    "tsv": ["\t", "a\tb\n"],
    "mail": ["a: b\n", "> a\n", ">", "--x\n", "=?utf-8?q?a?= ", "=\n", " ", "On Monday Ann wrote:\n", "--x\n\na\n"],
    "mbox": ["From a@b Mon May  5 10:00:00 2025\nSubject: a\n\nIt is late.\n", "From ", "\n\nFrom \n"],
    "rtf": ["{", "}", "\\par ", "\\'e9", "\\u8217?", "\\b ", "a\\par", "{\\*\\x ", "\\", "\\bin9 "],
    "feed": ["<item><title>a</title><description>It is late.</description></item>", "<item>", "&a;", "<a>"],
    "nitf": ["<p>It is late.</p>", "<p>", "<a x='y'/>"],
    "newsml": ["<newsItem/>", "<a>"],
    "docx": ["<w:p><w:r><w:t>It is late.</w:t></w:r></w:p>", "<w:p/>", "<w:tbl><w:tr><w:tc>", "<w:r>"],
    "odt": ["<text:p>It is late.</text:p>", "<text:s/>", "<text:span>", "<table:table>"],
}  # fmt: skip
"""Format -> what its files are filled with, within one of the seeds of fuzz/seeds.py."""

PLACES = {
    "html": "The ferry sails again.", "json": "", "jsonl": "", "csv": "", "tsv": "", "mbox": "",
    "mail": "It is late", "rtf": "It ", "feed": "<item>", "nitf": "<p>The ferry sails.</p>",
    "newsml": "<contentMeta>",
}  # fmt: skip


def file_of(format_: str, part: str, size: int) -> bytes:
    """Return a file of a format that is filled with repetitions of one part."""
    filled = part * (size // len(part))
    if format_ in ("docx", "odt"):
        parts = dict(seeds.DOCX if format_ == "docx" else seeds.ODT)
        name, place = (
            ("word/document.xml", "<w:tbl>") if format_ == "docx" else ("content.xml", "<text:p>")
        )
        parts[name] = parts[name].replace(place, filled + place, 1)
        return seeds.zipped({key: text.encode() for key, text in parts.items()})
    place = PLACES[format_]
    seed = seeds.MAIL if format_ == "mail" else seeds.TEXTS[format_][0]
    if format_ == "mail":
        seed = "From: a@b\nTo: c@d\nSubject: a\nMIME-Version: 1.0\n\nIt is late.\n"
        if part == "a: b\n":
            place = "From"
    if not place:
        return (filled if format_ != "csv" else "id,body\n" + filled).encode()
    assert place in seed
    return seed.replace(place, filled + place, 1).encode()


def read_all(path: Path, format_: str) -> None:
    for item in read(path, format=format_, on_error="yield", seconds=0):
        assert not isinstance(item, Failure) or item.reason


Work = Callable[[int], Callable[[], object]]


def works() -> Iterator[tuple[str, str, Work]]:
    """Yield step, kind of input, and a function from a size to the prepared work."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"

        def reading(format_: str, make: Callable[[int], bytes]) -> Work:
            def ready(size: int) -> Callable[[], object]:
                path.write_bytes(make(size))
                return lambda: read_all(path, format_)

            return ready

        def stepping(kind: str, step: Step) -> Work:
            def ready(size: int) -> Callable[[], object]:
                text = text_of(kind, size)
                document = analyse(Article(body=text, id="a", headline="Late ferry sails"), "en")
                return lambda: step(document)

            return ready

        for kind, _ in texts(4):
            yield "read text", kind, reading("text", lambda size, k=kind: text_of(k, size).encode())
        for format_, parts in PARTS.items():
            for part in parts:
                make = lambda size, f=format_, p=part: file_of(f, p, size)  # noqa: E731
                yield f"read {format_}", part.replace("\n", "⏎"), reading(format_, make)
        for name, step in STEPS.items():
            for kind, _ in texts(4):
                yield name, kind, stepping(kind, step)


def measured(work: Work, size: int) -> tuple[float, float, str]:
    """Return CPU seconds, MB and the ending of a measurement in a separate process."""
    here, there = os.pipe()
    process = os.fork()
    if process == 0:
        said = "ended"
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (3 * PATIENCE, 3 * PATIENCE))
            ready = work(size)
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            before = resource.getrusage(resource.RUSAGE_SELF)
            begun = time.process_time()
            try:
                ready()
                said = ""
            except (InputError, UsageError):
                said = "refused"
            except BaseException as error:
                said = repr(error)[:60]
            seconds = time.process_time() - begun
            after = resource.getrusage(resource.RUSAGE_SELF)
            grown = (after.ru_maxrss - before.ru_maxrss) / 1024
            os.write(there, f"{seconds}\t{grown}\t{said}".encode())
        finally:
            os._exit(0)
    os.close(there)
    with open(here, "rb") as pipe:  # noqa: PTH123
        answer = pipe.read().decode()
    os.waitpid(process, 0)
    if not answer:
        return float(PATIENCE), 0.0, f"over {PATIENCE} s"
    seconds, grown, said = answer.split("\t")
    return float(seconds), float(grown), said


WORDS = (1_000, 10_000, 100_000)


def ordinary(words: int) -> Document:
    """Return analysed news-like text of about `count` words."""
    body = article(1, words // 19)["body"]
    return analyse(Article(body=body, id="a", headline="Late ferry sails", dek="It sails."), "en")


def growth(only: str) -> None:
    """Print the cost of every step for ordinary text of growing length."""
    documents = [ordinary(words) for words in WORDS]
    sizes = [sum(len(s.text.split()) for s in document.sentences) for document in documents]
    print("| what | " + " | ".join(f"{n:,} words: s, MB" for n in sizes) + " | exponent | |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, step in STEPS.items():
        if only not in name:
            continue
        cells, taken, said = [], [], ""
        for document in documents:
            seconds, grown, said = measured(lambda _, d=document, s=step: lambda: s(d), 0)
            taken.append(max(seconds, 1e-4))
            cells.append(f"{seconds:.2f}, {grown:.0f}")
        exponent = math.log(taken[-1] / taken[-2]) / math.log(sizes[-1] / sizes[-2])
        print(f"| {name} | {' | '.join(cells)} | {exponent:.1f} | {said} |", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--bytes", type=int, default=200_000)
    options.add_argument("--only", default="")
    options.add_argument("--kind", default="")
    options.add_argument("--all", action="store_true", help="show what is in proportion, too")
    options.add_argument("--growth", action="store_true", help="of ordinary text")
    given = options.parse_args()
    warm = analyse(Article(body=seeds.TEXT * 3, id="a", headline="A ferry", dek="It sails."), "en")
    for step in STEPS.values():
        try:
            step(warm)
        except (InputError, UsageError):
            continue
    if given.growth:
        growth(given.only)
        return
    print("| what | with | bytes | seconds | MB | a quarter of it, seconds | times | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    slowest: dict[str, tuple[float, str]] = {}
    count = 0
    for name, kind, work in works():
        if given.only not in name or given.kind not in kind:
            continue
        count += 1
        seconds, grown, said = measured(work, given.bytes)
        if seconds > 0.25 or given.all:
            quarter, _, _ = measured(work, given.bytes // 4)
            times = seconds / max(quarter, 1e-6)
            row = (
                f"| {name} | `{kind}` | {given.bytes:,} | {seconds:.2f} | {grown:.0f} | "
                f"{quarter:.2f} | {times:.1f} | {said} |"
            )
            if times > STEEP or given.all or (said and said != "refused"):
                print(row, flush=True)
                continue
        elif said not in ("", "refused"):
            print(f"| {name} | `{kind}` | {given.bytes:,} | | | | | {said} |", flush=True)
        slowest[name] = max(slowest.get(name, (0.0, "")), (seconds, f"`{kind}`, {grown:.0f} MB"))
    print(f"\n{count} measurements; the slowest of each that grow in proportion:\n")
    print("| what | seconds | with |")
    print("| --- | --- | --- |")
    for name, (seconds, kind) in slowest.items():
        print(f"| {name} | {seconds:.2f} | {kind} |")


if __name__ == "__main__":
    main()
