"""What the name of a file that is written says of its format: one rule for every option."""

from __future__ import annotations

from pathlib import Path

from summkit.errors import UsageError
from summkit.patterns import regex

_SUFFIX = regex(r"\.[A-Za-z][A-Za-z0-9]{0,8}")

PAGE, RUN = (".html", ".htm"), (".json",)


def suffix_of(path: str) -> str:
    """Return the suffix that names a format, in lower case; "" for none: ".2026-11-28" is none."""
    suffix = Path(path).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def refuse_suffix(
    option: str, path: str | None, suffixes: tuple[str, ...], what: str, hint: str = ""
) -> None:
    """Refuse a file whose name says another format than is written to it; no suffix says none.

    Parameters
    ----------
    option
        Which names the file, with its hyphens.
    suffixes
        Those that the format has.
    what
        What is written there: "an HTML page".
    hint
        Where what the name says is to be had.

    Raises
    ------
    UsageError
        With what to call it.
    """
    if path and suffix_of(path) not in ("", *suffixes):
        raise UsageError(
            f"{option} {path}: {what} is written there: name it {' or '.join(suffixes)}{hint}"
        )


def format_of(option: str, path: str, by_suffix: dict[str, str], given: str | None) -> str | None:
    """Return the format that a file's name says, or the one given; None where neither says one.

    Raises
    ------
    UsageError
        If the suffix is that of no format, or of another than is given.
    """
    suffix = suffix_of(path)
    if suffix and suffix not in by_suffix:
        raise UsageError(
            f"{option} {path}: {suffix} is no format that is written: one of {', '.join(by_suffix)}"
        )
    named = by_suffix.get(suffix)
    if given and named and given != named:
        raise UsageError(
            f"{option} {path} is the name of {named} and --format says {given}: leave one out"
        )
    return given or named
