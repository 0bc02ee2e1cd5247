"""Support: whether the article supports the claims of a headline, dek or summary; no model."""

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
"""Maximum number of characters searched for quotations (some seconds). Above it, values are NaN."""
_WHY: dict[Casing, str] = {
    "lower": "they are in lower case, and have no value",
    "capitals": "they are in capitals in a language without a list of ordinary words, and have "
    "no value",
    "title": "every word has a capital, in a language without a list of ordinary words",
    "none": "their script has no capitals; numbers, dates and quotations are checked",
}


def unsupported(text: str, document: Document, *, within: str = "body") -> list[Claim]:
    """Return the claims of a text that its article does not support, in order of start.

    Parameters
    ----------
    text
        A headline, dek or summary; ``text[claim.start:claim.end] == claim.text``.
    document
        Its article. The index made from it exists as long as the document.
    within
        The texts that may support a claim: "body"; "dek" (body and dek); or "article" (body, dek
        and headline), which must not be used to judge the article's own headline.

    Raises
    ------
    UsageError
        If `within` has another value.
    """
    return _missing(text, claims(text, document.language.code), evidence(document, within))


def _missing(text: str, made: Sequence[Claim], index: Evidence) -> list[Claim]:
    missing = [claim for claim in made if not index.supports(claim)]
    if not any(claim.kind == "name" for claim in missing):
        return missing
    # "Office" and "Fair Trading" are two claims, but one name; the article may have its initials.
    shortened = bytearray(len(text))  # one byte per character
    for run in runs(text, index.language):
        if index.shortens(run):
            shortened[run.start : run.end] = bytes([1]) * (run.end - run.start)
    return [c for c in missing if c.kind != "name" or not any(shortened[c.start : c.end])]


def names_unchecked(text: str, document: Document, *, within: str = "body") -> Casing:
    """Return the reason why the names of a text cannot be checked; "" if they can.

    "lower" and "capitals" are faults of the text, which then has no `support.share`: a text of
    which only the numbers were checked must not look correct. "title" and "none" are the normal
    spelling of its language or script.

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
        See `unsupported`.
    """
    return casing_of(text, evidence(document, within))


class Support(Metric):
    """Number of names, numbers, dates and quotations of a text that its article does not support.

    * support.unsupported: number of numbers, dates, amounts, quotations and names that the
      article does not contain;
    * support.share: share (0..1) of the claims that it contains; 1 for a text without claims, so
      that systems are compared on the same articles;
    * support.negation: 1 if a sentence negates a statement that the article affirms, or the
      reverse; 0 otherwise.

    The number is a lower bound on the faults of faithfulness, because a sentence may be wrong
    although every claim is supported. On the other hand, an unsupported claim may be true, because
    editors know facts that the body does not contain. Without a document every value is NaN.

    Names are recognised by their capitals. A text without them (in lower case, or in capitals in a
    language without a list of ordinary words) is not checked for names: unsupported and share
    are NaN, and `notes` counts such texts. In a script without case all other claims are
    checked; `notes` counts these texts as well (see `casing_of`).

    Examples
    --------
    >>> import summkit as sk
    >>> article = sk.Article("The fire in Ostrava hurt 3 people.", id="a", language="en")
    >>> score = sk.score({"a": "It hurt 5 people."}, articles=[article], metrics=[sk.Support()])
    >>> score["support.unsupported"].mean
    1.0
    """

    within: str = parameter(
        "body",
        "Texts that may support a claim: body; dek (also the dek); article (also the headline).",
        choices=WITHIN,
    )

    name: ClassVar[str] = "support"
    version: ClassVar[int] = 2
    source: ClassVar[str] = (
        "after the entity and number checks of Nan et al. 2021, Entity-level Factual Consistency"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """support.unsupported, support.share, support.negation; for the share higher is better."""
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
        # Sentences of the article agree with the article, so they are not checked.
        sentences = candidate.sentences if candidate.chosen is None else ()
        contrary = has_negation(sentences, document)
        return (float(missing), share, NAN if contrary is None else float(contrary))

    def findings(self, items: Sequence[Item]) -> list[Casing | None]:
        """Return the reason why each text's names cannot be checked; None without a document."""
        return [
            casing_of(item.candidate.text, evidence(item.document, self.within))
            if item.document
            else None
            for item in items
        ]

    def notes(self, findings: Sequence[Casing | None]) -> tuple[str, ...]:
        """Return the number of texts whose names were not checked, with the reasons."""
        total = sum(finding is not None for finding in findings)
        counts = [(findings.count(casing), why) for casing, why in _WHY.items()]
        return tuple(
            f"support: names not checked in {count} of {total} texts: {why}"
            for count, why in counts
            if count
        )
