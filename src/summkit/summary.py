"""The Summary that a System writes for a document, with the places of its sentences."""

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
from summkit.naming import Attributes, helpful
from summkit.selection import rank
from summkit.shortening import Shortening
from summkit.summarisers.base import Reason, SetSummariser

if TYPE_CHECKING:
    from summkit.llm.reply import Usage
    from summkit.system import System


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence, or a part of a sentence, that a summary is made of.

    Always ``body[start:end] == text``.

    Attributes
    ----------
    index
        Index of the sentence in the document, from 0.
    start, end
        Offsets into the article's body, in code points.
    text
        The text, as in the body.
    score
        The sentence score that the method computed.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in Ostrava. Nobody was hurt."
    >>> sk.summarise(text, method="lead", sentences=1).sentences[0]
    ChosenSentence(index=0, start=0, end=28, text='A fire broke out in Ostrava.', score=1.0)
    """

    index: int
    start: int
    end: int
    text: str
    score: float

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for which a sentence was chosen. `str()` is a sentence for people.

    Attributes
    ----------
    index
        Index of the sentence in the document, from 0.
    place, of
        Rank of the sentence by its score, from 1, and the number of sentences of the document.
    score
        Sentence score.
    reasons
        The contributions that raised or lowered the score, the largest first; () if the method
        gives no reasons.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in Ostrava. Nobody was hurt."
    >>> print(sk.summarise(text, method="lead", sentences=1).explain()[0])
    ranked 1 of 2 (score 1.000)
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
    """The text that a System wrote for a Document, with its origin in the article.

    `str()` of a Summary is its text, `len()` its number of characters.

    Attributes
    ----------
    document
        The Document.
    system
        The System that wrote the text.
    text
        The lede, dek, headline or summary: the chosen sentences in document order, with white
        space folded. The text ends in "…" if a sentence was cut.
    sentences
        The chosen sentences with their offsets; () if a program or a language model wrote the text
        in its own words.
    words, characters
        Size of `text`, counted as for budgets.
    truncated
        Whether a sentence was cut to fit the budget.
    scores
        The method's score of every sentence of the document; empty for a text in own words.
    passed
        (index, reason) of better-ranked sentences that were not chosen.
    remarks
        Remarks of the method about this article, such as "was trained on the article".
    headlines
        For a headline made by deletion: the headline and its alternatives, best first. `text` has
        no final full stop.
    completions
        First mentions of persons that `text` prints in full, with the origin of the added words.
        In `text` they replace the short names in `sentences`. A quotation mark that is inserted
        or deleted, because the text contains only a part of a quotation, is also a completion.
    shortening
        The words that were deleted from a sentence to fit the budget; None if no words were. If
        words were deleted, `sentences` has an entry for each remaining part of that sentence, and
        `text` consists of these parts in order, starting with a capital letter.
    usage
        Tokens and seconds that the answer of a language model took; None for other methods.
    trims
        Kinds of text that were deleted from whole sentences because editors do not print it
        ("dateline", "ticker"). If such text was deleted, `sentences` has an entry for each printed
        part. See `summkit.shortening.trimming`.

    Examples
    --------
    >>> import summkit as sk
    >>> summary = sk.summarise("A fire broke out in Ostrava. Nobody was hurt.", "lede")
    >>> str(summary), summary.words, summary.spans
    ('A fire broke out in Ostrava.', 6, ((0, 28),))
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            (name for name in dir(str) if not name.startswith("_")),
            "str(summary) is its text, which has this method",
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
        """Return the number of characters of the text, as `len(str(summary))` does."""
        return self.characters

    def __bool__(self) -> bool:
        return True  # a summary with an empty text is true, too

    @property
    def pieces(self) -> list[str]:
        """The sentences as in `text`: with full names and with white space folded."""
        if self.trims:
            return trimmed_pieces(self.sentences)
        return completed_pieces(self.sentences, self.completions)

    def __repr__(self) -> str:
        return f"Summary({self.target}, {self.words} words: {abbreviated(self.text)!r})"

    @property
    def shortened(self) -> bool:
        """Whether words were deleted from a sentence."""
        return self.shortening is not None or bool(self.trims)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The offsets (start, end) in the body of each part that the text is made of, in order."""
        return tuple((each.start, each.end) for each in self.sentences)

    @cached_property
    def signals(self) -> dict[str, float]:
        """The values from which `confidence` is computed: see `summkit.confidence.SIGNALS`."""
        chosen = tuple(dict.fromkeys(each.index for each in self.sentences))
        return signals(
            self.document,
            self.text,
            chosen,
            target=self.target,
            truncated=self.truncated,
            chance=self.shortening.chance if self.shortening else None,
            judged=self.shortening.judged if self.shortening else None,
            completed=count_met(self.document, chosen, self.completions),
        )

    @property
    def confidence(self) -> float:
        """Estimated probability, from 0 to 1, that an editor prints the text unchanged.

        0 if the text is empty.
        """
        return confidence(self.signals) if self.text.strip() else 0.0

    def _key(self) -> tuple[object, ...]:
        return self.document.article, self.system, self.text, self.sentences

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Summary) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self.text, self.sentences))

    @property
    def method(self) -> str:
        """The label of the system in tables."""
        return self.system.label

    @property
    def target(self) -> str:
        """The kind of text: "headline", "lede", "dek", "summary", "push" or "social"."""
        return self.system.target

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The rank by score of each of `sentences` among all sentences, from 1."""
        order = rank(self.scores, range(len(self.scores)))
        places = {index: place for place, index in enumerate(order, 1)}
        return tuple([places[sentence.index] for sentence in self.sentences])

    def explain(self) -> list[Explanation]:
        """Return an Explanation for each chosen sentence; `str()` of it is a sentence for people.

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

    @helpful
    def to_dict(self, *, include_body: bool = False, explain: bool = False) -> dict[str, Any]:
        """Return the JSON object that ``summkit summarise --format json`` writes for the article.

        Parameters
        ----------
        include_body
            Whether to add "body", the text to which the offsets "start" and "end" refer.
        explain
            Whether to add "explain": the reasons, the skipped sentences, and the lines that the
            reader left out.
        """
        from summkit.report.summaries import as_object

        return as_object({self.target: self}, include_body=include_body, explain=explain)

    def _repr_html_(self) -> str:
        """Return HTML of the article with the chosen sentences marked, for a notebook."""
        from summkit.report.article_html import notebook

        return notebook(self)


def trimmed_pieces(chosen: Sequence[ChosenSentence]) -> list[str]:
    """Return the text of each sentence, joined from its parts, with white space folded."""
    from summkit.shortening.candidates import joined

    texts = []
    for _, stretches in groupby(chosen, key=lambda each: each.index):
        listed = [each.text for each in stretches]
        texts.append(joined(listed) if len(listed) > 1 else " ".join(listed[0].split()))
    return texts


def completed_pieces(chosen: Sequence[ChosenSentence], names: Sequence[Completion]) -> list[str]:
    """Return the sentences as printed, with full names and with white space folded."""
    return [
        " ".join(completed(each.text, [n for n in names if n.sentence == place]).split())
        for place, each in enumerate(chosen)
    ]
