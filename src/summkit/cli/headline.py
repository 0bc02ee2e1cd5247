"""Judge proposed headlines for one article, and rank them.

For each headline, the table shows its length, the channels whose limit it fits, ROUGE-1 against the
article's own headline, dek and lede, the percentage of its words that the body contains, and the
percentage of its pairs of words that the body does not contain. Below the table, each headline is
listed with its claims (names, numbers, dates, quotations) that the body does not support.

Examples:
  summkit headline article.txt --candidate "Bridge to close for nine months"
  summkit headline page.html --candidates ideas.txt --format json
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from summkit.cli.declare import Argument, Option
from summkit.cli.inputs import refuse_stdin_twice
from summkit.cli.options import Language, Reading, format_option
from summkit.cli.output import say, utf8, write
from summkit.errors import InputError, UsageError
from summkit.files import text_of
from summkit.patterns import regex

_NO_BYTE = regex("[\ud800-\udc7f\udd00-\udfff]")


def headline(
    source: Annotated[
        str, Argument(metavar="ARTICLE", help="The article: a file, a URL, or - for stdin.")
    ],
    *,
    candidate: Annotated[
        list[str] | None,
        Option("--candidate", "-c", metavar="TEXT", help="A headline to judge. Repeatable."),
    ] = None,
    candidates: Annotated[
        str | None,
        Option(
            "--candidates",
            metavar="FILE",
            help="File of headlines to judge, one per line; - for stdin.",
        ),
    ] = None,
    format_: Annotated[str, format_option(("text", "json"))] = "text",
    language: Language = None,
    reading: Reading,
) -> int:
    """Run `summkit headline`. The module docstring is its help."""
    from summkit.document import analyse
    from summkit.evaluation.headlines import judge

    refuse_stdin_twice([source, candidates])
    lines = _lines(candidates) if candidates else []
    texts = [*map(_typed, candidate or []), *lines]
    if candidates and not any(line.strip() for line in lines):
        raise InputError("contains no headline: write one per line", _place(candidates))
    if not any(text.strip() for text in texts):
        raise UsageError("no headline to judge: give --candidate TEXT or --candidates FILE")
    utf8()
    article = _article(source, reading)
    judged = judge(analyse(article, language), [text for text in texts if text.strip()])
    if format_ == "json":
        from summkit.report.escape import to_json

        for rank, judgement in enumerate(judged, 1):
            write(to_json({"rank": rank, **judgement.to_dict()}) + "\n")
        return 0
    write(_text(article, judged))
    return 0


def _article(source: str, options: Any) -> Any:
    from summkit.reading import Failure, read

    items = list(_first_two(read(source, options=options, on_error="yield")))
    if not items:
        raise InputError("contains no article", source)
    if isinstance(items[0], Failure):
        raise InputError(items[0].reason, items[0].where)
    if len(items) > 1:
        say(f"{source}: contains several articles: only the first is used")
    return items[0]


def _first_two(items: Any) -> Any:
    from itertools import islice

    return islice(items, 2)


def _typed(text: str) -> str:
    """Return a word of the command line, decoded as UTF-8 in every locale."""
    # A lone surrogate that does not encode a byte comes from a program, never from a shell.
    text = _NO_BYTE.sub("\ufffd", text)
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _lines(path: str) -> list[str]:
    from summkit.evaluation.headlines import without_list_marks

    try:
        text = _standard_input() if path == "-" else text_of(Path(path), "utf-8-sig")
        return without_list_marks(text.splitlines())
    except InputError:
        raise
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8: save it as UTF-8", _place(path)) from error
    except ValueError as error:
        raise InputError(f"cannot be read: {error}", path) from error


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig")


def _place(path: str) -> str:
    return "standard input" if path == "-" else path


def _text(article: Any, judged: list[Any]) -> str:
    from summkit.evaluation.headlines import UNCHECKED
    from summkit.report.escape import one_line
    from summkit.report.tables import Cell, Heading, Table, as_text
    from summkit.targets import CHANNELS

    names = list(judged[0].rouge)
    rows = []
    for place, judgement in enumerate(judged, 1):
        rows.append(
            (
                Cell(str(place)),
                Cell.number(judgement.characters, 0),
                *(Cell.number(100 * judgement.rouge[name], 1) for name in names),
                Cell.number(100 * judgement.coverage, 0),
                Cell.number(None if judgement.novelty is None else 100 * judgement.novelty, 0),
                Cell(", ".join(n for n, fits in judgement.fits.items() if fits) or "nowhere"),
            )
        )
    limits = ", ".join(f"{name} {limit}" for name, (limit, _) in CHANNELS.items())
    table = Table(
        title=f"Headlines for: {article.headline or article.source}",
        columns=(
            Heading("rank", "text"),
            Heading("chars"),
            *(Heading(name) for name in names),
            Heading("cover"),
            Heading("new"),
            Heading("fits", "text"),
        ),
        rows=tuple(rows),
        notes=(
            f"{', '.join(names)}: ROUGE-1 F1 against the article's own",
            "cover: % of words in the body; new: % of pairs of words not in the body",
            f"fits: within the limit in characters: {limits}",
        ),
    )
    lines = [as_text(table), ""]
    for place, judgement in enumerate(judged, 1):
        lines.append(f"{place}  {one_line(judgement.text)}")
        for claim in judgement.unsupported:
            lines.append(f"   not in the body: {claim.kind} {one_line(claim.text)!r}")
        if judgement.unchecked:
            lines.append(f"   names not checked: {UNCHECKED[judgement.unchecked]}")
        if judgement.negation:
            lines.append("   negation: the article may say the opposite")
    return "\n".join(lines) + "\n"
