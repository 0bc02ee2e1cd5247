"""Measure requests per second, memory, and the time of the page of `summkit desk`.

Usage: uv run python benchmarks/desk.py [SECONDS]

Needs wrk (apt-get install wrk) and Linux. Starts the desk on the loopback with two workers. First
32 connections ask for ledes of 300-word articles, while the program reads the processor time and
memory of all processes of the desk. Then it sends the page's form with an article of 1,000 words.
Prints the figures of desk.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONNECTIONS, WORKERS, WORDS = 32, 2, 300
TICKS = os.sysconf("SC_CLK_TCK")

LUA = """
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local place = 0
request = function()
  place = place % #bodies + 1
  local kind = {["Content-Type"] = "application/json"}
  return wrk.format("POST", "/api/summarise", kind, bodies[place])
end
"""


def articles() -> list[str]:
    """Return the bodies of the English samples."""
    lines = (ROOT / "samples" / "articles.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [r["body"] for r in records if r.get("language", "en") == "en" and r.get("body")]


def cut(bodies: list[str], first: int, words: int) -> str:
    """Return an article of `words` words: the sample with this number, then the next samples."""
    text, place = "", first
    while len(text.split()) < words:
        text += bodies[place % len(bodies)].strip() + "\n\n"
        place += 1
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text[: ends[words - 1]]


def processes(parent: int) -> list[int]:
    """Return a process and its children."""
    found = [parent]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) == parent:
            found.append(int(path.parent.name))
    return found


def used(numbers: list[int]) -> tuple[float, float]:
    """Return the processor seconds and the resident megabytes of processes."""
    seconds = memory = 0.0
    for number in numbers:
        after = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(after[11]) + int(after[12])) / TICKS
        memory += int(after[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return seconds, memory


def send(address: str, fields: dict[str, str]) -> str:
    """Send the page's form as a browser does."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = ("".join(parts) + f"--{mark}--\r\n").encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    with urllib.request.urlopen(urllib.request.Request(address, body, kind)) as answer:
        return answer.read().decode()


def page(address: str, bodies: list[str], numbers: list[int]) -> None:
    """Print how long the page takes after an editor changes lengths."""
    first = send(address, {"text": cut(bodies, 0, 1_000)})
    carried = re.search(r'id="carried" value="([^"]*)"', first)
    assert carried
    article = carried[1]
    for sign, text in (
        ("&#34;", '"'),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        article = article.replace(sign, text)
    times, before = [], used(numbers)[0]
    count = 30
    for number in range(count):
        start = time.perf_counter()
        send(address, {"article": article, "lede": str(20 + number), "headline": str(60 + number)})
        times.append(1000 * (time.perf_counter() - start))
    spent = 1000 * (used(numbers)[0] - before) / count
    times.sort()
    print(
        f"page, 1,000 words, two other lengths: median {statistics.median(times):.0f} ms, "
        f"fastest {times[0]:.0f} ms, slowest {times[-1]:.0f} ms; processor {spent:.0f} ms"
    )


def control(texts: list[str]) -> float:
    """Return the processor milliseconds of a lede without a server, 16 articles together."""
    import summkit as sk

    system = sk.System(target="lede")
    times = []
    for _ in range(5):
        start = time.process_time()
        for place in range(0, len(texts), 16):
            batch = [sk.Article.from_text(text) for text in texts[place : place + 16]]
            system.summarise_many(sk.analyse_many(batch))
        times.append(time.process_time() - start)
    return 1000 * statistics.median(times[1:]) / len(texts)


def main() -> None:
    """Start the desk, measure it, and end it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    seconds = parser.parse_args().seconds
    bodies = articles()
    command = [sys.executable, "-m", "summkit", "desk", "--port", "0", "--workers", str(WORKERS)]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w") as errors:
            desk = subprocess.Popen(command, stderr=errors)
        while "open at" not in log.read_text():
            time.sleep(0.1)
        address = re.search(r"http://\S+", log.read_text())[0]
        numbers = processes(desk.pid)
        page(address, bodies, numbers)
        asked = Path(folder) / "bodies"
        asked.write_text(
            "".join(
                json.dumps({"text": cut(bodies, n, WORDS), "target": "lede"}) + "\n"
                for n in range(len(bodies))
            )
        )
        script = Path(folder) / "wrk.lua"
        script.write_text(LUA)
        arguments = ["-t1", f"-c{CONNECTIONS}", "-s", str(script), "--latency", address]
        environment = {**os.environ, "BODIES": str(asked)}
        subprocess.run(
            ["wrk", "-d3s", *arguments], env=environment, capture_output=True, check=True
        )
        begun, alone = used(numbers)[0], used(numbers[:1])[0]
        wrk = subprocess.Popen(
            ["wrk", f"-d{seconds}s", *arguments], env=environment, stdout=subprocess.PIPE, text=True
        )
        memory = []
        texts = [cut(bodies, n, WORDS) for n in range(len(bodies))] * 3
        itself = control(texts)  # while the desk runs, so that both have the same load
        while wrk.poll() is None:
            time.sleep(1)
            memory.append(used(numbers)[1])
        said = wrk.stdout.read() if wrk.stdout else ""
        spent, alone = used(numbers)[0] - begun, used(numbers[:1])[0] - alone
        desk.send_signal(signal.SIGTERM)
        desk.wait(30)
        count = int(re.search(r"(\d+) requests in", said)[1])
        failed = re.findall(r"(?:Non-2xx.*|Socket errors.*)", said)
        tenth = max(1, len(memory) // 10)
        print(said)
        print(f"requests {count}, failed: {failed or 'none'}")
        print(
            f"processor time a request: {1000 * spent / count:.2f} ms, "
            f"{1000 * alone / count:.2f} ms of it in the server's own process; "
            f"the lede alone {itself:.2f} ms"
        )
        print(
            f"memory: {statistics.mean(memory[:tenth]):.0f} MB in the first tenth, "
            f"{statistics.mean(memory[-tenth:]):.0f} MB in the last"
        )
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
