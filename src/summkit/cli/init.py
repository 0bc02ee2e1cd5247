"""Write a commented summkit.toml and a first baseline.

Review both and commit them.

Examples:
  summkit init
  summkit init --corpus data/dev.jsonl --target dek --method lexrank
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summkit.cli.options import option
from summkit.cli.output import say
from summkit.errors import UsageError

if TYPE_CHECKING:
    from summkit.evaluation.run import Run

CORPUS = "samples/articles.jsonl"

TEMPLATE = """\
# What `summkit check` does: it writes with the systems below for every article of the
# corpora, and compares the values with those of the baseline, which is under version
# control. A build fails (exit status 1) where quality really drops.

[check]
# Paths are relative to this file.
corpora = [{corpus}]
baseline = "{baseline}"

# What is written (headline, lede, dek, summary), and the fields it is scored against.
target = "{target}"
against = ["{against}"]

# What is measured (`summkit metrics` lists them), and which of its values are gated.
metrics = ["rouge"]
columns = {columns}

# A mean may drop by no more than this, in the unit of the metric (ROUGE runs from 0 to 1).
# These {articles} articles can show drops of {detectable:.3f} and more: a narrower margin
# needs more articles.
margin = {margin}

# What it counts as when a drop of the margin is neither proven nor excluded:
# "pass", "warn" or "fail".
not_enough_data = "warn"

# false keeps what was written out of the baseline, for text that may not be copied.
texts = true

# [check.margins]
# "rouge2.f" = 0.02

[check.guard]
# No article may fall by more than this ...
drop = 0.4
# ... but so many.
allowed = 0

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
        typer.Option(
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
    import math

    from summkit.cli.check import measured
    from summkit.evaluation.baseline import slim
    from summkit.evaluation.gate import gate
    from summkit.evaluation.plan import BASELINE, plan_of
    from summkit.files import write_atomically
    from summkit.settings import NAME, read_configuration
    from summkit.system import TARGETS

    for name in (NAME, BASELINE):
        if Path(name).exists():
            raise UsageError(f"{name} exists already: delete it to start anew")
    source = corpus or CORPUS
    if corpus is None and not Path(source).is_file():
        raise UsageError(
            f"there is no {CORPUS} in this folder: name your articles with --corpus FILE"
        )
    target = target or _target(source)
    columns = ["rouge1.f", "rouge2.f", "rougeLsum.f"]

    def text(run: Run | None, detectable: float) -> str:
        return TEMPLATE.format(
            corpus=json.dumps(source, ensure_ascii=False),
            baseline=BASELINE,
            target=target,
            against=TARGETS[target].reference,
            columns=json.dumps(columns),
            articles=run.header.corpus["articles"] if run else 0,
            detectable=detectable,
            margin=max(0.01, math.ceil(100 * detectable) / 100),
            method=method,
        )

    # Through the file itself, so that what is written is known to work.
    path = Path(NAME)
    write_atomically(path, [text(None, 0.0)])
    try:
        plan = plan_of(read_configuration(path))
        run = slim(measured(plan)[0], columns, texts=True)
        verdict = gate(run, run, plan.rules)
        detectable = max((one.detectable or 0.0 for one in verdict.judgements), default=0.0)
        write_atomically(path, [text(run, detectable)])
        run.save(plan.baseline)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    say(f"{NAME}, {BASELINE}: review and commit them; then run: summkit check")
    return 0


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
