"""The desk's pages in real headless Chromium, served by the command itself."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_app import ARTICLE

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.xdist_group("desk")]

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
HEBREW = (
    "הגשר בנמל ייסגר לתנועה לתשעה חודשים החל ביום שני, הודיעה העירייה אתמול. "
    "המעבורות יפעלו כל עשר דקות בין שוק הדגים לבית המכס הישן. סוחרים אמרו שאיש לא שאל אותם."
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start `summkit desk`, and see to it that it ends in order when it is asked to."""
    command = [sys.executable, "-m", "summkit", "desk", "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "the desk is open at http://127.0.0.1:" in line
    yield line.split()[6]
    process.send_signal(signal.SIGTERM)
    log = process.communicate(timeout=30)[1].splitlines()
    assert process.returncode == 0
    assert {json.loads(line)["status"] for line in log} <= {200, 304, 404, 422}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright (extra: dev)")
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


class Tab:
    """A page that complains of errors, dialogs and requests elsewhere."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**({"viewport": DESKTOP} | options))
        self.page = self.context.new_page()
        self.trouble: list[str] = []
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.page.on("request", self._look)

    def _look(self, request: Any) -> None:
        if not request.url.startswith(self.address):
            self.trouble.append(request.url)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, kind: Any, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.trouble == []


def violations(page: Any) -> list[str]:
    """Return what axe-core finds wrong."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python (extra: dev)"
    )
    found = axe.Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:100]}" for each in found for node in each["nodes"]]


def write(page: Any, address: str, text: str) -> None:
    page.goto(address)
    page.fill("#text", text)
    page.click("button.main")
    page.wait_for_selector("#board")


