"""The pytest plugin, in separate sessions."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from summkit.pytest_plugin import baseline_name

pytestmark = pytest.mark.once

pytest_plugins = "pytester"

SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"

TESTS = """\
import pytest
from summkit import System, create

pytestmark = pytest.mark.summkit(corpora=["news.jsonl"], margin=5, limit=10)

def first(article):
    return article.body.split("\\n\\n")[0]

def test_mine(summkit_quality):
    verdict = summkit_quality(first)
    assert verdict.judgements[0].column.name == "rouge1.f"

@pytest.mark.summkit(systems={"lex": {"method": "lexrank"}})
def test_named(summkit_quality):
    summkit_quality()

@pytest.mark.parametrize("method", ["lead", "luhn"])
def test_each(summkit_quality, method):
    summkit_quality(System(create(method)), name=method)

def test_plain():
    pass
"""


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs pytest with the plugin in a folder with a corpus."""
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)  # variables of the session that runs this test
    (pytester.path / "news.jsonl").write_bytes(SAMPLES.read_bytes())
    pytester.makepyfile(test_quality=TESTS)
    pytester.makeini("[pytest]\naddopts = --strict-markers\nfilterwarnings = error")
    # The sessions started here are no workers of the session that runs the tests.
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID"):
        monkeypatch.delenv(name, raising=False)
    # If summkit is installed, the plug-in is loaded by its entry point, as for users.
    installed = any(e.value == "summkit.pytest_plugin" for e in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "summkit.pytest_plugin"]

    def run(*arguments: Any) -> Any:
        return pytester.runpytest_subprocess(*plugin, "-p", "no:randomly", *arguments)

    return run


def test_update_then_pass_then_fail_with_the_articles(
    session: Any, pytester: pytest.Pytester
) -> None:
    done = session()
    done.assert_outcomes(passed=1, failed=4)
    done.stdout.fnmatch_lines(
        ["*no baseline*pytest --summkit-update 'test_quality.py::test_mine'*"]
    )
    assert not (pytester.path / "summkit-baselines").exists()
    session("--summkit-update").assert_outcomes(passed=5)
    assert len(list((pytester.path / "summkit-baselines").iterdir())) == 4

    path = pytester.path / "test_quality.py"
    path.write_text(path.read_text().replace('"\\n\\n")[0]', '"\\n\\n")[-1][-30:]'))
    done = session("--summkit-json", "v.json")
    done.assert_outcomes(passed=4, failed=1)
    done.stdout.fnmatch_lines(["Articles that fell", "  before: *", "  now: *", "regression: *"])
    assert "Traceback" not in done.stdout.str()
    tests = json.loads((pytester.path / "v.json").read_text(encoding="utf-8"))["summkit_tests"]
    assert [t["status"] for t in tests] == ["pass", "pass", "fail", "pass"]
    assert tests[2]["test"] == "test_quality.py::test_mine"

    done = session("--summkit-update")
    done.assert_outcomes(passed=4, failed=1)
    done.stdout.fnmatch_lines(["*not updated:*--summkit-allow-regression*"])
    session("--summkit-update", "--summkit-allow-regression").assert_outcomes(passed=5)


def test_two_workers_write_the_same_bytes_as_one(session: Any, pytester: pytest.Pytester) -> None:
    session("--summkit-update", "--summkit-json", "one.json", "-p", "no:xdist")
    written = {p.name: p.read_bytes() for p in (pytester.path / "summkit-baselines").iterdir()}
    assert len(written) == 4
    done = session("--summkit-update", "--summkit-json", "two.json", "-n2")
    done.assert_outcomes(passed=5)
    done.stdout.fnmatch_lines(["*test_mine (system): pass*"])
    assert (pytester.path / "two.json").read_bytes() == (pytester.path / "one.json").read_bytes()
    again = {p.name: p.read_bytes() for p in (pytester.path / "summkit-baselines").iterdir()}
    assert again == written


def test_beside_pytest_benchmark(session: Any, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_quality="""
        import pytest

        @pytest.mark.summkit(corpora=["news.jsonl"], limit=2)
        def test_both(summkit_quality, benchmark):
            verdict = summkit_quality(lambda article: article.body)
            benchmark.extra_info["rouge1.f"] = verdict.judgements[0].new
            benchmark(len, "x")
        """
    )
    run = (
        *("--summkit-update", "--benchmark-json", "bench.json", "--summkit-json", "v.json"),
        *("--benchmark-max-time", "0.01", "--benchmark-min-rounds", "1"),
    )
    session(*run).assert_outcomes(passed=1)
    bench = json.loads((pytester.path / "bench.json").read_text())["benchmarks"][0]
    (test,) = json.loads((pytester.path / "v.json").read_text())["summkit_tests"]
    assert bench["extra_info"]["rouge1.f"] == pytest.approx(test["judgements"][0]["new"], abs=1e-6)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("no/v.json", "ERROR: --summkit-json no/v.json: there is no folder no: create it first"),
        (".", "ERROR: --summkit-json .: this is a folder: give the name of a file"),
    ],
)
def test_a_file_of_verdicts_in_a_wrong_place_is_refused_before_the_tests(
    session: Any, file: str, says: str
) -> None:
    done = session("--summkit-json", file)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in done.stderr.lines if line] == [says]


