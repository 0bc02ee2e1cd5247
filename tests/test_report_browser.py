"""The report page in real headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report_pages import HARM, TOWNS, comparison, sentences, values, views
from summkit.report.comparison_html import Opening, render

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.xdist_group("browser")]

COUNT = 120
DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    seconds = {"lead": 0.01, "last": 0.2, HARM: 3.0}
    page = render(comparison(COUNT), views(COUNT), seconds=seconds, opening=Opening("last", "lead"))
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """One tab for most tests: opening a tab takes more time than a test."""
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(tab: Any, report: Path) -> Iterator[Any]:
    yield from watched(tab, report)


def opening(browser: Any, path: Path, **options: Any) -> Iterator[Any]:
    context = browser.new_context(**({"viewport": DESKTOP} | options))
    try:
        yield from watched(context.new_page(), path, options.get("java_script_enabled", True))
    finally:
        context.close()


def watched(page: Any, path: Path, scripted: bool = True) -> Iterator[Any]:
    """Open the report; fail on any error, dialog or request other than the file itself."""
    trouble: list[str] = []
    requests: list[str] = []
    ears = {
        "console": lambda message: trouble.append(message.text),
        "pageerror": lambda error: trouble.append(str(error)),
        "dialog": lambda dialog: trouble.append(dialog.message),
        "request": lambda request: requests.append(request.url),
    }
    for event, ear in ears.items():
        page.on(event, ear)
    page.goto(path.as_uri())
    if scripted:
        page.wait_for_selector("#browser-panes:not([hidden])", timeout=10_000)
    yield page
    for event, ear in ears.items():
        page.remove_listener(event, ear)
    assert trouble == []
    assert requests == [path.as_uri()]


def listed(page: Any) -> list[int]:
    places = page.locator("#articles button").evaluate_all("all => all.map(b => b.dataset.article)")
    return [int(place) for place in places]


def wait_for_count(page: Any, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#articles button")).to_have_count(count)


def ranked(first: int, second: int, metric: int) -> list[int]:
    def apart(number: int) -> int:
        a, b = values(number, first)[metric], values(number, second)[metric]
        return round(a * 10_000) - round(b * 10_000)

    return sorted(range(COUNT), key=lambda number: (-apart(number), number))


def test_articles_where_a_beats_b_most_come_first(opened: Any) -> None:
    assert listed(opened) == ranked(1, 0, 0)[:50]
    opened.select_option("#metric", "2")
    opened.select_option("#second", label="written")
    assert listed(opened) == ranked(1, 2, 2)[:50]
    opened.select_option("#sort", "under")
    assert listed(opened) == ranked(2, 1, 2)[:50]
    opened.select_option("#sort", "value")
    by_value = sorted(range(COUNT), key=lambda n: (-round(values(n, 1)[2] * 10_000), n))
    assert listed(opened) == by_value[:50]
    opened.select_option("#sort", "id")
    assert listed(opened) == list(range(50))


def test_pages_turn(opened: Any) -> None:
    opened.select_option("#sort", "place")
    assert opened.locator("#earlier").is_disabled()
    opened.click("#later")
    assert listed(opened) == list(range(50, 100))
    opened.click("#later")
    assert listed(opened) == list(range(100, COUNT))
    assert opened.locator("#later").is_disabled()
    assert opened.inner_text("#page") == "Page 3 of 3"


def test_search_finds_all_words_anywhere(opened: Any) -> None:
    opened.fill("#search", "CORVALE item 10")
    expected = {
        number
        for number in range(COUNT)
        if TOWNS[number % 8] == "Corvale" and "10" in f"{number} {number + 40} article-{number:03}"
    }
    assert expected
    wait_for_count(opened, len(expected))
    assert set(listed(opened)) == expected
    assert opened.inner_text("#count") == f"{len(expected)} of {COUNT} articles"
    opened.fill("#search", "no such words")
    wait_for_count(opened, 0)
    assert opened.inner_text("#count") == f"0 of {COUNT} articles"


def show(page: Any, number: int) -> None:
    page.fill("#search", f"article-{number:03}")
    wait_for_count(page, 1)
    page.click("#articles button")


def marked(page: Any, kind: str) -> list[str]:
    """Return the marked texts without their labels."""
    found = page.locator(f"#article mark.{kind}").evaluate_all(
        "all => all.map(m => [...m.childNodes].slice(1).map(n => n.textContent).join(''))"
    )
    return [str(text) for text in found]


@pytest.mark.parametrize("number", [0, 3])  # 3 has characters beyond the basic plane
def test_both_systems_sentences_are_marked(opened: Any, number: int) -> None:
    show(opened, number)
    lines = sentences(number)
    assert marked(opened, "ab") == [lines[0]]
    assert marked(opened, "a") == [lines[3]]
    assert marked(opened, "b") == [lines[1]]
    styles = opened.locator("#article mark").evaluate_all(
        "all => all.map(m => getComputedStyle(m).textDecorationStyle)"
    )
    assert sorted(styles) == ["dashed", "double", "solid"]
    assert opened.locator("#article .key").all_inner_texts()[:3] == ["A", "B", "A+B"]
    written = opened.locator("#article .written").all_inner_texts()
    assert written == [f"{lines[0]} {lines[3]}", f"{lines[0]} {lines[1]}"]
    cells = opened.locator("#article td").all_inner_texts()
    assert cells[:2] == [f"{100 * values(number, n)[0]:.2f}" for n in (1, 0)]


def test_markup_and_controls_in_articles_stay_text(opened: Any) -> None:
    show(opened, 4)
    for selector, times in (("#article h3", 1), ("#article .body", 1), ("#article .reference", 2)):
        assert opened.locator(selector).count() == times
        assert HARM in " ".join(opened.locator(selector).all_inner_texts())
    assert r"\x1b[31mred" in opened.inner_text("#article h3")
    assert r"\x1b[2J" in opened.inner_text("#article .body")
    opened.select_option("#first", label="written")
    assert opened.locator("#article .written").first.inner_text() == f"{HARM} in brief"
    opened.select_option("#second", label=HARM)
    assert HARM in opened.inner_text("#article .legend")
    assert opened.evaluate("window.harmed") is None
    assert opened.locator("img").count() == 0


def test_an_article_without_a_headline_is_named_by_its_start(opened: Any) -> None:
    show(opened, COUNT - 1)
    assert opened.inner_text("#article h3").startswith("The council of Harrowby voted")


def test_keyboard_alone_reaches_everything(opened: Any) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "search"
    outline = opened.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + "
        "getComputedStyle(document.activeElement).outlineWidth"
    )
    assert outline == "solid3px"
    opened.keyboard.type("Farholt")
    wait_for_count(opened, 15)
    for expected in ("first", "second", "metric", "sort"):
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.id") == expected
    opened.keyboard.press("Tab")
    if opened.evaluate("document.activeElement.tagName") == "OL":  # a list that scrolls
        opened.keyboard.press("Tab")
    place = opened.evaluate("document.activeElement.dataset.article")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "article"
    assert opened.inner_text("#article > p.meta") == f"article-{int(place):03}"
    current = opened.locator("#articles [aria-current]")
    assert current.get_attribute("data-article") == place


def test_everything_has_a_name(opened: Any) -> None:
    nameless = opened.evaluate(
        """() => [...document.querySelectorAll("select, input, button, svg, table, [role=region]")]
        .filter(n => !(n.labels?.length || n.getAttribute("aria-label") || n.textContent.trim()
          || n.getAttribute("aria-hidden"))).map(n => n.outerHTML.slice(0, 80))"""
    )
    assert nameless == []
    assert opened.locator("table:not(:has(caption))").count() == 0


def test_charts_show_one_metric_at_a_time(opened: Any) -> None:
    panels = opened.locator('[data-panel="delta-metric"]')
    assert [panels.nth(n).is_visible() for n in range(3)] == [True, False, False]
    opened.select_option("#delta-metric", "1")
    assert [panels.nth(n).is_visible() for n in range(3)] == [False, True, False]


def test_a_phone_shows_it_without_scrolling_sideways(browser: Any, report: Path) -> None:
    for page in opening(browser, report, viewport=PHONE):
        show(page, 4)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        wide = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter(n =>
            n.getBoundingClientRect().right > innerWidth + 1 && !n.closest(".scroller, svg"))
            .map(n => n.tagName + "." + n.className)"""
        )
        assert wide == []


