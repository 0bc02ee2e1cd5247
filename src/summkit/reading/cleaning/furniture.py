"""Line rules: which lines of a page are furniture and not the article's own text.

Every rule is narrow on purpose: dropping a sentence of the article is worse than keeping
a stray line. A rule looks at one line, and at whether the body has begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.phrases import label_key, phrases
from summkit.reading.cleaning.wrapping import ends_sentence

_SHORT = 100  # characters; no page label is longer
_LONG = 450  # characters; no caption, prompt or copyright line is longer
_DATE = regex(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,2}:\d{2}|\d{4}\s?年|\d\s?月\s?\d")
# "0:00 / 4:12", "-3:05", "1X", "1.5x": what a player shows. A bare "10:30" is a timeline's.
_PLAYER = regex(
    r"0{1,2}:00(?::00)?|-?\d{1,2}:\d\d(?::\d\d)?\s?/\s?-?\d{1,2}:\d\d(?::\d\d)?"
    r"|[0-3](?:[.,]\d{1,2})?\s?[xX×]"
)
# No sentence says it: names, a number, names, a number, or both numbers between the names.
_SCORE = regex(
    r"((?:FT|HT|AET|Full[- ]time|Half[- ]time|Final(?: score)?|Result|Endstand|Score final"
    r"|Resultado|Risultato finale)\s?:?\s+)?(?:[^\W\d_][\w.'’&-]*\s){1,4}\d{1,3}"
    r"(?:\s?[-–]\s?\d{1,3}(?:\s\(.{1,20}\))?(?:\s[^\W\d_][\w.'’&-]*){1,4}"
    r"|,?\s(?:[^\W\d_][\w.'’&-]*\s){1,4}\d{1,3})"
)
_NAMES = regex(r"[^\W\d_][^\d–]*")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = regex(r"\s*[|·•]\s*")
_DIGIT = regex(r"\d")
_TOKEN = regex(r"[^\W\d_]+|\d+")
_CREDIT = regex(r"[\[(（【]([^\[\]()（）【】]{2,60})[\])）】]\.?$")
_TAIL_CREDIT = regex(r"(?:[/|]|©|\(c\))\s?([^/|©.!?\"”]{2,40})$", re.IGNORECASE)
_CREDIT_PART = regex(r"\s*(?:[/,;|]|\bvia\b|\bby\b|[:：])\s*")
_OWNED = regex(r"\W{0,2}(?:©|\(c\)|℗|copyright\s*(?:©|\(c\)|\d{4}|by\b|holders?\b))", re.IGNORECASE)
# What German and English law has pages say of their links, and what they say of their files.
_DISCLOSURE = regex(
    r"\baffiliate[- ]?(?:link|partner)|\bpartner-?links?\b|\bprovisions-?links?\b"
    r"|\b(?:we|wir)\b.{0,60}\b(?:commission|provision)\b|\b(?:commission|provision)\b.{0,40}\bwir\b",
    re.IGNORECASE,
)
_DOWNLOAD = regex(r"(?:PDF|DOCX?|XLSX?|ZIP|MP3)\b.{0,30}\b\d+(?:[.,]\d+)?\s?[KMk]B\b")
_OWNER = regex(r"©\s?([^.!?©]{2,60})$")
_BBC_PHOTO = regex(r"(?:Image|Media|Video) (?:copyright|caption|source)\b[:,]?\s")
_LISTING = regex(r"[,،、，;；|/·•#]+")
_SEPARATORS = regex(r"[\s|·•/,+&():：\-]+")
_AFTER = regex(r"\s*(?:[:：|»>→›]|$)")
_BULLETS = " *•>-–—→»[("
_OPENING_QUOTES = "\"“„«‘'「『"
_NAME_PUNCTUATION = ".,;:()[]|·•–—-/&'’\""


def line_rule(line: str, *, begun: bool, last: bool = False) -> str | None:
    """Return the name of the rule that drops `line`, or None if it is the article's own.

    Parameters
    ----------
    line
        One paragraph, cleaned and stripped.
    begun
        Whether a paragraph of the body stands before it: bylines, bare dates and place
        names are furniture only above the body.
    last
        Whether nothing follows: a wire's name in brackets then signs the article.
    """
    if len(line) > _LONG:
        return None
    table = phrases()
    if len(line) <= _SHORT:
        rule = page_rule(line)
        if rule:
            return rule
        if _DIGIT.search(line):
            if is_stamp(line, labelled=begun):
                return "timestamp"
            if is_score(line):
                return "score line"
        if not begun and is_byline(line):
            return "byline"
        if len(line) > 12:
            folded = line.casefold()
            for phrase in table.reserved:
                if phrase in folded:
                    return "copyright"
    start = line[:24].lstrip(_BULLETS).casefold()
    if start and start.startswith(table.openers.get(start[0], ())):
        rule = _opening_rule(line)
        if rule:
            return rule
    folded = line.casefold()
    if _is_call(line, folded):
        return "newsletter"
    if _is_notice(line, folded):
        return "notice"
    return "caption" if _is_caption(line, last) else None


def goes_on(line: str, above: Sequence[Dropped]) -> bool:
    """Whether a line is one more button below others: "Share", then "Facebook", then "X"."""
    return (
        len(line) <= _SHORT
        and bool(above)
        and above[-1].rule == "page label"
        and label_key(line) in phrases().brands
    )


def page_rule(line: str) -> str | None:
    """Return the rule for lines that are furniture wherever they stand, title included."""
    if len(line) > _SHORT:
        return None
    table = phrases()
    key = label_key(line)
    if not key:
        return "separator"
    if (line[0] == "-" or line[0].isdigit()) and _PLAYER.fullmatch(line):
        return "audio player"
    if key in table.labels:
        return table.labels[key]
    if not line.isalnum() and not ends_sentence(line):
        folded = line.casefold()
        first = _SEPARATORS.split(folded, maxsplit=1)[0]
        if first and first not in table.share_words:
            return None
        words = [word for word in _SEPARATORS.split(folded) if word]
        if len(words) > 1 and all(word in table.share_words for word in words):
            return "page label"
    return None


def is_stamp(line: str, *, labelled: bool) -> bool:
    """Whether the line is nothing but a date or time ("Published 5 March 2024, 10:30 GMT").

    `labelled` asks for a word such as "Published", since a timeline's dates are its own.
    """
    if len(line) > _SHORT or not _DIGIT.search(line):
        return False
    folded = line.casefold()
    table = phrases()
    first = _TOKEN.search(folded)
    if first and not (first[0].isdigit() or first[0] in table.time_words):
        return False
    tokens = _TOKEN.findall(folded)
    if not all(token.isdigit() or token in table.time_words for token in tokens):
        return False
    if table.stamp.match(line):
        return True
    return not labelled and (
        bool(_DATE.search(line)) or any(token in table.calendar for token in tokens)
    )


def is_score(line: str) -> bool:
    """Whether the line is nothing but a result: "Marlow 2-1 Ashford", "FT: Marlow 2 Ashford 1"."""
    if not _DIGIT.search(line) or ends_sentence(line) or not (match := _SCORE.fullmatch(line)):
        return False
    names = _NAMES.findall(line[match.end(1) if match[1] else 0 :])
    times = phrases().time_words
    return all(n[0].isupper() or not n[0].isalpha() for n in names) and not any(
        word.casefold() in times for name in names for word in _TOKEN.findall(name)
    )


def is_byline(line: str) -> bool:
    """Whether the line is a byline: "By Jane Doe", "Jane Doe, Political correspondent"."""
    if len(line) > _SHORT + 20 or (ends_sentence(line) and not line.endswith(")")):
        return False
    table = phrases()
    if line.casefold() in table.agencies:
        return True
    first, *rest = _PARTS.split(line)
    if any(not (is_stamp(piece, labelled=False) or _is_names(piece)) for piece in rest if piece):
        return False
    match = table.opening("by", first)
    if match:
        return _is_names(first[match.end() :])
    name, comma, role = first.partition(", ")
    if comma and name.casefold() in table.agencies and _is_names(role):
        return True
    return bool(comma and 2 <= len(name.split()) <= 4 and _is_names(name) and _is_role(role))


def is_name(line: str) -> bool:
    """Whether the line could be a person's bare name: two to four capitalised words."""
    words = line.split()
    return 2 <= len(words) <= 4 and len(line) <= 50 and line[-1].isalpha() and _is_names(line)


