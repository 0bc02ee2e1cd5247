"""Needs in languages other than English, and sentences that repeat another one."""

from __future__ import annotations

import pytest

from summkit import summarise
from summkit.article import Article
from summkit.cohesion.leadin import continues, lead_in
from summkit.cohesion.repeats import is_told_again, repeats
from summkit.cohesion.ties import ties_of
from summkit.document import Document, analyse
from summkit.shortening.fit import fit
from summkit.shortening.trimming import trimmed

FIRST = {
    "de": "Der Rat von Marl hat am Montag den Bau einer Brücke beschlossen.",
    "fr": "Le conseil de Marl a voté lundi la construction d'un pont.",
    "es": "El consejo de Marl aprobó el lunes la construcción de un puente.",
    "id": "Dewan Kota Marl menyetujui pembangunan jembatan pada hari Senin.",
    "vi": "Hội đồng thành phố Marl hôm thứ hai đã thông qua việc xây cầu.",
    "pt": "O conselho de Marl aprovou na segunda-feira a construção de uma ponte.",
    "ja": "マール町議会は月曜日、橋の建設を可決した。",
    "zh": "马尔市议会周一通过了建桥方案。",
    "ko": "마를 시의회가 월요일 다리 건설을 승인했다.",
    "sw": "Baraza la mji wa Marl liliidhinisha ujenzi wa daraja siku ya Jumatatu.",
    "sv": "Kommunfullmäktige i Marl beslutade på måndagen att bygga en bro.",
    "fi": "Marlin kaupunginvaltuusto päätti maanantaina rakentaa sillan.",
    "uk": "Міська рада Марла в понеділок ухвалила будівництво мосту.",
    "fa": "شورای شهر مارل روز دوشنبه ساخت یک پل را تصویب کرد.",
}


def kinds(code: str, sentence: str) -> list[str]:
    """Return the kinds of the needs of an article's second sentence."""
    document = analyse(Article(body=f"{FIRST[code]} {sentence}", language=code))
    assert len(document.sentences) == 2
    return [need.kind for need in ties_of(document).needs(1)]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("fr", "Le pont devrait coûter deux millions d'euros, a-t-elle précisé."),
        ("fr", "Le navire compte désormais vingt naufragés à son bord, ont-ils ajouté."),
        ("es", "El puente costará dos millones de euros a la ciudad, explicó."),
        ("pt", "A ponte vai custar dois milhões de euros à cidade, afirmou."),
        ("id", "Jembatan akan menelan biaya dua juta euro, ujarnya."),
    ],
)
def test_a_speaker_without_a_name_is_a_need(code: str, sentence: str) -> None:
    assert "pronoun" in kinds(code, sentence)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ja", "来年4月から工事を始める。"),  # neither subject nor topic
        ("ja", "しかし、町長は反対している。"),
        ("zh", "他说，大桥将耗资两百万元。"),
        ("ko", "이는 시장이 반대해 온 계획이다."),
        ("sw", "Hiyo ni mara ya kwanza kwa mji kujenga daraja."),
        ("sv", "Hon sade att bron kostar två miljoner kronor."),
        ("fi", "Hän kertoi, että silta maksaa kaksi miljoonaa euroa."),
        ("uk", "Це найбільший проєкт міста за десять років."),
        ("fa", "این طرح دو میلیون دلار هزینه دارد."),
    ],
)
def test_a_sentence_that_opens_on_an_anaphor_needs_the_previous_one(
    code: str, sentence: str
) -> None:
    assert "pronoun" in kinds(code, sentence)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ja", "町長は来年4月から工事を始める。"),
        ("zh", "大桥将耗资两百万元，明年四月开工。"),
        ("ko", "다리 건설에는 200만 달러가 든다."),
        ("sw", "Daraja litagharimu dola milioni mbili."),
        ("sv", "Det finns två broar i staden."),
        ("fi", "Silta maksaa kaksi miljoonaa euroa."),
        ("uk", "Міст коштуватиме два мільйони гривень."),
        ("fa", "ساخت پل دو میلیون دلار هزینه دارد."),
    ],
)
def test_a_sentence_without_an_anaphor_needs_nothing(code: str, sentence: str) -> None:
    assert kinds(code, sentence) == []


