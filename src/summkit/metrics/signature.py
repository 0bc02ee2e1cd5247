"""Signatures: how a value was made, in one printable line that reads back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summkit.errors import UsageError
from summkit.patterns import regex

_STEM = regex(r"rouge|[^.0-9]*")


def ways(signatures: Iterable[str]) -> list[str]:
    """Return one signature for each way that something is measured, the first of it.

    Columns of one metric differ in their name alone, which begins alike: rouge1.f and rougeL.f,
    repeat1 and repeat2. Two metrics may be made alike, and have a signature each.
    """
    found: dict[tuple[str, str], str] = {}
    for signature in signatures:
        name, _, how = signature.partition("|")
        stem = _STEM.match(name)
        found.setdefault((stem[0] if stem else name, how), signature)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Signature:
    """Everything that decides a value, in order, as in sacreBLEU (Post 2018, section 4).

    ``str()`` gives ``rouge2.f|profile:ascii|stem:porter|refs:best|agg:mean|v:1`` and
    `parse` reads it back.

    Attributes
    ----------
    subject
        What was measured: a metric ("rouge") or one of its columns ("rouge2.f").
    settings
        (key, value) pairs, keys distinct.

    Raises
    ------
    UsageError
        If a part holds "|" or a line break, a key holds ":", or two keys are equal.
    """

    subject: str
    settings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        parts = [self.subject, *(part for pair in self.settings for part in pair)]
        keys = [key for key, _ in self.settings]
        broken = not all(parts) or any("|" in p or len(p.splitlines()) > 1 for p in parts)
        if broken or any(":" in key for key in keys) or len(set(keys)) < len(keys):
            raise UsageError(f"a signature cannot be made of {parts!r}")

    def __str__(self) -> str:
        return "|".join([self.subject, *(f"{key}:{value}" for key, value in self.settings)])

    @classmethod
    def parse(cls, text: str) -> Signature:
        """Read the output of ``str()`` back.

        Raises
        ------
        UsageError
            If `text` is not a signature.
        """
        subject, *rest = text.split("|")
        pairs = [part.partition(":") for part in rest]
        if any(not colon for _, colon, _ in pairs):
            raise UsageError(f"not a signature: {text!r}")
        return cls(subject, tuple((key, value) for key, _, value in pairs))

    def extended(self, **settings: object) -> Signature:
        """Return a copy with more settings, before the version, which stays last."""
        added = tuple((key, str(value)) for key, value in settings.items())
        at = len(self.settings) - (self.settings[-1:] != () and self.settings[-1][0] == "v")
        return Signature(self.subject, self.settings[:at] + added + self.settings[at:])

    def differences(self, other: Signature) -> tuple[str, ...]:
        """Name what differs, as "stem: porter against none"; empty when comparable."""
        mine, theirs = ({"subject": s.subject, **dict(s.settings)} for s in (self, other))
        keys = dict.fromkeys([*mine, *theirs])
        return tuple(
            f"{key}: {mine.get(key, 'not given')} against {theirs.get(key, 'not given')}"
            for key in keys
            if mine.get(key) != theirs.get(key)
        )
