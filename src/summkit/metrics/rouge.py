"""ROUGE, equal to rouge-score 0.1.2 bit for bit, without its pitfalls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.errors import UsageError
from summkit.metrics.base import NAN, Candidate, Item, Metric
from summkit.metrics.column import Column
from summkit.metrics.folding import fold_for, fold_of, fold_parameter, fold_setting
from summkit.metrics.rouge_engines import ENGINES, score_pairs
from summkit.metrics.rouge_skips import SKIPS, score_skips
from summkit.metrics.tokens import (
    SNOWBALL,
    dropped_share,
    profile_for,
    profile_of,
    profile_parameter,
    tokens,
)
from summkit.parameters import parameter

if TYPE_CHECKING:
    from summkit.metrics.base import Values

TYPES = ("1", "2", "3", "4", "L", "Lsum")
"""The ROUGE types of rouge-score."""

ALL_TYPES = (*TYPES, "SU4", "W")
_REFS = {
    "best": "the reference with the highest F1 counts, as in rouge-score",
    "mean": "the mean over the references counts",
    "jackknife": "the mean of the best values without one reference in turn counts, as in Lin 2004",
}
STEMS = ("auto", "none", "porter", *(f"snowball-{code}" for code in SNOWBALL))
DROPPED = 0.05
"""Share of a text's letters above which a note says that the ASCII profile deletes too much."""


