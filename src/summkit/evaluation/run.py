"""A Run: every value of every system on every article, saved so that it can be reviewed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from summkit import arguments
from summkit.errors import UsageError
from summkit.evaluation.header import Header
from summkit.evaluation.resampling import Floats
from summkit.files import write_atomically

if TYPE_CHECKING:
    import pandas

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What one system wrote for one article, and how it scored.

    Attributes
    ----------
    article
        The article's id, unique in the run.
    system
        The system's name.
    text
        What was written.
    chosen
        (start, end) of its sentences in the article's body; empty where it is not extractive.
    words
        Length of `text` as budgets count.
    values
        One a column of the header, in its order; None where a value does not exist (no
        reference, or a metric that needs a body).
    """

    article: str
    system: str
    text: str
    chosen: Places
    words: int
    values: tuple[float | None, ...]


@dataclass(frozen=True, eq=False)
class Run:
    """Every value of every system on every article.

    Attributes
    ----------
    articles
        Ids, in corpus order.
    digests
        One an article: changes with anything a value depends on; "" where unknown.
    values
        float64 of shape (articles, systems, columns), read-only; NaN where a value, or the
        text, is missing.
    texts, places, words
        By article and system: what was written (None where nothing was), where it stands in
        the body, and its length in words as budgets count (0 where nothing was written).
    note
        What the reader of the file had to say, such as that its form is an earlier one.
    latency
        System that is a language model -> median seconds of its answers; not saved, since a run
        has the same bytes however fast it was.

    Examples
    --------
    >>> from summkit.metrics.column import Column
    >>> header = Header("dek", ("dek",), {}, {"lead": {}}, (Column("m"),), {"m": "m|v:1"})
    >>> run = Run.of_rows(header, [Row("a", "lead", "Text.", ((0, 5),), 1, (0.5,))])
    >>> run
    Run(dek: 1 article, 1 system, 1 column)
    >>> run.values.tolist()
    [[[0.5]]]
    """

    header: Header
    articles: tuple[str, ...]
    digests: tuple[str, ...]
    values: Floats
    texts: tuple[tuple[str | None, ...], ...]
    places: tuple[tuple[Places, ...], ...]
    words: tuple[tuple[int, ...], ...]
    note: str = ""
    latency: Mapping[str, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.articles), len(self.header.systems), len(self.header.columns))
        if self.values.shape != shape:
            raise UsageError(f"a run of shape {shape} cannot hold values of {self.values.shape}")
        self.values.setflags(write=False)

    @classmethod
    def of_rows(
        cls,
        header: Header,
        rows: Iterable[Row],
        digests: Mapping[str, str] | None = None,
        *,
        note: str = "",
    ) -> Run:
        """Make a run of rows in any order; articles stand as they first appear.

        Parameters
        ----------
        digests
            Article -> its digest. Their order is that of the articles; one without a row is
            left out.

        Raises
        ------
        UsageError
            If a row is of an unknown system, has another number of values than there are
            columns, or stands twice.
        """
        known = rows if hasattr(rows, "__len__") else list(rows)  # read twice
        systems = {name: place for place, name in enumerate(header.systems)}
        written = dict.fromkeys(row.article for row in known)
        ids = [*(name for name in digests or () if name in written), *written]
        articles = {name: place for place, name in enumerate(dict.fromkeys(ids))}
        values = np.full((len(articles), len(systems), len(header.columns)), np.nan)
        texts: list[list[str | None]] = [[None] * len(systems) for _ in articles]
        places: list[list[Places]] = [[()] * len(systems) for _ in articles]
        words = [[0] * len(systems) for _ in articles]
        for row in known:
            if row.system not in systems:
                raise UsageError(f"a row names system {row.system!r}, which the header lacks")
            if len(row.values) != len(header.columns):
                raise UsageError(f"the row of {row.article!r} has {len(row.values)} values")
            a, s = articles[row.article], systems[row.system]
            if texts[a][s] is not None:
                raise UsageError(f"{row.article!r} is there twice for system {row.system!r}")
            values[a, s] = [np.nan if value is None else value for value in row.values]
            texts[a][s], places[a][s], words[a][s] = row.text, row.chosen, row.words
        return cls(
            header,
            tuple(articles),
            tuple((digests or {}).get(name, "") for name in articles),
            values,
            tuple(map(tuple, texts)),
            tuple(map(tuple, places)),
            tuple(map(tuple, words)),
            note,
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Run):
            return NotImplemented
        return (
            (self.header, self.articles, self.digests)
            == (other.header, other.articles, other.digests)
            and (self.texts, self.places, self.words) == (other.texts, other.places, other.words)
            and np.array_equal(self.values, other.values, equal_nan=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        sizes = (("article", self.articles), ("system", self.header.systems))
        counts = [*sizes, ("column", self.header.columns)]
        parts = [f"{len(each):,} {name}{'s' * (len(each) != 1)}" for name, each in counts]
        return f"Run({self.header.target}: {', '.join(parts)})"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What was written, article by article, systems in the header's order."""
        found = []
        for a, article in enumerate(self.articles):
            for s, system in enumerate(self.header.systems):
                text = self.texts[a][s]
                if text is not None:
                    numbers = [None if v != v else v for v in self.values[a, s].tolist()]
                    chosen, words = self.places[a][s], self.words[a][s]
                    found.append(Row(article, system, text, chosen, words, tuple(numbers)))
        return tuple(found)

    def by_system(self) -> dict[str, dict[str, Row]]:
        """Return rows by system and then article."""
        found: dict[str, dict[str, Row]] = {name: {} for name in self.header.systems}
        for row in self.rows:
            found[row.system][row.article] = row
        return found

    def by_article(self) -> dict[str, str]:
        """Return the digest of each article."""
        return dict(zip(self.articles, self.digests, strict=True))

    def known(self, system: str, column: str) -> Floats:
        """Return the values that a system has in a column, in the order of the articles."""
        values = self.values[:, list(self.header.systems).index(system), self.header.place(column)]
        return values[~np.isnan(values)]

    def only(self, columns: Sequence[str]) -> Run:
        """Return the run with those columns only, in that order."""
        columns = arguments.listed("columns", columns, "a list of columns, such as ['rouge2.f']")
        places = [self.header.place(name) for name in columns]
        return replace(self, header=self.header.only(columns), values=self.values[:, :, places])

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the run as JSON, one row a line, atomically; `load_run` reads it back.

        Raises
        ------
        UsageError
            If the file cannot be written.
        """
        from summkit.evaluation.saved import pieces

        write_atomically(arguments.path("path", path), pieces(self))

    def to_frame(self) -> pandas.DataFrame:
        """Return the run as a pandas DataFrame: a row an article and system, a column a value.

        Raises
        ------
        UsageError
            If pandas is not installed.
        """
        from summkit.evaluation.frames import run_frame

        return run_frame(self)
