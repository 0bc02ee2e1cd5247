"""Line rules and datelines: lines that must be deleted, and similar lines that must stay."""

from __future__ import annotations

import pytest

from summkit import Article, System, analyse
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.notices import notices

HEAD = {
    "reading time": [
        "2 min read",
        "4-minute read",
        "Reading time: 12 minutes",
        "Lesezeit: 5 Minuten",
        "Temps de lecture : 3 min",
        "Tiempo de lectura: 4 minutos",
        "3 min de lectura",
        "Время чтения: 6 мин.",
        "阅读时间：3分钟",
        "4 phút đọc",
    ],
    "page label": [
        "Share",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Tweet | Email | Print",
        "Teilen",
        "Partager",
        "Compartir",
        "ADVERTISEMENT",
        "Publicidad",
        "12 comments",
        "Поделиться",
        "分享到",
    ],
    "timestamp": [
        "16 March 2021",
        "Published 16 March 2021, 10:30 GMT",
        "Updated: Mar 16, 2021 at 4:05 pm",
        "Publié le 3 mars 2021 à 18h05",
        "Stand: 03.03.2021, 18:05 Uhr",
        "2021年3月5日 10:30",
        "5 марта 2021, 12:40",
        "3 hours ago",
        "Published",
    ],
    "byline": [
        "By Jane Doe",
        "By JANE DOE and JOHN ROE",
        "By Jane Doe, Political correspondent",
        "Jane Doe, Political correspondent",
        "By Jane Doe | 16 March 2021",
        "Von Max Beispiel",
        "Par Jeanne Dupont",
        "Por María Ejemplo",
        "Written by Jane Doe",
        "Автор: Иван Примеров",
        "Associated Press",
    ],
    "read more": [
        "Read more: Harbour strike enters third week",
        "READ MORE",
        "Related: What the strike means for you",
        "Also read Harbour strike enters third week",
        "Lire aussi : La grève du port continue",
        "Lesen Sie auch: Der Streik geht weiter",
        "Baca juga: Pemogokan pelabuhan berlanjut",
        "Читайте также: Забастовка продолжается",
        "延伸阅读：港口罢工进入第三周",
        "اقرأ أيضا: إضراب الميناء مستمر",
    ],
    "newsletter": [
        "Sign up for our daily newsletter and never miss a story.",
        "Subscribe to our newsletter",
        "Follow us on Facebook and Instagram",
        "Inscrivez-vous à notre newsletter",
        "Abonnieren Sie unseren Newsletter",
        "Suscríbete a nuestro boletín",
    ],
    "copyright": [
        "© 2021 The Harbour Courier. All rights reserved.",
        "Copyright 2021 The Harbour Courier",
        "Copyright 2021 The Harbour Courier and its partners. All rights reserved.",
        "Copyright 2021 by the owners of the Harbour Courier.",
        "All rights reserved by the Harbour Courier.",
        "(c) Harbour Courier",
        "Alle Rechte vorbehalten.",
        "Tous droits réservés",
    ],
    "caption": [
        "The ferry left the harbour an hour late [Getty]",
        "The ferry left the harbour (Getty Images)",
        "Passengers wait on the quay. (Jane Doe/Getty Images)",
        "The mayor on Tuesday (Reuters)",
        "Photo: Jane Doe",
        "Photo: courtesy of the museum of the old harbour.",
        "Photo: Ten boats in the old harbour on Monday.",
        "Image copyright Harbour Museum",
        "Passengers wait on the quay. Photo: Jane Doe",
        "Foto: Max Beispiel/dpa",
        "Phà rời cảng muộn một giờ. Ảnh: Minh An",
        "Passengers wait on the quay / AFP",
    ],
    "sign-off": [
        "(Reporting by Jane Doe; editing by John Roe)",
        "Reporting by Jane Doe and Ann Poe in Oldhaven; Editing by John Roe.",
    ],
    "separator": ["***", "* * *", "_____", "•"],
}

