"""The web application: its routes, its workers, and the form of its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from summkit.desk import api, pages
from summkit.desk.api import Workers
from summkit.desk.guard import SIGN_IN, Guard
from summkit.desk.problems import MEDIA, TITLES, ProblemError
from summkit.desk.settings import DeskSettings
from summkit.desk.work import DeskWork
from summkit.jobs.crew import Crew

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Scope

STATIC = Path(__file__).parent / "static"


def application(
    settings: DeskSettings, *, log: Callable[[str], None], crew: Workers | None = None
) -> Starlette:
    """Return the web application. It starts and stops its workers.

    Parameters
    ----------
    log
        Function that takes a line of JSON for each request.
    crew
        The workers; None makes `settings.workers` processes.
    """
    workers = crew or Crew(
        DeskWork(settings.max_bytes),
        settings.workers,
        settings.article_seconds,
        bytes_waiting=max(64_000_000, 2 * settings.max_bytes),
    )
    routes = [
        Route("/", pages.write, methods=["GET", "POST"]),
        Route("/judge", pages.judge, methods=["GET", "POST"]),
        Route("/runs", pages.runs, methods=["GET", "POST"]),
        Route(SIGN_IN, pages.sign_in, methods=["GET", "POST"]),
        Route("/api/summarise", api.summarise, methods=["POST"]),
        Route("/api/headline", api.headline, methods=["POST"]),
        Route("/api/score", api.score, methods=["POST"]),
        Route("/api/health", api.health, methods=["GET"]),
        Route("/api/openapi.json", api.openapi, methods=["GET"]),
    ]
    assets = [
        Route("/static/report.css", pages.report_style, methods=["GET"]),
        Route("/static/comparison.js", pages.report_script, methods=["GET"]),
    ]
    paths = frozenset(route.path for route in routes)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await workers.start()
            yield
        finally:
            await workers.close()

    def refuse(scope: Scope, problem: ProblemError) -> ASGIApp:
        """Return the answer to a request that the guard refuses."""
        return _answer(scope["path"], problem, to_sign_in=scope["method"] in ("GET", "HEAD"))

    app = Starlette(
        routes=[*routes, *assets, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[
            Middleware(Guard, settings=settings, paths=paths, refuse=refuse, log=log),
        ],
        exception_handlers={
            ProblemError: _on_problem,
            HTTPException: _on_http,
            Exception: _on_bug,
        },
        lifespan=lifespan,
    )
    app.state.desk = api.Desk(settings, workers, version("summkit"))
    return app


def _answer(path: str, problem: ProblemError, *, to_sign_in: bool = False) -> Response:
    if path.startswith("/api/"):
        return Response(problem.body(), problem.status, dict(problem.headers), media_type=MEDIA)
    if problem.status == 401 and to_sign_in:
        return Response(status_code=303, headers={"Location": SIGN_IN})
    return pages.failed(problem)


async def _on_problem(request: Request, error: Exception) -> Response:
    return _answer(request.url.path, cast(ProblemError, error))


async def _on_http(request: Request, error: Exception) -> Response:
    found: Any = error
    headers = dict(found.headers or {})
    detail = TITLES.get(found.status_code, str(found.detail))
    return _answer(request.url.path, ProblemError(found.status_code, detail, headers))


async def _on_bug(request: Request, error: Exception) -> Response:
    # The message of the error may contain the article, so only its type is shown.
    detail = f"the desk has a fault ({type(error).__name__}): please report it"
    return _answer(request.url.path, ProblemError(500, detail))
