"""Read articles from newspaper archives: plain text with named fields around the article."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from summkit.article import Dropped
from summkit.patterns import regex

_RULE = "record field"
# "Headline: Ferry runs aground"
_LABEL = regex(r"[ \t]*([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ /-]{1,24}?)[ \t]*:(?:[ \t]+(.*))?[ \t]*")
_HEADLINES = frozenset("headline title titre titel überschrift título titolo hed".split())
_DEKS = frozenset(
    "highlight subtitle standfirst dek subheadline deck subhead subhed bajada".split()
)
_BODIES = frozenset(
    [
        "body",
        "text",
        "full text",
        "cuerpo",
        "corps",
        "corpo",
        "tekst",
        "brödtext",
        "brødtekst",
        "article",
        "volltext",
        "texte",
        "texto",
        "testo",
        "story",
    ]
)
# A file may have several of these fields, before and after its text.
_OTHERS = frozenset(
    (
        "byline|section|length|dateline|language|url|graphic|source|copyright|edition|page"
        "|pages|author|authors|date|publication|published|issn|subject|keywords|slug|priority"
        "|category|country|location|newspaper|database|section pages|reporter|classification"
        "|load-date|publication-type|publication type|pub-type|document-type|journal-code"
        "|correction-date|word count|words|document type|byline title|publication date"
        "|publication title|accession number|document url|last updated|proquest document id"
        "|source type|language of publication|place of publication|country of publication"
        "|publication year|publication subject|embargo|version|autor|autorin|datum|quelle"
        "|ressort|seite|auteur|rubrique|fecha|fuente|sección|auteurs|bron|pagina|sectie|autore"
        "|data|fonte|seo hed|seo headline|seo title|seo dek|social hed|social headline|art|cutline"
        "|caption|photo credit|tags|keyword|desk|hed count|kicker|assets"
    ).split("|")
)
_FEWEST = 3  # fields
_LONGEST = 120  # maximum characters of a field that is no part of the article
# "3 of 12 documents"
_COUNTED = regex(r"[ \t]*(?:document )?\d+ of \d+(?: documents?| document)?[ \t]*", re.IGNORECASE)
_BODY = regex(r"[ \t]*Body[ \t]*")  # the line "Body" above the text
# Lines that end the text: "Classification", "End of Document".
_AFTER = regex(r"[ \t]*(?:Classification|End of Document|Load-Date:.*|Graphic|-{10,}|_{10,})[ \t]*")
# Factiva's fields begin with two or three capitals: "HD Ferry runs aground".
_CODE = regex(
    r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CO|IN|NS|RE|IPD|IPC|PUB|AN|CT|RF|CLM|SE)"
    r"(?:[ \t]+(.*))?"
)
_FEWEST_CODES = 5
_CODED = 400  # number of first characters in which the headline's code must occur


class Export(NamedTuple):
    """An article without its fields; `headline` and `dek` are None if no field gives them."""

    text: str
    headline: str | None = None
    dek: str | None = None
    dropped: tuple[Dropped, ...] = ()


def without_fields(text: str) -> Export:
    """Return a cleaned text without the fields of the archive that it comes from."""
    if text.startswith(("---\n", "+++\n")):
        return Export(text)  # the fields are a front matter
    coded = "HD " in text[:_CODED]
    if not coded and text.count(":") < _FEWEST:
        return Export(text)
    lines = text.split("\n")
    if len(lines) < _FEWEST:
        return Export(text)
    return (_coded(lines) if coded else None) or _labelled(lines) or Export(text)


def _labelled(lines: list[str]) -> Export | None:
    """Return the article in a text whose fields have names in words, or None."""
    fields = {
        place: field
        for place, line in enumerate(lines)
        if (":" in line[:32] or len(line) < 40) and (field := _field(line))
    }
    others = [place for place, field in fields.items() if field[0] == "other"]
    if len(others) < _FEWEST:
        return None
    marker = next((place for place, field in fields.items() if field[0] == "body"), None)
    first = min(fields)
    begin = _run_end(lines, fields, first) if marker is None else marker + 1
    end = next((n for n in range(begin, len(lines)) if _ends(lines, n, fields)), len(lines))
    opening = fields[marker][1] if marker is not None else ""
    text = "\n".join([opening, *lines[begin:end]]).strip("\n")
    if not text.strip():
        return None
    chosen: dict[str, int] = {}
    for place, (kind, value) in fields.items():
        if kind in ("headline", "dek") and value and not begin <= place < end:
            chosen.setdefault(kind, place)
    named = {kind: fields[place][1] for kind, place in chosen.items()}
    # Above the first field, the headline is the last line; if the body has a label, the first.
    above = [n for n in range(first) if lines[n].strip() and not _COUNTED.fullmatch(lines[n])]
    bare = -1
    if "headline" not in named and above:
        bare = above[-1 if marker is None else 0]
        named["headline"] = lines[bare].strip()
    dropped = []
    for place, line in enumerate(lines):
        if begin <= place < end or place == bare or not line.strip():
            continue
        used = place in chosen.values() or (place == marker and opening)
        dropped.append(
            Dropped(line[: line.index(":") + 1].strip() if used else line.strip(), _RULE)
        )
    return Export(text, named.get("headline"), named.get("dek"), tuple(dropped))


def _field(line: str) -> tuple[str, str] | None:
    """Return the kind of a line's field ("headline", "dek", "body" or "other") and its value."""
    match = _LABEL.fullmatch(line)
    if match is None:
        return ("body", "") if _BODY.fullmatch(line) else None
    name, value = match[1].casefold(), (match[2] or "").strip()
    for kind, names in (("headline", _HEADLINES), ("dek", _DEKS), ("body", _BODIES)):
        if name in names:
            return kind, value
    return ("other", value) if name in _OTHERS and len(value) <= _LONGEST else None


def _run_end(lines: list[str], fields: Container[int], first: int) -> int:
    """Return the place of the first non-blank line after the fields that begin at `first`."""
    place = first
    while place < len(lines) and (place in fields or not lines[place].strip()):
        place += 1
    return place


def _ends(lines: list[str], place: int, fields: dict[int, tuple[str, str]]) -> bool:
    """Return whether the text ends at `place`: if at least half of the lines below are fields."""
    if _AFTER.fullmatch(lines[place]):
        return True
    if place not in fields or fields[place][0] != "other":
        return False
    below = [n for n in range(place, len(lines)) if lines[n].strip()]
    named = sum(n in fields or _AFTER.fullmatch(lines[n]) is not None for n in below)
    return 2 * named >= len(below)


def _coded(lines: list[str]) -> Export | None:
    """Return the article in Factiva's fields, or None."""
    fields: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _CODE.fullmatch(line.strip())
        if match:
            fields.append((match[1], [match[2] or ""]))
        elif fields:
            fields[-1][1].append(line)
        elif line.strip():
            return None
    names = [name for name, _ in fields]
    if len(names) < _FEWEST_CODES or "HD" not in names or not {"LP", "TD"} & set(names):
        return None
    headline, body, dropped = "", [], []
    for name, rest in fields:
        if name == "HD" and not headline:
            headline = " ".join(part.strip() for part in rest).strip()
            dropped.append(Dropped(name, _RULE))
        elif name in ("LP", "TD"):
            body.append("\n".join(rest).strip("\n"))
            dropped.append(Dropped(name, _RULE))
        else:
            dropped.append(Dropped(" ".join([name, *map(str.strip, rest)]).strip(), _RULE))
    text = "\n\n".join(part for part in body if part.strip())
    return Export(text, headline or None, None, tuple(dropped)) if text else None
