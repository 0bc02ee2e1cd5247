"""chrF: character n-grams, which need no tokens and few rules of a language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.errors import UsageError
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.parameters import parameter


class Chrf(Metric):
    """chrF, or chrF++ with words=2, computed by sacrebleu's own code: a share of 0..1.

    The F-score, recall weighted `beta` times, of runs of 1 to `characters` characters, white
    space aside, and of 1 to `words` words. Of several references the best counts, as in
    sacrebleu. What a table shows is the mean over texts; sacrebleu's own score of a corpus adds
    up counts instead, and differs.

    Needs the extra ``chrf``.

    Raises
    ------
    UsageError
        When values are asked for, if sacrebleu is not installed.

    Examples
    --------
    >>> metric = Chrf()
    >>> (value,) = metric.values(Candidate.from_text("The cat sat."), [("The cat sits.",)], None)
    >>> round(value, 2)
    0.55
    """

    characters: int = parameter(6, "Longest run of characters.", low=1, high=20)
    words: int = parameter(0, "Longest run of words; 2 is chrF++.", low=0, high=4)
    beta: int = parameter(2, "How many times recall counts beside precision.", low=1, high=10)
    lowercase: bool = parameter(False, "Whether upper and lower case count as the same.")

    name: ClassVar[str] = "chrf"
    source: ClassVar[str] = "Popović 2015, chrF; Popović 2017, chrF++; computed by sacrebleu"

    @property
    def columns(self) -> tuple[Column, ...]:
        """chrf; more is better."""
        label = "chrF" + "+" * self.words
        return (Column("chrf", label, better=1, share=True, needs_reference=True),)

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The keys and values of sacrebleu's own signature, its version among them."""
        info = self._sacrebleu().get_signature().info
        kept = ("case", "eff", "nc", "nw", "space")
        pairs = [(key, str(info[key])) for key in kept]
        return (("refs", "best"), *pairs, ("beta", str(self.beta)), ("sacrebleu", info["version"]))

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the value of one candidate; NaN without a reference."""
        if not references:
            return (NAN,)
        texts = [" ".join(reference) for reference in references]
        score = self._sacrebleu().sentence_score(candidate.text, texts).score
        return (min(1.0, score / 100),)

    def _sacrebleu(self) -> Any:
        return _made(self.characters, self.words, self.beta, self.lowercase)


@lru_cache(maxsize=8)
def _made(characters: int, words: int, beta: int, lowercase: bool) -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise UsageError(
            "the metric chrf needs an extra package: pip install 'summkit[chrf]'"
        ) from error
    made = CHRF(char_order=characters, word_order=words, beta=beta, lowercase=lowercase)
    made.sentence_score("a", ["a"])  # it has a signature only once it has scored
    return made
