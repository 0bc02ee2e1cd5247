"""Contenders, the oracle, runs and their resumption."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summkit import Article, Budget, InputError, System, UsageError, analyse, create
from summkit.evaluation.comparison import comparison_of
from summkit.evaluation.contenders import LeadCut, Outputs, SystemContender
from summkit.evaluation.evaluate import Tally, collected, references, sample
from summkit.evaluation.header import Header, incomparable
from summkit.evaluation.measuring import Measuring, measured
from summkit.evaluation.merging import merged
from summkit.evaluation.oracle import Oracle
from summkit.evaluation.run import Row, Run
from summkit.evaluation.saved import load_run
from summkit.jobs import IterableSource, Local, Plan
from summkit.metrics.column import Column, columns_of
from summkit.metrics.registry import METRICS

BODY = (
    "The harbour board voted to close the bridge in March. Engineers found rust in the cables. "
    "A ferry will run every twenty minutes.\n\n"
    "Shopkeepers fear for the summer season. Last year forty thousand visitors came in August. "
    "The board will meet again in the autumn to hear what the divers found."
)
DEK = "Rusted cables force the harbour board to close the bridge, and a ferry will run."


def document(body: str = BODY, dek: str = DEK, **extra: Any) -> Any:
    return analyse(Article(body=body, dek=dek, language="en", id="a", **extra))


def rouge_sum(reference_scorer: Any, chosen: str) -> float:
    scores = reference_scorer.score(DEK, chosen)
    return scores["rouge1"].fmeasure + scores["rouge2"].fmeasure


def test_the_oracle_of_two_sentences_is_the_best_pair_that_rouge_score_knows() -> None:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    doc = document()
    budget = Budget(sentences=2)
    found = Oracle(budget, "summary").choose(doc, references(doc, ["dek"]))
    texts = [s.text for s in doc.sentences]
    sets = [rows for size in (1, 2) for rows in combinations(range(len(texts)), size)]
    # As in summkit's counts, no bigram may span two sentences. rouge-score ignores ".", so a word
    # that occurs nowhere else separates the sentences.
    best = max(rouge_sum(scorer, " zzz ".join(texts[i] for i in rows)) for rows in sets)
    own = rouge_sum(scorer, " zzz ".join(texts[i] for i in sorted(found)))
    assert own == pytest.approx(best, abs=0.03)
    assert set(found) == {0, 2} or own == pytest.approx(best)


@pytest.mark.parametrize(
    "budget", [Budget(sentences=3), Budget(words=25), Budget(characters=120), Budget(words=4)]
)
def test_the_oracle_is_within_the_budget_and_beats_other_methods(budget: Any) -> None:
    doc = document()
    refs = references(doc, ["dek"])
    rouge = METRICS.create("rouge", {"types": "1,2"})
    written = Oracle(budget, "summary").write(doc, refs)
    assert written is not None
    if budget.words:
        assert written.words <= budget.words
    if budget.characters:
        assert len(written.candidate.text) <= budget.characters

    def value(candidate: Any) -> Any:
        names = [column.name for column in columns_of(rouge)]
        values = dict(zip(names, rouge.values(candidate, refs, doc), strict=True))
        return values["rouge1.f"] + values["rouge2.f"]

    for method in ("lead", "random", "lexrank"):
        other = SystemContender(method, System(create(method), "summary", budget))
        assert value(written.candidate) >= value(other.write(doc, refs).candidate) - 1e-9


def test_without_a_reference_there_is_no_oracle() -> None:
    assert Oracle(Budget(sentences=1), "summary").write(document(), ()) is None


@given(st.integers(1, 80))
def test_the_lead_cut_fills_the_budget_to_the_word(words: Any) -> None:
    doc = document()
    written = LeadCut(Budget(words=words)).write(doc, ())
    plain = BODY.split()
    assert written.candidate.text.split() == plain[: min(words, len(plain))]
    assert written.words == min(words, len(plain))
    for start, end in written.places:
        assert " ".join(BODY[start:end].split()) in " ".join(plain)


@given(st.integers(2, 400))
def test_the_lead_cut_in_characters_ends_between_words(characters: Any) -> None:
    text = LeadCut(Budget(characters=characters)).write(document(), ()).candidate.text
    assert 0 < len(text) <= characters
    flat = " ".join(BODY.split())
    assert flat.startswith(text)
    assert characters < 10 or len(text) == len(flat) or flat[len(text)] == " "


def test_outputs_are_matched_by_id_and_placed_where_the_body_holds_them() -> None:
    doc = document()
    outputs = Outputs("model", {"a": ("Engineers found rust in the cables.", "Ice melts.")}, "f")
    written = outputs.write(doc, ())
    assert [BODY[a:b] for a, b in written.places] == ["Engineers found rust in the cables."]
    assert Outputs("model", {"b": ("x",)}, "f").write(doc, ()) is None


ARTICLES = [
    Article(body=BODY.replace("twenty", str(n)), dek=DEK, id=f"a{n % 7}", language="en")
    for n in range(45)
] + [Article(body="Nothing to compare this one with.", id="bare", language="en")]
METRIC = [METRICS.create("rouge", {"types": "1,2"}), METRICS.create("position", {})]


def contenders() -> Any:
    return [SystemContender(m, System(create(m), "dek")) for m in ("lead", "lexrank")]


def run_all(output: Any = None, articles: Any = ARTICLES, resume: bool = False) -> Any:
    """Return rows and tally; finished rows are stored next to `output`."""
    tally = Tally()
    work = Measuring(contenders(), METRIC, ["dek"])
    plan = Plan(work, IterableSource(articles), measured, output, "work", resume)
    with Local().run(plan) as job:
        rows = list(collected(job, METRIC, tally))
    return rows, tally


def test_rows_come_article_by_article_with_distinct_ids() -> None:
    rows, tally = run_all()
    assert len(rows) == 90
    assert [row.system for row in rows[:4]] == ["lead", "lexrank"] * 2
    assert len({(row.article, row.system) for row in rows}) == 90
    assert (tally.measured, tally.unreferenced, tally.languages) == (45, 1, ["en"])
    assert len(tally.properties["length"]) == 45


@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, 40_000))
def test_a_run_killed_at_any_byte_resumes_to_the_same_rows(cut: Any) -> None:
    import tempfile

    whole, tally = run_all()
    with tempfile.TemporaryDirectory() as folder:
        run_all(Path(folder) / "run")
        path = Path(folder) / "run.partial"
        lines = path.read_bytes()[:cut]
        path.write_bytes(lines)
        again, second = run_all(Path(folder) / "run", resume=True)
        assert again == whole
        for name in ("fingerprint", "properties", "digests", "remarks", "notes"):
            assert getattr(second, name) == getattr(tally, name)
        assert path.read_bytes().count(b"\n") == 1 + len(ARTICLES)
        assert path.read_bytes().startswith(lines[: lines.rfind(b"\n") + 1])


def test_a_changed_corpus_is_not_resumed(tmp_path: Path) -> None:
    run_all(tmp_path / "p")
    other = [Article(body=BODY + " New.", dek=DEK, id="a0", language="en"), *ARTICLES[1:]]
    with pytest.raises(UsageError, match="the input has changed"):
        run_all(tmp_path / "p", other, resume=True)


def test_a_sample_is_the_same_every_time_and_in_corpus_order() -> None:
    first = sample(ARTICLES, 9, 1)
    assert first == sample(ARTICLES, 9, 1)
    assert first != sample(ARTICLES, 9, 2)
    places = [ARTICLES.index(article) for article in first]
    assert places == sorted(places)
    assert len(sample(ARTICLES, 999, 1)) == len(ARTICLES)


def make_run(**changes: Any) -> Run:
    rows, tally = run_all()
    facts = {
        "target": "dek",
        "against": ("dek",),
        "corpus": {"fingerprint": tally.fingerprint},
        "systems": {c.name: c.describe() for c in contenders()},
        "columns": tuple(c for m in METRIC for c in columns_of(m)),
        "signatures": {c.name: str(m.signature(c.name)) for m in METRIC for c in columns_of(m)},
        "extra": {},
    }
    return Run.of_rows(Header(**(facts | changes)), rows, tally.digests)


def test_a_saved_run_loads_back_and_saves_to_the_same_bytes(tmp_path: Path) -> None:
    run = make_run()
    run.save(tmp_path / "run.json")
    loaded = load_run(tmp_path / "run.json")
    assert loaded == run
    loaded.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "run.json").read_bytes()
    lines = (tmp_path / "run.json").read_text().splitlines()
    assert sum('"lexrank"' in line and line.startswith("[") for line in lines) == 45


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not valid JSON"),
        ("{}", "lacks the key summkit_run"),
        ('{"summkit_run": 99}', "was saved in form 99"),
        ('{"summkit_run": 1}', "damaged run"),
        ('{"summkit_run": 1, "header": {}, "rows": []}', "damaged run"),
    ],
)
def test_a_file_that_is_no_run_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(InputError, match=says) as error:
        load_run(path)
    assert "\n" not in str(error.value)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_run_broken_by_hand_is_refused_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    path = tmp_path_factory.mktemp("run") / "run.json"
    make_small().save(path)
    text = path.read_text()
    place = data.draw(st.integers(0, len(text) - 1))
    path.write_text(text[:place] + data.draw(st.text(max_size=3)) + text[place + 1 :])
    try:
        load_run(path)
    except InputError as error:
        assert "\n" not in str(error)


def make_small() -> Run:
    header = Header(
        target="dek",
        against=("dek",),
        corpus={"name": "made", "fingerprint": "f"},
        systems={"lead": {}},
        columns=(Column("m", "M", better=-1),),
        signatures={"m": "m|v:1"},
        remarks={"lead": ("was trained on 1 of these 1 articles",)},
        version="1.2",
        date="2026-11-28",
    )
    return Run.of_rows(header, [Row("a", "lead", "Text.", ((0, 5),), 1, (0.5,))], {"a": "f00d"})


def test_differences_between_runs_are_listed() -> None:
    run = make_run()
    assert incomparable(run.header, run.header) == []
    other = make_run(target="lede", corpus={"fingerprint": "other"}).header
    reasons = incomparable(run.header, other)
    assert [reason.partition(":")[0] for reason in reasons] == ["target", "corpus"]
    stems = {
        name: value.replace("stem:auto", "stem:none")
        for name, value in run.header.signatures.items()
    }
    assert "signature of rouge1.p" in incomparable(run.header, make_run(signatures=stems).header)[0]
    with pytest.raises(UsageError, match="cannot be compared"):
        merged({"one": run, "two": make_run(corpus={"fingerprint": "other"})})


def test_merged_runs_keep_one_copy_of_what_is_the_same() -> None:
    run = make_run()
    assert merged({"a": run, "b": run}) == run
    worse = Run.of_rows(run.header, [replace(row, text="Other.") for row in run.rows])
    assert list(merged({"a": run, "b": worse}).header.systems) == [
        *("lead", "lexrank", "b:lead", "b:lexrank")
    ]


def test_a_comparison_holds_means_gaps_and_the_best() -> None:
    run = make_run()
    comparison = comparison_of(run, baseline="lead", columns=["rouge1.f"], resamples=200)
    lead = [row.values[2] for row in run.rows if row.system == "lead"]
    mean = comparison.paired.mean("lead", "rouge1.f")
    assert mean is not None and mean.mean == pytest.approx(sum(lead) / len(lead))
    assert set(comparison.best("rouge1.f")) <= {"lead", "lexrank"}
    assert comparison.gaps["lead", "rouge1.f"] is None  # no oracle in this run
    with pytest.raises(UsageError, match=r"rouge9.*one of rouge1"):
        comparison_of(run, columns=["rouge9.f"])
    with pytest.raises(UsageError, match="baseline 'best'"):
        comparison_of(run, baseline="best")
    json.dumps(run.header.systems)