KEPT = [
    "By Monday the river had reached the lower town.",
    "By Monday the river had reached the lower town",
    "Reporting by Reuters has shown that the ferry was late.",
    "Reporting by the Courier found no such boat.",
    "By the time the ferry left, the harbour was dark.",
    "Share prices fell by a tenth in early trading.",
    "Read more than one book a month and you are ahead of most of your neighbours.",
    "Related companies were not affected, the court said.",
    "Watch - a luxury for most families here - was stolen on Sunday.",
    "Copyright law is to change in two steps, ministers said.",
    "Sign up for a course was the advice that nobody took.",
    "Subscribe to the theory or not, the figures are plain.",
    '"We had nothing to do with the picture [Getty]"',
    "“The agency paid for it,” she said (Getty Images)",
    "He painted a bleak picture: no jobs, no hope",
    "The photograph: a boy, a boat and a dog, and behind them the whole of the drowned town.",
    "The patient record is to come next year (ePA)",
    "The ruling was first reported by a German agency. (dpa)",
    "Two minutes later the read-out failed.",
    "Facebook",
    "Print runs are down.",
    "Photo: the story behind it was told by her grandchildren in a book that came out last May.",
    "Photo: one blurred shape on the ferry set off the search.",
    "Photos: 300 of them were seized from the ferry.",
    "Video: no court had seen such a thing before.",
    "Foto: dieses eine Wort stand auf der Kiste.",
    "Photo : ce mot a mené les juges au port.",
    "Foto: esa palabra llevó al juez hasta el puerto.",
    "Fot. tak kapitan podpisywał swoje listy z portu.",
    "Copyright 2021 rules hurt small ferry lines, owners said.",
    "All rights reserved for pilots were lost in the strike.",
    "Todos los derechos reservados al capitán fueron anulados.",
    "Haberin devamı gelmeyince liman kurulu toplandı.",
    "In May 2021 he left.",
    "1-0",
    "Follow us, the guide said, and we followed.",
    "Von der Leyen reist nach Ankara",
    "Par ailleurs, le port reste fermé",
]


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in HEAD for line in HEAD[rule]])
def test_furniture_above_the_body_is_dropped(rule: str, line: str) -> None:
    assert line_rule(line, begun=False) == rule


@pytest.mark.parametrize("line", KEPT)
@pytest.mark.parametrize("begun", [False, True])
def test_near_misses_are_kept(line: str, begun: bool) -> None:
    assert line_rule(line, begun=begun) is None


@pytest.mark.parametrize(
    "line", ["By Jane Doe", "Jane Doe, Political correspondent", "16 March 2021", "Tuesday, 3 May"]
)
def test_names_and_dates_inside_the_body_are_its_own(line: str) -> None:
    assert line_rule(line, begun=True) is None


def test_a_wire_signing_the_last_paragraph_is_kept() -> None:
    line = "The harbour reopens on Friday (AFP)"
    assert line_rule(line, begun=True) == "caption"
    assert line_rule(line, begun=True, last=True) is None


@pytest.mark.parametrize(
    ("front", "rest"),
    [
        ("BAGHDAD (Reuters) -", "The harbour was shut on Monday."),
        ("LONDON, March 16 -", "The harbour was shut on Monday."),
        ("(CNN)", "The harbour was shut on Monday."),
        ("(CNN) --", "The harbour was shut on Monday."),
        ("NEW YORK, N.Y. (AP) —", "The harbour was shut on Monday."),
        ("ST. JOHN, Mich. --", "The harbour was shut on Monday."),
        ("WASHINGTON —", "The harbour was shut on Monday."),
        ("NEW DELHI:", "The harbour was shut on Monday."),
        ("PARIS, 3 mars (AFP) –", "Le port est resté fermé lundi."),
        ("Paris (AFP) -", "Le port est resté fermé lundi."),
        ("Berlin (dpa) -", "Der Hafen blieb am Montag geschlossen."),
        ("Berlin (dpa/lno) -", "Der Hafen blieb am Montag geschlossen."),
        ("Wien –", "Die Fähre blieb am Montag im Hafen."),
        ("Madrid, 5 mar (EFE).-", "El puerto cerró el lunes."),
        ("São Paulo, 3 mar (Reuters) -", "O porto fechou na segunda."),
        ("Jakarta, CNN Indonesia --", "Pelabuhan ditutup pada Senin."),
        ("МОСКВА, 5 мар — РИА Новости.", "Порт закрыли в понедельник."),
        ("بغداد (رويترز) -", "أغلق الميناء يوم الاثنين."),
        ("(Dân trí) -", "Cảng đóng cửa hôm thứ Hai."),
        ("新华社北京3月5日电", "港口周一关闭。"),
        ("【ロンドン共同】", "港は月曜日に閉鎖された。"),
    ],
)
def test_dateline_is_split_off(front: str, rest: str) -> None:
    assert split_dateline(f"{front} {rest}") == (front, "dateline", rest)


