"""Signatures, the registry, and the common behaviour of all metrics."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit import Article, UsageError, analyse
from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import Candidate, Item, Metric
from summkit.metrics.column import Column, columns_of
from summkit.metrics.registry import METRICS
from summkit.metrics.signature import Signature

BODY = "The ferry left the harbour at nine. Nobody was on the quay. It came back empty."
DOCUMENT = analyse(Article(body=BODY, language="en"))
ITEM = Item(
    Candidate("Nobody was on the quay.", ("Nobody was on the quay.",), (1,)),
    (("The quay was deserted.",), ("The ferry sailed at nine.", "It returned empty.")),
    DOCUMENT,
)

part = st.text(st.characters(exclude_characters="|:\n\r", codec="utf-8"), min_size=1).filter(
    lambda text: len(text.splitlines()) == 1
)

NAMES = [name for name in METRICS.names() if name not in ("command", "judge")]
"""The metrics that can be created without a program or a server."""


@given(part, st.lists(st.tuples(part, part), unique_by=lambda pair: pair[0]))
def test_a_signature_reads_back(subject: str, settings: list[tuple[str, str]]) -> None:
    signature = Signature(subject, tuple(settings))
    assert Signature.parse(str(signature)) == signature


def test_a_signature_is_the_line_promised() -> None:
    metric = METRICS.create("rouge", {"profile": "ascii", "stem": "porter"})
    line = str(metric.signature("rouge2.f").extended(bs=10000, seed=12345))
    assert line == "rouge2.f|profile:ascii|stem:porter|refs:best|agg:mean|bs:10000|seed:12345|v:1"


def test_differences_name_the_key_and_both_values() -> None:
    one = Signature.parse("rouge1.f|stem:porter|agg:mean|v:1")
    other = Signature.parse("rouge1.f|stem:none|agg:mean|seed:1|v:1")
    assert one.differences(one) == ()
    assert one.differences(other) == ("stem: porter against none", "seed: not given against 1")
    assert one.differences(Signature.parse("rouge2.f|stem:porter|agg:mean|v:1")) == (
        "subject: rouge1.f against rouge2.f",
    )


@pytest.mark.parametrize("text", ["", "rouge|stem", "a||b:c", "a|k:1|k:2", "a|k:"])
def test_a_text_that_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        Signature.parse(text)


@pytest.mark.parametrize("settings", [(("a|b", "c"),), (("a:b", "c"),), (("a", "b\nc"),)])
def test_a_signature_that_would_not_read_back_is_refused(
    settings: tuple[tuple[str, str], ...],
) -> None:
    with pytest.raises(UsageError):
        Signature("rouge", settings)


@pytest.mark.parametrize("name", NAMES)
def test_every_metric_keeps_the_contract(name: str) -> None:
    metric = METRICS.create(name)
    assert metric.name == name
    assert METRICS.load(name)() == metric
    many = metric.values_many([ITEM, ITEM])
    single = metric.values(ITEM.candidate, ITEM.references, ITEM.document)
    columns = columns_of(metric)
    names = [column.name for column in columns]
    assert many.shape == (2, len(columns)) and many.dtype == float
    assert many.tolist() == [list(single)] * 2
    assert metric.values_many([]).shape == (0, len(columns))
    assert len(set(names)) == len({column.label for column in columns}) == len(columns)
    shares = [value for value, column in zip(single, columns, strict=True) if column.share]
    assert all(0 <= value <= 1 for value in shares)
    blind = metric.values(ITEM.candidate, (), ITEM.document)
    lost = {c.name for c, value in zip(columns, blind, strict=True) if value != value}
    assert lost == {column.name for column in columns if column.needs_reference}
    assert str(metric.signature()).startswith(f"{name}|") and metric.source
    settled = metric.for_language("fr")
    assert settled.columns == metric.columns and "auto" not in str(settled.signature())


def test_a_text_for_a_reference_is_refused() -> None:
    with pytest.raises(UsageError, match="a tuple of sentences, not a text"):
        METRICS.create("rouge").values(ITEM.candidate, ("The quay.",), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_candidate_has_values(name: str) -> None:
    metric = METRICS.create(name)
    empty = metric.values(Candidate.from_text("  \n "), ITEM.references, DOCUMENT)
    assert len(empty) == len(metric.columns)
    if name not in ("position", "length"):
        assert set(empty) == {1.0, 0.0} or set(empty) == {0.0}


def test_columns_are_unique_over_all_metrics() -> None:
    made = [METRICS.create(name) for name in NAMES]
    columns = [column.name for metric in made for column in columns_of(metric)]
    assert len(set(columns)) == len(columns)


def test_an_unknown_metric_suggests_the_nearest_or_lists_all() -> None:
    with pytest.raises(UsageError, match=r"^metric 'rogue' does not exist: did you mean rouge\?$"):
        METRICS.load("rogue")
    with pytest.raises(UsageError, match=r"^metric 'zzz' does not exist") as error:
        METRICS.load("zzz")
    assert all(name in str(error.value) for name in METRICS.names())


def test_an_unknown_parameter_lists_what_exists() -> None:
    with pytest.raises(
        UsageError, match=r"'stemmer' does not exist: did you mean stem\? one of auto, none"
    ):
        METRICS.create("rouge", {"stemmer": "porter"})


def test_listing_and_making_import_nothing_heavy() -> None:
    program = """
