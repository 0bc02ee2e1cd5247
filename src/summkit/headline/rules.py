"""Rules by relation: for a phrase of one kind, whether it may go and how dear it is."""

from __future__ import annotations

from collections.abc import Iterator

from summkit.headline.deletion import (
    Deletion,
    counted,
    has_object,
    in_object,
    indefinite,
    measured,
    modified,
    set_off,
)
from summkit.headline.lexicon import words
from summkit.headline.tree import Tree, high, low, members, span


def _relative(tree: Tree, node: int) -> Iterator[Deletion]:
    mask = tree.subtrees[node]
    head = tree.heads[node]
    if set_off(tree, node):
        yield Deletion(mask, "relative", 0)
    elif (indefinite(tree, head) or in_object(tree, head)) and not counted(tree, head):
        yield Deletion(mask, "relative-restrictive", 1.6)


def _participle(tree: Tree, node: int) -> Iterator[Deletion]:
    mask, head = tree.subtrees[node], tree.heads[node]
    if tree.tags[node] == "VB":
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
    if first > 0 and tree.is_time(first - 1) and not set_off(tree, node):
        return  # "hours after it sank"
    if inside & words("strict_marks"):
        return
    infinitive = tree.tags[node] == "VB" and "to" in inside
    if infinitive and tree.lower[tree.heads[node]] in words("control_verbs"):
        return
    if infinitive and not set_off(tree, node) and not has_object(tree, tree.heads[node]):
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
        set_off(tree, node) or tree.lower[node + 1 : node + 3][-1:] in (["part"], ["result"])
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
    if word == "of" and modified(tree, head) and head < node:
        yield Deletion(mask, "of-phrase", 2.4)
        return
    if word in words("held_prepositions"):
        return
    if tree.find(node, "advmod", "neg", "quantmod") >= 0 and not tree.is_time(node):
        return
    time = tree.is_time(node)
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
            passive = tree.lower[head] in words("self_contained_passives") and word in words(
                "place_prepositions"
            )
            if not passive:
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
        yield Deletion(mask, "time" if time else "noun-phrase", cost)


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
        if tree.tags[head] in ("CD", "JJ"):
            return
        yield Deletion(
            tree.subtrees[node], "adverb", 0.1 if word in words("loose_adverbs") else 0.5
        )


def _adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    word = tree.lower[node]
    if node > tree.heads[node] and tree.children[node] and tree.subtrees[node] >> node != 1:
        yield Deletion(tree.subtrees[node], "adjective-phrase", 1.5)
    if word not in words("light_adjectives") or tree.children[node]:
        return
    if tree.tags[tree.heads[node]] == "NNP":
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
            start = first
            if all(tree.tags[i] != "POS" for i in range(start, node + 1)):
                yield Deletion(span(start, node), "description", 0.6)


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
    "npadvmod": _time_noun,
    "advmod": _adverb,
    "amod": _adjective,
    "poss": _possessive,
    "compound": _title,
    "nmod": _title,
    "conj": _conjunct,
    "agent": _agent,
}
