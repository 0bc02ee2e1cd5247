"""Methods of other packages, found through entry points of really installed distributions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summkit.article import Article
from summkit.document import analyse
from summkit.errors import UsageError
from summkit.summarisers.registry import METHODS, create, origin

GOOD = '''
NUMBER = 7
from dataclasses import dataclass
from typing import ClassVar
from summkit.summarisers.base import Summariser, parameter

@dataclass(frozen=True)
class Longest(Summariser):
    """Long sentences first."""
    name: ClassVar[str] = "longest"
    paper: ClassVar[str] = "none"
    factor: float = parameter(1.0, "A factor.", low=0.0, high=2.0)
    def score(self, document):
        return [self.factor * len(sentence.text) for sentence in document.sentences]
'''

LEAVING = """
import sys
import summkit as sk

class Leaves(sk.Summariser, name="leaves"):
    def score(self, document):
        sys.exit(0)

class LeavesEarly(sk.Summariser, name="leaves-early"):
    def __post_init__(self):
        sys.exit(0)

    def score(self, document):
        return [1.0] * len(document.sentences)

class Quits(sk.Metric, name="quits"):
    columns = (sk.Column("quits", better=1),)
    def values(self, candidate, references, document):
        sys.exit(0)
"""

ENTRY_POINTS = """
[summkit.summarisers]
longest = extra_methods:Longest
absent = no_such_module_anywhere:Thing
raising = raising_methods:Thing
exiting = exiting_methods:Thing
nothing = extra_methods:NoSuchName
number = extra_methods:NUMBER
lead = extra_methods:Longest
leaves = leaving:Leaves
leaves-early = leaving:LeavesEarly

[summkit.metrics]
quits = leaving:Quits
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extra_methods.py").write_text(GOOD)
    (tmp_path / "leaving.py").write_text(LEAVING)
    (tmp_path / "raising_methods.py").write_text("raise RuntimeError('no model\\nfound')\n")
    (tmp_path / "exiting_methods.py").write_text("raise SystemExit(3)\n")
    info = tmp_path / "extra_methods-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: extra-methods\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("installed")
def test_a_plugin_is_a_method_like_any_other() -> None:
    assert "longest" in METHODS.names()
    assert origin("longest") == "plug-in"
    document = analyse(Article(body="Short one. A sentence that is longer."), "en")
    assert create("longest", {"factor": "2"}).score(document) == [20.0, 52.0]
    with pytest.raises(UsageError, match=r"factor.*from 0 to 2"):
        create("longest", {"factor": "3"})


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("absent", "ModuleNotFoundError"),
        ("raising", "RuntimeError: no model found"),
        ("exiting", "SystemExit: 3"),
        ("nothing", "NoSuchName"),
        ("number", "not a summkit Summariser"),
    ],
)
def test_a_broken_plugin_breaks_only_itself(name: str, reason: str) -> None:
    assert name in METHODS.names()
    with pytest.raises(UsageError, match=reason) as caught:
        create(name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    create("longest")


@pytest.mark.usefixtures("installed")
def test_a_plugin_cannot_replace_a_built_in_method() -> None:
    assert METHODS.names().count("lead") == 1
    assert METHODS.load("lead").__module__ == "summkit.summarisers.lead"


@pytest.mark.usefixtures("installed")
def test_plugins_appear_in_the_lists_of_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    from summkit.cli.methods import methods
    from summkit.cli.metrics import metrics

    assert methods(["longest", "lead"]) == 0
    named = [line for line in capsys.readouterr().out.splitlines() if line and line[0] != " "]
    assert named == ["longest (plug-in)", "lead (built in)"]
    assert methods(["absent", "lead"], "json") == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["name"] == "lead"
    assert "ModuleNotFoundError" in said.err
    assert metrics(["length"], "json") == 0
    assert json.loads(capsys.readouterr().out)["name"] == "length"
    assert metrics(["lenth"]) == 2
    assert "did you mean length" in capsys.readouterr().err


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("systems", "metrics", "method", "words"),
    [
        (["leaves"], ["length"], "leaves", "leaves: failed with SystemExit: 0"),
        (["lead"], ["quits"], "lead", "metric quits failed with SystemExit: 0"),
        ([], ["length"], "leaves-early", "a plug-in ended the program with sys.exit(0)"),
    ],
)
def test_a_plugin_that_leaves_the_program_is_no_success(
    systems: list[str],
    metrics: list[str],
    method: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from summkit.cli import main

    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text('{"id": "a", "text": "Rain fell. It was cold.", "dek": "Rain"}')
    named = [f"--system={name}" for name in (systems or [method])]
    command = ["compare", "news.jsonl", "-t", "dek", *named, *(f"--metric={m}" for m in metrics)]
    monkeypatch.setattr("sys.argv", ["summkit", *command])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert words in capsys.readouterr().err
