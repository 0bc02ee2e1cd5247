"""Texts in the forms of agencies, archives, printers, transcripts and subtitles.

Each text is invented, in many languages; the expected results were written by hand.
"""

from __future__ import annotations

import time

import pytest

from summkit.reading.formats.text import read_text

HEADLINE = "Late ferry to return in February"
FIRST = "The harbour board voted 7-2 on Monday to bring back a late ferry, its chair said."
SECOND = "A ticket will cost four pounds, said Imogen Vale."

# Input; headline, dek and paragraphs that an editor would take from it.
WIRES: dict[str, tuple[str, str | None, str | None, list[str]]] = {
    "AFP, a country in brackets": (
        "Un ferry s'échoue au large de Sund\n\n"
        "Sund (Varélande), 28 nov 2026 (AFP) - Un ferry s'est échoué samedi. Personne n'a été "
        "blessé.\n\nLa bouée était éteinte, a dit le capitaine.\n\njr/tl/abc\n\n© 2026 AFP\n",
        "Un ferry s'échoue au large de Sund",
        None,
        [
            "Un ferry s'est échoué samedi. Personne n'a été blessé.",
            "La bouée était éteinte, a dit le capitaine.",
        ],
    ),
    "EFE": (
        "Un ferri encalla frente a Sund\n\n"
        "Sund (Varelandia), 28 nov (EFE).- Un ferri encalló este sábado. No hubo heridos.\n\n"
        "El capitán dijo que la boya estaba apagada. EFE\n\njr/tl\n",
        "Un ferri encalla frente a Sund",
        None,
        [
            "Un ferri encalló este sábado. No hubo heridos.",
            "El capitán dijo que la boya estaba apagada.",
        ],
    ),
    "ANSA, with crosses": (
        "++ Traghetto si arena davanti a Sund ++\n\n"
        "(ANSA) - SUND, 28 NOV - Un traghetto si è arenato sabato. Nessuno è ferito.\n\n"
        "Il capitano ha detto che la boa era spenta. (ANSA).\n\n   XYZ-JR\n 2026-11-28 10:12\n",
        "Traghetto si arena davanti a Sund",
        None,
        [
            "Un traghetto si è arenato sabato. Nessuno è ferito.",
            "Il capitano ha detto che la boa era spenta.",
        ],
    ),
    "TASS": (
        "Паром сел на мель у Сунда\n\n"
        "СУНД, 28 ноября. /ТАСС/. Паром сел на мель в субботу. Никто не пострадал.\n\n"
        "Капитан рассказал, что буй не горел.\n",
        "Паром сел на мель у Сунда",
        None,
        [
            "Паром сел на мель в субботу. Никто не пострадал.",
            "Капитан рассказал, что буй не горел.",
        ],
    ),
    "Lusa": (
        "Ferry encalha ao largo de Sund\n\nSund, 28 nov 2026 (Lusa) – Um ferry encalhou hoje ao "
        "largo de Sund.\n\nO capitão disse que a boia estava apagada.\n\nJR // TL\n\nLusa/Fim\n",
        "Ferry encalha ao largo de Sund",
        None,
        [
            "Um ferry encalhou hoje ao largo de Sund.",
            "O capitão disse que a boia estava apagada.",
        ],
    ),
    "PAP": (
        "Prom osiadł na mieliźnie\n\nProm osiadł w sobotę na mieliźnie. Nikt nie został ranny.\n\n"
        "Kapitan powiedział, że boja była zgaszona. (PAP)\n\nAutorka: Anna Nowak\n\nann/ mal/\n",
        "Prom osiadł na mieliźnie",
        None,
        [
            "Prom osiadł w sobotę na mieliźnie. Nikt nie został ranny.",
            "Kapitan powiedział, że boja była zgaszona.",
        ],
    ),
    "dpa, with its notes": (
        "Fähre vor Sund auf Grund gelaufen\n\n"
        "Sund (dpa) - Eine Fähre ist am Samstag auf Grund gelaufen. Verletzt wurde niemand.\n\n"
        "Die Boje sei erloschen gewesen, sagte der Kapitän.\n\n# dpa-Notizblock\n## Internet\n"
        "- Küstenwache: http://dpaq.example/abc\n* * * *\n## dpa-Kontakte\n"
        "- Autor: Jana Roth, +49 30 1234, <jana@dpa.example>\ndpa jr yyzz n1 tl\n",
        "Fähre vor Sund auf Grund gelaufen",
        None,
        [
            "Eine Fähre ist am Samstag auf Grund gelaufen. Verletzt wurde niemand.",
            "Die Boje sei erloschen gewesen, sagte der Kapitän.",
        ],
    ),
    "TT": (
        "Färja gick på grund\n\nEn färja gick på lördagen på grund. Ingen skadades.\n\n"
        "Kaptenen säger att bojen var släckt.\n\nJane Roe/TT\n",
        "Färja gick på grund",
        None,
        [
            "En färja gick på lördagen på grund. Ingen skadades.",
            "Kaptenen säger att bojen var släckt.",
        ],
    ),
    "Anadolu": (
        "Feribot karaya oturdu\n\nSUND (AA) - Feribot cumartesi günü karaya oturdu.\n\n"
        "Kaptan, ışığın söndüğünü söyledi.\n\nMuhabir: Ayşe Yılmaz\n",
        "Feribot karaya oturdu",
        None,
        ["Feribot cumartesi günü karaya oturdu.", "Kaptan, ışığın söndüğünü söyledi."],
    ),
    "PTI in Hindi": (
        "सुंड के पास नौका फंसी\n\n"
        "सुंड, 28 नवंबर (भाषा) सुंड के पास शनिवार को एक नौका फंस गई। कोई घायल नहीं हुआ।\n\n"
        "कप्तान ने बताया कि बत्ती बुझी हुई थी।\n\nभाषा रोहन मनीषा\nमनीषा\n",
        "सुंड के पास नौका फंसी",
        None,
        [
            "सुंड के पास शनिवार को एक नौका फंस गई। कोई घायल नहीं हुआ।",
            "कप्तान ने बताया कि बत्ती बुझी हुई थी।",
        ],
    ),
    "Yonhap": (
        "여객선 좌초\n\n(순드=연합뉴스) 홍길동 기자 = 여객선이 28일 새벽 좌초했다.\n\n"
        "선장은 불이 꺼져 있었다고 말했다.\n\ngildong@yna.example\n\n(끝)\n",
        "여객선 좌초",
        None,
        ["여객선이 28일 새벽 좌초했다.", "선장은 불이 꺼져 있었다고 말했다."],
    ),
    "Kyodo": (
        "スンド沖でフェリー座礁\n\n　【スンド共同】２８日早朝、フェリーが座礁した。けが人はいな"
        "い。\n\n"
        "　船長は「明かりが消えていた」と話した。\n\n（共同）\n",
        "スンド沖でフェリー座礁",
        None,
        [
            "２８日早朝、フェリーが座礁した。けが人はいない。",
            "船長は「明かりが消えていた」と話した。",
        ],
    ),
    "Xinhua": (
        "渡轮在松德附近搁浅\n\n新华社松德11月28日电（记者李明 王芳）一艘渡轮28日搁浅，无人受伤"
        "。\n\n"
        "船长告诉记者，浮标的灯熄灭了。（完）\n\n责任编辑：张三\n",
        "渡轮在松德附近搁浅",
        None,
        ["一艘渡轮28日搁浅，无人受伤。", "船长告诉记者，浮标的灯熄灭了。"],
    ),
    "a flash": (
        "URGENT: FERRY AGROUND OFF SUND\n\n(FERRY-SUND/URGENT)\n\n"
        "SUND, Nov 28 (Newswire) - A ferry ran aground off Sund early on Saturday. No one was "
        "hurt.\n\nMORE TO FOLLOW\n\n((jane.roe@newswire.example; +47 555 1234))\n",
        "URGENT: FERRY AGROUND OFF SUND",
        None,
        ["A ferry ran aground off Sund early on Saturday. No one was hurt."],
    ),
    "a slug and notes to desks": (
        "BC-EU--Ferry Aground,1st Ld-Writethru,312\nFerry runs aground off Sund with 52 aboard\n"
        "Eds: UPDATES with quote from captain.\nWith AP Photos.\nBy JANE ROE\nAssociated Press\n"
        "SUND, Varelandia (AP) — A ferry ran aground off Sund early Saturday. No one was hurt.\n"
        "The captain said that the buoy had gone dark.\n___\n"
        "Tom Lund in Kellmouth contributed to this report.\n___\n"
        "Follow AP's coverage at https://apnews.example/ferry\n",
        "Ferry runs aground off Sund with 52 aboard",
        None,
        [
            "A ferry ran aground off Sund early Saturday. No one was hurt.",
            "The captain said that the buoy had gone dark.",
        ],
    ),
    "a date alone in front": (
        f"{HEADLINE}\n\nNov 28 (Somewire) - {FIRST}\n\n{SECOND}",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "a press release with its contact above": (
        "FOR IMMEDIATE RELEASE\n\nContact:\nJane Roe\nLarkspur Lines\n+47 555 1234\n"
        f"press@larkspur.example\n\n{HEADLINE}\n\nBoats to leave at midnight\n\n"
        f"KELLMOUTH, Varelandia, Nov. 28, 2026 /PRNewswire/ -- {FIRST}\n\n{SECOND}\n\n###\n",
        HEADLINE,
        "Boats to leave at midnight",
        [FIRST, SECOND],
    ),
}

EXPORTS: dict[str, tuple[str, str | None, str | None, list[str]]] = {
    "fields with names": (
        "KELLMOUTH ECHO\nSaturday, November 28, 2026\nSection: A  Page: 1\nByline: Jane Roe\n"
        f"Length: 312 words\nHeadline: {HEADLINE}\nBody:\n{FIRST}\n\n{SECOND}\n\n"
        "Load-Date: November 28, 2026\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "a headline without a name, above the fields": (
        "                    1 of 25 DOCUMENTS\n\n                 Kellmouth Echo\n\n"
        f"             November 28, 2026 Saturday\n                   Late Edition\n\n"
        f"{HEADLINE}\n\n"
        "BYLINE: By JANE ROE\n\nSECTION: Section A; Column 0; Pg. 1\n\nLENGTH: 312 words\n\n"
        f"{FIRST}\n\n{SECOND}\n\nURL: http://echo.example/\n\nLOAD-DATE: November 28, 2026\n\n"
        "LANGUAGE: ENGLISH\n\nCopyright 2026 The Kellmouth Echo Company\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "a headline without a name, first of all": (
        f"{HEADLINE}\nKellmouth Echo\nNovember 28, 2026 Saturday\n\nCopyright 2026 Echo Company\n"
        f"Section: LOCAL; Pg. 1\nLength: 312 words\nByline: Jane Roe\nBody\n\n{FIRST}\n\n"
        f"{SECOND}\n\n"
        "Classification\n\nLanguage: ENGLISH\nPublication-Type: Newspaper\nEnd of Document\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "fields with two letters": (
        f"HD {HEADLINE}\nBY Jane Roe\nWC 312 words\nPD 28 November 2026\nSN Kellmouth Echo\n"
        f"LA English\nLP {FIRST}\nTD {SECOND}\nIN Ferries\nAN Document KELECH0020261128\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "fields in German": (
        "Quelle: Kellmouther Bote\nDatum: 28.11.2026\nRessort: Lokales\nSeite: 3\n"
        "Titel: Nachtfähre kehrt zurück\n\nText: Der Hafenrat hat am Montag für die Fähre "
        "gestimmt.\n"
        "\nEine Fahrt kostet vier Pfund, sagte Imogen Vale.\n",
        "Nachtfähre kehrt zurück",
        None,
        [
            "Der Hafenrat hat am Montag für die Fähre gestimmt.",
            "Eine Fahrt kostet vier Pfund, sagte Imogen Vale.",
        ],
    ),
    "a warning and its times": (
        "Severe weather warning: snow\n\nIssued: 06:00 on Saturday 28 November 2026\n"
        "Valid from: 18:00 Saturday to 09:00 Sunday\nArea: Northern Varelandia, Kell Valley\n\n"
        "Heavy snow will move in from the north this evening.\n\n"
        "Some villages could be cut off for a time, the forecasters say.\n",
        "Severe weather warning: snow",
        None,
        [
            "Heavy snow will move in from the north this evening.",
            "Some villages could be cut off for a time, the forecasters say.",
        ],
    ),
    "what a browser prints": (
        f"28/11/2026, 10:12\t{HEADLINE} | Kellmouth Echo\n\n{HEADLINE}\n\n{FIRST}\n\n"
        f"https://echo.example/news/late-ferry\t1/2\n28/11/2026, 10:12\t{HEADLINE} | Kellmouth Echo"
        f"\n\n{SECOND}\n\nhttps://echo.example/news/late-ferry\t2/2\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
    "columns of a newspaper": (
        "Kellmouth Echo 12\n\nHarbour board backs night\nferry despite noise worries\nBy Jane "
        "Roe\n\n"
        "The harbour board voted 7-2 on Monday night to bring back a late\n"
        "ferry between Kellmouth and Saint Brannan, ending a four-year\n"
        "gap that shift workers at the hospital say has cost them hours\n"
        "of sleep. Residents of Quay Street have since col-\nlected 312 signatures.\n\n"
        "Continued on page 14\n\nKellmouth Echo 14\n\nFerry, from page 12\n\n"
        "Their spokesman, Dr. Peter Lund, said engines idling below bed-\n"
        "room windows would wake children.\n",
        "Harbour board backs night ferry despite noise worries",
        None,
        [
            "The harbour board voted 7-2 on Monday night to bring back a late ferry between "
            "Kellmouth and Saint Brannan, ending a four-year gap that shift workers at the "
            "hospital "
            "say has cost them hours of sleep. Residents of Quay Street have since collected 312 "
            "signatures.",
            "Their spokesman, Dr. Peter Lund, said engines idling below bedroom windows would wake "
            "children.",
        ],
    ),
    "a browser's reading view": (
        f"kellmouthecho.example\n{HEADLINE}\nJane Roe\n3–4 minutes\n\n{FIRST}\n\n{SECOND}\n",
        HEADLINE,
        None,
        [FIRST, SECOND],
    ),
}

SPOKEN: dict[str, tuple[str, str | None, str | None, list[str]]] = {
    "SubRip": (
        "1\n00:00:01,000 --> 00:00:04,200\nThe harbour board has voted\nto bring back the "
        "ferry.\n\n"
        "2\n00:00:04,400 --> 00:00:08,100\n<i>It will leave Kellmouth\nat midnight.</i>\n\n"
        "3\n00:00:08,300 --> 00:00:11,000\n- What will it cost?\n- Four pounds twenty.\n",
        None,
        None,
        [
            "The harbour board has voted to bring back the ferry. It will leave Kellmouth at "
            "midnight.",
            "What will it cost?",
            "Four pounds twenty.",
        ],
    ),
    "WebVTT, with voices and notes": (
        "WEBVTT\nKind: captions\nLanguage: en\n\nNOTE made by hand\n\nintro\n"
        "00:00.000 --> 00:04.200 align:start position:0%\n<v Jane Roe>The board has voted.\n\n"
        "00:04.400 --> 00:08.100\n<v Tom Lund>It will leave at <00:05.000>midnight.\n",
        None,
        None,
        ["The board has voted.", "It will leave at midnight."],
    ),
    "captions that roll up, and music": (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n[MUSIC]\n\n00:02.000 --> 00:04.000\nthe board has "
        "voted\n"
        "\n00:04.000 --> 00:06.000\nthe board has voted\nto bring back the ferry\n",
        None,
        None,
        ["the board has voted to bring back the ferry"],
    ),
    "SBV": (
        "0:00:01.000,0:00:04.200\nThe board has voted.\n\n0:00:09.400,0:00:12.000\nThe ferry "
        "is back.\n",
        None,
        None,
        ["The board has voted.", "The ferry is back."],
    ),
    "a transcript": (
        "Harbour board press conference\nNovember 28, 2026\n\n[00:00:04]\n"
        "MODERATOR: Good afternoon, everyone.\n\n[00:00:09]\nHELEN OSTROV: The board has "
        "decided to "
        "bring back the ferry.\n\n(APPLAUSE)\n\n[00:00:31]\nMODERATOR: What will it cost?\n\n"
        "(END VIDEO CLIP)\n",
        "Harbour board press conference",
        None,
        [
            "MODERATOR: Good afternoon, everyone.",
            "HELEN OSTROV: The board has decided to bring back the ferry.",
            "MODERATOR: What will it cost?",
        ],
    ),
    "times in front of lines": (
        "Harbour board press conference\n\n[00:04] Good afternoon, everyone.\n\n"
        "[00:09] The board has decided to bring back the ferry.\n\n[00:31] It will cost four "
        "pounds.\n",
        "Harbour board press conference",
        None,
        [
            "Good afternoon, everyone.",
            "The board has decided to bring back the ferry.",
            "It will cost four pounds.",
        ],
    ),
    "initials of two people": (
        "A night nurse on the ferry\n\nImogen Vale has worked nights for nine years.\n\n"
        "TL: And now?\n\nIV: Now I get my own bed back.\n\nTL: Will it last?\n\n"
        "IV: That depends on the board.\n",
        "A night nurse on the ferry",
        None,
        [
            "Imogen Vale has worked nights for nine years.",
            "And now?",
            "Now I get my own bed back.",
            "Will it last?",
            "That depends on the board.",
        ],
    ),
    "entries of a live blog": (
        "Ferry aground off Sund: latest updates\n\n11.42am GMT\n\nAll passengers are ashore.\n\n"
        "Updated at 11.50am GMT\n\n10:05 CET\n\nThe first lifeboat has reached the ferry.\n",
        "Ferry aground off Sund: latest updates",
        None,
        ["All passengers are ashore.", "The first lifeboat has reached the ferry."],
    ),
}

BOARD = "The harbour board voted 7-2 on Monday to bring back a late ferry."
MARKUP: dict[str, tuple[str, str | None, str | None, list[str]]] = {
    "BBCode": (
        f"[b]{HEADLINE}[/b]\n\nThe harbour board voted 7-2 on Monday to bring back a [i]late[/i] "
        f"ferry.\n\n[url=https://x.example]A ticket[/url] will cost four pounds, said Imogen "
        "Vale.\n\n"
        "[img]https://x.example/a.jpg[/img]\n",
        HEADLINE,
        None,
        [BOARD, SECOND],
    ),
    "wikitext": (
        "{{date|November 28, 2026}}\nThe harbour board '''voted''' 7-2 on Monday to bring back a "
        "[[late ferry (ship)|late ferry]].<ref>{{cite|Echo}}</ref>\n\n"
        "[[File:A.jpg|thumb|The [[quay]]]]\nA ticket will cost four pounds, said "
        "[https://x.example Imogen Vale].\n\n[[Category:Ferries]]\n",
        None,
        None,
        [BOARD, SECOND],
    ),
    "Org": (
        f"#+TITLE: {HEADLINE}\n#+AUTHOR: Jane Roe\n\nThe harbour board voted 7-2 on Monday to "
        "bring "
        f"back a *late* ferry.\n\nA [[https://x.example][ticket]] will cost four pounds, said "
        "Imogen "
        "Vale.\n",
        HEADLINE,
        None,
        [BOARD, SECOND],
    ),
    "reStructuredText": (
        f"{'=' * 32}\n{HEADLINE}\n{'=' * 32}\n\n:Author: Jane Roe\n:Date: 2026-11-28\n\n"
        ".. image:: a.jpg\n   :alt: A quay\n\nThe harbour board voted 7-2 on Monday to bring "
        "back a "
        "**late** ferry.\n\nA ticket will cost four pounds, said `Imogen Vale "
        "<https://x.example>`_.\n",
        HEADLINE,
        None,
        [BOARD, SECOND],
    ),
    "AsciiDoc": (
        f"= {HEADLINE}\nJane Roe <jane@x.example>\nv1.0, 2026-11-28\n\nThe harbour board voted "
        "7-2 on "
        "Monday to bring back a *late* ferry.\n\nA https://x.example[ticket] will cost four "
        "pounds, "
        "said Imogen Vale.\n",
        HEADLINE,
        None,
        [BOARD, SECOND],
    ),
}

ALL = {**WIRES, **EXPORTS, **SPOKEN, **MARKUP}


@pytest.mark.parametrize("kind", ALL)
def test_text_around_a_story_is_not_the_story(kind: str) -> None:
    given, headline, dek, body = ALL[kind]
    article = read_text(given)
    assert (article.headline, article.dek, article.body.split("\n\n")) == (headline, dek, body)


@pytest.mark.parametrize(
    "line",
    [
        "Either/or",
        "The score: Kellmouth 3, Sund 1.",
        "He wrote to jane@echo.example and got no answer.",
        "(The board meets again in May.)",
        "He was there from 10:30 to 11:42 am.",
        "NATO: the alliance will meet in May.",
        "Note: see [1/2] and [b].",
        "They met on page 12 of history, and turned to page 13.",
        "It cost 5 * 3 = 15 pounds, or so [[he]] said.",
    ],
)
def test_near_misses_stay(line: str) -> None:
    assert line in read_text(f"{HEADLINE}\n\n{FIRST}\n\n{line}\n\n{SECOND}").body.split("\n\n")


def test_days_and_parts_are_subheads() -> None:
    text = f"Two days in Sund\n\nDay 1\n\n{FIRST}\n\nDay 2\n\n{SECOND}"
    assert read_text(text).body.split("\n\n") == ["Day 1", FIRST, "Day 2", SECOND]


@pytest.mark.parametrize(
    "piece",
    [
        "00:00:01,000 --> 00:00:02,000\na\n\n",
        "[b]a[/b] ",
        "[[a|",
        "{{a",
        "'''''a",
        "Area: a\n",
        "Length: 3 words\n",
        "28/11/2026, 10:12 a b c d\n",
        "Kellmouth Echo 12\n\n",
        ":a: b\n",
        ".. a\n  b\n",
        "`a <b>`_ ",
        "= a\n",
        "jr/tl\n",
        "HD a\nLP b\n",
        "(A/B)\n",
        "<ref>",
    ],
)
def test_no_sign_is_slow(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    begin = time.process_time()
    read_text(text)
    assert time.process_time() - begin < 2.0
