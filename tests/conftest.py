"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path

# Programs that tests start import the same summkit as the tests, installed or not.
os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Runs carry a date: tests that compare their bytes also pass at midnight.
os.environ["SOURCE_DATE_EPOCH"] = "1764288000"
