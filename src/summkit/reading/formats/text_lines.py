"""Separate the lines of a text below its headline into dek, body and furniture."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.article import Dropped
from summkit.reading.cleaning.captions import is_below_credit
from summkit.reading.cleaning.dateline import is_dateline
from summkit.reading.cleaning.furniture import continues_buttons, line_rule, may_disclose
from summkit.reading.cleaning.head import head_rule, is_dek, may_be_labelled, same_line
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.related import (
    LONGEST_HEADING,
    comments_begin,
    contacts_below,
    links_below,
    notes_begin,
)
from summkit.reading.cleaning.releases import sender_begins
from summkit.reading.cleaning.stamps import is_name, is_score, is_stamp
from summkit.reading.cleaning.wires import is_slug
from summkit.reading.cleaning.wrapping import Line, ends_sentence, is_field

_SCORES = 2  # number of results of matches; a report with more results is a list of results
_LONGEST_FIELD = 120  # characters
_FIGURES_OF_A_YEAR = 4
_MOST_POINTS = 7  # key points above a byline
_MOST_ABOVE = 3  # maximum number of unknown lines between a headline and its byline or date
_LONGEST_ABOVE = 60  # maximum characters of such a line


def body_start(
    lines: Sequence[Line], headline: str | None, dek: str | None, search: bool
) -> tuple[int, str | None, list[Dropped]]:
    """Return the place of the body's first line, the dek, and the furniture above the body.

    Parameters
    ----------
    lines
        The lines below the headline.
    headline, dek
        The known headline and dek, which the lines may repeat.
    search
        Whether to search for a dek even if the lines do not repeat the headline. A line without a
        full stop above a byline is a dek in any case.
    """
    dropped: list[Dropped] = []
    label = phrases().dek_label
    start, repeated = 0, False
    while start < len(lines) - 1:
        text = lines[start].text
        stamped = bool(dropped) and dropped[-1].rule == "timestamp"
        rule = _repetition_rule(text, headline, dek, dropped)
        if rule is None and dek is None and may_be_labelled(text) and (match := label.match(text)):
            dek = text[match.end() :] or None
            dropped.append(Dropped(match[0].strip(), "label"))
            start += 1
            continue
        rule = rule or line_rule(text, begun=False) or head_rule(lines, start)
        rule = rule or _wire_rule(text, dropped)
        if rule is None and dropped and is_below_credit(text, dropped[-1].text):
            rule = "caption"
        if rule is None and is_dateline(text):
            rule = "dateline"
        if rule is not None:
            repeated = repeated or rule == "repeated headline"
            dropped.append(Dropped(text, rule))
        elif (
            dek is None
            and headline
            and (search or repeated or _precedes_byline(lines, start))
            and is_dek(lines, start, stamped=stamped)
            and not (stamped and _is_live(lines, start))
        ):
            dek = text
        elif points := _points_above_byline(lines, start):
            dropped += [Dropped(line.text, "key points") for line in lines[start : start + points]]
            start += points - 1
        elif headline and _is_bare_name(lines, start):
            dropped.append(Dropped(text, "byline"))
        elif headline and _is_above_signature(lines, start):
            dropped.append(Dropped(text, "above the story"))
        else:
            break
        start += 1
    return start, dek, dropped


def _is_live(lines: Sequence[Line], place: int) -> bool:
    """Return whether another time follows within a few lines, as in a live blog."""
    below = lines[place + 1 : place + 1 + _MOST_POINTS]
    return any(is_stamp(line.text, labelled=False) for line in below)


def _is_bare_name(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line between headline and story is a person's name that no line repeats."""
    text = lines[place].text
    if len(text) > _LONGEST_ABOVE:
        return False
    words = text.split()
    return (
        is_name(text)
        and text[0].isupper()
        and words[0].casefold() not in phrases().determiners
        and len(lines[place + 1].text) > _LONGEST_ABOVE
        and ends_sentence(lines[place + 1].text)
        and not any(words[-1] in line.text for line in lines[place + 1 :])
    )


