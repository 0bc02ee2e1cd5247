"""Remove agencies' texts for editors: slugs, notes to desks, initials, end marks."""

from __future__ import annotations

import re

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.stamps import is_names, is_stamp
from summkit.reading.cleaning.wrapping import ends_sentence

_LONGEST = 80  # maximum characters of such a line
# Number of last characters of a text that may contain notes without a "#" before them.
_NOTED = 2_000
_TAIL = 30  # number of last characters of a paragraph that are examined
_MOST = 8  # maximum number of such lines after a story
# "(FERRY-SUND/URGENT)", "BC-EU--Ferry Aground,1st Ld-Writethru,312", "AM-Ferry, Bjt"
_SLUG = regex(
    r"\([A-Z][A-Z0-9 .&-]*/[A-Z0-9 ,./&()-]*\)"
    r"|(?:[A-Z]{2}-[A-Z][\w.]*-{1,2}|(?:AM|BC|PM)-)[^\n]{3,60}?"
    r"(?:,\s?\d{2,5}|,\s?(?:\d\w\w )?(?:Ld|Bjt|Lead|Adv)\b.*)"
    r"|[A-Z][^\n]{2,60},\s?\d\w\w (?:Ld|Lead)-Writethru,?\s?\d{0,5}"
    r"|[A-Z][\w.]*(?:-[\w.]+){1,6},(?:\d\w\w)?(?:lead|urgent|focus|update|adv|sched)\d?"
    r"|=\([^()\n]{3,60}\)=|(?:APA|AFP|dpa|sda|ots|KNA|epd)\s?\d{3,4}(?:\s[^\n]*)?"
    r"|Eds?:\s?[A-Z]{4,}[^\n]*"
)
# "(Adds quotes, background)", above a text that an agency sends again
_RENEWED = regex(
    r"\((?:adds?|updates?|recasts?|refiles?|corrects?|rewrites?|repeats?|releads?|neu|aktualisiert"
    r"|zusammenfassung|wiederholung|berichtigt|korrigiert|ergänzt|actualiza|amplía|corrige)\b[^()\n]{3,200}\)",
    re.IGNORECASE,
)
# The kind of a text before an agency's headline: "UPDATE 2-Ferry runs aground".
_KIND = regex(
    r"(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|CORRECTION|ADVISORY|EXCLUSIVE|FACTBOX|FEATURE|PREVIEW"
    r"|ANALYSIS|INSIGHT|TIMELINE|BRIEF|NEWSMAKER|OBITUARY|EXPLAINER)(?: \d{1,2})?-)+(?=\S)"
)
# "With AP Photos.", "Eds: AFP Graphic"
_MATERIAL = regex(
    r"(?:With|Eds?:|AP|By AP)? ?(?:AP|AFP|EPA|Reuters) (?:Photos?|Graphics?|Video)\b.*"
)
# "More to follow", "(mehr in Kürze)"
_MORE = regex(
    r"\(?(?:more to (?:follow|come)|more follows?|mehr in kürze|weiteres in kürze|folgt mehr"
    r"|plus d'informations à suivre|suivra|habrá ampliación|mais informação em breve|segue)\W{0,3}",
    re.IGNORECASE,
)
# "jr/tl/abc", "JR // TL", "XYZ-JR", "ann/ mal/", "dpa jr yyzz n1 tl", "UNI OB PH 0612". In some
# scripts a vowel is a mark and no letter.
_INITIALS = regex(
    r"(?:[^\s\d/.,:;!?]{1,5}(?: [^\W\d_])?\s?/{1,2}\s?){1,5}(?:[^\s\d/.,:;!?]{1,5}(?: [^\W\d_])?)?"
    r"|[A-Z]{2,4}(?:-[A-Z]{2,4}){1,3}"
    r"|dpa(?: [a-z0-9]{1,6}){2,8}|[A-Z]{2,6}(?: [A-Z]{2,4}){1,4} \d{3,4}(?: [A-Z]{3})?"
)
# The sender of a release below its text: "SOURCE Orsa Council".
_SENDER = regex(r"SOURCE:? [^\W\d_a-z][^.!?\n]{2,70}")
# Initials in brackets: "(mar/har)", "(jr)"
_BRACKETED = regex(r"[(（\[][^\W\d_]{2,5}(?:\s?[/,·-]\s?[^\W\d_]{2,5}){0,4}[)）\]]\.?")
# An editor's address: "desk@wire.example; +44 20 1234"
_CONTACT = regex(
    r"\(\([^()\n]{0,40}@[^()\n]{3,}\)\)"
    r"|[(<\[]{0,2}[\w.+-]+@[\w-]+\.[\w.-]+[;,]?(?:\s?\+?[\d() /-]{5,20})?[)>\]]{0,2};?"
)
# The end of a story: "(END)", "-30-", "###"
_END = regex(
    r"[(（\[【]?\s?(?:끝|완|完|了|終|end|ends|fin|fim|ende|fine|конец)\s?[)）\]】]?\.?"
    r"|[^\W\d_]{2,8}/(?:fim|fin|end|ende)|-?30-|#\s?#\s?#"
    r"|\((?:schluss|ende|fin|end)\)\s?[a-z]{2,4}(?:/[a-z]{2,4}){0,3}"
    r"|(?:APA|AFP|dpa)\d{4} [\d/:. -]+"
    r"|(?:\((?:con )?(?:fotos?|v[ií]deos?|audio|gráficos?|photos?|pictures?)\)\s?){1,4}",
    re.IGNORECASE,
)
# A line that is only an address, or a label with one: "Source: https://echo.example/ferry".
LINKED = regex(r"(?:[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?:\s?)?(?:https?://|www\.)\S+")
# The heading of notes to editors: "# dpa-Notizblock"
_NOTES = regex(
    r"^[#*\s]{0,6}(?:dpa|epd|KNA|sda|apa|AFP)[- ](?:Notizblock|Kontakte?|Autoren?)\b.*|"
    r"^[#*\s]{0,6}(?:Notizblock|Redaktionelle Hinweise|Servicebox)\s*$",
    re.MULTILINE,
)
# An agency or end mark after the last sentence: "... on Monday. (END)", "... on Monday. AFP"
_RUN_ON = regex(
    r"(?<=[.!?…。！？।”\"»’])\s*(?:[(（\[]([^()（）\[\]\n]{1,20})[)）\]]\.?|\s([A-Z]{2,6}))$"
)
# The editors after the last sentence: "（編輯：王小明）1310304".
_EDITORS = regex(
    r"(?<=[。！？”」])\s*[(（](?:責任)?(?:責任編輯|编辑|編輯|责任编辑|責編|责编)[:：/][^()（）\n]{2,20}[)）]\d{0,10}$"
)
_SIGNS = (_INITIALS, _BRACKETED, _CONTACT, _END, _MORE, LINKED, _SENDER)
_FOOTNOTE = 3  # maximum digits of a line that is only a number
# Pictographs before a headline: "⚡️Ferry aground".
_PICTOGRAPHS = regex(
    r"(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001faff][\ufe0f\u200d\s]*)+(?=\w)"
)
_LAST_PICTOGRAPHS = regex(
    r"\s*(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001faff][\ufe0f\u200d]*)+$"
)
_DESKS = frozenset({"Ed:", "Eds", "APA", "AFP", "dpa", "sda", "ots", "KNA", "epd"})
_SHOUT = regex(r"(\+{2,3}|={2,3}|\*{3})\s?(.+?)\s?\1")  # "+++ Ferry aground +++"


