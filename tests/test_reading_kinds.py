# ruff: noqa: E501 - texts as they were written
"""Kinds of pages, texts and records that an adversary invented on 30 November 2026 and that failed."""

from __future__ import annotations

import json
from email import message_from_string
from pathlib import Path

import pytest

import summkit as sk
from summkit.reading.cleaning.dateline import is_dated_place, is_dateline
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.stamps import is_stamp
from summkit.reading.encoding import decode
from summkit.reading.formats.html import read_html
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.limits import Limits

TITLE = "Mill town turns its old weir into a power plant"
ONE = "The mill town of Arrow Ford switched on a small power plant in its old weir on Monday, after nine years of talks with anglers."
TWO = "It will feed 340 homes in a wet winter, said the engineer Petra Holm, and about half as many in a dry summer."
THREE = "“We had to build a stair for the eels first,” she said. “They were here before us, and they pay no bills.”"
FOUR = "The plant cost 2.1 million crowns, and two thirds of the money came from the people of the valley themselves."
PARTS = [ONE, TWO, THREE, FOUR]
STORY = "\n\n".join(PARTS)


def page(*lines: str, language: str = "en", title: str = TITLE) -> sk.Article:
    inner = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    markup = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - The Ford Post</title></head><body><nav><a href="/">News</a></nav><main><article><h1>{title}</h1>{inner}</article></main><footer>© 2031 The Ford Post</footer></body></html>'
    return read_html(markup.encode(), limits=Limits(seconds=0))


@pytest.mark.parametrize(
    "head",
    [
        ("Valley news", "By Ola Berg", "4 March 2031, 06:12"),
        ("Ola Berg - Post Online", "Tuesday, 04 Mar 2031 06:12 GMT"),
        (
            "Ola Berg",
            "The Ford Post",
            "Published 6:12 a.m. CT March 4, 2031 | Updated 9:40 a.m. CT March 4, 2031",
        ),
        ("Zimno i wiatr", "oprac. Ola Berg", "04.03.2031 06:12, aktualizacja: 09:40"),
        ("4 მარტი, 2031",),
        ("Updated on: 04 மார்ச் 2031, 6:12 am",),
    ],
)
def test_unknown_lines_above_a_byline_or_date_are_no_text(head: tuple[str, ...]) -> None:
    article = page(*head, *PARTS)
    assert article.body == STORY
    assert article.dek is None
    assert {each.text for each in article.dropped} >= set(head)


def test_a_heading_above_the_story_stays_without_a_byline_below_it() -> None:
    assert page("The eels", *PARTS).body == f"The eels\n\n{STORY}"


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("২ মার্চ ২০৩১", True),
        ("Boat 12 sank 2031 times", False),
        ("Top 10 Cities 2031", False),
        ("By 12 people 2031", False),
    ],
)
def test_dates_with_the_month_of_any_language(line: str, stamp: bool) -> None:
    assert is_stamp(line, labelled=False) == stamp


def test_a_dek_above_a_player_and_a_byline() -> None:
    dek = "Anglers and engineers needed nine years to agree."
    head = f"{dek}\n\nListen to this article · 3:12 min\n\nShare full article\n\n12\n\nOla Berg\n\nBy Ola Berg\n\nReporting from Arrow Ford\n\nMarch 4, 2031"
    article = read_text(f"{TITLE}\n\n{head}\n\n{STORY}")
    assert (article.headline, article.dek, article.body) == (TITLE, dek, STORY)


@pytest.mark.parametrize(
    "label", ["Zug wer:", "Кувыс вуд:", "ასევე წაიკითხეთ:", "Կարդացեք նաև՝", "Vidu ankaŭ →"]
)
def test_a_label_and_a_link_between_paragraphs_in_any_language(label: str) -> None:
    article = page(
        ONE, TWO, f"{label} <a href='/x'>Anglers of the valley win their case</a>", THREE, FOUR
    )
    assert article.body == STORY


