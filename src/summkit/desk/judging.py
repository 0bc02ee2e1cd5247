"""The page for judging proposed headlines and deks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.desk.rendering import render
from summkit.desk.work import HTML, Answer, Task

if TYPE_CHECKING:
    from summkit.reading import ReadOptions


def answer(task: Task, options: ReadOptions) -> Answer:
    """Return the page."""
    return Answer(200, render("judge.html", page="judge", allow_urls=False, view=None), HTML)
