"""The data of the article browser on a comparison page, packed into few bytes.

Most of the data are bodies, so each body is stored once, and the sentences of a system are
stored as offsets in the body. All data are one JSON object, compressed with deflate and encoded
in base 85 (5 characters for 4 bytes; base 64 needs 5 1/3). The page decompresses it with the
browser's DecompressionStream.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summkit.article import Article
from summkit.evaluation.comparison import Comparison
from summkit.evaluation.run import Row
from summkit.report.escape import to_json

MOST_BYTES = 1_850_000
"""Maximum size of the packed data. With charts and tables the page stays under 2 MB."""

SCALE = 10_000
"""Values are stored as integers, in units of 1 / SCALE."""

# The alphabet of RFC 1924, with the characters that are special in HTML replaced.
_ALPHABET = bytes.maketrans(b"<>&", b".,:")


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The texts of an article that the browser shows in addition to the summaries.

    Attributes
    ----------
    references
        The reference texts of the values.
    language
        BCP 47 subtag, or None.
    """

    headline: str | None
    dek: str | None
    body: str
    references: tuple[str, ...] = ()
    language: str | None = None


def views_of(articles: Mapping[str, Article], against: Sequence[str]) -> dict[str, ArticleView]:
    """Return the texts to show, by article id; `against` lists the fields of the references."""
    found = {}
    for name, article in articles.items():
        texts: dict[str, list[str | None]] = {"headline": [article.headline], "dek": [article.dek]}
        texts["summary"] = [" ".join(reference) for reference in article.references]
        shown = tuple(text for field in against for text in texts[field] if text)
        found[name] = ArticleView(
            article.headline, article.dek, article.body, shown, article.language
        )
    return found


@dataclass(frozen=True, slots=True)
class Packed:
    """The packed data of a page, with `articles` of the `total` articles of the run."""

    text: str
    articles: int
    total: int


def pack(
    comparison: Comparison,
    articles: Mapping[str, ArticleView] | None,
    *,
    most_bytes: int = MOST_BYTES,
) -> Packed:
    """Pack as many articles as `most_bytes` allow.

    If not all articles fit, it packs the articles with the largest differences between a system
    and the baseline in the first column.
    """
    names = comparison.run.articles
    kept = list(names)
    ranked: list[str] | None = None
    while True:
        text = _encode(_data(comparison, articles, kept))
        if len(text) <= most_bytes or len(kept) <= 1:
            return Packed(text, len(kept), len(names))
        ranked = ranked or _by_difference(comparison, names)
        fewer = min(len(kept) - 1, int(len(kept) * most_bytes / len(text) * 0.99))
        chosen = set(ranked[: max(1, fewer)])
        kept = [name for name in names if name in chosen]


def _encode(data: Any) -> str:
    raw = to_json(data).encode()
    return base64.b85encode(zlib.compress(raw, 9)).translate(_ALPHABET).decode("ascii")


def _by_difference(comparison: Comparison, names: Sequence[str]) -> list[str]:
    found = comparison.run.by_system()
    place = comparison.run.header.place(comparison.columns[0].name)

    def largest(name: str) -> float:
        base = _value(found[comparison.baseline].get(name), place)
        others = [_value(rows.get(name), place) for rows in found.values()]
        if base is None:
            return -1.0
        return max(abs(value - base) for value in others if value is not None)

    return sorted(names, key=lambda name: -largest(name))


def _value(row: Row | None, place: int) -> float | None:
    return row.values[place] if row else None


def _data(
    comparison: Comparison, articles: Mapping[str, ArticleView] | None, names: Sequence[str]
) -> dict[str, Any]:
    header = comparison.run.header
    found = comparison.run.by_system()
    views = [(articles or {}).get(name) for name in names]
    bodies = [view.body if view else "" for view in views]
    spans, chosen, texts = [], [], []
    for name, body in zip(names, bodies, strict=True):
        rows = [found[system].get(name) for system in comparison.systems]
        places = sorted({place for row in rows if row and body for place in row.chosen})
        index = {place: number for number, place in enumerate(places)}
        spans.append(_in_units(body, places))
        chosen.append([[index[p] for p in row.chosen] if row and body else [] for row in rows])
        texts.append([_packed_text(row, body) for row in rows])
    return {
        "systems": list(comparison.systems),
        # How a value is displayed, and which direction is better.
        "columns": [
            {"head": c.head, "scale": c.scale, "decimals": c.decimals, "better": c.better or 1}
            for c in comparison.columns
        ],
        "ids": list(names),
        "headlines": [view.headline if view else None for view in views],
        "deks": [view.dek if view else None for view in views],
        "languages": [view.language if view else None for view in views],
        "references": [list(view.references) if view else [] for view in views],
        "spans": spans,
        "chosen": chosen,
        "texts": texts,
        # Indices: system, column, article.
        "values": [
            [
                [_scaled(_value(found[system].get(name), place)) for name in names]
                for place in [header.place(column.name) for column in comparison.columns]
            ]
            for system in comparison.systems
        ],
        # The bodies are last, because deflate looks back only 32 kB, and they resemble no other
        # data.
        "bodies": bodies,
    }


def _in_units(body: str, places: Sequence[tuple[int, int]]) -> list[int]:
    """Return starts and ends in UTF-16 code units, because JavaScript counts in them."""
    offsets = [offset for place in places for offset in place]
    if not body or max(body) <= "\uffff":
        return offsets
    return [offset + sum(c > "\uffff" for c in body[:offset]) for offset in offsets]


def _packed_text(row: Row | None, body: str) -> str | int:
    """Return the text, or a number if the page does not need it.

    0: the pieces at the offsets, joined by spaces; 1: these pieces, joined directly; -1: no text.
    """
    if row is None:
        return -1
    pieces = [" ".join(body[start:end].split()) for start, end in row.chosen]
    if body and row.chosen and row.text == " ".join(pieces):
        return 0
    if body and row.chosen and row.text == "".join(pieces):
        return 1
    return row.text


def _scaled(value: float | None) -> int | None:
    return None if value is None else round(value * SCALE)
