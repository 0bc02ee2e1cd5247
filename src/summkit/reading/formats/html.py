"""HTML -> Article: trafilatura for the body, our own reading of headline and dek, guarded."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.markup import without_invisible
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.encoding import decode
from summkit.reading.formats import isolate
from summkit.reading.formats.deks import is_dek, with_dek
from summkit.reading.formats.doubts import doubt
from summkit.reading.formats.embedded import Elsewhere, open_shadow_roots
from summkit.reading.formats.inline import read_inline
from summkit.reading.formats.layout import unwrap_layout
from summkit.reading.formats.metadata import Metadata, read_metadata
from summkit.reading.formats.runs import make_paragraphs
from summkit.reading.formats.suffixes import WORD, key
from summkit.reading.formats.text import read_body
from summkit.reading.formats.tidy import tidy
from summkit.reading.formats.truncation import whole_sentences
from summkit.reading.limits import DEFAULT_LIMITS, Limits, check_attributes, check_tags

if TYPE_CHECKING:
    from lxml.etree import ElementDefaultClassLookup, XPath
    from lxml.html import HtmlElement

    from summkit.reading.formats.body import Body
    from summkit.reading.formats.repair import Paragraph

_HEAD_LINES = 4
_LONGEST_BIO = 400  # characters
_FEW_NULS = 100
_CLOSING = regex(r"[.!?…。！？]*[\"'”’»)\]」』]*")
_AFTER_DEK = " \n\t-–—:|"
# Addresses of pictures in posts, which their text has at its end.
_SHORT_LINK = regex(r"[ \t]*(?:https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+)")
_CUT = regex(r"\s*(?:\.{2,}|…|\[…\]|\[\.\.\.\])\s*$")


def read_html(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read one page.

    Parameters
    ----------
    data
        The page as it came, undecoded.
    id, source
        For the Article; `source` is also what errors name.
    language
        BCP 47 primary subtag; where None, what the page says of itself.
    declared
        Encoding from an HTTP header or the caller; see `summkit.reading.encoding.decode`.
    limits
        With `limits.seconds` above 0 the page is read in a child process that is killed when
        its time is up; with 0, here.

    Returns
    -------
    Article
        Its body begins neither with its headline nor with its dek. A description that is the
        body's opening in whole sentences is the dek and leaves the body; one cut off it by a
        machine is no dek, and is listed in `dropped`.

    Raises
    ------
    InputError
        Not text, over a limit, out of time, or without an article in it.
    """
    return isolate.read_article(
        "html", data, id=id, source=source, language=language, declared=declared, limits=limits
    )


