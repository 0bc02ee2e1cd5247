"""A History as a table, as JSON data, and as an HTML page with charts."""

from __future__ import annotations

from html import escape
from typing import Any

from summkit.errors import counted
from summkit.evaluation.history import History, Series
from summkit.report.escape import one_line
from summkit.report.tables import Cell, Heading, Table, as_html

_WIDTH, _HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 12, 28
# Distinguishable with colour blindness (Okabe and Ito 2008); dashes distinguish equal colours.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .3rem; }
svg { width: 100%; height: auto; } text { font: 11px system-ui, sans-serif; fill: #444; }
ul { list-style: none; padding: 0; margin: .2rem 0; display: flex; flex-wrap: wrap;
  gap: .2rem 1rem; }
li svg { width: 28px; height: 10px; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .9rem; }
caption { text-align: left; }
td, th { padding: .15rem .6rem; text-align: right; white-space: nowrap;
  border-bottom: 1px solid #ddd; }
td:first-child, th:first-child, td:nth-child(2), th:nth-child(2) { text-align: left; }
"""


_BROKEN = "| another corpus or signature than before: not comparable with the values before it"


def history_table(history: History) -> Table:
    """Return a table with one row per figure and one column per file."""
    rows = tuple(
        (
            Cell(series.column.head),
            Cell(series.name, remarks=series.remarks),
            *(
                Cell.of(value, series.column, mark="|" * broken)
                for value, broken in zip(series.values, series.breaks, strict=True)
            ),
            Cell.of(series.change, series.column),
        )
        for series in history.series
    )
    broken = any(any(series.breaks) for series in history.series)
    return Table(
        title=f"{counted(len(history.labels), 'file')}, by date",
        columns=(
            Heading("figure", "text"),
            Heading("of", "text"),
            *(Heading(label) for label in history.labels),
            Heading("change"),
        ),
        rows=rows,
        notes=(*([_BROKEN] if broken else []), *history.losses),
    )


def history_data(history: History) -> dict[str, Any]:
    """Return the history as JSON data, with values in their own unit (shares 0 to 1)."""
    return {
        "files": list(history.labels),
        "series": [
            {
                "figure": series.column.name,
                "of": series.name,
                "better": series.column.better,
                "remarks": list(series.remarks),
                "kind": series.kind,
                "values": [None if v is None else round(v, 6) for v in series.values],
                "not_comparable_with_previous": list(series.breaks),
                "change": None if series.change is None else round(series.change, 6),
            }
            for series in history.series
        ],
        "losses": list(history.losses),
    }


def history_html(history: History) -> str:
    """Return one self-contained page with a chart per measured quantity, and the table."""
    charts = history_charts(history)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>summkit history</title><style>{_STYLE}</style></head><body>",
            f"<h1>Quality and speed over {counted(len(history.labels), 'file')}</h1>",
            *charts,
            "<h2>All figures</h2>",
            as_html(history_table(history)),
            "</body></html>\n",
        ]
    )


def history_charts(history: History) -> list[str]:
    """Return a chart per measured quantity, each with heading and legend, as HTML."""
    groups: dict[str, list[Series]] = {}
    for series in history.series:
        groups.setdefault(series.column.name, []).append(series)
    return [_chart(members, history.labels) for members in groups.values()]


def _chart(members: list[Series], labels: tuple[str, ...]) -> str:
    known = [_scaled(v, one) for one in members for v in one.values if v is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = (high - low) * 0.08 or abs(high) * 0.08 or 1.0
    low, high = low - room, high + room
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels) - 1)

    def place(number: int, value: float) -> tuple[float, float]:
        height = _HEIGHT - _TOP - _BOTTOM
        return _LEFT + step * number, _TOP + height * (high - value) / (high - low)

    title = members[0].column.head
    parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{_text(title)}">']
    for share in (0.0, 0.5, 1.0):
        value = low + share * (high - low)
        _, y = place(0, value)
        parts.append(
            f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.4g}</text>'
        )
    for number in sorted({0, len(labels) // 2, len(labels) - 1}):
        anchor = "start" if number == 0 else "end" if number == len(labels) - 1 else "middle"
        parts.append(
            f'<text x="{_LEFT + step * number:.1f}" y="{_HEIGHT - 8}" '
            f'text-anchor="{anchor}">{_text(_short(labels[number]))}</text>'
        )
    legend = []
    for number, series in enumerate(members):
        stroke = _stroke(number)
        path = ""
        for index, (figure, broken) in enumerate(zip(series.values, series.breaks, strict=True)):
            if figure is None:
                continue
            x, y = place(index, _scaled(figure, series))
            path += f"{'M' if broken or not path else 'L'}{x:.1f} {y:.1f}"
            hint = f"{series.name}, {labels[index]}: {Cell.of(figure, series.column).text}"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOURS[number % 7]}">'
                f"<title>{_text(hint)}</title></circle>"
            )
        parts.append(f'<path d="{path}" fill="none" {stroke}/>')
        legend.append(
            f'<li><svg viewBox="0 0 28 10"><path d="M0 5H28" {stroke}/></svg> '
            f"{_text(series.name)}</li>"
        )
    parts.append("</svg>")
    return f"<h2>{_text(title)}</h2>\n{''.join(parts)}\n<ul>{''.join(legend)}</ul>"


def _stroke(number: int) -> str:
    dash = _DASHES[number // len(_COLOURS) % len(_DASHES)]
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{_COLOURS[number % len(_COLOURS)]}" stroke-width="2"{pattern}'


def _scaled(value: float, series: Series) -> float:
    return series.column.scale * value


def _short(label: str) -> str:
    return label if len(label) <= 28 else "…" + label[-27:]


def _text(text: str) -> str:
    return escape(one_line(text))
