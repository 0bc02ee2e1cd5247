"""Notes of a page about itself, about accounts and about its reporters, in many languages."""

from __future__ import annotations

import pytest

from summkit.reading.cleaning.furniture import line_rule

LEFT_OUT = {
    "notice": [
        "A version of this article appears in print on Jan. 3, 2026, Section A, Page 1.",
        "This article was amended on 3 January 2026. An earlier version gave the wrong year.",
        "Correction: An earlier version misstated the year in which the ferry first ran.",
        "Correction, Jan. 6: An earlier version of this article misstated the year.",
        "Update, 5 p.m.: This story has been updated with a statement of the county.",
        "(Except for the headline, this story has not been edited by our staff.)",
        "Enjoyed this article? Share it with a friend.",
        "What do you think of the ferry? Take our short survey and tell us.",
        "Une version précédente de cet article indiquait une autre année.",
        "I en tidigare version av artikeln angavs fel år.",
        "Artikkelia on korjattu 6. tammikuuta kello 12.",
        "W poprzedniej wersji tekstu podaliśmy inny rok.",
        "В предыдущей версии статьи был указан другой год.",
        "Bu haberin önceki versiyonunda yıl yanlış verilmişti.",
        "（訂正）初出時の年に誤りがありました。",
        "更正：本文早前版本的年份有误。",
        "Mit Material von dpa",
        "Der Artikel ist nur für Abonnenten verfügbar.",
        "Artikel ini telah tayang di Pos Brae dengan judul lain.",
        "Editor’s note: This story was updated to add a comment from the county.",
        "CNN’s Mara Quill and Tom Bell contributed to this report.",
        "Tom Bell contributed reporting from Brae.",
        "The views expressed here do not necessarily reflect those of the paper.",
        "By signing up you agree to our terms and privacy policy.",
        "Something went wrong, please try again later.",
        "Already a subscriber? Log in",
        "Do you know more? Contact the reporter in confidence on Signal.",
        "Dieser Text erschien zuerst im Altwerder Boten.",
        "Haben Sie einen Fehler entdeckt? Schreiben Sie uns an redaktion@bote.example.",
        "Weitere Informationen finden Sie unter www.altwerder.example.",
        "Il vous reste 62.3% de cet article à lire. La suite est réservée aux abonnés.",
        "¿Quieres añadir otro usuario a tu suscripción?",
        "Recurso exclusivo para assinantes",
        "Questo articolo è riservato agli abbonati",
        "Al abonnee? Log dan in",
        "Нашли опечатку? Нажмите Ctrl+Enter",
        "この記事は有料記事です。残り456文字",
        "原标题：旧港镇恢复夜间渡轮",
        "देश और दुनिया की ताज़ा खबरों के लिए हमें फेसबुक पर लाइक करें।",
        "Rätta fel i texten? Tipsa redaktionen.",
        "Har du tips? Kontakt oss.",
        "Masz ciekawy temat? Napisz do nas.",
        "Якщо ви знайшли помилку, виділіть її та натисніть Ctrl+Enter.",
        "Añade El Eco como fuente preferida en Google",
        "Ajoutez L’Écho comme source préférée sur Google",
        "Den Boten als bevorzugte Quelle bei Google festlegen",
        "Adicione O Eco como fonte preferida no Google",
        "Aggiungi L’Eco come fonte preferita su Google",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Add the Quay Echo as a preferred source on Google",
        "Make us your preferred source on Google to see more of our stories.",
        "Comments are moderated and will not appear until an editor has approved them.",
        "Tell us what you think of this article in our two-minute survey.",
        "For the fastest news, download the Echo app.",
        "View source version on tradewire.example",
        "Listen on: Apple Podcasts | Spotify",
        "Leaflet | © OpenStreetMap contributors",
    ],
    "newsletter": [
        # The requested object follows another word of such lines, or is joined to its neighbours.
        "Our letterbox is open: write to the editors and get our letter with more information.",
        "Every Friday our editors’ best stories: subscribe to our newsletter/podcast bundle.",
        "Sign up for our weekly newsletter—it takes a minute to read.",
        "Every week our best stories: subscribe here (newsletter and podcast).",
        "Recevez chaque matin l'infolettre de notre rédaction : inscrivez-vous, c'est gratuit.",
        "Chaque matin, recevez notre lettre d’information : abonnez-vous pour ne rien manquer.",
        "Her sabah günün haberleri için bültenimize abone olun, bizi takip edin.",
        "Uygulamamızı indirin, haberleri bizimle takip edin.",
        "Varje morgon: prenumerera på nyhetsbrevet från vår redaktion.",
        "Meld je aan voor de nieuwsbrieven van onze redactie en ontvang elke dag het nieuws.",
    ],
    "page label": [
        "SKIP ADVERTISEMENT",
        "Subscriber only",
        "Enlarge this image",
        "View larger map",
        "Log in or register to post comments",
        "12% read",
        "Nr. 41/2031",
        "Donate",
        "Ad Feedback",
        "Table of Contents",
        "3 of 12",
        "Zurück zur Übersicht",
        "Ouvir o texto",
        "Dela artikeln",
        "Udostępnij",
        "구독하기",
        "REKLAMA",
        "artikkelen fortsetter under annonsen",
    ],
    "read more": [
        "READ NEXT: Storm tears roof from school hall",
        "Läs också: Bron stängd till våren",
        "Czytaj też: Most zamknięty do wiosny",
        "Lue myös: Silta suljettu kevääseen",
        "Читайте також: Міст закрито до весни",
        "Διαβάστε επίσης: Κλειστή η γέφυρα",
        "관련기사",
    ],
    "copyright": ["저작권자 구항구신문, 재배포 금지"],
    "sign-off": ["(With inputs from ANI)", "With files from Mara Quill", "Com Reuters"],
    "timestamp": [
        "Publicerad: 2 januari 2026 16:15",
        "Opublikowano 2 stycznia 2026, godz. 16:15",
        "Опубліковано 2 січня 2026",
        "입력 2026.01.05. 오후 4:15",
    ],
    "caption": ["Źródło: PAP", "Kuva: Lena Ford", "Titelbild: pixabay.com"],
}

