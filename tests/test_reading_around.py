"""Lines around a story in many languages: authors, calls, datelines; all invented here."""

from __future__ import annotations

import pytest

from summkit.reading.formats.html import read_html
from summkit.reading.formats.text import read_body
from summkit.reading.limits import Limits

HEADLINE = "Ferry town buys back its bakery for a single crown"
STORY = [
    "The people of Lower Quillon bought back their only bakery on Monday for a single crown.",
    "Its last owner closed the shop in 2027 after the oven cracked and the roof let in the rain.",
    "“We were eating bread from a petrol station,” said Ottilie Marsh, who led the campaign.",
    "The town will rent the shop to a cooperative, which expects to bake 300 loaves every morning.",
    "A mason from the next valley has promised to rebuild the oven before the first of October.",
]


def body(*lines: str) -> list[str]:
    return read_body("\n\n".join(lines), HEADLINE)[0].split("\n\n")


BELOW = [
    # authors
    "Pernille Voss is a staff writer at the Quillon Echo. Reach her at pvoss@echo.example.",
    "Pernille Voss covers schools and transport for the Echo.",
    "Pernille Voss has reported on the valley for the Echo since 2024.",
    "Pernille Voss is the Echo’s business editor. Follow her on X @pvoss.",
    "Pernille Voss writes about food and farming. She lives in Tarn with two goats.",
    "Pernille Voss ist Redakteurin im Ressort Wirtschaft.",
    "Pernille Voss est journaliste au service économie.",
    "Pernille Voss es periodista de la sección de economía.",
    "Pernille Voss è giornalista della redazione economia.",
    "Pernille Voss é repórter de economia do Eco.",
    "Pernille Voss is redacteur economie.",
    "Contact the reporter Pernille Voss at pvoss@echo.example.",
    "Email Pernille Voss at pvoss@echo.example or call 555-0160.",
    "You can reach Pernille Voss at pvoss@echo.example.",
    "Kontakt zur Autorin: pvoss@echo.example",
    "With reporting from the Tarn Wire Service",
    "With additional reporting by Pernille Voss and the Tarn Wire",
    "Additional reporting by Pernille Voss in Tarn",
    # calls
    "Follow the Echo on Facebook and Instagram for the latest from the valley.",
    "Follow us on X, Threads and Bluesky!",
    "Like what you read? Follow the Quillon Echo on Instagram.",
    "Subscribe to our podcast on YouTube and never miss an episode.",
    "Subscribe to the Echo’s YouTube channel.",
    "Join the Echo’s WhatsApp channel for news from the valley.",
    "Download the Echo app from the App Store or Google Play.",
    "Get the Echo app for free.",
    "Folgen Sie dem Echo auf Facebook und Instagram.",
    "Suivez l’Écho de Quillon sur Facebook et sur Instagram.",
    "Síguenos en nuestras redes sociales: Facebook, X e Instagram.",
    "Sigue a El Eco en Facebook y en X.",
    "Seguici anche sui nostri canali social.",
    "Segui l’Eco su Facebook e su WhatsApp.",
    "Siga o Eco no Instagram e no Facebook.",
    "👉 Clique aqui para entrar no canal do Eco no WhatsApp",
    "Volg de Echo op Facebook en Instagram.",
    "Obserwuj nas na Facebooku.",
    "Подписывайтесь на наш канал в Telegram.",
    "Bizi Instagram’da takip edin.",
    "Ikuti berita terbaru kami di WhatsApp Channel.",
    "Följ oss på Facebook.",
    # notes
    "This article is sponsored by Tarn Flour Mills. Our journalists had no part in it.",
    "This story is brought to you by Tarn Flour Mills.",
    "Our Standards: The Quillon Code of Practice.",
    "This story is republished from The Valley Review under a Creative Commons licence.",
    "See a mistake? Tell us at corrections@echo.example.",
    "Found an error? Please let us know.",
    "Read this article in French.",
    "Lea esta nota en inglés.",
    "Lire cet article en anglais.",
    "#bakery #ferrytown",
    "#Bäckerei, #Fähre, #Genossenschaft",
    "Follow our live coverage here.",
    "Take our poll: should towns own bakeries?",
    "Have your say: vote in our poll below.",
    "If you have been affected by this story, call the helpline on 555-0111.",
    "If you or someone you know needs help, call 555-0111.",
    "Editor’s Picks",
    "Editors' picks",
    "Empfehlungen der Redaktion",
    "For more news like this, visit our business page.",
    "Get in touch with the newsroom at news@echo.example.",
    "pvoss@echo.example",
    "Hast du einen Fehler entdeckt? Schreib uns an fehler@echo.example.",
    "Tweet us at @quillonecho",
    "Questo articolo è sponsorizzato da Mulini Tarn.",
    "読者登録はこちら",
    "Jonas Berg är reporter på Ekot.",
    "Rejoignez notre chaîne WhatsApp pour ne rien manquer.",
    # other languages
    "(pvs/tam)",
    "(pvs)",
    "[사진=북항일보]",
    "사진=연합뉴스",
    "Tekst gaat verder onder de foto",
    "Lees verder onder de advertentie",
    "Der Artikel wird unter dem Video fortgesetzt",
    "El artículo continúa debajo del video",
    "İLGİLİ HABERLER Otobüs garajı taşınıyor",
    "AYRICA OKUYUN: Otobüs garajı taşınıyor",
    "VÍDEOS: veja mais notícias da região",
    "อ่านข่าวเพิ่มเติม: อู่รถเมล์ต้องย้าย",
    "ข่าวที่เกี่ยวข้อง",
    "Прочетете още: Депото се мести",
    "Čítajte tiež: Depo sa sťahuje",
    "Llegeix també: El dipòsit es trasllada",
]


