"""The rules for the ends of sentences in each language: data, found by the language's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from summkit import core
from summkit.datafiles import read_data
from summkit.language.signs import BULLETS, STRONG, WEAK

if TYPE_CHECKING:
    from summkit import _core


# The kinds of abbreviations that are only possible after a number or a name.
_FITTING = frozenset({"era", "unit", "company"})


@dataclass(frozen=True)
class Rules:
    """The rules and data of one language for the ends of its sentences.

    Words are in lower case unless the attribute's description differs.

    Attributes
    ----------
    kinds
        The kind of each abbreviation: see `summkit.language.fullstops`. A word that is an
        abbreviation only with its capital ("Miss.", not "miss.") is listed with the capital, and
        has the kind "" in lower case.
    openers
        Words that, with a capital, begin a sentence: the stop words and
        `starters` of the data.
    zones
        Words that continue a sentence after "p.m.": weekdays, time zones. Words that continue it
        after a unit ("долл. США").
    leads
        Words of a phrase that only introduces a sentence ("In the evening at 7 p.m. Tom ...").
    bodies
        Words that follow a country in a name ("U.S. Senate").
    owners
        Words before the degree of a person ("took her M.A.").
    says
        Verbs that report a question or exclamation ("'Why?' I asked").
    nations
        Countries that may be the subject of a new sentence after another ("left the U.N. China").
    roles
        Words that follow a company in the name of a person's role ("Halden Inc. President").
    verbs
        Verbs by which a word after "U.N." or "Inc." is the subject of a new sentence.
    links
        Small words that connect two names, so that no verb is between them (Spanish "de").
    lettered
        Nouns that a capital letter completes ("plan B", "block E"). After a stem that ends in "-",
        up to three more letters may follow (Russian "групп-").
    capitals
        Words that always have a capital (English "I").
    attributions
        Text that continues a sentence after a closed quotation (Chinese 他说).
    speech
        Characters of verbs that report a quotation after their short subject (Chinese 答).
    going
        Text that continues a sentence after a closed quotation, unless a subject follows the text
        (Chinese 然后).
    subjects
        Characters that begin the subject after `going`.
    particles
        Characters that continue a sentence directly after a quotation (Japanese と, Korean 고).
    stops
        Signs that end sentences in this language only (the Greek question mark).
    beside
        Signs in whose texts a full stop ends no sentence (the Armenian full stop).
    endings
        The kind of abbreviations with an ending (German "Bahnhofstr.").
    dates
        Words before which a number with a full stop is always an ordinal.
    others
        The second kind of abbreviations with two kinds: see `summkit.language.fullstops`.
    pairs
        Last words of the abbreviations of two words in `kinds`.
    syllables
        Whether a word of one syllable may be an initial (Indian scripts).
    ordinals
        Whether "3." is an ordinal number.
    cardinals
        Whether a number after a capitalised noun is no ordinal ("Platz 3.").
    clipped
        Number of letters up to which a word before a full stop is an abbreviation.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    openers: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    lettered: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    attributions: tuple[str, ...] = ()
    speech: str = ""
    going: tuple[str, ...] = ()
    subjects: str = ""
    particles: str = ""
    stops: str = ""
    beside: str = ""
    endings: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    others: Mapping[str, str] = field(default_factory=dict)
    pairs: frozenset[str] = frozenset()
    syllables: bool = False
    ordinals: bool = False
    cardinals: bool = False
    clipped: int = 0

    @cached_property
    def native(self) -> _core.Stops:
        """The data with which the compiled core splits a text into sentences."""
        strong = "".join([stop[0] for stop in STRONG])
        kinds = () if self.suffixes else tuple(self.kinds)
        return core.native.stops(
            WEAK + strong + self.stops, BULLETS + "\n", self.tails, kinds, max(1, self.clipped)
        )

    def __getstate__(self) -> dict[str, Any]:
        """Return the state for a copy; the compiled core's objects are made again there."""
        return {name: value for name, value in vars(self).items() if name != "native"}

    @cached_property
    def suffixes(self) -> tuple[str, ...]:
        """The keys of `endings`."""
        return tuple(self.endings)

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last three characters of each abbreviation, in lower case.

        A full stop after three other small letters follows an ordinary word. If words of three
        letters are abbreviations (`clipped`), or an ending of `endings` has fewer than three
        characters, this is not certain, and the set is {""}.
        """
        known = [*self.kinds, *self.endings]
        if self.clipped >= 3 or any(len(ending) < 3 for ending in self.endings):
            return frozenset({""})
        return frozenset(word[-3:].lower() for word in known)


@cache
def rules_of(code: str) -> Rules:
    """Return the rules of a language with data, or the rules that fit any language."""
    facts: dict[str, Any] = read_data("language", "sentences").get(code, {})
    stop_words: str = read_data("language", "stopwords").get(code, "")

    def words(name: str) -> frozenset[str]:
        return frozenset(facts.get(name, "").split())

    kinds, others = _kinds(code)
    return Rules(
        kinds=kinds,
        others=others,
        pairs=frozenset(key.split()[1] for key in kinds if " " in key),
        openers=words("starters") | frozenset(stop_words.split()),
        zones=words("zones"),
        leads=words("leads"),
        bodies=words("bodies"),
        owners=words("owners"),
        says=words("says"),
        nations=words("nations"),
        roles=words("roles"),
        verbs=words("verbs"),
        links=frozenset(read_data("language", "sentences")["und"]["links"].split()),
        lettered=words("lettered"),
        capitals=words("capitals"),
        attributions=tuple(facts.get("attributions", "").split()),
        speech=facts.get("speech", ""),
        going=tuple(facts.get("going", "").split()),
        subjects=facts.get("subjects", ""),
        particles=facts.get("particles", ""),
        stops=facts.get("stops", ""),
        beside=facts.get("beside", ""),
        endings={
            ending: kind
            for kind, listed in facts.get("endings", {}).items()
            for ending in listed.split()
        },
        dates=words("dates"),
        syllables=facts.get("syllables", False),
        ordinals=facts.get("ordinals", False),
        cardinals=facts.get("cardinals", False),
        clipped=facts.get("clipped", 0),
    )


def _kinds(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the kinds of a language's abbreviations, including those of all languages.

    The second mapping gives the other kind of an era, a unit or a company.
    """
    kinds: dict[str, str] = {}
    others: dict[str, str] = {}
    for wanted in ("und", code):
        listed = read_data("language", "abbreviations").get(wanted, {})
        for kind in sorted(listed, key=_FITTING.__contains__):
            for word in [entry.replace("_", " ") for entry in listed[kind].split()]:
                if word != word.lower():
                    kinds.setdefault(word.lower(), "")
                if " " in word:
                    kinds.setdefault(word.split()[1], "")
                if kind in _FITTING and wanted == code and kinds.get(word) in ("title", "number"):
                    others[word] = kinds[word]
                kinds[word] = kind
    return kinds, others
