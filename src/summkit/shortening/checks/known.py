"""Checks whether a headline has lost information that only its source sentence gives.

"The technology [used to manage motorways] has stopped" does not identify the technology; "Citizens
[wanting to work here] will have to undergo tests" claims too much; "Ann Vogel told [the firms] the
time is now" has no addressee. As in `checks.required`, each check takes the tree of the
source sentence and the mask of the remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.checks.wants import IN_NOUN
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, mask_of, members, once, span


def loses_restriction(tree: Tree, kept: int) -> bool:
    """Return whether a subject lost its restrictive clause."""
    return any(kept & noun and not kept & clause for noun, clause in _restricted(tree))


@once
def _restricted(tree: Tree) -> list[tuple[int, int]]:
    """Return each subject noun with the verb of its restrictive clause, as masks.

    "The technology" needs the clause, which alone identifies it. A plural such as "makers of
    programs" needs the clause if the main verb is general (may, must, usually does), since the
    statement may be false of others. The words are used, since the parser often fails here.
    """
    found = []
    for noun in range(min(_HEAD, tree.root - 1)):
        if tree.tags[noun] in (*FINITE, ",", ":"):
            break
        verb = _opens_clause(tree, noun + 1) if tree.tags[noun] in ("NN", "NNS") else -1
        if not noun < verb < tree.root:
            continue
        definite = noun == 1 and tree.lower[0] == "the"
        preposition = next((n for n in range(noun, 0, -1) if tree.lower[n] == "of"), -1)
        counted = preposition > 0 and tree.lower[preposition - 1] in words("partitives")
        bare = tree.tags[noun] == "NNS" and not any(
            tree.tags[n] in ("DT", "PRP$", "CD", "POS") for n in range(preposition + 1, noun)
        )
        if definite or (bare and not counted and _is_general(tree)):
            found.append((1 << noun, 1 << verb))
    return found


_HEAD = 8  # maximum tokens of a subject


def _opens_clause(tree: Tree, node: int) -> int:
    """Return the verb of a restrictive clause that opens on a word; -1 without one."""
    if tree.tags[node] in ("VBG", "VBN"):
        return node
    if tree.tags[node] not in ("WDT", "WP") and tree.lower[node] != "that":
        return -1
    return next((n for n in range(node + 1, len(tree.tags)) if tree.is_verb(n)), -1)


def _is_general(tree: Tree) -> bool:
    """Return whether the main verb is general: a modal, or a plain present tense."""
    own = [child for child in tree.children[tree.root] if child < tree.root]
    if any(tree.tags[child] == "MD" for child in own):
        return True
    plain = not any(tree.labels[child][:3] == "aux" for child in own)
    return plain and tree.tags[tree.root] == "VBP" and tree.lower[tree.root] not in _BEING


_BEING = frozenset({"are", "were", "have"})


def loses_addressee(tree: Tree, kept: int) -> bool:
    """Return whether "told" lost its addressee: "told [the firms] the time is now"."""
    return any(
        kept >> verb & 1 and not kept & whom and kept & behind
        for verb, whom, behind in _addressed(tree)
    )


@once
def _addressed(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each "told" with its addressee and the text after the addressee, as masks."""
    found = []
    for verb, word in enumerate(tree.lower[:-2]):
        if word not in ("told", "tells", "tell", "assured", "informed", "warned", "reminded"):
            continue
        last = verb
        while last < len(tree.lower) - 1 and (
            tree.tags[last + 1] in (*IN_NOUN, "NNPS", "POS", "CC")
            and tree.lower[last + 1] not in _SUBJECTS
        ):
            last += 1
        following = tree.lower[last + 1 : last + 2]
        quoted = following in (['"'], ["“"], [","])
        clause = following in (["that"], ["to"], ["not"], ["how"], ["of"])
        clause = clause or not _SUBJECTS.isdisjoint(following)  # "told the court it had lost"
        if last > verb and (clause or quoted):
            found.append((verb, span(verb + 1, last), tree.everything & ~span(0, last)))
    return found


_SUBJECTS = frozenset({"i", "he", "she", "it", "we", "they"})


