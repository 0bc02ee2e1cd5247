"""A Score: the values of scored texts, as data and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.evaluation.matching import Matching
from summkit.metrics.column import Column
from summkit.naming import Attributes, unknown_attribute

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, repr=False)
class ColumnScore(Attributes):
    """One column of a Score.

    Attributes
    ----------
    mean, low, high
        Mean over `n` texts and its 95% bootstrap interval, in the unit of the column: ROUGE
        is 0 to 1. A single text has no interval: both ends are its value.
    n
        Number of texts with a value.
    values
        One value per text, in the order of `Score.ids`; NaN if the text has none.
    signature
        The signature of the metric with the settings of the bootstrap.

    Examples
    --------
    >>> import summkit as sk
    >>> column = sk.score(["the fire", "it rained"], ["the fire", "a mill"])["rouge1.f"]
    >>> column.mean, column.n
    (0.5, 2)
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("fmeasure", "f1", "f", "score", "value", "mid"), "mean"),
        "precision": "another column: score['rouge1.p']",
        "recall": "another column: score['rouge1.r']",
        "interval": "low and high are its ends",
        "std": "values has one value per text",
    }

    column: Column
    mean: float
    low: float
    high: float
    n: int
    values: NDArray[np.float64]
    signature: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ColumnScore):
            return NotImplemented
        mine, theirs = (
            (s.column, s.mean, s.low, s.high, s.n, s.signature, s.values.tobytes())
            for s in (self, other)
        )
        return mine == theirs

    def __hash__(self) -> int:
        return hash((self.column, self.mean, self.n, self.signature))

    def __repr__(self) -> str:
        shown = self.column.shown
        interval = f" [{shown(self.low)}, {shown(self.high)}]" if self.n > 1 else ""
        return f"ColumnScore({self.column.label} {shown(self.mean)}{interval}, n={self.n})"


@dataclass(frozen=True, repr=False)
class Score:
    """The result of `score`. `str()` gives a table.

    A column is an item, ``score["rouge1.f"]``, and also an attribute if its name allows it:
    ``score.rouge1`` is the F measure of ROUGE-1.

    Attributes
    ----------
    columns
        Name -> ColumnScore, in the order of the metrics.
    ids
        Ids of the scored texts.
    matching
        The ids of candidates and references that match, and the ids that do not.
    empty
        Ids of empty candidates. Their value is 0 in columns where higher is better.
    language
        BCP 47 code of the language that determines stemming and profile.
    how
        Source of the language: "given", "recognised" from the texts, or "assumed".
    notes
        Notes for the reader of the values, one line each.
    failures
        One line for each text that could not be measured. Its values are NaN.
    source
        The file or parameter with the candidates.

    Examples
    --------
    >>> import summkit as sk
    >>> score = sk.score({"a": "the fire"}, {"a": "the mill fire"})
    >>> score.ids, round(score.rouge1.mean, 3)
    (('a',), 0.8)
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
        "to_html": "display(score) shows it in a notebook, str(score) as text",
        "to_json": "json.dumps(score.to_dict()) makes JSON",
        "to_csv": "to_frame().to_csv() makes a table of every text",
        "mean": "score.rouge1.mean is the mean of a column",
        "scores": "columns",
    }

    columns: Mapping[str, ColumnScore]
    ids: tuple[str, ...]
    matching: Matching
    empty: tuple[str, ...]
    language: str
    how: str
    notes: tuple[str, ...]
    failures: tuple[str, ...] = ()
    source: str = "candidates"

    def __getitem__(self, name: str) -> ColumnScore:
        found = self._column(name)
        if found is None:
            raise KeyError(f"no column {name!r}: choose one of {', '.join(self.columns)}")
        return found

    def __getattr__(self, name: str) -> ColumnScore:
        found = self._column(name)
        if found is None:
            otherwise = f"its columns are {', '.join(self.__dict__.get('columns', ()))}"
            raise unknown_attribute(self, name, self._synonyms, otherwise)
        return found

    def _column(self, name: object) -> ColumnScore | None:
        """Return the column with this name, also if the name lacks its ".f"; None if unknown."""
        columns: Mapping[str, ColumnScore] = self.__dict__.get("columns", {})
        text = str(name)
        for full in (text, f"{text}.f", text.replace("_", ".")):
            if full in columns:
                return columns[full]
        return None

    def __contains__(self, name: object) -> bool:
        return self._column(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __dir__(self) -> list[str]:
        short = [name.removesuffix(".f").replace(".", "_") for name in self.columns]
        return sorted({*super().__dir__(), *short})

    def __str__(self) -> str:
        from summkit.report.score_table import score_table
        from summkit.report.tables import as_text

        return as_text(score_table(self))

    def __repr__(self) -> str:
        parts = [f"{each.column.label} {each.column.shown(each.mean)}" for each in self._main()]
        return f"Score({', '.join(parts)}; n={len(self.ids)})"

    def _repr_html_(self) -> str:
        from summkit.report.score_table import score_table
        from summkit.report.tables import as_html

        return as_html(score_table(self))

    def _main(self) -> list[ColumnScore]:
        return [each for each in self.columns.values() if each.column.main]

    def to_dict(self, *, values: bool = True) -> dict[str, Any]:
        """Return the score as JSON data; with `values`, also the values of every text."""
        return {
            "n": len(self.ids),
            "language": self.language,
            "language_from": self.how,
            "missing": list(self.matching.missing),
            "extra": list(self.matching.extra),
            "duplicates": list(self.matching.duplicates),
            "empty": list(self.empty),
            "columns": {
                name: {
                    "mean": each.mean,
                    "low": each.low,
                    "high": each.high,
                    "n": each.n,
                    "signature": each.signature,
                }
                | ({"values": _by_id(self.ids, each.values)} if values else {})
                for name, each in self.columns.items()
            },
            "notes": list(self.notes),
            "failures": list(self.failures),
        }

    def to_frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame: one row per text, one column per value. Needs pandas."""
        from summkit.evaluation.frames import pandas_module

        frame = pandas_module().DataFrame(
            {name: each.values for name, each in self.columns.items()}, index=list(self.ids)
        )
        frame.index.name = "id"
        return frame


def _by_id(ids: Sequence[str], values: NDArray[np.float64]) -> dict[str, float | None]:
    numbers = [None if value != value else value for value in values.tolist()]
    return dict(zip(ids, numbers, strict=True))
