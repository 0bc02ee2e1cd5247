"""The patterns of sentence openings by language, compiled once from ``data/openings.json``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summkit.cohesion.phrases import LEADING, anywhere, at_head, either, first_of, first_word
from summkit.datafiles import read_data
from summkit.patterns import regex

_NEVER = regex(r"(?!)")


class Openings(NamedTuple):
    """Patterns of a sentence's opening; the group "word" is the word that refers back.

    Attributes
    ----------
    connective
        Words that continue the previous sentence ("But", "In addition").
    later
        A time relative to a time in an earlier sentence ("Ten minutes later").
    pronoun
        A personal pronoun or a possessive whose antecedent is a person.
    demonstrative
        A demonstrative that refers back ("This", "Both", "The latter"). In languages other than
        English, a preposition may precede it ("An dieser Zahl").
    definite
        A definite noun phrase that presupposes an antecedent ("The move", "The company").
    comparison
        A comparison with something in an earlier sentence ("Others", "The second").
    opener
        A phrase before the subject, if the subject is a pronoun ("In 2003 he"); group "word" is
        the pronoun.
    group
        Unnamed people who say something about a pronoun ("Police said he").
    person
        Singular personal pronouns, anywhere in the sentence.
    first_person
        Pronouns of the first person, anywhere in the sentence.
    also
        Additive adverbs ("also"), anywhere in the sentence.
    acts
        Verb phrases that replace an earlier verb phrase ("did so"), anywhere in the sentence.
    says
        Verbs of saying, anywhere in the sentence.
    dropped
        A verb without a subject, whose subject is in an earlier sentence ("Superó en seis ...").
    anaphor
        A word at the head of the sentence that refers back, in the languages without lists of
        pronouns and connectives ("Tämä", "这", "しかし"); in Japanese also a sentence without a
        subject or a topic.
    elliptic
        An ellipsis at the head of the sentence ("Betroffen sind", a "Because" without a main
        clause).
    said
        The pronoun that is the speaker of a quotation at the head of the sentence (", sagte er").
    background
        A sentence whose verb is in the pluperfect ("avaient manifesté").
    refers
        A pronoun inside the sentence whose antecedent is a noun of an earlier sentence
        ("en avaient demandé le retrait").
    voice
        An attribution at the end of a sentence that contains no name, with a pronoun or without a
        subject (", a-t-il dit", ", ujarnya").
    cataphoric
        Words that look like a demonstrative but need no other sentence: an article ("Das
        Mädchen"), or a demonstrative with a relative clause ("Jene Elfjährige, die ...").
    conjunction
        A conjunction at the head of the sentence, without which the sentence is complete ("But").
    tells
        A modifier after a noun that identifies the noun's referent ("de Lyon"); for English, see
        `summkit.cohesion.antecedents.TELLS`.
    unique
        Nouns with a unique referent ("the government").
    actors
        Nouns that may denote the main actor of an article ("the company").
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
    anaphor: re.Pattern[str]
    elliptic: re.Pattern[str]
    said: re.Pattern[str]
    background: re.Pattern[str]
    refers: re.Pattern[str]
    voice: re.Pattern[str]
    cataphoric: re.Pattern[str]
    conjunction: re.Pattern[str]
    tells: re.Pattern[str]
    unique: frozenset[str]
    actors: frozenset[str]


@cache
def prepositions(code: str) -> frozenset[str]:
    """Return the prepositions that may precede a demonstrative, in lower case; not in English."""
    words: str = read_data("cohesion", "openings").get(code, {}).get("before", "")
    return frozenset(words.split("|")) - {""}


@cache
def openings(code: str) -> Openings:
    """Return the openings of a language; patterns of a language without data match nothing."""
    data = read_data("cohesion", "openings").get(code, {})
    forms = read_data("cohesion", "forms").get(code, {})

    def opening(
        *kinds: str, unless: str = "", follows: str = "", before: str = "", still: str = ""
    ) -> re.Pattern[str]:
        phrases = "|".join(data[kind] for kind in kinds if data.get(kind))
        return _pattern(phrases, *(data.get(each, "") for each in (unless, follows, before, still)))

    def inside(kind: str, unless: str = "", flags: int = re.IGNORECASE) -> re.Pattern[str]:
        """Return a pattern of phrases anywhere in a text, except for the phrases in `unless`."""
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
        comparison=first_of(
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
        anaphor=_form(read_data("cohesion", "anaphors"), code),
        elliptic=_form(forms, "elliptic"),
        said=_form(forms, "said"),
        background=_form(forms, "background"),
        refers=_form(forms, "refers"),
        voice=_form(forms, "voice"),
        cataphoric=_form(forms, "cataphoric"),
        conjunction=regex(forms["conjunction"]) if "conjunction" in forms else _NEVER,
        tells=regex(rf"\s*(?:[^\W\d_A-Z]+\s+)?(?:(?:{either(tells)})(?!\w)|d['’])")
        if tells
        else _NEVER,
        unique=frozenset(data.get("unique", "").split()),
        actors=frozenset(data.get("actors", "").split()),
    )


def _form(forms: dict[str, str], kind: str) -> re.Pattern[str]:
    return regex(forms[kind], re.IGNORECASE) if kind in forms else _NEVER


def _pattern(
    phrases: str, unless: str, follows: str = "", before: str = "", still: str = ""
) -> re.Pattern[str]:
    """Return a pattern of phrases at the head of a text.

    Parameters
    ----------
    phrases
        Separated by "|", as in all parameters.
    unless
        Longer phrases that do not count ("That said" for "That").
    follows
        Words of which one must follow the phrase.
    before
        Words that may precede the phrase.
    still
        Phrases that count although they match `unless`.
    """
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
        # The word is not the first half of a compound: "Then-president", "It's".
        word = rf"(?P<word>{either(listed)})(?![\w'’-])"
        return regex(rf"{LEADING}{after}{barred}{word}{ahead}", re.IGNORECASE)

    return at_head(frame, phrases, before)


def _later(units: str, since: str) -> re.Pattern[str]:
    """Return a pattern such as "Ten minutes later" from units of time and words like "later"."""
    if not units:
        return _NEVER
    return regex(
        rf"{LEADING}(?P<word>[\w-]+(?:\s\w+)?\s(?:{either(units)})\s(?:{either(since)}))(?!\w)",
        re.IGNORECASE,
    )


def _opener(prepositions: str, subjects: str) -> re.Pattern[str]:
    """Return a pattern of a prepositional phrase before a pronoun that is the subject."""
    if not prepositions:
        return _NEVER
    # Only the first word and the words of a date have capitals, and there is at most one comma:
    # so the phrase contains no name that could be the antecedent.
    words = r"(?:\s+(?:[a-z0-9£$%'’-]+|January|February|March|April|May|June|July|August"
    words += r"|September|October|November|December|\w+day))"
    rest = rf"{words}{{0,7}},?\s(?P<word>{either(subjects)})(?![\w'’-])"
    return at_head(
        lambda listed, _: regex(rf"{LEADING}(?i:{either(listed)}){rest}"), prepositions, ""
    )


def _group(groups: str, says: str, persons: str) -> re.Pattern[str]:
    """Return a pattern such as "Police said he": a group, a verb of saying and a pronoun."""
    if not groups:
        return _NEVER
    rest = rf"(?:\s+\w+)?\s+(?:{either(says)})(?:\s+that)?\s+(?P<word>{either(persons)})(?!\w)"
    return at_head(
        lambda listed, _: regex(rf"{LEADING}(?:{either(listed)}){rest}", re.IGNORECASE), groups, ""
    )
