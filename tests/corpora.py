"""The development corpora beside the repository; tests that need them are skipped without them."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"
ENGLISH = [
    "bbc",
    "reuters21578",
    "cnn_dailymail",
    "xsum_test_sample",
    "freelance_writer_summaries",
    "recent_news_en",
    "timesofindia_noisy_en",
    "headline_dek_en",
    "nyt_headline_snippet",
    "ag_news_test",
    "mind_small_sample",
    "inshorts_sample",
    "primer_scored_summaries",
]
"""The English corpora."""


def corpus(name: str, limit: int | None = None) -> list[dict[str, Any]]:
    """Return the first `limit` records of a corpus, or skip the test."""
    path = SHARED / "corpora" / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"needs {path}, which is not part of the repository")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, limit)]
