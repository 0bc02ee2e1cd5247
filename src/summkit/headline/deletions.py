"""Which phrases of a parsed sentence may be left out, and how dear each is.

A cost is in arbitrary units, about what an editor would mind: 0 nothing, 1 a detail, 2 something
the reader may miss. What must not go (negations, conditions, complements, the hedges of
``words.json``) is never offered. Clause trimming of news sentences goes back to Dorr, Zajic and
Schwartz (2003, Hedge Trimmer, section 3); ours works on dependencies and offers its deletions
to a ranker instead of making them in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summkit.headline.lexicon import words
from summkit.headline.tree import COMMAS, Tree, high, low, members, span


class Deletion(NamedTuple):
    """A set of tokens that may be left out together.

    Attributes
    ----------
    mask
        The tokens, with the commas that go with them.
    kind
        Name of the rule.
    cost
        See the module.
    """

    mask: int
    kind: str
    cost: float


def deletions(tree: Tree) -> list[Deletion]:
    """Return every deletion that a rule offers, by first token, then by length."""
    found: dict[int, Deletion] = {}
    for each in _offers(tree):
        mask = each.mask if each.kind in _BARE else with_commas(tree, each.mask)
        if not _allowed(tree, mask):
            continue
        known = found.get(mask)
        if known is None or each.cost < known.cost:
            found[mask] = each._replace(mask=mask)
    return sorted(found.values(), key=lambda each: (low(each.mask), -high(each.mask), each.mask))


def _offers(tree: Tree) -> Iterator[Deletion]:
    yield from _openers(tree)
    yield from _brackets(tree)
    yield from _attributions(tree)
    yield from _suffix(tree)
    for node, label in enumerate(tree.labels):
        rule = _RULES.get(label)
        if rule is not None and tree.heads[node] >= 0:
            yield from rule(tree, node)
        if label in _LOOSE and tree.heads[node] < node and _set_off(tree, node):
            yield Deletion(tree.subtrees[node], "set-off", 0.6)


def _allowed(tree: Tree, mask: int) -> bool:
    kept = tree.everything & ~mask
    if not kept or not tree.whole(mask) and not tree.whole(kept):
        return False
    quoted = mask & tree.quoted
    return not quoted or all(
        not mask & span(a, b) or mask & span(a, b) == span(a, b)
        for a, b in tree.pairs
        if tree.lower[a] not in "([{"
    )


_LOOSE = frozenset({"advmod", "amod", "nmod", "npadvmod", "dep", "oprd", "parataxis", "prep"})
_BARE = frozenset({"said-it", "bracket", "ticker", "angle", "dashes", "adjective", "possessive"})


def with_commas(tree: Tree, mask: int) -> int:
    """Add the commas or dashes that set a phrase off: both, or the one at a sentence's edge."""
    first, last = low(mask), high(mask)
    size = len(tree.tokens)
    before = first > 0 and tree.lower[first - 1] in COMMAS
    after = last + 1 < size and tree.lower[last + 1] in COMMAS
    if after and _closes_clause(tree, last):
        return mask | (1 << first - 1 if before else 0)
    at_end = last + 1 >= size or (last + 2 >= size and tree.lower[last + 1] in ".!?")
    if first == 0 or tree.lower[first - 1] in words("openers") and first == 1:
        return mask | (1 << last + 1 if after else 0)
    if before and (after or at_end):
        return mask | 1 << first - 1 | (1 << last + 1 if after and not at_end else 0)
    if before and mask & 1 << first - 1 == 0 and not after:
        return mask | 1 << first - 1
    return mask


def _closes_clause(tree: Tree, last: int) -> bool:
    """Whether the comma behind a phrase parts what was said from who said it."""
    clause = tree.find(tree.root, "ccomp")
    return 0 <= clause < tree.root and high(tree.subtrees[clause]) in (last, last + 1)


# -- whole-sentence rules --------------------------------------------------------------------


def _openers(tree: Tree) -> Iterator[Deletion]:
    if tree.lower[0] in words("openers") and len(tree.tokens) > 3:
        yield Deletion(1, "opener", -1)


