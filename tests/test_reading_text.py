"""Plain text -> Article: structure, wrapping, Markdown; every deleted text is listed."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import SHARED
from summkit.article import Article
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.text import read_body, read_text

HEADLINE = "Harbour town votes to keep its last ferry"
DEK = "Residents of Oldhaven want the island boat to run for ten more years, a poll says."
PARAGRAPHS = [
    "A clear majority of the people of Oldhaven have voted to keep the ferry that links the town "
    "with the islands, the council said on Thursday.",
    'The boat "is the only road we have", said Mara Quill, who has sold tickets on the quay for '
    "three decades and does not own a car.",
    "Opponents say the money, some 2.4 million a year, would be better spent on the school, whose "
    "roof has leaked since the storms of last autumn.",
    "The council meets again in May.",
]
BODY = "\n\n".join(PARAGRAPHS)


def rules(text: str) -> list[str]:
    return [item.rule for item in read_text(text).dropped]


def test_the_shared_example_article() -> None:
    path = SHARED / "seed" / "article.txt"
    if not path.exists():
        pytest.skip(f"needs {path}, which is not part of the repository")
    article = read_text(path.read_text(encoding="utf-8"))
    assert article.headline == "US suggests NATO should train Iraqi army, post-IS"
    assert article.dek is not None
    assert article.dek.startswith("Washington wants NATO to assume")
    paragraphs = article.body.split("\n\n")
    assert len(paragraphs) == 11
    assert paragraphs[0].startswith("A top US military commander has floated")
    assert paragraphs[-1].endswith("he said.")
    assert "\u00a0" not in article.body
    assert "min read" not in article.body
    assert "[Getty]" not in article.body
    assert [item.rule for item in article.dropped] == [
        "repeated headline",
        "reading time",
        "caption",
    ]


def test_scraped_page_with_everything_twice() -> None:
    text = f"{HEADLINE}\n\n{HEADLINE}\n{DEK}\n2 min read\nThe ferry leaves the quay [Getty]\n{BODY}"
    article = read_text(text, id="a1", source="a.txt", language="en")
    assert (article.headline, article.dek, article.body) == (HEADLINE, DEK, BODY)
    assert [(item.text, item.rule) for item in article.dropped] == [
        (HEADLINE, "repeated headline"),
        ("2 min read", "reading time"),
        ("The ferry leaves the quay [Getty]", "caption"),
    ]
    assert (article.id, article.source, article.language) == ("a1", "a.txt", "en")


def test_headline_and_body() -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, None, BODY)
    assert article.dropped == ()


@pytest.mark.parametrize(
    "furniture",
    [
        "By Jane Doe",
        "By Jane Doe, Harbour correspondent",
        "Jane Doe\n16 March 2021",
        "Published 16 March 2021",
        "Share\nTweet\n5 min read",
    ],
)
def test_a_dek_is_what_stands_above_the_byline(furniture: str) -> None:
    article = read_text(f"{HEADLINE}\n\n{DEK}\n\n{furniture}\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, DEK, BODY)


def test_a_byline_above_the_first_paragraph_makes_no_dek() -> None:
    article = read_text(f"{HEADLINE}\n\nBy Jane Doe\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, None, BODY)


@pytest.mark.parametrize(
    "byline",
    [
        "By LENA FROST\nOrley Gazette",
        "By Lena Frost\n\nThe Orley Gazette",
        "By Lena Frost\nORLEY GAZETTE",
        "By Lena Frost\nlena.frost@gazette.example",
        "By Lena Frost\nOrley-Gazette.com",
    ],
)
def test_the_name_of_the_newspaper_below_the_reporter_s(byline: str) -> None:
    article = read_text(f"{HEADLINE}\n\n{byline}\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, None, BODY)
    assert [item.rule for item in article.dropped] == ["byline", "byline"]


def test_a_dek_without_a_full_stop() -> None:
    dek = "Residents of Oldhaven want the island boat to run for ten more years"
    article = read_text(f"{HEADLINE}\n\n{dek}\n\n{BODY}")
    assert (article.dek, article.body) == (dek, BODY)


def test_a_plain_first_paragraph_is_no_dek() -> None:
    assert read_text(f"{HEADLINE}\n\n{DEK}\n\n{PARAGRAPHS[2]}\n\n{PARAGRAPHS[3]}").dek is None


def test_caption_between_paragraphs_makes_no_dek() -> None:
    lede, *others = PARAGRAPHS
    caption = "The ferry in May (Getty Images)"
    article = read_text("\n\n".join([HEADLINE, lede, caption, *others]))
    assert (article.dek, article.body) == (None, BODY)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        PARAGRAPHS[0],
        f"It rained. {PARAGRAPHS[0]}",
        f"“We are staying,” said the pilot.\n\n{BODY}",
        f"Here is what is known so far:\n\n{BODY}",
        f"Pittsburgh\n\n{PARAGRAPHS[0]}",
    ],
)
def test_no_headline(text: str) -> None:
    article = read_text(text)
    assert (article.headline, article.body) == (None, text)


@pytest.mark.parametrize(
    "headline",
    [
        "FERRY TO STAY, TOWN DECIDES",
        "Can a town live without its ferry?",
        "‘We are staying’",
        "Ferry firm to pull out of the U.S.",
        "Ferry: the town decides",
        "“The only road we have”: one town and its boat",
        "渡轮将继续运营，小镇投票决定",
        "السكان يصوتون لبقاء العبارة",
    ],
)
def test_shapes_of_headlines(headline: str) -> None:
    assert read_text(f"{headline}\n\n{BODY}").headline == headline


def test_labels_for_headline_and_standfirst() -> None:
    article = read_text(f"Headline: {HEADLINE}\nStandfirst: {DEK}\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, DEK, BODY)


def test_section_label_above_the_headline() -> None:
    article = read_text(f"Politics\n\n{HEADLINE}\n\n{BODY}")
    assert (article.headline, article.body) == (HEADLINE, BODY)


@pytest.mark.parametrize("site", [" | Oldhaven Courier", " - Courier", " – The Courier"])
def test_page_title_above_the_headline(site: str) -> None:
    text = f"{HEADLINE}{site}\n\n{HEADLINE}\n\n{BODY}"
    article = read_text(text)
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert rules(text) == ["page title"]


def test_names_place_and_time_between_dek_and_body() -> None:
    dek = "Residents want the island boat to run for ten more years"
    byline = "Jane Doe in Oldhaven\nTue 16 Mar 2021 10.30 GMT"
    article = read_text(f"{HEADLINE}\n{dek}\n{byline}\n\n{BODY}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, dek, BODY)
    assert [item.rule for item in article.dropped] == ["byline", "timestamp"]


def test_dateline_and_subheading() -> None:
    lede, second, *others = PARAGRAPHS
    text = "\n\n".join(
        [HEADLINE, f"OLDHAVEN (Reuters) - {lede}", second, "A leaking roof", *others]
    )
    article = read_text(text)
    assert article.body == "\n\n".join([lede, second, "A leaking roof", *others])
    assert rules(text) == ["dateline"]


def test_furniture_inside_the_body() -> None:
    lede, *others = PARAGRAPHS
    text = "\n\n".join(
        [
            HEADLINE,
            lede,
            "Read more: Why the ferry is late",
            "Sign up for our daily newsletter",
            *others,
            "© 2021 Oldhaven Courier",
        ]
    )
    assert read_text(text).body == BODY
    assert rules(text) == ["read more", "newsletter", "copyright"]


class TestBodyOfARecord:
    def test_repeated_headline_and_the_dek_below_it(self) -> None:
        dek = "Residents want the island boat to run for ten more years"
        body, found, dropped = read_body(f"{HEADLINE.upper()}\n\n{dek}\n\n{BODY}", HEADLINE)
        assert (body, found) == (BODY, dek)
        assert [item.rule for item in dropped] == ["repeated headline"]

    def test_repeated_dek(self) -> None:
        body, dek, dropped = read_body(f"{DEK}\n\n{BODY}", HEADLINE, DEK)
        assert (body, dek) == (BODY, DEK)
        assert [item.rule for item in dropped] == ["repeated dek"]

    def test_headline_run_into_the_first_paragraph(self) -> None:
        body, _, dropped = read_body(f"{HEADLINE} {BODY}", HEADLINE)
        assert body == BODY
        assert [(item.text, item.rule) for item in dropped] == [(HEADLINE, "repeated headline")]

    @pytest.mark.parametrize(
        "text",
        [
            "Harbour town votes to keep its last ferry running, its council said on Thursday.",
            "Harbour town votes matter.",
        ],
    )
    def test_a_sentence_that_begins_like_the_headline_is_kept(self, text: str) -> None:
        assert read_body(f"{text}\n\n{BODY}", HEADLINE)[0] == f"{text}\n\n{BODY}"

    def test_no_dek_is_looked_for_in_a_clean_body(self) -> None:
        opening = "A town of four thousand and one boat"
        assert read_body(f"{opening}\n\n{BODY}", HEADLINE)[:2] == (f"{opening}\n\n{BODY}", None)

    def test_byline_and_dateline(self) -> None:
        body, _, dropped = read_body(f"By Jane Doe\n\n(CNN) -- {BODY}", HEADLINE)
        assert body == BODY
        assert [item.rule for item in dropped] == ["byline", "dateline"]

    def test_a_body_that_is_only_its_headline_is_kept(self) -> None:
        assert read_body(HEADLINE, HEADLINE) == (HEADLINE, None, ())


def wrap(text: str, width: int) -> str:
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


class TestWrapping:
    @pytest.mark.parametrize("width", [40, 66, 72, 80, 100])
    def test_hard_wraps_are_undone(self, width: int) -> None:
        text = "\n\n".join([HEADLINE, *(wrap(paragraph, width) for paragraph in PARAGRAPHS)])
        article = read_text(text)
        assert (article.headline, article.body) == (HEADLINE, BODY)

    def test_wrapped_without_blank_lines(self) -> None:
        # Only the shorter last line, below 80 characters, shows the end of each paragraph.
        text = "\n".join(wrap(paragraph, 80) for paragraph in PARAGRAPHS)
        assert read_text(text).body == BODY

    def test_one_line_a_paragraph_is_left_alone(self) -> None:
        assert read_text("\n".join([HEADLINE, *PARAGRAPHS])).body == BODY

    def test_one_short_sentence_a_line_is_left_alone(self) -> None:
        lines = [
            "The ferry left at nine on Monday.",
            "It was an hour late by then.",
            "Nobody on the quay was surprised.",
            "The pilot blamed the fog, as ever.",
        ]
        assert read_text("\n".join(lines)).body == "\n\n".join(lines)

    def test_indented_paragraphs(self) -> None:
        text = "\n".join("   " + wrap(paragraph, 60) for paragraph in PARAGRAPHS)
        assert read_text(text).body == BODY

    @pytest.mark.parametrize("width", [18, 36])
    def test_chinese_is_joined_without_spaces(self, width: int) -> None:
        text = (
            3
            * "奥德黑文镇的居民周四投票决定保留连接小镇与群岛的最后一班渡轮，镇议会说这是唯一的路。"
        )
        starts = range(0, len(text), width)
        assert read_text("\n".join(text[i : i + width] for i in starts)).body == text


class TestMarkdown:
    def test_front_matter_and_syntax(self) -> None:
        text = f"""---
