"""What the gate says and by which rules, as plain data for every output to draw from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, ClassVar, Literal

from summkit.arguments import number, whole
from summkit.errors import UsageError, counted
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.margin import Outcome
from summkit.evaluation.matching import shortened
from summkit.evaluation.resampling import RESAMPLES, SEED
from summkit.evaluation.shared import CorpusChange
from summkit.metrics.column import Column
from summkit.naming import Attributes
from summkit.schema import MOST_RESAMPLES

Status = Literal["pass", "fail", "incomplete", "not comparable"]
Treatment = Literal["pass", "warn", "fail"]
TREATMENTS: tuple[Treatment, ...] = ("pass", "warn", "fail")
UNITS = ("points",)
"""What `unit` may say: as the tables show them, shares times 100."""


def amount(column: Column, value: float) -> str:
    """Return a value as a sentence says it: "2.00 points", "3.000 words"."""
    unit = "points" if column.share else column.unit
    return f"{column.shown(value)} {unit}".rstrip()


def _at_least_0(value: float) -> bool:
    return 0 <= value < inf


@dataclass(frozen=True, slots=True)
class GateRules:
    """When a run fails.

    Attributes
    ----------
    columns
        Names of the columns that are gated, in order; which way is better, the run says.
    margin, margins
        The largest drop of a mean that is tolerated, in the unit of the tables: 2 is two
        points of ROUGE. `margins` names columns with one of their own. None is 1 point, or
        0.01 of a column that is no share.
    common
        Columns in `margins` whose margin was not chosen for them alone.
    drops
        Column -> the largest fall of a single article that is tolerated, in the unit of the
        tables; columns without one are not guarded.
    allowed
        So many articles a system may fall by more than `drops` in a column.
    empty
        So many texts of a system may be empty that are not empty in the baseline.
    not_enough_data
        What a mean that is neither proven worse nor proven good counts as.
    alpha
        Chance of a false alarm over all means of one gate, two-sided, together.
    """

    columns: Sequence[str]
    margin: float | None = None
    margins: Mapping[str, float] = field(default_factory=dict)
    common: Collection[str] = ()
    drops: Mapping[str, float] = field(default_factory=dict)
    allowed: int = 0
    empty: int = 0
    not_enough_data: Treatment = "warn"
    alpha: float = ALPHA
    resamples: int = RESAMPLES
    seed: int = SEED

    def __post_init__(self) -> None:
        if self.not_enough_data not in TREATMENTS:
            takes = f"one of {', '.join(TREATMENTS)}"
            raise UsageError(f"`not_enough_data` takes {takes}, not {self.not_enough_data!r}")
        for parameter, values in (("margins", self.margins), ("drops", self.drops)):
            for name, value in values.items():
                number(f"{parameter}[{name!r}]", value, "a number of at least 0", _at_least_0)
        if self.margin is not None:
            number("margin", self.margin, "a number of at least 0", _at_least_0)
        number("alpha", self.alpha, "a number above 0 and below 1", lambda level: 0 < level < 1)
        whole("resamples", self.resamples, 1, MOST_RESAMPLES)
        whole("seed", self.seed, 0)

    def margin_of(self, column: Column) -> float:
        """Return the margin that holds for a column, in the unit of its values."""
        margin = self.margins.get(column.name, self.margin)
        if margin is None:
            return 0.01
        return margin / column.scale

    def chosen(self, column: Column) -> bool:
        """Say whether the margin was chosen for this column alone."""
        return column.name in self.margins and column.name not in self.common

    def limit_of(self, column: Column) -> float:
        """Return how far an article may fall, in the unit of the values; infinite unguarded."""
        return self.drops.get(column.name, inf) / column.scale


@dataclass(frozen=True, slots=True)
class Judgement:
    """One system and column: what its mean did.

    Attributes
    ----------
    outcome
        As `margin.verdict` says, on p-values after Holm's correction.
    n
        Articles where baseline and current run both have a value.
    old, new
        Means over those; None without any.
    difference, low, high
        new - old with its interval of level 1 - alpha, in the unit of the column: for a
        column where lower is better, a positive difference is the worse one.
    p, p_adjusted
        Approximate randomisation, two-sided, before and after Holm's correction over all
        judgements of the verdict.
    better, same, worse
        Articles that moved so.
    significant
        Whether the mean moved, either way: `p_adjusted` is below alpha.
    detectable
        The smallest drop that these articles would show 4 times in 5, at the corrected
        level; see `detectable_drop`.
    missed
        A true drop smaller than this is missed half of the time or more often: it is within
        the margin, or these articles are too few to show it.
    estimated
        Whether these two had to be estimated, because hardly any article changed.
    """

    system: str
    column: Column
    outcome: Outcome
    n: int
    old: float | None
    new: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float
    p_adjusted: float
    better: int
    same: int
    worse: int
    margin: float
    significant: bool
    detectable: float | None
    missed: float | None
    estimated: bool

    @property
    def higher_is_better(self) -> bool:
        """Whether a higher mean is the better one."""
        return self.column.better == 1

    @property
    def blind(self) -> bool:
        """Whether the corpus misses a drop of the margin more often than not."""
        return self.missed is not None and self.margin < self.missed

    @property
    def moved(self) -> int:
        """1 where the mean is significantly better, -1 where it is worse, else 0."""
        if not self.significant or not self.difference:
            return 0
        return 1 if (self.difference > 0) == (self.column.better != -1) else -1

    @property
    def tolerated(self) -> bool:
        """Whether the mean dropped significantly, and not by more than the margin."""
        return self.moved < 0 and self.outcome != "fail"


@dataclass(frozen=True, slots=True)
class Fallen:
    """One article that fell by more than is tolerated, or whose text is missing or empty now.

    Also the articles that fell furthest where a mean failed without any that breaches.

    Attributes
    ----------
    old, new
        Values of `column`; `new` is None where the current run has no text for the article.
    limit
        What is tolerated; infinite where the column is not guarded.
    old_text, new_text
        What was written; "" where the baseline keeps no texts.
    breach
        Whether it fails the gate: False for falls within `GateRules.allowed`, and where
        it is named for explanation only, and for a text that an outputs file lacks:
        `Verdict.unmatched` has that.
    emptied
        Whether the text is empty now and is not in the baseline.
    """

    article: str
    system: str
    column: Column
    old: float
    new: float | None
    limit: float
    old_text: str
    new_text: str
    breach: bool = True
    emptied: bool = False

    @property
    def fall(self) -> float:
        """By how much, whichever direction is worse; infinite where nothing was written."""
        return inf if self.new is None else abs(self.new - self.old)


@dataclass(frozen=True, slots=True, repr=False)
class Verdict(Attributes):
    """What the gate says; every output is drawn from it. Printed, it says it all.

    It is true where `status` is "pass": ``assert summkit.check(run, baseline)``.

    Attributes
    ----------
    target, corpus, signatures
        Of the current run.
    reasons
        What keeps runs from being compared, a line each; judgements are then missing.
    judgements
        By system and column, in the order of the current run.
    fallen
        By system and column, those that fell furthest first.
    corpus_change
        What became of the baseline's articles; the shared ones are judged.
    changes
        What differs in the systems' configuration, or in what measured them, a line each:
        often the cause.
    notes
        What a reader must know, a line each: margins that are too wide, texts made elsewhere
        for articles that the corpus does not have.
    unmatched
        System -> in words, which of its texts made elsewhere are missing or there twice.
    remarks
        System -> what a reader must know of it, such as what it was trained on.
    """

    _meant: ClassVar[Mapping[str, str]] = {
        "ok": "status",
        "passed": "status",
        "failed": "status",
        "result": "status",
        "regressions": "judgements",
        "to_json": "json.dumps(verdict.to_dict()) makes JSON",
        "to_html": "summkit check --report page.html writes a page",
        "to_frame": "pandas.DataFrame(verdict.to_dict()['judgements']) makes one",
    }

    target: str
    corpus: Mapping[str, object]
    signatures: Mapping[str, str]
    rules: GateRules
    reasons: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    corpus_change: CorpusChange = field(default_factory=lambda: CorpusChange(()))
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unmatched: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.status == "pass"

    def __str__(self) -> str:
        from summkit.report.verdict import verdict_text

        return verdict_text(self).rstrip("\n")

    def __repr__(self) -> str:
        from summkit.report.verdict import headline

        return f"Verdict({headline(self)})"

    def _repr_html_(self) -> str:
        from summkit.report.verdict import verdict_html

        return verdict_html(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that ``summkit check --format json`` writes."""
        from summkit.report.verdict_ci import verdict_data

        return verdict_data(self)

    def to_markdown(self) -> str:
        """Return the verdict as a job summary or a comment on a pull request shows it."""
        from summkit.report.verdict import verdict_markdown

        return verdict_markdown(self)

    @property
    def status(self) -> Status:
        """A proven regression wins over missing texts, and both over what cannot be compared."""
        if any(self.fails(one) for one in self.judgements):
            return "fail"
        if any(one.breach for one in self.fallen):
            return "fail"
        if self.unmatched:
            return "incomplete"
        return "not comparable" if self.reasons else "pass"

    def fails(self, judgement: Judgement) -> bool:
        """Whether a judgement fails the gate, by the treatment of "not enough data"."""
        open_ = judgement.outcome == "not enough data"
        return judgement.outcome == "fail" or (open_ and self.rules.not_enough_data == "fail")

    def emptied(self) -> tuple[str, ...]:
        """Return which texts are empty now that are not in the baseline, a line a system."""
        lines = []
        for system in dict.fromkeys(one.system for one in self.fallen if one.emptied):
            ids = [one.article for one in self.fallen if one.emptied and one.system == system]
            texts = "1 text is" if len(ids) == 1 else f"{len(ids):,} texts are"
            lines.append(
                f"{system}: {texts} empty now and not in the baseline: {shortened(ids)}; "
                f"empty = {len(ids)} in [check.guard] allows so many"
            )
        return tuple(lines)

    def findings(self) -> tuple[str, ...]:
        """Return what moved significantly without failing, a line each."""
        lines = []
        for one in self.judgements:
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

    def warnings(self) -> tuple[str, ...]:
        """Return what does not fail but should be known, a line each."""
        lines = [note.replace("`", "") for note in self.notes]
        provable = least_articles(self.rules.alpha, len(self.judgements))
        for one in self.judgements:
            name = f"{one.system}, {one.column.label}"
            if one.outcome == "not enough data" and self.rules.not_enough_data == "warn":
                lines.append(f"{name}: not enough data: {self._undecided(one, provable)}")
        short = [one.n for one in self.judgements if 0 < one.n < provable]
        if short:
            lines.append(
                f"with {counted(min(short), 'article')} no drop of a mean can be proven, however "
                f"large: use at least {provable} articles, and many more for small drops"
            )
        blind = [one for one in self.judgements if one.blind]
        if blind:
            fewest = min(one.n for one in blind)
            lines.append(
                f"with {fewest} articles a drop of less than {missed_drops(blind)} is missed half "
                "of the time, which is more than the margin: use more articles"
            )
        return tuple(lines)

    def _undecided(self, one: Judgement, provable: int) -> str:
        """Say why a mean is neither proven worse nor proven good, and what to do about it."""
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
                    f"{self.rules.alpha:g} after Holm's correction: use more articles, or {do}"
                )
        return f"a drop of {margin} can be neither proven nor excluded"


def least_articles(alpha: float, tests: int) -> int:
    """Return how many articles can show a drop at all: if each one of them drops.

    The chance that all of n articles move the same way is 2 in 2**n, which Holm's correction
    wants below alpha / tests.
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
