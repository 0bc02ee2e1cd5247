"""Parses of sentences in which a verb was tagged as a noun, or a rate misled the parser.

The tagger read "Nurses at Sund hospital work 60 hours a week" without a verb: "hospital work". But
a noun is followed neither by "the" nor by a number with its unit. If the first clause has no finite
verb, and the form of such a "noun" agrees with the subject, the word is the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening import rates
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.model import normal, shipped
from summkit.shortening.parsing.parser import Parse, attach, name_arcs, tag

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
_DOUBTFUL = frozenset({"NN", "NNS", "VB", "JJ"})
_PLURAL = frozenset({"NNS", "NNPS"})
_ENDS = frozenset({",", ";", "–", "—", "--", ".", "!", "?", '"', "“"})
_DETERMINERS = frozenset("the a an its their his her no".split())
_BEFORE_NUMBER = frozenset("at by to from above below over".split())
_PAST = frozenset("cost hit cut put set let shut hurt spread quit split bet burst".split())


def read(tokens: Sequence[str]) -> Parse:
    """Return the parse of a sentence, with corrected tags of verbs.

    The parser does not see rates ("an hour") and ages ("as young as eight"), which mislead it.
    """
    lower = [token.lower() for token in tokens]
    hourly, ages = rates.places(lower), _ages(lower)
    unseen = {n for n in hourly for n in (n, n + 1)} | {n for n in ages for n in range(n, n + 4)}
    if not unseen:
        return _parse(tokens)
    seen = [node for node in range(len(tokens)) if node not in unseen]
    part = _parse([tokens[node] for node in seen])
    tags, labels, heads = [""] * len(tokens), [""] * len(tokens), [-1] * len(tokens)
    for node, tag_, label, head in zip(seen, part.tags, part.labels, part.heads, strict=True):
        tags[node], labels[node] = tag_, label
        heads[node] = seen[head] if head >= 0 else -1
    for article in hourly:
        unit = article + 1
        tags[article], labels[article], heads[article] = "DT", "det", unit
        tags[unit], labels[unit], heads[unit] = "NN", "npadvmod", article - 1
    for first in ages:
        age = first + 1
        tags[first : first + 4] = ["RB", "JJ", "IN", "CD"]
        labels[first : first + 4] = ["advmod", "amod", "prep", "pobj"]
        heads[first : first + 4] = [age, first - 1, age, age + 1]
    return Parse(tuple(tokens), tuple(tags), tuple(heads), tuple(labels))


def _ages(lower: Sequence[str]) -> list[int]:
    """Return the places of the first "as" of each "pupils as young as eight"."""
    return [
        node
        for node in range(1, len(lower) - 4)
        if lower[node] == lower[node + 2] == "as"
        and lower[node + 1] in ("young", "old", "small")
        and (lower[node + 3].isdecimal() or lower[node + 3] in _NUMBERS)
        and lower[node - 1].isalpha()
        and lower[node - 1] not in words("copulas")
    ]


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
)


def _parse(tokens: Sequence[str]) -> Parse:
    model = shipped()
    tags = corrected([token.lower() for token in tokens], tag(tokens, model))
    forms = [normal(word, model.vocabulary) for word in tokens]
    heads = attach(forms, tags, model)
    return Parse(
        tuple(tokens), tuple(tags), tuple(heads), tuple(name_arcs(forms, tags, heads, model))
    )


def corrected(lower: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the tags of a sentence, corrected if the tagger missed the verb of the first clause.

    Parameters
    ----------
    lower
        The tokens in lower case.
    tags
        The tags of the tagger.
    """
    made = list(tags)
    _correct_certain(lower, made)
    first = lower.index(":") + 1 if ":" in lower[:3] else 0
    end = next((n for n in range(first, len(lower)) if lower[n] in _ENDS), len(lower))
    verb = next((n for n in range(first, end) if tags[n] in _FINITE), -1)
    if verb < 0 or tags[verb - 1] == "CC":  # "the symphony lasts 70 minutes and needs two choirs"
        subject, last = _subject(tags, first, end), end if verb < 0 else verb
        found = next((n for n in range(subject + 1, last) if _is_verb(lower, tags, subject, n)), -1)
        if subject >= first and found > 0:
            verb = found
            made[verb] = _tag_of(lower[verb])
        if verb < 0:
            return made
    for node in range(verb + 1, end - 1):
        joined = lower[node - 1] in ("and", "or", "but") and tags[node] in _DOUBTFUL
        if joined and made[verb] == _tag_of(lower[node]) and _has_object(lower, tags, node):
            made[node] = made[verb]
    return made


