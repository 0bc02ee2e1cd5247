"""Recognise lines of a page that are furniture and not the article's text.

Every rule is narrow on purpose, because a lost sentence of the article is worse than a furniture
line that stays. A rule examines one line, and whether the body has begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.captions import OPENING_QUOTES, continues_story, is_caption
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.rights import is_copyright, is_sentence_of_rights
from summkit.reading.cleaning.signs import sign_rule
from summkit.reading.cleaning.stamps import (
    SHORT,
    is_byline,
    is_dated,
    is_message_head,
    is_names,
    is_score,
    is_stamp,
)
from summkit.reading.cleaning.wrapping import ends_sentence, wide_characters

_LONG = 450  # maximum characters of a caption, prompt or copyright line
_LONGEST_NOTE = 40  # words
_LONGEST_OPENING = 80  # characters
_QUOTATION_MARK = regex('[“”„«"]')  # a quotation mark
_QUOTED = regex("[“”„«]")  # the same without the straight mark
# The disclosure of paid links that German and English law require: "we may earn a commission".
_DISCLOSURE = regex(
    r"\baffiliate[- ]?(?:link|partner)|\bpartner-?links?\b|\bprovisions-?links?\b"
    r"|\b(?:we|wir)\b.{0,60}\b(?:commission|provision)\b|\b(?:commission|provision)\b.{0,40}\bwir\b",
    re.IGNORECASE,
)
# "PDF, 2 MB"
_DOWNLOAD = regex(r"(?:PDF|DOCX?|XLSX?|ZIP|MP3)\b.{0,30}\b\d+(?:[.,]\d+)?\s?[KMk]B\b")
# "Jane Doe desk@echo.example"
_SIGNED = regex(r"(?:[^\s@.!?]+[.:]?\s){1,4}[(<]?[\w.+-]+@[\w-]+\.[\w.-]+[)>]?")
_BBC_PHOTO = regex(
    r"(?:Image|Media|Video) (?:copyright|caption|source)\b[:,]?\s"
)  # "Image caption: "
_LISTING = regex(r"[,،、，;；|/·•#]+")  # between the items of a list
_SEPARATORS = regex(r"[\s|·•/,+&():：\-]+")  # between the buttons of "Share | Tweet"
_AFTER = regex(r"\s*(?:[:：|»>→›]|$)")  # the end of "Read more:"
_BULLETS = " *•>-–—→»[(（✅☑✔👉👇🔴📲📱➡▶🔔📢⚡🔗📌💬🎥📺🗞📰⬇\ufe0f"


def line_rule(line: str, *, begun: bool, last: bool = False, disclosing: bool = True) -> str | None:
    """Return the name of the rule that drops a line, or None if it is the article's own text.

    Parameters
    ----------
    line
        One paragraph, cleaned and stripped.
    begun
        Whether a paragraph of the body comes before the line. Bylines, bare dates and place
        names are furniture only above the body.
    last
        Whether the line is the last line. There, a wire's name in brackets is the article's
        signature.
    disclosing
        Whether the text may contain a disclosure of paid links; see `may_disclose`.
    """
    if len(line) > _LONG:
        return None
    table = phrases()
    if len(line) <= SHORT:
        rule = page_rule(line)
        if rule:
            return rule
        if (
            is_stamp(line, labelled=begun)
            or (not begun and is_dated(line))
            or is_message_head(line)
        ):
            return "timestamp"
        if is_score(line):
            return "score line"
        if line in table.photo_agencies:
            return "caption"
        if not begun and is_byline(line):
            return "byline"
        if len(line) > 12:
            folded = line.casefold()
            for phrase in table.reserved:
                if phrase in folded and not is_sentence_of_rights(line, folded):
                    return "copyright"
    if _opens(line):
        rule = _opening_rule(line)
        if rule:
            return rule
    folded = line.casefold()
    if line.count(" ") <= _LONGEST_NOTE:
        words = _words(folded)
        # Very few lines contain one of these words, so most lines skip the slower checks.
        if not table.reader_words.isdisjoint(words):
            if _is_call(line, folded, words):
                return "newsletter"
            if _is_about_article(line, folded, words):
                return "notice"
    if (disclosing or len(line) <= SHORT) and _is_notice(line, folded):
        return "notice"
    return "caption" if is_caption(line, last) else None


def _words(folded: str) -> list[str]:
    """Return the words of a line in lower case, together with the marks after them."""
    apart = folded.replace("-", " ").replace("’", " ").replace("'", " ").replace("—", " ")
    return apart.replace("/", " ").replace("(", " ").split()


def _opens(line: str) -> bool:
    """Return whether a line begins like the lines of some rule."""
    start = line[:24].lstrip(_BULLETS).casefold().replace("’", "'")
    openers = phrases().openers
    return start[:1] in openers or start.startswith(openers.get(start[:2], ()))


def may_address_readers(line: str) -> bool:
    """Return whether `line_rule` may return "notice" or "newsletter" for a line."""
    folded = line.casefold()
    words = _words(folded)
    addresses = not phrases().reader_words.isdisjoint(words)
    return addresses or _opens(line) or _is_notice(line, folded)


def may_disclose(folded: str) -> bool:
    """Return whether a text in lower case contains a word of disclosures of paid links."""
    return (
        "partner" in folded
        or "commission" in folded
        or "affiliate" in folded
        or "provision" in folded
    )


def continues_buttons(line: str, above: Sequence[Dropped]) -> bool:
    """Return whether a line is a button below other buttons: "Share", then "Facebook", "X"."""
    return (
        len(line) <= SHORT
        and bool(above)
        and above[-1].rule == "page label"
        and label_key(line) in phrases().brands
    )


def page_rule(line: str) -> str | None:
    """Return the rule for a line that is furniture anywhere on the page, even above the title."""
    if len(line) > SHORT:
        return None
    table = phrases()
    key = label_key(line)
    if not key:
        return "separator"
    if rule := sign_rule(line):
        return rule
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


def _opening_rule(line: str) -> str | None:
    """Return the rule of `_OPENING_RULES` that applies to a line, or None."""
    words = line.count(" ") + 1
    return next((name for name, applies in _OPENING_RULES if applies(line, words)), None)


def _is_read_more(line: str, words: int) -> bool:
    """Return whether a line is a link to another article: "Read more: Ferry runs aground"."""
    table = phrases()
    match = table.opening("read_more", line)
    if not match:
        return False
    phrase = match.group(1)
    after = _AFTER.match(line, match.end()) if words <= 40 else None
    if after:  # "Video: no judge had allowed it in court before." is a sentence
        return " " in phrase or not continues_story(line[after.end() :], line)
    if phrase[0].islower() or phrase.casefold() in table.read_more_colon_only:
        return False
    return words <= 20 and not ends_sentence(line)


def _is_newsletter(line: str, words: int) -> bool:
    """Return whether a line begins like an invitation to a newsletter and mentions one."""
    table = phrases()
    if words > 40 or not table.opening("newsletter", line):
        return False
    folded = line.casefold()
    return any(word in folded for word in table.newsletter_words)


def _is_photo_note(line: str, words: int) -> bool:
    """Return whether a line begins with a label of a picture: "Image caption", "Photo:"."""
    if _BBC_PHOTO.match(line):
        return True
    prefix = phrases().opening("photo_prefix", line) if words <= 12 else None
    return prefix is not None and not continues_story(line[prefix.end() :], line)


def _is_sign_off(line: str) -> bool:
    """Return whether a line only gives the authors: "(Reporting by Jane Doe; editing by ...)"."""
    table = phrases()
    plain = line.strip("()（） .")
    if not table.opening("sign_off", plain) or line.endswith("。"):
        return False
    pieces = re.split(r"[;,()]|\b(?:and|by|the)\b", table.sign_off.sub(";", plain))
    return all(is_names(piece.strip().removeprefix("the ")) for piece in pieces if piece.strip())


def _is_editors(line: str) -> bool:
    """Return whether a line only gives the editors or proofreaders: "Editor: Jane Doe"."""
    if len(line) > SHORT or ends_sentence(line.rstrip(")）")):
        return False
    match = phrases().opening("editors", line)
    return match is not None and is_names(line[match.end() :].rstrip(")）] "))


def _is_tags(line: str) -> bool:
    """Return whether a line lists the article's subjects: "Tags: Drought, Water"."""
    if ends_sentence(line) or line.count(" ") > 40:
        return False
    match = phrases().opening("tags", line)
    if not match:
        return False
    pieces = [piece.strip() for piece in _LISTING.split(line[match.end() :]) if piece.strip()]
    # A single item counts only if it is too short to be another text.
    longest = 6 if len(pieces) > 1 else 3
    return all(piece.count(" ") < longest and len(piece) <= 12 * longest for piece in pieces)


