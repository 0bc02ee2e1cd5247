"""The files in typing_tests/ give what their types declare; mypy checks the types."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "typing_tests").glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_typing_example_runs(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_readme_are_the_ones_checked() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs" / "guide").glob("*.md")]
    text = "".join(page.read_text("utf-8") for page in pages)
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    checked = {path.read_text("utf-8") for path in (ROOT / "typing_tests").glob("readme*.py")}
    assert set(blocks) == checked
