"""The comparison of a command's output with a page, where `[...]` on a line means any lines."""

from __future__ import annotations

ELIDED = "[...]\n"


def elided(printed: str, shown: str) -> str:
    """Return the printed lines in the form of the page: omitted lines are `[...]`.

    A part between two `[...]` begins at the next place of its first line.
    """
    lines = printed.splitlines(keepends=True)
    parts = [part.splitlines(keepends=True) for part in shown.split(ELIDED)]
    if len(parts) == 1:
        return printed
    first, last = len(parts[0]), len(parts[-1])
    written, place = ["".join(lines[:first])], first
    for part in parts[1:-1]:
        if part[0] in lines[place:]:
            place = lines.index(part[0], place)
        written.append("".join(lines[place : place + len(part)]))
        place += len(part)
    written.append("".join(lines[max(place, len(lines) - last) :] if last else []))
    return ELIDED.join(written)
