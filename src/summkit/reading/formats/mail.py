"""Read mail, mailboxes, and pages that a browser saved as one MHTML file, which is a mail.

The standard library's `email` parses both. Its old policy is used, because the new policy raises an
error for each malformed header, and mail contains many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from itertools import pairwise
from typing import Any

from summkit.article import Article
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.encoding import decode
from summkit.reading.formats.fragment import field_text, holds_html
from summkit.reading.formats.html import parse_html
from summkit.reading.formats.mail_text import (
    unflowed,
    unwrapped,
    without_politeness,
    without_prefixes,
    without_signature,
    without_surroundings,
)
from summkit.reading.formats.registry import Records
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.formats.unmarked import plain_of
from summkit.reading.formats.xml import code_of
from summkit.reading.limits import DEFAULT_LIMITS, Limits

# A byte order mark, and the "From ann@example.org Mon Nov 30" line of a mailbox.
_MARK = regex(rb"^(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
_LINK = regex(r"<?https?://\S+|\[image:[^\]]*\]", re.IGNORECASE)  # "<https://...", "[image: Logo]"
# Signatures as Gmail and Thunderbird mark them: '<div class="gmail_signature">...</div>'.
_ASIDE = regex(
    r"<(div|pre|span)\b[^<>]*\bclass=[\"']?[^\"'<>]*(?:gmail_signature|moz-signature)\b[^<>]*>.*?</\1>",
    re.IGNORECASE | re.DOTALL,
)
_LAID_OUT = regex(r"<(?:table|article|main|header|section)\b", re.IGNORECASE)  # "<table"
_SCRAP = 0.3  # minimum share of the mail's words; a shorter extracted text is not the story
_ENOUGH = 0.7  # share of the HTML part's words; a plain part with as many is the same text
# The line before each mail in a mailbox: "From ann@example.org Mon Nov 30 10:15:00 2026".
_NEXT = regex(rb"^From \S+ [^\n]*\d\d:\d\d[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a mail that may be the article, and the mail that contains the part."""

    message: Message
    within: Message

    def data(self) -> bytes:
        """Return the decoded bytes of the part."""
        try:
            payload = self.message.get_payload(decode=True)
        except (ValueError, LookupError):  # the charset does not exist
            self.message.del_param("charset")
            payload = self.message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    @property
    def charset(self) -> str | None:
        """Return the encoding that the part declares."""
        charset = self.message.get_content_charset()
        return charset if isinstance(charset, str) else None

    @property
    def flowed(self) -> bool:
        """Return whether the part's lines are "flowed" by RFC 3676."""
        return str(self.message.get_param("format", "")).lower() == "flowed"


