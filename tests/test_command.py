"""The command method with real programs: the allowed answers, and every way to fail."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.jobs.ending import end_all, living
from summkit.jobs.program import RUNNING
from summkit.summarisers.registry import create
from summkit.system import System

pytestmark = pytest.mark.once

BODY = (
    "The harbour was shut at dawn today. Waves had broken two moorings in the night. "
    "A tug towed the last boat away. Fishermen hope to be back by noon."
)


@pytest.fixture(autouse=True)
def _no_program_left() -> Iterator[Any]:
    end_all()  # a process of another test file in the same test process
    RUNNING.clear()
    yield
    end_all()
    RUNNING.clear()
    assert not living()


def document(identity: str = "a1") -> Document:
    article = Article(
        body=BODY, id=identity, headline="Harbour “shut”", source=f"news.jsonl:{identity[1:]}"
    )
    return analyse(article, "en")


@pytest.fixture
def program(tmp_path: Path) -> Any:
    """Return a command that runs Python code with `ask` and `tell` at hand."""
    count = 0

    def make(code: str) -> str:
        nonlocal count
        count += 1
        path = tmp_path / f"model {count}.py"  # a space, which needs quoting
        path.write_text(
            "import json, os, sys, time\n"
            "def tell(answer):\n"
            "    sys.stdout.write(json.dumps(answer) + '\\n'); sys.stdout.flush()\n"
            "for line in sys.stdin:\n"
            "    ask = json.loads(line)\n"
            + "".join(f"    {row}\n" for row in code.strip().splitlines())
        )
        return shlex.join([sys.executable, "-S", str(path)])

    return make


def summarise(
    command: str, target: str = "summary", budget: Budget | None = None, **given: Any
) -> Any:
    system = System(create("command", {"command": command, **given}), target, budget)
    return system.summarise(document())


def test_scores_of_a_program_select_sentences(program: Any) -> None:
    command = program("tell({'id': ask['id'], 'scores': [0, 3, 1.5, 2]})")
    summary = summarise(command, budget=Budget(sentences=2))
    assert [(s.index, s.score) for s in summary.sentences] == [(1, 3.0), (3, 2.0)]


def test_indices_in_order_of_choice(program: Any) -> None:
    command = program("tell({'id': ask['id'], 'sentences': [3, 0, 2]})")
    summary = summarise(command, budget=Budget(sentences=2))
    assert [s.index for s in summary.sentences] == [0, 3]
    assert all(BODY[s.start : s.end] == s.text for s in summary.sentences)


def test_free_text(program: Any) -> None:
    command = program("tell({'id': ask['id'], 'text': ' Storm  shuts harbour\\n for a day. '})")
    summary = summarise(command)
    assert summary.text == "Storm shuts harbour for a day."
    assert summary.sentences == ()
    assert (summary.words, summary.truncated) == (6, False)
    cut = summarise(command, budget=Budget(words=3))
    assert (cut.text, cut.words, cut.truncated) == ("Storm shuts harbour…", 3, True)


def test_the_question_that_a_program_gets(program: Any, tmp_path: Path) -> None:
    kept = tmp_path / "asked.json"
    command = program(
        f"open({str(kept)!r}, 'w').write(line)\ntell({{'id': ask['id'], 'sentences': [0]}})"
    )
    summarise(command, target="lede")
    asked = json.loads(kept.read_text())
    assert asked["id"] == "a1"
    assert asked["language"] == "en"
    assert asked["headline"] == "Harbour “shut”"
    assert asked["dek"] is None
    assert asked["target"] == "lede"
    assert asked["budget"] == {"sentences": 1, "words": 40, "characters": None, "ratio": None}
    assert asked["body"] == BODY
    for sentence in asked["sentences"]:
        assert asked["body"][sentence["start"] : sentence["end"]] == sentence["text"]


def test_one_program_serves_all_articles(program: Any) -> None:
    system = System(
        create("command", {"command": program("tell({'id': ask['id'], 'text': str(os.getpid())})")})
    )
    answers = {system.summarise(document(f"a{number}")).text for number in range(5)}
    assert len(answers) == 1


def test_scores_for_other_callers(program: Any) -> None:
    method = create("command", {"command": program("tell({'id': ask['id'], 'sentences': [2, 0]})")})
    assert method.score(document()) == [0.5, 0.0, 1.0, 0.0]
    words = create("command", {"command": program("tell({'id': ask['id'], 'text': 'Shut.'})")})
    with pytest.raises(InputError, match="does not score sentences"):
        words.score(document())


WRONG = {
    "print('not json', flush=True)": "not JSON",
    "tell([1, 2])": "not a JSON object",
    "tell({'id': 'other', 'scores': [1, 2, 3, 4]})": "another id: 'other'",
    "tell({'scores': [1, 2, 3, 4]})": "another id",
    "tell({'id': ask['id']})": "exactly one",
    "tell({'id': ask['id'], 'text': 'a', 'sentences': [0]})": "exactly one",
    "tell({'id': ask['id'], 'scores': [1, 2, 3]})": "list of 4 numbers",
    "tell({'id': ask['id'], 'scores': [1, 2, 3, 'x']})": "not a number",
    "tell({'id': ask['id'], 'scores': [1, 2, 3, True]})": "not a number",
    "tell({'id': ask['id'], 'scores': [1, 2, 3, float('nan')]})": "not finite",
    "tell({'id': ask['id'], 'scores': [1, 2, 3, 10 ** 400]})": "not finite",
    "tell({'id': ask['id'], 'sentences': []})": "is empty",
    "tell({'id': ask['id'], 'sentences': [4]})": "from 0 to 3",
    "tell({'id': ask['id'], 'sentences': [-1]})": "from 0 to 3",
    "tell({'id': ask['id'], 'sentences': [0.0]})": "from 0 to 3",
    "tell({'id': ask['id'], 'sentences': [1, 1]})": "twice",
    "tell({'id': ask['id'], 'text': '  '})": "is empty",
    "tell({'id': ask['id'], 'text': 7})": "not a text",
    'sys.stdout.buffer.write(b\'{"id": "\\xff"}\\n\'); sys.stdout.flush()': "not UTF-8",
    "print('[' * 100000, flush=True)": "not JSON",
    "sys.exit()": r"ended \(exit status 0\)",
    "sys.exit('no model\\x1b[31m here')": r"exit status 1\) without an answer: no model \[31m here",
    "os.kill(os.getpid(), 9)": "signal SIGKILL",
    "sys.stdout.write('{'); sys.exit()": "without an answer",
    "raise RuntimeError('weights missing')": "RuntimeError: weights missing",
}


@pytest.mark.parametrize("code", WRONG)
def test_wrong_answers(program: Any, code: Any) -> None:
    command = program(code)
    with pytest.raises(InputError, match=WRONG[code]) as caught:
        summarise(command)
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith("news.jsonl:1: ")
    assert "model 1.py" in message
    assert "'a1'" in message
    assert not RUNNING  # stopped, so that the next article starts a new one


def test_a_failure_does_not_spoil_the_next_article(program: Any) -> None:
    code = """
