"""The data files of summkit: JSON in a folder `data` beside the modules that read it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_data(room: str, name: str) -> dict[str, Any]:
    """Return the content of a data file; it is cached, so callers must not change it.

    Parameters
    ----------
    room
        The folder that contains the folder `data`, such as "cohesion" or "reading/formats".
    name
        The path of the file in `data`, without ".json".

    Raises
    ------
    OSError
        If there is no such file.

    Examples
    --------
    >>> read_data("language", "languages")["en"]["stemmer"]
    'english'
    """
    # importlib.resources is not used, because its import takes longer than reading the files.
    path = Path(__file__).parent / room / "data" / f"{name}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
