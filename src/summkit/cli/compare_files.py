"""The files of `summkit compare` beside the run, and its groups of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summkit.cli.output import say
from summkit.errors import UsageError


def write_report(path: Path, comparison: Any, run: Any, seen: Any) -> None:
    """Write the HTML report."""
    from summkit.files import write_atomically
    from summkit.report.browser_data import views_of
    from summkit.report.comparison_html import render

    seconds = seen.seconds if seen else None
    views = views_of(seen.articles, run.header.against) if seen else None
    write_atomically(path, [render(comparison, views, seconds=seconds)])
    say(f"report: {path}")


def write_speed(path: Path, run: Any, seen: Any) -> None:
    """Write the seconds per article of each system."""
    from summkit.evaluation.speed import speed_of
    from summkit.files import write_atomically
    from summkit.report.escape import to_json

    data = speed_of(seen.seconds, len(run.articles), run.header.date)
    write_atomically(path, [to_json(data) + "\n"])
    say(f"speed: {path}")


def strata_of(names: tuple[str, ...], run: Any) -> dict[str, list[float]]:
    """Return the values of each property that --strata names, in the order of the run's articles.

    Raises
    ------
    UsageError
        If a property does not exist, or if the run does not contain its values.
    """
    properties: dict[str, list[float]] = {}
    for name in names:
        if name not in ("length", "density"):
            raise UsageError(f"--strata {name} does not exist: choose one of length, density")
        values = run.header.extra.get("properties", {}).get(name)
        if values is None:
            raise UsageError(
                f"--strata {name}: the saved run does not contain this property: run compare again"
            )
        properties[name] = [float("nan") if value is None else value for value in values]
    return properties
