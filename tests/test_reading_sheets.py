"""Texts copied from PDFs, word processors, chats, press offices and whole pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summkit import Article, read
from summkit.reading.formats.text import read_text

HEADLINE = "Night ferry to return to Oldhaven after board vote"
FIRST = (
    "The harbour board of Oldhaven voted on Monday to bring back the night ferry, ending eleven "
    "months in which the island of Brae had no crossing after seven in the evening."
)
SECOND = (
    "Residents of the quay had asked for quieter engines before the summer, the engineers said."
)
THIRD = "Ticket prices stay the same for commuters, while visitors pay two pounds more."

WRAPPED = (
    "The harbour board of Oldhaven voted on Monday to bring back\n"
    "the night ferry, ending eleven months in which the island\n"
    "of Brae had no crossing after seven in the evening."
)
BROKEN = (
    "Residents of the quay had asked for quieter engines before\n"
    "the summer, the engi{hyphen}\n"
    "neers said."
)

TEXTS = {
    "a word broken at a line's end": (
        f"{HEADLINE}\n\n{WRAPPED}\n\n{BROKEN.format(hyphen='-')}",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a word broken by a soft hyphen": (
        f"{HEADLINE}\n\n{WRAPPED}\n\n{BROKEN.format(hyphen=chr(0xAD))}",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a compound at a line's end": (
        f"{HEADLINE}\n\n{WRAPPED}\n\nThe loan, which the county calls a very cautious and long-\n"
        "term plan, runs for thirty years from this coming winter.",
        HEADLINE,
        [
            FIRST,
            "The loan, which the county calls a very cautious and long-term plan, runs for thirty "
            "years from this coming winter.",
        ],
    ),
    "page numbers between paragraphs": (
        f"{HEADLINE}\n\n{FIRST}\n\n2\n\n\f{SECOND}\n\nPage 3 of 4\n\n{THIRD}",
        HEADLINE,
        [FIRST, SECOND, THIRD],
    ),
    "a page number in mid sentence": (
        f"{HEADLINE}\n\n"
        + WRAPPED.replace("ending\n", "ending").replace("island\n", "island\n\n2\n\n\f"),
        HEADLINE,
        [FIRST],
    ),
    "ligatures": (
        f"{HEADLINE}\n\nOﬃcials ﬁlled the oﬀice ﬂoor.\n\n{THIRD}",
        HEADLINE,
        ["Officials filled the office floor.", THIRD],
    ),
    "a headline in capitals right above wrapped lines": (
        f"{HEADLINE.upper()}\n{WRAPPED}",
        HEADLINE.upper(),
        [FIRST],
    ),
    "a chat that was exported": (
        f"[02.01.26, 16:15:03] Jonas: {HEADLINE}\n[02.01.26, 16:15:20] Jonas: {FIRST}\n"
        f"[02.01.26, 16:16:01] Mara: {SECOND}",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a chat that was pasted": (
        f"Jonas Reed  4:15 PM\n{FIRST}\nMara Quill  4:17 PM\n{SECOND}",
        None,
        [FIRST, SECOND],
    ),
    "a press release": (
        f"PRESS RELEASE\nFor immediate release\n2 January 2026\n\n{HEADLINE}\n\n{FIRST}\n\n"
        f"{SECOND}\n\nENDS",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a whole page pasted": (
        f"Skip to content\nThe Oldhaven Courier\nSubscribe\nNews\nSport\nOpinion\n\n{HEADLINE}\n\n"
        f"Jonas Reed\nTransport correspondent\nFri 2 Jan 2026 10.14 GMT\nShare\n\n{FIRST}\n\n"
        f"{SECOND}\n\nExplore more on these topics\nFerries\nTransport",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a note's mark in Markdown": (
        f"# {HEADLINE}\n\n{FIRST}[^1]\n\n{SECOND}\n\n[^1]: A note.\n",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a newsletter as text": (
        f"View this email in your browser: https://x.example/1\n\n{HEADLINE}\n\n{FIRST}\n\n{SECOND}"
        "\n\nYou received this email because you signed up.\nUnsubscribe: https://x.example/u",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a wire's underscore": (
        f"{HEADLINE}\n\nOLDHAVEN, Jan. 2 (AP) _ {FIRST}\n\n{SECOND}",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "a press agency between strokes": (
        f"{HEADLINE}\n\nOLDHAVEN, January 2, 2026 /PRNewswire/ -- {FIRST}\n\n{SECOND}",
        HEADLINE,
        [FIRST, SECOND],
    ),
    "Korean agency and reporter": (
        "야간 여객선 운항 재개\n\n[서울=뉴시스] 홍길동 기자 = 위원회는 운항을 재개하기로 했다.\n\n"
        "홍길동 기자 gildong@example.kr",
        "야간 여객선 운항 재개",
        ["위원회는 운항을 재개하기로 했다."],
    ),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_from_elsewhere_become_headline_and_paragraphs(kind: str) -> None:
    text, headline, body = TEXTS[kind]
    article = read_text(text)
    assert (article.headline, article.body.split("\n\n")) == (headline, body)


def test_numbers_that_are_no_pages_stay() -> None:
    scores = f"{HEADLINE}\n\n{FIRST}\n\n12\n34\n56\n"
    assert "34" in read_text(scores).body
    years = f"{HEADLINE}\n\n{FIRST}\n\n1932\n\n{SECOND}"
    assert "1932" in read_text(years).body


def entry(tmp_path: Path, name: str, value: object) -> Article:
    path = tmp_path / name
    path.write_text(json.dumps(value), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    return article


def test_a_feed_gives_its_entries_its_language(tmp_path: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "language": "sv-SE"}
    item = {"id": "1", "title": HEADLINE, "content_text": FIRST}
    assert entry(tmp_path, "feed.json", {**feed, "items": [item]}).language == "sv"
    own = {**item, "language": "da"}
    assert entry(tmp_path, "own.json", {**feed, "items": [own]}).language == "da"


def test_fields_that_a_drupal_site_made_itself_are_known(tmp_path: Path) -> None:
    fields = {"title": HEADLINE, "field_subtitle": THIRD, "body": {"processed": f"<p>{FIRST}</p>"}}
    article = entry(tmp_path, "drupal.json", {"data": [{"id": "u", "attributes": fields}]})
    assert (article.dek, article.body) == (THIRD, FIRST)


def test_a_table_among_blocks_is_no_text(tmp_path: Path) -> None:
    blocks = [
        {"type": "paragraph", "data": {"text": FIRST}},
        {"type": "table", "data": {"content": [["Day", "Boats"], ["Monday", "3"]]}},
    ]
    article = entry(tmp_path, "blocks.json", {"title": HEADLINE, "content": {"blocks": blocks}})
    assert article.body == FIRST
