"""Recognise datelines: the place, date and agency before an article's first sentence."""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases

_AGENCY_WORDS = frozenset(
    "وكالة وكالات خبرگزاری agencia agência agenzia agence agentur агентство агенція kantor".split()
)
"""First words of an agency's name in brackets, or between a comma and a dash."""
_MOST_WORDS = 4
_MOST_NAMED = 3  # maximum words of a place after a date
_SHOUTED = 6  # letters of a place in capitals; shorter words may be names of speakers: "NATO: ..."
_INITIALS = 6  # letters of an agency in capitals
_REACH = 160  # characters of the first paragraph that are examined

_DASH = r"(?:\.?\s*[-–—―_ـ]{1,3}|\.-)"  # the last sign is the Arabic tatweel
_AGENCY = regex(  # "Oldhaven (Varelandia), 2 jan (EFE).- "
    r"(?P<place>[^()\[\]\n–—:;!?\"“”]{0,60}?(?:\([^()\n\d]{2,30}\),[^()\[\]\n–—:;!?\"“”]{0,30}?)?)"
    r"\s*(?:[-–—ـ]\s*)?[(\[（](?P<agency>[^()\[\]（）\n]{2,45})[)\]）](?!,)"
    rf"(?P<dash>\s*{_DASH}\s*|\s*:\s+|।\s*|\s*)"
)
_STROKES = regex(  # "OLDHAVEN, January 2, 2026 /PRNewswire/ --"
    r"(?P<place>[^()\[\]\n–—:;!?\"“”/]{0,60}?)\s*/(?P<agency>[^()\n/]{2,45})/"
    rf"(?P<dash>\s*{_DASH}\s*|\.?\s+)"
)
# "OLDHAVEN, January 2 - ", "Oldhaven: "
_PLACE = regex(rf"(?P<place>[^()\[\]\n–—:;!?\"“”]{{2,70}}?)(?P<dash>\s*{_DASH}\s+|:\s+)")
# The name of an agency, a day and "电" ("by wire"), as in "新华社北京1月2日电".
_CHINESE = regex(
    r"[（(]?[^，。！？“”\s]{1,12}?(?:社|网|網|報|报)[^，。！？“”\s]{0,14}?\d{1,2}日?[电電讯訊]"
    r"(?:[（(][^）)]{1,30}[）)])?[）)]?\s*[:：]?\s*"
    r"|[^，。！？“”\s]{0,6}(?:[报報网網][讯訊]|[网網][消]息)\s*(?:[（(][^）)]{1,30}[）)]\s*[:：]?|[:：]|\s)\s*"
    r"|【[^】]{0,20}[讯訊电電]】\s*"
    # "（北港讯）", "（塔恩综合电）", "（記者王明／台北報導）"
    r"|[（(][^（）()，。]{1,14}(?:[讯訊]|[综綜]合[电電]|[日专專外时時][电電])[）)]\s*"
    r"|[（(]?[^（）()，。！？“”\s]{0,6}[记記]者[^（）()，。！？“”]{1,12}[/／][^（）()，。！？“”]{1,8}"
    r"(?:报道|報導|報道|电|電)[）)]?\s*[:：]?\s*"
    # "（塔恩，2031年3月4日）——"
    r"|[（(][^（()）。]{1,14}[，,、\s]\s?(?:\d{4}年)?\d{1,2}月\d{1,2}日[^（()）。]{0,6}[）)]\s*[—–―-]{0,3}\s*"
)
# "【東京=共同】", "［ロンドン　2日　ロイター］"
_JAPANESE = regex(
    r"【[^】]{1,20}(?:[=＝][^】]{1,15}|共同|時事|ロイター|AFP|AP|CNN)】\s*"
    r"|[（(][^（）()=＝]{1,14}[=＝][^（）()=＝]{1,12}[）)]\s*"
    r"|[［〔\[][^\]］〕]{1,24}(?:共同|時事|ロイター|AFP|AP)[\]］〕]\s*(?:[-－―–—]\s*)?"
)
# "[서울=뉴시스]", "홍길동 기자 = "
_KOREAN = regex(
    r"[\[(【<](?=[^\[\]()【】<>]*[가-힣])[^\[\]()【】<>=]{1,20}=[^\[\]()【】<>=]{2,20}[\])】>]\s*"
    r"(?:[^=.\n]{2,30}\s*=\s*)?"
    r"|[가-힣]{2,4}\s기자\s=\s"
    r"|[(\[][^()\[\]]{1,12}[)\]]\s*[가-힣]{2,4}\s(?:기자|특파원)\s?=\s"
    r"|[(\[][^()\[\]]{2,20}\s(?:기자|특파원)[)\]]\s*(?:=\s*)?"
)
# The byline of CNN/Daily Mail as the corpus is distributed: each line end has become " . " or ". ",
# as in "By . Jane Doe . ".
_NAMES = r"[^.|\n]{2,60}\. "
_FUSED = regex(
    rf"By ?\. (?:{_NAMES}){{1,3}}?(?=PUBLISHED|CREATED|UPDATED|Last updated)"
    rf"|By ?\. {_NAMES}(?:and {_NAMES})?"
)
# The time in the same form: "PUBLISHED: . 10:15 EST, 2 January 2013 . ".
_FUSED_TIME = regex(
    r"(?:PUBLISHED|CREATED|UPDATED): ?\. [^.|\n]{5,45}\. (?:\| ?\. )?"
    r"|Last updated at [^.|\n]{5,45}\. "
)
# A byline and a time whose line end was lost: "TNN | Jul 6, 2021, 10:20 ISTThe".
_RUN_IN = regex(
    r"(?:[^|/:!?\n]{2,40}? [|/] ){0,3}(?:Updated: )?[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{2}:\d{2} "
    r"(?:IST|GMT|UTC|BST|CES?T|[ECMP][SD]T)(?=[A-Z‘“'\"])"
)
# Every dateline contains one of these signs. This fast check excludes most paragraphs.
_HINT = regex(r"/ -|/\.? |[=(\[（【–—―ـ电電讯訊记記]|[- .]-|- |:\s|By ?\. |^PUBLISHED|\d:\d\d ")
_SIGNS = (*"=([（【–—―ـ电電讯訊记記-:/", "By", "PUBLISHED")  # every hint contains one of them
_YEARS = regex(r",? \d{4}(?: ?(?:r|г|р|года|року|roku)\b)?\.?$")  # " 2031 r."
_STOP = regex(r"(?<!\s\d)(?<!\s\d\d)\.\s+")  # a full stop, but not that of an ordinal
_LONGEST_PLACE = 40  # characters of a place before its comma
_LONGEST_DATED = 80  # characters of a place and a date
_ELISION = regex(r"^([LD]['’]).*", re.DOTALL)  # "L'" of "L'Assemblée"
_QUOTES = tuple("\"“‘'«")
_PARTS = regex(r"[,،]\s*|\s[-ـ]\s")  # between the place and the agency
_SITE = regex(r"\w+\.(?:com|co|id|net|org|news)\b")
_TOKEN = regex(r"[^\W_]+")  # a run of letters and digits


