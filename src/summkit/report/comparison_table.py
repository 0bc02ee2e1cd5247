"""A Comparison as tables, for the terminal, Markdown, LaTeX and a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log10

from summkit.evaluation.comparison import ORACLE, REFERENCE_ROWS, Comparison
from summkit.evaluation.costs import Costs
from summkit.evaluation.effects import ALPHA, enough_resamples
from summkit.evaluation.paired import Difference, Family
from summkit.metrics.column import Column
from summkit.report.comparison_data import as_csv
from summkit.report.tables import MISSING, RENDERERS, Cell, Heading, Table, as_html

MARKS = {"*": ALPHA, "**": 0.01, "***": 0.001}
"""Mark -> the p-value, after Holm's correction, that it is below."""

GAP = "% of the lead-oracle gap"
DETECTABLE = "smallest detectable difference"


def stars(difference: Difference | None) -> str:
    """Return the mark of significance; a reference row, which is not tested, has none."""
    if difference is None or not difference.family_size:
        return ""
    return max((m for m, p in MARKS.items() if difference.p_adjusted < p), key=len, default="")


def main_table(comparison: Comparison) -> Table:
    """Return means by system, the best marked, differences from the baseline starred."""
    header = comparison.run.header
    columns = comparison.columns
    first = columns[0]
    closing = _closing(comparison)
    rows = []
    for system in comparison.systems:
        cells = [named(comparison, system)]
        if comparison.uneven:
            cells.append(Cell.number(comparison.counts[system, first.name], 0))
        for column in columns:
            mean = comparison.paired.mean(system, column.name)
            mark = stars(comparison.paired.difference(system, column.name))
            best = system in comparison.best(column.name)
            cells.append(Cell.of(mean.mean if mean else None, column, best=best, mark=mark))
        cells.append(Cell.number(comparison.words[system], 1))
        if comparison.costs:
            cells += cost_cells(comparison.costs.get(system))
        if closing:
            gap = comparison.gaps[system, closing.name]
            cells.append(Cell.number(None if gap is None else 100 * gap, 0))
        rows.append(tuple(cells))
    heads = [Heading.of(column) for column in columns]
    return Table(
        label=f"{header.target}-means",
        title=_title(comparison),
        columns=(
            Heading("system", "text"),
            *([Heading("n")] if comparison.uneven else []),
            *heads,
            Heading("words"),
            *(map(Heading, COSTS) if comparison.costs else []),
            *([Heading(GAP)] if closing else []),
        ),
        rows=tuple(rows),
        notes=(
            *verdicts(comparison),
            *about_marks(comparison),
            *(
                [
                    "n: articles with a value; means of different n are of different articles, "
                    "differences are over the articles that both have"
                ]
                if comparison.uneven
                else []
            ),
            *(
                [f"{GAP}: how far {closing.label} is on the way from lead (0) to oracle (100)"]
                if closing
                else []
            ),
            *_about_oracle(comparison),
            *_about_costs(comparison),
            *header.extra.get("notes", ()),
            *_signatures(comparison),
        ),
    )


COSTS = ("tokens", "seconds", "unusable")
"""Heads of what a language model's answers cost."""


def cost_cells(costs: Costs | None) -> list[Cell]:
    """Return the cells under `COSTS`; without numbers for what is no language model."""
    if costs is None:
        return [Cell.number(None)] * len(COSTS)
    return [
        Cell.number(costs.tokens, 0),
        Cell.number(costs.latency, 2),
        Cell.number(costs.unusable, 0),
    ]


def _about_costs(comparison: Comparison) -> list[str]:
    if not comparison.costs:
        return []
    return [
        "tokens: an answer and its question, on average; seconds: median wait for an answer"
        ", not kept in saved runs; unusable: answers that were no text, which count as 0"
    ]


def _about_oracle(comparison: Comparison) -> list[str]:
    if ORACLE not in comparison.systems:
        return []
    return [
        "oracle: the article's sentences that come closest to the reference, chosen by looking at "
        "it; a text that is cut or shortened may come closer still"
    ]


def about_marks(comparison: Comparison) -> list[str]:
    """Return what the marks mean, a line for each baseline, with the smallest p possible."""
    resamples = comparison.paired.resamples
    notes: list[str] = []
    for family in comparison.paired.families:
        marks = ", ".join(f"{mark} p < {p:g}" for mark, p in MARKS.items())
        how = f"approximate randomisation, two-sided, {resamples:,} resamples, "
        if notes:
            marks, how = "the same", ""
        plural = "comparison" if family.comparisons == 1 else "comparisons"
        notes.append(
            f"{marks} against {family.baseline}: {how}Holm's correction over "
            f"{family.comparisons} {plural}; {_smallest(family, resamples)}"
        )
        if family.least_of_articles < ALPHA:  # else no mark is in reach, which is said
            notes += _about_ties(comparison, family)
    if notes:
        beside = [s for s in comparison.systems if s in REFERENCE_ROWS and s != comparison.baseline]
        if beside:
            notes.append(f"not tested, for comparison only: {', '.join(beside)}")
    return notes