class Rouge(Metric):
    """ROUGE-1..4, L, Lsum, SU4 and W: precision, recall and F1, each 0..1.

    Values in the ASCII profile equal those of rouge-score 0.1.2 on the sentences joined
    by line breaks. The input differs in two ways: a line break within a sentence becomes a
    space (Lsum would treat it as the end of the sentence), and languages other than English are
    scored in the Unicode profile (rouge-score deletes their letters). SU4 and W, which
    rouge-score does not have, are described in `summkit.metrics.rouge_skips`.

    With several references, "best" takes for each ROUGE type all three values from the reference
    with the highest F1 (the first if several are equal), as rouge-score's score_multi does; "mean"
    takes the mean over the references; "jackknife" (Lin 2004, section 2.1) leaves out each
    reference in turn, takes the best of the others, and returns the mean of these best values. The
    results differ widely: on four references ROUGE-1 was 45.9 by "best" and 34.0 by "mean".
    ROUGE-1.5.5 itself sums the hits and the lengths over all references (``-f A``, its default,
    close to "mean") or takes the reference with the highest recall (``-f B``).

    Raises
    ------
    UsageError
        If a ROUGE type does not exist, or if the profile does not have the stemmer.

    Examples
    --------
    >>> import summkit as sk
    >>> score = sk.score(["the fire"], ["the mill fire"], metrics=[sk.Rouge(types="1")])
    >>> round(score["rouge1.p"].mean, 3), round(score["rouge1.r"].mean, 3), score.rouge1.mean
    (1.0, 0.667, 0.8)
    """

    types: str = parameter("1,2,L,Lsum", f"Comma-separated, of {', '.join(ALL_TYPES)}")
    profile: str = profile_parameter()
    stem: str = parameter(
        "auto", "How words are stemmed; auto is porter in ascii, none in unicode.", choices=STEMS
    )
    refs: str = parameter(
        "best", "Combination of several references: best, mean or jackknife.", choices=tuple(_REFS)
    )
    engine: str = parameter(
        "auto", "Program that computes the values; all give the same values.", choices=ENGINES
    )
    fold: str = fold_parameter()

    name: ClassVar[str] = "rouge"
    source: ClassVar[str] = "Lin 2004, ROUGE: a Package for Automatic Evaluation of Summaries"

    def __post_init__(self) -> None:
        super().__post_init__()
        chosen = self.types.split(",")
        if not set(chosen) <= set(ALL_TYPES) or len(set(chosen)) < len(chosen):
            raise UsageError(
                f"rouge: parameter types={self.types!r} is not allowed: takes "
                f"{', '.join(ALL_TYPES)}, each once, separated by commas"
            )
        needed = {"porter": "ascii", "snowball": "unicode"}.get(self.stem.partition("-")[0])
        mixed = self.stem == "porter" and self.profile == "auto"
        if needed and self.profile != needed and not mixed:
            raise UsageError(f"rouge: stem={self.stem} needs profile={needed}, not {self.profile}")

    @property
    def columns(self) -> tuple[Column, ...]:
        """``rouge1.p``, ``rouge1.r``, ``rouge1.f`` and so on, in the order of `types`.

        By default tables show the F1 of each type. If both L and Lsum are measured, they show
        only Lsum of the two.
        """
        kinds = self.types.split(",")
        return tuple(
            Column(
                f"rouge{kind}.{value}",
                f"R-{kind}" if value == "f" else f"R-{kind} {value.upper()}",
                better=1,
                share=True,
                needs_reference=True,
                main=value == "f" and not (kind == "L" and "Lsum" in kinds),
            )
            for kind in kinds
            for value in "prf"
        )

    def for_language(self, language: str) -> Rouge:
        """Replace "auto" by the settings for the language of the corpus."""
        profile = profile_for(language) if self.profile == "auto" else self.profile
        fold = fold_for(language) if self.fold == "auto" else self.fold
        return replace(self, profile=profile, stem=self._stem(profile), fold=fold)

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Profile, stemmer, use of references, and the fold if it may change a value.

        The engine changes no value, and `types` is part of the column name.
        """
        stem = self.stem if self.profile == "auto" else self._stem(self.profile)
        return (
            ("profile", self.profile),
            ("stem", stem),
            ("refs", self.refs),
            *fold_setting(self.profile, self.fold),
        )

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate; all are NaN without a reference."""
        return tuple(self.values_many([Item(candidate, references, document)])[0].tolist())

    def values_many(self, items: Sequence[Item]) -> Values:
        """Return an array of shape (len(items), len(columns)); NaN for items without reference.

        Pairs are scored on all cores (limit: environment variable RAYON_NUM_THREADS).
        """
        import numpy as np

        values = np.full((len(items), len(self.columns)), NAN)
        alike: dict[tuple[str, str], list[int]] = {}
        for row, item in enumerate(items):
            profile = self._profile(item)
            fold = "none" if profile == "ascii" else fold_of(self.fold, item.document)
            alike.setdefault((profile, fold), []).append(row)
        for (profile, fold), rows in alike.items():
            values[rows] = self._reduced([items[i] for i in rows], profile, fold)
        return values

    def findings(self, items: Sequence[Item]) -> list[tuple[float | None, int]]:
        """Return the share of letters that the ASCII profile deletes, and the number of references.

        The share is None in the Unicode profile.
        """
        return [
            (
                max(dropped_share(text) for text in _texts(item))
                if self._profile(item) == "ascii"
                else None,
                len(item.references),
            )
            for item in items
        ]

    def notes(self, findings: Sequence[Sequence[Any]]) -> tuple[str, ...]:
        """Return a note on the use of several references, and a warning on deleted letters.

        The warning appears if the ASCII profile deletes over 5% of the letters of a text.
        """
        notes = []
        several = sum(count > 1 for _, count in findings)
        if several:
            notes.append(
                f"rouge: {several} of {len(findings)} texts have several references: "
                f"{_REFS[self.refs]} (refs={self.refs}); ROUGE-1.5.5 adds up the hits and lengths "
                "of all of them, which is close to refs=mean"
            )
        shares = [share for share, _ in findings if share is not None]
        bad = [share for share in shares if share > DROPPED]
        if bad:
            notes.append(
                f"rouge: the ASCII profile drops more than {DROPPED:.0%} of the letters of a "
                f"candidate or reference in {len(bad)} of {len(shares)} texts (up to "
                f"{max(bad):.0%}): use profile=unicode"
            )
        return tuple(notes)

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(f"rouge{name}" for name in self.types.split(","))

    def _profile(self, item: Item) -> str:
        # Without an article English is assumed; if letters are then deleted, `notes` warns.
        return profile_of(self.profile, item.document)

    def _stem(self, profile: str) -> str:
        if self.stem in ("auto", "porter"):
            return "porter" if profile == "ascii" else "none"
        return self.stem

    def _reduced(self, items: Sequence[Item], profile: str, fold: str) -> Values:
        """Score every (reference, candidate) pair in one batch, then combine them by item."""
        import numpy as np

        stem = self._stem(profile)
        encoder = _Lines() if profile == "ascii" else _Numbers(stem, fold)
        targets = [encoder.text(ref) for item in items for ref in item.references]
        predictions: list[str] = []
        for item in items:
            sentences = item.candidate.sentences or (item.candidate.text,)
            predictions += [encoder.text(sentences)] * len(item.references)
        flat = self._scored(stem == "porter", targets, predictions)
        counts = [len(item.references) for item in items]
        if all(count == 1 for count in counts):
            return flat
        values = np.full((len(items), len(self.columns)), NAN)
        start = 0
        for row, count in enumerate(counts):
            block = flat[start : start + count]
            start += count
            if count and self.refs == "mean":
                values[row] = block.mean(axis=0)
            elif count > 1 and self.refs == "jackknife":
                folds = [_best(np.delete(block, left_out, axis=0)) for left_out in range(count)]
                values[row] = np.mean(folds, axis=0)
            elif count:
                values[row] = _best(block)
        return values

    def _scored(self, porter: bool, targets: list[str], predictions: list[str]) -> Values:
        """Return precision, recall and F1 of each type for each pair, in the order of `types`."""
        import numpy as np

        common = [name for name in self._names if name not in SKIPS]
        others = [name for name in self._names if name in SKIPS]
        parts = []
        if common:
            parts.append(score_pairs(common, porter, self.engine, targets, predictions))
        if others:
            parts.append(score_skips(others, porter, targets, predictions))
        places = {name: place for place, name in enumerate([*common, *others])}
        order = [3 * places[name] + value for name in self._names for value in range(3)]
        return np.concatenate(parts, axis=1)[:, order] if others else parts[0]


def _best(block: Values) -> Values:
    """Return for each type all three values of the reference with the highest F1."""
    import numpy as np

    best = block[:, 2::3].argmax(axis=0)
    values: Values = block[best.repeat(3), np.arange(block.shape[1])]
    return values


class _Lines:
    """Sentences as the input of rouge-score: one per line."""

    def text(self, sentences: Sequence[str]) -> str:
        return "\n".join(sentence.replace("\n", " ") for sentence in sentences)


class _Numbers:
    """Sentences as lines of numbers, equal for equal tokens.

    Both engines treat a number as an ASCII token, so their fast path can score any tokenisation.
    """

    def __init__(self, stem: str, fold: str) -> None:
        self._stem = stem
        self._fold = fold
        self._numbers: dict[str, str] = {}

    def text(self, sentences: Sequence[str]) -> str:
        return "\n".join(self._line(sentence) for sentence in sentences)

    def _line(self, sentence: str) -> str:
        number, known = self._numbers.setdefault, self._numbers
        found = tokens(sentence, "unicode", self._stem, self._fold)
        return " ".join([number(token, str(len(known))) for token in found])


def _texts(item: Item) -> list[str]:
    return [item.candidate.text, *(" ".join(reference) for reference in item.references)]