title: "{HEADLINE}"
description: >
  Residents of Oldhaven want the island boat
  to run for ten more years, a poll says.
lang: en-GB
author: Jane Doe
---

# {HEADLINE}

![The quay at dawn](quay.jpg "Quay")

A clear **majority** of [Oldhaven](https://example.org/a_b) has _voted_ to
keep `the boat`.

## A leaking roof

> "We are staying," said the pilot.

- Ten more years
- One boat, 5 * 3 metres

---

[1]: https://example.org
"""
        article = read_text(text)
        assert (article.headline, article.dek, article.language) == (HEADLINE, DEK, "en")
        assert article.body.split("\n\n") == [
            "A clear majority of Oldhaven has voted to keep the boat.",
            "A leaking roof",
            '"We are staying," said the pilot.',
            "Ten more years",
            "One boat, 5 * 3 metres",
        ]
        assert [item.rule for item in article.dropped] == [
            "front matter",
            "image",
            "Markdown rule",
            "link definition",
            "repeated headline",
        ]

    def test_toml_front_matter(self) -> None:
        article = read_text(f'+++\ntitle = "{HEADLINE}"\n+++\n{BODY}')
        assert (article.headline, article.body) == (HEADLINE, BODY)

    def test_heading_without_front_matter(self) -> None:
        article = read_text(f"# {HEADLINE} #\n\n{BODY}")
        assert (article.headline, article.body) == (HEADLINE, BODY)

    @pytest.mark.parametrize(
        "line",
        [
            "The score was 3 * 4 * 5 at the end_of_play.",
            "He wrote snake_case [sic] (badly).",
            "--- and so it ended.",
        ],
    )
    def test_plain_text_is_not_markdown(self, line: str) -> None:
        assert read_text(f"{BODY}\n\n{line}").body == f"{BODY}\n\n{line}"

    def test_unclosed_front_matter_is_text(self) -> None:
        article = read_text(f"---\nplace: Oldhaven\n\n{BODY}")
        assert (article.headline, article.body) == ("place: Oldhaven", BODY)


def test_text_of_furniture_alone_is_kept() -> None:
    assert read_text("Share\n\n2 min read").body == "2 min read"
    assert read_text("![](a.png)").body == "![](a.png)"
    assert read_text(" \n\u200b\n").body == ""


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


PIECES = st.sampled_from(
    [
        HEADLINE,
        DEK,
        *PARAGRAPHS,
        "By Jane Doe",
        "2 min read",
        "Share",
        "***",
        "OLDHAVEN (AP) — The boat came.",
        "Photo: Jane Doe",
        "Headline: The boat came",
        "港口周一关闭。",
        "   indented words",
        "---",
        "title: x",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES).map("\n".join),
    st.lists(PIECES).map("\n\n".join),
    st.lists(st.one_of(PIECES, st.text(max_size=40))).map("\n".join),
)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_nothing_visible_is_lost_unaccounted(raw: str) -> None:
    article = read_text(raw)
    text = clean(raw)
    assert bool(article.body.strip()) == bool(text.strip())
    if any(sign in text for sign in ("#", "](", "**", "![", "---", "+++")):
        return  # Markdown's own marks are deleted
    parts = [article.headline or "", article.dek or "", article.body]
    parts += [item.text for item in article.dropped]
    assert visible("".join(parts)) == visible(text)
    assert not re.search(r"\n{3}|^\s|\s$| {2}", article.body)


@given(TEXTS, st.one_of(st.none(), PIECES), st.one_of(st.none(), PIECES))
@settings(max_examples=200, deadline=None)
def test_a_record_loses_nothing_unaccounted(
    raw: str, headline: str | None, dek: str | None
) -> None:
    body, found, dropped = read_body(raw, headline, dek)
    text = clean(raw)
    assert bool(body.strip()) == bool(text.strip())
    parts = [body, *(item.text for item in dropped), "" if found == dek else found or ""]
    assert visible("".join(parts)) == visible(text)


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "字",
        "# ",
        "[a](",
        "[a]((b)",
        "[a[b]",
        "![",
        "<!--",
        "**",
        "(",
        "A - ",
        "(AFP",
        "\n",
        "a\n",
        "| ",
    ],
)
def test_long_input_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    read_text("# x\n" + unit * (400_000 // len(unit)))
    assert time.process_time() - start < 8


def test_twenty_megabytes_on_one_line() -> None:
    text = "The ferry left the harbour at nine. " * 560_000
    start = time.process_time()
    assert len(read_text(text).body) == len(text) - 1
    assert time.process_time() - start < 5


def test_tables_and_code_of_markdown_are_left_out_and_named() -> None:
    text = (
        "# Ferry fares rise\n\nFares on the night ferry rise by a tenth in May.\n\n"
        "| Fare | Old | New |\n|:---|---:|:-:|\n| single | 4.00 | 4.40 |\n| return | 7 | 7.70 |\n\n"
        "```python\nprint('not news')\n```\n\nThe board voted 5-2.\n\n"
        "Ship | Berth\n--- | ---\nLarkspur | 4\n\nA | stands | in a sentence.\n"
    )
    article = Article.from_text(text)
    assert article.body.split("\n\n") == [
        "Fares on the night ferry rise by a tenth in May.",
        "The board voted 5-2.",
        "A | stands | in a sentence.",
    ]
    assert [each.rule for each in article.dropped] == ["table"] * 4 + ["code"] * 3 + ["table"] * 3


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (
            "[run by Otto Finn](https://wiki.example/Otto_Finn_(pilot)), sank",
            "run by Otto Finn, sank",
        ),
        ("a [tug](/t_(a_(b))_c) *and* a _raft_", "a tug and a raft"),
        ('the [count](/count "result (final)") took', "the count took"),
        ('the [count](/count "well :)") took', "the count took"),
        ("the [crew [of six]](/crew) swam", "the crew [of six] swam"),
        ("[[one](/a) of two](/b) boats", "one of two boats"),
        ("[one](/a?b==1) or [two](/a?b==2) boats", "one or two boats"),
        ("[sic] the [crew](/crew) (of six) swam", "[sic] the crew (of six) swam"),
        ("the ![quay [at dawn]](/quay_(1).png) quay", "the quay"),
    ],
)
def test_only_the_text_of_a_link_with_brackets_stays(source: str, plain: str) -> None:
    article = read_text(f"# Ferry sinks\n\nOn Friday {source} off Oldhaven.\n")
    assert article.body == f"On Friday {plain} off Oldhaven."
