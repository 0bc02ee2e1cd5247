"""Recognise lines without words: signs of a page, a player, a draft or a transcript."""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.reading.cleaning.printing import is_jump

# The display of a player: "0:00 / 4:12", "-3:05", "1X", "1.5x". A bare "10:30" may be a timeline's.
_PLAYER = regex(
    r"0{1,2}:00(?::00)?|-?\d{1,2}:\d\d(?::\d\d)?\s?/\s?-?\d{1,2}:\d\d(?::\d\d)?"
    r"|[0-3](?:[.,]\d{1,2})?\s?[xX×]"
)
_TIMECODE = regex(r"[\[(]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]")  # "[00:12:31]"
# Sounds and scenes in a transcript: "(APPLAUSE)", "(END VIDEO CLIP)", "[Music]".
_HEARD = regex(
    r"[\[(](?:(?:BEGIN|END) [A-Z ]{4,30}|COMMERCIAL BREAK|CROSSTALK|INAUDIBLE|OFF-?MIC"
    r"|SOUND(?:BITE)? OF [^()\[\]]{2,80}|SOUNDBITE|ARCHIVED? (?:RECORDING|SOUND)"
    r"|UNINTELLIGIBLE"
    r"|(?i:applause|music|laughter|laughs|cheering|cheers|silence|pause|beifall|applaus|musik|lachen"
    r"|applaudissements|rires|musique|aplausos|risas|música|risos|applausi|risate|musica"
    r"|аплодисменты|смех|музыка|拍手|笑い|笑|音楽|掌声|笑声|音乐))[\])]\.?"
)
# A place for a picture or a code in a draft: "[[EMBED: https://...]]", "{PULLQUOTE: ...}".
_HOLE = regex(
    r"(?:\[{1,2}|\{{1,2}|<{2})\s?(?:PHOTOS?|PICS?|PICTURE|IMAGES?|EMBED|VIDEO|AUDIO|PULL[ -]?QUOTE"
    r"|QUOTE|AD|ADVERT|MAP|GRAPHIC|CHART|TWEET|POST|RELATED|LINK|INSERT|BOX|SIDEBAR|GALLERY|NEWSLETTER"
    r"|PROMO|IFRAME|CAPTION|BILD|GRAFIK|FOTO|ANZEIGE|IMAGEN)S?\b[^\n]{0,90}(?:\]{1,2}|\}{1,2}|>{2})"
)
# The number of a press release: "Nr. 41/2031".
_SERIAL = regex(r"(?:Nr|No|Núm|Num|N[.°º]|№)[.:]?\s?\d{1,4}(?:\s?[/-]\s?\d{2,4})?", re.IGNORECASE)
_HANDLE = regex(r"@[A-Za-z0-9_.]{2,40}")  # "@annsmith"
_HASHTAGS = regex(r"(?:#[\w’'-]+[\s,;|·]*){2,30}")  # "#bakery #ferry"


def sign_rule(line: str) -> str | None:
    """Return the rule for a line of at most 100 characters that consists of such a sign."""
    if (line[0] == "-" or line[0].isdigit()) and _PLAYER.fullmatch(line):
        return "audio player"
    if line[0] == "#" and _HASHTAGS.fullmatch(line):
        return "tags"
    if _HOLE.fullmatch(line):
        return "label"
    if "/" in line and _SERIAL.fullmatch(line):
        return "page label"
    if line[0] == "@" and _HANDLE.fullmatch(line):
        return "byline"
    if is_jump(line):
        return "page number"
    if line[0] in "[(":
        if _TIMECODE.fullmatch(line):
            return "timestamp"
        if _HEARD.fullmatch(line):
            return "stage direction"
    return None