def without_notes(text: str) -> tuple[str, list[Dropped]]:
    """Return a text without the notes to editors below it ("dpa-Notizblock"), and the notes."""
    if "#" not in text and "dpa-" not in text[-_NOTED:]:
        return text, []
    match = _NOTES.search(text)
    if match is None or not text[: match.start()].strip():
        return text, []
    below = [line.strip() for line in text[match.start() :].split("\n")]
    return text[: match.start()], [Dropped(line, "wire note") for line in below if line]


def is_slug(line: str) -> bool:
    """Return whether a line is a slug or a note for editors, or lists a story's material."""
    if line[:1] == "(" and _RENEWED.fullmatch(line):
        return True
    return (
        len(line) <= _LONGEST
        and line[:1] in "(=deosABCDEFGHIJKLMNOPQRSTUVWXYZ"
        and ("/" in line or "-" in line[:32] or "P" in line or "=" in line or line[:3] in _DESKS)
        and (_SLUG.fullmatch(line) is not None or _MATERIAL.fullmatch(line) is not None)
    )


def signed_off(lines: list[str]) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs of a story without the agency's signs at its end, and these signs."""
    last = len(lines)
    while last > 1 and len(lines) - last < _MOST and _signs(lines[last - 1], lines[last - 2]):
        last -= 1
    dropped = [Dropped(line, "wire note") for line in lines[last:]]
    lines = lines[:last]
    if "：" in lines[-1][-_TAIL:] and (editors := _EDITORS.search(lines[-1])):
        dropped.insert(0, Dropped(editors[0].strip(), "sign-off"))
        lines[-1] = lines[-1][: editors.start()]
    end = lines[-1][-2:]
    run_on = end[-1] in ")）]" or end[0] in ")）]" or end[-1].isupper()
    match = _RUN_ON.search(lines[-1], max(0, len(lines[-1]) - _TAIL)) if run_on else None
    if match and _is_agency(match[1] or match[2]):
        dropped.insert(0, Dropped(match[0].strip(), "wire note"))
        lines[-1] = lines[-1][: match.start()]
    return lines, dropped


