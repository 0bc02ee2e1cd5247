"""Matching of texts with references or articles by id or order, and the ids without a match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summkit.article import Reference
from summkit.errors import UsageError, counted

NAMED = 3
"""Largest number of ids that a message lists."""


def shortened(ids: Sequence[str]) -> str:
    """Return the first ids as text: "a3, a7, a9, ..."."""
    return ", ".join([*ids[:NAMED], *(["..."] if len(ids) > NAMED else [])])


@dataclass(frozen=True)
class Labels:
    """The labels of a pandas index, in order, and its name."""

    names: tuple[str, ...]
    name: str | None = None

    @property
    def plain(self) -> bool:
        """Whether the labels are 0, 1, 2, ..., the default of pandas."""
        return self.name is None and self.names == tuple(map(str, range(len(self.names))))


@dataclass(frozen=True)
class Texts:
    """The texts of one side (candidates or references), by article id.

    Attributes
    ----------
    by_id
        Id -> its texts, each a tuple of sentences: one text for candidates, one or more for
        references. A text with unknown sentences is a tuple of one string; an empty text is ().
    numbered
        Whether the ids are "1", "2", ..., because the source has no ids.
    source
        The file or parameter with the texts, for messages.
    duplicates
        Ids that occur more than once among the candidates; the first text of each counts.
    labels
        The labels of the pandas index of texts without ids, in order.
    notes
        Notes for the user on how the texts were read.
    altered
        Places of the texts whose words in the ASCII profile are changed by cleaning.
    absent
        Numbers of the records without a text. Each counts in the order of the texts.
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
    """The ids of candidates and references that match, and the ids that do not.

    Attributes
    ----------
    matched
        Ids on both sides, in the order of the references.
    missing
        Ids of references without a candidate.
    extra
        Ids of candidates without a reference.
    duplicates
        Ids with several candidates.
    """

    matched: tuple[str, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every id occurs exactly once on both sides."""
        return not (self.missing or self.extra or self.duplicates)

    @property
    def lacking(self) -> bool:
        """Whether texts are missing or duplicated; additional texts are harmless."""
        return bool(self.missing or self.duplicates)

    def counts(self, among: str = "references") -> list[str]:
        """Return the numbers of ids that do not match: "2 texts are missing"."""
        ids = shortened([repr(each) for each in self.extra])
        kinds = (
            (self.missing, "text", "missing"),
            (self.extra, "id", f"not in the {among}: {ids}"),
            (self.duplicates, "text", "duplicated"),
        )
        return [
            f"{counted(len(found), noun)} {'is' if len(found) == 1 else 'are'} {what}"
            for found, noun, what in kinds
            if found
        ]

    def note(self) -> tuple[str, ...]:
        """Return a note that only the first text of each duplicated id counts."""
        if not self.duplicates:
            return ()
        count = len(self.duplicates)
        have = "1 id has" if count == 1 else f"{count:,} ids have"
        return (f"{have} several texts, of which the first counts: {shortened(self.duplicates)}",)

    def sentence(self, among: str = "references") -> str:
        """Return the mismatches as a sentence: "12 of 19 ids match; missing: a3, a7, ..."."""
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


def without_empty_end(texts: Texts, count: int) -> Texts:
    """Return the first `count` texts if they have no ids and all others are empty.

    A file of lines often ends in empty lines, which are no texts.
    """
    items = list(texts.by_id.items())
    if not texts.numbered or any(any(each) for _, each in items[count:]):
        return texts
    return replace(texts, by_id=dict(items[:count]))


def match(
    candidates: Texts, ids: Sequence[str], *, numbered: bool, among: str = "references"
) -> Matching:
    """Match candidates with the ids of references or articles.

    Parameters
    ----------
    ids
        The ids, all different, in order.
    numbered
        Whether `ids` are line numbers only.
    among
        The owner of the ids, for the messages: "references", "articles" or "corpus".

    Raises
    ------
    UsageError
        If no id matches (the message shows an id of each side), or if texts without ids are more
        or fewer than the ids.
    """
    if candidates.numbered and len(candidates.by_id) != len(ids):
        raise UsageError(
            f"{candidates.source}: {counted(len(candidates.by_id), 'text')} without ids for "
            f"{len(ids):,} {among}: texts without ids are matched in order, so the numbers must "
            'be equal: complete the file, or give each text an "id"'
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
