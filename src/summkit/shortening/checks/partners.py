"""Checks whether a word lost the "to", "of" or "with" directly after it: "plans [to buy a rival]".

The parse may be wrong, so these checks use the words as written. As in `checks.required`, each
takes the tree of the source sentence and the mask of the remaining tokens, and returns whether the
headline fails it. Of 6,853 graded headlines of the training articles, 152 fail `loses_governed`:
145 were graded 0 or 1, and one was graded 3. It is a penalty (see `shortening/shorten.py`), because
as a check it left only worse headlines of some sentences.
"""

from __future__ import annotations

from functools import cache

from summkit.shortening.checks.wants import IN_NOUN, forms
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, low, once, span


def loses_governed(tree: Tree, kept: int) -> bool:
    """Return whether a word lost the word that it governs: "plans [to buy]", "accused [of]"."""
    return any(kept & word and not kept & partner for word, partner in _pairs(tree))


@once
def _pairs(tree: Tree) -> list[tuple[int, int]]:
    """Return each word that needs the word directly after it, with that word, as masks."""
    return [
        (1 << node, 1 << node + 1) for node in range(len(tree.lower) - 2) if _needs_next(tree, node)
    ]


def _needs_next(tree: Tree, node: int) -> bool:
    word, following = tree.lower[node], tree.lower[node + 1]
    if word in words("bound_nouns") or tree.tags[node] == "JJR":
        return following == "to" and tree.tags[node + 2] in ("VB", "VBP")
    if following == "of":
        # Not "one in five": "one of the protesters", "half of the voters".
        whole = tree.tags[node] == "CD" or word in ("half", "each", "both", "none", "all")
        return whole or word in _governed("of")
    if following == "in" and word in ("shares", "share", "stake", "stakes", "interest"):
        return tree.tags[node - 1][:2] not in ("NN", "PO")  # not "Ferro's shares", "bank shares"
    verb = tree.is_verb(node) and following in _verbs().get(word, ())
    return verb or word in _governed(following)


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Return the prepositions that verbs need, by each form of the verb: "looks [into]"."""
    pairs = (pair.split(":") for pair in words("prepositional_verbs"))
    return {form: frozenset(own.split(",")) for verb, own in pairs for form in forms(verb)}


@cache
def _governed(partner: str) -> frozenset[str]:
    """Return the words that need this word directly after them."""
    pairs = (pair.split(":") for pair in words("partners"))
    return frozenset(word for word, own in pairs if own == partner)


def loses_that(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost its only complement: "families learned [that it was unsafe]"."""
    return any(kept & verb and not kept & clause for verb, clause in _that_clauses(tree))


@once
def _that_clauses(tree: Tree) -> list[tuple[int, int]]:
    """Return each verb without an object, and its clause with "that", as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        clause = tree.heads[node]
        verb = tree.heads[clause] if clause > node else -1
        if word != "that" or tree.labels[node] != "mark" or not 0 <= verb < node:
            continue
        taken = tree.find(verb, "dobj", "attr", "acomp", "oprd", "xcomp") >= 0
        if tree.labels[clause] == "ccomp" and tree.is_verb(verb) and not taken:
            found.append((1 << verb, tree.subtrees[clause]))
    return found


def loses_whose(tree: Tree, kept: int) -> bool:
    """Return whether a clause lost its "whose": "members [of a sect whose] ranch was raided"."""
    return any(kept & noun == noun and not kept & whose for whose, noun in _owned(tree))


@once
def _owned(tree: Tree) -> list[tuple[int, int]]:
    """Return each "whose", and its noun with the noun's verb, as masks."""
    found = []
    for node, tag in enumerate(tree.tags):
        noun = tree.heads[node]
        if tag == "WP$" and noun > node and tree.heads[noun] > node:
            found.append((1 << node, 1 << noun | 1 << tree.heads[noun]))
    return found


def takes_other_subject(tree: Tree, kept: int) -> bool:
    """Return whether a verb got another subject: "Bank [told clients they] will get refunds"."""
    return any(
        kept & subject and not kept & told and kept & clause
        for subject, told, clause in _told(tree)
    )


@once
def _told(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each subject, its verb with an addressee, and the addressee's clause, as masks."""
    found = []
    for verb in range(len(tree.lower)):
        subject, clause = tree.subject(verb), tree.find(verb, "ccomp")
        addressee = tree.find(verb, "dobj")
        own = tree.subject(clause) if clause >= 0 else -1
        same = own >= 0 and tree.lower[own] == "it"  # "Norvex told the court it had lost"
        told = 0 <= subject < verb < addressee < clause and tree.lower[verb] in words("speech")
        if told and not same:
            found.append((1 << subject, 1 << verb, tree.subtrees[clause]))
    return found


def beheads_participle(tree: Tree, kept: int) -> bool:
    """Return whether a participle lost its noun: "Tests [on a woman] buried 4,500 years ago"."""
    return any(
        kept & participle and not kept & noun and kept & before and not kept & between
        for participle, noun, before, between in _described(tree)
    )


@once
def _described(tree: Tree) -> list[tuple[int, int, int, int]]:
    """Return each participle after a noun inside of a phrase of another noun, as masks.

    The members are the participle, its noun, the other noun, and the words between the nouns.
    """
    found = []
    for node in range(3, len(tree.lower) - 1):
        clause = tree.labels[node] in ("acl", "relcl") and tree.tags[node] == "VBN"
        other = node - 2
        while other > 0 and tree.tags[other] in (*IN_NOUN, "IN", "POS", "VBN"):
            other -= 1
            if tree.tags[other][:2] == "NN" and tree.tags[other + 1] == "IN":
                break
        if clause and tree.tags[node - 1][:2] == "NN" and tree.tags[other][:2] == "NN":
            found.append((1 << node, 1 << node - 1, 1 << other, span(other + 1, node - 1)))
    return found


def opens_on_bare_phrase(tree: Tree, kept: int) -> bool:
    """Return whether the headline opens on a phrase that lost what it means: "In move, Ann"."""
    first = low(kept)
    if tree.tags[first] != "IN":
        return False
    noun = first + 1 + low(kept >> first + 1)
    rest = kept >> noun + 1
    comma = noun + 1 + low(rest) if rest else noun
    lost = comma > noun + 1 or noun > first + 1
    return lost and tree.tags[noun] == "NN" and tree.lower[comma] == ","


CHECKS = (
    loses_that,
    loses_whose,
    takes_other_subject,
    beheads_participle,
    opens_on_bare_phrase,
)