def _signs(line: str, above: str) -> bool:
    """Return whether a line is only an agency's sign or an address; `above`: the line before."""
    if len(line) > _LONGEST:
        return False
    if any(each.fullmatch(line) for each in _SIGNS):
        return True
    if line.isdigit() and len(line) <= _FOOTNOTE and not above.isdigit():
        return True  # the number of a footnote or a page
    if is_stamp(line, labelled=False):
        return True
    bare = line.strip("()（）[] .-–—/=")
    if _is_agency(bare):
        return True
    name, stroke, agency = line.rpartition("/")
    if stroke and _is_agency(agency) and is_names(name):
        return True
    # "भाषा रोहन मनीषा": the agency and two editors; the last name may follow on another line
    return _is_initialled(line) or (line in above.split() and _is_initialled(above))


def _is_initialled(line: str) -> bool:
    """Return whether a line begins with an agency's name and is short."""
    words = line.split()
    return 1 < len(words) <= 4 and _is_agency(words[0]) and not ends_sentence(line)


def _is_agency(text: str) -> bool:
    """Return whether a text is an agency's name or an end mark."""
    text = text.strip()
    return text.casefold() in phrases().agencies or _END.fullmatch(text) is not None


def without_shout(headline: str) -> tuple[str, list[Dropped]]:
    """Return a headline without the signs of an urgent message, or the kind of a wire's text.

    Examples are "++ Ferry aground ++" and "UPDATE 2-Ferry aground".
    """
    if match := _PICTOGRAPHS.match(headline):
        return headline[match.end() :], [Dropped(match[0].strip(), "page label")]
    if (match := _LAST_PICTOGRAPHS.search(headline)) and match.start():
        return headline[: match.start()], [Dropped(match[0].strip(), "page label")]
    if kind := _KIND.match(headline):
        return headline[kind.end() :], [Dropped(kind[0], "wire note")]
    match = _SHOUT.fullmatch(headline) if headline[:2] in ("++", "==", "**") else None
    return (match[2], [Dropped(match[1], "wire note")] * 2) if match else (headline, [])
