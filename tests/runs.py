"""Make runs from numbers, for the tests of the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summkit.evaluation.header import Header
from summkit.evaluation.run import Row, Run
from summkit.metrics.column import Column, columns_of
from summkit.metrics.rouge import Rouge

ROUGE = {column.name: column for column in columns_of(Rouge())}


def make_run(
    systems: Mapping[str, Mapping[str, Sequence[float | None]]],
    *,
    fingerprint: str = "f00d",
    signature: str = "v:1",
    texts: Mapping[str, str] | None = None,
    better: Mapping[str, int | None] | None = None,
    remarks: Mapping[str, tuple[str, ...]] | None = None,
    digests: Mapping[str, str] | None = None,
    languages: Sequence[str] = ("en",),
    version: str = "",
) -> Run:
    """Make a run from system -> column -> one value per article; None is no value.

    Higher is better for ROUGE and for every column that `better` does not name.
    """
    columns = list(next(iter(systems.values())))
    count = len(next(iter(next(iter(systems.values())).values())))
    header = Header(
        target="summary",
        against=("summary",),
        corpus={
            "sources": ["made.jsonl"],
            "articles": count,
            "fingerprint": fingerprint,
            "languages": [*languages],
        },
        systems={name: {"method": name} for name in systems},
        columns=tuple(
            ROUGE.get(name) or Column(name, better=(better or {}).get(name, 1)) for name in columns
        ),
        signatures={column: f"{column}|{signature}" for column in columns},
        remarks=remarks or {},
        version=version,
    )
    rows = [
        Row(
            f"a{number}",
            name,
            (texts or {}).get(f"a{number}", f"text {number} of {name}"),
            (),
            3,
            tuple(values[column][number] for column in columns),
        )
        for number in range(count)
        for name, values in systems.items()
    ]
    return Run.of_rows(header, rows, digests)


def without(run: Run, article: str) -> Run:
    """Return the run without an article's rows."""
    return Run.of_rows(run.header, [row for row in run.rows if row.article != article])
