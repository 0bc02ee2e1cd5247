"""The desk's pages in real headless Chromium, served by the command itself."""

from __future__ import annotations

import dataclasses
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_app import ARTICLE
from report_pages import COLUMNS, run_of
from summkit.evaluation.run import Row

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.xdist_group("desk")]

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
HEBREW = (
    "הגשר בנמל ייסגר לתנועה לתשעה חודשים החל ביום שני, הודיעה העירייה אתמול. "
    "המעבורות יפעלו כל עשר דקות בין שוק הדגים לבית המכס הישן. סוחרים אמרו שאיש לא שאל אותם."
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start `summkit desk`, and check that it ends in order on request."""
    command = [sys.executable, "-m", "summkit", "desk", "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "starting the desk" in process.stderr.readline()
    line = process.stderr.readline()
    assert "the desk is open at http://127.0.0.1:" in line
    yield line.split()[6]
    process.send_signal(signal.SIGTERM)
    log = process.communicate(timeout=30)[1].splitlines()
    assert process.returncode == 0
    assert {json.loads(line)["status"] for line in log} <= {200, 304, 404, 422}


SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
"""Adds up the layout shifts, also those after a click, which browsers do not report by default."""


class Tab:
    """A page that reports errors, dialogs and requests to other servers."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**({"viewport": DESKTOP} | options))
        self.context.add_init_script(SHIFTS)
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
    """Return the violations that axe-core finds."""
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
    """Do an action, and wait until its changes have arrived."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        act()
    # Not wait_for_function, which the page's policy refuses: it evaluates text.
    page.wait_for_selector("form:not([aria-busy])")


def marked(page: Any, target: str) -> str:
    """Return the marked words of the article for a text, without blanks, in lower case."""
    parts = page.locator(f"#article mark.t-{target}").all_inner_texts()
    return "".join("".join(parts).lower().split())


def test_an_editor_writes(browser: Any, address: str) -> None:
    with Tab(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        write(page, address, ARTICLE)
        # The written text replaces the form: no element moves, also after a click.
        assert page.evaluate("window.shifts") == 0
        headline = page.input_value("#text-headline")
        assert 0 < len(headline) <= 75
        assert page.inner_text("#article .head") == "Harbour bridge to close for nine months"
        assert f"{len(headline)} of 75 characters" in page.inner_text("#count-headline")
        assert "".join(headline.lower().split()) == marked(page, "headline")
        # If the pointer is on a text, its words are marked by colour and by a label; nothing moves.
        plain = page.locator("mark.t-lede").first.evaluate(BACKGROUND)
        page.hover("#title-lede")
        assert page.locator("mark.t-lede").first.evaluate(BACKGROUND) != plain
        label = "n => getComputedStyle(n, '::before').content"
        assert page.locator("mark.b-lede").first.evaluate(label) == '"Lede"'
        page.hover("#title-headline")
        assert page.locator("mark.t-lede:not(.t-headline)").first.evaluate(BACKGROUND) == plain
        assert page.evaluate("window.shifts") == 0
        # The slider works by keys and keeps the focus, and the text has the length it shows.
        page.focus("#lede")
        updated(page, lambda: page.keyboard.press("Home"))
        assert page.evaluate("document.activeElement.id") == "lede"
        lede = page.input_value("#text-lede")
        assert len(lede.split()) <= 12
        assert page.inner_text("output[for=lede]") == "12"
        # Another alternative replaces the text, and its words are marked instead.
        other = page.locator("#more-headline label").nth(1).inner_text()
        updated(page, lambda: page.locator("#more-headline label").nth(1).click())
        assert page.input_value("#text-headline") == other
        assert "".join(other.lower().split()) == marked(page, "headline")
        page.click("#card-headline .copy")
        page.wait_for_selector("#card-headline .copy:has-text('Copied')")
        assert page.evaluate("navigator.clipboard.readText()") == other
        page.fill("#text-headline", "Ten  words")
        assert page.inner_text("#count-headline") == "10 of 75 characters, 2 words"
        # One click restores a line that reading deleted, at its place.
        lines = page.locator(".left-out .line").all_inner_texts()
        assert lines == ["By Ann Lee", "Share this article"]
        updated(page, lambda: page.click("[aria-label='Put back: Share this article']"))
        paragraphs = page.locator("#article .body p").all_inner_texts()
        assert paragraphs[2] == "Share this article"
        assert page.locator(".left-out .line").all_inner_texts() == ["By Ann Lee"]
        # Reasons are written in words, and a click leads to their sentence.
        page.click("#why-dek summary")
        reason = page.inner_text("#why-dek li")
        assert reason.startswith("Sentence 1 is the best of ")
        assert "For it: it " in reason
        assert violations(page) == []


def test_nothing_jumps_when_texts_grow(browser: Any, address: str) -> None:
    """An element in use keeps its place, and so does the article next to it."""
    with Tab(browser, address, viewport={"width": 1280, "height": 500}) as page:
        write(page, address, ARTICLE)
        for target, key in (("summary", "End"), ("summary", "Home"), ("dek", "End")):
            page.focus(
                f"#{target}"
            )  # its place is final immediately: no scrolling continues by itself
            before = page.locator(f"#{target}").bounding_box()
            beside = page.locator("#article").bounding_box()
            updated(page, lambda key=key: page.keyboard.press(key))
            assert page.locator(f"#{target}").bounding_box() == pytest.approx(before, abs=1)
            assert page.locator("#article").bounding_box() == pytest.approx(beside, abs=1)
        assert page.input_value("#text-summary") != ""


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BACKGROUND = "n => getComputedStyle(n).backgroundColor"


def test_the_keyboard_alone_is_enough_to_write(browser: Any, address: str) -> None:
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
    # A tag in the running text stays: reading deletes whole scripts, and tags with attributes.
    told = "<img><script>window.harmed = 1"
    harm = told.replace("<", "&lt;").replace(">", "&gt;")
    harm = f"A court heard that {harm} was found on Monday in Ostrava, it said."
    with Tab(browser, address, viewport=viewport) as page:
        write(page, address, f"Court hears of markup\n\n{harm} {'A mill burned. ' * 3}")
        assert told in page.inner_text("#article .body")
        assert told in page.input_value("#text-lede")
        assert page.evaluate("window.harmed") is None
        assert page.locator("main img, main script").count() == 0
        write(page, address, HEBREW)
        paragraph = page.locator("#article .body p").first
        assert paragraph.evaluate("n => getComputedStyle(n).direction") == "rtl"
        assert page.locator("#text-lede").evaluate("n => getComputedStyle(n).direction") == "rtl"
        assert page.get_attribute("#article .body", "lang") == "he"
        assert page.evaluate(OVERFLOW) <= 0
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
        # The same with an open article: its text stays, and work continues.
        write(page, address, ARTICLE)
        headline = page.input_value("#text-headline")
        page.click(".another summary")
        page.set_input_files("#file", str(picture))
        page.wait_for_selector(".failure")
        assert "photo.txt" in page.inner_text(".failure")
        assert page.input_value("#text-headline") == headline
        page.focus("#dek")
        updated(page, lambda: page.keyboard.press("Home"))
        assert page.locator(".failure").count() == 0
        tab.trouble.clear()  # the browser notes the status 422


def test_the_server_sends_nothing_that_it_does_not_have(address: str) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static/desk.css/.."):
        request = urllib.request.Request(address + path)
        with pytest.raises(urllib.error.HTTPError, match="404") as raised:
            urllib.request.urlopen(request)
        raised.value.close()


def test_an_editor_judges(browser: Any, address: str) -> None:
    with Tab(browser, address) as page:
        page.goto(f"{address}/judge")
        page.fill("#text", ARTICLE)
        page.fill(
            "#candidates", "Bridge in Eastport to close for 12 months\nBridge to close on 4 March"
        )
        assert violations(page) == []
        page.click("button.main")
        page.wait_for_selector(".ranking")
        texts = page.locator(".ranking tbody th").all_inner_texts()
        assert texts == ["Bridge to close on 4 March", "Bridge in Eastport to close for 12 months"]
        # Unsupported words are marked, with the nearest passage of the article next to them.
        marks = page.locator("#p2 mark").evaluate_all("all => all.map(n => n.firstChild.data)")
        assert marks == ["Eastport", "12 months"]
        passages = page.locator("#p2 .findings blockquote").all_inner_texts()
        assert all(
            each.startswith("The harbour bridge in Westport will close") for each in passages
        )
        beside = page.locator("#p2 .findings blockquote b").all_inner_texts()
        assert "nine months" in beside
        assert "26 of 45" in page.inner_text("#p1 .bars")
        assert page.locator("#p1 .over").count() == 0
        # Typed text is judged immediately; a dek has a limit of words.
        long = "The bridge in Westport will close for nine months, and traders object to it"
        updated(page, lambda: page.fill("#candidates", long))
        assert f"{len(long)} of 45, {len(long) - 45} over" in page.inner_text("#p1 .bars")
        updated(page, lambda: page.check("#what-deks"))
        assert page.inner_text("#p1 .bars .count") == "14 of 30 words"
        assert violations(page) == []
        # The same article is sent back to the other page.
        page.click("text=Write for this article")
        page.wait_for_selector("#text-headline")


def test_judging_works_without_javascript_and_shows_harm_as_text(
    browser: Any, address: str
) -> None:
    with Tab(browser, address, java_script_enabled=False, viewport=PHONE) as page:
        page.goto(f"{address}/judge")
        page.fill("#text", ARTICLE)
        page.fill("#candidates", f"Bridge {HARM} 12 months")
        page.click("button.main")
        assert page.locator(".ranking tbody th").inner_text() == f"Bridge {HARM} 12 months"
        assert page.locator("main img").count() == 0


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Two runs of twelve articles; in the second "last" is worse, and wrote another text."""
    folder = tmp_path_factory.mktemp("runs")
    names = [f"article-{number:02}" for number in range(12)]
    for date, text, value in (("2026-10-01", "A first text.", 0.5), ("2026-11-01", HARM, 0.2)):
        rows = []
        for number, name in enumerate(names):
            lead = tuple(0.3 + number / 100 for _ in COLUMNS)
            last = tuple(value + number / 100 for _ in COLUMNS)
            rows.append(Row(name, "lead", "The same.", (), 2, lead))
            rows.append(Row(name, "last", f"{text} {number}", (), 3, last))
        run = run_of(rows, ("lead", "last"))
        header = dataclasses.replace(run.header, date=date)
        dataclasses.replace(run, header=header).save(folder / f"{date}.json")
    return [str(folder / "2026-11-01.json"), str(folder / "2026-10-01.json")]


def test_runs_show_what_changed(
    browser: Any, address: str, saved: list[str], tmp_path: Path
) -> None:
    speed = tmp_path / "speed.json"
    times = {"lead": 0.001, "last": 0.004}
    benchmarks = [
        {"name": f"test_speed[{name}]", "stats": {"mean": each, "median": each, "min": each}}
        for name, each in times.items()
    ]
    speed.write_text(json.dumps({"datetime": "2026-11-01T00:00:00", "benchmarks": benchmarks}))
    with Tab(browser, address) as page:
        page.goto(f"{address}/runs")
        assert page.evaluate("window.shifts") == 0
        assert violations(page) == []
        page.set_input_files("#file", [*saved, str(speed)])
        page.click("button.main")
        page.wait_for_selector("#browser-panes:not([hidden])")
        assert page.inner_text(".gate .eyebrow").lower() == "2026-10-01.json → 2026-11-01.json"
        assert page.inner_text("#gate-title").startswith("Regression: ")
        assert page.locator("#changes tbody tr").count() == 12
        row = page.locator("#changes tbody tr").first
        assert row.locator("td").all_inner_texts()[:1] == ["last"]
        assert "-30.00" in row.inner_text()
        assert HARM in row.inner_text()
        page.click("#changes thead button:has-text('Article')")
        names = page.locator("#changes tbody th").all_inner_texts()
        assert names == [f"article-{number:02}" for number in range(12)]
        page.click("#changes thead button:has-text('Article')")
        assert page.locator("#changes tbody th").all_inner_texts() == names[::-1]
        page.fill("#find", "article-07")
        assert page.locator("#changes tbody tr:visible").count() == 1
        assert page.inner_text("#found") == "1 of 12"
        assert page.locator(".history svg[role=img]").count() >= 1
        assert page.locator("#summary .whisker").count() >= 2
        rates = page.locator("#speed table:visible td").all_inner_texts()
        assert {"1,000", "250"} <= set(rates)  # articles a second
        assert page.locator("#speed figure svg:visible").count() == 1
        assert page.evaluate("window.harmed") is None
        assert page.evaluate(OVERFLOW) <= 0
        assert violations(page) == []


def test_runs_need_no_scrolling_sideways_on_a_phone(
    browser: Any, address: str, saved: list[str]
) -> None:
    with Tab(browser, address, viewport=PHONE) as page:
        page.goto(f"{address}/runs")
        page.set_input_files("#file", saved)
        page.click("button.main")
        page.wait_for_selector("#changes")
        assert page.evaluate(OVERFLOW) <= 0
        table = page.locator("[aria-labelledby=changes-title]").last
        assert table.evaluate("n => n.scrollWidth - n.clientWidth") <= 0
        page.click("#changes thead button:has-text('Article')")
        assert page.locator("#changes tbody th").first.inner_text() == "article-00"
        assert violations(page) == []
