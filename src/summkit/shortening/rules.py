"""Rules by relation: for a phrase of one kind, whether it may go and how dear it is."""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.deletion import (
    Deletion,
    closing_noun,
    counted,
    has_object,
    in_object,
    indefinite,
    measured,
    modified,
    set_off,
)
from summkit.shortening.lexicon import words
from summkit.shortening.tree import COMMAS, Tree, high, low, members, span
from summkit.shortening.valency import binds, closes, is_open


def _relative(tree: Tree, node: int) -> Iterator[Deletion]:
    mask = tree.subtrees[node]
    head = tree.heads[node]
    if tree.lower[tree.heads[head]] in words("denials"):
        return  # what the claim is that is denied
    if set_off(tree, node):
        yield Deletion(mask, "relative", 0)
    elif (indefinite(tree, head) or in_object(tree, head)) and not counted(tree, head):
        yield Deletion(mask, "relative-restrictive", 1.6)


def _participle(tree: Tree, node: int) -> Iterator[Deletion]:
    mask, head = tree.subtrees[node], tree.heads[node]
    if tree.lower[tree.heads[head]] in words("denials"):
        return
    if tree.tags[node] == "VB":
        if measured(tree, node):
            return  # "the first to visit"
        if tree.labels[head] in ("dobj", "pobj") and tree.lower[head] not in words("hedges"):
            yield Deletion(mask, "infinitive", 2.0 if modified(tree, head) else 2.8)
        return
    if set_off(tree, node):
        yield Deletion(mask, "participle", 0.2)
    elif (
        tree.tags[node] in ("VBN", "VBG")
        and tree.tags[head][:2] == "NN"
        and not counted(tree, head)
        and not (tree.tags[node] == "VBG" and tree.lower[tree.heads[head]] == "of")
    ):
        yield Deletion(mask, "participle-restrictive", 1.6)


def _apposition(tree: Tree, node: int) -> Iterator[Deletion]:
    head = tree.heads[node]
    if set_off(tree, node) and node > head:
        cost = 0.2 if tree.tags[head] != "NNP" or tree.tags[node] != "NNP" else 0.6
        yield Deletion(tree.subtrees[node], "apposition", cost)


def _adverbial_clause(tree: Tree, node: int) -> Iterator[Deletion]:
    first = low(tree.subtrees[node])
    inside = {tree.lower[child] for child in tree.children[node]} | {tree.lower[first]}
    if first > 0 and tree.is_measure(first - 1) and not set_off(tree, node):
        return  # "hours after it sank"
    if inside & words("strict_marks"):
        return
    infinitive = tree.tags[node] == "VB" and "to" in inside
    if infinitive and tree.lower[tree.heads[node]] in words("control_verbs"):
        return
    verb = tree.heads[node]
    whole = has_object(tree, verb) or tree.find(verb, "auxpass") >= 0 < tree.find(verb, "prep")
    if infinitive and not set_off(tree, node) and not whole:
        return
    cost = 1.3 if infinitive else 0.6 if set_off(tree, node) or first <= 1 else 1.0
    yield Deletion(tree.subtrees[node], "adverbial-clause", cost)