def split_dateline(paragraph: str) -> tuple[str, str, str]:
    """Return (dateline or byline, its rule, the rest of the paragraph).

    If there is no dateline, the first two are "". The parts together are the paragraph except for
    white space, and the rest is never empty.
    """
    head = paragraph[:_REACH]
    ends = [("dateline", _dated_end(head))]
    if any(sign in head for sign in _SIGNS) and _HINT.search(head):
        ends = [("byline", _fused(paragraph)), ("dateline", _dateline(head)), *ends]
    for rule, end in ends:
        rest = paragraph[end:].lstrip()
        if end and rest:
            return paragraph[:end].strip(), rule, rest
    return "", "", paragraph


def is_dated_place(line: str) -> bool:
    """Return whether a line is only a place and a date with its year: "Orsa, 4 marca 2031 r."."""
    if len(line) > _LONGEST_DATED:
        return False
    place = _YEARS.sub("", line)
    if place != line and _is_dated(place) and _is_place(place):
        return True
    # "4 марта 2031 г., г. Орса"
    date, comma, name = line.partition(", ")
    place = _YEARS.sub("", date)
    return bool(comma) and place != date and _is_date(place, alone=True) and _is_name(name)


def _is_name(text: str) -> bool:
    """Return whether a text is a place of at most three words: "г. Орса"."""
    words = text.removeprefix("г. ").split()
    return 0 < len(words) <= _MOST_NAMED and all(word[0].isupper() for word in words)


