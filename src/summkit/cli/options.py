"""What several commands parse in the same way."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from summkit.errors import UsageError

Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        help="Processes. 1 is this one, which does not wait for a chunk to fill.",
        show_default="all cores",
    ),
]
ArticleSeconds = Annotated[
    float, typer.Option("--article-seconds", min=0.01, help="For one article, in a worker.")
]


def check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is not one of the choices.

    Raises
    ------
    UsageError
        With the choices.
    """
    if value not in choices:
        raise UsageError(f"{option} {value} does not exist: one of {', '.join(choices)}")


def parameters(pairs: list[str], option: str = "--param") -> dict[str, str]:
    """Split NAME=VALUE pairs as typed.

    Raises
    ------
    UsageError
        For a pair without "=".
    """
    split = [pair.partition("=") for pair in pairs]
    for name, equals, _ in split:
        if not equals:
            raise UsageError(f"{option} {name}: takes NAME=VALUE, as in threshold=0.2")
    return {name.strip(): value for name, _, value in split}


def budget(**bounds: Any) -> Any:
    """Return the Budget of the bounds that are not None; None where all are."""
    from summkit.selection import Budget

    given = {key: value for key, value in bounds.items() if value is not None}
    return Budget(**given) if given else None


def read_options(mapping: str | None, format_: str, max_bytes: int, seconds: float) -> Any:
    """Return the ReadOptions of --map, --input-format, --max-bytes and --timeout."""
    from summkit.reading import Limits, ReadOptions, parse_mapping

    limits = Limits(max_bytes=max_bytes, seconds=seconds)
    return ReadOptions(mapping=parse_mapping(mapping or ""), limits=limits, format=format_)


def system_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Split NAME[:param=value,...] into the method and its parameters.

    "sumy:lex-rank" is a name; "lexrank:threshold=0.2" has a parameter.
    """
    head, colon, tail = spec.rpartition(":")
    if not colon or "=" not in tail:
        return spec, {}
    return head, parameters(tail.split(","), "--system")


def local(workers: int | None, seconds: float) -> Any:
    """Return the engine of --workers and --article-seconds; all cores where none is given."""
    from summkit.jobs import make_engine

    return make_engine("local", workers=workers, seconds=seconds)
