"""The killing of programs and of their children. As a script, it does this when its input ends.

A program is the leader of a process group. A child that has left the group (`setsid`) is found by
the mark that it has inherited in its environment, if the system shows environments in /proc, as
Linux does. A child that has also cleared its environment is not found.

This module imports only the standard library, since the guardian runs without the rest of summkit.
"""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

VARIABLE = "SUMMKIT_PROGRAM"
"""Environment variable with the marks of the programs that a process belongs to, joined by ":"."""
# Number of searches for marked processes, because a process may start another during a search.
_ROUNDS = 20


def end_program(group: int, mark: str) -> None:
    """Kill a process group and all processes with a mark."""
    with contextlib.suppress(OSError):  # the leader may have ended while its children still run
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
    """Return the ids of the processes with a mark; [] if the system does not show environments."""
    found = []
    with contextlib.suppress(OSError):
        for folder in [each for each in Path("/proc").iterdir() if each.name.isdigit()]:
            # The processes of other users cannot be read, and a process may have ended.
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found


def guard() -> None:
    """Read lines that add or remove programs; when the input ends, kill the remaining programs."""
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
