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

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.reading.cleaning.characters import clean
from summkit.reading.encoding import decode
from summkit.reading.formats.html import parse_html
from summkit.reading.formats.registry import Records
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.formats.xml import code_of
from summkit.reading.limits import DEFAULT_LIMITS, Limits

_MARK = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
_REPLY = re.compile(
    r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|doorst|enc|res|vl|ynt|ilt|pd)\s*(?:\[\d+\])?:)+",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*\[[\w .:/-]{1,40}\]\s+(?=\S)")
_SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)
_FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}[^\n]{3,60}?-{2,}|Begin forwarded message:|_{10,})[ \t]*\n(?:[ \t>]*\n)*"
    r"(?:[ \t>]*\*?[\w ]{1,20}\*?:[^\n]*\n(?:[ \t]+[^\n]+\n)*)+",
    re.MULTILINE,
)
_ATTRIBUTION = re.compile(
    r"^(?:On|Am|Le|El|Il|Op|Em) [^\n]{5,200}?:[ \t]*\n(?=(?:[ \t]*\n)*>)", re.MULTILINE
)
_LINK = re.compile(r"<?https?://\S+|\[image:[^\]]*\]", re.IGNORECASE)
_ENOUGH = 0.7  # of the words of the HTML part: the plain part is the same text
_NEXT = re.compile(rb"^From \S+ [^\n]*\d\d:\d\d[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a mail that may be the article, and the mail that it is a part of."""

    message: Message
    within: Message

    def data(self) -> bytes:
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
    except (RecursionError, ValueError, LookupError) as error:
        raise InputError(f"cannot be taken apart as mail ({error})", source) from error
    if not message.keys():
        raise InputError("no mail: it does not begin with headers", source)
    return message


def _parts(message: Message, within: Message, depth: int = 0) -> Iterator[_Part]:
    """Yield the parts with text, attachments left out."""
    if depth > 30:
        return
    if message.get_content_maintype() == "multipart" or isinstance(message.get_payload(), list):
        payload = message.get_payload()
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
    found = [part for part in parts if part.data().strip()]
    return max(found, key=lambda part: len(part.data()), default=None)


def _read_plain(part: _Part, subject: str | None, source: str) -> Article:
    text = clean(decode(part.data(), declared=part.charset, where=source))
    if part.flowed:
        delete = str(part.message.get_param("delsp", "")).lower() == "yes"
        text = _unflowed(text, delete)
    text, dropped = _without_trappings(text)
    if subject is None:
        article = read_text(text)
    else:
        body, dek, more = read_body(text, subject)
        article = Article(body, headline=subject, dek=dek, dropped=more)
    return replace(article, dropped=(*article.dropped, *dropped))


def _without_trappings(text: str) -> tuple[str, list[Dropped]]:
    """Take out the signature, forwarded headers, and what is quoted of an earlier mail."""
    dropped: list[Dropped] = []

    def take(match: re.Match[str], rule: str) -> str:
        dropped.append(Dropped(" ".join(match[0].split()), rule))
        return "\n"

    if (end := _SIGNATURE.search(text)) and len(text) - end.end() < end.start():
        dropped.append(Dropped(" ".join(text[end.end() :].split()), "signature"))
        text = text[: end.start()]
    text = _FORWARDED.sub(lambda match: take(match, "forwarded header"), text)
    text = _ATTRIBUTION.sub(lambda match: take(match, "quoted mail"), text)
    lines = text.split("\n")
    quoted = [line for line in lines if line.startswith(">")]
    written = [line for line in lines if line.strip() and not line.startswith(">")]
    if len("".join(quoted)) > len("".join(written)):
        lines = [re.sub(r"^(?:> ?)+", "", line) for line in lines]  # all of it is forwarded
    elif quoted:
        dropped += [Dropped(line, "quoted mail") for line in quoted]
        lines = [line for line in lines if not line.startswith(">")]
    return "\n".join(lines), dropped


def _unflowed(text: str, delete: bool) -> str:
    """Join lines as RFC 3676 says: one that ends with a space goes on in the next."""
    joined: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")  # stuffed
        if goes_on:
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and delete:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _read_html(
    part: _Part, subject: str | None, source: str, limits: Limits
) -> tuple[Article | None, InputError | None]:
    try:
        article = parse_html(part.data(), source=source, declared=part.charset, limits=limits)
    except InputError as error:
        return None, error
    if subject is None:
        return article, None
    body, dek, dropped = read_body(article.body, subject, article.dek)
    body, more = _without_signature(body)
    return replace(
        article, body=body, headline=subject, dek=dek, dropped=(*article.dropped, *dropped, *more)
    ), None


def _without_signature(body: str) -> tuple[str, list[Dropped]]:
    paragraphs = body.split("\n\n")
    for place, text in enumerate(paragraphs):
        if place and re.match(r"--(?: |$)", text) and 2 * place >= len(paragraphs) - place:
            return "\n\n".join(paragraphs[:place]), [
                Dropped(each, "signature") for each in paragraphs[place:]
            ]
    return body, []


def _is_less(plain: Article, page: Article, part: _Part | None) -> bool:
    """Whether a mail's plain part holds less than its HTML part, or is full of addresses."""
    words = len(plain.body.split())
    links = len(_LINK.findall(plain.body))
    return words < _ENOUGH * len(page.body.split()) or links * 40 > words


def _subject(message: Message) -> str | None:
    subject = _folded(header(message, "Subject"))
    subject = _LIST.sub("", _REPLY.sub("", _LIST.sub("", subject)))
    return _REPLY.sub("", subject).strip() or None


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
