"""Invented pages: boxes and notes within a story, and bytes in another encoding than declared."""

from __future__ import annotations

import pytest

from summkit.reading.encoding import decode
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HEADLINE = "Ferry town buys back its bakery for a single crown"
STORY = [
    "The people of Lower Quillon bought back their only bakery on Monday for a single crown.",
    "Its last owner closed the shop in 2027 after the oven cracked and the roof let in the rain.",
    "“We were eating bread from a petrol station,” said Ottilie Marsh, who led the campaign.",
    "The town will rent the shop to a cooperative, which expects to bake 300 loaves every morning.",
    "A mason from the next valley has promised to rebuild the oven before the first of October.",
]


def page(within: str = "", below: str = "") -> list[str]:
    parts = [f"<p>{line}</p>" for line in STORY]
    data = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{HEADLINE}</title>"
        "</head>"
        f"<body><main><article><h1>{HEADLINE}</h1>{''.join(parts[:2])}{within}{''.join(parts[2:])}"
        f"{below}</article></main></body></html>"
    )
    return read_html(data.encode(), limits=Limits(seconds=0)).body.split("\n\n")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='fact-box'><h3>The bakery in figures</h3><p>Loaves a day: 300.</p></div>",
        "<div class='factsheet'><h4>Facts</h4><ul><li>Open: 1934</li><li>Ovens: 1</li></ul></div>",
        "<aside class='infobox'><h3>Dates</h3><p>1934: open.</p><p>2027: shut.</p></aside>",
        "<section class='faktenbox'><h2>Zur Sache</h2><p>Brote am Tag: 300.</p></section>",
        "<div class='encadre'><h3>Repères</h3><p>Pains par jour : 300.</p></div>",
        "<div class='despiece'><h3>En cifras</h3><p>Panes al día: 300.</p></div>",
        "<div class='c-box-facts'><strong>Good to know</strong><p>Loaves a day: 300.</p></div>",
        "<div class='faktaruta'><h3>Fakta</h3><p>Bröd per dag: 300.</p></div>",
        "<div class='kader'><h3>Feiten</h3><p>Broden per dag: 300.</p></div>",
    ],
)
def test_a_box_of_facts_within_a_story_is_no_text(box: str) -> None:
    assert page(within=box) == STORY


@pytest.mark.parametrize(
    "box",
    [
        "<amp-next-page><div><p>A goat was found on the roof of the station on Sunday.</p></div>"
        "</amp-next-page>",
        "<amp-accordion><section><h4>Next story</h4><p>The regatta moves to June because the river "
        "is too low for boats.</p></section></amp-accordion>",
        "<amp-accordion><section><h4>Related stories</h4><p>The regatta moves to June because the "
        "river is too low for boats.</p></section></amp-accordion>",
        "<amp-carousel><div><p>The regatta moves to June because the river is too low.</p></div>"
        "</amp-carousel>",
        "<amp-list><div><p>The regatta moves to June, for the river is low.</p></div></amp-list>",
        "<div class='next-article'><h3>Next</h3><p>The regatta moves to June because the river is "
        "too low for the bigger boats.</p></div>",
    ],
)
def test_the_next_story_of_an_amp_page_is_no_text(box: str) -> None:
    assert page(below=box) == STORY


def test_an_accordion_of_the_story_stays() -> None:
    box = (
        "<amp-accordion><section><h4>How the loan works</h4><p>Every household lends 40 crowns and "
        "gets a loaf a week for two years.</p></section></amp-accordion>"
    )
    assert any("lends 40 crowns" in line for line in page(below=box))


@pytest.mark.parametrize(
    "notes",
    [
        "<ol class='footnotes'><li id='fn1'>Land register of Quillon, 2 June 2031. "
        "<a href='#r1'>↩</a></li></ol>",
        "<section class='footnotes'><ol><li id='fn1'><p>Land register of Quillon, 2 June 2031. "
        "<a href='#fnref1'>↩︎</a></p></li></ol></section>",
        "<hr><p id='n1'>[1] Land register of Quillon, 2 June 2031.</p>"
        "<p id='n2'>[2] Minutes of the town, 4 May 2031.</p>",
        "<div class='endnotes'><p>1. Land register of Quillon, 2 June 2031.</p></div>",
        "<hr><p><a name='fn1'></a><a href='#ref1'>1</a> Land register of Quillon, 2 June 2031.</p>",
        "<h2>Notes</h2><ol><li id='note-1'>Land register of Quillon, 2 June 2031. "
        "<a href='#a'>^</a></li></ol>",
        "<div id='ftn1'><p><a href='#_ftnref1'>[1]</a> Land register of Quillon.</p></div>",
        "<div role='doc-endnotes'><ol><li><p>Land register of Quillon, page 4.</p></li></ol></div>",
        "<aside class='fussnoten'><p>1 Grundbuch von Quillon, 2. Juni 2031.</p></aside>",
    ],
)
def test_notes_at_the_foot_are_no_text(notes: str) -> None:
    mark = "<sup id='r1'><a href='#fn1'>1</a></sup>"
    assert page(within=f"<p>One line more has a note.{mark}</p>", below=notes) == [
        *STORY[:2],
        "One line more has a note.",
        *STORY[2:],
    ]


def test_a_numbered_list_of_the_story_stays() -> None:
    text = "<ol><li>Rebuild the oven before October.</li><li>Hire two bakers.</li></ol>"
    assert page(below=text)[-2:] == ["Rebuild the oven before October.", "Hire two bakers."]


# Bytes of Windows-1252 in a page that declares UTF-8

PLAIN = "The oven’s café – open till 5 – sold “bread” for 2 € and crème brûlée for 3 £."


def declared(text: bytes, charset: str = "utf-8") -> str:
    head = f"<!doctype html><meta charset='{charset}'><title>Bread</title><p>".encode()
    return decode(head + text + b"</p>", html=True)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.encode("cp1252"),
        "The oven’s gate".encode("cp1252"),
        "Bread – and wine".encode("cp1252"),
        "Straße und Äpfel für Bäcker".encode("cp1252"),
        "“Bread”".encode("cp1252"),
        "El año del pan: ¿qué más?".encode("cp1252"),
        ("Long plain text. " * 500).encode() + "The baker’s oven".encode("cp1252"),
    ],
)
def test_declared_utf_8_that_is_windows_1252(text: bytes) -> None:
    assert text.decode("cp1252") in declared(text)
    assert "\ufffd" not in declared(text)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.encode() + b" The baker\x92s oven.",
        "Größe, Öfen, Äpfel ".encode() + b"und f\xfcr B\xe4cker",
        "日本のパン屋 ".encode() + b"\x93bread\x94",
    ],
)
def test_a_few_bytes_of_windows_1252_in_utf_8(text: bytes) -> None:
    found = declared(text)
    assert "\ufffd" not in found
    assert (
        text[
            : text.index(b"\x92" if b"\x92" in text else b"f\xfc" if b"f\xfc" in text else b"\x93")
        ].decode()
        in found
    )


def test_a_character_cut_at_the_end_of_utf_8_is_no_windows_1252() -> None:
    cut = ("Brot für alle. " * 20 + "ü").encode()[:-1]
    assert "Ã" not in declared(cut)
    assert "Brot für alle." in declared(cut)
