"""The day of an event, which a headline does not need ("anunció [este jueves] que").

A phrase is deleted if it contains a day of the week, or a part of a day, with its date. It stays if
another word needs it ("desde el lunes", "zwischen Montag und Freitag"), or if the verb follows it
as in German ("Am Montag beginnt").
"""

from __future__ import annotations

import re
from functools import cache

from summkit.cohesion.openings import prepositions
from summkit.patterns import regex
from summkit.shortening.unparsed.segments import WORD, words_of

_DATE = r"(?: \d{1,2}\.?(?: (?:de )?[^\W\d_]{3,}\.?)?(?: (?:de )?\d{4})?)?"
_MONTHS_DE = (
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    "|Dezember"
)
_DAYS_DE = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_DAYS_NORDIC = "(?:man|tirs|ons|tors|fre|lør|søn)dag"
_PHRASES = {
    "es": r"(?:en )?(?:la|esta) (?:madrugada|mañana|tarde|noche) (?:del|de este) (?:lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo)"
    r"|(?:este|el) (?:pasado )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"(?: pasado)?(?: (?:de|por la) (?:madrugada|mañana|tarde|noche))?"
    + _DATE
    + r"|(?:en )?esta (?:mañana|tarde|noche|madrugada)|ayer|hoy",
    "pt": r"na (?:madrugada|manhã|tarde|noite) (?:desta|de|da) (?:segunda|terça|quarta|quinta"
    r"|sexta)(?:-feira)?(?: \(\d{1,2}\))?|na (?:madrugada|manhã|tarde|noite) (?:deste|de|do)"
    r" (?:sábado|domingo)(?: \(\d{1,2}\))?"
    r"|(?:nesta|na|esta) (?:segunda|terça|quarta|quinta|sexta)(?:-feira(?: \(\d{1,2}\))?"
    r"| \(\d{1,2}\))|(?:neste|no|este) (?:sábado|domingo)(?: \(\d{1,2}\))?|ontem|hoje",
    "fr": r"dans la (?:nuit|soirée|matinée) de (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche)(?: à (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?"
    r"|(?:ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"(?: (?:matin|soir|après-midi|dernier|prochain))?" + _DATE,
    "it": r"nella (?:notte|serata|mattinata)(?: (?:tra|fra) \w+dì e \w+(?:dì|bato|nica)"
    r"| di \w+(?:dì|bato|nica))?"
    r"|(?:questo )?(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
    r"(?: (?:mattina|sera|notte|pomeriggio|scorso|scorsa|prossimo|prossima))?"
    + _DATE
    + "|questa (?:mattina|notte|sera)|questo pomeriggio|stamattina|stamani|stasera|stanotte"
    + "|ieri|oggi",
    "de": rf"in der Nacht (?:zum|auf|zu) (?:{_DAYS_DE})|am (?:frühen|späten) (?:{_DAYS_DE})"
    r"(?:morgen|abend|nachmittag|vormittag)"
    rf"|am (?:{_DAYS_DE})"
    r"(?:morgen|mittag|nachmittag|abend|vormittag)?(?: \([^()]*\))?"
    rf"|(?:zum|ab|am) (?:dem )?\d{{1,2}}\. (?:{_MONTHS_DE})"
    r"(?: \d{4})?(?= [^\W\d_]+ [^\W\d_])",
    "nl": r"in de nacht van \w+dag op \w+dag"
    r"|(?:op )?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
    r"(?:ochtend|middag|avond|nacht)?" + _DATE + "|gisteren|vandaag",
    "sv": r"natten (?:till|mot) (?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?"
    r"|(?:på|under) (?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|s\w+)|i (?:mån|tis|ons|tors|fre"
    r"|lör|sön)dags|i går|i dag",
    "no": rf"natt(?:en)? til {_DAYS_NORDIC}|{_DAYS_NORDIC}(?: (?:morgen|formiddag|ettermiddag"
    r"|kveld))?|i går|i dag",
    "da": rf"natten? til {_DAYS_NORDIC}|{_DAYS_NORDIC}(?: (?:morgen|formiddag|eftermiddag"
    r"|aften))?|i går|i dag",
    "pl": r"w nocy z \w+ na (?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)"
    r"|we? (?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)"
    r"(?: (?:rano|wieczorem|po południu|w nocy))?|wczoraj|dzisiaj|dziś",
    "ru": r"в ночь на (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"|(?:утром |днём |днем |вечером |ночью )?"
    r"во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"(?:, \d{1,2} [^\W\d_]+,?)?|сегодня|вчера",
    "uk": r"[ув] ніч на (?:понеділок|вівторок|середу|четвер|п['’]ятницю|суботу|неділю)"
    r"|(?:вранці |вдень |ввечері |увечері )?"
    r"[ув] (?:понеділок|вівторок|середу|четвер|п['’]ятницю|суботу|неділю)"
    r"(?:, \d{1,2} [^\W\d_]+,?)?|сьогодні|вчора",
    "vi": r"(?:vào )?(?:rạng sáng|hôm|ngày|sáng|trưa|chiều|tối|đêm) (?:thứ (?:hai|ba|tư|năm|sáu"
    r"|bảy|Hai|Ba|Tư|Năm|Sáu|Bảy)|[Cc]hủ nhật)"
    r"(?: (?:tuần|vừa) (?:này|trước|qua))?|(?:vào )?hôm (?:nay|qua)"
    r"|(?:vào )?(?:(?:rạng sáng|sáng|trưa|chiều|tối|đêm) )?"
    r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|hôm) \d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?"
    r"(?: (?:tới|vừa qua))?",
    "id": r"pada (?:hari )?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
    r"(?: (?:pagi|siang|sore|petang|malam|dini hari))?(?: lalu)?(?: ?\(\d[^()]*\))?"
    r"(?: (?:pagi|siang|sore|malam))?|(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
    r"(?: (?:pagi|siang|sore|petang|malam|dini hari))?(?: lalu)? ?\(\d[^()]*\)"
    r"(?: (?:pagi|siang|sore|petang|malam))?|kemarin"
    r"|(?:pada )?hari ini(?:, (?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)(?: ?\(\d[^()]*\))?)?",
    "ms": r"pada (?:hari )?(?:Isnin|Selasa|Rabu|Khamis|Jumaat|Sabtu|Ahad)"
    r"(?: (?:pagi|petang|malam|lalu))?|semalam|hari ini",
    "tr": r"(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)"
    r" (?:günü|sabahı|akşamı|gecesi|öğleden sonra)|bugün|dün",
    "ar": r"(?:صباح |صبيحة |مساء |فجر |ليل |بعد ظهر )?(?:اليوم |أمس |يوم )"
    r"(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)"
    r"|(?:صباح|صبيحة|مساء|أمسية|فجر|ليل|ليلة) "
    r"(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)"
    r"|(?<=، )(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?=،)",
    "fa": r"(?:روز |صبح |عصر |بامداد )?(?:شنبه|یکشنبه|یک‌شنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه"
    r"|پنج‌شنبه|جمعه)(?: شب| صبح| عصر)?|امروز|دیروز",
    "hi": r"(?:सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार)"
    r"(?: (?:को|सुबह|शाम|रात|दोपहर|देर रात|तड़के)| की (?:सुबह|शाम|रात)| (?:सुबह|शाम|रात) को)",
    "sw": r"(?:siku ya )?(?:Jumatatu|Jumanne|Jumatano|Alhamisi|Ijumaa|Jumamosi|Jumapili)"
    r"(?: (?:asubuhi|jioni|usiku|iliyopita))?|jana|(?:hii |hivi )?leo",
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
_GOES_NOT = {"id": frozenset({"di"}), "ms": frozenset({"di"}), "sw": frozenset({"na"})}
"""Words of other languages in `_GOES_ON` that have another meaning in these languages."""
_OPENING, _CLOSING = tuple('«“"(:;–—-'), tuple('»”")')


