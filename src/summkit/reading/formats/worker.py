"""The child of `isolate`: reads pages from standard input until it closes."""

from __future__ import annotations

import dataclasses
import logging
import os
import signal
import sys
import traceback
from typing import Any

from summkit.errors import InputError
from summkit.reading.formats.html import parse_html
from summkit.reading.formats.isolate import receive, send
from summkit.reading.limits import Limits


def main() -> None:
    """Answer requests until standard input ends."""
    # What a library prints must not get between the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    logging.disable()  # trafilatura warns of what we report as an error
    # Control-C is for the parent, which decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm_up()
    send(answers, {})
    while (message := receive(requests)) is not None:
        head, data = message
        limits = Limits(**head.pop("limits"))
        if hasattr(signal, "setitimer"):
            # Should the parent die meanwhile, nobody is left to kill us. The default action
            # ends the process even inside C code.
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + 5)
        send(answers, _answer(head, data, limits))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(head: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        article = parse_html(data, **head, limits=limits)
    except InputError as error:
        return {"reason": error.reason, "where": error.where}
    except Exception:
        return {"bug": traceback.format_exc()}
    return {"article": dataclasses.asdict(article)}


def _warm_up() -> None:
    import trafilatura  # noqa: F401