def test_a_japanese_scene_before_the_dated_report_is_passed_over() -> None:
    body = (
        "体育館の隅で、4人の生徒が手を握り合った。歓声が上がった。\n\n"
        "マール町議会は19日、生徒が提案した夜間バスの予算案を可決した。"
        "町長は来年4月から運行を始める考えだ。\n\n"
        "費用は年間700万円で、国の補助金は使わない。町長は財政への影響は小さいと説明した。"
    )
    document = analyse(Article(body=body, language="ja"))
    assert lead_in(document, headline=False) == 2
    assert summarise(body, "headline", language="ja").text == (
        "マール町議会は19日、生徒が提案した夜間バスの予算案を可決した"
    )


def test_a_dated_japanese_first_sentence_is_the_news() -> None:
    body = (
        "マール町は3日、町営の水族館を閉館すると発表した。建物が古いためだ。\n\n"
        "町議会は19日、予算案を可決した。町長は跡地に公園を造る考えだ。\n\n"
        "水族館は1966年に開館した。来館者は最盛期の1割に減っている。"
    )
    assert lead_in(analyse(Article(body=body, language="ja")), headline=False) == 0


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("fr", "Ada Vogel a voté contre la construction du pont, a-t-elle précisé."),
        ("es", "El puente costará dos millones de euros, explicó Ada Vogel."),
        ("id", "Jembatan akan menelan biaya dua juta euro, ujar Ada Vogel."),
    ],
)
def test_a_speaker_with_a_name_is_no_need(code: str, sentence: str) -> None:
    assert "pronoun" not in kinds(code, sentence)


@pytest.mark.parametrize(
    ("code", "sentence", "kind"),
    [
        ("id", "Menurutnya, kondisi jalan di kota tidak aman.", "connective"),
        ("id", "Program pembangunan tersebut dimulai pada bulan Mei.", "pronoun"),
        ("vi", "Không dừng ở đó, thành phố còn tăng giá nước.", "connective"),
        ("vi", "Thông tin trên được ông An cung cấp hôm qua.", "pronoun"),
        ("de", "Demnach beginnt der Bau im Mai.", "connective"),
        ("es", "Al respecto, la oposición pidió un informe.", "connective"),
        ("fr", "Retour sur une décision très attendue.", "connective"),
    ],
)
def test_openings_that_continue_the_previous_sentence(code: str, sentence: str, kind: str) -> None:
    assert kind in kinds(code, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Das Kind war nach dem Sturz ins Wasser bewusstlos.",
        "Das von der Stadt gewünschte Verfahren dürfte Jahre dauern.",
        "Jene Elfjährige, die in den Bach gefallen ist, ist wieder wach.",
    ],
)
def test_a_german_article_is_no_pronoun(sentence: str) -> None:
    assert kinds("de", sentence) == []
    assert not continues(analyse(Article(body=sentence, language="de")))


@pytest.mark.parametrize(
    "sentence",
    ["Das teilte die Polizei am Dienstag mit.", "Das hat die Opposition seit Jahren gefordert."],
)
def test_a_german_pronoun_is_still_one(sentence: str) -> None:
    assert "pronoun" in kinds("de", sentence)


TWICE = (
    "The ferry to Marl stopped on Monday because of a strike of its sailors. "
    "The ferry to Marl stopped on Monday because of a strike of its sailors, leaving 300 people on"
    " the island without food, the harbour master said. "
    "The sailors want ten per cent more pay. "
    "Talks are to begin on Wednesday in the town hall. "
    "The owners have offered three per cent. "
    "A second strike is planned for June."
)


def document(text: str) -> Document:
    return analyse(Article(body=text, language="en"))


def test_a_caption_that_the_next_sentence_repeats_in_full_is_no_news() -> None:
    made = document(TWICE)
    assert is_told_again(made)
    assert lead_in(made, headline=False) == 1
    assert min(each.index for each in summarise(made, "summary").sentences) == 1


def test_a_sentence_that_repeats_an_earlier_one_is_not_chosen() -> None:
    first, second, *others = TWICE.split(". ")
    made = document(". ".join([second, first, *others]))
    assert repeats(made) == {1}
    assert not is_told_again(made)
    assert 1 not in [each.index for each in summarise(made, "summary").sentences]


