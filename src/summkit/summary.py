"""What a System wrote for one document: the text, and where in the article it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.article import shortened as abbreviated
from summkit.cohesion.completion import Completion, completed, count_met
from summkit.confidence import confidence, signals
from summkit.document import Document
from summkit.errors import counted
from summkit.naming import Attributes
from summkit.selection import rank
from summkit.shortening import Shortening
from summkit.summarisers.base import Reason, SetSummariser

if TYPE_CHECKING:
    from summkit.llm.reply import Usage
    from summkit.system import System


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence of a summary: ``body[start:end] == text``; score as its method gave it."""

    index: int
    start: int
    end: int
    text: str
    score: float

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence was chosen.

    Attributes
    ----------
    index
        Of the sentence in the document, from 0.
    place, of
        Its place by sentence score, from 1, among so many sentences.
    score
        Its sentence score.
    reasons
        What raised and lowered the score, the largest contribution first; empty where the
        method does not say.
    """

    index: int
    place: int
    of: int
    score: float
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        from summkit.report.reasons import worded

        ranked = f"ranked {self.place} of {self.of} (score {self.score:.3f})"
        why = worded(self.reasons)
        return f"{ranked}. {why}" if why else ranked

    def __repr__(self) -> str:
        reasons = counted(len(self.reasons), "reason")
        return f"Explanation({self.place} of {self.of}, score {self.score:.3f}, {reasons})"


@dataclass(frozen=True, eq=False, repr=False)
class Summary(Attributes):
    """What a System wrote for one Document; `str()` is its text.

    Attributes
    ----------
    text
        The written lede, dek, headline or summary: the chosen sentences in document
        order, white space folded; it ends in "…" where a sentence was cut.
    sentences
        Where it came from; empty for a text in a program's own words.
    words, characters
        Size of `text`, as budgets count.
    truncated
        Whether a sentence was cut to fit.
    scores
        The method's score of every sentence of the document; empty for a free text.
    passed
        (index, reason) of better-ranked sentences that were not taken.
    remarks
        What the method says of itself and this article, such as "was trained on the article".
    completions
        Names that are printed in full, and where the words are from: in `text` they stand for
        what `sentences` has there.
    trims
        Kinds of what was left out of whole sentences since no editor prints it ("dateline",
        "ticker"); `sentences` then has one entry for each stretch that is printed. See
        `summkit.shortening.trimming`.
    headlines
        For a headline made by deletion: it and its rivals, best first. `text` has no full
        stop last.
    shortening
        What was left out of a sentence to fit the budget, None where nothing was. `sentences`
        then has one entry for each stretch of that sentence that is left, and `text` is
        those stretches in order, with a capital first.
    usage
        What a language model's answer cost; None of what is no language model.
    """

    _meant: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            (name for name in dir(str) if not name.startswith("_")),
            "str(summary) is its text, on which this can be called",
        ),
        "score": "scores",
        "length": "words",
        "title": "document.article.headline",
        "headline": "document.article.headline",
        "body": "document.article.body",
        "article": "document.article",
        "offsets": "spans",
        "to_json": "json.dumps(summary.to_dict()) makes JSON",
        "to_html": "summkit summarise --format html writes a page",
    }

    document: Document
    system: System
    text: str
    sentences: tuple[ChosenSentence, ...]
    words: int
    characters: int
    truncated: bool
    scores: Sequence[float]
    passed: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...] = ()
    headlines: tuple[Shortening, ...] = ()
    completions: tuple[Completion, ...] = ()
    shortening: Shortening | None = None
    usage: Usage | None = None
    trims: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __format__(self, spec: str) -> str:
        return format(self.text, spec)

    def __len__(self) -> int:
        """Return the characters of the text, as `len` of `str()` does; `words` are counted too."""
        return self.characters

    def __bool__(self) -> bool:
        return True  # a summary without a text is a summary

    @property
    def pieces(self) -> list[str]:
        """The sentences as `text` has them: names in full, white space folded."""
        if self.trims:
            return trimmed_pieces(self.sentences)
        return completed_pieces(self.sentences, self.completions)

    def __repr__(self) -> str:
        return f"Summary({self.target}, {self.words} words: {abbreviated(self.text)!r})"

    @property
    def shortened(self) -> bool:
        """Whether words were left out of a sentence."""
        return self.shortening is not None or bool(self.trims)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """(start, end) in the body of each stretch that the text is made of, in order."""
        return tuple((each.start, each.end) for each in self.sentences)

    @cached_property
    def signals(self) -> dict[str, float]:
        """What `confidence` is made of: see `summkit.confidence.SIGNALS`."""
        chosen = tuple(dict.fromkeys(each.index for each in self.sentences))
        return signals(
            self.document,
            self.text,
            chosen,
            target=self.target,
            truncated=self.truncated,
            chance=self.shortening.chance if self.shortening else None,
            completed=count_met(self.document, chosen, self.completions),
        )

    @property
    def confidence(self) -> float:
        """How likely an editor is to print the text as it stands, from 0 to 1; 0 of no text."""
        return confidence(self.signals) if self.text.strip() else 0.0

    def _key(self) -> tuple[object, ...]:
        return self.document.article, self.system, self.text, self.sentences

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Summary) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self.text, self.sentences))

    @property
    def method(self) -> str:
        """What tables call the system that wrote it."""
        return self.system.label

    @property
    def target(self) -> str:
        """What was written: "headline", "lede", "dek", "summary", "push" or "social"."""
        return self.system.target

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The place of each of `sentences` in the method's order of all sentences, from 1."""
        order = rank(self.scores, range(len(self.scores)))
        places = {index: place for place, index in enumerate(order, 1)}
        return tuple([places[sentence.index] for sentence in self.sentences])

    def explain(self) -> list[Explanation]:
        """Return why each sentence was chosen, as data; `str()` of each says it in words.

        Examples
        --------
        >>> import summkit as sk
        >>> summary = sk.summarise("A fire broke out in Ostrava. Nobody was hurt.", sentences=1)
        >>> for sentence in summary.explain():
        ...     print(sentence.place, "of", sentence.of, bool(sentence.reasons))
        1 of 2 True
        """
        total = len(self.document.sentences)
        explained = {}
        for sentence, place in zip(self.sentences, self.ranks, strict=True):
            if sentence.index not in explained:
                reasons = tuple(self._reasons(sentence.index))
                explained[sentence.index] = Explanation(
                    sentence.index, place, total, sentence.score, reasons
                )
        return list(explained.values())

    def _reasons(self, index: int) -> list[Reason]:
        method = self.system.summariser
        if isinstance(method, SetSummariser):
            return method.explain_for(
                self.document, index, self.target, self.system.effective_budget
            )
        return method.explain(self.document, index)

    def to_dict(self, *, include_body: bool = False, explain: bool = False) -> dict[str, Any]:
        """Return the JSON object that ``summkit summarise --format json`` writes for the article.

        Parameters
        ----------
        include_body
            Adds `body`, into which `start` and `end` index, in code points.
        explain
            Adds `explain`: reasons, sentences that were passed over, lines left out.
        """
        from summkit.report.summaries import as_object

        return as_object({self.target: self}, include_body=include_body, explain=explain)

    def _repr_html_(self) -> str:
        """Return the article with the chosen sentences marked, for a notebook."""
        from summkit.report.article_html import notebook

        return notebook(self)


def trimmed_pieces(chosen: Sequence[ChosenSentence]) -> list[str]:
    """Return each sentence made of its stretches, white space folded."""
    from summkit.shortening.candidates import joined

    texts = []
    for _, stretches in groupby(chosen, key=lambda each: each.index):
        listed = [each.text for each in stretches]
        texts.append(joined(listed) if len(listed) > 1 else " ".join(listed[0].split()))
    return texts


def completed_pieces(chosen: Sequence[ChosenSentence], names: Sequence[Completion]) -> list[str]:
    """Return the sentences as they are printed: names in full, white space folded."""
    return [
        " ".join(completed(each.text, [n for n in names if n.sentence == place]).split())
        for place, each in enumerate(chosen)
    ]