def test_mistakes_are_one_line(session: Any, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_quality="""
        import pytest

        @pytest.mark.summkit(corpora=["news.jsonl"], margn=1)
        def test_key(summkit_quality):
            summkit_quality(len)

        @pytest.mark.summkit(corpora=["news.jsonl"])
        def test_value(summkit_quality):
            summkit_quality(lambda article: 3)

        def test_nothing(summkit_quality):
            summkit_quality()

        @pytest.mark.summkit(corpora=["news.jsonl"])
        def test_twice(summkit_quality):
            summkit_quality(lambda article: article.body)
            summkit_quality(lambda article: article.body)
        """
    )
    done = session("--summkit-update", "--summkit-json", "v.json")
    done.assert_outcomes(failed=4)
    tests = json.loads((pytester.path / "v.json").read_text(encoding="utf-8"))["summkit_tests"]
    assert sorted(test["status"] for test in tests) == [*["error"] * 4, "pass"]
    assert "margn does not exist" in tests[0]["headline"]
    done.stdout.fnmatch_lines(
        [
            "*test_key: @pytest.mark.summkit: check.margn does not exist (did you mean margin?)*",
            "*returned 3 (int): the function must return a text, a list of sentences, or a number*",
            "*check.systems is needed*",
            "*'system' was already measured*",
        ]
    )


def test_the_section_of_the_project_holds_beneath_the_marker(
    session: Any, pytester: pytest.Pytester
) -> None:
    (pytester.path / "summkit.toml").write_text(
        '[check]\ncorpora = ["news.jsonl"]\nlimit = 3\ncolumns = ["rouge2.f"]\n'
        '[check.systems.lex]\nmethod = "lexrank"\n'
    )
    pytester.makepyfile(
        test_quality="""
        import pytest

        @pytest.mark.summkit(limit=2, baseline="mine.json")
        def test_it(summkit_quality):
            (one,) = summkit_quality().judgements
            assert (one.system, one.column.name, one.n) == ("lex", "rouge2.f", 2)
        """
    )
    session("--summkit-update").assert_outcomes(passed=1)
    assert (pytester.path / "mine.json").exists()


def test_one_baseline_a_test_whatever_its_parameters_are_called(
    session: Any, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        test_quality="""
        import pytest

        @pytest.mark.parametrize(
            "model", ["openai/x", "local/x", "a::b", "a.b", "x" * 400, "x" * 401, "]-system"]
        )
        @pytest.mark.summkit(corpora=["news.jsonl"], limit=2)
        def test_model(summkit_quality, model):
            words = len(model) % 7 + 5
            summkit_quality(lambda article: " ".join(article.body.split()[:words]))
        """
    )
    session("--summkit-update").assert_outcomes(passed=7)
    assert len(list((pytester.path / "summkit-baselines").iterdir())) == 7
    session().assert_outcomes(passed=7)


def test_baselines_of_plain_names_keep_them() -> None:
    assert baseline_name("tests/test_a.py::test_b", "system") == "test_a.py.test_b-system"
    name = baseline_name("tests/test_a.py::TestC::test_b[lead-3]", "my system")
    # The name in the previous version, with the hash of the label.
    label = "test_a.py.TestC.test_b[lead-3]-my system"
    digest = hashlib.sha256(label.encode()).hexdigest()[:8]
    assert name == f"test_a.py.TestC.test_b[lead-3]-my_system-{digest}"


def test_functions_of_text_are_measured(session: Any, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_quality="""
        import pytest

        def annotated(words: str) -> str:
            return words.split(". ")[0]

        def named(text):
            return text.split(". ")[0]

        @pytest.mark.parametrize(
            "function", [annotated, named, lambda text: text.split(". ")[0],
                         lambda article: article.body.split(". ")[0]]
        )
        @pytest.mark.summkit(corpora=["news.jsonl"], limit=2)
        def test_it(summkit_quality, function):
            assert summkit_quality(function).judgements[0].new > 0.1
        """
    )
    session("--summkit-update").assert_outcomes(passed=4)


def test_an_unused_plugin_imports_nothing() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import summkit.pytest_plugin; "
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('_')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    new = {name.partition(".")[0] for name in json.loads(done.stdout.replace("'", '"'))}
    assert new - set(sys.stdlib_module_names) == {"summkit"}
    assert "summkit.errors" not in done.stdout


def test_a_test_that_measures_nothing_fails(session: Any, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_quality="def test_a(summkit_quality):\n    pass\n\n"
        "def test_b(summkit_quality):\n    summkit_quality(len, name=5)\n"
    )
    done = session("-W", "default::pytest.PytestWarning")
    done.assert_outcomes(passed=1, failed=1, warnings=1)
    done.stdout.fnmatch_lines(
        [
            "summkit: `name` takes a text, not 5 (int)",
            "*summkit_quality was not called, so no quality was measured: call it in the test",
        ]
    )
