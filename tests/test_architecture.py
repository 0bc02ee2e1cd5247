"""docs/architecture.md is correct: folders, layers, paths, and the modules that may print."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "summkit"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def main_floors() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    return next(each["layers"] for each in contracts if "summkit.errors" in each["layers"][-1])


def floors(lines: list[str]) -> list[set[str]]:
    return [{room.strip().removeprefix("summkit.") for room in line.split("|")} for line in lines]


def test_every_package_and_top_level_module_is_named_once() -> None:
    rooms = re.findall(r"^\| `([\w.]+)` \|", PAGE, re.MULTILINE)
    packages = {
        ".".join(path.parent.relative_to(SOURCE).parts)
        for path in SOURCE.rglob("__init__.py")
        if path.parent != SOURCE
    }
    modules = {path.stem for path in SOURCE.glob("*.py")}
    assert len(rooms) == len(set(rooms))
    assert set(rooms) == packages | modules


def test_the_floors_equal_the_contracts_of_import_linter() -> None:
    (drawn,) = re.findall(r"```floors\n(.*?)\n```", PAGE, re.DOTALL)
    assert floors(drawn.splitlines()) == floors(main_floors())


def test_every_top_level_room_is_on_a_floor() -> None:
    rooms = {path.stem for path in SOURCE.glob("*.py")} - {"__init__"}
    rooms |= {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert set().union(*floors(main_floors())) == rooms


def test_every_path_that_the_page_names_exists() -> None:
    paths = re.findall(r"(?:src|tests|benchmarks|docs)/[\w/.]*\w", PAGE)
    named = [path for path in paths if "NAME" not in path]
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_only_the_command_line_and_the_pytest_plugin_print_or_exit() -> None:
    offenders = []
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0]
        if room in ("cli", "pytest_plugin.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "sys"
                and node.attr in ("stdout", "stderr", "exit", "argv")
                # The module that sets these variables for the processes it starts.
                and room != "jobs"
            ) or (isinstance(node, ast.Name) and node.id in ("print", "exit", "quit")):
                offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert offenders == []


@pytest.mark.once
@pytest.mark.parametrize("folder", ["benchmarks", "fuzz", "tests", "typing_tests", "docs"])
def test_every_import_of_summkit_imports_an_existing_name(folder: str) -> None:
    """Imports are also checked in code that no test runs, such as benchmarks."""
    missing = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
                continue
            if node.module.partition(".")[0] != "summkit":
                continue
            for name in node.names:
                if not has(node.module, name.name):
                    missing.append(f"{path.name}:{node.lineno} {node.module}.{name.name}")
    assert missing == []


def has(module: str, name: str) -> bool:
    """Return whether a module contains a name or a submodule."""
    try:
        return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None
    except ModuleNotFoundError:
        return False
