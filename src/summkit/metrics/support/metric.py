"""Whether the article bears out what a headline, dek or summary says; without a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.metrics.support.claims import Claim, claims
from summkit.metrics.support.evidence import WITHIN, evidence
from summkit.metrics.support.negation import negations
from summkit.parameters import parameter


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
    index = evidence(document, within)
    return [claim for claim in claims(text, document.language.code) if not index.supports(claim)]


class Support(Metric):
    """How much of what the text claims stands in the article.

    * support.unsupported: how many numbers, dates, amounts, quotations and names the
      article does not have;
    * support.share: share (0..1) of the claims that it has; 1 for a text that claims
      nothing, so that systems are compared on the same articles;
    * support.negation: 1 where a negation stands on one side only, else 0; by sentence.

    A lower bound on faithfulness: every claim may be borne out and the sentence still be
    wrong. An unsupported claim is not false either: editors know things that the body does
    not say. Without a document every value is NaN.
    """

    within: str = parameter(
        "body",
        "what bears a claim out: body, dek (the dek beside it) or article (the headline too)",
        choices=WITHIN,
    )

    name: ClassVar[str] = "support"
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
        made = claims(candidate.text, document.language.code)
        index = evidence(document, self.within)
        missing = sum(not index.supports(claim) for claim in made)
        share = 1.0 - missing / len(made) if made else 1.0
        # A sentence of the article agrees with itself.
        contrary = candidate.chosen is None and any(
            negations(sentence, document) for sentence in candidate.sentences
        )
        return (float(missing), share, float(contrary))
