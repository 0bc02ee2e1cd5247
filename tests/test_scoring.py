"""Texts of other programs: reading, matching, and texts with the value 0."""

from __future__ import annotations

import gzip
import io
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from rouge_score.rouge_scorer import RougeScorer

import summkit as sk
from summkit.evaluation.matching import match
from summkit.evaluation.outputs import read_candidates, read_references
from summkit.evaluation.text_fields import field_mapping

GOLD = {
    "a1": "The council approved the new bridge over the river on Monday.",
    "a2": "Storm Dana left forty thousand homes without power.",
    "a3": "The bakery union ended its strike after six weeks.",
}


def lines(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_every_format_gives_the_same_texts(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [{"id": k, "prediction": v} for k, v in GOLD.items()]
    plain = lines(tmp_path / "a.jsonl", records)
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    array = tmp_path / "a.json"
    array.write_text(json.dumps(records, indent=2))
    rows = [f'{key},"{text}"' for key, text in GOLD.items()]
    comma = tmp_path / "a.csv"
    comma.write_bytes(b"\xef\xbb\xbf" + "\n".join(["id,prediction", *rows]).encode())
    tab = tmp_path / "a.tsv"
    tab.write_text("\n".join(["id\tprediction", *(f"{k}\t{v}" for k, v in GOLD.items())]))
    parquet = tmp_path / "a.parquet"
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), parquet)
    expected = {key: ((text,),) for key, text in GOLD.items()}
    for path in (plain, packed, array, comma, tab, parquet):
        texts = read_candidates(str(path))
        assert texts.by_id == expected, path
        assert not texts.numbered


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO(b"\xef\xbb\xbfOne text.\nTwo texts.\n")

    monkeypatch.setattr("sys.stdin", Pipe())
    texts = read_candidates("-")
    assert texts.by_id == {"1": (("One text.",),), "2": (("Two texts.",),)}
    assert texts.numbered


def test_blank_lines_are_texts_in_a_text_and_nothing_in_records(tmp_path: Path) -> None:
    plain = tmp_path / "c.txt"
    plain.write_text("One.\n\nThree.\n")
    assert read_candidates(str(plain)).by_id == {"1": (("One.",),), "2": ((),), "3": (("Three.",),)}
    records = tmp_path / "c.jsonl"
    records.write_text('{"id": 1, "text": "One."}\n\n{"id": 2, "text": "Two."}\n\n')
    assert list(read_candidates(str(records)).by_id) == ["1", "2"]


@pytest.mark.parametrize("name", ["prediction", "candidate", "output", "generated", "hypothesis"])
def test_fields_with_generated_texts_take_precedence(tmp_path: Path, name: str) -> None:
    path = lines(
        tmp_path / "c.jsonl",
        [{"id": "a1", "summary": GOLD["a1"], "text": "The article.", name: "Something else."}],
    )
    assert read_candidates(str(path)).by_id == {"a1": (("Something else.",),)}


def test_an_open_choice_is_refused_and_can_be_named(tmp_path: Path) -> None:
    record = {"id": "a1", "text": "A long article.", "summary": "A fire broke out."}
    path = str(lines(tmp_path / "c.jsonl", [record]))
    with pytest.raises(sk.UsageError, match="text and summary may each be the candidate"):
        read_candidates(path)
    texts = read_candidates(path, {"candidate": ("summary",)})
    assert texts.by_id == {"a1": (("A fire broke out.",),)}
    with pytest.raises(sk.UsageError, match="no field 'sumary'"):
        read_candidates(path, {"candidate": ("sumary",)})
    with pytest.raises(sk.UsageError, match="takes candidate=FIELD"):
        field_mapping("headline=title")


def test_references_of_several_files_add_up(tmp_path: Path) -> None:
    first = lines(tmp_path / "r1.jsonl", [{"id": 1, "references": ["One.", "Two."]}])
    second = lines(tmp_path / "r2.jsonl", [{"id": "1", "summary": ["Three.", "Four."]}])
    texts = read_references([str(first), str(second)])
    assert texts.by_id == {"1": (("One.",), ("Two.",), ("Three.", "Four."))}


