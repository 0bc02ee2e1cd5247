"""Whether the article bears out what a headline, dek or summary says; without a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Item, Metric
from summkit.metrics.column import Column
from summkit.metrics.support.casing import FAULTS, Casing, casing_of
from summkit.metrics.support.claims import Claim, claims
from summkit.metrics.support.evidence import WITHIN, Evidence, evidence
from summkit.metrics.support.initials import runs
from summkit.metrics.support.negation import has_negation
from summkit.parameters import parameter

SEARCHED = 10**10
"""Characters searched for quotations, some seconds; a text that needs more has no value."""
_WHY: dict[Casing, str] = {
    "lower": "they are in lower case, and have no value",
    "capitals": "they are in capitals in a language without a list of ordinary words, and have "
    "no value",
    "title": "every word has a capital, in a language without a list of ordinary words",
    "none": "their script has no capitals; numbers, dates and quotations are checked",
}


def unsupported(text: str, document: Document, *, within: str = "body") -> list[Claim]:
    """Return the claims of a text that its article does not bear out, in order of start.

    Parameters
    ----------
    text
        A headline, dek or summary; ``text[claim.start:claim.end] == claim.text``.
    document
        Its article. The index made of it is kept as long as it is.
    within
        What may bear a claim out: "body"; "dek", the dek beside it; "article", the
        headline too, which is wrong for judging that headline.

    Raises
    ------
    UsageError
        If `within` is none of these.
    """
    return _missing(text, claims(text, document.language.code), evidence(document, within))


def _missing(text: str, made: Sequence[Claim], index: Evidence) -> list[Claim]:
    missing = [claim for claim in made if not index.supports(claim)]
    if not any(claim.kind == "name" for claim in missing):
        return missing
    # "Office" and "Fair Trading" are two claims, and one name whose initials may stand there.
    shortened = bytearray(len(text))  # one byte a character
    for run in runs(text, index.language):
        if index.shortens(run):
            shortened[run.start : run.end] = bytes([1]) * (run.end - run.start)
    return [c for c in missing if c.kind != "name" or not any(shortened[c.start : c.end])]


def names_unchecked(text: str, document: Document, *, within: str = "body") -> Casing:
    """Return why the names of a text cannot be checked, "" where they can.

    "lower" and "capitals" are faults of the text, which then has no `support.share`: a text
    of which only the numbers are checked must not look clean. "title" and "none" are the
    custom of its language or script.

    Examples
    --------
    >>> from summkit import Article, analyse
    >>> article = analyse(Article(body="The mayor of Cardiff sacked an aide.", language="en"))
    >>> names_unchecked("jack smith sacked by the mayor of cardiff", article)
    'lower'
    >>> names_unchecked("Jack Smith sacked by the mayor of Cardiff", article)
    ''

    Raises
    ------
    UsageError
        As `unsupported`.
    """
    return casing_of(text, evidence(document, within))


class Support(Metric):
    """How many names, numbers, dates and quotations of a text its article does not bear out.

    * support.unsupported: how many numbers, dates, amounts, quotations and names the
      article does not have;
    * support.share: share (0..1) of the claims that it has; 1 for a text that claims
      nothing, so that systems are compared on the same articles;
    * support.negation: 1 where a negation stands on one side only, else 0; by sentence.

    A lower bound on faithfulness: every claim may be borne out and the sentence still be
    wrong. An unsupported claim is not false either: editors know things that the body does
    not say. Without a document every value is NaN.

    Names are told by their capitals. A text without them (in lower case, or in capitals in a
    language without a list of ordinary words) is not checked for names: unsupported and share
    are NaN, and `notes` counts such texts. In a script without case only what else a text
    claims is checked, which `notes` says too (`casing_of`).
    """

    within: str = parameter(
        "body",
        "What may bear a claim out: body; dek, the dek too; article, the headline too.",
        choices=WITHIN,
    )

    name: ClassVar[str] = "support"
    version: ClassVar[int] = 2
    source: ClassVar[str] = (
        "after the entity and number checks of Nan et al. 2021, Entity-level Factual Consistency"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """support.unsupported, support.share, support.negation; more is better of the share."""
        return (
            Column("support.unsupported", "unsupported", unit="claims", better=-1),
            Column("support.share", "supported", better=1, share=True),
            Column("support.negation", "negation", better=-1, share=True),
        )

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        if document is None:
            return (NAN, NAN, NAN)
        index = evidence(document, self.within)
        missing = share = NAN
        if casing_of(candidate.text, index) not in FAULTS:
            made = claims(candidate.text, document.language.code)
            quoted = {claim.normal for claim in made if claim.kind == "quotation"}
            if len(quoted) * len(index.text) <= SEARCHED:
                missing = len(_missing(candidate.text, made, index))
                share = 1.0 - missing / len(made) if made else 1.0
        # A sentence of the article agrees with itself.
        sentences = candidate.sentences if candidate.chosen is None else ()
        contrary = has_negation(sentences, document)
        return (float(missing), share, NAN if contrary is None else float(contrary))

    def findings(self, items: Sequence[Item]) -> list[Casing | None]:
        """Return why the names of each text cannot be checked; None without a document."""
        return [
            casing_of(item.candidate.text, evidence(item.document, self.within))
            if item.document
            else None
            for item in items
        ]

    def notes(self, findings: Sequence[Casing | None]) -> tuple[str, ...]:
        """Return in how many texts names are not checked, and why."""
        total = sum(finding is not None for finding in findings)
        counts = [(findings.count(casing), why) for casing, why in _WHY.items()]
        return tuple(
            f"support: names not checked in {count} of {total} texts: {why}"
            for count, why in counts
            if count
        )
