"""Summaries as text, JSON and Markdown."""

from __future__ import annotations

from typing import Any

from summkit.confidence import DOUBTFUL, doubts
from summkit.report.escape import markdown, one_line, terminal
from summkit.report.reasons import worded
from summkit.summary import Summary

CARD = ("headline", "lede", "dek", "summary")
"""The targets on a card, in the order in which they are read.

Push alerts and social cards are written only if requested by name, because they are shorter
forms of the headline.
"""


def written(summary: Summary) -> dict[str, Any]:
    """Return one summary as JSON data."""
    return {
        "text": summary.text,
        "sentences": [
            {
                "index": sentence.index,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
                "score": round(sentence.score, 6),
                **_taken(summary, place),
            }
            for place, sentence in enumerate(summary.sentences)
        ],
        "words": summary.words,
        "characters": summary.characters,
        "truncated": summary.truncated,
        "shortened": summary.shortened,
        "spans": [list(span) for span in summary.spans],
        "confidence": summary.confidence,
    }


def _taken(summary: Summary, place: int) -> dict[str, Any]:
    """Return the completed names of a sentence, and the places of the full names."""
    names = [
        {"start": each.start, "end": each.end, "text": each.text, "taken_from": [*each.taken_from]}
        for each in summary.completions
        if each.sentence == place
    ]
    return {"completed": names} if names else {}


def explained(summary: Summary) -> dict[str, Any]:
    """Return the reasons for the chosen sentences and the text deleted on reading, as JSON data."""
    sentences = summary.document.sentences
    return {
        "sentences": len(sentences),
        "doubts": doubts(summary.signals),
        "chosen": [
            {"index": s.index, "paragraph": sentences[s.index].paragraph, "reason": reason}
            for s, reason in zip(summary.sentences, reasons(summary), strict=True)
        ],
        "passed": [
            {"index": index, "text": sentences[index].text, "reason": reason}
            for index, reason in summary.passed
        ],
        "dropped": [
            {"text": dropped.text, "rule": dropped.rule}
            for dropped in summary.document.article.dropped
        ],
    }


def reasons(summary: Summary) -> list[str]:
    """Return one line per chosen sentence: rank by score, place, deletions, and reasons."""
    sentences = summary.document.sentences
    total = len(sentences)
    explained = {each.index: worded(each.reasons) for each in summary.explain()}
    lines = []
    for sentence, place in zip(summary.sentences, summary.ranks, strict=True):
        cut = ", cut to fit" if summary.truncated else ""
        if summary.shortening is not None:
            done = dict.fromkeys(summary.shortening.reasons) or ["small words"]
            cut = f", without {', '.join(done)}"
        elif summary.trims and sentence.text != sentences[sentence.index].text:
            cut = f", without {', '.join(summary.trims)}"
        lines.append(
            f"ranked {place} of {total} by {summary.method} (score {sentence.score:.4g}), "
            + ". ".join(
                filter(None, [f"sentence {sentence.index + 1}{cut}", explained[sentence.index]])
            )
        )
    return lines


def candidates(summary: Summary, count: int) -> list[dict[str, Any]]:
    """Return the best `count` headlines as JSON data, with the chosen headline first."""
    body = summary.document.article.body
    return [
        {
            "text": headline.text,
            "sentences": [
                {"index": headline.sentence, "start": start, "end": end, "text": body[start:end]}
                for start, end in headline.runs
            ],
            "characters": len(headline.text),
            "score": round(headline.score, 6),
        }
        for headline in summary.headlines[:count]
    ]


def as_object(
    summaries: dict[str, Summary],
    *,
    include_body: bool = False,
    explain: bool = False,
    count: int = 1,
) -> dict[str, Any]:
    """Return the JSON object of one article.

    Parameters
    ----------
    summaries
        Summaries by target. The fields of a single summary are fields of the object itself. If
        there are several (a card), they are in "written", and "target" is "all".
    include_body, explain
        Whether the object contains the body, and the reasons ("explain").
    count
        If above 1, "candidates" contains this number of headlines, the best first.
    """
    first = next(iter(summaries.values()))
    document = first.document
    article = document.article
    single = len(summaries) == 1
    result: dict[str, Any] = {
        "id": article.id,
        "source": article.source,
        "language": document.language.code,
        "headline": article.headline,
        "dek": article.dek,
        "method": first.method,
        "target": first.target if single else "all",
    }
    if single:
        result |= written(first)
        if count > 1:
            result["candidates"] = candidates(first, count)
    else:
        result["written"] = {target: written(summary) for target, summary in summaries.items()}
    if include_body:
        result["body"] = article.body
    if explain:
        result["explain"] = (
            explained(first)
            if single
            else {target: explained(summary) for target, summary in summaries.items()}
        )
    return result


