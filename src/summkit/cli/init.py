"""Write a commented summkit.toml and a first baseline.

Review both and commit them. Without --corpus, the corpus is samples/articles.jsonl; if that file is
missing, the command creates it from the sample articles that come with summkit.

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

_READ = 100
"""Number of articles that are read to find the references of a corpus."""

FINE = 2
"""The drop, in points, that most users want to detect."""

TEMPLATE = """\
# The configuration of `summkit check`. The command runs the systems below on every article of
# the corpora and compares their values with the values of the baseline, which is under version
# control. If quality drops significantly, the command ends with exit status 1.

[check]
# Paths are relative to this file.
corpora = [{corpus}]
baseline = "{baseline}"

# Target to write (headline, lede, dek, summary, push, social), and the fields with the references.
target = "{target}"
against = ["{against}"]

# Metrics to compute (`summkit metrics` lists them), and the values that can fail the check.
metrics = ["rouge"]
columns = {columns}

# Margins and limits are in the unit of the tables: 2 lets R-1 drop from 45.2 to 43.2.
unit = "points"

# The margin of columns that are not listed under [check.margins].
# margin = 2

# The verdict if a drop by the margin is neither proven nor excluded: "pass", "warn" or "fail".
not_enough_data = "warn"

# Whether the baseline contains the written texts. Use false for text that must not be copied.
texts = true

# The largest drop of each mean that is not a regression.
{missed}
[check.margins]
{margins}

[check.guard]
# Largest drop of the value of a single article.
drop = 40
# Number of articles per system that may drop by more.
allowed = 0
# Number of texts per system that may have become empty.
empty = 0

# [check.budget]
# sentences = 3

# The systems to check, each under a name that you choose: a method with its parameters, ...
[check.systems.production]
method = "{method}"

# ... a file of texts from another program: per article a line of JSON with "id" and "text", ...
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
        str | None,
        option("target", "-t", metavar="TARGET", show_default="by the references of the corpus"),
    ] = None,
    method: Annotated[
        str, option("method", "-m", metavar="NAME", help="Method whose quality to check.")
    ] = "newsrank",
) -> int:
    """Run `summkit init`. The module docstring is its help."""
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
            raise UsageError(f"{name} already exists: delete it to start again")
    source = corpus or CORPUS
    copied = corpus is None and not Path(CORPUS).is_file()
    if copied:
        copy_samples(Path(CORPUS))
    target = _checked(source, target) if target else _target(source)
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

    # The plan is made from the text of the file, which proves that the text is valid. The file is
    # written last, so that an interrupted run leaves no file with wrong margins.
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
        say(f"{CORPUS}: wrote {len(run.articles)} sample articles: replace them by your own")
    few = too_few(verdict)
    if few:
        say(few)
    say(f"{NAME}, {BASELINE}: review and commit them; then run: summkit check")
    return 0


def proposed(verdict: Verdict) -> tuple[dict[str, float], str]:
    """Return a margin for each column, and a comment about the drops that the corpus cannot show.

    Parameters
    ----------
    verdict
        The verdict of a run against itself, without margins.
    """
    import math
    import textwrap

    from summkit.evaluation.verdict_sentences import missed_drops

    margins = {}
    for one in verdict.judgements:
        # `missed` is the drop that is significant half of the time. A smaller margin would not
        # find more drops.
        points = math.ceil(10 * one.column.scale * (one.missed or 0.0)) / 10
        # A margin as large as the mean could never fail.
        most = one.column.scale * (one.old or 0.0) / 2
        margins[one.column.name] = max(0.1, min(points, math.floor(10 * most) / 10))
    count = max((one.n for one in verdict.judgements), default=0)
    missed = missed_drops(verdict.judgements)
    if not missed:
        few = counted(count, "article")
        return margins, f"# {few} are too few to estimate which drops would be missed: use more."
    said = (
        f"With {count} articles, a drop of less than {missed} would be missed half of the time. "
        "To find smaller drops, use more articles."
    )
    return margins, textwrap.fill(said, 90, initial_indent="# ", subsequent_indent="# ")


def too_few(verdict: Verdict) -> str:
    """Return a warning if the corpus is too small to show a drop of `FINE` points; else "".

    The warning contains the smallest drop that the corpus shows and the number of articles needed.

    Parameters
    ----------
    verdict
        The verdict of a run against itself, without margins.
    """
    import math

    from summkit.evaluation.verdict_sentences import least_articles

    provable = least_articles(verdict.rules.alpha, len(verdict.judgements))
    fewest = min((one.n for one in verdict.judgements), default=provable)
    if fewest < provable:
        return (
            f"with {counted(fewest, 'article')}, not even a large drop of a mean can be "
            f"significant: use at least {provable} articles, and many more to find small drops"
        )
    points = {one: one.column.scale * (one.missed or 0.0) for one in verdict.judgements}
    widest = max(points, key=points.__getitem__, default=None)
    if widest is None or points[widest] <= FINE:
        return ""
    # The smallest visible drop shrinks with the square root of the number of articles.
    needed = widest.n * (points[widest] / FINE) ** 2
    step = 10 ** max(0, math.floor(math.log10(needed)) - 1)
    return (
        f"{widest.n} articles are few: the check would miss most drops of {widest.column.label} by "
        f"less than about {points[widest]:.1f} points, so the margins are wide; to find a drop of "
        f"{FINE} points, use about {math.ceil(needed / step) * step:,} articles like these"
    )


def copy_samples(path: Path) -> None:
    """Write the sample articles that come with summkit to a file.

    Raises
    ------
    UsageError
        If the installation contains no sample articles.
    """
    from importlib.resources import files

    from summkit.files import write_atomically

    package = files("summkit")
    shipped = package / "samples" / "articles.jsonl"
    if not shipped.is_file():  # in a checkout, the folder samples is outside the package
        shipped = package / ".." / ".." / "samples" / "articles.jsonl"
    if not shipped.is_file():
        raise UsageError(
            f"there is no {CORPUS} in this folder: give your articles with --corpus FILE"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, [shipped.read_text(encoding="utf-8")])


def _checked(source: str, target: str) -> str:
    """Return a target for which the corpus has references.

    Raises
    ------
    UsageError
        If the corpus has at most 100 articles, and none of them has the reference of the target.
        The message lists the references that there are.
    """
    from summkit.targets import TARGETS

    there, count = _references(source)
    wanted = TARGETS[target].reference
    if count and count <= _READ and wanted not in there:
        choice = f"choose another --target (there is a {' and a '.join(there)})"
        raise UsageError(
            f"{source}: none of {counted(count, 'article')} has a {wanted}: "
            + (choice if there else "the check needs texts that editors wrote")
        )
    return target


def _target(source: str) -> str:
    """Return the target for which the first articles have a human text."""
    return next(iter(_references(source)[0]), "summary")


def _references(source: str) -> tuple[list[str], int]:
    """Return the references that the first articles have, and the number of articles up to 101."""
    from summkit.article import Article
    from summkit.reading import read

    items = islice(read(source, on_error="yield"), _READ + 1)
    articles = [item for item in items if isinstance(item, Article)]
    kinds = {
        "summary": any(article.references for article in articles),
        "dek": any(article.dek for article in articles),
        "headline": any(article.headline for article in articles),
    }
    return [kind for kind, there in kinds.items() if there], len(articles)