def _brackets(tree: Tree) -> Iterator[Deletion]:
    for first, last in tree.pairs:
        if tree.lower[first] in ("(", "[", "{") and last > first:
            yield Deletion(span(first, last), "bracket", -2)
    for first, word in enumerate(tree.lower):
        if word == "<":
            last = next((i for i in range(first + 1, min(first + 8, len(tree.lower))) if tree.lower[i] == ">"), 0)
            if last == first + 2 and tree.tokens[first + 1].text.isupper():
                yield Deletion(span(first, last), "ticker", -2)
            elif last:
                yield Deletion(1 << first | 1 << last, "angle", -2)
    dashes = [i for i, word in enumerate(tree.lower) if word in ("-", "–", "—", "--") and i]
    if len(dashes) == 2:
        yield Deletion(span(dashes[0], dashes[1]), "dashes", 0.3)
    elif len(dashes) == 1 and any(tree.is_verb(i) for i in range(dashes[0])):
        yield Deletion(span(dashes[0], len(tree.lower) - 1), "dashes", 0.5)


def _attributions(tree: Tree) -> Iterator[Deletion]:
    """Leave out who said it: behind the clause, in front of it, or "said it" inside."""
    root = tree.root
    if tree.lower[root] not in words("speech") or tree.find(root, "neg") >= 0:
        return
    clause = tree.find(root, "ccomp")
    subject = tree.subject(root)
    if clause < 0 or subject < 0 or tree.subject(clause) < 0:
        return
    content = tree.subtrees[clause]
    rest = tree.everything & ~content
    mark = tree.find(clause, "mark")
    if mark >= 0:
        rest |= 1 << mark
    if any(tree.tags[child] == "MD" or tree.labels[child] == "auxpass" for child in tree.children[root]):
        return
    plain = tree.lower[root] in words("plain_speech")
    if clause < root:
        yield Deletion(rest, "attribution-tail", 0.2 if plain else 0.8)
        return
    own = content & span(0, clause)
    refers = any(tree.tags[node] in ("PRP", "PRP$") for node in members(own))
    if plain and not refers and not content & tree.quoted:
        yield Deletion(rest, "attribution-head", 1.5)
    pronoun = tree.subject(clause)
    if _same(tree, subject, pronoun, clause) and not content & tree.quoted:
        mask = tree.everything & ~content & ~tree.subtrees[subject] & ~_end(tree)
        mask &= span(high(tree.subtrees[subject]) + 1, len(tree.lower) - 1)
        mask |= 1 << pronoun | (1 << mark if mark >= 0 else 0)
        if low(mask) > high(tree.subtrees[subject]) and high(mask) < clause:
            yield Deletion(mask, "said-it", -1.5)


def _end(tree: Tree) -> int:
    last = len(tree.lower) - 1
    return 1 << last if tree.lower[last] in ".!?" else 0


def _same(tree: Tree, subject: int, pronoun: int, clause: int) -> bool:
    """Whether the pronoun of the clause can only stand for the subject."""
    word, tag = tree.lower[pronoun], tree.tags[subject]
    if tree.children[pronoun]:
        return False
    several = tree.find(subject, "conj") >= 0 or tag in ("NNS", "NNPS")
    if tree.labels[pronoun] == "expl" or tag[:2] != "NN":
        return False
    if word == "it":
        vague = any(
            tree.lower[child] in words("vague_it")
            for child in tree.children[clause]
            if tree.labels[child] in ("acomp", "attr", "advmod", "ccomp")
        )
        passive = tree.find(clause, "ccomp", "csubj") >= 0 and tree.tags[clause] == "VBN"
        return not several and not vague and not passive
    if word == "they":
        return several
    return word in ("he", "she") and not several and tag == "NNP"


# -- rules by relation -----------------------------------------------------------------------


def _set_off(tree: Tree, node: int) -> bool:
    """Whether a phrase has a comma or dash in front of it."""
    first = low(tree.subtrees[node])
    return first > 0 and tree.lower[first - 1] in COMMAS


def _relative(tree: Tree, node: int) -> Iterator[Deletion]:
    mask = tree.subtrees[node]
    head = tree.heads[node]
    if _set_off(tree, node):
        yield Deletion(mask, "relative", 0)
    elif (_indefinite(tree, head) or _in_object(tree, head)) and not _counted(tree, head):
        yield Deletion(mask, "relative-restrictive", 1.6)


def _in_object(tree: Tree, node: int) -> bool:
    """Whether a noun is an object: what is said of it stays true when it is told less closely."""
    return tree.labels[node] in ("dobj", "pobj", "attr", "oprd")


