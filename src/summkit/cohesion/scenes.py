"""Scenes: a moment of a story, with its hour, its posture or its words, told before the news.

"Il était 9 h 40, et l'ancien directeur venait d'entendre les noms ..." A scene is told by its form
alone, by the patterns of ``data/forms.json``; whether an article opens on one because the scene is
its news, or in front of its news, is for `summkit.cohesion.leadin` to say.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summkit.cohesion.data import read
from summkit.cohesion.quotations import unquoted
from summkit.patterns import regex

_HEAD = 60  # characters in which the hour of a scene stands
_QUOTED = 20  # characters of a quotation that is no title
MARKS = '"“„«'
_NEVER = regex(r"(?!)")
_NAME = r"[^\W\d_a-z][\w'’-]+ (?:(?:de|da|di|van|von|der|el|la|le) )?[^\W\d_a-z][\w'’-]+"
_SPEAKER = regex(
    rf"[\s,.!?…–—-]*(?:[^\W\d_A-Z][\w'’-]* )?(?P<name>{_NAME})"
    r"(?: [^\W\d_A-Z][\w'’-]*)?(?P<rest>.*)",
    re.DOTALL,
)
"""What follows a quotation: "says Ana Ruiz", "Ana Ruiz said", without a word before the name."""
_WHO = regex(r"\s*,\s*(?:\d{1,3}\b|(?:the|a|an|who|whose)\b|[^\W\d_a-z])", re.IGNORECASE)
"""What tells behind a name who that is."""


class Forms(NamedTuple):
    """How scenes look in a language.

    Attributes
    ----------
    hour
        An hour in the head of a sentence: a scene where somebody stands or waits, too.
    posture
        Somebody stands, sits or waits.
    opens
        What a scene opens on: the hour ("Es ist kurz nach neun"), or a posture ("Debout").
    story
        The form of a whole sentence; letter case counts.
    """

    hour: re.Pattern[str]
    posture: re.Pattern[str]
    opens: re.Pattern[str]
    story: re.Pattern[str]


@cache
def forms(code: str) -> Forms:
    """Return how scenes look in a language; without data the patterns match nothing."""
    data: dict[str, str] = read("forms").get(code, {})
    opens = "|".join(data[kind] for kind in ("formula", "opens") if kind in data)
    return Forms(
        _pattern(data.get("hour", "")),
        _pattern(data.get("posture", "")),
        _pattern(opens),
        regex(data["story"]) if "story" in data else _NEVER,
    )


def has_scenes(code: str) -> bool:
    """Whether it is known how scenes look in a language."""
    return code in read("forms")


def tells_hour(text: str, code: str) -> bool:
    """Whether a sentence opens on an hour, as what goes on from a scene does."""
    return forms(code).hour.search(text, 0, _HEAD) is not None


def is_scene(text: str, code: str) -> bool:
    """Whether a sentence has the form of a scene."""
    form = forms(code)
    if form.opens.match(text) or form.story.match(text):
        return True
    return bool(form.hour.search(text, 0, _HEAD) and form.posture.search(text))


def is_voice(text: str) -> bool:
    """Whether a sentence is what somebody says of whom no more is told than the name."""
    if not text or text[0] not in MARKS:
        return False
    plain = unquoted(text)
    quoted = len(text) - len(plain.lstrip())
    if quoted < _QUOTED:
        return False
    rest = plain[quoted:]
    speaker = _SPEAKER.match(rest)
    if speaker is None or _WHO.match(speaker["rest"]):
        return False
    return not speaker["rest"].lstrip()[:1].isupper()  # "Prime Minister Ada Orme"


def _pattern(text: str) -> re.Pattern[str]:
    return regex(text, re.IGNORECASE) if text else _NEVER