def _correct_certain(lower: Sequence[str], tags: list[str]) -> None:
    """Correct tags that the words beside a word exclude.

    After a modal and its subject comes an infinitive: "people will each receive". After "said that"
    comes no verb that another finite verb follows: "said that plans to charge drivers had failed".
    """
    opened = False
    for node in range(1, len(lower) - 2):
        if lower[node] == "'" and tags[node] != "POS":
            opened = True  # also the second mark, which then closes nothing
        elif lower[node] == "'" and opened and not lower[node - 1].endswith("s"):
            tags[node], opened = "''", False
        if lower[node] == "off" and {"coast", "shore"} & set(lower[node + 1 : node + 4]):
            tags[node] = "IN"
        if tags[node] == "MD" and tags[node - 1] in (*_NOMINAL, "PRP", "WP", "WDT", "CD"):
            verb = node + 1
            while verb < len(lower) - 2 and (tags[verb] == "RB" or lower[verb] in _SHARED):
                verb += 1
            if tags[verb] in ("JJ", "NN", "VBP") and tags[verb + 1] not in ("VB", "MD"):
                tags[verb] = "VB"
        elif lower[node] == "that" and tags[node + 1] == "VBZ" and lower[node + 2] == "to":
            said = any(word in words("speech") for word in lower[max(0, node - 3) : node])
            end = next((n for n in range(node, len(lower)) if lower[n] in _ENDS), len(lower))
            if said and any(tag in _FINITE for tag in tags[node + 3 : end]):
                tags[node + 1] = "NNS"


_SHARED = frozenset({"each", "all", "both"})


def _tag_of(word: str) -> str:
    return "VBZ" if word.endswith("s") and not word.endswith("ss") else "VBP"


def _subject(tags: Sequence[str], first: int, end: int) -> int:
    """Return the last noun of the first noun phrase in a clause; -1 without one."""
    node = first
    while node < end and tags[node] in ("DT", "PRP$", "JJ", "CD", "VBN", "VBG", "RB", "POS"):
        node += 1
    if node >= end or tags[node] not in _NOMINAL:
        return -1
    return node


def _is_verb(lower: Sequence[str], tags: Sequence[str], subject: int, node: int) -> bool:
    """Return whether a word after the first noun of the subject can only be its verb."""
    if tags[node] not in _DOUBTFUL or tags[node - 1] not in _NOMINAL or not lower[node].isalpha():
        return False
    head = subject  # the last noun of the first phrase, before the word itself
    while head + 1 < node and tags[head + 1] in _NOMINAL:
        head += 1
    singular = tags[head] not in _PLURAL
    agrees = _tag_of(lower[node]) == ("VBZ" if singular else "VBP") or lower[node] in _PAST
    return agrees and _has_object(lower, tags, node)


def _has_object(lower: Sequence[str], tags: Sequence[str], node: int) -> bool:
    """Return whether a word is followed by an article, a number with its unit, or "by" a number."""
    after = list(lower[node + 1 : node + 4])
    if not after:
        return False
    if after[0] in _DETERMINERS:
        return lower[node] not in ("all", "half", "both") and tags[node] != "JJ"
    if tags[node + 1] == "CD":
        unit = after[1:2] and (after[1] in words("units") or tags[node + 2] in ("NNS", ",", "CD"))
        return bool(unit) and lower[node] not in ("page", "chapter", "section", "part", "number")
    return (
        after[0] in _BEFORE_NUMBER
        and len(after) > 1
        and tags[node + 2] == "CD"
        and tags[node] != "JJ"
    )
