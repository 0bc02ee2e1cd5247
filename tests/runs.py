"""Runs made of numbers, for the tests of the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summkit.evaluation.run import Header, Row, Run


def make_run(
    systems: Mapping[str, Mapping[str, Sequence[float | None]]],
    *,
    fingerprint: str = "f00d",
    signature: str = "v:1",
    texts: Mapping[str, str] | None = None,
) -> Run:
    """Make a run of system -> column -> one value an article; None is no value."""
    columns = list(next(iter(systems.values())))
    count = len(next(iter(next(iter(systems.values())).values())))
    header = Header(
        target="summary",
        against=("summary",),
        corpus={"sources": ["made.jsonl"], "articles": count, "fingerprint": fingerprint},
        systems={name: {"method": name} for name in systems},
        signatures={column: f"{column}|{signature}" for column in columns},
        extra={},
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
    return Run(header, tuple(rows))


def without(run: Run, article: str) -> Run:
    """Return the run without an article's rows."""
    return Run(run.header, tuple(row for row in run.rows if row.article != article))
