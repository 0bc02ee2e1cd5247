"""Saved runs: the file format of a Run, and reading of the current and the previous format."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summkit import arguments
from summkit.errors import InputError
from summkit.evaluation.header import Header
from summkit.evaluation.run import Row, Run
from summkit.files import text_of
from summkit.metrics.column import Column, columns_of
from summkit.naming import helpful

FORMAT = 2
"""Version of the file format. Version 1 can be read as well; other versions raise InputError."""

# Six decimals: more precise than any difference that a corpus can show, and the file stays small.
DECIMALS = 6


def pieces(run: Run) -> Iterator[str]:
    """Yield the text of a run's file: one line per article, then one line per row."""
    header = run.header
    data = {
        "target": header.target,
        "against": list(header.against),
        "corpus": header.corpus,
        "systems": header.systems,
        "remarks": {name: list(remarks) for name, remarks in header.remarks.items()},
        "columns": [column.to_dict() for column in header.columns],
        "signatures": header.signatures,
        "version": header.version,
        "date": header.date,
        "extra": header.extra,
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    yield f'{{\n"summkit_run": {FORMAT},\n"header": {text},\n"articles": [\n'
    for number, article in enumerate(zip(run.articles, run.digests, strict=True)):
        yield (",\n" if number else "") + json.dumps(article, ensure_ascii=False)
    yield '\n],\n"rows": [\n'
    for number, row in enumerate(run.rows):
        yield (",\n" if number else "") + json.dumps(row_data(row), ensure_ascii=False)
    yield "\n]\n}\n"


def row_data(row: Row) -> list[Any]:
    """Return a row as JSON data: article, system, words, values, chosen, text."""
    # Floats keep their ".0", so that integers and floats can be distinguished in the JSON.
    values = [None if value is None else round(value, DECIMALS) for value in row.values]
    chosen = [list(place) for place in row.chosen]
    return [row.article, row.system, row.words, values, chosen, row.text]


def row_from(data: Any) -> Row:
    """Return the row for the JSON data of `row_data`.

    Raises
    ------
    ValueError
        If the data do not have this form.
    """
    article, system, words, values, chosen, text = data
    if not (isinstance(article, str) and isinstance(system, str) and isinstance(text, str)):
        raise ValueError("article, system and text must be strings")
    numbers = tuple(None if value is None else float(value) for value in values)
    if not all(value is None or math.isfinite(value) for value in numbers):
        raise ValueError("a value is not a finite number")
    places = tuple((int(start), int(end)) for start, end in chosen)
    return Row(article, system, text, places, int(words), numbers)


@helpful
def load_run(path: str | os.PathLike[str]) -> Run:
    """Read a saved run.

    A run in the previous format can be read as well; then `note` contains a remark on it.

    Raises
    ------
    InputError
        If the file cannot be read, is not a run, or has an unknown format.

    Examples
    --------
    >>> import tempfile
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> articles = [sk.Article(body, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]
    >>> run = sk.compare(articles, target="dek", words=12, resamples=100).run
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     run.save(f"{folder}/run.json")
    ...     sk.load_run(f"{folder}/run.json")
    Run(dek: 3 articles, 4 systems, 21 columns)
    """
    file = arguments.path("path", path)
    return run_from(json_of(file, "is not a saved run: not valid JSON"), str(file))


def json_of(path: Path, otherwise: str) -> Any:
    """Return the data of a JSON file.

    Parameters
    ----------
    otherwise
        The message of the error for a file that is not JSON.

    Raises
    ------
    InputError
        If the file cannot be read or is not JSON.
    """
    try:
        return json.loads(text_of(path, "utf-8-sig"))
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(f"{otherwise}: {error}", str(path)) from error


def run_from(data: Any, where: str) -> Run:
    """Return the run for the JSON data of its file.

    Parameters
    ----------
    where
        The name of the file, for error messages.

    Raises
    ------
    InputError
        If the data are not a run, are damaged, or have an unknown format.
    """
    if not isinstance(data, dict) or "summkit_run" not in data:
        raise InputError("is not a saved run: it lacks the key summkit_run", where)
    form = data["summkit_run"]
    if form not in (1, FORMAT) or isinstance(form, bool):
        raise InputError(
            f"was saved in form {form!r}, this summkit reads 1 to {FORMAT}: "
            "make it again with this version",
            where,
        )
    try:
        return _run(data) if form == FORMAT else _run_of_form_1(data, where)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InputError(f"is a damaged run: {' '.join(str(error).split())}", where) from error


def _run(data: Mapping[str, Any]) -> Run:
    header = data["header"]
    remarks = {str(name): _texts(each) for name, each in header["remarks"].items()}
    columns = tuple(Column.from_dict(column) for column in header["columns"])
    made = _header(header, columns, remarks, str(header["version"]), str(header["date"]))
    digests: dict[str, str] = {}
    for name, digest in data["articles"]:
        if not (isinstance(name, str) and isinstance(digest, str)) or name in digests:
            raise ValueError(f"the article {name!r} is not a text or occurs twice")
        digests[name] = digest
    rows = [row_from(row) for row in data["rows"]]
    if {row.article for row in rows} != set(digests):
        raise ValueError("the articles listed are not those of the rows")
    return Run.of_rows(made, rows, digests)


def _run_of_form_1(data: Mapping[str, Any], where: str) -> Run:
    """Return the run for data in format 1, which has no columns, remarks or digests."""
    known = _columns_of_form_1()
    names = [str(name) for name in data["header"]["signatures"]]
    columns = tuple(known.get(name, Column(name)) for name in names)
    rows = [row_from(row) for row in data["rows"]]
    note = (
        f"{where}: was saved by an earlier version of summkit (form 1), without remarks on its "
        "systems: it can be used as it is, and saving it again updates its form"
    )
    return Run.of_rows(_header(data["header"], columns), rows, note=note)


def _columns_of_form_1() -> dict[str, Column]:
    """Return the columns of format 1, which contains only their names: built-in metrics only.

    Any other name belongs to a value of a plug-in, whose direction and unit are unknown.
    """
    from summkit.metrics.registry import METRICS
    from summkit.metrics.rouge import TYPES

    # Users define the last two columns.
    known = set(METRICS.built_in) - {"rouge", "command", "judge"}
    made = [METRICS.create(name) for name in sorted(known)]
    made.append(METRICS.create("rouge", {"types": ",".join(TYPES)}))
    return {column.name: column for metric in made for column in columns_of(metric)}


def _header(
    data: Mapping[str, Any],
    columns: tuple[Column, ...],
    remarks: Mapping[str, tuple[str, ...]] | None = None,
    version: str = "",
    date: str = "",
) -> Header:
    return Header(
        target=str(data["target"]),
        against=_texts(data["against"]),
        corpus=dict(data["corpus"]),
        systems={str(name): dict(system) for name, system in data["systems"].items()},
        columns=columns,
        signatures={str(name): str(value) for name, value in data["signatures"].items()},
        remarks=remarks or {},
        version=version,
        date=date,
        extra=dict(data["extra"]),
    )


def _texts(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(text, str) for text in data):
        raise ValueError(f"{data!r} is not a list of texts")
    return tuple(data)
