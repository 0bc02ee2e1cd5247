"""The command line through its real entry point."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summkit.cli.app import main
from summkit.cli.front import COMMANDS
from summkit.cli.output import today
from summkit.errors import UsageError

ARTICLE = """\
Harbour bridge to close for nine months
The only road to Skerry Island will shut in March while engineers replace rusted cables.
By Tom Arkwright

The harbour board voted on Tuesday to close the bridge from March until December. Engineers \
found rust in half of the cables last autumn.

"Nobody likes it, but nobody wants to fall into the sea either," said Ingrid Vale, who chairs \
the board. A ferry will run every twenty minutes.

Shopkeepers fear for the summer. Last year 40,000 visitors crossed the bridge in August alone.
"""


def run(
    *arguments: str, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
) -> Any:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        [sys.executable, "-m", "summkit", *map(str, arguments)],
        input=data,
        capture_output=True,
        cwd=cwd,
        env=os.environ | environment,
        timeout=60,
        check=False,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_default_is_a_summary_on_standard_output_alone(article: Any) -> None:
    done = run("summarise", article)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("The harbour board voted on Tuesday")
    assert done.stdout.count(b"\n") == 1


def test_json_has_exact_offsets_into_the_body(article: Any) -> None:
    done = run("summarise", article, "--format", "json", "--include-body", "--target", "lede")
    line = json.loads(done.stdout)
    assert list(line) == [
        *("id", "source", "language", "headline", "dek", "method", "target", "text"),
        *(
            "sentences",
            "words",
            "characters",
            "truncated",
            "shortened",
            "spans",
            "confidence",
            "body",
        ),
    ]
    assert line["headline"] == "Harbour bridge to close for nine months"
    assert line["dek"].startswith("The only road to Skerry Island")
    assert line["language"] == "en"
    assert line["target"] == "lede"
    for sentence in line["sentences"]:
        assert line["body"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert line["words"] == len(line["text"].split())
    assert line["characters"] == len(line["text"])


def test_the_card_shows_what_was_recognised_and_written(article: Any) -> None:
    lines = run("summarise", "--target", "all", article).stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == [
        *("Recognised", "headline", "dek", "Written", "headline", "lede", "dek", "summary")
    ]


def test_several_articles_come_in_input_order_under_their_names(
    article: Any, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Snow fell on the coast road all night and closed it by the morning.\n")
    out = run("summarise", other, article).stdout.decode()
    heads = [line for line in out.splitlines() if line.startswith("==>")]
    assert heads == [f"==> {other} <==", f"==> {article} <=="]


def test_standard_input_and_the_american_spelling() -> None:
    done = run("summarize", "-", "--sentences", "1", stdin=ARTICLE)
    assert done.stdout.decode() == (
        "The harbour board voted on Tuesday to close the bridge from March until December.\n"
    )


def test_explain_lists_what_was_chosen_and_dropped(tmp_path: Path) -> None:
    path = tmp_path / "scraped.txt"
    path.write_text(ARTICLE.replace("By Tom Arkwright", "3 min read"))
    out = run("summarise", path, "--explain").stdout.decode()
    assert "ranked 1 of" in out
    assert "3 min read" in out


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html"])
def test_article_text_cannot_control_the_terminal(tmp_path: Path, format_: str) -> None:
    path = tmp_path / "hostile.jsonl"
    body = (
        "A <script>alert(1)</script> \x1b[31mred\x07 [link](javascript:x) `code` "
        "\u202efdp.exe went."
    )
    record = {"id": "x\x1b]0;title\x07", "headline": "<img src=x onerror=y>\x9b2J", "body": body}
    path.write_text(json.dumps(record) + "\n")
    for extra in ([], ["--target", "all", "--explain", "--include-body"]):
        if format_ in ("markdown", "html") and extra:
            extra = ["--target", "all"]
        done = run("summarise", path, "--format", format_, *extra)
        text = done.stdout.decode("utf-8")
        assert done.returncode == 0
        assert not any(ord(c) < 32 and c != "\n" for c in text)
        assert not any(0x7F <= ord(c) <= 0x9F or 0x202A <= ord(c) <= 0x202E for c in text)
        if format_ in ("markdown", "html"):
            assert not re.search(r"(?<!\\)<(script>alert|img)", text)


def test_exit_statuses(article: Any, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"body": "The river rose again on Monday night."}\n{"body": 7}\nnot json\n')
    done = run("summarise", corpus)
    assert done.returncode == 1
    errors = done.stderr.decode().splitlines()
    assert any("corpus.jsonl:2" in line for line in errors)
    assert any("corpus.jsonl:3" in line for line in errors)
    assert "1 summarised, 2 failed" in errors[-1]
    assert run("summarise", tmp_path / "absent.txt").returncode == 2
    assert run("summarise", article).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--method", "lexrnk"], "did you mean lexrank"),
        (["--method", "lexrank", "--param", "threshold=7"], "threshold"),
        (["--method", "lexrank", "--param", "treshold=0.2"], "treshold"),
        (["--method", "lexrank", "--param", "threshold"], "NAME=VALUE"),
        (["--target", "teaser"], "headline, lede, dek, summary"),
        (["--format", "yaml"], "text, json, markdown, html"),
        (["--words", "0"], "--words 0 is not allowed: takes a whole number of 1 or more"),
        (["--words", "ten"], "--words"),
        (["--ratio", "2"], "ratio"),
        (["--redundancy", "bigrams"], "none, trigrams, mmr"),
        (["--target", "all", "--words", "9"], "--target all"),
        (["--language", "klingonese!"], "klingonese!"),
        (["--config", "absent.toml"], "absent.toml"),
        (["--map", "headline"], "FIELD=COLUMN"),
        (["--colour"], "--colour"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(
    article: Any, arguments: Any, says: str
) -> None:
    done = run("summarise", article, *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert says in lines[0]


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    line = json.dumps({"body": "The river rose again on Monday night. " * 40}) + "\n"
    corpus.write_text(line * 3000)
    command = f"{sys.executable} -m summkit summarise {corpus} --format json | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    json.loads(done.stdout)


@pytest.mark.parametrize("words", ["--help", "--version", "compare --help", "check -h", "methods"])
def test_a_reader_that_leaves_at_once_is_no_failure(words: str) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "summkit", *words.split()]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "error", [RuntimeError("can't start new thread"), OSError(errno.EAGAIN, "x"), OSError(24, "x")]
)
def test_exhausted_system_limits_give_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def fail() -> int:
        raise error

    monkeypatch.setattr("summkit.cli.app._run", fail)
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert (left.value.code, said.count("\n")) == (2, 1)
    assert "no more processes, threads or open files: raise its limit" in said


@pytest.mark.parametrize("given", ["abc", "-1", "1.5", "1e9", "0x10", "\uff11\uff12", "9" * 17])
def test_an_impossible_date_is_reported(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier version used today's date without a message, so that two builds differed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(UsageError, match="is not a number of seconds since 1970"):
        today()
    for date, day in (("0", "1970-01-01"), (" 86400\n", "1970-01-02")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
        assert today() == day


def test_a_headline_that_was_typed_is_utf_8_in_an_old_locale(article: Any) -> None:
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "summkit", "headline", str(article), "-c", "Café 東京"]
    first, second = (
        subprocess.run(command, env=os.environ | more, capture_output=True, timeout=60, check=True)
        for more in ({}, old)
    )
    assert first.stdout == second.stdout
    assert "Café 東京".encode() in first.stdout


def test_the_configuration_gives_defaults_and_parameters(article: Any, tmp_path: Path) -> None:
    config = tmp_path / "summkit.toml"
    config.write_text(
        '[summarise]\nmethod = "lexrank"\ntarget = "lede"\n[method.lexrank]\nthreshold = 0.2\n'
    )
    line = json.loads(run("summarise", article, "--format", "json", cwd=tmp_path).stdout)
    assert (line["method"], line["target"]) == ("lexrank", "lede")
    over = run(
        "summarise", article, "-f", "json", "--method", "lead", "--target", "dek", cwd=tmp_path
    )
    assert json.loads(over.stdout)["method"] == "lead"
    config.write_text("[method.lexrank]\nthreshold = 7.0\n")
    done = run("summarise", article, "--method", "lexrank", cwd=tmp_path)
    assert done.returncode == 2
    assert "summkit.toml:2: method.lexrank.threshold = 7.0 is not allowed" in done.stderr.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sumarise]\n", "did you mean summarise?"),
        ('[summarise]\nmetod = "lead"\n', "did you mean method?"),
        (
            "[summarise]\nmethod = 3\n",
            "2: summarise.method = 3 is not allowed: takes a method's name",
        ),
        ("[summarise\n", "not valid TOML"),
        ("method = 3\n", "[method.lexrank]"),
    ],
)
def test_mistakes_in_the_configuration_name_the_key(
    article: Any, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "summkit.toml").write_text(text)
    done = run("summarise", article, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_methods_lists_parameters_ranges_papers_and_origins() -> None:
    text = run("methods").stdout.decode()
    for part in ("lexrank (built in)", "threshold: a number from 0 to 1", "sumy:lex-rank (sumy)"):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80
    entries = [json.loads(line) for line in run("methods", "-f", "json").stdout.splitlines()]
    for entry in entries:
        assert entry["paper"] and entry["description"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_help_has_an_example(command: Any) -> None:
    text = run(*command, "--help").stdout.decode()
    about, _, example = text.partition("Example")
    assert f"summkit {command[0] if command else ''}" in example
    assert "  -h, --help" in about
    assert max(map(len, about.splitlines())) <= 80


def test_help_and_version_import_nothing_heavy() -> None:
    done = run("--help", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    heavy = {"numpy", "rich", "sumy", "nltk", "lxml", "trafilatura", "sentencex", "json"}
    assert not (heavy | {"typer", "inspect"}) & imported
    assert run("--version").stdout.startswith(b"summkit ")


def test_one_article_imports_what_it_needs(article: Any) -> None:
    done = run("summarise", article, "--method", "lead", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert {"summkit.cli.config", "summkit.document"} <= imported
    others = {"typer", "pydantic", "numpy", "lxml", "importlib.metadata", "importlib.resources"}
    others |= {"difflib", "tempfile", "subprocess", "hashlib", "gzip", "multiprocessing"}
    ours = {"jobs.pool", "jobs.child", "cli.typed", "reading.formats.records", "newsrank.model"}
    assert imported & (others | {f"summkit.{name}" for name in ours}) == set()


def test_the_page_of_all_commands_is_what_the_commands_are() -> None:
    from importlib import import_module

    from summkit.cli import front

    page = run("--help").stdout.decode()
    assert page == run("-h").stdout.decode() == run("--help", "--help").stdout.decode()
    assert max(map(len, page.splitlines())) <= 80
    for name in front.COMMANDS:
        about = (import_module(f"summkit.cli.{name}").__doc__ or "").splitlines()[0]
        assert about == front.manual(name).splitlines()[0]
        assert f"  {name:9}  {about}" in page.splitlines()


def test_without_a_command_the_page_comes_with_the_status_of_an_error() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == run("--help").stdout


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys; from summkit.cli.typed import application; sys.argv[1:] = ['summarize', '-h'];"
        "application()(standalone_mode=False); print(*sys.modules)"
    )
    show = [sys.executable, "-c", code]
    imported = set(subprocess.run(show, capture_output=True, text=True, check=True).stdout.split())
    assert "summkit.cli.summarise" in imported
    assert not {"summkit.cli.compare", "summkit.cli.train"} & imported


def test_a_command_that_does_not_exist_is_named() -> None:
    done = run("sumarise")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "summkit: error: command 'sumarise' does not exist (did you mean summarise?): "
        "see summkit --help\n"
    )


def test_a_latin_terminal_gets_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Die Brücke wird im März geschlossen, sagte die Bürgermeisterin.\n", "utf-8")
    done = run("summarise", path, LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert done.stdout.decode("utf-8").startswith("Die Brücke")
