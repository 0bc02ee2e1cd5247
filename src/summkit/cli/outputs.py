"""The format of an output file by the suffix of its name; the same rule for every option."""

from __future__ import annotations

from pathlib import Path

from summkit.errors import UsageError
from summkit.patterns import regex

_SUFFIX = regex(r"\.[A-Za-z][A-Za-z0-9]{0,8}")

PAGE, RUN = (".html", ".htm"), (".json",)


def suffix_of(path: str) -> str:
    """Return the suffix of a path in lower case; "" if it cannot be a format, as ".2026-11-28"."""
    suffix = Path(path).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def refuse_suffix(
    option: str, path: str | None, suffixes: tuple[str, ...], what: str, hint: str = ""
) -> None:
    """Refuse an output file with the suffix of another format; accept a name without a suffix.

    Parameters
    ----------
    option
        The option that names the file, with its hyphens.
    suffixes
        The suffixes of the written format.
    what
        The content of the file, such as "an HTML page".
    hint
        End of the message: the option that gives the other format.

    Raises
    ------
    UsageError
        If the suffix is wrong. The message lists the right suffixes.
    """
    if path and suffix_of(path) not in ("", *suffixes):
        raise UsageError(
            f"{option} {path}: the content is {what}, so the name must end in "
            f"{' or '.join(suffixes)}{hint}"
        )


def format_of(option: str, path: str, by_suffix: dict[str, str], given: str | None) -> str | None:
    """Return the format of --format, or else the format of the file's suffix; None without both.

    Raises
    ------
    UsageError
        If the suffix belongs to no format, or to another format than --format gives.
    """
    suffix = suffix_of(path)
    if suffix and suffix not in by_suffix:
        raise UsageError(
            f"{option} {path}: summkit does not write {suffix} files: use one of "
            f"{', '.join(by_suffix)}"
        )
    named = by_suffix.get(suffix)
    if given and named and given != named:
        raise UsageError(
            f"{option} {path} has the suffix of {named}, but --format is {given}: leave one out"
        )
    return given or named
