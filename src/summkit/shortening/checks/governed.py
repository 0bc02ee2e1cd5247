"""Checks whether a shortened sentence is a clause: with its verb, its subject and complements.

As in `checks.required`, each check takes the tree of the source sentence and the mask of
the remaining tokens. It returns whether the shortened text fails the check.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summkit.shortening.deletions.copulas import copulas
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, low, mask_of, members, once, span

_GOVERNED = frozenset(
    "pobj dobj amod compound det poss nummod case attr acomp pcomp oprd appos relcl acl".split()
)


def loses_core(tree: Tree, kept: int) -> bool:
    """Return whether a phrase has lost its head, or a finite verb its subject: "[He] resigned"."""
    kept |= silent(tree, kept)
    governed, subjects = _core(tree)
    if _tops(tree, kept) & governed:
        return True
    for subject, verb, speaker in subjects:
        if kept & verb and not kept & (subject | speaker):
            return True
    return False


@once
def _core(tree: Tree) -> tuple[int, list[tuple[int, int, int]]]:
    """Return the words that need their head, and each subject with its verb, as masks.

    If a pronoun is the subject of reported speech, the third mask is the speaker; else it is 0.
    """
    governed, subjects = 0, []
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0:
            continue
        if label in _GOVERNED or (label == "prep" and tree.tags[head][:2] == "NN"):
            governed |= 1 << node
        if label in ("nsubj", "nsubjpass", "csubj"):
            reports = tree.labels[head] == "ccomp" and tree.tags[node] == "PRP"
            speaker = tree.subject(tree.heads[head]) if reports else -1
            subjects.append((1 << node, 1 << head, 1 << speaker if speaker >= 0 else 0))
    return governed, subjects


def _tops(tree: Tree, kept: int) -> int:
    """Return the mask of the remaining words whose heads are deleted."""
    tops = 0
    for head, dependents in _dependents(tree):
        if not kept & head:
            tops |= kept & dependents
    return tops


@once
def _dependents(tree: Tree) -> list[tuple[int, int]]:
    """Return each word that has dependents, and these dependents, as masks."""
    return [(1 << head, mask_of(nodes)) for head, nodes in enumerate(tree.children) if nodes]


def silent(tree: Tree, kept: int) -> int:
    """Return the mask of deleted words that headlines omit although they have dependents.

    These are "is" ("council [is] to close pool"), "who were" ("patients [who were] back"), and a
    name whose office remains.
    """
    mask = 0
    for copula in copulas(tree):
        if not kept & copula.verb and kept & copula.sides == copula.sides:
            mask |= copula.verb
    for office, name, head in titled(tree):
        if kept & office == office and not kept & name:
            mask |= 1 << head
    for opening, sides in _reduced(tree):
        if not kept & opening and kept & sides == sides:
            mask |= opening
    return mask


@once
def _reduced(tree: Tree) -> list[tuple[int, int]]:
    """Return each "who were" of "patients who were back", and the words beside it, as masks."""
    found = []
    for verb, label in enumerate(tree.labels):
        if label == "relcl" and tree.lower[verb] in ("is", "are", "was", "were"):
            predicate = next((n for n in tree.children[verb] if n > verb), -1)
            if predicate == verb + 1 and tree.subject(verb) == verb - 1:
                found.append((3 << verb - 1, 1 << tree.heads[verb] | 1 << predicate))
    return found


@once
def titled(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each office that identifies a person without the name after it.

    Each entry has the office with its modifiers and the name, as masks, and the name's last word:
    "Liberal Union leader [Ann Vogel] has begun". An office without a modifier does not count.
    """
    found = []
    for head, label in enumerate(tree.labels):
        first = head
        while first and tree.tags[first - 1] == "NNP" and tree.heads[first - 1] == head:
            first -= 1
            if tree.lower[first] in words("offices"):
                first += 1
                break
        title = first - 1
        own = tree.children[head]
        if tree.tags[head] != "NNP" or first == head or title < 1 or label not in _NAMED:
            continue
        if tree.lower[title] not in words("offices") or tree.heads[title] != head:
            continue
        described = [n for n in (*own, *tree.children[title]) if n < title]
        told = any(tree.labels[n] in ("compound", "nmod", "poss") for n in described)
        if told and "PRP$" not in (tree.tags[n] for n in described) and own[-1] < head:
            office = mask_of(n for n in described if tree.labels[n] != "det") | 1 << title
            found.append((office, span(first, head), head))
    return found


_NAMED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def lacks_clause(tree: Tree, kept: int) -> bool:
    """Return whether the remaining words are no single clause, although the sentence is a clause.

    Only one verb with its subject may have lost its head. In addition, the subject of a deleted
    verb may remain if it replaces the pronoun of a reported clause ("it said it").
    """
    if not tree.is_verb(tree.root):
        return False
    kept |= silent(tree, kept)
    tops = (_tops(tree, kept) | kept & 1 << tree.root) & ~_signs(tree)
    verbs, others = tops & tree.verbs, tops & ~tree.verbs
    if verbs.bit_count() != 1 or others.bit_count() > 1:
        return True
    verb = low(verbs)
    if others:
        # The subject replaces the pronoun of "said it". With its own subject, the verb would make
        # a second clause: "Reports the minister is leaving [have been denied]".
        own = tree.subject(verb)
        unheaded = tree.heads[low(others)] != tree.root or low(others) > verb
        bare = tree.tags[verb] == "VBG" and not finite(tree, verb)
        return unheaded or bare or (own > low(others) and bool(kept >> own & 1))
    return not _heads_clause(tree, kept, verb)


