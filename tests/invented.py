"""Articles made of invented words, with deks that can be learned: never the opening sentence."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo zu kra ple stri".split()


def word(source: random.Random) -> str:
    return "".join(source.choice(SYLLABLES) for _ in range(source.randint(2, 4)))


def record(number: int, *, follows_lead: bool = False) -> dict[str, Any]:
    """One article; its dek repeats the sentence with a figure in it, or the opening."""
    source = random.Random(number)
    theme = [word(source) for _ in range(12)]
    sentences = []
    for _ in range(source.randint(6, 12)):
        size = source.randint(9, 16)
        words = [
            source.choice(theme) if source.random() < 0.4 else word(source) for _ in range(size)
        ]
        sentences.append(words)
    told = 0 if follows_lead else source.randint(1, 4)
    dek = [w for w in sentences[told] if source.random() < 0.9]
    sentences[told].insert(3, str(source.randint(20, 999)))
    text = [" ".join(words).capitalize() + "." for words in sentences]
    return {
        "id": f"made-{number}",
        "language": "en",
        "headline": " ".join(dek[:4]).capitalize(),
        "dek": " ".join(dek).capitalize() + ".",
        "body": "\n\n".join(" ".join(text[i : i + 2]) for i in range(0, len(text), 2)),
    }


def write(path: Path, count: int, *, follows_lead: bool = False) -> Path:
    """Write `count` articles as JSON lines."""
    lines = (json.dumps(record(n, follows_lead=follows_lead)) + "\n" for n in range(count))
    path.write_text("".join(lines), encoding="utf-8")
    return path
