"""Blocks of furniture: lists of links, tags, editors' names, comments; tables that are layout."""

from __future__ import annotations

import pytest

from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.formats.html import read_html
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.limits import Limits

STORY = [
    "The ferry Marigold left Eastquay at dawn on Monday with forty passengers and a brass band.",
    "It was the first sailing since the boat ran onto the breakwater two years ago in heavy seas.",
    "The town council paid a third of the bill; the rest came from a public appeal and a raffle.",
]


def body(text: str) -> list[str]:
    return read_body(text)[0].split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "Tags: Drought, Water, Eastquay",
        "Tags: Drought",
        "Filed under: Harbours | Ferries",
        "ARCHIVADO EN: Puertos, Eastquay",
        "Mots-clés : port, ferry, tempête",
        "Schlagwörter: Hafen, Fähre",
        "Etichette: porto, traghetto",
        "Etiquetas: porto, balsa",
        "Trefwoorden: haven, veerboot",
        "Теги: порт, паром",
        "标签：港口、渡轮",
        "タグ：港、フェリー",
        "الوسوم: ميناء، عبارة",
        "टैग: बंदरगाह, नाव",
        "Kata kunci: pelabuhan, feri",
        "Etiketler: liman, vapur",
        "Từ khóa: cảng, phà",
    ],
)
def test_tags_are_dropped(line: str) -> None:
    assert line_rule(line, begun=True) == "tags"


@pytest.mark.parametrize(
    "line",
    [
        "Editor: Jane Doe",
        "(责任编辑：王小明)",
        "责任编辑：王小明",
        "編集：山田花子",
        "Редактор: Иван Примеров",
        "Eindredactie: Piet Voorbeeld",
        "Biên tập: Minh An",
        "Editör: Ayşe Örnek",
    ],
)
def test_editors_names_are_dropped(line: str) -> None:
    assert line_rule(line, begun=True) == "sign-off"


@pytest.mark.parametrize(
    "line",
    [
        "Comments (214)",
        "214 comments",
        "1.204 Kommentare",
        "Commentaires (3)",
        "Комментарии (3)",
        "评论(12)",
        "コメント 5",
    ],
)
def test_counts_of_comments_are_dropped(line: str) -> None:
    assert line_rule(line, begun=False) == "page label"


@pytest.mark.parametrize(
    "line",
    [
        "Tags on the new buoys are read by satellite.",
        "Tags: they are what the new buoys carry, and what the old ones lacked.",
        "Labels: how the vote on the ferry was lost",
        "Themen gibt es genug",
        "Editor: the word stood on her door for forty years.",
        "编辑部昨天搬进了新楼",
        "编辑：这个词在她的门上挂了四十年。",
        "Редактор газеты ушёл в отставку",
        "Comments by the mayor drew 214 letters",
    ],
)
def test_near_misses_are_kept(line: str) -> None:
    assert line_rule(line, begun=True) is None


@pytest.mark.parametrize("heading", ["More on this story", "Related:", "READ MORE", "Lire aussi"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_links_below_a_heading_are_removed_and_the_story_continues(heading: str, gap: str) -> None:
    links = ["Ten pictures from the quay", "The ferry in numbers"]
    text = gap.join([STORY[0], heading, *links, *STORY[1:]])
    assert body(text) == STORY


def test_a_link_directly_below_the_heading_may_be_a_question() -> None:
    block = "Related\nWhen will the landing stage reopen?\nTen pictures from the quay"
    assert body("\n\n".join([STORY[0], block, *STORY[1:]])) == STORY


def test_a_blank_line_ends_a_list_that_stands_in_one_block() -> None:
    text = "\n\n".join([STORY[0], "Related\nTen pictures", "What happens next", *STORY[1:]])
    assert body(text) == [STORY[0], "What happens next", *STORY[1:]]


@pytest.mark.parametrize(
    "line",
    [
        "“Nobody slept that night”",
        "Three things are known so far:",
        "Who paid for the ferry?",
        "The boat is sound.",
    ],
)
def test_a_line_that_is_no_link_ends_the_list(line: str) -> None:
    text = "\n\n".join([STORY[0], "Related", line, *STORY[1:]])
    assert body(text) == [STORY[0], line, *STORY[1:]]


@pytest.mark.parametrize("label", ["Continue reading", "Story continues below", "Watch"])
def test_a_label_that_heads_no_list_takes_nothing_with_it(label: str) -> None:
    text = "\n\n".join([STORY[0], label, "What happens next", *STORY[1:]])
    assert body(text) == [STORY[0], "What happens next", *STORY[1:]]


def test_at_most_eight_links_are_removed() -> None:
    lines = [f"Line number {word} of a poem" for word in "a b c d e f g h i j".split()]
    text = "\n".join([*STORY, "Related", *lines])
    assert body(text) == [*STORY, *lines[8:]]


def test_comments_below_the_story_are_removed() -> None:
    comments = [
        "Comments (2)",
        "harbour_rat 4 May 2021 16:05",
        "About time.",
        "Nina",
        "Hear, hear.",
    ]
    assert body("\n\n".join([*STORY, *comments])) == STORY


def test_a_count_above_the_story_takes_nothing_with_it() -> None:
    assert body("\n\n".join(["Comments (214)", "Updated 16:05", *STORY])) == STORY


def test_a_count_without_a_first_comment_below_takes_nothing_with_it() -> None:
    after = "A second boat is to follow in spring, when the landing stage reopens."
    assert body("\n\n".join([*STORY, "12 comments", after])) == [*STORY, after]


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("Oldhaven (CNN)", "dateline"),
        ("Oldhaven, Norland (Reuters)", "dateline"),
        ("By . Jane Doe . and John Roe . ", "byline"),
        ("By. Jane Doe. PUBLISHED:. 10:18 EST, 8 April 2013. |. UPDATED:. 5 May 2013. ", "byline"),
        ("By . Jane Doe . UPDATED: . 13:47 EST, 4 January 2012 . ", "byline"),
        ("OLDHAVEN.EXAMPLE | Updated: Jul 6, 2021, 10:20 IST", "byline"),
        ("Jane Doe / TNN / Jul 6, 2021, 08:25 IST", "byline"),
    ],
)
def test_heads_run_into_the_text(front: str, rule: str) -> None:
    assert split_dateline(front + STORY[0]) == (front.strip(), rule, STORY[0])


