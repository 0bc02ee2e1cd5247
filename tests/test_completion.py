"""Tab completion, asked in a real bash; fish's and zsh's lines as text."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from summkit.cli.completion import completion, taken
from summkit.cli.front import COMMANDS, page
from summkit.errors import UsageError

pytestmark = pytest.mark.once

ASK = """
words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _summkit; echo "${COMPREPLY[*]}"; }
"""


def printed(capsys: pytest.CaptureFixture[str], shell: str) -> str:
    assert completion([shell]) == 0
    return capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash is installed here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("summkit su", "summarise"),
        ("summkit c", "compare check"),
        ("summkit summarise --ta", "--target"),
        ("summkit summarise --target d", "dek"),
        ("summkit summarise -t al", "all"),
        ("summkit compare -t al", ""),
        ("summkit compare --system lex", "lexrank"),
        ("summkit score --metric ch", "chrf"),
        ("summkit check --format j", "json junit"),
        ("summkit summarise art", ""),
    ],
)
def test_bash_completes_commands_options_and_values(
    capsys: pytest.CaptureFixture[str], typed: str, offered: str
) -> None:
    script = f"{printed(capsys, 'bash')}{ASK}words {typed}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == offered


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_options(command: str) -> None:
    found = {flag: values for flags, values in taken(command).items() for flag in flags}
    assert all(flag.startswith("-") for flag in found)
    assert "--resume" not in found or found["--resume"] is None
    if "--format" in found:
        assert "text" in (found["--format"] or ("text",))


def test_other_shells(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bashcompinit\n_summkit()" in printed(capsys, "zsh")
    line = "complete -c summkit -n '__fish_seen_subcommand_from summarise' -l explain\n"
    assert line in printed(capsys, "fish")
    with pytest.raises(UsageError, match="--completion takes bash, zsh, fish, not ksh"):
        completion(["ksh"])
    assert "--completion SHELL" in page()