def test_dateline_without_a_space() -> None:
    assert split_dateline("(CNN)The harbour was shut.") == (
        "(CNN)",
        "dateline",
        "The harbour was shut.",
    )


def test_fused_byline_of_a_corpus() -> None:
    front = "By . Jane Doe . PUBLISHED: . 05:31 EST, 6 June 2013 . | . UPDATED: . 19:22 EST ."
    assert split_dateline(f"{front} A man swam home.") == (front, "byline", "A man swam home.")


@pytest.mark.parametrize(
    "paragraph",
    [
        "The harbour - shut since Monday - reopens today.",
        "NATO - the alliance - met on Monday.",
        "Apple - the maker of the ferry's radar - declined to comment.",
        "By . ",
        "(CNN)",
        "BAGHDAD (Reuters) - ",
        "The port (Reuters reported) was shut.",
        "(She was shut out.) The harbour was not.",
        "Monday, March 16 - a date nobody there forgets - began quietly.",
        "Súng Kiểu - Nam bắn trúng đích.",
        "On 3 March – three days late – the ferry came.",
        "MAYOR: I will not go.",
        "The well-known pilot said so.",
    ],
)
def test_text_that_is_no_dateline_stays(paragraph: str) -> None:
    assert split_dateline(paragraph) == ("", "", paragraph)


NOTICES = {
    "en": (
        "Follow the town on Facebook, X and Instagram.",
        "The mill's owner has been approached for comment.",
        "The BBC has approached Norvex for comment.",
        "NOTE: The mill is closed on Mondays.",
        "Scroll down for video .",
        "Read more here",
        "14.30 Firefighters are at the mill.",
        "Send your story ideas to news@example.com.",
        "The owner declined to comment.",
        "Tense: The mill's owner (pictured) is led to his burning mill by two of his men.",
        "Ada Holt is pictured with her dog in front of the mill in which she was born.",
        "We are going to leave our live coverage here for today.",
        "Ada Orme contributed to this report.",
    ),
    "fr": ("À lire aussi : le moulin brûle.",),
    "id": ("Simak juga Video: Kebakaran di Pabrik",),
}
NEWS = (
    "Follow-up checks found no fault at the mill.",
    "For more than 20 years the mill stood empty.",
    "Noted painters lived there.",
    "The photo shows a burning mill.",
    "Pictures of the fire went round the world.",
    "2003 was a good year for the mill.",
    "The owner declined to comment on a report in the town's newspaper that said he had known of"
    " the faulty wiring for years and had done nothing.",
    "Subscribers to the theatre were safe.",
    "The mill is pictured on every stamp of the town.",
)


def test_notices_are_distinguished_from_news() -> None:
    for code, listed in NOTICES.items():
        assert notices(listed, code) == set(range(len(listed))), code
    assert notices(NEWS, "en") == set()


def test_notices_are_not_chosen_if_there_is_news() -> None:
    body = " ".join(["The owner of the mill declined to comment.", "Rain fell in the evening."])
    of = analyse(Article(body=body, language="en"))
    for method in ("lead", "newsrank", "lexrank"):
        assert str(System(method, sentences=2).summarise(of)) == "Rain fell in the evening."
    alone = analyse(Article(body="The owner of the mill declined to comment.", language="en"))
    assert str(System("lead", sentences=1).summarise(alone)) == alone.body
