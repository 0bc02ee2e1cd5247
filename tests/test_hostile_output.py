"""The same hostile strings in every field, through every format of every command, and the pages
opened in Chromium."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from summkit.reading import read

pytestmark = pytest.mark.once

HOSTILE = {
    "script": "<script>window.harmed = 1</script>",
    "handler": '"><img src=x onerror="window.harmed = 1">',
    "end of script": "</script><script>window.harmed = 1</script>",
    "comment": "<!--<script>--!><svg/onload=window.harmed=1>",
    "style": "</style></title></textarea><body onload=window.harmed=1>",
    "template": "{{constructor.constructor('window.harmed=1')()}} ${window.harmed=1} %} <%= x %>",
    "address": '<a href="javascript:window.harmed=1">a</a> [a](javascript:window.harmed=1)',
    "entity": "&lt;script&gt;&#0;&#x202e; &amp;amp;",
    "ANSI": "\x1b[2J\x1b]0;title\x07\x1b[31mred \x9b1m",
    "GitHub": "::error file=a::harm",
    "GitHub masks": "::add-mask::a",
    "Azure": "##[command]harm ##vso[task.complete]x ##teamcity[x]",
    "formula": "=cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula wide": "＝1+1",
    "quotation": 'a",b;c\td\'""',
    "bidi": "safe \u202egnp.exe\u202c \u2066a\u2069",
    "NUL": "a\0b",
    "controls": "a\x08\x08b\x7f\x85c\u2028d\u2029e",
    "surrogate": "a\ud800b",
    "LaTeX": r"\input{/etc/passwd} \write18{x} $x^2$ 100% a_b #1 & ~ {",
    "Markdown": "# a\n\n| b | `c` **d** ![e](http://127.0.0.1:9/e.png) <b>",
    "XML": "]]> <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]> &b;",
    "long": "a" * 5_000,
    "marks": "e" + "\u0301" * 300,
}
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which every field of every file contains every hostile string."""
    folder = tmp_path_factory.mktemp("hostile")
    rows, outputs = [], []
    for place, text in enumerate(HOSTILE.values()):
        rows.append(
            {
                "id": text,
                "headline": text,
                "dek": f"{text} and the ferry sails.",
                "summary": [f"{text} waits."],
                "body": f"The ferry {text} sails on Monday, item {place}. {text} It is late, and "
                f"said {text}.\n\n{text}",
                "language": "en",
            }
        )
    lines = "".join(json.dumps(each) + "\n" for each in rows)
    (folder / "news.jsonl").write_text(lines)
    # An id that is empty after cleaning is no id; the article gets another id.
    read_ids = [article.id for article in read(folder / "news.jsonl")]
    ids = [
        known if known.startswith("news:") else text
        for text, known in zip(HOSTILE.values(), read_ids, strict=True)
    ]
    for key, text in zip(ids, HOSTILE.values(), strict=True):
        outputs.append({"id": key, "prediction": f"{text} The ferry sails 77 times."})
    made = "".join(json.dumps(each) + "\n" for each in outputs)
    (folder / "made.jsonl").write_text(made)
    references = [
        {"id": key, "reference": each["dek"]} for key, each in zip(ids, rows, strict=True)
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in references))
    name = json.dumps(HOSTILE["handler"])
    (folder / "summkit.toml").write_text(
        '[check]\ncorpora = ["news.jsonl"]\ntarget = "dek"\nmargin = 1\nbaseline = "base.json"\n'
        f'[check.systems.{name}]\noutputs = "made.jsonl"\n'
    )
    return folder


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, summkit_command: Any, folder: Path) -> Any:
    monkeypatch.chdir(folder)
    return summkit_command