def _is_role(text: str) -> bool:
    table = phrases()
    words = [word.strip(_NAME_PUNCTUATION).casefold() for word in text.split()]
    return (
        1 <= len(words) <= 10
        and any(word in table.roles for word in words)
        and all(
            word in table.roles or word in table.joiners or text.split()[index][0].isupper()
            for index, word in enumerate(words)
            if index
        )
    )


def _is_names(text: str) -> bool:
    table = phrases()
    words = text.split()
    if not 1 <= len(words) <= 14:
        return False
    first = words[0].strip(_NAME_PUNCTUATION)
    if first.casefold() in table.calendar or not first[:1].isalpha() or first[0].islower():
        return False
    caseless = 0
    for word in words:
        bare = word.strip(_NAME_PUNCTUATION)
        if not bare or bare[0] == "@" or "@" in bare or bare.casefold() in table.joiners:
            continue
        if not bare[0].isalpha():
            return False
        if bare[0].islower() and bare.casefold() not in table.roles:
            return False
        caseless += bare[0].lower() == bare[0].upper()
    # Without capitals nothing tells a name from a sentence but its length.
    return caseless == 0 or (len(words) <= 4 and len(text) <= 30)


def _opening_rule(line: str) -> str | None:
    words = line.count(" ") + 1
    return next((name for name, applies in _OPENING_RULES if applies(line, words)), None)


