# ruff: noqa: E501 - one invented sentence a line
"""Language detection: short invented texts, what cannot be told, and the corpora."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import corpus
from summkit.language import detect, get_language

SAMPLES = {
    "en": "The mayor said on Monday that she would not stand again, and that the vote would be held in May.",
    "fr": "La maire a annoncé lundi qu'elle ne se représenterait pas et que le vote aurait lieu en mai.",
    "de": "Die Bürgermeisterin sagte am Montag, dass sie nicht wieder antritt und im Mai gewählt wird.",
    "es": "La alcaldesa dijo el lunes que no se presentará otra vez y que la votación será en mayo.",
    "pt": "A prefeita disse na segunda-feira que não vai concorrer outra vez e que a votação será em maio.",
    "it": "La sindaca ha detto lunedì che non si candiderà di nuovo e che il voto sarà a maggio.",
    "nl": "De burgemeester zei maandag dat ze niet meer meedoet en dat er in mei wordt gestemd.",
    "sv": "Borgmästaren sade på måndagen att hon inte ställer upp igen och att valet hålls i maj.",
    "da": "Borgmesteren sagde mandag, at hun ikke stiller op igen, og at der bliver valg efter maj.",
    "no": "Ordføreren sa mandag at hun ikke stiller igjen, og at det blir valg etter mai nå.",
    "fi": "Pormestari sanoi maanantaina, että hän ei asetu ehdolle ja että äänestys on toukokuussa.",
    "pl": "Burmistrz powiedziała w poniedziałek, że nie będzie kandydować, a głosowanie będzie w maju.",
    "cs": "Starostka v pondělí řekla, že už nebude kandidovat a že se bude hlasovat v květnu.",
    "sk": "Primátorka v pondelok povedala, že už nebude kandidovať a že sa bude hlasovať v máji.",
    "hu": "A polgármester hétfőn azt mondta, hogy nem indul újra, és hogy májusban lesz a szavazás.",
    "ro": "Primarul a spus luni că nu va mai candida și că votul va avea loc în luna mai.",
    "tr": "Belediye başkanı pazartesi günü yeniden aday olmayacağını ve oylamanın mayısta olacağını söyledi.",
    "ru": "Мэр сказала в понедельник, что она не будет выдвигаться и что голосование будет в мае.",
    "uk": "Мер сказала в понеділок, що вона не буде балотуватися і що голосування буде в травні.",
    "bg": "Кметът каза в понеделник, че няма да се кандидатира и че гласуването ще бъде през май.",
    "el": "Η δήμαρχος είπε τη Δευτέρα ότι δεν θα είναι υποψήφια.",
    "ar": "قالت رئيسة البلدية يوم الاثنين إنها لن تترشح مرة أخرى.",
    "fa": "شهردار روز دوشنبه گفت که دیگر نامزد نخواهد شد و این را به همه گفته است.",
    "ur": "میئر نے پیر کو کہا کہ وہ دوبارہ انتخاب میں حصہ نہیں لیں گی۔",
    "he": "ראש העיר אמרה ביום שני כי לא תתמודד שוב.",
    "hi": "महापौर ने सोमवार को कहा कि वह फिर से चुनाव नहीं लड़ेंगी और यह उनका फ़ैसला है।",
    "mr": "महापौरांनी सोमवारी सांगितले की त्या पुन्हा निवडणूक लढवणार नाहीत आणि हे नक्की आहे.",
    "bn": "মেয়র সোমবার বলেছেন তিনি আর নির্বাচন করবেন না।",
    "ta": "மேயர் மீண்டும் போட்டியிட மாட்டேன் என்று கூறினார்.",
    "th": "นายกเทศมนตรีกล่าวว่าเธอจะไม่ลงสมัครอีก",
    "ko": "시장은 월요일에 다시 출마하지 않겠다고 말했다.",
    "ja": "市長は月曜日、再び立候補しないと述べた。",
    "zh": "市长星期一表示，她不会再次参选。",
    "id": "Wali kota mengatakan pada hari Senin bahwa ia tidak akan mencalonkan diri lagi.",
    "vi": "Thị trưởng nói hôm thứ hai rằng bà sẽ không ra tranh cử nữa.",
    "sw": "Meya alisema Jumatatu kwamba hatagombea tena na kwamba kura itakuwa Mei.",
    "am": "ከንቲባዋ ሰኞ ዕለት በድጋሚ እንደማይወዳደሩ ተናግረዋል እና ይህ ነው።",
    "ti": "ከንቲባ ሰኑይ ኣብ ዝሃበቶ ቃል ካብ ሕጂ ከም ዘይትወዳደር እያ ገሊጻ።",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_one_sentence_is_enough(code: str) -> None:
    assert detect(SAMPLES[code]) == code


@pytest.mark.parametrize(
    "text", ["", " \n\n", "12345 67", "!?…", "\U0001f600", "Zxqv brtk plmf gwrt"]
)
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_gives_a_usable_code(text: str) -> None:
    code = detect(text)
    assert get_language(code).code == code
    assert detect(text) == code


@pytest.mark.parametrize(
    ("name", "least"),
    [("masakhanews_16langs", 0.97), ("bbc", 1.0), ("vietnews_vi", 0.99), ("orangesum_fr", 0.99),
     ("norsumm_no", 1.0), ("russian_samples_ru", 1.0), ("urdu_summary_corpus_ur", 1.0)],
)  # fmt: skip
def test_corpora(name: str, least: float) -> None:
    records = corpus(name, 3000 if name.startswith("masakha") else 200)[::4]
    right = [detect(record["body"]) == record["language"] for record in records]
    assert sum(right) / len(right) >= least