def harmless(text: str, form: str) -> None:
    """Assert the rules for all formats, and the rules for this format."""
    assert not UNSAFE.search(text), UNSAFE.findall(text)
    if form != "github":
        assert not re.search(r"^\s*::", text, re.MULTILINE)
        assert not re.search(r"##(\[|\w{1,20}\[)", text)
    if form in ("csv", "tsv"):
        for row in csv.reader(io.StringIO(text), delimiter="\t" if form == "tsv" else ","):
            for cell in row:
                number = re.fullmatch(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", cell)
                assert number or not cell.startswith(("=", "+", "-", "@", "＝"))
    elif form == "json":
        for line in filter(None, text.splitlines()):
            json.loads(line)
    elif form == "latex":
        assert r"\input" not in text and r"\write" not in text
        assert "a_b" not in text and "100% a" not in text
    elif form == "markdown":
        assert not re.search(r"(?<!\\)(<(script|img|a |svg|body)|!\[e)", text)
    elif form == "github":
        commands = [line for line in text.splitlines() if line.startswith("::")]
        assert all(re.match(r"::(error|warning|notice|group|endgroup)\b", c) for c in commands)
        assert "::error file=a::harm" not in commands and "::add-mask::a" not in commands
    elif form in ("html", "junit"):
        etree.fromstring(
            text.encode(), etree.HTMLParser(huge_tree=True) if form == "html" else None
        )


SUMMARISE = ("summarise", "news.jsonl", "--workers", "1", "-t", "all", "-m", "lead")
COMPARE = (
    *("compare", "news.jsonl", "--workers", "1", "-t", "dek", "-s", "lead"),
    *("--outputs", "made=made.jsonl", "--resamples", "20"),
)
SCORE = ("score", "made.jsonl", "-r", "gold.jsonl", "--articles", "news.jsonl", "--workers", "1")
HEADLINE = ("headline", "news.jsonl", *(w for t in HOSTILE.values() for w in ("-c", t or "a")))
CASES = [
    *((SUMMARISE, form) for form in ("text", "json", "markdown", "html", "csv", "tsv")),
    *(((*SUMMARISE, "--explain"), form) for form in ("text", "json")),
    *((COMPARE, form) for form in ("text", "markdown", "csv", "latex", "json")),
    *(((*SCORE, "--metric", "support"), form) for form in ("text", "csv", "latex", "json")),
    *((HEADLINE, form) for form in ("text", "json")),
]


@pytest.mark.parametrize(("words", "form"), CASES, ids=lambda value: str(value)[:30])
def test_no_format_passes_on_hostile_characters(
    call: Any, words: tuple[str, ...], form: str
) -> None:
    done = call(*words, "-f", form)
    assert done.status in (0, 1) and done.out, done.err
    harmless(done.out, form)
    harmless(done.err, "text")


def test_check_and_history_pass_on_no_hostile_characters(call: Any, folder: Path) -> None:
    assert call("check", "--workers", "1").status == 3
    made = folder / "made.jsonl"
    rows = [json.loads(line) for line in made.read_text().splitlines()]
    worse = [{**row, "prediction": row["prediction"][:8]} for row in rows]
    made.write_text("".join(json.dumps(row) + "\n" for row in worse))
    for form in ("text", "markdown", "json", "junit", "github"):
        done = call("check", "--workers", "1", "-f", form, "-o", "run.json")
        assert done.status in (1, 3) and done.out, done.err
        harmless(done.out, form)
        harmless(done.err, "text")
    for form in ("text", "markdown", "csv", "latex", "json"):
        done = call("history", "base.json", "run.json", "-f", form)
        assert done.status == 0
        harmless(done.out, form)


@pytest.mark.browser
def test_no_page_runs_a_script_of_an_article(call: Any, folder: Path, browser: Any) -> None:
    (folder / "summaries.html").write_text(call(*SUMMARISE, "-f", "html").out)
    call(*COMPARE, "--report", "compare.html")
    call("check", "--workers", "1", "-o", "run.json")
    call("check", "--workers", "1", "-o", "run.json", "--report", "check.html")
    call("history", "base.json", "run.json", "--report", "history.html")
    pages = ["summaries.html", "compare.html", "check.html", "history.html"]
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: asked.append(dialog.message))
    for page in pages:
        address = (folder / page).as_uri()
        tab.goto(address)
        tab.wait_for_timeout(50)
        assert tab.evaluate("window.harmed") is None, page
        assert tab.evaluate("document.querySelectorAll('[onerror], [onload]').length") == 0
        assert tab.evaluate("document.querySelectorAll('a[href^=javascript]').length") == 0
        assert tab.evaluate("document.body.innerText").count("harmed") >= 1, page
    tab.close()
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