def updated(page: Any, act: Any) -> None:
    """Do something, and wait until what it changes has come."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        act()
    page.wait_for_function("!document.querySelector('form').hasAttribute('aria-busy')")


def marked(page: Any, target: str) -> str:
    """Return what is marked in the article for a text, without blanks, in lower case."""
    parts = page.locator(f"#article mark.t-{target}").all_inner_texts()
    return "".join("".join(parts).lower().split())


def test_an_editor_writes(browser: Any, address: str) -> None:
    with Tab(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        write(page, address, ARTICLE)
        headline = page.input_value("#text-headline")
        assert 0 < len(headline) <= 75
        assert page.inner_text("#article .head") == "Harbour bridge to close for nine months"
        assert f"{len(headline)} of 75 characters" in page.inner_text("#count-headline")
        assert "".join(headline.lower().split()) == marked(page, "headline")
        # Pointing at a text shows its words by colour and by label; nothing moves.
        page.evaluate(SHIFTS)
        plain = page.locator("mark.t-lede").first.evaluate(BACKGROUND)
        page.hover("#title-lede")
        assert page.locator("mark.t-lede").first.evaluate(BACKGROUND) != plain
        label = "n => getComputedStyle(n, '::before').content"
        assert page.locator("mark.b-lede").first.evaluate(label) == '"Lede"'
        page.hover("#title-headline")
        assert page.locator("mark.t-lede:not(.t-headline)").first.evaluate(BACKGROUND) == plain
        assert page.evaluate("window.shifts") == 0
        # The slider works by keys, keeps the focus, and the text keeps to it.
        page.focus("#lede")
        updated(page, lambda: page.keyboard.press("Home"))
        assert page.evaluate("document.activeElement.id") == "lede"
        lede = page.input_value("#text-lede")
        assert len(lede.split()) <= 12
        assert page.inner_text("output[for=lede]") == "12"
        # Another alternative takes the place of the text, and its words those of the marks.
        other = page.locator("#more-headline label").nth(1).inner_text()
        updated(page, lambda: page.locator("#more-headline label").nth(1).click())
        assert page.input_value("#text-headline") == other
        assert "".join(other.lower().split()) == marked(page, "headline")
        page.click("#card-headline .copy")
        page.wait_for_selector("#card-headline .copy:has-text('Copied')")
        assert page.evaluate("navigator.clipboard.readText()") == other
        page.fill("#text-headline", "Ten  words")
        assert page.inner_text("#count-headline") == "10 of 75 characters, 2 words"
        # What reading left out comes back by one click, where it stood.
        lines = page.locator(".left-out .line").all_inner_texts()
        assert lines == ["By Ann Lee", "Share this article"]
        updated(page, lambda: page.click("[aria-label='Put back: Share this article']"))
        paragraphs = page.locator("#article .body p").all_inner_texts()
        assert paragraphs[2] == "Share this article"
        assert page.locator(".left-out .line").all_inner_texts() == ["By Ann Lee"]
        # Reasons are words, and lead to their sentence.
        page.click("#why-dek summary")
        reason = page.inner_text("#why-dek li")
        assert reason.startswith("Sentence 1 is the best of ")
        assert "For it: it " in reason
        assert violations(page) == []


SHIFTS = """() => { window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift" }); }"""
BACKGROUND = "n => getComputedStyle(n).backgroundColor"


def test_keys_alone_write(browser: Any, address: str) -> None:
    with Tab(browser, address, color_scheme="dark") as page:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert violations(page) == []
        while page.evaluate("document.activeElement.id") != "text":
            page.keyboard.press("Tab")
        page.keyboard.insert_text(ARTICLE)
        while page.evaluate("document.activeElement.type") != "submit":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#board")
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id"))
        for target in ("headline", "dek", "lede", "summary", "push", "social"):
            assert {target, f"text-{target}", f"pick-{target}-0"} <= reached | {
                f"pick-{target}-0" if target != "headline" else ""
            }
        assert {"article", "back-0"} <= reached
        assert violations(page) == []


def test_without_javascript_it_writes(browser: Any, address: str) -> None:
    with Tab(browser, address, java_script_enabled=False, viewport=PHONE) as page:
        write(page, address, ARTICLE)
        assert 0 < len(page.input_value("#text-push")) <= 50
        page.locator("#more-headline label").nth(1).click()
        wanted = page.locator("#more-headline label").nth(1).inner_text()
        page.click("text=Write again with these lengths")
        assert page.input_value("#text-headline") == wanted
        page.click("[aria-label='Put back: By Ann Lee']")
        assert page.locator("#article .body p").first.inner_text() == "By Ann Lee"
        assert page.input_value("#text-headline") != ""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_hostile_and_other_articles_show_as_text(
    browser: Any, address: str, viewport: dict[str, int]
) -> None:
    # Written so, it is neither a page nor markup that reading takes out.
    harm = HARM.replace("<", "&lt;").replace(">", "&gt;")
    harm = f"A court heard that {harm} was found on Monday in Ostrava, it said."
    with Tab(browser, address, viewport=viewport) as page:
        write(page, address, f"Court hears of markup\n\n{harm} {'A mill burned. ' * 3}")
        assert HARM in page.inner_text("#article .body")
        assert HARM in page.input_value("#text-lede")
        assert page.evaluate("window.harmed") is None
        assert page.locator("main img, main script").count() == 0
        write(page, address, HEBREW)
        paragraph = page.locator("#article .body p").first
        assert paragraph.evaluate("n => getComputedStyle(n).direction") == "rtl"
        assert page.locator("#text-lede").evaluate("n => getComputedStyle(n).direction") == "rtl"
        assert page.get_attribute("#article .body", "lang") == "he"
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert violations(page) == []


def test_a_file_is_read_and_a_bad_one_is_explained(
    browser: Any, address: str, tmp_path: Path
) -> None:
    page_file, picture = tmp_path / "story.html", tmp_path / "photo.txt"
    body = "".join(
        f"<p>The mill in Ostrava burned for {n} hours on Monday.</p>" for n in range(2, 6)
    )
    page_file.write_text(f"<article><h1>Mill burns</h1>{body}</article>", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with Tab(browser, address) as page:
        page.goto(address)
        page.set_input_files("#file", str(page_file))
        page.wait_for_selector("#board")
        assert page.inner_text("#article .head") == "Mill burns"
    tab = Tab(browser, address)
    with tab as page:
        page.goto(address)
        page.set_input_files("#file", str(picture))
        page.wait_for_selector(".failure")
        assert "photo.txt" in page.inner_text(".failure")
        tab.trouble.clear()  # the browser notes the status 422


def test_the_server_sends_nothing_that_it_does_not_have(address: str) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static/desk.css/.."):
        request = urllib.request.Request(address + path)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(request)
