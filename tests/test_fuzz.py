"""Arbitrary bytes through every reader and the whole way to a summary."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summkit import Article, Budget, analyse, create
from summkit.reading import Failure, read
from summkit.report.article_html import article_section
from summkit.report.escape import to_json
from summkit.report.summaries import as_markdown, as_object, as_text, explanation
from summkit.system import System
from summkit.targets import TARGETS

pytestmark = pytest.mark.once

PIECES = st.sampled_from(
    [
        *(
            "The river rose. ",
            "Он сказал: «Нет». ",
            "他说。",
            "कहा। ",
            "\n\n",
            "\n",
            "\r\n",
            "\x1b[2J",
        ),
        *(
            "<p>",
            "</div>",
            "<script>",
            "&amp;",
            "&#0;",
            '{"body": "',
            '"}',
            "[[[",
            ",",
            '"',
            "\x00",
        ),
        *("---\n", "# ", "@highlight\n", "\ufeff", "\u202e", "\ud7ff", "By ", "2 min read\n", "…”"),
    ]
)
TEXT = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=300))
BYTES = st.one_of(TEXT.map(lambda t: t.encode("utf-8", "surrogatepass")), st.binary(max_size=300))
FORMATS = ["auto", "text", "html", "jsonl", "json", "csv", "tsv", "story"]
SYSTEMS = [System(create("lead"), target) for target in TARGETS] + [
    System(create("lexrank"), budget=Budget(characters=40)),
    System(create("textrank"), budget=Budget(words=7)),
]


def printable(text: str) -> bool:
    text.encode("utf-8")  # a lone surrogate would raise
    return not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F for c in text)


def check(article: Article) -> None:
    document = analyse(article)
    body = article.body
    for sentence in document.sentences:
        assert body[sentence.start : sentence.end] == sentence.text
    if not body.strip():
        return
    for system in SYSTEMS:
        summary = system.summarise(document)
        assert summary.text.strip()
        for chosen in summary.sentences:
            assert body[chosen.start : chosen.end] == chosen.text
        shown = {system.target: summary}
        for text in (
            as_text(shown),
            as_text(shown, width=40),
            explanation(shown),
            as_markdown(shown),
            to_json(as_object(shown, include_body=True, explain=True)),
            article_section(shown),
        ):
            assert printable(text)


@pytest.mark.parametrize("format_", FORMATS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=BYTES)
def test_every_reader_gives_articles_or_reasons(tmp_path: Path, format_: Any, data: Any) -> None:
    path = tmp_path / "input"
    path.write_bytes(data)
    for item in read(path, format=format_, on_error="yield"):
        if isinstance(item, Failure):
            assert item.reason
            assert "\n" not in f"{item.where}: {item.reason}"
        else:
            check(item)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.none() | TEXT, st.none() | st.sampled_from(["en", "zh", "th", "xx", "ar"]))
def test_any_article_made_by_hand(body: Any, headline: Any, language: Any) -> None:
    check(Article(body=body, headline=headline, language=language))


def test_mutated_inputs_of_every_reader_and_command_raise_nothing() -> None:
    """A short run of fuzz/run.py, which does a million by one command."""
    program = Path(__file__).parents[1] / "fuzz" / "run.py"
    done = subprocess.run(
        [sys.executable, str(program), "--inputs", "800", "--seconds", "12"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "| 0 |\n" in done.stdout) == (0, True), done.stdout + done.stderr
