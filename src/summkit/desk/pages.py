"""The pages: their forms are sent to the workers, which render the answers."""

from __future__ import annotations

import asyncio

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from summkit.desk.api import Desk
from summkit.desk.forms import Form
from summkit.desk.guard import COOKIE, same, signature
from summkit.desk.problems import TITLES, ProblemError
from summkit.desk.rendering import render
from summkit.desk.work import HTML, Task, Upload

_FILES, _FIELDS = 40, 200
_WRONG = 0.5  # seconds of delay after a wrong token


async def write(request: Request) -> Response:
    """Return the page for writing, with the written texts after a POST."""
    return await _page(request, "write", "write.html")


async def judge(request: Request) -> Response:
    """Return the page for judging, with the judgements after a POST."""
    return await _page(request, "judge", "judge.html")


async def runs(request: Request) -> Response:
    """Return the page for saved runs, with their comparison after a POST."""
    return await _page(request, "runs", "runs.html")


async def _page(request: Request, kind: str, template: str) -> Response:
    desk: Desk = request.app.state.desk
    if request.method != "POST":
        known = {"page": kind, "allow_urls": desk.settings.allow_urls, "failure": ""}
        blank = render(template, **known, view=None)
        return _html(blank)
    form, size = await _form(request)
    page = None
    if desk.settings.allow_urls and form.text("address").strip():
        page = await desk.fetch(form.text("address").strip())
    answer = await desk.do(Task(kind, form, page), size)
    answer.headers["cache-control"] = "no-store"
    return answer


async def _form(request: Request) -> tuple[Form, int]:
    desk: Desk = request.app.state.desk
    most = desk.settings.max_bytes
    try:
        async with request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=most) as data:
            return await _read(data, desk.settings.allow_urls)
    except (MultiPartException, HTTPException, FormParserError) as error:
        # Starlette 1.6 and older does not convert a FormParserError to an HTTPException.
        detail = str(getattr(error, "message", None) or getattr(error, "detail", None) or error)
        raise ProblemError(400, f"the form is damaged: {detail.rstrip('.')}") from None
    except ClientDisconnect:
        raise ProblemError(400, "the request broke off") from None


async def _read(data: FormData, allow_urls: bool) -> tuple[Form, int]:
    fields: dict[str, str] = {}
    files: list[Upload] = []
    size = 0
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            size += len(content)
            if content or value.filename:
                files.append(Upload(content, value.filename or "the file"))
        else:
            fields[name] = value
            size += len(value)
    return Form(fields, tuple(files), allow_urls), size


async def report_script(request: Request) -> Response:
    """Return the script of the comparison report."""
    from summkit.report.comparison_html import ASSETS

    return Response(ASSETS["comparison.js"].read_bytes(), media_type="text/javascript")


async def report_style(request: Request) -> Response:
    """Return the style of the comparison report, limited to elements within the report."""
    from summkit.report.comparison_html import ASSETS

    style = ASSETS["comparison.css"].read_text("utf-8")
    inside = style.replace(":root", "&").replace("\nbody {", "\n& {")
    return Response(f".report {{\n{inside}}}\n", media_type="text/css")


async def sign_in(request: Request) -> Response:
    """Return the page for the token; after a POST with the right token, set the cookie."""
    desk: Desk = request.app.state.desk
    settings = desk.settings
    if not settings.token:
        return Response(status_code=303, headers={"Location": "/"})
    if request.method != "POST":
        return _html(render("sign_in.html", page="", wrong=False))
    form, _ = await _form(request)
    if not same(form.text("token").strip(), settings.token):
        await asyncio.sleep(_WRONG)
        return _html(render("sign_in.html", page="", wrong=True), 403)
    answer = Response(status_code=303, headers={"Location": "/"})
    answer.set_cookie(COOKIE, signature(settings.token), httponly=True, samesite="strict", path="/")
    return answer


def failed(problem: ProblemError) -> Response:
    """Return the page that shows an error."""
    title = TITLES.get(problem.status, "The request failed")
    page = render("failed.html", page="", title=title, detail=problem.detail)
    answer = _html(page, problem.status)
    answer.headers.update(problem.headers)
    return answer


def _html(page: bytes, status: int = 200) -> Response:
    answer = Response(page, status, media_type=HTML)
    answer.headers["cache-control"] = "no-store"
    return answer
