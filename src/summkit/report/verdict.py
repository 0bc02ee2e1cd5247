"""A Verdict for people: tables for a terminal, Markdown and HTML, and the next steps."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from summkit.errors import counted
from summkit.evaluation.advice import Advice, Ended
from summkit.evaluation.judgement import Fallen, Judgement
from summkit.evaluation.verdict import Verdict
from summkit.evaluation.verdict_sentences import amount
from summkit.report.escape import markdown, one_line
from summkit.report.tables import MISSING, Cell, Heading, Table, as_html, as_markdown, as_text

SHOWN_ARTICLES = 10
"""Largest number of fallen articles that people are shown. JSON contains all."""

_TEXT = 300
"""Largest number of characters of a text that is shown."""

_NONE = Advice()
_SIGNS = {"pass": "✔", "fail": "✘", "not enough data": "?"}


def headline(verdict: Verdict) -> str:
    """Return the result in one line."""
    failed = [one for one in verdict.judgements if verdict.fails(one)]
    broken = fell(one for one in verdict.fallen if one.breach)
    if verdict.status == "not comparable":
        return "not comparable with the baseline"
    if verdict.status == "pass":
        passed = f"{len(verdict.judgements)} of {len(verdict.judgements)} means passed"
        unsure = sum(one.outcome == "not enough data" for one in verdict.judgements)
        parts = [passed if not unsure else f"no proven drop, {unsure} undecided"]
        for what, count in (
            ("dropped within the margin", sum(one.tolerated for one in verdict.judgements)),
            ("better", sum(one.moved > 0 for one in verdict.judgements)),
        ):
            parts += [f"{count} {what}"] if count else []
        if verdict.corpus_change:
            shared = counted(len(verdict.corpus_change.shared), "shared article")
            parts.append(f"the corpus changed, {shared}")
        return f"pass: {', '.join(parts)}"
    parts = []
    if failed:
        parts.append(f"{len(failed)} of {len(verdict.judgements)} means dropped")
    if broken:
        parts.append(broken)
    if verdict.unmatched:
        parts.append(f"texts of {', '.join(verdict.unmatched)} are missing or duplicated")
    worse = "regression" if failed or broken else "incomplete"
    return f"{worse}: {', '.join(parts)}"


def fell(broken: Iterable[Fallen]) -> str:
    """Return a count of the articles: "2 articles fell, 1 text is empty now"; "" if none."""
    articles: dict[bool, set[str]] = {False: set(), True: set()}
    for one in broken:
        articles[one.emptied].add(one.article)
    there, empty = len(articles[False]), len(articles[True])
    parts = [f"{counted(there, 'article')} fell"] if there else []
    if empty:
        parts.append("1 text is empty now" if empty == 1 else f"{empty:,} texts are empty now")
    return ", ".join(parts)


def judgement_table(verdict: Verdict) -> Table:
    """Return a table with one row per system and column."""
    rows = []
    for one in verdict.judgements:
        rows.append(
            (
                _system_cell(verdict, one.system),
                Cell(one.column.head),
                Cell(_outcome(one)),
                Cell.of(one.old, one.column),
                Cell.of(one.new, one.column),
                Cell.of(one.difference, one.column),
                Cell.of(one.margin, one.column),
                _detectable(one),
                Cell(_interval(one)),
                Cell.number(one.p_adjusted, 4),
            )
        )
    count = counted(int(str(verdict.corpus.get("articles", 0))), "article")
    if verdict.corpus_change:
        count = counted(len(verdict.corpus_change.shared), "shared article")
    return Table(
        title=f"{verdict.target}: {count} against their baseline",
        columns=(
            Heading("system", "text"),
            Heading("metric", "text"),
            Heading("verdict", "text"),
            Heading("old"),
            Heading("new"),
            Heading("diff"),
            Heading("margin"),
            Heading("smallest detectable drop"),
            Heading("interval"),
            Heading("p"),
        ),
        rows=tuple(rows),
        notes=(
            "fails if a mean drops by more than the margin and the drop is significant "
            f"(p < {verdict.rules.alpha:g} after Holm's correction over "
            f"{len(verdict.judgements)} tests); passes if the interval excludes such a drop",
            "smallest detectable drop: the smallest that these articles show in 4 of 5 cases"
            + ("; ~ estimated" if any(one.estimated for one in verdict.judgements) else "")
            + (
                "; ! a drop of the margin is missed in over half of the cases"
                if any(one.blind for one in verdict.judgements)
                else ""
            ),
        ),
    )


def fallen_table(verdict: Verdict) -> Table | None:
    """Return a table of the articles with the largest falls; None if no article fell."""
    shown = verdict.fallen[:SHOWN_ARTICLES]
    if not shown:
        return None
    rows = tuple(
        (
            Cell(one.article),
            _system_cell(verdict, one.system),
            Cell(one.column.label),
            Cell.of(one.old, one.column),
            Cell.of(one.new, one.column),
            Cell.of(one.limit if one.new is not None else None, one.column),
            Cell(_guard(one)),
        )
        for one in shown
    )
    more = len(verdict.fallen) - len(shown)
    return Table(
        title="Articles that fell",
        columns=(
            Heading("article", "text"),
            Heading("system", "text"),
            Heading("metric", "text"),
            Heading("old"),
            Heading("new"),
            Heading("limit"),
            Heading("guard", "text"),
        ),
        rows=rows,
        notes=(f"{more} more in the JSON output",) if more else (),
    )


def verdict_text(verdict: Verdict, advice: Advice = _NONE) -> str:
    """Return the verdict for a terminal, with the next steps."""
    parts = []
    if verdict.judgements:
        parts.append(as_text(judgement_table(verdict)))
    fallen = fallen_table(verdict)
    if fallen:
        parts.append(as_text(fallen))
        parts.append("\n".join(_diff(one) for one in verdict.fallen[:SHOWN_ARTICLES]))
    said = [*_lines(verdict), headline(verdict), *advice.lines()]
    parts.append("".join(f"{one_line(line)}\n" for line in said))
    return "\n".join(parts)


def verdict_markdown(verdict: Verdict, advice: Advice = _NONE, name: str = "") -> str:
    """Return the verdict as Markdown, for a job summary or a comment on a pull request.

    Parameters
    ----------
    name
        Name of the configuration; "" if there is only one.
    """
    sign = {"pass": "✅", "fail": "❌", "incomplete": "❌", "not comparable": "⚠️"}[verdict.status]
    parts = [_heading(sign, name, headline(verdict))]
    if verdict.judgements:
        parts.append(as_markdown(judgement_table(verdict)))
    fallen = fallen_table(verdict)
    if fallen:
        parts.append(as_markdown(fallen))
        parts += [_markdown_diff(one) for one in verdict.fallen[:SHOWN_ARTICLES]]
    lines = _lines(verdict)
    if lines:
        parts.append("".join(f"- {markdown(one_line(line))}\n" for line in lines))
    for line in advice.lines():
        what, _, command = line.partition(": ")
        if line == advice.write:
            parts.append(f"{markdown(line)}.\n")
            continue
        parts.append(f"{markdown(what)}: `{one_line(command).replace('`', '')}`\n")
    return "\n".join(parts)


def ended_markdown(ended: Ended, name: str = "") -> str:
    """Return the outcome of a check without a verdict, as Markdown."""
    sign = "⚠️" if ended.status == "no baseline" else "❌"
    parts = [_heading(sign, name, ended.status), f"{markdown(one_line(ended.message))}\n"]
    return "\n".join(parts)


def ended_html(ended: Ended) -> str:
    """Return the outcome of a check without a verdict as a page, which replaces an older page."""
    title = escape(f"summkit check: {ended.status}")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><h1>{title}</h1><p>{escape(one_line(ended.message))}</p></body></html>\n"
    )


def _heading(sign: str, name: str, text: str) -> str:
    return (
        f"### {sign} {markdown(one_line(f'summkit {name}'.rstrip()))}: {markdown(one_line(text))}\n"
    )


def verdict_html(verdict: Verdict) -> str:
    """Return the verdict as HTML without styles."""
    found = [judgement_table(verdict)] if verdict.judgements else []
    fallen = fallen_table(verdict)
    found += [fallen] if fallen else []
    lines = [headline(verdict), *rules_in_words(verdict), *_lines(verdict)]
    said = "".join(f"<p>{escape(one_line(line))}</p>" for line in lines)
    # If the page has a style for it, a wide table scrolls within its box.
    tables = (
        f'<div class="scroller" tabindex="0" role="region" aria-label="{label}">'
        f"{as_html(one)}</div>"
        for label, one in zip(("Means", "Articles that fell"), found, strict=False)
    )
    return said + "".join(tables)


def rules_in_words(verdict: Verdict) -> list[str]:
    """Return the margins, the guard and the treatment of uncertain means, as sentences."""
    rules = verdict.rules
    columns = list(dict.fromkeys(one.column for one in verdict.judgements))
    margins = [f"{amount(each, rules.margin_of(each))} of {each.label}" for each in columns]
    guarded = [each for each in columns if each.name in rules.drops]
    falls = [f"{amount(each, rules.limit_of(each))} of {each.label}" for each in guarded]
    if falls:
        most = counted(rules.allowed, "article") if rules.allowed else "no article"
        guard = f"Guard: {most} of a system may fall by more than {' or '.join(falls)}."
    else:
        guard = "Guard: none; a single article may fall by any amount (check.guard sets one)."
    unsure = {"pass": "passes", "warn": "passes with a warning", "fail": "fails"}
    return [
        *([f"Margin: a mean may drop by at most {', '.join(margins)}."] if margins else []),
        guard,
        "If the data prove neither a drop of a mean nor its absence, the mean "
        f"{unsure[rules.not_enough_data]}; a drop is proven if p is below {rules.alpha:g}.",
    ]


def article_text(fallen: Fallen) -> str:
    """Return the change of one article, unabridged, one line each."""
    lines = [summary_of(fallen)]
    if fallen.old_text or fallen.new_text:
        lines += [f"  before: {one_line(fallen.old_text) or '(not saved)'}"]
        lines += [f"  now:    {one_line(fallen.new_text) or '(empty)'}"]
    return "\n".join(lines)


def summary_of(fallen: Fallen) -> str:
    """Return the fall of an article in one line."""
    name = one_line(f"{fallen.article}: {fallen.system}, {fallen.column.label}")
    if fallen.new is None:
        return f"{name}: its text is missing now"
    old, new = (Cell.of(value, fallen.column).text for value in (fallen.old, fallen.new))
    said = f"{name}: {old} became {new}"
    if fallen.emptied:
        return f"{said}; the text is empty now"
    if math.isinf(fallen.limit):
        return said
    return f"{said}; a fall of {Cell.of(fallen.limit, fallen.column).text} is tolerated"


def _system_cell(verdict: Verdict, system: str) -> Cell:
    return Cell(system, remarks=tuple(verdict.remarks.get(system, ())))


def _lines(verdict: Verdict) -> list[str]:
    change = verdict.corpus_change
    return [
        *(f"not comparable: {reason}" for reason in verdict.reasons),
        *([f"corpus: {change.sentence()}"] if change and change.shared else []),
        *(f"{system}: {said}" for system, said in verdict.unmatched.items()),
        *verdict.emptied(),
        *(f"changed: {change}" for change in verdict.changes),
        *verdict.findings(),
        *(f"warning: {warning}" for warning in verdict.warnings()),
    ]


def _guard(one: Fallen) -> str:
    if one.breach:
        return "empty" if one.emptied else "fails"
    if one.new is None:
        return "missing"
    return "allowed" if one.fall > one.limit else MISSING


def _outcome(one: Judgement) -> str:
    if one.outcome == "pass" and one.moved:
        return "✔ better" if one.moved > 0 else "✔ within margin"
    return f"{_SIGNS[one.outcome]} {one.outcome}"


def _interval(one: Judgement) -> str:
    if one.low is None or one.high is None:
        return "–"
    low, high = (Cell.of(value, one.column).text for value in (one.low, one.high))
    return f"{low} to {high}"


def _detectable(one: Judgement) -> Cell:
    cell = Cell.of(one.detectable, one.column)
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
