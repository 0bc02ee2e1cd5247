"""Repairs of parses that cannot be right: a clause without its "who", a verb without a subject.

The parser read "Gaming on the move is one of ..., says a report" as "the move [that] is one of",
and "The technology used to manage motorways has stopped" as "The technology used [it] to manage".
But no finite clause lacks both its subject and a relative pronoun. So the verb is the main verb,
and the phrase before it is the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.attaching import REPAIRS, across_gap, objects_of_prepositions
from summkit.shortening.parsing.gerunds import gerund_subject
from summkit.shortening.parsing.main_clause import contrasts, first_clause
from summkit.shortening.parsing.parser import Parse, parse
from summkit.shortening.parsing.relatives import relative_after_gap
from summkit.shortening.parsing.retagging import read

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PRO_FORMS = frozenset({"WDT", "WP", "WP$", "WRB", "EX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_NOMINAL = frozenset({"pobj", "prep", "appos", "conj", "pcomp", "compound", "nmod"})
_NOT_SUBORDINATE = frozenset({"conj", "aux", "auxpass", "ROOT"})
_OPENERS = frozenset("as when while after before although though since because if once".split())
_INDEFINITE = frozenset("anyone everyone someone nobody those".split())
_LEAST = 5  # minimum tokens of a main clause after the comma


def parsed(tokens: Sequence[str]) -> Parse:
    """Return the parse of a sentence after the repairs."""
    whole = read(tokens)
    first = (first_clause, across_gap, _prepositions, objects_of_prepositions, _after_opening)
    for repair in (*first, _main_verbs, *REPAIRS, contrasts, gerund_subject, relative_after_gap):
        better = repair(whole)
        if better is not whole and _is_tree(better):
            whole = better
    return whole


def _main_verbs(whole: Parse) -> Parse:
    """Make each verb a main verb that cannot be the verb of a subordinate clause."""
    for verb in range(1, len(whole.words)):
        before = whole
        if whole.labels[verb] == "relcl":
            whole = _main_for_relative(whole, verb)
        elif whole.labels[verb] == "ccomp":
            whole = _main_for_participle(whole, verb)
        elif whole.labels[verb] == "advcl":
            whole = _main_after_relative(whole, verb)
        if whole.labels[verb] not in _NOT_SUBORDINATE:
            whole = _main_for_noun(whole, verb)
        if whole is not before and not _is_tree(whole):
            whole = before
    return whole


def _is_tree(whole: Parse) -> bool:
    """Return whether a parse has one root, no cycle and no crossing arcs."""
    if whole.heads.count(-1) != 1:
        return False
    for node, head in enumerate(whole.heads):
        steps = 0
        while head >= 0 and steps <= len(whole.heads):
            head, steps = whole.heads[head], steps + 1
        if head >= 0:
            return False
        first, last = sorted((node, max(whole.heads[node], 0)))
        if whole.heads[node] >= 0 and any(
            not first <= whole.heads[n] <= last for n in range(first + 1, last)
        ):
            return False
    return True


def _after_opening(whole: Parse) -> Parse:
    """Parse the text after "As temperatures rose, ..." alone if the parse has no main clause."""
    root, first = whole.heads.index(-1), whole.words[0].lower()
    marked = whole.heads[0] == root and whole.labels[0] in ("mark", "advmod")
    if first not in _OPENERS or not marked or '"' in whole.words or "“" in whole.words:
        return whole
    comma = next((n for n in range(root, len(whole.words)) if whole.words[n] == ","), 0)
    if not comma or len(whole.words) - comma < _LEAST:
        return whole
    rest, begin = parse(whole.words[comma + 1 :]), comma + 1
    top = rest.heads.index(-1)
    own = _children(rest, top)
    finite = any(rest.tags[n] in _FINITE for n in own if n < top) or rest.tags[top] in _FINITE
    subject = next((n for n in own if n < top and rest.labels[n][:5] == "nsubj"), -1)
    if subject < 0 or not finite or rest.tags[0] in ("CC", "WDT", "WP", "WRB"):
        return whole
    heads = [head if head < comma else root for head in whole.heads[:comma]]
    heads[root] = begin + top
    labels = list(whole.labels[:comma])
    labels[root] = "advcl"
    heads += [begin + top, *(begin + head if head >= 0 else -1 for head in rest.heads)]
    labels += ["punct", *rest.labels]
    tags = (*whole.tags[:begin], *rest.tags)
    return Parse(whole.words, tags, tuple(heads), tuple(labels))


def _main_for_noun(whole: Parse, verb: int) -> Parse:
    """Make a finite verb without a subject the root of a sentence whose root is a noun."""
    root = whole.heads.index(-1)
    noun = whole.tags[root][:2] in ("NN", "PR") or whole.words[root].lower() in _INDEFINITE
    if root > verb or not noun or whole.labels[root] != "ROOT" or not _lacks_subject(whole, verb):
        return whole
    if whole.words[verb - 1] in (",", ":", "–", "—") or _has_pronoun(whole, root, verb):
        return whole
    return _headed(whole, verb, root, root)


def _has_pronoun(whole: Parse, root: int, verb: int) -> bool:
    """Return whether a relative pronoun or a conjunction directly precedes a verb."""
    node = verb - 1
    while node > root and (whole.heads[node] == verb or whole.tags[node] in ("RB", "MD")):
        node -= 1
    return whole.tags[node] in _PRO_FORMS or whole.tags[node] == "CC" or whole.words[node] == "that"


def _prepositions(whole: Parse) -> Parse:
    """Make "for" a preposition if it marks a finite verb: "demand for platinum could reach"."""
    heads, labels = list(whole.heads), list(whole.labels)
    for node, word in enumerate(whole.words):
        verb = heads[node]
        if labels[node] == "prep" and whole.tags[node][:2] == "NN" and verb == node - 1:
            following = (n for n in range(node + 1, len(heads)) if whole.tags[n][0] in "VM")
            near = next(following, node)
            if whole.tags[verb] in ("WDT", "WP") and near > node:
                lexical = heads[near] if labels[near][:3] == "aux" else near
                if heads[lexical] == node:
                    heads[lexical], labels[lexical] = heads[verb], "relcl"
                heads[node], labels[node] = lexical, "nsubj"
                heads[verb] = lexical
        if word != "for" or labels[node] != "mark" or not node < verb:
            continue
        own = _children(whole, verb)
        subject = next((n for n in own if labels[n] in _SUBJECTS and n > node), -1)
        finite = any(whole.tags[n] in _FINITE and n < verb for n in (*own, verb))
        if subject < 0 or not finite or whole.tags[node - 1][:2] != "NN":
            continue
        heads[node], labels[node] = node - 1, "prep"
        heads[subject], labels[subject] = node, "pobj"
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def _children(whole: Parse, node: int) -> list[int]:
    return [child for child, head in enumerate(whole.heads) if head == node]


def _lacks_subject(whole: Parse, verb: int) -> bool:
    """Return whether a finite verb has neither a subject nor a relative or expletive pronoun."""
    own = _children(whole, verb)
    if any(whole.labels[n] in _SUBJECTS or whole.tags[n] in _PRO_FORMS for n in own):
        return False
    if any(whole.words[n].lower() == "that" and n < verb for n in own):
        return False
    if whole.tags[verb] in _FINITE:
        return True
    auxiliary = any(whole.tags[n] in _FINITE and n < verb for n in own)
    return auxiliary and whole.tags[verb] in ("VB", "VBN", "VBG")


def _main_for_relative(whole: Parse, verb: int) -> Parse:
    """Make the verb of an impossible relative clause the head of the phrase before it."""
    if not _lacks_subject(whole, verb):
        return whole
    top = whole.heads[verb]
    while whole.labels[top] in _NOMINAL and whole.heads[top] < top:
        top = whole.heads[top]
    head = whole.heads[top]
    takes = head < 0 or (head > verb and whole.tags[head][0] == "V")
    if whole.labels[top] == "dobj" and whole.words[head].lower() in words("thought_verbs"):
        takes = True  # "admitted victory was vital"
    if top > verb or not takes or whole.tags[top][:2] not in ("NN", "VB", "CD", "PR", "DT"):
        return whole
    if whole.tags[top] in _FINITE or any(tag in _PRO_FORMS for tag in whole.tags[top:verb]):
        return whole
    return _headed(whole, verb, top, top)


def _main_after_relative(whole: Parse, verb: int) -> Parse:
    """Make a verb without a subject the verb of a noun before "who": "Pupils who use it score"."""
    upper = whole.heads[verb]
    noun = whole.heads[upper]
    clause = whole.labels[upper] == "relcl" and noun < upper < verb
    if not clause or whole.tags[verb] not in _FINITE or not _lacks_subject(whole, verb):
        return whole
    marked = any(whole.labels[n] in ("mark", "cc") for n in _children(whole, verb))
    if marked or not _acts(whole, noun) or whole.words[verb - 1] == ",":
        return whole
    return _headed(whole, verb, noun, noun)


def _acts(whole: Parse, node: int) -> bool:
    return whole.labels[node] in ("nsubj", "nsubjpass")


def _main_for_participle(whole: Parse, verb: int) -> Parse:
    """Make a verb that the parse gives no subject the main verb: "chips used here have failed".

    The verb above it becomes a participle that modifies the subject.
    """
    upper = whole.heads[verb]
    participle = whole.words[upper].lower()
    able = participle.endswith("ed") or participle in words("irregular_participles")
    if upper > verb or whole.tags[upper] != "VBD" or not able or not _lacks_subject(whole, verb):
        return whole
    own = _children(whole, upper)
    subject = next((n for n in own if whole.labels[n] in ("nsubj", "nsubjpass")), -1)
    if subject < 0 or subject + 1 != upper or whole.tags[subject][:2] != "NN":
        return whole
    if any(whole.words[n] in (",", ":", "–") for n in range(upper, verb)):
        return whole
    made = _headed(whole, verb, upper, subject)
    heads, labels, tags = list(made.heads), list(made.labels), list(made.tags)
    heads[upper], labels[upper], tags[upper] = subject, "acl", "VBN"
    return replace(made, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))


def _headed(whole: Parse, verb: int, top: int, subject: int) -> Parse:
    """Return the parse with a verb in the place of `top`.

    The verb takes the later dependents of `top`.
    """
    heads, labels = list(whole.heads), list(whole.labels)
    heads[verb] = heads[top]
    labels[verb] = "ROOT" if heads[top] < 0 else "ccomp"
    for child, head in enumerate(whole.heads):
        if head == top and child > verb:
            heads[child] = verb
    between = whole.heads[verb]
    while between not in (top, -1):
        for child, head in enumerate(whole.heads):
            if head == between and child > verb:
                heads[child] = verb
        between = whole.heads[between]
    passive = whole.tags[verb] == "VBN" and any(
        whole.words[n].lower() in words("copulas") for n in _children(whole, verb) if n < verb
    )
    heads[subject], labels[subject] = verb, "nsubjpass" if passive else "nsubj"
    return replace(whole, heads=tuple(heads), labels=tuple(labels))