def _is_read_more(line: str, words: int) -> bool:
    table = phrases()
    match = table.opening("read_more", line)
    if not match:
        return False
    if words <= 40 and _AFTER.match(line, match.end()):
        return True
    phrase = match.group(1)
    if phrase[0].islower() or phrase.casefold() in table.read_more_colon_only:
        return False
    return words <= 20 and not ends_sentence(line)


def _is_copyright(line: str, words: int) -> bool:
    if _OWNED.match(line) and (words <= 15 or _YEAR.search(line[:60])):
        return True
    return words <= 30 and line.casefold().startswith(phrases().reserved)


def _is_newsletter(line: str, words: int) -> bool:
    table = phrases()
    if words > 40 or not table.opening("newsletter", line):
        return False
    folded = line.casefold()
    return any(word in folded for word in table.newsletter_words)


def _is_photo_note(line: str, words: int) -> bool:
    prefixed = words <= 12 and phrases().opening("photo_prefix", line, "photo")
    return bool(_BBC_PHOTO.match(line) or prefixed)


def _is_sign_off(line: str) -> bool:
    """Whether the line only names who made it: "(Reporting by Jane Doe; editing by John Roe)"."""
    table = phrases()
    plain = line.strip("() .")
    if not table.opening("sign_off", plain):
        return False
    pieces = re.split(r"[;,()]|\band\b", table.sign_off.sub(";", plain))
    return all(_is_names(piece) for piece in pieces if piece.strip())


def _is_editors(line: str) -> bool:
    """Whether the line only names its editors or proofreaders: "Editor: Jane Doe"."""
    if len(line) > _SHORT or ends_sentence(line.rstrip(")）")):
        return False
    match = phrases().opening("editors", line)
    return match is not None and _is_names(line[match.end() :].rstrip(")）] "))


