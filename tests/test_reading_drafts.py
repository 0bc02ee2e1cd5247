# ruff: noqa: E501 - texts as they were written
"""Texts as programs leave them: drafts, exports, forwarded mail, wire copies, press releases."""

from __future__ import annotations

import pytest

from summkit.reading.formats.text import read_body, read_text

TITLE = "Fennick library reopens two years after flood"
ONE = "The library of Fennick reopened on Saturday after a flood closed it for two years."
TWO = "More than 900 people queued in the rain to borrow the first books, the town said."
THREE = "Engineers raised the shelves by a metre and put the archive on the third floor."
STORY = f"{ONE}\n\n{TWO}\n\n{THREE}"


@pytest.mark.parametrize(
    "text",
    [
        # A mail that a reporter forwarded, pasted as it is
        "---------- Forwarded message ---------\nFrom: Ann <ann@fennick.example>\n"
        f"Date: Tue, 4 Mar 2031\nSubject: Fwd: {TITLE}\nTo: Desk <d@herald.example>\n\n{STORY}\n\n"
        "Best,\nAnn",
        f"-------- Weitergeleitete Nachricht --------\nBetreff: {TITLE}\nVon: Ann\n\n{STORY}",
        # The comments of a shared document
        f"\ufeff{TITLE}\n\nBy Tomas Reyl\n\n{ONE}[a]\n\n{TWO}\n\n{THREE}[b]\n\n________________\n\n"
        "[a]Is it Saturday or Sunday?\n[b]Can we move it up?",
        # Optical recognition and printing
        f"{TITLE}\n\nThe library of Fennick reopened on Satur¬\nday after a flood closed it for two "
        f"years.\n\n{TWO}\n\n{THREE}",
        f"FENNICK HERALD      Tuesday, 4 March 2031\n\n{TITLE}\n\n{ONE}\n\n                                  3\n\x0c"
        f"FENNICK HERALD      Tuesday, 4 March 2031\n\n{TWO}\n\n{THREE}\n\n                                  4\n",
        # Quoted-printable
        f"{TITLE}\n\nThe library of Fennick reopened on Saturday after a =\nflood closed it for two =\n"
        f"years=2E\n\n{TWO}\n\n{THREE}",
        # Pandoc, reStructuredText, Markdown with HTML
        f"% {TITLE}\n% Tomas Reyl\n% 4 March 2031\n\n{ONE}\n\n::: {{.note}}\n{TWO} [@reyl, p. 3]\n:::\n"
        f"\n{THREE}",
        f"{'=' * len(TITLE)}\n{TITLE}\n{'=' * len(TITLE)}\n\n:Author: Tomas Reyl\n\n{ONE} [1]_\n\n"
        f"{TWO}\n\n* {THREE}\n\n.. [1] Confirmed by the mayor.",
        f"# {TITLE}\n\n<figure><img src=x><figcaption>The shelves</figcaption></figure>\n\n{ONE}"
        f" <sup>1</sup>\n\nAdvertisement\n\n{TWO}\n\n{THREE}",
        # Places for pictures, addresses, labels
        f"HED: {TITLE}\nBY: Tomas Reyl\n\n{ONE}\n\n[[EMBED: https://video.example/1]]\n\n{TWO}\n\n"
        f"{{PULLQUOTE: three novels}}\n\n{THREE}\n\n-30-",
        f"https://herald.example/2031/library\n\n{TITLE}\n\n4 Mar 2031\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nSource: https://herald.example/2031",
        # A wire's text
        f"UPDATE 2-{TITLE}\n* Books lent from nine o'clock\n* Insurers pay half of the repairs\n"
        f"(Adds quote, background)\nBy Tomas Reyl\nFENNICK, March 4 (Bugle) - {STORY}",
        f"{TITLE}\n\nANN HOLT, HOST: {ONE}\n\n(SOUNDBITE OF RAIN)\n\nANN HOLT, HOST: {TWO}\n\n"
        f"ANN HOLT, HOST: {THREE}".replace("ANN HOLT, HOST: ", ""),
    ],
)
def test_headline_and_story_of_a_draft(text: str) -> None:
    article = read_text(text)
    assert (article.headline, article.dek, article.body) == (TITLE, None, STORY)


@pytest.mark.parametrize(
    "below",
    [
        "About the Town of Fennick\n\nFennick has 41,000 people and lies on the river Esk.",
        "Forward-Looking Statements\n\nActual results may differ.\n\nContacts\n\nAnn Holt",
        "Über die Stadt Fennick\nFennick hat 41.000 Einwohner.",
        "À propos de Fennick\n\nFennick compte 41 000 habitants.",
        "Sobre Fennick\n\nFennick tiene 41.000 habitantes.",
        "Контакты для СМИ:\nАнна Хольт\n+7 555 0101",
        "媒体联系人：\n林美玲",
        "View source version on tradewire.example: https://tradewire.example/2031",
    ],
)
def test_the_sender_of_a_release_is_no_text(below: str) -> None:
    body, _, dropped = read_body(f"{STORY}\n\n{below}", TITLE)
    assert body == STORY
    assert " ".join(" ".join(d.text for d in dropped).split()) == " ".join(below.split())


@pytest.mark.parametrize(
    "below",
    [
        "About the flood\n\nThe flood came at night, and nobody had been warned of it.",
        "About Halm\n\nFennick is larger than Halm, its rival, and it is older by 200 years.",
        "About Fennick\n\nFennick lies on the Esk. " + "It has many bridges and few cars. " * 20,
        "About 40 people from Fennick\n\nFennick sent them on Monday.",
    ],
)
def test_a_heading_that_begins_alike_stays(below: str) -> None:
    body, _, _ = read_body(f"{STORY}\n\n{below.strip()}", TITLE)
    assert body == f"{STORY}\n\n{below.strip()}"


def test_an_advertisement_below_the_lede_makes_no_dek() -> None:
    article = read_text(f"{TITLE}\n\n{ONE}\n\nAdvertisement\n\n{TWO}\n\n{THREE}")
    assert (article.dek, article.body) == (None, STORY)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("of which in-\nsurers paid half", "of which insurers paid half"),
        ("the board re-\nported a loss", "the board reported a loss"),
        ("the board was re-\nelected in May", "the board was re-elected in May"),
        ("a co-\nfounder of the bank", "a co-founder of the bank"),
        ("a short co-\nlumn on the bank", "a short column on the bank"),
        ("talks between in-\nlaws about it", "talks between in-laws about it"),
    ],
)
def test_a_hyphen_at_a_lines_end(broken: str, whole: str) -> None:
    above = "The repairs of the library took two years and cost\n3.2 million crowns, and "
    lines = (
        f"{above}{broken}, the town and\nits insurers said on Monday, and nobody was\nsurprised."
    )
    body, _, _ = read_body(f"{lines}\n\n{lines}")
    assert whole in body


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Fennick, 4 de marzo de 2031. La biblioteca reabrió.", "La biblioteca reabrió."),
        ("Lisboa, 4 mar. 2031. O rio subiu.", "O rio subiu."),
        ("（芬尼克，2031年3月4日）——图书馆重新开放。", "图书馆重新开放。"),
        ("In Tarn, June 4. The vote was close.", None),
        ("Mr. Pell, 41, of Tarn. He said no.", None),
    ],
)
def test_a_dateline_with_a_full_stop(text: str, rest: str | None) -> None:
    body, _, _ = read_body(f"{text}\n\n{TWO}")
    assert body == f"{rest or text}\n\n{TWO}"