def is_dateline(line: str) -> bool:
    """Return whether a line is only a dateline: "ORSA, 4 Mar. (EUROPA PRESS) -"."""
    return (
        len(line) <= _LONGEST_DATED
        and line[-1] in "-–—―:)"
        and split_dateline(f"{line} Today")[2] == "Today"
    )


def _dated_end(head: str) -> int:
    """Return the end of a place and a date that a full stop ends; 0 if there are none.

    An example is "Oldhaven, 2 de enero de 2026. El alcalde". No sentence is only a place and date.
    """
    if "," not in head[:_LONGEST_PLACE]:
        return 0
    end = 0
    for stop in _STOP.finditer(head[:_LONGEST_DATED]):
        place, following = head[: stop.start()], head[stop.end() : stop.end() + 1]
        if not ("," in place and _is_date(place, alone=False) and _is_place(place)):
            continue
        end = stop.end() if _opens(following) and not following.isdigit() else 0
    return end


def _fused(paragraph: str) -> int:
    """Return the end of a byline and times that are fused with the text; 0 if there are none."""
    match = _FUSED.match(paragraph[:300]) or _RUN_IN.match(paragraph[:300])
    end = match.end() if match else 0
    while match := _FUSED_TIME.match(paragraph, end):
        end = match.end()
    return end


def _dateline(head: str) -> int:
    """Return the end of a dateline; 0 if there is none."""
    for pattern in (_CHINESE, _KOREAN, _JAPANESE):
        match = pattern.match(head)
        if match:
            return match.end()
    match = _AGENCY.match(head) or _STROKES.match(head)
    if match and _is_agency_line(match, head[match.end() : match.end() + 1]):
        end = match.end()
        # "(ANSA) - OLDHAVEN, 2 GEN - "
        place = None if match["place"].strip() else _PLACE.match(head, end)
        named = place and ":" not in place["dash"] and _is_place_line(place, head[place.end() :])
        return place.end() if place and named else end
    match = _PLACE.match(head)
    if match is None:
        return 0
    behind = _past_agency(head, match.end())
    if _is_place_line(match, head[match.end() :]):
        return behind
    # "Tehran - IRNA - "
    named = behind > match.end() and "\n" not in match["dash"] and _is_place(match["place"].strip())
    return behind if named and _opens(head[behind : behind + 1]) else 0


def _is_agency_line(match: re.Match[str], following: str) -> bool:
    """Return whether a match of place and agency is a dateline.

    `following` is the next character.
    """
    place, agency, dash = match["place"].strip(), match["agency"].strip(), match["dash"].strip()
    is_agency = _is_agency(agency)
    if not place:
        # "(CNN) The" and "(CNN)The" are datelines. An unknown agency must have a dash.
        named = agency[0].isupper() and agency.replace(" ", "").isalpha()
        dashed = dash[:1] in ("-", "–", "—", "―") and named and len(agency.split()) <= 3
        return dashed or (is_agency and (bool(dash) or _opens(following)))
    if agency.casefold() in phrases().time_words:
        return False  # a day is no agency: "On March 4 (Tuesday) - the minister said"
    if _is_date(place, alone=not is_agency and bool(dash)) and (is_agency or dash):
        return _is_place(place)
    if dash and _is_dated(place) and not agency[0].islower():
        return _is_place(place)  # "Jan 2 (Some Wire) - ", "Oldhaven, Jan 2 (PTI) The"
    # "Oldhaven, Jan 2 (An Echo) - ", "Oldhaven, Jan 2 (OTI) The": a date after a place, and a name
    if "," in place and agency[0].isupper() and _is_date(place, alone=False) and _is_place(place):
        initials = agency.isalpha() and agency.isupper() and len(agency) <= _INITIALS
        return bool(dash) or (initials and _opens(following))
    # "Oldhaven (CNN)The": the line end after the brackets was lost.
    fused = is_agency and not match["dash"] and (following.isupper() or following in _QUOTES)
    return _is_place(place) and (fused or (bool(dash) and (is_agency or _is_capitals(place))))


