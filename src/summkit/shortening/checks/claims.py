"""The check whether a headline states a forecast, demand or judgement as if it were a fact.

"Plans to extend maternity leave should be prominent, the minister said" is no news without the
minister; "The firm will cut 200 jobs, it said" is. As in `checks.required`, the check
takes the tree of the source sentence and the mask of the remaining tokens.
"""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, members, once


class Claim(NamedTuple):
    """A claim: the verb of saying and the main verb of the statement, as masks."""

    said: int
    statement: int


def states_claim(tree: Tree, kept: int) -> bool:
    """Return whether a claim remains while its verb of saying or its restriction is deleted."""
    if any(kept & claim.statement and not kept & claim.said for claim in _claims(tree)):
        return True
    return any(kept & ruled and not kept & limit for limit, ruled in _limits(tree))


def is_false(tree: Tree, kept: int) -> bool:
    """Return whether a headline states a claim as a fact, without a doubt: "fares will rise".

    "Fares may rise" expresses the doubt itself.
    """
    if not states_claim(tree, kept):
        return False
    return not any(tree.plain[node] in _HEDGES for node in members(kept))


_HEDGES = frozenset("may might could likely unlikely expected possibly perhaps probably".split())


@once
def _limits(tree: Tree) -> list[tuple[int, int]]:
    """Return each "if", "without", "only" and "under" with the word that it restricts, as masks.

    "If" restricts a "will" before or after it; without a "will", it restricts the verb before it.
    "Without" and "only" restrict a noun; "under plans", "only after" and "provided" restrict a
    modal. "If it wants to avoid" states an aim and "even if" is no condition, so both are left out.
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
        elif _is_proviso(tree, node):
            found += [(1 << node, 1 << n) for n, tag in enumerate(tree.tags) if tag == "MD"]
        elif word in ("without", "only") and node:
            ruled = tree.heads[node]
            if ruled >= 0 and tree.tags[ruled][:2] == "NN" and not tree.is_time(ruled):
                found.append((1 << node, 1 << ruled))
    return found


def _is_proviso(tree: Tree, node: int) -> bool:
    """Return whether "under plans", "only after" or "provided" opens on a word."""
    following = tree.lower[node + 1 : node + 4]
    if tree.lower[node] == "under":
        return any(each in _PLANS for each in following)
    if tree.lower[node] == "only":
        return following[:1] in _ONLY
    return tree.lower[node] in _PROVISOS


_PROVISOS = frozenset("provided except assuming".split())
_ONLY = (["after"], ["if"], ["when"], ["once"], ["with"])
_PLANS = frozenset("plan plans proposal proposals".split())
_MODALS = frozenset("will would could 'll ’ll".split())


@once
def _claims(tree: Tree) -> list[Claim]:
    """Return the statements that are true only according to their speaker."""
    found = []
    for verb, word in enumerate(tree.lower):
        if word == "according" and tree.lower[verb + 1 : verb + 2] == ["to"]:
            clause = _before_source(tree) if "expl" not in tree.labels[:2] else -1
            claimed = clause >= 0 and (is_claim(tree, clause) or _is_opinion(tree, verb, clause))
            if clause >= 0 and (claimed or _is_partial(tree, verb)):
                found.append(Claim(1 << verb, 1 << clause))
            continue
        doubtful = word in words("doubtful_speech")
        if not (doubtful or word in words("speech")) or tree.tags[verb][:2] not in ("VB", "NN"):
            continue
        if tree.tags[verb][:2] == "NN" and tree.labels[verb] != "ROOT" and not doubtful:
            continue
        helped = any(tree.labels[n] in ("aux", "auxpass") for n in tree.children[verb])
        reduced = tree.tags[verb] == "VBN" and not helped
        if reduced or tree.find(verb, "nsubjpass") >= 0 or "expl" in tree.labels[:2]:
            continue  # "is expected to open", "There are fears": the word itself shows the doubt
        partial = _is_partial(tree, verb)
        speaks = tree.is_verb(verb) and tree.subject(verb) >= 0
        clause = _clause_of(tree, verb, speaks and (doubtful or partial))
        if clause < 0:
            continue
        own = _is_own(tree, verb, clause)
        deed = own and _is_deed(tree, clause, partial)
        if own and not deed and not doubtful:
            continue  # "The firm said it will cut jobs" announces the speaker's own action
        if doubtful or partial or deed or is_claim(tree, clause):
            found.append(Claim(1 << verb, 1 << clause))
    return found


def _is_partial(tree: Tree, verb: int) -> bool:
    """Return whether the source of a statement is a party, a witness, a study or a forecast.

    The head of the speaker decides. After "according to", and if the parse shows no speaker, each
    word up to the next comma counts. A capitalised word is part of a name, such as that of a firm,
    and does not count.
    """
    speaker = tree.subject(verb)
    source = [speaker]
    if speaker < 0:
        ends = range(verb + 1, len(tree.lower))
        end = next((n for n in ends if tree.lower[n] in (",", ".", ";")), len(tree.lower))
        source = list(range(verb + 1, end))
    return any(
        tree.plain[node] in words("partial_speakers") or tree.lower[node] in words("parties")
        for node in source
    )


def _is_opinion(tree: Tree, according: int, clause: int) -> bool:
    """Return whether a person is the source of a statement in the present tense.

    "The revolution is about people, according to Ann Vogel, the head of Norvex": a person is a name
    of two words that a comma follows.
    """
    source = tree.tags[according + 2 : according + 4]
    comma = tree.lower[according + 4 : according + 5] == [","]
    own = [n for n in (*tree.children[clause], clause) if tree.labels[n] != "conj"]
    present = any(tree.tags[n] in ("VBZ", "VBP") for n in own)
    return source == ("NNP", "NNP") and comma and present


def _before_source(tree: Tree) -> int:
    """Return the main verb of a statement with "according to"; -1 without one."""
    finite = [n for n in members(tree.verbs) if tree.labels[n] not in ("aux", "auxpass")]
    if not finite:
        return -1
    return tree.root if tree.root in finite else finite[0]


def _clause_of(tree: Tree, verb: int, doubtful: bool) -> int:
    """Return the main verb of the statement of a verb of saying; -1 without one."""
    clause = tree.find(verb, "ccomp", "parataxis")
    if clause >= 0 and tree.is_verb(clause):
        return clause
    comma = next((n for n in range(verb, 0, -1) if tree.lower[n] == ","), 0)
    head = tree.heads[verb]
    if comma and 0 <= head < comma and tree.is_verb(head):
        unjoined = tree.labels[verb] == "conj" and tree.find(head, "cc") < 0
        return head if unjoined or tree.labels[verb] in ("parataxis", "ccomp") else -1
    # ", the minister said" at the end: the parse may not show the statement.
    ends = not any(tree.is_verb(n) for n in range(verb + 1, len(tree.lower)))
    speaks = any(label[:5] == "nsubj" for label in tree.labels[comma + 1 :])
    spoken = [n for n in range(comma if ends and speaks else 0) if tree.is_verb(n)]
    if doubtful and tree.root in spoken:
        return tree.root
    return next((n for n in spoken if is_claim(tree, n)), -1)


def _is_own(tree: Tree, verb: int, clause: int) -> bool:
    """Return whether the subject of a statement is a pronoun that may mean the speaker."""
    subject = tree.subject(clause)
    if subject < verb or tree.find(verb, "dobj", "dative", "iobj") >= 0:
        return False
    return tree.lower[subject] in ("he", "she", "it", "they", "we", "i")


def _is_deed(tree: Tree, clause: int, partial: bool) -> bool:
    """Return whether a person or a party claims to have done something: "says she has found it"."""
    subject = tree.lower[tree.subject(clause)]
    helpers = [n for n in tree.children[clause] if tree.labels[n] in ("aux", "auxpass")]
    done = tree.tags[clause] in ("VBD", "VBN") and not any(
        tree.labels[n] == "auxpass" or tree.tags[n] == "MD" for n in helpers
    )
    return done and (partial or subject in ("he", "she"))


def is_claim(tree: Tree, clause: int) -> bool:
    """Return whether a clause states a possibility, a duty, a forecast, a habit or a judgement."""
    children = tree.children[clause]
    lower = {tree.plain[child] for child in children}
    if lower & words("claim_marks") or tree.lower[clause] in words("claim_verbs"):
        return True
    if lower & {"will", "’ll", "'ll", "shall"}:
        # "will continue to face"
        later = tree.find(clause, "xcomp") if tree.lower[clause] in _ASPECTS else -1
        verbs = [clause, *([later] if later >= 0 else [])]
        forecast = any(tree.lower[each] in words("forecast_verbs") for each in verbs)
        return forecast and not (
            tree.lower[clause] == "increase" and tree.find(clause, "dobj") >= 0
        )
    thing = tree.find(clause, "dobj")
    if _is_general(tree, clause) or (thing >= 0 and tree.lower[thing] in _EFFECTS):
        return True
    judged = tree.find(clause, "acomp") if tree.lower[clause] in _JUDGING else -1
    if judged < 0 or tree.tags[judged][:2] != "JJ" or tree.lower[judged] in words("states"):
        return False
    return tree.find(judged, "xcomp") < 0  # "ready to talk" is no judgement


_EFFECTS = frozenset("impact effect difference influence success failure".split())
"""Objects of a judgement: "the ban has had a positive impact"."""
_JUDGING = words("copulas") | {"seem", "seems", "seemed", "remain", "remains", "look", "looks"}
_ASPECTS = frozenset("continue start begin fail struggle go have".split())


def _is_general(tree: Tree, clause: int) -> bool:
    """Return whether a clause states a property or a habit: "is the top gadget"."""
    if tree.tags[clause] not in ("VBZ", "VBP"):
        return False
    if tree.lower[clause] in ("is", "are", "'s", "’s"):
        return tree.find(clause, "attr") >= 0
    if tree.lower[clause] in ("has", "have"):
        thing = tree.find(clause, "dobj")
        return thing >= 0 and any(tree.lower[each] == "no" for each in tree.children[thing])
    return tree.lower[clause] in ("mean", "means", "want", "wants", "think", "feel", "prefer")