def _about_ties(comparison: Comparison, family: Family) -> list[str]:
    label = {column.name: column.label for column in comparison.columns}
    bound = [
        f"{d.system} in {label[d.metric]} ({d.differing} of {d.n}, p at least {p:.{_decimals(p)}f})"
        for d, p in comparison.paired.bound(family.baseline)
    ]
    if not bound:
        return []
    return [f"too few articles differ from {family.baseline} for any mark: {', '.join(bound)}"]


def _smallest(family: Family, resamples: int) -> str:
    """Say the smallest p-value that a family can give, and which marks are out of its reach."""
    least = family.smallest_p
    few = family.least_of_articles > family.least_of_resamples
    # Of few articles random draws may come out a little below what all sign patterns give.
    text = f"smallest possible p: {'about ' if few else ''}{least:.{_decimals(least)}f}"
    if few and family.differing < family.articles:
        text += f" (at most {family.differing} of {family.articles} articles differ)"
    beyond = [mark for mark, p in MARKS.items() if least >= p]
    if not beyond:
        return text
    text += f"; {' and '.join(beyond)} {'is' if len(beyond) == 1 else 'are'} out of reach"
    strictest = min(MARKS[mark] for mark in beyond)
    if family.least_of_articles >= strictest:
        return f"{text} of {family.differing} articles"
    return f"{text} below {enough_resamples(family.comparisons, strictest):,} resamples"


def _decimals(p: float) -> int:
    """Return how many decimals show a p-value: four, or as many as its first digit needs."""
    return max(4, ceil(-log10(p)))


def verdicts(comparison: Comparison) -> list[str]:
    """Say of each tested system, in words, in what it is better or worse than the baselines."""
    lines = []
    for system in comparison.compared:
        shown: list[str] = []
        equal: list[Difference] = []
        for differences in (comparison.paired.differences, comparison.paired.second):
            tested = [d for d in differences if d.system == system and d.family_size]
            if tested and not any(map(_outcome, tested)):
                equal.append(tested[0])
            elif tested:
                shown.append(_against(comparison, tested))
        if equal:
            shown.append(_none(joined([each.baseline for each in equal]), "", equal))
        if shown:
            lines.append(f"verdict: {system}: {'; '.join(shown)}")
    return lines


def _against(comparison: Comparison, tested: Sequence[Difference]) -> str:
    """Say what the differences of one system from one baseline show, of which some are shown."""
    labels: dict[str, list[str]] = {}
    baseline = tested[0].baseline
    for difference in tested:
        column = comparison.run.header.column(difference.metric)
        labels.setdefault(_outcome(difference), []).append(column.label)
    open_ = labels.pop("", [])
    said = [f"{outcome} than {baseline} in {joined(each)}" for outcome, each in labels.items()]
    if open_:
        said.append(_none(baseline, f" in {joined(open_)}", tested))
    return ", ".join(said)


def _none(baselines: str, where: str, differences: Sequence[Difference]) -> str:
    count = max(difference.n for difference in differences)
    articles = f"these {count:,} articles" if count > 1 else "this one article"
    return f"no difference from {baselines}{where} that {articles} can show"


def _outcome(difference: Difference) -> str:
    """Return what a difference is, in a word; "" where it is not significant."""
    if not stars(difference):
        return ""
    if difference.gain is None:
        return "higher" if difference.mean_difference > 0 else "lower"
    return "better" if difference.gain > 0 else "worse"


def joined(words: Sequence[str]) -> str:
    """Return "R-1, R-2 and R-L"."""
    return " and ".join([", ".join(words[:-1]), *words[-1:]] if len(words) > 1 else words)


def _closing(comparison: Comparison) -> Column | None:
    """Return the first column in which there is a gap from lead to oracle; None without one."""
    gaps = {column for (_, column), gap in comparison.gaps.items() if gap is not None}
    return next((column for column in comparison.columns if column.name in gaps), None)


def _signatures(comparison: Comparison) -> list[str]:
    """Return a signature of the shown columns for each way that they are measured."""
    paired, signatures = comparison.paired, comparison.run.header.signatures
    shown = [signatures[column.name] for column in comparison.columns]
    # Columns of one metric differ in their name alone.
    ways = {signature.partition("|")[2]: signature for signature in reversed(shown)}
    kept = [signature for signature in shown if signature in ways.values()]
    return [f"{each}|bs:{paired.resamples}|seed:{paired.seed}" for each in kept]


