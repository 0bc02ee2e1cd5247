"""A resumed run has rows of one code, one model and one program; a change is reported by name."""

from __future__ import annotations

import importlib
import json
import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import summkit
from summkit.article import Article
from summkit.errors import UsageError
from summkit.evaluation.job import ComparisonJob
from summkit.evaluation.running import run_job
from summkit.jobs import IterableSource, Local, provenance
from summkit.reading import ReadOptions
from summkit.reading.sources.corpus import Corpus
from summkit.summarising import Writing, summaries
from summkit.system import System

pytestmark = pytest.mark.once

MODELS = Path(summkit.__file__).parent / "models"
BODY = "The ferry left at dawn. Its crew had waited for two days. The harbour was quiet."


@pytest.fixture
def news(tmp_path: Path) -> Any:
    path = tmp_path / "news.jsonl"
    rows = [{"id": str(n), "body": f"Day {n}. {BODY}", "dek": "The ferry left."} for n in range(9)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def write(news: Any, output: Any, system: Any, *, resume: bool = False, stop: Any = None) -> Any:
    source = Corpus([str(news)], ReadOptions())
    pieces = summaries(
        source, Writing({"dek": system}), Local(chunk=1), output=output, resume=resume
    )
    try:
        return list(islice(pieces, stop))
    finally:
        pieces.close()


def compare(news: Any, output: Any, *, resume: bool = False, stop: Any = None, **more: Any) -> Any:
    """Run a comparison, and interrupt it after `stop` articles."""
    steps = iter(range(10**6))

    def step(items: int = 1, share: Any = None) -> None:
        if next(steps) == stop:
            raise KeyboardInterrupt

    job = ComparisonJob(
        sources=[str(news)],
        target="dek",
        against=(),
        parameters={},
        budget=None,
        limit=None,
        sample=None,
        seed=0,
        language=None,
        options=ReadOptions(),
        out=output,
        resume=resume,
        engine=Local(chunk=1),
        **({"systems": [], "outputs": {}, "metrics": []} | more),
    )
    return run_job(job, say=lambda line: None, step=step)[0]


def test_another_model_file_of_the_same_name_is_not_resumed(news: Any, tmp_path: Path) -> None:
    model, out = tmp_path / "model.json", tmp_path / "out.txt"
    shutil.copy(MODELS / "dek.json", model)
    system = System(summkit.create("newsrank", {"model": str(model)}), "dek")
    write(news, out, system, stop=4)
    shutil.copy(MODELS / "lede.json", model)
    with pytest.raises(UsageError, match=r"other inputs or settings \(.*model\.json\)"):
        write(news, out, system, resume=True)
    shutil.copy(MODELS / "dek.json", model)
    assert len(write(news, out, system, resume=True)) == 9


def test_another_redundancy_budget_or_method_is_named(news: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    write(news, out, System("lead", "dek"), stop=4)
    for system, name in (
        (System("lead", "dek", redundancy="mmr"), "redundancy"),
        (System("lead", "dek", words=9), "words"),
        (System("random", "dek"), "method"),
    ):
        with pytest.raises(UsageError, match=rf"other inputs or settings \({name}\b"):
            write(news, out, system, resume=True)
    assert len(write(news, out, System("lead", "dek"), resume=True)) == 9


def test_another_summkit_is_named(
    news: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.txt"
    write(news, out, System("lead", "dek"), stop=4)
    monkeypatch.setattr("summkit.jobs.digests._package", lambda: "another")
    with pytest.raises(UsageError, match=r"other inputs or settings \(summkit\)"):
        write(news, out, System("lead", "dek"), resume=True)


def test_changed_outputs_or_programs_are_not_resumed(news: Any, tmp_path: Path) -> None:
    out, gpt, program = tmp_path / "run.json", tmp_path / "gpt.jsonl", tmp_path / "judge.py"
    program.write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    answer = {'id': json.loads(line)['id'], 'values': {'score': 1}}\n"
        "    print(json.dumps(answer), flush=True)\n"
    )
    rows = [{"id": str(n), "dek": "A ferry."} for n in range(9)]
    gpt.write_text("".join(json.dumps(row) + "\n" for row in rows))
    more = {
        "outputs": {"gpt": str(gpt)},
        "metrics": [("command", {"command": f"python3 {program}"})],
    }
    with pytest.raises(KeyboardInterrupt):
        compare(news, out, stop=4, **more)
    before = gpt.read_text(), program.read_text()
    gpt.write_text(before[0].replace("A ferry.", "A boat."))
    with pytest.raises(UsageError, match=r"\(.*gpt"):
        compare(news, out, resume=True, **more)
    gpt.write_text(before[0])
    program.write_text(before[1].replace("'score': 1", "'score': 2"))
    with pytest.raises(UsageError, match=r"\(.*judge\.py\)"):
        compare(news, out, resume=True, **more)
    program.write_text(before[1])
    assert len(compare(news, out, resume=True, **more).articles) == 9


def test_the_file_that_defines_a_plugin_is_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = tmp_path / "house_rule.py"
    plugin.write_text(
        "import summkit\n"
        "class House(summkit.Summariser, name='house'):\n"
        "    def score(self, document): return [1.0 for s in document.sentences]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import house_rule

    before = provenance([], house_rule.House())
    assert str(plugin) in before
    plugin.write_text(plugin.read_text().replace("1.0", "2.0"))
    assert provenance([], house_rule.House())[str(plugin)] != before[str(plugin)]
    assert list(provenance(["lead", "a 'quotation", "\0", "x" * 9000], summkit.Lead())) == [
        "summkit"
    ]


def test_articles_in_memory_are_compared_by_their_content(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    writing = Writing({"dek": System("lead", "dek")})
    first = summaries(IterableSource([_Here(BODY)] * 3), writing, Local(chunk=1), output=out)
    next(first)
    first.close()
    other = IterableSource([_Here(BODY + " It rained.")] * 3)
    with pytest.raises(UsageError, match="input has changed"):
        list(summaries(other, writing, Local(chunk=1), output=out, resume=True))


class _Here(summkit.reading.Unread):
    def __init__(self, body: Any) -> None:
        self.where, self.body = "here", body

    def __repr__(self) -> Any:
        return f"_Here({self.body!r})"

    def read(self) -> Any:
        return Article(body=self.body)


def test_another_module_of_a_plug_in_is_named(
    news: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The method's file is the same, but a module beside it or its base class has changed."""
    package, out = tmp_path / "plugged_in", tmp_path / "out.txt"
    package.mkdir()
    (package / "__init__.py").write_text("from plugged_in.method import Longest\n")
    (package / "weights.py").write_text("POWER = 1.0\n")
    (package / "method.py").write_text(
        "import summkit as sk\nfrom plugged_in.weights import POWER\n\n\n"
        "class Longest(sk.Summariser, name='plugged-in-longest'):\n"
        "    def score(self, document):\n"
        "        return [len(s.text) ** POWER for s in document.sentences]\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    method = importlib.import_module("plugged_in").Longest()
    write(news, out, System(method, "dek"), stop=4)
    (package / "weights.py").write_text("POWER = -1.0\n")
    with pytest.raises(UsageError, match=r"other inputs or settings \(.*weights\.py\)"):
        write(news, out, System(method, "dek"), resume=True)
    (package / "weights.py").write_text("POWER = 1.0\n")
    assert len(write(news, out, System(method, "dek"), resume=True)) == 9


def test_a_program_along_the_search_path_is_one_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "judge-it"
    program.write_text("#!/bin/sh\necho 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    before = provenance({"command": "judge-it --all"})
    program.write_text("#!/bin/sh\necho 2\n")
    assert set(before) == {"summkit", str(program)}
    assert provenance({"command": "judge-it --all"}) != before