def loses_year(tree: Tree, kept: int) -> bool:
    """Return whether a date lost its year: "due April 14 [, 2002]"."""
    return any(kept & day and not kept & year for day, year in _years(tree))


@once
def _years(tree: Tree) -> list[tuple[int, int]]:
    """Return the day and the year of each date such as "April 14, 2002", as masks."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        day, comma, year = tree.lower[node : node + 3]
        dated = day.isdecimal() and int(day) < 32 and tree.lower[node - 1] in words("time")
        if dated and comma == "," and year.isdecimal() and len(year) == 4:
            found.append((1 << node, 1 << node + 2))
    return found


def loses_denied_part(tree: Tree, kept: int) -> bool:
    """Return whether a denied statement lost a part: "denied it was written [by officials]"."""
    return any(kept & denial == denial and not kept & part for denial, part in _denied(tree))


@once
def _denied(tree: Tree) -> list[tuple[int, int]]:
    """Return each verb of denial and its clause's verb, with a part of the clause, as masks."""
    found = []
    for verb, word in enumerate(tree.lower):
        clause = tree.find(verb, "ccomp") if word in ("denied", "denies", "deny") else -1
        if clause < 0:
            continue
        for child in tree.children[clause]:
            if child > clause and tree.labels[child] in ("agent", "prep", "dobj", "xcomp", "attr"):
                found.append((1 << verb | 1 << clause, tree.subtrees[child]))
    return found


def opens_on_pronoun(tree: Tree, kept: int) -> bool:
    """Return whether the text opens on a pronoun without antecedent: "[When Ann returns,] it"."""
    first = low(kept)
    stands = tree.lower[first] in ("it", "he", "she", "they") and tree.labels[first] != "expl"
    return stands and first > 1 and any(tag[:2] == "NN" for tag in tree.tags[:first])


def stops_short(tree: Tree, kept: int) -> bool:
    """Return whether a comma follows a verb without its object: "will drive [buses], she said"."""
    return any(
        kept >> comma & kept >> verb & 1 and not kept & span(verb + 1, comma - 1)
        for comma, verb in _stopped(tree)
    )


@once
def _stopped(tree: Tree) -> list[tuple[int, int]]:
    """Return each comma with each verb whose object or complement ends before the comma."""
    found = []
    for verb in members(tree.verbs):
        objects = [c for c in tree.children[verb] if c > verb and tree.labels[c] in _OBJECTS]
        governed = 0
        for child in objects:
            governed |= tree.subtrees[child]
        if governed:
            behind = range(high(governed) + 1, len(tree.lower))
            found += [(n, verb) for n in behind if tree.lower[n] == ","]
    return found


_OBJECTS = frozenset({"dobj", "oprd", "xcomp", "attr", "acomp"})


def loses_possessor(tree: Tree, kept: int) -> bool:
    """Return whether a subject is bare without its possessor: "[Morrow's] time is inside"."""
    return any(
        kept & noun and not kept & (owner | others) for noun, owner, others in _possessed(tree)
    )


