"""Which texts and references belong together, and what of either side has no partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summkit.article import Reference
from summkit.errors import UsageError, counted

NAMED = 3
"""So many ids are named where some do not match."""


def shortened(ids: Sequence[str]) -> str:
    """Return the first few of some ids: "a3, a7, a9, ..."."""
    return ", ".join([*ids[:NAMED], *(["..."] if len(ids) > NAMED else [])])


@dataclass(frozen=True)
class Labels:
    """The labels of an index of pandas, in order, and its name."""

    names: tuple[str, ...]
    name: str | None = None

    @property
    def plain(self) -> bool:
        """Whether they are the 0, 1, 2, ... that every table has where nobody gave another."""
        return self.name is None and self.names == tuple(map(str, range(len(self.names))))


@dataclass(frozen=True)
class Texts:
    """Texts of one side, by the id of the article that each is about.

    Attributes
    ----------
    by_id
        Id -> its texts, each a tuple of sentences: one text for candidates, one or more for
        references. A text whose sentences are unknown is a 1-tuple, an empty text ().
    numbered
        Whether the ids are "1", "2", ...: the source has no ids of its own.
    source
        Where they were read from.
    duplicates
        Ids that occur more than once among the candidates; the first text of each counts.
    labels
        Those of the index of pandas that texts without ids have, in their order.
    notes
        What a reader of the values should know of how the texts were read.
    altered
        Where the texts are that cleaning makes other words of, in the ASCII profile.
    absent
        Numbers of records that lack their text, and keep its place in the order.
    """

    by_id: Mapping[str, tuple[Reference, ...]]
    numbered: bool
    source: str
    duplicates: tuple[str, ...] = ()
    labels: Labels | None = None
    notes: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Matching:
    """Which candidates and references belong together.

    Attributes
    ----------
    matched
        Ids on both sides, in the order of the references.
    missing
        Ids of references without a candidate.
    extra
        Ids of candidates without a reference.
    duplicates
        Ids of several candidates.
    """

    matched: tuple[str, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every id stands once on either side."""
        return not (self.missing or self.extra or self.duplicates)

    @property
    def lacking(self) -> bool:
        """Whether texts are missing or there twice; those about other articles do no harm."""
        return bool(self.missing or self.duplicates)

    def counts(self, among: str = "references") -> list[str]:
        """Say how much does not match: "2 texts are missing"."""
        ids = shortened([repr(each) for each in self.extra])
        kinds = (
            (self.missing, "text", "missing"),
            (self.extra, "id", f"not in the {among}: {ids}"),
            (self.duplicates, "text", "there more than once"),
        )
        return [
            f"{counted(len(found), noun)} {'is' if len(found) == 1 else 'are'} {what}"
            for found, noun, what in kinds
            if found
        ]

    def note(self) -> tuple[str, ...]:
        """Say which text counts of the ids that have several."""
        if not self.duplicates:
            return ()
        count = len(self.duplicates)
        have = "1 id has" if count == 1 else f"{count:,} ids have"
        return (f"{have} several texts, of which the first counts: {shortened(self.duplicates)}",)

    def sentence(self, among: str = "references") -> str:
        """Say what does not match: "12 of 19 ids match; missing: a3, a7, ..."."""
        total = len(self.matched) + len(self.missing)
        parts = [f"{len(self.matched)} of {total} ids match"]
        for label, ids in (
            ("missing", self.missing),
            (f"not in the {among}", self.extra),
            ("more than once", self.duplicates),
        ):
            if ids:
                more = f" ({len(ids)} in all)" if len(ids) > NAMED else ""
                parts.append(f"{label}: {shortened(ids)}{more}")
        return "; ".join(parts)


def match(
    candidates: Texts, ids: Sequence[str], *, numbered: bool, among: str = "references"
) -> Matching:
    """Match candidates with the ids of references or articles.

    Parameters
    ----------
    ids
        Distinct, in order.
    numbered
        Whether `ids` are plain numbers of lines.
    among
        What has the ids, for the messages.

    Raises
    ------
    UsageError
        If nothing matches, with an id of each side; or if lines without ids are of another
        number than what they belong to.
    """
    if candidates.numbered and len(candidates.by_id) != len(ids):
        raise UsageError(
            f"{candidates.source}: {counted(len(candidates.by_id), 'text')} without ids for "
            f"{len(ids):,} {among}: texts without ids are matched in order, so that there must be "
            'as many: complete the file, or give each text an "id"'
        )
    if candidates.numbered != numbered:
        if not candidates.numbered:
            raise UsageError(
                f"{candidates.source}: its texts have ids, such as "
                f"{next(iter(candidates.by_id), '')!r}, and the {among} have none"
            )
        return Matching(tuple(ids))
    known = set(ids)
    matched = tuple(key for key in ids if key in candidates.by_id)
    if not matched:
        ours, theirs = next(iter(candidates.by_id), ""), next(iter(ids), "")
        in_memory = candidates.source.startswith("`")
        raise UsageError(
            f"{candidates.source}: none of its {len(candidates.by_id):,} ids is in the {among}: "
            f"{ours!r} here, {theirs!r} there"
            + ("" if in_memory else "; name the field of the id with `mapping` id=FIELD")
        )
    return Matching(
        matched,
        tuple(key for key in ids if key not in candidates.by_id),
        tuple(key for key in candidates.by_id if key not in known),
        candidates.duplicates,
    )
