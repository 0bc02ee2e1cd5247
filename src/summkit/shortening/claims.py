"""The check whether a headline states a forecast, demand or judgement as if it were a fact.

"Plans to extend maternity leave should be prominent, the minister said" is no news without the
minister; "The firm will cut 200 jobs, it said" is. As in `summkit.shortening.checks`, the check
takes the tree of the source sentence and the mask of the remaining tokens.
"""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.lexicon import words
from summkit.shortening.tree import Tree, members, once


class Claim(NamedTuple):
    """A claim: the verb of saying and the main verb of the statement, as masks."""

    said: int
    statement: int


def states_claim(tree: Tree, kept: int) -> bool:
    """Return whether a claim remains while its verb of saying or its restriction is deleted."""
    if any(kept & claim.statement and not kept & claim.said for claim in _claims(tree)):
        return True
    return any(kept & ruled and not kept & limit for limit, ruled in _limits(tree))


@once
def _limits(tree: Tree) -> list[tuple[int, int]]:
    """Return each "if", "without", "only" and "under" with the word that it restricts, as masks.

    "If" restricts a "will" before or after it; without a "will", it restricts the verb before it.
    "Without" and "only" restrict a noun, and "under plans" restricts a modal. "If it wants to
    avoid" states an aim and "even if" is no condition, so both are left out.
    """
    found = []
    for node, word in enumerate(tree.lower):
        before = tree.lower[node - 1] if node else ""
        if word in ("if", "unless") and before not in ("even", "as"):
            to = next((n for n in range(node + 2, node + 6) if tree.lower[n : n + 1] == ["to"]), 0)
            aims = to and tree.lower[to - 1] in ("wants", "want", "is", "are")
            modals = [n for n, other in enumerate(tree.plain) if other in _MODALS]
            asked = [tree.lower[n] in words("asking_verbs") for n in range(max(0, node - 4), node)]
            if not modals and not any(asked) and {"may", "might"}.isdisjoint(tree.plain):
                # "face a home tie if they win"
                modals = [max((n for n in members(tree.verbs) if n < node), default=tree.root)]
            found += [(1 << node, 1 << n) for n in modals if not aims]
        elif word == "under" and any(each in _PLANS for each in tree.lower[node + 1 : node + 4]):
            found += [(1 << node, 1 << n) for n, tag in enumerate(tree.tags) if tag == "MD"]
        elif word in ("without", "only") and node:
            ruled = tree.heads[node]
            if ruled >= 0 and tree.tags[ruled][:2] == "NN" and not tree.is_time(ruled):
                found.append((1 << node, 1 << ruled))
    return found


_PLANS = frozenset("plan plans proposal proposals".split())
_MODALS = frozenset("will would could 'll ’ll".split())


@once
def _claims(tree: Tree) -> list[Claim]:
    """Return the statements that are true only according to their speaker."""
    found = []
    for verb, word in enumerate(tree.lower):
        doubtful = word in words("doubtful_speech")
        if not (doubtful or word in words("speech")) or tree.tags[verb][:2] not in ("VB", "NN"):
            continue
        if tree.tags[verb][:2] == "NN" and tree.labels[verb] != "ROOT" and not doubtful:
            continue
        clause = _clause_of(tree, verb)
        if clause < 0 or _is_promise(tree, verb, clause):
            continue
        if doubtful or is_claim(tree, clause):
            found.append(Claim(1 << verb, 1 << clause))
    return found


def _clause_of(tree: Tree, verb: int) -> int:
    """Return the main verb of the statement of a verb of saying; -1 without one."""
    clause = tree.find(verb, "ccomp", "parataxis")
    if clause >= 0 and tree.is_verb(clause):
        return clause
    comma = next((n for n in range(verb, 0, -1) if tree.lower[n] == ","), 0)
    head = tree.heads[verb]
    if comma and 0 <= head < comma and tree.is_verb(head):
        return head if tree.labels[verb] in ("parataxis", "ccomp") else -1
    # ", the minister said" at the end: the parse may not show the statement.
    ends = not any(tree.is_verb(n) for n in range(verb + 1, len(tree.lower)))
    speaks = any(label[:5] == "nsubj" for label in tree.labels[comma + 1 :])
    spoken = range(comma if ends and speaks else 0)
    return next((n for n in spoken if tree.is_verb(n) and is_claim(tree, n)), -1)


def _is_promise(tree: Tree, verb: int, clause: int) -> bool:
    """Return whether speakers announce their own action: "The firm said it will cut jobs"."""
    subject = tree.subject(clause)
    return subject > verb and tree.lower[subject] in ("he", "she", "it", "they", "we", "i")


def is_claim(tree: Tree, clause: int) -> bool:
    """Return whether a clause states a possibility, a duty, a forecast or a judgement."""
    children = tree.children[clause]
    lower = {tree.plain[child] for child in children}
    if lower & words("claim_marks") or tree.lower[clause] in words("claim_verbs"):
        return True
    if lower & {"will", "’ll", "'ll", "shall"}:
        forecast = tree.lower[clause] in words("forecast_verbs")
        return forecast and not (
            tree.lower[clause] == "increase" and tree.find(clause, "dobj") >= 0
        )
    judged = tree.find(clause, "acomp")
    if judged < 0 or tree.tags[judged][:2] != "JJ" or tree.lower[judged] in words("states"):
        return False
    return tree.find(judged, "xcomp") < 0  # "ready to talk" is no judgement