@once
def _possessed(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each common noun that is a subject, its possessor, and its other modifiers."""
    found = []
    for node, label in enumerate(tree.labels):
        noun = tree.heads[node]
        owned = label == "poss" and tree.tags[node][:2] == "NN"
        if owned and tree.labels[noun][:5] == "nsubj" and tree.tags[noun][:3] != "NNP":
            found.append((1 << noun, 1 << node, _modifiers(tree, noun)))
    return found


def _modifiers(tree: Tree, noun: int) -> int:
    """Return the mask of the dependents that tell which one a noun means."""
    return mask_of(child for child in tree.children[noun] if tree.labels[child] in _DESCRIBING)


_DESCRIBING = frozenset("amod compound nmod prep nummod relcl acl appos".split())


def bares_subject(tree: Tree, kept: int) -> bool:
    """Return whether the subject lost all that tells which one it is: "The film [by Ann Vogel]"."""
    subject = tree.subject(tree.root)
    if subject < 0 or not kept >> subject & kept >> tree.root & 1:
        return False
    if tree.tags[subject] == "NNS":
        # A rule for all drivers would be false.
        return _limits_class(tree, subject) and not kept & _modifiers(tree, subject)
    if tree.tags[subject] != "NN":
        return False
    if tree.lower[subject][0].isdigit():
        return False  # "The 33-year-old" needs no more
    own = tree.children[subject]
    definite = not any(tree.lower[child] in ("a", "an") for child in own)
    told = any(child > subject and tree.labels[child] in ("prep", "relcl", "acl") for child in own)
    named = any(tree.labels[child] == "poss" and kept >> child & 1 for child in own)
    return definite and told and not named and not kept & _modifiers(tree, subject)


def _limits_class(tree: Tree, subject: int) -> bool:
    """Return whether a phrase limits a class that the clause is about: "Drivers in Marl must".

    "Doctors in Marl may soon be able to do it" is no rule for a class.
    """
    if any(tree.lower[child] in ("may", "might", "could") for child in tree.children[tree.root]):
        return False
    own = tree.children[subject]
    bare = all(child > subject or tree.labels[child] == "punct" for child in own)
    return bare and any(tree.labels[child] == "prep" for child in own) and _is_general(tree)


def bares_office(tree: Tree, kept: int) -> bool:
    """Return whether an office lost all that tells whose it is: "[Opposition] leader called"."""
    return any(kept & noun and not kept & others for noun, others in _offices(tree))


@once
def _offices(tree: Tree) -> list[tuple[int, int]]:
    """Return each office that is a subject and has modifiers, with these, as masks."""
    return [
        (1 << node, others)
        for node, word in enumerate(tree.lower)
        if word in _SHARED_OFFICES
        and tree.labels[node][:5] == "nsubj"
        and tree.tags[node] == "NN"
        and (others := _modifiers(tree, node) | _owners(tree, node))
    ]


def _owners(tree: Tree, noun: int) -> int:
    return mask_of(child for child in tree.children[noun] if tree.labels[child] == "poss")


_SHARED_OFFICES = frozenset(
    "leader minister secretary chief director executive manager boss coach captain"
    " editor commander commissioner chairman chairwoman".split()
)
"""Offices that many people hold, so that the noun alone says nothing."""


def loses_which(tree: Tree, kept: int) -> bool:
    """Return whether a clause lost its "in which": "changed [a rota, in which] all worked"."""
    return any(
        kept & verb and not kept & opening and kept & before
        for opening, verb, before in _which_clauses(tree)
    )


@once
def _which_clauses(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each "which" after a preposition, its verb, and earlier finite verbs, as masks."""
    found = []
    for node in range(1, len(tree.tags)):
        if tree.tags[node] in ("WDT", "WP") and tree.tags[node - 1] == "IN":
            later = range(node + 1, len(tree.tags))
            verb = next((n for n in later if tree.tags[n] in FINITE), -1)
            if verb > 0:
                before = mask_of(n for n in range(node) if tree.tags[n] in FINITE)
                found.append((1 << node, 1 << verb, before))
    return found


def loses_late_clause(tree: Tree, kept: int) -> bool:
    """Return whether a noun lost "that" after a comma: "made a glue, with hooks, [that holds]".

    The clause is restrictive, since "that" opens no other clause. So it says what the noun is.
    """
    return any(kept & noun and not kept & clause for noun, clause in _late_clauses(tree))


@once
def _late_clauses(tree: Tree) -> list[tuple[int, int]]:
    """Return each noun with a relative clause whose "that" follows a comma, as masks."""
    return [
        (1 << tree.heads[verb], 1 << verb)
        for verb, label in enumerate(tree.labels)
        if label == "relcl"
        and tree.heads[verb] < (first := low(tree.subtrees[verb]))
        and tree.lower[first] == "that"
        and tree.lower[first - 1] == ","
    ]


CHECKS = (
    loses_late_clause,
    loses_which,
    loses_possessor,
    bares_subject,
    bares_office,
    loses_restriction,
    loses_addressee,
    loses_year,
    loses_denied_part,
    opens_on_pronoun,
    stops_short,
)
