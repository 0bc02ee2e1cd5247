"""Child processes: deadlines, ends, and no import from the current folder."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from summkit.jobs.child import Child, EndedError, LateError
from summkit.jobs.ending import end_all, living
from summkit.jobs.environment import marked
from summkit.jobs.guardian import Guardian
from summkit.jobs.guardian_process import VARIABLE

pytestmark = pytest.mark.once

PAGE = "<html lang=en><title>Bus</title><p>The night bus to Upper Wending runs again.</p></html>"
RECORD = '{{"id": "{0}", "headline": "Bus {0}", "body": "The bus runs again. It is late."}}\n'
# Modules that the library and its dependencies import early and late.
NAMES = ("json", "re", "types", "selectors", "socket", "random", "struct", "pickle", "runpy")


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[Any]:
    yield
    end_all()
    assert not living()


@pytest.fixture
def command_line(tmp_path: Path) -> Any:
    """Return the program as it is installed: a script in a separate folder."""
    script = tmp_path / "bin" / "summkit"
    script.parent.mkdir()
    script.write_text(
        "from summkit.cli import main\nif __name__ == '__main__':\n    raise SystemExit(main())\n"
    )
    return [sys.executable, str(script)]


@pytest.fixture
def hostile(tmp_path: Path) -> Any:
    """Return a folder whose files write to the returned path if they are imported."""
    folder, heard = tmp_path / "folder", tmp_path / "executed"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.py").write_text(
            f"open({str(heard)!r}, 'a').write({name!r} + '\\n')\nraise SystemExit(9)\n"
        )
    (folder / "page.html").write_text(PAGE)
    (folder / "many.jsonl").write_text("".join(RECORD.format(n) for n in range(40)))
    return folder, heard


ANSWER = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    ask = json.loads(line)\n"
    "    print(json.dumps({'id': ask['id'], 'sentences': [0]}), flush=True)\n"
)


@pytest.mark.parametrize("what", ["pages", "pool", "command", "pages in a pool", "dask"])
def test_nothing_of_the_current_folder_is_executed(
    what: str, hostile: Any, command_line: Any, tmp_path: Path
) -> None:
    folder, heard = hostile
    program = tmp_path / "answer.py"
    program.write_text(ANSWER)
    command = f"command={shlex.join([sys.executable, str(program)])}"
    arguments = {
        "pages": ["page.html"],
        "pool": ["many.jsonl", "--workers", "2"],
        "command": ["many.jsonl", "--workers", "2", "--method", "command", "--param", command],
        "pages in a pool": ["pages", "--workers", "2"],
        "dask": ["many.jsonl", "-o", "out.jsonl", "--engine", "dask", "--workers", "1"],
    }[what]
    if what == "dask":
        pytest.importorskip("distributed")
    (folder / "pages").mkdir()
    for number in range(33):
        (folder / "pages" / f"{number}.html").write_text(PAGE)
    method = [] if "--method" in arguments else ["--method", "lead"]
    done = subprocess.run(
        [*command_line, "summarise", *arguments, *method, "-f", "json"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not heard.exists(), heard.read_text()
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr
    text = (folder / "out.jsonl").read_text() if what == "dask" else done.stdout
    assert len(text.splitlines()) == {"pages": 1, "pages in a pool": 33}.get(what, 40)


def test_python_m_imports_no_module_of_the_current_folder(hostile: Any) -> None:
    folder, heard = hostile
    (folder / "runpy.py").unlink()  # Python imports this module before any of summkit's
    for early in ("types", "re"):
        (folder / f"{early}.py").unlink()
    for name in ("typing", "summkit_plugin", "dataclasses", "inspect", "numpy", "json"):
        (folder / f"{name}.py").write_text(f"open({str(heard)!r}, 'a').write({name!r})\n")
    done = subprocess.run(
        [sys.executable, "-m", "summkit", "summarise", "many.jsonl", "-f", "json", "-m", "lexrank"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not heard.exists(), heard.read_text()
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 40), done.stderr


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="nothing shows whose a process is"
)
SLEEPER = (
    "import os, sys, time\n"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\n"
    "time.sleep(600)\n"  # it is writing an answer and does not read its input
)


# It starts a process that leaves the session and is no longer a child of any program.
DAEMON = (
    "import os, sys, time\n"
    "if os.fork() == 0:\n"
    "    os.setsid()\n"
    "    if os.fork() == 0:\n"
    "        os.execv(sys.executable, [sys.executable, '-S', *sys.argv[1:]])\n"
    "    os._exit(0)\n"
    "del sys.argv[0]\n"
    "exec(open(sys.argv[0]).read())\n"
)


HEARD = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")
@pytest.mark.parametrize("daemon", [False, pytest.param(True, marks=needs_proc)])
@pytest.mark.parametrize(
    ("name", "workers"),
    [("SIGTERM", 1), ("SIGTERM", 2), ("SIGHUP", 1), ("SIGINT", 1), ("SIGKILL", 1), ("SIGKILL", 2)],
)
def test_a_running_program_ends_with_summkit(
    name: str, workers: int, daemon: bool, command_line: Any, tmp_path: Path
) -> None:
    names = ("sleep.py", "daemon.py", "pids", "many.jsonl")
    script, starter, pids, corpus = (tmp_path / each for each in names)
    script.write_text(SLEEPER)
    starter.write_text(DAEMON)
    corpus.write_text("".join(RECORD.format(n) for n in range(40)))
    sleeper = shlex.join([sys.executable, "-S", *[str(starter)] * daemon, str(script), str(pids)])
    arguments = ["--method", "command", "--param", f"command={sleeper}", "--workers", str(workers)]
    process = subprocess.Popen(
        [*command_line, "summarise", str(corpus), *arguments],
        stdin=subprocess.DEVNULL,
        # nohup and a shell's background jobs ignore these signals; here they have their default
        # effect.
        preexec_fn=lambda: [signal.signal(each, signal.SIG_DFL) for each in HEARD],
    )
    with process, ExitStack() as stack:
        stack.callback(process.kill)
        started = workers * (1 + daemon)
        wait_until(lambda: pids.exists() and len(pids.read_text().split()) == started)
        process.send_signal(signal.Signals[name])
        # It ends like a process without children; an interrupt has its own status.
        assert process.wait(20) == (130 if name == "SIGINT" else -signal.Signals[name])
    for pid in map(int, pids.read_text().split()):
        wait_until(lambda: not runs(pid))  # noqa: B023


@needs_proc
@pytest.mark.parametrize("how", ["ends by itself", "does not answer in time"])
def test_a_process_that_left_the_session_of_its_program_ends_too(how: str, tmp_path: Path) -> None:
    script, starter, pids = (tmp_path / each for each in ("sleep.py", "daemon.py", "pids"))
    script.write_text(SLEEPER)
    starter.write_text(DAEMON if how != "ends by itself" else DAEMON.partition("del")[0])
    words = [sys.executable, "-S", str(starter), str(script), str(pids)]
    child = Child(words, foreign=True, environment={})
    other = Child(words, foreign=True, environment={})
    each = 1 if how == "ends by itself" else 2

    def running() -> int:
        return sum(runs(int(pid)) for pid in pids.read_text().split())

    wait_until(lambda: pids.exists() and running() == 2 * each)
    if how == "ends by itself":
        wait_until(lambda: not child.is_alive())
        child.end()
    else:
        with pytest.raises(LateError):
            child.ask(b"", child.message, 0.1)
    wait_until(lambda: running() <= each)
    assert running() == each  # processes of another program continue
    other.end()
    wait_until(lambda: not running())


@needs_proc
def test_the_guardian_survives_the_end_of_an_enclosing_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "outer")
    assert marked({"A": "b"}, "inner") == {"A": "b", VARIABLE: "outer:inner"}
    guardian = Guardian()
    guardian.start()
    process = guardian._process
    assert process is not None
    assert VARIABLE.encode() not in Path(f"/proc/{process.pid}/environ").read_bytes()
    guardian.end()


def wait_until(true: Any, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def runs(pid: Any) -> Any:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # a zombie waits for init, which a container may lack
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return not stat.parent.parent.is_dir()


def test_signal_handlers_of_the_caller_stay() -> None:
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "from summkit.jobs.child import Child\n"
        "Child(['sleep', '60'], foreign=True)\n"
        "print(signal.getsignal(signal.SIGTERM) is signal.SIG_IGN)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.stdout, done.stderr, done.returncode) == ("True\n", "", 0)


def python(code: Any, **how: Any) -> Any:
    return Child([sys.executable, "-S", "-c", code], **how)


def test_lines_are_read_one_by_one() -> None:
    child = python("print('one\\ntwo\\nthree', flush=True); input(); print('x' * 99)")
    line = partial(child.line, 10)
    assert [child.ask(b"", line, 9.0), child.ask(b"", line, 9.0)] == [b"one\n", b"two\n"]
    assert child.ask(b"", line, 9.0) == b"three\n"
    assert child.ask(b"go\n", line, 9.0) == b"x" * 10


def test_a_child_that_is_late_is_killed() -> None:
    child = python("input(); import time; time.sleep(60)")
    with pytest.raises(LateError):
        child.ask(b"go\n", partial(child.line, 10), 0.3)
    assert not child.is_alive()
    assert child not in living()


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("raise SystemExit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 15)", "signal SIGTERM"),
        ("import os, time; os.close(1); time.sleep(60)", ""),
    ],
)
def test_the_error_of_a_child_that_ended_contains_its_status(code: str, how: str) -> None:
    child = python(code)
    with pytest.raises(EndedError) as caught:
        child.ask(b"go\n", child.message, 20.0)
    assert str(caught.value) == how
    assert child not in living()


def test_a_child_is_killed_after_its_grace_period() -> None:
    polite = python("input_ended = __import__('sys').stdin.read(); raise SystemExit(7)", grace=20)
    deaf = python("import time; time.sleep(60)", grace=0.2)
    start = time.monotonic()
    assert polite.end() == "exit status 7"
    assert deaf.end() == "signal SIGKILL"
    assert deaf.end() == "signal SIGKILL"  # a second time does nothing
    assert time.monotonic() - start < 20


SCRIPT = """
import sys
from dataclasses import dataclass
from summkit.jobs import Local