def test_sentences_that_share_some_words_do_not_repeat_each_other() -> None:
    made = document(
        "The ferry to Marl stopped on Monday because of a strike. The ferry carries 300 people to"
        " the island every day of the week. The strike of the sailors may last until June."
    )
    assert not repeats(made)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "HOW IT ALL STARTED The first prizes were awarded in 1929 at a hotel in Marl.",
            "The first prizes were awarded in 1929 at a hotel in Marl.",
        ),
        (
            "LE PONT DE LA DISCORDE Quelque 130 enfants ont traversé le pont de Marl à pied.",
            "Quelque 130 enfants ont traversé le pont de Marl à pied.",
        ),
    ],
)
def test_a_heading_in_capitals_is_not_printed(text: str, printed: str) -> None:
    made = analyse(Article(body=f"The council met on Monday in Marl. {text}"))
    found = trimmed(made, 1)
    assert found is not None
    (run,) = found.runs
    assert made.sentences[1].text[slice(*run)] == printed
    assert found.kinds == ("heading",)


@pytest.mark.parametrize(
    "text",
    [
        "NATO EU ministers met in the harbour of Marl.",
        "US President Ada Vogel visited the harbour of Marl.",
        "KATE MOREL: I have to take the ferry before I eat.",
        "ALL OF THIS IS IN CAPITALS AND NOTHING ELSE.",
    ],
)
def test_abbreviations_and_labels_are_no_heading(text: str) -> None:
    made = analyse(Article(body=f"The council met on Monday in Marl. {text}", language="en"))
    assert trimmed(made, 1) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Last year: Ada Vogel left the court of Marl after her arrest.", True),
        ("Murdered: At least two people have named the man who did it.", True),
        ("The slogans drummed it home: One hope for all of Marl.", False),
        ("Another View: Landscapes by Women at the gallery in Marl is open.", False),
        ("Ada Vogel said: We have to build the bridge of Marl again.", False),
    ],
)
def test_a_caption_with_a_label_is_no_sentence_of_a_summary(text: str, label: bool) -> None:
    made = document(f"The court of Marl met on Monday. {text}")
    assert ("broken" in [need.kind for need in ties_of(made).needs(1)]) == label


def test_labels_that_most_sentences_have_are_no_captions() -> None:
    lines = [f"Answer {name}: We have built the bridge of Marl again." for name in ("one", "two")]
    made = document(" ".join([*lines, "Answer three: We have built the bridge of Marl again."]))
    assert not any(need.kind == "broken" for n in (1, 2) for need in ties_of(made).needs(n))


def test_a_request_to_click_on_a_picture_is_not_printed() -> None:
    made = analyse(
        Article(
            body="Hãy tìm 12 người lính trong rừng (Click vào hình để xem ảnh cỡ lớn). Quân đội"
            " Marl hôm qua chia sẻ ảnh 12 người lính trong rừng.",
            language="vi",
        )
    )
    assert [each.index for each in summarise(made, "lede").sentences] == [1]


def test_a_short_article_that_says_its_first_sentence_twice() -> None:
    first, second, third, *_ = TWICE.split(". ")
    made = document(". ".join([first, second, third]) + ".")
    assert lead_in(made, headline=False) == 1
    assert [each.index for each in summarise(made, "summary").sentences] == [1, 2]


def test_a_shortened_arabic_sentence_does_not_end_in_a_comma() -> None:
    body = (
        "يعد المعرض الذي سيقام في مدينة النخيل حدثا بارزا سيمكن المدينة من تأكيد مكانتها في البلاد،"
        " مع طموحها لإنجاح هذه النسخة الرابعة على جميع الأصعدة خلال الصيف."
    )
    made = analyse(Article(body=body, language="ar"))
    count = made.language.count_words
    found = fit(made, [0], lambda text: count(text) <= 18)
    assert found is not None
    assert found.text == (
        "يعد المعرض الذي سيقام في مدينة النخيل حدثا بارزا سيمكن المدينة من تأكيد مكانتها في البلاد."
    )
