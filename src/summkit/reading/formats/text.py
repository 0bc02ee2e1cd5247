"""Read plain text as an Article. The text may be scraped and contain page furniture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summkit.article import Article, Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.anpa import without_frame
from summkit.reading.cleaning.bios import without_bios, without_numbered_notes
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.codes import without_codes
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.drafts import without_traces
from summkit.reading.cleaning.exports import without_fields
from summkit.reading.cleaning.head import find_headline, is_speaker, same_line
from summkit.reading.cleaning.labels import without_marks
from summkit.reading.cleaning.markup import unescape
from summkit.reading.cleaning.navigation import without_navigation
from summkit.reading.cleaning.sheets import without_sheets, without_speakers
from summkit.reading.cleaning.subtitles import without_cues
from summkit.reading.cleaning.wires import signed_off, without_notes, without_shout
from summkit.reading.cleaning.wrapping import Line, ends_sentence, split_paragraphs
from summkit.reading.formats.fragment import field_text, holds_html
from summkit.reading.formats.light import strip_light
from summkit.reading.formats.mail_text import forwarded
from summkit.reading.formats.markdown import front_matter, is_markdown, standfirst, strip_markdown
from summkit.reading.formats.run_in import repetition_end, split_headline
from summkit.reading.formats.text_lines import body_start, without_furniture

# A front matter between two fences: "---\ntitle: Fire in port\n---\n".
_FENCED = regex(r"(?:---|\+\+\+)[ \t]*\n(?:[^\n]*\n){1,100}?(?:---|\+\+\+)[ \t]*\n")
_ABOVE_LEDE = 3  # number of first paragraphs in which the lede and its dateline are searched


def read_text(text: str, *, id: str = "", source: str = "", language: str | None = None) -> Article:
    """Read one article from plain text or Markdown.

    Parameters
    ----------
    text
        The text of a decoded file or a pasted text, before any cleaning.
    id, source
        The Article's id and source.
    language
        The article's language, if the caller knows it; otherwise the `lang` of a front matter.
        The reading itself needs no language.

    Returns
    -------
    Article
        The article with headline and dek, if the text shows them, and the body's paragraphs.
        `dropped` contains every line that was left out, with its rule. The body is empty only
        if the text contains no visible character.
    """
    plain = _without_formats(text)
    headline, dropped = plain.headline, [*plain.dropped]
    lines, marks = without_marks(split_paragraphs(plain.text))
    dropped += marks
    if headline is None:
        headline, lines, more = find_headline(lines)
        dropped += more
    if headline is None and len(lines) == 1:
        headline, lines = split_headline(lines[0])
    if headline:
        headline, crosses = without_shout(headline)
        dropped += crosses
    body, dek, more = _body(lines, headline, plain.dek)
    dropped += [*more, *plain.notes]
    if not body:
        lines = split_paragraphs(clean(unescape(text)))
        body, headline, dek, dropped = "\n\n".join(line.text for line in lines), None, None, []
    return Article(
        body=body,
        id=id,
        headline=headline,
        dek=dek,
        language=language or plain.language,
        source=source,
        dropped=tuple(dropped),
    )


class _Plain(NamedTuple):
    """A text after the removal of its formats (markup, wire frames and so on).

    Attributes
    ----------
    text
        The lines of the article.
    headline, dek, language
        The values that a format gives, or None.
    dropped
        The parts that were removed.
    notes
        The notes to editors below the text, which `Article.dropped` lists last.
    """

    text: str
    headline: str | None
    dek: str | None
    language: str | None
    dropped: list[Dropped]
    notes: list[Dropped]


def _without_formats(text: str) -> _Plain:
    """Remove wire frames, subtitles, page numbers, markup, archive fields and navigation."""
    text, made, traces = without_traces(text)
    text, wire_headline, frame = without_frame(text)
    if (mail := forwarded(text)) is not None:
        wire_headline, text, more = mail
        frame = (*frame, *more)
    text, cues = without_cues(text)
    text, sheets = without_sheets(text)
    if holds_html(text) and not is_markdown(text):
        fenced = _FENCED.match(text)  # as HTML, the lines of a front matter would be joined
        start = fenced.end() if fenced else 0
        text = f"{text[:start]}\n{field_text(text[start:])}"
    text = clean(unescape(text))
    text, speakers = without_speakers(text)
    text, notes = without_notes(text)
    export = without_fields(text)
    text, title, signs = strip_light(export.text)
    text = without_codes(text)
    matter, rest = front_matter(text)
    dropped = [*traces, *frame, *cues, *sheets, *speakers, *export.dropped, *signs, *matter.dropped]
    headline = wire_headline or matter.headline or export.headline or title or made
    dek = matter.dek or export.dek
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
        rest, navigation = without_navigation(rest)
        dropped += navigation
    return _Plain(rest, headline, dek, matter.language, dropped, notes)


def read_body(
    text: str, headline: str | None = None, dek: str | None = None
) -> tuple[str, str | None, tuple[Dropped, ...]]:
    """Clean a body whose headline is in another place, such as a record's field or a page's title.

    Returns
    -------
    (body, dek, dropped)
        `body` is the paragraphs without a repeated headline or dek, bylines, dateline and page
        furniture. The body is empty only if `text` contains no visible character. `dek` is the
        given dek, or the dek below a repeated headline. `dropped` contains the removed parts.
    """
    lines, marks = without_marks(split_paragraphs(clean(text)))
    body, found_dek, dropped = _body(lines, headline, dek, search=False)
    if not body:
        return "\n\n".join(line.text for line in split_paragraphs(clean(text))), dek, ()
    return body, found_dek, (*marks, *dropped)


def _body(
    lines: Sequence[Line], headline: str | None, dek: str | None, *, search: bool = True
) -> tuple[str, str | None, list[Dropped]]:
    """Return (body, dek, dropped) of the lines below the headline.

    See `body_start` for `search`.
    """
    start, dek, dropped = body_start(lines, headline, dek, search)
    paragraphs = [line.text for line in lines[start:]]
    if not paragraphs:
        return "", dek, dropped
    for line, rule in ((headline, "repeated headline"), (dek, "repeated dek")):
        end = repetition_end(paragraphs[0], line) if line else 0
        if end:
            dropped.append(Dropped(paragraphs[0][:end].strip(), rule))
            paragraphs[0] = paragraphs[0][end:]
    below, furniture = without_furniture(lines, start)
    body, signed = signed_off([paragraphs[0], *below])
    for step in (without_numbered_notes, without_bios):
        body, more = step(body)
        signed += more
    # In a transcript, paragraphs begin with a speaker: "MODERATOR: Good morning."
    talk = is_speaker(body[0]) and any(map(is_speaker, body[1 : 2 * _ABOVE_LEDE]))
    for place, paragraph in enumerate([] if talk else body[:_ABOVE_LEDE]):
        whole = ends_sentence(paragraph)  # otherwise the line may be a subhead above the lede
        if whole or place == 0:
            front, rule, body[place] = split_dateline(paragraph)
            if front:
                dropped.append(Dropped(front, rule))
                break
        if whole:
            break
    return "\n\n".join(body), dek, [*dropped, *furniture, *signed]