def as_rows(
    summaries: dict[str, Summary], *, include_body: bool = False
) -> tuple[list[str], list[str]]:
    """Return the columns and the row of one article in a table.

    The columns are the fields of the JSON form. `places` has start and end of each passage in the
    body from which the text is made. For several targets there is a column "written.lede" and so on
    with the text of each target, followed by "written.lede.confidence" and so on.
    """
    data = as_object(summaries, include_body=include_body)
    written = data.pop("written", None)
    if written is None:
        del data["sentences"]
        data["places"] = " ".join(f"{start}-{end}" for start, end in data.pop("spans"))
    else:
        data |= {f"written.{target}": each["text"] for target, each in written.items()}
        data |= {
            f"written.{target}.confidence": each["confidence"] for target, each in written.items()
        }
    body = data.pop("body", None)
    if body is not None:
        data["body"] = body
    return list(data), ["" if value is None else _cell(value) for value in data.values()]


def _cell(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_text(summaries: dict[str, Summary], *, width: int | None = None, count: int = 1) -> str:
    """Return the summary of one article, or its card, as plain text.

    Parameters
    ----------
    width
        Maximum number of columns per line. None writes each text on one line, for a pipe.
    count
        If above 1, the text consists of this number of headlines, one per line, the best first.
    """
    only = next(iter(summaries.values()))
    if count > 1 and only.headlines:
        return "\n".join(one_line(headline.text) for headline in only.headlines[:count])
    if len(summaries) == 1:
        text = one_line(next(iter(summaries.values())).text)
        return _wrapped(text, width) if width else text
    first = next(iter(summaries.values()))
    article = first.document.article
    methods = dict.fromkeys(summary.method for summary in summaries.values())
    rows = [
        ("Recognised", None),
        ("headline", article.headline),
        ("dek", article.dek),
        (f"Written by {' and '.join(methods)}", None),
        *((target, summary.text) for target, summary in summaries.items()),
    ]
    return "\n".join(_row(label, text, width) for label, text in rows)


def _row(label: str, text: str | None, width: int | None) -> str:
    if label[0].isupper():
        return terminal(label)
    lead = f"  {label:<10}"
    line = lead + (one_line(text) if text else "-")
    if width is None:
        return line
    return _wrapped(line, width, " " * len(lead))


def _wrapped(text: str, width: int, indent: str = "") -> str:
    import textwrap

    return textwrap.fill(text, width, subsequent_indent=indent, break_on_hyphens=False)


def explanation(summaries: dict[str, Summary], *, width: int | None = None) -> str:
    """Return `explained` as indented lines of text."""
    lines: list[str] = []
    for target, summary in summaries.items():
        head = f"Why this {target}:" if len(summaries) > 1 else "Why:"
        lines.append(head)
        # A headline has one entry per passage of its sentence, all with the same reason.
        lines += [f"  + {reason}" for reason in dict.fromkeys(reasons(summary))]
        sure = ", ".join(doubts(summary.signals))
        lines.append(f"  confidence {summary.confidence:.2f}" + (f": {sure}" if sure else ""))
        sentences = summary.document.sentences
        for index, reason in summary.passed:
            lines.append(f"  - sentence {index + 1} passed over: {reason}: {sentences[index].text}")
    article = next(iter(summaries.values())).document.article
    if article.read_as:
        lines.append(f"Read as: {article.read_as}")
    if article.dropped:
        lines.append("Left out when reading:")
        lines += [f"  {item.rule}: {item.text}" for item in article.dropped]
    return "\n".join(_shorten(line, width) for line in map(_indented_line, lines))


def doubtful(summaries: dict[str, Summary]) -> str:
    """Return the texts that an editor would probably not print, with the main reason; or ""."""
    parts = []
    for target, summary in summaries.items():
        if summary.confidence < DOUBTFUL:
            why = "".join(f": {reason}" for reason in doubts(summary.signals)[:1])
            parts.append(f"{target} (confidence {summary.confidence:.2f}{why})")
    return ", ".join(parts)


def _indented_line(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return " " * indent + one_line(line)


def _shorten(line: str, width: int | None) -> str:
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def as_markdown(summaries: dict[str, Summary]) -> str:
    """Return the summary of one article as a Markdown section below its headline."""
    article = next(iter(summaries.values())).document.article
    title = article.headline or article.source or article.id or "Article"
    lines = [f"## {markdown(one_line(title))}", ""]
    if len(summaries) == 1:
        lines.append(markdown(one_line(next(iter(summaries.values())).text)))
    else:
        lines += [
            f"- **{target}**: {markdown(one_line(summary.text))}"
            for target, summary in summaries.items()
        ]
    return "\n".join(lines) + "\n"