def _prepositional(tree: Tree, node: int) -> Iterator[Deletion]:
    word, head, mask = tree.lower[node], tree.heads[node], tree.subtrees[node]
    if not tree.children[node] and word != "here":
        return
    if word == "according":
        yield Deletion(mask, "according", 0.3)
        return
    if word == "as" and (
        set_off(tree, node) or {"part", "result"} & set(tree.lower[node + 1 : node + 3])
    ):
        yield Deletion(mask, "verb-phrase", 0.8)
        return
    if any(tree.lower[each] in ("no", "not", "without", "never") for each in members(mask)):
        return
    if measured(tree, node):
        return
    over = tree.heads[head]
    # It may belong to the verb: "banned the man from driving".
    light = tree.labels[head] == "dobj" and tree.lower[over] in words("light_verbs")
    if light and not (tree.is_time(node) or word in words("loose_prepositions")):
        return
    time = tree.is_time(node)
    if time and mask.bit_count() > 4 and any(tree.tags[each] == "CC" for each in members(mask)):
        return
    if head < node and not time and (binds(tree.lower[head], word) or is_open(tree.lower[head])):
        return
    governor = head
    while not tree.is_verb(governor) and tree.heads[governor] >= 0:
        governor = tree.heads[governor]
    needed = tree.lower[governor] in words("placing_verbs") or binds(tree.lower[governor], word)
    if (
        needed
        and head < node
        and word != "of"
        and not (time or word in words("loose_prepositions"))
    ):
        return  # "put 1,000 workers on leave", "described the victory as"
    if word == "of" and tree.tags[head][:3] == "NNP":
        return  # Court of Appeals
    governed = tree.find(node, "pobj")
    bare = governed == node + 1 and not tree.children[governed]  # "letter of intent"
    if word == "of" and bare and not modified(tree, head):
        return
    if word == "of" and head < node and (modified(tree, head) or closing_noun(tree, head)):
        yield Deletion(mask, "of-phrase", 2.4 if modified(tree, head) else 3.0)
        return
    if word in words("held_prepositions"):
        return
    if tree.find(node, "advmod", "neg", "quantmod") >= 0 and not tree.is_time(node):
        return
    loose = word in words("loose_prepositions")
    if tree.is_verb(head):
        gerund = tree.find(node, "pcomp") >= 0
        if not (time or loose) and node > head:
            if gerund and word != "by":
                return
            if tree.lower[head] in words("light_verbs"):
                return
            if word == "to" and tree.lower[head] not in words("transfer_verbs"):
                return
        fronted = low(mask) <= 1 or (node < head and set_off(tree, node))
        adjacent = low(mask) == head + 1
        be = tree.lower[head] in words("copulas")
        if not (time or loose or fronted) and (be or (adjacent and not has_object(tree, head))):
            passive = tree.lower[head] in words("self_contained_passives")
            place = word in words("place_prepositions")
            if not passive and not (place and closes(tree.lower[head])):
                return
        if be and not has_object(tree, head):
            return
        cost = 0.1 if time else 0.5 if fronted else 0.7 if loose else 1.0
        if not (time or loose or fronted):
            cost += 0.0 if word in words("place_prepositions") else 0.7
        yield Deletion(mask, "time" if time else "verb-phrase", cost)
    elif tree.tags[head][:2] == "NN":
        if tree.find(node, "pcomp") >= 0 and not loose:
            return
        place = word in words("place_prepositions")
        cost = 0.2 if time else 1.0 if place or loose else 2.0
        if tree.labels[head][:5] == "nsubj" and not (time or modified(tree, head)):
            cost += 1.0
        yield Deletion(mask, "time" if time else "noun-phrase", cost)


def _purpose(tree: Tree, node: int) -> Iterator[Deletion]:
    """Leave out what an object is for: "agreed a package to restore the sector"."""
    head = tree.heads[node]
    given = tree.find(head, "dobj")
    if (
        tree.tags[node] == "VB"
        and head < given < low(tree.subtrees[node])
        and tree.lower[low(tree.subtrees[node])] == "to"
        and tree.lower[head] not in words("control_verbs") | words("light_verbs")
        and not (is_open(tree.lower[given]) or binds(tree.lower[given], "to"))
        and tree.find(head, "neg") < 0
    ):
        yield Deletion(tree.subtrees[node], "infinitive", 2.0)


def _time_noun(tree: Tree, node: int) -> Iterator[Deletion]:
    if not tree.is_time(node) or measured(tree, node):
        return
    own = {tree.lower[child] for child in tree.children[node]}
    amount = tree.lower[node] in words("units") and not own & words("time_openers")
    if not amount and not own & {"a", "an", "per", "every", "each"}:
        yield Deletion(tree.subtrees[node], "time", 0)


def _adverb(tree: Tree, node: int) -> Iterator[Deletion]:
    word = tree.lower[node]
    if word in words("hedges") or tree.tags[node] not in ("RB", "RBR"):
        return
    head = tree.heads[node]
    if tree.children[node] and not (tree.is_time(node) or word in words("loose_adverbs")):
        return
    if any(tree.lower[each] in words("hedges") for each in members(tree.subtrees[node])):
        return
    manner = word.endswith("ly") and tree.is_verb(head)
    if (
        word in words("loose_adverbs") and (tree.is_verb(head) or tree.tags[head] == "CD")
    ) or manner:
        if tree.tags[head] in ("CD", "JJ") or tree.labels[head] == "amod":
            return
        yield Deletion(
            tree.subtrees[node], "adverb", 0.1 if word in words("loose_adverbs") else 0.5
        )


def _adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    word = tree.lower[node]
    yield from _title(tree, node)
    told = tree.tags[node] == "VBN" and node < tree.heads[node] and tree.find(node, "advmod") >= 0
    if told and not words("hedges") & {tree.lower[n] for n in members(tree.subtrees[node])}:
        yield Deletion(tree.subtrees[node], "adjective-phrase", 1.0)
    if node > tree.heads[node] and tree.children[node] and tree.subtrees[node] >> node != 1:
        yield Deletion(tree.subtrees[node], "adjective-phrase", 1.5)
    head = tree.heads[node]
    if tree.children[node] or tree.tags[head] == "NNP":
        return
    if word == "new" and tree.lower[head] in words("records"):
        return
    if word not in words("light_adjectives"):
        others = [n for n in range(node + 1, head) if tree.tags[n] in ("JJ", "NN", "NNS")]
        first = low(tree.subtrees[head])
        leftmost = node == first or tree.tags[node - 1] in ("DT", "PRP$", "CD", "IN")
        plain = tree.tags[node] == "JJ" and word.isalpha()
        plain = plain and word not in words("hedges") | words("units")
        known = word in words("held_adjectives") or tree.tokens[node].text[0].isupper()
        if plain and leftmost and others and not known and in_object(tree, head):
            yield Deletion(1 << node, "modifier", 2.2)
        return
    yield Deletion(1 << node, "adjective", 1.0)


