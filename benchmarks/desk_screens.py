"""Take pictures of the desk's pages, for the documentation or for a visual check of all pages.

Usage: uv run python benchmarks/desk_screens.py [FOLDER]

Without a folder, it writes docs/desk.png: the page for writing. With a folder, it writes a picture
of every page there: light, dark, phone width, and an article in a right-to-left language. Needs
Debian's chromium and Playwright.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURE, DESKTOP, PHONE = (
    {"width": 1160, "height": 760},
    {"width": 1280, "height": 860},
    {"width": 390, "height": 844},
)
PROPOSALS = (
    "Bicycle maker Velora cuts one in five jobs",
    "Velora to close its Dorset factory after 40% fall in sales",
    "Velora slashes forecast",
)


def article(number: str) -> str:
    """Return a sample as an editor would paste it: headline, byline, text, and a leftover line."""
    for line in (ROOT / "samples" / "articles.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["id"] == number:
            body = record["body"]
            share = "\n\nShare this article" if record["language"] == "en" else ""
            return f"{record['headline']}\n\n{body}{share}"
    raise SystemExit(f"no sample is called {number}")


def write(page: Any, address: str, number: str, point: str) -> None:
    """Write the texts of a sample, and move the pointer to one of them."""
    page.goto(address)
    page.fill("#text", article(number))
    page.click("button.main")
    page.wait_for_selector("#board")
    page.hover(f"#title-{point}")


def judge(page: Any, address: str) -> None:
    """Judge proposed headlines for a sample."""
    page.goto(f"{address}/judge")
    page.fill("#text", article("business-bicycle-maker"))
    page.fill("#candidates", "\n".join(PROPOSALS))
    page.click("button.main")
    page.wait_for_selector(".ranking")


def runs(folder: Path) -> list[str]:
    """Save three runs of the samples; the second and third have systems with other limits."""
    corpus = str(ROOT / "samples" / "articles.jsonl")
    files = []
    for number, words in enumerate((30, 24, 20)):
        path = folder / f"2026-0{number + 7}-01.json"
        command = [sys.executable, "-m", "summkit", "compare", corpus, "--for", "dek"]
        command += ["--words", str(words), "--output", str(path)]
        command += [part for name in ("lead", "lexrank", "newsrank") for part in ("--system", name)]
        if not path.exists():
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        files.append(str(path))
    return [*files, corpus]


def all_pages(browser: Any, address: str, folder: Path) -> None:
    """Take a picture of every page."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = runs(folder)
    for name, size, scheme in (
        ("light", DESKTOP, "light"),
        ("dark", DESKTOP, "dark"),
        ("phone", PHONE, "light"),
    ):
        page = browser.new_page(viewport=size, color_scheme=scheme)

        def shot(what: str, *, whole: bool = True, page: Any = page, name: str = name) -> None:
            page.screenshot(path=str(folder / f"{what}-{name}.png"), full_page=whole)

        page.goto(address)
        shot("open")
        write(page, address, "politics-water-board", "dek")
        shot("write", whole=name == "phone")
        write(page, address, "sihha-mawalid", "lede")
        shot("rtl", whole=name == "phone")
        judge(page, address)
        shot("judge")
        page.goto(f"{address}/runs")
        page.set_input_files("#file", saved)
        page.click("button.main")
        page.wait_for_selector(".gate")
        shot("runs")
        page.close()


def main() -> None:
    """Start the desk, take the pictures, and end it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    command = [sys.executable, "-m", "summkit", "desk", "--port", "0", "--workers", "1"]
    desk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert desk.stderr is not None
    desk.stderr.readline()  # the line that reports the start
    address = re.search(r"http://\S+", desk.stderr.readline())[0]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            if folder:
                all_pages(browser, address, folder)
            else:
                page = browser.new_page(viewport=PICTURE, color_scheme="light")
                write(page, address, "politics-water-board", "dek")
                page.screenshot(path=str(ROOT / "docs" / "desk.png"))
            browser.close()
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(30)


if __name__ == "__main__":
    main()
