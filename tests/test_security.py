"""The sentences of SECURITY.md: code, which needs consent, and data."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from summkit.article import Article
from summkit.document import analyse
from summkit.errors import UsageError
from summkit.jobs.ending import end_all
from summkit.jobs.environment import environment_names, minimal
from summkit.jobs.guardian_process import VARIABLE
from summkit.jobs.program import RUNNING
from summkit.modelfile import load
from summkit.newsrank.model import KIND
from summkit.summarisers.registry import create
from summkit.system import System

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
RECORD = {"headline": "Ferry", "dek": "The ferry sails.", "body": "The ferry sails. It is late."}

# Leaves a mark where it has run; answers as a method and as a metric.
PROGRAM = """\
import json, pathlib, sys
pathlib.Path("ran").touch()
for line in sys.stdin:
    ask = json.loads(line)
    answer = {"values": {"score": 50}} if "candidate" in ask else {"sentences": [0]}
    print(json.dumps({"id": ask["id"], **answer}), flush=True)
"""
COMMAND = shlex.join([sys.executable, "-S", "program.py"])
SUMMARISE = f"""
[summarise]
method = "command"
[method.command]
command = '''{COMMAND}'''
"""
COMPARE = f"""
[compare]
target = "dek"
systems = ['''command:command={COMMAND}''']
"""
METRIC = f"""
[compare]
target = "dek"
metrics = ['''command:command={COMMAND}''']
"""
CHECK = """
[check]
corpora = ["news.jsonl"]
target = "dek"
margin = 2
"""
SYSTEM = CHECK + f"[check.systems.one]\ncommand = '''{COMMAND}'''\n"
NAMED = CHECK + "[check.systems.one]\nmethod = 'command'\n" + SUMMARISE
MEASURED = (
    CHECK
    + f"metrics = ['rouge', '''command:command={COMMAND}''']\n"
    + "[check.systems.one]\nmethod = 'lead'\n"
)
PLAIN = CHECK + "[check.systems.one]\nmethod = 'lead'\n[summarise]\nmethod = 'lead'\n"
ADDRESS = CHECK.replace("news.jsonl", "http://127.0.0.1:1/news.jsonl") + (
    "[check.systems.one]\nmethod = 'lead'\n"
)

SUMMARISING = ["summarise", "news.jsonl"]
COMPARING = ["compare", "news.jsonl", "--workers", "1", "--resamples", "10"]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, summkit_command: Any, tmp_path: Path) -> Any:
    """Return a function that runs a command in a folder: status, output, messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(PROGRAM)
    rows = [json.dumps({"id": f"a{number}", **RECORD}) + "\n" for number in range(3)]
    (tmp_path / "news.jsonl").write_text("".join(rows))

    def run(*arguments: Any) -> Any:
        called = summkit_command(*arguments)
        end_all()
        RUNNING.clear()
        return called

    return run


@pytest.mark.parametrize("file", ["summkit.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("text", "arguments", "key"),
    [
        (SUMMARISE, SUMMARISING, "method.command.command"),
        (SUMMARISE, [*SUMMARISING, "--method", "command"], "method.command.command"),
        (SUMMARISE, [*COMPARING, "--system", "command", "-t", "dek"], "method.command.command"),
        (COMPARE, COMPARING, "compare.systems"),
        (METRIC, COMPARING, "compare.metrics"),
        (SYSTEM, ["check"], "check.systems.one"),
        (NAMED, ["check"], "check.systems.one"),
        (MEASURED, ["check"], "check.metrics"),
    ],
)
def test_a_program_of_a_file_that_was_found_needs_consent(
    call: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    text: Any,
    arguments: Any,
    key: str,
) -> None:
    if file == "pyproject.toml":
        text = text.replace("\n[", "\n[tool.summkit.")
    (tmp_path / file).write_text(text)
    status, out, said = call(*arguments)
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert file in said and f"{key} names a program, which was not run" in said
    assert said.endswith(f"to allow it, add --trust-config or --config {file}\n")
    assert not (tmp_path / "ran").exists()
    if file == "pyproject.toml":
        return
    assert call(*arguments, "--trust-config")[0] in (0, 3)
    assert (tmp_path / "ran").exists()
    (tmp_path / "ran").unlink()
    assert call(*arguments, "--config", file)[0] == 0
    assert (tmp_path / "ran").exists()
    if arguments == ["check"]:
        (tmp_path / "ran").unlink()
        monkeypatch.setenv("SUMMKIT_TRUST_CONFIG", "1")
        assert call("check")[0] == 0
        assert (tmp_path / "ran").exists()


def test_the_command_that_check_advises_keeps_the_consent(call: Any, tmp_path: Path) -> None:
    (tmp_path / "summkit.toml").write_text(SYSTEM)
    assert call("check", "--trust-config")[0] == 3
    with (tmp_path / "news.jsonl").open("a") as corpus:
        corpus.write(json.dumps({"id": "new", **RECORD}) + "\n")
    _, out, _ = call("check", "--trust-config")
    advised = [line for line in out.splitlines() if "summkit check" in line]
    assert advised and all("--trust-config" in line for line in advised)


def test_an_address_of_a_file_that_was_found_needs_consent(call: Any, tmp_path: Path) -> None:
    (tmp_path / "summkit.toml").write_text(ADDRESS)
    status, _, said = call("check")
    assert (status, said.count("\n")) == (2, 1)
    assert "check.corpora names an address, which was not fetched" in said
    status, _, said = call("check", "--trust-config")
    assert status == 2 and "the connection was refused" in said


def test_methods_without_programs_need_no_consent(call: Any, tmp_path: Path) -> None:
    (tmp_path / "summkit.toml").write_text(PLAIN)
    assert call(*SUMMARISING)[0] == 0
    assert call(*COMPARING, "--target", "dek")[0] == 0
    assert call("check")[0] == 3


def test_a_program_that_is_typed_needs_no_consent(call: Any, tmp_path: Path) -> None:
    (tmp_path / "summkit.toml").write_text(SUMMARISE)
    assert call(*SUMMARISING, "--param", f"command={COMMAND}")[0] == 0
    assert (tmp_path / "ran").exists()


def test_a_program_gets_a_minimal_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "tell.py"
    script.write_text(
        "import json, os, sys\n"
        "for line in sys.stdin:\n"
        "    names = sorted(os.environ)\n"
        "    answer = {'id': json.loads(line)['id'], 'text': ' '.join(names)}\n"
        "    print(json.dumps(answer), flush=True)\n"
    )
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("LC_TIME", "C")
    article = analyse(Article(body="The ferry sails.", id="a1"), "en")
    command = shlex.join([sys.executable, "-S", str(script)])

    def names(environment: str) -> set[str]:
        method = create("command", {"command": command, "environment": environment})
        return set(System(method, "summary").summarise(article).text.split())

    plain = names("")
    assert {"PATH", "HOME", "LC_TIME"} & set(os.environ) <= plain
    assert plain <= {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR",
                     "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", VARIABLE,
                     *(name for name in plain if name.startswith("LC_"))}  # fmt: skip
    assert names("OPENAI_API_KEY") == plain | {"OPENAI_API_KEY"}
    assert {"OPENAI_API_KEY", "GITHUB_TOKEN"} <= names("*")
    end_all()
    RUNNING.clear()


def test_a_program_is_started_without_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tell.py").write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    answer = {'id': json.loads(line)['id'], 'text': ' '.join(sys.argv[1:])}\n"
        "    print(json.dumps(answer), flush=True)\n"
    )
    words = "a; touch ran && touch ran | touch ran > ran $(touch ran) `touch ran` *"
    command = f"{shlex.quote(sys.executable)} -S tell.py {words}"
    article = analyse(Article(body="The ferry sails.", id="a1"), "en")
    made = System(create("command", {"command": command}), "summary").summarise(article)
    assert made.text == words
    assert not (tmp_path / "ran").exists()
    end_all()
    RUNNING.clear()


