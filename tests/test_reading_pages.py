"""Bodies of pages: the right story with its lede and no other text; all invented here."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.markup import without_invisible
from summkit.reading.cleaning.stamps import is_score
from summkit.reading.formats.html import read_html
from summkit.reading.formats.lines import joined
from summkit.reading.formats.text import read_text
from summkit.reading.limits import Limits

HEADLINE = "Observatory reopens with a mirror paid for in cakes"
STORY = [
    "The observatory at Kestrel Point reopened on Friday with a new dome and a queue at its gate.",
    "Its old mirror had been cracked by frost in 2029, and the county had no money to replace it.",
    "Volunteers sold cakes for three years, said Orla Finch, who chairs the society of friends.",
    "A Danish glassmaker cast the new mirror at cost, and a farmer lent his lorry for the journey.",
    "The first visitors saw the rings of Saturn between two clouds and applauded as at a concert.",
]
REST = STORY[1:]


def read(body: str) -> Article:
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>'
        f"</head><body>{body}</body></html>"
    )
    return read_html(page.encode(), limits=Limits(seconds=0))


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def story(top: str = "", below: str = "", texts: list[str] = STORY) -> str:
    return f"<main><article><h1>{HEADLINE}</h1>{top}{paragraphs(texts)}{below}</article></main>"


def lines(article: Article) -> list[str]:
    return article.body.split("\n\n")


def rules(article: Article) -> dict[str, str]:
    return {dropped.text: dropped.rule for dropped in article.dropped}


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b", "\x7f", "&#1;", "&#x1F;", "&#xFFFF;"])
@pytest.mark.parametrize(
    "hidden", ["&shy;", "\u00ad", "\u200b", "\u2060", "\ufeff", "&lrm;", "\u202e"]
)
def test_invisible_characters_take_no_extra_time(sign: str, hidden: str) -> None:
    marked = [
        text.replace("mirror", f"mir{hidden}ror").replace("old", f"o{sign}ld") for text in STORY
    ]
    assert lines(read(story(texts=marked))) == STORY


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a&#150;b", "a–b"),
        ("a&#x92;b", "a’b"),
        ("a&#11;b\x0cc", "a b c"),
        ("&#55357;&#56832;", "😀"),
        ("&#38;&#8204;&#x200D;", "&#38;&#8204;&#x200D;"),
        ("&#999999999999;", "&#999999999999;"),
    ],
)
def test_references_to_characters(markup: str, text: str) -> None:
    assert without_invisible(markup).decode() == text


@pytest.mark.parametrize(
    "text",
    [
        "شهر می‌گوید یک‌سوم هزینه‌های تعمیر را پرداخته و باقی آن از کمک‌های مردمی فراهم شده است.",
        "यह क्‍षेत्र बहुत सुंदर है और यहाँ हर साल हजारों लोग घूमने के लिए दूर-दूर से आते हैं।",
        "The family 👩‍👩‍👧‍👦 came first and stayed until the dome was closed for the night at two.",
    ],
)
def test_joiners_stay(text: str) -> None:
    assert text in lines(read(story(texts=[*STORY, text])))


WRAPPED = STORY[2].replace(" three ", "\n   three ").replace(" who ", " who\r\n")


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>{WRAPPED}</div>",
        f"<blockquote>{WRAPPED}</blockquote>",
        f"<blockquote><p>{WRAPPED}</p></blockquote>",
        f"<section>{WRAPPED}</section>",
        f"<p><span>{WRAPPED}</span></p>",
        f"<ul><li>{WRAPPED}</li></ul>",
        f"<p>{WRAPPED.replace(' said', '<br>said')}</p>",
        f"<p>{WRAPPED.replace(' the society', ' <br/> the society')}</p>",
    ],
)
def test_only_tags_break_lines(markup: str) -> None:
    top, below = paragraphs(STORY[:2]), paragraphs(STORY[3:])
    assert lines(read(f"<article><h1>{HEADLINE}</h1>{top}{markup}{below}</article>")) == STORY


@pytest.mark.parametrize("gap", ["<br><br>", "<br/>\n<br/>\n", "<br> &nbsp;<br>", "<br><br><br>"])
@pytest.mark.parametrize("tag", ["div", "p", "td"])
def test_two_breaks_part_paragraphs(gap: str, tag: str) -> None:
    inner = gap.join(STORY)
    inside = (
        f"<table><tr><td>{inner}</td></tr></table>" if tag == "td" else f"<{tag}>{inner}</{tag}>"
    )
    assert lines(read(f"<h1>{HEADLINE}</h1>{inside}")) == STORY


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["She met Mayor", "Orla Finch at the gate."], ["She met Mayor Orla Finch at the gate."]),
        (["It was late,", "Orla Finch said."], ["It was late, Orla Finch said."]),
        (["The dome turns", "The dome of Kestrel Point turns again."], 2),
        (["\x02Orla Finch speaks\x03", "Her society has forty members."], 2),
        (["Monday", "Closed"], 2),
        (["It turned.", "", "It stopped."], 2),
        (
            ["天文台は金曜日に新しい", "ドームとともに再開した。"],
            ["天文台は金曜日に新しいドームとともに再開した。"],
        ),
    ],
)
def test_a_sentence_goes_on_behind_one_break(parts: list[str], expected: list[str] | int) -> None:
    if isinstance(expected, int):
        expected = [part.strip("\x02\x03") for part in parts if part]
    assert joined(parts) == expected


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>{HEADLINE}</h1><div class='news'><b>{STORY[0]}</b>{paragraphs(REST)}</div>",
        f"<h1>{HEADLINE}</h1><section>{STORY[0]}{paragraphs(REST)}</section>",
        f"<article><h1>{HEADLINE}</h1><span>{STORY[0]}</span>{paragraphs(REST)}</article>",
        f"<article><h1>{HEADLINE}</h1><em>{STORY[0]}</em><div>{paragraphs(REST)}</div></article>",
        f"<article><h1>{HEADLINE}</h1><div class='in'>{STORY[0]}</div>{paragraphs(REST)}</article>",
        f"<article><header><h1>{HEADLINE}</h1><p>{STORY[0]}</p></header>{paragraphs(REST)}</article>",
        f"<table><tr><td><h1>{HEADLINE}</h1><font>{STORY[0]}<p>{'<p>'.join(REST)}</font></td>"
        "<td><a href=/>Home</a></td></tr></table>",
    ],
)
def test_the_lede_is_never_lost(markup: str) -> None:
    assert lines(read(markup)) == STORY


def test_old_archives_in_preformatted_text() -> None:
    text = "\n\n".join(line.replace(" had ", "\nhad ").replace(" at ", "\nat ") for line in STORY)
    assert lines(read(f"<h1>{HEADLINE}</h1><pre>{text}</pre>")) == STORY


CARD = "<{0} class='c'><h3><a href='/{1}'>{2}</a></h3><p>{3}</p></{0}>"
OTHERS = [
    ("Bakery wins a prize", "The bakery in Marlow won a prize for its rye bread on Sunday night."),
    ("Bridge to close", "The bridge over the Ash closes for a week from Tuesday for painting."),
]


@pytest.mark.parametrize("tag", ["article", "div", "li"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("inner", [paragraphs(STORY), f"<div>{'<br><br>'.join(STORY)}</div>"])
def test_teasers_are_not_the_story(tag: str, first: bool, inner: str) -> None:
    cards = "".join(CARD.format(tag, n, *other) for n, other in enumerate(OTHERS))
    cards = f"<div class='more'>{'<ul>' + cards + '</ul>' if tag == 'li' else cards}</div>"
    main = f"<div class='t'><h1>{HEADLINE}</h1>{inner}</div>"
    article = read(f"<div>{cards}{main}</div>" if first else f"<div>{main}{cards}</div>")
    assert lines(article) == STORY
    assert all("won a prize" not in line for line in lines(article))


def test_a_list_of_stories_keeps_its_items() -> None:
    items = "".join(CARD.format("div", n, f"Dome number {n}", text) for n, text in enumerate(STORY))
    assert all(
        text in read(f"<article><h1>{HEADLINE}</h1>{items}</article>").body for text in STORY
    )


SECRET = "This paragraph was taken out by an editor who had doubts about it."


@pytest.mark.parametrize(
    "attribute",
    [
        'style="display: none"',
        'style="color:red;DISPLAY:NONE"',
        'style="visibility:hidden"',
        "hidden",
        'hidden="hidden"',
        'aria-hidden="true"',
        'class="sr-only"',
        'class="x visually-hidden"',
        'class="screen-reader-text"',
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_hidden_text_is_left_out_and_listed(attribute: str, tag: str) -> None:
    article = read(story(below=f"<{tag} {attribute}>{SECRET}</{tag}>"))
    assert lines(article) == STORY
    assert rules(article)[SECRET] == "hidden text"


def test_a_page_that_a_script_uncovers_is_read() -> None:
    assert lines(read(f"<div style='display:none'>{story()}</div>")) == STORY


SMALL = "he observatory at Kestrel Point reopened on Friday with a new dome."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<p><span class='drop'>T</span> <span>{SMALL}</span></p>", f"T{SMALL}"),
        (f"<p><b>T</b>{SMALL}</p>", f"T{SMALL}"),
        (f"<p><font size=7>T</font>\n{SMALL}</p>", f"T{SMALL}"),
        (f"<div class='dropcap'>T</div><p>{SMALL}</p>", f"T{SMALL}"),
        (f"<p><img alt='T' src='t.png'>{SMALL}</p>", f"T{SMALL}"),
        (f"<p><span aria-hidden='true'>T</span>{SMALL}</p>", f"T{SMALL}"),
        ("<p><i class='cap'>“W</i> e waited three winters for it,” said Orla Finch.</p>",
         "“We waited three winters for it,” said Orla Finch."),
        ("<p><span class='dropcap'>A</span> queue reached the gate of the observatory.</p>",
         "A queue reached the gate of the observatory."),
        ("<p><span class='dropcap'>A</span>fter three winters the observatory reopened.</p>",
         "After three winters the observatory reopened."),
    ],
)  # fmt: skip
def test_drop_caps_are_joined(markup: str, text: str) -> None:
    assert lines(read(story(top=markup, texts=REST)))[0] == text


def test_footnote_marks_are_removed_and_powers_stay() -> None:
    marked = [
        f'{STORY[0][:-1]}<sup><a href="#n1">1</a></sup>.',
        f'{STORY[1]}<sup class="reference">[2]</sup>',
        f'{STORY[2]} <a href="#fn3">[3]</a>',
        f'{STORY[3]}<a href="#note4" class="footnote">*</a>',
        f"{STORY[4]} It measures 40 m<sup>2</sup> and more.",
    ]
    expected = [*STORY[:4], f"{STORY[4]} It measures 40 m2 and more."]
    assert [line.rstrip() for line in lines(read(story(texts=marked)))] == expected


@pytest.mark.parametrize(
    "post",
    [
        '<blockquote class="twitter-tweet"><p>The dome is open and it turns again tonight.</p>'
        '— Orla Finch (@orla) <a href="x">3. November 2031</a></blockquote>',
        '<blockquote class="instagram-media"><div><a href="x">View this post</a><p>'
        "The dome is open and it turns again tonight.</p><p>"
        '<a href="x">A post shared by Kestrel</a></p></div></blockquote>',
        '<blockquote class="bluesky-embed"><p>The dome is open and it turns again tonight.</p>'
        '&mdash; Orla (<a href="x">@orla.example</a>) <a href="y">at 9:12 PM</a></blockquote>',
    ],
)
def test_a_post_keeps_its_words_and_loses_its_signature(post: str) -> None:
    markup = paragraphs(STORY[:3]) + post + paragraphs(STORY[3:])
    post_text = "The dome is open and it turns again tonight."
    body = lines(read(f"<article><h1>{HEADLINE}</h1>{markup}</article>"))
    assert body == [*STORY[:3], post_text, *STORY[3:]]


@pytest.mark.parametrize(
    "title", ["Key points", "At a glance", "Das Wichtigste in Kürze", "À retenir"]
)
def test_key_points_are_no_lede(title: str) -> None:
    points = f"<h3>{title}</h3><ul><li>New mirror from Denmark</li><li>Doors open at six</li></ul>"
    assert lines(read(story(top=points))) == STORY


@pytest.mark.parametrize("title", ["", "<h3>The story so far</h3>"])
def test_points_without_a_known_title_that_the_story_repeats(title: str) -> None:
    points = [
        "The observatory reopened with a new dome and a queue",
        "Volunteers sold cakes for three years",
    ]
    listed = "<ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul>"
    article = read(story(title + listed))
    assert article.body.split("\n\n") == STORY
    assert {d.text for d in article.dropped if d.rule == "key points"} >= set(points)


def test_points_that_the_story_does_not_repeat_stay() -> None:
    listed = "<ul><li>Bring warm gloves and sturdy boots</li><li>Parking costs money</li></ul>"
    assert "Bring warm gloves" in read(story(listed)).body


@pytest.mark.parametrize("name", ["contact-card", "infobox", "literature", "affiliate-text"])
def test_a_box_below_the_story_is_left_out_and_listed(name: str) -> None:
    text = "Ida Hale has walked these hills for twenty years and lives in Nordhaven."
    box = f'<div class="{name}"><p>{text}</p></div>'
    article = read(story(below=box))
    assert article.body.split("\n\n") == STORY
    assert text in [d.text for d in article.dropped]


def test_a_box_of_such_a_name_in_the_midst_of_the_story_stays() -> None:
    first, second, *rest = STORY
    box = f'<div class="infobox"><p>{second}</p></div>'
    article = read(f"<main><h1>{HEADLINE}</h1><p>{first}</p>{box}{paragraphs(rest)}</main>")
    assert article.body.split("\n\n") == STORY


def test_a_page_of_little_text_keeps_its_paragraphs() -> None:
    texts = [
        "The council voted on Monday.",
        "Repairs would cost ten million.",
        "Work begins in May.",
    ]
    blocks = "<div><br></div>".join(f"<div>{text}</div>" for text in texts)
    assert read(blocks).body.split("\n\n") == texts
    article = read(f"<h1>{HEADLINE}</h1><p>{texts[0]}</p>")
    assert (article.headline, article.body) == (HEADLINE, texts[0])


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("0:00 / 7:31", "audio player"),
        ("1,5x", "audio player"),
        ("This audio was generated by a synthetic voice.", "audio player"),
        ("Dieser Text wurde automatisch vertont.", "audio player"),
        ("Artikel anhören", "page label"),
        ("最大200文字まで", "page label"),
        ("Maximum 500 characters", "page label"),
        ("Never miss a story: subscribe to our newsletter.", "newsletter"),
        ("Please support our journalism and become a member.", "newsletter"),
        ("Recevez chaque matin notre newsletter.", "newsletter"),
        ("This post holds affiliate links, for which we earn a commission.", "notice"),
        ("Annual report 2031, PDF, 1.4 MB", "notice"),
        ("FT: Marlow 2 Ashford 1", "score line"),
        ("Real Marlow 3–0 FC Ashford", "score line"),
        ("Readers could subscribe to the newsletter of the society for a crown.", None),
        ("This audio was played to the court on Monday.", None),
        ("“Subscribe to our newsletter,” the mayor told the crowd.", None),
        ("It won 2-1 on Monday.", None),
    ],
)
def test_lines_of_furniture(line: str, rule: str | None) -> None:
    assert line_rule(line, begun=True) == rule


@pytest.mark.parametrize(
    "line", ["Closed 12-14", "Chapter 3", "Monday 5 May 2031", "Open 9 - 12 daily"]
)
def test_lines_that_are_no_result(line: str) -> None:
    assert not is_score(line)


@pytest.mark.parametrize("bullet", ["•", "▪", "●", "‣", "✔", "- ", "* "])
def test_bullets_are_not_words(bullet: str) -> None:
    text = "\n".join([f"{HEADLINE}\n", *(f"{bullet} {line}" for line in STORY)])
    assert read_text(text).body.split("\n\n") == STORY


@pytest.mark.parametrize(
    ("q", "a"), [("Q:", "A:"), ("Q. ", "A. "), ("Frage:", "Antwort:"), ("Q1.", "A1.")]
)
def test_labels_of_an_interview_are_not_words(q: str, a: str) -> None:
    said = ["Who paid for it?", "The town did, with cakes.", "And who drove?", "A farmer drove it."]
    marked = [f"{(q, a)[n % 2]} {line}" for n, line in enumerate(said)]
    assert read_text("\n\n".join([HEADLINE, *marked])).body.split("\n\n") == said


def test_a_dialogue_and_one_initial_keep_their_signs() -> None:
    said = ["– Who paid?", "A. Finch paid for the mirror of the observatory.", "– And who drove?"]
    assert read_text("\n\n".join([HEADLINE, *said])).body.split("\n\n") == said


ADVERT = '<div class="ad"><p>Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div>'
TEASER = "<article><h3><a>{0}</a></h3><p>{0} is told here in one short sentence.</p></article>"
TEASERS = "".join(
    TEASER.format(name) for name in ("The flood", "The fair", "The bridge", "The vote")
)

ASIDE = {
    "an advertisement's link": (story(top=ADVERT), "page label"),
    "a kicker": (story().replace("<h1>", '<span class="kicker">Sky</span><h1>'), "above the story"),
    "a byline that loses a name": (
        story(
            top='<div data-testid="byline"><p>By <span class="byline-prefix">Ann Lee</span> and '
            "<a>Tom Roe</a></p><p>Ann Lee reported from Kestrel Point.</p></div>"
        ),
        "above the story",
    ),
    "a pull quote with its speaker": (
        story(below=f'<div class="pull-quote"><p>“{STORY[2][:40]}”</p><p>Orla Finch</p></div>'),
        "pull quote",
    ),
    "a newsletter's box without a name": (
        f"<main><article><h1>{HEADLINE}</h1>{paragraphs(STORY[:3])}<div class='x1'><h4>The best of"
        "us</h4><p>Every Friday we send five stories that people talked about.</p><p>By signing "
        f"up you agree to our terms.</p></div>{paragraphs(STORY[3:])}</article></main>",
        "newsletter",
    ),
    "a photographer in capitals": (
        story(top='<div class="photo"><p class="credit">LENA FORD / THE ECHO</p></div>'),
        "caption",
    ),
    "teasers within the story's element": (
        story(below=f"<section><h2>More from News</h2>{TEASERS}</section>"),
        "another story",
    ),
    "who the author is": (
        story(
            top='<p>By <a rel="author">Ann Lee</a></p>',
            below="<p>Ann Lee is a reporter who covers the sky above the county.</p>",
        ),
        "below the story",
    ),
    "the way through a site in <nav>": (
        "<nav><ul><li><a>Home</a></li><li><a>News</a></li></ul></nav><div><div>"
        f"{HEADLINE}</div>{''.join(f'<div>{text}</div>' for text in STORY)}</div>",
        "navigation",
    ),
    "contacts below a press release": (
        story(below="<p>Press contact:</p><p>Orla Finch</p><p>Phone 01234 567890</p>"),
        "notice",
    ),
}


@pytest.mark.parametrize("kind", ASIDE)
def test_text_next_to_a_story_is_left_out(kind: str) -> None:
    page, rule = ASIDE[kind]
    article = read(page)
    assert [line for line in lines(article) if line != HEADLINE] == STORY
    assert rule in rules(article).values()


def test_a_cut_off_paragraph_above_a_paywall_ends_with_its_last_whole_sentence() -> None:
    said = '{"@type": "NewsArticle", "isAccessibleForFree": "False"}'
    script = f'<script type="application/ld+json">{said}</script>'
    cut = "The dome was built by a firm that makes silos. It turns on the wheels of an old..."
    article = read(script + story(below=f"<p>{cut}</p>"))
    assert lines(article) == [*STORY, "The dome was built by a firm that makes silos."]
    assert rules(article)["It turns on the wheels of an old"] == "cut off"
    assert lines(read(story(below=f"<p>{cut}</p>")))[-1] == cut


def test_a_gallery_is_its_captions_without_numbers_and_credits() -> None:
    texts = ["The dome at dusk.", "Orla Finch with the first cake of 2029.", "The mirror arrives."]
    figures = "".join(
        f"<figure><img><figcaption><span>{number} of 3</span> {text} "
        '<span class="credit">Photograph: Lena Ford</span></figcaption></figure>'
        for number, text in enumerate(texts, 1)
    )
    page = (
        f'<main><article><h1>{HEADLINE}</h1><div class="gallery">{figures}</div></article></main>'
    )
    assert lines(read(page)) == texts


def test_a_numbered_gallery_within_a_story_is_none_of_it() -> None:
    shown = "".join(
        f"<h4>{number}/6 Cake of the week</h4><p>A cake number {number} that sold for a pound.</p>"
        for number in range(1, 7)
    )
    page = (
        f"<main><article><h1>{HEADLINE}</h1>{paragraphs(STORY[:3])}<h3>Cakes in pictures</h3>"
        f"{shown}{paragraphs(STORY[3:])}</article></main>"
    )
    assert lines(read(page)) == STORY


def test_a_page_of_teasers_is_said_to_be_a_list() -> None:
    article = read(f"<main><h1>The county</h1>{TEASERS}{TEASER.format('The silo')}</main>")
    assert article.read_as == "a list of stories: this is hardly an article"
    assert read(story()).read_as == ""


def test_text_for_screen_readers_with_longer_class_names_is_removed() -> None:
    hidden = '<span class="link__screen-reader-text">, opens new tab</span>'
    css = '<span class="visually-hidden__hidden__2qXMW">, opens in a window</span>'
    text = STORY[4][:-1]
    article = read(story(texts=[*STORY[:4], f"{text}<a>{hidden}</a>{css}."]))
    assert lines(article) == STORY


QUOTED = {
    "<cite>": f"<blockquote><p>{STORY[2]}</p><cite>Orla Finch, of the friends</cite></blockquote>",
    "<footer>": f"<blockquote><p>{STORY[2]}</p><footer>— Orla Finch</footer></blockquote>",
    "a line of its own": f"<blockquote><p>{STORY[2]}</p><p><cite>O. Finch</cite></p></blockquote>",
    "<figure>": f"<figure><blockquote><p>{STORY[2]}</p></blockquote><figcaption>Orla Finch"
    "</figcaption></figure>",
}


@pytest.mark.parametrize("kind", QUOTED)
def test_a_quotation_keeps_its_words_and_loses_the_line_with_its_speaker(kind: str) -> None:
    page = paragraphs(STORY[:2]) + QUOTED[kind] + paragraphs(STORY[3:])
    article = read(f"<main><article><h1>{HEADLINE}</h1>{page}</article></main>")
    assert lines(article) == STORY
    assert "speaker" in rules(article).values()


def test_a_title_cited_within_a_quotation_stays() -> None:
    quoted = (
        "<blockquote><p>We all read <cite>The Sky at Kestrel</cite> that winter.</p></blockquote>"
    )
    said = "We all read The Sky at Kestrel that winter."
    assert said in lines(read(story(below=quoted + paragraphs([STORY[0] + " Again."]))))


def test_a_quotation_that_the_text_has_as_well_is_set_apart_but_once() -> None:
    figure = f'<figure class="wp-block-pullquote"><blockquote>{STORY[2]}</blockquote></figure>'
    assert lines(read(story(top=figure))) == STORY


@pytest.mark.parametrize(
    "code",
    [
        '<p>[gallery ids="1,2,3"]</p>',
        '<p>[contact-form-7 id="5" title="Contact"]</p>',
        '<p>[caption id="a_5" align="left"]<img src="a.jpg"> The dome at dusk[/caption]</p>',
        '[ad_slot name="inline"]',
    ],
)
def test_codes_that_a_system_did_not_replace(code: str) -> None:
    page = paragraphs(STORY[:2]) + code + paragraphs(STORY[2:])
    assert lines(read(f"<main><article><h1>{HEADLINE}</h1>{page}</article></main>")) == STORY


def test_codes_around_an_initial_and_brackets_of_the_writer() -> None:
    texts = [
        f"[dropcap]T[/dropcap]{STORY[0][1:]}",
        *STORY[1:4],
        "She [sic] saw [it], a[0], himself.",
    ]
    assert lines(read(story(texts=texts))) == [*STORY[:4], texts[4]]


def test_spans_that_a_style_sheet_makes_paragraphs() -> None:
    spans = "".join(f"<span>{text}</span>" for text in STORY)
    page = f"<main><article><h1>{HEADLINE}</h1><div>{spans}</div></article></main>"
    assert lines(read(page)) == STORY
    run_on = "".join(f"<span>{text} </span>" for text in STORY[:2])
    assert lines(read(story(texts=[run_on, *STORY[2:]]))) == [" ".join(STORY[:2]), *STORY[2:]]


def test_tooltips_are_not_joined_to_the_text() -> None:
    tip = 'dome<span class="tooltip-text">A roof that turns.</span>'
    assert lines(read(story(texts=[STORY[0].replace("dome", tip), *REST]))) == STORY


def test_an_embedded_post_loses_its_addresses() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Rings seen at last by everybody on the hill! '
        '<a href="https://t.co/x">pic.twitter.com/x</a></p>Orla (@orla)</blockquote>'
    )
    assert "Rings seen at last by everybody on the hill!" in lines(read(story(below=post)))
