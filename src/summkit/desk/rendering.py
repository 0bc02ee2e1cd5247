"""Rendering of the desk's templates."""

from __future__ import annotations

from functools import cache
from typing import Any

from summkit.report import templating


@cache
def environment() -> Any:
    """Return the environment of the templates."""
    return templating.environment("summkit.desk", thousands="{:,}".format)


def render(name: str, **data: Any) -> bytes:
    """Return a page made from a template and its data."""
    page: str = environment().get_template(name).render(**data)
    return page.encode("utf-8", "replace")
