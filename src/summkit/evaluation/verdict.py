"""A Verdict: the result of the gate as plain data, from which every output is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from summkit.evaluation import verdict_sentences
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.judgement import Fallen, Judgement
from summkit.evaluation.shared import CorpusChange
from summkit.naming import Attributes

Status = Literal["pass", "fail", "incomplete", "not comparable"]


@dataclass(frozen=True, slots=True, repr=False)
class Verdict(Attributes):
    """The result of the gate. Printing the object prints all of it.

    It is true if `status` is "pass": ``assert summkit.check(run, baseline)``.

    Attributes
    ----------
    target, corpus, signatures
        From the header of the current run.
    rules
        The rules by which the gate judged the run.
    reasons
        Reasons why runs or parts of them are not comparable, one line each. There are no
        judgements on these parts.
    judgements
        By system and column, in the order of the current run.
    fallen
        By system and column, the largest falls first.
    corpus_change
        The changes in the corpus since the baseline. Only shared articles are judged.
    changes
        Differences in the version and in the configuration of the systems, one line each: often
        the cause of a drop.
    notes
        Notes for the reader, one line each: margins that are too wide, and texts of other systems
        for articles that the corpus does not contain.
    unmatched
        System -> a sentence on its texts that are missing or duplicated.
    remarks
        System -> remarks for the reader, such as its training data.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> articles = [sk.Article(body, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]
    >>> run = sk.compare(articles, target="dek", words=12, resamples=100).run
    >>> verdict = sk.check(run, run, margin=2.0)
    >>> bool(verdict), verdict.status, verdict.reasons
    (True, 'pass', ())
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
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
        """Return the verdict as Markdown, for a job summary or a comment on a pull request."""
        from summkit.report.verdict import verdict_markdown

        return verdict_markdown(self)

    @property
    def status(self) -> Status:
        """The overall result.

        "fail" has priority over "incomplete" (missing texts), and both over "not comparable".
        """
        if any(self.fails(one) for one in self.judgements):
            return "fail"
        if any(one.breach for one in self.fallen):
            return "fail"
        if self.unmatched:
            return "incomplete"
        return "not comparable" if self.reasons else "pass"

    def fails(self, judgement: Judgement) -> bool:
        """Return whether a judgement fails the gate, with the rule for "not enough data"."""
        open_ = judgement.outcome == "not enough data"
        return judgement.outcome == "fail" or (open_ and self.rules.not_enough_data == "fail")

    def emptied(self) -> tuple[str, ...]:
        """Return one line for each system with texts that are empty now but not in the baseline."""
        return verdict_sentences.emptied_texts(self.fallen)

    def findings(self) -> tuple[str, ...]:
        """Return one line for each mean that moved significantly and does not fail the gate."""
        return verdict_sentences.findings(self.judgements)

    def warnings(self) -> tuple[str, ...]:
        """Return the warnings, one line each: the notes, and data that prove too little."""
        return verdict_sentences.warnings(self.judgements, self.rules, self.notes)
