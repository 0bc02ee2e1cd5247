"""The desk as a process: orderly shutdown, and refusal of too many, slow or large requests."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk_app import ARTICLE, TOKEN, Opened
from summkit.desk import connection, guard
from summkit.desk.problems import MEDIA

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("desk")]


@contextmanager
def started(*options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start `summkit desk` with one worker; give its process and its port."""
    command = [sys.executable, "-m", "summkit", "desk", "--port", "0", "--workers", "1", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "starting the desk" in process.stderr.readline()
    try:
        yield process, int(process.stderr.readline().split()[6].rpartition(":")[2])
    finally:
        process.kill()
        process.communicate()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 30)


def message(path: str, data: object) -> bytes:
    body = json.dumps(data).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """Return the head and the body of an answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    while len(body) < length:
        body += connection.recv(65536)
    return head, body


def test_shutdown_finishes_current_requests_and_exits_with_0() -> None:
    with started() as (process, port), ExitStack() as held:
        asked = message("/api/summarise", {"text": ARTICLE, "target": "lede"})
        begun, idle = (held.enter_context(connected(port)) for _ in range(2))
        begun.sendall(asked)
        before = answer(begun)
        begun.sendall(asked[:-40])  # a request in progress, whose end comes after the signal
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                connected(port).close()
            except OSError:
                break
            time.sleep(0.02)
        with pytest.raises(OSError):
            connected(port)
        assert idle.recv(1) == b""  # a connection without a request is closed
        assert process.poll() is None
        begun.sendall(asked[-40:])
        head, body = answer(begun)
        assert head.startswith(b"HTTP/1.1 200")
        assert body == before[1]
        assert begun.recv(1) == b""
        assert process.stderr is not None
        log = process.stderr.read().splitlines()
        assert process.wait(30) == 0
        assert [json.loads(line)["status"] for line in log] == [200, 200]


async def _status(port: int, asked: bytes) -> tuple[int, str]:
    """Send a request on a separate connection; return the status and Retry-After."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(asked)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    writer.close()
    return int(head.split()[1]), head.partition("retry-after: ")[2].split("\r")[0]


def test_slow_requests_end_and_excess_requests_are_refused() -> None:
    """One request hangs its worker, 256 requests wait, and further requests get Retry-After."""
    short = message("/api/summarise", {"text": "A mill in Ostrava burned on Monday."})

    async def scenario(process: int, port: int) -> None:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGSTOP)
        hung = asyncio.ensure_future(_status(port, short))
        await asyncio.sleep(0.2)  # the request has reached the worker
        others = Counter(await asyncio.gather(*[_status(port, short) for _ in range(290)]))
        assert await hung == (504, "")
        assert others == {(200, ""): 256, (429, "1"): 34}
        assert await _status(port, short) == (200, "")

    with started("--article-seconds", "2") as (process, port):
        asyncio.run(asyncio.wait_for(scenario(process.pid, port), 120))


def test_a_body_without_a_length_is_no_larger_than_others() -> None:
    desk = Opened(max_bytes=1_000)

    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        for _ in range(20):
            yield b"a" * 100

    headers = {"content-type": "application/json"}
    found = desk.client.post("/api/summarise", content=chunks(), headers=headers)
    assert found.status_code == 413
    assert found.headers["content-type"] == MEDIA


def test_a_missing_request_body_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)

    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        await asyncio.sleep(5)

    headers = {"content-type": "application/json"}
    found = Opened().client.post("/api/summarise", content=chunks(), headers=headers)
    assert found.status_code == 408


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000, b"HTTP/1.1 400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a", b""),  # and nothing more
        (b"", b""),
        (message("/", {}) + b"GET", b"HTTP/1.1 200"),
    ],
)
def test_the_head_of_a_request_is_limited(
    monkeypatch: pytest.MonkeyPatch, sent: bytes, got: bytes
) -> None:
    import uvicorn
    from uvicorn.server import ServerState

    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)

    async def greet(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})

    async def scenario() -> bytes:
        config = uvicorn.Config(greet, ws="none", log_config=None)
        loop, state = asyncio.get_running_loop(), ServerState()
        server = await loop.create_server(
            lambda: connection.Connection(config, state, {}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(sent)
        read = await asyncio.wait_for(
            reader.read(), 3
        )  # less time than an idle connection stays open
        writer.close()
        server.close()
        return read

    assert asyncio.run(scenario())[:12] == got


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--host", "0.0.0.0"),
            "--host 0.0.0.0 lets other machines send requests: add --token",
        ),
        (("--token", "short"), "--token is too short: give at least 16 characters"),
    ],
)
def test_the_command_opens_to_others_with_a_token_alone(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    words: str,
) -> None:
    from summkit.cli import main

    monkeypatch.delenv("SUMMKIT_DESK_TOKEN", raising=False)
    monkeypatch.setattr(sys, "argv", ["summkit", "desk", *options])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert words in said
    assert said.count("\n") == 1


def test_a_desk_that_is_open_to_others_asks_for_its_token() -> None:
    command = ("--host", "0.0.0.0", "--token", TOKEN)
    with started(*command) as (_, port):
        for header, status in (("", b"401"), (f"Authorization: Bearer {TOKEN}\r\n", b"200")):
            with connected(port) as connection:
                asked = f"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{header}\r\n"
                connection.sendall(asked.encode())
                assert answer(connection)[0].split()[1] == status
