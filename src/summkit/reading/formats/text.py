"""Plain text, in whatever state it was scraped -> Article."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.article import Article, Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.anpa import without_frame
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.codes import without_codes
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.exports import without_fields
from summkit.reading.cleaning.furniture import goes_on, line_rule, may_disclose
from summkit.reading.cleaning.head import (
    find_headline,
    head_rule,
    is_dek,
    is_speaker,
    may_be_labelled,
    same_line,
)
from summkit.reading.cleaning.labels import without_marks
from summkit.reading.cleaning.markup import unescape
from summkit.reading.cleaning.navigation import without_navigation
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.related import (
    LONGEST_HEADING,
    comments_begin,
    contacts_below,
    links_below,
    notes_begin,
)
from summkit.reading.cleaning.sheets import without_sheets, without_speakers
from summkit.reading.cleaning.stamps import is_score
from summkit.reading.cleaning.subtitles import without_cues
from summkit.reading.cleaning.wires import is_slug, signed_off, without_notes, without_shout
from summkit.reading.cleaning.wrapping import (
    Line,
    ends_sentence,
    is_field,
    split_paragraphs,
    wide_characters,
)
from summkit.reading.formats.fragment import field_text, holds_html
from summkit.reading.formats.light import strip_light
from summkit.reading.formats.markdown import front_matter, is_markdown, standfirst, strip_markdown

_FENCED = regex(r"(?:---|\+\+\+)[ \t]*\n(?:[^\n]*\n){1,100}?(?:---|\+\+\+)[ \t]*\n")
_BETWEEN = " .:|–—-"  # between a headline and the text it was run into
# Between a word in lower case and an article with a capital a sentence may begin.
_RUN_IN = regex(
    r"(?<=[^\W_A-Z]) (?=(?:The|An?|Der|Die|Das|Eine?|Les?|La|Une?|El|L[oa]s|Il|Una) \w)"
)
_STOP = regex(r"[.!?:;…] ")
_LONG_WORD = regex(r"[^\W_]{4,}")
_LONGEST_RUN_IN = 160
_FEWEST_RUN_IN = 4  # words of a headline
_OPENING = 10  # words of the sentence after it
_GOES_ON = frozenset(
    "in of on at to by for from with and or as than that when while whether is was are were says"
    " said say asked und oder dass von in im mit für auf que de en con et dans avec pour".split()
)
_SAID_AGAIN = 2  # of its words, that the sentence repeats
_ABOVE_LEDE = 3  # lines among which the lede is, with its dateline
_SCORES = 2  # results of matches: a report that has more of them lists them
_LONGEST_FIELD = 120
_FIGURES_OF_A_YEAR = 4
_FUSED_WORDS = 5  # a headline this long, run into the body, is told from a coincidence


def read_text(text: str, *, id: str = "", source: str = "", language: str | None = None) -> Article:
    """Read one article from plain text or Markdown.

    Parameters
    ----------
    text
        What was decoded from a file or pasted; need not be clean.
    id, source
        Handed on to the Article.
    language
        The article's language where the caller knows it; a front matter's `lang` is used
        otherwise. Reading itself needs no language.

    Returns
    -------
    Article
        With the headline and dek where the text shows them, the body's paragraphs, and
        every line left out in `dropped` with the rule that did it. The body is empty only
        if the text holds nothing visible.
    """
    given = text
    text, wired, frame = without_frame(text)
    text, cues = without_cues(text)
    text, sheets = without_sheets(text)
    if holds_html(text) and not is_markdown(text):
        fenced = _FENCED.match(text)  # a front matter, whose lines HTML would join
        start = fenced.end() if fenced else 0
        text = f"{text[:start]}\n{field_text(text[start:])}"
    text = clean(unescape(text))
    text, speakers = without_speakers(text)
    text, notes = without_notes(text)
    export = without_fields(text)
    text, title, signs = strip_light(export.text)
    text = without_codes(text)
    matter, rest = front_matter(text)
    dropped = [*frame, *cues, *sheets, *speakers, *export.dropped, *signs, *matter.dropped]
    headline, dek = wired or matter.headline or export.headline or title, matter.dek or export.dek
    if rest is not text or is_markdown(rest):
        dek = dek or standfirst(rest)
        rest, heading, images = strip_markdown(rest)
        dropped += images
        if headline is None:
            headline = heading
        elif heading is not None and not same_line(heading, headline):
            rest = f"{heading}\n\n{rest}"
        elif heading is not None:
            dropped.append(Dropped(heading, "repeated headline"))
    if headline is None:
        rest, ways = without_navigation(rest)
        dropped += ways
    lines, marks = without_marks(split_paragraphs(rest))
    dropped += marks
    if headline is None:
        headline, lines, more = find_headline(lines)
        dropped += more
    if headline is None and len(lines) == 1:
        headline, lines = _run_in(lines[0])
    if headline:
        headline, crosses = without_shout(headline)
        dropped += crosses
    body, dek, more = _body(lines, headline, dek)
    dropped += [*more, *notes]
    if not body:
        lines = split_paragraphs(clean(unescape(given)))
        body, headline, dek, dropped = "\n\n".join(line.text for line in lines), None, None, []
    return Article(
        body=body,
        id=id,
        headline=headline,
        dek=dek,
        language=language or matter.language,
        source=source,
        dropped=tuple(dropped),
    )


def read_body(
    text: str, headline: str | None = None, dek: str | None = None
) -> tuple[str, str | None, tuple[Dropped, ...]]:
    """Clean a body whose headline is known from elsewhere: a record's field, a page's title.

    Returns
    -------
    (body, dek, dropped)
        The paragraphs without a repeated headline or dek, bylines, dateline and page
        furniture at their head; `dek` as given, or as found below a repeated headline;
        what was left out. The body is empty only if `text` holds nothing visible.
    """
    lines, marks = without_marks(split_paragraphs(clean(text)))
    body, found_dek, dropped = _body(lines, headline, dek, search=False)
    if not body:
        return "\n\n".join(line.text for line in split_paragraphs(clean(text))), dek, ()
    return body, found_dek, (*marks, *dropped)


def _body(
    lines: Sequence[Line], headline: str | None, dek: str | None, *, search: bool = True
) -> tuple[str, str | None, list[Dropped]]:
    """Return (body, dek, dropped) of the lines below the headline."""
    start, dek, dropped = _head(lines, headline, dek, search)
    paragraphs = [line.text for line in lines[start:]]
    if not paragraphs:
        return "", dek, dropped
    for known, rule in ((headline, "repeated headline"), (dek, "repeated dek")):
        cut = _fused(paragraphs[0], known) if known else 0
        if cut:
            dropped.append(Dropped(paragraphs[0][:cut].strip(), rule))
            paragraphs[0] = paragraphs[0][cut:]
    below, furniture = _below(lines, start)
    body, signed = signed_off([paragraphs[0], *below])
    # "MODERATOR: Good morning."
    talk = is_speaker(body[0]) and any(map(is_speaker, body[1 : 2 * _ABOVE_LEDE]))
    for place, paragraph in enumerate([] if talk else body[:_ABOVE_LEDE]):
        whole = ends_sentence(paragraph)  # else it is a subhead above the lede
        if whole or place == 0:
            front, rule, body[place] = split_dateline(paragraph)
            if front:
                dropped.append(Dropped(front, rule))
                break
        if whole:
            break
    return "\n\n".join(body), dek, [*dropped, *furniture, *signed]


def _head(
    lines: Sequence[Line], headline: str | None, dek: str | None, search: bool
) -> tuple[int, str | None, list[Dropped]]:
    """Return where the body begins, the dek, and what stands above the body beside it.

    `search`: whether a dek is looked for even where the headline is not repeated above it.
    """
    dropped: list[Dropped] = []
    label = phrases().dek_label
    start, repeated = 0, False
    while start < len(lines) - 1:
        text = lines[start].text
        rule = _repeats(text, headline, dek, dropped)
        if rule is None and dek is None and may_be_labelled(text) and (match := label.match(text)):
            dek = text[match.end() :] or None
            dropped.append(Dropped(match[0].strip(), "label"))
            start += 1
            continue
        rule = rule or line_rule(text, begun=False) or head_rule(lines, start)
        rule = rule or _noted(text, dropped)
        if rule is not None:
            repeated = repeated or rule == "repeated headline"
            dropped.append(Dropped(text, rule))
        elif (
            dek is None
            and headline
            and (search or repeated)
            and is_dek(lines, start, stamped=bool(dropped) and dropped[-1].rule == "timestamp")
        ):
            dek = text
        else:
            break
        start += 1
    return start, dek, dropped


def _noted(text: str, dropped: Sequence[Dropped]) -> str | None:
    """Return the rule for an agency's note, or a field below one that is a time."""
    if is_slug(text):
        return "wire note"
    if text.isdigit() and len(text) < _FIGURES_OF_A_YEAR:
        return "page label"  # how many like it
    above = dropped[-1] if dropped else None
    field = above is not None and above.rule in ("timestamp", "record field")
    if field and above and is_field(above.text) and is_field(text) and not ends_sentence(text):
        return "record field" if len(text) <= _LONGEST_FIELD else None
    return None


