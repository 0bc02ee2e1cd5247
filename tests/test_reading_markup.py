"""HTML left over in plain text and in records' fields."""

from __future__ import annotations

import time
from typing import Any

import pytest

from summkit.reading.cleaning.markup import unescape, without_markup
from summkit.reading.formats.fields import Fields
from summkit.reading.formats.text import read_text
from summkit.reading.options import ReadOptions


def article(**record: object) -> Any:
    return Fields(ReadOptions()).article(record, id="1", source="x.jsonl:1")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("The mayor&#039;s boat", "The mayor's boat"),
        ("The mayor&#x27;s boat", "The mayor's boat"),
        ("&quot;We sank,&quot; she said", '"We sank," she said'),
        ("&amp;quot;We sank&amp;quot;", '"We sank"'),
        ("Fish &amp; chips cost &pound;9", "Fish & chips cost £9"),
        ("caf&eacute;", "café"),
        ("one&nbsp;two", "one\u00a0two"),
    ],
)
def test_entities_are_read(given: str, expected: str) -> None:
    assert unescape(given) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fish & chips; a history",
        "R&D spending",
        "the firm AT&T; its rivals",
        "&nosuchentity; stays",
        "a=1&copy=2 in an address",
        "&; and &#; and &#x;",
    ],
)
def test_ampersands_that_begin_no_entity_stay(text: str) -> None:
    assert unescape(text) == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<br><br/>Two.<BR />Three.", ["One.", "Two.", "Three."]),
        ('A <a href="https://x.example/?a=1&amp;b=2">link</a> in a line.', ["A link in a line."]),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]),
        ("<p>The &lt;br&gt; tag broke it.</p>", ["The <br> tag broke it."]),
        ("One.<script>var x = '<p>no</p>';</script> Two.", ["One.", "Two."]),
        ("One.<!-- <p>no</p> -->Two.", ["One.", "Two."]),
        ("<DIV CLASS='a'>One.</DIV>", ["One."]),
        ("<P>One.</P><P>Two<BR>three.</P>", ["One.", "Two", "three."]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
    ],
)
def test_tags_become_paragraphs_or_nothing(given: str, expected: list[str]) -> None:
    parts = [part.strip() for part in without_markup(given).split("\n\n")]
    assert [part for part in parts if part] == expected


@pytest.mark.parametrize(
    "text",
    [
        "if a <b and c> d then stop",
        "<Name withheld> told the court",
        "an <unk> token",
        "3 < 5 and 5 > 3",
        "I <3 you",
        "<p",
        "<planet> <article",
        "Oldhaven Boats <B> and Northern Ferries <P> rose",
    ],
)
def test_what_only_looks_like_a_tag_stays(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize(
    "text",
    ["<a " * 50_000, "<a x=" * 40_000, "&amp;" * 50_000, "<!--" * 50_000, "<script>" * 40_000],
)
def test_no_input_is_slow(text: str) -> None:
    start = time.process_time()
    without_markup(text)
    assert time.process_time() - start < 2


def test_every_field_of_a_record_is_read_without_markup() -> None:
    found = article(
        title="Mayor&#039;s <b>boat</b> sinks",
        description="&quot;We sank,&quot; she said",
        text="<p>The boat sank on Monday &amp; nobody drowned.</p>\n<p>It was old.</p>",
        highlights=["The mayor&#8217;s boat sank.", "<i>Nobody</i> drowned."],
    )
    assert found.headline == "Mayor's boat sinks"
    assert found.dek == '"We sank," she said'
    assert found.body == "The boat sank on Monday & nobody drowned.\n\nIt was old."
    assert found.references == (("The mayor’s boat sank.", "Nobody drowned."),)


def test_sentence_marks_in_references_are_still_read() -> None:
    found = article(text="The boat sank.", summary="It sank.<q>Nobody drowned.")
    assert found.references == (("It sank.", "Nobody drowned."),)


def test_an_escaped_control_character_reaches_nobody() -> None:
    assert "\x1b" not in article(text="The boat&#27;[31m sank.&#x202e;").body
    assert "\u202e" not in article(text="The boat&#27;[31m sank.&#x202e;").body


def test_plain_text_loses_entities_but_no_angle_brackets() -> None:
    found = read_text("The mayor&#039;s boat sank.\n\nThe <br> tag &amp; others stay, she said.")
    assert found.body == "The mayor's boat sank.\n\nThe <br> tag & others stay, she said."