def parse_html(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Do `read_html`'s work in this process, with no time limit."""
    from summkit.reading.formats.body import read_paragraphs

    if 0 < data.count(b"\0") < len(data) / _FEW_NULS:  # UTF-16 has many more
        data = data.replace(b"\0", b"")
    markup = decode(data, declared=declared, html=True, where=source)
    check_tags(markup, limits, source)
    check_attributes(markup, limits, source)
    tree = _parse(markup, limits, source)
    open_shadow_roots(tree)
    meta = read_metadata(tree)
    elsewhere = Elsewhere(tree)
    # Only now: JSON-LD stands in scripts.
    hidden = [*tidy(tree), *read_inline(tree, language or meta.language)]
    unwrap_layout(tree)
    make_paragraphs(tree)
    evidence = " ".join((meta.headline or "", *meta.deks[:1]))
    try:
        read = read_paragraphs(tree, evidence)
    except (RecursionError, MemoryError) as error:
        raise InputError(
            f"too deeply nested to be read as a page ({type(error).__name__})", source
        ) from error
    return _article(
        meta,
        read._replace(dropped=[*hidden, *read.dropped]),
        elsewhere,
        id=id,
        source=source,
        language=language,
    )


def _parse(markup: str, limits: Limits, source: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree lifts the parser's own limit of 256 levels, beyond which it silently drops all
    # that follows. Our limit is checked on what it built.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_plain_elements())
    data = without_invisible(markup)
    try:
        tree = document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"cannot be parsed as HTML ({_one_line(error)})", source) from error
    if _deeper_than(limits.max_depth)(tree):
        raise InputError(
            f"tags nested more than {limits.max_depth} deep, so this is not read as an article",
            source,
        )
    return tree


@cache
def _plain_elements() -> ElementDefaultClassLookup:
    """Return what makes an HtmlElement of every element, in C; lxml's own asks Python each time."""
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement

    return ElementDefaultClassLookup(element=HtmlElement)


@cache
def _deeper_than(depth: int) -> XPath:
    from lxml.etree import XPath

    return XPath(f"boolean({'/*' * (depth + 1)})")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _article(
    meta: Metadata,
    read: Body,
    elsewhere: Elsewhere,
    *,
    id: str,
    source: str,
    language: str | None,
) -> Article:
    meta = with_dek(meta, [line.text for line in read.paragraphs])
    text, dropped = _without_repeats(meta, read.paragraphs)
    text = _SHORT_LINK.sub("", text) if "t.co/" in text or "pic." in text else text
    text = elsewhere.fuller(text, meta)
    if meta.dek is None and is_dek(elsewhere.dek, meta.headline, meta.sites):
        meta = replace(meta, dek=elsewhere.dek)
    if not text:  # a page of its standfirst alone is that
        text = "\n\n".join(d.text for d in dropped if d.rule == "repeated dek")
        dropped = [d for d in dropped if d.rule != "repeated dek"]
    # The dek is not handed over: where it opens the body it is the body's, see below.
    body, found_dek, furniture = read_body(text, meta.headline)
    dropped += furniture
    body, bios = _without_bios(body, meta.authors)
    dropped += bios
    if not meta.free:
        body, rest = _whole(body)
        dropped += rest
    if not body.strip():
        raise InputError(elsewhere.nothing(meta), source)
    dek = meta.dek or found_dek
    if dek and (end := opening(body, dek)):
        if _CUT.search(dek) or not _is_whole(body, end):
            # A machine cut it off the body's first words: no editor wrote it.
            dropped.append(Dropped(dek, "description that repeats the opening"))
            dek = None
        else:
            # The page says it twice; as a dek it would be scored against itself by lead-n.
            dropped.append(Dropped(body[:end], "repeated dek"))
            body, _, furniture = read_body(body[end:].lstrip(_AFTER_DEK), meta.headline)
            dropped += furniture
    kind = doubt(meta.headline, meta.shown, body) or ("a list of stories" if read.is_list else "")
    return Article(
        body=body,
        id=id,
        headline=clean(meta.headline) if meta.headline else None,
        dek=clean(dek) if dek else None,
        language=language or meta.language,
        source=source,
        dropped=(*dropped, *read.dropped),
        read_as=f"{kind}: this is hardly an article" if kind else "",
    )


def _without_repeats(meta: Metadata, paragraphs: list[Paragraph]) -> tuple[str, list[Dropped]]:
    """Return the text without the headline and dek that the page repeats above it."""
    titles = {key(title) for title in meta.titles} - {""}
    deks = {key(dek) for dek in meta.deks} - {""}
    standfirst = key(meta.standfirst.text) if meta.standfirst else None
    kept: list[str] = []
    dropped: list[Dropped] = []
    for line in paragraphs:
        rule = None
        if len(kept) < _HEAD_LINES:
            words = key(line.text)
            if words in titles and (
                _rewords(words, meta) or not (kept or ends_sentence(line.text))
            ):
                rule = "repeated headline"
            elif words in deks and (line.standfirst or words == standfirst):
                rule = "repeated dek"
            elif words in meta.authors and not any(map(ends_sentence, kept)):
                rule = "byline"
        if rule:
            dropped.append(Dropped(line.text, rule))
        else:
            kept.append(line.text)
    return "\n\n".join(kept), dropped


def _without_bios(body: str, authors: AbstractSet[str]) -> tuple[str, list[Dropped]]:
    """Return a body without the last lines that tell who its author is: the name begins them."""
    lines = body.split("\n\n")
    dropped: list[Dropped] = []
    while len(lines) > _HEAD_LINES and len(lines[-1]) <= _LONGEST_BIO:
        words = key(lines[-1])
        if not any(" " in name and f"{words} ".startswith(f"{name} ") for name in authors):
            break
        dropped.append(Dropped(lines.pop(), "below the story"))
    return "\n\n".join(lines), dropped


def _rewords(words: str, meta: Metadata) -> bool:
    """Whether a line says what the headline says; else a heading of many may be the story's."""
    line, headline = set(words.split()), set(key(meta.headline).split())
    return 2 * len(line & headline) >= min(len(line), len(headline)) > 0


def _whole(body: str) -> tuple[str, list[Dropped]]:
    """Return a body that a paywall cut off with its last whole sentence at the end."""
    head, _, last = body.rpartition("\n\n")
    cut = _CUT.search(last)
    if not head or cut is None:
        return body, []
    whole = whole_sentences(f"{last[: cut.start()]} [...]")
    if whole is None:
        return body, []
    lines = [line for line in (head, whole.whole) if line]
    return "\n\n".join(lines), [Dropped(whole.rest or last, "cut off")]


def _is_whole(body: str, end: int) -> bool:
    """Whether an opening that ends at `end` is whole sentences, and most of the body is below."""
    if len(body) < 2 * end:
        return False
    return body[end : end + 1] == "\n" or ends_sentence(body[:end])


def opening(body: str, dek: str) -> int:
    """Return where in a body its opening ends that says the same as a dek; 0 if it does not.

    A dek that was cut off ("…") counts as far as it goes, less its last word.
    """
    cut = _CUT.search(dek)
    said = key(dek[: cut.start()] if cut else dek).split()
    if cut:
        said = said[:-1]  # the last word may be cut in two
    if len(said) < 3:
        return 0
    end = 0
    words = WORD.finditer(body, 0, 4 * len(dek) + 200)
    for word in said:
        match = next(words, None)
        if match is None or match.group().lower() != word:
            return 0
        end = match.end()
    # A sentence's stop and closing quote belong to it.
    return end + len(_CLOSING.match(body, end)[0])  # type: ignore[index]  # matches nothing too
