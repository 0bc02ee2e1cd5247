"""What a headline may leave out of a parsed sentence: phrases, and the features that tell of each.

The phrases are the subtrees of the parse, those that a rule offers, and five shapes that are no
subtree: a description in front of a name that stands for it, the verb before another, a noun before
"of", "who is", and who said it with the pronoun behind. Pruning a tree of dependencies is the
method of Filippova and Strube (2008, Dependency Tree Based Sentence Compression, section 3); the
features go back to Knight and Marcu (2002, Summarization Beyond Sentence Extraction, section 4).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from summkit.shortening.deletion import counted, denied
from summkit.shortening.deletions import deletions, with_commas
from summkit.shortening.governed import titled
from summkit.shortening.kinds import kinds_of
from summkit.shortening.lexicon import words
from summkit.shortening.tree import COMMAS, Tree, high, low, members, once, once_each, span
from summkit.shortening.valency import binds, closes, is_open

SMALL = frozenset(
    'a an the has have had is are was were been , " that its their his her ; : - – .'.split()
)
"""Words and signs that tell nothing of whether a phrase was kept."""

_HELD = frozenset(
    "det punct aux auxpass neg prt pobj mark nsubj nsubjpass csubj csubjpass case expl cc preconj"
    " quantmod pcomp predet nummod".split()
)
"""Relations without which a head does not stand."""

_COMPLEMENTS = ("dobj", "attr", "acomp", "xcomp", "ccomp", "oprd")
_GOVERNED = frozenset("prep xcomp ccomp acl relcl dative agent advcl acomp".split())


class Choice(NamedTuple):
    """A phrase that is kept or left out.

    Attributes
    ----------
    mask, content
        Its tokens; those of them that are no small words.
    node
        The token that hangs on what is kept.
    shape
        Its relation to its head, or the name of a shape that is no subtree.
    rules
        Names of the rules that offer it, in order.
    """

    mask: int
    content: int
    node: int
    shape: str
    rules: tuple[str, ...]


def always(tree: Tree) -> int:
    """Return the tokens that no headline needs: "Corp" behind a name, an opening "But"."""
    mask = 0
    for each in deletions(tree):
        if each.kind in ("suffix", "opener"):
            mask |= each.mask
    return mask


def choices(tree: Tree) -> list[Choice]:
    """Return the phrases of a sentence, the longest first."""
    small = sum(1 << n for n, word in enumerate(tree.lower) if _small(tree, n, word))
    shapes: dict[int, tuple[int, str]] = {}
    for mask, node, shape in _shapes(tree):
        if _may_go(tree, mask):
            shapes.setdefault(mask, (node, shape))
    rules: dict[int, list[str]] = {}
    for each in deletions(tree):
        if each.mask == tree.everything:
            continue
        rules.setdefault(each.mask, []).append(each.kind)
        node = _top(tree, each.mask)
        shapes.setdefault(each.mask, (node, tree.labels[node]))
    found = [
        Choice(mask, mask & ~small or mask, node, shape, tuple(sorted(rules.get(mask, ()))))
        for mask, (node, shape) in shapes.items()
    ]
    return sorted(found, key=lambda each: (-each.mask.bit_count(), low(each.mask), each.mask))


def _small(tree: Tree, node: int, word: str) -> bool:
    return word in SMALL or tree.labels[node] in ("punct", "det")


def _top(tree: Tree, mask: int) -> int:
    """Return the first token of a mask that hangs on one outside of it."""
    for node in members(mask):
        head = tree.heads[node]
        if head >= 0 and not mask >> head & 1 and tree.labels[node] != "punct":
            return node
    return low(mask)


def _may_go(tree: Tree, mask: int) -> bool:
    """Whether quotations and brackets stay whole, and something is left."""
    kept = tree.everything & ~mask
    if not mask or not kept or not (tree.whole(mask) or tree.whole(kept)):
        return False
    return all(
        not mask & span(a, b) or mask & span(a, b) == span(a, b)
        for a, b in tree.pairs
        if tree.lower[a] not in "([{"
    )


def _shapes(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Yield (tokens, token that hangs on the rest, shape)."""
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0:
            continue
        proper = tree.tags[node][:3] == "NNP", tree.tags[head][:3] == "NNP"
        if label == "conj":
            yield _second(tree, node, head), node, label
            if first := _first_of_two(tree, node, head):
                yield first, head, "first of two"
        elif label not in _HELD and not _limits(tree, node) and not _of_name(tree, node, proper):
            yield with_commas(tree, tree.subtrees[node]), node, label
        if label == "appos" and node > head and proper == (True, False):
            yield tree.subtrees[head] & ~tree.subtrees[node], head, "description"
        if label == "prep" and _behind_noun(tree, node, head):
            before = [c for c in tree.children[head] if c < head]
            yield 1 << node | 1 << head | _subtrees(tree, before), head, "noun of"
        if label == "relcl" and (opening := _who_is(tree, node)):
            yield opening, node, "who is"
    for office, name, _ in titled(tree):
        yield name, high(office), "named"
    clause, speaker = tree.find(tree.root, "ccomp"), tree.subject(tree.root)
    if clause > tree.root > speaker >= 0 and tree.is_verb(tree.root):
        pronoun = tree.subject(clause)
        would = any(tree.lower[child] == "would" for child in tree.children[clause])
        if pronoun > tree.root and tree.tags[pronoun] == "PRP" and not would:
            yield span(high(tree.subtrees[speaker]) + 1, pronoun), tree.root, "said it"


