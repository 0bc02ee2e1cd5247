"""Features of a phrase that a headline may leave out, for the learned choices.

They follow Knight and Marcu (2002, Summarization Beyond Sentence Extraction, section 4).
"""

from __future__ import annotations

from bisect import bisect_right

from summkit.shortening.learned.choices import Choice
from summkit.shortening.learned.kinds import kinds_of
from summkit.shortening.parsing.tree import COMMAS, Tree, high, low, members, once, once_each
from summkit.shortening.valency import binds, closes, is_open

_COMPLEMENTS = ("dobj", "attr", "acomp", "xcomp", "ccomp", "oprd")
_GOVERNED = frozenset("prep xcomp ccomp acl relcl dative agent advcl acomp".split())


def features(tree: Tree, choice: Choice) -> list[str]:
    """Return the names of a phrase's features; see `summkit.shortening.learned.pruning`."""
    node, mask, shape = choice.node, choice.mask, choice.shape
    head = tree.heads[node]
    word, tag = tree.lower[node], tree.tags[node]
    over, above = (tree.lower[head], tree.tags[head]) if head >= 0 else ("^", "^")
    relation = tree.labels[head] if head >= 0 else "^"
    first, last = low(mask), high(mask)
    size, length = mask.bit_count(), _characters(tree, mask)
    ratio = bisect_right((89, 109, 134, 164, 199, 249), len(tree.text) - 1)
    wide = bisect_right((5, 11, 19, 29, 44, 69), length - 1)
    place = bisect_right((2, 7, 13, 19, 27), first - 1)
    subject, depth = _above(tree, node)
    set_off = first > 0 and (tree.lower[first] in COMMAS or tree.lower[first - 1] in COMMAS)
    ends = last >= len(tree.tokens) - 2
    siblings = [c for c in tree.children[head] if tree.labels[c] != "punct"] if head >= 0 else []
    later = min(sum(c > node for c in siblings), 2)
    behind = min(sum(c > head for c in siblings), 3)
    has_object = head >= 0 and tree.find(head, *_COMPLEMENTS) >= 0
    kinds = kinds_of(tree)
    within = (mask & kinds.numbers, mask & kinds.names, mask & tree.quoted)
    inside = "".join(["1" if each else "0" for each in within])
    opening = tree.lower[first + 1 if tree.lower[first] in COMMAS and first < last else first]
    rule = "+".join(choice.rules)
    found = [
        "",
        f"s {shape}",
        f"s {shape} {above[:2]}",
        f"s {shape} {relation}",
        f"k {rule}",
        f"w {word} {shape}",
        f"h {over} {shape}",
        f"t {tag} {shape}",
        f"n {bisect_right((1, 2, 4, 7, 11, 17), size - 1)} {shape}",
        f"c {wide} {shape}",
        f"r {ratio} {shape}",
        f"rc {ratio} {wide}",
        f"S {subject:d} {shape} {set_off:d}",
        f"d {min(depth, 5)} {shape}",
        f"i {inside} {shape}",
        f"e {ends:d} {shape} {has_object:d}",
        f"es {ends:d} {set_off:d} {later}",
        f"p {place} {shape}",
        f"pr {place} {ratio}",
        f"o {has_object:d} {shape} {above[:2]}",
        f"b {behind} {later} {shape}",
        f"f {opening} {shape}",
    ]
    if shape in _GOVERNED:
        found.append(f"hw {over} {word}")
    if head >= 0:
        far = bisect_right((1, 3, 7), abs(node - head) - 1)
        found += [f"a {is_open(over):d} {shape}", f"x {far} {shape}"]
    if shape == "prep":
        found += _of_preposition(tree, node, over, above, subject)
    elif shape in ("amod", "compound", "nmod") and head >= 0:
        capital = tree.tokens[node].text[0].isupper(), tree.tokens[head].text[0].isupper()
        found += [f"m {word}", f"mt {tag} {above} {subject:d}", f"mc {capital}"]
    return found


def _of_preposition(tree: Tree, node: int, over: str, above: str, subject: bool) -> list[str]:
    """Return the features of a prepositional phrase."""
    word = tree.lower[node]
    found = [
        f"pb {binds(over, word):d} {above[:2]}",
        f"pw {binds(over, word):d} {word}",
        f"po {is_open(over):d} {word}",
        f"pc {closes(over):d} {word}",
    ]
    governed = tree.find(node, "pobj", "pcomp")
    if governed >= 0:
        kind = tree.tags[governed][:3]
        found += [
            f"pk {kind} {word}",
            f"pg {tree.lower[governed]} {word}",
            f"pt {tree.is_time(node):d} {word}",
            f"ph {kind} {word} {above[:2]} {subject:d}",
        ]
    return found


def _characters(tree: Tree, mask: int) -> int:
    sizes = _sizes(tree)
    return sum([sizes[node] for node in members(mask)])


@once
def _sizes(tree: Tree) -> list[int]:
    return [token.end - token.start + 1 for token in tree.tokens]


@once_each
def _above(tree: Tree, node: int) -> tuple[bool, int]:
    """Return whether a word is part of a subject, and the number of heads above it."""
    subject, depth = False, -1
    while node >= 0:
        subject = subject or tree.labels[node][:5] == "nsubj"
        node = tree.heads[node]
        depth += 1
    return subject, depth
