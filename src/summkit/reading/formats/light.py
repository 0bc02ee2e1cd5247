"""Remove light markup other than Markdown: BBCode, wikitext, Org, reStructuredText, AsciiDoc."""

from __future__ import annotations

import re

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.formats.markdown import is_markdown

# BBCode tags: "[b]", "[/quote]", "[url=https://...]".
_BB = regex(
    r"\[(/?)(b|i|u|s|url|img|quote|code|size|color|colour|center|left|right|font|list|li|h[1-6]|youtube"
    r"|media|email|spoiler|video|attach|indent|justify|\*)(?:=[^\]\n]{0,300})?\]",
    re.IGNORECASE,
)
# BBCode whose content is no text: "[img]https://.../a.png[/img]".
_BB_GONE = regex(
    r"\[(img|youtube|media|video|attach)(?:=[^\]\n]{0,300})?\][^\[\]\n]{0,400}\[/\1\]",
    re.IGNORECASE,
)
# Footnotes, templates, tables, files and categories of wikitext: "{{Infobox}}", "[[File:A.jpg]]".
_WIKI_GONE = regex(
    r"<ref\b[^<>\n]{0,200}/>|<ref\b[^<>\n]{0,200}>.{0,800}?</ref>|\{\{[^{}]{0,1500}\}\}|\{\|.{0,8000}?\n\|\}"
    r"|\[\[(?:File|Image|Category|Datei|Bild|Kategorie|Fichier|Catégorie|Archivo|Categoría"
    r"|Immagine|Categoria|Bestand|Categorie|Файл|Категория|ファイル|Plik|Kategoria)\s?:"
    r"(?:[^\[\]]|\[\[[^\[\]]{0,200}\]\]){0,800}\]\]",
    re.IGNORECASE | re.DOTALL,
)
# Marks that only wikitext (or Org) has: "[[Port of Hull|the port]]", "'''Hull'''".
_WIKI = regex(
    r"\[\[[^\[\]|\n]{1,300}\|[^\[\]\n]{1,300}\]\]|'{3}\w|\{\{\w[^{}\n]{0,300}\}\}"
    r"|\[\[[^\[\]\n]{1,300}\]\[[^\[\]\n]{1,300}\]\]|\[\[(?:Category|Kategorie|Categor[ií]a|Catégorie):"
)
_WIKI_LINK = regex(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")  # "[[page|text]]"
_WIKI_OUT = regex(r"\[https?://[^\s\[\]]{1,500}\s+([^\[\]\n]{1,300})\]")  # "[https://... text]"
_WIKI_SIGNS = regex(r"'{2,5}|__[A-Z]{3,20}__")  # "''", "__NOTOC__"
_WIKI_HEADING = regex(r"^(={1,6})\s*(.{1,200}?)\s*\1[ \t]*$", re.MULTILINE)  # "== History =="
_WIKI_ITEM = regex(r"^[*#:;]{1,4} *(?=\S)", re.MULTILINE)  # "** "
_OBSIDIAN = regex(r"\[\[(?!\w+:)[^\[\]\n]{1,300}\]\]|%%")  # "[[Port|the port]]", "%%"
_EMBED = regex(r"!\[\[[^\[\]\n]{1,300}\]\]")  # "![[oven.png|300]]"
_COMMENT = regex(r"%%[^%]{0,2000}%%")  # "%% a note %%"
_ORG_FIELD = regex(r"^#\+(\w{2,20}):[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)  # "#+TITLE: Fire"
_ORG_LINK = regex(r"\[\[[^\[\]]{1,300}\]\[([^\[\]]{1,300})\]\]")  # "[[https://...][text]]"
_ORG_HEADING = regex(r"^\*{1,6} +", re.MULTILINE)  # "** "
# Emphasis in one pair of signs: "*bold*", "_italic_", "/italic/".
_STRESS = regex(r"(?<![\w*/_])([*_/])(?=[^\s*_/])([^*_/\n]{1,200}?)(?<=[^\s*_/])\1(?![\w*/_])")
_RST_FIELD = regex(r"^:[A-Za-z][\w -]{1,24}:[ \t].*$", re.MULTILINE)  # ":Author: Ann Smith"
_RST_LINK = regex(r"`([^`<>\n]{1,300}?)\s*<[^<>`\n]{1,500}>`__?")  # "`text <https://...>`_"
_RST_DIRECTIVE = regex(r"^\.\. [^\n]*(?:\n[ \t]+[^\n]*)*", re.MULTILINE)  # ".. image:: a.png"
# A title between or above lines of signs: "=====\nFire in port\n=====".
_RST_TITLE = regex(
    r"\s*(?:([=\-~^\"#*+])\1{3,}[ \t]*\n[ \t]*(\S[^\n]{1,250})\n\1{4,}[ \t]*\n"
    r"|(\S[^\n]{1,250})\n([=\-~^\"#*+])\4{3,}[ \t]*\n)"
)
_RST_UNDERLINE = regex(r"^(\S[^\n]{0,200})\n([=\-~^\"#*+'])\2{3,}[ \t]*$", re.MULTILINE)
_RST_ITEM = regex(r"^ {0,4}(?:[*+-]|\d{1,2}\.|#\.) +(?=\S)", re.MULTILINE)  # "* ", "#. "
_RST_NOTE = regex(r"[ ]?\[(?:#?[\w-]{1,20}|\*)\]_(?!\w)")  # "[1]_", "[#name]_"
_RST_ROLE = regex(r":[a-z]{2,12}:`([^`<>\n]{1,300})`")  # ":ref:`text`"
_ADOC_HEAD = regex(r"= (\S[^\n]{1,250})\n((?:(?![\n=])[^\n]+\n)*)")  # "= Title", author and date
_ADOC_LINK = regex(  # "https://...[text]"
    r"(?:link:|https?://)[^\s\[\]]{1,500}\[([^\[\]\n]{1,300})\]"
)
# A sidebar, comment, table or listing: "****" ... "****".
_ADOC_BLOCK = regex(
    r"^(\*{4,}|/{4,}|-{4,}|\.{4,}|\|={3,})[ \t]*\n(?:(?!\1[ \t]*$)[^\n]*\n){0,200}?\1[ \t]*$",
    re.MULTILINE,
)
# Attributes, macros and rules: "[.lead]", ":toc:", "image::a.png[]", "____", "// note".
_ADOC_LINE = regex(
    r"^(?:\[[^\[\]\n]{0,200}\]|:[\w-]{1,40}!?:[^\n]*"
    r"|[a-z]{3,12}::[^\s\[\]]{0,300}\[[^\]\n]{0,300}\]"
    r"|'{3,}|_{4,}|={4,}|\+|//[^\n]*)[ \t]*$",
    re.MULTILINE,
)
# "image:a.png[]" within a line
_ADOC_IMAGE = regex(r"\b(?:image|icon|kbd|footnote):[^\s\[\]]{0,300}\[[^\]\n]{0,300}\]")
_ADOC_HEADING = regex(r"^={2,6} +", re.MULTILINE)  # "== "

# Bold and italic text in chats and in the plain part of mail: "*bold*", "_italic_". "*NUMBER*" is a
# masked figure and no emphasis.
_CHAT_BOLD = regex(r"(?<![\w*\\])\*(?=\w)(?![A-Z]+\*)([^*\n]{1,120}?)(?<=[\w.,:!?])\*(?![\w*])")
_CHAT_ITALIC = regex(r"(?<![\w_\\/])_(?=\w)([^_\n]{1,120}?)(?<=[\w.,:!?])_(?![\w_/])")
_TEXTILE = regex(r"h[1-6]\. (\S[^\n]{1,250})\n")  # "h1. Title"
# The start of a Textile block or item: "bq. ", "p(intro). ", "* ".
_TEXTILE_BLOCK = regex(r"^(?:h[1-6]|bq|p)(?:\([^()\n]{1,40}\))?\. +|^[*#]{1,3} +", re.MULTILINE)
# A Textile link: '"text":https://...'.
_TEXTILE_LINK = regex(r"\"([^\"\n]{1,300})\":(?:https?://|/)[^\s<>]{1,400}[^\s<>.,;:!?)]")

_RULE = "markup"


def strip_light(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return (plain text, the text's title or None, dropped parts); other texts are unchanged."""
    bracket = "[" in text
    if (bracket and "[[" in text) or "%%" in text:
        text, notes = _obsidian(text)
        if notes is not None:
            return text, None, notes
    if bracket and "[/" in text and len(_BB.findall(text[:20_000])) > 1:
        return _bbcode(text)
    if bracket and "[[" in text and _WIKI.search(text):
        return _wikitext(text)
    if text[:2] == "#+":
        return _org(text)
    if text[:2] == "= ":
        return _asciidoc(text)
    ruled = text[:4] == "====" or "\n===" in text or "\n---" in text or "\n####" in text
    if ("`" in text and "`_" in text) or (ruled and ("\n:" in text or "\n.. " in text)):
        return _rst(text)
    if text[:1] == "h" and _TEXTILE.match(text):
        return _textile(text)
    if ("*" in text or "_" in text) and not is_markdown(text):
        return _CHAT_ITALIC.sub(r"\1", _CHAT_BOLD.sub(r"\1", text)), None, []
    return text, None, []


def _without(text: str, *patterns: re.Pattern[str]) -> tuple[str, list[Dropped]]:
    """Return a text without the matches of some patterns, and the matches."""
    dropped = [
        Dropped(match[0].strip(), _RULE) for each in patterns for match in each.finditer(text)
    ]
    for each in patterns:
        text = each.sub("", text)
    return text, dropped


def _bbcode(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text of BBCode."""
    text, dropped = _without(text, _BB_GONE)
    return _BB.sub(lambda tag: "\n" if tag[2] == "*" else "", text), None, dropped


def _wikitext(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text of wikitext."""
    if _ORG_LINK.search(text):
        return _org(text)
    dropped: list[Dropped] = []
    for _ in range(3):  # a template may contain templates
        text, more = _without(text, _WIKI_GONE)
        dropped += more
        if not more:
            break
    text = _WIKI_OUT.sub(r"\1", _WIKI_LINK.sub(r"\1", text))
    text = _WIKI_ITEM.sub("\n", _WIKI_HEADING.sub(r"\n\2\n", text))
    return _WIKI_SIGNS.sub("", text), None, dropped


def _obsidian(text: str) -> tuple[str, list[Dropped] | None]:
    """Return Markdown without Obsidian's embedded files, comments and links between notes.

    The second value is None, and the text unchanged, if the text is no Markdown with such marks.
    """
    if not is_markdown(text) or not _OBSIDIAN.search(text) or _WIKI_HEADING.search(text):
        return text, None
    text, dropped = _without(text, _EMBED, _COMMENT)
    return _WIKI_LINK.sub(r"\1", text), dropped


def _org(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text and title of an Org document."""
    fields = {match[1].lower(): match[2].strip() for match in _ORG_FIELD.finditer(text)}
    title = fields.get("title") or None
    dropped = [
        Dropped(match[0].strip(), _RULE)
        for match in _ORG_FIELD.finditer(text)
        if match[1].lower() != "title"
    ]
    text = _ORG_HEADING.sub("", _ORG_LINK.sub(r"\1", _ORG_FIELD.sub("", text)))
    return _STRESS.sub(r"\2", text), title, dropped


def _textile(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text and title of a Textile document."""
    match = _TEXTILE.match(text)
    title = match[1].strip() if match else None
    text = _TEXTILE_LINK.sub(r"\1", text[match.end() if match else 0 :])
    return _STRESS.sub(r"\2", _TEXTILE_BLOCK.sub("\n", text)), title, []


def _rst(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text of reStructuredText."""
    heading = _RST_TITLE.match(text)
    signs = len(_RST_FIELD.findall(text[:2_000])) + len(_RST_DIRECTIVE.findall(text))
    if signs < (1 if heading else 2) and not _RST_LINK.search(text):
        return text, None, []
    title = (heading[2] or heading[3]).strip() if heading else None
    text, dropped = _without(text[heading.end() if heading else 0 :], _RST_FIELD, _RST_DIRECTIVE)
    text = _RST_ITEM.sub("", _RST_NOTE.sub("", text))
    text = _RST_UNDERLINE.sub(r"\n\1\n", _RST_ROLE.sub(r"\1", _RST_LINK.sub(r"\1", text)))
    return text, title, dropped


def _asciidoc(text: str) -> tuple[str, str | None, list[Dropped]]:
    """Return the text and title of an AsciiDoc document."""
    match = _ADOC_HEAD.match(text)
    if match is None:
        return text, None, []
    dropped = [Dropped(line.strip(), _RULE) for line in match[2].split("\n") if line.strip()]
    text, more = _without(text[match.end() :], _ADOC_BLOCK, _ADOC_LINE)
    dropped += more
    text = _ADOC_HEADING.sub("", _ADOC_LINK.sub(r"\1", _ADOC_IMAGE.sub("", text)))
    return _STRESS.sub(r"\2", text), match[1].strip(" ="), dropped
