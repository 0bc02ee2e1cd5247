"""How sentences open, by language: compiled once from ``data/openings.json``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summkit.cohesion.data import read
from summkit.cohesion.phrases import LEADING, anywhere, at_head, either, first_word
from summkit.patterns import regex

_NEVER = regex(r"(?!)")


@dataclass(frozen=True, slots=True)
class Openings:
    """What a sentence may open with; group "word" is the opening.

    Attributes
    ----------
    connective
        Something that goes on from the sentence before ("But", "In addition").
    later
        A time counted from something said ("Ten minutes later", "Three days after that").
    pronoun
        A personal pronoun or possessive that refers to somebody.
    demonstrative
        What refers to something said ("This", "Both", "The latter"); outside of English, after a
        preposition, too ("An dieser Zahl").
    definite
        A noun taken as known ("The move", "The company").
    comparison
        What has to be told from something said ("Others", "The second").
    opener
        A phrase with which a sentence may open before its subject, a pronoun that refers back
        ("In 2003 he"); group "word" is the pronoun.
    group
        People without a name who say something of one ("Police said he").
    person
        Pronouns of one person, wherever they stand.
    first_person
        Pronouns of the one who speaks, wherever they stand.
    also
        What adds to something said, wherever it stands.
    acts
        What stands for something done ("did so"), wherever it stands.
    says
        Verbs of saying, wherever they stand.
    dropped
        A verb whose subject is not said, as it was before ("Superó en seis minutos a ...").
    elliptic
        A head that leaves out what was said before ("Betroffen sind", a lone "Because").
    said
        Who says a quotation that opens the sentence, without a name (", sagte er").
    background
        A sentence whose verb tells what had been before ("avaient manifesté").
    refers
        What stands for a noun said before, inside of a sentence ("en avaient demandé le retrait").
    tells
        What follows a noun and tells which one it is ("de Lyon"); see `TELLS` for English.
    unique
        Nouns of what there is one of ("the government").
    actors
        Nouns of whom an article may be about ("the company").
    """

    connective: re.Pattern[str]
    later: re.Pattern[str]
    pronoun: re.Pattern[str]
    demonstrative: re.Pattern[str]
    definite: re.Pattern[str]
    comparison: re.Pattern[str]
    opener: re.Pattern[str]
    group: re.Pattern[str]
    person: re.Pattern[str]
    first_person: re.Pattern[str]
    also: re.Pattern[str]
    acts: re.Pattern[str]
    says: re.Pattern[str]
    dropped: re.Pattern[str]
    elliptic: re.Pattern[str]
    said: re.Pattern[str]
    background: re.Pattern[str]
    refers: re.Pattern[str]
    tells: re.Pattern[str]
    unique: frozenset[str]
    actors: frozenset[str]


@cache
def openings(code: str) -> Openings:
    """Return the openings of a language; without data they match nothing."""
    data = read("openings").get(code, {})
    forms = read("forms").get(code, {})

    def opening(
        *kinds: str, unless: str = "", follows: str = "", before: str = "", still: str = ""
    ) -> re.Pattern[str]:
        phrases = "|".join(data[kind] for kind in kinds if data.get(kind))
        return _pattern(phrases, *(data.get(each, "") for each in (unless, follows, before, still)))

    def inside(kind: str, unless: str = "", flags: int = re.IGNORECASE) -> re.Pattern[str]:
        phrases, barred = data.get(kind, ""), data.get(unless, "")
        if not phrases:
            return _NEVER
        none = rf"(?!(?:{either(barred)})(?!\w))" if barred else ""
        pattern = regex(rf"(?<![\w-]){none}(?P<word>{either(phrases)})(?![\w-])", flags)
        return anywhere(pattern, phrases, barred, flags)

    subjects, tells = data.get("subjects", ""), forms.get("tells", "")
    return Openings(
        connective=opening("connectives", "times", unless="besides"),
        later=_later(data.get("units", ""), data.get("since", "")),
        pronoun=opening("pronouns", unless="expletive", still="anaphoric"),
        demonstrative=opening("demonstratives", unless="elsewhere", before="before"),
        definite=opening("definite"),
        comparison=_joined(
            opening("comparisons", unless="elsewhere"), opening("amounts", follows="verbs")
        ),
        opener=_opener(data.get("prepositions", ""), subjects),
        group=_group(data.get("groups", ""), data.get("says", ""), data.get("persons", "")),
        person=inside("persons", flags=0),
        first_person=inside("first_person", flags=0),
        also=inside("also", unless="besides", flags=0),
        acts=inside("acts", flags=0),
        says=inside("says"),
        dropped=_form(forms, "dropped"),
        elliptic=_form(forms, "elliptic"),
        said=_form(forms, "said"),
        background=_form(forms, "background"),
        refers=_form(forms, "refers"),
        tells=regex(rf"\s*(?:[^\W\d_A-Z]+\s+)?(?:(?:{either(tells)})(?!\w)|d['’])")
        if tells
        else _NEVER,
        unique=frozenset(data.get("unique", "").split()),
        actors=frozenset(data.get("actors", "").split()),
    )


def _form(forms: dict[str, str], kind: str) -> re.Pattern[str]:
    return regex(forms[kind], re.IGNORECASE) if kind in forms else _NEVER


def _joined(one: re.Pattern[str], other: re.Pattern[str]) -> re.Pattern[str]:
    if other is _NEVER:
        return one
    second = other.pattern.replace("?P<word>", "?P<other>")
    return regex(f"(?:{one.pattern}|{second})", re.IGNORECASE)


def _pattern(
    phrases: str, unless: str, follows: str = "", before: str = "", still: str = ""
) -> re.Pattern[str]:
    """Return a pattern of phrases at the head of a text; `still`: of `unless`, what counts."""
    if not phrases:
        return _NEVER
    ahead = rf"(?=\s+(?:{either(follows)})(?!\w))" if follows else ""
    after = rf"(?:(?:{either(before)})\s+)?" if before else ""

    def frame(listed: str, first: str) -> re.Pattern[str]:
        others = "|".join(
            each
            for each in unless.split("|")
            if not (first and first_word(each).isascii()) or first_word(each) == first
        )
        but = rf"(?!(?:{either(still)})(?!\w))" if still else ""
        barred = rf"(?!{but}(?:{either(others)})(?![\w]))" if others else ""
        # Not the first half of a compound: "Then-president", "It's".
        word = rf"(?P<word>{either(listed)})(?![\w'’-])"
        return regex(rf"{LEADING}{after}{barred}{word}{ahead}", re.IGNORECASE)

    return at_head(frame, phrases, before)


def _later(units: str, since: str) -> re.Pattern[str]:
    if not units:
        return _NEVER
    return regex(
        rf"{LEADING}(?P<word>[\w-]+(?:\s\w+)?\s(?:{either(units)})\s(?:{either(since)}))(?!\w)",
        re.IGNORECASE,
    )


def _opener(prepositions: str, subjects: str) -> re.Pattern[str]:
    if not prepositions:
        return _NEVER
    # No capital but the first and those of a date, no sign but one comma: no room for a name.
    words = r"(?:\s+(?:[a-z0-9£$%'’-]+|January|February|March|April|May|June|July|August"
    words += r"|September|October|November|December|\w+day))"
    return regex(
        rf"{LEADING}(?i:{either(prepositions)}){words}{{0,7}},?\s(?P<word>{either(subjects)})"
        r"(?![\w'’-])"
    )


def _group(groups: str, says: str, persons: str) -> re.Pattern[str]:
    if not groups:
        return _NEVER
    return regex(
        rf"{LEADING}(?:{either(groups)})(?:\s+\w+)?\s+(?:{either(says)})(?:\s+that)?"
        rf"\s+(?P<word>{either(persons)})(?!\w)",
        re.IGNORECASE,
    )