_PLACED, _SHORT = frozenset({"en", "em", "por"}), 5
"""Words that continue "hoy" ("hoy en día"), but not a day of the week."""
_DATED = regex(r"\d [^\W\d_]{3,}$")
_POSTPOSED = ("tr", "hi", "fa")
"""Languages in which the subject may be a single word with the day directly after it."""


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
    held |= prepositions(code)
    for match in pattern.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        words, following = WORD.findall(before), WORD.match(after.lstrip())
        next_word = following.group().lower() if following else ""
        of_noun = code == "fr" and next_word in ("des", "du", "de") and _DATED.search(match.group())
        if len(words) < (1 if code in _POSTPOSED else 2) or (
            not of_noun  # "est sorti jeudi 9 avril des soins intensifs"
            and next_word in known.join | _GOES_ON - _GOES_NOT.get(code, frozenset())
            and not (next_word in _PLACED and len(match.group()) > _SHORT)
        ):
            continue
        start, end = match.span()
        if before.endswith((",", "،")):
            if after[:1] not in (",", "،", ".", "") and code != "ar":
                continue
            start = len(before) - 1
            end += after[:1] in (",", "،")
        elif words[-1].lower() in held or before.endswith(_OPENING) or after.startswith(_CLOSING):
            continue
        found.append((start, end))
    return found