def _is_player(line: str, words: int) -> bool:
    """Return whether a line belongs to a player that reads the article aloud."""
    table = phrases()
    if words > 40 or not table.opening("player", line):
        return False
    folded = line.casefold()
    return any(word in folded for word in table.player_words)


def _is_notice(line: str, folded: str) -> bool:
    """Return whether a line discloses paid links, offers a file, or is a name with its address."""
    if len(line) <= SHORT:
        if "B" in line and _DOWNLOAD.search(line):
            return True
        if "@" in line and _SIGNED.fullmatch(line):
            return True
    # Very few lines contain one of these words, and the pattern is twenty times as slow.
    if not may_disclose(folded):
        return False
    # A report about such links contains quotations; a page's own notice does not.
    return bool(_DISCLOSURE.search(folded)) and not any(q in line for q in '“”„«"')


def _is_follow(line: str, words: int) -> bool:
    """Return whether a line asks readers to follow the paper: "Follow us on Facebook"."""
    if words > _LONGEST_NOTE or _QUOTED.search(line) or not phrases().opening("follow", line):
        return False
    folded = line.casefold()
    return any(network in folded for network in phrases().networks)


def _is_note(line: str, words: int) -> bool:
    """Return whether a line is about the article, the page or an account, not about the news."""
    if words > _LONGEST_NOTE or wide_characters(line) > 2 * _LONGEST_NOTE:
        return False
    start = line[:_LONGEST_OPENING].lstrip(_BULLETS).casefold().replace("’", "'")
    return bool(start) and start.startswith(phrases().note_opens.get(start[0], ()))