def _is_tags(line: str) -> bool:
    """Whether the line lists what the article is filed under: "Tags: Drought, Water"."""
    if ends_sentence(line) or line.count(" ") > 40:
        return False
    match = phrases().opening("tags", line)
    if not match:
        return False
    pieces = [piece.strip() for piece in _LISTING.split(line[match.end() :]) if piece.strip()]
    # One piece is a list only if it is too short to be anything else.
    longest = 6 if len(pieces) > 1 else 3
    return all(piece.count(" ") < longest and len(piece) <= 12 * longest for piece in pieces)


def _is_player(line: str, words: int) -> bool:
    """Whether the line belongs to a player that reads the article out."""
    table = phrases()
    if words > 40 or not table.opening("player", line):
        return False
    folded = line.casefold()
    return any(word in folded for word in table.player_words)


def _is_notice(line: str, folded: str) -> bool:
    """Whether the line says that links pay, or offers a file with its size."""
    if len(line) <= _SHORT and "B" in line and _DOWNLOAD.search(line):
        return True
    # Hardly any line has one of these words, and the pattern is twenty times as slow.
    if not (
        "partner" in folded
        or "commission" in folded
        or "affiliate" in folded
        or "provision" in folded
    ):
        return False
    # A report on such links quotes somebody; a page's own notice does not.
    return bool(_DISCLOSURE.search(folded)) and not any(q in line for q in '“”„«"')


def _is_call(line: str, folded: str) -> bool:
    """Whether the line asks readers to subscribe, wherever in it that stands."""
    table = phrases()
    if line[0] in _OPENING_QUOTES or line.count(" ") > 40:
        return False
    folded = folded.replace("’", "'")
    # Hardly any line has one of these words: what follows is not asked of the others.
    if table.call_words.isdisjoint(folded.replace("-", " ").split()):
        return False
    if any(q in line for q in "“”„«"):
        return False
    if not any(phrase in folded for phrase in table.call_objects):
        return False
    return bool(table.call_verbs.search(line) and table.call_pronouns.search(line))


_OPENING_RULES: tuple[tuple[str, Callable[[str, int], bool]], ...] = (
    ("read more", _is_read_more),
    ("copyright", _is_copyright),
    ("newsletter", _is_newsletter),
    ("sign-off", lambda line, words: _is_sign_off(line) or _is_editors(line)),
    ("tags", lambda line, words: _is_tags(line)),
    ("audio player", _is_player),
    ("caption", _is_photo_note),
)
"""Rules for a line whose first words are listed, each with what asks of the line and its words."""


def _is_caption(line: str, last: bool) -> bool:
    """Whether the line ends in a photographer's or agency's credit."""
    if line[0] in _OPENING_QUOTES:
        return False  # a quotation is the article's, whatever is in brackets behind it
    end = line[-2:-1] if line[-1] == "." else line[-1]
    match = _CREDIT.search(line) if end and end in "])）】" else None
    if match:
        return _is_credit(line[: match.start()].rstrip(), match.group(1), line, last)
    table = phrases()
    tail = line[-64:]
    if (":" in tail or "：" in tail or "/" in tail) and table.photo_suffix.search(tail):
        return True
    if (
        "©" in tail
        and (owner := _OWNER.search(tail))
        and any(
            part.strip() in table.photo_agencies or part.strip() in table.caption_wires
            for part in owner[1].split("/")
        )
    ):
        return True
    match = _TAIL_CREDIT.search(tail) if "/" in tail or "|" in tail or "©" in tail else None
    if not match:
        return False
    credit = match.group(1).strip()
    return credit in table.photo_agencies or credit in table.caption_wires


def _is_credit(before: str, credit: str, line: str, last: bool) -> bool:
    """Whether what stands in brackets at the end of a line is a credit; `before` is the rest."""
    table = phrases()
    parts = [part for part in _CREDIT_PART.split(credit) if part]
    if any(part in table.photo_agencies or part.casefold() in table.photo_words for part in parts):
        return True
    if credit.strip().endswith(table.credit_ends):
        return True
    wire = any(part in table.caption_wires for part in parts)
    return wire and not last and not ends_sentence(before) and line.count(" ") < 40