def _is_place_line(match: re.Match[str], rest: str) -> bool:
    """Return whether a match of a place is a dateline before the text `rest`."""
    place, dash = match["place"].strip(), match["dash"]
    if not rest or not _opens(rest[0]) or not _is_place(place):
        return False
    if ":" in dash:
        shouted = len(place) >= _SHOUTED and place.isalpha() and place.isupper()
        return place in phrases().colon_cities or (shouted and rest[0].isupper())
    if _is_capitals(place) or _is_agency(_PARTS.split(place)[-1]) or _is_agency(place):
        return True
    if _SITE.match(place) and _is_capitals(_PARTS.split(place)[-1]):
        return True  # a site and a place in capitals: "Bisnis.com, OLDHAVEN"
    tokens = _TOKEN.findall(place.casefold())
    if any(token.isdigit() for token in tokens):
        return any(token in phrases().calendar for token in tokens)
    first = rest.split(None, 1)[0]
    spaced = dash[0] == " " and len(place.split()) <= 2 and "," not in place
    return spaced and _ELISION.sub(r"\1", first) in phrases().determiners


def _is_place(place: str) -> bool:
    """Return whether every word is a name, a date or a joining word ("Rio de Janeiro, 3 mars")."""
    table = phrases()
    words = [word.strip(".,'’()") for word in place.split()]
    named = sum(not (word.isdigit() or word.casefold() in table.time_words) for word in words)
    return (
        0 < len(words) <= 8
        and (words[0][:1].isupper() or not words[0][:1].isascii())
        and all(
            word[:1].isupper()
            or word.isdigit()
            or word.casefold() in table.time_words
            or word.casefold() in table.joiners
            or (word[:1].isalpha() and word[0].lower() == word[0].upper() and named <= 3)
            for word in words
            if word
        )
    )


def _is_date(place: str, *, alone: bool) -> bool:
    """Return whether a place contains a date; if `alone` is True, whether it is only a date."""
    table = phrases()
    words = [word.strip(".,()").casefold() for word in place.split()]
    others = [word for word in words if not word.isdigit()]
    if len(others) == len(words) or not any(word in table.calendar for word in others):
        return False
    return not alone or all(word in table.time_words for word in others)


def _is_dated(place: str) -> bool:
    """Return whether a text is a place with a date: "Oldhaven, 2 January"."""
    words = [word.strip(".,،()").casefold() for word in place.split()]
    table = phrases()
    names = len(words) > 2 and words[0] not in table.time_words | table.joiners
    return names and _is_date(place, alone=False) and not words[0].isdigit()


def _is_capitals(place: str) -> bool:
    """Return whether the city of a place has at least four letters and is all in capitals."""
    city = place.split(",")[0]
    letters = [character for character in city if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def _is_agency(text: str) -> bool:
    """Return whether a text, or one of its parts, is the name of an agency."""
    agencies = phrases().agencies
    if text.split(" ", 1)[0].casefold() in _AGENCY_WORDS and len(text.split()) <= _MOST_WORDS:
        return True  # "وكالة البندر"
    return any(
        part.strip().casefold() in agencies for part in (text, *re.split(r"[/,،]| - ", text))
    )


def _opens(character: str) -> bool:
    """Return whether a sentence can begin with this character."""
    return bool(character) and not character.islower() and character not in ",;.)-–—"


def _past_agency(head: str, end: int) -> int:
    """Return the end of an agency's name after the dash: "МОСКВА, 5 мар — РИА Новости. "."""
    match = regex(r"([^.\n–—:-]{2,30}?)(?:\.\s+|\s*[-–—ـ:]{1,2}\s+)").match(head, end)
    return match.end() if match and _is_agency(match[1].strip(" ()")) else end