def read_mail(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read one mail.

    The subject, without "Fwd:" and similar prefixes, is the headline. The plain part is the text,
    unless the HTML part contains clearly more text. Attachments are not read, except for a
    forwarded mail that contains the text.

    Raises
    ------
    InputError
        If the data is no mail, or has no part with text.
    """
    message = _message(data, source)
    parts = list(_parts(message, message))
    plain = _longest(part for part in parts if part.message.get_content_type() == "text/plain")
    html = _longest(part for part in parts if part.message.get_content_type() == "text/html")
    if plain is None and html is None:
        raise InputError("the mail has no part with text", source)
    within = (plain or html).within  # type: ignore[union-attr]
    subject = _subject(within)
    read = _read_plain(plain, subject, source) if plain else None
    page, fault = _read_html(html, subject, source, limits) if html else (None, None)
    article, kind = read, "mail"
    if page is not None and (read is None or _is_shorter(read, page, plain)):
        article, kind = page, "mail, its HTML part"
    if article is None or not article.body.strip():
        raise fault or InputError("the mail has no text", source)
    named = header(within, "Message-ID") or header(message, "Message-ID") or ""
    code = header(within, "Content-Language") or ""
    return replace(
        article,
        id=named.strip(" <>") or id,
        language=language or code_of(code.partition(",")[0]) or article.language,
        source=source,
        read_as=kind,
    )


def read_mhtml(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read a page that a browser saved as one MHTML file.

    Raises
    ------
    InputError
        If it has no HTML part, or the part contains no article.
    """
    message = _message(data, source)
    address = header(message, "Snapshot-Content-Location") or header(message, "Content-Location")
    start = str(message.get_param("start", "") or "").strip()
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError("a saved page (MHTML) without an HTML part", source)

    def first(part: Message) -> bool:
        names = (header(part, "Content-ID"), header(part, "Content-Location"))
        return (names[0] == start and bool(start)) or (names[1] == address and bool(address))

    page = _Part(next(filter(first, pages), pages[0]), message)
    article = parse_html(
        page.data(), id=id, source=source, language=language, declared=page.charset, limits=limits
    )
    headline = article.headline or _folded(header(message, "Subject")) or None
    return replace(article, headline=headline, read_as="page saved as MHTML")


_PAGES = ("text/html", "application/xhtml+xml")


def split_mbox(
    data: bytes, *, where: str = "", declared: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Records:
    """Read a mailbox as one record per mail.

    Raises
    ------
    InputError
        If it contains no mail.
    """
    starts = [match.start() for match in _NEXT.finditer(data)]
    starts = [each for each in starts if each == 0 or data[each - 2 : each] in (b"\n\n", b"\r\n")]
    rows: list[dict[str, Any] | str] = []
    for start, end in pairwise([*starts, len(data)]):
        mail = data[start:end].replace(b"\n>From ", b"\nFrom ")
        try:
            article = read_mail(mail, source=where, limits=limits)
        except InputError as error:
            rows.append(error.reason)
            continue
        row = {
            "id": article.id,
            "title": article.headline,
            "description": article.dek,
            "content": article.body.split("\n\n"),
            "language": article.language,
        }
        rows.append({name: value for name, value in row.items() if value})
    if not rows:
        raise InputError("the mailbox contains no mail", where)
    return Records(f"mailbox, {len(rows):,} mail{'s' if len(rows) > 1 else ''}", rows)


def _message(data: bytes, source: str) -> Message:
    """Parse a mail; raise InputError if the data is no mail."""
    data = data[_MARK.match(data).end() :]  # type: ignore[union-attr]  # always matches
    if not data.strip():
        raise InputError("empty: there is nothing to read", source)
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise InputError("its parts are nested too deeply to be read as mail", source) from error
    except (ValueError, LookupError) as error:
        raise InputError(f"cannot be read as mail ({error})", source) from error
    if not message.keys():
        raise InputError("not a mail: it does not begin with headers", source)
    return message


def _parts(message: Message, within: Message, depth: int = 0) -> Iterator[_Part]:
    """Yield the parts that contain text, without attachments."""
    if depth > 30:
        return
    if message.get_content_maintype() == "multipart" or message.is_multipart():
        # A multipart without parts is not decoded, since its charset may not exist.
        payload = message.get_payload() if message.is_multipart() else ()
        nested = message.get_content_type() == "message/rfc822"
        for part in payload if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, part if nested else within, depth + 1)
        return
    if message.get_content_disposition() == "attachment" or message.get_filename():
        return
    if message.get_content_type() in ("text/plain", "text/html"):
        yield _Part(message, within)


def _longest(parts: Iterator[_Part]) -> _Part | None:
    """Return the part with the most bytes, or the first of equal parts.

    Short parts may be the footer of a mailing list.
    """
    filled = [part for part in parts if part.data().strip()]
    return max(filled, key=lambda part: len(part.data()), default=None)


def _read_plain(part: _Part, subject: str | None, source: str) -> Article:
    """Return the article of a mail's plain part."""
    text = clean(decode(part.data(), declared=part.charset, where=source))
    if part.flowed:
        delete = str(part.message.get_param("delsp", "")).lower() == "yes"
        text = unflowed(text, delete)
    if holds_html(text):
        text = field_text(text)  # some programs send HTML as plain text
    text, dropped = without_surroundings(unwrapped(text))
    text, marks = plain_of(text)
    dropped += marks
    if subject is None:
        article = read_text(text)
    else:
        body, dek, more = read_body(text, subject)
        article = Article(body, headline=subject, dek=dek, dropped=more)
    return replace(article, dropped=(*article.dropped, *dropped))


def _read_html(
    part: _Part, subject: str | None, source: str, limits: Limits
) -> tuple[Article | None, InputError | None]:
    """Return the article of a mail's HTML part, or None and the reader's error."""
    markup = _ASIDE.sub("", decode(part.data(), declared=part.charset, html=True, where=source))
    fault, article = None, Article("")
    whole = field_text(markup)
    if _LAID_OUT.search(markup):  # in a newsletter, the story is one of many boxes
        try:
            article = parse_html(markup.encode(), source=source, declared="utf-8", limits=limits)
        except InputError as error:
            fault = error
    if len(article.body.split()) <= _SCRAP * len(whole.split()):
        text, dropped = without_surroundings(whole)
        article = Article(text, dropped=tuple(dropped))
    if not article.body.strip():
        return None, fault
    headline = subject or article.headline
    body, dek, more = read_body(article.body, headline, article.dek)
    body, signature = without_signature(body)
    body, polite = without_politeness(body)
    everything = (*article.dropped, *more, *signature, *polite)
    return replace(article, body=body, headline=headline, dek=dek, dropped=everything), None


def _is_shorter(plain: Article, page: Article, part: _Part | None) -> bool:
    """Return whether a mail's plain part is shorter than its HTML part, or mostly addresses."""
    words = len(plain.body.split())
    links = len(_LINK.findall(plain.body))
    return words < _ENOUGH * len(page.body.split()) or links * 40 > words


def _subject(message: Message) -> str | None:
    return without_prefixes(_folded(header(message, "Subject"))) or None


def _folded(text: str | None) -> str:
    return " ".join(clean(text or "").split())


def header(message: Message, name: str) -> str | None:
    """Return a header's text, with encoded words and raw bytes decoded."""
    value = message.get(name)
    if value is None:
        return None
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return str(value)
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            piece = piece.encode("utf-8", "surrogateescape")
        try:
            text += decode(piece, declared=charset if charset != "unknown-8bit" else None)
        except InputError:
            text += piece.decode("latin-1")
    return text