def _repeats(
    text: str, headline: str | None, dek: str | None, dropped: Sequence[Dropped]
) -> str | None:
    """Return the rule for a line that goes on with a label above it, or repeats what is known."""
    if goes_on(text, dropped):
        return "page label"
    if headline and same_line(text, headline):
        return "repeated headline"
    return "repeated dek" if dek and same_line(text, dek) else None


def _below(lines: Sequence[Line], start: int) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs below the body's first line, and the furniture among them."""
    paragraphs: list[str] = []
    dropped: list[Dropped] = []
    buttons: list[Dropped] = []
    links, listed = 0, ""  # still to come of a list of links or contacts, and its rule
    results = -1  # of matches; counted when the first is met
    disclosing = may_disclose("\n".join([line.text for line in lines[start:]]).casefold())
    for place in range(start + 1, len(lines)):
        text, last = lines[place].text, place == len(lines) - 1
        if comments_begin(lines, place, len(paragraphs) + 1):
            dropped += [Dropped(line.text, "comments") for line in lines[place:]]
            break
        if len(text) <= LONGEST_HEADING and notes_begin(lines, place, start):
            dropped += [Dropped(line.text, "notice") for line in lines[place:]]
            break
        rule = listed if links else line_rule(text, begun=True, last=last, disclosing=disclosing)
        if rule == "score line":
            if results < 0:
                below = lines[start + 1 :]
                results = sum(len(line.text) < 100 and is_score(line.text) for line in below)
            if results > _SCORES:
                rule = None  # a report on a round of matches lists them
        if links:
            links -= 1
        elif rule in ("read more", "tags", "page label"):
            links, listed = links_below(lines, place), "read more"
        elif rule == "notice" and text[-1] in ":：":
            links, listed = contacts_below(lines, place), "notice"
        if rule is None and buttons and goes_on(text, buttons):
            rule = "page label"
        if rule:
            dropped.append(Dropped(text, rule))
            buttons = dropped[-1:]
        else:
            paragraphs.append(text)
            buttons = []
    return paragraphs, dropped


