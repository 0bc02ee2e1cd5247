"""Find the headline and the dek among the lines at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.dateline import is_dated_place
from summkit.reading.cleaning.furniture import (
    continues_buttons,
    line_rule,
    may_address_readers,
    page_rule,
)
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.navigation import navigation_rule
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.releases import release_rule
from summkit.reading.cleaning.stamps import (
    is_byline,
    is_dated,
    is_message_head,
    is_name,
    is_role,
    is_stamp,
)
from summkit.reading.cleaning.wires import LINKED, is_slug
from summkit.reading.cleaning.wrapping import (
    Line,
    ends_sentence,
    is_entry,
    wide_characters,
)

_ADDRESS = regex(r"[\w.+-]*@?[\w-]+(?:\.[\w-]+)+")  # "echo.example", "desk@echo.example"
# The heading of a contact: "Press contact".
_CONTACT = regex(
    r"(?:(?:media|press|news) )?contacts?|(?:media|press) (?:inquiries|enquiries|office)"
    r"|(?:presse)?kontakt|pressestelle|contacts? presse|contacto(?: de prensa)?|contatt[oi]"
    r"|contatt[oi] stampa|perscontact|presskontakt|kontakt dla mediów|контакты",
    re.IGNORECASE,
)
# A contact on one line: "Contact: Ann Smith, 555-0134", "Media contact: ann@echo.example".
_CONTACT_LINE = regex(rf"(?:{_CONTACT.pattern})\s?:\s.{{0,80}}(?:\d{{3}}|@)", re.IGNORECASE)
# "3-4 minutes", above the text in a browser's reading view
_READING = regex(
    r"\d{1,3}\s?[–-]\s?\d{1,3}\s?(?:minutes?|mins?|Minuten|minutos|minuti|minuten|мин\.?|分)"
)
_DIGIT = regex(r"\d")  # a digit
_SPEAKER = regex(r"[^\W\d_a-z]{2,}(?:[ .'’-]+[^\W\d_a-z]+){0,5}:\s")  # "TOM LUND: "
_NOT_TEXT = regex(r"[\W_]+")  # white space and punctuation
_LONG_WORD = regex(r"[^\W_]{4,}")  # "harbour", not "the"
_LISTED = regex(r"\W{0,3}\d{1,3}[.)]\s|[•*–-]\s")  # "1. ", "• "
_ABBREVIATION = regex(r"\b(?:[A-Z]\.){2,}$")  # "U.S."
_LONGEST_HEADLINE = 200  # characters
_LONGEST_DEK = 450  # characters
_SECTION = 3  # words of a section's name
_ROLE = 120  # maximum characters of a role
_LONGEST_ROLE = 5  # words: "Senior transport correspondent"
_FEWEST_NAVIGATION = 4  # lines of navigation
_HEAD_LINES = 12  # lines at the top that are examined
_RESTATED = 0.8  # minimum share of a dek's longer words that the next paragraph repeats
_BELOW_DEK = 6  # maximum number of lines below a dek that are searched for a byline
_LONGEST_STRONG = 100  # characters
_STRONG = frozenset({"byline", "timestamp", "reading time", "page label"})


def find_headline(lines: Sequence[Line]) -> tuple[str | None, list[Line], list[Dropped]]:
    """Return the headline, the lines below it, and the furniture above it."""
    ways = _navigation_lines(lines)
    dropped = [Dropped(line.text, "navigation") for line in lines[:ways]]
    lines = lines[ways:]
    if lines and is_message_head(lines[0].text):
        if any(is_message_head(line.text) for line in lines[1:]):
            return None, list(lines), dropped  # an exported chat has no headline
        dropped.append(Dropped(lines[0].text, "timestamp"))
        lines = lines[1:]
    table = phrases()
    contacts = 0  # the number of the line after the lines below "Press contact:"
    for index, line in enumerate(lines[:_HEAD_LINES]):
        text, rest = line.text, list(lines[index + 1 :])
        if not rest:
            break
        label = table.headline_label.match(text) if may_be_labelled(text) else None
        if label and label.end() < len(text):
            dropped.append(Dropped(label[0].strip(), "label"))
            return text[label.end() :], rest, dropped
        rule = "page label" if continues_buttons(text, dropped) else page_rule(text)
        if rule is None and (way := navigation_rule(text, headed=True)) is not None:
            rule = way if _is_headed(rest) else navigation_rule(text)
        if rule is None and is_stamp(text, labelled=False):
            rule = "timestamp"
        if rule is None and is_slug(text):
            rule = "wire note"
        if rule is None and any(_is_page_title(text, line.text) for line in rest[:3]):
            rule = "page title"
        if rule is None and (dropped or "/" in text or _DIGIT.search(text)):
            headed = _is_headline(rest[0].text, rest[1:])
            rule = "dateline" if headed and is_dated_place(text) else None
            rule = rule or release_rule(text, rest[0].text, dropped[-1:], headed=headed)
        # "Di Maria Scores Twice" is a headline unless another headline follows.
        if rule is None and is_byline(text):
            signed = text.startswith("By ") or _is_headline(rest[0].text, rest[1:])
            rule = "byline" if signed else None
        if rule is None and may_address_readers(text) and line_rule(text, begun=True) == "notice":
            rule = "notice" if _is_headline(rest[0].text, rest[1:]) else None
        if rule is None and (
            LINKED.fullmatch(text) or (" " not in text and _ADDRESS.fullmatch(text))
        ):
            rule = "address"  # as in a browser's reading view
        if rule is None and (index < contacts or _CONTACT_LINE.match(text)):
            rule = "notice"
        elif rule is None and len(text) <= _ROLE / 4 and _CONTACT.fullmatch(text.rstrip(" :")):
            contacts = index + 1 + sum(each.block == line.block for each in rest)
            rule = "notice"
        if rule is not None:
            dropped.append(Dropped(text, rule))
            continue
        if _is_headline(text, rest):
            return text, rest, dropped
        if len(text.split()) == 1 and _is_headline(rest[0].text, rest[1:]):
            dropped.append(Dropped(text, "section label"))
            continue
        break
    return None, list(lines[len(dropped) - ways :]), dropped


def _is_headed(lines: Sequence[Line]) -> bool:
    """Return whether the first line that is no navigation may be the headline."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if page_rule(line.text) is None and navigation_rule(line.text) is None:
            return _is_headline(line.text, lines[index + 1 :])
    return False