def test_a_list_of_winners_stays() -> None:
    items = [
        ("Best bread", "The bakers of Lower Quillon"),
        ("Best boat", "The crew of the Anna Holm"),
    ]
    winners = "".join(f"<li>{name}: <a href='/{name}'>{winner}</a></li>" for name, winner in items)
    body = page(ONE, TWO, f"<ul>{winners}</ul>", THREE, FOUR).body
    assert all(f"{name}: {winner}" in body for name, winner in items)


@pytest.mark.parametrize(
    "line",
    [
        "விளம்பரம்",
        "ప్రకటన",
        "പരസ്യം",
        "हेही वाचा: वादळ",
        "আরও পড়ুন: ঝড়",
        "Soma pia: Dhoruba pwani",
        "Lees ook: Storm aan die kus",
        "Lexo edhe: Stuhia në bregdet",
        "Preberite tudi: Neurje",
        "Loe ka: Torm rannikul",
        "Lasi arī: Vētra piekrastē",
        "Taip pat skaitykite: Audra",
        "Lestu meira: Óveður",
        "Чытайце таксама: Бура",
        "Сондай-ақ оқыңыз: Дауыл",
        "Irakurri gehiago: Ekaitza",
        "ΔΙΑΦΗΜΙΣΗ",
        "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: Καταιγίδα",
        "Zur Merkliste hinzufügen",
        "You have 2 free articles left this month.",
        "Video produced by Per Holm",
        "Getty Images",
        "Google News'te bizi takip edin",
        "담당자: 올라 베르그 (☎ 055-555-0100)",
    ],
)
def test_furniture_in_more_languages(line: str) -> None:
    body, _, dropped = read_body("\n\n".join([ONE, TWO, line, THREE, FOUR]), TITLE)
    assert body == STORY
    assert [each.text for each in dropped] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Video by a witness showed the weir under water, and the police asked for more of it.",
        "You have two free days a year to look at the plant, the town says.",
        "Mei said the anglers had won.",
        "Julie Holm",
    ],
)
def test_near_misses_stay(line: str) -> None:
    assert read_body("\n\n".join([ONE, line, TWO]), TITLE)[0] == "\n\n".join([ONE, line, TWO])


def test_the_caption_below_an_agencys_name_is_no_dek() -> None:
    article = read_text(
        f"{TITLE}\n\nBy Ola Berg\n\nGetty Images\nThe weir was built in 1889\n\n{STORY}"
    )
    assert (article.dek, article.body) == (None, STORY)
    assert ("The weir was built in 1889", "caption") in [(d.text, d.rule) for d in article.dropped]


WRAPPED = """The mill town of Arrow Ford switched on a small power plant
in its old weir on Monday, after nine years of talks with the
anglers.
It will feed 340 homes in a wet winter, said the engineer in
charge, and about half as many in a dry summer."""
JOINED = [
    "The mill town of Arrow Ford switched on a small power plant in its old weir on Monday, after nine years of talks with the anglers.",
    "It will feed 340 homes in a wet winter, said the engineer in charge, and about half as many in a dry summer.",
]


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "\n\n" + WRAPPED.replace("\n", "\n\n"),  # a blank line after each line
        TITLE + "\n\n\n" + WRAPPED.replace("anglers.\n", "anglers.\n\n").replace("\n", "\n\n"),
        TITLE + "\n\n> " + WRAPPED.replace("\n", "\n> "),  # a mail's marks
        TITLE + "\n" + "=" * 60 + "\n" + WRAPPED + "\n" + "-" * 60,  # rows between the parts
        TITLE + "\nOla Berg\n" + WRAPPED,  # a name below the headline
        TITLE + "\nBy Ola Berg and Per Holm\n" + WRAPPED,
        TITLE + "\\n\\n" + "\\n\\n".join(JOINED),  # line ends as program code has them
    ],
)
def test_lines_as_programs_leave_them(text: str) -> None:
    article = read_text(text)
    assert (article.headline, article.body.split("\n\n")) == (TITLE, JOINED)