ARTICLES_OWN = [
    "Tell us what you think of the new law.",
    "Es la fuente preferida de los turistas en la plaza mayor de Sund.",
    "Die Brücke wurde als bevorzugte Lösung genannt.",
    "Download the file, the police told the court, and you will see the date.",
    "For faster news of the vote, the town put a screen on the square.",
    "We built our app in a cellar, and nobody used it for two years.",
    "@annholt wrote that the library would open on Saturday.",
    "No. 41 is the last house in the street that the river reached.",
    "[Embedded] reporters saw the bridge fall, the ministry said.",
    "He turned to page 6 and read the names aloud.",
    "By registering the land in March, the company won the right to build.",
    "Want more ferries, islanders say, and you must build more piers.",
    "Earlier, the version of this article 7 that parliament passed was struck down.",
    "An earlier version of this bill failed in the senate by two votes.",
    "Something went wrong at the power station shortly after midnight.",
    "An agreement can be reached at the summit, said the minister.",
    "Comments on this proposal are due on Friday.",
    "“I contributed to this report because nobody else would,” she said.",
    "She has contributed reporting on the war since 2022 and won two prizes for it, which the "
    "jury said had changed how the paper's readers, its editors and the ministry itself saw the "
    "soldiers on both sides of the river, their families and the villages that they left.",
    "Mit der Anmeldung beginnt am Montag die zweite Runde des Wettbewerbs.",
    "Ao assinar o acordo, o presidente falou em vitória.",
    "Bu haber kısa sürede yayıldı.",
    "The story in full",
    "The postmaster told us that your letters had been given as information to the police.",
    "Readers’ letters/emails fill our archive, says the museum, which got them as a gift.",
    "Marta Gómez, profesora, llegó tarde a la reunión.",
]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule, lines in LEFT_OUT.items() for line in lines]
)
def test_notes_of_a_page_about_itself_are_removed(rule: str, line: str) -> None:
    assert line_rule(line, begun=True) == rule


@pytest.mark.parametrize("line", ARTICLES_OWN)
def test_sentences_of_the_article_that_begin_alike_stay(line: str) -> None:
    assert line_rule(line, begun=True) is None
