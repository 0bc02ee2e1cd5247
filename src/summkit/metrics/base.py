"""The base class of metrics. A metric only returns values per article."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence, Set, Sized
from dataclasses import dataclass, fields
from math import isinf, nan
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.arguments import number_of
from summkit.article import Reference
from summkit.document import Document
from summkit.errors import ArgumentTypeError, UsageError, described
from summkit.metrics.column import Column
from summkit.metrics.signature import Signature
from summkit.parameters import Parameterised

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Values = npt.NDArray[np.float64]

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The text that a system wrote, as input of a metric.

    Attributes
    ----------
    text
        The text as a reader sees it.
    sentences
        Its sentences, in order. A text whose sentences are unknown is one sentence, even if it
        contains line breaks. An empty text has no sentence.
    chosen
        Indices of its sentences in the document, in document order; None if the text does not
        consist of whole sentences of the document.

    Examples
    --------
    >>> Candidate.from_text("A fire broke out.").sentences
    ('A fire broke out.',)
    """

    text: str
    sentences: tuple[str, ...]
    chosen: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise ArgumentTypeError("text", self.text, "a text")
        if not isinstance(self.sentences, tuple | list):
            advice = "Candidate.from_text(text) makes a candidate of a text"
            raise ArgumentTypeError("sentences", self.sentences, "a tuple of sentences", advice)
        if not isinstance(self.chosen, tuple | list | None):
            raise ArgumentTypeError("chosen", self.chosen, "a tuple of indices or None")

    @classmethod
    def from_text(cls, text: str) -> Candidate:
        """Return the candidate for a text whose sentences are unknown."""
        return cls(text, (text,) if text.strip() else ())


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate with its references and its article.

    Attributes
    ----------
    references
        Human texts, each a tuple of sentences; may be empty if the metric needs none.
    document
        The article of the text; None if unknown.

    Raises
    ------
    UsageError
        If a reference is a string instead of a tuple of sentences, because its characters would
        count as sentences.

    Examples
    --------
    >>> item = Item(Candidate.from_text("A fire broke out."), (("A fire broke out on Monday.",),))
    >>> item.references
    (('A fire broke out on Monday.',),)
    >>> item.document is None
    True
    """

    candidate: Candidate
    references: Sequence[Reference] = ()
    document: Document | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.candidate, Candidate):
            advice = "Candidate.from_text(text) makes a candidate of a text"
            raise ArgumentTypeError("candidate", self.candidate, "a Candidate", advice)
        if not isinstance(self.document, Document | None):
            advice = "analyse(article) makes a Document"
            raise ArgumentTypeError("document", self.document, "a Document or None", advice)
        if not isinstance(self.references, Iterable):
            raise ArgumentTypeError("references", self.references, "a tuple of references")
        if any(isinstance(reference, str) for reference in self.references):
            raise UsageError("a reference is a tuple of sentences, not a text: write (text,)")


class Metric(Parameterised, ABC, abstract=True):
    """The base of every metric, after sacreBLEU. A subclass is a frozen dataclass of `parameter`s.

    A subclass implements `columns` and `values`, and may override `values_many` if it can measure
    a batch faster. Values are computed and stored per article; the score of a corpus is their
    mean. Instances have no state.

    If a value is undefined for an item (ROUGE without a reference, a position without chosen
    sentences), it is NaN, never 0.

    Class attributes
    ----------------
    name
        The name of the metric in signatures. By default the name of the class in lower case.
        Another name is declared as in ``class Overlap(Metric, name="overlap")``.
    source
        Author, year, title or section. The class docstring describes differences from it.
    version
        Increased by 1 whenever a change of the code alters a value. The signature contains it, so
        that values made by different code are not compared by mistake.

    Examples
    --------
    >>> class Shouting(Metric):
    ...     columns = (Column("exclamations", unit="marks", better=-1),)
    ...
    ...     def values(self, candidate, references, document):
    ...         return (float(candidate.text.count("!")),)
    >>> Shouting().values(Candidate.from_text("Stop! Now!"), (), None)
    (2.0,)
    """

    name: ClassVar[str]
    source: ClassVar[str] = ""
    version: ClassVar[int] = 1

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column | str]:
        """The columns of the values, in order. Names are unique over all metrics of a run.

        Read them with `column.columns_of`, which converts plain names to columns.
        """

    @abstractmethod
    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return one float per column, NaN if undefined. The result must be deterministic."""

    def values_many(self, items: Sequence[Item]) -> Values:
        """Return an array of shape (len(items), len(columns)) with the values of every item."""
        import numpy as np

        width = len(self.columns)
        values = np.empty((len(items), width))
        for row, item in zip(values, items, strict=True):
            measured = self.values(item.candidate, item.references, item.document)
            if not isinstance(measured, Sized) or isinstance(measured, str | Mapping | Set):
                raise UsageError(
                    f"metric {self.name}: `values` returned {described(measured)}: it returns a "
                    "tuple of one number per column, such as (0.5,)"
                )
            if len(measured) != width:
                raise UsageError(
                    f"metric {self.name}: `values` returned {len(measured)} numbers, "
                    f"`columns` has {width}"
                )
            row[:] = [self._number(each) for each in measured]
        return values

    def _number(self, value: object) -> float:
        """Return a value as a float; None becomes NaN."""
        number = nan if value is None else number_of(value)
        if number is None or isinf(number):
            raise UsageError(
                f"metric {self.name}: `values` returned {described(value)} for a column: it takes "
                "a finite number, or nan where there is no value"
            )
        return number

    @property
    def together(self) -> int:
        """Number of articles to measure together; 1 if the metric does not wait for a server."""
        return 1

    def findings(self, items: Sequence[Item]) -> Sequence[Any]:
        """Return the data of each item that `notes` needs, one element per item."""
        return [None] * len(items)

    def notes(self, findings: Sequence[Any]) -> tuple[str, ...]:
        """Return notes for the reader of the values, one line each.

        Parameters
        ----------
        findings
            The results of `findings` for all measured items, from all processes.
        """
        return ()

    def for_language(self, language: str) -> Metric:
        """Return this metric with the settings for one language.

        Parameters
        ----------
        language
            BCP 47 primary subtag of all measured articles. For a corpus in several languages
            this method is not called; the metric then chooses the settings by article.
        """
        return self

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Return the (key, value) pairs that determine a value; by default every parameter."""
        return tuple((spec.name, str(getattr(self, spec.name))) for spec in fields(self))

    def signature(self, column: str | None = None) -> Signature:
        """Return the signature of the values: of one column, or of the metric."""
        tail = (("agg", "mean"), ("v", str(self.version)))
        return Signature(column or self.name, (*self.settings(), *tail))