def test_dark_is_dark_and_readable(browser: Any, report: Path) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        for page in opening(browser, report, color_scheme=scheme):
            show(page, 0)
            shades[scheme] = page.evaluate(CONTRAST)
    assert shades["light"]["page"] > 0.8 > 0.1 > shades["dark"]["page"]
    for scheme, found in shades.items():
        assert found["poor"] == [], scheme


# Contrast of text with its background, by WCAG 2's formula; 4.5 is level AA.
CONTRAST = """() => {
  const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3)
    .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (n) => { for (; n; n = n.parentElement) {
    const c = getComputedStyle(n).backgroundColor; if (c !== "rgba(0, 0, 0, 0)") return c; }
    return "rgb(255, 255, 255)"; };
  const poor = [];
  for (const n of document.querySelectorAll("h1, h2, h3, p, th, td, a, .tag, .meta, .mark, mark,"
      + " .key, button:not(:disabled), label, figcaption, dt, code, .range, .figures")) {
    if (!n.textContent.trim() || !n.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(n).color), light(behind(n))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${n.tagName}.${n.className} ${ratio.toFixed(2)}`);
  }
  return { page: light(getComputedStyle(document.body).backgroundColor), poor: [...new Set(poor)] };
}"""


def test_saved_runs_without_their_corpus_show_the_texts(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render(comparison(5), opening=Opening("last", "lead")), encoding="utf-8")
    for page in opening(browser, path):
        show(page, 2)
        lines = sentences(2)
        written = page.locator("#article .written").all_inner_texts()
        assert written == [f"{lines[0]} {lines[3]}", f"{lines[0]} {lines[1]}"]
        assert page.locator("#article .body").count() == 0


def test_an_old_browser_is_told(browser: Any, report: Path) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(report.as_uri())
    page.wait_for_selector("#browser-status:has-text('cannot unpack')")
    assert page.locator("#summary table").first.is_visible()
    context.close()


def test_without_javascript_tables_and_charts_stay(browser: Any, report: Path) -> None:
    for page in opening(browser, report, java_script_enabled=False):
        assert page.locator("noscript p").is_visible()
        assert page.locator("#browser-status").is_hidden()
        assert page.locator("#summary table").count() == 3
        assert page.locator('[data-panel="delta-metric"]').nth(2).is_visible()