def _counted(tree: Tree, node: int) -> bool:
    """Whether a noun is "all cars" or "the number of people": what limits it must stay."""
    own = {tree.lower[child] for child in tree.children[node]}
    preposition = tree.heads[node]
    over = tree.heads[preposition] if preposition >= 0 and tree.lower[preposition] == "of" else -1
    quantity = over >= 0 and tree.lower[over] in words("partitives")
    return quantity or bool(own & words("quantifiers"))


def _indefinite(tree: Tree, node: int) -> bool:
    return tree.tags[node] == "NNP" or (
        tree.tags[node] == "NN"
        and any(tree.lower[child] in ("a", "an") for child in tree.children[node])
    )


def _participle(tree: Tree, node: int) -> Iterator[Deletion]:
    mask, head = tree.subtrees[node], tree.heads[node]
    if tree.tags[node] == "VB":
        if tree.labels[head] in ("dobj", "pobj") and tree.lower[head] not in words("hedges"):
            yield Deletion(mask, "infinitive", 2.0 if _modified(tree, head) else 2.8)
        return
    if _set_off(tree, node):
        yield Deletion(mask, "participle", 0.2)
    elif (
        tree.tags[node] in ("VBN", "VBG")
        and tree.tags[head][:2] == "NN"
        and not _counted(tree, head)
        and not (tree.tags[node] == "VBG" and tree.lower[tree.heads[head]] == "of")
    ):
        yield Deletion(mask, "participle-restrictive", 1.6)


def _apposition(tree: Tree, node: int) -> Iterator[Deletion]:
    head = tree.heads[node]
    if _set_off(tree, node) and node > head:
        cost = 0.2 if tree.tags[head] != "NNP" or tree.tags[node] != "NNP" else 0.6
        yield Deletion(tree.subtrees[node], "apposition", cost)


def _adverbial_clause(tree: Tree, node: int) -> Iterator[Deletion]:
    first = low(tree.subtrees[node])
    inside = {tree.lower[child] for child in tree.children[node]} | {tree.lower[first]}
    if first > 0 and tree.is_time(first - 1) and not _set_off(tree, node):
        return  # "hours after it sank"
    if inside & words("strict_marks"):
        return
    infinitive = tree.tags[node] == "VB" and "to" in inside
    if infinitive and tree.lower[tree.heads[node]] in words("control_verbs"):
        return
    if infinitive and not _set_off(tree, node) and not _object(tree, tree.heads[node]):
        return
    cost = 1.3 if infinitive else 0.6 if _set_off(tree, node) or first <= 1 else 1.0
    yield Deletion(tree.subtrees[node], "adverbial-clause", cost)


