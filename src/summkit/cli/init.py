"""Write a commented summkit.toml and a first baseline.

Review both and commit them. Without --corpus it starts from articles that come with summkit,
and copies them to samples/articles.jsonl where that is missing.

Examples:
  summkit init
  summkit init --corpus data/dev.jsonl --target dek --method lexrank
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from summkit.cli.declare import Option
from summkit.cli.options import option
from summkit.cli.output import say
from summkit.errors import UsageError, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summkit.evaluation.verdict import Verdict

CORPUS = "samples/articles.jsonl"

FINE = 2
"""A fall by so many points is one that most want to see."""

TEMPLATE = """\
# What `summkit check` does: it writes with the systems below for every article of the
# corpora, and compares the values with those of the baseline, which is under version
# control. A build fails (exit status 1) where quality really drops.

[check]
# Paths are relative to this file.
corpora = [{corpus}]
baseline = "{baseline}"

# What is written (headline, lede, dek, summary, push, social), and the fields it is scored against.
target = "{target}"
against = ["{against}"]

# What is measured (`summkit metrics` lists them), and which of its values are gated.
metrics = ["rouge"]
columns = {columns}

# Margins and limits are in the unit of the tables: 2 lets R-1 drop from 45.2 to 43.2.
unit = "points"

# The margin of columns that have none under [check.margins].
# margin = 2

# What it counts as when a drop of the margin is neither proven nor excluded:
# "pass", "warn" or "fail".
not_enough_data = "warn"

# false keeps what was written out of the baseline, for text that may not be copied.
texts = true

# A mean may drop by no more than this.
{missed}
[check.margins]
{margins}

[check.guard]
# No article may fall by more than this ...
drop = 40
# ... but so many.
allowed = 0
# Texts that are empty now and were not.
empty = 0

# [check.budget]
# sentences = 3

# What is gated, under names of your own: a method with its parameters, ...
[check.systems.production]
method = "{method}"

# ... texts made elsewhere, a line of JSON an article with "id" and "text", ...
# [check.systems.model]
# outputs = "outputs/model.jsonl"

