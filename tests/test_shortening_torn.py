"""The checks whether a shortened text was torn out of its sentence (`unparsed.torn`)."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.document import analyse
from summkit.language import get_language
from summkit.shortening.fit import fit
from summkit.shortening.universal.checks import loses_subject
from summkit.shortening.universal.tree import tree_of
from summkit.shortening.unparsed.colons import after_colon
from summkit.shortening.unparsed.torn import is_torn

CUT = {
    "a pronoun stands first only in the shortened text": (
        "es",
        "Este martes su Gobierno ha protestado ante el Consejo de Marl por la tala del bosque.",
        "Su Gobierno ha protestado ante el Consejo de Marl por la tala del bosque.",
    ),
    "the mark of a quotation is deleted and the quotation stays": (
        "fr",
        '"Désormais, je crois que le port de Marl doit fermer ses portes pendant un an.',
        "Je crois que le port de Marl doit fermer ses portes pendant un an.",
    ),
    "two sentences that were not divided": (
        "fr",
        'On apprend que la chanteuse, Ada Vogel sera au bal le jour J. "Tous viendront", dit-il.',
        "On apprend que la chanteuse dit-il.",
    ),
    "the clause goes on after a name": (
        "de",
        "Nun sorgt eine Aussage der Chefin der Stadtwerke, Ada Vogel, über den Hafen für Unmut.",
        "Nun sorgt eine Aussage der Chefin der Stadtwerke.",
    ),
    "the verb has lost its preposition": (
        "de",
        "Seit Montag sorgt eine Aussage der Chefin der Stadtwerke über den Hafen für Unmut im Rat.",
        "Seit Montag sorgt eine Aussage der Chefin der Stadtwerke über den Hafen.",
    ),
    "the auxiliary has lost its participle": (
        "de",
        "Die Anwälte des Kapitäns haben am Dienstag Berufung gegen das Urteil aus Marl eingelegt.",
        "Die Anwälte des Kapitäns haben am Dienstag Berufung.",
    ),
    "sondern without nicht nur": (
        "de",
        "Der Sturz kostete sie nicht nur den Sieg, sondern brachte Ada Vogel an die Spitze.",
        "Der Sturz sondern brachte Ada Vogel an die Spitze.",
    ),
    "the deleted phrase has the verb of the clause": (
        "id",
        "Dinas Energi Marl mencatat produksi minyak sawit hingga Mei mencapai 40 juta liter.",
        "Dinas Energi Marl mencatat produksi minyak sawit.",
    ),
    "the place is not the subject": (
        "id",
        "Kantor Polisi Marl, Sulawesi Utara kini turun tangan memeriksa seorang petugas.",
        "Sulawesi Utara kini turun tangan memeriksa seorang petugas.",
    ),
    "it ends on a verb of speech": (
        "vi",
        "Ông Trần Văn An, giám đốc cảng Marl, cho biết tàu sẽ rời bến vào ngày mai.",
        "Ông Trần Văn An, giám đốc cảng Marl, cho biết.",
    ),
    "only the dependent clause is left": (
        "vi",
        "Dù thừa nhận việc rất khó, ông Trần Văn An - giám đốc cảng - khẳng định tàu sẽ đi.",
        "Dù thừa nhận việc rất khó, ông Trần Văn An.",
    ),
    "the list goes on": (
        "vi",
        "Cùng với Marl, ba hãng chip lớn là Norvex, Velora và Sund cũng thông báo ngừng bán hàng.",
        "Cùng với Marl, ba hãng chip lớn là Norvex.",
    ),
    "the speaker has gone": (
        "vi",
        '"Hai người đã rời thành phố", Reuters dẫn lời bà Ada Vogel, phát ngôn viên, cho biết.',
        '"Hai người đã rời thành phố", cho biết.',
    ),
}


@pytest.mark.parametrize(("code", "sentence", "text"), CUT.values(), ids=CUT)
def test_a_text_that_was_torn_out_of_its_sentence_is_found(
    code: str, sentence: str, text: str
) -> None:
    assert is_torn(sentence, text, get_language(code))


WHOLE = (
    (
        "de",
        "Der Rat von Marl hat am Montag den Bau der Brücke beschlossen, weil der Fluss steigt.",
        "Der Rat von Marl hat am Montag den Bau der Brücke beschlossen.",
    ),
    (
        "vi",
        "Công an thành phố Marl đã bắt ba người, trong khi hai người khác vẫn bỏ trốn.",
        "Công an thành phố Marl đã bắt ba người.",
    ),
    (
        "id",
        "Wali Kota Marl Ada Vogel menegaskan pentingnya jembatan baru, sekaligus meminta dana.",
        "Wali Kota Marl Ada Vogel menegaskan pentingnya jembatan baru.",
    ),
    (
        "fr",
        'La mairie de Marl a décidé de fermer le pont, "trop vieux", rapporte lundi la radio.',
        'La mairie de Marl a décidé de fermer le pont, "trop vieux", rapporte la radio.',
    ),
)


@pytest.mark.parametrize(("code", "sentence", "text"), WHOLE)
def test_a_complete_text_is_not_torn(code: str, sentence: str, text: str) -> None:
    assert not is_torn(sentence, text, get_language(code))


def kept(tree: object, *gone: str) -> int:
    """Return the mask of a parsed sentence without some stretches of its text."""
    text, tokens = tree.text, tree.tokens  # type: ignore[attr-defined]
    places = [(text.index(each), text.index(each) + len(each)) for each in gone]
    return sum(
        1 << number
        for number, token in enumerate(tokens)
        if not any(a <= token.start < b for a, b in places)
    )


@pytest.mark.parametrize(
    "gone",
    [
        (", à leur domicile de Marl et une enquête pour meurtre,",),
        (", a été ouverte lundi",),
    ],
)
def test_a_french_verb_keeps_its_subject_and_a_subject_its_verb(gone: tuple[str, ...]) -> None:
    text = (
        "Un homme et une femme ont été retrouvés morts, tués par arme à feu, à leur domicile de"
        " Marl et une enquête pour meurtre, a été ouverte lundi."
    )
    tree = tree_of(text, "fr")
    assert tree is not None
    assert loses_subject(tree, kept(tree, *gone))


def test_a_subject_between_an_opening_and_its_verb_is_not_deleted() -> None:
    text = (
        "Logées sur l'île de Marl pour une réunion, Ada Vogel et Rena Holm, élues de la côte, ont"
        " sauvé un pêcheur de la noyade."
    )
    tree = tree_of(text, "fr")
    assert tree is not None
    whole = text[: text.index(" ont")]
    assert loses_subject(tree, kept(tree, whole))
    assert not loses_subject(tree, tree.everything)


def test_a_german_sentence_is_not_shortened_inside_of_its_clause() -> None:
    text = (
        "Zwei Wochen vor Beginn der Messe sorgt eine Aussage der stellvertretenden Chefin der"
        " Stadtwerke von Marl, Ada Vogel, über den neuen Hafen für Unmut und löste im Rat der Stadt"
        " eine Welle der Empörung aus."
    )
    document = analyse(Article(body=text, language="de"))
    count = document.language.count_words
    found = fit(document, [0], lambda each: count(each) <= 20)
    assert found is None


COLONS = {
    "Hindi: the verb comes last": (
        "hi",
        "मार्ल नदी पर बने लोहे के पुल ने दो साल में वह कर दिखाया जो तीन योजनाएँ नहीं कर सकीं: पाँच"
        " गाँवों से स्कूल में पढ़ने वाली लड़कियों की संख्या 64 से बढ़कर 131 हो गई है।",
        "पाँच गाँवों से स्कूल में पढ़ने वाली लड़कियों की संख्या 64 से बढ़कर 131 हो गई है।",
    ),
    "German": (
        "de",
        "Keine Wohnung ohne Arbeit, und der Kauf von Land wird für Fremde schwerer: Die Zeiten sind"
        " seit der Wahl in Marl für viele Familien deutlich rauer geworden.",
        "Die Zeiten sind seit der Wahl in Marl für viele Familien deutlich rauer geworden.",
    ),
    "who claims it": (
        "de",
        "Der Sprecher der Feuerwehr von Marl sagte am Montag in einem Gespräch: Die Brücke ist seit"
        " der Nacht für alle Wagen gesperrt.",
        None,
    ),
    "a list": (
        "vi",
        "Công an thành phố Marl đã làm việc với các hãng xe lớn ở bến: Như Quỳnh, Thiện Trí, Hoàng"
        " Anh để kiểm tra việc đón khách không đúng quy định.",
        None,
    ),
}


@pytest.mark.parametrize(("code", "text", "expected"), COLONS.values(), ids=COLONS)
def test_the_clause_after_a_colon(code: str, text: str, expected: str | None) -> None:
    found = after_colon(analyse(Article(body=text, language=code)), 0, lambda _: True)
    assert (found.text if found else None) == expected
    if found:
        ((start, end),) = found.runs
        assert text[start:end] == expected
