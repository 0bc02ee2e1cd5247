"""The HTTP API: requests in JSON, and answers with the same rows as the command line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec import UNSET
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from summkit.desk import requests
from summkit.desk.openapi import document
from summkit.desk.problems import ProblemError, worded
from summkit.desk.refusals import refusal
from summkit.desk.work import Answer, Task, Upload
from summkit.errors import InputError
from summkit.jobs.crew import FailedError, FullError
from summkit.reading import Limits

if TYPE_CHECKING:
    from summkit.desk.settings import DeskSettings

RETRY = 1
"""Seconds after which a client may send a refused request again."""

_FETCHES = 4


class Workers(Protocol):
    """The interface of the worker processes: see `summkit.jobs.crew.Crew`."""

    @property
    def workers(self) -> int: ...

    @property
    def waiting(self) -> int: ...

    async def start(self) -> None: ...

    async def do(self, item: Task, size: int = 0) -> Answer: ...

    async def close(self) -> None: ...


class Desk:
    """A desk: its settings and its workers, which the pages and the API share."""

    def __init__(self, settings: DeskSettings, crew: Workers, version: str) -> None:
        self.settings, self.crew, self.version = settings, crew, version
        self._fetching = asyncio.Semaphore(_FETCHES)

    async def do(self, task: Task, size: int) -> Response:
        """Return the answer of the workers to a task.

        Raises
        ------
        ProblemError
            If too many tasks wait, if the task takes too long, or if its worker ends.
        """
        try:
            answer = await self.crew.do(task, size)
        except FullError:
            raise ProblemError(
                429,
                "all workers are busy: send the request again in a moment",
                {"Retry-After": str(RETRY)},
            ) from None
        except FailedError as error:
            raise ProblemError(504 if error.late else 500, worded(str(error))) from None
        return Response(answer.body, answer.status, media_type=answer.media)

    async def fetch(self, url: str) -> Upload:
        """Fetch a public page for a request.

        Raises
        ------
        ProblemError
            If the desk was started without `--allow-urls`, or if the page cannot be fetched.
        """
        from summkit.reading.sources.fetch import fetch
        from summkit.reading.sources.source import format_of

        if not self.settings.allow_urls:
            raise ProblemError(
                422,
                "this desk does not fetch addresses: start it with --allow-urls, or send the text",
            )
        seconds = min(self.settings.article_seconds, 20.0)
        limits = Limits(max_bytes=self.settings.max_bytes, seconds=seconds)
        async with self._fetching:
            try:
                page = await asyncio.to_thread(fetch, url, limits=limits, only_public=True)
            except InputError as error:
                raise ProblemError(422, worded(str(error))) from None
        named = format_of(page.content_type, page.url)
        return Upload(page.data, page.url, named, page.declared_charset)


async def _checked(request: Request, decoder: msgspec.json.Decoder[Any]) -> tuple[Any, int]:
    """Return the decoded request and its number of bytes.

    Raises
    ------
    ProblemError
        If the request is not JSON of the right form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ProblemError(415, "send JSON, with Content-Type: application/json")
    try:
        body = await request.body()
    except ClientDisconnect:
        raise ProblemError(400, "the request broke off") from None
    try:
        return _decoded(decoder, body), len(body)
    except msgspec.ValidationError as error:
        try:
            _decoded(_ANY, body)  # a later part of the body may not be JSON at all
        except msgspec.ValidationError as broken:  # a number is too large
            raise ProblemError(422, worded(str(broken))) from None
        raise ProblemError(422, worded(refusal(error, decoder, body))) from None


_ANY: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def _decoded(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    """Return the data of a body.

    Raises
    ------
    msgspec.ValidationError
        If the data do not have the form of the decoder.
    ProblemError
        If the body is not JSON.
    """
    try:
        return decoder.decode(body)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProblemError(400, f"not valid JSON: {worded(str(error))}") from None


async def summarise(request: Request) -> Response:
    """Answer a request to write a text of an article."""
    asked, size = await _checked(request, requests.SUMMARISE)
    return await _about_article(request, "summarise", asked, size)


async def headline(request: Request) -> Response:
    """Answer a request to judge headlines."""
    asked, size = await _checked(request, requests.HEADLINE)
    return await _about_article(request, "headline", asked, size)


async def _about_article(request: Request, kind: str, asked: Any, size: int) -> Response:
    desk: Desk = request.app.state.desk
    page = None if asked.url is UNSET else await desk.fetch(asked.url)
    return await desk.do(Task(kind, asked, page), size + (len(page.data) if page else 0))


async def score(request: Request) -> Response:
    """Answer a request to score texts."""
    asked, size = await _checked(request, requests.SCORE)
    desk: Desk = request.app.state.desk
    return await desk.do(Task("score", asked), size)


async def health(request: Request) -> Response:
    """Return the status of the desk: whether its workers are ready."""
    desk: Desk = request.app.state.desk
    data = {
        "status": "ok" if desk.crew.workers else "starting",
        "version": desk.version,
        "workers": desk.crew.workers,
        "waiting": desk.crew.waiting,
    }
    return Response(msgspec.json.encode(data), media_type="application/json")


async def openapi(request: Request) -> Response:
    """Return the OpenAPI document."""
    secured = bool(request.app.state.desk.settings.token)
    return Response(document(secured=secured), media_type="application/json")
