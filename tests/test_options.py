"""Options are declared once; their groups, old spellings, and names in library messages."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

from summkit.cli import output, quick
from summkit.cli.front import COMMANDS
from summkit.cli.groups import flat
from summkit.cli.output import progress_line, say
from summkit.cli.typed import load
from summkit.errors import UsageError
from summkit.jobs import Local
from summkit.schema import SETTINGS, keys_of, named

pytestmark = pytest.mark.once


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The ferry sank at dawn near the pier. Divers found all nine of its crew.\n")
    return path


def test_an_option_means_the_same_in_every_command() -> None:
    helps: dict[str, set[str]] = {}
    for name in COMMANDS:
        for param in load(name).params:
            for flag in param.opts:
                if not param.hidden:
                    helps.setdefault(flag, set()).add(param.help)
    shared = {"--target", "--words", "--map", "--timeout", "--engine", "--workers", "--language"}
    assert shared <= set(helps)
    # Help texts of an option differ only if its object differs: a written file, formats, ...
    differ = {flag for flag, texts in helps.items() if len(texts) > 1 and flag.startswith("--")}
    assert differ <= {"--target", "--method", "--seed", "--output", "--format", "--report"}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_has_a_group_among_its_own_parameters(name: Any) -> None:
    command = getattr(import_module(f"summkit.cli.{name}"), name)
    shown = inspect.signature(flat(command)).parameters
    assert not {"reading", "budget"} & set(shown)
    assert set(shown) - {"context"} == {param.name for param in load(name).params}


def test_a_command_gets_what_its_groups_make() -> None:
    from summkit.cli import options

    def command(*, budget: options.OwnBudget, engine: options.OnEngine, other: str = "x") -> int:
        found.extend([budget, engine, other])
        return 0

    command.__annotations__["budget"] = options.OwnBudget
    command.__annotations__["engine"] = options.OnEngine
    found: list[object] = []
    flat(command)(
        **dict.fromkeys(["sentences", "characters", "ratio", "cluster", "shard"]),
        words=30,
        workers=3,
        article_seconds=2.0,
        engine="local",
        other="y",
    )
    budget, engine, other = found
    assert (budget.words, budget.sentences, other) == (30, None, "y")
    assert (type(engine), engine.workers, engine.seconds) == (Local, 3, 2.0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["--chars", "40"], ["--characters", "40"]),
        (["--method", "mmr"], ["--method", "submodular"]),
        (["--target", "headline", "--candidates", "2"], ["-t", "headline", "--alternatives", "2"]),
    ],
)
def test_old_spellings_work_and_say_the_new_one(article: Any, old: Any, new: Any) -> None:
    before, now = run("summarise", article, *old), run("summarise", article, *new)
    assert before.returncode == now.returncode == 0
    assert before.stdout == now.stdout != ""
    # Apart from the note, both spellings give the same output.
    note, *rest = before.stderr.splitlines()
    assert rest == now.stderr.splitlines()
    assert note.startswith("summkit: ") and " is now " in note


@pytest.mark.parametrize("spelling", [["--for", "lede"], ["--for=lede"]])
def test_for_is_another_spelling_of_target_and_needs_no_note(article: Any, spelling: Any) -> None:
    before, now = run("summarise", article, *spelling), run("summarise", article, "-t", "lede")
    assert (before.returncode, before.stdout, before.stderr) == (0, now.stdout, "")


def test_old_keys_of_the_file_work_and_say_the_new_one(article: Any, tmp_path: Path) -> None:
    (tmp_path / "summkit.toml").write_text('[summarise]\nfor = "lede"\n')
    before = run("summarise", article, cwd=tmp_path)
    assert before.stderr == "summkit: summkit.toml:2: summarise.for is now target\n"
    assert before.stdout == run("summarise", article, "--target", "lede").stdout


def test_a_value_that_looks_like_an_old_spelling_is_left_alone(article: Any) -> None:
    done = run("headline", article, "--candidates", article, "--", "--for")
    assert " is now " not in done.stderr


def test_every_renamed_option_exists() -> None:
    from summkit.cli.typed import _RENAMED, _RENAMED_BY_COMMAND

    declared = {flag for name in COMMANDS for param in load(name).params for flag in param.opts}
    assert set(_RENAMED.values()) <= declared
    for name, renamed in _RENAMED_BY_COMMAND.items():
        own = {flag for param in load(name).params for flag in param.opts}
        assert set(renamed.values()) <= own
        assert not set(renamed) & own


@pytest.mark.parametrize(
    ("command", "message", "shown"),
    [
        ("summarise", "too large: raise `max_bytes`", "too large: raise --max-bytes"),
        ("summarise", "too slow: raise `seconds`", "too slow: raise --timeout"),
        ("summarise", "too slow: raise `article_seconds`", "too slow: raise --article-seconds"),
        ("summarise", "set `characters`", "set --characters"),
        ("summarise", "set `mapping` or `engine`", "set --map or --engine"),
        ("summarise", "`summkit methods` or `ferry`", "`summkit methods` or `ferry`"),
        ("compare", "set `against` or `method`", "set --against or `method`"),
        ("methods", "raise `max_bytes`", "raise `max_bytes`"),
    ],
)
def test_a_parameter_in_a_message_is_the_option_of_the_command(
    capsys: pytest.CaptureFixture[str], command: str, message: str, shown: str
) -> None:
    declared = load(command)
    declared.make_context(command, ["x"] if command != "methods" else [], resilient_parsing=True)
    say(message)
    assert capsys.readouterr().err == f"summkit: {shown}\n"
    output.OPTIONS.clear()


def test_in_the_file_a_parameter_is_its_key() -> None:
    assert named("no `mapping`, `limit`, `word`", keys_of("check")) == "no map, limit, `word`"


def test_a_wrong_record_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "' + "x" * 200 + '"}\n')
    done = run("summarise", "a.jsonl", "--max-bytes", "100", cwd=tmp_path)
    assert done.returncode == 2
    assert "--max-bytes" in done.stderr
    assert "`" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--cluster", "tcp://h:1"], "--cluster needs --engine dask"),
        (["--engine", "dsk"], "--engine dsk is not allowed (did you mean dask?): takes one of"),
        (
            ["--engine", "dask", "--cluster", "tcp://h:1", "--workers", "2"],
            "--workers cannot be set for --cluster",
        ),
        (
            ["--method", "kl:a=1,b=2"],
            "name without parameters: write --method kl --param a=1 --param b=2",
        ),
        (["--resume"], "--resume needs --output"),
        (["--alternatives", "2"], "--alternatives needs --target headline"),
        (["--format", "parquet"], "--format parquet needs --output"),
        (["--timeout", "-1"], "--timeout -1.0 is not allowed: takes a number of 0 or more"),
        (["--ratio", "1.5"], "--ratio 1.5 is not allowed: takes a number above 0, at most 1"),
        (
            ["--target", "banner"],
            "--target banner does not exist: choose one of headline, lede, dek,",
        ),
    ],
)
def test_contradicting_options_give_one_line(article: Any, arguments: Any, says: str) -> None:
    done = run("summarise", article, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_score_refuses_options_without_effect(article: Any) -> None:
    done = run("score", article, "--references", article, "--resume")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--resume" in done.stderr and "score" in done.stderr


def test_progress_omits_unknown_parts() -> None:
    assert progress_line(120, None, 3.0, None) == "120 articles, 40/s"
    assert progress_line(120, 500, 3.0, 0.24) == "120 of 500 articles, 40/s, 10 s left"
    assert progress_line(1000, None, 100.0, 0.01) == "1,000 articles, 10/s, 2 h 45 min left"
    assert progress_line(1000, None, 600.0, 0.5) == "1,000 articles, 2/s, 10 min left"


def test_every_setting_that_is_an_option_is_declared_by_its_name() -> None:
    declared = {flag for name in COMMANDS for param in load(name).params for flag in param.opts}
    file_only = {
        *("parameters", "budget", "metrics", "columns", "systems", "corpora", "drops", "drop"),
        *(
            "margin",
            "margins",
            "unit",
            "guard",
            "allowed",
            "empty",
            "not_enough_data",
            "alpha",
            "texts",
            "command",
            "environment",
        ),
    }
    for name in set(SETTINGS) - file_only:
        assert "--" + name.replace("_", "-") in declared


PLAIN = [
    ["summarise", "a.txt"],
    ["summarize", "a.txt", "b.txt", "-"],
    ["summarise", "a.txt", "--target", "dek", "-m", "lexrank", "--words=30", "--ratio", "0.5"],
    ["summarise", "--for", "lede", "--explain", "a.txt", "--param", "a=1", "-p", "b=2"],
    ["summarise", "--format", "json", "--", "-strange.txt"],
    ["summarise", "-o", "out.jsonl", "--resume", "a.txt", "--workers", "2", "--alternatives", "3"],
    ["summarise", "a.txt", "--words", "20", "--timeout", "5"],
    ["headline", "a.txt", "-c", "One", "--candidate", "Two", "--language", "en"],
    ["score", "a.txt", "-r", "b.txt", "--metric", "rouge", "--resamples", "100"],
    ["methods"],
    ["metrics", "-f", "json"],
    ["history", "a.json", "b.json"],
    ["train", "a.jsonl", "-o", "m.json", "--force", "--seed", "3"],
    ["check", "--update", "--json", "v.json"],
    ["init", "--corpus", "a.jsonl"],
    ["methods", "lexrank", "lead"],
]
NOT_PLAIN = [
    [],
    ["sumarise"],
    ["--version"],
    ["summarise"],
    ["summarise", "--help"],
    ["summarise", "a.txt", "-h"],
    ["summarise", "a.txt", "--wrds", "3"],
    ["summarise", "a.txt", "--words"],
    ["summarise", "a.txt", "--words", "many"],
    ["summarise", "a.txt", "--words", "-3"],
    ["summarise", "a.txt", "--words", "10", "--words", "20"],
    ["summarise", "a.txt", "--explain=1"],
    ["summarise", "a.txt", "-tdek"],
    ["summarise", "a.txt", "--chars", "40"],
    ["headline", "a.txt", "b.txt"],
    ["train", "a.jsonl"],
]


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_a_plain_command_line_gives_what_typer_makes_of_it(words: Any) -> None:
    call = quick.prepared(words)
    assert call is not None
    command = load({"summarize": "summarise"}.get(words[0], words[0]))
    read = command.make_context(command.name, list(words[1:])).params
    # Typer passes None if a repeatable option was not given.
    expected = {name: None if value == () else _alike(value) for name, value in read.items()}
    assert {name: _alike(value) for name, value in call.keywords.items()} == expected


def _alike(value: object) -> object:
    """Return a list as a tuple, because some versions of typer give lists, others tuples."""
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("words", NOT_PLAIN, ids=" ".join)
def test_typer_reads_command_lines_that_are_not_plain(words: Any) -> None:
    assert quick.prepared(words) is None


def test_an_option_that_the_environment_sets_is_left_to_typer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUMMKIT_TRUST_CONFIG", "1")
    assert quick.prepared(["summarise", "a.txt"]) is None


def test_a_wrong_value_is_the_same_mistake_without_typer() -> None:
    words = ["a.txt", "--ratio", "1.5", "--engine", "dsk"]
    said = []
    for read in (quick.prepared, lambda words: load("summarise").make_context("x", words[1:])):
        with pytest.raises(UsageError) as mistake:
            read(["summarise", *words])
        said.append(str(mistake.value))
    assert said[0] == said[1]
    assert said[0].startswith("--ratio 1.5 is not allowed")


def test_defaults_are_values_that_the_options_take() -> None:
    checked = 0
    for name in COMMANDS:
        command = flat(getattr(import_module(f"summkit.cli.{name}"), name))
        for parameter in inspect.signature(command).parameters.values():
            for declaration in get_args(parameter.annotation)[1:]:
                if getattr(declaration, "callback", None) and parameter.default is not None:
                    assert declaration.callback(parameter.default) == parameter.default
                    checked += 1
    assert checked > 30
