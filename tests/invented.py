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
    """Return an article whose dek repeats the sentence with a figure, or the opening."""
    source = random.Random(number)
    theme = [word(source) for _ in range(12)]
    sentences = []
    for _ in range(source.randint(6, 12)):
        # The first two sentences never fit within 20 words, so the lead is only the first.
        size = source.randint(11 if follows_lead else 9, 16)
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


PLACES = "Harwick Oldport Brenford Castleton Marlow Dunmore Elmstead Kirkby".split()
ROLES = "mayor governor minister chairman inspector director".split()
PEOPLE = ["Anna Reed", "John Marsh", "Peter Cole", "Mary Lane", "David Stone", "Helen Ford"]
DONE = "opened closed bought sold repaired inspected".split()
THINGS = "bridge harbour railway library factory hospital airport stadium".split()


def headlined(number: int, *, follows_cut: bool = False) -> dict[str, Any]:
    """Return an article whose headline omits place and day but has the reason, or is only cut."""
    source = random.Random(number)
    lists = (ROLES, PEOPLE, PLACES, DONE, THINGS, PLACES)
    role, who, town, done, thing, place = (source.choice(words) for words in lists)
    reason = f"after {source.randint(20, 999)} workers demanded higher wages"
    opening = (
        f"{who}, the {role} of {town}, {done} a new {thing} in {place} on Monday {reason},"
        " police said."
    )
    made = record(number)
    made["headline"] = opening[:75] if follows_cut else f"{who} {done} new {thing} {reason}"
    others = [source.choice(words) for words in (PEOPLE, PLACES, DONE)]
    made["body"] = (
        f"{opening}\n\nThe {thing} is {source.randint(3, 90)} years old. {others[0]} from"
        f" {others[1]} {others[2]} it {source.randint(3, 90)} times.\n\nThey wait {word(source)}"
        f" {word(source)} for {source.randint(2, 40)} hours."
    )
    return made


def write_headlined(path: Path, count: int, *, follows_cut: bool = False) -> Path:
    """Write `count` such articles as JSON lines."""
    lines = (json.dumps(headlined(n, follows_cut=follows_cut)) + "\n" for n in range(count))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def write(path: Path, count: int, *, follows_lead: bool = False) -> Path:
    """Write `count` articles as JSON lines."""
    lines = (json.dumps(record(n, follows_lead=follows_lead)) + "\n" for n in range(count))
    path.write_text("".join(lines), encoding="utf-8")
    return path
