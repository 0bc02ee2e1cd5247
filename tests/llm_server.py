"""A server on the loopback with the protocol of language models, which can simulate every fault.

The name of the requested model selects the fault. A model without a fault answers with the first
sentence of the article in the prompt. If the prompt asks for JSON, it answers with marks that
depend only on the text to be judged.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ARTICLE = re.compile(r"<article>\n(.*?)\n</article>", re.DOTALL)
TEXT = re.compile(r"<text>\n(.*?)\n</text>", re.DOTALL)

SAID = {
    "empty": "",
    "spaces": " \n ",
    "declines": "I'm sorry, but I can't help with that article.",
    "json": '{"headline": "Bridge shut"}',
    "lines": "Bridge shut\nHarbour shut\nRoad shut",
    "essay": "The bridge is shut and nobody knows why. " * 30,
    "long": "word " * 40,
    "quoted": '"Bridge shut until May"',
    "led": "Sure! Here is the headline:\n\n**Bridge shut until May**",
    "labelled": "Headline: Bridge shut until May",
    "fenced": "```text\nBridge shut until May\n```",
    "thinking": "<think>A bridge, so...</think>\nBridge shut until May",
    "control": "Bridge\x00 shut\x1b until May",
    "not-marks": "The text is very good indeed.",
    "wrong-marks": '{"faithful": 9, "complete": 3, "readable": 3, "printable": true}',
    "few-marks": '{"faithful": 4, "complete": 3}',
    "fenced-marks": 'Here:\n```json\n{"faithful": 5, "complete": 3, "readable": 1, '
    '"printable": false, "why": "{late}"}\n```',
}
"""Model -> its answer."""

SAID["small-2"] = "Forty people were hurt when the minister resigned in Paris on Sunday."

STATUS = {"wrong-key": 401, "missing": 404, "too-much": 400, "broken": 500, "spent": 429}


class Handler(BaseHTTPRequestHandler):
    """Answers POST /v1/chat/completions."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = json.loads(self.rfile.read(length))
        model = asked["model"]
        with self.server.lock:
            self.server.asked.append(asked)
            self.server.keys.append(self.headers["Authorization"])
            self.server.paths.append(self.path)
            self.server.counts[model] += 1
            count = self.server.counts[model]
            # A request that ends after `clear` does not change the counts of the next test.
            opened = self.server.open
            opened.add(self)
            self.server.most_open = max(self.server.most_open, len(opened))
            if len(opened) >= self.server.together:
                self.server.full.set()
            late = self.server.most is not None and len(self.server.asked) > self.server.most
        if late:
            self.server.ended.wait(60)
            self.close_connection = True
            return
        self.server.full.wait(10)
        try:
            self.answer(asked, model, count)
        finally:
            with self.server.lock:
                opened.discard(self)

    def answer(self, asked: dict[str, Any], model: str, count: int) -> None:
        prompt = asked["messages"][0]["content"]
        if model in STATUS:
            said = f"model {model} says no to {self.headers['Authorization']}"
            error = {"message": said, "code": "insufficient_quota" if model == "spent" else None}
            return self.send(STATUS[model], {"error": error})
        if model == "slow":
            time.sleep(0.6)
        if model == "drip":
            return self.drip()
        if model == "busy" and count % 2:
            return self.send(429, {"error": {"message": "slow down"}}, {"Retry-After": "0"})
        if model == "busy-for-long":
            return self.send(429, {"error": {"message": "slow down"}}, {"Retry-After": "3600"})
        if model == "stumbles" and count % 3:
            return self.send(503, {"error": "starting"}, {"Retry-After": "0"})
        if model == "hangs-up" and count % 2:
            return self.hang_up(b"")
        if model == "cut" and count % 2:
            return self.hang_up(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"choices": [')
        if model == "always-cut":
            return self.send_bytes(200, b'{"choices": [{"message": {"content": "Brid')
        if model == "elsewhere":
            return self.send(307, {}, {"Location": "http://127.0.0.1:9/v1/chat/completions"})
        if model == "huge":
            return self.send_bytes(200, b" " * 4_000_001)
        if model == "packed":
            return self.send(200, {}, {"Content-Encoding": "gzip"})
        if model == "no-choices":
            return self.send(200, {"object": "chat.completion"})
        text = SAID.get(model)
        if text is None:
            text = self.marks(prompt) if "JSON" in prompt else self.first_sentence(prompt)
        finish = {"cut-off": "length", "filtered": "content_filter"}.get(model, "stop")
        choice = {"index": 0, "message": {"role": "assistant", "content": text}}
        choice["finish_reason"] = finish
        usage = {"prompt_tokens": len(prompt.split()), "completion_tokens": len(text.split())}
        choices = [choice] * (2 if model == "two-answers" else 1)
        return self.send(200, {"object": "chat.completion", "choices": choices, "usage": usage})

    @staticmethod
    def first_sentence(prompt: str) -> str:
        body = ARTICLE.findall(prompt)[-1]
        return body.split(". ")[0].split("\n")[0].removesuffix(".") + "."

    @staticmethod
    def marks(prompt: str) -> str:
        words = len(TEXT.findall(prompt)[-1].split())
        marks = {"faithful": 1 + words % 5, "complete": 3, "readable": 5 - words % 5}
        # It prefers the text that it reads first, so that tests can measure a bias.
        first = prompt.rindex("<text>") < prompt.rindex("<article>")
        marks["complete"] += first
        return json.dumps(marks | {"printable": words < 30, "why": "because"})

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(30):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                break
            time.sleep(0.1)
        self.close_connection = True

    def hang_up(self, data: bytes) -> None:
        self.wfile.write(data)
        self.close_connection = True

    def send(
        self, status: int, data: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        self.send_bytes(status, json.dumps(data).encode(), headers)

    def send_bytes(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:  # the client has closed the connection
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server that stores the questions it gets."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.ended = threading.Event()
        self.clear()

    def clear(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.counts: Counter[str] = Counter()
        self.open: set[Handler] = set()
        self.most_open = 0
        self.together = 0
        self.full = threading.Event()
        """Set when `together` questions have arrived; no question is answered before."""
        self.most: int | None = None
        self.ended.set()
        self.ended = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # connections that are closed while it answers

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving() -> Iterator[Server]:
    """Serve until the end of the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.clear()
        server.shutdown()
        thread.join()
        server.server_close()
