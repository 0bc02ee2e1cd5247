"""The day of an event, which a headline does not need ("anunció [este jueves] que").

A phrase is deleted if it names a day of the week, or a part of one, with its date. It stays if
another word needs it ("desde el lunes", "zwischen Montag und Freitag"), or if the verb follows it
as in German ("Am Montag beginnt").
"""

from __future__ import annotations

import re
from functools import cache

from summkit.cohesion.data import read
from summkit.patterns import regex
from summkit.shortening.segments import WORD, words_of

_DATE = r"(?: \d{1,2}\.?(?: (?:de )?[^\W\d_]{3,}\.?)?(?: (?:de )?\d{4})?)?"
_PHRASES = {
    "es": r"(?:este|el) (?:pasado )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"(?: pasado)?" + _DATE + r"|esta (?:mañana|tarde|noche|madrugada)|ayer|hoy",
    "pt": r"(?:nesta|na|esta) (?:segunda|terça|quarta|quinta|sexta)(?:-feira(?: \(\d{1,2}\))?"
    r"| \(\d{1,2}\))|(?:neste|no|este) (?:sábado|domingo)(?: \(\d{1,2}\))?|ontem|hoje",
    "fr": r"(?:ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"(?: (?:matin|soir|après-midi|dernier|prochain))?" + _DATE,
    "it": r"(?:questo )?(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
    r"(?: (?:mattina|sera|scorso|scorsa|prossimo|prossima))?" + _DATE + "|ieri|oggi",
    "de": r"am (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
    r"(?:morgen|mittag|nachmittag|abend|vormittag)?(?: \([^()]*\))?"
    r"|(?:zum|ab|am) (?:dem )?\d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September"
    r"|Oktober|November|Dezember)(?: \d{4})?(?= [^\W\d_]+ [^\W\d_])",
    "nl": r"(?:op )?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
    r"(?:ochtend|middag|avond)?" + _DATE,
    "ru": r"во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"(?:, \d{1,2} [^\W\d_]+,?)?",
    "vi": r"(?:vào )?(?:hôm|ngày|sáng|trưa|chiều|tối) (?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
    r"(?: (?:tuần|vừa) (?:này|trước|qua))?|(?:vào )?hôm (?:nay|qua)",
}
"""Language -> patterns of its days of the week inside a sentence.

Letter case counts: "Hoy" and "Oggi" are newspapers.
"""
_EACH = frozenset(
    "cada todo toda chaque tout ogni scorso scorsa prossimo prossima próximo próxima elke iedere"
    " afgelopen vorige volgende komende aanstaande dit deze".split()
)
"""Words before a day that need the day: "elke zondag"."""
_GOES_ON = frozenset(
    "de del da do des du di della der vor nach van na voor próximo próxima siguiente seguinte santo"
    " santa saint mismo mesmo pasado passado passada en em por suivant prossimo successivo"
    " kommender nächster vergangener letzter vorher darauf früh jl вечером утром днём днем ночью"
    " после перед".split()
)
"""Words after a day that show another meaning: "domingo de Ramos", "hoy en día"."""
_OPENING, _CLOSING = tuple('«“"(:;–—-'), tuple(',»”")')


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    phrases = _PHRASES.get(code)
    return regex(rf"(?<!\w)(?:{phrases})(?![\w-])") if phrases else None


def days(text: str, code: str) -> list[tuple[int, int]]:
    """Return (start, end) of each phrase that may be deleted, with the commas around it."""
    pattern, known = _pattern(code), words_of(code)
    if pattern is None or known is None:
        return []
    found = []
    held = known.join | known.denial | known.articles | _EACH
    held |= {*read("openings")[code]["before"].split("|")}
    for match in pattern.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        words, following = WORD.findall(before), WORD.match(after.lstrip())
        next_word = following.group().lower() if following else ""
        if len(words) < 2 or next_word in known.join | _GOES_ON:
            continue
        start, end = match.span()
        if before.endswith(","):
            if after[:1] not in (",", ".", ""):
                continue
            start = len(before) - 1
            end += after[:1] == ","
        elif (
            words[-1].lower() in held
            or before.endswith(_OPENING)
            or (after.startswith(_CLOSING) and not (code == "vi" and after.startswith(",")))
        ):
            continue
        found.append((start, end))
    return found
