"""Word lists of the room, read once each on first use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

# Not importlib.resources: importing it costs more time than reading the files.
_HERE = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """Return a data file by its stem; callers must not change the result."""
    text = (_HERE / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
