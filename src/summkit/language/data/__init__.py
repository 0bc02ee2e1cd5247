"""The data files of the languages; each is read once, on first use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

# importlib.resources is not used: importing it takes more time than reading the files.
_HERE = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """Return a data file by its stem; callers must not change the returned value."""
    text = (_HERE / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
