"""Which articles two runs share: what the gate judges where the corpus has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summkit.errors import counted
from summkit.evaluation.run import Run

NAMED = 3
"""So many articles of each kind are named to people; JSON holds all."""


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """What became of the articles of a baseline.

    Attributes
    ----------
    shared
        Ids of articles that are in both runs and the same in both, in the baseline's order.
    added, removed, edited
        Ids that only the current corpus has, that only the baseline has, and that both have
        with other text, references or language.
    unknown
        Whether the corpus has changed and the baseline cannot say where: it was saved in a
        form without digests.
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
        """Whether at least half of the baseline's articles are shared: fewer vouch for little."""
        return len(self.shared) >= len(self.removed) + len(self.edited) and bool(self.shared)

    def sentence(self) -> str:
        """Say what changed: "3 articles added (n1, n2, n3); 19 shared articles are judged"."""
        kinds = (("added", self.added), ("removed", self.removed), ("edited", self.edited))
        parts = [
            f"{counted(len(ids), 'article')} {kind} ({_listed(ids)})" for kind, ids in kinds if ids
        ]
        here = "is" if len(self.shared) == 1 else "are"
        return "; ".join([*parts, f"{counted(len(self.shared), 'article')} in both {here} judged"])


def _listed(ids: Sequence[str]) -> str:
    return ", ".join([*ids[:NAMED], *(["..."] if len(ids) > NAMED else [])])


def corpus_change(
    baseline: Run, current: Run, corpus: Mapping[str, str] | None = None
) -> CorpusChange:
    """Compare the articles of two runs by id and digest, whatever their order.

    Parameters
    ----------
    corpus
        Id -> digest of every article of the current corpus, those included that nothing was
        written for; by default the articles of the current run.
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
    """Give the articles of a run the ids that a baseline has for them.

    Records without ids are called by their line, so that the same article has another id
    once a corpus was sorted or its file renamed; its digest is the same.

    Returns
    -------
    The current run and the corpus under the baseline's ids, and each new id -> the one that
    it has there, where that is another.
    """
    known = dict(corpus or current.by_article())
    old = baseline.by_article()
    places = {digest: name for name, digest in old.items() if digest}
    names: dict[str, str] = {}
    for name, digest in known.items():
        place = places.get(digest, name)
        if old.get(name) != digest and known.get(place) != digest:
            names[name] = place
            del places[digest]  # a second article of the same text is another article
    taken = {*known, *old}
    for name in known:
        if name not in names and name in names.values():  # its id is that of another there
            number = 2
            while f"{name}#{number}" in taken:
                number += 1
            names[name] = f"{name}#{number}"
            taken.add(names[name])
    articles = tuple(names.get(name, name) for name in current.articles)
    under = {names.get(name, name): digest for name, digest in known.items()}
    return replace(current, articles=articles), under, names


def part(run: Run, articles: Sequence[str]) -> Run:
    """Return the run on those of its articles only."""
    wanted = set(articles)
    digests = {name: digest for name, digest in run.by_article().items() if name in wanted}
    rows = [row for row in run.rows if row.article in wanted]
    return Run.of_rows(run.header, rows, digests, note=run.note)
