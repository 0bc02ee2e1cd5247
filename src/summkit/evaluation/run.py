"""A Run: every value of every system on every article, and its saved form."""

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
from summkit.naming import helpful

if TYPE_CHECKING:
    import pandas

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The text of one system for one article, and its values.

    Attributes
    ----------
    article
        The article's id, unique in the run.
    system
        The system's name.
    text
        The text.
    chosen
        (start, end) of its sentences in the body of the article; empty if it is not extractive.
    words
        Number of words in `text`, as budgets count them.
    values
        One value per column of the header, in its order; None if there is no value (no reference,
        or a metric that needs a body).
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
        The ids of the articles, in corpus order.
    digests
        One digest per article. It changes if anything changes that a value depends on; "" if
        unknown.
    values
        float64 array of shape (articles, systems, columns), read-only; NaN if a value or the text
        is missing.
    texts, places, words
        By article and system: the text (None if missing), its offsets in the body of the article,
        and its number of words as budgets count them (0 if the text is missing).
    note
        A note on the file from which the run was read, such as an old format; "" without one.
    latency
        Language model (a system) -> median seconds per answer. Not saved, because equal runs must
        have the same bytes.

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
            raise UsageError(f"a run of shape {shape} cannot contain values of {self.values.shape}")
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
        """Return a run of rows in any order. Articles keep the order of their first rows.

        Parameters
        ----------
        digests
            Article -> its digest. If given, its order is the order of the articles. An article
            without a row is left out.

        Raises
        ------
        UsageError
            If a row has an unknown system or the wrong number of values, or if two rows have the
            same article and system.
        """
        known = rows if hasattr(rows, "__len__") else list(rows)  # `rows` is iterated twice
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
                raise UsageError(f"a row has the system {row.system!r}, which is not in the header")
            if len(row.values) != len(header.columns):
                raise UsageError(f"the row of {row.article!r} has {len(row.values)} values")
            a, s = articles[row.article], systems[row.system]
            if texts[a][s] is not None:
                raise UsageError(f"{row.article!r} occurs twice for system {row.system!r}")
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
        """All rows, ordered by article, and within an article by system."""
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
        """Return the digest of each article, by id."""
        return dict(zip(self.articles, self.digests, strict=True))

    @helpful
    def known(self, system: str, column: str) -> Floats:
        """Return the values of a system in a column, without NaN, in the order of the articles.

        Raises
        ------
        UsageError
            If the system or the column is not in the run.
        """
        systems = list(self.header.systems)
        name = arguments.chosen_name("system", system, systems)
        values = self.values[:, systems.index(name), self.header.place(column)]
        return values[~np.isnan(values)]

    @helpful
    def only(self, columns: Sequence[str]) -> Run:
        """Return the run with the given columns only, in the given order."""
        columns = arguments.names("columns", columns, "a list of columns, such as ['rouge2.f']")
        places = [self.header.place(name) for name in columns]
        return replace(self, header=self.header.only(columns), values=self.values[:, :, places])

    @helpful
    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the run atomically as JSON, one row per line. `load_run` reads it.

        Raises
        ------
        UsageError
            If the file cannot be written.
        """
        from summkit.evaluation.saved import pieces

        write_atomically(arguments.path("path", path), pieces(self))

    def to_frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame: one row per article and system, one column per value.

        Raises
        ------
        UsageError
            If pandas is not installed.
        """
        from summkit.evaluation.frames import run_frame

        return run_frame(self)
