"""The report page as bytes: its content, absent content, and its size."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from typing import Any

import pytest

from corpora import corpus
from report_pages import HARM, comparison, large, values, views
from summkit.report.browser_data import Packed, pack
from summkit.report.charts import DELTA_BINS, Scale, delta_histograms, nice, place_histograms
from summkit.report.comparison_html import render


def unpacked(packed: Packed) -> Any:
    raw = packed.text.encode().translate(bytes.maketrans(b".,:", b"<>&"))
    return json.loads(zlib.decompress(base64.b85decode(raw)))


class Outline(HTMLParser):
    """Collects the tags in the form in which a browser parses them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return render(comparison(12), views(12), seconds={"lead": 0.01, "last": 0.2})


def test_only_our_own_script_can_run(page: str) -> None:
    outline = Outline(page)
    names = [tag for tag, _ in outline.tags]
    assert names.count("script") == 2 and "img" not in names
    assert not [name for _, attributes in outline.tags for name in attributes if name[:2] == "on"]
    policy = next(a["content"] for t, a in outline.tags if t == "meta" and "http-equiv" in a)
    digest = base64.b64encode(hashlib.sha256(outline.scripts[-1].encode()).digest()).decode()
    assert policy is not None
    assert "default-src 'none'" in policy and f"script-src 'sha256-{digest}'" in policy


def test_nothing_points_outside(page: str) -> None:
    for _, attributes in Outline(page).tags:
        for name in ("src", "href", "action", "data"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,")), attributes
    assert not re.search(r"https?://|@import|url\(", page)


def test_no_control_character_gets_through(page: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", page)


def test_the_same_bytes_again(page: str) -> None:
    assert page == render(comparison(12), views(12), seconds={"lead": 0.01, "last": 0.2})


def test_how_fast_it_was_is_one_line_of_the_page(page: str) -> None:
    other = render(comparison(12), views(12), seconds={"lead": 0.3, "last": 0.1})
    pairs = zip(page.splitlines(), other.splitlines(), strict=True)
    (changed,) = [one for one, another in pairs if one != another]
    assert "articles a second" in changed


def test_the_numbers_of_the_comparison_stand_in_the_page(page: str) -> None:
    paired = comparison(12).paired
    for mean in paired.means:
        assert f"{100 * mean.mean:.2f}" in page
    for difference in paired.differences:
        assert f"{100 * difference.mean_difference:+.2f}" in page
        assert f"{difference.wins} / {difference.ties} / {difference.losses}" in page
    assert "0123456789abcdef" in page and "rouge2.f|profile:ascii|stem:porter" in page


def test_unknown_parts_of_the_page_are_left_out() -> None:
    bare = render(comparison(12, strata=False))
    for part in ("speed", "places", "strata"):
        assert f'<section id="{part}"' not in bare
    assert "Made from saved runs without their corpus" in bare


def test_packed_data_says_what_was_written() -> None:
    data = unpacked(pack(comparison(12), views(12)))
    assert data["ids"] == [f"article-{number:03}" for number in range(12)]
    assert data["bodies"][4] == views(12)["article-004"].body
    # The lead is stored as places, free text as text, and an unknown text as neither.
    assert [row[0] for row in data["texts"]] == [0] * 12
    assert data["texts"][0][2] == f"{HARM} in brief"
    assert data["values"][1][2][7] == round(values(7, 1)[2] * 10_000)
    # Offsets count UTF-16 units: two trams before the end of the second sentence.
    body = views(12)["article-003"].body.encode("utf-16-le")
    spans = data["spans"][3]
    place = data["chosen"][3][0][1]
    start, end = spans[2 * place : 2 * place + 2]
    assert body[2 * start : 2 * end].decode("utf-16-le") == (
        "🚋🚋 Both trams Some 43 residents had written letters."
    )


def test_without_bodies_the_texts_are_kept() -> None:
    data = unpacked(pack(comparison(12), None))
    assert all(isinstance(text, str) for row in data["texts"] for text in row)
    assert data["bodies"] == [""] * 12


def test_articles_with_the_largest_differences_stay_if_not_all_fit() -> None:
    whole = pack(comparison(60), views(60))
    part = pack(comparison(60), views(60), most_bytes=len(whole.text) // 2)
    assert len(part.text) <= len(whole.text) // 2
    assert (whole.articles, part.total) == (60, 60) and 5 < part.articles < 40
    kept = set(unpacked(part)["ids"])

    def apart(number: int) -> float:
        base = values(number, 0)[0]
        return max(abs(values(number, system)[0] - base) for system in range(1, 4))

    ranked = sorted(range(60), key=apart, reverse=True)[: part.articles]
    assert kept == {f"article-{number:03}" for number in ranked}


def test_a_thousand_articles_stay_under_two_megabytes() -> None:
    bodies = [str(record["body"])[:3000] for record in corpus("cnn_dailymail") + corpus("bbc")]
    bodies = [body for body in bodies if len(body) > 1000][:1000]
    assert len(bodies) == 1000
    made, articles = large(bodies, systems=8)
    assert pack(made, articles).articles == 1000
    assert len(render(made, articles, seconds=dict.fromkeys(made.systems, 1.0)).encode()) < 2e6


def test_a_histogram_counts_every_difference_once() -> None:
    found = {"a": [-1.0, 0.0, 0.0, 0.001, 1.0], "b": []}
    drawn = delta_histograms(found)
    labels = [bar.label for bar in drawn["a"].bars]
    assert [int(label.rpartition(" ")[2]) for label in labels] == [1, 3, 1]
    assert [bar.kind for bar in drawn["a"].bars] == ["worse", "same", "better"]
    turned = delta_histograms(found, -1)["a"].bars
    assert [bar.kind for bar in turned] == ["better", "same", "worse"]
    assert {bar.kind for bar in delta_histograms(found, None)["a"].bars} == {"same"}
    assert drawn["b"].bars == () and DELTA_BINS % 2 == 1


def test_equal_differences_do_not_divide_by_nothing() -> None:
    assert [bar.kind for bar in delta_histograms({"a": [0.0, 0.0]})["a"].bars] == ["same"]


def test_places_are_shares_of_a_systems_own_picks() -> None:
    drawn = place_histograms({"a": [0.0, 0.05, 0.95, 1.0], "b": [0.5]})
    assert [bar.label.rpartition(": ")[2] for bar in drawn["a"].bars] == ["50.0% of picks"] * 2
    assert drawn["b"].top == "100%"


def test_ticks_are_round_and_within() -> None:
    assert [nice(step) for step in (0.03, 0.2, 7, 1)] == pytest.approx([0.05, 0.2, 10, 1])
    assert Scale(0.21, 0.49, 0, 100).ticks(4) == pytest.approx([0.3, 0.4])
