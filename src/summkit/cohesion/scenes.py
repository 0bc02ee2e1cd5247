"""Scenes: a moment of a story, with its hour, a posture or spoken words.

"Il était 9 h 40, et l'ancien directeur venait d'entendre les noms ..." A scene is recognised by
its form alone, with the patterns of ``data/forms.json``. `summkit.cohesion.leadin` decides whether
the scene is the news of the article or precedes the news.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summkit.cohesion.quotations import unquoted
from summkit.datafiles import read_data
from summkit.patterns import regex

_HEAD = 60  # number of first characters in which the hour of a scene is searched
_QUOTED = 20  # minimum characters of a quotation; a shorter one may be a title
MARKS = '"“„«'
_NEVER = regex(r"(?!)")
_NAME = r"[^\W\d_a-z][\w'’-]+ (?:(?:de|da|di|van|von|der|el|la|le) )?[^\W\d_a-z][\w'’-]+"
_SPEAKER = regex(
    rf"[\s,.!?…–—-]*(?:[^\W\d_A-Z][\w'’-]* )?(?P<name>{_NAME})"
    r"(?: [^\W\d_A-Z][\w'’-]*)?(?P<rest>.*)",
    re.DOTALL,
)
"""The attribution after a quotation: "says Ana Ruiz", "Ana Ruiz said"; at most one word first."""
_WHO = regex(r"\s*,\s*(?:\d{1,3}\b|(?:the|a|an|who|whose)\b|[^\W\d_a-z])", re.IGNORECASE)
"""An apposition or relative clause after a name, which identifies the person."""


class Forms(NamedTuple):
    """The patterns of scenes in a language.

    Attributes
    ----------
    hour
        An hour near the start of a sentence; with `posture`, a scene.
    posture
        A verb of posture or waiting (to stand, to sit, to wait).
    opens
        An opening that makes a scene: the hour ("Es ist kurz nach neun") or a posture ("Debout").
    story
        The form of a whole sentence; letter case counts.
    """

    hour: re.Pattern[str]
    posture: re.Pattern[str]
    opens: re.Pattern[str]
    story: re.Pattern[str]


@cache
def forms(code: str) -> Forms:
    """Return the patterns of scenes in a language; without data they match nothing."""
    data: dict[str, str] = read_data("cohesion", "forms").get(code, {})
    opens = "|".join(data[kind] for kind in ("formula", "opens") if kind in data)
    return Forms(
        _pattern(data.get("hour", "")),
        _pattern(data.get("posture", "")),
        _pattern(opens),
        regex(data["story"]) if "story" in data else _NEVER,
    )


def has_scenes(code: str) -> bool:
    """Return whether there are patterns of scenes for a language."""
    data = read_data("cohesion", "forms").get(code, {})
    return "hour" in data or "voice" in data


def tells_hour(text: str, code: str) -> bool:
    """Return whether a sentence has an hour near its start, like the continuation of a scene."""
    return forms(code).hour.search(text, 0, _HEAD) is not None


def is_scene(text: str, code: str) -> bool:
    """Return whether a sentence has the form of a scene."""
    form = forms(code)
    if form.opens.match(text) or form.story.match(text):
        return True
    return bool(form.hour.search(text, 0, _HEAD) and form.posture.search(text))


def is_voice(text: str) -> bool:
    """Return whether a sentence is a quotation of a speaker with a name, but no age or office."""
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
