"""Read a page of HTML as an Article: trafilatura finds the body, summkit the headline and dek."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.markup import without_invisible
from summkit.reading.cleaning.stamps import is_byline
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.encoding import decode
from summkit.reading.formats import isolate
from summkit.reading.formats.deks import CUT, is_dek, repeats_dek, with_dek
from summkit.reading.formats.doubts import doubt
from summkit.reading.formats.embedded import EmbeddedText, open_shadow_roots
from summkit.reading.formats.inline import read_inline
from summkit.reading.formats.layout import unwrap_layout
from summkit.reading.formats.metadata import Metadata, read_metadata
from summkit.reading.formats.runs import make_paragraphs, separate_lines
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
_FEW_NULS = 100  # minimum number of bytes for each NUL byte
_CLOSING = regex(r"[.!?…。！？]*[\"'”’»)\]」』]*")  # the end of a sentence: '."'
_AFTER_DEK = " \n\t-–—:|"
# Addresses of pictures at the end of an embedded post: "https://t.co/aB3x pic.twitter.com/Qy".
_SHORT_LINK = regex(r"[ \t]*(?:https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+)")


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
        The page as it was received, not decoded.
    id, source
        The Article's id and source; error messages contain `source` too.
    language
        BCP 47 primary subtag; if None, the language that the page declares.
    declared
        Encoding from an HTTP header or the caller; see `summkit.reading.encoding.decode`.
    limits
        If `limits.seconds` is above 0, a child process reads the page and is killed when the
        time is over; if it is 0, this process reads the page.

    Returns
    -------
    Article
        The body repeats neither the headline nor the dek at its beginning. If the description
        repeats the opening sentences of the body completely, it is the dek and the sentences are
        removed from the body. If a machine truncated it, it is no dek and is listed in `dropped`.

    Raises
    ------
    InputError
        If the data is no text, exceeds a limit, takes too long, or contains no article.
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
    """Read a page as `read_html` does, but in this process and without a time limit."""
    from summkit.reading.formats.body import read_paragraphs

    if 0 < data.count(b"\0") < len(data) / _FEW_NULS:  # UTF-16 contains many more
        data = data.replace(b"\0", b"")
    markup = decode(data, declared=declared, html=True, where=source)
    check_tags(markup, limits, source)
    check_attributes(markup, limits, source)
    tree = _parse(markup, limits, source)
    open_shadow_roots(tree)
    separate_lines(tree)
    meta = read_metadata(tree)
    embedded = EmbeddedText(tree)
    # The scripts are removed only now, because `meta` was read from the JSON-LD in them.
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
        embedded,
        id=id,
        source=source,
        language=language,
    )


def _parse(markup: str, limits: Limits, source: str) -> HtmlElement:
    """Return the page's tree; raise InputError if it cannot be parsed or is nested too deeply."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree disables the parser's own limit of 256 levels; the parser silently loses all text
    # below that limit. Our own limit is checked on the finished tree.
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
    """Return the lookup that makes an HtmlElement of each element in C, not in Python as lxml's."""
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement

    return ElementDefaultClassLookup(element=HtmlElement)


