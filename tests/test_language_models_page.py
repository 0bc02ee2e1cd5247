"""docs/language-models.md: every command, file and program on it runs, in order, in one folder."""

from __future__ import annotations

import re
import shlex
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from llm_server import Server, serving
from summkit.cli import main
from summkit.llm import client, exchange

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "language-models.md").read_text("utf-8")
SERVER = "http://localhost:8000/v1"
BLOCK = re.compile(
    r"(?:<!-- status: (?P<status>\d) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```"
    r"|<!-- replace: (?P<old>\S+) by (?P<new>\S+) in (?P<file>\S+) -->",
    re.DOTALL,
)
FILES = {"text": "dek.txt", "toml": "summkit.toml"}
"""Kind of a block -> the file name that the page gives for the first block of this kind."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started
    exchange.close()


@pytest.mark.once
def test_the_page_from_top_to_bottom(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUMMKIT_LLM_KEY", raising=False)
    client.forget()
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    ran = []
    for block in BLOCK.finditer(PAGE):
        if block["old"]:
            path = tmp_path / block["file"]
            text = path.read_text("utf-8")
            assert block["old"] in text
            path.write_text(text.replace(block["old"], block["new"]), "utf-8")
            continue
        text = block["text"].replace(SERVER, server.url)
        if block["kind"] in FILES:
            path = tmp_path / FILES[block["kind"]]
            if path.exists():  # the changed line occurs again
                assert text in path.read_text("utf-8")
            else:
                path.write_text(text, "utf-8")
            continue
        if block["kind"] == "python":
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                exec(compile(text, "page", "exec"), {})
            assert any("answers on one text spread by" in str(each.message) for each in warned)
            assert float(capsys.readouterr().out.split()[-1]) > 100
            continue
        words = shlex.split(text)
        more = ["--workers", "1"] + ["--resamples", "20"] * (words[1] in ("compare",))
        monkeypatch.setattr(sys, "argv", [*words, *more])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert left.value.code == int(block["status"] or 0), (text, out, err)
        ran.append(out)
    assert len(ran) == 9
    assert "unsupported" in ran[2] and "tokens" in ran[2]
    assert "with text and article swapped the marks move by" in " ".join(ran[4].split())
    # The second model invents facts: its claims are not in the article.
    assert "regression" in ran[7] and "Forty people were hurt" in ran[7]
    assert "unsupported" in ran[7]
    assert len(list((tmp_path / "answers").rglob("*.json"))) == 5


def test_the_page_names_every_parameter_that_it_should() -> None:
    for name in ("prompt", "temperature", "seed", "max_tokens", "key", "timeout", "retries"):
        assert re.search(rf"`[^`\n]*{name}[^`\n]*`|--param {name}", PAGE), name
