"""chrF: character n-grams, which need no tokens and few language-specific rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.errors import UsageError
from summkit.metrics.base import NAN, Candidate, Item, Metric
from summkit.metrics.column import Column
from summkit.parameters import parameter


class Chrf(Metric):
    """chrF, or chrF++ with words=2, computed by the code of sacrebleu: a share of 0..1.

    The F-score of n-grams of 1 to `characters` characters, without white space, and of 1 to
    `words` words; recall has `beta` times the weight of precision. If there are several
    references, the best counts, as in sacrebleu. Tables show the mean over texts. It differs from
    sacrebleu's own corpus score, which sums the counts over the corpus.

    Needs the extra ``chrf``.

    Raises
    ------
    UsageError
        If sacrebleu is not installed, when values are computed.

    Examples
    --------
    >>> metric = Chrf()
    >>> (value,) = metric.values(Candidate.from_text("The cat sat."), [("The cat sits.",)], None)
    >>> round(value, 2)
    0.55
    """

    characters: int = parameter(6, "Longest run of characters.", low=1, high=20)
    words: int = parameter(0, "Longest run of words; 2 is chrF++.", low=0, high=4)
    beta: int = parameter(2, "Weight of recall relative to precision.", low=1, high=10)
    lowercase: bool = parameter(False, "Whether upper and lower case are equal.")

    name: ClassVar[str] = "chrf"
    source: ClassVar[str] = "Popović 2015, chrF; Popović 2017, chrF++; computed by sacrebleu"

    @property
    def columns(self) -> tuple[Column, ...]:
        """The column chrf; higher is better."""
        label = "chrF" + "+" * self.words
        return (Column("chrf", label, better=1, share=True, needs_reference=True),)

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The keys and values of sacrebleu's own signature, including its version."""
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
        Item(candidate, references, document)  # refuses a reference that is a string
        if not references:
            return (NAN,)
        texts = [" ".join(reference) for reference in references]
        score = self._sacrebleu().sentence_score(candidate.text, texts).score
        return (min(1.0, score / 100),)

    def _sacrebleu(self) -> Any:
        return _scorer(self.characters, self.words, self.beta, self.lowercase)


@lru_cache(maxsize=8)
def _scorer(characters: int, words: int, beta: int, lowercase: bool) -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise UsageError(
            "the metric chrf needs an extra package: pip install 'summkit[chrf]'"
        ) from error
    made = CHRF(char_order=characters, word_order=words, beta=beta, lowercase=lowercase)
    made.sentence_score("a", ["a"])  # the signature exists only after the first score
    return made
