"""A Verdict for people: tables for a terminal and Markdown, and what to do next."""

from __future__ import annotations

import math

from summkit.evaluation.verdict import Fallen, Judgement, Verdict
from summkit.report.comparison_table import column_name, is_share
from summkit.report.escape import markdown, one_line
from summkit.report.tables import MISSING, Cell, Column, Table, as_markdown, as_text

SHOWN_ARTICLES = 10
"""So many fallen articles are shown to people; JSON holds all."""

_TEXT = 300
"""So many characters of a text are shown."""

_SIGNS = {"pass": "✔", "fail": "✘", "not enough data": "?"}


def headline(verdict: Verdict) -> str:
    """Return the verdict in one line."""
    failed = [one for one in verdict.judgements if verdict.fails(one)]
    broken = [one for one in verdict.fallen if one.breach]
    articles = len({one.article for one in broken})
    if verdict.status == "not comparable":
        return "not comparable with the baseline"
    if verdict.status == "pass":
        held = f"{len(verdict.judgements)} of {len(verdict.judgements)} means hold"
        unsure = sum(one.outcome == "not enough data" for one in verdict.judgements)
        return f"pass: {held}" if not unsure else f"pass: no proven drop, {unsure} undecided"
    parts = []
    if failed:
        parts.append(f"{len(failed)} of {len(verdict.judgements)} means dropped")
    if broken:
        parts.append(f"{articles} {'article' if articles == 1 else 'articles'} fell")
    return "regression: " + ", ".join(parts)


def judgement_table(verdict: Verdict) -> Table:
    """Return one row a system and column."""
    rows = []
    for one in verdict.judgements:
        rows.append(
            (
                Cell(one.system),
                Cell(column_name(one.column) + ("" if one.higher_is_better else " (lower)")),
                Cell(f"{_SIGNS[one.outcome]} {one.outcome}"),
                value_cell(one.old, one.column),
                value_cell(one.new, one.column),
                value_cell(one.difference, one.column),
                value_cell(one.margin, one.column),
                _detectable(one),
                Cell(_interval(one)),
                Cell.number(one.p_adjusted, 4),
            )
        )
    count = verdict.corpus.get("articles", 0)
    return Table(
        title=f"{verdict.target}: {count} articles against their baseline",
        columns=(
            Column("system", "text"),
            Column("metric", "text"),
            Column("verdict", "text"),
            Column("old"),
            Column("new"),
            Column("diff"),
            Column("margin"),
            Column("detect"),
            Column("interval"),
            Column("p"),
        ),
        rows=tuple(rows),
        notes=(
            "fails where a mean drops by more than the margin and the drop is significant "
            f"(p < {verdict.rules.alpha:g} after Holm's correction over "
            f"{len(verdict.judgements)} tests); passes where the interval excludes such a drop",
            "detect: the smallest drop that these articles would show, 4 times in 5"
            + ("; ~ estimated" if any(one.estimated for one in verdict.judgements) else "")
            + ("; ! above the margin" if any(one.blind for one in verdict.judgements) else ""),
        ),
    )


def fallen_table(verdict: Verdict) -> Table | None:
    """Return the articles that fell furthest; None where none did."""
    shown = verdict.fallen[:SHOWN_ARTICLES]
    if not shown:
        return None
    rows = tuple(
        (
            Cell(one.article),
            Cell(one.system),
            Cell(column_name(one.column)),
            value_cell(one.old, one.column),
            value_cell(one.new, one.column),
            value_cell(one.limit if one.new is not None else None, one.column),
            Cell("fails" if one.breach else "allowed" if one.fall > one.limit else MISSING),
        )
        for one in shown
    )
    more = len(verdict.fallen) - len(shown)
    return Table(
        title="Articles that fell",
        columns=(
            Column("article", "text"),
            Column("system", "text"),
            Column("metric", "text"),
            Column("old"),
            Column("new"),
            Column("limit"),
            Column("guard", "text"),
        ),
        rows=rows,
        notes=(f"{more} more in the JSON output",) if more else (),
    )