def test_a_poem_with_blank_lines_stays() -> None:
    lines = [
        "The weir is wide.",
        "The eel is long.",
        "The night is cold.",
        "The mill is still.",
        "The rain is gone.",
    ]
    assert read_body("\n\n".join(lines))[0] == "\n\n".join(lines)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "AP-Mill-Power, 1st Ld-Writethru,0312\n{}\nEds: UPDATES with quote. With AP Photos.\nBy OLA BERG\nAssociated Press\n\nARROW FORD, Vareland (AP) _ ",
            "\n\n___\n\nOla Berg can be reached at https://social.example/olaberg",
        ),
        (
            "Mill-power-Vareland,lead\n(RECASTS lead, ADDS quote)\n{}\n=(Picture)=\nArrow Ford, March 4, 2031 (AFP) - ",
            "\n\nob/pm/xyz",
        ),
        (
            "{}\n\nMarch 4 (Reuters) - ",
            "\n\n((ola.berg@wire.example; +47 555 0100; Messaging: ola.berg@x))",
        ),
        ("{}\n\nArrow Ford, Mar 4 (UNI) ", "\n\nUNI OB PH 0612"),
        ("{}\n\nARROW FORD, 4 Mar. (EUROPA PRESS) -\n\n", ""),
        (
            "{}\n\nNEWS PROVIDED BY\nArrow Ford Council\nMar 04, 2031, 06:12 ET\n\nSHARE THIS ARTICLE\n\nARROW FORD, Vareland, March 4, 2031 /PRNewswire/ -- ",
            "\n\nSOURCE Arrow Ford Council",
        ),
        ("⚡️{}\n\n", ""),
        ("INFORMACJA PRASOWA\nArrow Ford, 4 marca 2031 r.\n\n{}\n\n", ""),
        ("보도자료\n보도일시: 2031. 3. 4.(화) 배포 즉시\n담당부서: 교육과\n\n{}\n\n", ""),
        ("プレスリリース\n\n2031年3月4日\nアロー町\n\n{}\n\n", ""),
    ],
)
def test_wires_and_releases(above: str, below: str) -> None:
    article = read_text(f"{above.format(TITLE)}{STORY}{below}\n")
    assert (article.headline, article.dek, article.body) == (TITLE, None, STORY)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        (
            "أورسا في 4 مارس /أ ش أ/ تستقبل المدرسة تلاميذها على متن عبارة قديمة.",
            "تستقبل المدرسة تلاميذها على متن عبارة قديمة.",
        ),
        ("ओरसा, 4 मार्च (आईएएनएस)। स्कूल सोमवार से नौका पर चलेगा।", "स्कूल सोमवार से नौका पर चलेगा।"),
    ],
)
def test_datelines(line: str, rest: str) -> None:
    assert read_body(f"{line}\n\n{TWO}")[0] == f"{rest}\n\n{TWO}"


def test_editors_after_a_chinese_sentence() -> None:
    body, _, dropped = read_body(
        "学校周一搬上旧渡轮。\n\n镇政府已筹到一半的资金。（編輯：王小明）1200304"
    )
    assert body == "学校周一搬上旧渡轮。\n\n镇政府已筹到一半的资金。"
    assert dropped[-1].text == "（編輯：王小明）1200304"


def test_lines_that_are_only_a_place_and_a_date() -> None:
    assert is_dated_place("Orsa, 4 marca 2031 r.")
    assert not is_dated_place("Orsa Election 2031")
    assert not is_dated_place("Paris, May 2031")
    assert is_dateline("ORSA, 4 Mar. (EUROPA PRESS) -")
    assert not is_dateline("The board (in a hurry) -")