@dataclass(frozen=True)
class Doubles:
    batch: int = 1
    def start(self):
        return double

def double(items):
    return [2 * item for item in items]

def main():
    outcomes = list(Local(2, few=0).map({work}, [1, 2, 3]))
    print(sys.argv[1:], [outcome.value for outcome in outcomes])
"""
GUARDED = "if __name__ == '__main__':\n    main()\n"


def run_python(arguments: Any, folder: Any) -> Any:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("how", ["script", "module"])
def test_definitions_of_the_users_program_reach_the_workers(how: str, tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text(SCRIPT.format(work="Doubles()") + GUARDED)
    start = [str(script)] if how == "script" else ["-m", "mine"]
    done = run_python([*start, "an argument"], tmp_path)
    assert (done.stdout, done.stderr) == ("['an argument'] [2, 4, 6]\n", "")


@pytest.mark.parametrize(
    ("work", "end", "reason"),
    [
        ("Doubles()", "main()\n", "put its main code under `if __name__ == '__main__':`"),
        ("lambda: 0", GUARDED, "the work cannot be sent to worker processes ("),
    ],
)
def test_work_that_cannot_be_pickled_is_one_error(
    work: str, end: Any, reason: str, tmp_path: Path
) -> None:
    script = tmp_path / "mine.py"
    script.write_text(SCRIPT.format(work=work) + end)
    done = run_python([str(script)], tmp_path)
    last = done.stderr.splitlines()[-1]
    assert (done.stdout, last.partition(": ")[0]) == ("", "summkit.errors.UsageError")
    assert reason in last
    assert last.endswith("set `workers` to 1")


def test_definitions_of_an_interactive_session_are_one_error(tmp_path: Path) -> None:
    done = run_python(["-c", SCRIPT.format(work="Doubles()") + GUARDED], tmp_path)
    last = done.stderr.splitlines()[-1]
    assert "the work cannot be sent to worker processes (AttributeError: " in last
    assert last.endswith("define its functions and classes in a module, or set `workers` to 1")
    assert done.stderr.count("Traceback") == 1
