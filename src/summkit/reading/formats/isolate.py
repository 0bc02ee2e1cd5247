"""Pages read in a child process that can be killed: a time limit that holds inside C code.

One child is kept for each thread that is reading at the same time and serves page after page,
so that only the first page pays for its start (about what importing trafilatura costs anyway:
this process then need not).
"""

from __future__ import annotations

import json
import os
from typing import Any

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.jobs.child import Child, EndedError, LateError, framed, python_child
from summkit.reading.limits import Limits

_START_SECONDS = 60.0


def read_page(
    data: bytes,
    *,
    id: str,
    source: str,
    language: str | None,
    declared: str | None,
    limits: Limits,
) -> Article:
    """Do `parse_html` in a child; raise InputError when `limits.seconds` are over."""
    request = {
        "id": id,
        "source": source,
        "language": language,
        "declared": declared,
        "limits": {
            "max_bytes": limits.max_bytes,
            "seconds": limits.seconds,
            "max_attributes": limits.max_attributes,
            "max_depth": limits.max_depth,
            "redirects": limits.redirects,
        },
    }
    child = _ready_child()
    try:
        reply = child.ask(framed(packed(request, data)), child.message, limits.seconds)
    except LateError:
        raise InputError(
            f"not read within {limits.seconds:g} seconds: raise `seconds`", source
        ) from None
    except EndedError as end:
        raise InputError(f"the parser crashed on this page ({end})", source) from None
    _give_back(child)
    answer = json.loads(reply)
    if "reason" in answer:
        raise InputError(answer["reason"], answer["where"])
    if "bug" in answer:
        raise RuntimeError(f"reading {source or 'a page'} failed in the child\n{answer['bug']}")
    fields = answer["article"]
    fields["references"] = tuple(map(tuple, fields["references"]))
    fields["dropped"] = tuple(Dropped(**item) for item in fields["dropped"])
    return Article(**fields)


def packed(head: dict[str, Any], data: bytes) -> bytes:
    """Return a request as one message; not pickled, since a page may take over its reader."""
    return json.dumps(head).encode("ascii") + b"\n" + data


def unpacked(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what was packed."""
    head, _, data = message.partition(b"\n")
    return json.loads(head), data


_idle: list[Child] = []


def _ready_child() -> Child:
    """Return a child that waits for a page."""
    while _idle:
        child = _idle.pop()
        if child.is_alive():
            return child
        child.end()
    child = python_child("summkit.reading.formats.worker")
    try:
        # It answers once its imports are done, which is not the page's time.
        child.ask(framed(b""), child.message, _START_SECONDS)
    except (LateError, EndedError) as error:
        how = str(error) or f"nothing within {_START_SECONDS:g} seconds"
        raise RuntimeError(f"the process that reads pages did not start: {how}") from error
    return child


def _give_back(child: Child) -> None:
    if len(_idle) < (os.cpu_count() or 1):
        _idle.append(child)
    else:
        child.end()
