"""The child of `isolate`: reads files of any format."""

from __future__ import annotations

import dataclasses
import json
import logging
import traceback
from typing import Any

from summkit.errors import InputError
from summkit.jobs.serving import alarm, serve
from summkit.reading.formats.isolate import read_here, unpacked
from summkit.reading.formats.registry import BY_NAME
from summkit.reading.limits import Limits


def main() -> None:
    """Answer requests; the first is empty and answered once all is imported."""
    logging.disable()  # trafilatura warns of what we report as an error
    serve(_answer)


def _answer(message: bytes) -> bytes:
    if not message:
        import trafilatura  # noqa: F401

        import summkit.reading.formats.html  # noqa: F401

        return b""
    request, data = unpacked(message)
    limits = Limits(**request["limits"])
    with alarm(limits.seconds + 5):
        return json.dumps(_read(request, data, limits)).encode("ascii")


def _read(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        result = read_here(request["kind"], data, request["known"], limits)
    except InputError as error:
        return {"reason": error.reason, "where": error.where}
    except Exception:
        return {"bug": traceback.format_exc()}
    if BY_NAME[request["kind"]].shape == "records":
        return {"records": result}
    return {"article": dataclasses.asdict(result)}