def difference_tables(comparison: Comparison) -> list[Table]:
    """Return all differences, a table for each baseline."""
    paired = comparison.paired
    found = [part for part in (paired.differences, paired.second) if part]
    return [_difference_table(comparison, part, last=part is found[-1]) for part in found]


def _difference_table(
    comparison: Comparison, differences: Sequence[Difference], *, last: bool
) -> Table:
    """Return differences from one baseline; the last table says what its numbers mean."""
    uneven = len({difference.n for difference in differences}) > 1
    rows = []
    for difference in differences:
        column = comparison.run.header.column(difference.metric)
        low, high = map(column.shown, (difference.interval.low, difference.interval.high))
        counts = (difference.wins, difference.ties, difference.losses)
        rows.append(
            (
                named(comparison, difference.system),
                Cell(column.label),
                *([Cell.number(difference.n, 0)] if uneven else []),
                Cell.of(difference.mean_difference, column, mark=stars(difference)),
                Cell(f"{low} to {high}"),
                Cell.number(difference.p_adjusted if difference.family_size else None, 4),
                Cell.number(difference.effect_size, 2),
                Cell(MISSING if None in counts else "/".join(map(str, counts))),
                Cell.of(difference.detectable, column),
            )
        )
    baseline = differences[0].baseline
    level = f"{100 * differences[0].interval.level:g}%"
    meanings = (
        "diff: mean of the system minus that of the baseline, over the articles that both have",
        f"{level} interval: where that difference lies for articles like these, by resampling them",
        "p: how often chance alone gives so large a difference, after Holm's correction; – not "
        "tested",
        "d: the difference in standard deviations of the differences, positive where the system "
        "is better",
        "win/tie/loss: on how many articles the system is better, equal and worse",
        f"{DETECTABLE}: the smallest true difference that these articles would show, 4 times in 5"
        + ("; not where so few differ that no p is below 0.05" if _bound(comparison) else ""),
    )
    return Table(
        label=f"{comparison.run.header.target}-differences-from-{baseline}",
        title=f"Differences from {baseline}",
        columns=(
            Heading("system", "text"),
            Heading("metric", "text"),
            *([Heading("n")] if uneven else []),
            Heading("diff"),
            Heading(f"{level} interval", "text"),
            Heading("p"),
            Heading("d"),
            Heading("win/tie/loss", "text"),
            Heading(DETECTABLE),
        ),
        rows=tuple(rows),
        notes=meanings if last else (),
    )


def _bound(comparison: Comparison) -> bool:
    return any(comparison.paired.bound(f.baseline) for f in comparison.paired.families)


def strata_tables(comparison: Comparison) -> list[Table]:
    """Return one table a property: the first column's mean by bin of the articles."""
    column = comparison.columns[0]
    tables = []
    for strata in comparison.strata:
        rows = [
            (
                named(comparison, system),
                *(Cell.of(part.means[system, column.name], column) for part in strata.bins),
            )
            for system in comparison.systems
        ]
        heads = [Heading(f"{part.label} (n={part.articles})") for part in strata.bins]
        tables.append(
            Table(
                label=f"{comparison.run.header.target}-by-{strata.property}",
                title=f"{column.head} by {strata.property}",
                columns=(Heading("system", "text"), *heads),
                rows=tuple(rows),
            )
        )
    return tables


def tables(comparison: Comparison) -> list[Table]:
    """Return all tables of a comparison, the main one first."""
    return [
        main_table(comparison),
        *difference_tables(comparison),
        *strata_tables(comparison),
    ]


def drawn(comparison: Comparison, kind: str) -> str:
    """Return all tables, drawn as one of `RENDERERS` or as "html"; CSV is one table."""
    if kind == "csv":
        return as_csv(comparison)
    render = as_html if kind == "html" else RENDERERS[kind]
    return "\n".join(render(table) for table in tables(comparison))


def named(comparison: Comparison, system: str) -> Cell:
    """Return the cell that names a system, with what must be known of it."""
    return Cell(system, remarks=tuple(comparison.run.header.remarks.get(system, ())))


def _title(comparison: Comparison) -> str:
    header = comparison.run.header
    count = len(comparison.run.articles)
    budgets = {str(system.get("budget")) for system in header.systems.values()} - {"None"}
    budget = ""
    if len(budgets) == 1:
        bounds = next(s["budget"] for s in header.systems.values() if s.get("budget"))
        budget = ", at most " + ", ".join(f"{bound} {name}" for name, bound in bounds.items())
    plural = "article" if count == 1 else "articles"
    against = " or ".join(header.against)
    have = header.corpus.get("referenced", count)
    how = f"against the {against}"
    if have < count:
        how += f" ({have} of {count} have one)"
    return f"{header.target}: {count} {plural}, {how if have else 'without a reference'}{budget}"
