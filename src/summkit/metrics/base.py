"""What a metric is: values per article out; everything else is generic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence, Set, Sized
from dataclasses import dataclass, fields
from math import isinf, nan
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.arguments import number_of
from summkit.article import Reference
from summkit.document import Document
from summkit.errors import UsageError, described
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
    """What was written, by whatever system.

    Attributes
    ----------
    text
        As a reader sees it.
    sentences
        Its sentences, in order. A text whose sentences are unknown is one sentence, with
        line breaks in it or not; an empty text has none.
    chosen
        Indices into the document's sentences, in document order, or None where the
        text was not made of whole sentences of the document.
    """

    text: str
    sentences: tuple[str, ...]
    chosen: tuple[int, ...] | None = None

    @classmethod
    def from_text(cls, text: str) -> Candidate:
        """Make a candidate of a text whose sentences are unknown."""
        return cls(text, (text,) if text.strip() else ())


@dataclass(frozen=True, slots=True)
class Item:
    """One candidate and what it is measured against.

    Attributes
    ----------
    references
        Human texts, each a tuple of sentences; may be empty for a metric without need
        of them.
    document
        The article it was written about, or None where unknown.

    Raises
    ------
    UsageError
        If a reference is a text instead of a tuple of sentences: its characters would be
        taken for sentences.
    """

    candidate: Candidate
    references: Sequence[Reference] = ()
    document: Document | None = None

    def __post_init__(self) -> None:
        if any(isinstance(reference, str) for reference in self.references):
            raise UsageError("a reference is a tuple of sentences, not a text: write (text,)")


class Metric(Parameterised, ABC, abstract=True):
    """Base of every metric, after sacreBLEU. A subclass is a frozen dataclass of `parameter`s.

    It implements `columns` and `values`, and may override `values_many` where a batch is
    faster. Values are per article and kept; the score of a corpus is their plain mean.
    Instances hold no state.

    A value that an item does not allow (ROUGE without a reference, a position without
    the chosen sentences) is NaN, never 0.

    Class attributes
    ----------------
    name
        The metric's name in signatures; the class's own in lower case where none is given,
        as in ``class Overlap(Metric)`` or ``class Overlap(Metric, name="overlap")``.
    source
        Author, year, title or section; where ours differs is said in the class docstring.
    version
        Raised by one whenever a change alters any value; it stands in the signature, so
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
        """The values, in order; names are unique over all metrics of a run.

        Read them with `column.columns_of`, which makes columns of plain names.
        """

    @abstractmethod
    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return one float a column, NaN where undefined. Deterministic."""

    def values_many(self, items: Sequence[Item]) -> Values:
        """Return an array of shape (len(items), len(columns)): `values` of every item."""
        import numpy as np

        width = len(self.columns)
        values = np.empty((len(items), width))
        for row, item in zip(values, items, strict=True):
            measured = self.values(item.candidate, item.references, item.document)
            if not isinstance(measured, Sized) or isinstance(measured, str | Mapping | Set):
                raise UsageError(
                    f"metric {self.name}: `values` returned {described(measured)}: it returns a "
                    "tuple of one number a column, such as (0.5,)"
                )
            if len(measured) != width:
                raise UsageError(
                    f"metric {self.name}: `values` returned {len(measured)} numbers, "
                    f"`columns` names {width}"
                )
            row[:] = [self._number(each) for each in measured]
        return values

    def _number(self, value: object) -> float:
        """Return a value of the metric; None is NaN, no value."""
        number = nan if value is None else number_of(value)
        if number is None or isinf(number):
            raise UsageError(
                f"metric {self.name}: `values` returned {described(value)} for a column: it takes "
                "a finite number, or nan where there is no value"
            )
        return number

    @property
    def together(self) -> int:
        """So many articles are worth handing over at once: 1 where nothing waits for a server."""
        return 1

    def findings(self, items: Sequence[Item]) -> Sequence[Any]:
        """Return what `notes` has to know of each item, one by one: the rest is not at hand."""
        return [None] * len(items)

    def notes(self, findings: Sequence[Any]) -> tuple[str, ...]:
        """Return what a reader of the values should know, one line each.

        Parameters
        ----------
        findings
            Those of all items measured, made in whichever process.
        """
        return ()

    def for_language(self, language: str) -> Metric:
        """Return this metric with what depends on the language settled.

        Parameters
        ----------
        language
            BCP 47 primary subtag of every article to be measured. A corpus in several
            languages keeps the metric as it is; it then decides by article.
        """
        return self

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Return the (key, value) pairs that decide a value; by default every parameter."""
        return tuple((spec.name, str(getattr(self, spec.name))) for spec in fields(self))

    def signature(self, column: str | None = None) -> Signature:
        """Return how values are made: of one column, or of the metric."""
        tail = (("agg", "mean"), ("v", str(self.version)))
        return Signature(column or self.name, (*self.settings(), *tail))
