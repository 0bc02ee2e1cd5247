"""Checks whether a deletion changed the scope of a negation, a modal, a measure or a time.

The parse may be wrong, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.checks.wants import IN_NOUN
from summkit.shortening.parsing.tree import FINITE, Tree, once, span

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "cannot", "nor"})
_LIMITS = frozenset(
    "just only simply merely automatically necessarily always entirely fully wholly completely"
    " solely purely exactly directly alone all every everyone everything both enough altogether"
    " because unless until".split()
)
"""Words that a negation negates instead of the verb: "not reduced automatically"."""
_REACH = 12  # tokens after a negation
_ENDS = frozenset(',;:–—.!?"”')

_KINDS = frozenset({"cubic", "square", "nautical", "metric", "light", "troy", "fluid"})
"""Adjectives that are part of a unit: "cubic feet"."""

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_UNITS_OF_TIME = frozenset("hour day week month quarter year decade century".split())

_PERIODS = frozenset("year quarter month week season half decade".split())
_WHICH = frozenset({"this", "last", "next", "the", "that"})


def loses_denied_limit(tree: Tree, kept: int) -> bool:
    """Return whether a negation lost the limit that it negates: "should not be cut [just] to win".

    Without the limit, the headline negates more than the sentence does.
    """
    return any(kept & negation and not kept & limit for negation, limit in _limits(tree))


@once
def _limits(tree: Tree) -> list[tuple[int, int]]:
    """Return each negation with a limit in its scope, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in _NEGATIONS:
            continue
        for after in range(node + 1, min(node + _REACH, len(tree.lower))):
            if tree.lower[after] in _ENDS:
                break
            if tree.lower[after] in _LIMITS:
                found.append((1 << node, 1 << after))
    return found


def splits_measure(tree: Tree, kept: int) -> bool:
    """Return whether a unit lost its adjective or ordinal: "60 [cubic] feet", "[tenth] week"."""
    return any(kept & unit and not kept & kind for kind, unit in _measures(tree))


@once
def _measures(tree: Tree) -> list[tuple[int, int]]:
    """Return the adjective and the noun of each "square miles" or "tenth week", as masks."""
    return [
        (1 << node, 1 << node + 1)
        for node in range(len(tree.lower) - 1)
        if (tree.lower[node] in _KINDS and tree.tags[node + 1] in ("NN", "NNS"))
        or (tree.lower[node] in _ORDINALS and tree.lower[node + 1] in _UNITS_OF_TIME)
    ]


def merges_times(tree: Tree, kept: int) -> bool:
    """Return whether one of two times was deleted: "2.2 pct [this year] and 1.9 pct in 1988".

    Without the first time, the second seems to apply to both numbers.
    """
    return any(
        kept & number and kept & second and not kept & first
        for number, first, second in _times(tree)
    )


