"""The command metric with real programs, and the examples of docs/command.md."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from math import isnan
from pathlib import Path
from typing import Any

import pytest

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.jobs.ending import end_all, living
from summkit.jobs.program import RUNNING
from summkit.metrics.base import Candidate, Item
from summkit.metrics.command import CommandMetric
from summkit.metrics.registry import metric_of

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
DOCUMENT = analyse(Article(body="The bridge is closed.", id="a1", dek="Shut", source="n.jsonl:1"))
CANDIDATE = Candidate.from_text("The “bridge” opens.")

Program = Callable[[str], str]


@pytest.fixture(autouse=True)
def _no_program_left() -> Iterator[Any]:
    end_all()  # a process of another test file in the same test process
    RUNNING.clear()
    yield
    end_all()
    RUNNING.clear()
    assert not living()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a command that runs Python code with `ask` and `tell` at hand."""

    def make(code: str) -> str:
        path = tmp_path / f"judge {len(list(tmp_path.iterdir()))}.py"
        path.write_text(
            "import json, os, sys, time\n"
            "def tell(values):\n"
            "    print(json.dumps({'id': ask['id'], 'values': values}), flush=True)\n"
            "for line in sys.stdin:\n"
            "    ask = json.loads(line)\n"
            + "".join(f"    {row}\n" for row in code.strip().splitlines())
        )
        return shlex.join([sys.executable, "-S", str(path)])

    return make


def measured(
    command: str, measures: str = "score:+1", document: Document | None = DOCUMENT, **given: float
) -> tuple[float, ...]:
    metric = CommandMetric(command, measures, **given)
    return metric.values(CANDIDATE, (("One.", "Two."), ("Three.",)), document)


def test_values_in_the_order_of_measures(program: Program) -> None:
    command = program("tell({'cost': 3, 'faith': 0.25, 'none': None})")
    values = measured(command, "faith:+1, none:0, cost:-1")
    assert values[0::2] == (0.25, 3.0) and isnan(values[1])


def test_the_question_that_a_metric_program_gets(program: Program, tmp_path: Path) -> None:
    kept = tmp_path / "asked.json"
    command = program(f"open({str(kept)!r}, 'w').write(line)\ntell({{'score': 1}})")
    measured(command)
    line = kept.read_text()
    assert line.isascii() and json.loads(line) == {
        "id": "a1",
        "language": DOCUMENT.language.code,
        "candidate": "The “bridge” opens.",
        "references": ["One. Two.", "Three."],
        "article": {"headline": None, "dek": "Shut", "body": "The bridge is closed."},
    }
    measured(command, document=None)
    asked = json.loads(kept.read_text())
    assert asked["article"] is asked["language"] is None
    first = asked["id"]
    measured(command, document=None)
    assert json.loads(kept.read_text())["id"] == first != "a1"


def test_one_program_serves_all_texts(program: Program) -> None:
    metric = CommandMetric(program("tell({'score': os.getpid()})"))
    items = [Item(Candidate.from_text(f"Text {n}."), (), DOCUMENT) for n in range(4)]
    assert len(set(metric.values_many(items)[:, 0])) == 1


WRONG = {
    "print('no', flush=True)": "not JSON",
    "print(json.dumps({'id': 'b', 'values': {}}), flush=True)": "another id: 'b'",
    "print(json.dumps({'id': ask['id']}), flush=True)": 'needs "values"',
    "tell([1])": 'needs "values"',
    "tell({})": '"values" contains nothing, but `measures` lists score',
    "tell({'score': 1, 'more': 2})": "contains 'score', 'more', but `measures` lists score",
    "tell({'score': 'good'})": "score is 'good', which is not a number",
    "tell({'score': True})": "not a number",
    "tell({'score': float('inf')})": "not finite",
    "tell({'score': 10 ** 400})": "not finite",
    "sys.exit('no API key')": r"exit status 1\) without an answer: no API key",
    "raise SystemExit": "ended",
}


@pytest.mark.parametrize("code", WRONG)
def test_wrong_answers_are_one_line(program: Program, code: str) -> None:
    with pytest.raises(InputError, match=WRONG[code]) as caught:
        measured(program(code))
    message = str(caught.value)
    assert message.isprintable() and message.startswith("n.jsonl:1: command ")
    assert "text for 'a1'" in message and not RUNNING


