"""Ends programs and what they have started; run as a script, it does so when its input ends.

A program is the leader of a group of processes. What leaves the group (`setsid`) is found by a mark
that it has inherited in its environment, where the system shows that in /proc, as Linux does. What
has emptied its environment too is not found.

Only the standard library is imported: the guardian starts without the rest of summkit.
"""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

VARIABLE = "SUMMKIT_PROGRAM"
"""Holds the marks of the programs that a process belongs to, ":" between them."""
_ROUNDS = 20  # what starts more while it is looked for is found in the next one


def end_program(group: int, mark: str) -> None:
    """Kill a group of processes, and all that carry a mark."""
    with contextlib.suppress(OSError):  # also where the leader has ended: its children may not
        os.killpg(group, signal.SIGKILL)
    if not mark:
        return
    killed: set[int] = set()
    for _ in range(_ROUNDS):
        left = [process for process in _marked(mark.encode("ascii")) if process not in killed]
        if not left:
            return
        for process in left:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        killed.update(left)


def _marked(mark: bytes) -> list[int]:
    """Return the processes that carry a mark, none where the system does not show them."""
    found = []
    with contextlib.suppress(OSError):
        for folder in [each for each in Path("/proc").iterdir() if each.name.isdigit()]:
            # Those of others cannot be read, and some have ended meanwhile.
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found


def guard() -> None:
    """Read lines that name programs, or forget one, and end those that are left at the end."""
    programs: dict[int, str] = {}
    rest = b""
    while piece := os.read(0, 4096):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            number, _, mark = line.decode("ascii").partition(" ")
            if int(number) > 0:
                programs[int(number)] = mark
            else:
                programs.pop(-int(number), None)
    for group, mark in programs.items():
        end_program(group, mark)


if __name__ == "__main__":
    guard()
