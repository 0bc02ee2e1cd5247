"""The articles that two runs share, which the gate judges if the corpus has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summkit.errors import counted
from summkit.evaluation.matching import shortened
from summkit.evaluation.run import Run


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """The changes between the articles of a baseline and the current corpus.

    Attributes
    ----------
    shared
        Ids of articles that are in both runs and equal in both, in the baseline's order.
    added, removed, edited
        Ids of articles that are only in the current corpus, of articles that are only in the
        baseline, and of articles that are in both with another text, reference or language.
    unknown
        Whether the corpus has changed in an unknown way, because the baseline was saved in a
        format without digests.
    """

    shared: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    unknown: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.edited or self.unknown)

    @property
    def enough(self) -> bool:
        """Whether at least half of the baseline's articles are shared; fewer prove too little."""
        return len(self.shared) >= len(self.removed) + len(self.edited) and bool(self.shared)

    def sentence(self) -> str:
        """Return the change: "3 articles added (n1, n2, n3); 19 articles in both are judged"."""
        kinds = (("added", self.added), ("removed", self.removed), ("edited", self.edited))
        parts = [
            f"{counted(len(ids), 'article')} {kind} ({shortened(ids)})"
            for kind, ids in kinds
            if ids
        ]
        here = "is" if len(self.shared) == 1 else "are"
        return "; ".join([*parts, f"{counted(len(self.shared), 'article')} in both {here} judged"])


def corpus_change(
    baseline: Run, current: Run, corpus: Mapping[str, str] | None = None
) -> CorpusChange:
    """Compare the articles of two runs by id and digest. The order does not matter.

    Parameters
    ----------
    corpus
        Id -> digest of every article of the current corpus, including articles without a text;
        by default the articles of the current run.
    """
    old, new = baseline.by_article(), corpus or current.by_article()
    prints = [run.header.corpus.get("fingerprint") for run in (baseline, current)]
    if prints[0] == prints[1]:
        return CorpusChange(tuple(old))
    if not all(old.values()):
        return CorpusChange((), unknown=True)
    return CorpusChange(
        shared=tuple(name for name, digest in old.items() if new.get(name) == digest),
        added=tuple(name for name in current.articles if name not in old),
        removed=tuple(name for name in old if name not in new),
        edited=tuple(name for name, digest in old.items() if new.get(name, digest) != digest),
    )


def aligned(
    baseline: Run, current: Run, corpus: Mapping[str, str] | None = None
) -> tuple[Run, dict[str, str], dict[str, str]]:
    """Return a run in which the articles have the ids of the baseline.

    The id of a record without an id is its line number. If a corpus is sorted or its file is
    renamed, such a record gets another id, but its digest stays the same.

    Returns
    -------
    The current run and the corpus with the baseline's ids, and a mapping of each changed id to
    the baseline's id.
    """
    known = dict(corpus or current.by_article())
    old = baseline.by_article()
    places = {digest: name for name, digest in old.items() if digest}
    names: dict[str, str] = {}
    for name, digest in known.items():
        place = places.get(digest, name)
        if old.get(name) != digest and known.get(place) != digest:
            names[name] = place
            del places[digest]  # another article with the same text keeps its id
    taken = {*known, *old}
    for name in known:
        if name not in names and name in names.values():  # another article has this id now
            number = 2
            while f"{name}#{number}" in taken:
                number += 1
            names[name] = f"{name}#{number}"
            taken.add(names[name])
    articles = tuple(names.get(name, name) for name in current.articles)
    under = {names.get(name, name): digest for name, digest in known.items()}
    return replace(current, articles=articles), under, names


def part(run: Run, articles: Sequence[str]) -> Run:
    """Return the run with the given articles only."""
    wanted = set(articles)
    digests = {name: digest for name, digest in run.by_article().items() if name in wanted}
    rows = [row for row in run.rows if row.article in wanted]
    return Run.of_rows(run.header, rows, digests, note=run.note)
