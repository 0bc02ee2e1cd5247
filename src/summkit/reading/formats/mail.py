"""Mail, mailboxes, and pages that a browser saved as one MHTML file, which is mail -> articles.

The standard library's `email` takes both apart; its old policy is used, since the new one raises
on headers that are wrong, and mail has many.
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
    without_prefixes,
    without_signature,
    without_trappings,
)
from summkit.reading.formats.registry import Records
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.formats.written import plain_of
from summkit.reading.formats.xml import code_of
from summkit.reading.limits import DEFAULT_LIMITS, Limits

_MARK = regex(rb"^(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
_LINK = regex(r"<?https?://\S+|\[image:[^\]]*\]", re.IGNORECASE)
# Gmail, Thunderbird and Outlook mark signatures; what follows is below them.
_ASIDE = regex(
    r"<(div|pre|span)\b[^<>]*\bclass=[\"']?[^\"'<>]*(?:gmail_signature|moz-signature)\b[^<>]*>.*?</\1>",
    re.IGNORECASE | re.DOTALL,
)
_LAID_OUT = regex(r"<(?:table|article|main|header|section)\b", re.IGNORECASE)
_SCRAP = 0.3  # of its words: what was taken for the story is none
_ENOUGH = 0.7  # of the words of the HTML part: the plain part is the same text
_NEXT = regex(rb"^From \S+ [^\n]*\d\d:\d\d[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a mail that may be the article, and the mail that it is a part of."""

    message: Message
    within: Message

    def data(self) -> bytes:
        try:
            payload = self.message.get_payload(decode=True)
        except (ValueError, LookupError):  # a charset that is no name of one
            self.message.del_param("charset")
            payload = self.message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    @property
    def charset(self) -> str | None:
        charset = self.message.get_content_charset()
        return charset if isinstance(charset, str) else None

    @property
    def flowed(self) -> bool:
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

    Its subject, without "Fwd:" and its like, is the headline. Its plain part is the text,
    unless the HTML part holds clearly more. Attachments are not read; a mail that is
    forwarded as one is, where it holds the text.

    Raises
    ------
    InputError
        If it is no mail, or has no part with text.
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
    if page is not None and (read is None or _is_less(read, page, plain)):
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
    """Read a page that a browser saved as one file.

    Raises
    ------
    InputError
        If it has no HTML part, or that holds no article.
    """
    message = _message(data, source)
    address = header(message, "Snapshot-Content-Location") or header(message, "Content-Location")
    start = str(message.get_param("start", "") or "").strip()
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError("a saved page (MHTML) without an HTML part", source)

    def first(part: Message) -> bool:
        known = (header(part, "Content-ID"), header(part, "Content-Location"))
        return (known[0] == start and bool(start)) or (known[1] == address and bool(address))

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
    """Read a mailbox: one record a mail.

    Raises
    ------
    InputError
        If it holds no mail.
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
        raise InputError("the mailbox holds no mail", where)
    return Records(f"mailbox, {len(rows):,} mail{'s' if len(rows) > 1 else ''}", rows)


def _message(data: bytes, source: str) -> Message:
    data = data[_MARK.match(data).end() :]  # type: ignore[union-attr]  # matches nothing too
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
    """Yield the parts with text, attachments left out."""
    if depth > 30:
        return
    if message.get_content_maintype() == "multipart" or message.is_multipart():
        # A text in place of parts is not asked for: its charset may be no name of one.
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
    """Return the part with most bytes, the first of equals; a list's footer is a part, too."""
    filled = [part for part in parts if part.data().strip()]
    return max(filled, key=lambda part: len(part.data()), default=None)


def _read_plain(part: _Part, subject: str | None, source: str) -> Article:
    text = clean(decode(part.data(), declared=part.charset, where=source))
    if part.flowed:
        delete = str(part.message.get_param("delsp", "")).lower() == "yes"
        text = unflowed(text, delete)
    if holds_html(text):
        text = field_text(text)  # a program that sends its HTML as plain text
    text, dropped = without_trappings(unwrapped(text))
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
    markup = _ASIDE.sub("", decode(part.data(), declared=part.charset, html=True, where=source))
    fault, article = None, Article("")
    whole = field_text(markup)
    if _LAID_OUT.search(markup):  # a newsletter: its story stands among much else
        try:
            article = parse_html(markup.encode(), source=source, declared="utf-8", limits=limits)
        except InputError as error:
            fault = error
    if len(article.body.split()) <= _SCRAP * len(whole.split()):
        text, dropped = without_trappings(whole)
        article = Article(text, dropped=tuple(dropped))
    if not article.body.strip():
        return None, fault
    headline = subject or article.headline
    body, dek, more = read_body(article.body, headline, article.dek)
    body, signature = without_signature(body)
    everything = (*article.dropped, *more, *signature)
    return replace(article, body=body, headline=headline, dek=dek, dropped=everything), None


def _is_less(plain: Article, page: Article, part: _Part | None) -> bool:
    """Whether a mail's plain part holds less than its HTML part, or is full of addresses."""
    words = len(plain.body.split())
    links = len(_LINK.findall(plain.body))
    return words < _ENOUGH * len(page.body.split()) or links * 40 > words


def _subject(message: Message) -> str | None:
    return without_prefixes(_folded(header(message, "Subject"))) or None


def _folded(text: str | None) -> str:
    return " ".join(clean(text or "").split())


def header(message: Message, name: str) -> str | None:
    """Return a header's text, encoded words and raw bytes decoded."""
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
