"""Text that newsrank removes from a printed sentence, without any loss of news."""

import pytest

import summkit
from summkit.article import Article
from summkit.document import analyse
from summkit.shortening.trimming import trimmed

MORE = (
    " Work on the harbour wall began in March and will take two years, the council said."
    " Nobody lives in the houses behind it."
)


def printed(body: str, index: int = 0, language: str = "en") -> str:
    document = analyse(Article(body=body, language=language))
    text = document.sentences[index].text
    less = trimmed(document, index)
    return text if less is None else "|".join(text[a:b] for a, b in less.runs)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The place and the agency, at any place in the article.
        (
            "A crane in the harbour of Marlow. MARLOW, Oldland (Reuters) - The harbour wall fell.",
            "The harbour wall fell.",
        ),
        ("Rain fell. (The Marlow Post)Boats sank in the harbour.", "Boats sank in the harbour."),
        (
            "Rain fell. (Boats sank in the harbour of Marlow.)",
            "(Boats sank in the harbour of Marlow.)",
        ),
        ("Rain fell. -- Boats sank in the harbour.", "Boats sank in the harbour."),
        ("Rain fell. • Boats sank in the harbour.", "Boats sank in the harbour."),
        # A sign that belongs to the sentence stays.
        ("Rain fell. Boats -- old ones -- sank in it.", "Boats -- old ones -- sank in it."),
    ],
)
def test_datelines_before_later_sentences_are_deleted(sentence: str, expected: str) -> None:
    assert printed(sentence, 1) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Norvex Inc <NVX.L> said it bought Tarn Corp <TRN>.",
            "Norvex Inc|said it bought Tarn Corp|.",
        ),
        ("<Norvex Inc> said it had bought Tarn.", "Norvex Inc|said it had bought Tarn."),
        ("Norvex Inc (NVX.N) said it had bought Tarn.", "Norvex Inc|said it had bought Tarn."),
        ("Norvex (NASDAQ: NVX) said it had bought Tarn.", "Norvex|said it had bought Tarn."),
        ("Norvex (NVX) said the sum < 5 was paid.", "Norvex (NVX) said the sum < 5 was paid."),
        ("Norvex moved to Marlow (U.S.) in May.", "Norvex moved to Marlow (U.S.) in May."),
    ],
)
def test_ticker_symbols_are_deleted_and_names_stay(sentence: str, expected: str) -> None:
    assert printed(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Council blames the winter storms for damage to the old harbour The harbour wall of"
            " Marlow has fallen into the sea, the council said.",
            "The harbour wall of Marlow has fallen into the sea, the council said.",
        ),
        # The sentence after the lost line end may follow a quotation or begin with a name.
        (
            "Council says damage to the harbour wall was ‘bound to come’ The Marlow harbour wall"
            " has fallen into the sea.",
            "The Marlow harbour wall has fallen into the sea.",
        ),
        (
            "‘We ran,’ thought Ada Holt as she left her house in Marlow Ada Holt says leaving"
            " the house was hard.",
            "Ada Holt says leaving the house was hard.",
        ),
        # A title, a vitamin or a repeated name inside a sentence does not begin a new sentence.
        (
            "Readers of the harbour town chose her novel The Harbour Wall for the prize of the"
            " town on Monday.",
            None,
        ),
        (
            "Everybody in the harbour of Marlow has read her memoir The Harbour Wall, which is"
            " sold in one shop.",
            None,
        ),
        (
            "Doctors in the town of Marlow say that hepatitis A infections among doctors have"
            " become rare.",
            None,
        ),
        (
            "Pilots of the Oldland Air Force met at the Marlow Air Force base to remember all"
            " who had died.",
            None,
        ),
    ],
)
def test_a_standfirst_joined_to_the_first_sentence_is_deleted(
    sentence: str, expected: str | None
) -> None:
    assert printed(sentence + MORE) == (expected or sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Marlow is holding a tender for 100 tonnes of sugar in the spring, traders here said.",
            "Marlow is holding a tender for 100 tonnes of sugar in the spring, traders|said.",
        ),
        (
            "Six ministers will hold a meeting here on Monday to talk about the price of sugar.",
            "Six ministers will hold a meeting|on Monday to talk about the price of sugar.",
        ),
        # The place may be in the sentence, or the word may be a speaker's.
        ("Ada Holt has sold sugar here for many years and will go on until Monday.", None),
        ('"I like the trial here and everywhere in Marlow," Ada Holt said on Monday.', None),
    ],
)
def test_here_goes_with_the_dateline(sentence: str, expected: str | None) -> None:
    assert printed(sentence + MORE) == (expected or sentence)


def test_a_lede_is_printed_without_them_and_its_places_are_exact() -> None:
    body = (
        "Norvex Inc <NVX.L> said on Monday that it had bought the harbour of Marlow for 5 mln"
        " dlrs." + MORE
    )
    lede = summkit.summarise(Article(body=body, language="en"), "lede")
    assert lede.text == (
        "Norvex Inc said on Monday that it had bought the harbour of Marlow for 5 mln dlrs."
    )
    assert lede.shortened
    assert lede.pieces == [lede.text]
    assert [body[a:b] for a, b in lede.spans] == [each.text for each in lede.sentences]
    assert "without ticker" in lede.to_dict(explain=True)["explain"]["chosen"][0]["reason"]


def test_other_methods_print_the_sentence_unchanged() -> None:
    body = "Norvex Inc <NVX.L> said on Monday that it had bought the harbour of Marlow." + MORE
    lede = summkit.summarise(Article(body=body, language="en"), "lede", method="lead")
    assert (
        lede.text == "Norvex Inc <NVX.L> said on Monday that it had bought the harbour of Marlow."
    )
