"""The sentences of a verdict: improvements, tolerated drops, empty texts and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.errors import counted
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.judgement import Fallen, Judgement
from summkit.evaluation.matching import shortened
from summkit.metrics.column import Column


def amount(column: Column, value: float) -> str:
    """Return a value with its unit, for a sentence: "2.00 points", "3.000 words"."""
    unit = "points" if column.share else column.unit
    return f"{column.shown(value)} {unit}".rstrip()


def emptied_texts(fallen: Sequence[Fallen]) -> tuple[str, ...]:
    """Return one line for each system with texts that are empty now but not in the baseline."""
    emptied = [one for one in fallen if one.emptied]
    lines = []
    for system in dict.fromkeys(one.system for one in emptied):
        ids = [one.article for one in emptied if one.system == system]
        texts = "1 text is" if len(ids) == 1 else f"{len(ids):,} texts are"
        lines.append(
            f"{system}: {texts} empty now and not in the baseline: {shortened(ids)}; "
            f"to allow this, set empty = {len(ids)} in [check.guard]"
        )
    return tuple(lines)


def findings(judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Return one line for each mean that moved significantly and does not fail the gate."""
    lines = []
    for one in judgements:
        if one.moved and one.outcome != "fail" and one.difference is not None:
            moved = f"{one.system}, {one.column.label}"
            size = amount(one.column, abs(one.difference))
            if one.moved > 0:
                lines.append(f"better: {moved} by {size} (p {one.p_adjusted:.4f})")
            else:
                margin = amount(one.column, one.margin)
                lines.append(
                    f"worse, though within the margin of {margin}: {moved} by {size} "
                    f"(p {one.p_adjusted:.4f})"
                )
    return tuple(lines)


def warnings(
    judgements: Sequence[Judgement], rules: GateRules, notes: Sequence[str]
) -> tuple[str, ...]:
    """Return the warnings of a verdict: one line per note, or per case of too little data."""
    lines = [note.replace("`", "") for note in notes]
    provable = least_articles(rules.alpha, len(judgements))
    for one in judgements:
        name = f"{one.system}, {one.column.label}"
        if one.outcome == "not enough data" and rules.not_enough_data == "warn":
            lines.append(f"{name}: not enough data: {_undecided(one, provable, rules.alpha)}")
    short = [one.n for one in judgements if 0 < one.n < provable]
    if short:
        lines.append(
            f"with {counted(min(short), 'article')} no drop of a mean can be proven, however "
            f"large: use at least {provable} articles, and many more for small drops"
        )
    blind = [one for one in judgements if one.blind]
    if blind:
        fewest = min(one.n for one in blind)
        lines.append(
            f"with {fewest} articles a drop of less than {missed_drops(blind)} is missed half "
            "of the time, which is more than the margin: use more articles"
        )
    return tuple(lines)


def _undecided(one: Judgement, provable: int, alpha: float) -> str:
    """Explain why the data prove neither a drop nor its absence, with advice for the user."""
    differing, low, high = one.better + one.worse, one.low, one.high
    do = 'limit single articles with [check.guard], or set not_enough_data = "fail"'
    if 0 < differing < min(provable, one.n):
        some = "1 article differs" if differing == 1 else f"{differing} articles differ"
        return (
            f"only {some} from the baseline, and fewer than {provable} can prove no drop, "
            f"however large: {do}"
        )
    margin = amount(one.column, one.margin)
    if low is not None and high is not None:
        least = -high if one.higher_is_better else low
        if least > one.margin:
            return (
                f"the interval lies beyond the margin of {margin}, and p is not below "
                f"{alpha:g} after Holm's correction: use more articles, or {do}"
            )
    return f"a drop of {margin} can be neither proven nor excluded"


def least_articles(alpha: float, tests: int) -> int:
    """Return the smallest number of articles that can prove a drop, if every article drops.

    The probability that all of n articles change in the same direction by chance is 2 in 2**n.
    Holm's correction requires it to be below alpha / tests.
    """
    return next(n for n in range(1, 1075) if 2.0 ** (1 - n) < alpha / max(1, tests))


def missed_drops(judgements: Sequence[Judgement]) -> str:
    """Return the drops that are missed half of the time: "about 4.19 points of R-1 or ..."."""
    known = [one for one in judgements if one.missed is not None]
    parts = []
    for column in dict.fromkeys(one.column for one in known):
        most = max(one.missed or 0.0 for one in known if one.column == column)
        parts.append(f"{amount(column, most)} of {column.label}")
    if not parts:
        return ""
    about = "about " if any(one.estimated for one in known) else ""
    return about + " or ".join([*([", ".join(parts[:-1])] if parts[1:] else []), *parts[-1:]])