def _object(tree: Tree, verb: int) -> bool:
    """Whether a verb has its complement."""
    return tree.find(verb, "dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "agent") >= 0


def _prepositional(tree: Tree, node: int) -> Iterator[Deletion]:
    word, head, mask = tree.lower[node], tree.heads[node], tree.subtrees[node]
    if not tree.children[node] and word != "here":
        return
    if word == "according":
        yield Deletion(mask, "according", 0.3)
        return
    if word == "as" and (_set_off(tree, node) or tree.lower[node + 1 : node + 3][-1:] in (["part"], ["result"])):
        yield Deletion(mask, "verb-phrase", 0.8)
        return
    if any(tree.lower[each] in ("no", "not", "without", "never") for each in members(mask)):
        return
    if _measured(tree, node):
        return
    over = tree.heads[head]
    if tree.labels[head] == "dobj" and tree.lower[over] in words("light_verbs"):
        if not (tree.is_time(node) or word in words("loose_prepositions")):
            return  # it may belong to the verb: "banned the man from driving"
    if word == "of" and _modified(tree, head) and head < node:
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
        fronted = low(mask) <= 1 or (node < head and _set_off(tree, node))
        adjacent = low(mask) == head + 1
        be = tree.lower[head] in words("copulas")
        if not (time or loose or fronted) and (be or (adjacent and not _object(tree, head))):
            passive = tree.lower[head] in words("self_contained_passives") and word in words(
                "place_prepositions"
            )
            if not passive:
                return
        if be and not _object(tree, head):
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


def _measured(tree: Tree, node: int) -> bool:
    """Whether a phrase limits a superlative ("the fastest in six years") or a denial before it."""
    head = tree.heads[node]
    if head < 0 or head > node:
        return False
    verb = head
    while not tree.is_verb(verb) and tree.heads[verb] >= 0:
        verb = tree.heads[verb]
    if tree.find(verb, "neg") >= 0 or tree.lower[verb] in words("denials"):
        return True
    between = range(min(verb, head) + 1, low(tree.subtrees[node]))
    return any(
        tree.tags[each] in ("JJS", "RBS") or tree.lower[each] in ("first", "record", "only")
        for each in between
    )


def _modified(tree: Tree, noun: int) -> bool:
    """Whether a noun can do without its "of": another word tells what kind it is."""
    return (
        tree.tags[noun][:2] == "NN"
        and tree.lower[noun] not in words("units")
        and tree.lower[noun] not in words("partitives")
        and any(
            tree.labels[c] in ("compound", "amod", "poss") and tree.tags[c] not in ("JJS", "JJR", "PRP$")
            for c in tree.children[noun]
        )
    )


def _time_noun(tree: Tree, node: int) -> Iterator[Deletion]:
    if tree.is_time(node) and not _measured(tree, node):
        own = {tree.lower[child] for child in tree.children[node]}
        measured = tree.lower[node] in words("units") and not own & words("time_openers")
        if not measured and not (own & {"a", "an", "per", "every", "each"}):
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
    if word in words("loose_adverbs") and (tree.is_verb(head) or tree.tags[head] == "CD") or manner:
        if tree.tags[head] in ("CD", "JJ"):
            return
        yield Deletion(tree.subtrees[node], "adverb", 0.1 if word in words("loose_adverbs") else 0.5)


def _adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    word = tree.lower[node]
    if node > tree.heads[node] and tree.children[node] and not tree.subtrees[node] >> node == 1:
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


def _suffix(tree: Tree) -> Iterator[Deletion]:
    for node, word in enumerate(tree.lower):
        if node and tree.tags[node - 1] == "NNP" and word.rstrip(".") in words("company_suffixes") - {"&", "company"}:
            if tree.tokens[node].text[0].isupper():
                first = node
                while first > 1 and tree.lower[first - 1].rstrip(".") in words("company_suffixes") | {"and"} and tree.lower[first-1] not in ("company",):
                    first -= 1
                yield Deletion(span(first, node), "suffix", -0.2)


def _conjunct(tree: Tree, node: int) -> Iterator[Deletion]:
    """Leave out the last of several verbs or objects, with its conjunction."""
    head = tree.heads[node]
    yield from _list_tail(tree, node, head)
    conjunction = next((c for c in reversed(tree.children[head]) if tree.labels[c] == "cc" and c < node), -1)
    if conjunction < 0 or tree.lower[conjunction] not in ("and", "but", "with"):
        return
    if any(tree.labels[c] in ("preconj",) for c in tree.children[head]) or tree.find(head, "conj") != node:
        return
    mask = tree.subtrees[node] | 1 << conjunction
    if conjunction + 1 < low(tree.subtrees[node]):
        mask |= span(conjunction, low(tree.subtrees[node]))
    if tree.is_verb(head) and tree.is_verb(node):
        # What follows the second verb may belong to both ("bought and sold shares").
        if not _object(tree, head) and tree.find(head, "prep", "prt") < 0 and _object(tree, node):
            return
        clause = tree.subject(node) >= 0
        yield Deletion(mask, "clause-tail" if clause else "verb-tail", 0.5 if clause else 0.9)
    elif tree.tags[head][:2] == "NN" and tree.tags[node][:2] == "NN":
        subject = tree.labels[head] in ("nsubj", "nsubjpass", "compound", "nmod")
        over = tree.heads[head]
        between = over >= 0 and tree.lower[over] in ("between", "both", "among")
        if not subject and not between and tree.find(head, "amod", "compound", "det", "nummod", "poss") >= 0:
            yield Deletion(mask, "noun-tail", 1.4)


def _list_tail(tree: Tree, node: int, head: int) -> Iterator[Deletion]:
    """Leave out all but the first of a list of objects: "A, B and C"."""
    further = tree.find(node, "conj")
    if further < 0 or tree.tags[head][:2] != "NN" or tree.labels[head] not in ("dobj", "pobj"):
        return
    over = tree.heads[head]
    if tree.lower[over] not in ("between", "both", "among") and _set_off(tree, node):
        yield Deletion(span(low(tree.subtrees[node]) - 1, high(tree.subtrees[node])), "list-tail", 1.6)


def _agent(tree: Tree, node: int) -> Iterator[Deletion]:
    verb = tree.heads[node]
    if tree.find(verb, "auxpass") >= 0 and tree.labels[verb] in ("ROOT", "ccomp"):
        yield Deletion(tree.subtrees[node], "agent", 1.8)


_RULES = {
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