@cache
def _deeper_than(depth: int) -> XPath:
    """Return the XPath that is true if a tree has more than `depth` levels."""
    from lxml.etree import XPath

    return XPath(f"boolean({'/*' * (depth + 1)})")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _article(
    meta: Metadata,
    read: Body,
    embedded: EmbeddedText,
    *,
    id: str,
    source: str,
    language: str | None,
) -> Article:
    """Make the Article of a page's metadata and body; raise InputError if there is no text."""
    meta = with_dek(meta, [line.text for line in read.paragraphs])
    text, dropped = _without_repeats(meta, read.paragraphs)
    text = _SHORT_LINK.sub("", text) if "t.co/" in text or "pic." in text else text
    text = embedded.fullest_text(text, meta)
    if meta.dek is None and is_dek(embedded.dek, meta.headline, meta.sites):
        meta = replace(meta, dek=embedded.dek)
    if not text:  # the page consists only of its standfirst
        text = "\n\n".join(d.text for d in dropped if d.rule == "repeated dek")
        dropped = [d for d in dropped if d.rule != "repeated dek"]
    # `read_body` does not get the dek, because the code below handles an opening equal to the dek.
    body, found_dek, furniture = read_body(text, meta.headline)
    dropped += furniture
    if meta.dek and found_dek:
        dropped.append(Dropped(found_dek, "another dek"))
    body, bios = _without_bios(body, meta.authors)
    dropped += bios
    if not meta.free:
        body, rest = _without_truncated_end(body)
        dropped += rest
    if not body.strip():
        raise InputError(embedded.absence_message(meta), source)
    dek = meta.dek or found_dek
    if dek and (end := opening(body, dek)):
        if CUT.search(dek) or not _is_whole(body, end):
            # A machine copied the description from the opening, so it is not an editor's dek.
            dropped.append(Dropped(dek, "description that repeats the opening"))
            dek = None
        else:
            # The page repeats the dek in its body. If the dek stayed there, lead-n would copy the
            # reference and score too high.
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
    """Return the text without a headline, dek or byline that the page repeats above it."""
    titles = {key(title) for title in meta.titles} - {""}
    dek = meta.dek or ""
    standfirst = key(meta.standfirst.text) if meta.standfirst else None
    lines: list[str] = []
    dropped: list[Dropped] = []
    for line in paragraphs:
        rule = None
        if len(lines) < _HEAD_LINES:
            words = key(line.text)
            if words in titles and (
                _shares_words(words, meta) or not (lines or ends_sentence(line.text))
            ):
                rule = "repeated headline"
            elif _is_signed_title(line.text, meta.titles):
                rule = "byline"
            elif (line.standfirst or words == standfirst) and (
                words == key(dek) or (words and repeats_dek(line.text, dek))
            ):
                rule = "repeated dek"
            elif words in meta.authors and not any(map(ends_sentence, lines)):
                rule = "byline"
        if rule:
            dropped.append(Dropped(line.text, rule))
        else:
            lines.append(line.text)
    return "\n\n".join(lines), dropped


def _is_signed_title(line: str, titles: Iterable[str]) -> bool:
    """Return whether a line is one of the page's titles followed by a byline."""
    if len(line) > _LONGEST_BIO:
        return False
    ends = [len(title) for title in titles if title and line.startswith(title)]
    return any(is_byline(line[end:].strip(" |-–—")) for end in ends)


def _without_bios(body: str, authors: AbstractSet[str]) -> tuple[str, list[Dropped]]:
    """Return a body without final lines about its author, which begin with the author's name."""
    lines = body.split("\n\n")
    dropped: list[Dropped] = []
    while len(lines) > _HEAD_LINES and len(lines[-1]) <= _LONGEST_BIO:
        words = key(lines[-1])
        if not any(" " in name and f"{words} ".startswith(f"{name} ") for name in authors):
            break
        dropped.append(Dropped(lines.pop(), "below the story"))
    return "\n\n".join(lines), dropped


def _shares_words(words: str, meta: Metadata) -> bool:
    """Return whether at least half of the words of a line and the headline are the same.

    The page's titles may include the headings of other texts, and such a heading may be a subhead
    of this text.
    """
    line, headline = set(words.split()), set(key(meta.headline).split())
    return 2 * len(line & headline) >= min(len(line), len(headline)) > 0


def _without_truncated_end(body: str) -> tuple[str, list[Dropped]]:
    """Return a body that a paywall truncated up to its last complete sentence."""
    head, _, last = body.rpartition("\n\n")
    cut = CUT.search(last)
    if not head or cut is None:
        return body, []
    whole = whole_sentences(f"{last[: cut.start()]} [...]")
    if whole is None:
        return body, []
    lines = [line for line in (head, whole.whole) if line]
    return "\n\n".join(lines), [Dropped(whole.rest or last, "cut off")]


def _is_whole(body: str, end: int) -> bool:
    """Return whether an opening consists of complete sentences and is at most half of the body."""
    if len(body) < 2 * end:
        return False
    return body[end : end + 1] == "\n" or ends_sentence(body[:end])


def opening(body: str, dek: str) -> int:
    """Return the end of a body's opening that repeats the dek's words; 0 if it does not.

    A truncated dek ("…") is compared without its last word, which may be incomplete.
    """
    cut = CUT.search(dek)
    said = key(dek[: cut.start()] if cut else dek).split()
    if cut:
        said = said[:-1]  # the truncation may have split the last word
    if len(said) < 3:
        return 0
    end = 0
    words = WORD.finditer(body, 0, 4 * len(dek) + 200)
    for word in said:
        match = next(words, None)
        if match is None or match.group().lower() != word:
            return 0
        end = match.end()
    # The full stop and the closing quotation mark belong to the sentence.
    return end + len(_CLOSING.match(body, end)[0])  # type: ignore[index]  # always matches