def test_the_heading_of_an_entry_of_a_live_blog_is_no_dek() -> None:
    article = read_text(
        f"{TITLE}\n\n14:32 GMT\nPlant to stop at six\n{ONE}\n\n12:05 GMT\nEels pass the stair\n{TWO}\n"
    )
    assert article.dek is None
    assert ONE in article.body and TWO in article.body


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Островная школа переезжает на старый паром\n\nЕдинственная школа острова с понедельника будет учить своих учеников на пароме.",
        "海岛学校搬上旧渡轮\n\n奥尔萨岛唯一的学校从周一起将在一艘退役渡轮上为学生上课，因为风暴掀掉了屋顶。\n\n这艘船原定五月报废。",
    ],
)
def test_utf_16_without_a_mark_in_other_alphabets(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


def test_utf_8_that_was_mangled_twice() -> None:
    text = "Die Fähre fährt für 23 Kinder über den Fluss."
    twice = text.encode().decode("latin-1").encode().decode("latin-1").encode()
    assert decode(twice) == text


def test_fields_of_a_draft() -> None:
    head = f"Slug: MILLPOWER\nDate: 4 March 2031\nHeadline: {TITLE}\nSubhead: Eels get a stair\nByline: Ola Berg\nSEO hed: Arrow Ford power\nBody:\n\n"
    article = read_text(f"{head}{STORY}\n\nCaption: The weir in spring\nPhoto credit: Per Holm\n")
    assert (article.headline, article.dek, article.body) == (TITLE, "Eels get a stair", STORY)


def test_codes_of_templates() -> None:
    text = f"---\ntitle: {TITLE}\n---\nimport Map from './map'\nexport const meta = {{ a: 1 }}\n\n# {TITLE}\n\n{ONE}\n\n{{{{ad_slot_1}}}}\n\n{TWO}\n\n{{% comment %}} internal {{% endcomment %}}\n\n{THREE}\n\n{FOUR}"
    assert read_text(text).body == STORY
    assert page(ONE, TWO, "{{ad_slot_1}}", THREE, FOUR, "&lt;!-- wp:paragraph --&gt;").body == STORY


def test_paragraphs_nested_in_a_paragraph() -> None:
    assert page(f"<p><font size=3>{ONE}<p>{TWO}<p>{THREE}<p>{FOUR}</font>").body == STORY


def test_an_inline_caption_is_no_text() -> None:
    inner = f"<div>{ONE}<br><br>{TWO}<br><br><em class='img_desc'>The weir in spring.</em>{THREE}<br><br>{FOUR}</div>"
    assert page(inner).body == STORY


def test_labels_that_a_style_sheet_sets_apart() -> None:
    body = page("<div><span>Ola Berg</span><span>Valley correspondent</span></div>", *PARTS).body
    assert body == STORY


def test_the_number_of_a_note_below_a_story() -> None:
    assert page(*PARTS, "<div><a class='footnote-number'>1</a><p></p></div>").body == STORY


def test_a_check_for_robots() -> None:
    article = page(
        "Press and hold. To continue, let us know that you are not a robot.",
        "Reference ID 1234",
        title="Access to this page has been denied",
    )
    assert "robots" in article.read_as


def test_a_table_with_single_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    story = STORY.replace("'", "''")
    path.write_text(f"'title','body'\n'{TITLE}','{story}'\n", "utf-8")
    (article,) = sk.read(path)
    assert (article.headline, article.body) == (TITLE, STORY)


def test_a_document_tree_beside_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    content = [{"type": "paragraph", "content": [{"type": "text", "text": each}]} for each in PARTS]
    path.write_text(
        json.dumps({"title": TITLE, "doc": {"type": "doc", "content": content}}), "utf-8"
    )
    (article,) = sk.read(path)
    assert (article.headline, article.body) == (TITLE, STORY)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("plain", f"{STORY}\n\n{'_' * 40}\nvalley-news mailing list\nvalley-news@lists.example\n"),
        (
            "html",
            "".join(
                f"<p>{each}</p>"
                for each in [*PARTS, "Kind regards,", "Ola Berg", "Council | 0555 0100"]
            ),
        ),
    ],
)
def test_the_end_of_a_mail(tmp_path: Path, kind: str, text: str) -> None:
    path = tmp_path / "a.eml"
    mail = (
        f"From: a@b.example\nSubject: {TITLE}\nContent-Type: text/{kind}; charset=utf-8\n\n{text}"
    )
    assert message_from_string(mail)["Subject"] == TITLE
    path.write_text(mail, "utf-8")
    (article,) = sk.read(path)
    assert (article.headline, article.body) == (TITLE, STORY)


