"""Comparisons made by hand, of invented articles, for the tests of the report page."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

from summkit.evaluation.comparison import Comparison, comparison_of
from summkit.evaluation.header import Header
from summkit.evaluation.run import Row, Run
from summkit.metrics.column import columns_of
from summkit.metrics.rouge import Rouge
from summkit.report.browser_data import ArticleView

HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
COLUMNS = columns_of(Rouge(types="1,2,Lsum"))[2::3]
SYSTEMS = ("lead", "last", "written", HARM)

TOWNS = "Alderwick Brannock Corvale Dunmere Eastlow Farholt Glenspur Harrowby".split()
THINGS = "ferry library orchard tramway museum reservoir bakery observatory".split()


def sentences(number: int) -> list[str]:
    """Return four sentences about an invented town; two of the articles are odd."""
    town, thing = TOWNS[number % 8], THINGS[(number // 8) % 8]
    extra = {3: " 🚋🚋 Both trams", 4: f" {HARM} \x1b[2J"}.get(number, "")
    return [
        f"The council of {town} voted on Monday to keep its {thing} open, item {number}.",
        f"{extra} Some {number + 40} residents had written letters.".strip(),
        "The mayor called the evening long but fair.",
        f"Work on the roof of the {thing} begins in spring.",
    ]


def views(count: int) -> dict[str, ArticleView]:
    """Return invented articles by id; the last has neither headline nor dek."""
    found = {}
    for number in range(count):
        lines = sentences(number)
        headline = f"{TOWNS[number % 8]} keeps its {THINGS[(number // 8) % 8]} ({number})"
        if number == 4:
            headline = f"{HARM} and \x1b[31mred"
        found[f"article-{number:03}"] = ArticleView(
            None if number == count - 1 else headline,
            None if number == count - 1 else "A vote after a long evening",
            f"{lines[0]} {lines[1]}\n\n{lines[2]} {lines[3]}",
            (f"{TOWNS[number % 8]} votes.", HARM if number == 4 else "Letters helped."),
            "en",
        )
    return found


def values(number: int, system: int) -> tuple[float, ...]:
    """Return values without a pattern, the same in every run."""
    draw = random.Random(f"{number} {system}")
    return tuple(round(draw.random(), 6) for _ in COLUMNS)


def comparison(count: int, *, strata: bool = True) -> Comparison:
    """Return a comparison of `SYSTEMS` on `views(count)`."""
    rows = []
    for number, (name, view) in enumerate(views(count).items()):
        lines = sentences(number)
        first = (0, len(lines[0]))
        last = (len(view.body) - len(lines[3]), len(view.body))
        second = (view.body.index(lines[1]), view.body.index(lines[1]) + len(lines[1]))
        rows += [
            Row(name, "lead", f"{lines[0]} {lines[1]}", (first, second), 20, values(number, 0)),
            Row(name, "last", f"{lines[0]} {lines[3]}", (first, last), 20, values(number, 1)),
            Row(name, "written", f"{HARM} in brief", (), 3, values(number, 2)),
            Row(name, HARM, lines[3], (last,), 9, values(number, 3)),
        ]
    lengths = {"length in words": [float(n) for n in range(count)]} if strata else None
    return comparison_of(run_of(rows, SYSTEMS), strata=lengths, resamples=200)


def run_of(rows: Iterable[Row], systems: Iterable[str]) -> Run:
    """Return a run with a full header."""
    header = Header(
        target="summary",
        against=("summary",),
        corpus={"sources": [HARM], "articles": 1, "failed": 0, "fingerprint": "0123456789abcdef"},
        systems={name: {"method": name} for name in systems},
        columns=COLUMNS,
        signatures={c.name: f"{c.name}|profile:ascii|stem:porter" for c in COLUMNS},
    )
    return Run.of_rows(header, rows)


def large(bodies: list[str], systems: int) -> tuple[Comparison, dict[str, ArticleView]]:
    """Return a comparison in which every system chose three places of every body."""
    names = [f"system-{number}" for number in range(systems - 1)] + ["lead"]
    found, rows = {}, []
    for number, body in enumerate(bodies):
        draw = random.Random(number)
        ends = [place for place, character in enumerate(body, 1) if character == "."]
        places = list(itertools.pairwise([0, *ends, len(body)]))
        identity = f"article-{draw.getrandbits(128):032x}"
        found[identity] = ArticleView(None, None, body, (body[200:400],), "en")
        for name in names:
            chosen = tuple(sorted(draw.sample(places, min(3, len(places)))))
            text = " ".join(" ".join(body[start:end].split()) for start, end in chosen)
            scores = tuple(round(draw.random(), 6) for _ in COLUMNS)
            rows.append(Row(identity, name, text, chosen, 50, scores))
    return comparison_of(run_of(rows, names), resamples=50), found