def test_the_time_limit(program: Program) -> None:
    with pytest.raises(InputError, match=r"no answer within 0\.3 seconds: raise `timeout`"):
        measured(program("time.sleep(60)"), timeout=0.3)


@pytest.mark.parametrize(
    ("command", "measures", "reason"),
    [
        ("", "score", "parameter command is empty"),
        ("python 'x", "score", "has wrong quotes"),
        ("python", "", "takes names"),
        ("python", "a:+1,,b", "takes names"),
        ("python", "a:up", r"a:up.*takes names"),
    ],
)
def test_impossible_parameters(command: str, measures: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        CommandMetric(command, measures)
    with pytest.raises(UsageError, match="cannot be started: No such file"):
        measured("/no/such/program")


def test_by_name_and_signature() -> None:
    metric = metric_of("command:command=python j.py --model a,measures=faith:+1,cost:-1,length:0")
    assert [(c.name, c.better, c.main) for c in metric.columns] == [
        ("faith", 1, True),
        ("cost", -1, True),
        ("length", None, True),
    ]
    assert str(metric.signature("faith")) == "faith|command:python j.py --model a|agg:mean|v:1"
    other = metric_of("command:command=python j.py --model b,measures=faith:+1,cost:-1,length:0")
    assert other.signature("faith") != metric.signature("faith")
    assert "¦" in str(CommandMetric("python j.py 'a|b'").signature())


CORPUS = [
    {"id": f"a{n}", "language": "en", "dek": f"Fire number {n}!",
     "body": f"A fire broke out on day {n}. Nobody was hurt! The mill is shut."}
    for n in range(9)
]  # fmt: skip


def summkit(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summkit", *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the programs of docs/command.md and a corpus."""
    text = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name, code in re.findall(r"^`(\w+\.py)`:\n\n```python\n(.*?)```$", text, re.M | re.S):
        (tmp_path / name).write_text(code)
    toml = re.search(r"```toml\n(.*?)```", text, re.S)
    assert toml is not None
    python = shlex.quote(sys.executable)
    (tmp_path / "summkit.toml").write_text(toml[1].replace('"python ', f'"{python} ')
                                           .replace("=python ", f"={python} "))  # fmt: skip
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in CORPUS))
    return tmp_path


def shown() -> list[str]:
    text = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    command = re.search(r"```console\nsummkit (.*?)\n```", text, re.S)
    assert command is not None
    return [part.replace("=python ", f"={sys.executable} ") for part in shlex.split(command[1])]


def test_the_comparison_of_the_documentation(project: Path) -> None:
    runs = []
    for workers in (1, 2):
        out = project / f"run{workers}.json"
        done = summkit(*shown(), "--output", out, "--workers", workers, cwd=project)
        assert done.returncode == 0, done.stderr
        runs.append(out.read_bytes())
        assert "borrowed ↑" in done.stdout and "shouts ↓" in done.stdout
    assert runs[0] == runs[1]
    saved = json.loads(runs[0])
    assert list(saved["header"]["signatures"]) == ["borrowed", "shouts"]
    rows = {(row[0], row[1]): row[3] for row in saved["rows"]}
    assert rows["a0", "lead"] == [1.0, 0.0]


def test_the_gate_of_the_documentation(project: Path) -> None:
    first = summkit("check", "--trust-config", cwd=project)
    again = summkit("check", "--trust-config", cwd=project)
    assert (first.returncode, again.returncode) == (3, 0), again.stderr
    assert "borrowed ↑" in again.stdout and "shouts ↓" in again.stdout
    judge = (project / "borrowed.py").read_text()
    (project / "borrowed.py").write_text(judge.replace('count("!")', 'count("!") + 5'))
    worse = summkit("check", "--trust-config", cwd=project)
    assert worse.returncode == 1 and "shouts" in worse.stdout


def test_a_text_that_the_program_fails_on_costs_its_article_alone(project: Path) -> None:
    judge = (project / "borrowed.py").read_text()
    broken = judge.replace(
        "    words =", "    if text['id'] == 'a3': sys.exit('no a3')\n    words ="
    )
    (project / "borrowed.py").write_text(broken)
    done = summkit(*shown(), cwd=project)
    assert done.returncode == 1
    assert (
        "text for 'a3': the program ended (exit status 1) without an answer: no a3" in done.stderr
    )
    assert "dek: 8 articles" in done.stdout