@pytest.mark.parametrize(
    "text",
    [
        "The broadcaster (CNN) The Harbour was told of it.",
        "Reporters at Oldhaven (CNN) were told nothing.",
        "Jul 6, 2021, 10:20 IST was when the ferry left.",
        "By. the way, nobody drowned.",
    ],
)
def test_near_misses_of_heads_are_kept(text: str) -> None:
    assert split_dateline(text) == ("", "", text)


def page(inner: str) -> list[str]:
    html = f"<html><head><title>Ferry returns to Eastquay</title></head><body>{inner}</body></html>"
    return read_html(html.encode(), limits=Limits(seconds=0)).body.split("\n\n")


PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)


def test_an_article_inside_a_table_is_read_as_paragraphs() -> None:
    menu = "<table><tr><td><a href='/'>Home</a></td><td><a href='/s'>Sport</a></td></tr></table>"
    layout = (
        f"<table><colgroup><col></colgroup><tbody><tr><td>{menu}</td><td>{PARAGRAPHS}</td></tr>"
    )
    assert page(f"{layout}<tr><td></td><td>x</td></tr></tbody></table>")[:3] == STORY


def test_a_table_of_figures_is_no_running_text_and_is_listed() -> None:
    figures = (
        "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2019</td><td>412</td></tr></table>"
    )
    inner = f"<article>{PARAGRAPHS}{figures}<p>{STORY[0]} Again.</p></article>"
    html = f"<html><head><title>Ferry returns</title></head><body>{inner}</body></html>"
    article = read_html(html.encode(), limits=Limits(seconds=0))
    assert article.body == "\n\n".join([*STORY, f"{STORY[0]} Again."])
    assert [d.text for d in article.dropped if d.rule == "table row"] == [
        "Year | Boats",
        "2019 | 412",
    ]


def test_deep_tables_take_linear_time() -> None:
    depth = 60
    page("<table><tr><td>" * depth + PARAGRAPHS * 100 + "</td></tr></table>" * depth)


@pytest.mark.parametrize("heading", ["【関連記事】", "[関連記事]", "（関連記事）", "関連記事"])
def test_a_heading_of_links_in_brackets(heading: str) -> None:
    story = "港湾評議会は月曜日、島への夜の連絡船を春の終わりまで続けることを決めた。"
    body = read_text(
        f"夜の連絡船は存続\n\n{story}\n\n{story}\n\n{heading}\n\n島民が道路を封鎖"
    ).body
    assert body == f"{story}\n\n{story}"


def test_earlier_reports_after_a_colon_are_links() -> None:
    story = "Совет гавани решил оставить ночной паром до весны."
    link = "Ранее сообщалось: островитяне перекрыли дорогу"
    said = "Ранее сообщалось, что островитяне перекрыли дорогу к порту."
    body = read_text(f"Паром остаётся\n\n{story}\n\n{said}\n\n{link}").body
    assert body == f"{story}\n\n{said}"
