"""Texts in the formats of other programs: a missing text never counts as a text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import summkit as sk
from summkit.cli import main
from summkit.evaluation.text_fields import field_mapping

GOLD = {"a": "A fire broke out.", "b": "Rain fell all day.", "c": "The port is shut."}
TEXTS = list(GOLD.values())
NOTHING = ["nan", "NaN", " None ", "null", "NULL", "N/A", "<NA>", "undefined", "n/a", "#N/A"]


def scored(candidates: Any, references: Any = GOLD, **given: Any) -> sk.Score:
    return sk.score(
        candidates, references, metrics=["rouge:types=1"], language="en", resamples=10, **given
    )


def lines(path: Path, records: list[Any]) -> str:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("nothing", [*NOTHING, None, float("nan"), ""])
def test_marks_of_missing_texts_are_no_texts(nothing: Any, tmp_path: Path) -> None:
    records = [{"id": key, "prediction": text} for key, text in {**GOLD, "b": nothing}.items()]
    result = scored(lines(tmp_path / "c.jsonl", records))
    assert (result.empty, result.rouge1.mean) == (("b",), pytest.approx(2 / 3))
    references = [{"id": key, "reference": text} for key, text in {**GOLD, "b": nothing}.items()]
    both = scored(str(tmp_path / "c.jsonl"), lines(tmp_path / "r.jsonl", references))
    assert (both.rouge1.n, both.rouge1.mean) == (2, 1.0)
    assert "1 of 3 texts has no reference, and no value that needs one: b" in both.notes


@pytest.mark.parametrize("nothing", NOTHING)
def test_marks_of_missing_texts_are_no_reference_or_body(nothing: str) -> None:
    body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began at noon."
    rows = [{"id": n, "text": body, "dek": "Fire in Ostrava"} for n in range(4)]
    rows[1]["dek"] = rows[2]["text"] = nothing
    with pytest.warns(UserWarning) as caught:
        run = sk.compare(rows, target="dek", metrics=["rouge:types=1"], resamples=10).run
    assert run.articles == ("0", "3")
    assert sorted(str(each.message) for each in caught) == [
        "1 article left out: no dek",
        "corpus[2]: the body, 'text', is empty",
    ]


def test_words_similar_to_marks_of_missing_texts_are_texts() -> None:
    assert scored(["Nan rose.", "Null and void.", "None came."], TEXTS).empty == ()


def test_missing_texts_in_memory_are_warned_of() -> None:
    with pytest.warns(UserWarning, match=r"`candidates`: 2 of 3 texts are None or NaN"):
        assert scored({"a": "A fire.", "b": float("nan"), "c": pd.NA}).empty == ("b", "c")


def test_a_record_without_the_field_that_others_have_lacks_its_text(tmp_path: Path) -> None:
    records = [{"id": "a", "error": "timeout"}, {"id": "b", "prediction": GOLD["b"]}]
    result = scored(lines(tmp_path / "c.jsonl", [*records, {"id": "c", "prediction": GOLD["c"]}]))
    assert (result.empty, result.matching.missing, result.ids) == ((), ("a",), ("b", "c"))
    assert result.rouge1.mean == 1.0
    with pytest.raises(sk.InputError, match=r"c.jsonl:1: no field is recognised as the candidate"):
        scored(lines(tmp_path / "c.jsonl", records[:1]))


def test_a_missing_field_without_ids_is_no_empty_text(tmp_path: Path) -> None:
    records = [{"prediction": TEXTS[0]}, {"error": "timeout"}, {"prediction": TEXTS[2]}]
    for candidates in (records, lines(tmp_path / "c.jsonl", records)):
        for references, missing, ids in ((TEXTS, "2", ("1", "3")), (GOLD, "b", ("a", "c"))):
            result = scored(candidates, references)
            assert (result.empty, result.matching.missing, result.ids) == ((), (missing,), ids)
            assert result.rouge1.mean == 1.0
    corpus = [{"id": key, "text": BODY, "summary": text} for key, text in GOLD.items()]
    with pytest.warns(UserWarning, match="A: 2 of 3 ids match; missing: b"):
        comparison = sk.compare(
            corpus, outputs={"A": records}, target="summary", metrics=["rouge:types=1"], resamples=9
        )
    mean = comparison.paired.mean("A", "rouge1.f")
    assert mean is not None and (mean.n, mean.mean) == (2, 1.0)


def test_texts_in_any_kind_of_collection(tmp_path: Path) -> None:
    array, mapping, folder = tmp_path / "a.json", tmp_path / "m.json", tmp_path / "folder"
    array.write_text(json.dumps([TEXTS[0], None, TEXTS[2]]), encoding="utf-8")
    mapping.write_text(json.dumps({**GOLD, "b": None}, indent=1), encoding="utf-8")
    folder.mkdir()
    for key, text in {**GOLD, "b": "nan"}.items():
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
    records = [{"id": key, "output": text} for key, text in {**GOLD, "b": None}.items()]
    for given in (str(mapping), str(folder), records, pd.DataFrame(records)):
        assert scored(given).rouge1.values.tolist() == [1.0, 0.0, 1.0]
    assert scored(str(array), TEXTS).rouge1.values.tolist() == [1.0, 0.0, 1.0]


def test_a_folder_of_records_is_no_folder_of_texts(tmp_path: Path) -> None:
    lines(tmp_path / "c.jsonl", [{"id": "a", "output": "A fire."}])
    with pytest.raises(sk.InputError, match="a folder of texts contains one plain text per file"):
        scored(str(tmp_path))


ROWS = [{"id": key, "mine": text, "first": "Snow.", "second": text} for key, text in GOLD.items()]


def test_references_may_be_in_several_columns(tmp_path: Path) -> None:
    mapping = {"candidate": "mine", "reference": ["first", "second"]}
    table = tmp_path / "both.csv"
    pd.DataFrame(ROWS).to_csv(table, index=False)
    for given in (str(table), ROWS, pd.DataFrame(ROWS)):
        assert scored(given, given, mapping=mapping).rouge1.mean == 1.0
    assert scored(ROWS, ROWS, mapping={**mapping, "reference": "first"}).rouge1.mean == 0.0
    assert field_mapping("reference=first,references=second, id=doc") == {
        "reference": ("first", "second"),
        "id": ("doc",),
    }


def test_a_column_that_no_record_has_is_an_error() -> None:
    mapping = {"candidate": "mine", "reference": ["first", "third"]}
    with pytest.raises(
        sk.UsageError, match=r"no field 'third' to map: the fields are id, mine, first"
    ):
        scored(ROWS, ROWS, mapping=mapping)
    with pytest.raises(sk.UsageError, match="candidate is given twice"):
        field_mapping("candidate=a,candidate=b")


def test_references_with_ids_and_without_are_not_mixed(tmp_path: Path) -> None:
    first = Path(lines(tmp_path / "r.jsonl", [{"id": "1", "reference": "A fire."}]))
    second = tmp_path / "r.txt"
    second.write_text("A fire.\n", encoding="utf-8")
    with pytest.raises(sk.UsageError, match=r"r.txt has no ids, and .*r.jsonl has ids"):
        scored({"1": "A fire."}, [first, second])


def test_the_command_line_maps_columns_as_python_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "both.csv"
    pd.DataFrame(ROWS).to_csv(table, index=False)
    mapped = ["--map", "candidate=mine,reference=first", "--map", "reference=second,id=id"]
    words = [str(table), "--references", str(table), *mapped, "--format", "json"]
    monkeypatch.setattr(sys, "argv", ["summkit", "score", *words, "--metric", "rouge:types=1"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["columns"]["rouge1.f"]["mean"] == 1.0


@pytest.mark.parametrize("number", [1.0, 1, "1"])
def test_an_id_of_pandas_is_the_whole_number_it_was(number: Any, tmp_path: Path) -> None:
    records = [{"id": number, "output": "A fire."}]
    for given in (records, lines(tmp_path / "c.jsonl", records), {number: "A fire."}):
        assert scored(given, {"1": "A fire."}).ids == ("1",)
    assert sk.Article.from_dict({"id": number, "text": "A fire."}).id == "1"


def test_a_table_has_a_column_for_each_system(tmp_path: Path) -> None:
    body = "A fire broke out in Ostrava on Monday. Nobody was hurt."
    corpus = [{"id": key, "text": body, "summary": text} for key, text in GOLD.items()]
    table = pd.DataFrame(
        [{"id": key, "good": text, "bad": "Snow.", "source": "x"} for key, text in GOLD.items()]
    )
    table.to_csv(tmp_path / "systems.csv", index=False)
    for given in (str(tmp_path / "systems.csv"), table):
        outputs = {"good": given, "bad": given}
        run = sk.compare(corpus, outputs=outputs, metrics=["rouge:types=1"], resamples=10).run
        places = [list(run.header.systems).index(name) for name in ("good", "bad")]
        assert run.values[:, places, 2].tolist() == [[1.0, 0.0]] * 3
        with pytest.raises(
            sk.InputError,
            match="no field is recognised as the candidate: the fields are id, good, bad, source; "
            "name it with `mapping` candidate=FIELD, or name the system like its column",
        ):
            sk.compare(corpus, outputs={"other": given})


def test_the_editors_dek_is_no_text_of_a_system_called_dek(tmp_path: Path) -> None:
    written = {"id": "a", "source": "", "method": "lead", "target": "dek", "dek": "Editor."}
    path = lines(tmp_path / "deks.jsonl", [{**written, "text": "A fire broke out."}])
    body = "A fire broke out in Ostrava. Nobody was hurt."
    corpus = [{"id": "a", "text": body, "dek": "A fire broke out."}]
    run = sk.compare(
        corpus, target="dek", outputs={"dek": path}, metrics=["rouge:types=1"], resamples=10
    ).run
    assert run.texts[0][list(run.header.systems).index("dek")] == "A fire broke out."


def test_texts_in_memory_are_lists_of_sentences_by_id() -> None:
    texts = {"a": ["A fire", "broke out."], "b": ["Rain fell", "all day."]}
    assert scored(texts, {key: " ".join(text) for key, text in texts.items()}).rouge1.mean == 1.0


def test_a_table_without_names_has_its_columns_by_number(tmp_path: Path) -> None:
    bare, named = tmp_path / "bare.csv", tmp_path / "named.csv"
    bare.write_text("a,A fire.,Snow.\nb,Rain fell.,Rain fell.\n", encoding="utf-8")
    named.write_text("id,reference\nb,Rain fell.\na,A fire.\n", encoding="utf-8")
    both = {"candidate": "2", "reference": "3", "id": "1"}
    assert scored(str(bare), str(bare), mapping=both).rouge1.values.tolist() == [0.0, 1.0]
    apart = {"candidate": "2", "id": "1"}
    assert scored(str(bare), str(named), mapping=apart).rouge1.mean == 1.0


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_missing_references_in_a_list_are_ignored(nothing: Any) -> None:
    with pytest.warns(UserWarning, match=r"`references`: 1 of 2 texts is None or NaN"):
        result = scored(["a fire", "rain"], ["a fire", nothing])
    assert (result.rouge1.n, result.rouge1.mean) == (1, 1.0)
    assert "1 of 2 texts has no reference, and no value that needs one: 2" in result.notes


BODY = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill at noon."


def test_the_summary_beside_its_article_is_the_text(tmp_path: Path) -> None:
    corpus = [{"id": key, "text": BODY, "title": "Fire", "summary": t} for key, t in GOLD.items()]
    result = scored(GOLD, lines(tmp_path / "c.jsonl", corpus))
    assert result.rouge1.mean == 1.0
    assert "the reference is 'summary': 'text' contains the article" in result.notes
    result = scored(lines(tmp_path / "c.jsonl", corpus), GOLD)
    assert result.rouge1.mean == 1.0
    assert "the candidate is 'summary': 'text' contains the article" in result.notes
    comparison = sk.compare(
        corpus, outputs={"A": corpus}, target="summary", metrics=["rouge:types=1"], resamples=10
    )
    notes = comparison.to_dict()["notes"]
    assert "A: the candidate is 'summary': 'text' contains the article" in notes
    alike = [{"id": key, "text": t, "summary": t} for key, t in GOLD.items()]
    with pytest.raises(sk.UsageError, match="summary and text may each be the reference"):
        scored(GOLD, alike)


def test_the_result_reports_which_of_several_texts_counts(tmp_path: Path) -> None:
    records = [{"id": key, "prediction": text} for key, text in GOLD.items()]
    records += [{"id": "a", "prediction": "Another."}, {"id": "a", "prediction": "A third."}]
    note = "1 id has several texts, of which the first counts: a"
    result = scored(records)
    assert note in result.to_dict()["notes"]
    assert note in str(result)
    corpus = [{"id": key, "text": BODY + text, "summary": text} for key, text in GOLD.items()]
    with pytest.warns(UserWarning, match="more than once: a"):
        comparison = sk.compare(
            corpus, outputs={"A": records}, target="summary", metrics=["rouge:types=1"], resamples=9
        )
    assert f"A: {note}" in comparison.to_dict()["notes"]
    assert f"A: {note}" in " ".join(str(comparison).split())


def test_the_result_reports_articles_that_count_twice(tmp_path: Path) -> None:
    corpus = [{"id": key, "text": BODY + text, "summary": text} for key, text in GOLD.items()]
    bare = [{**each, "id": ""} for each in corpus]
    for records, note in (
        ([*corpus, corpus[0]], "1 id belongs to several articles, and each of these counts: a"),
        ([*bare, bare[0]], "1 article is the same as an earlier one, and each of these counts: "),
    ):
        path = lines(tmp_path / "c.jsonl", records)
        with pytest.warns(UserWarning, match="each of these counts") as caught:
            run = sk.compare(path, target="summary", metrics=["rouge:types=1"], resamples=9)
        found = [each for each in run.to_dict()["notes"] if "counts" in each]
        assert [each.startswith(note) for each in found] == [True]
        assert found == [str(each.message) for each in caught]
