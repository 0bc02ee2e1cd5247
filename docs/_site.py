"""Hooks of the site: pages from other folders, links out of docs/, and help printed by programs.

MkDocs calls the functions by their names; see mkdocs.yml.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ROOT_PAGES = ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
INSERTED = re.compile(r"<!-- insert: (\w+) -->")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages of benchmarks/ and of the repository's root."""
    for name in ROOT_PAGES:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    for path in sorted((ROOT / "benchmarks").glob("*.md")):
        place = f"benchmarks/{path.name}"
        files.append(File.generated(config, place, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Insert help that programs print, and correct links that leave docs/."""
    markdown = INSERTED.sub(lambda match: INSERTS[match[1]](), markdown)
    place = page.file.src_uri
    # The file's path in the repository, because pages of benchmarks/ are not in docs/.
    outside = place.startswith("benchmarks/") or place in ROOT_PAGES
    folder = posixpath.dirname(place if outside else f"docs/{place}")

    def mended(match: re.Match[str]) -> str:
        words, target, anchor = match[1], match[2], match[3] or ""
        if "://" in target or target.startswith(("mailto:", "/")):
            return match[0]
        path = posixpath.normpath(posixpath.join(folder, target))
        if path == "benchmarks":
            path = "docs/benchmarks.md"
        page_of = path.removeprefix("docs/")
        pages = path.startswith(("docs/", "benchmarks/")) or path in ROOT_PAGES
        if pages and page_of.endswith(".md"):
            here = posixpath.dirname(place)
            return f"[{words}]({posixpath.relpath(page_of, here or '.')}{anchor})"
        if (ROOT / path).exists():  # a file of the repository that is no page
            bare = words.strip("`")
            return f"`{path}`" if bare == path or "/" in bare else f"{words} (`{path}`)"
        return match[0]  # the strict build reports it

    return LINK.sub(mended, markdown)


def _said(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "summkit", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"COLUMNS": "96", "PYTHONPATH": str(ROOT / "src")},
    )
    return done.stdout


def _commands() -> str:
    """Return the help of every command."""
    sys.path.insert(0, str(ROOT / "src"))
    from summkit.cli.front import COMMANDS

    parts = [f"```text\n{_said('--help')}```\n"]
    for name in COMMANDS:
        parts.append(f"## summkit {name}\n\n```text\n{_said(name, '--help')}```\n")
    return "\n".join(parts)


def _methods() -> str:
    return (
        f"## Methods\n\n```text\n{_said('methods')}```\n\n"
        f"## Metrics\n\n```text\n{_said('metrics')}```\n"
    )


def _python() -> str:
    """Return a directive for each public name."""
    sys.path.insert(0, str(ROOT / "src"))
    import summkit

    names = [name for name in summkit.__all__ if name not in ("__version__", "summarize")]
    homes = summkit._HOMES
    return "\n".join(f"::: summkit.{homes[name]}.{name}\n" for name in names)


def _row(page: str, row: str) -> list[str]:
    """Return the cells of the first table row on a page that begins with the cells `row`."""
    lines = (ROOT / page).read_text("utf-8").splitlines()
    line = next(line.strip() for line in lines if line.strip().startswith(f"| {row}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def _plots() -> str:
    """Return plots of the figures in the tables of printable.md and figures.md."""
    judged = []
    for target in ("headline", "lede", "dek", "summary"):
        cells = _row("benchmarks/printable.md", f"{target} | ")
        marks = [tuple(map(float, re.findall(r"\d+", cell)[:3])) for cell in cells[2:4]]
        judged.append((f"{target} ({cells[1]})", marks))
    gains = []
    for corpus in ("CNN/DailyMail", "OrangeSum", "Vietnews", "XSum", "web pages"):
        cells = _row("docs/guide/figures.md", corpus)
        values = [float(re.search(r"[+-]?[\d.]+", cell)[0]) for cell in cells[1:3]]
        gains.append((cells[0], [(value,) for value in values]))
    return _dots(
        "News texts that a language model would print unchanged, in percent, with 95% intervals"
        " (no person judged)",
        ("default method", "lead"), judged, 0, 100, 20, "benchmarks/printable.md",
    ) + _dots(
        "ROUGE-1 points of newsrank over two baselines", ("over the lead", "over the cut lead"),
        gains, -6, 6, 2, "docs/guide/figures.md",
    )  # fmt: skip


def _dots(
    title: str,
    series: tuple[str, str],
    rows: list[tuple[str, list[tuple[float, ...]]]],
    low: float,
    high: float,
    step: int,
    source: str,
) -> str:
    """Return an SVG with a line per row and a dot per series, with its interval if there is one."""

    def x(value: float) -> float:
        return round(250 + (value - low) / (high - low) * 420, 1)

    bottom = 34 + 34 * len(rows)
    parts = [
        f'<svg viewBox="0 0 700 {bottom + 24}" role="img" aria-label="{title}"'
        ' width="700" style="max-width:100%;height:auto;font:13px sans-serif"'
        ' fill="currentColor" stroke="none">'
    ]
    for number, name in enumerate(series):
        fill = "currentColor" if number == 0 else "none"
        place = 250 + 190 * number
        parts.append(
            f'<circle cx="{place}" cy="12" r="5" fill="{fill}" stroke="currentColor"/>'
            f'<text x="{place + 10}" y="16">{name}</text>'
        )
    for tick in range(int(low), int(high) + 1, step):
        parts.append(
            f'<path d="M{x(tick)} 26V{bottom}" stroke="currentColor" opacity=".2"/>'
            f'<text x="{x(tick)}" y="{bottom + 16}" text-anchor="middle">{tick}</text>'
        )
    for place, (name, marks) in enumerate(rows):
        y = 44 + 34 * place
        parts.append(f'<text x="240" y="{y + 4}" text-anchor="end">{name}</text>')
        for number, (value, *interval) in enumerate(marks):
            at, fill = y - 5 + 10 * number, "currentColor" if number == 0 else "none"
            if interval:
                parts.append(
                    f'<path d="M{x(interval[0])} {at}H{x(interval[1])}" stroke="currentColor"/>'
                )
            parts.append(
                f'<circle cx="{x(value)}" cy="{at}" r="5" fill="{fill}" stroke="currentColor"/>'
            )
    svg = "".join([*parts, "</svg>"])
    page = posixpath.relpath(source, "docs")
    return f"\n\n**{title}** ([table]({page}))\n\n<figure>{svg}</figure>\n\n"


def _benchmarks() -> str:
    lines = []
    for path in sorted((ROOT / "benchmarks").glob("*.md")):
        title = re.search(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)
        lines.append(f"* [{title[1] if title else path.stem}](../benchmarks/{path.name})")
    return "\n".join(lines)


def _configuration() -> str:
    """Return a table for each section of summkit.toml."""
    sys.path.insert(0, str(ROOT / "src"))
    from summkit import schema

    tables = {
        "summarise": schema.SECTIONS["summarise"],
        "compare": schema.SECTIONS["compare"],
        "check": schema.SECTIONS["check"],
        "check.guard": schema.GUARD,
        "check.systems.NAME": schema.SYSTEM,
        "check.budget": schema.BUDGET,
    }
    parts = []
    for name, takes in tables.items():
        rows = [
            f"| `{key}` | {setting.doc} | {setting.words()} |" for key, setting in takes.items()
        ]
        parts.append(
            f"## [{name}]\n\n| key | what it says | takes |\n| --- | --- | --- |\n"
            + "\n".join(rows).replace("<", "&lt;")
        )
    return "\n\n".join(parts)


INSERTS = {
    "configuration": _configuration,
    "commands": _commands,
    "methods": _methods,
    "python": _python,
    "benchmarks": _benchmarks,
    "plots": _plots,
}
