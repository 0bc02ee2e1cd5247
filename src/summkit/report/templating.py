"""The environment of the HTML templates. All inserted texts are escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from summkit.report.escape import terminal


def environment(package: str, **filters: Callable[[Any], str]) -> Any:
    """Return the Jinja environment of the templates of a package.

    Parameters
    ----------
    package
        The package with the folder `templates`, such as "summkit.report".
    filters
        The package's own filters by name.
    """
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Makes control characters visible in every inserted text.
        finalize=lambda value: terminal(value) if type(value) is str else value,
    )
    made.filters.update(filters)
    return made
