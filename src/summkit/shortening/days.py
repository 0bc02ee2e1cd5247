"""The day on which something was done: what a headline does without ("anunció este jueves que").

A phrase goes that names a day of the week, or the time of one, with its date. It stays where
another word holds it ("desde el lunes", "zwischen Montag und Freitag") or where the verb follows
it as in German ("Am Montag beginnt").
"""

from __future__ import annotations

import re
from functools import cache

from summkit.cohesion.data import read
from summkit.patterns import regex
from summkit.shortening.segments import WORD, words_of

_DATE = r"(?: \d{1,2}\.?(?: (?:de )?[^\W\d_]{3,}\.?)?(?: (?:de )?\d{4})?)?"
_PHRASES = {
    "es": r"(?:(?:este|el|la|esta) )(?:pasado )?(?:lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|mañana|tarde|noche|madrugada)(?: pasado)?" + _DATE + r"|ayer|hoy",
    "pt": r"(?:nest[ae]|na|no|esta|este) (?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"(?: \(\d{1,2}\))?|(?:neste|no|este) (?:sábado|domingo)(?: \(\d{1,2}\))?|ontem|hoje",
    "fr": r"(?:ce |dans la soirée de )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"(?: (?:matin|soir|après-midi))?" + _DATE,
    "it": r"(?:questo |nella giornata di )?(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato"
    r"|domenica)(?: (?:mattina|sera|scorso|scorsa))?" + _DATE + "|ieri|oggi",
    "de": r"am (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
    r"(?:morgen|mittag|nachmittag|abend|vormittag)?(?: \([^()]*\))?",
    "nl": r"(?:op )?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
    r"(?:ochtend|middag|avond)?" + _DATE,
    "ru": r"в(?:о)? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"(?:, \d{1,2} [^\W\d_]+,?)?",
}
"""Language -> its days of the week as they stand in a sentence."""


_OPENING, _CLOSING = tuple('«“"(:;–—-'), tuple(',»”")')


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    phrases = _PHRASES.get(code)
    return regex(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE) if phrases else None


def days(text: str, code: str) -> list[tuple[int, int]]:
    """Return (start, end) of each phrase that may go, with the commas that set it off."""
    pattern, known = _pattern(code), words_of(code)
    if pattern is None or known is None:
        return []
    found = []
    held = (
        known.join | known.denial | known.articles | {*read("openings")[code]["before"].split("|")}
    )
    for match in pattern.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        words = WORD.findall(before)[-1:]
        following = WORD.match(after.lstrip())
        if len(WORD.findall(before)) < 2 or (following and following.group().lower() in known.join):
            continue
        start, end = match.span()
        if before.endswith(","):
            if after[:1] not in (",", ".", ""):
                continue
            start = len(before) - 1
            end += after[:1] == ","
        else:
            bound = bool(words) and words[0].lower() in held
            if bound or before.endswith(_OPENING) or after.startswith(_CLOSING):
                continue
        found.append((start, end))
    return found
