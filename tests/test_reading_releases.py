"""Press releases by mail: greetings above the text, contacts and notes to editors below it."""

import pytest

from summkit.reading.formats.mail import read_mail
from summkit.reading.formats.text import read_text

SUBJECT = "Tessel Mills to close two of its weaving sheds"
BODY = (
    "Tessel Mills, the oldest weaver in the valley, will close two of its sheds in spring.\n\n"
    "The mill employs 240 people, and 60 of them will lose their work, it said on Friday."
)


def mail(text: str) -> bytes:
    return f"From: a@b.example\nSubject: {SUBJECT}\nContent-Type: text/plain\n\n{text}\n".encode()


@pytest.mark.parametrize(
    "above",
    [
        "Dear editor,\n\nPlease find below our press release.",
        "Please see below a release from the mill.",
        "EMBARGOED until 00.01 Thursday",
        "Sehr geehrte Damen und Herren,\n\nanbei finden Sie unsere Mitteilung.",
        "Vous trouverez ci-dessous notre communiqué.",
    ],
)
@pytest.mark.parametrize(
    "below",
    [
        "For more information contact: Ann Weir, 01234 567890",
        "For further information, please contact Ann Weir on 01234 567890.",
        "ENDS\n\nNotes to editors\n\n1. The mill was built in 1871.\n\n2. It weaves wool only.",
        "Notes for editors:\nThe mill was built in 1871.",
        "Hinweis an die Redaktion:\n\nDas Werk steht seit 1871.",
    ],
)
def test_courtesy_and_notes_of_a_release_are_left_out(above: str, below: str) -> None:
    text = f"{above}\n\n{BODY}\n\n{below}"
    for article in (read_mail(mail(text)), read_text(f"{SUBJECT}\n\n{text}")):
        assert (article.headline, article.dek, article.body) == (SUBJECT, None, BODY)
        left_out = " ".join(d.text for d in article.dropped)
        assert all(word in left_out for word in f"{above} {below}".split())


def test_notes_to_editors_at_the_start_do_not_end_a_release() -> None:
    text = f"{SUBJECT}\n\nThe mill wrote to the papers.\n\nNotes to editors\n\n{BODY}"
    assert BODY in read_text(text).body
