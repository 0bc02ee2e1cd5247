"""Articles as one self-contained HTML page that marks the chosen sentences."""

from __future__ import annotations

from html import escape

from summkit.report.escape import terminal
from summkit.summary import Summary

PAGE_START = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>summkit: chosen sentences</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h2 { line-height: 1.25; margin-bottom: .25rem; }
.dek { font-style: italic; }
.written { border-left: .25rem solid #b8860b; padding-left: 1rem; }
.meta { font: .8rem system-ui, sans-serif; opacity: .75; }
mark { background: #ffe08a; color: #1a1a1a; padding: .05rem .1rem; }
article + article { border-top: 1px solid; margin-top: 3rem; padding-top: 1rem; }
</style>
</head>
<body>
"""
PAGE_END = "</body>\n</html>\n"


def notebook(summary: Summary) -> str:
    """Return one article with marks, for a notebook cell."""
    style = "background: #ffe08a; color: #1a1a1a"
    section = article_section({summary.target: summary})
    return section.replace("<mark ", f'<mark style="{style}" ')


def article_section(summaries: dict[str, Summary]) -> str:
    """Return one <article>: its headline and dek, the summaries, and the body with marks.

    A sentence chosen for several targets has one mark, whose title lists all of these targets.
    """
    first = next(iter(summaries.values()))
    document = first.document
    article = document.article
    direction = ' dir="auto"'
    parts = [f'<article lang="{_text(document.language.code)}"{direction}>']
    parts.append(f"<h2>{_text(article.headline or article.source or 'Article')}</h2>")
    if article.dek:
        parts.append(f'<p class="dek">{_text(article.dek)}</p>')
    for target, summary in summaries.items():
        size = f"{summary.words} words, {summary.characters} characters"
        cut = ", cut" if summary.truncated else ", shortened" if summary.shortened else ""
        parts.append(
            f'<div class="written"><p class="meta">{_text(target)} by '
            f"{_text(summary.method)}: {size}{cut}</p>\n<p>{_text(summary.text)}</p></div>"
        )
    parts += _body(article.body, list(article.paragraphs()), _marks(summaries))
    if article.source:
        parts.append(f'<p class="meta">{_text(article.source)}</p>')
    parts.append("</article>\n")
    return "\n".join(parts)


def _marks(summaries: dict[str, Summary]) -> list[tuple[int, int, str]]:
    """Return (start, end, targets) of the chosen sentences, in order, without overlaps."""
    targets: dict[tuple[int, int], list[str]] = {}
    for target, summary in summaries.items():
        for sentence in summary.sentences:
            targets.setdefault((sentence.start, sentence.end), []).append(target)
    marks: list[tuple[int, int, str]] = []
    # If two start together, the longer comes first: a cut sentence is part of the whole sentence.
    for (start, end), names in sorted(targets.items(), key=lambda m: (m[0][0], -m[0][1])):
        if marks and start < marks[-1][1]:
            known = marks[-1][2].split(", ")
            all_names = [*known, *(name for name in names if name not in known)]
            marks[-1] = (*marks[-1][:2], ", ".join(all_names))
        else:
            marks.append((start, end, ", ".join(names)))
    return marks


def _body(
    body: str, paragraphs: list[tuple[int, int]], marks: list[tuple[int, int, str]]
) -> list[str]:
    lines = []
    for start, end in paragraphs:
        parts, place = [], start
        for from_, to, title in marks:
            if start <= from_ and to <= end:
                parts.append(_text(body[place:from_]))
                parts.append(f'<mark title="{_text(title)}">{_text(body[from_:to])}</mark>')
                place = to
        parts.append(_text(body[place:end]))
        lines.append(f"<p>{''.join(parts)}</p>")
    return lines


def _text(text: str) -> str:
    return escape(terminal(text))
