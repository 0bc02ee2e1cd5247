"""A Verdict for programs: JSON, JUnit XML and the annotations of GitHub Actions."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from summkit.evaluation.verdict import Fallen, Judgement, Verdict
from summkit.report.escape import one_line, terminal, to_json
from summkit.report.tables import Cell
from summkit.report.verdict import article_text, headline

# What XML 1.0 cannot hold even escaped (W3C, section 2.2).
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def verdict_data(verdict: Verdict, mend: str = "") -> dict[str, Any]:
    """Return the verdict as JSON data; values as they are, not times 100."""
    rules = verdict.rules
    return {
        "status": verdict.status,
        "headline": headline(verdict),
        "target": verdict.target,
        "corpus": dict(verdict.corpus),
        "signatures": {c: verdict.signatures[c] for c in rules.columns},
        "rules": {
            "margin": rules.margin,
            "margins": dict(rules.margins),
            "guard": {"drops": dict(rules.drops), "allowed": rules.allowed},
            "not_enough_data": rules.not_enough_data,
            "alpha": rules.alpha,
            "resamples": rules.resamples,
            "seed": rules.seed,
        },
        "judgements": [_judgement(one, verdict) for one in verdict.judgements],
        "articles": [_fallen(one) for one in verdict.fallen],
        "reasons": list(verdict.reasons),
        "changes": list(verdict.changes),
        "remarks": {name: list(remarks) for name, remarks in verdict.remarks.items()},
        "warnings": list(verdict.warnings()),
        "mend": mend,
    }


def verdict_json(verdict: Verdict, mend: str = "") -> str:
    """Return the verdict as one line of JSON."""
    return to_json(verdict_data(verdict, mend)) + "\n"


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
        "detectable": _rounded(one.detectable),
        "estimated": one.estimated,
        "margin_below_detectable": one.blind,
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
        "old_text": one.old_text,
        "new_text": one.new_text,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def verdict_junit(verdict: Verdict, mend: str = "") -> str:
    """Return the verdict as JUnit XML: a test case a mean, a guard and what is not comparable.

    In the form that Jenkins, GitLab and GitHub's actions read (the schema of
    Ant's junitreport, in which a skipped case is "not enough data" that does not fail).
    """
    cases = [_mean_case(one, verdict) for one in verdict.judgements]
    guarded = dict.fromkeys(one.system for one in verdict.judgements)
    for system in guarded:
        cases.append(_guard_case(system, [f for f in verdict.fallen if f.system == system]))
    if verdict.reasons:
        message = "not comparable with the baseline"
        body = "\n".join(
            [*verdict.reasons, *([f"To accept this change, run: {mend}"] if mend else [])]
        )
        cases.append(_case("baseline", "comparable", _child("error", message, body)))
    tags = {tag: sum(f"<{tag} " in case for case in cases) for tag in ("failure", "error")}
    skipped = sum("<skipped " in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{tags["failure"]}" errors="{tags["error"]}" time="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="summkit" {counts}>',
        f'  <testsuite name="summkit check" {counts} skipped="{skipped}">',
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _mean_case(one: Judgement, verdict: Verdict) -> str:
    message = judgement_line(one)
    if verdict.fails(one):
        child = _child("failure", message, message)
    elif one.outcome == "not enough data":
        child = f"      <skipped message={_attribute(message)}/>"
    else:
        child = ""
    return _case(one.system, f"{one.column.name} mean", child)


def _guard_case(system: str, fallen: Sequence[Fallen]) -> str:
    broken = [one for one in fallen if one.breach]
    if not broken:
        return _case(system, "articles", "")
    articles = len({one.article for one in broken})
    message = f"{articles} {'article' if articles == 1 else 'articles'} fell"
    return _case(
        system, "articles", _child("failure", message, "\n".join(map(article_text, broken)))
    )


def _case(system: str, name: str, child: str) -> str:
    head = f"    <testcase classname={_attribute('summkit.' + system)} name={_attribute(name)}"
    return f'{head} time="0"/>' if not child else f'{head} time="0">\n{child}\n    </testcase>'


def _child(tag: str, message: str, body: str) -> str:
    kind = {"failure": "regression", "error": "baseline"}[tag]
    return f'      <{tag} message={_attribute(message)} type="{kind}">{_xml(body)}</{tag}>'


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", one_line(text)))


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("�", terminal(text)))


def verdict_annotations(verdict: Verdict, mend: str = "", file: str = "") -> str:
    """Return workflow commands that GitHub Actions shows at the top of a run.

    GitHub shows ten of each kind a step: the means come first, then the articles.

    Parameters
    ----------
    file
        The baseline, to which the annotations are pinned.
    """
    found = []
    for one in verdict.judgements:
        if verdict.fails(one):
            found.append(
                _annotation("error", f"{one.system}: regression", judgement_line(one), file)
            )
    for fallen in verdict.fallen:
        if fallen.breach:
            title = f"{fallen.system}: article {fallen.article}"
            found.append(_annotation("error", title, article_text(fallen), file))
    for reason in verdict.reasons:
        text = f"{reason}; to accept this change, run: {mend}" if mend else reason
        found.append(_annotation("error", "not comparable", text, file))
    for name, remarks in verdict.remarks.items():
        found += [_annotation("notice", name, f"{name} {remark}", "") for remark in remarks]
    for warning in verdict.warnings():
        found.append(_annotation("warning", "summkit check", warning, file))
    found.append(_annotation("notice", "summkit check", headline(verdict), ""))
    return "".join(f"{line}\n" for line in found)


def _annotation(kind: str, title: str, message: str, file: str) -> str:
    properties = [f"title={_property(title)}"]
    if file:
        properties.insert(0, f"file={_property(file)}")
    return f"::{kind} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does: what it reads is one line."""
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
