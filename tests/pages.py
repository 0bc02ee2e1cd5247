"""What pages leave out of the output of a command: `[...]` on a line stands for any lines."""

from __future__ import annotations

ELIDED = "[...]\n"


def elided(printed: str, shown: str) -> str:
    """Return what was printed as the page shows it: the same lines, the others as `[...]`.

    A part between two `[...]` begins where its first line next stands.
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