if ask['id'] == 'a2': sys.exit(4)
tell({'id': ask['id'], 'sentences': [0]})
"""
    system = System(create("command", {"command": program(code)}))
    system.summarise(document("a1"))
    with pytest.raises(InputError, match="exit status 4"):
        system.summarise(document("a2"))
    assert system.summarise(document("a3")).sentences[0].index == 0


def test_time_out(program: Any) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match=r"no answer within 0\.3 seconds"):
        summarise(program("time.sleep(60)"), timeout=0.3)
    assert time.monotonic() - start < 10


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_time_out_kills_children_that_hold_the_pipe(program: Any) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match="no answer within"):
        summarise(program("import subprocess; subprocess.run(['sleep', '60'])"), timeout=0.5)
    assert time.monotonic() - start < 10


def test_a_program_that_never_reads_is_timed_out() -> None:
    long = analyse(Article(body="A very long story. " * 20_000, id="long"), "und")
    sleeper = shlex.join([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    with pytest.raises(InputError, match="'long': no answer within"):
        create("command", {"command": sleeper, "timeout": 0.5}).score(long)


def test_much_on_standard_error_does_not_block(program: Any) -> None:
    code = "sys.stderr.write('x' * 1_000_000)\ntell({'id': ask['id'], 'sentences': [1]})"
    assert summarise(program(code)).sentences[0].index == 1


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("", "give the program"),
        ("python 'open", "has wrong quotes"),
        ("/no/such/program", "cannot be started: No such file"),
    ],
)
def test_impossible_commands(command: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        summarise(command)


def test_threads_take_turns(program: Any) -> None:
    code = "tell({'id': ask['id'], 'text': ask['id']})"
    system = System(create("command", {"command": program(code)}))
    answers: dict[str, str] = {}

    def run(identity: str) -> None:
        answers[identity] = system.summarise(document(identity)).text

    threads = [threading.Thread(target=run, args=(f"a{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {f"a{number}": f"a{number}" for number in range(8)}


def test_a_failure_in_one_thread_spoils_no_other(program: Any) -> None:
    code = """
time.sleep(0.05)
if ask['id'] == 'a1': sys.exit(4)
tell({'id': ask['id'], 'sentences': [0]})
"""
    system = System(create("command", {"command": program(code)}))
    outcomes: dict[str, str] = {}

    def run(identity: str) -> None:
        try:
            system.summarise(document(identity))
            outcomes[identity] = "fine"
        except InputError as error:
            outcomes[identity] = str(error)

    threads = [threading.Thread(target=run, args=(f"a{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "exit status 4" in outcomes.pop("a1")
    assert set(outcomes.values()) == {"fine"}


def test_no_program_survives_summkit(program: Any, tmp_path: Path) -> None:
    """Neither one that ends with its input nor one that does not."""
    pids = tmp_path / "pids"
    stubborn = f"""
open({str(pids)!r}, 'a').write(f'{{os.getpid()}}\\n')
tell({{'id': ask['id'], 'sentences': [0]}})
time.sleep(600)
"""
    polite = stubborn.replace("time.sleep(600)", "pass")
    code = f"""
from summkit.article import Article
from summkit.document import analyse
from summkit.summarisers.registry import create
for command in {[program(stubborn), program(polite)]!r}:
    create("command", {{"command": command}}).score(analyse(Article(body="A. B.", id="x"), "en"))
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    numbers = [int(line) for line in Path(pids).read_text().split()]
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_program_that_reads_to_the_end_before_it_answers_ends_the_run(program: Any) -> None:
    silent = program("sys.stdin.read()")
    for _ in range(2):
        with pytest.raises(InputError, match="no answer within"):
            summarise(silent, timeout=0.3)
    with pytest.raises(
        UsageError, match=r"has not answered the first 3 questions.* flush the answer"
    ):
        summarise(silent, timeout=0.3)


def test_a_program_that_has_answered_may_be_late_any_number_of_times(program: Any) -> None:
    late = program(
        "if ask['id'] != 'a1': time.sleep(60)\ntell({'id': ask['id'], 'sentences': [0]})"
    )
    system = System(create("command", {"command": late, "timeout": 20.0}), "summary")
    system.summarise(document())
    for number in range(2, 6):
        with pytest.raises(InputError, match="no answer within"):
            System(create("command", {"command": late, "timeout": 0.2})).summarise(
                document(f"a{number}")
            )
