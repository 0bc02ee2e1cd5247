"""A Verdict for programs: JSON, JUnit XML and annotations of GitHub Actions."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from summkit.evaluation.advice import Advice, Ended
from summkit.evaluation.judgement import Fallen, Judgement
from summkit.evaluation.verdict import Verdict
from summkit.report.escape import one_line, terminal, to_json
from summkit.report.tables import Cell
from summkit.report.verdict import article_text, fell, headline

ANNOTATIONS = 10
"""Largest number of annotations of each kind that GitHub shows per step."""

_NONE = Advice()

# Characters that XML 1.0 does not allow, not even escaped (W3C, section 2.2).
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def verdict_data(verdict: Verdict, advice: Advice = _NONE, name: str = "") -> dict[str, Any]:
    """Return the verdict as JSON data, with values and limits in their own unit (0 to 1)."""
    rules, change = verdict.rules, verdict.corpus_change
    columns = {one.column.name: one.column for one in verdict.judgements}
    return {
        "name": name,
        "status": verdict.status,
        "headline": headline(verdict),
        "target": verdict.target,
        "corpus": dict(verdict.corpus),
        "signatures": {c: verdict.signatures[c] for c in rules.columns},
        "rules": {
            "margins": {name: rules.margin_of(column) for name, column in columns.items()},
            "guard": {
                "drops": {n: rules.limit_of(columns[n]) for n in rules.drops if n in columns},
                "allowed": rules.allowed,
                "empty": rules.empty,
            },
            "not_enough_data": rules.not_enough_data,
            "alpha": rules.alpha,
            "resamples": rules.resamples,
            "seed": rules.seed,
        },
        "judgements": [_judgement(one, verdict) for one in verdict.judgements],
        "articles": [_fallen(one) for one in verdict.fallen],
        "reasons": list(verdict.reasons),
        "corpus_change": {
            "shared": len(change.shared),
            "added": list(change.added),
            "removed": list(change.removed),
            "edited": list(change.edited),
        },
        "unmatched": dict(verdict.unmatched),
        "changes": list(verdict.changes),
        "remarks": {name: list(remarks) for name, remarks in verdict.remarks.items()},
        "warnings": list(verdict.warnings()),
        "findings": list(verdict.findings()),
        "mend": advice.accept,
        "advice": list(advice.lines()),
    }


def verdict_json(verdict: Verdict, advice: Advice = _NONE, name: str = "") -> str:
    """Return the verdict as one line of JSON."""
    return to_json(verdict_data(verdict, advice, name)) + "\n"


def ended_json(ended: Ended, name: str = "") -> str:
    """Return the outcome of a check without a verdict, as one line of JSON."""
    data = {"name": name, "status": ended.status, "headline": ended.message}
    return to_json(data) + "\n"


def _judgement(one: Judgement, verdict: Verdict) -> dict[str, Any]:
    return {
        "system": one.system,
        "column": one.column.name,
        "outcome": one.outcome,
        "fails": verdict.fails(one),
        "n": one.n,
        "old": _rounded(one.old),
        "new": _rounded(one.new),
        "difference": _rounded(one.difference),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "p": _rounded(one.p),
        "p_adjusted": _rounded(one.p_adjusted),
        "better": one.better,
        "same": one.same,
        "worse": one.worse,
        "margin": one.margin,
        "moved": {1: "better", -1: "worse", 0: ""}[one.moved],
        "detectable": _rounded(one.detectable),
        "missed": _rounded(one.missed),
        "estimated": one.estimated,
        "margin_is_missed": one.blind,
        "higher_is_better": one.higher_is_better,
    }


def _fallen(one: Fallen) -> dict[str, Any]:
    return {
        "article": one.article,
        "system": one.system,
        "column": one.column.name,
        "old": one.old,
        "new": one.new,
        "limit": one.limit if math.isfinite(one.limit) else None,
        "fails": one.breach,
        "emptied": one.emptied,
        "old_text": one.old_text,
        "new_text": one.new_text,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def verdict_junit(verdict: Verdict, advice: Advice = _NONE, name: str = "") -> str:
    """Return the verdict as JUnit XML: one test case per mean, guard and comparability problem.

    The format is the one that Jenkins, GitLab and GitHub's actions read (the schema of Ant's
    junitreport). A mean without enough data that does not fail is a skipped test case.

    Parameters
    ----------
    name
        Name of the configuration. It is part of every name, so that the reports of several
        configurations have different names.
    """
    cases = [_mean_case(one, verdict, name) for one in verdict.judgements]
    guarded = dict.fromkeys(one.system for one in verdict.judgements)
    for system in guarded:
        fallen = [one for one in verdict.fallen if one.system == system]
        cases.append(_guard_case(system, fallen, name))
    for system, said in verdict.unmatched.items():
        child = _child("failure", said, said, "incomplete")
        cases.append(_case(system, "outputs", child, name))
    if verdict.reasons:
        message = "not comparable with the baseline"
        body = "\n".join([*verdict.reasons, *advice.lines()])
        cases.append(_case("baseline", "comparable", _child("error", message, body), name))
    if verdict.corpus_change and verdict.corpus_change.shared:
        message = verdict.corpus_change.sentence()
        cases.append(_case("baseline", "corpus", _skipped(message), name))
    return _suite(cases, name)


def ended_junit(ended: Ended, name: str = "") -> str:
    """Return the outcome of a check without a verdict, as one test case with an error."""
    child = _child("error", ended.message, ended.message)
    return _suite([_case("check", "ended", child, name)], name)


def _suite(cases: Sequence[str], name: str) -> str:
    tags = {tag: sum(f"<{tag} " in case for case in cases) for tag in ("failure", "error")}
    skipped = sum("<skipped " in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{tags["failure"]}" errors="{tags["error"]}" time="0"'
    title = _attribute(f"summkit check {name}".rstrip())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="summkit" {counts}>',
        f'  <testsuite name={title} {counts} skipped="{skipped}">',
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _mean_case(one: Judgement, verdict: Verdict, name: str) -> str:
    message = judgement_line(one)
    if verdict.fails(one):
        child = _child("failure", message, message)
    elif one.outcome == "not enough data":
        child = _skipped(message)
    else:
        child = ""
    return _case(one.system, f"{one.column.name} mean", child, name)


def _guard_case(system: str, fallen: Sequence[Fallen], name: str) -> str:
    broken = [one for one in fallen if one.breach]
    if not broken:
        return _case(system, "articles", "", name)
    child = _child("failure", fell(broken), "\n".join(map(article_text, broken)))
    return _case(system, "articles", child, name)


def _case(system: str, case: str, child: str, name: str) -> str:
    place = ".".join(["summkit", *filter(None, name.split("/")), system])
    head = f"    <testcase classname={_attribute(place)} name={_attribute(case)}"
    return f'{head} time="0"/>' if not child else f'{head} time="0">\n{child}\n    </testcase>'


def _skipped(message: str) -> str:
    return f"      <skipped message={_attribute(message)}/>"


def _child(tag: str, message: str, body: str, kind: str = "") -> str:
    kind = kind or {"failure": "regression", "error": "baseline"}[tag]
    return f'      <{tag} message={_attribute(message)} type="{kind}">{_xml(body)}</{tag}>'


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", one_line(text)))


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("�", terminal(text)))


def verdict_annotations(
    verdict: Verdict, advice: Advice = _NONE, name: str = "", file: str = ""
) -> str:
    """Return workflow commands whose messages GitHub Actions shows at the top of a run.

    There are at most ten commands, then one with the number of the remaining messages. The order
    is: means, articles, comparability problems, warnings, other notes.

    Parameters
    ----------
    name
        Name of the configuration.
    file
        The path of the baseline in the repository; the annotations refer to this file.
    """
    check = f"summkit check {name}".rstrip()
    lines = []
    for one in verdict.judgements:
        if verdict.fails(one):
            title = f"{one.system}: regression"
            lines.append(_annotation("error", title, judgement_line(one), file))
    for system, said in verdict.unmatched.items():
        lines.append(_annotation("error", f"{system}: incomplete", said, file))
    for said in verdict.emptied():
        lines.append(_annotation("error", "texts are empty", said, file))
    for fallen in verdict.fallen:
        if fallen.breach and not fallen.emptied:
            title = f"{fallen.system}: article {fallen.article}"
            lines.append(_annotation("error", title, article_text(fallen), file))
    lines += [_annotation("error", "not comparable", reason, file) for reason in verdict.reasons]
    change = verdict.corpus_change
    if change and change.shared:
        lines.append(_annotation("warning", f"{check}: corpus", change.sentence(), file))
    lines += [_annotation("warning", check, warning, file) for warning in verdict.warnings()]
    lines += [_annotation("notice", check, finding, file) for finding in verdict.findings()]
    for system, remarks in verdict.remarks.items():
        lines += [_annotation("notice", system, f"{system} {remark}", "") for remark in remarks]
    more = len(lines) - ANNOTATIONS
    last = [headline(verdict), *([f"{more} more annotations"] if more > 0 else [])]
    closing = _annotation("notice", check, "\n".join(["; ".join(last), *advice.lines()]), "")
    return "".join(f"{line}\n" for line in [*lines[:ANNOTATIONS], closing])


def ended_annotations(ended: Ended, name: str = "") -> str:
    """Return the outcome of a check without a verdict, as one workflow command."""
    title = f"{f'summkit check {name}'.rstrip()}: {ended.status}"
    return _annotation("error", title, ended.message, "") + "\n"


def _annotation(kind: str, title: str, message: str, file: str) -> str:
    properties = [f"title={_property(title)}"]
    if file:
        properties.insert(0, f"file={_property(file)}")
    return f"::{kind} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does, because a command is a single line."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return terminal(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def judgement_line(one: Judgement) -> str:
    """Return a judgement in one line."""
    name = f"{one.system}, {one.column.label}: {one.outcome}"
    if one.difference is None:
        return f"{name}: no article has a value in both runs"
    old, new, difference, margin = (
        Cell.of(value, one.column).text for value in (one.old, one.new, one.difference, one.margin)
    )
    return (
        f"{name}: {old} became {new} (difference {difference}, p {one.p_adjusted:.4f}, "
        f"margin {margin}, {one.n} articles)"
    )