def test_a_photo_agency_alone_is_a_caption() -> None:
    assert line_rule("Getty Images", begun=False) == "caption"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "dpa 0312\nWirtschaft/Wasser/\n(Neu: Zitat)\n{}\nVon Ola Berg, dpa =\n\nArrow Ford (dpa) - ",
            "\n(Schluss) ob/pm\n\nAPA0123 2031-03-04/06:12",
        ),
        ("{}\n\nARROW FORD, March 4, Kyodo - ", "\n\n==Kyodo"),
        ("{}\n\nArrow Ford (Vareland), 4 mar (EFE).- ", "\n\nob/pm/xyz\n\n(foto)(vídeo)"),
        ("{}\n\n*** Serviço áudio e vídeo disponível em www.lusa.example ***\n\n", "\n\nOB // PM"),
        (
            "Pressmeddelande 2031-03-04\nArrow Fords kommun\n\n{}\n\n",
            "\n\nFör mer information, kontakta:\nOla Berg, 0555-01 01 00",
        ),
        ("新闻稿\n发布日期：2031年3月4日\n\n{}\n\n", ""),
        ("ПРЕСС-РЕЛИЗ\n4 марта 2031 г., г. Орса\n\n{}\n\n", ""),
        ("Ola Berg  6:12 AM\n{}\n\n", ""),
        ("{} 🧵\n\n", "\n\n#mill #eels"),
    ],
)
def test_more_wires_and_releases(above: str, below: str) -> None:
    article = read_text(f"{above.format(TITLE)}{STORY}{below}\n")
    assert (article.headline, article.dek, article.body) == (TITLE, None, STORY)


def test_a_heading_with_strokes_within_the_text_stays() -> None:
    assert page(ONE, "TV/Radio/Internet", TWO).body == f"{ONE}\n\nTV/Radio/Internet\n\n{TWO}"


def test_the_numbers_of_a_thread() -> None:
    posts = "\n\n".join(f"{n}/4 {each}" for n, each in enumerate(PARTS, 1))
    assert read_text(f"{TITLE}\n\n{posts}").body == STORY
    assert "1/2 of the crop" in read_text(f"{TITLE}\n\n{ONE}\n\n1/2 of the crop was lost.").body


def test_a_comment_of_word() -> None:
    text = f"{TITLE}\n\n{ONE}\n\nComment [PH1]: Is it 340 or 350?\n\n{TWO}"
    article = read_text(text)
    assert article.body == f"{ONE}\n\n{TWO}"
    assert "Comment [PH1]: Is it 340 or 350?" in [each.text for each in article.dropped]


@pytest.mark.parametrize(
    "line",
    [
        "Translated from the Norwegian by Per Holm",
        "Cet article est aussi disponible en français.",
        "Kövesse az oldalunkat a Facebookon is!",
        "Mainos (juttu jatkuu alla)",
        "Oikaisu 5.3.2031: Talojen määrä korjattu.",
        "/ritzau/",
    ],
)
def test_more_lines_below_a_story(line: str) -> None:
    assert read_body("\n\n".join([*PARTS, line]), TITLE)[0] == STORY


@pytest.mark.parametrize("name", ["perex", "manchet"])
def test_standfirsts_in_czech_and_danish_pages(name: str) -> None:
    article = page(f"<p class='{name}'>Eels get a stair of their own.</p>", *PARTS)
    assert (article.dek, article.body) == ("Eels get a stair of their own.", STORY)


def test_a_disclosure_above_the_story() -> None:
    box = "<section class='disclosure'><h3>Disclosure statement</h3><p>Ola Berg owns no shares of the plant, and the valley pays him nothing.</p></section>"
    assert page(box, *PARTS).body == STORY


def test_re_structured_text_below_a_row_of_number_signs() -> None:
    text = f"{TITLE}\n{'#' * len(TITLE)}\n\n.. image:: weir.jpg\n   :alt: weir\n\n{STORY}\n"
    assert read_text(text).body == STORY