def test_names_of_environment_variables_are_checked() -> None:
    assert environment_names(" A_1  b,C ") == ("A_1", "b", "C")
    with pytest.raises(
        UsageError, match=r"`environment` contains 'A=1', which is not the name of a variable"
    ):
        environment_names("A=1")
    assert minimal((), {"PATH": "x", "SECRET": "y", "PYTHONSAFEPATH": "summkit"}) == {"PATH": "x"}
    given = {"SECRET": "y", "PYTHONSAFEPATH": "summkit"}
    assert minimal(("*",), given) == {"SECRET": "y"}
    assert minimal(("*",), {"PYTHONSAFEPATH": "1"}) == {"PYTHONSAFEPATH": "1"}  # the user's own


def test_the_documentation_lists_the_variables() -> None:
    text = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name in ("PATH", "HOME", "LANG", "LC_*", "TMPDIR", "LD_LIBRARY_PATH"):
        assert f"`{name}`" in text


def test_a_method_in_a_discovered_file_runs_only_installed_code(call: Any, tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text("open('ran', 'w')")
    for name in ("evil", "evil:Evil", "./program.py", "program"):
        (tmp_path / "summkit.toml").write_text(f"[summarise]\nmethod = {name!r}\n")
        status, _, said = call(*SUMMARISING)
        assert (status, "does not exist" in said) == (2, True)
    assert not (tmp_path / "ran").exists()


class Payload:
    def __reduce__(self) -> Any:
        return os.system, ("touch ran",)


def test_a_model_is_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pickle

    monkeypatch.chdir(tmp_path)
    for name, data in {"m.pkl": pickle.dumps(Payload()), "m.json": b'{"format": "x"}'}.items():
        Path(name).write_bytes(data)
        with pytest.raises(UsageError):
            load(name, KIND)
    assert not Path("ran").exists()


def test_a_saved_run_is_data(call: Any, tmp_path: Path) -> None:
    import pickle

    (tmp_path / "run.json").write_bytes(pickle.dumps(Payload()))
    assert call("compare", "run.json", "run.json")[0] == 2
    assert not (tmp_path / "ran").exists()


def test_the_scripts_of_a_page_are_not_run_and_programs_in_records_are_text(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b"<html><title>Ferry</title><script>document.write('x')</script><p>The ferry sails.</p>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    _, out, _ = call("summarise", "-", "--method", "lead", "--input-format", "html")
    assert out == "The ferry sails.\n"
    assert not Path("ran").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["summarise", "-o", "out.jsonl", "--method", "lead"],
        ["compare", "-o", "out.json", "--report", "page.html", "--resamples", "10"],
    ],
)
def test_a_password_reaches_neither_message_nor_file(
    call: Any, tmp_path: Path, arguments: Any
) -> None:
    secret = "http://reader:hunter2@127.0.0.1:1/news.jsonl"
    status, out, said = call(arguments[0], "news.jsonl", secret, *arguments[1:])
    assert status == 2 and "user name or password" in said
    written = [path for path in tmp_path.iterdir() if b"hunter2" in path.read_bytes()]
    assert "hunter2" not in out + said and not written
