"""Hostile pages: each limit is tested with a real page, in a child process that can be killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from summkit.errors import InputError, UsageError
from summkit.jobs.ending import end_all
from summkit.reading.formats import isolate
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits, check_attributes, check_size

pytestmark = pytest.mark.once

TEXT = "The night bus to Upper Wending will run again from Friday, the county said on Tuesday."
PAGE = (
    f"<html lang=en><head><title>Night bus returns</title></head><body><p>{TEXT}</p></body></html>"
)
# 600,000 <p> inside a never closed <b> take trafilatura minutes; it is small and looks harmless.
SLOW = b"<html><body><b>" + b"<p>word " * 600_000


def attributes(count: int) -> bytes:
    return b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(count)) + b">text</p>"


def read(data: bytes, **limits: float) -> str:
    return read_html(data, source="page.html", limits=Limits(**limits)).body  # type: ignore[arg-type]


def test_an_ordinary_page_is_read_alike_in_the_child() -> None:
    data = PAGE.encode()
    child = read_html(data, id="7", source="page.html", language="en")
    assert child == read_html(
        data, id="7", source="page.html", language="en", limits=Limits(seconds=0)
    )
    assert child.body == TEXT


def test_the_child_serves_page_after_page_cheaply() -> None:
    read(PAGE.encode())
    process = isolate._idle[-1].pid
    start = time.perf_counter()
    for _ in range(10):
        read(PAGE.encode())
    assert time.perf_counter() - start < 2
    assert isolate._idle[-1].pid == process


def test_eleven_megabytes() -> None:
    with pytest.raises(InputError, match=r"^page\.html: larger than the limit of 10,000,000 bytes"):
        read(b"<p>" + b"x" * 11_000_000)
    with pytest.raises(InputError, match="raise `max_bytes`"):
        check_size(11, Limits(max_bytes=10))
    check_size(10, Limits(max_bytes=10))


def test_two_hundred_thousand_attributes() -> None:
    start = time.perf_counter()
    with pytest.raises(
        InputError, match=r"^page\.html: a tag with 200,000 attributes; the limit is 10,000"
    ):
        read(attributes(200_000))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f'a{i}="x > y"' for i in range(1200)) + ">",
        "<p " + "".join(f"a{i}='1'" for i in range(1200)) + ">",
        '<p stray" ' + " ".join(f"a{i}" for i in range(1200)) + ">",
        "<p " + " ".join(f"a{i}" for i in range(1200)),
    ],
)
def test_attributes_are_counted_whatever_their_quotes(tag: str) -> None:
    with pytest.raises(InputError, match="attributes"):
        check_attributes(f"<html>{tag}", Limits(max_attributes=1000))


@pytest.mark.parametrize("piece", ["=", "x=''", "x=a "])
def test_counting_attributes_takes_no_memory_for_each(piece: str) -> None:
    page = f"<a {piece * 250_000}> <b>"
    tracemalloc.start()
    try:
        check_attributes(page, Limits(max_attributes=1_000_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40 * 250_000


def test_long_values_and_long_text_are_no_attributes() -> None:
    check_attributes(
        f'<p style="{"color: red; " * 5000}">{"word " * 5000}</p> 1 < 2 <b>x', Limits()
    )


@pytest.mark.parametrize(
    "piece", ['<a "', "<a '", '="', "='", "= ", "<a =", "<", "<a b=\"'", "<a\n"]
)
def test_the_attribute_check_is_linear(piece: str) -> None:
    start = time.process_time()
    with suppress(InputError):
        check_attributes(piece * (2_000_000 // len(piece)), Limits())
    assert time.process_time() - start < 3


def test_ninety_thousand_nested_divs() -> None:
    data = b"<html><body>" + b"<div>" * 90_000 + TEXT.encode() + b"</div>" * 90_000
    with pytest.raises(InputError, match=r"^page\.html: tags nested more than 500 deep"):
        read(data)


def test_nesting_below_the_limit_loses_nothing() -> None:
    data = b"<html><body>" + b"<div>" * 400 + f"<p>{TEXT}</p>".encode() + b"</div>" * 400
    assert read(data, max_depth=450) == TEXT


def test_a_slow_page_is_killed_and_the_next_one_is_read() -> None:
    start = time.perf_counter()
    with pytest.raises(
        InputError, match=r"^page\.html: not read within 0\.5 seconds: raise `seconds`"
    ):
        read(SLOW, seconds=0.5, max_tags=10**7)
    assert time.perf_counter() - start < 10
    assert read(PAGE.encode()) == TEXT


def test_a_slow_page_inside_c_code_is_killed() -> None:
    with pytest.raises(InputError, match="not read within 1 seconds"):
        read(attributes(100_000), seconds=1, max_attributes=1_000_000)


def test_a_child_that_dies_is_reported_and_replaced() -> None:
    read(PAGE.encode())
    child = isolate._idle[-1]
    threading.Timer(0.3, child.kill).start()
    with pytest.raises(InputError, match=r"^page\.html: the parser crashed on this page"):
        read(SLOW, max_tags=10**7)
    assert read(PAGE.encode()) == TEXT


def test_no_zombies_and_no_idle_children_left() -> None:
    read(PAGE.encode())
    pids = [child.pid for child in isolate._idle]
    end_all()
    for pid in pids:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
    assert read(PAGE.encode()) == TEXT


def test_threads_read_at_the_same_time() -> None:
    bodies: list[str] = []
    threads = [
        threading.Thread(target=lambda: bodies.append(read(PAGE.encode()))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [TEXT] * 3


@pytest.mark.parametrize(
    "method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()]
)
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # fork beside threads, 3.12
def test_inside_a_process_pool(method: str) -> None:
    read(PAGE.encode())  # the parent has its own child, which a forked process must not use
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:
        assert pool.submit(read, PAGE.encode()).result(timeout=60) == TEXT
    assert read(PAGE.encode()) == TEXT


def test_a_program_that_reads_a_page_ends_cleanly(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    program = (
        "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
        "from pathlib import Path\n"
        "from summkit.reading.formats.html import read_html\n"
        "print(read_html(Path(sys.argv[2]).read_bytes()).body)\n"
        "print(sorted({'trafilatura', 'lxml', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(sys.path), str(page)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr, done.returncode) == (f"{TEXT}\n[]\n", "", 0)


@pytest.mark.parametrize(
    "wrong", [{"max_bytes": 0}, {"seconds": -1}, {"seconds": float("nan")}, {"max_depth": 9999}]
)
def test_limits_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        Limits(**wrong)  # type: ignore[arg-type]