def _possessive(tree: Tree, node: int) -> Iterator[Deletion]:
    if tree.tags[node] == "PRP$" and tree.lower[node] in ("its", "their", "his", "her"):
        own = tree.lower[tree.heads[node]] in words("kin") or tree.tags[tree.heads[node]] == "VBG"
        if not own and low(tree.subtrees[tree.heads[node]]) > 0:
            yield Deletion(1 << node, "possessive", 0.2)


def _title(tree: Tree, node: int) -> Iterator[Deletion]:
    """Leave out the lower-case description in front of a name, or its "Inc" or "Corp"."""
    head = tree.heads[node]
    if tree.tags[head] not in ("NNP", "NNPS"):
        return
    if tree.lower[node] in words("titles") and node < head:
        yield Deletion(span(node, node), "title", 0)
    if node < head and tree.tags[node] in ("NN", "JJ") and tree.tokens[node].text[0].islower():
        following = tree.tokens[node + 1].text
        first = low(tree.subtrees[head])
        if following[0].isupper() and not tree.quoted >> node & 1:
            inside = range(first, node + 1)
            apart = first > 0 and tree.lower[first - 1] in COMMAS
            if not apart and not any(
                tree.tags[i] in ("POS", "CC") or tree.lower[i] in COMMAS for i in inside
            ):
                yield Deletion(span(first, node), "description", 0.6)


def _conjunct(tree: Tree, node: int) -> Iterator[Deletion]:
    """Leave out the last of several verbs or objects, with its conjunction."""
    head = tree.heads[node]
    yield from _list_tail(tree, node, head)
    conjunction = next(
        (c for c in reversed(tree.children[head]) if tree.labels[c] == "cc" and c < node), -1
    )
    if conjunction < 0 or tree.lower[conjunction] not in ("and", "but", "with"):
        return
    if (
        any(tree.labels[c] in ("preconj",) for c in tree.children[head])
        or tree.find(head, "conj") != node
    ):
        return
    mask = tree.subtrees[node] | 1 << conjunction
    if conjunction + 1 < low(tree.subtrees[node]):
        mask |= span(conjunction, low(tree.subtrees[node]))
    if tree.is_verb(head) and tree.is_verb(node):
        # What follows the second verb may belong to both ("bought and sold shares").
        if (
            not has_object(tree, head)
            and tree.find(head, "prep", "prt") < 0
            and has_object(tree, node)
        ):
            return
        clause = tree.subject(node) >= 0
        yield Deletion(mask, "clause-tail" if clause else "verb-tail", 0.5 if clause else 0.9)
    elif tree.tags[head][:2] == "NN" and tree.tags[node][:2] == "NN":
        subject = tree.labels[head] in ("nsubj", "nsubjpass", "compound", "nmod")
        over = tree.heads[head]
        between = over >= 0 and tree.lower[over] in ("between", "both", "among")
        if (
            not subject
            and not between
            and tree.find(head, "amod", "compound", "det", "nummod", "poss") >= 0
        ):
            yield Deletion(mask, "noun-tail", 1.4)


def _list_tail(tree: Tree, node: int, head: int) -> Iterator[Deletion]:
    """Leave out all but the first of a list of objects: "A, B and C"."""
    further = tree.find(node, "conj")
    if further < 0 or tree.tags[head][:2] != "NN" or tree.labels[head] not in ("dobj", "pobj"):
        return
    over = tree.heads[head]
    if tree.lower[over] not in ("between", "both", "among") and set_off(tree, node):
        yield Deletion(
            span(low(tree.subtrees[node]) - 1, high(tree.subtrees[node])), "list-tail", 1.6
        )


def _agent(tree: Tree, node: int) -> Iterator[Deletion]:
    verb = tree.heads[node]
    if tree.find(verb, "auxpass") >= 0 and tree.labels[verb] in ("ROOT", "ccomp"):
        yield Deletion(tree.subtrees[node], "agent", 1.8)


RULES = {
    "relcl": _relative,
    "acl": _participle,
    "appos": _apposition,
    "advcl": _adverbial_clause,
    "prep": _prepositional,
    "xcomp": _purpose,
    "npadvmod": _time_noun,
    "advmod": _adverb,
    "amod": _adjective,
    "poss": _possessive,
    "compound": _title,
    "nmod": _title,
    "conj": _conjunct,
    "agent": _agent,
}