def _navigation_lines(lines: Sequence[Line]) -> int:
    """Return the number of lines at the top that are navigation: a row of names of sections.

    After them, there must be a longer line that may be a headline, and a line that ends a sentence.
    """
    count = 0
    for line in lines:
        short = len(line.text.split()) <= _SECTION and not wide_characters(line.text)
        if not short or ends_sentence(line.text) or line.text[-1] in ":,;":
            break
        count += 1
    if count < _FEWEST_NAVIGATION:
        return 0
    below = lines[count : count + _HEAD_LINES]
    named = bool(below) and len(below[0].text.split()) > _SECTION
    # If the text begins directly below, the last of the lines may be the headline.
    if not named or ends_sentence(below[0].text):
        return 0
    return count if any(ends_sentence(line.text) for line in below) else 0


def may_be_labelled(text: str) -> bool:
    """Return whether a line may begin with "Headline:" or "Dek:"; most lines have no colon."""
    return len(text) <= _LONGEST_DEK and (":" in text[:30] or "：" in text[:30])


def _is_page_title(text: str, below: str) -> bool:
    """Return whether a line is the headline below it plus the site's name: "… | The Courier"."""
    return (
        15 <= len(below) < len(text) <= _LONGEST_HEADLINE
        and text.startswith(below)
        and text[len(below) :].lstrip()[0] in "|-–—·•:»"
    )


def _is_headline(text: str, rest: Sequence[Line]) -> bool:
    """Return whether a first line is a headline and not the first paragraph."""
    if not rest or len(text) > _LONGEST_HEADLINE:
        return False
    if any(same_line(text, line.text) for line in rest[:3]):
        return True
    wide = wide_characters(text)
    if len(text.split()) > 30 or wide > 60 or not any(map(str.isalnum, text)):
        return False
    if len(text) < 12 and wide < 4 and " " not in text:
        return False  # the line is a section's name or a place
    if text[-1] in ",;:：、，-–—":
        return False
    if ends_sentence(text) and not _ends_as_title(text, rest[0].text):
        return False
    if text.isupper() and not rest[0].text.isupper():
        return True
    below = [line.text for line in rest[:_HEAD_LINES]]
    longest = max(map(len, below))
    return longest > len(text) or any(ends_sentence(line) for line in below)


def _ends_as_title(text: str, below: str) -> bool:
    """Return whether a line that ends like a sentence may be a title."""
    # A title may be a short question or exclamation. A line with a full stop is a paragraph unless
    # the line below occurs only below a title.
    if len(text) > 110 or wide_characters(text) > 40:
        return False
    if text.rstrip("\"'”’»)」』 ")[-1:] in "?!…？！؟" or text.endswith("..."):
        return True
    if _ABBREVIATION.search(text) and len(text.split()) <= 12:
        return True
    return is_byline(below) or page_rule(below) is not None or is_stamp(below, labelled=False)


