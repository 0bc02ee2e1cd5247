"""How much of a text is taken from the article: extractive fragments and novel n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.metrics.folding import FOLDS, fold_for, fold_of, fold_setting
from summkit.metrics.tokens import PROFILES, profile_for, tokens
from summkit.parameters import parameter

SIZES = (1, 2, 3, 4)
_FEW = 1_000
BETTER = {"extractive": 1, "abstractive": -1}
"""What is wanted of a text -> which way is better of what it takes from the body."""


class Fragments(Metric):
    """Coverage, density, compression, and the share of novel n-grams, against the body.

    * coverage: share (0..1) of the candidate's tokens that stand in a fragment;
    * density: mean over its tokens of the length of the fragment each stands in (at
      most the candidate's length), 0 for a token in none;
    * compression: tokens of the body for each token of the candidate;
    * novel1..novel4: share (0..1) of the candidate's distinct n-grams that the body
      does not have, as SummEval's program counts them (Fabbri et al. 2021).

    Tokens are those of the profile, unstemmed, where the paper has spaCy's. A candidate
    without tokens, or too short for an n-gram, has 0, as in the paper's program; without
    a document every value is NaN.
    """

    profile: str = parameter(
        "auto",
        "Which tokens; auto is ascii for English, else unicode.",
        choices=("auto", *PROFILES),
    )

    better: str = parameter(
        "none",
        "Which way is better, for marks and the gate: extractive (more is taken from the body), "
        "abstractive, or none",
        choices=("none", *BETTER),
    )
    fold: str = parameter(
        "auto",
        "Letters that count as one in the unicode profile; auto goes by language.",
        choices=("auto", "none", *FOLDS),
    )

    name: ClassVar[str] = "fragments"
    source: ClassVar[str] = "Grusky, Naaman and Artzi 2018, Newsroom, section 3.1"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Coverage, density, compression, novel1 to novel4.

        They describe, unless `better` says which way is better. Then density and novel2, which
        follow people's judgements of factuality closest (benchmarks/humans.md), are the main
        ones, which are shown and gated unasked.
        """
        taken = BETTER.get(self.better)
        new = -taken if taken else None
        main = taken is not None
        return (
            Column("coverage", better=taken, share=True, main=False),
            Column("density", unit="tokens", better=taken, main=main),
            Column("compression", main=False),
            *(
                Column(f"novel{n}", f"novel-{n}", better=new, share=True, main=main and n == 2)
                for n in SIZES
            ),
        )

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Profile; `better` changes no value."""
        return (("profile", self.profile), *fold_setting(self.profile, self.fold))

    def for_language(self, language: str) -> Fragments:
        """Settle "auto" by the corpus's language."""
        profile = profile_for(language) if self.profile == "auto" else self.profile
        fold = fold_for(language) if self.fold == "auto" else self.fold
        return replace(self, profile=profile, fold=fold)

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        if document is None:
            return (NAN,) * len(self.columns)
        profile = self.profile
        if profile == "auto":
            profile = profile_for(document.language.code)
        fold = fold_of(self.fold, document)
        numbers, body = _body(document, profile, fold)
        text = tokens(candidate.text, profile, fold=fold)
        missing = [token for token in text if token not in numbers]
        # Other threads may read the article's numbers: what it does not have stands in a copy.
        written = _coded(text, {**numbers} if missing else numbers)
        size = max(1, len(written))
        lengths = [end - start for start, end in fragments(written, body)]
        return (
            sum(lengths) / size,
            sum(length * length for length in lengths) / size,
            len(body) / size if written else 0.0,
            *(novel_share(written, body, n) for n in SIZES),
        )


def characters(*texts: Sequence[str]) -> tuple[str, ...]:
    """Write each list of tokens as a string: one character a token, equal for equal tokens.

    Runs of tokens are then found by Python's own string search, in C.
    """
    numbers: dict[str, int] = {}
    return tuple(_coded(text, numbers) for text in texts)


def _coded(text: Sequence[str], numbers: dict[str, int]) -> str:
    """Return a string of the tokens' numbers; tokens that have none get the next."""
    return "".join([chr(numbers.setdefault(token, len(numbers))) for token in text])


def _body(document: Document, profile: str, fold: str) -> tuple[dict[str, int], str]:
    """Return the numbers of an article's tokens, and its body in them: one for all its texts."""
    known: dict[tuple[str, str], tuple[dict[str, int], str]]
    known = document.memory.setdefault(_body, {})
    made = known.get((profile, fold))
    if made is None:
        numbers: dict[str, int] = {}
        made = numbers, _coded(tokens(document.article.body, profile, fold=fold), numbers)
        known[profile, fold] = made
    return made


def fragments(written: str, body: str) -> list[tuple[int, int]]:
    """Return the extractive fragments of a text: (start, end) in its tokens, in order.

    Both texts are as `characters` makes them. The greedy matching F(A, S) of the paper:
    from the left, the longest run of tokens that stands anywhere in the body, then on
    from its end. A longer run is never looked for left of where the run so far first
    stands, as it cannot be there, so that cost is about one search of the body for each
    fragment.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(written):
        end = start
        place = body.find(written[start])
        while place >= 0:
            end, place = _extend(written, body, start, end + 1, place)
        if end > start:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _extend(written: str, body: str, start: int, end: int, place: int) -> tuple[int, int]:
    """Lengthen a run that stands at `place`; return its end, and where one longer stands or -1."""
    ahead = place - start
    while end < len(written) and end + ahead < len(body) and written[end] == body[end + ahead]:
        end += 1
    if end == len(written):
        return end, -1
    return end, body.find(written[start : end + 1], place + 1)


def novel_share(written: str, body: str, size: int) -> float:
    """Return the share (0..1) of the distinct n-grams of `written` that `body` lacks."""
    mine = set(ngrams(written, size))
    # To search the body for a few is quicker than to take it apart, for many quadratic.
    theirs = body if len(mine) < _FEW else set(ngrams(body, size))
    return sum(gram not in theirs for gram in mine) / max(1, len(mine))


def ngrams(text: str, size: int) -> list[str]:
    """Return the runs of `size` consecutive tokens of a text as `characters` makes it."""
    return [text[start : start + size] for start in range(len(text) - size + 1)]