def test_texts_without_a_match_are_counted_and_listed(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "c.jsonl",
        [{"id": k, "text": "A fire."} for k in ("a1", "x1", "a3", "a3", "x2", "x3", "x4")],
    )
    matching = match(read_candidates(str(path)), list(GOLD), numbered=False)
    assert matching.matched == ("a1", "a3")
    assert matching.missing == ("a2",)
    assert matching.extra == ("x1", "x2", "x3", "x4")
    assert matching.duplicates == ("a3",)
    assert matching.sentence() == (
        "2 of 3 ids match; missing: a2; not in the references: x1, x2, x3, ... (4 in all); "
        "more than once: a3"
    )
    result = sk.score(path, GOLD)
    assert result.rouge1.n == 2
    assert not result.matching.complete


def test_nothing_that_matches_is_an_error_with_an_id_of_each_side() -> None:
    with pytest.raises(sk.UsageError, match=r"none of its 1 ids.*'b9' here, 'a1' there"):
        sk.score({"b9": "A fire."}, GOLD)


def test_lines_of_another_number_are_an_error() -> None:
    with pytest.raises(sk.UsageError, match="2 texts without ids for 3 references"):
        sk.score(["One.", "Two."], ["One.", "Two.", "Three."])


def test_lines_are_matched_in_order_with_ids() -> None:
    result = sk.score(list(GOLD.values()), GOLD)
    assert result.ids == ("a1", "a2", "a3")
    assert result.rouge1.mean == 1.0


@pytest.mark.parametrize("empty", ["", "   ", None, []])
def test_an_empty_text_is_a_value_of_0(empty: object) -> None:
    with pytest.warns(UserWarning, match="is None") if empty is None else nullcontext():
        result = sk.score({**GOLD, "a2": empty}, GOLD)
    assert result.empty == ("a2",)
    assert result.rouge2.n == 3
    assert result.rouge2.values.tolist() == [1.0, 0.0, 1.0]


def test_a_line_break_ends_a_sentence_as_in_rouge_score() -> None:
    candidate = "Second sentence here.\nFirst sentence stands."
    reference = "First sentence stands.\nSecond sentence here."
    theirs = RougeScorer(["rougeLsum"], use_stemmer=True).score(reference, candidate)
    result = sk.score([candidate], [reference], metrics=["rouge:types=Lsum"])
    assert result.rougeLsum.mean == theirs["rougeLsum"].fmeasure == 1.0


def test_few_headlines_are_not_taken_for_another_language() -> None:
    headlines = ["Kestrel chief quits", "Oldkirk ban Garrick critics", "Krona slides on fears"]
    result = sk.score(headlines, headlines)
    assert (result.language, result.how) == ("en", "assumed")
    assert any("the language is not certain" in note for note in result.notes)
    russian = ["Мост через реку закрыт на девять месяцев"]
    assert sk.score(russian, russian).language == "ru"


def test_texts_of_several_scripts_are_scored_each_as_its_own() -> None:
    texts = [
        "The council approved the new bridge over the river on Monday, and it was late.",
        "Мост через реку закрыт на девять месяцев, сообщил в понедельник совет.",
        "港の新しい橋は月曜日に開通した。",
        "The bakery union ended its strike after six weeks of talks with the owners.",
    ]
    result = sk.score(texts, texts, metrics=["rouge:types=1"])
    assert result.rouge1.values.tolist() == [1.0, 1.0, 1.0, 1.0]
    assert any("2 of 4 texts are in another language" in note for note in result.notes)
    assert "profile:auto" in result.rouge1.signature
    given = sk.score(texts, texts, metrics=["rouge:types=1"], language="en")
    assert given.rouge1.values.tolist() == [1.0, 0.0, 0.0, 1.0]


def test_metrics_without_references_need_the_articles(tmp_path: Path) -> None:
    corpus = lines(
        tmp_path / "corpus.jsonl",
        [
            {
                "id": "a1",
                "headline": "Bridge",
                "body": f"{GOLD['a1']} Nine councillors voted for it.",
            }
        ],
    )
    result = sk.score({"a1": "Ten councillors voted."}, articles=corpus, metrics=["support"])
    assert result["support.unsupported"].mean == 1.0
    with pytest.raises(sk.UsageError, match="no value for any text, and `articles`"):
        sk.score({"a1": "Ten."}, {"a1": "Nine."}, metrics=["support"])
    with pytest.raises(sk.UsageError, match="nothing to score against"):
        sk.score({"a1": "Ten."})


