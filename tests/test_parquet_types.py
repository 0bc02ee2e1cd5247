"""Parquet as other programs write it: types of text, nulls, encryption, folders of a hive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import summkit as sk

PARQUET = {"id": ["1", "2"], "headline": ["Ferry back", "Snow"], "body": ["It left.", "It fell."]}


def _written(path: Path, **columns: Any) -> list[tuple[str, str | None, str]]:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({**PARQUET, **columns}), path)
    return [(a.id, a.headline, a.body) for a in sk.read(path)]


@pytest.mark.parametrize(
    "kind", ["large_string", "string_view", "binary", "large_binary", "dictionary"]
)
def test_texts_of_parquet_in_any_type(tmp_path: Path, kind: str) -> None:
    pa = pytest.importorskip("pyarrow")
    if kind == "string_view" and not hasattr(pa, kind):
        pytest.skip("this pyarrow is too old to know views of texts: 16 has them")
    kinds = {"dictionary": pa.dictionary(pa.int32(), pa.string())}
    column = pa.array(PARQUET["body"]).cast(kinds.get(kind) or getattr(pa, kind)())
    rows = _written(tmp_path / "n.parquet", body=column)
    assert rows == [("1", "Ferry back", "It left."), ("2", "Snow", "It fell.")]


def test_numbers_and_nulls_of_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    ids = pa.array([Decimal(1), Decimal(2)])
    rows = _written(tmp_path / "n.parquet", id=ids, dek=pa.nulls(2), day=[date(2026, 1, 2)] * 2)
    assert [row[0] for row in rows] == ["1", "2"]


def test_an_encrypted_or_empty_file_of_parquet_says_so(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "n.parquet"
    parquet.write_table(pa.table({name: pa.array([], pa.string()) for name in PARQUET}), path)
    with pytest.raises(sk.InputError, match="contains no record"):
        list(sk.read(path))
    parquet.write_table(pa.table(PARQUET), path)
    path.write_bytes(b"PARE" + path.read_bytes()[4:-4] + b"PARE")
    with pytest.raises(sk.InputError, match="is encrypted, which is not read: decrypt it first"):
        list(sk.read(path))


def test_files_of_several_schemas_and_of_a_hive(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    for year, names in ((2025, ("id", "headline", "body")), (2026, ("guid", "title", "text"))):
        folder = tmp_path / f"year={year}"
        folder.mkdir()
        values = (str(year), "Ferry back", "It left.")
        table = pa.table({name: [value] for name, value in zip(names, values, strict=True)})
        parquet.write_table(table, folder / "part-0.parquet")
    assert [(a.id, a.body) for a in sk.read(tmp_path)] == [
        ("2025", "It left."),
        ("2026", "It left."),
    ]
