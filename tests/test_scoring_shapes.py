"""Shapes of candidate files that other programs write, and the marks of a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import summkit as sk
from summkit.evaluation.headlines import without_list_marks

TEXTS = ["The water minister resigned.", "The bicycle maker closed."]
IDENTICAL = pytest.approx(1.0)


def rouge(candidates: object, references: object, **options: object) -> float:
    """Return the mean ROUGE-1 F1."""
    score = sk.score(candidates, references, metrics=["rouge:types=1"], resamples=100, **options)
    return score.rouge1.mean


def test_a_column_without_a_name_is_the_index_of_pandas(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text(",text\n" + "".join(f"{n},{text}\n" for n, text in enumerate(TEXTS)))
    assert rouge(table, TEXTS) == IDENTICAL


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"out": {"text": None}}, "out.text"),
        ({"choices": [{"message": {"content": None}}]}, "choices[0].message.content"),
    ],
)
def test_a_mapping_takes_a_path(tmp_path: Path, record: dict[str, object], path: str) -> None:
    file = tmp_path / "batch.jsonl"
    row = json.dumps(record)
    lines = [row.replace("null", json.dumps(text)) for text in TEXTS]
    file.write_text("\n".join(lines) + "\n")
    assert rouge(file, TEXTS, mapping={"candidate": path}) == IDENTICAL
    with pytest.raises(sk.UsageError, match=r"no field 'out\.words' to map: the fields are "):
        rouge(file, TEXTS, mapping={"candidate": "out.words"})


def test_an_id_is_found_at_a_path(tmp_path: Path) -> None:
    file, gold = tmp_path / "batch.jsonl", tmp_path / "gold.jsonl"
    rows = [{"meta": {"key": name}, "text": text} for name, text in zip("ba", TEXTS, strict=True)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    gold.write_text(
        "".join(
            json.dumps({"id": name, "reference": text}) + "\n"
            for name, text in zip("ab", reversed(TEXTS), strict=True)
        )
    )
    assert rouge(file, gold, mapping={"id": "meta.key"}) == IDENTICAL


def test_a_whole_number_is_the_same_id_with_and_without_a_fraction(tmp_path: Path) -> None:
    table, gold = tmp_path / "texts.csv", tmp_path / "gold.csv"
    table.write_text(f"id,prediction\n2.0,{TEXTS[1]}\n1.0,{TEXTS[0]}\n")
    gold.write_text(f"id,reference\n1,{TEXTS[0]}\n2,{TEXTS[1]}\n")
    assert rouge(table, gold) == IDENTICAL


@pytest.mark.parametrize(
    "content",
    [
        {"a": {"text": TEXTS[0], "model": "m"}, "b": {"text": TEXTS[1], "model": "m"}},
        {"id": {"0": "b", "1": "a"}, "prediction": {"0": TEXTS[1], "1": TEXTS[0]}},
    ],
)
def test_an_object_of_records_and_a_table_by_columns(tmp_path: Path, content: object) -> None:
    file, gold = tmp_path / "texts.json", tmp_path / "gold.json"
    file.write_text(json.dumps(content))
    gold.write_text(json.dumps(dict(zip("ab", TEXTS, strict=True))))
    assert rouge(file, gold) == IDENTICAL


def test_empty_lines_at_the_end_are_no_texts(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("\n".join(TEXTS) + "\n\n\n")
    assert rouge(file, TEXTS) == IDENTICAL
    with pytest.raises(sk.UsageError, match="4 texts without ids for 3 references"):
        rouge(["a", "", "b", "c"], ["a", "b", "c"])
    # An empty text that has a reference is an empty text.
    assert rouge([*TEXTS, ""], [*TEXTS, "Rain fell."]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (["1. Bridge shut", "2) Bridge closed"], ["Bridge shut", "Bridge closed"]),
        (["- Bridge shut", "• Bridge closed", "1. Shut"], ["Bridge shut", "Bridge closed", "Shut"]),
        (["1. FC Halm wins"], ["1. FC Halm wins"]),
        (["2. League begins", "1. League ends"], ["2. League begins", "1. League ends"]),
        (["Bridge - shut"], ["Bridge - shut"]),
    ],
)
def test_marks_of_a_list_of_headlines(lines: list[str], texts: list[str]) -> None:
    assert without_list_marks(lines) == texts