import sys
from summkit.metrics.registry import METRICS
METRICS.names()
assert "summkit.metrics.rouge" not in sys.modules
METRICS.create("rouge").signature()
assert not {"numpy", "nltk", "rouge_score", "rouge_score_rs", "Stemmer"} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


class Exclamations(Metric):
    """A plug-in that counts exclamation marks."""

    name = "exclamations"
    source = "this test"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("exclamations",)

    def higher_is_better(self, column: str) -> bool:
        return False

    def values(
        self, candidate: Candidate, references: Sequence[Reference], document: Document | None
    ) -> tuple[float, ...]:
        return (float(candidate.text.count("!")),)


def _install(folder: Path, entries: str) -> None:
    info = folder / "pretend-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pretend\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[summkit.metrics]\n{entries}\n")


def test_plugins_are_found_and_a_broken_one_breaks_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pretend_broken.py").write_text("raise RuntimeError('no luck')\n")
    _install(
        tmp_path,
        f"exclamations = {__name__}:Exclamations\n"
        "broken = pretend_broken:Metric\nalien = pathlib:Path\nrouge = pathlib:Path",
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert METRICS.names()[-3:] == ["alien", "broken", "exclamations"]
    metric = METRICS.create("exclamations")
    assert metric.values_many([Item(Candidate.from_text("Stop! Now!"))]).tolist() == [[2.0]]
    assert METRICS.load("rouge").__module__ == "summkit.metrics.rouge"
    with pytest.raises(UsageError, match="broken: RuntimeError: no luck"):
        METRICS.load("broken")
    with pytest.raises(UsageError, match="is not a summkit Metric"):
        METRICS.load("alien")


class Minimal(Metric):
    """A plug-in with only the required members."""

    columns = (Column("marks", unit="marks", better=-1),)

    def values(
        self, candidate: Candidate, references: Sequence[Reference], document: Document | None
    ) -> tuple[float, ...]:
        return (float(candidate.text.count("?")),)


class Named(Minimal, name="named"):
    """A plug-in with a name like that of a summariser."""


class Crooked(Minimal):
    """A plug-in with fewer values than columns."""

    columns = (Column("a"), Column("b"))


def test_a_plugin_needs_columns_and_values_alone() -> None:
    assert (Minimal().name, Named().name) == ("minimal", "named")
    assert columns_of(Minimal()) == (Column("marks", "marks", "marks", -1),)
    assert str(Minimal().signature("marks")) == "marks|agg:mean|v:1"


def test_names_alone_are_made_into_columns() -> None:
    assert columns_of(Exclamations()) == (Column("exclamations", better=-1),)


def test_a_plugin_with_too_few_values_is_named() -> None:
    with pytest.raises(UsageError, match=r"metric crooked: `values` returned 1 numbers, .* has 2"):
        Crooked().values_many([ITEM])


@pytest.mark.parametrize("columns", ["marks", (), ("a", "a"), (1,)])
def test_objects_that_are_no_columns_are_refused(columns: object) -> None:
    class Broken(Minimal):
        """A plug-in with wrong columns."""

    Broken.columns = columns  # type: ignore[assignment]
    with pytest.raises(UsageError, match="metric broken: "):
        columns_of(Broken())


@pytest.mark.parametrize("better", [True, 0, 2, "up"])
def test_a_direction_is_one_of_three(better: object) -> None:
    with pytest.raises(UsageError, match="better"):
        Column("a", better=better)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "shown", "head"),
    [
        (Column("rouge1.f", "R-1", better=1, share=True), "41.08", "R-1 ↑"),
        (Column("flags", better=-1), "0.411", "flags ↓"),
        (Column("density"), "0.411", "density"),
    ],
)
def test_a_column_determines_its_display(column: Column, shown: str, head: str) -> None:
    assert (column.shown(0.41084), column.head) == (shown, head)
    assert Column.from_dict(column.to_dict()) == column


@pytest.mark.parametrize(
    "change", [{"better": 3}, {"name": ""}, {"share": 1}, {"label": None}, {"more": 1}]
)
def test_a_damaged_column_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Column.from_dict(Column("a").to_dict() | change)
