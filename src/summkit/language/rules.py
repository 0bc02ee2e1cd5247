"""What a language's writing says about where its sentences end: data, looked up by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from summkit import core
from summkit.language.data import read
from summkit.language.signs import BULLETS, STRONG, WEAK

if TYPE_CHECKING:
    from summkit import _core


@dataclass(frozen=True)
class Rules:
    """Rules and data of one language for the ends of its sentences.

    Words are in lower case unless the attribute says otherwise.

    Attributes
    ----------
    kinds
        What a full stop after a word means: see `summkit.language.fullstops`. An abbreviation
        that is one only with its capital ("Miss.", not "miss.") stands with it, and has the
        kind "" in lower case.
    openers
        Words that begin a sentence where they stand with a capital: the stop words and
        `starters` of the data.
    zones
        Words that carry a sentence on after "p.m.": weekdays, time zones.
    leads
        Words of a phrase that only leads into a sentence ("In the evening at 7 p.m. Tom ...").
    bodies
        Words that follow a country in a name ("U.S. Senate").
    owners
        Words before a degree that somebody holds ("took her M.A.").
    says
        Verbs that report what was asked or shouted ("'Why?' I asked").
    capitals
        Words that have a capital wherever they stand (English "I").
    attributions
        What continues a sentence after a closed quotation (Chinese 他说).
    particles
        Characters that continue one where they follow it at once (Japanese と, Korean 고).
    stops
        Signs that end sentences in this language only (the Greek question mark).
    beside
        Signs beside which a full stop ends nothing (the Armenian full stop).
    endings
        Kind of what ends in a string (German "Bahnhofstr.").
    dates
        Words that an ordinal number stands before, whatever stands before the number.
    ordinals
        Whether "3." is how an ordinal number is written.
    cardinals
        Whether a number is no ordinal after a noun, which has a capital ("Platz 3.").
    clipped
        Letters up to which a word before a full stop is an abbreviation.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    openers: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    attributions: tuple[str, ...] = ()
    particles: str = ""
    stops: str = ""
    beside: str = ""
    endings: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    ordinals: bool = False
    cardinals: bool = False
    clipped: int = 0

    @cached_property
    def native(self) -> _core.Stops:
        """What the compiled core splits with."""
        strong = "".join([stop[0] for stop in STRONG])
        kinds = () if self.suffixes else tuple(self.kinds)
        return core.native.stops(
            WEAK + strong + self.stops, BULLETS + "\n", self.tails, kinds, max(1, self.clipped)
        )

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: what the compiled core made is made again."""
        return {name: value for name, value in vars(self).items() if name != "native"}

    @cached_property
    def suffixes(self) -> tuple[str, ...]:
        """The keys of `endings`."""
        return tuple(self.endings)

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last three characters of each abbreviation, in lower case.

        A full stop behind any other three small letters stands behind an ordinary word. Where
        that does not follow, the set holds "" alone.
        """
        known = [*self.kinds, *self.endings]
        if self.clipped >= 3 or any(len(ending) < 3 for ending in self.endings):
            return frozenset({""})
        return frozenset(word[-3:].lower() for word in known)


@cache
def rules_of(code: str) -> Rules:
    """Return the rules of a language that we have data of, or those that fit any."""
    facts: dict[str, Any] = read("sentences").get(code, {})

    def words(name: str) -> frozenset[str]:
        return frozenset(facts.get(name, "").split())

    return Rules(
        kinds=_kinds(code),
        openers=words("starters") | frozenset(read("stopwords").get(code, "").split()),
        zones=words("zones"),
        leads=words("leads"),
        bodies=words("bodies"),
        owners=words("owners"),
        says=words("says"),
        capitals=words("capitals"),
        attributions=tuple(facts.get("attributions", "").split()),
        particles=facts.get("particles", ""),
        stops=facts.get("stops", ""),
        beside=facts.get("beside", ""),
        endings={
            ending: kind
            for kind, listed in facts.get("endings", {}).items()
            for ending in listed.split()
        },
        dates=words("dates"),
        ordinals=facts.get("ordinals", False),
        cardinals=facts.get("cardinals", False),
        clipped=facts.get("clipped", 0),
    )


def _kinds(code: str) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for wanted in ("und", code):
        for kind, listed in read("abbreviations").get(wanted, {}).items():
            for word in listed.split():
                if word != word.lower():
                    kinds.setdefault(word.lower(), "")
                kinds[word] = kind
    return kinds
