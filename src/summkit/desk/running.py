"""The page for saved runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.desk.rendering import render
from summkit.desk.work import HTML, Answer, Task

if TYPE_CHECKING:
    from summkit.reading import ReadOptions


def answer(task: Task, options: ReadOptions) -> Answer:
    """Return the page."""
    return Answer(200, render("runs.html", page="runs", allow_urls=False, view=None), HTML)
