"""Overlap of a text with its article: extractive fragments and novel n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.metrics.folding import fold_for, fold_of, fold_parameter, fold_setting
from summkit.metrics.tokens import profile_for, profile_of, profile_parameter, tokens
from summkit.parameters import parameter

SIZES = (1, 2, 3, 4)
_FEW = 1_000
BETTER = {"extractive": 1, "abstractive": -1}
"""Desired kind of text -> the better direction of the amount taken from the body."""


class Fragments(Metric):
    """Coverage, density, compression, and the share of novel n-grams, against the body.

    * coverage: share (0..1) of the candidate's tokens that are in a fragment;
    * density: mean over its tokens of the length of the token's fragment (at most the
      candidate's length), 0 for a token that is in no fragment;
    * compression: number of tokens in the body per token of the candidate;
    * novel1..novel4: share (0..1) of the candidate's distinct n-grams that the body
      does not contain, as SummEval's program counts them (Fabbri et al. 2021).

    The tokens are the profile's tokens, unstemmed; the paper uses the tokens of spaCy. A candidate
    without tokens, or too short for an n-gram, has the value 0, as in the paper's program. Without
    a document every value is NaN.

    Examples
    --------
    >>> import summkit as sk
    >>> article = sk.Article("A fire broke out in a mill.", id="a", language="en")
    >>> score = sk.score({"a": "A fire in Ostrava"}, articles=[article], metrics=[sk.Fragments()])
    >>> score["coverage"].mean, score["density"].mean, score["novel1"].mean
    (0.75, 1.25, 0.25)
    """

    profile: str = profile_parameter()

    better: str = parameter(
        "none",
        "Better direction, for tables and the gate: extractive (more text from the body), "
        "abstractive, or none",
        choices=("none", *BETTER),
    )
    fold: str = fold_parameter()

    name: ClassVar[str] = "fragments"
    source: ClassVar[str] = "Grusky, Naaman and Artzi 2018, Newsroom, section 3.1"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Coverage, density, compression, novel1 to novel4.

        They have no better direction unless `better` defines it. With a direction, density and
        novel2 are the main columns, which are shown and gated by default, because they agree best
        with human judgements of factuality (benchmarks/humans.md).
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
        """The profile, and the fold if it may change a value; `better` changes no value."""
        return (("profile", self.profile), *fold_setting(self.profile, self.fold))

    def for_language(self, language: str) -> Fragments:
        """Replace "auto" by the settings for the language of the corpus."""
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
        profile = profile_of(self.profile, document)
        fold = fold_of(self.fold, document)
        numbers, body = _body(document, profile, fold)
        text = tokens(candidate.text, profile, fold=fold)
        missing = [token for token in text if token not in numbers]
        # Other threads may read the token numbers of the article, so new tokens are added to a
        # copy.
        written = _encode(text, {**numbers} if missing else numbers)
        size = max(1, len(written))
        lengths = [end - start for start, end in fragments(written, body)]
        return (
            sum(lengths) / size,
            sum(length * length for length in lengths) / size,
            len(body) / size if written else 0.0,
            *(novel_share(written, body, n) for n in SIZES),
        )


def characters(*texts: Sequence[str]) -> tuple[str, ...]:
    """Encode each list of tokens as a string: one character per token, equal for equal tokens.

    Runs of tokens can then be found by Python's own string search, which is written in C.
    """
    numbers: dict[str, int] = {}
    return tuple(_encode(text, numbers) for text in texts)


def _encode(text: Sequence[str], numbers: dict[str, int]) -> str:
    """Return a string of the tokens' numbers; an unknown token gets the next number."""
    return "".join([chr(numbers.setdefault(token, len(numbers))) for token in text])


def _body(document: Document, profile: str, fold: str) -> tuple[dict[str, int], str]:
    """Return the numbers of an article's tokens, and its encoded body, computed only once."""
    known: dict[tuple[str, str], tuple[dict[str, int], str]]
    known = document.memory.setdefault(_body, {})
    made = known.get((profile, fold))
    if made is None:
        numbers: dict[str, int] = {}
        made = numbers, _encode(tokens(document.article.body, profile, fold=fold), numbers)
        known[profile, fold] = made
    return made


def fragments(written: str, body: str) -> list[tuple[int, int]]:
    """Return the extractive fragments of a text: (start, end) in its tokens, in order.

    Both texts are encoded by `characters`. This is the greedy matching F(A, S) of the paper: find
    the longest run of tokens from the left that is anywhere in the body, then continue after its
    end. A longer run cannot be to the left of the first place of the current run, so the search
    continues from that place. The cost is about one search of the body per fragment.
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
    """Extend a run found at `place`; return its end, and the place of a longer run or -1."""
    ahead = place - start
    while end < len(written) and end + ahead < len(body) and written[end] == body[end + ahead]:
        end += 1
    if end == len(written):
        return end, -1
    return end, body.find(written[start : end + 1], place + 1)


def novel_share(written: str, body: str, size: int) -> float:
    """Return the share (0..1) of the distinct n-grams of `written` that `body` does not contain."""
    mine = set(ngrams(written, size))
    # For few n-grams, searching the body is faster than splitting it. For many it is quadratic.
    theirs = body if len(mine) < _FEW else set(ngrams(body, size))
    return sum(gram not in theirs for gram in mine) / max(1, len(mine))


def ngrams(text: str, size: int) -> list[str]:
    """Return all n-grams of `size` tokens of a text that was encoded by `characters`."""
    return [text[start : start + size] for start in range(len(text) - size + 1)]
