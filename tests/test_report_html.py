"""The HTML report, as text and in real headless Chromium."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from summkit.evaluation.comparison import comparison_of
from summkit.evaluation.run import Header, Row, Run
from summkit.report.comparison_html import ArticleView, render

XSS = "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 2'>"
COLUMNS = ("rouge1.f", "rouge2.f")
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def example(articles: int = 60, paragraphs: int = 3):
    """A run of two systems over made-up articles, one of which attacks the page."""
    views, rows = {}, []
    for number in range(articles):
        name = f"a{number:04}"
        body = "\n\n".join(
            f"The harbour board met for the {number} time {part}. It voted on ferry {number}."
            for part in range(paragraphs)
        )
        hostile = XSS + "\x1b[31m" if number == 7 else ""
        views[name] = ArticleView(
            f"Ferry {number} sails {hostile}", hostile or None, body, (f"Ferry {number}.{hostile}",)
        )
        for system in ("lead", f"mine{XSS}"):
            first = body.index("It voted") if system != "lead" else 0
            end = body.index(".", first) + 1
            value = (number % 10) / 10 if system == "lead" else (number * 7 % 10) / 10
            rows.append(Row(name, system, body[first:end], ((first, end),), 7, (value, value / 2)))
    header = Header(
        "dek",
        ("dek",),
        {"sources": ["made.jsonl"], "fingerprint": "f", "articles": articles},
        {"lead": {"method": "lead"}, f"mine{XSS}": {"method": XSS}},
        {column: f"{column}|v:1" for column in COLUMNS},
        {"note": XSS},
    )
    return comparison_of(Run(header, tuple(rows)), columns=COLUMNS, resamples=200), views


def page(**changes) -> str:
    comparison, views = example()
    seconds = {"lead": 0.01, f"mine{XSS}": 0.02}
    return render(comparison, views, **({"seconds": seconds} | changes))


def test_nothing_from_outside_is_markup_and_nothing_is_fetched():
    html = page()
    assert "<script>window.hurt" not in html
    assert "<img" not in html
    assert "\x1b" not in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:|//)", html)
    assert "default-src 'none'" in html


def test_the_same_bytes_every_time():
    assert page() == page()


def test_a_thousand_articles_stay_under_two_megabytes():
    import random

    draw = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(20_000)]
    comparison, views = example(1000)
    views = {
        name: ArticleView(
            view.headline, view.dek, view.body + "\n\n" + " ".join(draw.choices(words, k=450))
        )
        for name, view in views.items()
    }
    html = render(comparison, views)
    assert len(html.encode()) < 2_000_000
    assert sum(len(view.body) for view in views.values()) > 2_500_000


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium on the path")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def opened(browser, path: Path, html: str, **context):
    path.write_text(html, encoding="utf-8")
    tab = browser.new_context(**context).new_page()
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    tab.wait_for_selector("#browser-tools:not([hidden])", timeout=20_000)
    return tab, said, asked


def counted(tab, number: int) -> None:
    from playwright.sync_api import expect

    expect(tab.locator("#count")).to_have_text(re.compile(rf"^{number} of "))


@pytest.mark.browser
def test_it_opens_searches_sorts_and_marks(browser, tmp_path):
    path = tmp_path / "report.html"
    tab, said, asked = opened(browser, path, page())
    assert tab.locator("#count").inner_text() == "60 of 60 articles"
    tab.fill("#search", "ferry 41")
    counted(tab, 1)
    tab.fill("#search", "")
    counted(tab, 60)
    tab.select_option("#sort", "id")
    assert "Ferry 0 sails" in tab.locator("#articles li").first.inner_text()
    tab.select_option("#sort", "over")
    figures = tab.locator("#articles li .figures:nth-of-type(2)").all_inner_texts()
    deltas = [float(text.split("A−B ")[1].replace("−", "-")) for text in figures]
    assert deltas == sorted(deltas, reverse=True)
    assert deltas[0] > 0
    tab.locator("#articles button").nth(3).click()
    marks = tab.locator("#article mark").all_inner_texts()
    assert any("It voted on ferry" in text for text in marks)
    assert any("The harbour board met" in text for text in marks)
    assert (said, asked) == ([], [path.as_uri()])


@pytest.mark.browser
def test_markup_in_an_article_stays_text(browser, tmp_path):
    tab, said, _ = opened(browser, tmp_path / "report.html", page())
    tab.fill("#search", "window.hurt")
    counted(tab, 1)
    tab.locator("#articles button").first.click()
    assert XSS in tab.locator("#article h3").inner_text()
    assert XSS in tab.locator("#article .reference").inner_text()
    assert tab.evaluate("window.hurt") is None
    assert said == []


@pytest.mark.browser
def test_a_phone_a_keyboard_and_the_dark(browser, tmp_path):
    small = {"viewport": {"width": 375, "height": 800}}
    tab, said, _ = opened(browser, tmp_path / "report.html", page(), **small, color_scheme="dark")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
    shade = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    root = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    numbers = re.findall(r"\d+", shade if shade != "rgba(0, 0, 0, 0)" else root)[:3]
    assert all(int(number) < 80 for number in numbers)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the articles"
    tab.focus("#articles button")
    tab.keyboard.press("Enter")
    assert tab.locator("#articles button[aria-current=true]").count() == 1
    assert said == []


@pytest.mark.browser
def test_saved_runs_without_their_corpus(browser, tmp_path):
    comparison, _ = example()
    tab, said, _ = opened(browser, tmp_path / "report.html", render(comparison, None))
    assert "the articles are not" in tab.locator("#browser").inner_text()
    tab.locator("#articles button").first.click()
    assert tab.locator("#article .written").count() == 2
    assert said == []
