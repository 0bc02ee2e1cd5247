"""Read files in a child process that can be killed, so that time limits also apply in C code.

Each thread that reads has one child, which reads file after file. Only the first file waits for
the start of the child. The start takes about as long as importing trafilatura, which this process
then does not need.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.reading.formats.registry import BY_NAME, Records
from summkit.reading.limits import DEFAULT_LIMITS, Limits, check_size

if TYPE_CHECKING:
    from summkit.jobs.child import Child

_START_SECONDS = 60.0  # seconds for the child's imports


def read_article(
    kind: str,
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read a file of the format `kind` that is one article; in a child if the format can hang.

    Raises
    ------
    InputError
        If the file contains no article, exceeds a limit, or is not read in `limits.seconds`.
    """
    check_size(len(data), limits, source)
    format_ = BY_NAME[kind]
    arguments = {"id": id, "source": source, "language": language, "declared": declared}
    if not (format_.apart and limits.seconds):
        article: Article = read_here(kind, data, arguments, limits)
        return article
    fields = _answer(kind, arguments, data, limits, source)["article"]
    fields["references"] = tuple(map(tuple, fields["references"]))
    fields["dropped"] = tuple(Dropped(**item) for item in fields["dropped"])
    return Article(**fields)


def read_records(
    kind: str,
    data: bytes,
    *,
    where: str = "",
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Records:
    """Read a file that contains several articles; otherwise as `read_article`."""
    check_size(len(data), limits, where)
    format_ = BY_NAME[kind]
    arguments = {"where": where, "declared": declared}
    if not (format_.apart and limits.seconds):
        records: Records = read_here(kind, data, arguments, limits)
        return records
    return Records(*_answer(kind, arguments, data, limits, where)["records"])


def read_here(kind: str, data: bytes, arguments: dict[str, str | None], limits: Limits) -> Any:
    """Call a format's reader in this process.

    Raises
    ------
    InputError
        If the reader raises it, or if the data is nested too deeply for the reader.
    """
    try:
        return BY_NAME[kind].load()(data, **arguments, limits=limits)
    except (RecursionError, MemoryError) as error:
        where = arguments.get("source") or arguments.get("where") or ""
        raise InputError(
            f"too deeply nested to be read as {BY_NAME[kind].label} ({type(error).__name__})", where
        ) from error


def _answer(
    kind: str, arguments: dict[str, str | None], data: bytes, limits: Limits, where: str
) -> dict[str, Any]:
    """Read the data in a child and return its answer; raise InputError after `limits.seconds`."""
    from summkit.jobs.child import EndedError, LateError
    from summkit.jobs.messages import framed

    request = {"kind": kind, "arguments": arguments, "limits": asdict(limits)}
    child = _ready_child()
    try:
        reply = child.ask(framed(packed(request, data)), child.message, limits.seconds)
    except LateError:
        raise InputError(
            f"not read within {limits.seconds:g} seconds: raise `seconds`", where
        ) from None
    except EndedError as end:
        what = BY_NAME[kind].label.removeprefix("a ").removeprefix("an ")
        raise InputError(f"the parser crashed on this {what} ({end})", where) from None
    _give_back(child)
    answer: dict[str, Any] = json.loads(reply)
    if "reason" in answer:
        raise InputError(answer["reason"], answer["where"])
    if "bug" in answer:
        raise RuntimeError(f"reading {where or 'a page'} failed in the child\n{answer['bug']}")
    return answer


def packed(head: dict[str, Any], data: bytes) -> bytes:
    """Return a request as one message; JSON, not pickle, since a page might control its reader."""
    return json.dumps(head).encode("ascii") + b"\n" + data


def unpacked(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the request and the data of a message that `packed` made."""
    head, _, data = message.partition(b"\n")
    return json.loads(head), data


_idle: list[Child] = []


def _ready_child() -> Child:
    """Return a child that is ready to read a page; start one if none is free."""
    from summkit.jobs.child import EndedError, LateError, python_child
    from summkit.jobs.messages import framed

    while _idle:
        child = _idle.pop()
        if child.is_alive():
            return child
        child.end()
    child = python_child("summkit.reading.formats.worker")
    try:
        # The child answers after its imports, so their time does not count for the page.
        child.ask(framed(b""), child.message, _START_SECONDS)
    except (LateError, EndedError) as error:
        how = str(error) or f"nothing within {_START_SECONDS:g} seconds"
        raise RuntimeError(f"the process that reads pages did not start: {how}") from error
    return child


def _give_back(child: Child) -> None:
    """Store a child for the next file; end it if as many children as processors are stored."""
    if len(_idle) < (os.cpu_count() or 1):
        _idle.append(child)
    else:
        child.end()
