"""The child of `isolate`: reads pages."""

from __future__ import annotations

import dataclasses
import json
import logging
import traceback
from typing import Any

from summkit.errors import InputError
from summkit.jobs.serving import alarm, serve
from summkit.reading.formats.html import parse_html
from summkit.reading.formats.isolate import unpacked
from summkit.reading.limits import Limits


def main() -> None:
    """Answer requests; the first is empty and answered once all is imported."""
    logging.disable()  # trafilatura warns of what we report as an error
    serve(_answer)


def _answer(request: bytes) -> bytes:
    if not request:
        import trafilatura  # noqa: F401

        return b""
    head, data = unpacked(request)
    limits = Limits(**head.pop("limits"))
    with alarm(limits.seconds + 5):
        return json.dumps(_article(head, data, limits)).encode("ascii")


def _article(head: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        article = parse_html(data, **head, limits=limits)
    except InputError as error:
        return {"reason": error.reason, "where": error.where}
    except Exception:
        return {"bug": traceback.format_exc()}
    return {"article": dataclasses.asdict(article)}
