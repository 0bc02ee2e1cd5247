"""In languages without a parser, headlines come from the news sentence, not from a later one."""

from __future__ import annotations

import pytest

from summkit import Article, System

BODIES = {
    # The number of times: an accusative between the parts of a verb.
    "de": (
        "Die Glocke der alten Kapelle in Hinterwalden darf auch nachts jede Viertelstunde "
        "schlagen. Das entschied ein Gericht am Montag. Der Kläger schwieg dazu im Saal.",
        "Die Glocke der alten Kapelle in Hinterwalden darf auch nachts schlagen",
    ),
    # A relative clause between commas, then a phrase after the verb; "first half-year" is a date.
    "ru": (
        "Нижнереченский завод, который два года назад выкупили у города его рабочие и мастера, "
        "закончил первое полугодие с прибылью в 23 миллиона рублей. Раньше он терпел убытки. "
        "Под увольнение попадали 184 человека.",
        "Нижнереченский завод закончил первое полугодие с прибылью",
    ),
    # A day before a comma, and "after 28 years" inside the subject.
    "vi": (
        "Chuyến tàu đầu tiên sau 28 năm vừa được đón tại ga Lộc Hà hôm thứ bảy, trước sự chứng "
        "kiến của hơn một trăm người dân, trong đó chỉ còn bốn người từng làm nghề. Nhà ga từ đó "
        "đóng cửa. Việc sửa chữa bắt đầu từ một cuốn sổ tay.",
        "Chuyến tàu đầu tiên sau 28 năm vừa được đón tại ga Lộc Hà",
    ),
}


@pytest.mark.parametrize("code", BODIES)
def test_the_news_is_shortened_instead_of_a_later_sentence(code: str) -> None:
    body, headline = BODIES[code]
    assert System(target="headline").summarise(Article(body=body, language=code)).text == headline


def test_a_day_before_a_comma_is_deleted_if_needed() -> None:
    body = BODIES["vi"][0].replace("tại ga Lộc Hà", "tại nhà ga Lộc Hà Thượng")
    text = System(target="headline").summarise(Article(body=body, language="vi")).text
    assert text == "Chuyến tàu đầu tiên sau 28 năm vừa được đón tại nhà ga Lộc Hà Thượng"


def test_a_later_quotation_is_no_headline() -> None:
    body = (
        "सोनपुर ज़िले के पाँच गाँवों के बच्चों की औसत उपस्थिति बरसात के महीनों में नए पुल के कारण 38 प्रतिशत से "
        'बढ़कर 87 प्रतिशत पर पहुँच गई है। "अब वे बारह मिनट में पहुँच जाती हैं।" पुल दो साल पहले बना था।'
    )
    text = System(target="headline").summarise(Article(body=body, language="hi")).text
    assert not text.startswith('"')