def verdict_text(verdict: Verdict, mend: str = "") -> str:
    """Return the verdict for a terminal; `mend` is the command that mends it."""
    parts = []
    if verdict.judgements:
        parts.append(as_text(judgement_table(verdict)))
    fallen = fallen_table(verdict)
    if fallen:
        parts.append(as_text(fallen))
        parts.append("\n".join(_diff(one) for one in verdict.fallen[:SHOWN_ARTICLES]))
    said = [*_lines(verdict), headline(verdict)]
    if mend:
        said.append(f"To accept this change, run: {mend}")
    parts.append("".join(f"{one_line(line)}\n" for line in said))
    return "\n".join(parts)


def verdict_markdown(verdict: Verdict, mend: str = "") -> str:
    """Return the verdict for a job summary or the comment on a pull request."""
    sign = {"pass": "✅", "fail": "❌", "not comparable": "⚠️"}[verdict.status]
    parts = [f"### {sign} summkit: {markdown(one_line(headline(verdict)))}\n"]
    if verdict.judgements:
        parts.append(as_markdown(judgement_table(verdict)))
    fallen = fallen_table(verdict)
    if fallen:
        parts.append(as_markdown(fallen))
        parts += [_markdown_diff(one) for one in verdict.fallen[:SHOWN_ARTICLES]]
    lines = _lines(verdict)
    if lines:
        parts.append("".join(f"- {markdown(one_line(line))}\n" for line in lines))
    if mend:
        parts.append(f"To accept this change, run `{one_line(mend).replace('`', '')}`\n")
    return "\n".join(parts)


def article_text(fallen: Fallen) -> str:
    """Return what happened to one article, in full, a line each."""
    lines = [summary_of(fallen)]
    if fallen.old_text or fallen.new_text:
        lines += [f"  before: {one_line(fallen.old_text) or '(not kept)'}"]
        lines += [f"  now:    {one_line(fallen.new_text) or '(nothing)'}"]
    return "\n".join(lines)


def summary_of(fallen: Fallen) -> str:
    """Return in one line how far an article fell."""
    name = one_line(f"{fallen.article}: {fallen.system}, {column_name(fallen.column)}")
    if fallen.new is None:
        return f"{name}: nothing was written for it any more"
    old, new = (value_cell(value, fallen.column).text for value in (fallen.old, fallen.new))
    said = f"{name}: {old} became {new}"
    if math.isinf(fallen.limit):
        return said
    return f"{said}; a fall of {value_cell(fallen.limit, fallen.column).text} is tolerated"


def value_cell(value: float | None, column: str) -> Cell:
    """Return a value as people read it: shares of 0..1 times 100."""
    if value is None or not is_share(column):
        return Cell.number(value, 3)
    return Cell.number(100 * value, 2)


def _lines(verdict: Verdict) -> list[str]:
    return [
        *(f"not comparable: {reason}" for reason in verdict.reasons),
        *(f"changed: {change}" for change in verdict.changes),
        *(f"warning: {warning}" for warning in verdict.warnings()),
    ]


def _interval(one: Judgement) -> str:
    if one.low is None or one.high is None:
        return "–"
    low, high = (value_cell(value, one.column).text for value in (one.low, one.high))
    return f"{low} to {high}"


def _detectable(one: Judgement) -> Cell:
    cell = value_cell(one.detectable, one.column)
    if cell.value is None:
        return cell
    return Cell(("~" if one.estimated else "") + cell.text, cell.value, mark="!" * one.blind)


def _diff(fallen: Fallen) -> str:
    lines = article_text(fallen).split("\n")
    return "".join(f"{_shortened(line)}\n" for line in lines)


def _markdown_diff(fallen: Fallen) -> str:
    head, *texts = article_text(fallen).split("\n")
    lines = [f"- {markdown(head)}"]
    lines += [f"  - {markdown(_shortened(text.strip()))}" for text in texts]
    return "\n".join(lines) + "\n"


def _shortened(text: str) -> str:
    return text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