def head_rule(lines: Sequence[Line], index: int) -> str | None:
    """Return the rule for a line that is furniture because of the lines around it, or None."""
    text, below = lines[index].text, lines[index + 1].text
    if text[0].isdigit() and _READING.fullmatch(text):
        return "reading time"
    name = is_name(text)
    above = lines[index - 1].text if index else ""
    if (name and is_role(below)) or (
        is_role(text) and above and (is_name(above) or is_byline(above))
    ):
        return "byline"
    if name and len(below) > 60 and is_role(above):
        return "byline"  # the newspaper below the reporter's name and role
    if (name and _has_role(lines, index + 1)) or _has_role(lines, index):
        return "byline"
    if name and (
        is_stamp(below, labelled=False)
        or is_dated(below)
        or page_rule(below)
        or is_byline(below)
        or _READING.fullmatch(below)
    ):
        return "byline"
    signed = index and len(below) > 60 and is_byline(lines[index - 1].text)
    if signed and (name or _ADDRESS.fullmatch(text)):
        return "byline"  # the newspaper or an address below the reporter's name
    if len(text) > 60:
        return None
    words = text.rstrip(" .-–—").split()
    letters = [character for character in text if character.isalpha()]
    if (
        len(words) <= 4
        and len(letters) >= 4
        and len(below) > 60
        and (text[-1] in "-–—" or all(map(str.isupper, letters)))
        and all(word[0].isupper() or len(word) <= 3 for word in words)
    ):
        return "dateline"
    return None


def _has_role(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line gives a reporter's role, between the name and the time."""
    if place + 1 >= len(lines) or len(lines[place].text) > _ROLE:
        return False
    words = lines[place].text.casefold().split()
    if len(words) > _LONGEST_ROLE:
        return False
    below = lines[place + 1].text
    named = any(word in phrases().roles for word in words)
    return named and (is_stamp(below, labelled=False) or is_dated(below))


def is_dek(lines: Sequence[Line], index: int, *, stamped: bool = False) -> bool:
    """Return whether the line between headline and body is a dek and not the first paragraph.

    Most deks look like a first paragraph, and a lede that is taken for a dek would be lost. So one
    of three conditions must be true: a byline, date or reading time follows the line; the line has
    no full stop, but the next paragraph has one; the next paragraph is longer and repeats the
    line's words. `stamped` is whether a time precedes the line. In this case, a time after the line
    may belong to the next entry of a live blog.
    """
    text = lines[index].text
    if (
        len(text) > _LONGEST_DEK
        or (len(text.split()) < 4 and wide_characters(text) < 10)
        or _LISTED.match(text)
        or is_entry(text)
        or text[-1] in ":：,;"
    ):
        return False
    rest = lines[index + 1 :]
    if not any(ends_sentence(line.text) for line in rest[:_HEAD_LINES]):
        return False
    below = rest[0].text
    if is_speaker(text) and any(is_speaker(line.text) for line in rest[:3]):
        return False  # the lines are of an interview or a transcript
    if _is_signed_below(rest, stamped):
        return any(line_rule(line.text, begun=False) is None for line in rest[1:])
    if not ends_sentence(text):
        return len(rest) > 1 and ends_sentence(below) and len(below) > len(text) / 2
    if len(rest) < 2 or len(below) < len(text):
        return False
    content = _LONG_WORD.findall(text.casefold())
    said = below.casefold()
    missing, most = 0, (1 - _RESTATED) * len(content)
    for word in content:
        if word not in said:
            missing += 1
            if missing > most:
                return False
    return len(content) >= 4


def _is_signed_below(lines: Sequence[Line], stamped: bool) -> bool:
    """Return whether lines begin with a byline, time or label, or with furniture and then those.

    See `is_dek` for `stamped`.
    """
    for place, line in enumerate(lines[:_BELOW_DEK]):
        # The rules in `_STRONG` do not apply to longer lines.
        rule = line_rule(line.text, begun=False) if len(line.text) <= _LONGEST_STRONG else None
        rule = rule or _head_rule_of(lines[place:])
        # An advertisement may come between the first two paragraphs of the story.
        if (rule is None and not line.text.isdigit()) or label_key(line.text) in phrases().adverts:
            return False
        if rule in _STRONG and not (stamped and rule == "timestamp"):
            return True
    return False


def is_speaker(line: str) -> bool:
    """Return whether a line begins with a speaker's name in capitals: "TOM LUND: And now?"."""
    return line[1:2].isupper() and ":" in line[:80] and _SPEAKER.match(line) is not None


def _head_rule_of(lines: Sequence[Line]) -> str | None:
    """Return the result of `head_rule` for the first line; None if it is the only line."""
    return head_rule(lines, 0) if len(lines) > 1 else None


def same_line(one: str, other: str) -> bool:
    """Return whether two lines are equal except for letter case and punctuation."""
    if abs(len(one) - len(other)) > 12 + len(one) // 4:
        return False
    plain = _NOT_TEXT.sub("", one.casefold())
    return bool(plain) and plain == _NOT_TEXT.sub("", other.casefold())