def _run_in(line: Line) -> tuple[str | None, list[Line]]:
    """Return the headline that a text on one line begins with, and the line without it.

    A sentence begins in mid-sentence, with an article, and says again what stands before it:
    "Board backs night ferry despite noise The harbour board voted to back ...".
    """
    for start in _RUN_IN.finditer(line.text[:_LONGEST_RUN_IN]):
        before, after = line.text[: start.start()], line.text[start.end() :]
        words = before.casefold().split()
        if len(words) < _FEWEST_RUN_IN or _STOP.search(before) or words[-1] in _GOES_ON:
            continue
        opening = " ".join(after.split(None, _OPENING)[:_OPENING]).casefold()
        again = set(_LONG_WORD.findall(opening)).intersection(_LONG_WORD.findall(" ".join(words)))
        if len(again) >= _SAID_AGAIN:
            return before, [line._replace(text=after)]
    return None, [line]


def _fused(paragraph: str, known: str) -> int:
    """Return where the text goes on, if `known` stands in front of it as a line of its own."""
    size = len(known)
    if paragraph[:size].casefold() != known.casefold():
        return 0
    rest = paragraph[size:]
    text = rest.lstrip(_BETWEEN)
    if not any(map(str.isalnum, text[:40])):
        return 0
    separated = ends_sentence(known) or rest.lstrip()[:1] in (".", ":", "|", "–", "—")
    enough = len(known.split()) >= _FUSED_WORDS or wide_characters(known) >= 10
    opens = text[0].isupper() or text[0] in '"“«„'
    if not ((opens and enough) or (separated and rest[0] in _BETWEEN and len(known.split()) >= 3)):
        return 0
    return len(paragraph) - len(text)
