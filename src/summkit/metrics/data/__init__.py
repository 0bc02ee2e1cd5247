"""The data files of the metrics, read once each on first use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

# importlib.resources is not used, because its import takes longer than reading the files.
_HERE = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """Return the content of a data file by its stem. Callers must not change it."""
    text = (_HERE / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