def _is_about_article(line: str, folded: str, words: Sequence[str]) -> bool:
    """Return whether a line gives the contributors to a report, or whose views it contains."""
    table = phrases()
    if len(words) > _LONGEST_NOTE or table.note_words.isdisjoint(words):
        return False
    return not _QUOTATION_MARK.search(line) and any(phrase in folded for phrase in table.note_holds)


def _is_call(line: str, folded: str, words: Sequence[str]) -> bool:
    """Return whether a line asks readers to subscribe, at any place in the line."""
    table = phrases()
    if line[0] in OPENING_QUOTES:
        return False
    if table.call_words.isdisjoint(words) or table.addresses.isdisjoint(words):
        return False
    folded = folded.replace("’", "'")
    # All objects are checked, because the word of a different phrase may have selected the line.
    if _QUOTED.search(line) or not any(phrase in folded for phrase in table.call_objects):
        return False
    return bool(table.call_verbs.search(line) and table.call_pronouns.search(line))


_OPENING_RULES: tuple[tuple[str, Callable[[str, int], bool]], ...] = (
    ("read more", _is_read_more),
    ("copyright", is_copyright),
    ("newsletter", _is_newsletter),
    ("newsletter", _is_follow),
    ("sign-off", lambda line, words: _is_sign_off(line) or _is_editors(line)),
    ("tags", lambda line, words: _is_tags(line)),
    ("audio player", _is_player),
    ("caption", _is_photo_note),
    ("notice", _is_note),
)
"""Rules for a line by its first words: the rule's name, and the test of the line and its words."""