def test_wrong_types_are_refused_where_they_are_given() -> None:
    for wrong in (3, b"bytes", 1.5):
        with pytest.raises(TypeError, match="`candidates` takes a list of texts"):
            sk.score(wrong, GOLD)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`references` is empty"):
        sk.score(["One."], [])


def test_a_score_prints_and_exports() -> None:
    result = sk.score(list(GOLD.values()), GOLD, metrics=[sk.Rouge(types="1"), "length"])
    assert "R-1" in str(result)
    assert repr(result).startswith("Score(")
    assert result.to_frame().loc["a1", "rouge1.f"] == 1.0
    assert json.loads(json.dumps(result.to_dict()))["columns"]["rouge1.f"]["n"] == 3
    assert "rouge1" in dir(result)
    with pytest.raises(AttributeError, match="no attribute 'rouge9'"):
        _ = result.rouge9


def scored(candidates: object, references: object) -> sk.Score:
    return sk.score(candidates, references, metrics=["rouge:types=1"], language="en")  # type: ignore[arg-type]


def test_letters_with_their_marks_apart_are_the_same_letters() -> None:
    assert (
        scored(["Cafe\u0301 na\u0308her"], ["Caf\u00e9 n\u00e4her"]).columns["rouge1.f"].mean == 1.0
    )


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u200b\u2060", "\u00ad", None, float("nan")])
@pytest.mark.filterwarnings("ignore:`candidates`")
def test_an_invisible_text_is_empty_and_counts_as_0(nothing: object) -> None:
    result = scored({"a": nothing, "b": "A fire."}, {"a": "A fire.", "b": "A fire."})
    assert result.empty == ("a",)
    assert result.columns["rouge1.f"].mean == 0.5


def test_texts_without_a_reference_are_counted_and_named() -> None:
    texts = {str(number): f"Fire {number}." for number in range(6)}
    result = scored(texts, {**{key: [text] for key, text in texts.items()}, "4": []})
    assert result.columns["rouge1.f"].n == 5
    assert result.notes[0] == "1 of 6 texts has no reference, and no value that needs one: 4"


@pytest.mark.parametrize(
    ("code", "whole", "half"),
    [
        ("th", "เรือเฟอร์รี่เกยตื้นนอกชายฝั่งซุนด์เมื่อเช้าวันเสาร์", "เรือเฟอร์รี่เกยตื้น"),
        ("km", "សាឡាងបានកឿងនៅជិតឆ្នេរស៊ុនកាលពីព្រឹកថ្ងៃសៅរ៍", "សាឡាងបានកឿងនៅជិតឆ្នេរ"),
        ("lo", "ເຮືອຂ້າມຟາກໄດ້ຕິດຢູ່ໃກ້ຝັ່ງຊຸນໃນເຊົ້າວັນເສົາ", "ເຮືອຂ້າມຟາກໄດ້ຕິດ"),
        ("my", "ကူးတို့သင်္ဘောသည်ဆွန်းကမ်းခြေအနီးတွင်သောင်တင်ခဲ့သည်", "ကူးတို့သင်္ဘောသည်"),
        ("bo", "གྲུ་གཟིངས་ཤིག་ཞོགས་པར་སུན་དང་ཉེ་བར་ཐོགས་པ་རེད", "གྲུ་གཟིངས་ཤིག་ཞོགས་པར"),
        ("ja", "フェリーがスンド沖で座礁した", "フェリーがスンド沖"),
        ("zh", "一艘渡轮在松德附近搁浅", "一艘渡轮在松德"),
    ],
)
def test_scripts_without_spaces_are_no_single_word(code: str, whole: str, half: str) -> None:
    result = sk.score([half], [whole], metrics=["rouge:types=1"], language=code)
    assert result.columns["rouge1.p"].mean == 1.0
    assert 0.2 < result.columns["rouge1.r"].mean < 0.8
    assert (
        sk.score(["zzz"], [whole], metrics=["rouge:types=1"], language=code)
        .columns["rouge1.f"]
        .mean
        == 0.0
    )