@pytest.mark.parametrize("line", BELOW)
def test_a_line_below_a_story_is_no_text(line: str) -> None:
    assert body(*STORY, line) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Follow live updates here.",
        "Vote in our poll: who bakes best?",
        "Subscribe to our YouTube channel for more films like this.",
        "Follow the Echo on Facebook and never miss a story.",
        "Tekst loopt door onder de video",
        "Te puede interesar",
        "Now playing",
        "Up next",
        "Skip ad",
        "Autoplay",
        "#bakery #ferrytown",
        "Continua dopo la pubblicità",
        "Fortsetzung nach der Werbung",
        "La suite après la publicité",
    ],
)
def test_a_line_within_a_story_is_no_text(line: str) -> None:
    assert body(*STORY[:2], line, *STORY[2:]) == STORY


ABOVE = [
    ["Pernille Voss", "Valley Reporter", "Quillon Echo"],
    ["Pernille Voss", "Senior Business Correspondent"],
    ["By Pernille Voss", "Staff Writer", "The Quillon Echo"],
    ["di Pernille Voss"],
    ["por Pernille Voss"],
    ["von Pernille Voss"],
    ["Door onze redactie"],
    ["Von unserer Redaktion"],
    ["Por Redacción"],
    ["Par la rédaction"],
    ["By our own correspondent"],
    ["2 giugno 2031 - 14:05 - Aggiornato alle 15:20 - 3 minuti di lettura"],
    ["Vandaag, 14:05 • Aangepast vandaag, 15:20"],
    ["Heute, 14:05 Uhr | Aktualisiert um 15:20 Uhr"],
    ["Publié le 2 juin 2031 à 14h05 - Mis à jour à 15h20 - 3 min de lecture"],
    ["02/06/2031 14h05 Atualizado há 2 horas"],
    ["เผยแพร่: 2 มิ.ย. 2574 14:05"],
    ["Published: 2 June 2031 | Updated: 3 June 2031 | 4 min read"],
    ["Публикация: 2 июня 2031, 14:05"],
    [
        "Sponsored content",
        "This article is presented by Tarn Flour Mills. Our staff had no part in it.",
    ],
]


@pytest.mark.parametrize("above", ABOVE)
def test_lines_above_a_story_are_no_text(above: list[str]) -> None:
    assert body(*above, *STORY) == STORY


DATELINES = [
    "Lower Quillon, Jun 2 (QTI) ",
    "Lower Quillon, June 2 (Echo) — ",
    "LOWER QUILLON, June 2 (Valley News Service) - ",
    "New Tarn, Jun 2 (VNI): ",
    "Lower Quillon, 2 Jun (Echo) -- ",
    "Lower Quillon: ",
]


@pytest.mark.parametrize("front", DATELINES[:5])
def test_a_dateline_with_an_unknown_agency(front: str) -> None:
    assert body(front + STORY[0], *STORY[1:]) == STORY


# Lines of the story that resemble such lines

KEPT = [
    "Pernille Voss is a reporter who was jailed in 2019 for refusing to name the baker, and the "
    "town has paid her fine.",
    "Pernille Voss is a reporter held in the capital since March.",
    "Ottilie Marsh is a baker at heart.",
    "“Follow us on Facebook,” the sign on the door still says.",
    "Facebook and Instagram were full of pictures of the oven on Tuesday.",
    "Contact between the two towns ended in 1994, when the ferry stopped.",
    "Follow-up visits by the inspector are planned for every month until the autumn.",
    "Subscribers to the loan came from as far as Tarn and Northport.",
    "Download speeds in the valley have doubled since the cable was laid.",
    "The next video of the oven is due on Friday.",
    "The oven (built in 1934)",
    "Read the sign on the door and you know the whole story.",
    "With reports of rain from the Tarn valley, the mason is in a hurry.",
    "If you have an oven like this one, you need a mason like this one.",
    "Vote counting ended at midnight on Sunday, the mayor said.",
    "Join a queue in Lower Quillon and somebody will tell you about the bakery.",
    "In June 2 (of 14) ovens had failed.",
]


@pytest.mark.parametrize("line", KEPT)
def test_lines_of_the_story_are_not_removed(line: str) -> None:
    assert body(*STORY[:3], line, *STORY[3:]) == [*STORY[:3], line, *STORY[3:]]
    assert body(*STORY, line) == [*STORY, line]


def test_page_with_credits_outside_figures() -> None:
    assert (
        page(
            '<p><span class="img"><img src="a.jpg"><span class="credits">Arne Falk / Echo</span>'
            "</span></p>"
        )
        == STORY
    )
    assert (
        page('<div class="photo"><img src="a.jpg"><p>Image source, Echo Pictures</p></div>')
        == STORY
    )
    assert page('<p><img src="a.jpg"><br><small>Arne Falk / Echo</small></p>') == STORY
    assert (
        page(
            "<div><img src='a.jpg'><span>Image source, Echo</span></div>"
            "<div><span>Image caption, </span>"
            "<p>The oven before the fire</p></div>"
        )
        == STORY
    )
    assert page("<p><img src='a.jpg'></p><p><em>Photo: Arne Falk</em></p>") == STORY


def page(markup: str) -> list[str]:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY[1:])
    data = (
        f"<!doctype html><html lang='en'><title>{HEADLINE}</title><body><main><article>"
        f"<h1>{HEADLINE}"
        f"</h1><p>{STORY[0]}</p>{markup}{paragraphs}</article></main></body></html>"
    )
    return read_html(data.encode(), limits=Limits(seconds=0)).body.split("\n\n")
