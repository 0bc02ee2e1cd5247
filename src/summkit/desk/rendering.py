"""Rendering of the desk's templates. All inserted texts are escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from summkit.report.escape import terminal


@cache
def environment() -> Any:
    """Return the environment of the templates."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("summkit.desk"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: terminal(value) if type(value) is str else value,
    )
    made.filters["thousands"] = "{:,}".format
    return made


def render(name: str, **data: Any) -> bytes:
    """Return a page made from a template and its data."""
    page: str = environment().get_template(name).render(**data)
    return page.encode("utf-8", "replace")
