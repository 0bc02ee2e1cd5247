"""The lead replaces a summary if it is clearly more likely to be printable."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import summkit as sk
from summkit import choosing
from summkit.choosing import TOOK_LEAD
from summkit.cohesion.leadin import lead_in
from summkit.cohesion.ties import unmet
from summkit.composing import compose
from summkit.selection import Selection, candidates

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(
    str(path)
    for path in SAMPLES.iterdir()
    if path.suffix in {".txt", ".html", ".md", ".jsonl"} and path.name != "README.md"
)


@pytest.fixture(scope="module")
def documents() -> list[sk.Document]:
    return [sk.analyse(article) for path in FILES for article in sk.read(path)]


def the_lead(document: sk.Document) -> tuple[int, ...]:
    news = lead_in(document, headline=True)
    return tuple(index for index in candidates(document, 1) if index >= news)[:3]


def indices(summary: sk.Summary) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.index for each in summary.sentences))


@pytest.mark.parametrize("fallback", [0.0, 0.15, 0.3])
def test_the_lead_is_taken_if_its_confidence_is_high_enough(
    documents: list[sk.Document], fallback: float
) -> None:
    best = sk.System("newsrank")
    ours = sk.System(sk.NewsRank(fallback=fallback))
    always = sk.System(sk.NewsRank(fallback=0.0))
    taken = 0
    for document in documents:
        first, last = best.summarise(document), ours.summarise(document)
        if TOOK_LEAD in last.remarks:
            taken += 1
            assert indices(last) == the_lead(document) != indices(first)
            assert round(100 * (last.confidence - first.confidence)) >= round(100 * fallback)
        else:
            assert last.text == first.text
            least = always.summarise(document)  # the lead, if it is equally likely
            assert round(100 * (least.confidence - first.confidence)) < max(1, 100 * fallback)
    assert 0 < taken < len(documents) or fallback == 0.3


def test_the_default_of_a_summary_has_a_fallback_and_newsrank_by_name_has_none() -> None:
    assert sk.System(None, "summary").summariser == sk.NewsRank(fallback=0.15)
    assert sk.System("newsrank", "summary").summariser == sk.NewsRank(fallback=1.0)
    for target in ("headline", "lede", "dek"):
        assert sk.System(None, target).summariser == sk.NewsRank()


@pytest.mark.parametrize(
    ("arguments", "method"),
    [
        ([], None),
        (["-m", "newsrank"], "newsrank"),
        (["-m", "newsrank", "--param", "fallback=0"], "newsrank:fallback=0"),
        (["--param", "fallback=1"], "newsrank"),
        (["--param", "headline=false"], "newsrank:fallback=0.15,headline=false"),
    ],
)
def test_the_command_line_writes_the_same(arguments: list[str], method: str | None) -> None:
    command = [sys.executable, "-m", "summkit", "summarise", *FILES, "-t", "summary"]
    done = subprocess.run(
        [*command, "-f", "json", "--workers", "1", *arguments],
        capture_output=True,
        check=True,
        timeout=120,
    )
    system = sk.System(method, "summary")
    lines = done.stdout.decode().splitlines()
    written = [json.loads(line)["text"] for line in lines]
    assert written == [
        str(system.summarise(article)) for path in FILES for article in sk.read(path)
    ]


@pytest.mark.parametrize("fallback", [-0.1, 1.5, "often"])
def test_a_value_that_is_no_probability_is_refused(fallback: Any) -> None:
    with pytest.raises(sk.UsageError, match="fallback"):
        sk.NewsRank(fallback=fallback)


def test_alternatives_differ_and_the_first_is_the_summary(documents: list[sk.Document]) -> None:
    system = sk.System()
    for document in documents:
        found = system.alternatives(document, 3)
        assert found[0].text == system.summarise(document).text
        assert len({each.text for each in found}) == len(found)


def test_headlines_and_tight_budgets_have_no_fallback(documents: list[sk.Document]) -> None:
    for budget in ({"target": "headline"}, {"target": "dek", "words": 8}):
        plain, guarded = (sk.System(sk.NewsRank(fallback=f), **budget) for f in (1.0, 0.0))
        for document in documents[:10]:
            first, last = plain.summarise(document), guarded.summarise(document)
            assert first.text == last.text or TOOK_LEAD in last.remarks
            assert guarded.effective_budget.fits(document.language, last.text)


TIGHT = (
    "A boat firm that let a barge leave with 212 guests and oars for only 90 of them has been fined"
    " £1.3m, the largest penalty that a court of the river towns has set for such a breach.",
    "Elm Barges admitted two breaches of the River Act over the trip of the Grey Heron from Marl to"
    " Ostern on 4 May 2021, when the river stood two metres above its mark.",
    "The court heard that a cook, Tom Vale, 31, raised the alarm an hour into the trip, when he was"
    " asked to fetch an oar and found the chest empty.",
    "He was dismissed six weeks later. A tribunal awarded him £12,000 last year.",
    "Ada Strand, for Elm Barges, said the firm had since replaced its board, hired a new guard"
    ' and spent £3m on oars and pumps. "This is not the firm that sailed that night," she said.',
    "It said outside court that it accepted the fine.",
)


@pytest.mark.parametrize("words", [14, 17, 20])
def test_a_tight_dek_shortens_a_sentence_near_the_news_before_it_refers_to_nothing(
    words: int,
) -> None:
    article = sk.Article(body="\n\n".join(TIGHT), language="en")
    dek = sk.System(target="dek", words=words).summarise(article)
    assert not unmet(dek.document, sorted(set(indices(dek))))
    assert dek.sentences[0].index <= 2
    assert dek.words <= words


def test_several_sentences_are_never_replaced_by_a_single_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even if they are poor; only a tight budget has room for a single sentence alone."""
    document = sk.analyse(
        "The council of Ostrava voted on Monday to close the old mill by the river. Nobody spoke"
        " against it. Snow fell all day. He says that he has done nothing wrong. She does not"
        " agree with him. They will meet again."
    )
    monkeypatch.setattr(choosing, "POOR", 1.1)
    for budget, gives_way in (({"sentences": 3}, False), ({"words": 40}, True)):
        system = sk.System("newsrank", "summary", **budget)
        allowed = candidates(document, 1)
        ranked = choosing.rankings(system, (document,), [allowed])[0]
        poor = compose(system, document, Selection((3, 4, 5), None, ()), ranked)
        assert (choosing._or_near_news(system, document, poor, ranked) is not poor) == gives_way
