"""Checks whether a phrase may be deleted from prose, by the words at its edges.

The parser often attaches a phrase to the wrong head; the adjacent words are more reliable.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from summkit.shortening.deletions.deletion import DEEDS
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, FINITE, Tree, high, low, members

_DANGLING = ("IN", "DT", "TO", "CC", "PRP$", "MD", "WDT", "WP", "POS")
_DENIALS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "hardly", "without"})
_LATER = frozenset({"later", "ago", "after", "before", "earlier", "on", "since"})
_NEEDED = frozenset("det amod compound nummod poss nmod aux auxpass nsubj nsubjpass mark".split())


def is_sure(tree: Tree, mask: int, rule: str, place: str) -> bool:
    """Return whether the words at the edges of a deletion confirm the parse."""
    first, last = low(mask), high(mask)
    # A relative clause at the end may end on any word: "a film [that they had looked for]."
    dangles = tree.tags[last] in _DANGLING and not (rule[:8] == "relative" and place == "end")
    if dangles or _splits_phrase(tree, mask) or _is_hyphen(tree, first):
        return False
    if rule == "clause-tail" and tree.tags[first] == "CC" and _ends_list(tree, first):
        return False
    opening = first + 1 if tree.lower[first] in COMMAS else first
    if rule == "apposition" and _speaks(tree, first, last):
        return False
    if rule == "verb-tail" and tree.tags[opening] == "CC" and _ends_verbs(tree, first):
        return False
    if opening > last or not _opens_well(tree, opening, last, rule):
        return False
    following = tree.tags[last + 1] if last + 1 < len(tree.tags) else ""
    if place == "start" and (following in FINITE or tree.lower[last + 1] in _LATER):
        # The phrase is the subject ("Inciting people online could bring a fine"), or the next word
        # needs it ("Two decades later").
        return False
    if tree.lower[last] in words("bound_nouns") and following in ("IN", "TO"):
        return False
    if opening > first or first == 0:
        return True
    if tree.lower[first - 1] in words("bound_nouns") and tree.tags[first] in ("IN", "TO"):
        return False
    if first > 1 and tree.tags[first - 1] == "VBN" and tree.tags[first - 2][:2] == "NN":
        return False  # "a company formed [in a kitchen] completed": the participle needs its phrase
    return not _denied(tree, first) and not _is_bound(tree, mask, rule, place)


def _speaks(tree: Tree, first: int, last: int) -> bool:
    """Return whether a phrase between commas is the speaker of a claim, and no apposition.

    "It will agree with Ann Holt[, the mayor,] said": the words before the phrase have a verb.
    """
    verb = last + 1
    if verb < len(tree.lower) and tree.lower[verb] in COMMAS:
        verb += 1
    if verb >= len(tree.lower) or tree.lower[verb] not in words("plain_speech"):
        return False
    return any(tree.tags[node] in FINITE for node in _stretch_before(tree, first))


def _stretch_before(tree: Tree, first: int) -> Iterator[int]:
    """Yield the words before a phrase, backwards to the nearest comma."""
    return takewhile(lambda node: tree.lower[node] not in COMMAS, range(first - 1, -1, -1))


_SPEAKERS = ("NNP", "NNPS", "NN", "NNS", "DT", "PRP", "PRP$", "JJ", "CD")


def loses_speaker(tree: Tree, kept: int) -> bool:
    """Return whether a verb of saying after a comma has lost its subject: "It will close, said".

    The speaker may also follow the verb: "It will close, said Ada Orme."
    """
    nodes = list(members(kept))
    for place in range(2, len(nodes)):
        node = nodes[place]
        if (
            node + 1 == len(tree.tags)
            or tree.lower[nodes[place - 1]] != ","
            or tree.lower[node] not in words("plain_speech")
        ):
            continue
        after = node + 1
        if tree.tags[after] in _SPEAKERS and tree.lower[after] not in ("late", "early"):
            continue
        before = place - 2
        while before >= 0 and tree.lower[nodes[before]] not in COMMAS:
            if tree.tags[nodes[before]] in FINITE:
                return True
            before -= 1
    return False


def _splits_phrase(tree: Tree, mask: int) -> bool:
    """Return whether a deletion separates a modifier from its noun: "[a handsome] mansion"."""
    return any(
        tree.labels[node] in _NEEDED and not mask >> tree.heads[node] & 1
        for node in members(mask)
        if tree.heads[node] >= 0
    )


def _opens_well(tree: Tree, opening: int, last: int, rule: str) -> bool:
    """Return whether the first word of a phrase is possible for its rule."""
    word, tag = tree.lower[opening], tree.tags[opening]
    finite = any(tree.tags[node] in FINITE for node in range(opening, last + 1))
    if rule == "adverbial-clause":
        if word in ("while", "when", "although", "though", "because"):
            return finite
        set_off = opening > 0 and tree.lower[opening - 1] in COMMAS
        if tag in ("VBG", "VBN"):
            return set_off or opening == 0  # not "with two actors [promising a return]"
        if word == "to":
            return last == high(tree.everything & ~tree.end)
        if set_off and dates(tree, opening, last):
            return finite
        return tag in ("IN", "WRB") or word == "even" or word in words("clause_openers")
    if rule == "relative" or (rule == "set-off" and word in words("subordinators") - {"after"}):
        return finite
    if rule == "adverb":
        return word not in words("qualifiers")
    if rule == "participle":
        return opening == 0 or tree.lower[opening - 1] in COMMAS or tag == "VBN"
    if rule in ("verb-tail", "clause-tail", "tail") and tag == "CC":
        if opening == last:
            return False
        after = tree.tags[opening + 1]
        return rule == "clause-tail" or after[0] == "V" or after in ("MD", "RB", "TO")
    if rule == "apposition":
        number = tag == "CD" and opening == last
        return not (number and opening > 1 and tree.tags[opening - 2] == "CD")  # "2, 11, 19"
    return True


def _denied(tree: Tree, first: int) -> bool:
    """Return whether a negation precedes a phrase in the same stretch: "found no reason [to]"."""
    return any(tree.lower[node] in _DENIALS for node in _stretch_before(tree, first))


def with_one_comma(tree: Tree, mask: int) -> int:
    """Return a deletion between commas, without its last comma if the sentence needs that comma."""
    after, before = high(mask) + 1, low(mask) - 1
    if tree.lower[after - 1] != ",":
        return mask
    # "Ann Vogel, 48[, who taught,] admitted": the second comma also closes the apposition "48".
    opened = before > 1 and tree.lower[before - 1] == "," and tree.tags[before] == "CD"
    opened = opened or (_in_apposition(tree, before) and not _attributes(tree, before, after))
    if not opened and tree.lower[after] != "according":
        if tree.tags[after][0] == "V":
            return mask
        if tree.tags[after] in ("MD", "CC", "TO", "RB", "POS"):
            return mask
    return mask & ~(1 << after - 1)


def _in_apposition(tree: Tree, last: int) -> bool:
    """Return whether a word ends an apposition after a comma: "Norvex, the former state mines"."""
    comma = last
    while comma > 0 and tree.lower[comma] not in COMMAS:
        comma -= 1
    if comma <= 0:
        return False
    if any(tree.labels[n] == "appos" and tree.heads[n] < comma for n in range(comma + 1, last + 1)):
        return True
    plain = not any(tree.tags[n] in FINITE or tree.lower[n] in COMMAS for n in range(comma))
    apart = tree.tags[0] != "IN" and tree.tags[comma - 1][:2] == "NN"
    return plain and apart and tree.tags[comma + 1] == "DT"  # parsed as a second subject


def _attributes(tree: Tree, last: int, verb: int) -> bool:
    """Return whether the noun phrase before an apposition is the speaker after a claim.

    "It will agree, the German chancellor[, Jan Merz,] said": the phrase is no apposition itself.
    """
    if tree.lower[verb] not in words("plain_speech"):
        return False
    comma = last
    while comma > 0 and tree.lower[comma] not in COMMAS:
        comma -= 1
    return any(tree.tags[node] in FINITE for node in range(comma))


_PLACES = frozenset("in at near outside inside across around during amid despite".split())
_COUNTERPARTS = frozenset("to of and or than from".split())
_COMPARED = frozenset("against than versus compared from".split())
_IDENTIFYING = frozenset(
    {"DT", "PRP$", "POS", "JJ", "JJR", "VBN", "VBG", "CD", "NN", "NNP", "NNPS"}
)


def _is_bound(tree: Tree, mask: int, rule: str, place: str) -> bool:
    """Return whether a phrase without a comma before it is required by the previous word."""
    first, last = low(mask), high(mask)
    if rule == "infinitive" or (rule == "adverbial-clause" and tree.lower[first] == "to"):
        # "a deadline [to agree]", "an order [to restrain]"; not "killed him [to steal]".
        return tree.tags[first - 1] != "PRP"
    if rule == "adverbial-clause" and tree.is_measure(first - 1):
        return True  # "days [after it sank]": the clause belongs to the measure
    if rule == "time":
        return place.startswith("inside") and _is_needed_time(tree, first, last)
    if rule == "noun-phrase" and place.startswith("inside"):
        return (
            tree.lower[first] not in _PLACES
            or tree.lower[last + 1] in _COUNTERPARTS
            or _names_action(tree, first - 1)
            or _in_subject(tree, first - 1)
            or _is_bare(tree, first - 1)
        )
    return rule in ("noun-phrase", "verb-phrase") and place == "end" and _is_bare(tree, first - 1)


def _is_needed_time(tree: Tree, first: int, last: int) -> bool:
    """Return whether a time phrase belongs to a comparison, a duration, a name or a "first"."""
    inside = set(tree.lower[first : last + 1])
    if inside & {"time", "first", "consecutive"} or tree.lower[first] == "by":
        return True
    if tree.lower[last + 1] in ("running", "straight", "in"):
        return True  # "for the third day running": the next word belongs to the period
    node = first - 1
    while node > 0 and tree.lower[node] not in COMMAS and not tree.is_verb(node):
        if tree.lower[node] in _COMPARED:
            return True  # "against 34 rigs [a year ago]": the comparison needs its date
        node -= 1
    return any(tree.tags[n] in ("NNP", "NNPS") and not tree.is_time(n) for n in range(first, last))


def _names_action(tree: Tree, noun: int) -> bool:
    """Return whether a noun denotes an action or its agent: "cut", "continued stability"."""
    word = tree.lower[noun]
    return word.removesuffix("s").endswith(DEEDS) or word in words("bound_nouns")


def _in_subject(tree: Tree, noun: int) -> bool:
    """Return whether a noun is a subject or part of one."""
    node = noun
    while node >= 0 and not tree.is_verb(node):
        if tree.labels[node] in ("nsubj", "nsubjpass"):
            return True
        node = tree.heads[node]
    return False


def _is_bare(tree: Tree, noun: int) -> bool:
    """Return whether a common noun has no determiner or modifier: "strike targets [in Oldland]"."""
    if tree.tags[noun] not in ("NN", "NNS"):
        return False
    return tree.tags[noun - 1] not in _IDENTIFYING or tree.lower[noun - 1] in words("quantifiers")


def _is_hyphen(tree: Tree, first: int) -> bool:
    """Return whether a dash is attached to the word before it: "medium- and long-term loans"."""
    token = tree.tokens[first]
    return token.text in ("-", "–") and first > 0 and tree.tokens[first - 1].end == token.start


def _ends_list(tree: Tree, first: int) -> bool:
    """Return whether an "and" joins the last of several clauses: "rates fell, it rose [and]"."""
    node = first - 1
    while node > 0 and tree.lower[node] not in COMMAS:
        node -= 1
    if node <= 0 or node == first - 1 or tree.tags[node + 1] in ("CC", "IN", "WDT", "WP", "WRB"):
        return False
    return any(tree.tags[n] in FINITE and node < tree.subject(n) < n for n in range(node, first))


def _ends_verbs(tree: Tree, first: int) -> bool:
    """Return whether an "and" joins the last of several verbs: "it cut jobs, sold a mill [and]"."""
    commas = [node for node in range(1, first) if tree.lower[node] == ","]
    return any(tree.tags[comma + 1] in ("VBD", "VBZ", "VBP") for comma in commas)


_MEASURED = frozenset(
    "mere just only less than more a an one two three several few some barely nearly almost about"
    " hour hours day days week weeks month months minute minutes year years decade decades".split()
)


def dates(tree: Tree, node: int, last: int) -> bool:
    """Return whether a temporal clause begins here: "days after ...", "just a week before ..."."""
    for place in range(node, min(node + 5, last)):
        if tree.lower[place] in ("after", "before"):
            return place > node and tree.is_measure(place - 1)
        if tree.lower[place] not in _MEASURED:
            return False
    return False
