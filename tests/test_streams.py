"""Closed streams, and output that a CI runner would execute as a command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from summkit.cli.app import main
from summkit.report.escape import for_runner, to_json

pytestmark = pytest.mark.once

ARTICLE = """\
::error file=a::The harbour board, it says here, voted to close the bridge on Monday.

::set-output name=x::The ferry of ##[add-mask] and ##vso[task.complete] fame will run until May.
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error::x"),
        ("a\n  ::add-mask::y\n", "a\n  : :add-mask::y\n"),
        ("\u00a0::error::x", "\u00a0: :error::x"),
        ("see std::vector", "see std::vector"),
        ("x ##[command]y", "x ## [command]y"),
        ("##vso[task.setvariable]y", "## vso[task.setvariable]y"),
        ("##teamcity[x]", "## teamcity[x]"),
        ("## Heading [1]", "## Heading [1]"),
        ("a ## b", "a ## b"),
    ],
)
def test_commands_to_runners_lose_their_force(text: str, shown: str) -> None:
    assert for_runner(text) == shown


def test_json_keeps_its_values() -> None:
    value = {"text": "::error::x ##[command]y ##vso[z]", "##[k]": 1}
    assert json.loads(to_json(value)) == value
    assert "##[" not in to_json(value) and "##vso[" not in to_json(value)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "csv", "tsv"])
def test_no_format_holds_a_command(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "##[b].txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = ["summarise", "--method", "lead", "--workers", "1", "--format", form]
    monkeypatch.setattr(sys, "argv", ["summkit", *arguments, "a.txt", "##[b].txt", "##[c].txt"])
    with pytest.raises(SystemExit):
        main()
    captured = capsys.readouterr()
    for stream in (captured.out, captured.err):
        assert not any(line.lstrip().startswith("::") for line in stream.splitlines())
        assert "##[" not in stream
        assert "##vso[" not in stream
    assert "harbour board" in captured.out
    assert "## [c].txt: there is no such file" in captured.err


CLOSED = {
    "summarise a.txt >&-": (2, "standard output is closed"),
    "summarise a.txt -o x.txt >&-": (0, ""),
    "summarise a.txt absent.txt 2>&-": (1, ""),
    "summarise a.txt -o y.txt <&- >&- 2>&-": (0, ""),
    "--help >&-": (2, "standard output is closed"),
    "2>&-": (2, ""),
}


def test_closed_streams(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    program = f"{sys.executable} -m summkit"
    script = "\n".join(
        f"{program} {case} {'' if '2>&-' in case else '2>err'}; echo $? >> status; "
        "cat err >> all 2>/dev/null; echo >> all; rm -f err"
        for case in CLOSED
    )
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    statuses = (tmp_path / "status").read_text().split()
    messages = (tmp_path / "all").read_text()
    assert [int(status) for status in statuses] == [status for status, _ in CLOSED.values()]
    assert messages.count("standard output is closed") == 2
    assert "Traceback" not in messages
    assert (tmp_path / "x.txt").read_bytes() == (tmp_path / "y.txt").read_bytes() != b""


def test_pages_of_summaries_run_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(f"<script>alert(1)</script>\n\n{ARTICLE}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        sys, "argv", ["summkit", "summarise", "--workers", "1", "-f", "html", "a.txt"]
    )
    with pytest.raises(SystemExit):
        main()
    page = capsys.readouterr().out
    head = page.partition("<style>")[0]
    assert "Content-Security-Policy" in head
    assert "default-src 'none'; style-src 'unsafe-inline'" in head
    assert "<script>" not in page


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_line_is_answered_before_the_next_is_sent(form: str) -> None:
    command = [sys.executable, "-m", "summkit", "summarise", "-", "-m", "lead", "-f", form]
    sent = range(20)  # more than a block
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        for number in sent:
            record = {"id": f"a{number}", "body": f"The bus {number} runs again. It is late."}
            process.stdin.write(b"\n" * (number == 3) + json.dumps(record).encode() + b"\n")
            process.stdin.flush()
            if form == "csv" and number == 0:
                assert process.stdout.readline().startswith(b"id,")
            assert f"a{number}".encode() in process.stdout.readline()
        process.stdin.close()
        assert process.stdout.read() == b""


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    records = [{"id": f"a{n}", "body": f"The bus {n} runs again. It is late."} for n in range(40)]
    text = "".join(json.dumps(record) + "\n" for record in records)
    cases = {"lines": text, "an array": json.dumps(records), "marked": "\ufeff \n" + text}
    (tmp_path / "in.jsonl").write_text(text)
    shell = [sys.executable, "-m", "summkit", "summarise", "-m", "lead", "-f", "text"]
    file = subprocess.run([*shell, "in.jsonl"], cwd=tmp_path, capture_output=True, check=True)
    expected = file.stdout.replace(b"==> in.jsonl:", b"==> -:")
    for name, content in cases.items():
        done = subprocess.run([*shell, "-"], input=content.encode(), capture_output=True)
        texts = [line for line in done.stdout.splitlines() if not line.startswith(b"==>")]
        assert texts == [line for line in expected.splitlines() if not line.startswith(b"==>")], (
            name
        )
