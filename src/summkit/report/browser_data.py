"""What the article browser of a comparison page needs, packed into as few bytes as possible.

Bodies are most of it. They are stored once; what a system chose is a list of places in the
body. All is one JSON object, deflated, in base 85 (5 characters for 4 bytes, where base 64
takes 5 1/3), which the page inflates with the browser's own DecompressionStream.
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
"""Of packed data: with charts and tables the page stays under 2 MB."""

SCALE = 10_000
"""Values are stored as whole numbers of a ten-thousandth."""

# RFC 1924's alphabet without what HTML acts on.
_ALPHABET = bytes.maketrans(b"<>&", b".,:")


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the browser shows of an article besides what was written for it.

    Attributes
    ----------
    references
        The texts that the values were made against.
    language
        BCP 47 subtag, or None.
    """

    headline: str | None
    dek: str | None
    body: str
    references: tuple[str, ...] = ()
    language: str | None = None


def views_of(articles: Mapping[str, Article], against: Sequence[str]) -> dict[str, ArticleView]:
    """Return what is shown of articles whose fields in `against` served as references."""
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
    """The data for a page; `articles` of the run's `total` are in it."""

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

    Where they do not all fit, those on which a system differs most from the baseline (by
    the first column) stay.
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
        texts.append([_own_text(row, body) for row in rows])
    return {
        "systems": list(comparison.systems),
        # How a value is shown, and which way is better.
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
        # System by column by article.
        "values": [
            [
                [_scaled(_value(found[system].get(name), place)) for name in names]
                for place in [header.place(column.name) for column in comparison.columns]
            ]
            for system in comparison.systems
        ],
        # Last: nothing else is like them, and deflate looks back 32 kB only.
        "bodies": bodies,
    }


def _in_units(body: str, places: Sequence[tuple[int, int]]) -> list[int]:
    """Return starts and ends in UTF-16 units, as JavaScript counts."""
    offsets = [offset for place in places for offset in place]
    if not body or max(body) <= "\uffff":
        return offsets
    return [offset + sum(c > "\uffff" for c in body[:offset]) for offset in offsets]


def _own_text(row: Row | None, body: str) -> str | int:
    """Return the text, or a number where the page need not hold it.

    0: the places joined by blanks; 1: the places joined without; -1: nothing was written.
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