def _is_above_signature(lines: Sequence[Line], place: int) -> bool:
    """Return whether a short line is between the headline and the author or time of the story.

    At most three such lines come before a byline or a date, and a paragraph must follow it.
    """
    if len(lines[place].text) > _LONGEST_ABOVE or ends_sentence(lines[place].text):
        return False
    for step, line in enumerate(lines[place:-1][: _MOST_ABOVE + 1]):
        rule = line_rule(line.text, begun=False) or head_rule(lines, place + step)
        if rule in ("byline", "timestamp", "reading time"):
            below = lines[place + step + 1 :]
            return step > 0 and any(ends_sentence(each.text) for each in below[:_MOST_POINTS])
        if rule is None and (
            len(line.text) > _LONGEST_ABOVE
            or ends_sentence(line.text)
            or line.text[-1] in ":："
            or place + step >= len(lines) - 2
        ):
            return False
    return False


def _points_above_byline(lines: Sequence[Line], start: int) -> int:
    """Return the number of lines without full stops, at least 2, above a byline or wire note."""
    for place in range(start, min(start + _MOST_POINTS, len(lines) - 1)):
        text = lines[place].text
        if len(text) > _LONGEST_FIELD or ends_sentence(text):
            return 0
        below = lines[place + 1].text
        if line_rule(below, begun=False) == "byline" or is_slug(below):
            return place + 1 - start if place > start else 0
    return 0


def _precedes_byline(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line without a full stop is directly above a byline."""
    return not ends_sentence(lines[place].text) and (
        line_rule(lines[place + 1].text, begun=False) == "byline"
    )


def _wire_rule(text: str, dropped: Sequence[Dropped]) -> str | None:
    """Return the rule for an agency's note, a line with only a number, or a field below furniture.

    `dropped` is the furniture above the line.
    """
    if is_slug(text) or (text[:3] == text[-3:] == "***" and len(text) <= _LONGEST_FIELD):
        return "wire note"
    if text.isdigit() and len(text) < _FIGURES_OF_A_YEAR:
        return "page label"  # the number of likes or comments
    above = dropped[-1] if dropped else None
    field = above is not None and above.rule in ("timestamp", "record field")
    if field and above and is_field(above.text) and is_field(text) and not ends_sentence(text):
        return "record field" if len(text) <= _LONGEST_FIELD else None
    return None


def _repetition_rule(
    text: str, headline: str | None, dek: str | None, dropped: Sequence[Dropped]
) -> str | None:
    """Return the rule for a line that repeats headline or dek, or continues a row of buttons."""
    if continues_buttons(text, dropped):
        return "page label"
    if headline and same_line(text, headline):
        return "repeated headline"
    return "repeated dek" if dek and same_line(text, dek) else None


def without_furniture(lines: Sequence[Line], start: int) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs below the body's first line, and the furniture among them.

    `start` is the place of the body's first line.
    """
    paragraphs: list[str] = []
    dropped: list[Dropped] = []
    buttons: list[Dropped] = []
    # Number of remaining lines in a list of links or contacts, and the list's rule.
    links, listed = 0, ""
    results = -1  # number of results of matches; -1 until the first result
    disclosing = may_disclose("\n".join([line.text for line in lines[start:]]).casefold())
    for place in range(start + 1, len(lines)):
        text, last = lines[place].text, place == len(lines) - 1
        if comments_begin(lines, place, len(paragraphs) + 1):
            dropped += [Dropped(line.text, "comments") for line in lines[place:]]
            break
        if (len(text) <= LONGEST_HEADING and notes_begin(lines, place, start)) or sender_begins(
            lines, place, start
        ):
            dropped += [Dropped(line.text, "notice") for line in lines[place:]]
            break
        rule = listed if links else line_rule(text, begun=True, last=last, disclosing=disclosing)
        if rule == "score line":
            if results < 0:
                below = lines[start + 1 :]
                results = sum(len(line.text) < 100 and is_score(line.text) for line in below)
            if results > _SCORES:
                rule = None  # the results are the content of a report on a round of matches
        if links:
            links -= 1
        elif rule in ("read more", "tags", "page label"):
            links, listed = links_below(lines, place), "read more"
        elif rule == "notice" and text[-1] in ":：":
            links, listed = contacts_below(lines, place), "notice"
        if rule is None and buttons:
            if continues_buttons(text, buttons):
                rule = "page label"
            elif is_below_credit(text, buttons[-1].text):
                rule = "caption"
        if rule:
            dropped.append(Dropped(text, rule))
            buttons = dropped[-1:]
        else:
            paragraphs.append(text)
            buttons = []
    return paragraphs, dropped