@once
def _signs(tree: Tree) -> int:
    return mask_of(node for node, label in enumerate(tree.labels) if label == "punct")


def _heads_clause(tree: Tree, kept: int, verb: int) -> bool:
    """Return whether a verb without its head makes a main clause or a reported clause."""
    subject = tree.subject(verb)
    if verb == tree.root:
        return subject >= 0 or tree.tags[verb] == "VB"
    if not finite(tree, verb) and tree.tags[verb] != "VB":
        return False
    return subject >= 0 and bool(kept >> subject & 1) and tree.labels[verb] in ("ccomp", "conj")


def finite(tree: Tree, verb: int) -> bool:
    """Return whether a verb is finite, by its form or by its auxiliary."""
    return tree.tags[verb] in FINITE or any(
        tree.tags[child] == "MD" or tree.lower[child] in words("copulas") | words("haves")
        for child in tree.children[verb]
        if child < verb and tree.tags[child] != "TO"
    )


def loses_complement(tree: Tree, kept: int) -> bool:
    """Return whether a verb has lost its complement clause: "he said", "ordered the firm"."""
    kept |= silent(tree, kept)
    for verb, phrases in _clauses(tree):
        if kept & verb and _loses_clause(kept, phrases):
            return True
    for speech, others, infinitives in _speeches(tree):
        said = kept & others or any(kept & verb and kept & to for verb, to in infinitives)
        if kept & speech and not said:
            return True
    # A subordinating conjunction without its verb: "after gold objects" without "were stolen".
    return bool(_tops(tree, kept) & _marks(tree))


@once
def _marks(tree: Tree) -> int:
    return mask_of(node for node, label in enumerate(tree.labels) if label == "mark")


class _Phrase(NamedTuple):
    """A dependent of a verb: its mask, its substitutes, and when it makes the verb incomplete.

    Attributes
    ----------
    mask
        The dependent.
    instead
        Other dependents of which one may replace it.
    incomplete_if_kept, incomplete_if_deleted
        Whether the verb is incomplete if the dependent remains; whether it is incomplete if the
        dependent is deleted.
    """

    mask: int
    instead: int
    incomplete_if_kept: bool
    incomplete_if_deleted: bool


def _loses_clause(kept: int, phrases: Sequence[_Phrase]) -> bool:
    """Return whether a complement of a verb is deleted and no other complement replaces it."""
    return any(
        not kept & each.instead
        and (each.incomplete_if_kept if kept & each.mask else each.incomplete_if_deleted)
        for each in phrases
    )


@once
def _clauses(tree: Tree) -> list[tuple[int, list[_Phrase]]]:
    """Return each verb, as a mask, with the dependents that may make it incomplete."""
    found = []
    for verb in members(tree.verbs):
        governed = mask_of(c for c in tree.children[verb] if tree.labels[c] in ("ccomp", "xcomp"))
        phrases = []
        for child in tree.children[verb]:
            clause = tree.labels[child] == "ccomp"
            said = clause and tree.lower[verb] in words("plain_speech")
            phrase = _Phrase(
                1 << child,
                governed & ~(1 << child) if clause else 0,
                said and not finite(tree, child),
                _is_complement(tree, verb, child),
            )
            if phrase.incomplete_if_kept or phrase.incomplete_if_deleted:
                phrases.append(phrase)
        if phrases:
            found.append((1 << verb, phrases))
    return found


def _is_complement(tree: Tree, verb: int, child: int) -> bool:
    """Return whether a clause, infinitive or predicate is an obligatory complement of a verb."""
    label = tree.labels[child]
    if label == "ccomp":
        return child <= verb + 4 or tree.find(verb, "dobj") < 0
    if label == "xcomp" and child == verb + 2:
        return True
    if label == "advcl":  # "voted, after nine hours, to close": the parse takes it for a purpose
        alone = tree.find(verb, "dobj", "xcomp", "ccomp", "oprd") < 0
        purpose = alone and any(tree.tags[each] == "TO" for each in tree.children[child])
        return purpose and tree.lower[verb] in words("control_verbs") - {"used"}
    return label in ("xcomp", "oprd") and tree.lower[verb] in words("control_verbs")


@once
def _speeches(tree: Tree) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Return each verb of saying that needs a verb for its statement, all as masks.

    Each entry has the verb of saying, the finite verbs that may be the statement, and the pairs of
    an infinitive and its "to" that may be the statement.
    """
    found = []
    apart = ("aux", "auxpass", "relcl")
    others = [node for node in members(tree.verbs) if tree.labels[node] not in apart]
    for verb in members(tree.verbs):
        tells = tree.lower[verb] in words("tellers")
        if not tells and tree.lower[verb] not in words("speech"):
            continue
        if not tells and tree.find(verb, "dobj", "prep") >= 0:
            continue
        said = mask_of(node for node in others if node != verb and finite(tree, node))
        infinitives = [
            (1 << node, mask_of(c for c in tree.children[node] if tree.tags[c] == "TO"))
            for node in others
            if node > verb
        ]
        found.append((1 << verb, said, infinitives))
    return found