@once
def _times(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the number before, and the times before and after, each "and", as masks."""
    found = []
    size = len(tree.lower)
    for node in range(3, size - 2):
        if tree.lower[node] not in ("and", "but", "from", "to") or not _is_time(tree, node - 2):
            continue
        later = next((n for n in range(node + 2, min(node + 7, size - 1)) if _is_time(tree, n)), 0)
        if later and any(map(str.isdigit, "".join(tree.lower[node + 1 : node + 3]))):
            before = span(max(0, node - 5), node - 3)
            found.append((before, span(node - 2, node - 1), span(later, later + 1)))
    return found


def _is_time(tree: Tree, node: int) -> bool:
    """Return whether two tokens are a time: "this year", "in 1988"."""
    first, second = tree.lower[node : node + 2]
    year = len(second) == 4 and second.isdecimal()
    return (first in _WHICH and second in _PERIODS) or (first in ("in", "for") and year)


def loses_condition(tree: Tree, kept: int) -> bool:
    """Return whether a modal or a negation lost its condition: "may be sold [only if tested]"."""
    return any(kept & word and kept & part != part for word, part in _conditions(tree))


@once
def _conditions(tree: Tree) -> list[tuple[int, int]]:
    """Return each modal or negation with the words that open its condition, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in _NEGATIONS and tree.tags[node] != "MD":
            continue
        for after in _clause(tree, node):
            following = tree.lower[after + 1 : after + 2]
            if tree.lower[after] == "only" and following and following[0] in _ONLY:
                found.append((1 << node, 1 << after | _opening(tree, after + 1)))
            elif tree.lower[after] in _CONDITIONS or (
                tree.lower[after] == "when" and word not in _FUTURE
            ):
                found.append((1 << node, _opening(tree, after)))
            elif tree.lower[after : after + 3] == ["as", "long", "as"]:
                found.append((1 << node, 7 << after))
    return found


def _opening(tree: Tree, node: int) -> int:
    """Return the mask of an "if" with its subject, or with the "taken with" of "if taken with"."""
    size = len(tree.lower)
    if tree.lower[node] not in ("if", "unless", "when"):
        return 1 << node
    if tuple(tree.tags[node + 1 : node + 3]) in _TAKEN:
        return 7 << node
    end = node + 1
    while end < size - 1 and not (
        tree.is_verb(end) or tree.tags[end] == "IN" or tree.lower[end] in _ENDS
    ):
        end += 1
    nouns = [n for n in range(node + 1, end) if tree.tags[n] in _SUBJECTS]
    if not nouns:
        return 1 << node
    # Without a verb, the parser has probably read it as a noun: "if a doctor agrees in writing".
    return 1 << node | 1 << (nouns[-1] if tree.is_verb(end) else nouns[0])


_TAKEN = (("VBN", "IN"), ("VBD", "IN"))
_SUBJECTS = frozenset("NN NNS NNP NNPS PRP".split())


def _clause(tree: Tree, node: int) -> range:
    """Return the tokens after a modal or a negation, up to a mark or the next finite verb."""
    last = min(node + _CLAUSE, len(tree.lower) - 1)
    for after in range(node + 1, last):
        if tree.lower[after] in _ENDS or tree.tags[after] in FINITE:
            return range(node + 1, after)
    return range(node + 1, last)


_CLAUSE = 20  # tokens after a modal or a negation
_CONDITIONS = frozenset("if unless until provided".split())
_FUTURE = frozenset({"will", "wo", "would", "could"})
"""Modals after which "when" usually gives a time and no condition: "will speak when she lands"."""
_ONLY = frozenset("if when after with by to".split())


def loses_reach(tree: Tree, kept: int) -> bool:
    """Return whether a denial or permission lost its limit: "may not be given [to children]".

    A date such as "on Monday" is no limit, but "on Mondays" is.
    """
    return any(kept & word == word and not kept & part for word, part in _reaches(tree))


@once
def _reaches(tree: Tree) -> list[tuple[int, int]]:
    """Return each denial or permission with the first word of a limit, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in _NEGATIONS and word not in _RULES:
            continue
        clause = _clause(tree, node)
        verb = node
        if word in _NEGATIONS:
            verb = next((n for n in clause if tree.is_verb(n) and not _helps(tree, n)), -1)
        for after in clause if verb >= 0 else ():
            recurs = tree.lower[after] == "on" and tree.lower[after + 1] in _RECURRING
            direct = after == verb + 1 and _is_limit(tree, after)
            if recurs or direct or tree.lower[after] == "without":
                found.append((1 << node | 1 << verb, 1 << after))
    return found


def _helps(tree: Tree, node: int) -> bool:
    return tree.lower[node] in ("be", "been", "being", "have")


def _is_limit(tree: Tree, node: int) -> bool:
    """Return whether "for" or a "to" before a noun opens on a token."""
    return tree.lower[node] == "for" or (
        tree.lower[node] == "to" and tree.tags[node + 1] != "VB" and tree.tags[node + 1] in IN_NOUN
    )


_RULES = frozenset("banned forbidden barred refused only allowed permitted required".split())
_RECURRING = frozenset(
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends"
    " holidays".split()
)


def widens_group(tree: Tree, kept: int) -> bool:
    """Return whether a modal's group was widened: "may be sold by shops [that have a licence]"."""
    return any(kept & noun == noun and not kept & clause for noun, clause in _groups(tree))


@once
def _groups(tree: Tree) -> list[tuple[int, int]]:
    """Return the modal and the noun of each group, and the word that restricts it, as masks.

    A group is the agent of a passive before "who" or "that", or "people" before "with" or "who".
    """
    found = []
    for node, tag in enumerate(tree.tags):
        if tag != "MD":
            continue
        agent = 0
        for after in _clause(tree, node):
            noun = after - 1
            if tree.lower[after] == "by" and "VBN" in tree.tags[node:after]:
                agent = 1 << after
            elif tree.tags[after] not in IN_NOUN:
                agent = 0
            before = tree.lower[noun]
            opens = tree.lower[after + 1] in ("who", "that", "which")
            if agent and opens and tree.tags[after][:2] == "NN":
                found.append((1 << node, agent))
                found.append((1 << node | 1 << after, 1 << after + 1))
            elif before in _ANYBODY and tree.lower[after] in _RESTRICTING:
                found.append((1 << node | 1 << noun, 1 << after))
    return found


_ANYBODY = frozenset("people persons those anyone anybody".split())
_RESTRICTING = frozenset("who with without over under aged".split())

CHECKS = (
    loses_denied_limit,
    splits_measure,
    merges_times,
    loses_condition,
    loses_reach,
    widens_group,
)
