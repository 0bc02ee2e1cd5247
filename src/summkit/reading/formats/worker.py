"""The child process of `isolate`, which reads files of any format."""

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
    """Answer requests; the first request is empty and is answered after all imports."""
    logging.disable()  # trafilatura logs warnings about problems that summkit reports as errors
    serve(_answer)


def _answer(message: bytes) -> bytes:
    """Return the answer to a message from the parent process."""
    if not message:
        import trafilatura  # noqa: F401

        import summkit.reading.formats.html  # noqa: F401

        return b""
    request, data = unpacked(message)
    limits = Limits(**request["limits"])
    with alarm(limits.seconds + 5):
        return json.dumps(_read(request, data, limits)).encode("ascii")


def _read(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """Return the article or records of a request, or the error, in a form for JSON."""
    try:
        result = read_here(request["kind"], data, request["arguments"], limits)
    except InputError as error:
        return {"reason": error.reason, "where": error.where}
    except Exception:
        return {"bug": traceback.format_exc()}
    if BY_NAME[request["kind"]].shape == "records":
        return {"records": result}
    return {"article": dataclasses.asdict(result)}