def _is_limited(tree: Tree, noun: int) -> bool:
    """Whether what is said may only be true of what is so described: "Corrupt officials face jail".

    So it is of what is denied or counted, of a superlative, and of a subject of no one in
    particular.
    """
    if counted(tree, noun) or denied(tree, noun):
        return True
    if any(tree.tags[child] == "JJS" for child in tree.children[noun]):
        return True
    general = tree.labels[noun][:5] == "nsubj" and tree.tags[noun] == "NNS"
    return general and tree.find(noun, "det", "poss", "nummod") < 0


def _behind_noun(tree: Tree, node: int, head: int) -> bool:
    """Whether an "of" stands right behind its noun and in front of another."""
    right_behind = tree.lower[node] == "of" and head == node - 1 and tree.tags[head][:2] == "NN"
    return right_behind and tree.find(node, "pobj") >= 0


def _limits(tree: Tree, node: int) -> bool:
    """Whether a single word limits its head, so that more would be said without it."""
    if tree.labels[node] in ("amod", "compound", "nmod") and _is_limited(tree, tree.heads[node]):
        return True
    if tree.labels[node] not in ("amod", "advmod", "nmod") or tree.children[node]:
        return False
    held = words("held_adjectives") | words("hedges") | words("qualifiers")
    return tree.lower[node] in held or tree.lower[node] in ("enough", "ago", "too", "so")


def _of_name(tree: Tree, node: int, proper: tuple[bool, bool]) -> bool:
    """Whether a word is part of a name, and no title."""
    inside = tree.labels[node] in ("compound", "nmod") and all(proper)
    return inside and tree.lower[node] not in words("titles")


def _subtrees(tree: Tree, nodes: list[int]) -> int:
    mask = 0
    for node in nodes:
        mask |= tree.subtrees[node]
    return mask


def _second(tree: Tree, node: int, head: int) -> int:
    """Return what is joined to a word, with the conjunction if it is the last."""
    mask = tree.subtrees[node]
    joined = [c for c in tree.children[head] if tree.labels[c] == "conj"]
    words_between = [c for c in tree.children[head] if tree.labels[c] == "cc" and c < node]
    if words_between and joined[-1] == node:
        mask |= 1 << words_between[-1]
    first = low(mask)
    return mask | (1 << first - 1 if first and tree.lower[first - 1] == "," else 0)


def _first_of_two(tree: Tree, node: int, head: int) -> int:
    """Return the first of two verbs with what hangs on it but the subject, 0 for none."""
    subject = tree.subject(head)
    joints = [c for c in tree.children[head] if tree.labels[c] == "cc" and head < c < node]
    if tree.lower[node - 1] == "," and tree.find(node, "conj") >= 0:
        joints = [node - 1]  # "had run two hours, won the marathon and taken a minute off"
    if not (tree.is_verb(head) and tree.is_verb(node) and joints and 0 <= subject < head < node):
        return 0
    if tree.subject(node) >= 0:
        return 0
    mask = 1 << head | 1 << joints[-1]
    mask |= _subtrees(tree, [c for c in tree.children[head] if head < c < node])
    return mask | (1 << node - 1 if tree.lower[node - 1] == "," else 0)


def _who_is(tree: Tree, verb: int) -> int:
    """Return the "who was" of a relative clause that stands without: "patients back in hospital".

    0 for none: what follows is a participle, a predicate or a place.
    """
    subject = tree.subject(verb)
    if subject < 1 or tree.lower[subject] not in ("who", "which", "that"):
        return 0
    if tree.tags[subject - 1][:2] not in ("NN", "CD"):
        return 0  # behind a comma it goes as a whole
    being = verb if tree.lower[verb] in words("copulas") else subject + 1
    if being != subject + 1 or tree.lower[being] not in ("is", "are", "was", "were"):
        return 0
    if (
        tree.tags[being + 1] not in ("VBN", "VBG", "JJ", "IN", "RB")
        or tree.lower[being + 1] == "n't"
    ):
        return 0
    return span(subject, being) if tree.lower[being + 1] not in ("not", "never") else 0


def features(tree: Tree, choice: Choice) -> list[str]:
    """Return the names of what is so of a phrase; see `summkit.shortening.pruning`."""
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
    """Return whether a word is of a subject, and how many heads are above it."""
    subject, depth = False, -1
    while node >= 0:
        subject = subject or tree.labels[node][:5] == "nsubj"
        node = tree.heads[node]
        depth += 1
    return subject, depth
