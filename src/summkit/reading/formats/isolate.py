"""Files read in a child process that can be killed: a time limit that holds inside C code.

One child is kept for each thread that is reading at the same time and serves file after file,
so that only the first pays for its start (about what importing trafilatura costs anyway:
this process then need not).
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

_START_SECONDS = 60.0


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
    """Read a file that is one article, of the format `kind`, in a child if that can hang.

    Raises
    ------
    InputError
        If it holds no article, is over a limit, or `limits.seconds` are over.
    """
    check_size(len(data), limits, source)
    format_ = BY_NAME[kind]
    known = {"id": id, "source": source, "language": language, "declared": declared}
    if not (format_.apart and limits.seconds):
        article: Article = read_here(kind, data, known, limits)
        return article
    fields = _answer(kind, known, data, limits, source)["article"]
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
    """Read a file that is several articles, as `read_article` does."""
    check_size(len(data), limits, where)
    format_ = BY_NAME[kind]
    known = {"where": where, "declared": declared}
    if not (format_.apart and limits.seconds):
        records: Records = read_here(kind, data, known, limits)
        return records
    return Records(*_answer(kind, known, data, limits, where)["records"])


def read_here(kind: str, data: bytes, known: dict[str, str | None], limits: Limits) -> Any:
    """Call a format's reader, in this process.

    Raises
    ------
    InputError
        As the reader does, and where what is read is too tangled for it.
    """
    try:
        return BY_NAME[kind].load()(data, **known, limits=limits)
    except (RecursionError, MemoryError) as error:
        where = known.get("source") or known.get("where") or ""
        raise InputError(
            f"too deeply nested to be read as {BY_NAME[kind].label} ({type(error).__name__})", where
        ) from error


def _answer(
    kind: str, known: dict[str, str | None], data: bytes, limits: Limits, where: str
) -> dict[str, Any]:
    """Do it in a child; raise InputError when `limits.seconds` are over."""
    from summkit.jobs.child import EndedError, LateError
    from summkit.jobs.messages import framed

    request = {"kind": kind, "known": known, "limits": asdict(limits)}
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
    """Return a request as one message; not pickled, since a page may take over its reader."""
    return json.dumps(head).encode("ascii") + b"\n" + data


def unpacked(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what was packed."""
    head, _, data = message.partition(b"\n")
    return json.loads(head), data


_idle: list[Child] = []


def _ready_child() -> Child:
    """Return a child that waits for a page."""
    from summkit.jobs.child import EndedError, LateError, python_child
    from summkit.jobs.messages import framed

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
