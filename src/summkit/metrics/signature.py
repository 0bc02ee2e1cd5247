"""Signatures: the settings that determine a value, in one printable line that can be parsed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summkit.errors import UsageError
from summkit.patterns import regex

_STEM = regex(r"rouge|[^.0-9]*")


def ways(signatures: Iterable[str]) -> list[str]:
    """Return one signature for each way of measuring, the first of its kind.

    The signatures of columns of one metric differ only in their names, which begin alike: rouge1.f
    and rougeL.f, repeat1 and repeat2. Two metrics always have different signatures, even if they
    are measured in the same way.
    """
    found: dict[tuple[str, str], str] = {}
    for signature in signatures:
        name, _, how = signature.partition("|")
        stem = _STEM.match(name)
        found.setdefault((stem[0] if stem else name, how), signature)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Signature:
    """The settings that determine a value, in order, as in sacreBLEU (Post 2018, section 4).

    ``str()`` gives ``rouge2.f|profile:ascii|stem:porter|refs:best|agg:mean|v:1``, and `parse`
    reads this form.

    Attributes
    ----------
    subject
        The name of a metric ("rouge") or of one of its columns ("rouge2.f").
    settings
        (key, value) pairs with different keys.

    Raises
    ------
    UsageError
        If a part contains "|" or a line break, a key contains ":", or two keys are equal.
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
        """Return the signature for the output of ``str()``.

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
        """Return a copy with more settings before the version, which stays the last."""
        added = tuple((key, str(value)) for key, value in settings.items())
        at = len(self.settings) - (self.settings[-1:] != () and self.settings[-1][0] == "v")
        return Signature(self.subject, self.settings[:at] + added + self.settings[at:])

    def differences(self, other: Signature) -> tuple[str, ...]:
        """Return the differences, as "stem: porter against none"; () if comparable."""
        mine, theirs = ({"subject": s.subject, **dict(s.settings)} for s in (self, other))
        keys = dict.fromkeys([*mine, *theirs])
        return tuple(
            f"{key}: {mine.get(key, 'not given')} against {theirs.get(key, 'not given')}"
            for key in keys
            if mine.get(key) != theirs.get(key)
        )