# ... or a program that answers lines of JSON (see `summkit methods command`).
# [check.systems.service]
# command = "python summarise.py"
"""


def init(
    corpus: Annotated[
        str | None,
        Option(
            "--corpus",
            metavar="FILE",
            help="Articles with human summaries, deks or headlines.",
            show_default=CORPUS,
        ),
    ] = None,
    target: Annotated[
        str | None, option("target", "-t", metavar="TARGET", show_default="by the corpus")
    ] = None,
    method: Annotated[
        str, option("method", "-m", metavar="NAME", help="Method whose quality is checked.")
    ] = "newsrank",
) -> int:
    """Write the two files; see the help of the command."""
    import json
    import tomllib

    from summkit.cli.check import measured
    from summkit.evaluation.baseline import slim
    from summkit.evaluation.gate import gate
    from summkit.evaluation.plan import BASELINE, plan_of
    from summkit.files import write_atomically
    from summkit.settings import NAME, Configuration
    from summkit.targets import TARGETS

    for name in (NAME, BASELINE):
        if Path(name).exists():
            raise UsageError(f"{name} exists already: delete it to start anew")
    source = corpus or CORPUS
    copied = corpus is None and not Path(CORPUS).is_file()
    if copied:
        copy_samples(Path(CORPUS))
    target = target or _target(source)
    columns = ["rouge1.f", "rouge2.f", "rougeLsum.f"]

    def text(margins: Mapping[str, float], missed: str) -> str:
        return TEMPLATE.format(
            corpus=json.dumps(source, ensure_ascii=False),
            baseline=BASELINE,
            target=target,
            against=TARGETS[target].reference,
            columns=json.dumps(columns),
            missed=missed,
            margins="\n".join(f'"{name}" = {margin}' for name, margin in margins.items()),
            method=method,
        )

    # Through the text itself, so that what is written is known to work; written only when it
    # is whole, so that no file with other margins is left by whatever ends this.
    path = Path(NAME)
    draft = text(dict.fromkeys(columns, 0.0), "")
    plan = plan_of(Configuration(tomllib.loads(draft), path, draft))
    run = slim(measured(plan)[0], columns, texts=True)
    verdict = gate(run, run, plan.rules)
    margins, missed = proposed(verdict)
    write_atomically(path, [text(margins, missed)])
    try:
        run.save(plan.baseline)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if copied:
        say(f"{CORPUS}: {len(run.articles)} articles to start with: put your own in their place")
    few = too_few(verdict)
    if few:
        say(few)
    say(f"{NAME}, {BASELINE}: review and commit them; then run: summkit check")
    return 0


def proposed(verdict: Verdict) -> tuple[dict[str, float], str]:
    """Return a margin a column, and in words what they miss on this corpus.

    Parameters
    ----------
    verdict
        Of a run against itself, without margins.
    """
    import math
    import textwrap

    from summkit.evaluation.verdict_sentences import missed_drops

    margins = {}
    for one in verdict.judgements:
        # A drop that half of the time is not significant: what is narrower finds no more.
        points = math.ceil(10 * one.column.scale * (one.missed or 0.0)) / 10
        # A margin of the whole mean could never fail.
        most = one.column.scale * (one.old or 0.0) / 2
        margins[one.column.name] = max(0.1, min(points, math.floor(10 * most) / 10))
    count = max((one.n for one in verdict.judgements), default=0)
    missed = missed_drops(verdict.judgements)
    if not missed:
        few = counted(count, "article")
        return margins, f"# {few} cannot show which drops would be missed: use more."
    said = (
        f"With {count} articles a drop of less than {missed} would be missed half of the time; "
        "to find smaller ones, use more articles."
    )
    return margins, textwrap.fill(said, 90, initial_indent="# ", subsequent_indent="# ")


def too_few(verdict: Verdict) -> str:
    """Say which falls of a mean so few articles cannot show, and how many would; "" if enough.

    Parameters
    ----------
    verdict
        As `proposed` takes it.
    """
    import math

    from summkit.evaluation.verdict_sentences import least_articles

    provable = least_articles(verdict.rules.alpha, len(verdict.judgements))
    fewest = min((one.n for one in verdict.judgements), default=provable)
    if fewest < provable:
        return (
            f"with {counted(fewest, 'article')} no drop of a mean can be proven, however large: "
            f"use at least {provable} articles, and many more for small drops"
        )
    points = {one: one.column.scale * (one.missed or 0.0) for one in verdict.judgements}
    widest = max(points, key=points.__getitem__, default=None)
    if widest is None or points[widest] <= FINE:
        return ""
    # What is missed shrinks with the square root of the number of articles.
    needed = widest.n * (points[widest] / FINE) ** 2
    step = 10 ** max(0, math.floor(math.log10(needed)) - 1)
    return (
        f"{widest.n} articles are few: a fall of {widest.column.label} by less than about "
        f"{points[widest]:.1f} points is missed more often than not, so the margins are wide; "
        f"about {math.ceil(needed / step) * step:,} articles like these would show one of {FINE} "
        "points"
    )


def copy_samples(path: Path) -> None:
    """Write the articles that come with summkit to a file."""
    from importlib.resources import files

    from summkit.files import write_atomically

    package = files("summkit")
    shipped = package / "samples" / "articles.jsonl"
    if not shipped.is_file():  # a checkout has them beside the package
        shipped = package / ".." / ".." / "samples" / "articles.jsonl"
    if not shipped.is_file():
        raise UsageError(
            f"there is no {CORPUS} in this folder: name your articles with --corpus FILE"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, [shipped.read_text(encoding="utf-8")])


def _target(source: str) -> str:
    """Return what the first articles have a human text for."""
    from summkit.article import Article
    from summkit.reading import read

    articles = [
        item for item in islice(read(source, on_error="yield"), 100) if isinstance(item, Article)
    ]
    if not any(article.references for article in articles):
        if any(article.dek for article in articles):
            return "dek"
        if any(article.headline for article in articles):
            return "headline"
    return "summary"
